"""CloudFormation and SAM templates in YAML and JSON: texts that ``Fn::Sub`` fills, and texts that ``Fn::Join`` puts together.

Source: the "Intrinsic functions" of the AWS CloudFormation user guide. ``${Name}`` is a parameter, a resource or an attribute, and
``${!Name}`` is sent as ``${Name}``. A text of ``Fn::Join`` is a part of a message: the rest is known only when the template is used.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.lexing.by_pattern import parse_pattern
from smslint.span import Span
from smslint.text.tree import Literal, Placeholder, unknown_text

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

JOIN: Final = ("Fn::Join", "!Join")
"""The key and the YAML tag of a list with a delimiter and the parts."""
SUB: Final = ("Fn::Sub", "!Sub")
"""The key and the YAML tag of a text, or of a list with a text and the values of its names."""
_FIELD: Final = re.compile(r"\$\{(?:!(?P<kept>[^{}\n]*)|\s*(?P<name>[A-Za-z][\w.:-]*)\s*)\}")
_COGNITO: Final = re.compile(r"\{####\}|\{username\}|\{##[^#{}]+##\}")
"""Amazon Cognito's code, name and link."""


class Made(NamedTuple):
    """What a function of CloudFormation makes of a text."""

    text: Text | None = None
    dialect: str | None = None


NOTHING: Final = Made()


def part(body: str) -> Text:
    """The tree of a part: its message has an unknown length."""
    return unknown_text(JOIN[0], Span(0, len(body)))


def made(body: str, path: tuple[str, ...]) -> Made:
    """What becomes of a text at this path."""
    if JOIN[0] in path:
        return Made(part(body))
    if SUB[0] in path[-2:-1] and path[-1] == "0":
        return filled(body)
    if SUB[0] not in path:
        return NOTHING
    return filled(body) if path[-1] == SUB[0] else Made(part(body))


def filled(body: str) -> Made:
    """The text of ``Fn::Sub``. What Cognito fills afterwards is read in its own dialect."""
    tree = parse_pattern(body, _FIELD, _field) if _FIELD.search(body) else None
    return Made(tree, filled_later(body))


def filled_later(body: str) -> str | None:
    """The dialect of what Amazon Cognito fills in a text that a stack configures; ``None`` if it fills nothing."""
    return "brace" if _COGNITO.search(body) else None


def _field(match: re.Match[str]) -> Node:
    span = Span(*match.span())
    if match["kept"] is not None:
        return Literal(f"${{{match['kept']}}}", span)
    return Placeholder(match["name"], span)


def shorter(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path of a text without the function that fills it, so that both select it."""
    if path[-2:-1] == SUB[:1] and path[-1] == "0":
        return path[:-2]
    return path[:-1] if path[-1:] == SUB[:1] else path
