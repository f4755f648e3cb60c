"""Settings in TOML, and the lines of their keys."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.settings import Node
from smslint.settings_file.limits import bounded
from smslint.wording import dotted, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.settings import Key
    from smslint.settings_file.reading import FileOrigin

LONG_KEY: Final = re.compile(
    r"(?:^|[\[{,])[ \t]*+(?:(?:[A-Za-z0-9_-]++|\"[^\"\r\n]*+\"|'[^'\r\n]*+')[ \t]*+\.[ \t]*+){500}", re.MULTILINE
)
"""A key of so many parts that ``tomllib`` would take time with their square."""


def parse_toml(text: str, origin: FileOrigin) -> Node:
    """The settings in a TOML text, under the keys that the origin names.

    :raises SmslintError: with the line.
    """
    import tomllib

    if (long := LONG_KEY.search(text)) is not None:
        line = text.count("\n", 0, long.start()) + 1
        raise origin.error(f"{origin.name}:{line}: has a key of too many parts")
    try:
        value: object = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        match = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", str(error), re.DOTALL)
        place, problem = (f":{match[2]}:{match[3]}", match[1]) if match else (f":{_end(text, error)}", str(error))
        problem = "a number has too many digits" if "digits" in problem else problem
        if (repeated := _repeated(text)) is not None:
            place, problem = f":{repeated[0]}", repeated[1]
        raise origin.error(f"{origin.name}{place}: is not TOML: {problem}") from None
    for index, key in enumerate(origin.above):
        value = value.get(key, {}) if isinstance(value, dict) else value
        if not isinstance(value, dict):
            way = dotted(origin.above[: index + 1])
            line = line_of(text, origin.above[: index + 1])
            raise origin.error(f"{origin.name}:{line}: {way}: must be a mapping, not {kind_of(value)}")
    assert isinstance(value, dict)
    bounded(value, origin)
    return Node(origin, value)


_HEADER: Final = r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?"

_KEYS: Final = r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""

_PART: Final = r"""[\w-]+|"[^"]*"|'[^']*'"""


def line_of(text: str, way: tuple[Key, ...]) -> int:
    """The line of the deepest part of a key path that a TOML text has as a table or at the start of a line."""
    line, below = _tree(text)
    for key in way:
        if key not in below:
            break
        line, below = below[key]
    return line


class _Line(NamedTuple):
    """The first line of a table or a key, and what is below it."""

    line: int
    below: dict[Key, _Line]


@lru_cache(maxsize=2)  # a file with many findings is asked for the line of each
def _tree(text: str) -> _Line:
    """The tables and keys of a TOML text by their parts."""
    top = _Line(1, {})
    for number, here in _ways(text):
        at = top
        for key in here:
            at = at.below.setdefault(key, _Line(number, {}))
    return top


def _end(text: str, error: Exception) -> int:
    """The line of a problem for which the TOML reader gives no place: a number that is too long, or the end of the text."""
    if "digits" in str(error) and (number := re.search(r"\d{4001}", text.replace("_", ""))) is not None:
        return text.replace("_", "").count("\n", 0, number.start()) + 1
    return text.rstrip("\n").count("\n") + 1


def _repeated(text: str) -> tuple[int, str] | None:
    """The line of a duplicate key, and the error text."""
    first: dict[tuple[Key, ...], int] = {}
    for number, here in _ways(text):
        if here in first:
            return number, f"{dotted(here)}: duplicate key, first used on line {first[here]}"
        first[here] = number
    return None


def _ways(text: str) -> Iterator[tuple[int, tuple[Key, ...]]]:
    """Each table and each key at the start of a line, with its line."""
    table: tuple[Key, ...] = ()
    numbers: dict[tuple[Key, ...], int] = {}
    inside = ""  # the quotes of a multi-line string, which may contain anything
    for number, row in enumerate(text.split("\n"), 1):
        quotes = [each for each in ('"""', "'''") if row.count(each) % 2]
        if inside:
            inside = "" if inside in quotes else inside
            continue
        inside = quotes[0] if quotes else ""
        if (header := re.fullmatch(_HEADER, row)) is not None:
            table = tuple(part.strip("\"'") for part in re.findall(_PART, header[2]))
            if header[1] == "[[":
                numbers[table] = numbers.get(table, -1) + 1
            table = _numbered(table, numbers)
            yield number, table
        elif (keys := re.match(_KEYS, row)) is not None:
            yield number, (*table, *(part.strip("\"'") for part in re.findall(_PART, keys[1])))


def _numbered(table: tuple[Key, ...], numbers: dict[tuple[Key, ...], int]) -> tuple[Key, ...]:
    """A table's key path, with the index of each array of tables in it."""
    way: list[Key] = []
    for at, part in enumerate(table, 1):
        way.append(part)
        if table[:at] in numbers:
            way.append(numbers[table[:at]])
    return tuple(way)
