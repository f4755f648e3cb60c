"""The tags of Django's library ``i18n``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.syntax.cursor import Word, fault, shown
from smslint.dialects.syntax.django_bits import Bits
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.dialects.lexing.tokens import Token

_APART: Final = later(r"\S+")


class Translations(Bits):
    """Reads the words of those tags."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.translated: list[str] = []
        """In a text that is translated, the tags that may follow in it."""

    def option(self, at: int, seen: set[str]) -> str:
        """The word of an option, which stands there once.

        :param seen: the options before it; it is added.
        """
        option = self.text(at)
        if option in seen:
            self.refuse(f"{option!r} stands here twice", at)
        seen.add(option)
        return option

    def translate(self) -> None:
        self.value_at(1)
        at, seen = 2, set[str]()
        while at < len(self.bits):
            option = self.option(at, seen)
            at += 1
            if option == "noop":
                continue
            if option not in {"context", "as"}:
                self.unexpected(at - 1)
            if at >= len(self.bits):
                self.missing("a value" if option == "context" else "a name")
            if option == "context":
                if self.text(at) in {"as", "noop"}:
                    self.unexpected(at)
                self.value_at(at)
            at += 1

    def translate_block(self) -> None:
        at, seen = 1, set[str]()
        while at < len(self.bits):
            option = self.option(at, seen)
            at += 1
            if option in {"with", "count"}:
                begin, at = at, self.assignments(at, legacy=True)
                if at == begin:
                    self.refuse(f"a name with its value is missing after {option!r}", at - 1)
                if option == "count" and ((at > begin + 1 and self.text(begin + 1) != "as") or at > begin + 3):
                    self.refuse("only one name can be counted", at - 1)
            elif option in {"context", "asvar"}:
                if option == "context":
                    self.value_at(at)
                elif at >= len(self.bits):
                    self.missing("a name")
                at += 1
            elif option != "trimmed":
                self.unexpected(at - 1)
        self.translated = [*(["plural"] if "count" in seen else []), f"end{self.text(0)}"]

    def stored(self) -> None:
        start = self.bits[0].start  # this tag is split at every white space
        self.bits = [Word("name", found[0], *found.span()) for found in _APART.finditer(self.source, start, self.end)]
        self.expect(1, "as")
        if len(self.bits) < 3:
            self.missing("a name")
        self.at_most(3)

    def language_info(self) -> None:
        self.expect(1, "for")
        self.value_at(2)
        self.expect(3, "as")
        if len(self.bits) < 5:
            self.missing("a name")
        self.at_most(5)

    def inside(self, token: Token) -> None:
        """A part of a text that is translated: outputs are not compiled, and no tag or comment may stand in it."""
        if token.kind in {Kind.OUTPUT, Kind.TEXT}:
            return
        word = self.source[token.body.start : token.body.end].strip()
        if token.kind is not Kind.TAG or word != self.translated[0]:
            fault(
                f"{shown(self.source[token.start : token.end])} may not stand in a text that is translated",
                token.start,
                token.end,
            )
        self.translated.pop(0)
