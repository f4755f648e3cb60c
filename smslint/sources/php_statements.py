"""Parses the statements of PHP that decide what runs: branches, loops, returns."""

from __future__ import annotations

from typing import Final

from smslint.sources.code import shapes
from smslint.sources.code.shapes import Bound, Forked, Grouped, Hidden, Left, Repeated, Returned, Tried
from smslint.sources.php_expression_trees import ExpressionTrees
from smslint.sources.php_nodes import PhpNode

_LONGEST: Final = 30
"""How many ``elseif`` are each in the other: of more, no text is followed."""


class Statements(ExpressionTrees):
    """Parses branches and loops. Which statement it is, is for the class that extends it."""

    def statement(self) -> PhpNode | None:
        """One statement; ``None`` for an empty one."""
        raise NotImplementedError

    def until(self, *words: str) -> tuple[PhpNode, ...]:
        """The statements before a closing brace, or before one of these words."""
        raise NotImplementedError

    def end(self) -> None:
        if self.kind == ";":
            self.take()

    def asked(self) -> PhpNode:
        """What is in the parentheses of a statement."""
        if self.kind != "(":
            return self.nothing
        opening = self.at
        self.take()
        found = self.expression()
        self.close(opening)
        return found

    def body(self, *ends: str) -> tuple[PhpNode, ...]:
        """The statements of a branch or a loop: a block, one statement, or those after a colon."""
        if self.kind == ":":
            self.take()
            return self.until(*ends)
        if self.is_deep():
            self.skip()
            return ()
        self.depth += 1
        found = self.statement()
        self.depth -= 1
        return (found,) if found is not None else ()

    def ended(self, word: str) -> None:
        if self.word == word:
            self.take()
            self.end()

    def branch(self, start: int) -> PhpNode:
        arms: list[tuple[PhpNode, tuple[PhpNode, ...]]] = []
        rest: tuple[PhpNode, ...] | None = None
        while True:
            self.take()
            asked = self.asked()
            colon = self.kind == ":"
            arms.append((asked, self.body("elseif", "else", "endif")))
            if self.word == "elseif":
                continue
            if self.word == "else" and self.next_word == "if":
                self.take()
                continue
            if self.word == "else":
                self.take()
                rest = self.body("endif")
            if colon:
                self.ended("endif")
            break
        if len(arms) > _LONGEST:
            return self.node(start, shapes.Wild(tuple(each for _, arm in arms for each in arm), True))
        found: PhpNode | None = None
        for asked, arm in reversed(arms):
            if found is not None:
                rest = (found,)
            found = self.node(
                start if asked is arms[0][0] else asked.start,
                Forked((asked,), (arm, *([rest] if rest is not None else [])), rest is not None),
            )
        assert found is not None
        return found

    def cases(self, start: int) -> PhpNode:
        self.take()
        asked = self.asked()
        opening, colon = self.at, self.kind == ":"
        self.take()
        arms: list[tuple[PhpNode, ...]] = []
        closed = False
        while self.kind not in {"", "}"} and self.word != "endswitch":
            if self.word not in {"case", "default"}:
                self.take()
                continue
            closed = closed or self.word == "default"
            if self.take().text.lower() == "case":
                self.expression(self.VALUE)
            if self.kind in {":", ";"}:
                self.take()
            arms.append(self.until("case", "default", "endswitch"))
        if colon:
            self.ended("endswitch")
        else:
            self.close(opening)
        return self.node(start, Forked((asked,), tuple(arms), closed, cases=True, into_next=True))

    def whilst(self, start: int) -> PhpNode:
        self.take()
        asked = self.asked()
        body = self.body("endwhile")
        self.ended("endwhile")
        return self.node(start, Repeated(asked, body))

    def again(self, start: int) -> PhpNode:
        self.take()
        body = self.body()
        asked = self.nothing
        if self.word == "while":
            self.take()
            asked = self.asked()
        self.end()
        return self.node(start, Repeated(asked, body))

    def counted(self, start: int) -> PhpNode:
        self.take()
        opening = self.at
        parts: tuple[list[PhpNode], ...] = ([], [], [])
        end = self.tokens.pairs.get(opening, self.at)
        if self.kind == "(":
            self.take()
        part = 0
        while self.at < end:
            before = self.at
            if self.kind not in {";", ","}:
                parts[min(part, 2)].append(self.expression())
            part += self.kind == ";"
            if self.kind in {";", ","} or self.at == before:
                self.take()
        self.close(opening)
        body = self.body("endfor")
        self.ended("endfor")
        names = {name for each in parts[2] if isinstance(each.shape, Bound) for name in each.shape.names[:1]}
        over = parts[1][-1] if parts[1] else self.nothing
        loop = self.node(start, Repeated(over, body, frozenset(names), after=tuple(parts[2])))
        return self.node(start, Grouped((), (*parts[0], *parts[1][:-1], loop)))

    def each(self, start: int) -> PhpNode:
        self.take()
        opening = self.at
        self.take()
        over = self.expression()
        names: list[str] = []
        item = ""
        if self.word == "as":
            self.take()
            first = self.expression()
            last = first
            if self.kind == "=>":
                self.take()
                last = self.expression()
            names = [*self.bound_in(first), *self.bound_in(last)]
            if isinstance(last.shape, shapes.Named) and last is first:
                item = last.shape.names[-1]
        self.close(opening)
        body = self.body("endforeach")
        self.ended("endforeach")
        return self.node(start, Repeated(over, body, frozenset(names), item))

    def tried(self, start: int) -> PhpNode:
        self.take()
        body = self.body()
        handlers: list[tuple[PhpNode, ...]] = []
        final: tuple[PhpNode, ...] = ()
        while self.word == "catch":
            self.take()
            opening = self.at
            end = self.tokens.pairs.get(opening, self.at)
            caught = frozenset(each.text[1:] for each in self.tokens.all[opening:end] if each.kind == "variable")
            self.close(opening)
            hidden = PhpNode(start, start, Hidden(caught, ()))
            handlers.append((hidden, *self.body()))
        if self.word == "finally":
            self.take()
            final = self.body()
        return self.node(start, Tried(body, tuple(handlers), final))

    def returned(self, start: int) -> PhpNode:
        self.take()
        values = (self.expression(),) if self.kind not in {";", "", "}"} else ()
        self.end()
        return self.node(start, Returned(values))

    def leaves(self, start: int) -> PhpNode:
        word = self.take().text.lower()
        farther = self.kind == "other"
        while self.kind not in {";", "", "}"}:
            self.take()
        self.end()
        return self.node(start, Left(breaks=True, next_round=word == "continue", farther=farther))

    def echoed(self, start: int) -> PhpNode:
        self.take()
        found = [self.expression()]
        while self.kind == ",":
            self.take()
            found.append(self.expression())
        self.end()
        return self.opaque(start, *found)

    def skipped(self, _start: int) -> PhpNode:
        """A statement without texts; ``static $x = 1`` is seen before."""
        while self.kind not in {";", "", "}"}:
            self.skip()
        self.end()
        return self.nothing
