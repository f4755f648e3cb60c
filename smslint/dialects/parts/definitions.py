"""Go: a file may define templates under names, ``{{define "footer"}}``, and others print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.parts.composer import DEEPEST
from smslint.dialects.parts.part_language import File, Language, hidden_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.dialects.parts.composed import Part
    from smslint.dialects.parts.composer import Composer
    from smslint.dialects.parts.reference import Reference


class Definitions(Language):
    """Templates that the files define, of those that are read so far."""

    def __init__(self, composer: Composer) -> None:
        super().__init__(composer)
        self._defined: dict[int, dict[str, int]] = {}
        """For each part the first token that defines a name."""

    def instead(self, opened: File, index: int, reference: Reference, part: Part | None) -> bool:
        """Put in a template that a file defines under a name; of a file that is found, only if it mentions the name."""
        composer = self.composer
        if len(reference.names) != 1:
            return False
        name = reference.names[0]
        if part is not None:
            if f'"{name}"' not in part.source:
                return False
            composer.opened(part, opened.chain)
        for number, each in enumerate(composer.parts):
            found = self._definition(number, name)
            if found is None:
                continue
            mark = f"{each.name} {name!r}"
            composer.counted()
            if mark in opened.chain or len(opened.chain) > DEEPEST:
                composer.unread(opened, index, reference, f"{name!r} includes itself")
                return True
            composer.put(opened, index, Kind.COMMENT)
            with composer.marked(hidden_by(reference, opened, index)):
                composer.walk(File(number, composer.read[number].tokens, (*opened.chain, mark)), *found)
            return True
        return False

    def _definition(self, number: int, name: str) -> tuple[int, int] | None:
        """The tokens inside a definition in a part."""
        file = File(number, self.composer.read[number].tokens, ())
        if number not in self._defined:
            self._defined[number] = dict(reversed(list(self._definitions(file))))
        index = self._defined[number].get(name)
        return None if index is None else (index + 1, self.composer.close(file, index))

    def _definitions(self, file: File) -> Iterator[tuple[str, int]]:
        """The names that a part defines, each with its token."""
        for index in range(len(file.tokens)):
            tag = self.composer.tag(file, index)
            if tag is not None and tag.word == "define":
                yield tag.rest.strip('"`'), index
