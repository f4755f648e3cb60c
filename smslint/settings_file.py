"""Settings files in YAML and TOML, limited in size. They are read with the fast loader, and read again with positions only if
there is an error, to name the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import SmslintError
from smslint.records import NamedTuple
from smslint.settings import Key, Node, Origin, dotted, kind_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import yaml

LARGEST: Final = 4 * 1024 * 1024
"""The largest size of a settings file, in bytes."""
MOST: Final = 200_000
"""The largest number of values in a settings file, with aliases expanded."""

_UNREADABLE: Final = (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError)
"""What a YAML loader raises in addition to its own errors, for a date such as 2026-99-99 or 5,000 nested lists."""


class FileOrigin(Origin):
    """A settings file, or the part of a file that contains settings.

    :param name: its name in errors.
    :param text: its text if already known; otherwise the file is read again to find a line.
    :param above: the keys above the settings in the file: ``("tool", "smslint")`` in a ``pyproject.toml``.
    :param first: the line of the file where the text starts: front matter starts on the second line.
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
        """The line (from 1) of the deepest part of a key path that exists; ``None`` if the file no longer exists."""
        import yaml

        way = (*self.above, *keys)
        try:
            text = text_of(self)
            return _toml_line(text, way) if self.toml else self.first - 1 + _found(text, way)[0]
        except (
            SmslintError,
            yaml.YAMLError,
            *_UNREADABLE,
        ):  # the file was changed meanwhile: the original error matters more
            return None

    def written(self, keys: tuple[Key, ...]) -> str | None:
        """A scalar of a YAML file as it is written, if it has no quotes; else ``None``."""
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

    :param empty: whether an empty file means no settings; otherwise it is an error.

    :raises SmslintError: of the origin's type, if the file is absent or invalid.
    """
    text = text_of(origin)
    if origin.toml:
        return parse_toml(text, origin)
    return parse_yaml(text, origin, empty=empty)


def text_of(origin: FileOrigin) -> str:
    """The text of an origin's file.

    :raises SmslintError: if it cannot be read.
    """
    if origin.text is not None:
        return origin.text
    try:
        with origin.file.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise origin.error(f"{origin.name}: is too large for a settings file")
    except OSError as error:
        raise origin.error(f"{origin.name}: cannot be read: {error.strerror or error}") from None
    return decoded(data, origin)


def decoded(data: bytes, origin: Origin) -> str:
    """The text of a settings file, with ``\\n`` at the end of each line.

    :raises SmslintError: with the line of a byte that is not UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line, byte = before.count(b"\n") + 1, error.object[error.start]
        raise origin.error(f"{origin.name}:{line}: is not UTF-8: the byte 0x{byte:02x} is invalid here") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse_yaml(text: str, origin: FileOrigin, *, empty: bool = True, wanted: str = "must be a mapping") -> Node:
    """The settings in a YAML text.

    :param wanted: what the error says of a text that is something else.

    :raises SmslintError: with the line, for invalid YAML, a duplicate key, or aliases that never end.
    """
    import yaml

    if len(text) > LARGEST:
        raise origin.error(f"{origin.name}: is too large for a settings file")
    try:
        value, doubtful = load(text)
    except yaml.YAMLError as error:
        raise origin.error(_not_yaml(error, text, origin)) from None
    except _UNREADABLE as error:
        raise _unreadable(error, text, origin) from None
    if value is None and empty:
        value = {}
    if not isinstance(value, dict):
        raise origin.error(f"{origin.name}:{origin.first}: {wanted}, not {kind_of(value)}")
    bounded(value, origin, text)
    if doubtful and (twice := repeated(text)) is not None:
        at, before = twice.line + origin.first, twice.before + origin.first
        raise origin.error(
            f"{origin.name}:{at}: {twice.name}: duplicate key, first used on line {before}; YAML would ignore the first"
        )
    return Node(origin, value)


def parse_toml(text: str, origin: FileOrigin) -> Node:
    """The settings in a TOML text, under the keys that the origin names.

    :raises SmslintError: with the line.
    """
    import tomllib

    try:
        value: object = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        match = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", str(error), re.DOTALL)
        place, problem = (f":{match[2]}:{match[3]}", match[1]) if match else (f":{_toml_end(text, error)}", str(error))
        problem = "a number has too many digits" if "digits" in problem else problem
        if (repeated := _toml_repeated(text)) is not None:
            place, problem = f":{repeated[0]}", repeated[1]
        raise origin.error(f"{origin.name}{place}: is not TOML: {problem}") from None
    for index, key in enumerate(origin.above):
        value = value.get(key, {}) if isinstance(value, dict) else value
        if not isinstance(value, dict):
            way = dotted(origin.above[: index + 1])
            line = _toml_line(text, origin.above[: index + 1])
            raise origin.error(f"{origin.name}:{line}: {way}: must be a mapping, not {kind_of(value)}")
    assert isinstance(value, dict)
    bounded(value, origin)
    return Node(origin, value)


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
            line, way = _endless(text) if text else (None, ())
            raise _at(origin, line, way, "has too many settings; does an alias contain itself, or very many values?")
        if isinstance(value, Mapping):
            stack += value
            stack += value.values()
        elif isinstance(value, list | set | tuple):
            stack += value
        elif isinstance(value, str) and (problem := _impossible(value)):
            raise origin.refuse(_way_to(value, loaded), f"{shown(value)} {problem}")


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


def _at(origin: FileOrigin | Origin, line: int | None, way: tuple[Key, ...], message: str) -> SmslintError:
    """The error at a line of the text of an origin's settings."""
    first = origin.first if isinstance(origin, FileOrigin) else 1
    place = origin.name if line is None else f"{origin.name}:{line - 1 + first}"
    return origin.error(f"{place}: {dotted(way)}: {message}" if way else f"{place}: {message}")


def _endless(text: str) -> tuple[int | None, tuple[Key, ...]]:
    """The line and the key path of the first value in a YAML text that contains itself, or more values than the limit."""
    import yaml

    sizes: dict[int, int] = {}
    inside: set[int] = set()
    found: list[tuple[int, tuple[Key, ...]]] = []

    def size(node: yaml.Node, way: tuple[Key, ...]) -> int:
        if id(node) in inside:
            found.append((node.start_mark.line + 1, way))
            return 0
        if id(node) not in sizes:
            inside.add(id(node))
            sizes[id(node)] = 1 + sum(size(each, (*way, key)) for key, each in _below(node))
            inside.remove(id(node))
            if sizes[id(node)] > MOST:
                found.append((node.start_mark.line + 1, way))
        return sizes[id(node)]

    try:
        top = _composed(text)
        if top is not None:
            size(top, ())
    except (yaml.YAMLError, *_UNREADABLE):
        return None, ()
    return found[0] if found else (1, ())


def _below(node: yaml.Node) -> Iterator[tuple[Key, yaml.Node]]:
    """The children of a node, by key or index."""
    import yaml

    if isinstance(node, yaml.MappingNode):
        yield from ((str(key.value), value) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from enumerate(node.value)


def _unreadable(error: Exception, text: str, origin: FileOrigin) -> SmslintError:
    """The error for a YAML text with a value that Python cannot create: the date 2026-99-99, or 5,000 nested lists."""
    problem = "a number has too many digits" if "digits" in str(error) else (str(error) or repr(error)).splitlines()[0]
    line, way = _endless(text) if isinstance(error, OverflowError) else refused(text)[:2]
    return _at(origin, line, way, f"is not YAML: {problem}")


def refused(text: str) -> tuple[int | None, tuple[Key, ...], int]:
    """The line (from 1), the key path and the offset of the first scalar of a YAML text that is invalid for its tag."""
    import yaml

    maker = yaml.SafeLoader("")
    try:
        stack: list[tuple[tuple[Key, ...], yaml.Node]] = [((), top)] if (top := _composed(text)) is not None else []
        seen: set[int] = set()
        while stack:
            way, node = stack.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            stack += reversed([((*way, key), each) for key, each in _below(node)])
            try:
                if isinstance(node, yaml.ScalarNode):
                    maker.construct_object(node)
            except (yaml.YAMLError, *_UNREADABLE):
                return node.start_mark.line + 1, way, node.start_mark.index
    except (yaml.YAMLError, *_UNREADABLE):  # it is nested too deeply to be read
        pass
    return 1, (), 0


@cache
def _loader() -> Any:
    """The fast loader, which also notes possible duplicate keys and refuses merges that multiply without end."""
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
                raise OverflowError("too many merged keys")

    return Loader


def _not_yaml(error: yaml.YAMLError, text: str, origin: FileOrigin) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    if mark is None:  # a character that YAML does not allow, at a byte of the text
        line = text.encode().count(b"\n", 0, getattr(error, "position", 0) or 0) + origin.first
        return f"{origin.name}:{line}: is not YAML: {problem}"
    lines = text.split("\n")
    row = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        problem = "this line starts with a tab; YAML must be indented with spaces"
    return f"{origin.name}{origin.mark(mark.line + origin.first, mark.column + 1)}: is not YAML: {problem}"


class Twice(NamedTuple):
    """A duplicate key in a mapping."""

    name: str
    """Its key path."""
    line: int
    before: int
    """The lines of both, from 0."""
    offset: int
    """The offset in the text where the second one starts."""


def load(text: str) -> tuple[Any, bool]:
    """The content of a YAML text, and whether there may be a duplicate key: :func:`repeated` decides.

    :raises yaml.YAMLError: for invalid YAML; a value that is invalid for its tag raises Python's own error.
    """
    loader = _loader()(text)
    try:
        return loader.get_single_data(), loader.doubtful
    finally:
        loader.dispose()


def repeated(text: str) -> Twice | None:
    """The first duplicate key in a YAML text: YAML silently uses the last value."""
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
    """Every mapping as it is written, with its key path, in the order of the text."""
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
    """The line of the deepest part of a key path that a YAML text has, and the value at the full path, if it exists."""
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
    """A key of a mapping and its value; from a merged mapping if the mapping itself does not have the key."""
    import yaml

    merged: list[yaml.Node] = []
    for name, value in node.value:
        if name.value == key or (name.tag in _READ_AS and key == _READ_AS[name.tag].get(name.value.lower())):
            return name, value
        if name.value == "<<":
            merged += value.value if isinstance(value, yaml.SequenceNode) else [value]
    return next((pair for each in merged if isinstance(each, yaml.MappingNode) and (pair := _pair(each, key))), None)


_READ_AS: Final = {
    "tag:yaml.org,2002:bool": {
        "no": "false",
        "off": "false",
        "false": "false",
        "yes": "true",
        "on": "true",
        "true": "true",
    },
    "tag:yaml.org,2002:null": dict.fromkeys(("", "~", "null"), "nothing"),
}
"""Unquoted names that YAML reads as other types, and how errors show them."""

_HEADER: Final = r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?"
_KEYS: Final = r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""
_PART: Final = r"""[\w-]+|"[^"]*"|'[^']*'"""


def _toml_line(text: str, way: tuple[Key, ...]) -> int:
    """The line of the deepest part of a key path that a TOML text has as a table or at the start of a line."""
    best, deepest = 1, 0
    for number, here in _toml_ways(text):
        pairs = zip(here, way, strict=False)
        common = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(here), len(way)))
        if common > deepest:
            best, deepest = number, common
    return best


def _toml_end(text: str, error: Exception) -> int:
    """The line of a problem for which the TOML reader gives no place: a number that is too long, or the end of the text."""
    if "digits" in str(error) and (number := re.search(r"\d{4001}", text.replace("_", ""))) is not None:
        return text.replace("_", "").count("\n", 0, number.start()) + 1
    return text.rstrip("\n").count("\n") + 1


def _toml_repeated(text: str) -> tuple[int, str] | None:
    """The line of a duplicate key, and the error text."""
    first: dict[tuple[Key, ...], int] = {}
    for number, here in _toml_ways(text):
        if here in first:
            return number, f"{dotted(here)}: duplicate key, first used on line {first[here]}"
        first[here] = number
    return None


def _toml_ways(text: str) -> Iterator[tuple[int, tuple[Key, ...]]]:
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
