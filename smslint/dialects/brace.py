"""``str.format`` and the many places that write ``{name}``. Source: Python's format string syntax."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.by_pattern import parse_pattern, width
from smslint.span import Span
from smslint.text.gsm7 import DEFAULT
from smslint.text.tree import Call, Filter, Literal, Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

# The brackets of a field may contain any character except their end; a specification may contain fields.
_NAME: Final = r"(?:[^{}\[\]!:\s\"']|\[[^\]]{1,80}\]){0,80}"
_PATTERN: Final = re.compile(
    rf"""(?P<escape>\{{\{{|\}}\}})
      | \{{ (?P<name>\#\#[^#{{}}\n]{{1,80}}\#\#|{_NAME}) (?P<conversion>![rsa])?
        (?: : (?P<spec>(?:[^{{}}]|\{{(?:[^{{}}\[]|\[[^\]]{{1,80}}\]){{0,80}}\}})*+) )? \}}""",
    re.VERBOSE,
)
_SPEC: Final = re.compile(
    r"(?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>[-+ ])?(?P<number>z?\#?)(?P<zero>0)?(?P<width>[0-9]+)?"
    r"(?P<grouping>[,_])?(?:\.(?P<precision>[0-9]+))?(?P<type>[a-zA-Z%])?",
    re.DOTALL,
)
_COGNITO: Final = "####"
"""Amazon Cognito's code, which has six digits; ``{##Verify##}`` is a link with this text."""
_NUMBERED: Final = re.compile(r"\{(?=[}!:.\[])")


def parse(source: str) -> Text:
    """The tree of a ``str.format`` string. A brace that does not open a field is plain text."""
    count = 0

    def make(match: re.Match[str]) -> Node | None:
        nonlocal count
        span = Span(*match.span())
        if match["escape"]:
            return Literal(match["escape"][0], span)
        name, spec = match["name"], match["spec"] or ""
        if len(name) > 1 and name != _COGNITO and not name.strip("#"):
            return Literal(match[0], span)  # Cognito sends it as it is, and no program has a value of that name
        if not name or name[0] in ".[":
            name, count = f"{count}{name}", count + 1
        count += len(_NUMBERED.findall(spec))
        filters = () if match["conversion"] in {None, "!s"} else (Filter("unknown"),)
        if name == _COGNITO:
            filters = (Filter("digits", (6, 6)),)
        elif name.startswith("##") and name.endswith("##"):
            filters = (Filter("unknown"),)
        known = format_spec(spec)
        unknown = bool(filters) or Filter("unknown") in known
        calls = (Call(":", (spec,), literal="{" not in spec, source=match[0]),) if spec and not unknown else ()
        return Placeholder(name, span, filters + known, calls=calls)

    return parse_pattern(source, _PATTERN, make)


def format_spec(spec: str) -> tuple[Filter, ...]:
    """What a format specification does to a value's length: width pads, precision cuts, number types have no letters."""
    if not spec:
        return ()
    match = _SPEC.fullmatch(spec)
    wide = width(match["width"] or "0") if match else None
    if match is None or wide is None or (match["fill"] or " ") not in DEFAULT:
        return (Filter("unknown"),)
    kind = match["type"] or ("g" if match["sign"] or match["number"] or match["grouping"] else "s")
    cut = width(match["precision"]) if match["precision"] else None
    if kind == "s":
        shorter = (Filter("cut", (cut,)),) if cut is not None else ()
        return shorter + ((Filter("pad", (wide,)),) if wide else ())
    if kind == "c":
        return (Filter("words", (max(wide, 1), max(wide, 1))),)
    if kind == "d" and not match["grouping"]:
        sign = (1,) if match["sign"] in {"+", " "} else ()
        return (Filter("number", (wide or 1, *sign)),)
    # The locale's thousands separator may be outside GSM-7.
    return (Filter("unknown_number" if kind in "bdeEfFgGoxX%" else "unknown"),)
