"""A template that is ready to be filled with rows, and the fields that it prints."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import repeat
from typing import TYPE_CHECKING

from smslint.broadcast.pieces import changed
from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smslint.broadcast.pieces import Columns, Piece
    from smslint.span import Span
    from smslint.text.tree import Placeholder


@sealed
@dataclass(frozen=True, slots=True)
class Field:
    """A placeholder's column."""

    name: str
    column: int
    span: Span
    """The first place where its value is printed."""
    bare: bool = True
    """Whether it is printed somewhere without a condition on it and without a default: then an empty cell leaves a gap in the text."""


@sealed
@dataclass(frozen=True, slots=True)
class Program:
    """A template, ready for batches of rows."""

    variants: tuple[tuple[str | Piece, ...], ...]
    """Each is a complete message: constant texts, and pieces that differ by row."""
    fields: tuple[Field, ...]
    """The columns that are printed, in order."""
    missing: tuple[Placeholder, ...]
    """Placeholders without a column."""
    notes: tuple[str, ...] = ()
    """What the rows do not decide, or what is unknown, in sentences for people."""
    columns: frozenset[int] = frozenset()
    """All columns on which the messages depend."""
    named: frozenset[str] = frozenset()
    """All names whose values are needed."""
    beyond: tuple[str, ...] = ()
    """Expressions that smslint does not evaluate, as written: they may contain more names."""
    unread: tuple[str, ...] = ()
    """The printed ones among them that have neither a column nor a given value."""
    given: tuple[tuple[str, int], ...] = ()
    """The values that are the same for everyone and are printed, each with its number of places."""
    defaults: tuple[tuple[str, int, int], ...] = ()
    """The names with a default that is printed for an empty cell, each with its column and its number of places."""
    escaped: frozenset[int] = frozenset()
    """The columns whose values the engine escapes for HTML by default. smslint never escapes filled values."""

    def mentions(self, name: str) -> bool:
        """Whether a value of this name can matter."""
        return name in self.named or any(name in source for source in self.beyond)

    @property
    def literal(self) -> str:
        """The characters that do not depend on any row, of all variants."""
        return "".join(piece for variant in self.variants for piece in variant if isinstance(piece, str))

    def after(self, change: Callable[[str], str]) -> Program:
        """The program with a final change of every piece of text: substitution, character by character."""
        return replace(self, variants=tuple(tuple(changed(p, change) for p in each) for each in self.variants))

    def with_own_text(self, change: Callable[[str], str]) -> Program:
        """The program with a change of its own text; the values that it prints stay as they are."""
        variants = tuple(tuple(change(p) if isinstance(p, str) else p for p in each) for each in self.variants)
        return replace(self, variants=variants)

    def texts(self, columns: Columns, count: int, variant: int = 0) -> Iterator[str]:
        """The message of each row of a batch."""
        pieces = self.variants[variant]
        if not pieces:
            return repeat("", count)
        if all(isinstance(piece, str) for piece in pieces):
            return repeat("".join(str(piece) for piece in pieces), count)
        filled = [repeat(piece) if isinstance(piece, str) else piece(columns, count) for piece in pieces]
        return map("".join, zip(*filled, strict=False))
