"""Files of settings, YAML and TOML: read with the fast loader, bounded, and read again with positions only when something
is wrong, to name the line.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import SmslintError
from smslint.records import NamedTuple
from smslint.settings import Key, Node, Origin, dotted, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import yaml

LARGEST: Final = 4 * 1024 * 1024
"""Bytes of a file of settings."""
MOST: Final = 200_000
"""Values in a file of settings, each alias counted as what it stands for."""

_UNREADABLE: Final = (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError)
"""What a YAML loader raises beside its own errors, for a date such as 2026-99-99 or a list in a list 5,000 times."""


class FileOrigin(Origin):
    """A file of settings, or the part of one that holds them.

    :param name: what errors call it.
    :param text: its text where that is known already; else the file is read again to find a line.
    :param above: the keys above the settings in the file: ``("tool", "smslint")`` in a ``pyproject.toml``.
    :param first: the line of the file in which the text begins: front matter begins in the second.
    """

    def __init__(
        self, name: str, file: Path, text: str | None = None, above: tuple[Key, ...] = (), first: int = 1
    ) -> None:
        super().__init__(name)
        self._file, self.text, self.above, self.first = file, text, above, first

    @property
    def file(self) -> Path:
        """The file."""
        return self._file

    @property
    def toml(self) -> bool:
        """Whether it is TOML, by its suffix; else it is YAML."""
        return self._file.suffix == ".toml"

    def line(self, keys: tuple[Key, ...]) -> int | None:
        """The line (from 1) of the deepest part of a way of keys that is written; ``None`` where the file is gone."""
        import yaml

        way = (*self.above, *keys)
        try:
            text = text_of(self)
            return _toml_line(text, way) if self.toml else self.first - 1 + _found(text, way)[0]
        except (
            SmslintError,
            yaml.YAMLError,
            *_UNREADABLE,
        ):  # the file was changed meanwhile: what is being told counts
            return None

    def written(self, keys: tuple[Key, ...]) -> str | None:
        """A single value of a YAML file as it is written without quotes; ``None`` for any other."""
        import yaml

        if self.toml:
            return None
        try:
            node = _found(text_of(self), (*self.above, *keys))[1]
        except (SmslintError, yaml.YAMLError, *_UNREADABLE):
            return None
        return node.value if isinstance(node, yaml.ScalarNode) and not node.style else None


def read(origin: FileOrigin, *, empty: bool = True) -> Node:
    """The settings of a file, by its suffix: TOML for ``.toml``, else YAML.

    :param empty: whether a file that holds nothing stands for no settings.

    :raises SmslintError: of the kind that the origin raises, when the file is absent or cannot be used.
    """
    text = text_of(origin)
    if origin.toml:
        return parse_toml(text, origin)
    return parse_yaml(text, origin, empty=empty)


def text_of(origin: FileOrigin) -> str:
    """The text of an origin's file.

    :raises SmslintError: when it cannot be read.
    """
    if origin.text is not None:
        return origin.text
    try:
        with origin.file.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise origin.error(f"{origin.name}: is too large for a file of settings")
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise origin.error(f"{origin.name}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise origin.error(f"{origin.name}: cannot be read: it is not UTF-8") from None


def parse_yaml(text: str, origin: FileOrigin, *, empty: bool = True, wanted: str = "must be a mapping") -> Node:
    """The settings in a YAML text.

    :param wanted: what is said of a text that is something else.

    :raises SmslintError: naming the line: not YAML, a key that is there twice, aliases without end.
    """
    import yaml

    if len(text) > LARGEST:
        raise origin.error(f"{origin.name}: is too large for a file of settings")
    try:
        value, doubtful = load(text)
    except yaml.YAMLError as error:
        raise origin.error(_not_yaml(error, text, origin)) from None
    except _UNREADABLE as error:
        raise origin.error(
            f"{origin.name}: is not YAML: {str(error).splitlines()[0] if str(error) else error!r}"
        ) from None
    if value is None and empty:
        value = {}
    if not isinstance(value, dict):
        raise origin.error(f"{origin.name}:{origin.first}: {wanted}, not {kind_of(value)}")
    bounded(value, origin)
    if doubtful and (twice := repeated(text)) is not None:
        at, before = twice.line + origin.first, twice.before + origin.first
        raise origin.error(
            f"{origin.name}:{at}: {twice.name}: is there twice, first in line {before}; YAML would forget the first"
        )
    return Node(origin, value)


def parse_toml(text: str, origin: FileOrigin) -> Node:
    """The settings in a TOML text, under the keys that the origin says.

    :raises SmslintError: naming the line.
    """
    import tomllib

    try:
        value: object = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        said = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", str(error), re.DOTALL)
        place, problem = (f":{said[2]}:{said[3]}", said[1]) if said else ("", str(error))
        if (repeated := _toml_repeated(text)) is not None:
            place, problem = f":{repeated[0]}", repeated[1]
        raise origin.error(f"{origin.name}{place}: is not TOML: {problem}") from None
    for index, key in enumerate(origin.above):
        value = value.get(key, {}) if isinstance(value, dict) else value
        if not isinstance(value, dict):
            way = dotted(origin.above[: index + 1])
            raise origin.error(f"{origin.name}: {way}: must be a mapping, not {kind_of(value)}")
    assert isinstance(value, dict)
    bounded(value, origin)
    return Node(origin, value)


def bounded(loaded: object, origin: Origin) -> None:
    """Refuse settings whose aliases hold themselves or multiply without end, and texts that no path can be.

    :raises SmslintError: naming the file.
    """
    left, stack = MOST, [loaded]
    while stack:
        value = stack.pop()
        left -= 1
        if left < 0 or len(stack) > MOST:
            raise origin.error(_TOO_MANY.format(origin.name))
        if isinstance(value, dict):
            stack += value.values()
        elif isinstance(value, list | set | tuple):
            stack += value
        elif isinstance(value, str) and "\0" in value:
            raise origin.error(f"{origin.name}: {value[:100]!r} holds a zero character, which no setting can")


_TOO_MANY: Final = "{}: holds too many settings; does an alias stand for itself or for a great many?"


@cache
def _loader() -> Any:
    """The fast loader, with two doubts of its own: whether a key may be there twice, and whether merging has an end."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        doubtful = False

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
            pairs = len(node.value)
            value: dict[Any, Any] = super().construct_mapping(node, deep=deep)
            self.doubtful = self.doubtful or len(value) < pairs or len(node.value) != pairs
            return value

        def flatten_mapping(self, node: yaml.MappingNode) -> None:
            super().flatten_mapping(node)
            if len(node.value) > MOST:
                raise OverflowError("merged keys multiply without end")

    return Loader


def _not_yaml(error: yaml.YAMLError, text: str, origin: FileOrigin) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    if mark is None:
        return f"{origin.name}: is not YAML: {problem}"
    lines = text.split("\n")
    row = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        problem = "this line begins with a tab; YAML is indented with spaces"
    return f"{origin.name}{origin.mark(mark.line + origin.first, mark.column + 1)}: is not YAML: {problem}"


class Twice(NamedTuple):
    """A key that a mapping has twice."""

    name: str
    """With the way to it."""
    line: int
    before: int
    """The lines of both, from 0."""
    offset: int
    """The character of the text at which the second one begins."""


def load(text: str) -> tuple[Any, bool]:
    """What a YAML text holds, and whether a key could be there twice: :func:`repeated` knows.

    :raises yaml.YAMLError: where it is not YAML; a value that its own tag refuses raises what Python raises.
    """
    loader = _loader()(text)
    try:
        return loader.get_single_data(), loader.doubtful
    finally:
        loader.dispose()


def repeated(text: str) -> Twice | None:
    """The first key that a mapping in a YAML text has twice: YAML silently takes the last."""
    for node, keys in _mappings(_composed(text)):
        first: dict[tuple[str, str], int] = {}
        for key, _ in node.value:
            if key.value == "<<" or not isinstance(key.value, str):
                continue
            line = key.start_mark.line
            if (key.tag, key.value) in first:
                return Twice(dotted((*keys, key.value)), line, first[key.tag, key.value], key.start_mark.index)
            first[key.tag, key.value] = line
    return None


def _mappings(top: yaml.Node | None) -> Iterator[tuple[yaml.MappingNode, tuple[Key, ...]]]:
    """Every mapping as it is written, with the way to it, in the order of the text."""
    import yaml

    seen: set[int] = set()
    stack: list[tuple[yaml.Node | None, tuple[Key, ...]]] = [(top, ())]
    while stack:
        node, keys = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            yield node, keys
            stack += reversed([(value, (*keys, str(key.value))) for key, value in node.value])
        elif isinstance(node, yaml.SequenceNode):
            stack += reversed([(item, (*keys, index)) for index, item in enumerate(node.value)])


def _composed(text: str) -> yaml.Node | None:
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    node: yaml.Node | None = yaml.compose(text, loader)
    return node


def _found(text: str, way: tuple[Key, ...]) -> tuple[int, yaml.Node | None]:
    """The line of the deepest part of a way that a YAML text has, and the value at the whole way, if it is there."""
    import yaml

    node = _composed(text)
    at = 1
    for key in way:
        if isinstance(node, yaml.MappingNode):
            pair = _pair(node, str(key))
            if pair is None:
                return at, None
            at, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            at = node.start_mark.line + 1
        else:
            return at, None
    return at, node


def _pair(node: yaml.MappingNode, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    """A key of a mapping and its value; of what is merged into it, where it has none of its own."""
    import yaml

    merged: list[yaml.Node] = []
    for name, value in node.value:
        if name.value == key:
            return name, value
        if name.value == "<<":
            merged += value.value if isinstance(value, yaml.SequenceNode) else [value]
    return next((pair for each in merged if isinstance(each, yaml.MappingNode) and (pair := _pair(each, key))), None)


_HEADER: Final = r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?"
_KEYS: Final = r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""
_PART: Final = r"""[\w-]+|"[^"]*"|'[^']*'"""


def _toml_line(text: str, way: tuple[Key, ...]) -> int:
    """The line of the deepest part of a way that stands in a TOML text as a table or at the start of a line."""
    best, deepest = 1, 0
    for number, here in _toml_ways(text):
        pairs = zip(here, way, strict=False)
        common = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(here), len(way)))
        if common > deepest:
            best, deepest = number, common
    return best


def _toml_repeated(text: str) -> tuple[int, str] | None:
    """The line of a key that is there twice, and what to say of it."""
    first: dict[tuple[Key, ...], int] = {}
    for number, here in _toml_ways(text):
        if here in first:
            return number, f"{dotted(here)} is there twice, first in line {first[here]}"
        first[here] = number
    return None


def _toml_ways(text: str) -> Iterator[tuple[int, tuple[Key, ...]]]:
    """Each table and each key at the start of a line, with its line."""
    table: tuple[Key, ...] = ()
    numbers: dict[tuple[Key, ...], int] = {}
    inside = ""  # the quotes of a text over several lines, which may hold anything
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
    """A table's way with the index of each list of tables in it."""
    way: list[Key] = []
    for at, part in enumerate(table, 1):
        way.append(part)
        if table[:at] in numbers:
            way.append(numbers[table[:at]])
    return tuple(way)
