"""Parses the calls of PHP and the lists of their arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.code import knowledge, shapes
from smslint.sources.code.lists import WITHOUT_EMPTY
from smslint.sources.code.shapes import Argument, Called, Listed, Named, Other, Wild, Written
from smslint.sources.code.values import SPREAD
from smslint.sources.php_cursor import Cursor
from smslint.sources.php_nodes import CLOSURE, PhpNode, holder_of, names_of
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from smslint.sources.php_references import References

_RENAMED: Final = {
    "implode": ("String", "join"), "join": ("String", "join"), "rtrim": ("trimEnd",), "ltrim": ("trimStart",), "chop": ("trimEnd",),
    "strtoupper": ("toUpperCase",), "mb_strtoupper": ("toUpperCase",), "strtolower": ("toLowerCase",), "mb_strtolower": ("toLowerCase",),
}  # fmt: skip
"""What other languages call some of PHP's functions."""
_ADDS: Final = {"array_push": "push", "array_unshift": "unshift"}
"""Functions that add to the list that they are given."""
ANYTHING: Final = word_set("extract eval parse_str mb_parse_str include include_once require require_once")
"""After them, any variable of the function may have another value."""


class Invoking(Cursor):
    """Parses calls. Expressions are for the class that extends it."""

    references: References

    def expression(self, least: int = 0) -> PhpNode:
        """Any expression.

        :param least: the lowest rank of its operators.
        """
        raise NotImplementedError

    def callee(self, node: PhpNode) -> tuple[str, ...]:
        """The names of a function that ``call_user_func`` calls: ``'send'``, ``'Sms::send'``, ``[$this, 'send']``; none if they are not known."""
        match node.shape:
            case Written():
                return tuple(filter(None, self.written(node).split("::")))
            case shapes.Listed((of, method)) if isinstance(method.node.shape, Written):
                owner = names_of(of.node)
                return (*owner, self.written(method.node)) if owner else ()
        return ()

    def called(self, start: int, names: tuple[str, ...], owner: PhpNode | None) -> PhpNode:
        given, blocks = self.arguments()
        name = names[-1] if names else ""
        changed = self.references.changed(name, method=owner is not None)
        if changed:
            given = tuple(
                self.referred(each) if place in changed or changed[-1] < place else each
                for place, each in enumerate(given)
            )
        if owner is not None:
            return self.node(start, Called(names, owner, given, blocks))
        low = name.lower()
        if low == "call_user_func" and given and (callee := self.callee(given[0].node)):
            return self.node(start, Called(callee, None, given[1:], blocks))
        if low in ANYTHING:
            return self.node(start, Wild(tuple(each.node for each in given), low == "extract"))
        if low in _ADDS and given:
            return self.node(start, Called((_ADDS[low],), given[0].node, given[1:], blocks))
        if low == "unset":
            return self.node(start, Other((*(self.gone(each.node) for each in given), self.nothing, self.nothing)))
        if low == "define" and len(given) > 1 and isinstance(given[0].node.shape, Written):
            key = self.written(given[0].node)
            return self.node(start, shapes.Bound((key,), given[1].node, declares=True))
        if low in {"isset", "empty"}:
            return self.node(start, Other((*(each.node for each in given), self.nothing, self.nothing)))
        if low == "array_filter" and len(given) == 1 and not blocks:
            return self.node(start, Called((WITHOUT_EMPTY,), given[0].node, ()))
        if low in knowledge.APPENDS:  # no method, whatever it does
            given = tuple(map(self.referred, given))
        return self.node(start, Called(_RENAMED.get(low, names), None, given, blocks))

    def gone(self, node: PhpNode) -> PhpNode:
        """``unset($a, $b['c'])``."""
        if isinstance(node.shape, shapes.Indexed):
            return PhpNode(node.start, node.end, shapes.Bound(holder_of(node), self.absent, key=self.nothing))
        return PhpNode(node.start, node.end, shapes.Bound(names_of(node) or ("-",), self.absent))

    def referred(self, argument: Argument) -> Argument:
        """An argument that a function may change."""
        node = argument.node
        return argument._replace(node=PhpNode(node.start, node.end, Called(("&",), None, (Argument(None, node),))))

    def arguments(self) -> tuple[tuple[Argument, ...], tuple[PhpNode, ...]]:
        """The arguments of a call, and the functions without a name among them."""
        return shapes.divided(self.entries(named=True), CLOSURE)

    def listed(self) -> PhpNode:
        start = self.token.start
        return self.node(start, Listed(self.entries()))

    def entries(self, *, named: bool = False) -> tuple[Argument, ...]:
        """What is between two brackets.

        :param named: whether these are arguments, which may have names.
        """
        opening = self.at
        end = self.tokens.pairs.get(opening, len(self.tokens.all) - 1)
        self.take()
        found: list[Argument] = []
        while self.at < end:
            before = self.at
            if (argument := self.entry(named=named)) is not None:
                found.append(argument)
            while self.at < end and self.kind != ",":  # what is not understood
                self.skip()
            if self.kind == "," or self.at == before:
                self.take()
        self.close(opening)
        return tuple(found)

    def entry(self, *, named: bool) -> Argument | None:
        if self.kind == ",":
            return None
        if self.kind == "...":
            self.take()
            if self.kind == ")":
                return None
            return Argument("..." if named else SPREAD, self.expression())
        key = None
        if named and self.kind == "name" and self.next_kind == ":":
            key = self.take().text
            self.take()
            return Argument(key, self.expression())
        node = self.expression()
        if self.kind == "=>":
            self.take()
            return Argument(self.written(node), self.expression())
        return Argument(None, node)

    def written(self, node: PhpNode) -> str:
        """A key as a text."""
        match node.shape:
            case Written(parts):
                return "".join(each.text if each.text is not None else each.name for each in parts)
            case Named(names):
                return names[-1]
        return self.source[node.start : node.end]
