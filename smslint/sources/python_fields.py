"""The conversion and the format of a field in a text of Python: ``{name!r}``, ``{name:>10}``, ``{name=}``, ``%(name)10s``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.brace import format_spec
from smslint.sources.widths import width_of
from smslint.text.tree import Call, Filter

if TYPE_CHECKING:
    from smslint.text.tree import Placeholder

_FORMAT: Final = re.compile(r"(=\s*)?(![rsa])?\s*(?::(.*))?", re.DOTALL)


def with_format(node: Placeholder, written: str) -> Placeholder:
    """A field with what is written behind its expression. A declared length is that of a number or a date as it is printed."""
    if written.startswith("%"):
        effects = width_of(written)
        return node._replace(filters=effects, calls=(Call("%", literal=False, source=written),)) if effects else node
    match = _FORMAT.fullmatch(written.strip())
    if not written.strip() or match is None:
        return node
    spec = match[3] or ""
    more = bool(match[1]) or match[2] in {"!r", "!a"} or "{" in spec
    known = format_spec(spec)
    if more:
        known = (Filter("unknown"),)
    elif any(each.name.startswith("unknown") for each in known):
        known = ()
    return node._replace(filters=known, calls=(Call(":", literal=False, source=written.strip()),))
