"""Percent signs: ``%(name)s`` (Python), ``%{name}`` and ``%<name>s`` (Ruby), ``%s``, ``%d``, ``%1$s`` (printf), ``%%``, ``%<s`` (Java: the value
before it again).

A conversion ends at its letter, before any text: ``%d%%``, ``%dh``, ``%s様``. If a text has Ruby's ``%{name}``, only names are
conversions, because Ruby's I18n fills only these: "20%off" stays text there. The space flag of an unnamed conversion is read only where
its letter stands alone and no number is before it: "20% off" and "20 % d'or" are discounts, "% d" is a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.by_pattern import parse_pattern, width
from smslint.span import Span
from smslint.text.tree import Call, Filter, Literal, Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

# ``'`` groups digits in C, and names the padding character in PHP; ``*`` takes a width from another argument.
_SIZE: Final = r"(?P<width{0}>\d+|\*(?:\d+\$)?)?(?:\.(?P<precision{0}>\d+|\*(?:\d+\$)?)?(?P<point{0}>))?"
_LENGTH: Final = r"(?:hh?|ll?|[Lqjzt]|I(?:64|32)|w(?:8|16|32|64))?"
_PATTERN: Final = re.compile(
    r"(?P<escape>%%)|%\{(?P<ruby>[^{}\s]{1,80})\}|(?P<macro>%<PRI[diouxX](?:LEAST|FAST)?(?:8|16|32|64|MAX|PTR)>)"
    r"|%(?:\((?P<python>(?:[^()]|\([^()]{0,80}\)){1,80})\)|<(?P<angle>[^<>\s]{1,80})>)"
    r"(?P<flags1>[-+ 0#]*)" + _SIZE.format(1) + r"[hlL]?(?P<type1>[sdifFgeEGaruxXocA@%])"
    r"|%(?:(?P<position>\d+)\$|(?P<again><))?(?P<flags2>(?:[-+0#,]|'(?:.(?=\d))?)*|(?<![\w)}]%)(?<!\d[ \u00a0\u202f]%)(?P<blank>[-+0#,]* [-+0#, ]*))"
    + _SIZE.format(2)
    + _LENGTH
    + r"(?P<type2>[sdiufFeEgGaAxXocbBSCprnvqTU@]|[tT][A-Za-z])(?(blank)(?<=[dsfFgG])(?![A-Za-z\u00c0-\u024f'\u2019]))",
    re.ASCII,
)
_TAG: Final = re.compile(r"<\w+\s*/?>")
_NAMED: Final = re.compile(r"%\{[^{}\s]{1,80}\}")


_BYTES: Final = 4
"""The most bytes of a character: C and PHP count them, where other languages count characters."""


def parse(source: str) -> Text:
    """The tree of a percent-format string."""
    count, name = 0, ""
    only_names = _NAMED.search(source) is not None

    def make(match: re.Match[str]) -> Node | None:
        nonlocal count, name
        span = Span(*match.span())
        if match["escape"]:
            return Literal("%", span)
        if match["ruby"]:
            return Placeholder(match["ruby"], span)
        if named := match["python"] or match["angle"]:
            return Literal("%", span) if match["type1"] == "%" else Placeholder(named, span, *_effect(match, "1"))
        if only_names or (match["again"] and (not name or _TAG.match(source, match.start("again")))):
            return None
        if match["type2"] == "n":
            return Literal("\n", span)  # Java's line break
        if not match["again"]:
            count += not match["position"]
            name = match["position"] or str(count)
        if match["macro"]:
            return Placeholder(name, span, (Filter("unknown_number"),))
        return Placeholder(name, span, *_effect(match, "2"))

    return parse_pattern(source, _PATTERN, make)


def _effect(match: re.Match[str], group: str) -> tuple[tuple[Filter, ...], bool, tuple[Call, ...]]:
    """The effect of a conversion on a value, as arguments of :class:`Placeholder`: its filters, that it is not opaque, its calls."""
    filters = _filters(match, group)
    return filters, False, () if filters == (Filter("unknown"),) else _calls(match, group)


def _calls(match: re.Match[str], group: str) -> tuple[Call, ...]:
    """``%-10.3s``: the flags, the width and the precision of a text. The form of a number depends on more than its digits."""
    flags, wide, precision = match["flags" + group], match["width" + group], _precision(match, group)
    if match["type" + group] not in "sv@" or not (wide or precision):
        return ()
    ends = (width(wide or "0"), width(precision) if precision else None)
    return (Call("%", ("-" if "-" in flags else "", *ends), source=match[0]),)


def _precision(match: re.Match[str], group: str) -> str | None:
    """The precision as written; a point without digits is a precision of 0."""
    return None if match["point" + group] is None else match["precision" + group] or "0"


def _filters(match: re.Match[str], group: str) -> tuple[Filter, ...]:
    """If the width or the precision is another argument, or longer than a message can be, the length is unknown."""
    kind, flags, written = match["type" + group], match["flags" + group], match["width" + group]
    precision = _precision(match, group)
    wide, cut = width(written or "0"), width(precision or "0")
    if wide is None or "'" in flags or "," in flags:
        return (Filter("unknown"),)
    if kind in "sSv@":
        if precision is not None and cut is None and "*" in precision:
            return (Filter("unknown"),)
        cased = (Filter("title"),) if kind == "S" else ()  # capitals in Java
        shorter = (Filter("cut", (cut, "", 0, _BYTES)),) if precision is not None and cut is not None else ()
        return cased + shorter + ((Filter("pad", (wide, _BYTES)),) if wide else ())
    if kind in "diu" and precision is None:
        sign = (1,) if "+" in flags or " " in flags else ()
        return (Filter("number", (wide or 1, *sign)),)
    if kind in "cC":
        return (Filter("words", (max(wide, 1), max(wide, 1))),)
    # With a precision of 0 the number zero has no digits in C, and some kinds print words.
    known = kind in "diufFeEgGxXo" and cut is not None and precision != "0"
    return (Filter("unknown_number" if known else "unknown"),)
