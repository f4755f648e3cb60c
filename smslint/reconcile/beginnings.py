"""Which templates a text that a log has cut may be from: those that begin as it does.

Whatever is recognised by its beginning has the first few letters of its fixed text, so an index of those *heads* finds the forms to test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.reconcile.form import ANYTHING, ENOUGH, Form, Hole
from smslint.reconcile.matcher import Index

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ELLIPSES = ("...", "…")
_REST = Hole(None, ANYTHING, loose=True)


class Beginnings:
    """The forms of all templates, found by the beginning of a text."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms: list[list[Form]] = []
        by_head: dict[tuple[str, ...], int] = {}
        heads = []
        for form in forms:
            pieces = _head(form)
            if pieces is None:
                continue
            at = by_head.get(pieces)
            if at is None:
                at = by_head[pieces] = len(self._forms)
                self._forms.append([])
                heads.append(Form(at, (*pieces, ""), (*form.holes[: len(pieces) - 1], _REST)))
            self._forms[at].append(form)
        self._index = Index(heads)

    def of(self, text: str) -> list[Form]:
        """The forms that a canonical text is the beginning of, one for each template."""
        heads = dict.fromkeys(head.template for head in self._index.candidates(text, text.split(" ")))
        found: dict[int, Form] = {}
        for head in heads:
            for form in self._forms[head]:
                if form.template not in found and begins(form, text):
                    found[form.template] = form
        return list(found.values())


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


def begins(form: Form, text: str) -> bool:
    """Whether a text can be the beginning of a form and not all of it, with enough of its fixed text to be recognised."""
    first = form.first
    if len(text) < len(first):
        return first.startswith(text) and _enough([text])
    if not text.startswith(first):
        return False
    at, seen = len(first), [first]
    for hole, piece in zip(form.holes, form.pieces[1:], strict=True):
        here = text.find(piece, at) if piece else -1
        if here >= 0:
            if not hole.fits(text[at:here]):
                return False
            at = here + len(piece)
            seen.append(piece)
            continue
        rest = text[at:]
        shown = next((size for size in range(min(len(piece), len(rest)), 0, -1) if rest.endswith(piece[:size])), 0)
        seen.append(piece[:shown])
        value = rest[: len(rest) - shown]
        return (hole.fits(value) if shown else hole.may_begin(value)) and _enough(seen)
    return False  # all of it is there


def _enough(pieces: Sequence[str]) -> bool:
    return sum(sum(map(str.isalnum, each)) for each in pieces) >= ENOUGH
