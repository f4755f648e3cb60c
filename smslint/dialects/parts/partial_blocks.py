"""Handlebars and Mustache: a tag that hands text to the partial that it names.

Handlebars: ``{{#> layout}}text{{/layout}}``, which the partial prints with ``{{> @partial-block}}``, and partials that a template defines
itself, ``{{#*inline "name"}}text{{/inline}}``: they hold while the template or the block that has them renders, in all partials too.
Mustache: ``{{<parent}}{{$title}}text{{/title}}{{/parent}}``, which replaces the parent's own ``{{$title}}default{{/title}}``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.parts.composer import DEEPEST
from smslint.dialects.parts.indents import blank_line, indent
from smslint.dialects.parts.part_language import File, Language, hidden_by

if TYPE_CHECKING:
    from smslint.dialects.parts.composed import Part
    from smslint.dialects.parts.composer import Composer
    from smslint.dialects.parts.reference import Reference


class _Content(NamedTuple):
    """Tokens ``[start, end)`` of a file, and the text that a tag around it hands to its partial."""

    file: File
    start: int
    end: int
    partials: dict[str, _Content | None]
    """Those that hold in it: they are the ones of its own file, not of the one that prints it."""
    around: _Content | None = None


class PartialBlocks(Language):
    """Handlebars."""

    def __init__(self, composer: Composer) -> None:
        super().__init__(composer)
        self.partials: dict[str, _Content | None] = {}
        """The partials that templates define themselves; ``None`` if that is done only sometimes."""
        self.block: _Content | None = None
        """What ``@partial-block`` prints."""

    def file(self, opened: File) -> None:
        """Put in a file, with the partials that it defines."""
        before = self.partials
        self.partials = self._partials(opened, 0, len(opened.tokens))
        super().file(opened)
        self.partials = before

    def take(self, opened: File, index: int) -> int | None:
        """A partial with a block, and a definition of a partial, which prints nothing."""
        tag = self.composer.tag(opened, index)
        if tag is None or tag.word not in {"#>", "#*"}:
            return None
        end = self.composer.close(opened, index)
        if tag.word == "#*":
            self.composer.put(opened, index, Kind.COMMENT)
            self.composer.put(opened, end, Kind.COMMENT)
        else:
            self._with_block(opened, index, end)
        return end + 1

    def _with_block(self, opened: File, index: int, end: int) -> None:
        composer = self.composer
        reference = composer.reference(opened, index)
        assert reference is not None
        composer.named = True
        if self._divided(opened, index, end):
            self._whole(opened, index, end, reference, "its block has an else")
            return
        before = self.partials, self.block
        inner = self._partials(opened, index + 1, end)
        self.block = _Content(opened, index + 1, end, inner, self.block)
        if reference.names == ("@partial-block",) and self.block.around is None:
            # There is no block around: the content is what the tag prints itself.
            self._print(opened, index, reference, self.block)
        elif self.instead(opened, index, reference, None):
            pass
        else:
            self.partials = inner
            part, why = composer.loaded(reference, opened)
            if part is None:
                self._whole(opened, index, end, reference, why)
                self.partials, self.block = before
                return
            composer.put(opened, index, Kind.COMMENT)
            with composer.marked(hidden_by(reference, opened, index)):
                composer.file(part, opened.chain)
        composer.put(opened, end, Kind.COMMENT)
        self.partials, self.block = before

    def _whole(self, opened: File, index: int, end: int, reference: Reference, why: str) -> None:
        """Leave a partial with its block as it is."""
        composer = self.composer
        composer.unread(opened, index, reference, why, Kind.OUTPUT)
        for at in range(index + 1, end + 1):
            if at < len(opened.tokens):
                composer.put(opened, at, Kind.COMMENT)

    def instead(self, opened: File, index: int, reference: Reference, part: Part | None) -> bool:
        """Put in the block around, or a partial that a template defines itself."""
        if part is not None or len(reference.names) != 1:
            return False
        (name,) = reference.names
        composer = self.composer
        if name == "@partial-block":
            tag = composer.tag(opened, index)
            content = self.block if tag is None or tag.word != "#>" or self.block is None else self.block.around
            if content is None:
                composer.unread(opened, index, reference, "there is no block around it")
                return True
            self._print(opened, index, reference, content)
            return True
        if name not in self.partials:
            return False
        inline = self.partials[name]
        if inline is None:
            composer.unread(opened, index, reference, "it is defined inside another block")
            return True
        self._print(opened, index, reference, inline)
        return True

    def _print(self, opened: File, index: int, reference: Reference, content: _Content) -> None:
        """Put in some content of a file in place of a tag."""
        composer = self.composer
        composer.counted()
        mark = f"{content.file.part} {content.start}"
        if mark in opened.chain or len(opened.chain) > DEEPEST:
            composer.unread(opened, index, reference, f"{reference.label} includes itself")
            return
        margin = (
            indent(composer.source(opened), opened.tokens, index)
            if reference.indents and composer.tag(opened, index) is not None
            else ""
        )
        tokens = content.file.tokens[content.start : content.end]
        source = composer.source(content.file)[tokens[0].start : tokens[-1].end] if tokens else ""
        tag = composer.tag(opened, index)
        if tag is not None and tag.word == "#>":
            margin = ""
        if margin and composer.has_lines(source):
            composer.unread(opened, index, reference, "its lines would get the indentation of its tag")
            return
        composer.put_indent(opened, index, margin, certain=False)
        before = self.partials, self.block
        self.partials = content.partials
        if content is self.block:
            self.block = content.around
        with composer.marked(hidden_by(reference, opened, index)):
            file = content.file._replace(chain=(*opened.chain, mark))
            composer.walk(file, content.start, content.end)
        self.partials, self.block = before

    def _divided(self, opened: File, index: int, end: int) -> bool:
        """Whether the block that a tag opens has an ``else`` of its own."""
        depth = 0
        for at in range(index + 1, end):
            tag = self.composer.tag(opened, at)
            if tag is None:
                continue
            if not depth and tag.word in {"else", "^"}:
                return True
            depth += (tag.block is not None) - tag.word.startswith("/")
        return False

    def _partials(self, opened: File, start: int, end: int) -> dict[str, _Content | None]:
        """The partials that hold in the tokens ``[start, end)``: those around, and those that they define."""
        found = dict(self.partials)
        depth = 0
        index = start
        while index < end:
            tag = self.composer.tag(opened, index)
            if tag is not None and tag.word == "#*":
                words = tag.rest.split()
                close = self.composer.close(opened, index)
                if len(words) > 1:
                    content = _Content(opened, index + 1, close, found) if not depth else None
                    found[words[1].strip("\"'")] = content
                index = close
            elif tag is not None and tag.word == "#>":
                index = self.composer.close(opened, index)
            elif tag is not None:
                depth += (tag.block is not None) - tag.word.startswith("/")
            index += 1
        return found


class Parents(Language):
    """Mustache."""

    def __init__(self, composer: Composer) -> None:
        super().__init__(composer)
        self.blocks: dict[str, _Content] = {}
        """What replaces blocks, the outermost first."""

    def take(self, opened: File, index: int) -> int | None:
        """A parent, and a block."""
        tag = self.composer.tag(opened, index)
        if tag is None or tag.block is None or tag.word[:1] not in {"<", "$"}:
            return None
        end = self.composer.close(opened, index)
        if tag.word[0] == "<":
            self._parent(opened, index, end)
        else:
            self._block(opened, index, end, tag.rest)
        return end + 1

    def _parent(self, opened: File, index: int, end: int) -> None:
        composer = self.composer
        reference = composer.reference(opened, index)
        assert reference is not None
        composer.named = True
        part, why = composer.loaded(reference, opened)
        margin = indent(composer.source(opened), opened.tokens, index)
        if (
            part is not None
            and (margin or blank_line(composer.source(opened), opened.tokens, index))
            and composer.has_lines(part.source)
        ):
            part, why = None, "its lines would get the indentation of its tag"
        if part is None:
            composer.unread(opened, index, reference, why, Kind.OUTPUT)
            for at in range(index + 1, end + 1):
                composer.put(opened, at, Kind.COMMENT)
            return
        before = self.blocks
        self.blocks = {**self._replacements(opened, index + 1, end), **before}
        composer.put_indent(opened, index, margin, certain=False)
        composer.file(part, opened.chain)
        composer.put(opened, end, Kind.COMMENT)
        self.blocks = before

    def _replacements(self, opened: File, start: int, end: int) -> dict[str, _Content]:
        found: dict[str, _Content] = {}
        index = start
        while index < end:
            tag = self.composer.tag(opened, index)
            if tag is not None and tag.block is not None:
                close = self.composer.close(opened, index)
                if tag.word[0] == "$":
                    found.setdefault(tag.rest, _Content(opened, index + 1, close, {}))
                index = close
            index += 1
        return found

    def _block(self, opened: File, index: int, end: int, name: str) -> None:
        composer = self.composer
        composer.put(opened, index, Kind.COMMENT)
        given = self.blocks.get(name)
        mark = f"block {name}"
        if given is None or mark in opened.chain or len(opened.chain) > DEEPEST:
            composer.walk(opened, index + 1, end)
        else:
            composer.counted()
            composer.walk(given.file._replace(chain=(*opened.chain, mark)), given.start, given.end)
        composer.put(opened, end, Kind.COMMENT)
