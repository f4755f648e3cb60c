"""The messages of each of many entries for one file, which is read only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.errors import SourceError
from smslint.sources.options import Options
from smslint.sources.registry import PROGRAMS, read
from smslint.text.name_globs import NameGlobs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.sources.message import Message


def selected(source: str, text: str, asked: Sequence[Options]) -> list[list[Message]] | None:
    """The messages that each of some options would take from a file; ``None`` if one reading cannot tell.

    It can where the options differ only in their keys, and each message is taken by its own key alone.
    """
    first = asked[0]
    keys = [(glob, number) for number, each in enumerate(asked) for glob in each.keys]
    if (
        source in PROGRAMS
        or any(each.names or not each.keys or each._replace(keys=first.keys) != first for each in asked)
        or any(glob.startswith("!") for glob, _ in keys)
    ):
        return None
    globs = NameGlobs(glob for glob, _ in keys)
    words: set[str] = set()
    others: list[str] = []

    class Asking(Options):
        """All keys, and the words by which messages are taken: their own, and others."""

        def taken_by(
            self,
            *paths: tuple[str, ...],
            named: Iterable[str] | None = None,  # noqa: ARG002 (nothing is taken by a name)
        ) -> tuple[str, str] | None:
            own, *more = [".".join(path) for path in paths]
            words.add(own)
            others.extend(word for word in more if word != own and globs.matching(word))
            return ("keys", own) if globs.matching(own) else None

    found: list[list[Message]] = [[] for _ in asked]
    try:
        for message in read(source, text, Asking(*first)):
            if others or message.key not in words or message.plural is not None:
                return None
            takers = {keys[index][1] for index in globs.matching(message.key)}
            for number in takers:
                found[number].append(message)
    except SourceError:
        return None
    return None if others else found
