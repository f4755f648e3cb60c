"""Functions of a file that hand one of their parameters to a call that sends: what they are called with is a message, whatever its name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.sources.sending_calls import Given, body_among, body_of_call, definitions, may_send, sends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.sources.calls import Names
    from smslint.sources.options import Options

_LONGEST: Final = 4000
"""How far after its parameters a function is read, at most."""
_CALL: Final = re.compile(r"(?<![\w$])(?P<names>[$\w]++(?:(?:\(\))?+(?:\?\.|\.|->|::)[$\w]++)*+)\s*+\(")
_STEP: Final = re.compile(r"(?:\(\))?(?:\?\.|\.|->|::)")
_KEYED: Final = re.compile(
    r"\s*(?P<quote>['\"]?)(?P<key>\w+)(?P=quote)\s*(?:=>|:(?!:)|=(?![=>]))\s*(?P<value>.+)\Z", re.DOTALL
)
_NAME: Final = re.compile(r"\s*\$?(\w+)\s*\Z")
_PARAMETER: Final = re.compile(
    r"\s*(?:(?:public|private|protected|readonly)\s+)*(?:[?\w\\|]+\s+[&.]*(?=\$))?[*&.]*\$?(?P<name>\w+)"
)
_THIS: Final = frozenset({"this", "self", "cls", "super", "static", "@"})
_CLASS: Final = re.compile(r"\b(?:class|module|object|struct|defmodule|enum|actor)\s+(\w+)")
_BRACE: Final = re.compile(r"[^{};\n(]*(?:\n\s*)?\{")
_COLON: Final = re.compile(r"\s*(?:->[^:\n]+)?:")
_LINE: Final = re.compile(r";\s")
_OPEN, _CLOSED = "([{", ")]}"
_OWN: Final = frozenset({"self", "cls"})
"""What a method of Python has as its first parameter, and is not given."""


class Handed(NamedTuple):
    """The parameter that a function hands on."""

    place: int
    name: str


def sent_argument(callee: Names, given: Sequence[Given], source: str, options: Options) -> int | None:
    """Which argument of a call is a text that is sent: by this call, or by the function of this file that it calls."""
    found = body_of_call(callee, given, source, options)
    handed = handing(source).get(callee[-1]) if found is None and is_of_this_file(callee, source) else None
    if handed is not None:
        keyed = next((index for index, each in enumerate(given) if each.key == handed.name), None)
        placed = handed.place < len(given) and all(each.key is None for each in given[: handed.place + 1])
        return keyed if keyed is not None else handed.place if placed else None
    return found


def perhaps_sends(callee: Names, source: str, options: Options) -> bool:
    """Whether a call with the right arguments sends, by itself or through a function of this file."""
    return may_send(callee, options) or (is_of_this_file(callee, source) and callee[-1] in handing(source))


def is_of_this_file(callee: Names, source: str) -> bool:
    """Whether a call can be one of a function that this file defines: ``res.send`` is none of ``send``."""
    if len(callee) < 2 or callee[-2] in _THIS or not may_send(callee[-1:]):
        return bool(callee)
    return callee[-2] in _classes(source)


@lru_cache(maxsize=2)
def _classes(source: str) -> frozenset[str]:
    return frozenset(_CLASS.findall(source))


@lru_cache(maxsize=2)
def handing(source: str) -> dict[str, Handed]:
    """The functions of a file that hand a parameter to a call that sends."""
    found: dict[str, Handed] = {}
    for name, each in definitions(source).items():
        parameters = _parameters(each.inside)
        if parameters and (handed := _handed(_body(source, each.start, each.end), parameters)) is not None:
            found[name] = handed
    return found


def _body(source: str, start: int, end: int) -> str:
    """What a function does: by its braces, by its indentation, or the rest of the expression that it is.

    :param end: where its parameters end.
    """
    after = source[end : end + _LONGEST]
    if (opened := _BRACE.match(after)) is not None:
        return inside_of(after, opened.end())
    colon = _COLON.match(after) if source.startswith(("def", "async def"), start) else None
    if colon is None:
        return _LINE.split(after, maxsplit=1)[0] if ";" in after else after
    line = source.rfind("\n", 0, start) + 1
    indentation = len(source[line:start]) - len(source[line:start].lstrip())
    ended = re.compile(rf"^[ \t]{{0,{indentation}}}(?=[^\s#)])", re.MULTILINE).search(after, colon.end())
    return after[colon.end() : ended.start() if ended is not None else len(after)]


def _parameters(inside: str) -> list[str]:
    names = [found["name"] for each in split(inside) if (found := _PARAMETER.match(each)) is not None]
    return names[1:] if names[:1] and names[0] in _OWN else names


def _handed(body: str, parameters: list[str]) -> Handed | None:
    for call in _CALL.finditer(body):
        callee = tuple(each.lstrip("$") for each in _STEP.split(call["names"]))
        if not may_send(callee):
            continue
        given = list(_arguments(body, call.end()))
        index = body_among(callee, given) if given and sends(callee, given) else None
        name = _NAME.match(given[index].source) if index is not None else None
        if name is not None and name[1] in parameters:
            return Handed(parameters.index(name[1]), name[1])
    return None


def _arguments(body: str, start: int) -> Iterator[Given]:
    """What a call is given, and the entries of a table in it."""
    for each in split(inside_of(body, start)):
        inner = each.strip()
        if inner[:1] in {"{", "["}:
            for entry in split(inner[1:-1]):
                name = _NAME.match(entry)
                yield Given(name[1], entry) if name is not None else _given(entry)
        else:
            yield _given(each)


def _given(written: str) -> Given:
    found = _KEYED.match(written)
    return Given(None, written.strip()) if found is None else Given(found["key"], found["value"].strip())


def inside_of(text: str, start: int) -> str:
    """What is between a parenthesis that opens before ``start`` and the one that closes it."""
    depth = 1
    for at in range(start, min(len(text), start + _LONGEST)):
        depth += (text[at] in _OPEN) - (text[at] in _CLOSED)
        if depth == 0:
            return text[start:at]
    return ""


def split(inside: str) -> list[str]:
    """The parts of a list between its commas; those in brackets and in strings separate nothing."""
    parts = [""]
    depth, quote = 0, ""
    for sign in inside[:_LONGEST]:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'`":
            quote = sign
        depth += 0 if quote else (sign in _OPEN) - (sign in _CLOSED)
        if sign == "," and not depth and not quote:
            parts.append("")
        else:
            parts[-1] += sign
    return [each for each in parts if each.strip()]
