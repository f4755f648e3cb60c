"""Which templates a text that a log has cut may be from: those that begin as it does.

Whatever is recognised by its beginning has the first few letters of its fixed text, so an index of those *heads* finds the forms to test.
The forms of one head are a tree of their pieces, so that what they have in common is compared once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.reconcile.form import ANYTHING, ENOUGH, Form, Hole
from smslint.reconcile.matcher import Index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ELLIPSES: Final = ("...", "…")
_REST: Final = Hole(None, ANYTHING, loose=True)


class Beginnings:
    """The forms of all templates, found by the beginning of a text."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._trees: list[dict[str, _Node]] = []
        """For each head, the forms by their first piece."""
        by_head: dict[tuple[str, ...], int] = {}
        heads = []
        for form in forms:
            pieces = _head(form)
            if pieces is None:
                continue
            at = by_head.get(pieces)
            if at is None:
                at = by_head[pieces] = len(self._trees)
                self._trees.append({})
                heads.append(Form(at, (*pieces, ""), (*form.holes[: len(pieces) - 1], _REST)))
            _add(self._trees[at], form)
        self._index = Index(heads)

    def of(self, text: str, most: int = ANYTHING) -> list[Form]:
        """The forms that a canonical text can be the beginning of and not all of it, one for each template.

        :param most: with more than so many, the others are not looked for.
        """
        found: dict[int, Form] = {}
        for head in dict.fromkeys(head.template for head in self._index.candidates(text, text.split(" "))):
            for node in _reached(self._trees[head], text):
                for template, form in node.below.items():
                    found.setdefault(template, form)
                if len(found) > most:
                    return list(found.values())
        return list(found.values())


class _Node:
    """What forms have in common up to one of their pieces."""

    __slots__ = ("below", "letters", "next")

    def __init__(self, letters: int) -> None:
        self.letters = letters
        """The letters and digits of fixed text up to here."""
        self.next: dict[tuple[Hole, str], _Node] = {}
        self.below: dict[int, Form] = {}
        """A form of each template that comes here."""


def _add(tree: dict[str, _Node], form: Form) -> None:
    node = tree.setdefault(form.first, _Node(_letters(form.first)))
    node.below.setdefault(form.template, form)
    for step in zip(form.holes, form.pieces[1:], strict=True):
        node = node.next.setdefault(step, _Node(node.letters + _letters(step[1])))
        node.below.setdefault(form.template, form)


def _reached(tree: dict[str, _Node], text: str) -> Iterator[_Node]:
    """The nodes in whose piece, or in the hole before it, a text ends, with enough fixed text to be recognised."""
    open_: list[tuple[_Node, int]] = []
    for first, node in tree.items():
        if text.startswith(first):
            open_.append((node, len(first)))
        elif first.startswith(text) and _letters(text) >= ENOUGH:
            yield node
    while open_:
        before, at = open_.pop()
        for (hole, piece), node in before.next.items():
            here = text.find(piece, at) if piece else -1
            if here >= 0:
                if hole.fits(text[at:here]):
                    open_.append((node, here + len(piece)))
                continue
            shown = _shown(piece, text, at)
            value = text[at : len(text) - shown]
            fits = hole.fits(value) if shown else hole.may_begin(value)
            if fits and before.letters + _letters(piece[:shown]) >= ENOUGH:
                yield node


def _shown(piece: str, text: str, at: int) -> int:
    """How many characters of the beginning of a piece are the end of a text."""
    size = min(len(piece), len(text) - at)
    while size > 0:
        size = piece.rfind(text[-1], 0, size) + 1
        if text.endswith(piece[:size]):
            return size
        size -= 1
    return 0


def _head(form: Form) -> tuple[str, ...] | None:
    """The pieces of a form up to its first :data:`~smslint.reconcile.form.ENOUGH` letters; ``None`` if it has fewer."""
    found: list[str] = []
    seen = 0
    for piece in form.pieces:
        for at, char in enumerate(piece, 1):
            seen += char.isalnum()
            if seen >= ENOUGH:
                return (*found, piece[:at])
        found.append(piece)
    return None


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
