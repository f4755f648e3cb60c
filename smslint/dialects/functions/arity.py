"""How many values the filters and methods of Jinja take: of others it raises an error while it renders, so that their result is unknown.

Source: the signatures in ``jinja2.filters`` (3.1). Liquid's are in :mod:`smslint.dialects.syntax.liquid`, where engines differ; Django
refuses its own when it compiles, and PHP ignores what a function does not take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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


def fits(call: Call) -> bool:
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
