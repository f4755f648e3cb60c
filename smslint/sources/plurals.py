"""Catalogues that write one message as several entries, one per plural category."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.sources.message import Message

CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The plural categories of Unicode CLDR."""


_GETTEXT = {
    1: ("other",), 2: ("one", "other"), 3: ("one", "few", "many"), 4: ("one", "two", "few", "other"),
    5: ("one", "two", "few", "many", "other"), 6: ("zero", "one", "two", "few", "many", "other"),
}  # fmt: skip
"""The categories of gettext's forms by their number, in the order of its tables."""


def gettext_form(index: int, count: int) -> str:
    """The category of ``msgstr[index]`` of a message with ``count`` forms."""
    categories = _GETTEXT.get(count, ())
    return categories[index] if index < len(categories) else "other"


def split_plural(key: str, separators: str) -> tuple[str, str] | None:
    """The message's key and the category of ``reminder.one`` or ``reminder_one``, or ``None``."""
    for separator in separators:
        stem, found, category = key.rpartition(separator)
        if found and stem and category in CATEGORIES:
            return stem.removesuffix(separator + "ordinal"), category
    return None


def fold_plurals(messages: Iterable[Message], separators: str) -> Iterator[Message]:
    """Give the forms of one message the same key and their plural category.

    A group of keys is a plural if it has the form ``other``, which every language has: another key that ends in ``one`` does not change.
    """
    all_messages = list(messages)
    keys = {message.key for message in all_messages}
    for message in all_messages:
        found = split_plural(message.key or "", separators)
        if found is None:
            yield message
            continue
        stem, category = found
        other = (message.key or "").removesuffix(category) + "other"
        yield message._replace(key=stem, plural=category) if other in keys else message
