"""The filters of Twig, and what Blade does to a text."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from smslint.dialects import effects, exact, exact_case, exact_choices, exact_cuts, exact_html, php_numbers
from smslint.dialects.meaning import (
    FIRST,
    HTML,
    LAST,
    LOWER,
    NOT_THERE,
    REVERSED,
    SHRINK,
    UPPER,
    Meaning,
    Table,
    or_argument,
    printed,
)
from smslint.text.tree import Filter
from smslint.text.typed import MARKUP, NUMBER

TWIG: Final[Table] = MappingProxyType(
    {
        "upper": UPPER,
        "lower": LOWER,
        "capitalize": printed(Filter("title"), exact.fixed(exact_case.php_capitalize)),
        "title": Meaning(Filter("title")),
        "raw": printed(Filter("keep"), exact.fixed(exact.same), MARKUP),
        "trim": printed(effects.trim, exact.php_trim),
        "striptags": Meaning(SHRINK),
        "default": Meaning(effects.fallback, exact_choices.default, or_argument, exact.unchanged),
        "slice": printed(effects.twig_slice, exact_cuts.php_slice),
        "date": Meaning(effects.date),
        "escape": printed(HTML, exact.fixed(exact_html.php_html), MARKUP),
        "e": printed(HTML, exact.fixed(exact_html.php_html), MARKUP),
        "length": printed(Filter("unknown_number"), exact.fixed(exact.length), NUMBER),
        # Of a number that is printed with fewer digits than it has, nothing further is known.
        "round": Meaning(Filter("unknown_number"), php_numbers.twig_round, NUMBER),
        "number_format": Meaning(effects.number_format, php_numbers.twig_number_format),
        "abs": Meaning(Filter("unknown_number"), None, NUMBER, php_numbers.twig_abs_of_number),
        "url_encode": printed(Filter("url", ("",)), exact.quoted("")),
        "reverse": REVERSED._replace(number=REVERSED.exact),
        "first": FIRST,
        "last": LAST,
        "[:]": printed(effects.twig_slice, exact_cuts.php_slice),
        "??": NOT_THERE,
        "?:": Meaning(effects.fallback, exact_choices.php_elvis, or_argument, exact_choices.default_of_number),
    }
)

BLADE: Final[Table] = MappingProxyType(
    {
        "??": NOT_THERE,
        "?:": Meaning(effects.fallback, exact_choices.php_elvis, or_argument, exact_choices.default_of_number),
        "ltrim": printed(Filter("strip"), exact.fixed(exact.php_lstrip)),
        "rtrim": printed(Filter("strip"), exact.fixed(exact.php_rstrip)),
    }
)
"""Laravel strips the text of a view and of a slot."""
