"""The limits of settings: their size and number, and texts that are not allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from smslint.wording import dotted, shown

if TYPE_CHECKING:
    from smslint.errors import SmslintError
    from smslint.settings import Key, Origin

LARGEST: Final = 4 * 1024 * 1024
"""The largest size of a settings file, in bytes."""

MOST: Final = 200_000
"""The largest number of values in a settings file, with aliases expanded."""


def bounded(loaded: object, origin: Origin, text: str = "") -> None:
    """Refuse settings that contain themselves or multiply without end, and texts that no path and no message can contain.

    :param text: the YAML text of the settings, if there is one, to find the alias that causes it.
    :raises SmslintError: with the file, and with the line and the key if known.
    """
    left, stack = MOST, [loaded]
    while stack:
        value = stack.pop()
        left -= 1
        if left < 0 or len(stack) > MOST:
            from smslint.settings_file.yaml_places import endless

            line, way = endless(text, MOST) if text else (None, ())
            raise at(origin, line, way, "has too many settings; does an alias contain itself, or very many values?")
        if isinstance(value, Mapping):
            stack += value
            stack += value.values()
        elif isinstance(value, list | set | tuple):
            stack += value
        elif isinstance(value, str) and (problem := _impossible(value)):
            raise origin.refuse(_way_to(value, loaded), f"{shown(value)} {problem}")


def at(origin: Origin, line: int | None, way: tuple[Key, ...], message: str) -> SmslintError:
    """The error at a line of the text of an origin's settings."""
    place = origin.name if line is None else f"{origin.name}:{line - 1 + origin.first}"
    return origin.error(f"{place}: {dotted(way)}: {message}" if way else f"{place}: {message}")


def _impossible(value: str) -> str:
    """Why a text is not allowed in settings, as the end of a sentence; empty if it is allowed."""
    if "\0" in value:
        return "contains a null character, which is not allowed"
    if not value.isascii() and re.search(_SURROGATE, value):
        return "contains half of a surrogate pair, which is not a character"
    return ""


_SURROGATE: Final = "[\ud800-\udfff]"


def _way_to(wanted: str, loaded: object) -> tuple[Key, ...]:
    """The key path of a text, or of the mapping that has it as a key."""
    stack: list[tuple[tuple[Key, ...], object]] = [((), loaded)]
    while stack:
        way, value = stack.pop()
        if value is wanted:
            return way
        if isinstance(value, Mapping):
            if any(key is wanted for key in value):
                return way
            stack += reversed([((*way, str(key)), each) for key, each in value.items()])
        elif isinstance(value, list | tuple):
            stack += reversed([((*way, index), each) for index, each in enumerate(value)])
    return ()
