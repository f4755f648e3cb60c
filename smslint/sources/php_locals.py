"""Texts of PHP with variables whose only value the function gives them before: ``$x = $vip ? 'Mr' : 'Ms'; $text = "Hi $x";`` is one text."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.sources.code.messages import message
from smslint.sources.code.values import LARGEST, Value, size_of
from smslint.sources.expression import TreeBuilder
from smslint.sources.php_expressions import holds_text, nodes_of
from smslint.span import Span
from smslint.text.condition import Condition
from smslint.text.patterns import once
from smslint.text.tree import Arm, Branch, Literal, Loop, Placeholder, Sequence, with_leaves

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.sources.calls import Names
    from smslint.sources.message import Message
    from smslint.sources.php_expressions import Item
    from smslint.sources.variables import Variables
    from smslint.text.tree import Node

_DEEPEST: Final = 8
_IMPLODE: Final = re.compile(
    r"\\?(?:implode|join)\(\s*(?P<quote>['\"])(?P<glue>(?:[^'\"\\$]|\\[nrt])*)(?P=quote)\s*,\s*\$(?P<list>\w+)\s*,?\s*\)"
)
_CHANGES: Final = re.compile(r"\$(\w+)\s*(?:\[|[-+.?]*=(?![=>]))|array_(?:push|unshift|splice)\(\s*\$(\w+)")
_GIVEN: Final = re.compile(
    r"(?:implode|join)\([^()$]*\$\w+\s*,?\s*\)|(?:count|sizeof|empty|isset)\(\s*\$\w+\s*\)"
    r"|[(,]\s*&?\s*\$(?P<name>\w+)\s*(?=[,)])|\bforeach\s*\(\s*\$(?P<list>\w+)\s+as\s[^()&]*&"
)
"""A variable that a function or a loop may change, for which PHP has references; some functions only read."""
_CONSTANT: Final = re.compile(r"(?:(?:self|static)::)?([A-Z][A-Z0-9_]+)")


class _Written(NamedTuple):
    """An expression: where it is, the functions and the blocks around it, and the path of its variable."""

    items: list[Item]
    scopes: Names
    blocks: tuple[int, ...]
    path: Names = ()

    @property
    def place(self) -> Span:
        return Span(self.items[0].start, self.items[-1].end)


class _List(NamedTuple):
    """A list that a variable gets."""

    values: list[list[Item]]
    blocks: tuple[int, ...]
    end: int


class Locals:
    """The values of the variables of one file, and its texts.

    :param word: the word before a block that opens at a place: ``if``.
    """

    def __init__(self, source: str, variables: Variables, word: Callable[[int], str]) -> None:
        self._source = source
        self._variables = variables
        self._word = word
        self._make = TreeBuilder(source, 0)
        self._values: dict[tuple[Names, str], list[_Written]] = {}
        self._texts: dict[int, _Written] = {}
        self._lists: dict[tuple[Names, str], list[_List]] = {}
        self.sent: dict[int, Names] = {}
        """Where something is sent that is not written there, and the functions around."""
        self.changed: set[Names] = set()
        """The variables to which something is added."""

    def assigned(self, scopes: Names, blocks: tuple[int, ...], path: Names, items: list[Item]) -> None:
        """A variable gets a value."""
        self._values.setdefault((scopes, path[-1]), []).append(_Written(items, scopes, blocks, path))

    def listed(self, scopes: Names, name: str, values: list[list[Item]], blocks: tuple[int, ...], end: int) -> None:
        """A variable gets a list, which ends here."""
        self._lists.setdefault((scopes, name), []).append(_List(values, blocks, end))

    def written(self, found: Message, scopes: Names, blocks: tuple[int, ...], items: list[Item]) -> None:
        """A text is read."""
        if found.text is not None and scopes:
            self._texts[found.map.to_file(Span(0, 0)).start] = _Written(items, scopes, blocks)

    def inlined(self, found: list[Message]) -> list[Message]:
        """The texts, with what their variables are. The values are no texts of their own, unless they are sent."""
        used: list[Span] = []
        made = [self._inlined(each, used) for each in found]
        if not used:
            return found
        used.sort()
        starts, reach = [each.start for each in used], list(accumulate((each.end for each in used), max))
        return [each for each in made if each.sent or not _is_in(each, starts, reach)]

    def _inlined(self, found: Message, used: list[Span]) -> Message:
        place = found.map.to_file(Span(0, len(found.body)))
        if found.unknown and (scopes := self.sent.get(place.start)) is not None:
            return self._joined(found, scopes, place, used)
        text = self._texts.get(place.start)
        if text is None or place.end > text.place.end:  # more was added to it
            return found
        mine: list[Span] = []
        parts = self._filled(text, mine).parts
        size = size_of(parts)
        if not mine or size > LARGEST:
            return found
        used += mine
        value = Value(parts, True, size, text.place, self._source[slice(*text.place)])
        return message(self._source, value, found.key, found.locale)._replace(sent=found.sent)

    def _filled(self, text: _Written, used: list[Span], depth: int = 0) -> Sequence:
        """An expression, with what its variables are."""

        def change(leaf: Literal | Placeholder) -> Node:
            value = self._value(leaf.name, text) if isinstance(leaf, Placeholder) and depth < _DEEPEST else None
            if value is None:
                return leaf
            used.append(value.place)
            return self._filled(value, used, depth + 1)

        return with_leaves(Sequence(tuple(nodes_of(self._make, text.items)), text.place), change)

    def _value(self, name: str, text: _Written) -> _Written | None:
        """The value that a variable certainly has, if it is a text."""
        if (constant := _CONSTANT.fullmatch(name)) is not None:
            return self._constant(constant[1], text.scopes)
        values = self._values.get((text.scopes, name.lstrip("{$").rstrip("}")), [])
        if len(values) != 1:
            return None
        (value,) = values
        before = value.place.end <= text.place.start and value.blocks == text.blocks[: len(value.blocks)]
        known = (*value.scopes, value.path[-1])
        other = known in self.changed or known in self._variables.bound or known in self._variables.doubted
        return value if before and not other and holds_text(value.items) else None

    def _joined(self, found: Message, scopes: Names, place: Span, used: list[Span]) -> Message:
        """What is sent, if it is a list of texts that ``implode`` joins, perhaps by way of a variable."""
        written = self._source[slice(*place)]
        values = self._values.get((scopes, written.lstrip("$")), [])
        if len(values) == 1:
            place = values[0].place
            written = self._source[slice(*place)]
        joins = _IMPLODE.fullmatch(written)
        lists = self._lists.get((scopes, joins["list"]), []) if joins is not None else []
        if joins is None or len(lists) != 1:
            return found
        added = self._added(scopes, joins["list"], place.start)
        end = lists[0].end
        if not any(map(holds_text, [*lists[0].values, *(each.items for each in added)])):
            return found
        changes = self._changes.get(joins["list"], [])
        done = bisect_right(changes, place.start) - bisect_right(changes, end)
        if done != len(added) or self._is_given(joins["list"], end, place.start):
            return found  # something else is done to it
        between = _glue(joins, place.start)
        parts: list[Node] = []
        mine: list[Span] = []
        for items in lists[0].values:
            parts += [*([between] if parts and between.text else []), self._entry(items, mine)]
        for block, several in groupby(added, key=lambda each: each.blocks[len(lists[0].blocks) :]):
            entries = [
                node
                for each in several
                for node in (between, self._entry(each.items, mine))
                if node != between or between.text
            ]
            word = self._word(block[0]) if len(block) == 1 else ""
            if block and (not parts or word not in {"if", "for", "foreach", "while"}):
                return found
            entries = entries if parts or not between.text else entries[1:]
            inside = Sequence(tuple(entries), Span(0, 0))
            if word == "if":
                empty = Arm(Sequence((), Span(0, 0)), None)
                parts.append(Branch((Arm(inside, Condition(f"if ({len(parts)})")), empty), Span(0, 0)))
            else:
                parts += [Loop(inside, Span(0, 0), word)] if word else entries
        size = size_of(parts)
        if size > LARGEST:
            return found
        used += mine
        value = Value(tuple(parts), True, size, place, written)
        return message(self._source, value, found.key, found.locale)._replace(sent=True)

    def _added(self, scopes: Names, name: str, end: int) -> list[_Written]:
        """What is added to a list before a place: ``$lines[] = "Hi";``."""
        adds = re.compile(rf"\${name}\[\s*\]\s*=\s*\Z")
        known = self._values.get((scopes, name), [])
        return [
            each
            for each in known
            if each.place.end <= end and adds.search(self._source, max(0, each.place.start - 200), each.place.start)
        ]

    def _entry(self, items: list[Item], used: list[Span]) -> Node:
        """One entry of a list that is joined."""
        place = Span(items[0].start, items[-1].end)
        used.append(place)
        return Sequence(tuple(nodes_of(self._make, items)), place)

    @once
    def _changes(self) -> dict[str, list[int]]:
        """Where each variable gets a value, or something is added to it or is read from it by a key."""
        places: dict[str, list[int]] = {}
        for each in _CHANGES.finditer(self._source):
            places.setdefault(each[1] or each[2], []).append(each.start())
        return places

    @once
    def _given(self) -> dict[str, list[int]]:
        """Where a function or a loop may change each variable."""
        places: dict[str, list[int]] = {}
        for each in _GIVEN.finditer(self._source):
            if known := each["name"] or each["list"]:
                places.setdefault(known, []).append(each.start())
        return places

    def _is_given(self, name: str, start: int, end: int) -> bool:
        """Whether a function or a loop between two places may change a variable."""
        places = self._given.get(name, [])
        return bisect_right(places, start) < bisect_right(places, end - 1)

    def _constant(self, name: str, scopes: Names) -> _Written | None:
        """The value of a constant of the class or of the file, if it is a text."""
        for length in range(len(scopes), -1, -1):
            if found := self._values.get((scopes[:length], name)):
                return found[0] if len(found) == 1 and holds_text(found[0].items) else None
        return None


def _glue(joins: re.Match[str], start: int) -> Literal:
    """What ``implode`` writes between two texts.

    :param start: where its call begins.
    """
    text = joins["glue"]
    if joins["quote"] == '"':
        text = text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t")
    return Literal(text, Span(start + joins.start("glue"), start + joins.end("glue")))


def _is_in(found: Message, starts: list[int], reach: list[int]) -> bool:
    """Whether a text begins in one of these places, which are sorted.

    :param reach: how far the places up to each of them reach.
    """
    start = found.map.to_file(Span(0, 0)).start
    before = bisect_right(starts, start) - 1
    return before >= 0 and start < reach[before]
