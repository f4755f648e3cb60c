"""Where tags of inheritance may stand in Jinja, Django and Twig: elsewhere the engine refuses the template.

Sources: the engines themselves (Jinja's compiler and runtime, Django's loader tags, Twig's parser); the tests ask them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.tokens import Kind
from smslint.errors import TemplateError
from smslint.records import NamedTuple
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from smslint.dialects.blocks.tags import Tag
    from smslint.dialects.lexing.tokens import Token

MARKS: Final = ("block", "extends", "super", "parent")
"""Words without one of which a template has nothing to check."""


_AROUND: Final = frozenset({"if", "for", "macro", "embed"})


class Placing(NamedTuple):
    """The rules of one engine."""

    parent: re.Pattern[str]
    """An output that prints the definition which a block replaces."""
    first: bool = False
    """Whether ``extends`` must be the first tag; text in front of it is fine."""
    outside: bool = True
    """Whether the output of a parent outside of blocks is refused too, and not printed as nothing."""
    most_words: int = 99
    """How many words a ``block`` may have."""
    only_blocks: bool = False
    """Whether a template that extends another may not print anything outside of blocks."""
    others: re.Pattern[str] | None = None
    """What a template may take blocks from besides a parent."""


JINJA: Final = Placing(re.compile(r"super\(\)"))
DJANGO: Final = Placing(re.compile(r"block\.super\b"), first=True, outside=False, most_words=1)
TWIG: Final = Placing(re.compile(r"parent\(\)"), only_blocks=True, others=re.compile(r"\{%[-~]?\s*(?:use|embed)\b"))


def check(placing: Placing, source: str, tokens: Iterable[Token], read: Callable[[str, Token], Tag | None]) -> None:
    """Refuse a template that the engine refuses.

    :raises TemplateError: at the tag that it refuses, in the words of the engine's rule.
    """
    walk = _Walk(placing, source)
    for token in tokens:
        if token.kind is Kind.OUTPUT:
            walk.output(token)
        elif token.kind is Kind.TEXT:
            walk.text(token)
        elif token.kind is Kind.TAG and (tag := read(source, token)) is not None:
            walk.tag(token, tag)
    walk.end()


class _Walk:
    def __init__(self, placing: Placing, source: str) -> None:
        self.placing = placing
        self.source = source
        self.open: list[tuple[str, str]] = []
        """The blocks and conditions around, each with its name."""
        self.names: set[str] = set()
        self.extends = self.any = False
        self.loose: Token | None = None
        """The first text or output that is in no block."""
        self.parent: Token | None = None
        """The first output of a parent."""

    def text(self, token: Token) -> None:
        if self.loose is None and not self.captured() and self.source[token.start : token.end].strip():
            self.loose = token

    def captured(self) -> bool:
        """Whether something around keeps what is printed for later."""
        return any(word not in {"if", "for"} for word, _ in self.open)

    def output(self, token: Token) -> None:
        self.any = True
        if self.loose is None and not self.captured():
            self.loose = token
        code = self.source[token.body.start : token.body.end].strip()
        inside = any(word == "block" for word, _ in self.open)
        if self.parent is None and (inside or self.placing.outside) and self.placing.parent.match(code):
            self.parent = token

    def tag(self, token: Token, tag: Tag) -> None:
        if tag.word == "extends":
            self.extend(token, tag)
        elif tag.word == "block":
            self.block(token, tag)
        elif tag.word == "endblock":
            self.endblock(token, tag)
        elif tag.word in _AROUND or (tag.word == "set" and "=" not in tag.rest):
            self.open.append((tag.word, ""))
        elif tag.word.startswith("end") and self.open and self.open[-1][0] == tag.word[3:]:
            self.open.pop()
        self.any = True

    def extend(self, token: Token, tag: Tag) -> None:
        if not tag.rest.strip():
            raise _fault("extends names no template", token)
        if any(word == "block" for word, _ in self.open):
            raise _fault("extends is inside a block", token)
        if self.extends and not self.open:
            raise _fault("a template extends one other only", token)
        if self.placing.first and self.any:
            raise _fault("extends must be the first tag of a template", token)
        self.extends = True

    def block(self, token: Token, tag: Tag) -> None:
        words = self.source[token.body.start : token.body.end].split()[1:]
        if not words or len(words) > self.placing.most_words:
            raise _fault("a block has one name", token)
        if any(word == "embed" for word, _ in self.open):  # the blocks of another template
            self.open += [("block", words[0])] * (tag.output is None)
            return
        if words[0] in self.names:
            raise _fault(f"the block {words[0]!r} is defined twice", token)
        self.names.add(words[0])
        if tag.output is None:
            self.open.append(("block", words[0]))

    def endblock(self, token: Token, tag: Tag) -> None:
        while self.open:
            word, name = self.open.pop()
            if word == "block":
                if tag.rest.strip() not in {"", name}:
                    raise _fault(f"this ends the block {tag.rest.strip()!r}, but {name!r} is open", token)
                return

    def end(self) -> None:
        if self.extends and self.placing.only_blocks and self.loose is not None:
            raise _fault("a template that extends another prints only blocks; put this into one", self.loose)
        others = self.placing.others
        if self.parent is not None and not self.extends and (others is None or others.search(self.source) is None):
            raise _fault("a template that extends none has no block of a parent to print", self.parent)


def _fault(why: str, token: Token) -> TemplateError:
    return TemplateError(why, Span(token.start, token.end))
