"""A template filled with the values of rows, column by column, exactly as its engine would. Nothing is ever executed.

A program (:mod:`smslint.broadcast.program`) is made once for a template and a list's columns. Where a row's values do not decide which text is sent (a
condition on something else, a loop), there are several *variants*; every row then has a least and a most.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from smslint.broadcast.computing import Computing
from smslint.broadcast.decisions import Decisions, condition_key, quoted
from smslint.broadcast.lookup import Lookup
from smslint.broadcast.pieces import Cell, RowChoice, joined
from smslint.broadcast.program import Field, Program
from smslint.dialects.functions.exact import same
from smslint.dialects.functions.filters import may_escape
from smslint.dialects.functions.results import exact_change
from smslint.text.condition import names
from smslint.text.tree import LITERAL, Branch, Literal, Loop, Node, Placeholder, Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from smslint.broadcast.pieces import Decides, Piece
    from smslint.dialects.functions.exact import Change
    from smslint.span import Span
    from smslint.text.condition import Test


_DELIMITERS: Final = re.compile(r"\A(?:\{\{[{&~+-]?|\{!!|<%[=-]?=?)\s*|\s*(?:[~+}-]?\}\}|!!\}|-?%>)\Z")
_CODE: Final = re.compile(r"[^\w.$@-]")
"""What is in code, and not in a name."""

_WHY: Final = {
    ("go", "slice "): "fails in Go where the value is shorter",
    (
        "handlebars",
        "../",
    ): "leads out of a block, to a value that smslint does not know; out of `if` alone it finds nothing",
}
"""By dialect and what is written: why smslint does not fill it, where it is not because of its own limits."""


def compile_template(
    text: Text,
    columns: Iterable[str],
    constants: Mapping[str, str] | None = None,
    *,
    dialect: str = "plain",
    source: str = "",
    left: Container[Span] = (),
) -> Program:
    """The program of a template for lists with these columns.

    :param constants: values that are the same for everyone (``brand``), by placeholder.
    :param dialect: the dialect that defines the filters in the tree.
    :param source: what the tree was parsed from, for quoting what is not evaluated.
    :param left: the places of merge fields of another language. A finding says that nothing fills them; here they are counted.
    """
    lookup = Lookup(list(columns), dict(constants or {}), dialect, text)
    return _Compiler(dialect, lookup, source, left).compile(text)


class _Compiler(Computing):
    def __init__(self, dialect: str, lookup: Lookup, source: str, left: Container[Span]) -> None:
        self.source = source
        self.left = left
        self.fields: dict[str, Field] = {}
        self.missing: dict[str, Placeholder] = {}
        self.notes: dict[str, None] = {}
        self.beyond: dict[str, None] = {}
        self.unread: dict[str, None] = {}
        self.escaped: set[int] = set()
        self.given: dict[str, set[Span]] = {}
        self.defaults: dict[tuple[str, int], set[Span]] = {}
        super().__init__(dialect, lookup, Decisions(lookup, self.notes, self.beyond))

    def compile(self, text: Text) -> Program:
        self.node(text)  # a first walk finds what is undecided
        variants = [joined(self.node(text)) for _ in self.decisions.variants()]
        return Program(
            tuple(dict.fromkeys(variants)),
            tuple(self.fields.values()),
            tuple(self.missing.values()),
            tuple(self.notes),
            frozenset(self.lookup.used),
            frozenset(self.lookup.named),
            tuple(self.beyond),
            tuple(self.unread),
            tuple((name, len(places)) for name, places in self.given.items()),
            tuple((name, column, len(places)) for (name, column), places in self.defaults.items()),
            frozenset(self.escaped),
        )

    def node(self, node: Node) -> list[str | Piece]:
        match node:
            case Literal():
                return [node.text] if node.text else []
            case Placeholder():
                return self.placeholder(node)
            case Sequence():
                return [piece for part in node.parts for piece in self.node(part)]
            case Branch():
                return self.branch(node)
            case Loop():
                return self.loop(node)

    def placeholder(self, node: Placeholder) -> list[str | Piece]:
        name, calls, written = self.stands_for(node)
        if not written and (found := self.lookup.part_of_column(name)) is not None:
            name, calls = found[0], (found[1], *calls)
        if not written and any(call.operands for call in calls):
            return self.with_arguments(node, name, calls) or self.unevaluated(
                node, name, node.name if node.opaque else ""
            )
        change = None if written else exact_change(self.dialect, calls)
        if change is not None and calls and calls[0].name == LITERAL:
            return [change("")]
        if not (written and calls) and (fixed := self.lookup.constant(name)) is not None:
            if change is None and calls:
                self.beyond_us(node, "the value is counted unchanged")
            self.given.setdefault(name, set()).add(node.span)
            return [fixed if change is None else change(fixed)]
        if change is None and (written or not node.opaque):
            return self.unevaluated(node, name, written)
        if node.opaque and node.span not in self.left:  # nobody knows what it prints, whatever columns there are
            return self.unread_here(node, name if _CODE.search(name) else "")
        column = self.lookup.column(name)
        if column is None and self.lookup.is_part_of_text(name):
            return self.unevaluated(node, name, "")
        if column is None:
            self.missing.setdefault(name, node._replace(name=name))
            # An undefined name prints nothing, or the text of its default.
            default = next((f.arguments[0] for f in node.filters if f.name in {"default", "also"} and f.arguments), "")
            return [str(default)] if default else []
        return self.cell(node, name, column, change or same)

    def cell(self, node: Placeholder, name: str, column: int, change: Change) -> list[str | Piece]:
        if may_escape(self.dialect, node.calls):
            self.escaped.add(column)
        bare = name not in self.tested and not change("").strip()
        if change("").strip():
            self.defaults.setdefault((name, column), set()).add(node.span)
        first = self.fields.setdefault(name, Field(name, column, node.span, bare))
        if bare and not first.bare:
            self.fields[name] = replace(first, bare=True)
        if change is same:
            return [Cell(column)]
        return [lambda columns, _count: map(change, columns[column])]

    def unevaluated(self, node: Placeholder, name: str, written: str) -> list[str | Piece]:
        """What the engine computes and smslint does not: never filled with something else in silence."""
        if not node.calls and not _CODE.search(name):
            written = ""  # the name of a value that is formatted, not the code of the result
        column = self.lookup.result_column(name) if written and not node.calls else None
        if column is not None:
            return self.cell(node, name, column, same)
        if not written:
            column = self.lookup.column(name)
        if column is None:
            return self.unread_here(node, written)
        self.beyond_us(node, "the value is counted unchanged")
        return self.cell(node, name, column, same)

    def unread_here(self, node: Placeholder, written: str) -> list[str | Piece]:
        self.unread[self.beyond_us(node, "its text is not counted", written)] = None
        return []

    def beyond_us(self, node: Placeholder, therefore: str, written: str = "") -> str:
        """Note that the engine computes something here, and give it as written."""
        calls = node.calls[1:] if node.calls and node.calls[0].name == LITERAL else node.calls
        shown = written or self.quoted(node)
        if not shown or (calls and calls[-1].source not in shown):  # the calls are written somewhere else
            shown = "".join((node.name, *(f" | {call.source}" for call in calls)))
        self.beyond[shown] = None
        why = next(
            (why for (dialect, sign), why in _WHY.items() if dialect == self.dialect and sign in shown),
            "is too complex for smslint",
        )
        self.notes[f"{quoted(shown)} {why}: {therefore}."] = None
        return shown

    def quoted(self, node: Placeholder) -> str:
        """An output as it is written, without its delimiters."""
        return _DELIMITERS.sub("", self.source[node.span.start : node.span.end])

    def branch(self, node: Branch) -> list[str | Piece]:
        """The first arm whose condition is true. Of conditions that rows do not decide, one is true for all rows, or none."""
        tests = [None if arm.condition is None else self.decisions.decided(arm.condition) for arm in node.arms]
        open_ = [i for i, arm in enumerate(node.arms) if arm.condition is not None and tests[i] is None]
        arms = [self.within(tests, arm.body, arm.condition.binds if arm.condition else "") for arm in node.arms]
        held = self.decisions.pick([node.arms[i].condition for i in open_], open_) if open_ else None
        chosen: list[tuple[Decides, tuple[str | Piece, ...]]] = []
        last = next((i for i, arm in enumerate(node.arms) if arm.condition is None), None)
        for index, test in enumerate(tests):
            if index == held:
                last = index
                break
            if test is not None:
                chosen.append((self.decisions.decides(test), joined(arms[index])))
        otherwise = arms[last] if last is not None else []
        return [RowChoice(chosen, joined(otherwise))] if chosen else otherwise

    def within(self, tests: Iterable[Test | None], body: Sequence, here: str = "") -> list[str | Piece]:
        """A body that renders only under some tests: an empty value that they test leaves no gap in it.

        :param here: what ``.`` means in it, if different from outside.
        """
        asked = [name for test in tests if test is not None for name in names(test)]
        self.tested += asked
        self.here += [here] if here else []
        pieces = self.node(body)
        if here:
            self.here.pop()
        del self.tested[len(self.tested) - len(asked) :]
        return pieces

    def loop(self, node: Loop) -> list[str | Piece]:
        section = node.condition
        self.beyond[node.name] = None
        test = None if section is None else self.decisions.decided(section)
        if test is None:
            self.notes[
                f"A cell has one value: the loop over {quoted(node.name)} is counted without and with one iteration."
            ] = None
        body = self.within([test], node.body, "." if section is None else section.binds)
        empty = [] if node.empty is None else self.node(node.empty)
        if test is not None:
            return [RowChoice([(self.decisions.decides(test), joined(body))], joined(empty))]
        if section is None:
            return [empty, body][self.decisions.way(f"for {node.name}", f"for {node.name}", 2)]
        return [body, empty][self.decisions.way(condition_key(section)[0], f"for {node.name}", 2)]
