"""A project's own merge language: what its fields begin and end with, or a pattern.

Its name says what it is, so that every part of the program that gets the name can read the texts: ``##name##``, with the separator of a
default ``##name|default##``, with an escape after a tab, a pattern between slashes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from smslint.dialects.lexing.by_pattern import parse_pattern
from smslint.errors import TemplateError
from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.tree import Filter, Literal, Placeholder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smslint.text.tree import Node, Text

_NAME: Final = later(r"(?P<open>[^\t\n]+?)name(?:(?P<default>[^\t\n\w]+)default)?(?P<close>[^\t\n]+)")
TIME_LIMIT: Final = 0.5
"""Seconds of processor time that the pattern of a project may take on one text."""
_WORD: Final = r"[^\W\d][\w.-]{0,80}"
_WORDS: Final = r"\s?[^\W\d](?:[\w .-]{0,80}?[\w-])?\s?"


class Own(NamedTuple):
    """How the fields of a project are written: ``open`` and ``close``, or ``pattern``."""

    open: str = ""
    close: str = ""
    default: str = ""
    """What separates a name from what is shown where its value is empty."""
    escape: str = ""
    """How the text of ``open`` itself is written."""
    pattern: str = ""
    """A regular expression with a group ``name``, and perhaps a group ``default``."""

    @property
    def name(self) -> str:
        """The name of the dialect."""
        field = f"{self.open}name{f'{self.default}default' if self.default else ''}{self.close}"
        shown = f"/{self.pattern}/" if self.pattern else field
        return f"{shown}\t{self.escape}" if self.escape else shown


def own_of(name: str) -> Own | None:
    """The language with this name; ``None`` for any other name."""
    field, _, escape = name.partition("\t")
    if len(field) > 2 and field.startswith("/") and field.endswith("/"):
        return Own(escape=escape, pattern=field[1:-1])
    match = _NAME.fullmatch(field)
    if match is None or match["open"].isalnum() or match["close"].isalnum():
        return None
    return Own(match["open"], match["close"], match["default"] or "", escape)


class _Foreign(NamedTuple):
    """A pattern of a project, which no text can make run for long."""

    compiled: Any

    def finditer(self, source: str) -> Iterator[Any]:
        found: Iterator[Any] = self.compiled.finditer(source, timeout=TIME_LIMIT)
        return found


def _foreign(pattern: str) -> _Foreign:
    import regex

    return _Foreign(regex.compile(pattern))


def parser(language: Own) -> Callable[[str], Text]:
    """The function that reads its texts."""
    field = language.pattern
    if not field:
        word = _WORD if len(language.open) == 1 else _WORDS
        default = f"(?:{re.escape(language.default)}(?P<default>[^\\n]{{0,200}}?))?" if language.default else ""
        field = f"{re.escape(language.open)}(?P<name>{word}){default}{re.escape(language.close)}"
    escape = f"(?P<escape__>{re.escape(language.escape)})|" if language.escape else ""
    pattern: Any = _foreign(f"{escape}(?:{field})") if language.pattern else re.compile(f"{escape}(?:{field})")

    def make(match: re.Match[str]) -> Node | None:
        span = Span(*match.span())
        groups = match.groupdict()
        if groups.get("escape__"):
            return Literal(language.open or language.escape, span)
        if not span.length or not groups["name"]:
            return None
        default = groups.get("default")
        return Placeholder(groups["name"].strip(), span, (Filter("default", (default,)),) if default else ())

    def parse(source: str) -> Text:
        try:
            return parse_pattern(source, pattern, make)
        except TimeoutError:
            raise TemplateError("the pattern of this dialect takes too long on this text", Span(0, 0)) from None

    return parse
