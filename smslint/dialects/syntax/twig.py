"""The expressions of Twig. Source: its lexer and its parser (3.5), and what later releases added.

What one release takes and another does not is no fault: ``name: value`` and ``...`` in calls, ``x|f`` behind a test, ``===``, ``=``,
arrow functions anywhere.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NoReturn

from smslint.dialects.lexing.twig_parameters import FILTERS, FUNCTIONS, TESTS, wrong_names
from smslint.dialects.syntax.cursor import Cursor, Unchecked, fault
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Mapping

_PATH: Final = r"(?!not\b)[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*"
PLAIN: Final = later(rf"\s*{_PATH}(?:\|(?!not\b)[A-Za-z_]\w*)*\s*", re.ASCII)
"""Most outputs: nothing in them can be wrong."""
PLAIN_TAG: Final = later(
    rf"\s*(?:(?:if|elseif)\s+{_PATH}|else|endif|endfor"
    rf"|for\s+(?!(?:and|in|is|matches|not|or|xor|(?i:true|false|null|none))\b)[A-Za-z_]\w*\s+in\s+{_PATH})\s*",
    re.ASCII,
)
"""Many tags, likewise."""
_NOTHING: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({})
_SIGNS: Final = frozenset({"not", "-", "+"})
_NAMES: Final = frozenset({"and", "or", "in", "is", "matches", "xor"})
"""Operators that are names where a value must stand."""
CONSTANTS: Final = frozenset({"true", "false", "null", "none", "TRUE", "FALSE", "NULL", "NONE"})
_TESTS: Final = frozenset(
    {"even", "odd", "defined", "none", "null", "constant", "empty", "iterable", "sequence", "mapping"}
)
_ASKING: Final = frozenset({"same as", "divisible by"})
"""Tests with an argument, which may stand without brackets."""
_TIGHT: Final = frozenset({"**", "??"})
"""Operators that take what stands before ``is`` for themselves."""
_MAY_BE_MISSING: Final = frozenset({"attribute", "block", "constant"})
"""Functions whose value ``is defined`` and ``??`` ask for; and they ask for that of a macro."""
_LEAST: Final = {"block": 1, "attribute": 2}
"""How many arguments some functions have at least."""


class Expressions(Cursor):
    """Reads expressions; what the engine cannot compile is an error."""

    macros: frozenset[str] = frozenset()
    """The names that the template imports: they hide the functions of these names."""

    def expression(self) -> bool:
        """One expression. Whether it can be missing, as a name or an attribute."""
        simple, whole = self.operand(), True
        asked = 0
        before = ""
        while self.kind in {"operator", "sign"}:
            text = self.text
            if text in {"is", "is not"}:
                self.at += 1
                self.test(simple=simple and before not in _TIGHT)
                simple = whole = False
                continue
            if text == "?":
                self.at += 1
                asked += not self.skip(":")
            elif text == ":" and asked:
                self.at += 1
                asked -= 1
            elif self.kind == "operator" and text != "not" and (text != "=" or self.assigns()):
                if text == "??" and not simple:
                    self.needs_name("'??'")
                self.at += 1
            else:
                break
            before = text
            simple, whole = self.operand(), False
        return simple and whole

    def needs_name(self, asking: str) -> NoReturn:
        word = self.words[self.at]
        fault(f"{asking} needs a name or an attribute in front of it", word.start, word.end)

    def assigns(self) -> bool:
        """Whether what stands before ``=`` can be assigned to."""
        before = self.words[self.at - 1]
        return before.kind == "name" or before.text in {"]", "}"}

    def operand(self) -> bool:
        """A value with what is done to it. Whether it can be missing."""
        simple = True
        while self.skip_sign() or self.skip_arrow():
            simple = self.words[self.at - 1].text not in {"-", "+"} and simple
        return self.postfix(self.primary()) and simple

    def skip_sign(self) -> bool:
        if self.kind == "operator" and self.text in _SIGNS:
            self.at += 1
            return True
        return False

    def skip_arrow(self) -> bool:
        """The names of a function in front of its code: ``x =>``, ``(x, y) =>``."""
        at = self.at
        if self.kind == "name":
            self.at += 1
        elif self.skip("("):
            while self.kind == "name":
                self.at += 1
                if not self.skip(","):
                    break
            self.skip(")")
        if self.at > at and self.skip("=>"):
            return True
        self.at = at
        return False

    def primary(self) -> bool:
        """A name, a literal, or what is in brackets. Whether it can be missing."""
        if self.kind == "name" or (self.kind == "operator" and self.text in _NAMES):
            return self.name_or_call()
        if self.kind == "number":
            self.at += 1
        elif self.kind == "string" or self.text == "#{":
            return self.string()
        elif self.skip("("):
            simple = self.expression()
            self.expect(")")
            return simple
        elif self.skip("["):
            for _ in self.each("]"):
                self.skip("...")
                self.expression()
        elif self.skip("{"):
            for _ in self.each("}"):
                self.pair()
        else:
            self.missing("an expression")
        return True

    def name_or_call(self) -> bool:
        called = self.kind == "name" and self.text not in CONSTANTS
        name = self.text
        self.at += 1
        if not called or self.text != "(":
            return True
        at = self.at
        known = _NOTHING if name in self.macros else FUNCTIONS
        if self.arguments(name, known) < _LEAST.get(name, 0):
            fault(f"{name!r} has too few arguments", self.words[at].start, self.words[self.at - 1].end)
        return name in self.macros or name in _MAY_BE_MISSING

    def string(self) -> bool:
        """A string; code in it may follow, and then a string again. Whether it is one of both, which can be missing."""
        follows = simple = True
        parts = 0
        while self.kind == "string" or self.text == "#{":
            if self.kind == "string":
                if not follows:
                    break
                self.at += 1
                follows = False
            else:
                self.at += 1
                simple = self.expression()
                self.expect("}#")
                follows = True
            parts += 1
        return simple and parts == 1

    def pair(self) -> None:
        """A key of a hash and its value."""
        if self.skip("..."):
            self.expression()
            return
        if self.kind == "name":
            self.at += 1
            if self.text in {",", "}"}:
                return
        elif self.kind in {"string", "number"}:
            self.at += 1
        elif self.text == "(":
            self.expression()
        else:
            self.missing("a key")
        self.expect(":")
        self.expression()

    def postfix(self, simple: bool) -> bool:
        """Attributes, indexes and filters. Whether it can still be missing."""
        while self.text in {".", "?.", "[", "|"}:
            if self.text == "[":
                simple = self.index()
            elif self.skip("|"):
                self.filter()
                simple = False
            else:
                self.at += 1
                self.attribute()
                simple = True
        return simple

    def attribute(self) -> None:
        if self.skip("("):
            self.expression()
            self.expect(")")
        elif self.kind in {"name", "number"} or (self.kind == "operator" and self.text[0].isalpha()):
            self.at += 1
        else:
            self.missing("a name")
        if self.text == "(":
            self.arguments()

    def index(self) -> bool:
        """An index or a slice. Whether it is an index."""
        self.at += 1
        if self.text != ":":
            self.expression()
        sliced = self.skip(":")
        if sliced and self.text != "]":
            self.expression()
        self.expect("]")
        return not sliced

    def filter(self) -> None:
        name = self.name("the name of a filter")
        if self.text == "(":
            self.arguments(name, FILTERS)

    def arguments(self, called: str = "", known: Mapping[str, tuple[str, ...]] = _NOTHING) -> int:
        """The arguments of a call, with their brackets; how many there are.

        :param known: the names of the values of each filter or function.
        """
        start = self.at
        self.at += 1
        count = 0
        named: list[str] = []
        spread = False
        for _ in self.each(")"):
            spread = self.skip("...") or spread
            if self.kind == "name" and self.after() in {"=", ":"}:
                named.append(self.text)
                self.at += 2
            self.expression()
            count += 1
        wrong = wrong_names(called, known[called], count - len(named), named) if named and called in known else ""
        if wrong and not spread:
            fault(wrong, self.words[start].start, self.words[self.at - 1].end)
        return count

    def test(self, *, simple: bool) -> None:
        """What stands behind ``is``.

        :param simple: whether what is asked can be missing.
        :raises Unchecked: at a test that a host added: what belongs to it is not known.
        """
        name = self.name("the name of a test")
        if name not in _TESTS:
            name = f"{name} {self.text}"
            if name not in _ASKING or self.kind != "name":
                raise Unchecked
            self.at += 1
        if name == "defined" and not simple:
            self.at -= 1
            self.needs_name("'defined'")
        if self.text == "(":
            self.arguments(name, TESTS)
        elif name in _ASKING:
            self.constant()
        self.postfix(simple=False)

    def constant(self) -> None:
        """A value without operators in front of it but signs."""
        while self.kind == "operator" and self.text in {"-", "+"}:
            self.at += 1
        if self.text == "(":
            self.missing("an expression")
        self.postfix(self.primary())

    def targets(self) -> int:
        """Names that are assigned to, between commas; how many there are."""
        count = 0
        while not count or self.skip(","):
            if self.text in CONSTANTS or self.text.lower() in CONSTANTS:
                self.wrong()
            if self.kind == "operator" and self.text[0].isalpha():
                self.at += 1
            else:
                self.name()
            count += 1
        return count
