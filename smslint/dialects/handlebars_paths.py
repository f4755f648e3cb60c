"""What a path of Handlebars means: ``name``, ``this.name``, ``[first name]``, ``lookup this "name"``, and literals in a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects import mustache
from smslint.text.condition import Every, Not, Some, Truth
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.span import Span
    from smslint.text.condition import Test
    from smslint.text.tree import Node

_PATH: Final = later(r"(?:this[./]|\./)?((?!\.\./)(?:[\w@$.\-]|/(?!\.\./))+)")
"""Not with a step out of a section: which value it means there is not known."""
_SEGMENT: Final = later(r"(?:this[./]|\./|@root[./])?\[([^\[\].@/]+)\]")
"""A name in brackets, of which every letter counts."""
_LOOKUP: Final = later(r"""lookup\s+(?:this|\.|@root)\s+(?:"(\w+)"|'(\w+)')""")
_LITERAL: Final = later(r"""true|false|null|undefined|-?\d+(?:\.\d+)?|"[^"]*"|'[^']*'""")
_FALSE: Final = later(r"""false|null|undefined|-?0+(?:\.0+)?|""|''""")


def output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    """The nodes of an output: a path is a placeholder, a helper with arguments is unknown."""
    return mustache.output(source, tag, body, _name)


def _name(code: str) -> str:
    """The name that a path means; empty if the code is more than a path."""
    if match := _PATH.fullmatch(code):
        if ".." in match[1] or (match[1][-1:] == "." and len(match[1]) > 1):
            return ""  # a helper with values: ``a..b`` is ``a .. b``
        return match[1].replace("/", ".")
    if match := _SEGMENT.fullmatch(code):
        return match[1]
    match = _LOOKUP.fullmatch(code)
    return "" if match is None else match[1] or match[2]


def truth(code: str, *, negated: bool) -> Test | None:
    """The test of a value: a path, a literal, ``(lookup this "name")``."""
    inner = code[1:-1].strip() if code.startswith("(lookup") and code.endswith(")") else code
    test: Test
    if _LITERAL.fullmatch(code):
        test = Some(()) if _FALSE.fullmatch(code) else Every(())
    elif (name := _name(inner)) and name not in {".", "this"} and (inner is not code or not code.startswith("lookup")):
        test = Truth(name)
    else:
        return None
    return Not(test) if negated else test
