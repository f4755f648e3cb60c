"""Which of several functions of one name a call runs: those of the class at hand and of the classes that extend it, or the clauses of Elixir that fit."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.brackets import inside_of, split
from smslint.sources.code.deciding import decided, fact_of
from smslint.sources.code.fixed_words import TEXT, constant_fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.sources.calls import Names
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Defined, Node
    from smslint.sources.code.values import Value

    Known = tuple[Node, Defined]

_CLASS: Final = re.compile(
    r"\b(?:class|struct|object|record|enum|interface|protocol|trait)\s+(?P<name>\w+)\s*(?:<[^<>{}]*>)?\s*"
    r"(?P<head>(?:\((?:[^()]|\([^()]*\))*\))?[^{\n;]*)"
)
_WORD: Final = re.compile(r"\w+")
_SELVES: Final = frozenset({"self", "this", "static", "@"})
_CLAUSE: Final = re.compile(r"defp?\s+\w+[?!]?\s*\(")
_GUARD: Final = re.compile(r"\)\s*when\s+(?P<guard>.*?)(?:,\s*do:|\s+do\b)", re.DOTALL)
_VARIABLE: Final = re.compile(r"[a-z_]\w*(?:\s*\\\\.*)?\Z", re.DOTALL)
_QUOTED: Final = re.compile(r"\"([^\"\\#]*)\"\Z")
_WORDS: Final = {"true": "true", "false": "false", "nil": "null"}


class Asked(NamedTuple):
    """A call of a function of which the file has several."""

    callee: Names
    around: str
    """The class in which it is."""
    kinds: frozenset[str]
    """The words of the type of what the method belongs to, if that is a parameter."""


def overriding(asked: Asked, known: Sequence[tuple[Known, Names]], file: File) -> list[Known]:
    """Those of the class at hand, of the classes that extend it, or else of the one that it extends; none if that is not known.

    :param known: the functions of the name, each with the classes around it.
    """
    owner = asked.callee[-2:-1]
    if len(asked.callee) > 2 or (not owner and file.grammar.isolated):
        return []
    if not owner or owner[0] in _SELVES:
        kinds = {asked.around} if asked.around else set()
    else:
        kinds = set(asked.kinds)
        if file.grammar.title == "Go" and any(
            re.search(rf"\btype\s+{each}\s+interface\b", file.text) for each in kinds
        ):
            return [each for each, _ in known]
    below = _below(file.text)
    waiting = list(kinds)
    while waiting:
        more = below.get(waiting.pop(), frozenset()) - kinds
        kinds |= more
        waiting += more
    found = [each for each, scope in known if not kinds.isdisjoint(_own(scope))]
    if found:
        return found
    above = _above(file.text).get(asked.around, ())
    return [each for each, scope in known if scope and scope[-1] in above]


def _own(scope: Names) -> Names:
    """The class around a function; of an entry of an enum with methods of its own, also the enum."""
    return scope[-2:] if scope[-1:] and scope[-1].isupper() else scope[-1:]


def bases_of(kind: str, source: str) -> list[str]:
    """The classes of the file that a class extends."""
    return [name for name in _above(source).get(kind, ()) if name != kind]


@lru_cache(maxsize=2)
def _above(source: str) -> dict[str, list[str]]:
    """The classes that each class of a file extends."""
    found: dict[str, list[str]] = {}
    for name, names in _below(source).items():
        for each in names:
            found.setdefault(each, []).append(name)
    return found


@lru_cache(maxsize=2)
def _below(source: str) -> dict[str, frozenset[str]]:
    """The classes that extend each class of a file."""
    found: dict[str, set[str]] = {}
    for each in _CLASS.finditer(source):
        for word in _WORD.findall(each["head"]):
            found.setdefault(word, set()).add(each["name"])
    return {name: frozenset(names) for name, names in found.items()}


def clauses(known: Sequence[Known], given: Sequence[tuple[str | None, Value]], file: File) -> list[Known]:
    """The clauses of a function of Elixir that may run with what a call gives."""
    found: list[Known] = []
    for node, shape in sorted(known, key=lambda each: file.place(each[0]).start):
        if not shape.body:
            continue
        fits = _fits(node, given, file)
        if fits is not False:
            found.append((node, shape))
        if fits:
            break
    return found


def _fits(node: Node, given: Sequence[tuple[str | None, Value]], file: File) -> bool | None:
    """Whether a clause runs; ``None`` if that is not known."""
    start = file.place(node).start
    head = _CLAUSE.match(file.text, start)
    if head is None:
        return None
    inside = inside_of(file.text, head.end())
    pieces = [each.strip() for each in split(inside)]
    places = [index for index, (key, _) in enumerate(given) if key is None]
    if not len(places) <= len(pieces):
        return False
    certain = True
    facts: dict[str, str] = {}
    for piece, (key, value) in zip(pieces, given, strict=False):
        fact = fact_of(value, file.text) if key is None else None
        if _VARIABLE.match(piece) is not None and piece not in _WORDS:
            if fact is not None:
                facts[_WORD.findall(piece)[0]] = fact
            continue
        wanted = _pattern(piece, file.text)
        if wanted is None or fact is None:
            certain = False
        elif wanted != fact:
            return False
    guard = _GUARD.match(file.text, head.end() + len(inside))
    holds = guard is None or decided(
        guard["guard"], facts, empty_is_false=False, constant=lambda written: constant_fact(written, file.text)
    )
    return False if holds is False else True if holds and certain else None


def _pattern(piece: str, source: str) -> str | None:
    """What is known of what a pattern fits, if that is one value."""
    text = _QUOTED.match(piece)
    return TEXT + text[1] if text is not None else _WORDS.get(piece) or constant_fact(piece, source)
