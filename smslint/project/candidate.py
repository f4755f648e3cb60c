"""A file with texts that look like messages: its dialect, the globs that select its keys, and its placeholders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from smslint.errors import SmslintError
from smslint.project.guessing import dialects_that_fit
from smslint.project.host_dialects import host_of
from smslint.project.narrowing import narrowed
from smslint.project.placing import Place
from smslint.sealed import sealed
from smslint.sources.registry import PROGRAMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.project.files import Target
    from smslint.project.hints import Hint
    from smslint.project.reading import Reading
    from smslint.sources.message import Message
    from smslint.sources.registry import Choice


@sealed
@dataclass(frozen=True, slots=True)
class Candidate:
    """A file with texts that look like messages."""

    path: str
    source: str
    dialect: str
    globs: tuple[str, ...]
    """Globs on keys; empty for a file that is one message."""
    count: int
    reasons: tuple[str, ...]
    examples: tuple[str, ...]
    """Up to three of its texts."""
    placeholders: tuple[str, ...]
    dialects: tuple[str, ...] | None = None
    """The dialects in which all its texts can be read, the most likely first, where a configuration has to state one. ``None`` if it
    need not: the format of the file determines it, or there are no placeholders."""
    left_out: int = 0
    """Texts whose keys are like those of its messages, but which look like something else."""


class Contents(NamedTuple):
    """A file that was read."""

    reading: Reading
    messages: list[Message]
    """Those of its texts that are written in it."""


def made_of(target: Target, choice: Choice, hints: list[Hint], contents: Contents) -> Candidate:
    """The candidate of a file in which some texts look like messages."""
    place = Place(
        target.shown, contents.reading.lines, choice.dialect, "", choice.source, target.path, inside=target.inside
    )
    hosts = {host_of(hint.message, place, target.config.root) for hint in hints} - {None}
    dialects = None
    if not hosts and choice.dialect is None and choice.source not in PROGRAMS:
        dialects = shared(dialects_that_fit(hint.message, place, target.config.root) for hint in hints)
    chosen = choice.dialect or min((host for host in hosts if host), default=(dialects or ("plain",))[0])
    chosen_keys = narrowed(hints, contents.messages, chosen)
    return Candidate(
        target.inside,
        choice.source,
        chosen,
        chosen_keys.globs,
        chosen_keys.selected,
        tuple(dict.fromkeys(hint.reason for hint in hints)),
        tuple(dict.fromkeys(hint.message.body for hint in hints))[:3],
        _placeholders(hints, chosen),
        dialects,
        chosen_keys.left_out,
    )


def shared(fits: Iterable[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The dialects that are in all of the tuples; an empty one, as of a text without placeholders, excludes none.

    ``None`` if there is nothing but those.
    """
    telling = [fit for fit in fits if fit]
    if not telling:
        return None
    return tuple(dialect for dialect in telling[0] if all(dialect in fit for fit in telling))


def _placeholders(hints: Iterable[Hint], dialect: str) -> tuple[str, ...]:
    from smslint.dialects import parse
    from smslint.text.tree import Placeholder, walk

    names: dict[str, None] = {}
    for hint in hints:
        try:
            tree = hint.message.text or parse(hint.message.body, dialect)
        except SmslintError:
            continue
        for node in walk(tree):
            if isinstance(node, Placeholder) and not node.opaque and node.name:
                names[node.name.rpartition(".")[2]] = None
    return tuple(name for name in names if name.isidentifier())
