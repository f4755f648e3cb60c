"""The value of a variable in any round of a loop, and after all of them.

In a round, a variable to which the loop only adds has its text before the loop, and then what the earlier rounds added: a placeholder. One
that gets another value is a placeholder. After the loop, what a round put behind the first is repeated; a value with the second in it is
not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources.code.values import AGAIN, Value, chosen, lost, unknown
from smslint.span import Span
from smslint.text.tree import Arm, Branch, Loop, Placeholder, Sequence, leaves

if TYPE_CHECKING:
    from smslint.sources.code.effects import Effect
    from smslint.text.tree import Node

_NOWHERE = Span(0, 0)


def begun(old: Value, key: str, effect: Effect, place: Span | None) -> Value:
    """The value of a variable in any round."""
    if not old.written and old.entries is None:
        return old
    where = place if place is not None and place.length else old.place
    earlier = unknown(where, key, opaque=True)
    if key in effect.replaced or key in effect.stored or not earlier.parts:
        return earlier._replace(reach=lost(old).reach)
    if old.entries is not None:
        again = Value(entries=((None, earlier),), place=where, source=key)
        return old._replace(entries=(*old.entries, (AGAIN, again)))
    return old._replace(parts=(*old.parts, *earlier.parts), size=old.size + 1)


def begun_fold(old: Value, name: str, place: Span) -> Value:
    """The text in any round to which each round adds."""
    earlier = unknown(place, name, opaque=True)
    return old._replace(parts=(*old.parts, *earlier.parts), size=old.size + 1)


def ended(old: Value, started: Value, new: Value, over: str) -> Value:
    """The value of a variable after the loop.

    :param started: what it had in any round, before the round changed it.
    """
    if old.entries is not None and started.entries is not None:
        return _list(old, started, new, over)
    count = len(old.parts)
    if old.written and started.written and len(started.parts) > count:
        mark = started.parts[count]
        same = len(new.parts) > count and new.parts[count] is mark
        if new.written and same and not _holds(new.parts[count + 1 :], mark):
            rest = new.parts[count + 1 :]
            loop = (Loop(Sequence(rest, _NOWHERE), _NOWHERE, over),) if rest else ()
            return new._replace(parts=(*old.parts, *loop), size=new.size - 1)
        return lost(old)
    if new.entries is not None or not new.written:
        return chosen([new, old], over, new.place, new.source)
    earlier = started.parts[0] if started.parts and not started.written else None
    parts = _without(new.parts, earlier, old.parts) if earlier is not None else new.parts
    if parts is None:
        return lost(old)
    return chosen([new._replace(parts=parts), old], over, new.place, new.source)


def _list(old: Value, started: Value, new: Value, over: str) -> Value:
    """The value of a list after the loop."""
    assert old.entries is not None
    count = len(old.entries)
    if new.entries is None or started.entries is None or new.entries[: count + 1] != started.entries:
        return lost(old)
    rest = new.entries[count + 1 :]
    again = Value(entries=rest, place=new.place, source=over)
    return new._replace(entries=(*old.entries, *(((AGAIN, again),) if rest else ())))


def _holds(parts: tuple[Node, ...], mark: Node) -> bool:
    return any(each is mark for part in parts for each in leaves(part))


def _without(parts: tuple[Node, ...], mark: Node, old: tuple[Node, ...]) -> tuple[Node, ...] | None:
    """A value in which some arms leave the variable as it was; ``None`` if it is made of what it was in another way."""
    if len(parts) == 1 and parts[0] is mark:
        return old
    if len(parts) == 1 and isinstance(parts[0], Branch):
        arms = []
        for arm in parts[0].arms:
            body = _without(arm.body.parts, mark, old)
            if body is None:
                return None
            arms.append(Arm(Sequence(body, arm.body.span), arm.condition))
        return (parts[0]._replace(arms=tuple(arms)),)
    return None if isinstance(mark, Placeholder) and _holds(parts, mark) else parts


def one_of(items: Value, over: str, place: Span) -> Value | None:
    """One of the texts of a list that a program writes out."""
    if items.written or not items.entries or any(key is not None or not each.written for key, each in items.entries):
        return None
    found = chosen([each for _, each in items.entries], over, place, over)
    return found if found.written else None
