"""Renderings as rules read them: every combination of branches, with placeholders shown as ``{name}``."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, TypeVar, cast

from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.tree import Branch, Literal, Loop, Node, Placeholder, Sequence, Text, is_flat

if TYPE_CHECKING:
    from smslint.text.values import ValueTable

MOST: Final = 256
"""The most renderings to make. If there are more, each arm of each branch still occurs, but not in every combination."""

T = TypeVar("T")
Leaf = Literal | Placeholder
Path = tuple[Leaf, ...]


class Rendering(NamedTuple):
    """One rendering as a rule reads it, with the places in the source of its characters."""

    text: str
    starts: tuple[int, ...]
    leaves: Path

    def source(self, start: int, end: int) -> Span:
        """The place of ``text[start:end]`` in the source. For a part of a value it is the whole placeholder."""
        if not self.leaves:
            return Span(0, 0)
        return Span(self._offset(start, start_of=True), max(self._offset(max(end - 1, start), start_of=False), 0))

    def _offset(self, at: int, *, start_of: bool) -> int:
        index = max(bisect_right(self.starts, at) - 1, 0)
        leaf = self.leaves[index]
        inside = at - self.starts[index]
        if isinstance(leaf, Literal) and leaf.verbatim and inside < leaf.span.length:
            return leaf.span.start + inside + (0 if start_of else 1)
        return leaf.span.start if start_of else leaf.span.end

    @property
    def end(self) -> Span:
        """The place after the last character, where a text can be appended."""
        last = self.leaves[-1].span.end if self.leaves else 0
        return Span(last, last)


def renderings(text: Text, values: ValueTable | None = None) -> tuple[Rendering, ...]:
    """Every rendering of the branches, in the order of their arms in the source. Each loop runs once in some and not at all in others.

    A placeholder with exactly one possible value is shown as that value.
    """
    if len(text.parts) == 1 and type(only := text.parts[0]) is Literal and only.text:
        return (of_literal(only),)
    return tuple(_rendering(path, values) for path in _paths(text))


def of_literal(literal: Literal) -> Rendering:
    """The rendering of a text that is only this literal."""
    return Rendering(literal.text, (0,), (literal,))


def _rendering(path: Path, values: ValueTable | None) -> Rendering:
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for leaf in path:
        shown = leaf.text if isinstance(leaf, Literal) else _shown(leaf, values)
        parts.append(shown)
        starts.append(at)
        at += len(shown)
    return Rendering("".join(parts), tuple(starts), path)


def _shown(hole: Placeholder, values: ValueTable | None) -> str:
    known = values.lookup(hole.name) if values is not None else None
    if known is not None and len(known.options) == 1 and isinstance(known.options[0], str) and not hole.filters:
        return known.options[0]
    return "{" + hole.name + "}"


def _paths(node: Node) -> list[Path]:
    match node:
        case Literal():
            return [(node,)] if node.text else [()]
        case Placeholder():
            return [(node,)]
        case Sequence():
            if is_flat(node):
                leaves = cast("tuple[Leaf, ...]", node.parts)
                return [tuple([leaf for leaf in leaves if isinstance(leaf, Placeholder) or leaf.text])]
            return _joined([_paths(part) for part in node.parts])
        case Branch():
            return _kept([path for arm in node.arms for path in _paths(arm.body)])
        case Loop():
            return _kept([*_paths(node.body), *(_paths(node.empty) if node.empty is not None else [()])])


def _joined(choices: list[list[Path]]) -> list[Path]:
    """Every combination if there are few. Otherwise each choice varies while all others have their first, and then their last option."""
    total = 1
    for choice in choices:
        total *= len(choice)
    if total == 1:
        return [tuple(leaf for choice in choices for leaf in choice[0])]
    if total <= MOST:
        paths: list[Path] = [()]
        for choice in choices:
            paths = [path + more for path in paths for more in choice]
        return paths
    return _kept(
        [
            tuple(leaf for at, choice in enumerate(choices) for leaf in choice[option if at == index else others])
            for index, option, others in _picks([len(choice) for choice in choices])
        ]
    )


def _picks(sizes: list[int]) -> list[tuple[int, int, int]]:
    """Which choice varies, to which option, and whether all others have their first (0) or last (-1): no more than are kept.

    Two of the picks mean the same where every choice has its first option, or every one its last: each of the two once. With only
    two choices others mean the same, too, so all are made.
    """
    every_first, every_last = (-1, 0, 0), (-1, -1, -1)
    picks = dict.fromkeys(
        (every_first if others == option else every_last if option - size == others else (index, option, others))
        for index, size in enumerate(sizes)
        for option in (range(size) if size > 1 else ())
        for others in (0, -1)
    )
    return _ends(list(picks)) if sum(size > 1 for size in sizes) > 2 else list(picks)


def _kept(paths: list[Path]) -> list[Path]:
    return _ends(list(dict.fromkeys(paths)))


def _ends(unique: list[T]) -> list[T]:
    """Both ends: the first arms are the usual ones, and the last are missing else arms, which rules look for."""
    return unique if len(unique) <= MOST else [*unique[: MOST - 32], *unique[-32:]]
