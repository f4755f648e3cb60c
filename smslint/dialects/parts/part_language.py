"""What a language does with the tags that put parts into a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from smslint.dialects.parts.pieces import Hidden, Put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.dialects.lexing.tokens import Token
    from smslint.dialects.parts.composed import Part
    from smslint.dialects.parts.composer import Composer
    from smslint.dialects.parts.reference import Reference


class ComposeError(Exception):
    """A template cannot be put together from its parts."""


class File(NamedTuple):
    """A part that is being put in."""

    part: int
    tokens: Sequence[Token]
    chain: tuple[str, ...]
    """The names of the files around it and its own."""


class Language:
    """What a language does with its own tags. This one only includes files."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer

    def file(self, opened: File) -> None:
        """Put in everything that a file renders."""
        self.composer.walk(opened, 0, len(opened.tokens))

    def take(self, opened: File, index: int) -> int | None:  # noqa: ARG002 (others need them)
        """Put in what a token stands for and return the token to go on with; ``None`` if it is nothing special."""
        return None

    def instead(self, opened: File, index: int, reference: Reference, part: Part | None) -> bool:  # noqa: ARG002
        """Put in what a name stands for, if it is not a file. Asked before the file is looked for, and with the file that is found."""
        return False


def hidden_by(reference: Reference, opened: File, index: int) -> Hidden | None:
    """The names that mean something else in what a reference puts in."""
    if reference.bound is not None and not reference.bound and not reference.passed:
        return None
    tag = Put(opened.part, opened.tokens[index]) if reference.passed else None
    return Hidden(reference.bound, passed=reference.passed, tag=tag)
