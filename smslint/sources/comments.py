"""The comments of host files, which may contain directives. Each is a pair of patterns: its start, up to the mark of a directive, and its end."""

from __future__ import annotations

import re
from typing import Final

from smslint.errors import SourceError
from smslint.span import Span
from smslint.vocabulary import DIRECTIVE

Comments = tuple[tuple[str, str], ...]


def line(*marks: str) -> tuple[str, str]:
    """A comment to the end of its line. Code may come before it, but not directly next to it (``http://``)."""
    opening = "|".join(map(re.escape, marks))
    return rf"(?:^|(?<=[\s;,(\[{{}}\])\"'>|]))(?:{opening})+[ \t]*{DIRECTIVE}", r"[\r\n]|\Z"


NONE: Final[Comments] = ()
"""A host without comments: use front matter, comments of the template or a sidecar."""
WHOLE_LINE: Final = (rf"^[ \t]*[#!]+[ \t]*{DIRECTIVE}", r"[\r\n]|\Z")
"""A comment on a separate line."""
C_BLOCK: Final = (rf"/\*+\s*{DIRECTIVE}", r"\*/")
C_COMMENT: Final = r"/\*[\s\S]*?\*/"
"""A pattern for a whole comment of C."""
XML: Final = (rf"<!--\s*{DIRECTIVE}", "-->")


def refuse_endless(token: re.Match[str]) -> None:
    """Stop at a token ``endless``: the opening of a comment that has no end, so nothing is known of the rest of the file.

    :raises SourceError: if the token is one.
    """
    if token["endless"] is not None:
        raise SourceError(f"This comment never ends: there is no closing for {token[0]}.", Span(*token.span()))
