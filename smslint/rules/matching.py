"""Regular expressions from data: those that ship with smslint run at full speed, all others with a time limit.

A pattern of a project or of a pack is tried on hostile texts when it is read, and always runs with the time limit
after that: no text can block a rule. The tests run the shipped patterns on the same hostile texts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Protocol

from smslint.errors import PackError
from smslint.rules.looks import look_at
from smslint.text.required import met, required
from smslint.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.text.required import Demands

    class Match(Protocol):
        """The common interface of a match of ``re`` and of ``regex``."""

        def start(self) -> int: ...
        def end(self) -> int: ...
        def span(self) -> tuple[int, int]: ...
        def group(self) -> str: ...


TIME_LIMIT: Final = 0.1
"""Seconds of processor time that one pattern may take on one text."""
MESSAGE_LIMIT: Final = 1.0
"""Seconds that the patterns of one rule may take on all renderings of one message."""
LONGEST: Final = 5_000
"""Characters of a pattern."""
LARGEST: Final = 10_000
"""The most characters of a pattern after all its counted repeats are written in full."""
RUNS: Final = 40
"""The number of strings of a pattern from which hostile texts are made."""
ENDING: Final = 400
"""The number of characters, from the strings of a pattern, at the end of a hostile text."""

ADVICE: Final = "avoid a repeat inside a repeat"

_RUN: Final = r"[^\W_]+"
_MARK: Final = r"[^\w\s\\()\[\]{}*+?|^$.]"
_PIECE: Final = r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]|\{(\d*)(?:,(\d*))?\}[?+]?|."
_HALF: Final = r"[\ud800-\udfff]|\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\U0000[dD][89a-fA-F][0-9a-fA-F]{2}"
_WIDE: Final = r"\(\?[a-zA-Z0-9]*x"


class OutOfTimeError(PackError):
    """A pattern took longer than allowed."""


class Budget:
    """The time left for the patterns of one rule on one message, in seconds."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MESSAGE_LIMIT


class Pattern:
    """A regular expression that ignores case, compiled at the first use."""

    __slots__ = ("_compiled", "_demands", "source", "trusted", "where")

    def __init__(self, source: str, where: str, *, trusted: bool = False) -> None:
        """A pattern.

        :param where: its place for the error about the time limit: the file, and the key if known.
        :param trusted: whether it ships with smslint, so that tests run it on hostile texts and it needs no limit.
        """
        self.source, self.where, self.trusted = source, where, trusted
        self._compiled: Any = None
        self._demands: Demands | None = None

    def __repr__(self) -> str:
        return f"Pattern({self.source!r})"

    def matches(self, text: str, budget: Budget | None = None) -> list[Match]:
        """Every match, in order.

        :param budget: the time shared by the patterns of one rule; without it the pattern has the whole limit for this text.
        :raises OutOfTimeError: when it takes too long.
        """
        return [] if self._is_missing(text) else self.tried(text, budget)

    def _is_missing(self, text: str) -> bool:
        """Whether a text lacks what the pattern needs, so that nobody has to compile and search it."""
        if not self.trusted or not text.isascii():
            return False
        if self._demands is None:
            self._demands = required(self.source).demands
        return bool(self._demands) and not met(look_at(text).marked, self._demands)

    def tried(self, text: str, budget: Budget | None = None) -> list[Match]:
        """Every match, if the text is known to contain what the pattern needs."""
        if self.trusted:
            return list(self.compiled().finditer(text))
        return list(self._timed(self.compiled().finditer, text, budget))

    def found(self, text: str, budget: Budget | None = None) -> bool:
        """Whether it matches anywhere.

        :raises OutOfTimeError: when it takes too long.
        """
        if self._is_missing(text):
            return False
        compiled = self.compiled()
        if self.trusted:
            return compiled.search(text) is not None
        return any(self._timed(lambda text, timeout: (compiled.search(text, timeout=timeout),), text, budget))

    def compiled(self) -> Any:
        """The compiled pattern: of ``re``, which is already imported, if it is trusted, otherwise of ``regex``, which has time limits.

        :raises PackError: when it does not compile.
        """
        if self._compiled is None:
            if self.trusted:
                self._compiled = re.compile(self.source, re.IGNORECASE)
            else:
                problem = _fault(self.source)
                if problem:
                    raise PackError(f"{self.where}: the pattern {_short(self.source)} {problem}")
                self._compiled = _compiled(self.source)
        return self._compiled

    def _timed(self, find: Any, text: str, budget: Budget | None) -> list[Match]:
        from time import thread_time

        budget = budget or Budget()
        began = thread_time()
        limit = max(min(TIME_LIMIT, budget.left), 0.001)
        try:
            return list(find(text, timeout=limit))
        except (TimeoutError, MemoryError):
            whole = limit < TIME_LIMIT
            took = (
                f"and the other patterns for this message took over {MESSAGE_LIMIT:g} s"
                if whole
                else f"took over {TIME_LIMIT} s"
            )
            raise OutOfTimeError(f"{self.where}: the pattern {_short(self.source)} {took}; {ADVICE}") from None
        finally:
            budget.left -= thread_time() - began


def one_found(patterns: tuple[Pattern, ...], text: str, budget: Budget | None = None) -> bool:
    """Whether one of many patterns matches anywhere in a text."""
    if text.isascii() and all(each.trusted for each in patterns):
        marked = look_at(text).marked
        patterns = tuple([pattern for strings, pattern in _needed(patterns) if _has_one(strings, marked)])
    return any(pattern.found(text, budget) for pattern in patterns)


def _has_one(strings: tuple[str, ...], marked: str) -> bool:
    for string in strings:
        if string in marked:
            return True
    return not strings


@lru_cache(maxsize=64)
def _needed(patterns: tuple[Pattern, ...]) -> tuple[tuple[tuple[str, ...], Pattern], ...]:
    """Patterns, each with strings of which an ASCII text must have one; none, if it is not known what it must have."""
    found = []
    for pattern in patterns:
        demands = required(pattern.source).demands
        strings = tuple(filter(str.isascii, demands[0])) if demands else ()
        if strings or not demands:
            found.append((strings, pattern))
    return tuple(found)


class WordPattern(Pattern):
    """Several patterns as one: it matches if one of them matches whole words."""

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[str, ...], where: str, *, trusted: bool = False) -> None:
        super().__init__(rf"\b(?:{'|'.join(parts)})\b", where, trusted=trusted)
        self.parts = parts


def fault(source: str) -> str:
    """The problem of a foreign pattern, as the end of a sentence; empty if it can be used.

    It must compile, stay small after its counted repeats are written out, and finish in time on hostile texts.
    """
    return _fault(source) or _slow(source)


@lru_cache(maxsize=1024)
def _fault(source: str) -> str:
    if len(source) > LONGEST:
        return f"has {len(source):,} characters, and a pattern has at most {LONGEST:,}"
    if half := re.search(_HALF, source):
        return f"looks for {ascii(half[0]).strip(chr(39))}, half of a surrogate pair, which is in no text; write the whole character"
    if spelled_out(source) > LARGEST:
        return f"has more than {LARGEST:,} characters after its counted repeats are written out; {ADVICE}"
    import regex

    try:
        _compiled(source)
    except (regex.error, ValueError, OverflowError) as error:
        return f"is not a regular expression: {error}"
    except (RecursionError, MemoryError):
        return "is not a regular expression: it nests too deeply"
    return ""


@lru_cache(maxsize=1024)
def _compiled(source: str) -> Any:
    import regex

    return regex.compile(source, regex.IGNORECASE)


@lru_cache(maxsize=1024)
def _slow(source: str) -> str:
    compiled = _compiled(source)
    for text in hostile(source):
        try:
            for _ in compiled.finditer(text, timeout=TIME_LIMIT):
                pass
        except (TimeoutError, MemoryError):
            return f"took over {TIME_LIMIT} s on a text of {len(text)} characters; {ADVICE}"
    return ""


def hostile(*sources: str) -> Iterator[str]:
    """Texts on which a pattern with a repeat inside a repeat never finishes, made from the strings of the patterns."""
    runs = {run for source in sources for run in re.findall(_RUN, source)}
    marks = {mark for source in sources for mark in re.findall(_MARK, source)}
    shortest = sorted(runs, key=lambda run: (len(run), run))[:RUNS]
    # The end that a pattern needs comes after the repeats; otherwise the engine sees immediately that it cannot match.
    end = " ".join(sorted(runs))[:ENDING] + "".join(sorted(marks))[:ENDING]
    for run in sorted({*shortest, "a", "1", " "}):
        for times in (run * 150, f"{run} " * 75):
            yield f"{times}! {end}"
            yield f"{times}! :"
            yield f"{times}!"


def spelled_out(source: str) -> int:
    """The approximate number of characters of a pattern with each counted repeat written out in full."""
    if re.search(_WIDE, source):  # comments may hide brackets: all counts are assumed to be nested
        size = len(source)
        for least, most in re.findall(r"\{(\d*)(?:,(\d*))?\}", source):
            size = min(size * max(_number(least), _number(most), 1), 10**12)
        return size
    sizes, last = [0], 0
    for piece in re.finditer(_PIECE, source, re.DOTALL):
        text = piece[0]
        if text == "(":
            sizes.append(0)
            last = 0
        elif text == ")":
            last = sizes.pop() if len(sizes) > 1 else sizes[0]
            sizes[-1] += last if sizes else 0
        elif piece[1] is not None:
            grown = min(last * max(_number(piece[1]), _number(piece[2]), 1), 10**12)
            sizes[-1] += grown - last
            last = grown
        else:
            last = 1
            sizes[-1] += 1
    return sum(sizes)


def _number(digits: str | None) -> int:
    return min(int(digits[:9]), 10**9) if digits else 0


def _short(source: str) -> str:
    return repr(shortened(source))
