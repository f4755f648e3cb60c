"""Values that a template computes from more than one text: from columns as arguments, or from a text of several parts."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from smslint.broadcast.pieces import changed, filled, joined
from smslint.dialects.functions.exact import same
from smslint.dialects.functions.filters import TAKE_TEXTS
from smslint.dialects.functions.results import exact_change, result_of
from smslint.dialects.names.assigned import ASSIGNED
from smslint.text.tree import LITERAL, Branch, Literal, Loop, Node, Placeholder, Sequence
from smslint.text.typed import TEXT, type_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.broadcast.decisions import Decisions
    from smslint.broadcast.lookup import Lookup
    from smslint.broadcast.pieces import Columns, Piece
    from smslint.text.tree import Call
    from smslint.text.typed import Types


class Computing:
    """Computes the values of one template."""

    def __init__(self, dialect: str, lookup: Lookup, decisions: Decisions) -> None:
        self.dialect = dialect
        self.lookup = lookup
        self.decisions = decisions
        self.tested: list[str] = []
        self.here: list[str] = []
        """The names that ``.`` means, from the outermost arm to the innermost."""

    def node(self, node: Node) -> list[str | Piece]:
        """The pieces of a node."""
        raise NotImplementedError

    def stands_for(self, node: Placeholder) -> tuple[str, tuple[Call, ...], str]:
        """The name whose value an output prints, the calls on it, and the code that says so where that is not read."""
        name = self.here[-1] if node.name == "." and self.here else node.name
        calls = node.calls
        if calls and calls[0].name == ASSIGNED:
            return name, calls, calls[0].source
        read = node.opaque or len(calls) >= bool(node.filters)
        return name, calls, "" if read else node.name

    def with_arguments(self, node: Placeholder, name: str, calls: tuple[Call, ...]) -> list[str | Piece]:
        """The piece for calls whose arguments are not literals; nothing where one is not known, or a call does not take every text."""
        taken = TAKE_TEXTS.get(self.dialect, frozenset()) | {LITERAL}
        asked = [(each, call.name) for call in calls for _, each in call.operands]
        first = [] if calls[0].name == LITERAL else [Placeholder(name, node.span)]
        given = [self.types_of(each) for each in (*first, *(each for each, _ in asked))]
        if None in given or {call.name for call in calls if call.operands} - taken:
            return []
        if any(types != TEXT for types, (_, by) in zip(given[len(first) :], asked, strict=True) if by != LITERAL):
            return []

        def text(row: tuple[str, ...]) -> str | None:
            rest = iter(row[len(first) :])
            change = exact_change(self.dialect, [call.given(rest) for call in calls])
            return None if change is None else change(row[0] if first else "")

        sources = [*first, *(each for each, _ in asked)]
        if None in [text((each,) * len(sources)) for each in ("", "1", "x")]:
            return []
        replaced = any(by.startswith("d") for _, by in asked)
        made = [self.value(each, tested=replaced) for each in sources]
        if calls[0].name == LITERAL and not any(call.operands for call in calls[1:]):
            change = exact_change(self.dialect, calls[1:]) or same
            return [changed(made[0], change)]

        def rows(columns: Columns, count: int) -> Iterator[str]:
            cells = [repeat(each, count) if isinstance(each, str) else each(columns, count) for each in made]
            return (text(row) or "" for row in zip(*cells, strict=True))

        return [rows]

    def value(self, node: Node, *, tested: bool) -> str | Piece:
        """The piece of a value that is not printed itself.

        :param tested: whether something else stands for it where it is empty.
        """
        self.tested += [node.name] if tested and isinstance(node, Placeholder) else []
        pieces = joined(self.node(node))
        if tested and isinstance(node, Placeholder):
            self.tested.pop()
        if len(pieces) == 1:
            return pieces[0]
        return lambda columns, count: filled(pieces, columns, count)

    def types_of(self, node: Node) -> Types | None:
        """The types that the text of a node may have, if each row's is known; else ``None``."""
        match node:
            case Literal():
                return frozenset({type_of(node.text)})
            case Sequence():
                return self.types_of_parts(node)
            case Branch():
                found = [self.types_of(arm.body) for arm in node.arms]
                decided = all(
                    arm.condition is None or self.decisions.decided(arm.condition) is not None for arm in node.arms
                )
                known = [types for types in found if types is not None]
                return frozenset().union(*known) if decided and len(known) == len(found) else None
            case Placeholder():
                return self.types_of_value(node)
            case Loop():
                return None

    def types_of_parts(self, node: Sequence) -> Types | None:
        """One part has its own type, and several make a text."""
        parts = [part for part in node.parts if not isinstance(part, Literal) or part.text]
        found = [self.types_of(part) for part in parts]
        return None if None in found else found[0] if len(found) == 1 else TEXT

    def types_of_value(self, node: Placeholder) -> Types | None:
        name, calls, written = self.stands_for(node)
        if written or node.opaque or (calls and calls[0].name == ASSIGNED):
            return None
        if (found := self.lookup.part_of_column(name)) is not None:
            name, calls = found[0], (found[1], *calls)
        if (
            not (calls and calls[0].name == LITERAL)
            and self.lookup.constant(name) is None
            and self.lookup.column(name) is None
        ):
            return None
        operands = [each for call in calls for _, each in call.operands]
        if any(self.types_of(each) is None for each in operands):
            return None
        texts = repeat("")
        result = result_of(self.dialect, tuple(call.given(texts) for call in calls))
        return None if result is None else result.types
