"""What the text of a file says about its classes: how methods write their attributes, and which fields a class has before anything is done."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.sources.brackets import inside_of, split
from smslint.sources.code.fixed_words import SELVES
from smslint.sources.code.values import Reach, Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BEFORE: Final[Mapping[str, tuple[str, ...]]] = {
    "Python": ("self.",),
    "JavaScript": ("this.",),
    "PHP": ("this.",),
    "Ruby": ("@", ""),
    "Swift": ("self.", ""),
}
"""How methods write their attributes, by the language."""
_OTHERS: Final = ("this.", "")
_RECEIVER: Final = re.compile(r"func\s*\(\s*(?P<name>\w+)\s+\*?(?P<kind>\w+)")
_STRUCT: Final = re.compile(r"\btype\s++(?P<kind>\w++)\s++struct\s*+\{(?P<fields>[^{}]*+)\}")
_FIELD: Final = re.compile(r"^[ \t]*(?P<names>\w+(?:[ \t]*,[ \t]*\w+)*)[ \t]+(?P<kind>[\[\]\w.*]+)", re.MULTILINE)
_BUILT: Final = Value(written=True, reach=Reach(built=True))
_ZEROS: Final = {
    "string": Value(written=True),
    "strings.Builder": _BUILT,
    "bytes.Buffer": _BUILT,
    "[]string": Value(entries=()),
}
"""What fields of Go are before they get a value."""
_HEAD: Final = re.compile(
    r"\b(?:class|record|struct)\s++(?P<kind>[^\s<(]++)\s*+(?:<[^<>]*+>\s*+)?"
    r"(?:(?:private|internal)\s++)?(?:constructor\s*+)?\("
)
_RUBY: Final = re.compile(
    r"\b(?P<kind>\w++)\s*+[=<]\s*+(?:Struct\.new|Data\.define)\s*+\((?P<inside>[^()]*+)\)",
)
_SYMBOL: Final = re.compile(r":(\w+)")
_DATA: Final = re.compile(
    r"^[ \t]*+@(?:\w++\.)*+dataclass\b[^\n]*+\n(?:[ \t]*+@[^\n]*+\n){0,5}"
    r"[ \t]*+class\s++(?P<kind>\w++)[^\n:]*+:[^\n]*+\n",
    re.MULTILINE,
)
_DATA_BODY: Final = re.compile(r"(?:[ \t]++[^\n]*+\n|\n){0,400}+")
_DATA_FIELD: Final = re.compile(r"^(?:    |\t)(\w+)\s*:", re.MULTILINE)
_COLLECTION: Final = re.compile(
    r"\b(?:List|Dictionary|StringBuilder|HashSet|Queue|Stack)\b(?:<[^;={}]{0,200}>)?\s++"
    r"(?P<kind>\w++)\s*+(?:\{[^{}]{0,200}\}\s*+)?=\s*+new\s*+\(\s*+\)"
)
_WORD: Final = re.compile(r"\w+")


def attribute_forms(language: str, receiver: str) -> tuple[str, ...]:
    """What methods write before the names of their attributes.

    :param receiver: how a method of Go calls its object.
    """
    return (f"{receiver}.",) if receiver else _BEFORE.get(language, _OTHERS)


def receiver_of(head: str) -> tuple[str, str]:
    """How a method of Go calls its object, and the type of it; empty of anything else."""
    found = _RECEIVER.match(head)
    return (found["name"], found["kind"]) if found is not None else ("", "")


def is_itself(source: str, receiver: str) -> bool:
    """Whether an expression is the object at hand."""
    word = source.strip().lstrip("$&*")
    return word in SELVES or (bool(receiver) and word == receiver) or source.startswith("apply")


@lru_cache(maxsize=64)
def zeros(kind: str, source: str) -> Mapping[str, Value]:
    """The fields of a struct of Go before they get a value."""
    struct = _places(_STRUCT, source).get(kind)
    found: dict[str, Value] = {}
    for each in _FIELD.finditer(struct["fields"]) if struct is not None else ():
        if (zero := _ZEROS.get(each["kind"].lstrip("*"))) is not None:
            found |= dict.fromkeys(_WORD.findall(each["names"]), zero)
    return found


@lru_cache(maxsize=64)
def fields_in_order(kind: str, source: str) -> Sequence[str]:
    """The attributes that a class takes in the head of its definition, or as the fields of a data class."""
    head = _places(_HEAD, source).get(kind)
    if head is not None:
        pieces = [re.split(r"[:=]", each, maxsplit=1)[0] for each in split(inside_of(source, head.end()))]
        return [words[-1] for each in pieces if (words := _WORD.findall(each))]
    struct = _places(_RUBY, source).get(kind)
    if struct is not None:
        return _SYMBOL.findall(struct["inside"])
    data = _places(_DATA, source).get(kind)
    body = _DATA_BODY.match(source, data.end()) if data is not None else None
    return _DATA_FIELD.findall(body[0]) if body is not None else []


@lru_cache(maxsize=16)
def _places(pattern: re.Pattern[str], source: str) -> Mapping[str, re.Match[str]]:
    """The first place that fits a pattern of each class or field, by its name: a file is read once, not once for each name."""
    found: dict[str, re.Match[str]] = {}
    for each in pattern.finditer(source):
        found.setdefault(each["kind"], each)
    return found


def empty(name: str, value: Value, source: str) -> Value | None:
    """A field that is certainly an empty list, table or text at first, although it is made without its type; ``None`` for others."""
    made = value.callee[-1:] == ("field",)
    factory = next((each.source for key, each in value.given if key == "default_factory"), "") if made else ""
    if factory in {"list", "dict"}:
        return Value(entries=(), place=value.place, source=value.source)
    if value.source.replace(" ", "") == "new()":
        kind = _places(_COLLECTION, source).get(name)
        if kind is not None:
            return _BUILT if "StringBuilder" in kind[0] else Value(entries=(), place=value.place, source=value.source)
    return None
