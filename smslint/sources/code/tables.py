"""Lists and tables that a program writes: what a later entry has in place of an earlier one, and what is copied from another table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.code.calling import Calls
from smslint.sources.code.changing import items_of
from smslint.sources.code.escaping import STORED
from smslint.sources.code.roots import SPREADS, aliases
from smslint.sources.code.values import AGAIN, ARMS, SPREAD, Value, chosen, literal_spans, unknown

if TYPE_CHECKING:
    from smslint.sources.code import shapes
    from smslint.sources.code.grammar import File
    from smslint.span import Span

Given = tuple[str | None, Value]

_LOOSE: Final = frozenset({None, "", AGAIN, ARMS, *SPREADS})
"""What is in place of a key."""


class Tables(Calls):
    """Evaluates lists and tables."""

    def __init__(self, file: File) -> None:
        super().__init__(file)
        self.overwritten: list[Span] = []
        """Where texts are of entries of a table that get another value before anything has them."""

    def listed(self, entries: tuple[shapes.Argument, ...], place: Span, source: str) -> Value:
        values: list[Given] = []
        named: set[str | None] = set()
        for each in entries:
            value = self.value(each.node)
            if each.key not in SPREADS:
                self.share(aliases(self.file, each.node), STORED)
            pair = each.key is None and value.entries is not None and len(value.entries) == 1 and not value.written
            if each.key in SPREADS and each.key != SPREAD:
                values = self.copied(values, each.key, value, place)
                named = {key for key, _ in values}
                continue
            more = items_of(value) if each.key == SPREAD else value.entries if pair and value.entries else None
            if more is None:
                more = ((each.key, value),)
                if each.key in named:
                    values = self.without(values, {each.key}, place)
            values += more
            named.update(key for key, _ in more)
        return unknown(place, source)._replace(entries=tuple(values))

    def copied(self, values: list[Given], key: str, table: Value, place: Span) -> list[Given]:
        """The entries of a table after all of another: ``{ body: "Hi", ...rest }``. One that is not known may have any of them."""
        if table.entries is not None:
            return [*self.without(values, {name for name, _ in table.entries}, place), *table.entries]
        source = f"{key}{table.source}"
        other = unknown(table.place, source)
        perhaps = [
            (name, chosen([each, other], source, each.place, each.source) if each.written else each)
            for name, each in values
        ]
        return [*perhaps, (key, table)]

    def without(self, values: list[Given], keys: set[str | None], place: Span) -> list[Given]:
        """The entries of a table that get no other value, which nothing else has then."""
        gone = [value for key, value in values if key in keys and key not in _LOOSE]
        spans = [each for value in gone for each in literal_spans(value)]
        self.overwritten += [each for each in spans if place.start <= each.start and each.end <= place.end]
        return [each for each in values if each[0] not in keys or each[0] in _LOOSE]
