"""Parses PHP: from the text of a file to nodes with their meaning, which the driver that follows texts runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.code import shapes
from smslint.sources.code.shapes import Bound, Defined, Forked, Grouped, Hidden, Left, Outer, Repeated, Returned, Tried
from smslint.sources.php_expression_trees import ExpressionTrees
from smslint.sources.php_lexing import Tokens
from smslint.sources.php_nodes import PhpNode
from smslint.sources.php_references import References

if TYPE_CHECKING:
    from collections.abc import Callable

_CLASSES: Final = frozenset({"class", "interface", "trait", "enum"})
_MODIFIERS: Final = frozenset({"abstract", "final", "readonly", "public", "private", "protected", "static", "var"})
_ENDS: Final = frozenset(
    {"endif", "endfor", "endforeach", "endwhile", "endswitch", "enddeclare", "elseif", "else", "case", "default"}
)
_LONGEST: Final = 30
"""How many ``elseif`` are each in the other: of more, no text is followed."""


def parse(source: str) -> PhpNode:
    """The whole file. What is not understood is stepped over.

    :raises SourceError: when a string or a heredoc never ends.
    """
    tokens = Tokens(source, 0, len(source), inside=False)
    return _Statements(source, tokens).file()


class _Statements(ExpressionTrees):
    def __init__(self, source: str, tokens: Tokens) -> None:
        super().__init__(source, tokens)
        self.references = References(tokens)
        self.classes: list[str] = []
        self.keywords: dict[str, Callable[[int], PhpNode]] = {
            "if": self.branch, "switch": self.cases, "while": self.whilst, "for": self.counted, "foreach": self.each, "do": self.again,
            "try": self.tried, "return": self.returned, "break": self.leaves, "continue": self.leaves, "echo": self.echoed,
            "const": self.constants, "global": self.skipped, "use": self.skipped, "namespace": self.namespace, "goto": self.jumped,
            "declare": self.declared,
        }  # fmt: skip

    def file(self) -> PhpNode:
        """What is outside of functions and classes is like a function without a name."""
        own: list[PhpNode] = []
        others: list[PhpNode] = []
        while self.kind:
            for each in self.several():
                is_own = (isinstance(each.shape, Defined) and each.shape.name) or (
                    isinstance(each.shape, Grouped) and each.shape.scoped
                )
                is_own = is_own or (isinstance(each.shape, Bound) and each.shape.declares)
                (own if is_own else others).append(each)
        body = PhpNode(0, len(self.source), Grouped((), tuple(self.doubting(others))))
        main = PhpNode(0, len(self.source), Defined("", frozenset(), (body,)))
        return PhpNode(0, len(self.source), Grouped((), (*own, main)))

    def doubting(self, nodes: list[PhpNode]) -> list[PhpNode]:
        """The statements of a function, after one of a function that may change some of its variables at any time."""
        names = self.references.doubted(self.function_at)
        if not names:
            return nodes
        bound = [PhpNode(0, 0, Bound((each,), self.absent)) for each in sorted(names)]
        return [PhpNode(0, 0, Defined("", frozenset(), (PhpNode(0, 0, Outer(names)), *bound))), *nodes]

    def several(self) -> list[PhpNode]:
        """A statement; of a namespace, those in it."""
        before = self.at
        found = self.statement()
        if self.at == before:
            self.take()
        if found is None:
            return []
        return list(found.shape.nodes) if isinstance(found.shape, Grouped) and found.shape.labelled else [found]

    def until(self, *words: str) -> tuple[PhpNode, ...]:
        """The statements before a closing brace, or before one of these words."""
        found: list[PhpNode] = []
        while self.kind not in {"", "}"} and self.word not in words:
            found += self.several()
        return tuple(found)

    def block(self) -> PhpNode:
        start, opening = self.token.start, self.at
        self.take()
        if self.is_deep():
            self.close(opening)
            return self.node(start, shapes.Wild((), True))
        self.depth += 1
        found = self.until()
        self.depth -= 1
        self.close(opening)
        return self.node(start, Grouped((), found))

    def statement(self) -> PhpNode | None:
        """One statement; ``None`` for an empty one."""
        while self.kind == "#" and self.next_kind == "[":
            self.take()
            self.skip()
        start, word = self.token.start, self.word
        if self.kind == "{":
            return self.block()
        if self.kind == ";":
            self.take()
            return None
        if word:
            if word == "function" and (
                self.next_kind == "name" or (self.next_kind == "&" and self.kind_at(2) == "name")
            ):
                return self.named()
            if self.is_class():
                return self.scoped(start)
            if word == "static" and self.next_kind == "variable":
                return self.skipped(start)
            if (
                word in self.keywords
                and self.next_kind not in {"::", "->", "="}
                and not (word == "use" and self.next_kind == "(")
            ):
                return self.keywords[word](start)
            if self.next_kind == ":" and word not in {"parent", "self", "default", "else"}:  # a label
                self.take()
                self.take()
                return self.node(start, shapes.Wild((), True))
        found = self.expression()
        self.end()
        return found

    def kind_at(self, ahead: int) -> str:
        return self.tokens.all[min(self.at + ahead, len(self.tokens.all) - 1)].kind

    def end(self) -> None:
        if self.kind == ";":
            self.take()

    def is_class(self) -> bool:
        at = self.at
        every = self.tokens.all
        while every[at].text.lower() in {"abstract", "final", "readonly"} and every[at].kind == "name":
            at += 1
        return (
            every[at].text.lower() in _CLASSES
            and every[at].kind == "name"
            and every[min(at + 1, len(every) - 1)].kind == "name"
        )

    def named(self) -> PhpNode:
        """A function with a name."""
        start = self.take().start
        if self.kind == "&":
            self.take()
        at, name = self.at, self.take().text
        names, defaults = self.parameters()
        around, self.function_at = self.function_at, at
        while self.kind not in {"{", ";", "", "}"}:
            self.take()
        if self.kind != "{":
            self.end()
            self.function_at = around
            return self.nothing
        opening = self.at
        body = self.block()
        if isinstance(body.shape, Grouped):
            body.shape = Grouped((), tuple(self.doubting(list(body.shape.nodes))))
        self.close(opening)
        self.function_at = around
        return self.node(start, Defined(name, names, (body,)), defaults)

    def scoped(self, start: int) -> PhpNode:
        while self.word not in _CLASSES:
            self.take()
        self.take()
        name = self.take().text
        while self.kind not in {"{", ";", ""}:
            self.take()
        self.classes.append(name)
        body = self.members() if self.kind == "{" else self.nothing
        self.classes.pop()
        nodes = body.shape.nodes if isinstance(body.shape, Grouped) else ()
        return self.node(start, Grouped((name,), nodes, scoped=True))

    def members(self) -> PhpNode:
        start, opening = self.token.start, self.at
        end = self.tokens.pairs.get(opening, len(self.tokens.all) - 1)
        self.take()
        found: list[PhpNode] = []
        around, self.function_at = self.function_at, -1
        while self.at < end and not self.is_deep():
            self.depth += 1
            word = self.word
            if word == "function":
                found.append(self.named())
            elif word == "const":
                found.append(self.constants(self.token.start))
            elif self.kind == "variable":
                found += self.attributes()
            elif word in {"use", "case"}:
                while self.at < end and self.kind not in {";", "{"}:
                    self.skip()
                self.skip()
            else:
                self.skip()
            self.depth -= 1
        self.function_at = around
        self.close(opening)
        return self.node(start, Grouped((), tuple(found)))

    def attributes(self) -> list[PhpNode]:
        """The attributes of a class, with their first values."""
        found: list[PhpNode] = []
        while self.kind == "variable":
            start, name = self.token.start, self.take().text[1:]
            if self.kind == "=":
                self.take()
                value = self.expression(self.VALUE)
                found.append(self.node(start, Bound((name,), value)))
            if self.kind == ",":
                self.take()
        return found

    def constants(self, start: int) -> PhpNode:
        """Constants of a class, or of the file."""
        self.take()
        found: list[PhpNode] = []
        while self.kind not in {";", "", "}"}:
            at, token = self.at, self.take()
            if token.kind == "name" and self.kind == "=":
                self.take()
                value = self.expression(self.VALUE)
                found.append(self.node(token.start, Bound((token.text,), value, declares=True)))
            self.at = max(self.at, at + 1)
        self.end()
        return found[0] if len(found) == 1 else self.node(start, Grouped((), tuple(found), labelled=True))

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
        opening, parts = self.at, [[], [], []]
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

    def namespace(self, start: int) -> PhpNode:
        self.take()
        if self.kind == "name":
            self.take()
        if self.kind != "{":
            self.end()
            return self.nothing
        body = self.block()
        nodes = body.shape.nodes if isinstance(body.shape, Grouped) else (body,)
        return self.node(start, Grouped((), nodes, labelled=True))

    def jumped(self, start: int) -> PhpNode:
        self.skipped(start)
        return self.node(start, Left())

    def declared(self, start: int) -> PhpNode:
        self.take()
        if self.kind == "(":
            self.skip()
        found = self.body("enddeclare")
        self.ended("enddeclare")
        return self.node(start, Grouped((), found))
