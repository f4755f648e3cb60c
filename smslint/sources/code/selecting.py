"""What a project selects by its keys of a program of which whole messages are composed of fragments with keys of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.span import Span
from smslint.text.tree import Literal, leaves

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.sources.message import Message
    from smslint.sources.options import Options


def with_composed(own: list[Message], every: Iterable[Message], options: Options) -> list[Message]:
    """The selected messages, with a composed one in place of what is unknown under its key, and of the fragments that it has.

    :param own: what is read of the selected keys alone.
    :param every: what is read if nothing is selected.
    """
    read = list(every)
    own = _without_replaced(own, read)
    known = {(each.key, each.body) for each in own}
    wordless = {each.key for each in own if _is_wordless(each)}
    whole = [
        each
        for each in read
        if not each.unknown
        and (each.text is not None or each.key in wordless)
        and (each.key, each.body) not in known
        and options.wants(tuple((each.key or "").split(".")))
    ]
    if not whole:
        return own
    keys = {each.key for each in whole}
    inside = {start for each in whole for start in _starts(each)}
    kept = [
        each
        for each in own
        if (each.key not in keys if each.unknown or _is_wordless(each) else not _starts(each) <= inside)
    ]
    return sorted((*kept, *whole), key=lambda each: min(_starts(each), default=0))


def _without_replaced(own: list[Message], read: list[Message]) -> list[Message]:
    """Without texts whose variable is sent with another text, while nothing has this one: ``body = "A"; body = "B"``."""
    sent = {each.key for each in read if each.sent}
    if not sent:
        return own
    starts = {start for each in read for start in _starts(each)}
    return [each for each in own if each.unknown or each.sent or each.key not in sent or _starts(each) & starts]


def _is_wordless(message: Message) -> bool:
    """Whether a message has only variables, whose texts are in other places."""
    return message.text is not None and not any(
        isinstance(leaf, Literal) and leaf.text.strip() for leaf in leaves(message.text)
    )


def _starts(message: Message) -> set[int]:
    """Where the parts of a message begin in the file."""
    return {run.file_start for run in message.map.runs} or {message.map.to_file(Span(0, 0)).start}
