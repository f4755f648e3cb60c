"""The code of Blade's sections and slots: it runs where it is written, and its text is printed elsewhere, or nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.names.assignments import ASSIGNS
from smslint.dialects.parts.part_language import ComposeError, File
from smslint.dialects.parts.pieces import Put
from smslint.span import Span

if TYPE_CHECKING:
    from smslint.dialects.parts.composer import Composer

_NAME: Final = re.compile(r"\$(\w+)")


class _Stretch(NamedTuple):
    """The text of a section, or all texts that a component gets."""

    part: int
    span: Span
    code: tuple[int, ...]
    """The starts of the tokens that assign something."""
    names: frozenset[str]


class SharedNames:
    """The names that code in sections and slots assigns in one message."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.sections: dict[_Stretch, None] = {}
        self.contents: dict[_Stretch, None] = {}

    def section(self, opened: File, start: int, end: int) -> None:
        """Keep what the tokens ``[start, end)`` of a section assign."""
        self.sections.update(self._assigning(opened, start, end))

    def content(self, opened: File, start: int, end: int) -> None:
        """Keep what the tokens ``[start, end)`` of a component assign."""
        self.contents.update(self._assigning(opened, start, end))

    def refuse(self) -> None:
        """Refuse a name that code assigns in one place, is used outside of it, and is not set where its text is printed.

        :raises ComposeError: naming it.
        """
        if not (self.sections or self.contents):
            return
        uses = self._uses()
        for each in self.sections:  # all code of a view runs before the layout prints any of it
            _refuse(each, "a section", uses)
        runs = self._runs()
        for each in self.contents:
            code = set(each.code)
            if tuple(at for part, at in runs if part == each.part and at in code) != each.code:
                _refuse(each, "a slot", uses)

    def _assigning(self, opened: File, start: int, end: int) -> dict[_Stretch, None]:
        grammar, source = self.composer.grammar, self.composer.source(opened)
        tokens = opened.tokens[start:end]
        if grammar.assigning is None or not tokens:
            return {}
        span = Span(tokens[0].start, tokens[-1].end)
        if grammar.assigning.search(source, span.start, span.end) is None:
            return {}
        given = {
            token.start: [each.name for each in ASSIGNS[grammar.assigns](source, token)]
            for token in tokens
            if token.kind in {Kind.TAG, Kind.COMMENT}
        }
        code = tuple(at for at, names in given.items() if names)
        names = frozenset(name for names in given.values() for name in names)
        return {_Stretch(opened.part, span, code, names): None} if code else {}

    def _runs(self) -> list[tuple[int, int]]:
        """The code of slots in the order in which the message has it: files, and starts of tokens."""
        code = {(each.part, at) for each in self.contents for at in each.code}
        put = ((each.part, each.token.start) for each in self.composer.pieces if isinstance(each, Put))
        return [place for place in put if place in code]

    def _uses(self) -> dict[str, list[tuple[int, int]]]:
        """Every place of a name: files and offsets, in order."""
        uses: dict[str, list[tuple[int, int]]] = {}
        for number, part in enumerate(self.composer.parts):
            for use in _NAME.finditer(part.source):
                uses.setdefault(use[1], []).append((number, use.start()))
        return uses


def _refuse(stretch: _Stretch, place: str, uses: dict[str, list[tuple[int, int]]]) -> None:
    part, span = stretch.part, stretch.span
    for name in sorted(stretch.names):
        found = uses.get(name, [])
        if any(not (part, span.start) <= use < (part, span.end) for use in (*found[:1], *found[-1:])):
            raise ComposeError(f"${name} is assigned in {place} and used outside of it")
