"""The names that a template assigns while its blocks are read, and where each is valid."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.tree import Node, Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.dialects.blocks.grammar import Grammar
    from smslint.dialects.lexing.tokens import Token
    from smslint.dialects.names.assigned import Assigned, Enclosed, Given
    from smslint.dialects.names.rescoping import Scope

_OWN_NAMES: Final = later(r"\{%[-+]?\s*(?:with|for|filter|set|autoescape|call)\b")
_WORDS: Final = later(r"\w+")


class AssignedNames:
    """The assignments of one template.

    :param scopes: where names have another meaning.
    :param passed: the values of names there.
    :param enclosed: where assignments end.
    """

    def __init__(
        self, grammar: Grammar, source: str, scopes: list[Scope], passed: list[Assigned], enclosed: list[Enclosed]
    ) -> None:
        self.grammar = grammar
        self.source = source
        self.scopes = scopes
        self.passed = passed
        self.expected = grammar.assigning is not None and (bool(passed) or grammar.assigning.search(source) is not None)
        """Whether the template may assign anything."""
        self.assigned: list[tuple[Given, Token, bool]] = []
        self.closed: dict[int, int] = {}
        """The end of each block, by the start of its tag."""
        self.arms: dict[int, int] = {}
        """The end of the arm that begins at an offset."""
        self.enclosed = _Nested(enclosed)
        self.secluded = [each.span for each in enclosed if not each.sees]
        """Blocks that do not see the names around them."""
        self.bodies: dict[int, Sequence] = {}
        """The text of each block that prints nothing, by the start of its tag."""

    def assign(self, token: Token, *, certain: bool) -> None:
        """Keep what a tag assigns.

        :param certain: whether it always happens.
        """
        from smslint.dialects.names.assignments import ASSIGNS

        self.assigned += [(given, token, certain) for given in ASSIGNS[self.grammar.assigns](self.source, token)]

    def resolved(self, tree: Sequence) -> Text:
        """The tree with what the names stand for."""
        if self.secluded:
            self.secluded.sort()
            self.passed = [
                each._replace(start=start, end=end, since=each.start)
                for each in self.passed
                for start, end in self._seen(each.start, each.end)
            ]
        if self.scopes:
            tree = self._rescoped(tree)
        return self._valued(tree) if self.assigned or self.passed else tree

    def _rescoped(self, tree: Sequence) -> Sequence:
        """The tree without names that have another meaning where they are, except for those that are assigned there."""
        from smslint.dialects.names.rescoping import rescoped

        known = [(each.name, Span(each.start, each.end)) for each in self.passed]
        for given, token, _ in self.assigned:
            if given.own:
                continue
            known.append((given.name, Span(token.end, self._validity(given, token))))
        scopes = [
            scope._replace(known=tuple(each for each in known if scope.holds(Span(each[1].start, each[1].start))))
            for scope in self.scopes
        ]
        self.scopes = scopes
        return rescoped(tree, scopes)

    def _value(self, span: Span) -> tuple[Node, ...]:
        """The nodes of an assigned value."""
        nodes = self.grammar.output(self.source, span, span)
        if not self.scopes:
            return nodes
        from smslint.dialects.names.rescoping import rescoped

        return rescoped(Sequence(nodes, span), self.scopes).parts

    def _valued(self, tree: Sequence) -> Text:
        """The tree with what the names that the template assigns stand for."""
        from smslint.dialects.names.assigned import Assigned
        from smslint.dialects.names.bindings import resolve

        made = list(self.passed)
        plain = self.grammar.assigns == "jinja" and any(not found.scoped for found, _, _ in self.assigned)
        hidden_from = self._first_reads() if plain else {}
        for found, token, certain in self.assigned:
            hidden = not found.scoped and token.start >= hidden_from.get(found.name, token.end)
            given = found._replace(value=None, text=None) if hidden else found
            end = self._validity(given, token)
            scoped = given.scoped or given.arm
            written = self.source[token.start : token.end]
            sure = scoped or (certain and not hidden and not given.own)
            body = self.bodies.get(token.start)
            around = self._around(given, token)
            hides = given.scoped or not all(each.sees for each in around)
            sure = sure and all(each.ends for each in around)
            for start, stop in self._seen(token.end, end) if hides else ((token.end, end),):
                made.append(
                    Assigned(
                        given.name,
                        given.value,
                        written,
                        start,
                        stop,
                        sure,
                        scoped,
                        given.text,
                        body=body,
                        own=given.own,
                        since=token.end,
                    )
                )
        made.sort(key=attrgetter("start", "since"))
        return resolve(tree, made, self._value)

    def _first_reads(self) -> dict[str, int]:
        """From where on an assignment makes each name uncertain: the first end of a block with its own names that reads it. To Jinja
        a name that is assigned later is undefined in such a block.
        """
        blocks = sorted(block for block in self.closed.items() if _OWN_NAMES.match(self.source, block[0]))
        ends: dict[str, int] = {}
        around: list[int] = []
        waiting = iter([*blocks, (len(self.source) + 1, 0)])
        start, end = next(waiting)
        for word in _WORDS.finditer(self.source):
            while start <= word.start():
                around.append(end)
                start, end = next(waiting)
            while around and around[-1] < word.end():
                around.pop()
            if around:  # the innermost block ends first
                ends[word[0]] = min(ends.get(word[0], around[-1]), around[-1])
        return ends

    def _seen(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of a range outside of blocks that do not see the names around them."""
        at = start
        for index in range(bisect_left(self.secluded, start, key=attrgetter("start")), len(self.secluded)):
            block = self.secluded[index]
            if block.start > end:
                break
            if at <= block.start and block.end <= end:
                yield at, block.start
                at = block.end
        yield at, end

    def _validity(self, given: Given, token: Token) -> int:
        """Where an assignment ends to be valid."""
        if given.arm:
            return self.arms.get(token.end, self.arms.get(token.start, token.end))
        if given.scoped:
            return self.closed.get(token.start, token.end)
        around = self._around(given, token)
        return around[-1].span.end if around and around[-1].ends else len(self.source)

    def _around(self, given: Given, token: Token) -> list[Enclosed]:
        """The stretches around an assignment, the innermost first, up to the first one after which it ends."""
        found: list[Enclosed] = []
        if given.upward:
            return found
        for each in self.enclosed.around(token.start):
            found.append(each)
            if each.ends:
                break
        return found


class _Nested:
    """Stretches that are inside or after each other, never across."""

    def __init__(self, stretches: list[Enclosed]) -> None:
        self._all = sorted(stretches, key=lambda each: (each.span.start, -each.span.end))
        self._outer: list[int] = []
        """For each, the number of the one around it; -1 for none."""
        open_: list[int] = []
        for number, each in enumerate(self._all):
            while open_ and self._all[open_[-1]].span.end <= each.span.start:
                open_.pop()
            self._outer.append(open_[-1] if open_ else -1)
            open_.append(number)

    def around(self, at: int) -> Iterator[Enclosed]:
        """Those around a place, the innermost first."""
        number = bisect_right(self._all, at, key=lambda each: each.span.start) - 1
        while number >= 0:
            if at < self._all[number].span.end:
                yield self._all[number]
            number = self._outer[number]
