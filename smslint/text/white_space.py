"""The white space of a text as GOV.UK Notify sends it: one space where there were several, none before a comma or a full stop.

Source: ``BaseSMSTemplate.unsanitised_content`` of its notifications-utils, 128.0.0, which changes the filled text, not the template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.text.charsets import DIGITS
from smslint.text.patterns import later
from smslint.text.tree import Arm, Branch, Literal, Sequence, with_leaves
from smslint.text.values import UNKNOWN, Run, Values, ValueTable

if TYPE_CHECKING:
    from smslint.text.tree import Node, Placeholder, Text

BEFORE_PUNCTUATION: Final = r"(?<![ \t])[ \t]+([,.])"
MANY_LINES: Final = r"\n{3,}"
NO_WIDTH: Final = "\u180e\u200b\u200c\u2060\ufeff\u2028\u2029"
_BEFORE_PUNCTUATION: Final = later(BEFORE_PUNCTUATION)
_MANY_LINES: Final = later(MANY_LINES)
_NO_WIDTH: Final = dict.fromkeys(map(ord, NO_WIDTH))
"""White space without a width is dropped; a zero-width joiner stays, because emoji need it."""
_INK: Final = "x"
"""Stands for what is next to a literal: neither white space nor a sign."""
SPACELESS: Final = frozenset({"url", "otp", "int"})
"""Shorthands of values in which there is no white space."""


def normalised(text: str) -> str:
    """A filled text with its white space as it is sent."""
    tight = _BEFORE_PUNCTUATION.sub(r"\1", text)
    lines = (" ".join(line.translate(_NO_WIDTH).split()) for line in tight.splitlines())
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()


def longest(text: Text) -> Text:
    """A template with as much white space as any of its renderings keeps, so that none of them is longer."""
    if all(isinstance(part, Literal) for part in text.parts):
        whole = normalised("".join(part.text for part in text.parts if isinstance(part, Literal)))
        return Sequence((Literal(whole, text.span),), text.span)
    inner = with_leaves(
        text, lambda leaf: leaf._replace(text=_within(leaf.text)) if isinstance(leaf, Literal) else leaf
    )
    parts = list(inner.parts)
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        edge = parts[at]
        if isinstance(edge, Literal):
            parts[at] = edge._replace(text=strip(edge.text))
    return inner._replace(parts=tuple(parts))


def shortest(text: Text, values: ValueTable) -> Text:
    """A template without the white space that a value next to it may take away, so that no rendering is shorter."""

    def change(node: Literal | Placeholder) -> Node:
        if isinstance(node, Literal):
            return node._replace(text=_within(node.text).strip())
        known = values.elsewhere(node.name) if node.opaque else values.lookup(node.name)
        if not _may_be_blank(known or UNKNOWN):
            return node
        nothing = Arm(Sequence((), node.span))
        return Branch((Arm(Sequence((node,), node.span)), nothing), node.span)

    return with_leaves(text, change)


def _within(text: str) -> str:
    """A literal as it is sent between other characters."""
    return normalised(f"{_INK}{text}{_INK}")[1:-1]


def _may_be_blank(values: Values) -> bool:
    """Whether a value may have white space that is not sent."""
    if values.shorthand in SPACELESS:
        return False
    return any(
        option.charset != DIGITS if isinstance(option, Run) else normalised(f"{_INK}{option}{_INK}") != f"{_INK}{option}{_INK}" or option != option.strip()
        for option in values.options
    )  # fmt: skip
