"""A merge field by its name, as the campaign tools write one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.text.tree import Filter, Placeholder

if TYPE_CHECKING:
    from smslint.span import Span
    from smslint.text.tree import Node

UNKNOWN: Final = (Filter("unknown"),)
_NAME: Final = re.compile(r"[^\W\d][\w.]*(?:[ -][\w.]+)*|\d+")


def merged(code: str, tag: Span, default: str | None = None) -> tuple[Node, ...]:
    """A field by its name; code that is more than a name has an unknown value."""
    code = code.strip()
    if _NAME.fullmatch(code) is None:
        return (Placeholder(code, tag, UNKNOWN),)
    return (Placeholder(code, tag, (Filter("default", (default,)),) if default else ()),)
