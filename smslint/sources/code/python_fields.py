"""Templates that Python fills: ``"%s" % x``, ``"{}".format(x)``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code.formats import Filling
from smslint.sources.code.values import AGAIN, ARMS, SPREAD, Value, name_of
from smslint.sources.python_fields import with_format
from smslint.text.tree import Placeholder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence as Many

    from smslint.span import Span

_Given = tuple[str | None, Value]

_PATTERNS: Final = {
    "percent": re.compile(
        r"%(?:(?P<sign>%)|(?:\((?P<braced>[^()]*)\))?[-#0 +]*(?P<sizes>(?:\*|\d+)?(?:\.(?:\*|\d+))?)[hlL]?(?P<kind>[diouxXeEfFgGcrsa]))"
    ),
    "brace": re.compile(
        r"(?P<sign>\{\{|\}\})|\{(?P<field>(?:(?P<zero>\d+)|(?P<braced>[^\W\d]\w*))?(?P<path>(?:\.\w+|\[[^\]{}]*\])*))"
        r"(?P<format>(?:![rsa])?(?::(?:[^{}]|\{[^{}]*\})*)?)\}"
    ),
}
_SCOPES: Final = frozenset({("locals",), ("vars",)})
_UNCLEAR: Final = frozenset({ARMS, AGAIN, SPREAD})
_ENTRY: Final = re.compile(r"\[([^\]]*)\]\Z")


def python_filling(syntax: str, given: Many[_Given], variables: Mapping[str, Value]) -> Filling:
    """What puts values in the places of a template of Python.

    :param syntax: ``percent`` or ``brace``.
    :param given: the values; the key ``*`` or ``**`` says that it is a list or a table of values, ``%`` that it may be one.
    :param variables: those of the function, which ``**locals()`` gives.
    """
    return _Filling(_PATTERNS[syntax], [one for each in given for one in _of_one(*each, variables)])


def _of_one(key: str | None, value: Value, variables: Mapping[str, Value]) -> Many[_Given]:
    if key not in {"*", "**", "%"}:
        return [(key, value)]
    if value.callee in _SCOPES:
        return [(name, each) for name, each in variables.items() if "." not in name]
    if value.entries is None or value.written:
        return [(None, value)] if key == "%" else [("*", value)]
    return value.entries if not any(each in _UNCLEAR for each, _ in value.entries) else [("*", value)]


class _Filling(Filling):
    def __init__(self, pattern: re.Pattern[str], given: Many[_Given]) -> None:
        known = next((index for index, (key, _) in enumerate(given) if key == "*"), len(given))
        super().__init__(pattern, [*given[:known], *(each for each in given[known:] if each[0] not in {None, "*"})])
        self.single = len(self.placed) == 1 and self.placed[0].entries is None

    def value(self, groups: dict[str, str | None]) -> Value | None:
        found = super().value(groups)
        path = groups.get("path")
        if not path or found is None:
            return found
        entry = _ENTRY.fullmatch(path)
        known = [each for key, each in found.entries or () if entry is not None and key == entry[1]]
        return known[-1] if known else None

    def hole(self, found: re.Match[str], value: Value | None, span: Span) -> Placeholder:
        groups = found.groupdict()
        name = groups["braced"] or (value.source if value is not None else "")
        if groups.get("path") or not name:
            name = groups.get("field") or found[0]
        made = Placeholder(name_of(name), span)
        if "kind" not in groups:
            return with_format(made, groups["format"] or "")
        return with_format(made, "!r" if groups["kind"] in {"r", "a"} else found[0])
