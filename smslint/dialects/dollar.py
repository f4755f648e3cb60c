"""``${name}``, as in JavaScript, shell, Java and many mail servers. ``$5`` is money and ``$${x}`` is a literal ``${x}``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.dialects.lexing.by_pattern import parse_pattern
from smslint.span import Span
from smslint.text.tree import Filter, Literal, Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

# Code between the braces may contain two levels of braces: ${items.map((x) => { return `${x}` })}.
_PATTERN = re.compile(r"(?P<escape>\$\$(?=\{))|\$\{(?P<code>(?:[^{}]|\{(?:[^{}]|\{[^{}]{0,400}\}){0,400}\}){0,400})\}")
_NAME = re.compile(r"\s*([\w$]+(?:\??\.[\w$]+)*)\s*")


def parse(source: str) -> Text:
    """The tree of a text with ``${...}``. Code that is more than a dotted name is a placeholder with an unknown value."""

    def make(match: re.Match[str]) -> Node | None:
        span = Span(*match.span())
        if match["escape"]:
            return Literal("$", span)
        name = _NAME.fullmatch(match["code"])
        if name:
            return Placeholder(name[1].replace("?.", "."), span)
        return Placeholder(match["code"].strip(), span, (Filter("unknown"),))

    return parse_pattern(source, _PATTERN, make)
