"""Directives: instructions for smslint in a comment, about one message.

Grammar: one directive per comment, words in any order, then a reason::

    smslint: disable=OPT001,LEN002 -- sent by the provider's footer
    smslint: disable-next=ENC001      the message that starts after the comment
    smslint: disable-file=CNT003      every message of the file; without codes, every rule
    smslint: enable=OPT001            the end of a range that a disable on its own line began
    smslint: values first_name max=20 charset=any
    smslint: kind=otp dialect=jinja regions=US,CA

``--`` is not allowed in an XML comment; ``—`` and ``reason="..."`` mean the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.records import dataclass, field
from smslint.rules.context import CONTEXT_KEYS, make_context
from smslint.sealed import sealed
from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.values import KEYS, parse_values
from smslint.vocabulary import DIRECTIVE
from smslint.wording import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

END: Final = "end"
"""The scope of a directive that ends a range."""
SCOPES: Final = {"disable": "message", "disable-next": "next", "disable-file": "file", "enable": END}
SETTINGS: Final = frozenset({*CONTEXT_KEYS, "dialect"} - {"facts"})
_LISTS: Final = frozenset({"regions", "region", "brand", "domains"})
_FLAGS: Final = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_REASON: Final = later(r"(?:^|\s)(?:--+|—)(?:\s|$)")
_WORD: Final = later(r"""(?:[^\s"']|"[^"]*"|'[^']*')+|["']""")

# The comments of template languages that render as nothing: the dialects that know it, its start and its end.
TEMPLATE_COMMENTS: Final = (
    (frozenset({"handlebars"}), r"\{\{~?!--\s*smslint:", r"--~?\}\}"),
    (frozenset({"blade"}), r"\{\{--\s*smslint:", r"--\}\}"),
    (frozenset({"mustache", "handlebars"}), r"\{\{~?!\s*smslint:", r"~?\}\}"),
    (frozenset({"go"}), r"\{\{-?\s*/\*\s*smslint:", r"\*/\s*-?\}\}"),
    (frozenset({"jinja", "django", "twig"}), r"\{#[-+]?\s*smslint:", r"[-+]?#\}"),
    (frozenset({"liquid"}), r"\{%-?\s*#\s*smslint:", r"-?%\}"),
    (frozenset({"django", "liquid"}), r"\{%-?\s*comment\b[^%\n]{0,80}%\}\s*smslint:", r"\{%-?\s*endcomment\s*-?%\}"),
    (frozenset({"erb"}), r"<%#\s*smslint:", r"-?%>"),
    (frozenset({"velocity"}), r"#\*+\s*smslint:", r"\*#"),
    (frozenset({"velocity"}), r"##\s*smslint:", r"$"),
)


@sealed
@dataclass(frozen=True, slots=True)
class Problem:
    """An invalid part of a directive, and its place."""

    text: str
    span: Span


@sealed
@dataclass(frozen=True, slots=True)
class Directive:
    """One parsed directive."""

    span: Span
    """From ``smslint:`` to the end of the comment's text, as offsets in the text that contains it."""
    scope: str = "message"
    """What ``codes`` applies to: ``message``, ``next`` or ``file``; ``end`` for those that end a range."""
    codes: tuple[tuple[str, Span], ...] | None = None
    """The codes, names and prefixes of the rules to switch off; empty means all rules, ``None`` no rule."""
    settings: dict[str, Any] = field(default_factory=dict)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    reason: str = ""
    problems: tuple[Problem, ...] = ()
    comment: Span = Span(0, 0)
    """The whole comment, without the break of its line."""
    dialects: frozenset[str] = frozenset()
    """The dialects that have this form of comment; empty for a comment of the host file."""


def in_template(body: str) -> tuple[Directive, ...]:
    """The directives in the comments of a template, in order."""
    return _in_template(body) if DIRECTIVE in body else ()


@lru_cache(maxsize=64)  # the run, the rules and the parts ask for those of one text
def _in_template(body: str) -> tuple[Directive, ...]:
    taken: set[int] = set()
    found = []
    for dialects, opening, closing in TEMPLATE_COMMENTS:
        for span, comment, _ in enclosed(body, opening, closing):
            if span.start not in taken:
                taken.add(span.start)
                found.append(parse(body, span, comment, dialects))
    return tuple(sorted(found, key=lambda directive: directive.span.start))


def enclosed(text: str, opening: str, closing: str) -> Iterator[tuple[Span, Span, int]]:
    """The text of comments from ``smslint:`` on, the whole of each, and where the search goes on behind it.

    One pass: a comment without an end is the last.
    """
    begin, end = re.compile(opening, re.MULTILINE), re.compile(closing, re.MULTILINE)
    at = 0
    while (start := begin.search(text, at)) is not None:
        stop = end.search(text, start.end())
        if stop is None:
            return
        first = start.end() - len(DIRECTIVE)
        until = stop.end() if stop[0].strip() else stop.start()
        yield Span(first, first + len(text[first : stop.start()].rstrip())), Span(start.start(), until), stop.end()
        at = stop.end()


def parse(text: str, span: Span, comment: Span | None = None, dialects: frozenset[str] = frozenset()) -> Directive:
    """The directive in ``text`` at ``span``. It never raises: invalid parts are listed in ``problems``.

    :param comment: the whole comment, if ``span`` is not all of it.
    """
    return _DirectiveReader(text, span).read(comment or span, dialects)


class _DirectiveReader:
    def __init__(self, text: str, span: Span) -> None:
        self.text, self.span = text, span
        self.problems: list[Problem] = []
        self.settings: dict[str, Any] = {}
        self.values: dict[str, dict[str, Any]] = {}
        self.codes: tuple[tuple[str, Span], ...] | None = None
        self.scope = "message"
        self.reason = ""

    def read(self, comment: Span, dialects: frozenset[str]) -> Directive:
        start = self.span.start + len(DIRECTIVE)
        reason = _REASON.search(self.text, start, self.span.end)
        end = reason.start() if reason is not None else self.span.end
        if reason is not None:
            self.reason = self.text[reason.end() : self.span.end].strip()
        words = list(_WORD.finditer(self.text, start, end))
        if not words:
            self.problem("This directive is empty; it needs a word such as disable=CODE", self.span)
        at = 0
        while at < len(words):
            at += self.word(words, at)
        self.check_settings()
        return Directive(
            self.span, self.scope, self.codes, self.settings, self.values, self.reason, tuple(self.problems), comment,
            dialects,
        )  # fmt: skip

    def word(self, words: list[re.Match[str]], at: int) -> int:
        """Read the word at an index and return the number of words used."""
        match = words[at]
        name, equals, value = match[0].partition("=")
        span = Span(*match.span())
        if name in SCOPES:
            self.disable(name, value, span)
        elif name == "values" and not equals:
            return 1 + self.declare(words[at + 1 :], span)
        elif name == "reason" and equals:
            self.reason = _unquoted(value)
        elif name in SETTINGS and value:
            self.settings[name] = _setting(name, _unquoted(value))
        elif name in SETTINGS:
            self.problem(f"{name} needs a value: {name}=...", span)
        else:
            known = (*SCOPES, *SETTINGS, "values", "reason")
            self.problem(f"{name!r} is not a directive{nearest(name, known)}", span)
        return 1

    def disable(self, name: str, value: str, span: Span) -> None:
        if self.codes is not None:
            self.problem("A directive can switch rules off or on only once; write a second comment", span)
            return
        self.scope = SCOPES[name]
        codes = []
        at = span.start + len(name) + 1
        for code in value.split(",") if value else ():
            if code:
                codes.append((code, Span(at, at + len(code))))
            at += len(code) + 1
        self.codes = tuple(codes)

    def declare(self, words: list[re.Match[str]], span: Span) -> int:
        """Read ``values NAME key=value...`` and return the number of words used."""
        if not words or "=" in words[0][0]:
            self.problem("values needs a placeholder's name: values first_name max=20", span)
            return 0
        declared: dict[str, Any] = {}
        taken = 1
        for match in words[1:]:
            key, equals, value = match[0].partition("=")
            if not equals or (key not in KEYS and key in (*SETTINGS, *SCOPES, "reason")):
                break
            declared[key] = _value(key, _unquoted(value))
            taken += 1
        name = _unquoted(words[0][0])
        try:
            parse_values(declared, f"values {name}")
        except ConfigError as error:
            self.problem(str(error), Span(span.start, words[taken - 1].end()))
            return taken
        if not declared:
            self.problem(f"values {name} declares nothing: add max=20 or another limit", span)
            return taken
        self.values[name] = declared
        return taken

    def check_settings(self) -> None:
        """Remove invalid settings."""
        from smslint.dialects import DIALECTS

        dialect = self.settings.get("dialect")
        if dialect is not None and dialect not in DIALECTS:
            self.problem(f"unknown dialect {dialect!r}{nearest(dialect, DIALECTS)}", self.span)
            del self.settings["dialect"]
        for key in [each for each in self.settings if each != "dialect"]:
            try:
                make_context({key: self.settings[key]}, key)
            except ConfigError as error:
                self.problem(str(error), self.span)
                del self.settings[key]

    def problem(self, text: str, span: Span) -> None:
        self.problems.append(Problem(text[:1].upper() + text[1:] + ".", span))


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _setting(name: str, value: str) -> Any:
    if name in _LISTS:
        return [part.strip() for part in value.split(",") if part.strip()]
    if name == "smart_encoding":
        return _FLAGS.get(value.lower(), True)
    return value


def _value(key: str, value: str) -> Any:
    if key == "enum":
        return value.split("|")
    if key == "optional":
        return _FLAGS.get(value.lower(), True)
    return int(value) if value.isdecimal() and value.isascii() and len(value) < 12 else value
