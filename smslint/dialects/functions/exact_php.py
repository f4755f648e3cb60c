"""Exact functions of filters that only Twig has.

As in :mod:`smslint.dialects.functions.exact`, each takes the text, or a call as written and returns the function of a text, or ``None``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.dialects.functions import effects
from smslint.dialects.functions.exact import items as items_of
from smslint.text.typed import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.dialects.functions.exact import Change
    from smslint.text.tree import Call, Filter
    from smslint.text.typed import Items


def replace(call: Call) -> Change | None:
    """Each of some texts by another, the longest first, and nothing twice."""
    import re

    texts = [str(each) for each in call.arguments]
    instead = dict(zip(texts[::2], texts[1::2], strict=True))
    if call.named or "" in instead or not instead:
        return None
    longest = sorted(instead, key=lambda key: len(key.encode()), reverse=True)
    found = re.compile("|".join(map(re.escape, longest)))
    return lambda value: found.sub(lambda match: instead[match[0]], value)


def replace_effect(call: Call) -> Filter | None:
    return effects.replace(call) if len(call.arguments) == 2 else None


def split(call: Call) -> Callable[[str], Items] | None:
    if len(call.arguments) != 1 or call.named or not isinstance(at := call.arguments[0], str) or not at:
        return None
    return lambda value: listed(value.split(at))


def joined(call: Call) -> Change | None:
    """A text is a list of one."""
    return None if call.named or not all(isinstance(each, str) for each in call.arguments) else lambda value: value


def items_joined(call: Call) -> Change | None:
    """``join(', ', ' and ')``: the second one before the last."""
    if call.named or not all(isinstance(each, str) for each in call.arguments) or len(call.arguments) > 2:
        return None
    by, last = [*map(str, call.arguments), "", ""][:2] if call.arguments else ("", "")
    last = last if len(call.arguments) > 1 else by

    def made(value: str) -> str:
        items = items_of(value)
        return last.join([by.join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)

    return made
