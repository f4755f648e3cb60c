"""The output of lexers: tokens that cover the source, and the delimiters and trims that produce them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple, dataclass, field
from smslint.sealed import sealed
from smslint.span import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping


class Kind(Enum):
    """The kind of a token."""

    TEXT = "text"
    ESCAPE = "escape"
    """Characters that render as something else, such as ``{{`` for ``{`` in ``str.format``."""
    COMMENT = "comment"
    TAG = "tag"
    OUTPUT = "output"


class Trim(Enum):
    """The white space next to a delimiter that is removed."""

    NOTHING = ""
    ALL = "all"
    """All adjacent white space."""
    LINE = "line"
    """Adjacent white space except line breaks."""
    NEWLINE = "newline"
    """One line break directly after it."""
    INDENT = "indent"
    """Spaces and tabs between the start of the line and the delimiter."""
    ALONE = "alone"
    """The whole line, if it has only white space and the delimiters."""


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """One part of the source, ``[start, end)``; of a text, ``[shown_start, shown_end)`` renders."""

    kind: Kind
    start: int
    end: int
    body: Span
    """The code between the delimiters; for a text or an escape, the part itself."""
    mark: Mark | None = None
    text: str = ""
    """The rendered text of an escape."""
    left: Trim = Trim.NOTHING
    right: Trim = Trim.NOTHING
    shown_start: int = 0
    shown_end: int = 0


def text_token(start: int, end: int) -> Token:
    """Characters of the source that render as they are."""
    return Token(Kind.TEXT, start, end, Span(start, end), shown_start=start, shown_end=end)


def drop_final_break(source: str, tokens: list[Token]) -> None:
    """Render one line break at the very end of the source as nothing."""
    last = tokens[-1] if tokens else None
    if last is not None and last.kind is Kind.TEXT and last.shown_end == len(source):
        ending = next((each for each in ("\r\n", "\n", "\r") if source.endswith(each)), "")
        last.shown_end = max(last.shown_start, last.shown_end - len(ending))


QUOTES: Final = {'"': '"', "'": "'"}
"""String literals with backslash escapes, as most languages have them."""


@sealed
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Mark:
    """A pair of delimiters."""

    open: str
    close: str
    kind: Kind
    one_line: bool = False
    """The closing delimiter must be on the line of the opening one; otherwise the opening one is plain text."""
    quotes: Mapping[str, str] = field(default_factory=dict)
    """Quotes in which a closing delimiter does not count: their start, and their end."""
    brackets: bool = False
    """Whether a closing delimiter does not count inside round, square or curly brackets of the code."""
    inner: str = ""
    """A pair of delimiters inside the code, of which the second may be directly before the closing delimiter: ``${}`` in ``{{${name}}}``."""
    interpolates: bool = False
    """Whether a string in double quotes may contain code in ``#{}``, with its own quotes and brackets."""
    optional: bool = False
    """An unclosed delimiter is plain text, not an error."""
    right: Trim = Trim.NOTHING
    """What is removed after the closing delimiter even without a trim marker."""
    alone: re.Pattern[str] | None = None
    """If the code matches this and the delimiters are alone on their line, the whole line is removed."""
    trims: bool = True
    """Whether trim markers count inside these delimiters."""
    text: str = ""
    """The rendered text of an escape; such a mark has no closing delimiter."""
    code: re.Pattern[str] | None = None
    """What the code must match; otherwise the opening delimiter is plain text."""
    before: str = ""
    """An escape counts only if this follows somewhere."""


class Raw(NamedTuple):
    """A tag whose content is not template code."""

    kind: Kind
    """The kind of the content."""
    end: Callable[[str, Token], re.Match[str] | None]
    """Finds the tag that ends the content that begins after a token."""
