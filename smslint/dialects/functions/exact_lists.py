"""Exact functions of Ruby that cut a text into pieces: splitting, slices, what is in front or behind, and of Liquid's filters that call them.

As in :mod:`smslint.dialects.functions.exact`, each takes a call as written and returns the function of a text, or ``None``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from smslint.dialects.functions.effects import argument
from smslint.dialects.functions.exact import growth, same
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.dialects.functions.exact import Change, Maker
    from smslint.text.tree import Call

_BLANK: Final = " \t\n\v\f\r"
_BLANKS: Final = later(r"[ \t\n\v\f\r]+")
_MOST_GROWTH: Final = 10


def _pieces(separator: str, value: str) -> list[str]:
    """Ruby's ``split``: a space stands for any white space, and empty pieces at the end are left out."""
    if separator == " ":
        found = _BLANKS.split(value.lstrip(_BLANK))
    else:
        found = value.split(separator) if separator else list(value)
    while found and not found[-1]:
        found.pop()
    return found


def _of_pieces(part: Callable[[list[str]], str]) -> Maker:
    def make(call: Call) -> Change | None:
        separator = argument(call, 0)
        if len(call.arguments) != 1 or call.named or not isinstance(separator, str):
            return None
        return lambda value: part(_pieces(separator, value))

    return make


split_first: Final = _of_pieces(lambda found: found[0] if found else "")
split_last: Final = _of_pieces(lambda found: found[-1] if found else "")
split_size: Final = _of_pieces(lambda found: str(len(found)))


def split_join(call: Call) -> Change | None:
    """The pieces with another separator, or a space, between them."""
    separator, glue = argument(call, 0), argument(call, 1, default=" ")
    if call.named or not isinstance(separator, str) or not isinstance(glue, str) or len(glue) > _MOST_GROWTH:
        return None
    return lambda value: glue.join(_pieces(separator, value))


def truncatewords(call: Call) -> Change | None:
    """Liquid: so many words, at least one, and then an ending."""
    count, ending = argument(call, 0, default=15), argument(call, 1, default="...")
    if call.named or not isinstance(count, int) or not isinstance(ending, str):
        return None
    return partial(_truncated, max(count, 1), ending)


def _truncated(count: int, ending: str, value: str) -> str:
    found = _BLANKS.split(value.lstrip(_BLANK), count)
    return " ".join(found[:count]) + ending if len(found) > count else value


def ruby_slice(call: Call) -> Change | None:
    """``name[0, 3]`` (a start and a length), ``name[0..2]`` and ``name[-1]``; nothing where the start is outside of the text."""
    start, length, end, included = call.arguments
    if not isinstance(start, int) or not isinstance(included, int):
        return None

    def cut(value: str) -> str:
        at = start + len(value) if start < 0 else start
        if not 0 <= at <= len(value):
            return ""
        if isinstance(length, int):
            return value[at : at + length] if length >= 0 else ""
        if not isinstance(end, int):
            return value[at:]
        stop = (end + len(value) if end < 0 else end) + included
        return value[at : max(stop, at)]

    return cut


def ruby_sub(call: Call) -> Change | None:
    return _substituted(call, 1)


def ruby_gsub(call: Call) -> Change | None:
    return _substituted(call, -1)


def _substituted(call: Call, times: int) -> Change | None:
    """A text for another one. A backslash in the new one has a meaning of its own."""
    if len(call.arguments) != 2 or call.named or not all(isinstance(each, str) for each in call.arguments):
        return None
    old, new = map(str, call.arguments)
    return None if "\\" in new or growth(call) > _MOST_GROWTH else lambda value: value.replace(old, new, times)


def delete_prefix(call: Call) -> Change | None:
    return _without(call, str.removeprefix)


def delete_suffix(call: Call) -> Change | None:
    return _without(call, str.removesuffix)


def _without(call: Call, remove: Callable[[str, str], str]) -> Change | None:
    wanted = argument(call, 0)
    if len(call.arguments) != 1 or call.named or not isinstance(wanted, str):
        return None
    return (lambda value: remove(value, wanted)) if wanted else same
