"""Jinja, Django and Twig: a template that extends another fills the blocks of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.parts.composer import DEEPEST
from smslint.dialects.parts.part_language import ComposeError, File, Language
from smslint.dialects.parts.pieces import Apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.dialects.lexing.tokens import Token
    from smslint.dialects.parts.composer import Composer
    from smslint.dialects.parts.reference import Reference


class Syntax(NamedTuple):
    """How the blocks of a language name each other."""

    parent: frozenset[str]
    """Outputs that print the definition that a block replaces."""
    preamble: bool = True
    """Whether what is in front of ``extends`` renders, in front of the parent."""
    again: re.Pattern[str] | None = None
    """An output that prints a block (``name``) once more."""
    outside: bool = False
    """Whether an include outside of the blocks of a child renders."""


SYNTAX: Final[dict[str, Syntax]] = {
    "jinja": Syntax(frozenset({"super()"}), again=re.compile(r"self\.(?P<name>\w+)\(\)"), outside=True),
    "django": Syntax(frozenset({"block.super"})),
    "twig": Syntax(
        frozenset({"parent()"}), preamble=False, again=re.compile(r"block\(\s*['\"](?P<name>\w+)['\"]\s*\)")
    ),
}


_CONTROL: Final = frozenset({"if", "elif", "elseif", "else", "endif", "for", "endfor"})
"""Tags that decide whether an assignment happens."""


class _Block(NamedTuple):
    """The content of one definition of a block: tokens ``[start, end)`` of a file."""

    part: int
    tokens: Sequence[Token]
    start: int
    end: int
    short: bool = False
    """The tag has no end: it is itself what the block prints."""


class _Unread(NamedTuple):
    """A parent that could not be read, or a parent of it, and why."""

    part: int
    token: int
    """The token of the file itself that names its parent."""
    reference: Reference
    why: str


class Inherited(Language):
    """The blocks of a template and of those that it extends."""

    def __init__(self, composer: Composer) -> None:
        super().__init__(composer)
        self.syntax = SYNTAX[composer.dialect]
        self.blocks: dict[str, list[_Block]] = {}
        """The definitions of each block, the one that counts first; empty where nothing is extended."""
        self.inside: tuple[str, int] | None = None
        """The block whose definition is being put in, and the number of that definition."""
        self.unread: _Unread | None = None

    def file(self, opened: File) -> None:
        """Everything that a file renders, in order."""
        before = self.blocks, self.inside, self.unread
        self.blocks, self.inside = {}, None
        lineage, self.unread = self._lineage(opened)
        if len(lineage) > 1:
            blocks: dict[str, list[_Block]] = {}
            for each in lineage:
                for name, block in self._definitions(each).items():
                    blocks.setdefault(name, []).append(block)
            self.blocks = blocks
            for child in lineage[:-1]:
                self._preamble(child)
        super().file(lineage[-1])
        self.blocks, self.inside, self.unread = before

    def take(self, opened: File, index: int) -> int | None:
        """A block, an output that prints one, and the tag that names a parent which is not read."""
        unread = self.unread
        if unread is not None and (unread.part, unread.token) == (opened.part, index):
            self.composer.unread(opened, index, unread.reference, unread.why)
            return index + 1
        if not self.blocks:
            return None
        composer, token = self.composer, opened.tokens[index]
        tag = composer.tag(opened, index)
        if tag is not None and tag.word == "block" and (tag.output is None or self.inside is None):
            name = self._name(opened, index)
            if name in self.blocks:
                if len(self.blocks[name]) == 1 and tag.block is not None:
                    raise ComposeError(f"the block {name!r} is required, and no template fills it")
                composer.put(opened, index, Kind.COMMENT)
                self._block(opened, name, 0)
                return index + 1 if tag.output is not None else composer.close(opened, index) + 1
        if token.kind is Kind.OUTPUT and self._again(opened, index):
            return index + 1
        return None

    def _lineage(self, opened: File) -> tuple[list[File], _Unread | None]:
        """A file and those it extends, itself first; only itself where one of them cannot be read, and why."""
        composer, lineage, first = self.composer, [opened], 0
        while True:
            child = lineage[-1]
            found = self._extends(child)
            if found is None:
                return lineage, None
            index, reference = found
            first = index if child is opened else first
            if self.syntax.preamble and self._is_conditional(child, index):  # Twig extends it in any case
                return [opened], _Unread(
                    opened.part, first, reference, "whether it is extended is known only when the template is rendered"
                )
            composer.named = True
            part, why = composer.loaded(reference, child)
            if part is None:
                return [opened], _Unread(opened.part, first, reference, why)
            lineage.append(composer.opened(part, child.chain))

    def _extends(self, opened: File) -> tuple[int, Reference] | None:
        """The first tag that names a parent, by its number."""
        for index in range(len(opened.tokens)):
            reference = self.composer.reference(opened, index)
            if reference is not None and reference.extends:
                return index, reference
        return None

    def _is_conditional(self, opened: File, index: int) -> bool:
        """Whether a tag is inside of a condition or a loop."""
        words = [tag.word for at in range(index) if (tag := self.composer.tag(opened, at)) is not None]
        return sum((word in {"if", "for"}) - (word in {"endif", "endfor"}) for word in words) > 0

    def _name(self, opened: File, index: int) -> str:
        """The name of the block that a tag opens."""
        words = self.composer.code(opened, index).split()
        return words[1] if len(words) > 1 else ""

    def _preamble(self, child: File) -> None:
        """Of a file that extends another: what is in front of the tag that says so, which renders first, the tag, and what is assigned
        outside of blocks behind it."""
        composer = self.composer
        found = self._extends(child)
        assert found is not None  # it is in the lineage because it has one
        index, _ = found
        if self.syntax.preamble:
            blocks, self.blocks = self.blocks, {}
            composer.walk(child, 0, index)
            self.blocks = blocks
        composer.put(child, index, Kind.COMMENT)
        around: list[str] = []
        for at in range(index + 1, len(child.tokens)):
            tag = composer.tag(child, at)
            if tag is None or tag.output is not None:
                continue
            reference = composer.reference(child, at)
            if reference is not None and "block" not in around and self.syntax.outside:
                self._outside(child, at, reference, inside=bool(around))
            elif composer.code(child, at).split()[:1] in (["set"], ["endset"]):
                if "block" not in around:
                    composer.put(child, at)
            elif "block" not in around and tag.word in _CONTROL:
                composer.put(child, at)
                around += [tag.word] * (tag.word in composer.grammar.blocks)
                del around[len(around) - tag.word.startswith("end") :]
            elif tag.word in composer.grammar.blocks:
                around.append(tag.word)
            elif around and tag.word == f"end{around[-1]}":
                around.pop()

    def _outside(self, child: File, index: int, reference: Reference, *, inside: bool) -> None:
        """An include outside of the blocks of a file that extends another: Jinja renders it, in front of the parent."""
        if inside:
            why = "it is outside of the blocks, and the parent prints only those"
            self.composer.unread(child, index, reference, why)
        else:
            self.composer.include(child, index, reference)

    def _definitions(self, opened: File) -> dict[str, _Block]:
        """The blocks of a file, those inside others too; of two with one name, the first."""
        found: dict[str, _Block] = {}
        for index in range(len(opened.tokens)):
            tag = self.composer.tag(opened, index)
            if tag is None or tag.word != "block":
                continue
            if tag.output is not None:
                block = _Block(opened.part, opened.tokens, index, index + 1, short=True)
            else:
                block = _Block(opened.part, opened.tokens, index + 1, self.composer.close(opened, index))
            found.setdefault(self._name(opened, index), block)
        return found

    def _block(self, around: File, name: str, number: int) -> None:
        block = self.blocks[name][number]
        if len(around.chain) > DEEPEST:
            raise ComposeError(f"blocks are inside each other more than {DEEPEST} deep")
        opened = File(block.part, block.tokens, (*around.chain, f"block {name} {number}"))
        if block.short:
            self.composer.put(opened, block.start)
            return
        before, self.inside = self.inside, (name, number)
        with self.composer.marked(Apart(sees=self.composer.dialect != "jinja")):
            self.composer.walk(opened, block.start, block.end)
        self.inside = before

    def _again(self, opened: File, index: int) -> bool:
        """Put in the definition that a block replaces (``super()``), or a block once more (``self.title()``), where that is asked."""
        code = self.composer.code(opened, index).strip()
        if self.inside is not None and code in self.syntax.parent:
            name, number = self.inside
            self.composer.put(opened, index, Kind.COMMENT)
            if number + 1 < len(self.blocks[name]):
                self._block(opened, name, number + 1)
            return True
        found = self.syntax.again.fullmatch(code) if self.syntax.again is not None else None
        if found is None or found["name"] not in self.blocks:
            return False
        self.composer.put(opened, index, Kind.COMMENT)
        self._block(opened, found["name"], 0)
        return True
