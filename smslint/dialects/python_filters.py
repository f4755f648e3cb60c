"""The filters of Jinja and Django, and the methods of Python's texts."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from smslint.dialects import effects, exact, exact_case, exact_choices, exact_cuts, exact_html, python_numbers
from smslint.dialects.meaning import (
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
    keeps_markup,
    or_argument,
    printed,
    same_type,
)
from smslint.text.tree import Filter
from smslint.text.typed import MARKUP, NUMBER, TEXT

_JINJA_HTML = Meaning(
    HTML, exact.fixed(exact_html.once(exact_html.short_html)), MARKUP, exact.fixed(exact.same), MARKUP
)
_JINJA_DEFAULT = Meaning(
    effects.jinja_default, exact_choices.jinja_default, or_argument, exact_choices.jinja_default_of_number
)

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
        "upper": keeps_markup(UPPER),
        "lower": keeps_markup(LOWER),
        "capitalize": keeps_markup(CAPITALIZE),
        "title": printed(Filter("title"), exact.fixed(exact_case.jinja_title), TEXT, TEXT),
        "safe": printed(Filter("keep"), exact.fixed(exact.same), MARKUP, MARKUP),
        "string": keeps_markup(KEEP),
        "trim": keeps_markup(printed(effects.trim, exact.trim)),
        "striptags": printed(Filter("shrink", ("any",)), exact.fixed(exact_html.jinja_striptags), TEXT, TEXT),
        "default": _JINJA_DEFAULT,
        "d": _JINJA_DEFAULT,
        "truncate": Meaning(effects.jinja_truncate, exact_cuts.jinja_truncate),
        "center": keeps_markup(printed(effects.pad, exact_cuts.padded(str.center, 80))),
        "escape": _JINJA_HTML,
        "e": _JINJA_HTML,
        "forceescape": printed(HTML, exact.fixed(exact_html.short_html), MARKUP, MARKUP),
        "length": LENGTH._replace(markup=NUMBER),
        "count": LENGTH._replace(markup=NUMBER),
        "wordcount": printed(Filter("unknown_number"), exact.fixed(exact.jinja_wordcount), NUMBER, NUMBER),
        "int": printed(Filter("unknown_number"), python_numbers.jinja_int, NUMBER, NUMBER),
        "float": printed(Filter("unknown_number"), python_numbers.jinja_float, NUMBER, NUMBER),
        "round": Meaning(Filter("unknown_number"), None, NUMBER, python_numbers.jinja_round),
        "abs": Meaning(Filter("unknown_number"), None, NUMBER, python_numbers.jinja_abs),
        "urlencode": printed(Filter("url"), exact.quoted()),
        "reverse": REVERSED,
        "replace": printed(effects.replace, exact.replace),
        "first": FIRST,
        "last": LAST,
        "[:]": Meaning(effects.python_slice, exact_cuts.python_slice, markup=MARKUP),
        "or": OR,
        **JINJA_METHODS,
    }
)

DJANGO: Final[Table] = MappingProxyType(
    {
        "upper": UPPER._replace(markup=TEXT),
        "lower": keeps_markup(LOWER),
        "capfirst": printed(Filter("title"), exact.fixed(exact_case.capfirst), TEXT, MARKUP),
        "title": printed(Filter("title"), exact.fixed(exact_case.django_title), TEXT, MARKUP),
        "safe": printed(Filter("keep"), exact.fixed(exact.same), MARKUP, MARKUP),
        "striptags": Meaning(SHRINK),
        "cut": printed(SHRINK, exact.removed),
        "add": Meaning(
            Filter("unknown"), python_numbers.django_add, TEXT | NUMBER, python_numbers.django_add_to_number
        ),
        "floatformat": printed(effects.floatformat, python_numbers.django_floatformat, MARKUP),
        "urlencode": printed(effects.quoted, exact.quoted()),
        "default": OR,
        "default_if_none": NOT_THERE,
        "truncatechars": printed(effects.django_truncate, exact_cuts.django_truncate),
        "slice": Meaning(effects.django_slice, exact_cuts.django_slice, same_type, exact.unchanged),
        "pluralize": printed(effects.pluralize, exact_choices.pluralize),
        "yesno": Meaning(effects.yesno, exact_choices.yesno, TEXT, exact_choices.yesno_of_number),
        "date": Meaning(effects.django_date),
        "time": Meaning(effects.django_date),
        "center": printed(effects.pad, exact_cuts.padded(str.center)),
        "ljust": printed(effects.pad, exact_cuts.padded(str.ljust)),
        "rjust": printed(effects.pad, exact_cuts.padded(str.rjust)),
        "escape": printed(HTML, exact.fixed(exact_html.once(exact_html.long_html)), MARKUP, MARKUP),
        "force_escape": printed(HTML, exact.fixed(exact_html.long_html), MARKUP, MARKUP),
        "length": Meaning(Filter("unknown_number"), exact.fixed(exact.length), NUMBER, exact.zero, NUMBER),
        "wordcount": printed(Filter("unknown_number"), exact.fixed(exact.wordcount), NUMBER, NUMBER),
        "first": FIRST,
        "last": LAST,
        **{name: JINJA_METHODS[name] for name in JINJA_METHODS if name != "replace()"},
    }
)
