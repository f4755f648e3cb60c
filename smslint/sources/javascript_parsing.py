"""Parses JavaScript and TypeScript with tree-sitter, and refuses what would take it too long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources import parsing

if TYPE_CHECKING:
    from smslint.sources.code.shapes import Node as Syntax
    from smslint.sources.expression import ByteIndex

_TYPESCRIPT = {".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "tsx"}
_TITLE: Final = "JavaScript or TypeScript"


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
    parsing.refuse_angles(text, _TITLE)
    return parsing.parse(index, language, _TITLE)
