"""What lexers give: tokens that tile the source, and the delimiters and trims that make them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple, dataclass, field
from smslint.sealed import sealed

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping

    from smslint.span import Span


class Kind(Enum):
    """What a token is."""

    TEXT = "text"
    ESCAPE = "escape"
    """Characters that render as something else, such as ``{{`` for ``{`` in ``str.format``."""
    COMMENT = "comment"
    TAG = "tag"
    OUTPUT = "output"


class Trim(Enum):
    """What white space beside a delimiter disappears."""

    NOTHING = ""
    ALL = "all"
    """All adjoining white space."""
    LINE = "line"
    """Adjoining white space other than line breaks."""
    NEWLINE = "newline"
    """One line break directly behind."""
    INDENT = "indent"
    """Spaces and tabs between the start of the line and the delimiter."""
    ALONE = "alone"
    """The line, when nothing but white space stands beside the delimiters on it."""


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """One stretch of source. ``[start, end)`` tiles it; of a text, ``[shown_start, shown_end)`` is what renders."""

    kind: Kind
    start: int
    end: int
    body: Span
    """The code between the delimiters; of a text or an escape, the stretch itself."""
    mark: Mark | None = None
    text: str = ""
    """What an escape renders as."""
    left: Trim = Trim.NOTHING
    right: Trim = Trim.NOTHING
    shown_start: int = 0
    shown_end: int = 0


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
    """The close must stand on the line of the open; otherwise the open is plain text."""
    quotes: Mapping[str, str] = field(default_factory=dict)
    """Quotes in which a close does not count: what opens one, and what ends it."""
    brackets: bool = False
    """Whether a close does not count inside round, square or curly brackets of the code."""
    interpolates: bool = False
    """Whether a string in double quotes may hold code in ``#{}``, with quotes and brackets of its own."""
    optional: bool = False
    """An open without its close is plain text rather than an error."""
    right: Trim = Trim.NOTHING
    """What disappears behind the close even without a trim marker."""
    alone: re.Pattern[str] | None = None
    """Where the code matches, the whole line disappears when the delimiters stand alone on it."""
    trims: bool = True
    """Whether trim markers count inside these delimiters."""
    text: str = ""
    """What an escape renders as; such a mark has no close."""
    before: str = ""
    """An escape counts only where this follows somewhere."""


class Raw(NamedTuple):
    """A tag whose content is not template code."""

    kind: Kind
    """What the content is."""
    end: Callable[[str, Token], re.Match[str] | None]
    """Finds the tag that ends the content which begins behind a token."""
