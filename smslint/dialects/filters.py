"""The table of filters: by dialect and name, the effect of a call on the values that bounds use, and the exact function.

The effect is a :class:`Filter` if the arguments do not matter, or a function of the call. The exact function gives for one text
the same result as the engine; it is ``None`` if the result depends on more than the text (a date, a locale, the type of a
number). A filter that is not in the table is unknown.
"""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects import effects, exact, exact_cuts, exact_numbers
from smslint.records import NamedTuple
from smslint.text.tree import LITERAL, RAW, Filter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from smslint.dialects.exact import Change
    from smslint.text.tree import Call


class Meaning(NamedTuple):
    """The meaning of a filter."""

    effect: Filter | Callable[[Call], Filter | None] | None
    """``None``: the dialect's module knows it."""
    exact: Callable[[Call], Change | None] | None = None


Table = MappingProxyType[str, Meaning]

_KEEP = Meaning(Filter("keep"), exact.fixed(exact.same))
_UPPER = Meaning(Filter("upper"), exact.fixed(str.upper))
_LOWER = Meaning(Filter("lower"), exact.fixed(str.lower))
_CAPITALIZE = Meaning(Filter("title"), exact.fixed(str.capitalize))
_LENGTH = Meaning(Filter("unknown_number"), exact.fixed(exact.length))
_NUMBER = Meaning(Filter("unknown_number"))
_HTML = Filter("escape_html")
_SHRINK = Filter("shrink")
_FIRST = Meaning(Filter("cut", (1,)), exact.fixed(exact.first))
_LAST = Meaning(Filter("part", (-1, "")), exact.fixed(exact.last))
_OR = Meaning(effects.fallback, exact.default)
_NOT_THERE = Meaning(effects.also, exact.unchanged)

JINJA_METHODS: Final[Table] = MappingProxyType(
    {
        "upper()": _UPPER,
        "lower()": _LOWER,
        "capitalize()": _CAPITALIZE,
        "title()": Meaning(Filter("title"), exact.fixed(str.title)),
        "strip()": Meaning(effects.trim, exact.trim),
        "lstrip()": Meaning(effects.trim, exact.trimmed(str.lstrip)),
        "rstrip()": Meaning(effects.trim, exact.trimmed(str.rstrip)),
        "replace()": Meaning(effects.replace, exact.replace),
    }
)
"""Methods of Python's texts, which differ from the filters of the same names."""

JINJA: Final[Table] = MappingProxyType(
    {
        "upper": _UPPER,
        "lower": _LOWER,
        "capitalize": _CAPITALIZE,
        "title": Meaning(Filter("title"), exact.fixed(exact.jinja_title)),
        "safe": _KEEP,
        "string": _KEEP,
        "trim": Meaning(effects.trim, exact.trim),
        "striptags": Meaning(Filter("shrink", ("any",)), exact.fixed(exact.jinja_striptags)),
        "default": Meaning(effects.jinja_default, exact.jinja_default),
        "d": Meaning(effects.jinja_default, exact.jinja_default),
        "truncate": Meaning(effects.jinja_truncate, exact_cuts.jinja_truncate),
        "center": Meaning(effects.pad, exact_cuts.padded(str.center, 80)),
        "escape": Meaning(_HTML, exact.fixed(exact.short_html)),
        "e": Meaning(_HTML, exact.fixed(exact.short_html)),
        "forceescape": Meaning(_HTML, exact.fixed(exact.short_html)),
        "length": _LENGTH,
        "count": _LENGTH,
        "wordcount": Meaning(Filter("unknown_number"), exact.fixed(exact.jinja_wordcount)),
        "int": Meaning(Filter("unknown_number"), exact.fixed(exact.jinja_int)),
        "float": Meaning(Filter("unknown_number"), exact.fixed(exact_numbers.jinja_float)),
        "replace": Meaning(effects.replace, exact.replace),
        "first": _FIRST,
        "last": _LAST,
        "[:]": Meaning(effects.python_slice, exact_cuts.python_slice),
        "or": _OR,
        **JINJA_METHODS,
    }
)

DJANGO: Final[Table] = MappingProxyType(
    {
        "upper": _UPPER,
        "lower": _LOWER,
        "capfirst": Meaning(Filter("title"), exact.fixed(exact.capfirst)),
        "title": Meaning(Filter("title"), exact.fixed(exact.django_title)),
        "safe": _KEEP,
        "striptags": Meaning(_SHRINK),
        "cut": Meaning(_SHRINK, exact.removed),
        "add": Meaning(Filter("unknown"), exact_numbers.django_add),
        "default": _OR,
        "default_if_none": _NOT_THERE,
        "truncatechars": Meaning(effects.django_truncate, exact_cuts.django_truncate),
        "slice": Meaning(effects.django_slice, exact_cuts.django_slice),
        "pluralize": Meaning(effects.pluralize, exact.pluralize),
        "yesno": Meaning(effects.yesno, exact.yesno),
        "date": Meaning(effects.django_date),
        "time": Meaning(effects.django_date),
        "center": Meaning(effects.pad, exact_cuts.padded(str.center)),
        "ljust": Meaning(effects.pad, exact_cuts.padded(str.ljust)),
        "rjust": Meaning(effects.pad, exact_cuts.padded(str.rjust)),
        "escape": Meaning(_HTML, exact.fixed(exact.long_html)),
        "force_escape": Meaning(_HTML, exact.fixed(exact.long_html)),
        "length": _LENGTH,
        "wordcount": Meaning(Filter("unknown_number"), exact.fixed(exact.wordcount)),
        "first": _FIRST,
        "last": _LAST,
    }
)

_RUBY: Final[Table] = MappingProxyType(
    {
        "upcase": _UPPER,
        "downcase": Meaning(Filter("lower"), exact.fixed(exact.ruby_lower)),
        "capitalize": Meaning(Filter("title"), exact.fixed(exact.ruby_capitalize)),
        "strip": Meaning(Filter("strip"), exact.fixed(exact.ruby_strip)),
        "lstrip": Meaning(Filter("strip"), exact.fixed(exact.ruby_lstrip)),
        "rstrip": Meaning(Filter("strip"), exact.fixed(exact.ruby_rstrip)),
    }
)
"""What Ruby's own methods and the filters of Liquid, which call them, do."""
LIQUID: Final[Table] = MappingProxyType(
    {
        **_RUBY,
        "strip_html": Meaning(_SHRINK, exact.fixed(exact.liquid_strip_html)),
        "strip_newlines": Meaning(_SHRINK, exact.fixed(exact.strip_newlines)),
        "remove": Meaning(_SHRINK, exact.removed),
        "remove_first": Meaning(_SHRINK, exact.removed_first),
        "default": Meaning(effects.fallback, exact.liquid_default),
        "truncate": Meaning(effects.liquid_truncate, exact_cuts.liquid_truncate),
        "slice": Meaning(effects.liquid_slice, exact_cuts.liquid_slice),
        "date": Meaning(effects.liquid_date),
        "append": Meaning(effects.append, exact.append),
        "prepend": Meaning(effects.prepend, exact.prepend),
        "escape": Meaning(_HTML, exact.fixed(exact.ruby_html)),
        "escape_once": Meaning(Filter("escape_html", ("once",)), exact.fixed(exact.ruby_html_once)),
        "pluralize": Meaning(effects.liquid_pluralize),
        "size": _LENGTH,
        "replace": Meaning(effects.replace, exact.replace),
        "replace_first": Meaning(effects.replace, exact.replaced_first),
        **dict.fromkeys(("divided_by", "round"), _NUMBER),
        **{name: Meaning(Filter("unknown_number"), exact_numbers.liquid(name)) for name in ("plus", "minus", "times")},
        "floor": Meaning(Filter("unknown_number"), exact.fixed(exact_numbers.liquid_floor)),
        "ceil": Meaning(Filter("unknown_number"), exact.fixed(exact_numbers.liquid_ceil)),
    }
)

TWIG: Final[Table] = MappingProxyType(
    {
        "upper": _UPPER,
        "lower": _LOWER,
        "capitalize": Meaning(Filter("title"), exact.fixed(exact.php_capitalize)),
        "title": Meaning(Filter("title")),
        "raw": _KEEP,
        "trim": Meaning(effects.trim, exact.php_trim),
        "striptags": Meaning(_SHRINK),
        "default": _OR,
        "slice": Meaning(effects.twig_slice, exact_cuts.php_slice),
        "date": Meaning(effects.date),
        "escape": Meaning(_HTML, exact.fixed(exact.php_html)),
        "e": Meaning(_HTML, exact.fixed(exact.php_html)),
        "length": _LENGTH,
        "round": _NUMBER,
        "first": _FIRST,
        "last": _LAST,
        "[:]": Meaning(effects.twig_slice, exact_cuts.php_slice),
        "??": _NOT_THERE,
        "?:": Meaning(effects.fallback, exact.php_elvis),
    }
)

BLADE: Final[Table] = MappingProxyType({"??": _NOT_THERE, "?:": Meaning(effects.fallback, exact.php_elvis)})
RAILS_METHODS: Final[Table] = MappingProxyType(
    {
        **_RUBY,
        "presence": Meaning(effects.presence, exact.presence),
        "squish": Meaning(_SHRINK, exact.fixed(exact.squish)),
        "to_s": _KEEP,
        "html_safe": _KEEP,
        **dict.fromkeys(("humanize", "titleize", "titlecase", "parameterize", "pluralize"), Meaning(None)),
        **dict.fromkeys(("reverse", "swapcase", "chomp", "to_i", "to_f"), Meaning(None)),
    }
)
"""What a name behind the last point of an output calls, with or without brackets: never a field of that name."""
ERB: Final[Table] = MappingProxyType({"||": _NOT_THERE, "length": _LENGTH, "size": _LENGTH, **RAILS_METHODS})
VELOCITY: Final[Table] = MappingProxyType({"|": _OR})
COLON: Final[Table] = MappingProxyType(
    {
        ":Name": Meaning(Filter("title"), exact.fixed(exact.capfirst)),
        ":NAME": _UPPER,
    }
)
GO: Final[Table] = MappingProxyType(
    {
        "print": _KEEP,
        "len": Meaning(Filter("unknown_number"), exact.fixed(exact.go_length)),
        "or": _OR,
        "html": Meaning(_HTML, exact.fixed(exact.go_html)),
        "upper": Meaning(Filter("upper"), exact.fixed(exact.simple_upper)),
        "lower": Meaning(Filter("lower"), exact.fixed(exact.simple_lower)),
        "title": Meaning(Filter("title")),
        "trim": Meaning(Filter("strip"), exact.fixed(str.strip)),
        "printf": Meaning(None, exact_cuts.printf),
    }
)
BRACE: Final[Table] = MappingProxyType({":": Meaning(None, exact_cuts.python_format)})
PERCENT: Final[Table] = MappingProxyType({"%": Meaning(None, exact_cuts.printf)})

FILTERS: Final[Mapping[str, Table]] = MappingProxyType(
    {
        "jinja": JINJA,
        "django": DJANGO,
        "liquid": LIQUID,
        "twig": TWIG,
        "blade": BLADE,
        "erb": ERB,
        "velocity": VELOCITY,
        "colon": COLON,
        "go": GO,
        "brace": BRACE,
        "percent": PERCENT,
    }
)
"""By dialect and filter; names made of signs are operators and format specifications."""

_ESCAPES: Final = frozenset({"escape", "e", "forceescape", "force_escape", "escape_once", "html"})
_NUMBERS: Final = frozenset(
    {"length", "len", "count", "size", "wordcount", "int", "float", "plus", "minus", "times", "floor", "ceil", "add"}
)
_TAKES_NUMBERS: Final = frozenset({"append", "prepend"})
"""What makes the same of a number as of the text that it prints as: other filters ask for its type."""
_MARKS_SAFE: Final = _ESCAPES | {"safe", "raw"}


_ESCAPING: Final = frozenset({"django", "twig", "blade", "handlebars", "mustache"})


def may_escape(dialect: str, calls: Iterable[Call]) -> bool:
    """Whether the engine escapes a value for HTML after these calls, unless it is configured otherwise. A text that smslint fills is
    never escaped but where the template says so."""
    return dialect in _ESCAPING and not any(call.name == RAW or call.name in _MARKS_SAFE for call in calls)


def effect_of(table: Table) -> Callable[[Call], Filter | None]:
    """The effect of the calls of one dialect."""
    return partial(_effect, table)


def _effect(table: Table, call: Call) -> Filter | None:
    meaning = table.get(call.name)
    effect = None if meaning is None else meaning.effect
    if effect is None or isinstance(effect, Filter):
        return effect
    return effect(call) if call.literal else None


MOST_GROWTH: Final = 100
"""How many times longer the replacements of one output may make a cell, so that a short template cannot fill the memory."""


def exact_change(dialect: str, calls: Iterable[Call]) -> Change | None:
    """The function of a text for a chain of calls, or ``None`` if it is unknown."""
    table = FILTERS.get(dialect)
    changes: list[Change] = []
    safe, escaped, before, longer = False, False, "", 1
    for call in calls:
        if call.name == LITERAL:
            changes.append(exact.constant(str(call.arguments[0])))
            continue
        if call.name == RAW:
            continue
        if before in _NUMBERS and call.name not in _TAKES_NUMBERS:
            return None
        before = call.name
        meaning = table.get(call.name) if table is not None else None
        change = meaning.exact(call) if meaning is not None and meaning.exact is not None and call.literal else None
        # A safe text is not escaped again, and a text joined with an escaped one may be escaped too.
        if change is None or escaped or (safe and call.name in _ESCAPES):
            return None
        escaped, safe = call.name in _ESCAPES, safe or call.name in _MARKS_SAFE
        if change is not exact.same:
            changes.append(change)
        if meaning is not None and meaning.exact in (exact.replace, exact.replaced_first):
            longer *= exact.growth(call)
            if longer > MOST_GROWTH:
                return None
    return exact.composed(changes)
