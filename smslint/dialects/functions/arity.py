"""The values that the filters and methods of Jinja and Twig take; with others, the result of a call is unknown.

Jinja raises an error while it renders; source: the signatures in ``jinja2.filters`` (3.1). Liquid's are in
:mod:`smslint.dialects.syntax.liquid`, where engines differ; Django refuses its own when it compiles, and PHP ignores what a function
does not take, unless it has a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.twig_parameters import FILTERS, own_name, wrong_names

if TYPE_CHECKING:
    from smslint.text.tree import Call

_NONE: Final = (
    "abs capitalize count e escape first forceescape last length lower reverse safe string striptags title upper urlencode wordcount "
    "upper() lower() title() capitalize() swapcase() casefold()"
)
_TAKES: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(_NONE.split(), ()),
    **dict.fromkeys(("d", "default"), ("default_value", "boolean")),
    "center": ("width",),
    "float": ("default",),
    "indent": ("width", "first", "blank"),
    "int": ("default", "base"),
    "join": ("d", "attribute"),
    "replace": ("old", "new", "count"),
    "round": ("precision", "method"),
    "trim": ("chars",),
    "truncate": ("length", "killwords", "end", "leeway"),
    "wordwrap": ("width", "break_long_words", "wrapstring", "break_on_hyphens"),
}
"""The names of the values behind the input, in order."""
_NEEDED: Final = {"replace": 2}
"""How many of them must be there."""


def taken(dialect: str, call: Call) -> Call | None:
    """A call as its filter takes it, or ``None`` if it does not take the values; of Twig, values with names are put in their places where none is left out."""
    if dialect == "twig":
        return _placed(call) if call.named else call
    return call if dialect != "jinja" or _fits(call) else None


def _placed(call: Call) -> Call | None:
    names = FILTERS.get(call.name)
    if names is None:
        return call
    if wrong_names(call.name, names, len(call.arguments), [name for name, _ in call.named]):
        return None
    given = {own_name(name): value for name, value in call.named}
    behind = names[len(call.arguments) : len(call.arguments) + len(given)]
    if set(behind) != set(given):  # one is left out in front of another
        return call._replace(named=tuple(given.items()))
    return call._replace(arguments=(*call.arguments, *(given[name] for name in behind)), named=())


def _fits(call: Call) -> bool:
    """Whether a call has values that its filter takes, as far as that is known."""
    names = _TAKES.get(call.name)
    if names is None or not call.literal:
        return True
    given = [*names[: len(call.arguments)], *(name for name, _ in call.named)]
    return (
        len(call.arguments) <= len(names)
        and len(given) == len(set(given))
        and set(given) <= set(names)
        and set(names[: _NEEDED.get(call.name, 0)]) <= set(given)
    )
