"""Texts of PHP that several statements compose: ``$body = 'Hi'; $body .= ', bye';`` is one message.

Additions in a block of ``if`` and ``else`` are alternatives, those in a loop come any number of times. What is more than that (another
value in a block, blocks in blocks) is not followed: then the strings are parts of a text that is not known, and no messages.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from smslint.sources.code.messages import message
from smslint.sources.code.values import Value, size_of
from smslint.sources.expression import TreeBuilder
from smslint.sources.php_expressions import WRITTEN, Mark, Other, nodes_of, resolve
from smslint.span import Span
from smslint.text.condition import Condition
from smslint.text.tree import Arm, Branch, Literal, Loop, Placeholder, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.sources.message import Message
    from smslint.sources.php_expressions import Item
    from smslint.text.tree import Node

_NOWHERE: Final = Span(0, 0)
_ELSE: Final = re.compile(r"\s*(else)\s*\Z")
_ARM: Final = re.compile(r"(?:\)|\belse)\s*\$[\w>\[\]'\"$:-]+\s*=\s*\Z")
"""A value that a variable gets in a block of one statement, without braces."""
_LONGEST: Final = 400
"""Characters of a condition."""
_WORD: Final = re.compile(r"(\w+)\s*\Z")
_END: Final = re.compile(r"\bend(?:if|for|foreach|while|switch)\b", re.IGNORECASE)
_OWNER: Final = re.compile(r"\$?\w++(?:\s*+(?:\?->|->|::)\s*+\$?\w++)*?\s*+(?:\?->|->|::)\s*+\Z")
"""What is in front of the last name of ``$this->text``."""
_SKIPS: Final = re.compile(r"\b(?:continue|break)\b")
_ENDS: Final = Condition("continue")
_REST: Final = re.compile(r"\s*else\s*(?:if\s*\(.*\)\s*)?", re.DOTALL)


@dataclass(slots=True)
class _Part:
    """What one block adds."""

    block: int
    word: str
    arms: list[list[Node]]
    open: bool = True
    """Whether perhaps none of the arms runs."""

    def node(self, *, skips: bool) -> Node:
        """What is rendered.

        :param skips: whether a round of the loop may end early.
        """
        bodies = [Sequence(tuple(arm), _NOWHERE) for arm in (*self.arms, *([[]] if self.open else []))]
        if self.word in {"for", "foreach", "while"}:
            arms = [
                Branch((Arm(Sequence((each,), _NOWHERE), _ENDS), Arm(Sequence((), _NOWHERE), None)), _NOWHERE)
                for each in self.arms[0]
            ]
            return Loop(Sequence(tuple(arms), _NOWHERE) if skips else bodies[0], _NOWHERE, self.word)
        last = len(bodies) - 1
        return Branch(
            tuple(
                Arm(each, Condition(f"if ({index + 1})") if index < last else None) for index, each in enumerate(bodies)
            ),
            _NOWHERE,
        )


@dataclass(slots=True)
class _Text:
    """The text of a variable so far."""

    path: tuple[str, ...]
    blocks: tuple[int, ...]
    written: bool
    parts: list[Node | _Part] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)
    """Where its own strings are."""
    wholes: list[Span] = field(default_factory=list)
    """Where the statements are that add to it: a text with a condition begins at the variable."""
    reach: list[Span] = field(default_factory=list)
    """Where the expressions are that it is made of."""
    first: int = 0
    last: int = 0
    additions: int = 0
    lost: bool = False


class Additions:
    """The variables of one file to which texts are added."""

    def __init__(self, source: str, locale: str | None) -> None:
        self.source = source
        self.locale = locale
        self.texts: dict[tuple[tuple[str, ...], str], _Text] = {}
        self.done: list[tuple[tuple[str, ...], str, _Text]] = []
        self.more: set[tuple[tuple[str, ...], str]] = set()
        """The variables to which something is added."""
        self.loose: list[Span] = []
        """What is added to a text that is not in the file."""
        self.doubts: set[tuple[tuple[str, ...], str]] = set()
        """The variables that may change in other ways, too."""
        self.ends: dict[int, int] = {}
        """Where the block that opens at an offset closes."""
        self.colons = [each.start() for each in _END.finditer(source)]

    def assigned(
        self,
        scope: tuple[str, ...],
        path: tuple[str, ...],
        blocks: tuple[int, ...],
        items: list[Item],
        *,
        written: bool,
    ) -> None:
        """A variable gets a value."""
        name = path[-1]
        old = self.texts.pop((scope, name), None)
        perhaps = self.is_perhaps(items[0].start, blocks)
        if old is not None:
            old.lost = old.lost or perhaps or blocks != old.blocks
            self.done.append((scope, name, old))
        text = _Text(path, blocks, written, list(self.nodes(items)))
        text.places += _written(items)
        text.reach.append(Span(items[0].start, items[-1].end))
        text.first = items[0].start
        text.lost = perhaps or (old is not None and old.lost)
        self.texts[scope, name] = text

    def added(self, scope: tuple[str, ...], blocks: tuple[int, ...], items: list[Item]) -> None:
        """Something is added to the value of a variable."""
        at = next(index for index, each in enumerate(items) if isinstance(each, Mark) and each.kind == "append")
        target = items[at - 1] if at else None
        name = self.source[target.start : target.end].lstrip("$") if isinstance(target, Other) else ""
        text = self.texts.get((scope, name))
        rest = resolve(items[at + 1 :], self.source)
        if target is None or not rest:
            return
        self.more.add((scope, name))
        place = Span(rest[0].start, rest[-1].end)
        if text is None:
            self.loose.append(place)
            return
        text.reach.append(place)
        if any(isinstance(each, Mark) for each in rest):
            text.lost = True
            return
        text.additions += 1
        text.places += _written(rest)
        text.wholes.append(Span(items[0].start, rest[-1].end))
        text.last = rest[-1].end
        begin = self.begin(items[0].start, target.start)
        if begin > items[0].start:  # ``if (..) $text .= "..";``: a block of one statement, without braces
            self.ends[begin] = self.source.find(";", text.last) + 1
            blocks = (*blocks, begin)
        self.add(text, blocks, list(self.nodes(rest)))
        text.lost = text.lost or self.in_colons(begin, blocks)

    def is_perhaps(self, start: int, blocks: tuple[int, ...]) -> bool:
        """Whether a variable gets a value in one of several arms that have no block of their own."""
        return (
            _ARM.search(self.source, max(0, start - _LONGEST), start) is not None
            or (bool(blocks) and self.word(blocks[-1]) == "switch")
            or self.in_colons(start, blocks)
        )

    def begin(self, first: int, name: int) -> int:
        """Where a variable begins: ``$this->text`` in front of the arrow."""
        owner = _OWNER.search(self.source, first, name)
        return name if owner is None else owner.start()

    def in_colons(self, start: int, blocks: tuple[int, ...]) -> bool:
        """Whether the block around may have been opened by a colon: ``for (..): .. endfor;``. They are not followed."""
        at = bisect_left(self.colons, start)
        end = self.ends.get(blocks[-1], len(self.source)) if blocks else len(self.source)
        return at < len(self.colons) and self.colons[at] < end

    def add(self, text: _Text, blocks: tuple[int, ...], nodes: list[Node]) -> None:
        inside = blocks[len(text.blocks) :]
        last = text.parts[-1] if text.parts else None
        if blocks[: len(text.blocks)] != text.blocks or len(inside) > 1:
            text.lost = True
        elif not inside:
            text.parts += nodes
        elif isinstance(last, _Part) and last.block == inside[0]:
            last.arms[-1] += nodes
        else:
            self.in_block(text, last, inside[0], nodes)

    def in_block(self, text: _Text, last: Node | _Part | None, block: int, nodes: list[Node]) -> None:
        word = self.word(block)
        if word not in {"if", "else", "elseif", "for", "foreach", "while"}:
            text.lost = True
        elif isinstance(last, _Part) and word in {"else", "elseif"}:
            between = self.source[self.ends.get(last.block, block) : block]
            if _REST.fullmatch(between) is None:
                text.lost = True
            last.block, last.open = block, word != "else"
            last.arms.append(nodes)
        else:
            text.parts.append(_Part(block, word, [nodes]))

    def word(self, block: int) -> str:
        """The word before a block: ``if``, ``else``, ``foreach``; empty for anything else."""
        before = self.source[max(0, block - _LONGEST) : block].rstrip()
        if before.endswith("else"):
            return "else"
        if not before.endswith(")"):
            return ""
        depth = 0
        for at in range(len(before) - 1, -1, -1):
            depth += {")": 1, "(": -1}.get(before[at], 0)
            if depth == 0:
                found = _WORD.search(before, 0, at)
                word = found[1].lower() if found is not None else ""
                return (
                    "elseif" if word == "if" and found is not None and _ELSE.search(before, 0, found.start()) else word
                )
        return ""

    def nodes(self, items: list[Item]) -> Iterator[Node]:
        return _plain(nodes_of(TreeBuilder(self.source, 0), items))

    def composed(self, found: list[Message]) -> list[Message]:
        """The messages, with the composed ones in place of their fragments."""
        self.done += [(scope, name, text) for (scope, name), text in self.texts.items()]
        index = _Index(found)
        gone: set[int] = set()
        made: list[Message] = []
        for place in self.loose:
            gone.update(index.parts(place))
        for scope, name, text in self.done:
            doubted = (scope, name) in self.doubts
            if (scope, name) in self.more and (doubted or text.lost or (text.additions and not text.written)):
                gone.update(number for place in text.reach for number in index.parts(place))
                gone.update(number for place in text.places for number in index.inside(place))
            elif text.additions and text.written and not doubted and (one := self.made(text)) is not None:
                end = self.ends.get(text.blocks[-1], len(self.source)) if text.blocks else len(self.source)
                used = index.unknown(name, text.last, end)
                parts = [number for place in text.places for number in index.inside(place)]
                gone.update(used, parts, *map(index.at, text.wholes))
                made.append(one._replace(sent=bool(used) or any(found[number].sent for number in parts)))
        kept = [each for number, each in enumerate(found) if number not in gone]
        return sorted((*kept, *made), key=_start)

    def skips(self, block: int) -> bool:
        """Whether something in a block may end it early."""
        return _SKIPS.search(self.source, block, self.ends.get(block, len(self.source))) is not None

    def made(self, text: _Text) -> Message | None:
        parts = tuple(
            each.node(skips=self.skips(each.block)) if isinstance(each, _Part) else each for each in text.parts
        )
        if not any(map(_holds, parts)):
            return None
        place = Span(text.first, text.last)
        value = Value(parts, True, size_of(parts), place, self.source[slice(*place)])
        return message(self.source, value, ".".join(text.path) or None, self.locale)


class _Index:
    """The messages of a file, by their place, and the unknown ones by the name of their variable."""

    def __init__(self, found: list[Message]) -> None:
        self.found = found
        self.places = [each.map.to_file(Span(0, len(each.body))) for each in found]
        self.order = sorted(range(len(found)), key=lambda number: self.places[number].start)
        self.starts = [self.places[number].start for number in self.order]
        self.names: dict[str, list[int]] = {}
        for number, each in enumerate(found):
            if each.unknown and each.sent:
                self.names.setdefault(each.body.lstrip("$").rpartition("->")[2], []).append(number)

    def inside(self, place: Span) -> list[int]:
        """The numbers of the messages in a place."""
        low, high = bisect_left(self.starts, place.start), bisect_left(self.starts, place.end)
        return [number for number in self.order[low:high] if self.places[number].end <= place.end]

    def parts(self, place: Span) -> list[int]:
        """The numbers of the texts in a place that are not sent there."""
        return [number for number in self.inside(place) if not (self.found[number].sent or self.found[number].unknown)]

    def at(self, place: Span) -> list[int]:
        """The numbers of the messages that are exactly in a place."""
        return [number for number in self.inside(place) if self.places[number] == place]

    def unknown(self, name: str, start: int, end: int) -> list[int]:
        """The first use of a variable between two places."""
        found = self.names.get(name, [])
        at = bisect_left(found, start, key=lambda number: self.places[number].start)
        return [each for each in found[at : at + 1] if self.places[each].start < end]


def _written(items: list[Item]) -> list[Span]:
    return [Span(each.start, each.end) for each in items if isinstance(each, WRITTEN)]


def _start(found: Message) -> int:
    return found.map.to_file(Span(0, 0)).start


def _holds(node: Node) -> bool:
    match node:
        case Literal():
            return True
        case Branch(arms):
            return any(_holds(each) for arm in arms for each in arm.body.parts)
        case Loop(body):
            return any(map(_holds, body.parts))
    return False


def _plain(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes without those that render as nothing."""
    for node in nodes:
        match node:
            case Literal(text):
                if text:
                    yield node
            case Sequence(parts):
                yield from _plain(parts)
            case Branch(arms):
                made = tuple(Arm(Sequence(tuple(_plain(arm.body.parts)), _NOWHERE), arm.condition) for arm in arms)
                yield Branch(made, _NOWHERE)
            case Placeholder() | Loop():
                yield node
