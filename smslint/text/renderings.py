"""Renderings as rules read them: every combination of branches, with placeholders shown as ``{name}``."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, cast

from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.tree import Branch, Literal, Loop, Node, Placeholder, Sequence, Text, is_flat

if TYPE_CHECKING:
    from smslint.text.values import ValueTable

MOST: Final = 256
"""The most renderings to make. If there are more, each arm of each branch still occurs, but not in every combination."""

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
        return (Rendering(only.text, (0,), (only,)),)
    return tuple(_rendering(path, values) for path in _paths(text))


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
    found: list[Path] = []
    for index, choice in enumerate(choices):
        for option in choice if len(choice) > 1 else ():
            for others in (0, -1):
                picked = [option if at == index else other[others] for at, other in enumerate(choices)]
                found.append(tuple(leaf for path in picked for leaf in path))
    return _kept(found)


def _kept(paths: list[Path]) -> list[Path]:
    unique = list(dict.fromkeys(paths))
    # Keep both ends: the first arms are the usual ones, and the last are missing else arms, which rules look for.
    return unique if len(unique) <= MOST else [*unique[: MOST - 32], *unique[-32:]]
