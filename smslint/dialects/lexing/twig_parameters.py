"""The names of the values that Twig's own filters, functions and tests take, behind the input of a filter.

Source: ``CoreExtension`` and ``EscaperExtension`` (3.5), with the names
that later releases have, too. Twig compiles no call with another name. A call without names is not
looked at: PHP ignores what a function does not take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Collection

_NONE: Final = "abs capitalize first keys last length lower nl2br spaceless title upper url_encode"
FILTERS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(_NONE.split(), ()),
    **dict.fromkeys(("e", "escape"), ("strategy", "charset", "autoescape")),
    "batch": ("size", "fill", "preserve_keys"),
    "column": ("name", "index"),
    "convert_encoding": ("to", "from"),
    "date": ("format", "timezone"),
    "date_modify": ("modifier",),
    "default": ("default",),
    "filter": ("arrow",),
    "format": ("values",),
    "join": ("glue", "and"),
    "json_encode": ("flags", "depth"),
    "map": ("arrow",),
    "merge": ("arr2", "arrays"),
    "number_format": ("decimal", "decimal_point", "thousand_sep"),
    "reduce": ("arrow", "initial"),
    "replace": ("from",),
    "reverse": ("preserve_keys",),
    "round": ("precision", "method"),
    "slice": ("start", "length", "preserve_keys"),
    "sort": ("arrow",),
    "split": ("delimiter", "limit"),
    "striptags": ("allowable_tags",),
    "trim": ("character_mask", "side"),
}
FUNCTIONS: Final[dict[str, tuple[str, ...]]] = {
    "attribute": ("variable", "attribute", "arguments"),
    "block": ("name", "template"),
    "constant": ("constant", "object", "check_defined"),
    "cycle": ("values", "position"),
    "date": ("date", "timezone"),
    "include": ("template", "variables", "with_context", "ignore_missing", "sandboxed"),
    **dict.fromkeys(("max", "min"), ("value", "values")),
    "parent": (),
    "random": ("values", "max"),
    "range": ("low", "high", "step"),
    "source": ("name", "ignore_missing"),
}
TESTS: Final[dict[str, tuple[str, ...]]] = dict.fromkeys(("empty", "iterable", "sequence", "mapping"), ())
_NEEDED: Final = {
    "batch": 1, "column": 1, "constant": 1, "convert_encoding": 2, "cycle": 2, "date_modify": 1, "filter": 1, "include": 1, "map": 1, "max": 1, "min": 1, "range": 2, "reduce": 1, "replace": 1,
    "slice": 1, "source": 1, "split": 1,
}  # fmt: skip
"""How many of them must be there."""
_CAPITAL: Final = later(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def own_name(written: str) -> str:
    """The name of a value as Twig compares it: ``decimalPoint`` and ``decimal_point`` are one."""
    return _CAPITAL.sub("_", written).lower()


def wrong_names(name: str, names: tuple[str, ...], positional: int, given: Collection[str]) -> str:
    """What is wrong with a call with named values; empty if nothing is.

    :param names: of all values that it takes.
    :param positional: how many it is given without a name, all in front.
    :param given: the names as written.
    """
    own = [own_name(each) for each in given]
    unknown = next((each for each, known in zip(given, own, strict=True) if known not in names), None)
    if unknown is not None:
        return f"{name!r} takes no value called {unknown!r}; it takes " + (", ".join(names) or "none with a name")
    twice = next((each for each in own if each in names[:positional]), None)
    if twice is not None:
        return f"{name!r} is given {twice!r} twice"
    lacks = next((each for each in names[positional : _NEEDED.get(name, 0)] if each not in own), None)
    return "" if lacks is None else f"{name!r} is not given {lacks!r}"
