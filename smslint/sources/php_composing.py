"""The messages that PHP composes of several expressions, in place of their fragments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources.code.composing import composed
from smslint.sources.php_nodes import PhpFile
from smslint.sources.php_parsing import parse

if TYPE_CHECKING:
    from smslint.sources.message import Message
    from smslint.sources.options import Options


def composed_php(text: str, messages: list[Message], options: Options) -> list[Message]:
    """See :func:`smslint.sources.code.composing.composed`."""
    return composed(PhpFile(text), parse(text), messages, options)
