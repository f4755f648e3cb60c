"""The tags of Jinja: the code of each, as its parser reads it. Tags of extensions are not checked, but for their words."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.syntax.cursor import Unchecked, fault, hold_code
from smslint.dialects.syntax.jinja import PLAIN, PLAIN_TAG, Expressions, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from smslint.dialects.lexing.tokens import Token


def check(source: str, tokens: Iterable[Token]) -> None:
    """Refuse a template whose code Jinja cannot compile.

    :raises TemplateError: at the first word that is wrong.
    """
    opened: list[str] = []
    for token in tokens:
        if opened[-1:] == ["required"]:
            _hold_empty(source, token)
        start, end = token.body.start, token.body.end
        if token.kind is Kind.OUTPUT and source.startswith("+", end):  # only behind a tag it is a mark for white space
            fault("an expression is missing after '+'", end, end + 1)
        plain = PLAIN if token.kind is Kind.OUTPUT else PLAIN_TAG if token.kind is Kind.TAG else None
        if plain is not None and not plain.fullmatch(source, start, end):
            with suppress(Unchecked):
                _check(source, token, opened)


def _hold_empty(source: str, token: Token) -> None:
    """Refuse anything but white space in a ``required`` block."""
    code = source[token.body.start : token.body.end].strip()
    if token.kind is not Kind.COMMENT and code and not (token.kind is Kind.TAG and code.startswith("endblock")):
        fault("a required block holds only white space", token.start, token.end)


def _check(source: str, token: Token, opened: list[str]) -> None:
    """:param opened: ``required`` or ``raw`` in such a block."""
    reader = Tags(words(source, *token.body), token.start, token.end)
    reader.opened = opened
    hold_code(reader, reader.tuple if token.kind is Kind.OUTPUT else None, _TAGS, "elif")


class Tags(Expressions):
    """Reads the code of tags behind their first word."""

    opened: list[str]

    def block(self) -> None:
        """A tag that opens or divides a block may end with a colon, as in Python."""
        self.skip(":")

    def alone(self) -> None:
        """Nothing follows."""

    def condition(self) -> None:
        self.tuple(conditional=False)
        self.block()

    def loop(self) -> None:
        for word in self.words[self.at :]:
            if word.text == "in":
                break
            if word.text == "loop" and word.kind == "name":
                fault("'loop' is the name of the loop itself", word.start, word.end)
        self.target()
        self.expect("in")
        self.tuple(conditional=False)
        if self.skip("if"):
            self.expression()
        self.skip("recursive")
        self.block()

    def assign(self) -> None:
        self.target(attributes=True)
        if self.skip("="):
            self.tuple()
        else:
            self.filters()
            self.block()

    def scope(self) -> None:
        first = True
        while self.kind and self.text != ":":
            if not first:
                self.expect(",")
            first = False
            self.target()
            self.expect("=")
            self.expression()
        self.block()

    def escaping(self) -> None:
        self.expression()
        self.block()

    def named(self) -> None:
        self.name()
        self.skip("scoped")
        if self.skip("required"):
            self.opened.append("required")
        self.block()

    def end_named(self) -> None:
        if self.opened[-1:] == ["required"]:
            self.opened.pop()
        if self.kind == "name":
            self.at += 1

    def raw(self) -> None:
        self.opened.append("raw")

    def end_raw(self) -> None:
        if not self.opened or self.opened.pop() != "raw":
            self.no_start()

    def one(self) -> None:
        self.expression()

    def context(self) -> bool:
        """``with context`` or ``without context``."""
        if self.text in {"with", "without"} and self.after() == "context":
            self.at += 2
            return True
        return False

    def include(self) -> None:
        self.expression()
        if self.text == "ignore" and self.after() == "missing":
            self.at += 2
        self.context()

    def import_(self) -> None:
        self.expression()
        self.expect("as")
        self.variable()
        self.context()

    def from_(self) -> None:
        self.expression()
        self.expect("import")
        while not self.context():
            if self.text.startswith("_"):
                self.wrong()
            self.variable()
            if self.skip("as"):
                self.variable()
            if self.context() or not self.skip(","):
                return

    def signature(self) -> None:
        self.expect("(")
        defaults = False
        for _ in self.each(")", trailing=False):
            self.variable()
            if self.skip("="):
                self.expression()
                defaults = True
            elif defaults:
                self.missing("a default")

    def macro(self) -> None:
        self.variable()
        self.signature()
        self.block()

    def call(self) -> None:
        if self.text == "(":
            self.signature()
        at = self.at
        if not self.expression():
            self.at = at
            self.missing("a call")
        self.block()

    def filtered(self) -> None:
        self.filter()
        self.filters()
        self.block()

    def printed(self) -> None:
        while self.kind:
            self.expression()
            if self.kind:
                self.expect(",")
                if not self.kind:
                    self.missing("an expression")


_TAGS: Final[Mapping[str, Callable[[Tags], None]]] = {
    "if": Tags.condition,
    "elif": Tags.condition,
    "else": Tags.block,
    "for": Tags.loop,
    "set": Tags.assign,
    "with": Tags.scope,
    "autoescape": Tags.escaping,
    "block": Tags.named,
    "endblock": Tags.end_named,
    "extends": Tags.one,
    "include": Tags.include,
    "import": Tags.import_,
    "from": Tags.from_,
    "raw": Tags.raw,
    "endraw": Tags.end_raw,
    "macro": Tags.macro,
    "call": Tags.call,
    "filter": Tags.filtered,
    "print": Tags.printed,
    "do": Tags.tuple,
    **dict.fromkeys(
        (
            "endif", "endfor", "endset", "endwith", "endautoescape", "endmacro", "endcall", "endfilter",
        ),
        Tags.alone,
    ),
}  # fmt: skip
