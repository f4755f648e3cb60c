"""The entries of a sidecar, applied to the messages of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.project.layers import Layer
from smslint.project.switched_off import BAD, UNUSED, SwitchedOff
from smslint.rules.directives import Problem
from smslint.span import Span
from smslint.text.name_globs import NameGlobs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.project.file_directives import Directives
    from smslint.project.sidecar import Sidecar
    from smslint.sources.message import Message

_MOST_MATCHES: Final = 500_000
"""How often entries of a sidecar may match messages of its file, all together: thousands of each, all with all, would take minutes."""


def add_sidecar(directives: Directives, sidecar: Sidecar, messages: Sequence[Message]) -> None:
    """Add what the entries of a sidecar say of the messages whose keys they match."""
    if not sidecar.entries:
        nothing = Problem(f"Nothing in this file says anything about {directives.path}.", Span(0, 0))
        directives.problems.append((UNUSED, nothing, sidecar.shown))
    globs = NameGlobs(entry.glob for entry in sidecar.entries)
    matched: list[list[int]] = [[] for _ in sidecar.entries]
    left = _MOST_MATCHES
    for index, message in enumerate(messages):
        found = globs.matching(message.key or "")  # a file that is a single message has no key, and matches *
        for number in found:
            matched[number].append(index)
        left -= len(found)
        if left < 0:
            text = f"The entries of {directives.path} match its messages more than {_MOST_MATCHES:,} times: none of them is used."
            span = sidecar.span_of(sidecar.entries[found[-1]].glob)
            directives.problems.append((BAD, Problem(text, span), sidecar.shown))
            return
    for entry, reached in zip(sidecar.entries, matched, strict=True):
        span = sidecar.span_of(entry.glob)
        if not reached:
            text = f"No message key of {directives.path} matches {entry.glob!r}."
            directives.problems.append((UNUSED, Problem(text, span), sidecar.shown))
            continue
        if not (any(entry.settings.values()) or entry.rules or entry.codes is not None):
            text = f"This entry sets nothing for {entry.glob!r}."
            directives.problems.append((UNUSED, Problem(text, span), sidecar.shown))
        layer, all_reached = Layer("the sidecar", entry.settings, entry.rules), tuple(reached)
        for index in reached:
            directives.from_sidecar.setdefault(index, []).append(layer)
        for name in entry.settings.get("values") or ():
            directives.declare(name, sidecar.span_of(name, entry.glob, "values"), sidecar.shown, all_reached)
        for word in entry.codes or (("",) if entry.codes is not None else ()):
            codes = directives.packs.select((word,)) if word else None
            if codes is not None and not codes:
                directives.problems.append((BAD, Problem(directives.unknown(word), span), sidecar.shown))
                continue
            off = SwitchedOff(codes, word, sidecar.shown, span, reached=True)
            directives.all_switched_off.append(off)
            for index in reached:
                directives.switched_off.setdefault(index, []).append(off)
