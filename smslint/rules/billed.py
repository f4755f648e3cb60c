"""Whose counts and prices these are, where another provider sends than the one that the project states."""

from __future__ import annotations

from typing import Final

from smslint.vocabulary import SENDS_LISTS

COUNTED: Final = frozenset({"character-limit", "cost-budget", "price-age", "provider-split", "segment-budget"})
"""Checks whose answer is a count or a price of the stated provider."""


def other(stated: str, sends: str = SENDS_LISTS) -> str:
    """The provider as which messages are counted; empty if it is the one that sends them, or if none is stated.

    :param sends: the provider that sends them.
    """
    return "" if stated.lower() in {"generic", sends.lower()} else stated


def unknown(counted: str, sends: str = SENDS_LISTS) -> str:
    """What is not known of messages that are sent, in a phrase for people.

    :param counted: see :func:`other`.
    """
    return (
        f"what is billed: the configuration states provider: {counted}, so the messages are counted as there, but they are sent "
        f"through {_title(sends)} (state provider: {sends})"
    )


def note(counted: str) -> str:
    """Whose figures these are, in sentences for people, before anything is sent."""
    return (
        f"The configuration states provider: {counted}, so the messages are counted as there. smslint send goes through "
        f"{_title(SENDS_LISTS)}: for what that bills, state provider: {SENDS_LISTS}."
    )


def _title(provider: str) -> str:
    from smslint.rules.providers import load

    return load(provider).title
