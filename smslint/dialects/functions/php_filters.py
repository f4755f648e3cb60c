"""The filters of Twig, and what Blade does to a text."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from smslint.dialects.functions import (
    effects,
    exact,
    exact_case,
    exact_choices,
    exact_cuts,
    exact_html,
    exact_php,
    exact_python,
    php_numbers,
)
from smslint.dialects.functions.meaning import (
    FIRST,
    HTML,
    LAST,
    NOT_THERE,
    REVERSED,
    SHRINK,
    UPPER,
    Meaning,
    Table,
    of_items,
    or_argument,
    printed,
)
from smslint.text.tree import AUTO, Filter
from smslint.text.typed import ITEMS, NOTHING, NUMBER, TEXT

_LOWER: Final = printed(Filter("lower"), exact.fixed(exact_case.ruby_lower))

TWIG: Final[Table] = MappingProxyType(
    {
        "upper": UPPER,
        "lower": _LOWER,
        "capitalize": printed(Filter("title"), exact.fixed(exact_case.php_capitalize)),
        "title": Meaning(Filter("title")),
        "raw": printed(Filter("keep"), exact.fixed(exact.same)),
        "trim": printed(effects.trim, exact.php_trim),
        "striptags": Meaning(SHRINK),
        "default": Meaning(effects.fallback, exact_choices.twig_default, or_argument, exact.unchanged),
        "slice": printed(effects.twig_slice, exact_cuts.php_slice),
        "date": Meaning(effects.date),
        "escape": printed(HTML, exact_html.twig_escape),
        AUTO: printed(HTML, exact.fixed(exact_html.php_html)),
        "e": printed(HTML, exact_html.twig_escape),
        "length": printed(Filter("unknown_number"), exact.fixed(exact.length), NUMBER)._replace(
            others=of_items(exact.fixed(exact.count_of), NUMBER)
        ),
        # Of a number that is printed with fewer digits than it has, nothing further is known.
        "round": Meaning(Filter("unknown_number"), php_numbers.twig_round, NUMBER),
        "number_format": Meaning(effects.number_format, php_numbers.twig_number_format),
        "abs": Meaning(Filter("unknown_number"), None, NUMBER, php_numbers.twig_abs_of_number),
        "url_encode": printed(Filter("url", ("",)), exact.quoted("")),
        "reverse": REVERSED._replace(number=REVERSED.exact),
        "first": FIRST._replace(others=of_items(exact.fixed(exact.first_of))),
        "last": LAST._replace(others=of_items(exact.fixed(exact.last_of))),
        "split": Meaning(Filter("unknown"), exact_php.split, ITEMS),
        "join": Meaning(Filter("unknown"), exact_php.joined, others=of_items(exact_php.items_joined)),
        "replace": printed(exact_php.replace_effect, exact_php.replace),
        "[]": Meaning(Filter("unknown"), None, others=of_items(exact_python.item, TEXT | NOTHING)),
        "[:]": printed(effects.twig_slice, exact_cuts.php_slice),
        "??": NOT_THERE,
        "?:": Meaning(effects.fallback, exact_choices.php_elvis, or_argument, exact_choices.default_of_number),
    }
)

BLADE: Final[Table] = MappingProxyType(
    {
        "??": NOT_THERE,
        "?:": Meaning(effects.fallback, exact_choices.php_elvis, or_argument, exact_choices.default_of_number),
        "trim": printed(effects.trim, exact.php_trim),
        "ltrim": printed(Filter("strip"), exact.fixed(exact.php_lstrip)),
        "rtrim": printed(Filter("strip"), exact.fixed(exact.php_rstrip)),
        "strtoupper": printed(Filter("upper"), exact.fixed(exact_case.ascii_upper)),
        "strtolower": printed(Filter("lower"), exact.fixed(exact_case.ascii_lower)),
        "ucfirst": printed(Filter("title"), exact.fixed(exact_case.php_ucfirst)),
        "ucwords": printed(Filter("title"), exact.fixed(exact_case.php_ucwords)),
        "mb_strtoupper": UPPER,
        "mb_strtolower": _LOWER,
        "mb_substr": printed(effects.twig_slice, exact_cuts.php_slice),
        "mb_strlen": printed(Filter("unknown_number"), exact.fixed(exact.length), NUMBER),
        "strlen": printed(Filter("unknown_number"), exact.fixed(exact.go_length), NUMBER),
        "str_replace": printed(effects.replace, exact.php_replace),
        "htmlspecialchars": printed(HTML, exact.fixed(exact_html.php_html)),
        "e": printed(HTML, exact.fixed(exact_html.php_html)),
        "rawurlencode": printed(Filter("url", ("",)), exact.quoted("")),
        "Str::upper": UPPER,
        "Str::lower": _LOWER,
        "Str::ucfirst": printed(Filter("title"), exact.fixed(exact_case.capfirst)),
        "Str::substr": printed(effects.twig_slice, exact_cuts.php_slice),
        "Str::limit": printed(Filter("unknown"), exact_cuts.laravel_limit),
        "Str::before": printed(SHRINK, exact_cuts.before),
        "Str::after": printed(SHRINK, exact_cuts.after),
    }
)
"""PHP's functions of a text, and Laravel's. Laravel itself strips the text of a view and of a slot."""
