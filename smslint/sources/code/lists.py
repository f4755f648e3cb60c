"""Lists of which some entries may not be there, and what joining them gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code.values import AGAIN, ARMS, Value, chosen, fixed, joined
from smslint.span import Span
from smslint.text.tree import Branch, Loop, Sequence
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence as Many

    from smslint.sources.calls import Names


Given = tuple[str | None, Value]

WITHOUT_EMPTY: Final = "without_empty"
"""A function that takes the empty entries out of a list, whatever a language calls it."""
_MOST: Final = 32
"""In how many ways a list may begin before it is unknown where its first separator is."""
_COMPACTS: Final = word_set(
    "compact compact_blank compactMap filter filterNotNull Where where whereType whereNotNull nonNulls array_filter reject"
)
"""Functions and methods that take entries out of a list."""
_EMPTY: Final = re.compile(
    r"\A\W*\Z|\b(?:Boolean|[nN]onNull|[iI]sNotNull|isNotBlank|isNotEmpty|IsNullOr\w+|is_nil|None,)|(?:nil|blank|empty|present)\?"
    r"|!=+\s*(?:null|nil|undefined|\"\"|'')|!\w+\.isEmpty|\.length\b|\bString>|\A\W*\$0\W*\Z|\b(\w+)\s*=>\s*(?:!!)?\1\W*\Z"
)
"""What a function is given that takes out only the empty entries."""


def takes_empty_out(callee: Names, source: str) -> bool:
    """Whether a call takes the empty entries out of a list, and no others."""
    name = callee[-1] if callee else ""
    return name == WITHOUT_EMPTY or (name in _COMPACTS and _EMPTY.search(source.rpartition(name)[2]) is not None)


def compacted(entries: Many[Given]) -> tuple[Given, ...]:
    """The entries of a list without the empty ones: what may be empty is there or not."""
    return tuple(each if each[0] is not None or _is_there(each[1]) else _perhaps(each[1]) for each in entries)


def _is_there(value: Value) -> bool:
    """Whether a text certainly has characters."""
    return value.written and not value.perhaps and not any(map(_is_empty_arm, value.parts[:1]))


def _is_empty_arm(node: object) -> bool:
    return isinstance(node, Branch) and any(not arm.body.parts for arm in node.arms)


def _perhaps(value: Value) -> Given:
    one = value
    if value.written and len(value.parts) == 1 and isinstance(value.parts[0], Branch):
        branch = value.parts[0]
        arms = [arm for arm in branch.arms if arm.body.parts]
        if len(arms) == 1:
            one = value._replace(parts=arms[0].body.parts)
        elif len(arms) < len(branch.arms):
            arms[-1] = arms[-1]._replace(condition=None)
            one = value._replace(parts=(branch._replace(arms=tuple(arms)),))
    present, absent = Value(entries=((None, one._replace(perhaps=False)),)), Value(entries=())
    return ARMS, Value(entries=((None, present), (None, absent)), place=value.place, source=value.source)


def separated(
    entries: Many[Given], separator: Value | None, place: Span, *, first: bool = True, ways: int = _MOST
) -> list[Value] | None:
    """The entries with separators between them; ``None`` if it is not known where a separator is."""
    between = [separator] if separator is not None and fixed(separator) != "" else []
    parts: list[Value] = []
    if first and between and len(entries) == 1 and entries[0][0] == AGAIN:
        again = separated(entries, separator, place, first=False)
        one = separated(entries[0][1].entries or (), separator, place)
        if again and one:
            return [chosen([joined([*one, *again], place, ""), Value(written=True)], again[0].source, place, "")]
    if first and between and entries and entries[0][0] == ARMS:
        return _begun(entries, separator, place, ways)
    for key, each in entries:
        if key in {ARMS, AGAIN} and each.entries is not None:
            if first and not parts and between:
                return None
            if key == AGAIN:
                round_of = joined(separated(each.entries, separator, place, first=False) or [], place, each.source)
                parts.append(_looped(round_of, each.source) if round_of.written else round_of)
                continue
            arms = [separated(arm.entries or (), separator, place, first=False) or [] for _, arm in each.entries]
            parts.append(
                chosen([joined(arm, place, "") if arm else Value(written=True) for arm in arms], each.source, place, "")
            )
        else:
            parts += [*([] if first and not parts else between), each]
    return parts


def _begun(entries: Many[Given], separator: Value | None, place: Span, ways: int) -> list[Value] | None:
    """The entries if the first of them is one of several."""
    arms = entries[0][1].entries or ()
    left = ways // max(len(arms), 1)
    found = [
        separated((*(arm.entries or ()), *entries[1:]), separator, place, ways=left) if left else None
        for _, arm in arms
    ]
    known = [each for each in found if each is not None]
    if not known or len(known) < len(found):
        return None
    texts = [joined(each, place, "") if each else Value(written=True) for each in known]
    return [chosen(texts, entries[0][1].source, place, "")]


def _looped(value: Value, over: str) -> Value:
    """A text any number of times."""
    nowhere = Span(0, 0)
    return value._replace(parts=(Loop(Sequence(value.parts, nowhere), nowhere, over),))
