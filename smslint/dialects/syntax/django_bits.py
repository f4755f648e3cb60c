"""The words of one tag of Django, and how it is said that one of them is wrong or missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from smslint.dialects.syntax.cursor import fault, shown
from smslint.dialects.syntax.django import Expressions
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.dialects.syntax.cursor import Word

KEYWORD: Final = later(r"(\w+)=(?=.)")
"""The beginning of ``name=value``."""
_OPERATORS: Final = frozenset({"or", "and", "in", "not in", "is", "is not", "==", "!=", ">", ">=", "<", "<="})


class Bits(Expressions):
    """The words of a tag, which is the first of them."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.bits: list[Word] = []
        self.end = 0
        """Where the code of the tag ends."""

    def refuse(self, why: str, index: int = -1) -> NoReturn:
        """Refuse the word at an index."""
        word = self.bits[index]
        fault(why, word.start, word.end)

    def missing(self, what: str) -> NoReturn:
        last = self.bits[-1]
        fault(f"{what} is missing after {shown(last.text)}", last.start, last.end)

    def unexpected(self, index: int) -> NoReturn:
        self.refuse(f"{shown(self.bits[index].text)} is not expected after {shown(self.bits[index - 1].text)}", index)

    def text(self, index: int) -> str:
        """The word at an index; empty if there is none."""
        return self.bits[index].text if -len(self.bits) <= index < len(self.bits) else ""

    def value_at(self, index: int) -> None:
        if index >= len(self.bits):
            self.missing("a value")
        word = self.bits[index]
        self.value(word.start, word.end)

    def values(self, start: int, end: int) -> None:
        for index in range(start, end):
            self.value_at(index)

    def at_most(self, count: int) -> None:
        """Refuse more words than so many."""
        if len(self.bits) > count:
            self.unexpected(count)

    def expect(self, index: int, *texts: str) -> None:
        """The word at an index is one of these."""
        if index >= len(self.bits):
            self.missing(" or ".join(map(repr, texts)))
        if self.bits[index].text not in texts:
            self.refuse(
                f"{' or '.join(map(repr, texts))} is missing, in front of {shown(self.bits[index].text)}", index
            )

    def alone(self) -> None:
        """Nothing follows."""
        self.at_most(1)

    def one(self) -> None:
        self.value_at(1)
        self.at_most(2)

    def switch(self) -> None:
        self.expect(1, "on", "off")
        self.at_most(2)

    def optional_switch(self) -> None:
        if len(self.bits) > 1:
            self.switch()

    def assignments(self, at: int, *, legacy: bool) -> int:
        """Names with their values; the index of the first word behind them.

        :param legacy: whether ``value as name and value as name`` is one, too.
        """
        keyword = KEYWORD.match(self.text(at))
        if keyword is None:
            while legacy and self.text(at + 1) == "as" and at + 2 < len(self.bits):
                self.value_at(at)
                at += 3
                if self.text(at) != "and":
                    break
                at += 1
            return at
        while keyword is not None:
            self.value(self.bits[at].start + keyword.end(), self.bits[at].end)
            at += 1
            keyword = KEYWORD.match(self.text(at))
        return at

    def condition(self) -> None:
        at, count = 1, len(self.bits)
        while True:
            while self.text(at) == "not" and self.text(at + 1) != "in":
                at += 1
            if at >= count:
                self.missing("an expression")
            if self.text(at) in {*_OPERATORS, "not"}:
                self.unexpected(at)
            self.value_at(at)
            at += 1
            if at >= count:
                return
            pair = f"{self.text(at)} {self.text(at + 1)}"
            if pair in _OPERATORS:
                at += 2
            elif self.text(at) in _OPERATORS:
                at += 1
            else:
                self.unexpected(at)
