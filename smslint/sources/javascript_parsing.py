"""Parses JavaScript and TypeScript with tree-sitter, and refuses what would take it too long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.errors import SourceError
from smslint.sources import parsing
from smslint.span import Span

if TYPE_CHECKING:
    from smslint.sources.code.shapes import Node as Syntax
    from smslint.sources.expression import ByteIndex

_TYPESCRIPT = {".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "tsx"}
_OPEN_ANGLES: Final = 1_000_000
"""The limit for the sum of open angle brackets at each angle bracket. Each may begin type arguments, and the parser keeps guesses for all of them."""
_ANGLE: Final = re.compile(
    r"""'(?:[^'\\\n]|\\.)*+'?|"(?:[^"\\\n]|\\.)*+"?|`(?:[^`\\]|\\.)*+`?|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?"""
    r"""|<<+=?|<=|=>|>=|([<>;{}])""",
    re.DOTALL,
)


def parse(text: str, index: ByteIndex, path: str) -> Syntax:
    """The root of the file's syntax tree.

    :raises SourceError: when the file does not parse, or the extra is not installed.
    """
    try:
        import tree_sitter
        import tree_sitter_javascript
        import tree_sitter_typescript
    except ImportError:
        raise parsing.missing_extra("JavaScript and TypeScript") from None
    del tree_sitter
    suffix = path[path.rfind(".") :].lower() if "." in path else ""
    match _TYPESCRIPT.get(suffix):
        case "typescript":
            language = tree_sitter_typescript.language_typescript()
        case "tsx":
            language = tree_sitter_typescript.language_tsx()
        case _:
            language = tree_sitter_javascript.language()
    _angles(text)
    return parsing.parse(index, language, "JavaScript or TypeScript")


def _angles(text: str) -> None:
    """Refuse a file with more open angle brackets than normal code has.

    :raises SourceError: at the first one above the limit.
    """
    depth = guesses = 0
    for match in _ANGLE.finditer(text):
        match match[1]:
            case "<":
                depth += 1
                guesses += depth
                if guesses > _OPEN_ANGLES:
                    at = Span(match.start(), match.end())
                    raise SourceError("There are too many open angle brackets here for JavaScript or TypeScript.", at)
            case ">":
                depth = max(depth - 1, 0)
            case None:
                pass
            case _:
                depth = 0
