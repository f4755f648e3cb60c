"""The tags of Twig: the code of each, as its parser reads it. Tags of extensions are not checked, but for their words."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.syntax.cursor import Unchecked, fault, hold_code
from smslint.dialects.syntax.twig import CONSTANTS, PLAIN, PLAIN_TAG, Expressions
from smslint.dialects.syntax.twig_words import words
from smslint.text.patterns import later
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from smslint.dialects.lexing.tokens import Token


def check(source: str, tokens: Iterable[Token]) -> None:
    """Refuse a template whose code Twig cannot compile.

    :raises TemplateError: at the first word that is wrong.
    """
    opened: list[str] = []
    macros = frozenset(_NAME.findall(" ".join(_IMPORTED.findall(source))))
    for token in tokens:
        plain = PLAIN if token.kind is Kind.OUTPUT else PLAIN_TAG if token.kind is Kind.TAG else None
        if plain is not None and not plain.fullmatch(source, token.body.start, token.body.end):
            with suppress(Unchecked):
                _check(source, token, opened, macros)


_IMPORTED: Final = later(r"\{%[-~]?\s*from\s[^%]*?\simport\s([^%]*)")
_NAME: Final = later(r"\w+")


def _check(source: str, token: Token, opened: list[str], macros: frozenset[str]) -> None:
    """:param opened: the names of the macros that are open, and ``verbatim``."""
    reader = Tags(words(source, *token.body), token.start, token.end)
    reader.opened = opened
    reader.macros = macros
    hold_code(reader, reader.expression if token.kind is Kind.OUTPUT else None, _TAGS, "elseif")


class Tags(Expressions):
    """Reads the code of tags behind their first word."""

    opened: list[str]

    def alone(self) -> None:
        """Nothing follows."""

    def one(self) -> None:
        self.expression()

    def loop(self) -> None:
        self.targets()
        self.expect("in")
        self.expression()
        if self.skip("if"):  # up to Twig 2
            self.expression()

    def assign(self) -> None:
        count = self.targets()
        if not self.skip("="):
            if count > 1:
                self.missing("'='")
            return
        self.expression()
        values = 1
        while self.skip(","):
            self.expression()
            values += 1
        if values != count:
            fault(f"{plural(count, 'name')} and {plural(values, 'value')}", self.words[0].start, self.words[-1].end)

    def named(self) -> None:
        self.name()
        if self.kind:
            self.expression()

    def end_named(self) -> None:
        if self.kind == "name":
            self.at += 1

    def end_macro(self) -> None:
        opened = self.opened.pop() if self.opened else ""
        if self.kind == "name" and self.text != opened:
            self.wrong()
        self.end_named()

    def verbatim(self) -> None:
        self.opened.append("verbatim")

    def end_verbatim(self) -> None:
        if not self.opened or self.opened.pop() != "verbatim":
            self.no_start()

    def include(self) -> None:
        self.expression()
        if self.skip("ignore"):
            self.expect("missing")
        if self.skip("with"):
            self.expression()
        self.skip("only")

    def import_(self) -> None:
        self.expression()
        self.expect("as")
        self.name()

    def alias(self) -> None:
        self.name()
        if self.skip("as"):
            self.name()

    def from_(self) -> None:
        self.expression()
        self.expect("import")
        self.alias()
        while self.skip(","):
            self.alias()

    def use(self) -> None:
        if self.kind != "string":
            self.missing("a string")
        self.string()
        if self.skip("with"):
            self.alias()
            while self.skip(","):
                self.alias()

    def macro(self) -> None:
        self.opened.append(self.name())
        self.expect("(")
        for _ in self.each(")"):
            self.name()
            if self.skip("=", ":"):
                if self.kind == "name" and self.text not in CONSTANTS:
                    self.missing("a constant")
                self.constant()

    def applied(self) -> None:
        self.filter()
        while self.skip("|"):
            self.filter()

    def escaping(self) -> None:
        if self.kind in {"string", "number"} or self.text in CONSTANTS:
            self.at += 1
        elif self.kind:
            self.missing("a string or false")

    def scope(self) -> None:
        if self.kind:
            self.expression()
            self.skip("only")

    def deprecated(self) -> None:
        self.expression()
        raise Unchecked  # later releases name a package and a version


_TAGS: Final[Mapping[str, Callable[[Tags], None]]] = {
    "if": Tags.one,
    "elseif": Tags.one,
    "for": Tags.loop,
    "set": Tags.assign,
    "block": Tags.named,
    "extends": Tags.one,
    "include": Tags.include,
    "embed": Tags.include,
    "import": Tags.import_,
    "from": Tags.from_,
    "use": Tags.use,
    "macro": Tags.macro,
    "apply": Tags.applied,
    "autoescape": Tags.escaping,
    "with": Tags.scope,
    "do": Tags.one,
    "deprecated": Tags.deprecated,
    "endblock": Tags.end_named,
    "verbatim": Tags.verbatim,
    "endverbatim": Tags.end_verbatim,
    "endmacro": Tags.end_macro,
    **dict.fromkeys(
        (
            "else", "endif", "endfor", "endset", "endembed", "endapply", "endautoescape", "endwith", "flush", "sandbox", "endsandbox",
        ),
        Tags.alone,
    ),
}  # fmt: skip
