"""CloudFormation and SAM templates in YAML and JSON: texts that ``Fn::Sub`` fills, and texts that ``Fn::Join`` puts together.

Source: the "Intrinsic functions" of the AWS CloudFormation user guide. ``${Name}`` is a parameter, a resource or an attribute, and
``${!Name}`` is sent as ``${Name}``. ``Fn::Sub`` may have a mapping, which gives names their values. What other functions give is a part
of unknown length.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from smslint.sources.message import Message, Run, SourceMap
from smslint.span import Span
from smslint.text.condition import Condition
from smslint.text.tree import Arm, Branch, Literal, Placeholder, Sequence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from smslint.text.tree import Node

JOIN: Final = "Fn::Join"
"""The key of a list with a delimiter and the parts."""
SUB: Final = "Fn::Sub"
"""The key of a text, or of a list with a text and the values of its names."""
FUNCTIONS: Final = frozenset((JOIN, SUB))
"""What makes a text."""
_PLAIN_KEYS: Final = {"!Ref": "Ref", "!Condition": "Condition"}
_FIELD: Final = re.compile(r"\$\{(?:!(?P<kept>[^{}\n]*)|\s*(?P<name>[A-Za-z][\w.:-]*)\s*)\}")
_COGNITO: Final = re.compile(r"\{####\}|\{username\}|\{##[^#{}]+##\}")
"""Amazon Cognito's code, name and link."""
_MOST: Final = 10_000
"""How many parts a message may have: a name of a mapping may stand for many."""
_DEEPEST: Final = 30
_NO_VALUE: Final = "AWS::NoValue"


class Part(NamedTuple):
    """A single value inside a function: its path from the function's key on, its text, and its place."""

    path: tuple[str, ...]
    body: str
    map: SourceMap


_Tree: TypeAlias = "dict[str, _Tree] | Part"


def key_of(tag: str | None) -> str | None:
    """The key that means the same as a YAML tag: ``Fn::Join`` for ``!Join``."""
    if tag is None or not tag.startswith("!") or len(tag) == 1:
        return None
    return _PLAIN_KEYS.get(tag) or f"Fn::{tag[1:]}"


def filled_later(body: str) -> str | None:
    """The dialect of what Amazon Cognito fills in a text that a stack configures; ``None`` if it fills nothing."""
    return "brace" if _COGNITO.search(body) else None


def shorter(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path of a text without the function that makes it, so that both select it."""
    return path[:-1] if path and path[-1] in FUNCTIONS else path


def message(parts: Iterable[Part], path: tuple[str, ...], locale: str | None) -> Message | None:
    """The message that a function makes of its parts; ``None`` if it has none.

    :param path: the key path of the function.
    """
    tree: dict[str, _Tree] = {}
    for each in parts:
        _put(tree, each)
    if not tree:
        return None
    made = _Making()
    try:
        nodes = made.value(tree, 0)
    except _TooMuchError:
        made = _Making()
        first = next(iter(_parts(tree)))
        nodes = [made.unknown(first.map, JOIN)]
    body, source_map = made.build()
    text = Sequence(tuple(nodes), Span(0, len(body))) if made.is_template else None
    return Message(body, source_map, ".".join(path) or None, locale, text=text, dialect=filled_later(body))


class _TooMuchError(Exception):
    """A message has too many parts."""


class _Making:
    """Puts a message together: its body, its map and the nodes of its tree, in the order in which it is sent."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.runs: list[Run] = []
        self.length = 0
        self.steps = 0
        self.is_template = False

    def build(self) -> tuple[str, SourceMap]:
        return "".join(self.bodies), SourceMap(tuple(self.runs) or (Run(0, 0, 0, 0, True),))

    def value(self, tree: _Tree, depth: int) -> list[Node]:
        """The nodes of a value."""
        self.steps += 1
        if self.steps > _MOST or depth > _DEEPEST:
            raise _TooMuchError
        if isinstance(tree, Part):
            return self.copied(tree.body, tree.map)
        function, inner = next(iter(tree.items()))
        if len(tree) == 1 and function == SUB:
            return self.filled(inner, depth)
        if len(tree) == 1 and function == JOIN:
            return self.joined(inner, depth)
        if len(tree) == 1 and function == "Fn::If" and (arms := _items(inner)) is not None and len(arms) == 3:
            return self.branch(arms, depth)
        return [self.named(function, inner)]

    def joined(self, inner: _Tree, depth: int) -> list[Node]:
        items = _items(inner)
        parts = _items(items[1]) if items is not None and len(items) == 2 else None
        if items is None or parts is None or not isinstance(items[0], Part):
            return [self.named(JOIN, inner)]
        delimiter = items[0]
        nodes: list[Node] = []
        for number, part in enumerate(each for each in parts if not _is_no_value(each)):
            if number:
                nodes += self.copied(delimiter.body, delimiter.map)
            nodes += self.value(part, depth + 1)
        return nodes

    def filled(self, inner: _Tree, depth: int) -> list[Node]:
        """The text of ``Fn::Sub``, with the values of its mapping in the places of their names."""
        items = None if isinstance(inner, Part) else _items(inner)
        text = inner if isinstance(inner, Part) else items[0] if items else None
        mapping = items[1] if items is not None and len(items) == 2 else {}
        if not isinstance(text, Part):
            return [self.named(SUB, inner)]
        names = mapping if isinstance(mapping, dict) else {}
        nodes: list[Node] = []
        at = 0
        for match in _FIELD.finditer(text.body):
            nodes += self.copied(text.body[at : match.start()], text.map.part(at, match.start()))
            place = text.map.part(*match.span())
            if match["kept"] is not None:
                nodes.append(self.kept(match[0], place, f"${{{match['kept']}}}"))
            elif match["name"] in names:
                nodes += self.value(names[match["name"]], depth + 1)
            else:
                nodes.append(self.placeholder(match[0], place, match["name"]))
            at = match.end()
        return nodes + self.copied(text.body[at:], text.map.part(at, len(text.body)))

    def branch(self, items: list[_Tree], depth: int) -> list[Node]:
        """``Fn::If``: one of two values."""
        self.is_template = True
        start = self.length
        asked = items[0].body if isinstance(items[0], Part) else "Fn::If"
        arms = []
        for each, condition in ((items[1], Condition(asked)), (items[2], None)):
            before = self.length
            nodes = [] if _is_no_value(each) else self.value(each, depth + 1)
            arms.append(Arm(Sequence(tuple(nodes), Span(before, self.length)), condition))
        return [Branch(tuple(arms), Span(start, self.length))] if self.length > start else []

    def named(self, function: str, inner: _Tree) -> Node:
        """What ``Ref`` and ``Fn::GetAtt`` give, or another function, of whose value nothing is known."""
        words = list(_parts(inner))
        if not words:
            raise _TooMuchError
        name = ".".join(each.body for each in words)
        if function in {"Ref", "Fn::GetAtt"} and name:
            return self.placeholder(f"${{{name}}}", _whole(words), name)
        return self.unknown(_whole(words), function)

    def unknown(self, place: SourceMap, function: str) -> Node:
        return self.placeholder(f"${{{function}}}", place, function, opaque=True)

    def placeholder(self, body: str, place: SourceMap, name: str, *, opaque: bool = False) -> Node:
        return Placeholder(name, self.kept(body, place, "").span, opaque=opaque)

    def kept(self, body: str, place: SourceMap, text: str) -> Literal:
        """A place of which another text is sent."""
        self.is_template = True
        start = self.length
        runs = place.runs if len(body) == sum(run.text_length for run in place.runs) else (_one(place.runs, len(body)),)
        self.add(body, runs)
        return Literal(text, Span(start, self.length))

    def copied(self, body: str, place: SourceMap) -> list[Node]:
        """Characters that are sent as they are."""
        start = self.length
        self.add(body, place.runs)
        return [Literal(body, Span(start, self.length))] if body else []

    def add(self, body: str, runs: Iterable[Run]) -> None:
        if body:
            self.runs += [run._replace(text_start=run.text_start + self.length) for run in runs]
            self.bodies.append(body)
            self.length += len(body)


def _put(tree: dict[str, _Tree], part: Part) -> None:
    for name in part.path[:-1]:
        inner = tree.setdefault(name, {})
        if isinstance(inner, Part):  # a key that the file has twice
            inner = tree[name] = {}
        tree = inner
    tree[part.path[-1]] = part


def _items(tree: _Tree) -> list[_Tree] | None:
    """The items of a list; ``None`` for what is none."""
    if isinstance(tree, Part) or any(name != str(number) for number, name in enumerate(tree)):
        return None
    return list(tree.values())


def _parts(tree: _Tree) -> Iterable[Part]:
    waiting = [tree]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Part):
            yield each
        else:
            waiting.extend(reversed(each.values()))


def _is_no_value(tree: _Tree) -> bool:
    """Whether a value is left out of its list."""
    inner = None if isinstance(tree, Part) else tree.get("Ref")
    return isinstance(inner, Part) and inner.body == _NO_VALUE


def _whole(words: list[Part]) -> SourceMap:
    """The place from the first word to the last."""
    return SourceMap((_one([run for each in words for run in each.map.runs], 0),))


def _one(runs: Collection[Run], length: int) -> Run:
    """A run of a text that the file writes otherwise, in the place from the first of these runs to the last."""
    start = min(run.file_start for run in runs)
    end = max(run.file_start + run.file_length for run in runs)
    return Run(0, length, start, end - start, False)
