"""The comments of host files, in which directives stand. Each is a pair of patterns: what opens it, up to the mark of a directive, and what ends it."""

from __future__ import annotations

import re
from typing import Final

from smslint.vocabulary import DIRECTIVE

Comments = tuple[tuple[str, str], ...]


def line(*marks: str) -> tuple[str, str]:
    """A comment to the end of its line. Something may stand before it, if that does not run into it (``http://``)."""
    opening = "|".join(map(re.escape, marks))
    return rf"(?:^|(?<=[\s;,(\[{{}}\])\"'>|]))(?:{opening})+[ \t]*{DIRECTIVE}", r"[\r\n]|\Z"


NONE: Final[Comments] = ()
"""A host without comments: front matter, the template's own comments or a sidecar serve there."""
WHOLE_LINE: Final = (rf"^[ \t]*[#!]+[ \t]*{DIRECTIVE}", r"[\r\n]|\Z")
"""A comment that has its line to itself."""
C_BLOCK: Final = (rf"/\*+\s*{DIRECTIVE}", r"\*/")
XML: Final = (rf"<!--\s*{DIRECTIVE}", "-->")
