"""What a text must contain for a regular expression to match: a quick test that saves most texts the search.

The pattern is read, not run. Literals, groups, alternatives, small sets and repeats are understood; everything else
counts as "anything", so a demand may be missing, but never wrong. It is for folded texts (see
:mod:`smslint.text.fold`) and patterns that ignore case.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.records import NamedTuple
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable

EDGE: Final = "\x7f"
"""Means ``\\b`` in a marked text and in a demand. (JSON writes it as one character.)"""

_NO_SIGNS: Final = frozenset(f"{EDGE}_ ")
MOST: Final = 24
"""How many strings one demand may list while it grows; after that a new demand begins."""

Demands: TypeAlias = "tuple[tuple[str, ...], ...]"
"""One string of each demand must be in the marked text."""


class Required(NamedTuple):
    """What a pattern requires of a text."""

    demands: Demands = ()
    """What the marked text must contain; empty if unknown."""
    beginnings: tuple[str, ...] = ()
    """Strings of the folded text, one of which is at the beginning of every match; empty if unknown."""

    def start(self, text: str) -> int:
        """A place at or before the first match in a folded text; -1 if there is no match."""
        if not self.beginnings:
            return 0
        first = -1
        for string in self.beginnings:
            at = text.find(string)
            if at >= 0 and (first < 0 or at < first):
                first = at
        return first


_WORD = later(r"(\w+)")
_ASCII_WORD = later(r"(\w+)", re.ASCII)
_SPACES = later(r"\s\s+")
_REPEAT = later(r"(?:([*+?])|\{(\d*)(,?)(\d*)\})[?+]?")
_PIECE = later(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)  # an escape, a set, a bracket or a bar


def parts(folded: str) -> list[str]:
    """A folded text cut at the edges of its words, with single spaces. Every second part is a word, the first one is not."""
    words = _ASCII_WORD if folded.isascii() else _WORD
    return words.split(_SPACES.sub(" ", folded) if "  " in folded else folded)


def marked(folded: str) -> str:
    """A folded text with a mark at each edge of a word, and single spaces."""
    return EDGE.join(parts(folded))


def in_marked(string: str) -> str:
    """A string as a marked text contains it, possibly with the edge of a word at its start or end; empty if every text has it."""
    core = parts(string.replace(EDGE, ""))
    inner = EDGE.join(filter(None, core))
    return f"{EDGE if string[:1] == EDGE else ''}{inner}{EDGE if string[-1:] == EDGE else ''}" if inner else ""


def signs_of(marked: str) -> list[str]:
    """The signs in a marked string: no letters, digits, underscores, spaces or marks."""
    return [char for char in marked if not char.isalnum() and char not in _NO_SIGNS]


def met(text: str, demands: Demands) -> bool:
    """Whether a marked text meets all demands."""
    for demand in demands:
        for string in demand:
            if string in text:
                break
        else:
            return False
    return True


def required(pattern: str) -> Required:
    """What a text must contain for a pattern to match.

    >>> required(r"\\d+% off").demands
    (('% \\x7foff',),)
    >>> required(r"\\b(?:text|send)\\s+stop").beginnings
    ('text', 'send')
    """
    reader = _PatternReader(pattern)
    try:
        part = reader.alternatives()
    except (_UnknownSyntaxError, IndexError):
        return Required()
    if reader.at < len(pattern):
        return Required()
    demands = part.demands if part.exact is None else (part.exact,)
    found = (tuple(dict.fromkeys(map(in_marked, demand))) for demand in demands)
    # A space of the pattern may be several spaces in the text.
    begun = dict.fromkeys(string.replace(EDGE, "").partition(" ")[0] for string in part.begun)
    return Required(
        tuple(map(_shortest, (demand for demand in found if "" not in demand))),
        () if "" in begun or len(begun) > MOST else tuple(begun),
    )


def at_beginning_only(pattern: str) -> bool:
    """Whether a pattern only matches at the beginning of a text: it begins with ``^``, and there is no other alternative."""
    depth = 0
    for piece in _PIECE.findall(pattern) if pattern.startswith("^") else "|":
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and depth == 0:
            return False
    return True


def _shortest(demand: tuple[str, ...]) -> tuple[str, ...]:
    """A demand without the strings that contain another of its strings: they are redundant."""
    return tuple(one for one in demand if not any(other in one for other in demand if other is not one))


class _UnknownSyntaxError(Exception):
    """A construct whose effect on the rest of the pattern is unknown."""


class _Part(NamedTuple):
    """What a part of a pattern matches: one of some exact strings, or anything (``None``) that meets the demands."""

    exact: tuple[str, ...] | None
    demands: Demands = ()
    beginnings: tuple[str, ...] = ()
    """Strings one of which begins it, if it has no exact strings."""

    @property
    def begun(self) -> tuple[str, ...]:
        """Strings one of which begins it; empty if unknown."""
        return self.beginnings if self.exact is None else self.exact


_NOTHING = _Part(("",))
_ANYTHING = _Part(None)
_SPACE = _Part((" ",))
_CLASSES = {"b": _Part((EDGE,)), "s": _SPACE, "B": _NOTHING, "A": _NOTHING, "Z": _NOTHING}
_CLASSES |= dict.fromkeys("dDwWSnrtfv", _ANYTHING)


class _PatternReader:
    """A pattern and the position of the reader."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternatives(self) -> _Part:
        """Alternatives up to the end of the pattern or group."""
        arms = [self.sequence()]
        while self.pattern[self.at : self.at + 1] == "|":
            self.at += 1
            arms.append(self.sequence())
        if len(arms) == 1:
            return arms[0]
        exact = [arm.exact for arm in arms if arm.exact is not None]
        strings = tuple(dict.fromkeys(string for each in exact for string in each))
        if len(exact) == len(arms) and len(strings) <= MOST:
            return _Part(strings)
        best = [_best(arm) for arm in arms]
        every = tuple(dict.fromkeys(string for each in best for string in each))
        begun = tuple(string for arm in arms for string in arm.begun) if all(arm.begun for arm in arms) else ()
        return _Part(None, (every,) if all(best) else (), begun)

    def sequence(self) -> _Part:
        """Items one after another."""
        run: tuple[str, ...] = ("",)
        demands: list[tuple[str, ...]] = []
        beginnings: tuple[str, ...] = ()
        whole = True
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            part = self.repeated(self.item())
            if part.exact is not None and len(run) * len(part.exact) <= MOST:
                run = tuple(dict.fromkeys(one + two for one, two in product(run, part.exact)))
                continue
            if whole:
                beginnings = _continued(run, part)
            whole = False
            demands += [run, *part.demands]
            run = ("",) if part.exact is None else part.exact
        if whole:
            return _Part(run)
        return _Part(None, tuple(each for each in (*demands, run) if _says(each)), beginnings)

    def item(self) -> _Part:
        """A character, a set, a group or an escape."""
        char = self.pattern[self.at]
        self.at += 1
        if char == "(":
            return self.group()
        if char == "[":
            return self.set()
        if char == "\\":
            return self.escape()
        if char == ".":
            return _ANYTHING
        if char in "^$":
            return _NOTHING
        if char in "*+?{":
            raise _UnknownSyntaxError
        return _literal(char)

    def escape(self) -> _Part:
        char = self.pattern[self.at]
        self.at += 1
        if char in _CLASSES:
            return _CLASSES[char]
        if char.isalnum():
            raise _UnknownSyntaxError
        return _literal(char)

    def group(self) -> _Part:
        head = re.compile(r"\?(?::|P<\w+>|<?[=!])|").match(self.pattern, self.at)
        assert head is not None
        if not head[0] and self.pattern[self.at] == "?":
            raise _UnknownSyntaxError
        self.at = head.end()
        part = self.alternatives()
        if self.pattern[self.at] != ")":
            raise _UnknownSyntaxError
        self.at += 1
        return _NOTHING if head[0].endswith(("=", "!")) else part

    def set(self) -> _Part:
        """A small set of single characters matches one of them; any other set counts as anything."""
        start = self.at
        if self.pattern[self.at] == "^":
            self.at += 1
        self.at += 1  # the first member may be a bracket
        while self.pattern[self.at] != "]":
            self.at += 2 if self.pattern[self.at] == "\\" else 1
        members = self.pattern[start : self.at]
        self.at += 1
        if members[0] in "^\\" or "\\" in members or "-" in members[1:-1] or len(members) > 6:
            if members[:2] == "\\]":  # the bracket was escaped, and the set goes on
                raise _UnknownSyntaxError
            return _ANYTHING
        parts = [_literal(char) for char in members]
        strings = [part.exact for part in parts if part.exact is not None]
        return _Part(tuple(string for each in strings for string in each)) if len(strings) == len(parts) else _ANYTHING

    def repeated(self, part: _Part) -> _Part:
        match = _REPEAT.match(self.pattern, self.at)
        if match is None:
            return part
        self.at = match.end()
        sign, least, comma, most = match.groups()
        if sign is None and not least and not most:
            raise _UnknownSyntaxError
        low = {"*": 0, "?": 0, "+": 1}[sign] if sign else int(least or 0)
        once = sign == "?" or (sign is None and (most if comma else least) == "1")
        if part.exact == _SPACE.exact:  # several spaces become one
            return _SPACE if low else _Part(("", " "))
        if low == 0:
            return _Part(tuple(dict.fromkeys(("", *part.exact)))) if once and part.exact is not None else _ANYTHING
        if once:
            return part
        demands = part.demands if part.exact is None else (part.exact,) if _says(part.exact) else ()
        return _Part(None, demands, part.begun)


def _literal(char: str) -> _Part:
    folded = " " if char.isspace() else char.casefold()
    # A backtick is folded to an apostrophe, and a dotted i matches a dotless one.
    return _Part((folded,)) if len(folded) == 1 and char not in "`ı" else _ANYTHING


def _continued(run: tuple[str, ...], part: _Part) -> tuple[str, ...]:
    """The beginnings of some exact strings with a part after them, which begins the empty ones; empty if unknown."""
    if _says(run):
        return run
    return tuple(string for one in run for string in ([one] if one.strip(EDGE) else part.begun)) if part.begun else ()


def _says(strings: Iterable[str]) -> bool:
    """Whether a list of strings excludes any text."""
    return all(string.strip(EDGE) for string in strings)


def _best(part: _Part) -> tuple[str, ...]:
    """The demand of a part that excludes the most texts; empty if there is none."""
    demands = part.demands if part.exact is None else (part.exact,)
    return max(filter(_says, demands), key=lambda each: (min(map(len, each)), -len(each)), default=())
