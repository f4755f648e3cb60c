"""A template filled with the values of rows, column by column, exactly as its engine would. Nothing is ever executed.

A :class:`Program` is made once for a template and a list's columns. Where a row's values do not decide which text is sent (a
condition on something else, a loop), there are several *variants*; every row then has a least and a most.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product, repeat
from typing import TYPE_CHECKING, Final

from smslint.recipients import headers
from smslint.recipients.render_expression import Value, condition_before, test, value
from smslint.recipients.render_filters import same
from smslint.text.tree import Branch, Literal, Loop, Node, Placeholder, Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Sequence as Seq

    from smslint.recipients.render_expression import Test
    from smslint.span import Span

    Piece = Callable[["Columns", int], Iterable[str]]
    """From a batch's columns and its number of rows to a text for each row."""

MOST_VARIANTS: Final = 16
"""Combinations of undecided conditions that are tried; beyond, some keep their first arm, and a note says so."""


class Columns:
    """The cells of a batch by column, made when they are asked for. A row that is too short has empty ones."""

    __slots__ = ("_distinct", "_made", "_rows")

    def __init__(self, rows: Seq[Seq[str]]) -> None:
        self._rows = rows
        self._made: dict[int, list[str]] = {}
        self._distinct: dict[int, set[str]] = {}

    def __getitem__(self, column: int) -> list[str]:
        made = self._made.get(column)
        if made is None:
            try:
                made = [row[column] for row in self._rows]
            except IndexError:
                made = [row[column] if column < len(row) else "" for row in self._rows]
            self._made[column] = made
        return made

    def distinct(self, column: int) -> set[str]:
        """The values of a column, each once."""
        found = self._distinct.get(column)
        if found is None:
            found = self._distinct[column] = set(self[column])
        return found


@dataclass(frozen=True, slots=True)
class Field:
    """A placeholder's column."""

    name: str
    column: int
    span: Span
    """The first place where it is printed."""
    bare: bool = True
    """Printed somewhere without a condition on it and without a default: an empty cell leaves a hole in the text."""


@dataclass(frozen=True, slots=True)
class Program:
    """A template, ready for batches of rows."""

    variants: tuple[tuple[str | Piece, ...], ...]
    """Each is a whole message: constant texts, and pieces that differ from row to row."""
    fields: tuple[Field, ...]
    """The columns that are printed, in order."""
    missing: tuple[Placeholder, ...]
    """Placeholders that no column fills."""
    notes: tuple[str, ...] = ()
    """What the rows do not decide, or what is not known, in sentences for people."""

    @property
    def literal(self) -> str:
        """The characters that do not depend on any row, of all variants."""
        return "".join(piece for variant in self.variants for piece in variant if isinstance(piece, str))

    def after(self, change: Callable[[str], str]) -> Program:
        """The program with every piece of text changed last of all: substitution, character by character."""
        return replace(self, variants=tuple(tuple(_changed(p, change) for p in each) for each in self.variants))

    def texts(self, columns: Columns, count: int, variant: int = 0) -> Iterator[str]:
        """The message of each row of a batch."""
        pieces = self.variants[variant]
        if not pieces:
            return repeat("", count)
        if all(isinstance(piece, str) for piece in pieces):
            return repeat("".join(str(piece) for piece in pieces), count)
        filled = [repeat(piece) if isinstance(piece, str) else piece(columns, count) for piece in pieces]
        return map("".join, zip(*filled, strict=False))


def compile_template(
    text: Text, source: str, dialect: str, columns: Iterable[str], constants: Mapping[str, str] | None = None
) -> Program:
    """The program of a template for lists with these columns.

    :param constants: values that are the same for everyone (``brand``), by placeholder.
    """
    return _Compiler(source, dialect, list(columns), dict(constants or {})).compile(text)


class _Compiler:
    def __init__(self, source: str, dialect: str, columns: list[str], constants: dict[str, str]) -> None:
        self.source = source
        self.dialect = dialect
        self.columns = columns
        self.normal = [headers.normal(column) for column in columns]
        self.constants = constants
        self.fields: dict[str, Field] = {}
        self.missing: dict[str, Placeholder] = {}
        self.notes: dict[str, None] = {}
        self.undecided: dict[str, int] = {}
        self.choice: Mapping[str, int] = {}
        self.tested: list[str] = []

    def compile(self, text: Text) -> Program:
        self.node(text)  # a first walk finds what is undecided
        ways = {name: arms for name, arms in self.undecided.items() if arms > 1}
        kept: dict[str, int] = {}
        total = 1
        for name, arms in ways.items():
            if total * arms > MOST_VARIANTS:
                self.notes[f"There are too many conditions to try all: {_quoted(name)} keeps its first arm."] = None
                continue
            kept[name] = arms
            total *= arms
        variants = []
        for picks in product(*(range(arms) for arms in kept.values())):
            self.choice = dict(zip(kept, picks, strict=True))
            variants.append(_joined(self.node(text)))
        return Program(
            tuple(dict.fromkeys(variants)), tuple(self.fields.values()), tuple(self.missing.values()), tuple(self.notes)
        )

    def node(self, node: Node) -> list[str | Piece]:
        match node:
            case Literal():
                # Jinja makes every line break of a template "\n".
                text = node.text.replace("\r\n", "\n").replace("\r", "\n") if self.dialect == "jinja" else node.text
                return [text] if text else []
            case Placeholder():
                return self.placeholder(node)
            case Sequence():
                return [piece for part in node.parts for piece in self.node(part)]
            case Branch():
                return self.branch(node)
            case Loop():
                return self.loop(node)

    def placeholder(self, node: Placeholder) -> list[str | Piece]:
        source = self.source[node.span.start : node.span.end]
        if not node.filters and not node.opaque:
            name, change, constant = Value(node.name, same)
        elif (found := value(source, self.dialect)) is not None:
            name, change, constant = found
        else:
            self.notes[f"{_quoted(source)} is more than smslint evaluates: the value is counted as it stands."] = None
            name, change, constant = Value(node.name, same)
        if not name:
            return [change(constant)]
        if (fixed := self.constant(name)) is not None:
            return [change(fixed)]
        column = self.column(name)
        if column is None:
            self.missing.setdefault(name, node)
            # An undefined name prints as nothing, and as the text of a default where there is one.
            default = next((f.arguments[0] for f in node.filters if f.name in {"default", "also"} and f.arguments), "")
            return [str(default)] if default else []
        bare = name not in self.tested and not change("").strip()
        first = self.fields.setdefault(name, Field(name, column, node.span, bare))
        if bare and not first.bare:
            self.fields[name] = replace(first, bare=True)
        if change is same:
            return [Cell(column)]
        return [lambda columns, _count: map(change, columns[column])]

    def constant(self, name: str) -> str | None:
        return self.constants.get(name)

    def column(self, name: str) -> int | None:
        """As written; loosely (``first_name`` is ``First Name``); by its last part (``user.first_name``)."""
        for each in dict.fromkeys((name, name.lstrip(".$@"), name.rpartition(".")[2])):
            if each in self.columns:
                return self.columns.index(each)
            if headers.normal(each) and headers.normal(each) in self.normal:
                return self.normal.index(headers.normal(each))
        return None

    def branch(self, node: Branch) -> list[str | Piece]:
        tests = self.tests(node)
        names = [decides.name for _, decides in tests or ()]
        self.tested += names
        arms = [self.node(arm) for arm in node.arms]
        del self.tested[len(self.tested) - len(names) :]
        if tests is None:
            return self.pick(node.condition or self.source[node.span.start : node.span.end][:60], arms)
        return [_Choice(tests, [_joined(arm) for arm in arms])]

    def tests(self, node: Branch) -> list[tuple[int | None, Test]] | None:
        """What decides each arm but the last; ``None`` where a row cannot decide."""
        found: list[tuple[int | None, Test]] = []
        for index, arm in enumerate(node.arms[:-1]):
            condition = node.condition if index == 0 else self.arm_condition(arm)
            before = condition_before(self.source, node.span.start) if index == 0 else condition
            inline = self.dialect == "jinja" and len(node.arms) == 2 and before != condition and self.is_inline(node)
            if condition is None or (before != condition and not inline):
                return None
            decides = test(condition, self.dialect)
            if decides is None:
                return None
            column = self.column(decides.name)
            if column is None and self.constant(decides.name) is None:
                return None
            found.append((column if self.constant(decides.name) is None else None, self.settled(decides)))
        last = node.arms[-1]
        if last.parts and len(node.arms) > 1 and self.arm_condition(last) != "" and not self.is_inline(node):
            return None
        return found

    def settled(self, decides: Test) -> Test:
        """A condition on a constant holds or does not, whatever the row."""
        fixed = self.constant(decides.name)
        if fixed is None:
            return decides
        holds = decides.holds(fixed)
        return decides._replace(holds=lambda _cell: holds)

    def arm_condition(self, arm: Sequence) -> str | None:
        """The condition of an arm's own tag, which is the first, silent part of it."""
        return condition_before(self.source, arm.parts[0].span.end) if arm.parts else None

    def is_inline(self, node: Branch) -> bool:
        """``{{ a if b else c }}``: the branch stands inside an output."""
        opened = self.source.rfind("{{", 0, node.span.start)
        return opened != -1 and "}}" not in self.source[opened : node.span.start] and "%}" not in self.source[opened : node.span.start]  # fmt: skip

    def loop(self, node: Loop) -> list[str | Piece]:
        self.notes[
            f"A cell holds one value: the loop over {_quoted(node.name)} is counted empty and with one turn."
        ] = None
        empty = [] if node.empty is None else self.node(node.empty)
        return self.pick(f"for {node.name}", [empty, self.node(node.body)])

    def pick(self, name: str, arms: list[list[str | Piece]]) -> list[str | Piece]:
        """One arm of something that a row does not decide. The same condition takes the same arm everywhere."""
        self.undecided[name] = max(len(arms), self.undecided.get(name, 1))
        if not name.startswith("for "):
            self.notes[f"The list does not say whether {_quoted(name)} holds: both ways are counted."] = None
        return arms[min(self.choice.get(name, 0), len(arms) - 1)]


@dataclass(frozen=True, slots=True)
class Cell:
    """A column's values as they are: the piece that a bulk path knows too."""

    column: int

    def __call__(self, columns: Columns, _count: int) -> list[str]:
        return columns[self.column]


class _Choice:
    """A branch that each row decides by one or more columns."""

    __slots__ = ("_arms", "_tests")

    def __init__(self, tests: list[tuple[int | None, Test]], arms: list[tuple[str | Piece, ...]]) -> None:
        self._tests = tests
        self._arms = arms

    def __call__(self, columns: Columns, count: int) -> Iterator[str]:
        arms = [list(_filled(arm, columns, count)) for arm in self._arms]
        chosen = arms[-1]
        for (column, decides), arm in zip(reversed(self._tests), reversed(arms[:-1]), strict=True):
            holds = map(decides.holds, repeat("", count) if column is None else columns[column])
            chosen = [one if yes else other for yes, one, other in zip(holds, arm, chosen, strict=True)]
        return iter(chosen)


def _filled(pieces: tuple[str | Piece, ...], columns: Columns, count: int) -> Iterable[str]:
    if not pieces:
        return repeat("", count)
    filled = [repeat(piece, count) if isinstance(piece, str) else piece(columns, count) for piece in pieces]
    return map("".join, zip(*filled, strict=True))


def _changed(piece: str | Piece, change: Callable[[str], str]) -> str | Piece:
    if isinstance(piece, str):
        return change(piece)
    return lambda columns, count: map(change, piece(columns, count))


def _joined(pieces: list[str | Piece]) -> tuple[str | Piece, ...]:
    """Neighbouring constants made one."""
    joined: list[str | Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    return tuple(joined)


def _quoted(source: str) -> str:
    text = " ".join(source.split())
    return f"`{text[:57]}...`" if len(text) > 60 else f"`{text}`"
