"""Blade: views that extend others, sections, components with slots.

As in Laravel, a view that extends another renders first: its sections are kept, and the parent prints them where it yields them. The
first text of a section counts, and a later one goes where that says ``@parent``. Laravel strips the start of every view's text, and
both ends of the text of a slot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.dialects.lexing.tokens import Kind, Trim
from smslint.dialects.parts.blade_code import SharedNames
from smslint.dialects.parts.blade_components import Components
from smslint.dialects.parts.blade_directives import ENDS, VARIABLE, Directive, block_end, directive, expression
from smslint.dialects.parts.part_language import ComposeError, File, Language, hidden_by
from smslint.dialects.parts.pieces import Close, Gap, Hidden, Missing, Open, Piece, Put
from smslint.dialects.parts.reference import Reference
from smslint.dialects.parts.wrapping import Each, Stripped
from smslint.records import replace
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.dialects.parts.composer import Composer


class Views(Language):
    """The views of one message."""

    def __init__(self, composer: Composer) -> None:
        super().__init__(composer)
        self.sections: dict[str, list[Piece]] = {}
        """The text of each section that is known so far."""
        self.parents: list[tuple[File, int, Reference]] = []
        """What the current view extends."""
        self.open: list[str] = []
        """The sections that are open."""
        self.depth = 0
        """How many blocks are open that may not render."""
        self.shared = SharedNames(composer)
        self.components = Components(composer, self.shared)
        self.named: dict[int, list[str]] = {}
        """For each file that says ``@parent``: the section that is named last before each of its tokens."""

    def file(self, opened: File) -> None:
        """Put in a view: its own text, then the one that it extends."""
        composer = self.composer
        if composer.may_end(opened) and len(opened.chain) == 1:
            raise ComposeError("its code may end it before its sections or its layout are reached")
        before = self.parents, self.depth
        self.parents, self.depth = [], 0
        with composer.marked(Stripped()):
            composer.walk(opened, 0, len(opened.tokens))
            for file, index, reference in reversed(self.parents):
                self._extend(file, index, reference)
        self.parents, self.depth = before
        if len(opened.chain) == 1:
            self.shared.refuse()

    def take(self, opened: File, index: int) -> int | None:
        """A directive of layouts, and an output that prints a slot."""
        token = opened.tokens[index]
        if token.kind is Kind.OUTPUT:
            return index + 1 if self.components.printed(opened, index) else None
        if token.kind is not Kind.TAG:
            return None
        tag = directive(self.composer.source(opened), opened.tokens[index])
        match tag.word:
            case "extends" | "extendsfirst":
                reference = self.composer.reference(opened, index)
                assert reference is not None
                self.parents.append((opened, index, reference))
            case "yield":
                self._yield(opened, index, tag)
            case "section":
                return self._section(opened, index, tag)
            case "parent":
                self._parent(opened, index)
            case "each":
                self._each(opened, index, tag)
            case "component" | "componentfirst":
                return self.components.put(opened, index, tag)
            case _:
                grammar = self.composer.grammar
                read, blocks = grammar.tag(self.composer.source(opened), token), grammar.blocks
                word = "" if read is None else read.word  # @empty is the start of a block, or an arm of another one
                self.depth += word in blocks and word not in ENDS
                self.depth -= any(word in block.ends for name, block in blocks.items() if name not in ENDS)
                return None
        return index + 1

    def _extend(self, opened: File, index: int, reference: Reference) -> None:
        """The text of the parent, behind that of the view and a line break."""
        composer = self.composer
        part, why = composer.loaded(reference, opened)
        if part is None:
            composer.unread(opened, index, reference, why)
            for pieces in self.sections.values():
                composer.put_all(each for each in pieces if not isinstance(each, Gap))
            return
        composer.put(opened, index, Kind.ESCAPE, "\n" if self._ends_in_text(opened) else "")
        composer.named = True
        with composer.marked(hidden_by(reference, opened, index)):
            composer.file(part, opened.chain)

    def _ends_in_text(self, opened: File) -> bool:
        """Whether no directive or output is the last thing in a file: PHP removes a line break behind those."""
        for index in reversed(range(len(opened.tokens))):
            token = opened.tokens[index]
            note = token.kind is Kind.COMMENT and token.right is Trim.NOTHING
            if note or (
                token.kind is Kind.TAG
                and directive(self.composer.source(opened), opened.tokens[index]).word in {"extends", "extendsfirst"}
            ):
                continue
            return token.kind in {Kind.TEXT, Kind.ESCAPE}
        return False

    def _section(self, opened: File, index: int, tag: Directive) -> int:
        self.composer.named = True
        name = tag.text(0)
        if name is None:
            self._unread(opened, index, tag, "its name is known only when the template is rendered")
            return index + 1
        if len(tag.arguments) > 1:
            self._define(name, [expression(opened, index, tag.written(1))])
            if self.depth:
                self.sections[name] = _undecided(opened, index)
            return index + 1
        end = block_end(self.composer.source(opened), opened.tokens, index, "section")
        how = directive(self.composer.source(opened), opened.tokens[end]).word if end < len(opened.tokens) else ""
        self.shared.section(opened, index + 1, end)
        self.open.append(name)
        pieces = self.composer.content(opened, index + 1, end)
        self.open.pop()
        if how == "append":
            pieces = [*self.sections.get(name, []), *pieces]
        if how in {"append", "overwrite"}:
            self.sections.pop(name, None)
        before = self.sections.get(name)  # none where the section is made anew
        self._define(name, pieces)
        if how == "show":
            self.composer.put(opened, index, Kind.COMMENT)
            self._print(name)
        if self.depth and (before is None or any(isinstance(each, Gap) for each in before)):
            # A section that perhaps was not rendered: its text is known only if that changed nothing.
            self.sections[name] = _undecided(opened, index)
        return end + 1

    def _define(self, name: str, pieces: list[Piece]) -> None:
        """A text of a section; the first one counts."""
        known = self.sections.get(name)
        if known is not None:
            made: list[Piece] = []
            for each in known:
                made += pieces if isinstance(each, Gap) and each.name == name else [each]
            pieces = made
        self.sections[name] = pieces

    def _print(self, name: str) -> None:
        self.composer.counted()
        self.composer.put_all(each for each in self.sections[name] if not (isinstance(each, Gap) and each.name == name))

    def _yield(self, opened: File, index: int, tag: Directive) -> None:
        composer = self.composer
        composer.named = True
        name = tag.text(0)
        if name is None:
            self._unread(opened, index, tag, "its name is known only when the template is rendered")
        elif name in self.sections:
            composer.put(opened, index, Kind.COMMENT)
            self._print(name)
        elif len(tag.arguments) > 1:
            composer.put_all([expression(opened, index, tag.written(1))])
        else:
            composer.put(opened, index, Kind.COMMENT)

    def _parent(self, opened: File, index: int) -> None:
        """The place for the text that the section replaces. Laravel takes the section that the file names last."""
        if opened.part not in self.named:
            self.named[opened.part] = list(self._named_before(opened))
        named = self.named[opened.part][index]
        if self.open and self.open[-1] == named:
            self.composer.put(opened, index, Kind.COMMENT)
            self.composer.gap(named)
        else:
            reference = Reference((), "@parent")
            self.composer.unread(opened, index, reference, "it is not in the section that is named last", Kind.OUTPUT)

    def _named_before(self, opened: File) -> Iterator[str]:
        named = ""
        for at, token in enumerate(opened.tokens):
            yield named
            if (
                token.kind is Kind.TAG
                and (each := directive(self.composer.source(opened), opened.tokens[at])).word == "section"
            ):
                named = each.text(0) or ""

    def _each(self, opened: File, index: int, tag: Directive) -> None:
        """A view for each item; it sees nothing but the item and its key."""
        composer = self.composer
        name, item = tag.text(0), tag.text(2)
        if name is None or item is None:
            self._unread(opened, index, tag, "its name is known only when the template is rendered")
            return
        span = tag.arguments[1]
        items = VARIABLE.fullmatch(tag.code[span.start : span.end])
        with composer.marked(Each(items[1] if items else "")), composer.marked(Hidden(None, frozenset({item, "key"}))):
            composer.include(opened, index, Reference((name,), name))
        if len(tag.arguments) > 3:
            empty = tag.text(3)
            named = () if empty is None or "|" in empty else (empty,)
            with composer.marked(composer.when("there are no items", negated=False)), composer.marked(Hidden(None)):
                composer.include(opened, index, Reference(named, empty or tag.code))

    def _unread(self, opened: File, index: int, tag: Directive, why: str) -> None:
        self.composer.unread(opened, index, Reference((), f"@{tag.word}({tag.code})"), why, Kind.OUTPUT)


def _undecided(opened: File, index: int) -> list[Piece]:
    """A section whose text is known only when the template is rendered: a value that nobody knows, at its tag."""
    token = opened.tokens[index]
    unknown = Put(opened.part, replace(token, kind=Kind.OUTPUT, body=Span(token.start, token.start)))
    return [Open(Missing("a section", "it is defined only under a condition")), unknown, Close()]
