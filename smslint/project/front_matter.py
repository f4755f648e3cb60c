"""The front matter of a file, between two lines of dashes: its settings, and keys that are probably mistyped.

Other programs have their own keys there (``title``, ``date``), so an unknown key is not an error; one that is similar to ours is a
finding.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.project.layers import Layer
from smslint.project.message_settings import check_settings
from smslint.rules.context import CONTEXT_KEYS
from smslint.rules.directives import Problem
from smslint.settings import Node, Origin
from smslint.settings_file.reading import FileOrigin
from smslint.sources.plain import head_of
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KEYS: Final = frozenset({*CONTEXT_KEYS, "dialect", "values", "rules"})
"""The top-level keys of front matter that smslint uses; other keys belong to other programs."""
_IN_WORD: Final = re.compile(r"\w")
_END_OF_KEY: Final = re.compile(r"[\"']?\s*+:")
FOREIGN: Final = frozenset(
    {"gender", "render", "vendor", "lender", "content", "contents", "local", "locals", "locales", "reason", "version", "value",
     "rule", "find", "mind", "band", "grand", "profile", "problem", "progress", "main", "domain_name", "sent", "sends", "fact", "site"}
)  # fmt: skip
"""Keys of other programs that differ from ours by one or two letters."""


def layer(settings: Mapping[str, object], text: str, path: str) -> Layer:
    """The settings in a file's own front matter, or that another file shows, as a flag of gettext does: unknown keys are errors under ``smslint:``, and ignored at the top level.

    :param settings: its front matter, as it was read.
    :param text: the whole file, to name the line of an error.
    :raises ConfigError: for a setting that cannot be used.
    """
    head, first = head_of(text) or ("", 1)
    name = path or "the message"
    origin = FileOrigin(name, Path(name), head, first=first) if head else Origin(f"{name}: front matter")
    top = Node(origin, settings)
    own = top.part(KEYS)
    rules = check_settings(own)
    nested = top.child("smslint", "{kind: otp}").only(KEYS)
    rules |= {name: setting.over(rules.get(name)) for name, setting in check_settings(nested).items()}
    return Layer("its front matter" if head else "the file", {**own.values, **nested.values}, rules)


def mistyped(settings: Mapping[str, object], text: str) -> Iterator[Problem]:
    """The keys of a front matter that are similar to ours, each with its place in the file."""
    for key in settings:
        meant = _meant(key)
        if meant is not None and meant not in settings:
            match = re.search(rf"^[\"']?{re.escape(key)}\b", text, re.MULTILINE)
            start = match.start() if match is not None else 0
            words = f"Unknown key {key!r} in the front matter (did you mean {meant!r}?)."
            yield Problem(words, Span(start, start + len(key)))


def declared(settings: Mapping[str, object], text: str) -> Iterator[tuple[str, Span]]:
    """The names under ``values`` in a front matter, each with its place in the file."""
    nested = settings.get("smslint")
    for above in (settings, nested if isinstance(nested, dict) else {}):
        values = above.get("values")
        at = 0
        for name in map(str, values if isinstance(values, dict) else ()):
            found = _key_at(text, name, at)  # the names are in the order of the text, but for merged mappings
            if found < 0:
                found = max(_key_at(text, name, 0), 0)
            else:
                at = found
            yield name, Span(found, found + len(name))


def _key_at(text: str, name: str, at: int) -> int:
    """Where a name is a key, from a place on; -1 if it is nowhere."""
    while (at := text.find(name, at)) >= 0:
        if not (at and _IN_WORD.match(text, at - 1)) and _END_OF_KEY.match(text, at + len(name)):
            return at
        at += 1
    return -1


def _meant(key: str) -> str | None:
    """The setting of which a key is probably a misspelling."""
    word = key.lower()
    if key in KEYS or key == "smslint" or word in FOREIGN or not 3 <= len(word) <= 20:
        return None
    near = [(_distance(word, known), known) for known in (*sorted(KEYS), "smslint") if len(known) > 3]
    distance, meant = min(near)
    return meant if distance <= (2 if len(meant) > 6 else 1) else None


def _distance(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or the wrong way round."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        twice, before, row = before, row, [at]
        for to, wanted in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (char != wanted))
            if twice and to > 1 and char == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, twice[to - 2] + 1)
            row.append(cost)
    return row[-1]
