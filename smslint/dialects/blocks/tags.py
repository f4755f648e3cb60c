"""A tag of a template language, and the block that it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.dialects.blocks.shapes import Shape
    from smslint.dialects.lexing.tokens import Token
    from smslint.span import Span


class Block(NamedTuple):
    """The syntax of a block: the tags that divide it, those of them that make it complete, and its end."""

    shape: Shape
    ends: tuple[str, ...]
    arms: tuple[str, ...] = ()
    last_arms: tuple[str, ...] = ()


class Tag(NamedTuple):
    """A tag's word and the rest of it. The word decides what it is."""

    word: str
    rest: str = ""
    block: Block | None = None
    """The block that the tag opens, if the table cannot know it (the author chooses the name of a section)."""
    opaque: bool = False
    """The tag inserts text from somewhere else."""
    output: Span | None = None
    """The code whose value the tag prints, if it is an output written as a tag."""
    perhaps: bool = False
    """Whether the tag leaves a loop or ends the template only under a condition of its own."""
    doubtful: bool = False
    """Whether engines read the code of the tag in different ways: what renders is unknown."""

    @property
    def label(self) -> str:
        """What people know it by: its word and the rest of it."""
        return f"{self.word} {self.rest}".strip()


SILENT: Final = Tag("")
"""A tag that renders as nothing."""
_WORD: Final = later(r"\s*(#|\w+|\S+)")


def word_tag(source: str, token: Token) -> Tag:
    """The first word of a tag, which ends at white space, a bracket or any other sign, and the rest of the tag."""
    match = _WORD.match(source, token.body.start, token.body.end)
    return Tag(match[1], source[match.end() : token.body.end].strip()) if match else Tag("")


def spaced_tag(source: str, token: Token) -> Tag:
    """Like :func:`word_tag`, but only white space ends a word (Django)."""
    word, *rest = source[token.body.start : token.body.end].split(None, 1) or [""]
    return Tag(word, "".join(rest).strip())
