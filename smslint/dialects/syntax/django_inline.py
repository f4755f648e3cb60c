"""The tags of Django without an end, and those around a text that is filtered or kept."""

from __future__ import annotations

from typing import Final

from smslint.dialects.syntax.cursor import fault, shown
from smslint.dialects.syntax.django import Expressions
from smslint.dialects.syntax.django_bits import KEYWORD, Bits
from smslint.errors import TemplateError

_OWN: Final = frozenset({"cache", "humanize", "i18n", "l10n", "static", "staticfiles", "tz"})
"""Libraries of Django."""
_BRACES: Final = frozenset(
    {
        "openblock",
        "closeblock",
        "openvariable",
        "closevariable",
        "openbrace",
        "closebrace",
        "opencomment",
        "closecomment",
    }
)


class Inline(Bits):
    """Reads the words of those tags."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.cycles: set[str] = set()
        """The names of the cycles in front."""
        self.cycled = False

    def cycle(self) -> None:
        count = len(self.bits)
        if count < 2:
            self.missing("a value")
        if count == 2:
            if self.text(1) not in self.cycles:
                self.refuse(f"no cycle is named {shown(self.text(1))}", 1)
            return
        end = count
        if count > 4 and self.text(-3) == "as":
            if self.text(-1) != "silent":
                self.unexpected(count - 1)
            end = count - 3
        elif count > 4 and self.text(-2) == "as":
            end = count - 2
        self.values(1, end)
        if end < count:
            self.cycles.add(self.text(end + 1))
        self.cycled = True

    def reset(self) -> None:
        self.at_most(2)
        if len(self.bits) == 2 and self.text(1) not in self.cycles:
            self.refuse(f"no cycle is named {shown(self.text(1))}", 1)
        if not self.cycled:
            self.refuse("there is no cycle in front of it")

    def filtered(self) -> None:
        if len(self.bits) < 2:
            self.missing("a filter")
        start, end = self.bits[1].start, self.end
        name = self.source[start:end]
        # The first filter stands without its sign: it is read as if the blank in front of it were one.
        if not name[0].isalnum() and name[0] != "_":
            self.unexpected(1)
        reader = Expressions(f"|{name}")
        reader.foreign = self.foreign
        try:
            reader.chain(0, len(name) + 1, forbidden={"escape", "safe"})
        except TemplateError as error:
            fault(str(error), error.span.start + start - 1, error.span.end + start - 1)

    def first_of(self) -> None:
        end = len(self.bits)
        if end < 2:
            self.missing("a value")
        if end > 2 and self.text(-2) == "as":
            end -= 2
        self.values(1, end)

    def load(self) -> None:
        names = [bit.text for bit in self.bits[1:]]
        if len(names) >= 3 and names[-2] == "from":
            names = names[-1:]
        self.foreign = self.foreign or not _OWN.issuperset(names)

    def lorem(self) -> None:
        bits = [bit.text for bit in self.bits]
        if bits[-1] == "random":
            bits.pop()
        if bits and bits[-1] in {"w", "p", "b"}:
            bits.pop()
        if len(bits) > 2 or not bits:
            self.unexpected(2)
        self.values(1, len(bits))

    def now(self) -> None:
        if len(self.bits) == 4 and self.text(2) == "as":
            return
        if len(self.bits) < 2:
            self.missing("a format")
        self.at_most(2)

    def regroup(self) -> None:
        self.value_at(1)
        self.expect(2, "by")
        if len(self.bits) < 4:
            self.missing("a name")
        self.expect(4, "as")
        if len(self.bits) < 6:
            self.missing("a name")
        self.at_most(6)
        name, by = self.bits[5], self.bits[3]
        reader = Expressions(f"{name.text}.{by.text}")
        try:
            reader.value(0, len(reader.source))
        except TemplateError as error:
            fault(str(error), by.start, by.end)

    def braces(self) -> None:
        self.expect(1, *sorted(_BRACES))
        self.at_most(2)

    def address(self) -> None:
        self.value_at(1)
        end = len(self.bits)
        if end >= 4 and self.text(-2) == "as":
            end -= 2
        for bit in self.bits[2:end]:
            keyword = KEYWORD.match(bit.text)
            self.value(bit.start + (keyword.end() if keyword else 0), bit.end)

    def ratio(self) -> None:
        if len(self.bits) > 4:
            self.expect(4, "as")
            if len(self.bits) < 6:
                self.missing("a name")
            self.at_most(6)
        self.values(1, 4)

    def cached(self) -> None:
        if len(self.bits) < 3:
            self.missing("a value")
        end = len(self.bits)
        if end > 3 and self.text(-1).startswith("using="):
            end -= 1
            last = self.bits[-1]
            self.value(last.start + len("using="), last.end)
        self.value_at(1)
        self.values(3, end)

    def static(self) -> None:
        self.value_at(1)
