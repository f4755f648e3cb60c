"""What a rule file names must exist, and its patterns must end in time: asked when the file is read, not when it runs.

Files whose bytes were read before are not asked again (see :mod:`smslint.rules.compiled`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from smslint.rules.context import KINDS, SENDER_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from smslint.rules.checks import Check
    from smslint.rules.packfile import Key, Node

TIME_LIMIT: Final = 0.1
"""Seconds that a pattern may take on one hostile text."""

PROGRAMS: Final = ("confirmation", "help", "stop")


def vet(top: Node, check: Check, options: dict[str, Any], path: Path) -> None:
    """Refuse a rule that names what does not exist, or whose patterns a hostile text would keep busy.

    :raises PackError: naming file, line and key.
    """
    _scope(top.child("applies_to"))
    if "lexicon" in options:
        _lexicon(top, str(options["lexicon"]), path)
    for key in ("regions", "without_consent"):
        if key in options:
            _regions(top.child("options"), key)
    for key in sorted(check.patterns & options.keys()):
        for keys, pattern in _strings(options[key], (key,)):
            _pattern(top, pattern, ("options", *keys))


def _scope(node: Node) -> None:
    from smslint.dialects import DIALECTS
    from smslint.rules import providers

    known = {"kind": KINDS, "sender": SENDER_TYPES, "program": PROGRAMS, "dialect": tuple(DIALECTS)}
    if node.values.get("provider"):
        known["provider"] = providers.names()
    for key, allowed in known.items():
        for index, value in enumerate(node.texts(key)):
            if value not in allowed:
                node.fail(f"{value!r} is not one of {', '.join(allowed)}", key, index)
    _regions(node, "regions")


def _regions(node: Node, key: str) -> None:
    if not node.values.get(key):
        return
    from smslint.numbers.store import plan

    numbering = plan()
    for index, region in enumerate(node.texts(key)):
        if not re.fullmatch("[A-Z]{2}", region) or not numbering.calling_code(region):
            node.fail(f"{region!r} is not a region; write ISO 3166-1 alpha-2 such as US or GB", key, index)


def _lexicon(top: Node, name: str, path: Path) -> None:
    from smslint.errors import PackError
    from smslint.rules.lexicons import lexicon_at

    try:
        lexicon_at(name, path)
    except PackError as error:
        if str(error).startswith("there is no"):
            top.fail(str(error), "options", "lexicon")
        raise


def _strings(value: object, keys: tuple[Key, ...]) -> Iterator[tuple[tuple[Key, ...], str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, (*keys, str(key)))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strings(item, (*keys, index))


def _pattern(top: Node, pattern: str, keys: tuple[Key, ...]) -> None:
    import regex

    try:
        compiled = regex.compile(pattern, regex.IGNORECASE)
    except regex.error as error:
        top.fail(f"is not a regular expression: {error}", *keys)
    for text in hostile(pattern):
        try:
            for _ in compiled.finditer(text, timeout=TIME_LIMIT):
                pass
        except TimeoutError:
            top.fail(
                f"took over {TIME_LIMIT} s on a text of {len(text)} characters; avoid a repeat inside a repeat", *keys
            )


def hostile(pattern: str) -> Iterator[str]:
    """Texts that a pattern with a repeat inside a repeat does not survive."""
    runs = set(re.findall(r"[^\W_]+", pattern)) | {"a", "1", " "}
    # What a pattern needs to end on stands behind the repeats, or the engine would see at once that it cannot match.
    end = " ".join(sorted(runs)) + "".join(sorted(set(re.findall(r"[^\w\s\\()\[\]{}*+?|^$.]", pattern))))
    for run in sorted(runs):
        yield run * 120 + "! " + end
        yield f"{run} " * 60 + "! " + end
        yield run * 120 + "!"
