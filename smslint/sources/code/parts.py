"""What is no message of its own: parts of what a call sends, and what else a function that sends something has in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.calls import CHANGES
from smslint.sources.code.alternatives import texts_of
from smslint.sources.helpers import is_of_this_file
from smslint.sources.sending_calls import definitions
from smslint.text.tree import Placeholder, leaves

if TYPE_CHECKING:
    from smslint.sources.code.finding import FoundText
    from smslint.sources.code.fragments import Fragments
    from smslint.sources.code.values import Value

_WORDS: Final = re.compile(r"[^\W\d_]{2,}\S*\s+\S")
"""What a text for people has: two words."""


def parts_of(found: list[FoundText], read: Fragments, source: str) -> tuple[set[int], list[FoundText]]:
    """The fragments that are no messages, by their numbers, and the texts of calls that are unknown in place of them.

    :param found: what is sent, returned and assigned.
    """
    texts = (one for each in found if _is_message(each) for one in _texts(each))
    used = {number for text in texts for span in texts_of(text) for number in read.around(span)}
    variables = {
        _variable(each) for each in found if each.why == "sent" and each.value.names and not each.value.written
    }
    gone: set[int] = set()
    unknown: list[FoundText] = []
    for each in found:
        if each.why == "sent" and each.value.written:  # what an expression in the text is given
            holes = [leaf.span for part in each.value.parts for leaf in leaves(part) if isinstance(leaf, Placeholder)]
            gone.update(number for hole in holes for number in read.within(hole) if number not in used)
        inside = (
            [] if each.why != "sent" else [number for number in read.within(each.value.place) if number not in used]
        )
        callee = each.value.callee
        if not inside or each.hides or not (each.value.written or callee):
            continue
        own = each.value.written or (callee[-1] in definitions(source) and is_of_this_file(callee, source))
        parts = [number for number in inside if own or _WORDS.search(read.read[number].message.body) is None]
        gone.update(parts)
        if len(parts) == len(inside) and not each.value.written:
            unknown.append(each)
    sending = senders(found, read)
    for number, (message, _) in enumerate(read.read):
        if number in used or message.sent or message.unknown:
            continue
        if message.key in variables:
            continue
        if is_within(message.key or "", sending) or (sending and not any(map(str.isalnum, message.body))):
            gone.add(number)
    return gone, unknown


def senders(found: list[FoundText], read: Fragments) -> set[str]:
    """The functions of which all that they send is known or said to be unknown, with those around them."""
    sent = [each for each in found if each.why == "sent"]
    silent = {
        _function(each)
        for each in sent
        if not (each.value.written or each.hides or each.parameter_of or each.value.place in read.unknown)
    }
    return {scope for each in sent if (scope := _function(each)) and scope not in silent}


def _is_message(found: FoundText) -> bool:
    """Whether a text is a message of its own: the entries of a table that a function returns may be anything."""
    return found.why in {"sent", "constant"} or (found.why == "return" and found.path == found.named)


def _texts(found: FoundText) -> list[Value]:
    """The text of a message, or what it is made of: the entries of a table that is sent, the text in which a function replaces something."""
    value = found.value
    place = CHANGES.get(value.callee[-1]) if value.callee else None
    if value.written or found.why != "sent":
        return [value]
    if place is not None:
        return [each for _, each in value.given[place : place + 1]]
    return [each for _, each in value.entries or ()]


def _variable(found: FoundText) -> str:
    """The variable that is sent, with the function around it."""
    return ".".join((*filter(None, [_function(found)]), *found.value.names))


def _function(found: FoundText) -> str:
    """The function in which something is sent, with those around it."""
    rest = len(found.named) - len(found.value.names)
    return ".".join(found.path[: len(found.path) - rest])


def is_within(key: str, functions: set[str]) -> bool:
    """Whether what has this name is in one of these functions."""
    at = key.find(".")
    while at != -1:
        if key[:at] in functions:
            return True
        at = key.find(".", at + 1)
    return False
