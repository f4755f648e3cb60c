"""A template together with what it extends and includes, as one text.

The tokens of all files are put into one order, as the engine would render them, and parsed once: white space is trimmed inside
each file alone, and conditions and loops around an include hold for what it puts in. Reads no file: a loader gives each part.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from smslint.dialects.mentions import mentions_parts
from smslint.dialects.references import INHERITANCE, REFERENCES, Inheritance, Reference, Site
from smslint.dialects.rescoping import Scope, rescoped
from smslint.dialects.tokens import Kind, Token, Trim
from smslint.errors import TemplateError
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from smslint.dialects.blocks import Grammar, Tag
    from smslint.text.tree import Text

DEEPEST: Final = 20
"""Files inside each other."""
LONGEST: Final = 300_000
"""Characters of all parts together."""
MOST: Final = 500
"""Parts that are put in, each time counted: files that include each other twice grow without limit otherwise."""


class Part(NamedTuple):
    """One file of a template: its name as reports show it, and its text."""

    name: str
    source: str


class Stretch(NamedTuple):
    """From ``start`` in the composed source on, the characters of a part from ``at`` on. Part 0 is the message itself."""

    start: int
    part: int
    at: int


Load: TypeAlias = "Callable[[str, str], Part | str | None]"
"""From a name, and the name of the part that it is written in, to a part: ``None`` where there is no such file, and a sentence where
there is one that cannot be read."""


class Unread(NamedTuple):
    """A part that could not be read: where it is named (in the composed source), its name as written, and why."""

    span: Span
    name: str
    why: str


class Composed(NamedTuple):
    """A template with its parts. The leaves of ``text`` tile ``source``, as in every tree."""

    source: str
    text: Text
    parts: tuple[Part, ...]
    stretches: tuple[Stretch, ...]
    unread: tuple[Unread, ...]

    def origin(self, span: Span) -> tuple[int, Span]:
        """The part that a span of the composed source begins in, and its span there, cut off where that part is interrupted."""
        index = max(bisect_right(self.stretches, span.start, key=lambda each: each.start) - 1, 0)
        stretch = self.stretches[index]
        following = self.stretches[index + 1].start if index + 1 < len(self.stretches) else len(self.source)
        start = stretch.at + span.start - stretch.start
        return stretch.part, Span(start, start + max(0, min(span.end, following) - span.start))

    def own(self, offset: int) -> int:
        """The offset in the message itself of a place in the composed source; of one in another part, where that is put in."""
        index = max(bisect_right(self.stretches, offset, key=lambda each: each.start) - 1, 0)
        if self.stretches[index].part == 0:
            return self.stretches[index].at + offset - self.stretches[index].start
        before = [index for index in range(index) if self.stretches[index].part == 0]
        if not before:
            return 0
        last = self.stretches[before[-1]]
        return max(last.at, last.at + self.stretches[before[-1] + 1].start - last.start - 1)

    def whole(self, span: Span) -> bool:
        """Whether a span lies inside one stretch of one part."""
        return self.origin(span)[1].length == span.length


def compose(source: str, dialect: str, grammar: Grammar, load: Load, name: str = "") -> Composed | None:
    """The template with all its parts; ``None`` where it names none.

    :param grammar: of the dialect.
    :param load: gives the file of a name that is written in the part named second.
    :param name: of the template itself, for finding files that include themselves.
    :raises TemplateError: when the template itself does not parse.
    """
    if not mentions_parts(source, dialect):
        return None
    grammar.parse(source)
    composer = _Composer(grammar, dialect, load)
    try:
        composer.file(Part(name, source), ())
        text = rescoped(grammar.tree("".join(composer.pieces), composer.tokens), composer.scopes)
    except (TemplateError, _TooLargeError) as error:
        why = str(error)
        whole = Span(0, len(source))
        text = rescoped(grammar.parse(source), [Scope(whole, opaque=True)])
        return Composed(source, text, (Part(name, source),), (Stretch(0, 0, 0),), (Unread(whole, "its parts", why),))
    if not composer.named:
        return None
    return Composed(
        "".join(composer.pieces), text, tuple(composer.parts), tuple(composer.stretches), tuple(composer.unread)
    )


_MISSING: Final = "there is no such file in the project"


class _TooLargeError(Exception):
    """The parts come to more than any message."""


class _Block(NamedTuple):
    """The content of one definition of a block: tokens ``[start, end)`` of a file."""

    part: int
    tokens: Sequence[Token]
    start: int
    end: int
    short: bool = False
    """The tag has no end: it is itself what the block prints."""


class _File(NamedTuple):
    part: int
    tokens: Sequence[Token]
    chain: tuple[str, ...]
    """The names of the files around it and its own."""


@dataclass(eq=False, repr=False)
class _Composer:
    grammar: Grammar
    dialect: str
    load: Load
    parts: list[Part] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    length: int = 0
    count: int = 0
    named: bool = False
    """Whether any part was named."""
    _index: dict[str, int] = field(default_factory=dict)
    _tokens: list[list[Token]] = field(default_factory=list)
    """Those of each part."""
    _faults: dict[str, str] = field(default_factory=dict)

    def file(self, part: Part, chain: tuple[str, ...]) -> None:
        """Everything that a file renders, in order."""
        opened = self._opened(part, chain)
        lineage, unread = self._lineage(opened)
        if unread is not None:
            self._unread(*unread)
        if len(lineage) == 1:
            self._walk(opened, 0, len(opened.tokens), {}, None)
            return
        blocks: dict[str, list[_Block]] = {}
        for each in lineage:
            for block, definition in self._blocks(each).items():
                blocks.setdefault(block, []).append(definition)
        for child in lineage[:-1]:
            self._preamble(child, blocks)
        root = lineage[-1]
        self._walk(root, 0, len(root.tokens), blocks, None)

    def _opened(self, part: Part, chain: tuple[str, ...]) -> _File:
        if part.name not in self._index:
            self._index[part.name] = len(self.parts)
            self.parts.append(part)
            self._tokens.append(self.grammar.lexer.lex(part.source))
        number = self._index[part.name]
        return _File(number, self._tokens[number], (*chain, part.name))

    def _lineage(self, opened: _File) -> tuple[list[_File], tuple[_File, Token, Reference, str] | None]:
        """A file and those it extends, itself first; only itself where one of them cannot be read, and why."""
        lineage = [opened]
        while True:
            child = lineage[-1]
            found = self._extends(child)
            if found is None:
                return lineage, None
            index, reference = found
            self.named = True
            part, why = self._loaded(reference, child)
            if part is None:
                return [opened], (child, child.tokens[index], reference, why)
            lineage.append(self._opened(part, child.chain))

    def _extends(self, opened: _File) -> tuple[int, Reference] | None:
        """The first tag that names a parent, by its number."""
        source = self.parts[opened.part].source
        for index, token in enumerate(opened.tokens):
            reference = self._reference(source, token)
            if reference is not None and reference.extends:
                return index, reference
        return None

    def _reference(self, source: str, token: Token) -> Reference | None:
        if token.kind is not Kind.TAG and token.kind is not Kind.OUTPUT:
            return None
        return REFERENCES[self.dialect].read(Site(source, token, self._tag(source, token)))

    def _tag(self, source: str, token: Token) -> Tag | None:
        return self.grammar.tag(source, token) if token.kind is Kind.TAG else None

    def _loaded(self, reference: Reference, opened: _File) -> tuple[Part | None, str]:
        """The file that a reference names, or why it is not read."""
        if not reference.names:
            return None, "its name is known only when the template is rendered"
        self.count += 1
        if self.count > MOST:
            raise _TooLargeError(f"it includes more than {MOST} parts")
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
            if fault := self._fault(part):
                return None, fault
            return part, ""
        return None, _MISSING

    def _fault(self, part: Part) -> str:
        """Why a part does not parse on its own; empty where it does."""
        if part.name not in self._faults:
            try:
                self.grammar.parse(part.source)
                self._faults[part.name] = ""
            except TemplateError as error:
                self._faults[part.name] = f"{part.name} does not parse: {error}"
        return self._faults[part.name]

    def _preamble(self, child: _File, blocks: dict[str, list[_Block]]) -> None:
        """Of a file that extends another: what is in front of the tag that says so, which renders first, the tag, and what is assigned
        outside of blocks behind it."""
        source = self.parts[child.part].source
        found = self._extends(child)
        assert found is not None  # it is in the lineage because it has one
        index, _ = found
        if INHERITANCE[self.dialect].preamble:
            self._walk(child, 0, index, blocks, None)
        self._emit(child, child.tokens[index], Kind.COMMENT)
        around: list[str] = []
        for at in range(index + 1, len(child.tokens)):
            token = child.tokens[at]
            tag = self._tag(source, token)
            if tag is None or tag.output is not None:
                continue
            reference = self._reference(source, token)
            if reference is not None and "block" not in around and self.dialect == "jinja":
                self._outside(child, at, reference, inside=bool(around))
            elif tag.word == "set" or (tag.word == "endset" and "block" not in around):
                if "block" not in around:
                    self._emit(child, token)
            elif tag.word in self.grammar.blocks:
                around.append(tag.word)
            elif around and tag.word == f"end{around[-1]}":
                around.pop()

    def _outside(self, child: _File, index: int, reference: Reference, *, inside: bool) -> None:
        """An include outside of the blocks of a file that extends another: Jinja renders it, in front of the parent."""
        if inside:
            self.named = True
            self._unread(
                child, child.tokens[index], reference, "it is outside of the blocks that the parent has places for"
            )
        else:
            self._include(child, index, reference)

    def _blocks(self, opened: _File) -> dict[str, _Block]:
        """The blocks of a file, those inside others too; of two with one name, the first."""
        inheritance = INHERITANCE[self.dialect]
        source = self.parts[opened.part].source
        found: dict[str, _Block] = {}
        for index, token in enumerate(opened.tokens):
            tag = self._tag(source, token)
            if tag is None or tag.word != "block":
                continue
            if tag.output is not None:
                block = _Block(opened.part, opened.tokens, index, index + 1, short=True)
            else:
                block = _Block(opened.part, opened.tokens, index + 1, self._close(opened.part, index))
            found.setdefault(inheritance.name(source, token), block)
        return found

    def _close(self, number: int, index: int) -> int:
        """The token that ends the block which a token of a part opens."""
        source, tokens = self.parts[number].source, self._tokens[number]
        opened = self._tag(source, tokens[index])
        assert opened is not None
        ends = self.grammar.blocks[opened.word].ends
        opening = {word for word, block in self.grammar.blocks.items() if block.ends == ends}
        depth = 0
        for at in range(index, len(tokens)):
            tag = self._tag(source, tokens[at])
            if tag is None or tag.output is not None:
                continue
            depth += (tag.word in opening) - (tag.word in ends)
            if depth == 0:
                return at
        return len(tokens)

    def _walk(
        self, opened: _File, start: int, end: int, blocks: dict[str, list[_Block]], inside: tuple[str, int] | None
    ) -> None:
        """Put in the tokens ``[start, end)`` of a file.

        :param blocks: the definitions of each block, the one that counts first; empty where nothing is extended.
        :param inside: the block whose definition this is, and the number of that definition.
        """
        source = self.parts[opened.part].source
        inheritance = INHERITANCE.get(self.dialect) if blocks else None
        index = start
        while index < end:
            token = opened.tokens[index]
            index += 1
            tag = self._tag(source, token)
            if (
                inheritance is not None
                and tag is not None
                and tag.word == "block"
                and (tag.output is None or inside is None)
            ):
                name = inheritance.name(source, token)
                if name in blocks:
                    self._emit(opened, token, Kind.COMMENT)
                    self._block(opened, name, 0, blocks)
                    index = index if tag.output is not None else self._close(opened.part, index - 1) + 1
                    continue
            if inheritance is not None and token.kind is Kind.OUTPUT and self._again(
                inheritance, opened, token, blocks, inside
            ):  # fmt: skip
                continue
            reference = self._reference(source, token)
            if reference is None or reference.extends:
                self._emit(opened, token)
            else:
                self._include(opened, index - 1, reference)

    def _block(self, around: _File, name: str, number: int, blocks: dict[str, list[_Block]]) -> None:
        block = blocks[name][number]
        if len(around.chain) > DEEPEST:
            raise _TooLargeError(f"blocks are inside each other more than {DEEPEST} deep")
        opened = _File(block.part, block.tokens, (*around.chain, f"block {name} {number}"))
        if block.short:
            self._emit(opened, block.tokens[block.start])
            return
        self._walk(opened, block.start, block.end, blocks, (name, number))

    def _again(
        self, inheritance: Inheritance, opened: _File, token: Token, blocks: dict[str, list[_Block]],
        inside: tuple[str, int] | None,
    ) -> bool:  # fmt: skip
        """Put in the definition that a block replaces (``super()``), or a block once more (``self.title()``), where that is asked."""
        code = self.parts[opened.part].source[token.body.start : token.body.end].strip()
        if inside is not None and code in inheritance.parent:
            name, number = inside
            self._emit(opened, token, Kind.COMMENT)
            if number + 1 < len(blocks[name]):
                self._block(opened, name, number + 1, blocks)
            return True
        found = inheritance.again.fullmatch(code) if inheritance.again is not None else None
        if found is None or found["name"] not in blocks:
            return False
        self._emit(opened, token, Kind.COMMENT)
        self._block(opened, found["name"], 0, blocks)
        return True

    def _include(self, opened: _File, index: int, reference: Reference) -> None:
        token = opened.tokens[index]
        self.named = True
        if self._defined(opened, token, reference):
            return
        part, why = self._loaded(reference, opened)
        indent = self._indent(opened, index) if reference.indents else ""
        indented = bool(indent) or (reference.indents == "perhaps" and self._behind_text(opened, index))
        if (
            part is not None
            and indented
            and ("\n" in part.source.rstrip("\r\n") or mentions_parts(part.source, self.dialect))
        ):
            part, why = None, "its lines would be indented as its tag is"
        if part is not None and self.dialect == "go" and f'"{reference.names[0]}"' in part.source:
            self._opened(part, opened.chain)
            if self._defined(opened, token, reference):
                return
        if part is None:
            if reference.optional and why == _MISSING:
                self._emit(opened, token, Kind.COMMENT)
            else:
                self._unread(opened, token, reference, why)
            return
        self._emit(opened, token, Kind.COMMENT)
        if indent:
            last = self.tokens[-1]
            self.tokens[-1] = replace(last, kind=Kind.ESCAPE, text=indent)
        start = self.length
        if reference.raw:
            span = Span(0, len(part.source))
            self._emit(self._opened(part, opened.chain), Token(Kind.TEXT, *span, span, shown_end=span.end))
        else:
            self.file(part, opened.chain)
        self._scope(start, reference)

    def _scope(self, start: int, reference: Reference) -> None:
        if reference.bound is None or reference.bound:
            self.scopes.append(Scope(Span(start, self.length), reference.bound))

    def _defined(self, opened: _File, token: Token, reference: Reference) -> bool:
        """Put in a template that a file defines under a name, such as Go's ``{{define "footer"}}``."""
        if self.dialect != "go" or len(reference.names) != 1:
            return False
        name = reference.names[0]
        for number in range(len(self.parts)):
            found = self._definition(number, name)
            if found is None:
                continue
            mark = f"{self.parts[number].name} {name!r}"
            self.count += 1
            if self.count > MOST:
                raise _TooLargeError(f"it includes more than {MOST} parts")
            if mark in opened.chain or len(opened.chain) > DEEPEST:
                self._unread(opened, token, reference, f"{name!r} includes itself")
                return True
            self._emit(opened, token, Kind.COMMENT)
            start = self.length
            self._walk(_File(number, self._tokens[number], (*opened.chain, mark)), *found, {}, None)
            self._scope(start, reference)
            return True
        return False

    def _definition(self, number: int, name: str) -> tuple[int, int] | None:
        """The tokens inside a definition in a part."""
        source, tokens = self.parts[number].source, self._tokens[number]
        for index, token in enumerate(tokens):
            tag = self._tag(source, token)
            if tag is not None and tag.word == "define" and tag.rest.strip('"`') == name:
                return index + 1, self._close(number, index)
        return None

    def _indent(self, opened: _File, index: int) -> str:
        """The white space in front of a tag that stands alone on its line and so loses it."""
        before = opened.tokens[index - 1] if index else None
        if before is None or before.kind is not Kind.TEXT or opened.tokens[index].left is Trim.ALL:
            return ""
        return (
            self.parts[opened.part].source[max(before.shown_start, before.shown_end) : before.end].rpartition("\n")[2]
        )

    def _behind_text(self, opened: _File, index: int) -> bool:
        """Whether a tag is not the first thing on its line."""
        source, start = self.parts[opened.part].source, opened.tokens[index].start
        return start > 0 and source[start - 1] != "\n"

    def _unread(self, opened: _File, token: Token, reference: Reference, why: str) -> None:
        """Leave a tag as it is, and remember why: what it puts in is unknown."""
        start = self.length
        if not reference.extends:
            self._emit(opened, token)
        span = Span(start, start + token.end - token.start)
        self.unread.append(Unread(span, reference.label, why))
        self.scopes.append(Scope(span, opaque=True))

    def _emit(self, opened: _File, token: Token, kind: Kind | None = None) -> None:
        shift = self.length - token.start
        self.length += token.end - token.start
        if self.length > LONGEST:
            raise _TooLargeError(f"it comes to more than {LONGEST:,} characters with its parts")
        self.pieces.append(self.parts[opened.part].source[token.start : token.end])
        self.tokens.append(
            replace(
                token,
                kind=kind or token.kind,
                start=token.start + shift,
                end=token.end + shift,
                body=Span(token.body.start + shift, token.body.end + shift),
                shown_start=token.shown_start + shift,
                shown_end=token.shown_end + shift,
            )
        )
        last = self.stretches[-1] if self.stretches else None
        if last is None or last.part != opened.part or last.at - last.start != token.start - (token.start + shift):
            self.stretches.append(Stretch(token.start + shift, opened.part, token.start))
