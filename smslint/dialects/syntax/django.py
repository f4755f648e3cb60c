"""The expressions of Django: a value with its filters, and the words of a tag. Source: ``django.template.base`` (5.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NoReturn

from smslint.dialects.syntax.cursor import Word, fault, shown
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Container

_STRING: Final = r"""(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')"""
_VALUE: Final = rf"(?:(?P<constant>_\({_STRING}\)|{_STRING})|(?P<name>[\w.]+|[-+.]?\d[\d.e]*))"
_FIRST: Final = later(_VALUE)
_FILTER: Final = later(rf"\s*\|\s*(?P<filter>\w+)(?::{_VALUE})?")
_WORDS: Final = later(r"""((?:[^\s'"]*(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')[^\s'"]*)+)|\S+)""", re.VERBOSE)
PLAIN: Final = later(r"\s*[A-Za-z]\w*(?:\.[A-Za-z0-9]\w*)*\s*")
"""Most outputs: nothing in them can be wrong."""
_WITHOUT: Final = frozenset(
    (
        "addslashes", "capfirst", "escape", "escapejs", "escapeseq", "filesizeformat", "first", "force_escape", "iriencode", "last", "length", "lower",
        "make_list", "phone2numeric", "pprint", "random", "safe", "safeseq", "slugify", "striptags", "title", "upper", "wordcount",
    )
)  # fmt: skip
"""Filters without an argument."""
_WITH: Final = frozenset(
    (
        "add", "center", "cut", "default", "default_if_none", "dictsort", "dictsortreversed", "divisibleby", "get_digit", "join", "ljust", "rjust",
        "slice", "stringformat", "truncatechars", "truncatechars_html", "truncatewords", "truncatewords_html", "urlizetrunc", "wordwrap",
    )
)  # fmt: skip
"""Filters that need one."""


class Expressions:
    """Reads values; what the engine cannot compile is an error."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.foreign = False
        """Whether a library of others is loaded, which may replace filters and tags."""

    def value(self, start: int, end: int) -> None:
        """A name or a literal with its filters.

        :raises TemplateError: as all methods here, at what is wrong.
        """
        match = _FIRST.match(self.source, start, end)
        if match is None:
            if start < end:
                fault(f"{shown(self.source[start:end])} begins with no value", start, end)
            return
        self.held(match)
        self.chain(match.end(), end)

    def chain(self, at: int, end: int, forbidden: Container[str] = ()) -> None:
        """Filters up to the end.

        :param forbidden: filters that may not stand there.
        """
        found: list[re.Match[str]] = []
        while at < end:
            match = _FILTER.match(self.source, at, end)
            if match is None:
                self.rest(at, end)
            found.append(match)
            at = match.end()
        for match in found:
            name, given = match["filter"], match.end("filter") < match.end()
            if name in forbidden:
                fault(f"{name!r} may not stand here", *match.span("filter"))
            self.held(match)
            if not self.foreign and name in (_WITHOUT if given else _WITH):
                what = "takes no argument" if given else "needs an argument"
                fault(f"the filter {name!r} {what}", match.start("filter"), match.end())

    def rest(self, at: int, end: int) -> NoReturn:
        """What follows is no filter."""
        text = self.source[at:end]
        begin = at + len(text) - len(text.lstrip())
        text = text.strip()
        if text[0] == "|":
            fault("the name of a filter is missing after '|'", begin, begin + 1)
        if text[0] == ":":
            why = "no space may stand after ':'" if text[1:2].isspace() else "an argument is missing after ':'"
            fault(why, begin, begin + 1)
        fault(f"{shown(text)} is not expected", begin, begin + len(text))

    def held(self, match: re.Match[str]) -> None:
        """Refuse a name that begins with an underscore."""
        name = match["name"]
        if name is not None and ("._" in name or name[0] == "_") and not _is_number(name):
            fault(f"{name!r} begins with an underscore", *match.span("name"))

    def words(self, start: int, end: int) -> list[Word]:
        """The words of a tag: white space in quotes, and in ``_()`` around a string, does not end one."""
        found: list[Word] = []
        opened: Word | None = None
        for match in _WORDS.finditer(self.source, start, end):
            if opened is not None:
                opened = opened._replace(end=match.end())
            elif match[0].startswith(('_("', "_('")):
                opened = Word("name", "", *match.span())
            else:
                found.append(Word("name", match[0], *match.span()))
                continue
            text = self.source[opened.start : opened.end]
            if match[0].endswith(f"{text[2]})"):
                found.append(opened._replace(text=text))
                opened = None
        if opened is not None:
            fault("'_(' is never closed", opened.start, opened.start + 2)
        return found


def _is_number(name: str) -> bool:
    try:
        (float if "." in name or "e" in name.lower() else int)(name)
    except ValueError:
        return False
    return name[-1] != "."
