"""One output or condition of a template, read again from its source, as a change of one column's values.

The text tree keeps what bounds need of a filter, which is less than a rendering needs; so the source is asked. Nothing is
executed: a name, filters out of a table, a comparison with a string. What is more than that is ``None``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.expression import Reader, Word, words
from smslint.dialects.strings import django_string, php_string, python_string, verbatim
from smslint.recipients.render_filters import FILTERS, same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from smslint.recipients.render_filters import Change, Maker

_OUTPUT: Final = re.compile(r"\{\{[-+~]?(.*?)[-+~]?\}\}", re.DOTALL)
# {% if name %} · {%- if name -%}
_IF: Final = re.compile(r"\{%[-+~]?\s*(?:if|elif|elseif|elsif)\s+((?:(?!%\}).)*?)\s*[-+~]?%\}\Z", re.DOTALL)
_ELSE: Final = re.compile(r"\{%[-+~]?\s*else\s*[-+~]?%\}\Z")

_NAME = r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)"
# name · not name · name == "x" · name != 'x' · "x" == name
_TRUE: Final = re.compile(rf"(not\s+)?{_NAME}")
_EQUAL: Final = re.compile(rf"""{_NAME}\s*(==|!=)\s*(?:"([^"\\]*)"|'([^'\\]*)')""")
_RESERVED: Final = frozenset({"true", "false", "none", "True", "False", "None", "nil", "null", "not", "and", "or"})

FALSY: Final[Mapping[str, frozenset[str]]] = {
    "jinja": frozenset({""}),
    "django": frozenset({""}),
    "twig": frozenset({"", "0"}),
    "liquid": frozenset(),  # in Liquid an empty string is true
}
"""The texts that count as false, by dialect."""


_STRINGS: Final[Mapping[str, Callable[[str], str | None]]] = {
    "jinja": python_string, "django": django_string, "liquid": verbatim, "twig": php_string,
}  # fmt: skip
"""What a string literal is worth, by dialect; ``None`` where only a run can tell."""


class Value(NamedTuple):
    """What an output prints: a column's value, changed; a constant where ``name`` is empty."""

    name: str
    change: Change
    constant: str = ""


class Test(NamedTuple):
    """A condition on one column."""

    name: str
    holds: Callable[[str], bool]


def value(source: str, dialect: str) -> Value | None:
    """What the source of an output prints, or ``None`` where that takes more than this knows."""
    known = FILTERS.get(dialect)
    if known is None:
        return None
    if match := _OUTPUT.fullmatch(source):
        source = match[1]
    found = words(source, 0, len(source))
    if not found:
        return None
    string = _STRINGS[dialect]
    if dialect == "jinja" and _is_fallback(found):
        return _fallback(found, string)
    return _filtered(found, known, string)


def _is_fallback(found: list[Word]) -> bool:
    return len(found) > 2 and found[-2].text == "or" and found[-1].kind == "string" and found[-2].depth == 0


def _fallback(found: list[Word], string: Callable[[str], str | None]) -> Value | None:
    """``name or "text"``."""
    name, rest = _path(found[:-2])
    text = string(found[-1].text)
    return None if rest or not name or text is None else Value(name, lambda cell: cell or text)


def _filtered(
    found: list[Word], known: Mapping[str, Maker], string: Callable[[str], str | None]
) -> Value | None:  # fmt: skip
    name, rest = _path(found)
    constant: str | None = ""
    if not name:
        constant, rest = string(found[0].text) if found[0].kind == "string" else None, found[1:]
    if constant is None:
        return None
    changes: list[Change] = []
    if rest and rest[0].text == "[":
        end = next((i for i, word in enumerate(rest) if word.text == "]"), None)
        cut = _slice(rest[1:end]) if end is not None else None
        if end is None or cut is None:
            return None
        changes.append(cut)
        rest = rest[end + 1 :]
    while rest:
        if rest[0].text != "|" or len(rest) < 2:
            return None
        end = next(
            (i for i in range(1, len(rest)) if rest[i].text == "|" and rest[i].depth == rest[0].depth), len(rest)
        )
        change = _filter(rest[1:end], known, string)
        if change is None:
            return None
        changes.append(change)
        rest = rest[end:]
    return Value(name, _composed(changes), constant)


def _path(found: list[Word]) -> tuple[str, list[Word]]:
    """A dotted name and what follows it."""
    if not found or found[0].kind != "name" or found[0].text in _RESERVED:
        return "", found
    name, at = found[0].text, 1
    while at + 1 < len(found) and found[at].text == "." and found[at + 1].kind == "name":
        name, at = f"{name}.{found[at + 1].text}", at + 2
    return name, found[at:]


def _slice(found: list[Word]) -> Change | None:
    """``[2:20]``, with either end left out; no negative ends and no step."""
    text = "".join(word.text for word in found)
    start, colon, end = text.partition(":")
    if not colon or not all(part == "" or (part.isascii() and part.isdigit()) for part in (start, end)):
        return None
    cut = slice(int(start) if start else None, int(end) if end else None)
    return lambda cell: cell[cut]


_ARGUMENT_WORDS: Final = frozenset({"true", "True", "false", "False"})


def _filter(
    found: list[Word], known: Mapping[str, Maker], string: Callable[[str], str | None]
) -> Change | None:  # fmt: skip
    """A filter and its arguments, all of which must be literals."""
    make = known.get(found[0].text)
    if make is None:
        return None
    for index, word in enumerate(found[1:], 1):
        following = found[index + 1].text if index + 1 < len(found) else ""
        if word.kind == "name" and word.text not in _ARGUMENT_WORDS and following not in {"=", ":"}:
            return None
        if (word.kind == "operator" and word.text not in "(),:=") or (
            word.kind == "number" and not word.text.isdigit()
        ):
            return None
        if word.kind == "string" and string(word.text) is None:
            return None
    positional, named = Reader({}, string=string)._arguments(found[1:])  # noqa: SLF001  # the one reader of literal arguments
    return make(positional, named)


def _composed(changes: list[Change]) -> Change:
    if not changes:
        return same
    if len(changes) == 1:
        return changes[0]

    def change(cell: str) -> str:
        for each in changes:
            cell = each(cell)
        return cell

    return change


def test(condition: str, dialect: str) -> Test | None:
    """A condition that a row decides: ``name``, ``not name``, ``name == "x"``, ``name != "x"``."""
    falsy = FALSY.get(dialect)
    condition = condition.strip()
    if falsy is None:
        return None
    if match := _TRUE.fullmatch(condition):
        if match[2] in _RESERVED or (match[1] and dialect == "liquid"):
            return None
        return Test(match[2], (lambda cell: cell in falsy) if match[1] else (lambda cell: cell not in falsy))
    if match := _EQUAL.fullmatch(condition):
        wanted = match[3] if match[3] is not None else match[4]
        if match[1] in _RESERVED:
            return None
        return Test(match[1], (lambda cell: cell == wanted) if match[2] == "==" else (lambda cell: cell != wanted))
    return None


def condition_before(source: str, end: int) -> str | None:
    """The condition of the ``if`` or ``elif`` tag that ends at an offset; empty for an ``else``, ``None`` for another tag."""
    start = source.rfind("{%", 0, end)
    if start == -1:
        return None
    if match := _IF.match(source, start, end):
        return match[1]
    return "" if _ELSE.match(source, start, end) else None
