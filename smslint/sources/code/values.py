"""What an expression of a program is worth: the parts of its text, each where the file writes it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.sources.widths import cut_of
from smslint.span import Span
from smslint.text.condition import Condition
from smslint.text.tree import Arm, Branch, Call, Literal, Placeholder, Sequence, leaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Sequence as Many

    from smslint.sources.calls import Names
    from smslint.text.tree import Node

_SIGN: Final = re.compile(r"\A\$(?=[^\W\d]\w*+(?!\())")
"""What PHP writes before the name of a variable."""
_NUMBER: Final = re.compile(r"0|[1-9]\d{0,8}")
LARGEST: Final = 400
"""The most leaves in the text of one value. A program can double a text in each line; what is larger is unknown."""
ARMS: Final = "if"
AGAIN: Final = "for"
"""In place of the key of an entry of a list: it has what one of several arms added, or what a loop added again and again."""
SPREAD: Final = "[...]"
"""In place of the key: the entries of another list."""
_NOWHERE: Final = Span(0, 0)
_DEEPEST: Final = 3


class Reach(NamedTuple):
    """Who else may change a value."""

    built: bool = False
    """Whether it is a text that is being built: an object, of which a method changes the text."""
    shared: int = 0
    """1 if it has several names, 2 if it is also stored where functions can find it."""
    hides: tuple[Span, ...] = ()
    """Where the text was that it had before it was changed in a way that is not followed."""


class Instance(NamedTuple):
    """An object of a class of the file."""

    kind: str
    """The name of the class."""
    attributes: tuple[tuple[str, Value], ...] = ()
    """What is known of its attributes."""


class Value(NamedTuple):
    """The value of an expression. The spans of its parts are places in the file."""

    parts: tuple[Node, ...] = ()
    """Its text in the order in which it renders."""
    written: bool = False
    """Whether at least a part of the text is in the file."""
    size: int = 0
    """How many leaves the parts have."""
    place: Span = _NOWHERE
    source: str = ""
    """The expression as written."""
    entries: tuple[tuple[str | None, Value], ...] | None = None
    """Of a list or a table: its values, with their keys."""
    fields: tuple[tuple[str | None, Value], ...] = ()
    """Of an object: what it was constructed with, and what was set."""
    made: bool = False
    """Whether it is an object that was constructed here."""
    origin: Names = ()
    """The path of the constant that it is."""
    names: Names = ()
    """The names of the variable, if it is one and its text is unknown."""
    callee: Names = ()
    """The names of the function, if it is what a call returns."""
    given: tuple[tuple[str | None, Value], ...] = ()
    """What that function is given."""
    number: str = ""
    """A whole number as a text has it; no text by itself."""
    left: bool = False
    """Whether there is no value: an error is raised."""
    perhaps: bool = False
    """Whether it may be nothing instead: ``nil``."""
    reach: Reach = Reach()
    instance: Instance | None = None
    """The object of a class of the file that it is."""
    result: tuple[Value, ...] = ()
    """The text that a function of the file returns, if it is what a call of it returns: what a larger text has there."""

    def at(self, place: Span, source: str) -> Value:
        """The value where another expression has it."""
        return self._replace(place=place, source=source)


def name_of(source: str) -> str:
    """How an expression is called in the tree of a text."""
    return _SIGN.sub("", " ".join(source.split())[:200])


def unknown(place: Span, source: str, *, opaque: bool = False) -> Value:
    """A value that is not in the file: a placeholder that is named after its expression."""
    if place.length == 0:
        return Value(place=place, source=source)
    return Value((hole(source, place, opaque=opaque),), size=1, place=place, source=source)


def hole(source: str, place: Span, *, opaque: bool = False) -> Placeholder:
    """The place of a value that is not in the file; of the first characters of a text, with their number."""
    cut = cut_of(source)
    calls = (Call("[:]", literal=False, source=source),) if cut else ()
    return Placeholder(name_of(source), place, cut, opaque, calls)


def lost(value: Value) -> Value:
    """A value after a change that is not followed."""
    hides = value.reach.hides or tuple(_spans(value, 0))
    return unknown(value.place, value.source, opaque=True)._replace(reach=Reach(hides=hides))


def _spans(value: Value, depth: int) -> Iterator[Span]:
    yield from literal_spans(value)
    for _, each in (value.entries or ()) if depth < _DEEPEST else ():
        yield from _spans(each, depth + 1)


def new_line(place: Span, source: str) -> Value:
    """A line break that is written as something else."""
    return Value((Literal("\n", place),), True, 1, place, source)


def size_of(parts: Iterable[Node]) -> int:
    """How many leaves there are."""
    return sum(1 for part in parts for _ in leaves(part))


def starts_of(value: Value) -> frozenset[int]:
    """Where the literals of a text begin in the file."""
    return frozenset(
        leaf.span.start for part in value.parts for leaf in leaves(part) if isinstance(leaf, Literal) and leaf.text
    )


def followed(value: Value) -> Value:
    """A value in a larger text: the number that it is, or what the function returns that it is a call of, if that is known."""
    if value.number and not value.written:
        return Value((Literal(value.number, value.place),), True, 1, value.place, value.source)
    return value.result[0].at(value.place, value.source) if value.result and not value.written else value


def number(place: Span, source: str) -> Value:
    """A value that is not in the file, or a whole number that is."""
    found = unknown(place, source)
    return found._replace(number=source) if _NUMBER.fullmatch(source) is not None else found


def joined(values: Many[Value], place: Span, source: str) -> Value:
    """One text after another, or the entries of one list after those of another."""
    values = [followed(each) for each in _without_sum(values, source)]
    if values and all(each.entries is not None and not each.written for each in values):
        return unknown(place, source)._replace(entries=tuple(one for each in values for one in each.entries or ()))
    size = sum(each.size for each in values)
    if size > LARGEST or not any(each.written for each in values):
        return unknown(place, source, opaque=size > LARGEST)
    return Value(tuple(part for each in values for part in each.parts), True, size, place, source)


def _without_sum(values: Many[Value], source: str) -> Many[Value]:
    """The operands, with one value in place of numbers that are perhaps added before there is a text: ``n + 1 + " items"``."""
    first = next((index for index, each in enumerate(values) if each.written or each.result), len(values))
    if first == len(values):
        return [each._replace(number="") for each in values]
    if first <= 1 or not any(each.number for each in values[:first]):
        return values
    place = Span(values[0].place.start, values[first - 1].place.end)
    return [unknown(place, source[: place.length]), *values[first:]]


def chosen(values: Many[Value], asked: str, place: Span, source: str) -> Value:
    """One of several texts. What they begin with alike is there once."""
    arms = [each for each in values if not each.left]
    if any(each.written for each in arms):
        arms = [followed(each) for each in arms]
    perhaps = any(each.perhaps for each in values)
    if not arms:
        return Value(place=place, source=source, left=bool(values), perhaps=perhaps)
    if len(arms) == 1 or all(
        each.parts == arms[0].parts and (each.written or each.entries == arms[0].entries) for each in arms
    ):
        same = len({id(each.instance) for each in arms}) == 1
        one = arms[0] if same else arms[0]._replace(instance=_one_of([each.instance for each in arms], asked))
        return one.at(place, source)._replace(perhaps=perhaps, reach=_reach(arms))
    if any(each.reach.hides and not each.written for each in arms):  # one may be anything
        hides = tuple(place for each in arms for place in (each.reach.hides or tuple(_spans(each, 0))))
        return unknown(place, source, opaque=True)._replace(reach=Reach(hides=hides[:LARGEST]))
    if not any(each.written for each in arms):
        entries = _met([each.entries for each in arms if each.entries is not None], asked)
        same = all(each.entries is not None for each in arms)
        return unknown(place, source)._replace(entries=entries if same else None, perhaps=perhaps, reach=_reach(arms))
    alike = _alike([arm.parts for arm in arms])
    prefix = arms[0].parts[:alike]
    last = len(arms) - 1
    bodies = [Sequence(each.parts[alike:], _NOWHERE) for each in arms]
    conditions = [Condition(asked if last == 1 else f"{asked} ({number + 1})") for number in range(last)]
    branch = Branch(
        tuple(Arm(body, conditions[index] if index < last else None) for index, body in enumerate(bodies)), _NOWHERE
    )
    shared = size_of(prefix)
    size = shared + sum(each.size - shared for each in arms)
    if size > LARGEST:
        return unknown(place, source, opaque=True)._replace(reach=_reach(arms))
    return Value((*prefix, branch), True, size, place, source, perhaps=perhaps, reach=_reach(arms))


def _one_of(instances: Many[Instance | None], asked: str) -> Instance | None:
    """One of several objects of a class; ``None`` if one may be anything else."""
    known = [each for each in instances if each is not None]
    if len(known) < len(instances) or len({each.kind for each in known}) > 1:
        return None
    tables = [dict(each.attributes) for each in known]
    names = set(tables[0]).intersection(*tables)
    found = {name: chosen([each[name] for each in tables], asked, _NOWHERE, name) for name in sorted(names)}
    return Instance(known[0].kind, tuple(found.items()))


def _reach(values: Many[Value]) -> Reach:
    """Who may change one of several values."""
    found = [each.reach for each in values]
    hides = tuple(place for each in found for place in each.hides)
    return Reach(any(each.built for each in found), max(each.shared for each in found), hides[:LARGEST])


def _alike(lists: Many[Many[object]]) -> int:
    """With how many of the same things all lists begin."""
    return len(list(takewhile(lambda same: all(each is same[0] for each in same), zip(*lists, strict=False))))


def _met(lists: Many[tuple[tuple[str | None, Value], ...]], asked: str) -> tuple[tuple[str | None, Value], ...]:
    """The entries of one of several tables, or of a list to which one of several arms added."""
    plain = [key in {None, ARMS, AGAIN} for entries in lists for key, _ in entries]
    if not any(plain):
        return _met_tables(lists, asked)
    if not all(plain):
        return tuple(entry for entries in lists for entry in entries)
    alike = _alike(lists)
    rests = tuple((None, Value(entries=entries[alike:])) for entries in lists)
    return (*lists[0][:alike], (ARMS, Value(entries=rests, source=asked))) if lists else ()


def _met_tables(lists: Many[tuple[tuple[str | None, Value], ...]], asked: str) -> tuple[tuple[str | None, Value], ...]:
    """The entries of one of several tables: under each key, one of their values."""
    found: dict[str | None, list[Value]] = {}
    for entries in lists:
        for key, value in dict(entries).items():
            known = found.setdefault(key, [])
            if all(value is not each for each in known):
                known.append(value)

    everywhere = set(found).intersection(*(dict(entries) for entries in lists))
    for key in found.keys() - everywhere:
        found[key][0] = found[key][0]._replace(perhaps=True)
    return tuple((key, chosen(each, asked, each[0].place, each[0].source)) for key, each in found.items())


def reference(value: Value, place: Span) -> Value:
    """The value of a constant where it is used: a part of its own, which is in both places."""
    return value._replace(parts=(Sequence(value.parts, place),))


def literals(parts: Many[Node]) -> list[Literal] | None:
    """The literals of a text without placeholders; ``None`` if it has others. A constant in it is one literal, where it is used."""
    found: list[Literal] = []
    for part in parts:
        match part:
            case Literal():
                found.append(part)
            case Sequence(inner, place):
                own = literals(inner)
                if own is None:
                    return None
                found += (
                    own if len(parts) == 1 or not place.length else [Literal("".join(each.text for each in own), place)]
                )
            case _:
                return None
    return found


def literal_spans(value: Value) -> tuple[Span, ...]:
    """Where the literals of a text are in the file."""
    return tuple(leaf.span for part in value.parts for leaf in leaves(part) if isinstance(leaf, Literal) and leaf.text)


def fixed(value: Value) -> str | None:
    """The text of a value, if nothing in it varies."""
    found = literals(value.parts) if value.written else None
    return None if found is None else "".join(each.text for each in found)
