"""Texts that Spring gives to a field or a parameter if no setting has another: ``@Value("${sms.text:Hello {name}}")``.

Source: the Javadoc of ``PropertyPlaceholderHelper``: the default begins after the first colon.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from smslint.sources.code.values import Value
from smslint.sources.escapes import C_LIKE
from smslint.span import Span
from smslint.text.tree import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

_VALUE: Final = re.compile(
    r"@(?:field:|param:)?Value\s{0,9}\(\s{0,9}(?:value\s{0,9}=\s{0,9})?\"\\?\$\{\s*[\w.-]{1,200}\s*:(?P<text>(?:[^\"\\\n]|\\.)*)\}\"\s{0,9}\)"
    r"(?P<after>[^;={}]{0,200})"
)
_KOTLIN: Final = re.compile(r"\b(?:var|val)\s+(\w+)\s*:|\A\s*(\w+)\s*:")
_JAVA: Final = re.compile(
    r"\A\s*(?:(?:@\w+(?:\([^()]*\))?|private|protected|public|static|final|volatile)\s+)*[\w.<>]+\s+(\w+)\s*(?:[,);]|\Z)"
)
_CLASS: Final = re.compile(r"\b(?:class|record|object)\s+(\w+)")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))")
_SIMPLE: Final = {written[1]: char for char, written in C_LIKE.items() if len(written) == 2}


def injected(text: str) -> dict[str, Value]:
    """The texts of a program in Java or Kotlin, by the names of their fields and parameters."""
    found: dict[str, Value] = {}
    classes: list[tuple[int, str]] = []
    for each in _VALUE.finditer(text) if "@Value" in text or ":Value" in text else ():
        after = each["after"]
        name = _KOTLIN.search(after) or _JAVA.match(after)
        if name is None or "${" in each["text"]:
            continue
        parts = tuple(_parts(text, *each.span("text")))
        place = Span(*each.span("text"))
        if parts:
            field = next(filter(None, name.groups()))
            classes = classes or [(one.start(), one[1]) for one in _CLASS.finditer(text)]
            around = bisect_left(classes, (each.start(), ""))
            path = (*(name for _, name in classes[max(around - 1, 0) : around]), field)
            found[field] = Value(parts, True, len(parts), place, each["text"], origin=path)
    return found


def _parts(text: str, start: int, end: int) -> Iterator[Literal]:
    at = start
    for each in _ESCAPE.finditer(text, start, end):
        if at < each.start():
            yield Literal(text[at : each.start()], Span(at, each.start()))
        at = each.end()
        yield Literal(chr(int(each[1], 16)) if each[1] else _SIMPLE.get(each[2], each[2]), Span(*each.span()))
    if at < end:
        yield Literal(text[at:end], Span(at, end))
