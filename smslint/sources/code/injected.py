"""Texts that Spring gives to a field or a parameter if no setting has another: ``@Value("${sms.text:Hello {name}}")``.

Source: the Javadoc of ``PropertyPlaceholderHelper``: the default begins after the first colon.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from smslint.sources.code import literals
from smslint.sources.code.values import Value
from smslint.sources.escapes import UNICODE, UNICODE_PAIR
from smslint.span import Span
from smslint.text.tree import Literal

_VALUE: Final = re.compile(
    r"@(?:field:|param:)?Value\s{0,9}\(\s{0,9}(?:value\s{0,9}=\s{0,9})?\"\\?\$\{\s*[\w.-]{1,200}\s*:(?P<text>(?:[^\"\\\n]|\\.)*)\}\"\s{0,9}\)"
    r"(?P<after>[^;={}]{0,200})"
)
_KOTLIN: Final = re.compile(r"\b(?:var|val)\s+(\w+)\s*:|\A\s*(\w+)\s*:")
_JAVA: Final = re.compile(
    r"\A\s*(?:(?:@\w+(?:\([^()]*\))?|private|protected|public|static|final|volatile)\s+)*[\w.<>]+\s+(\w+)\s*(?:[,);]|\Z)"
)
_CLASS: Final = re.compile(r"\b(?:class|record|object)\s+(\w+)")
_ESCAPES: Final = literals.escapes(rf"{UNICODE_PAIR}|{UNICODE}", "ntrbfs")


def injected(text: str) -> dict[str, Value]:
    """The texts of a program in Java or Kotlin, by the names of their fields and parameters."""
    found: dict[str, Value] = {}
    classes: list[tuple[int, str]] = []
    for each in _VALUE.finditer(text) if "@Value" in text or ":Value" in text else ():
        name = _KOTLIN.search(each["after"]) or _JAVA.match(each["after"])
        if name is None or not each["text"] or "${" in each["text"]:
            continue
        place = Span(*each.span("text"))
        parts = tuple(
            Literal(part.text or "", Span(part.start, part.end)) for part in literals.parts(text, *place, _ESCAPES)
        )
        field = next(filter(None, name.groups()))
        classes = classes or [(one.start(), one[1]) for one in _CLASS.finditer(text)]
        around = bisect_left(classes, (each.start(), ""))
        path = (*(known for _, known in classes[max(around - 1, 0) : around]), field)
        found[field] = Value(parts, True, len(parts), place, each["text"], origin=path)
    return found
