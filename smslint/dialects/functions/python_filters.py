"""The filters of Jinja and Django, and the methods of Python's texts."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.functions import (
    effects,
    exact,
    exact_case,
    exact_choices,
    exact_cuts,
    exact_html,
    exact_python,
    python_numbers,
)
from smslint.dialects.functions.effects import argument
from smslint.dialects.functions.meaning import (
    CAPITALIZE,
    FIRST,
    HTML,
    KEEP,
    LAST,
    LENGTH,
    LOWER,
    NOT_THERE,
    OR,
    REVERSED,
    SHRINK,
    UPPER,
    Meaning,
    Table,
    as_empty,
    keeps_markup,
    of_items,
    or_argument,
    printed,
    same_type,
)
from smslint.text.tree import AUTO, Filter
from smslint.text.typed import ITEMS, MARKUP, NOTHING, NUMBER, TEXT, Markup, Type

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.dialects.functions.exact import Maker
    from smslint.text.tree import Call
    from smslint.text.typed import Types

_JINJA_HTML = as_empty(
    Meaning(HTML, exact.fixed(exact_html.once(exact_html.short_html)), MARKUP, exact.fixed(exact.same), MARKUP)
)
_JINJA_DEFAULT = Meaning(
    effects.jinja_default,
    exact_choices.jinja_default,
    or_argument,
    exact_choices.jinja_default_of_number,
    others=MappingProxyType({Type.NOTHING: (exact_choices.jinja_default_of_nothing, TEXT)}),
)
_LENGTH = as_empty(LENGTH._replace(markup=NUMBER, others=of_items(exact.fixed(exact.count_of), NUMBER)))


def _first(effect: Filter | Callable[[Call], Filter | None], of_text: Maker, of_items: Maker) -> Meaning:
    """Jinja: what is not there prints as nothing."""
    gives = TEXT | NOTHING
    return Meaning(effect, of_text, gives, markup=gives, others=MappingProxyType({Type.ITEMS: (of_items, gives)}))


JINJA_METHODS: Final[Table] = MappingProxyType(
    {
        "upper()": Meaning(Filter("upper"), exact.fixed(str.upper)),
        "lower()": Meaning(Filter("lower"), exact.fixed(str.lower)),
        "capitalize()": Meaning(Filter("title"), exact.fixed(str.capitalize)),
        "title()": Meaning(Filter("title"), exact.fixed(str.title)),
        "strip()": Meaning(effects.trim, exact.trim),
        "lstrip()": Meaning(effects.trim, exact.trimmed(str.lstrip)),
        "rstrip()": Meaning(effects.trim, exact.trimmed(str.rstrip)),
        "swapcase()": Meaning(Filter("title"), exact.fixed(str.swapcase)),
        "casefold()": Meaning(Filter("unknown"), exact.fixed(str.casefold)),
        "center()": Meaning(effects.pad_with_spaces, exact_cuts.padded(str.center)),
        "ljust()": Meaning(effects.pad_with_spaces, exact_cuts.padded(str.ljust)),
        "rjust()": Meaning(effects.pad_with_spaces, exact_cuts.padded(str.rjust)),
        "zfill()": Meaning(Filter("unknown"), exact_python.zfill),
        "removeprefix()": Meaning(SHRINK, exact_python.without(str.removeprefix)),
        "removesuffix()": Meaning(SHRINK, exact_python.without(str.removesuffix)),
        "count()": Meaning(Filter("unknown_number"), exact_python.counted, NUMBER),
        "split()": Meaning(Filter("unknown"), exact_python.divided, ITEMS),
        "replace()": Meaning(effects.replace, exact_python.replace),
    }
)
"""Methods of Python's texts, which differ from the filters of the same names."""

JINJA: Final[Table] = MappingProxyType(
    {
        "upper": as_empty(keeps_markup(UPPER)),
        "lower": as_empty(keeps_markup(LOWER)),
        "capitalize": as_empty(keeps_markup(CAPITALIZE)),
        "title": as_empty(printed(Filter("title"), exact.fixed(exact_case.jinja_title), TEXT, TEXT)),
        "safe": printed(Filter("keep"), exact.fixed(exact.same), MARKUP, MARKUP),
        "string": keeps_markup(KEEP),
        "trim": as_empty(keeps_markup(printed(effects.trim, exact.trim))),
        "striptags": printed(Filter("shrink", ("any",)), exact.fixed(exact_html.jinja_striptags), TEXT, TEXT),
        "default": _JINJA_DEFAULT,
        "d": _JINJA_DEFAULT,
        "truncate": Meaning(effects.jinja_truncate, exact_cuts.jinja_truncate),
        "center": keeps_markup(printed(effects.pad, exact_cuts.padded(str.center, 80))),
        "escape": _JINJA_HTML,
        "e": _JINJA_HTML,
        AUTO: _JINJA_HTML,
        "forceescape": printed(HTML, exact.fixed(exact_html.short_html), MARKUP, MARKUP),
        "length": _LENGTH,
        "count": _LENGTH,
        "wordcount": printed(Filter("unknown_number"), exact.fixed(exact.jinja_wordcount), NUMBER, NUMBER),
        "int": printed(Filter("unknown_number"), python_numbers.jinja_int, NUMBER, NUMBER),
        "float": printed(Filter("unknown_number"), python_numbers.jinja_float, NUMBER, NUMBER),
        "round": Meaning(Filter("unknown_number"), None, NUMBER, python_numbers.jinja_round),
        "abs": Meaning(Filter("unknown_number"), None, NUMBER, python_numbers.jinja_abs),
        "urlencode": printed(Filter("url"), exact.quoted()),
        "reverse": REVERSED,
        "replace": printed(effects.replace, exact_python.replace),
        "first": _first(Filter("cut", (1,)), exact.fixed(exact.first_there), exact.fixed(exact.first_of)),
        "last": _first(Filter("part", (-1, "")), exact.fixed(exact.last_there), exact.fixed(exact.last_of)),
        "[]": _first(effects.character, exact_python.character, exact_python.item),
        "[:]": Meaning(effects.python_slice, exact_cuts.python_slice, markup=MARKUP),
        "[::]": Meaning(SHRINK, exact_cuts.python_slice, markup=MARKUP),
        "or": OR._replace(others=MappingProxyType({Type.NOTHING: (exact_choices.default, TEXT)})),
        "wordwrap": Meaning(Filter("unknown"), exact_python.jinja_wordwrap),
        "indent": Meaning(Filter("unknown"), exact_python.indent),
        "join": Meaning(Filter("unknown"), exact_python.joined, others=of_items(exact_python.items_joined)),
        "%": Meaning(effects.conversion, exact_python.conversion, TEXT, exact_python.conversion_of_number),
        **JINJA_METHODS,
    }
)


def django_sum(call: Call, before: Type) -> Types:
    """A sum is a number. Two texts that are safe make a safe one."""
    safe = before is Type.MARKUP and any(isinstance(each, Markup) for each in call.arguments)
    return (MARKUP if safe else TEXT) | NUMBER


def django_cut(call: Call, before: Type) -> Types:
    return MARKUP if before is Type.MARKUP and call.arguments[:1] != (";",) else TEXT


def yes_or_no(call: Call, before: Type) -> Types:
    """With a single word there is no choice, and the value does not change."""
    return TEXT if len(str(argument(call, 0, default="yes,no,maybe")).split(",")) > 1 else frozenset({before})


DJANGO_METHODS: Final = frozenset(
    {
        f"{name}()"
        for name in ("upper", "lower", "title", "capitalize", "strip", "lstrip", "rstrip", "swapcase", "casefold")
    }
)
"""The methods of a text that Django calls by name."""

DJANGO: Final[Table] = MappingProxyType(
    {
        "upper": UPPER._replace(markup=TEXT),
        "lower": keeps_markup(LOWER),
        "capfirst": printed(Filter("title"), exact.fixed(exact_case.capfirst), TEXT, MARKUP),
        "title": printed(Filter("title"), exact.fixed(exact_case.django_title), TEXT, MARKUP),
        "safe": printed(Filter("keep"), exact.fixed(exact.same), MARKUP, MARKUP),
        "striptags": Meaning(SHRINK),
        "cut": Meaning(SHRINK, exact_python.cut, django_cut, exact.removed),
        "addslashes": printed(Filter("slashes"), exact.fixed(exact_python.addslashes), TEXT, MARKUP),
        "slugify": printed(Filter("unknown"), exact.fixed(exact_python.slugify), TEXT, MARKUP),
        "phone2numeric": printed(Filter("unknown"), exact.fixed(exact_python.phone2numeric), TEXT, MARKUP),
        "iriencode": printed(Filter("url", (exact_python.IRI,)), exact.fixed(exact_python.iriencode), TEXT, MARKUP),
        "truncatewords": printed(Filter("shrink", ("any",)), exact_python.truncatewords, TEXT, MARKUP),
        "wordwrap": printed(Filter("unknown"), exact_python.django_wordwrap, TEXT, MARKUP),
        "stringformat": Meaning(
            effects.conversion, exact_python.conversion, TEXT, exact_python.conversion_of_number, MARKUP
        ),
        "add": Meaning(Filter("unknown"), python_numbers.django_add, django_sum, python_numbers.django_add_to_number),
        "floatformat": printed(effects.floatformat, python_numbers.django_floatformat, MARKUP, MARKUP),
        "urlencode": printed(effects.quoted, exact.quoted(), TEXT, TEXT),
        "default": OR,
        "default_if_none": NOT_THERE,
        "truncatechars": printed(effects.django_truncate, exact_cuts.django_truncate, TEXT, MARKUP),
        "slice": Meaning(effects.django_slice, exact_cuts.django_slice, same_type, exact.unchanged),
        "pluralize": printed(effects.pluralize, exact_choices.pluralize, TEXT, TEXT),
        "yesno": Meaning(effects.yesno, exact_choices.yesno, yes_or_no, exact_choices.yesno_of_number),
        "date": Meaning(effects.django_date),
        "time": Meaning(effects.django_date),
        "center": printed(effects.pad, exact_cuts.centred_by_django, TEXT, MARKUP),
        "ljust": printed(effects.pad, exact_cuts.padded(str.ljust), TEXT, MARKUP),
        "rjust": printed(effects.pad, exact_cuts.padded(str.rjust), TEXT, MARKUP),
        "escape": printed(HTML, exact.fixed(exact_html.once(exact_html.long_html)), MARKUP, MARKUP),
        AUTO: printed(HTML, exact.fixed(exact_html.once(exact_html.long_html)), MARKUP, MARKUP),
        "force_escape": printed(HTML, exact.fixed(exact_html.long_html), MARKUP, MARKUP),
        "length": Meaning(Filter("unknown_number"), exact.fixed(exact.length), NUMBER, exact.zero, NUMBER),
        "wordcount": printed(Filter("unknown_number"), exact.fixed(exact.wordcount), NUMBER, NUMBER),
        "first": FIRST,
        "last": LAST._replace(markup=MARKUP),
        **{name: JINJA_METHODS[name]._replace(markup=TEXT) for name in DJANGO_METHODS},
    }
)
