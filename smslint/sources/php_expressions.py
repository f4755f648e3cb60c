"""The parts of a PHP expression, as the tokenizer finds them, and the text tree of an expression that composes a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from smslint.sources.expression import Piece, TreeBuilder, body_of
from smslint.sources.message import Message, SourceMap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smslint.span import Span
    from smslint.text.tree import Node

_DEPTH_LIMIT = 30


class String(NamedTuple):
    """A string literal; ``content`` is the part between its quotes."""

    pieces: list[Piece]
    start: int
    end: int
    content: Span


class Other(NamedTuple):
    """An operand that is not a text: a variable, a call, a number."""

    start: int
    end: int


class Elsewhere(NamedTuple):
    """An operand whose text is not written here: that of a key, or one that a call makes."""

    start: int
    end: int


class Mark(NamedTuple):
    """An operator: ``?``, ``:``, ``?:``, ``??``, a comparison, or another operator that does not give a text."""

    start: int
    end: int
    kind: str


class Conditional(NamedTuple):
    """Exactly one of the arms. The condition is between ``start`` and the first arm."""

    start: int
    end: int
    arms: list[list[Item]]
    condition: str
    depth: int


class Joined(NamedTuple):
    """The entries of a list that is written in a call of ``implode``, with the text between each two."""

    start: int
    end: int
    glue: list[Item]
    entries: list[list[Item]]


Item: TypeAlias = String | Other | Elsewhere | Mark | Conditional | Joined
WRITTEN: Final = (String, Conditional, Joined)
"""What has at least part of a text."""


def resolve(items: list[Item], source: str) -> list[Item]:
    """Replace a conditional or a ``??`` with a choice; everything else stays unchanged."""
    kinds = [item.kind if isinstance(item, Mark) else "" for item in items]
    if "??" in kinds and "?" not in kinds:
        return _choice(_split(items, "??"), items, "")
    if "?:" in kinds:
        at = kinds.index("?:")
        return _choice([items[:at], items[at + 1 :]], items, "")
    if kinds.count("?") == 1 == kinds.count(":") and kinds.index("?") < kinds.index(":"):
        first, second = kinds.index("?"), kinds.index(":")
        arms = [items[first + 1 : second], items[second + 1 :]]
        condition = source[items[0].start : items[first].start].strip() if first else ""
        return _choice([resolve(arm, source) for arm in arms], items, condition)
    return items


def _split(items: list[Item], kind: str) -> list[list[Item]]:
    arms: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, Mark) and item.kind == kind:
            arms.append([])
        else:
            arms[-1].append(item)
    return arms


def _choice(arms: list[list[Item]], items: list[Item], condition: str) -> list[Item]:
    depth = 1 + max((item.depth for arm in arms for item in arm if isinstance(item, Conditional)), default=0)
    if not all(arms) or depth > _DEPTH_LIMIT or not any(holds_text(arm) for arm in arms):
        return items
    return [Conditional(items[0].start, items[-1].end, arms, condition, depth)]


def holds_text(items: list[Item]) -> bool:
    """Whether at least part of a text is written here, and not only compared with."""
    if any(isinstance(item, Mark) and item.kind == "comparison" for item in items):
        return False
    return any(isinstance(item, WRITTEN) for item in items)


def groups(items: list[Item]) -> list[list[Item]]:
    """An expression of operands and dots is one text; in any other expression each string is a text."""
    if not any(isinstance(item, Mark) for item in items):
        return [items]
    return [[item] for item in items if isinstance(item, WRITTEN)]


def message(
    source: str, items: list[Item], key: str | None, locale: str | None, settings: Mapping[str, object]
) -> Message:
    """The message of a concatenation.

    :param settings: what is known about it.
    """
    pieces = [piece for item in items if isinstance(item, String) for piece in item.pieces]
    if all(isinstance(item, String) for item in items) and all(piece.text is not None for piece in pieces):
        start = items[0].content.start if isinstance(items[0], String) else items[0].start
        return Message(*body_of(pieces, source, start).build(), key, locale, settings)
    if len(items) == 1 and isinstance(items[0], String):
        start, end = items[0].content
        make = TreeBuilder(source, start)
        tree = make.pieces(pieces, start, end)
    else:
        start, end = items[0].start, items[-1].end
        make = TreeBuilder(source, start)
        tree = make.sequence(nodes_of(make, items), start, end)
    return Message(source[start:end], SourceMap.identity(end - start, start), key, locale, text=tree)


def nodes_of(make: TreeBuilder, items: list[Item]) -> list[Node]:
    """The nodes of a concatenation."""
    nodes: list[Node] = []
    for item in _merged(items):
        if isinstance(item, String):
            nodes.append(make.pieces(item.pieces, item.start, item.end))
        elif isinstance(item, Conditional):
            arms: list[Node] = [make.sequence(nodes_of(make, arm), arm[0].start, arm[-1].end) for arm in item.arms]
            nodes.append(make.branch(arms, item.start, item.end, item.condition))
        elif isinstance(item, Joined):
            nodes.append(make.sequence(_entries_of(make, item), item.start, item.end))
        else:
            nodes.append(make.placeholder(item.start, item.end, make.source[item.start : item.end].lstrip("$")))
    return nodes


def _entries_of(make: TreeBuilder, joined: Joined) -> Iterator[Node]:
    """The entries, each with what is between it and the next. A list that is unpacked among them is unknown together with that: it may be empty."""
    before: list[Item] = []
    for entry in joined.entries:
        if before and joined.glue and not _is_unpacked(make, before) and not _is_unpacked(make, entry):
            start, end = before[-1].end, entry[0].start
            texts = [piece.text for each in joined.glue for piece in (each.pieces if isinstance(each, String) else ())]
            if all(isinstance(each, String) for each in joined.glue) and None not in texts:
                yield make.literal("".join(filter(None, texts)), start, end)
            else:
                written = make.source[joined.glue[0].start : joined.glue[-1].end]
                yield make.placeholder(start, end, written.lstrip("$"))
        yield make.sequence(nodes_of(make, entry), entry[0].start, entry[-1].end)
        before = entry


def _is_unpacked(make: TreeBuilder, entry: list[Item]) -> bool:
    return make.source.startswith("...", entry[0].start)


def _merged(items: list[Item]) -> Iterator[Item]:
    """The operands: everything between two texts is one operand."""
    other: Other | None = None
    for item in items:
        if isinstance(item, Other | Elsewhere | Mark):
            other = Other(other.start if other is not None else item.start, item.end)
            continue
        if other is not None:
            yield other
            other = None
        yield item
    if other is not None:
        yield other
