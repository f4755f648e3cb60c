"""Parses PHP's expressions: operators, assignments, functions without a name, ``match``."""

from __future__ import annotations

from typing import Final

from smslint.sources.code import shapes
from smslint.sources.code.shapes import (
    Argument,
    Bound,
    Called,
    Chosen,
    Hidden,
    Joined,
    Left,
    Other,
    Perhaps,
)
from smslint.sources.php_closures import Closures
from smslint.sources.php_cursor import ENDS
from smslint.sources.php_nodes import PhpNode, holder_of, names_of

_RANKS: Final = {
    "or": 1, "xor": 2, "and": 3, "?": 5, "??": 6, "||": 7, "&&": 8, "|": 9, "^": 10, "&": 11,
    **dict.fromkeys(("==", "!=", "===", "!==", "<>", "<=>"), 12), **dict.fromkeys(("<", "<=", ">", ">="), 13), ".": 14, "<<": 15, ">>": 15,
    **dict.fromkeys("+-", 16), **dict.fromkeys("*/%", 17), "instanceof": 19, "**": 20,
}  # fmt: skip
_FALLS: Final = 6
_JOINS: Final = 14
_WORDS: Final = frozenset({"or", "xor", "and", "instanceof"})
_ASSIGNS: Final = frozenset({"=", ".=", "??=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**="})


class ExpressionTrees(Closures):
    """Parses expressions. Statements are for the class that extends it."""

    function_at = -1
    """The number of the token with the name of the function around; -1 for none."""

    def expression(self, least: int = 0) -> PhpNode:
        start = self.token.start
        if self.is_deep():
            while self.kind not in ENDS:
                self.skip()
            return self.opaque(start)
        self.depth += 1
        left = self.operand()
        while (rank := _RANKS.get(self.sign(), -1)) >= max(least, 0):
            left = self.operator(left, rank)
        self.depth -= 1
        return left

    def sign(self) -> str:
        kind = self.kind
        return kind if kind != "name" else self.word if self.word in _WORDS else ""

    def operator(self, left: PhpNode, rank: int) -> PhpNode:
        """An operator and what is on its right."""
        start, sign = left.start, self.sign()
        self.take()
        if sign == ".":
            operands = [left, self.expression(_JOINS + 1)]
            while self.kind == ".":
                self.take()
                operands.append(self.expression(_JOINS + 1))
            return self.node(start, Joined(tuple(operands)))
        if sign == "?":
            return self.conditional(left)
        if sign == "??":
            return self.node(start, Chosen(self.written_as(left), (left, self.expression(_FALLS))))
        if sign == "instanceof":
            self.operand()
            return self.opaque(start, left)
        right = self.expression(rank if sign == "**" else rank + 1)
        if sign in {"&&", "||", "and", "or"}:
            return self.node(start, Perhaps(left, right))
        return self.opaque(start, left, right)

    def conditional(self, asked: PhpNode) -> PhpNode:
        if self.kind == ":":
            self.take()
            return self.node(asked.start, Chosen(self.written_as(asked), (asked, self.expression(_FALLS))))
        first = self.expression(self.VALUE)
        if self.kind != ":":
            return self.opaque(asked.start, asked, first)
        self.take()
        second = self.expression(_FALLS)
        return self.node(asked.start, Chosen(self.written_as(asked), (first, second), asked))

    def operand(self) -> PhpNode:
        """A value with the signs before it."""
        start, kind, word = self.token.start, self.kind, self.word
        if kind in {"!", "-", "+", "~", "++", "--"}:
            self.take()
            inner = self.prefixed()
            if kind in {"++", "--"}:
                return self.node(start, Bound(names_of(inner) or ("-",), self.opaque(start), key=self.nothing))
            return self.opaque(start, inner)
        if kind == "@":
            self.take()
            return self.node(start, Other((self.prefixed(),)))
        if kind == "cast":
            text = "string" in self.take().text.lower()
            inner = self.prefixed()
            return (
                self.node(start, Called(("string",), None, (Argument(None, inner),)))
                if text
                else self.opaque(start, inner)
            )
        if kind == "&":
            self.take()
            return self.node(start, Called(("&",), None, (Argument(None, self.prefixed()),)))
        if word == "new":
            return self.assigned(self.after(self.new()))
        if word == "throw":
            self.take()
            self.expression()
            return self.node(start, Left())
        if word in {"clone", "print", "yield"}:
            self.take()
            if word == "yield" and self.word == "from":
                self.take()
            found = [self.expression(self.VALUE)] if self.kind not in ENDS else []
            if found and self.kind == "=>":
                self.take()
                found.append(self.expression(self.VALUE))
            return self.opaque(start, *found)
        return self.assigned(self.after(self.plain()))

    def prefixed(self) -> PhpNode:
        """The operand after a sign."""
        if self.is_deep():
            return self.expression()
        self.depth += 1
        found = self.operand()
        self.depth -= 1
        return found

    def plain(self) -> PhpNode:
        """A value by itself."""
        start = self.token.start
        while self.kind == "#" and self.next_kind == "[":  # attributes
            self.take()
            self.skip()
        match self.kind:
            case "variable":
                return self.variable()
            case "text":
                return self.string()
            case "name":
                return self.name()
            case "other":
                self.take()
                return self.node(start, Other(()))
            case "[":
                return self.listed()
            case "(":
                opening = self.at
                self.take()
                inner = self.expression()
                self.close(opening)
                return self.node(start, Other((inner,)))
            case "$":
                return self.by_its_name(start)
        return PhpNode(start, start, Other(()))

    def by_its_name(self, start: int) -> PhpNode:
        """``$$name``: any variable."""
        self.take()
        while self.kind == "$":
            self.take()
        self.skip()
        return self.node(start, shapes.Wild((), True))

    def assigned(self, target: PhpNode) -> PhpNode:
        """An assignment, if this is what gets a value."""
        sign, start = self.kind, target.start
        if sign in {"++", "--"}:
            self.take()
            return self.node(start, Bound(names_of(target) or ("-",), self.opaque(start), key=self.nothing))
        if sign not in _ASSIGNS:
            return target
        self.take()
        value = self.expression(self.VALUE)
        adds, falls = sign == ".=", sign == "??="
        if not (adds or falls or sign == "="):
            value = self.opaque(start, value)
        match target.shape:
            case shapes.Listed():
                return self.node(start, Hidden(frozenset(self.bound_in(target)), (value,), takes=_takes(target.shape)))
            case shapes.Indexed():
                return self.node(start, Bound(holder_of(target), value, adds, falls, target))
            case shapes.Named(names):
                return self.node(start, Bound(names, value, adds, falls))
        return self.opaque(start, target, value)

    def bound_in(self, pattern: PhpNode) -> list[str]:
        """The variables in a list to which the entries of another are given."""
        found: list[str] = []
        waiting = [pattern]
        while waiting:
            match waiting.pop().shape:
                case shapes.Listed(entries):
                    waiting += [each.node for each in entries]
                case shapes.Named(names):
                    found.append(".".join(names))
                case shapes.Indexed(owner, _):
                    waiting.append(owner)
                case Called(("&",), None, (one,)):
                    waiting.append(one.node)
        return found


def _takes(pattern: shapes.Listed) -> tuple[tuple[str, str], ...]:
    """Which entries the variables of a list get: ``[$a, 'tail' => $b] = ...``."""
    found = [
        (each.node.shape.names, each.key if each.key is not None else str(index))
        for index, each in enumerate(pattern.entries)
        if isinstance(each.node.shape, shapes.Named)
    ]
    return tuple((names[0], key) for names, key in found if len(names) == 1)
