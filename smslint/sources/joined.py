"""Texts in CloudFormation's ``Fn::Join``: each is a part of a message, and what stands before and after it is known only when the
template is used."""

from __future__ import annotations

from typing import Final

from smslint.span import Span
from smslint.text.tree import Placeholder, Sequence, Text

JOIN: Final = ("Fn::Join", "!Join")
"""The key and the YAML tag of a list with a delimiter and the parts."""


def part(body: str) -> Text:
    """The tree of a part: its message has an unknown length."""
    whole = Span(0, len(body))
    return Sequence((Placeholder(JOIN[0], whole, opaque=True),), whole)
