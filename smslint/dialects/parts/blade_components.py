"""Blade's components: files that print the texts of their slots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.parts.blade_directives import TEXT, VARIABLE, Directive, block_end, directive, expression
from smslint.dialects.parts.pieces import Hidden, Piece, Shown
from smslint.dialects.parts.reference import Reference
from smslint.dialects.parts.wrapping import Stripped

if TYPE_CHECKING:
    from smslint.dialects.parts.blade_code import SharedNames
    from smslint.dialects.parts.composer import Composer
    from smslint.dialects.parts.part_language import File


class Components:
    """The components of one message."""

    def __init__(self, composer: Composer, shared: SharedNames) -> None:
        self.composer = composer
        self.shared = shared
        self.slots: dict[str, list[Piece]] = {}
        """The texts that the innermost component prints."""
        self.hidden: Hidden | None = None
        """Of the innermost component: nothing outside has a name in it."""

    def put(self, opened: File, index: int, tag: Directive) -> int:
        """Put in the file of a component, and return the token behind its end."""
        composer = self.composer
        end = block_end(self.composer.source(opened), opened.tokens, index, "component")
        names = [tag.text(0)]
        if tag.word == "componentfirst" and tag.arguments:
            span = tag.arguments[0]
            names = [match[1] or match[2] for match in TEXT.finditer(tag.code[span.start : span.end])]
        self.shared.content(opened, index + 1, end)
        slots = self._filled(opened, index + 1, end)
        reference = Reference(tuple(name for name in names if name), names[0] or tag.code)
        composer.named = True
        part, why = composer.loaded(reference, opened)
        if part is None:
            composer.unread(opened, index, reference, why, Kind.OUTPUT)
            return end + 1
        before = self.slots, self.hidden
        self.hidden = Hidden(None)
        self.slots = slots
        composer.put(opened, index, Kind.COMMENT)
        with composer.marked(self.hidden):
            composer.file(part, opened.chain)
        self.slots, self.hidden = before
        return end + 1

    def _filled(self, opened: File, start: int, end: int) -> dict[str, list[Piece]]:
        """The texts that a component gets: those of its slots, and ``slot`` with everything else."""
        slots: dict[str, list[Piece]] = {}
        rest: list[Piece] = []
        at = index = start
        while index < end:
            tag = (
                directive(self.composer.source(opened), opened.tokens[index])
                if opened.tokens[index].kind is Kind.TAG
                else None
            )
            if tag is None or tag.word not in {"slot", "component", "componentfirst"}:
                index += 1
                continue
            if tag.word != "slot":
                index = block_end(self.composer.source(opened), opened.tokens, index, "component") + 1
                continue
            rest += self.composer.content(opened, at, index)
            name = tag.text(0) or ""
            if len(tag.arguments) > 1:
                slots[name] = [expression(opened, index, tag.written(1))]
                index += 1
            else:
                close = block_end(self.composer.source(opened), opened.tokens, index, "slot")
                slots[name] = self.composer.content(opened, index + 1, close)
                index = close + 1
            at = index
        rest += self.composer.content(opened, at, end)
        return {"slot": rest, **slots}

    def printed(self, opened: File, index: int) -> bool:
        """Put in the slot that an output prints; ``False`` if it prints none."""
        match = VARIABLE.fullmatch(self.composer.code(opened, index))
        if match is None or match[1] not in self.slots or self.hidden is None:
            return False
        composer = self.composer
        composer.counted()
        composer.put(opened, index, Kind.COMMENT)
        with composer.marked(Shown(self.hidden)), composer.marked(Stripped(end=True)):
            composer.put_all(self.slots[match[1]])
        return True
