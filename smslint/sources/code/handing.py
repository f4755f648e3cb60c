"""Which argument of a call is given as a parameter of a function of the file."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.records import NamedTuple
from smslint.sources.brackets import inside_of, split
from smslint.sources.code.values import Value
from smslint.sources.helpers import body_of
from smslint.sources.sending_calls import definitions
from smslint.span import Span
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEAD = re.compile(r"(?:(?<![\w.])|\bfun\s+[\w<>?]+\.)(\w++)[!?]?\s*(?:[:=]\s*(?:async\s+)?(?:function\s*\w*\s*)?)?\(")
"""A name with its parameters, also of a function that is a value: ``const wrap = (text) => ...``."""
_ASSIGNMENT = re.compile(r"(?<![\w.])(\w++)\s*+(?::\s*+[\w.<>?]++\s*+)?(?:[-+*/.|&?:]{1,2}|<<)?=(?![=>~])([^\n;]*)")
_TAKES_REST = re.compile(r"\.\.\.|\A\*\w|\A(?:@\w+\s+)*(?:vararg|params)\s")
_SPREADS = re.compile(r"\*\w|\.\.\.")
_OWN = frozenset({"self", "cls"})
"""What a method of Python has as its first parameter, and is not given."""
ITSELF = ("this", "self")
"""How a function that extends texts calls the text."""
_WORD = re.compile(r"\w+")
_NUMBERS = word_set(
    "int Int long Long short double Double float Float bool Bool boolean Boolean decimal Decimal number Integer num"
)
"""Types of parameters that are no texts."""
_DEFAULTS = tuple(re.compile(rf"{sign}\s*(.+)\Z", re.DOTALL) for sign in (r"=(?![=>])", r"\\\\", r"(?<=\w):(?!:)"))
"""What a parameter is if it is not given: ``urgent: Bool = false``, ``urgent \\\\ false``, ``urgent: false``."""
_TYPED = re.compile(r"(?:required\s+)?[\w.]+(?:<[\w<>?, ]*>)?\??\s+\w")
_OPTIONS = re.compile(r"(?:\\\\|=)\s*(?:\[\]|%?\{\})\Z")
_OPTIONAL = re.compile(r"\w+\?\s*:")


def given_as(
    parameter: str, function: str, given: list[tuple[str | None, Value]], source: str
) -> tuple[str, Value] | None:
    """What a call gives as a parameter, with its key or its place; ``None`` if that is not known."""
    place = _place(parameter, function, source)
    if place is not None and place.field:
        return _field(place, given)
    labels = {parameter} if place is None else {parameter, place.label}
    if place is not None and place.takes_rest:
        first = next((index for index, (key, _) in enumerate(given) if key in labels), place.number)
        return str(place.number), _rest(given[first:], source)
    for key, value in given:
        if key in labels:
            return str(key), value
    if place is not None and place.options and all(key is not None for key, _ in given[place.number :]):
        entries = tuple(given[place.number :])
        start = entries[0][1].place.start if entries else 0
        at = Span(start, entries[-1][1].place.end if entries else 0)
        return str(place.number), Value(place=at, source=source[slice(*at)], entries=entries)
    if place is None or place.number >= len(given) or given[place.number][0] is not None:
        return None
    return str(place.number), given[place.number][1]


class _Place(NamedTuple):
    """Where a function has a parameter."""

    number: int
    label: str
    """The first word of it: what Swift's callers write before the value."""
    takes_rest: bool
    """Whether it has all values from there on: ``String... parts``."""
    field: str = ""
    """Which entry of the table in this place it is: ``{ urgent = false }`` of JavaScript."""
    options: bool = False
    """Whether it is the table of all values with a key, which may be empty: ``opts \\\\ []``, ``opts = {}``."""


class _Piece(NamedTuple):
    """A parameter as written, or one of several in braces."""

    number: int
    written: str
    in_table: bool = False
    """Whether it is an entry of a table that a call gives: of JavaScript."""
    optional: bool = False
    """Whether Dart has it in brackets or braces."""


def _pieces(inside: str) -> list[_Piece]:
    """The parameters between the parentheses of a function."""
    found: list[_Piece] = []
    for each in map(str.strip, split(inside)):
        number = found[-1].number + 1 if found else 0
        inner = split(inside_of(each, 1)) if each[0] == "{" or (each[0] == "[" and each[-1] == "]") else []
        if any(_TYPED.match(one.strip()) for one in inner):
            found += [_Piece(number + index, one.strip(), optional=True) for index, one in enumerate(inner)]
        elif inner and each[0] == "{":
            found += [_Piece(number, one.strip(), in_table=True) for one in inner]
        else:
            found.append(_Piece(number, each))
    return found


def _place(parameter: str, function: str, source: str) -> _Place | None:
    known = _places(source)
    if function not in known:
        known[function] = dict(reversed(list(_places_of(function, source))))  # the first one of each name
    return known[function].get(parameter)


@lru_cache(maxsize=2)
def _places(_source: str) -> dict[str, dict[str, _Place]]:
    """Where the functions of a file have their parameters: of those that were asked for."""
    return {}


def _places_of(function: str, source: str) -> Iterator[tuple[str, _Place]]:
    """The words of the parameters of a function, each with its place."""
    for start in _heads(source).get(function, ()):
        given = _pieces(inside_of(source, start))
        own = bool(given) and given[0].written in _OWN
        for each in given:
            if each.in_table:
                key, *name = _WORD.findall(each.written.partition("=")[0]) or [""]
                yield (name or [key])[0], _Place(each.number, key, takes_rest=False, field=key)
                continue
            words = _WORD.findall(re.split(r"[=:]", each.written, maxsplit=1)[0])
            takes_rest = _TAKES_REST.search(each.written) is not None
            options = _OPTIONS.search(each.written) is not None
            for word in words:
                yield word, _Place(max(each.number - own, 0), words[0], takes_rest, options=options)


def with_owner(
    function: str, given: list[tuple[str | None, Value]], owner: Value, source: str
) -> list[tuple[str | None, Value]]:
    """What a call gives to a function of the file that extends texts, also what it is called on.

    That is its first parameter in C#, ``(this string text)``, and has a name of its own in other languages.
    """
    if any(source.startswith("this ", start) for start in _heads(source).get(function, ())):
        return [(None, owner), *given]
    return [*given, *((each, owner) for each in ITSELF)]


def _field(place: _Place, given: Sequence[tuple[str | None, Value]]) -> tuple[str, Value] | None:
    """An entry of the table that a call gives; a value that says nothing, if it may be in it."""
    table = given[place.number][1] if place.number < len(given) else None
    if table is None:
        return None
    if table.entries is None or any(key is None for key, _ in table.entries):
        return place.field, Value(place=table.place, source=f"{table.source}.{place.field}")
    found = [value for key, value in table.entries if key == place.field]
    return (place.field, found[-1]) if found else None


def default_of(parameter: str, function: str, source: str) -> str:
    """What a parameter of a function of the file is if a call does not give it, as written; empty if that is not known."""
    known = _defaults(source)
    if function not in known:
        defined = definitions(source).get(function)
        pieces = _pieces(defined.inside) if defined is not None else []
        known[function] = {word: _default(each) for each in reversed(pieces) for word in _WORD.findall(_head_of(each))}
    return known[function].get(parameter, "")


@lru_cache(maxsize=2)
def _defaults(_source: str) -> dict[str, dict[str, str]]:
    """The defaults of the parameters of those functions of a file that were asked for."""
    return {}


def _head_of(piece: _Piece) -> str:
    """A parameter without its default."""
    return piece.written.partition("=")[0] if piece.in_table else re.split(r"[=:]", piece.written, maxsplit=1)[0]


def _default(piece: _Piece) -> str:
    sign = next((found for each in _DEFAULTS if (found := each.search(piece.written)) is not None), None)
    if _OPTIONAL.match(piece.written) is not None or (piece.in_table and "=" not in piece.written):
        return "undefined"
    if piece.optional and "=" not in piece.written:
        return "" if piece.written.startswith("required ") else "null"
    return sign[1].strip() if sign is not None else ""


def parameter_count(function: str, source: str, start: int) -> int | None:
    """How many parameters a function has.

    :param start: where its definition starts.
    """
    end = next((each for each in _heads(source).get(function, ()) if each >= start), None)
    return None if end is None else sum(1 for each in split(inside_of(source, end)) if each.strip())


def may_take(function: str, source: str, start: int, given: Sequence[tuple[str | None, Value]]) -> bool:
    """Whether a function may be given these values: it has parameters with these names, and none that is a number gets a text.

    :param start: where its definition starts.
    """
    end = next((each for each in _heads(source).get(function, ()) if each >= start), None)
    pieces = _pieces(inside_of(source, end)) if end is not None else []
    if not pieces or any(
        each.in_table or each.written.startswith("*") or _TAKES_REST.search(each.written) for each in pieces
    ):
        return True
    words = [frozenset(_WORD.findall(each.written.partition("=")[0])) for each in pieces]
    for index, (key, value) in enumerate(given):
        taking = [each for each in words if key in each] if key is not None else words[index : index + 1]
        if not taking or (value.written and not _NUMBERS.isdisjoint(taking[0])):
            return False
    return True


def _rest(given: Sequence[tuple[str | None, Value]], source: str) -> Value:
    """The list of all values from a place on; of what is a list already, that list."""
    values = [each for index, (key, each) in enumerate(given) if key is None or not index]
    if len(values) == 1 and values[0].entries is not None:
        return values[0]
    place = Span(values[0].place.start, values[-1].place.end) if values else Span(0, 0)
    if any(_SPREADS.match(each.source) for each in values):
        return Value(place=place, source=source[slice(*place)])
    return Value(place=place, source=source[slice(*place)], entries=tuple((None, each) for each in values))


def is_assigned(parameter: str, function: str, source: str, end: int) -> bool:
    """Whether a function gives its parameter another value before a place in it."""
    start = max((each for each in _heads(source).get(function, ()) if each <= end), default=end)
    body = start + len(inside_of(source, start))
    return _assigns(parameter).search(source, body, end) is not None


def made_of(parameter: str, function: str, source: str, end: int) -> set[str]:
    """The variables of a function that may be made of its parameter before a place in it, and the parameter."""
    start = max((each for each in _heads(source).get(function, ()) if each <= end), default=end)
    names = {parameter}
    for name, value in _ASSIGNMENT.findall(source[start:end]):
        if any(mentions(each, value) for each in names):
            names.add(name)
    return names


def changes(function: str, place: int, source: str) -> bool:
    """Whether a function of the file gives its parameter in this place another value: more than without white space at its ends."""
    words, start, end = _parameter(function, place, source)
    if not words:
        return False
    name = re.escape(words[-1])
    trimmed = re.compile(rf"\$?{name}\s*=\s*(?:trim|strip)\(\s*\$?{name}\s*\)")
    return _assigns(words[-1]).search(trimmed.sub(lambda each: " " * len(each[0]), source[start:end])) is not None


def parameter_words(function: str, place: int, source: str) -> frozenset[str]:
    """The words of the parameter that a function of the file has in a place: its name, and in some languages its type."""
    return frozenset(_parameter(function, place, source)[0])


def parameter_type(name: str, function: str, source: str) -> frozenset[str]:
    """The words before and after the name of a parameter of a function: its type, if the language has one."""
    defined = definitions(source).get(function)
    for each in _pieces(defined.inside) if defined is not None else ():
        words = frozenset(_WORD.findall(each.written.partition("=")[0]))
        if name in words:
            return words - {name}
    return frozenset()


def _parameter(function: str, place: int, source: str) -> tuple[list[str], int, int]:
    """The words of a parameter, and where the body of its function begins and ends; no words if the file has neither."""
    defined = definitions(source).get(function)
    given = split(defined.inside) if defined is not None else []
    words = _WORD.findall(given[place].partition("=")[0]) if place < len(given) else []
    if defined is None or not words:
        return [], 0, 0
    body = body_of(source, defined.start, defined.end)
    start = source.find(body, defined.end)
    return words, start, start + len(body)


def _assigns(parameter: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.@]){re.escape(parameter)}\s*(?:[-+*/.|&?:]{{1,2}}|<<)?=(?![=>~])")


def mentions(parameter: str, expression: str) -> bool:
    """Whether an expression has the name of a parameter in it."""
    return re.search(rf"(?<![\w.@]){re.escape(parameter)}(?!\w)", expression) is not None


@lru_cache(maxsize=2)
def _heads(source: str) -> dict[str, list[int]]:
    """Where the parentheses after each name open: those of its definition and of its calls."""
    found: dict[str, list[int]] = {}
    for each in _HEAD.finditer(source):
        found.setdefault(each[1], []).append(each.end())
    return found
