"""What is unknown about a message that passed all the same: in phrases for people, and once each in the log."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LOG: Final = logging.getLogger("smslint.sending")
_MOST: Final = 512
"""How many warnings a process remembers to have said."""


def phrases(*, kind: bool = False, consent: bool = False, regions: Iterable[str] = ()) -> Iterator[str]:
    """What is unknown, each with the setting that states it.

    :param kind: the kind of the message is unknown.
    :param consent: the message is marketing, and nothing says whether its recipient agreed.
    :param regions: the countries of the message that have no profile.
    """
    if kind:
        yield "the kind of the message (set kind: marketing, transactional or otp)"
    if consent:
        yield "whether the recipient agreed to marketing (consent)"
    named = ", ".join(regions)
    if named:
        yield f"the rules of {named}"


def say(unknown: Iterable[str]) -> None:
    """Warn of each phrase in the log ``smslint.sending``, once in a process."""
    for words in unknown:
        once(f"sent although it is not known: {words}")


@lru_cache(maxsize=_MOST)
def once(words: str) -> None:
    """Warn of one thing: a second call with the same words does nothing."""
    _LOG.warning("%s", words)
