"""The places of keys and values in a YAML text. It is read again for them, after an error."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from smslint.records import NamedTuple
from smslint.settings_file.yaml_numbers import careful
from smslint.wording import dotted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    import yaml

    from smslint.settings import Key

    _Pair: TypeAlias = "tuple[yaml.Node, yaml.Node]"

UNREADABLE: Final = (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError)
"""What a YAML loader raises in addition to its own errors, for a date such as 2026-99-99 or 5,000 nested lists."""

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


def line_of(text: str, way: tuple[Key, ...]) -> int | None:
    """The line of the deepest part of a key path that a YAML text has; ``None`` if the text cannot be read."""
    import yaml

    try:
        return _found(text, way)[0]
    except (yaml.YAMLError, *UNREADABLE):
        return None


def written(text: str, way: tuple[Key, ...]) -> str | None:
    """The scalar at a key path as it is written, if it has no quotes; else ``None``."""
    import yaml

    try:
        node = _found(text, way)[1]
    except (yaml.YAMLError, *UNREADABLE):
        return None
    return node.value if isinstance(node, yaml.ScalarNode) and not node.style else None


def _found(text: str, way: tuple[Key, ...]) -> tuple[int, yaml.Node | None]:
    """The line of the deepest part of a key path that a YAML text has, and the value at the full path, if it exists."""
    import yaml

    pairs = _pairs(text)
    node = pairs.top
    at = 1
    for key in way:
        if isinstance(node, yaml.MappingNode):
            pair = pairs.find(node, str(key))
            if pair is None:
                return at, None
            at, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            at = node.start_mark.line + 1
        else:
            return at, None
    return at, node


class _Pairs:
    """The keys of the mappings of one text. A mapping is walked once, as a file with many findings is asked for the line of each."""

    def __init__(self, top: yaml.Node | None) -> None:
        self.top = top
        self._known: dict[int, tuple[dict[str, _Pair], list[yaml.MappingNode]]] = {}
        """By the id of a mapping: its own keys with their values, and the mappings that are merged into it."""

    def find(self, node: yaml.MappingNode, key: str) -> _Pair | None:
        """A key of a mapping and its value; from a merged mapping if the mapping itself does not have the key."""
        if id(node) not in self._known:
            self._known[id(node)] = _own_pairs(node)
        own, merged = self._known[id(node)]
        if key in own:
            return own[key]
        return next((pair for each in merged if (pair := self.find(each, key)) is not None), None)


def _own_pairs(node: yaml.MappingNode) -> tuple[dict[str, _Pair], list[yaml.MappingNode]]:
    import yaml

    own: dict[str, _Pair] = {}
    merged: list[yaml.Node] = []
    for name, value in node.value:
        if not isinstance(name.value, str):
            continue
        own.setdefault(name.value, (name, value))
        if name.tag in _READ_AS and (read := _READ_AS[name.tag].get(name.value.lower())) is not None:
            own.setdefault(read, (name, value))
        if name.value == "<<":
            merged += value.value if isinstance(value, yaml.SequenceNode) else [value]
    return own, [each for each in merged if isinstance(each, yaml.MappingNode)]


@lru_cache(maxsize=2)
def _pairs(text: str) -> _Pairs:
    return _Pairs(_composed(text))


def endless(text: str, most: int) -> tuple[int | None, tuple[Key, ...]]:
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
            if sizes[id(node)] > most:
                found.append((node.start_mark.line + 1, way))
        return sizes[id(node)]

    try:
        top = _composed(text)
        if top is not None:
            size(top, ())
    except (yaml.YAMLError, *UNREADABLE):
        return None, ()
    return found[0] if found else (1, ())


KINDS: Final = {
    "timestamp": "a date or a time that exists", "int": "a number that can be read", "float": "a number that can be read", "bool": "true or false",
    "binary": "Base64",
}  # fmt: skip
"""What a scalar with a tag of YAML must be, for errors."""


def refused(text: str) -> tuple[int | None, tuple[Key, ...], yaml.ScalarNode | None]:
    """The line (from 1), the key path and the first scalar of a YAML text that is invalid for its tag; ``None`` if it is nested too deeply."""
    import yaml

    class Maker(yaml.SafeLoader):
        pass

    careful(Maker)
    maker = Maker("")
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
            except (yaml.YAMLError, *UNREADABLE):
                return node.start_mark.line + 1, way, node if isinstance(node, yaml.ScalarNode) else None
    except (yaml.YAMLError, *UNREADABLE):  # it is nested too deeply to be read
        pass
    return 1, (), None


class Twice(NamedTuple):
    """A duplicate key in a mapping."""

    name: str
    """Its key path."""
    line: int
    before: int
    """The lines of both, from 0."""
    offset: int
    """The offset in the text where the second one starts."""


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


def _below(node: yaml.Node) -> Iterator[tuple[Key, yaml.Node]]:
    """The children of a node, by key or index."""
    import yaml

    if isinstance(node, yaml.MappingNode):
        yield from ((str(key.value), value) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from enumerate(node.value)


@lru_cache(maxsize=2)  # a file with many findings is asked for the line of each
def _composed(text: str) -> yaml.Node | None:
    """The nodes of a YAML text, which nobody changes."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    node: yaml.Node | None = yaml.compose(text, loader)
    return node
