"""The table of filters: by dialect and name, the effect of a call on the values that bounds use, and the exact function.

The effect is a :class:`Filter` if the arguments do not matter, or a function of the call. The exact function gives for one text
the same result as the engine; it is ``None`` if the result depends on more than the text (a date, a locale, the type of a
number). A filter that is not in the table is unknown.
"""

from __future__ import annotations

from functools import lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects import effects, exact, exact_cuts, exact_numbers
from smslint.records import NamedTuple
from smslint.text.tree import LITERAL, RAW, Call, Filter
from smslint.text.typed import MADE, MARKUP, NUMBER, TEXT, Type, type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from smslint.dialects.exact import Change
    from smslint.text.typed import Types


class Meaning(NamedTuple):
    """The meaning of a filter."""

    effect: Filter | Callable[[Call], Filter | None] | None
    """``None``: the dialect's module knows it."""
    exact: Callable[[Call], Change | None] | None = None
    """The function of a text."""
    gives: Types | Callable[[Call, Type], Types] = TEXT
    """The type of the result: the same for every value, or by the call and the type of the value."""
    number: Callable[[Call], Change | None] | None = None
    """The function of a number, from the text that it prints as; ``None`` if the result is unknown."""
    markup: Types | None = None
    """The type of the result for a text that is already escaped, if ``gives`` does not depend on the value; its function is ``exact``.
    ``None`` if it is unknown."""


Table = MappingProxyType[str, Meaning]


def _printed(
    effect: Filter | Callable[[Call], Filter | None],
    change: Callable[[Call], Change | None] | None,
    gives: Types = TEXT,
    markup: Types | None = None,
) -> Meaning:
    """A filter that takes a number as the text that it prints as."""
    return Meaning(effect, change, gives, change, markup)


def _same_type(_call: Call, before: Type) -> Types:
    return frozenset({before})


def _or_argument(call: Call, before: Type) -> Types:
    """Either the value or the first argument."""
    values = call.arguments[:1] or tuple(value for name, value in call.named if name == "default_value")
    return frozenset({before}) | (TEXT if all(isinstance(value, str) for value in values) else NUMBER)


_KEEP = _printed(Filter("keep"), exact.fixed(exact.same), TEXT, TEXT)
_UPPER = _printed(Filter("upper"), exact.fixed(str.upper))
_LOWER = _printed(Filter("lower"), exact.fixed(str.lower))
_CAPITALIZE = _printed(Filter("title"), exact.fixed(str.capitalize))
_LENGTH = Meaning(Filter("unknown_number"), exact.fixed(exact.length), NUMBER)
_NUMBER = Meaning(Filter("unknown_number"), gives=NUMBER)
_HTML = Filter("escape_html")
_SHRINK = Filter("shrink")
_FIRST = Meaning(Filter("cut", (1,)), exact.fixed(exact.first), markup=TEXT)
_LAST = Meaning(Filter("part", (-1, "")), exact.fixed(exact.last), markup=TEXT)
_OR = Meaning(effects.fallback, exact.default, _or_argument, exact.default_of_number)
_NOT_THERE = Meaning(effects.also, exact.unchanged, _same_type, exact.unchanged)
_JINJA_HTML = Meaning(_HTML, exact.fixed(exact.once(exact.short_html)), MARKUP, exact.fixed(exact.same), MARKUP)
_JINJA_DEFAULT = Meaning(effects.jinja_default, exact.jinja_default, _or_argument, exact.jinja_default_of_number)


def _keeps_markup(meaning: Meaning) -> Meaning:
    return meaning._replace(markup=MARKUP)


JINJA_METHODS: Final[Table] = MappingProxyType(
    {
        "upper()": Meaning(Filter("upper"), exact.fixed(str.upper)),
        "lower()": Meaning(Filter("lower"), exact.fixed(str.lower)),
        "capitalize()": Meaning(Filter("title"), exact.fixed(str.capitalize)),
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
        "upper": _keeps_markup(_UPPER),
        "lower": _keeps_markup(_LOWER),
        "capitalize": _keeps_markup(_CAPITALIZE),
        "title": _printed(Filter("title"), exact.fixed(exact.jinja_title), TEXT, TEXT),
        "safe": _printed(Filter("keep"), exact.fixed(exact.same), MARKUP, MARKUP),
        "string": _keeps_markup(_KEEP),
        "trim": _keeps_markup(_printed(effects.trim, exact.trim)),
        "striptags": _printed(Filter("shrink", ("any",)), exact.fixed(exact.jinja_striptags), TEXT, TEXT),
        "default": _JINJA_DEFAULT,
        "d": _JINJA_DEFAULT,
        "truncate": Meaning(effects.jinja_truncate, exact_cuts.jinja_truncate),
        "center": _keeps_markup(_printed(effects.pad, exact_cuts.padded(str.center, 80))),
        "escape": _JINJA_HTML,
        "e": _JINJA_HTML,
        "forceescape": _printed(_HTML, exact.fixed(exact.short_html), MARKUP, MARKUP),
        "length": _LENGTH._replace(markup=NUMBER),
        "count": _LENGTH._replace(markup=NUMBER),
        "wordcount": _printed(Filter("unknown_number"), exact.fixed(exact.jinja_wordcount), NUMBER, NUMBER),
        "int": _printed(Filter("unknown_number"), exact.fixed(exact.jinja_int), NUMBER, NUMBER),
        "float": _printed(Filter("unknown_number"), exact.fixed(exact_numbers.jinja_float), NUMBER, NUMBER),
        "replace": _printed(effects.replace, exact.replace),
        "first": _FIRST,
        "last": _LAST,
        "[:]": Meaning(effects.python_slice, exact_cuts.python_slice, markup=MARKUP),
        "or": _OR,
        **JINJA_METHODS,
    }
)

DJANGO: Final[Table] = MappingProxyType(
    {
        "upper": _UPPER._replace(markup=TEXT),
        "lower": _keeps_markup(_LOWER),
        "capfirst": _printed(Filter("title"), exact.fixed(exact.capfirst), TEXT, MARKUP),
        "title": _printed(Filter("title"), exact.fixed(exact.django_title), TEXT, MARKUP),
        "safe": _printed(Filter("keep"), exact.fixed(exact.same), MARKUP, MARKUP),
        "striptags": Meaning(_SHRINK),
        "cut": _printed(_SHRINK, exact.removed),
        "add": Meaning(Filter("unknown"), exact_numbers.django_add, TEXT | NUMBER, exact_numbers.django_add_to_number),
        "default": _OR,
        "default_if_none": _NOT_THERE,
        "truncatechars": _printed(effects.django_truncate, exact_cuts.django_truncate),
        "slice": Meaning(effects.django_slice, exact_cuts.django_slice, _same_type, exact.unchanged),
        "pluralize": _printed(effects.pluralize, exact.pluralize),
        "yesno": Meaning(effects.yesno, exact.yesno, TEXT, exact.yesno_of_number),
        "date": Meaning(effects.django_date),
        "time": Meaning(effects.django_date),
        "center": _printed(effects.pad, exact_cuts.padded(str.center)),
        "ljust": _printed(effects.pad, exact_cuts.padded(str.ljust)),
        "rjust": _printed(effects.pad, exact_cuts.padded(str.rjust)),
        "escape": _printed(_HTML, exact.fixed(exact.once(exact.long_html)), MARKUP, MARKUP),
        "force_escape": _printed(_HTML, exact.fixed(exact.long_html), MARKUP, MARKUP),
        "length": Meaning(Filter("unknown_number"), exact.fixed(exact.length), NUMBER, exact.zero, NUMBER),
        "wordcount": _printed(Filter("unknown_number"), exact.fixed(exact.wordcount), NUMBER, NUMBER),
        "first": _FIRST,
        "last": _LAST,
        **{name: JINJA_METHODS[name] for name in JINJA_METHODS if name != "replace()"},
    }
)

_RUBY: Final[Table] = MappingProxyType(
    {
        "upcase": Meaning(Filter("upper"), exact.fixed(str.upper)),
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
        **{name: meaning._replace(number=meaning.exact) for name, meaning in _RUBY.items()},
        "strip_html": _printed(_SHRINK, exact.fixed(exact.liquid_strip_html)),
        "strip_newlines": _printed(_SHRINK, exact.fixed(exact.strip_newlines)),
        "remove": _printed(_SHRINK, exact.removed),
        "remove_first": _printed(_SHRINK, exact.removed_first),
        "default": Meaning(effects.fallback, exact.liquid_default, _or_argument, exact.unchanged),
        "truncate": _printed(effects.liquid_truncate, exact_cuts.liquid_truncate),
        "slice": _printed(effects.liquid_slice, exact_cuts.liquid_slice),
        "date": Meaning(effects.liquid_date),
        "append": _printed(effects.append, exact.append),
        "prepend": _printed(effects.prepend, exact.prepend),
        "escape": _printed(_HTML, exact.fixed(exact.ruby_html)),
        "escape_once": _printed(Filter("escape_html", ("once",)), exact.fixed(exact.ruby_html_once)),
        "pluralize": Meaning(effects.liquid_pluralize),
        "size": _LENGTH,
        "replace": _printed(effects.replace, exact.replace),
        "replace_first": _printed(effects.replace, exact.replaced_first),
        **dict.fromkeys(("divided_by", "round"), _NUMBER),
        **{
            name: Meaning(
                Filter("unknown_number"), exact_numbers.liquid(name), NUMBER, exact_numbers.liquid(name, of_number=True)
            )
            for name in ("plus", "minus", "times")
        },
        "floor": Meaning(Filter("unknown_number"), exact.fixed(exact_numbers.liquid_floor), NUMBER),
        "ceil": Meaning(Filter("unknown_number"), exact.fixed(exact_numbers.liquid_ceil), NUMBER),
    }
)

TWIG: Final[Table] = MappingProxyType(
    {
        "upper": _UPPER,
        "lower": _LOWER,
        "capitalize": _printed(Filter("title"), exact.fixed(exact.php_capitalize)),
        "title": Meaning(Filter("title")),
        "raw": _printed(Filter("keep"), exact.fixed(exact.same), MARKUP),
        "trim": _printed(effects.trim, exact.php_trim),
        "striptags": Meaning(_SHRINK),
        "default": Meaning(effects.fallback, exact.default, _or_argument, exact.unchanged),
        "slice": _printed(effects.twig_slice, exact_cuts.php_slice),
        "date": Meaning(effects.date),
        "escape": _printed(_HTML, exact.fixed(exact.php_html), MARKUP),
        "e": _printed(_HTML, exact.fixed(exact.php_html), MARKUP),
        "length": _printed(Filter("unknown_number"), exact.fixed(exact.length), NUMBER),
        "round": _NUMBER,
        "first": _FIRST,
        "last": _LAST,
        "[:]": _printed(effects.twig_slice, exact_cuts.php_slice),
        "??": _NOT_THERE,
        "?:": Meaning(effects.fallback, exact.php_elvis, _or_argument, exact.default_of_number),
    }
)

BLADE: Final[Table] = MappingProxyType(
    {
        "??": _NOT_THERE,
        "?:": Meaning(effects.fallback, exact.php_elvis, _or_argument, exact.default_of_number),
        "ltrim": _printed(Filter("strip"), exact.fixed(exact.php_lstrip)),
        "rtrim": _printed(Filter("strip"), exact.fixed(exact.php_rstrip)),
    }
)
"""Laravel strips the text of a view and of a slot."""
RAILS_METHODS: Final[Table] = MappingProxyType(
    {
        **_RUBY,
        "presence": Meaning(effects.presence, exact.presence),
        "squish": Meaning(_SHRINK, exact.fixed(exact.squish)),
        "to_s": _KEEP,
        "html_safe": _KEEP._replace(number=None),
        **dict.fromkeys(("humanize", "titleize", "titlecase", "parameterize", "pluralize"), Meaning(None)),
        **dict.fromkeys(("reverse", "swapcase", "chomp"), Meaning(None)),
        **dict.fromkeys(("to_i", "to_f"), Meaning(None, gives=NUMBER)),
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
        "len": Meaning(Filter("unknown_number"), exact.fixed(exact.go_length), NUMBER),
        "or": _OR,
        "html": _printed(_HTML, exact.fixed(exact.go_html)),
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

_DJANGO_METHODS: Final = frozenset({"upper", "lower", "title", "capitalize", "strip", "lstrip", "rstrip"})


def attribute(dialect: str, name: str) -> Call | None:
    """What ``value.name``, or ``value[1]`` with the number as name, makes of a text; ``None`` if that is unknown."""
    if dialect in {"jinja", "django"} and name.isascii() and name.isdigit() and len(name) < 6:
        ends = (int(name), int(name) + 1)
        if dialect == "jinja":
            return Call("[:]", ends, source=f"[{name}]")
        return Call("slice", (f"{ends[0]}:{ends[1]}",), source=f".{name}")
    if dialect == "django" and name in _DJANGO_METHODS:
        return Call(f"{name}()", source=f".{name}")
    if (dialect, name) in {("liquid", "size"), ("erb", "size"), ("erb", "length")}:
        return Call(name, source=f".{name}")
    return None


_ESCAPES: Final = frozenset({"escape", "e", "forceescape", "force_escape", "escape_once", "html"})
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


class Result(NamedTuple):
    """What a chain of calls makes of a text."""

    change: Change
    """The text that is printed, as a value of its type."""
    types: Types
    """The types that it may have."""


def exact_change(dialect: str, calls: Iterable[Call]) -> Change | None:
    """The function of a text for a chain of calls, or ``None`` if it is unknown."""
    found = result_of(dialect, tuple(calls))
    return None if found is None else found.change


@lru_cache(maxsize=512)
def result_of(dialect: str, calls: tuple[Call, ...]) -> Result | None:
    """The result of a chain of calls on a text, or ``None`` if it is unknown."""
    table = FILTERS.get(dialect)
    changes: list[Change] = []
    types, longer = TEXT, 1
    for call in calls:
        if call.name == LITERAL:
            changes.append(exact.constant(str(call.arguments[0])))
            types = TEXT
            continue
        if call.name == RAW:
            continue
        meaning = table.get(call.name) if table is not None and call.literal else None
        if meaning is None:
            return None
        if meaning.exact in (exact.replace, exact.replaced_first) and len(call.arguments) == 2:
            longer *= exact.growth(call)
            if longer > MOST_GROWTH:
                return None
        steps: dict[Type, Change] = {}
        results: set[Type] = set()
        for each in types:
            step, gives = _step(meaning, call, each)
            if step is None:
                return None
            steps[each] = step
            results |= gives
        types = frozenset(results)
        if len(steps) > 1:
            changes.append(partial(_by_type, steps))
        elif (step := next(iter(steps.values()))) is not exact.same:
            changes.append(step)
    return Result(exact.composed(changes), types)


def _by_type(steps: dict[Type, Change], value: str) -> str:
    return steps[type_of(value)](value)


def _step(meaning: Meaning, call: Call, before: Type) -> tuple[Change | None, Types]:
    """One call on a value of a type: its function, and the types that its result may have."""
    gives = meaning.gives if isinstance(meaning.gives, frozenset) else meaning.gives(call, before)
    make = meaning.number if before is Type.NUMBER else meaning.exact
    if before is Type.MARKUP:
        if meaning.markup is not None:
            gives = meaning.markup
        elif isinstance(meaning.gives, frozenset):
            return None, gives
    change = None if make is None else make(call)
    if change is None or len(gives) > 1 or (gives == {before} and (before is Type.TEXT or change is exact.same)):
        return change, gives
    made = MADE[next(iter(gives))]
    return (made if change is exact.same else lambda value: made(change(value))), gives
