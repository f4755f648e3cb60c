"""Parses JavaScript and TypeScript with tree-sitter, and refuses what would take it too long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import SourceError
from smslint.span import Span

if TYPE_CHECKING:
    from smslint.sources.expression import ByteIndex

_TYPESCRIPT = {".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "tsx"}
_CHUNK: Final = 4096
_READINGS: Final = 64
"""How often the parser may read a file: normal code needs once or twice, thousands of unclosed brackets need thousands."""
_STEPS: Final = 2_000
"""How often the parser may ask whether to stop, beyond once for each two bytes: normal code needs a twentieth of that."""
_UNREADABLE: Final = "This cannot be read as JavaScript or TypeScript: perhaps a comment or a string never ends."
_OPEN_ANGLES: Final = 1_000_000
"""The limit for the sum of open angle brackets at each angle bracket. Each may begin type arguments, and the parser keeps guesses for all of them."""
_ANGLE: Final = re.compile(
    r"""'(?:[^'\\\n]|\\.)*+'?|"(?:[^"\\\n]|\\.)*+"?|`(?:[^`\\]|\\.)*+`?|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?"""
    r"""|<<+=?|<=|=>|>=|([<>;{}])""",
    re.DOTALL,
)


def parse(text: str, index: ByteIndex, path: str) -> Any:
    """The root of the file's syntax tree.

    :raises SourceError: when the file does not parse, or the extra is not installed.
    """
    try:
        import tree_sitter
        import tree_sitter_javascript
        import tree_sitter_typescript
    except ImportError:
        raise SourceError("Reading JavaScript and TypeScript needs an extra: pip install 'smslint[code]'.") from None
    suffix = path[path.rfind(".") :].lower() if "." in path else ""
    match _TYPESCRIPT.get(suffix):
        case "typescript":
            language = tree_sitter_typescript.language_typescript()
        case "tsx":
            language = tree_sitter_typescript.language_tsx()
        case _:
            language = tree_sitter_javascript.language()
    _angles(text)
    feed = _Feed(index.data)
    try:
        root = (
            tree_sitter.Parser(tree_sitter.Language(language))
            .parse(feed.read, progress_callback=feed.too_slow)
            .root_node
        )
    except ValueError:  # stopped by the feed
        raise SourceError(_UNREADABLE) from None
    if feed.exhausted:
        raise SourceError(_UNREADABLE)
    if root.has_error:
        at = index.character(_first_error(root))
        raise SourceError("This does not parse as JavaScript or TypeScript from here on.", Span(at, at))
    return root


class _Feed:
    """The file in chunks. It ends early if the parser reads the rest again and again, or tries too many ways to read it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = _READINGS * (len(data) + _CHUNK)
        self._steps = len(data) // 2 + _STEPS

    @property
    def exhausted(self) -> bool:
        """Whether the parser read more than normal code needs; its tree is then useless."""
        return self._left <= 0

    def too_slow(self, _at: int, _error: bool) -> bool:
        """Whether to stop. The parser asks after the same number of steps: about 50 bytes of normal code."""
        self._steps -= 1
        return self._steps < 0

    def read(self, at: int, _: object) -> bytes:
        """The bytes at an offset."""
        if self._left <= 0:
            return b""
        chunk = self._data[at : at + _CHUNK]
        self._left -= len(chunk)
        return chunk


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


def _first_error(root: Any) -> int:
    node = root
    while not (node.is_error or node.is_missing):
        faulty = next((child for child in node.children if child.has_error or child.is_missing), None)
        if faulty is None:
            break
        node = faulty
    return int(node.start_byte)
