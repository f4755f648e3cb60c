"""Walks a template and its parts in the order in which the engine renders them, and keeps the pieces.

What only some languages have (blocks of a parent, sections, definitions) is in a :class:`Language` of its own module.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks.tags import Tag
from smslint.dialects.lexing.tokens import Kind, Token
from smslint.dialects.parts.indents import blank_line, indent, is_behind_text
from smslint.dialects.parts.mentions import mentions_parts
from smslint.dialects.parts.part_language import ComposeError, File, Language, hidden_by
from smslint.dialects.parts.pieces import Apart, Close, Gap, Mark, Missing, Open, Piece, Put
from smslint.dialects.parts.read_part import read_part
from smslint.dialects.parts.wrapping import Each, When
from smslint.errors import TemplateError
from smslint.span import Span
from smslint.text.condition import Condition, Not

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.dialects.blocks.grammar import Grammar
    from smslint.dialects.parts.composed import Load, Part
    from smslint.dialects.parts.read_part import ReadPart
    from smslint.dialects.parts.reference import Reference

DEEPEST: Final = 20
"""Files inside each other."""
LONGEST: Final = 300_000
"""Characters of all parts together."""
MOST: Final = 500
"""Parts that are put in, each time counted: files that include each other twice grow without limit otherwise."""
_MOST_PIECES: Final = 100_000

MISSING: Final = "there is no such file in the project"


@dataclass(eq=False, repr=False)
class Composer:
    """The parts of one template, and the pieces so far."""

    grammar: Grammar
    dialect: str
    load: Load
    all_folders: bool = True
    """Whether ``load`` looks in every folder of the engine: a file that it does not find is not there."""
    language: Language = field(init=False)
    parts: list[Part] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    named: bool = False
    """Whether any part was named."""
    read: list[ReadPart] = field(default_factory=list)
    """What each part is by itself."""
    _length: int = 0
    _count: int = 0
    _index: dict[str, int] = field(default_factory=dict)

    def file(self, part: Part, chain: tuple[str, ...]) -> None:
        """Everything that a file renders, in order."""
        self.language.file(self.opened(part, chain))

    def opened(self, part: Part, chain: tuple[str, ...]) -> File:
        """A part with its tokens."""
        if part.name not in self._index:
            self._index[part.name] = len(self.parts)
            self.parts.append(part)
            self.read.append(read_part(self.grammar, self.dialect, part.source))
        number = self._index[part.name]
        return File(number, self.read[number].tokens, (*chain, part.name))

    def source(self, opened: File) -> str:
        """The text of a file."""
        return self.parts[opened.part].source

    def code(self, opened: File, index: int) -> str:
        """The code between the delimiters of a token."""
        body = opened.tokens[index].body
        return self.source(opened)[body.start : body.end]

    def tag(self, opened: File, index: int) -> Tag | None:
        """The tag of a token; ``None`` if it is none."""
        return self.read[opened.part].tag(index)

    def reference(self, opened: File, index: int) -> Reference | None:
        """The file that a token names."""
        return self.read[opened.part].reference(index)

    def loaded(self, reference: Reference, opened: File) -> tuple[Part | None, str]:
        """The file that a reference names, or why it is not read."""
        if not reference.names:
            return None, reference.why or "its name is known only when the template is rendered"
        self.counted()
        if len(opened.chain) > DEEPEST:
            return None, f"files are included more than {DEEPEST} deep"
        for name in reference.names:
            part = self.load(name, self.parts[opened.part].name)
            if part is None:
                continue
            if isinstance(part, str):
                return None, part
            if part.name in opened.chain:
                return None, f"{part.name} includes itself"
            if fault := self._fault(part) or self._cut(part):
                return None, fault
            return part, ""
        return None, MISSING

    def counted(self) -> None:
        """One more part is put in."""
        self._count += 1
        if self._count > MOST:
            raise ComposeError(f"it includes more than {MOST} parts")

    def _fault(self, part: Part) -> str:
        """Why a part does not parse on its own; empty where it does."""
        try:
            fault = read_part(self.grammar, self.dialect, part.source).fault()
        except TemplateError as error:
            fault = str(error)
        return f"{part.name} does not parse: {fault}" if fault else ""

    def _cut(self, part: Part) -> str:
        """Whether code may end a part before its end: what follows the part renders all the same. Velocity's ``#stop`` ends everything."""
        if self.dialect == "velocity" or not self.may_end(self.opened(part, ())):
            return ""
        return f"code in {part.name} may end it early"

    def may_end(self, opened: File) -> bool:
        """Whether a tag in a file may end it."""
        return self.read[opened.part].may_end()

    def close(self, opened: File, index: int) -> int:
        """The token that ends the block which a token opens."""
        tag = self.tag(opened, index)
        assert tag is not None
        ends = (tag.block or self.grammar.blocks[tag.word]).ends
        depth = 0
        for at in range(index, len(opened.tokens)):
            found = self.tag(opened, at)
            if found is None or found.output is not None:
                continue
            block = found.block or self.grammar.blocks.get(found.word)
            depth += (block is not None and block.ends == ends) - (found.word in ends)
            if depth == 0:
                return at
        return len(opened.tokens)

    def walk(self, opened: File, start: int, end: int) -> None:
        """Put in the tokens ``[start, end)`` of a file."""
        index = start
        while index < end:
            following = self.language.take(opened, index)
            if following is not None:
                index = following
                continue
            reference = self.reference(opened, index)
            if reference is None or reference.extends:
                self.put(opened, index)
            else:
                self.include(opened, index, reference)
            index += 1

    def include(self, opened: File, index: int, reference: Reference) -> None:
        """Put in the file that a token names."""
        self.named = True
        if self.language.instead(opened, index, reference, None):
            return
        part, why = self.loaded(reference, opened)
        source = self.source(opened)
        before = indent(source, opened.tokens, index) if reference.indents else ""
        blank = blank_line(source, opened.tokens, index) if reference.indents == "perhaps" and not before else ""
        indented = bool(before) or (reference.indents == "perhaps" and is_behind_text(source, opened.tokens[index]))
        if part is not None and indented and self.has_lines(part.source):
            part, why = None, "its lines would get the indentation of its tag"
        if self.language.instead(opened, index, reference, part):
            return
        if part is None:
            if reference.optional and why == MISSING:
                if self.all_folders:
                    self.put(opened, index, Kind.COMMENT)
                    return
                why = f"{MISSING}, and it may be in another folder (state template_folders)"
            self.unread(opened, index, reference, why)
            return
        when = None if reference.when is None else self.when(reference.when[0], negated=reference.when[1])
        each = None if reference.each is None else Each(reference.each)
        certain = not blank and _begins_with_text(self.opened(part, ()), part.source)
        self.put_indent(opened, index, before or blank, certain=certain)
        with self.marked(each), self.marked(hidden_by(reference, opened, index)), self.marked(when):
            self._put_in(opened, reference, part)

    def _put_in(self, opened: File, reference: Reference, part: Part) -> None:
        if reference.raw:
            span = Span(0, len(part.source))
            whole = Token(Kind.TEXT, *span, span, shown_end=span.end)
            self._add(Put(self.opened(part, opened.chain).part, whole))
        else:
            with self.marked(None if reference.leaks else Apart()):
                self.file(part, opened.chain)

    def when(self, code: str, *, negated: bool) -> When:
        """The mark of what renders only under a condition."""
        asked = Tag("if", code)
        test = self.grammar.condition(asked, asked)
        return When(Condition(code, Not(test) if test is not None and negated else test))

    def has_lines(self, source: str) -> bool:
        """Whether a text has more than one line, or names parts that may."""
        return "\n" in source.removesuffix("\n") or mentions_parts(source, self.dialect)

    def put_indent(self, opened: File, index: int, indent: str, *, certain: bool) -> None:
        """A tag that prints nothing but the indentation of its line, in front of what it puts in: only if that prints anything."""
        if not indent:
            self.put(opened, index, Kind.COMMENT)
            return
        with self.marked(None if certain else When(Condition("the part prints something"))):
            self.put(opened, index, Kind.ESCAPE, indent)

    def unread(self, opened: File, index: int, reference: Reference, why: str, kind: Kind | None = None) -> None:
        """Leave a tag as it is, and remember why: what it puts in is unknown."""
        self.named = True
        self._add(Open(Missing(reference.label, why)))
        self.put(opened, index, kind)
        self._add(Close())

    @contextmanager
    def marked(self, mark: Mark | None) -> Iterator[None]:
        """A mark around what is put in meanwhile."""
        if mark is None:
            yield
            return
        self._add(Open(mark))
        yield
        self._add(Close())

    @contextmanager
    def kept(self, pieces: list[Piece]) -> Iterator[None]:
        """Keep what is put in meanwhile in another list, for later."""
        before, self.pieces = self.pieces, pieces
        yield
        self.pieces = before

    def content(self, opened: File, start: int, end: int) -> list[Piece]:
        """What the tokens ``[start, end)`` of a file render, for later."""
        pieces: list[Piece] = []
        with self.kept(pieces):
            self.walk(opened, start, end)
        return pieces

    def put(self, opened: File, index: int, kind: Kind | None = None, text: str = "") -> None:
        """Put in one token, perhaps as one of another kind."""
        token = opened.tokens[index]
        self._add(Put(opened.part, token if kind is None else replace(token, kind=kind, text=text)))

    def put_all(self, pieces: Iterable[Piece]) -> None:
        """Put in pieces that were kept."""
        for piece in pieces:
            self._add(piece)

    def gap(self, name: str) -> None:
        """A place for what replaces a section."""
        self._add(Gap(name))

    def _add(self, piece: Piece) -> None:
        if isinstance(piece, Put):
            self._length += piece.token.end - piece.token.start
        if self._length > LONGEST or len(self.pieces) > _MOST_PIECES:
            raise ComposeError(f"with its parts it has more than {LONGEST:,} characters")
        self.pieces.append(piece)


def _begins_with_text(opened: File, source: str) -> bool:
    first = opened.tokens[0] if opened.tokens else None
    return first is not None and first.kind is Kind.TEXT and bool(source[first.shown_start : first.shown_end].strip())
