"""Parses JavaScript and TypeScript with tree-sitter, and refuses what would take it too long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.errors import SourceError
from smslint.sources import parsing

if TYPE_CHECKING:
    from smslint.sources.code.shapes import Node as Syntax
    from smslint.sources.expression import ByteIndex

_TYPESCRIPT = {".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "tsx"}
_TITLE: Final = "JavaScript or TypeScript"
_AND: Final = re.compile(rb"(?<=[\w.,)>])(\s)&(?=\s+[\w({<])")
"""A sign that the grammar refuses between the tags of a page, although browsers show it; ``|`` is allowed wherever code has it."""


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
    try:
        return parsing.parse(index, language, _TITLE)
    except SourceError as error:
        eased = _AND.sub(rb"\1|", index.data) if error.span is not None else index.data
        if eased == index.data:
            raise
        try:
            return parsing.parse(index, language, _TITLE, data=eased)
        except SourceError:
            raise error from None
