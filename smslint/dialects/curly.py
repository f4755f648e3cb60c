"""What Jinja, Django, Liquid and Twig share: ``{{ output }}``, ``{% tag %}``, ``{# comment #}``, and their blocks."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks.shapes import Shape
from smslint.dialects.blocks.tags import SILENT, Block, Tag, word_tag
from smslint.dialects.lexing.tokens import QUOTES, Kind, Mark, Raw, Token
from smslint.text.condition import Not
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.dialects.expressions.conditions import Conditions
    from smslint.text.condition import Test


OUTPUT = Mark("{{", "}}", Kind.OUTPUT, quotes=QUOTES, brackets=True)
TAG = Mark("{%", "%}", Kind.TAG, quotes=QUOTES, brackets=True)
COMMENT = Mark("{#", "#}", Kind.COMMENT)


def raw_until(word: str, trims: str, space: str = r"\s") -> Raw:
    """Text up to the first end tag, which may have these marks for white space, and this white space around its word."""
    end = later(rf"\{{%[{trims}]?{space}*end{word}{space}*[{trims}]?%\}}")
    return Raw(Kind.TEXT, lambda source, token: end.search(source, token.end))


_ASSIGNS: Final = later(r"[^|=\"'{\[]*=")


def set_tag(source: str, token: Token) -> Tag:
    """``{% set x = 1 %}`` only assigns; ``{% set x %}`` opens a block whose content is captured."""
    tag = word_tag(source, token)
    return SILENT if tag.word == "set" and _ASSIGNS.match(tag.rest) else tag


def unless_unread(tag: Tag, dialect: str) -> Tag:
    """A block that escapes what it prints in a way that is not known is not read."""
    if tag.word != "autoescape":
        return tag
    from smslint.dialects.blocks.autoescape import is_read

    if is_read(dialect, tag.rest):
        return tag
    return tag._replace(block=Block(Shape.UNKNOWN, ("endautoescape",)))


def blocks(shape: Shape, *names: str, **arms: tuple[str, ...]) -> dict[str, Block]:
    return {name: Block(shape, (f"end{name}",), **arms) for name in names}


def conditions(read: Conditions) -> Callable[[Tag, Tag], Test | None]:
    """The condition of an arm: ``if`` and its further arms, ``unless``, and the arms of a ``case``."""

    ask = lru_cache(maxsize=512)(read.test)

    def condition(opened: Tag, arm: Tag) -> Test | None:
        if opened.word == "case":
            return read.when(opened.rest, arm.rest)
        if opened.word not in {"if", "unless"}:
            return None
        test = ask(arm.rest)
        return Not(test) if test is not None and arm.word == "unless" else test

    return condition


PYTHON_CONSTANTS: Final = MappingProxyType({"True": True, "False": False, "None": False})
ASSIGNING: Final = later(
    r"\{%[-+~]?\s*(?:set|with|assign|capture|increment|decrement|liquid|blocktrans(?:late)?|trans|macro|import|from)\b|\bas\s+\w+\s*%\}"
)
