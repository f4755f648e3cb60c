"""The filters of Twig, and what Blade does to a text."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from smslint.dialects import effects, exact, exact_cuts
from smslint.dialects.meaning import (
    COMPUTED,
    FIRST,
    HTML,
    LAST,
    LOWER,
    NOT_THERE,
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
        "capitalize": printed(Filter("title"), exact.fixed(exact.php_capitalize)),
        "title": Meaning(Filter("title")),
        "raw": printed(Filter("keep"), exact.fixed(exact.same), MARKUP),
        "trim": printed(effects.trim, exact.php_trim),
        "striptags": Meaning(SHRINK),
        "default": Meaning(effects.fallback, exact.default, or_argument, exact.unchanged),
        "slice": printed(effects.twig_slice, exact_cuts.php_slice),
        "date": Meaning(effects.date),
        "escape": printed(HTML, exact.fixed(exact.php_html), MARKUP),
        "e": printed(HTML, exact.fixed(exact.php_html), MARKUP),
        "length": printed(Filter("unknown_number"), exact.fixed(exact.length), NUMBER),
        "round": COMPUTED,
        "first": FIRST,
        "last": LAST,
        "[:]": printed(effects.twig_slice, exact_cuts.php_slice),
        "??": NOT_THERE,
        "?:": Meaning(effects.fallback, exact.php_elvis, or_argument, exact.default_of_number),
    }
)

BLADE: Final[Table] = MappingProxyType(
    {
        "??": NOT_THERE,
        "?:": Meaning(effects.fallback, exact.php_elvis, or_argument, exact.default_of_number),
        "ltrim": printed(Filter("strip"), exact.fixed(exact.php_lstrip)),
        "rtrim": printed(Filter("strip"), exact.fixed(exact.php_rstrip)),
    }
)
"""Laravel strips the text of a view and of a slot."""
