"""The expressions of Jinja. Source: its lexer and its parser (3.1).

Like the engine, this reads keywords as names where a value must stand: ``{{ if }}`` prints a variable of that name.
"""

from __future__ import annotations

import re
from typing import Final

from smslint.dialects.syntax.cursor import Cursor, Word, fault, hold_brackets
from smslint.text.patterns import later

_PATH: Final = r"(?!not\b)[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*"
PLAIN: Final = later(rf"\s*{_PATH}(?:\s*\|\s*[A-Za-z_]\w*)*\s*")
"""Most outputs: nothing in them can be wrong."""
PLAIN_TAG: Final = later(
    rf"\s*(?:(?:if|elif)\s+{_PATH}|else|endif|endfor|for\s+(?!(?:loop|(?i:true|false|none))\b)[A-Za-z_]\w*\s+in\s+{_PATH})\s*"
)
"""Many tags, likewise."""
_WORDS: Final = later(
    r"""(?P<space>\s+)
      | (?P<float>(?<!\.)(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?[eE][+\-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+))
      | (?P<number>0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|[1-9](?:_?\d)*|0(?:_?0)*)
      | (?P<name>\w+)
      | (?P<string>'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*")
      | (?P<sign>//|\*\*|==|!=|>=|<=|[-+/*%~\[\](){}><=.:|,;])
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES: Final = later(
    r"(?:[^\\]|\\(?:[^xuUN]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}|N\{[^}]+\}))*+",
    re.DOTALL,
)
_MATH: Final = frozenset(["+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", "<=", ">", ">=", "in"])
_CONSTANTS: Final = frozenset({"true", "false", "none", "True", "False", "None"})
_NO_ARGUMENT: Final = frozenset({"else", "or", "and"})


def words(source: str, start: int, end: int) -> list[Word]:
    """The words of some code.

    :raises TemplateError: at a character or a string that the engine cannot read, and at a bracket without its partner.
    :raises Unchecked: where brackets are nested too deep.
    """
    found: list[Word] = []
    for match in _WORDS.finditer(source, start, end):
        kind, text, at = match.lastgroup or "", match[0], match.end()
        if kind == "space":
            continue
        if kind == "other":
            fault("a string is not closed" if text in "\"'" else f"{text!r} is not expected", *match.span())
        if kind == "name" and not text.isidentifier():
            fault(f"{text!r} is no name", match.start(), at)
        if kind == "string" and "\\" in text and _ESCAPES.fullmatch(text) is None:
            fault("an escape in this string is not complete", match.start(), at)
        found.append(Word(kind, text, match.start(), at))
    hold_brackets(found)
    return found


class Expressions(Cursor):
    """Reads expressions; what the engine cannot compile is an error."""

    def tuple(self, *, conditional: bool = True) -> None:
        """Expressions between commas, of which one at least stands there."""
        self.expression(conditional=conditional)
        while self.skip(","):
            if not self.kind or self.text == ")":
                return
            self.expression(conditional=conditional)

    def expression(self, *, conditional: bool = True) -> bool:
        """One expression. Whether it is only a call."""
        call = self.operand(logical=True)
        asked = False
        while self.kind in {"name", "sign"}:
            logical = True
            if self.text in _MATH:
                self.at += 1
                logical = False
            elif self.text == "not" and self.after() == "in":
                self.at += 2
                logical = False
            elif self.text in {"and", "or"}:
                self.at += 1
            elif conditional and self.text == "if":
                self.at += 1
                asked = True
            elif asked and self.text == "else":
                self.at += 1
                asked = False
            else:
                break
            self.operand(logical=logical)
            call = False
        return call

    def operand(self, *, logical: bool) -> bool:
        """A value with what is done to it. Whether it is only a call.

        :param logical: whether ``not`` negates here; elsewhere it is a name.
        """
        signed = False
        while logical and self.skip("not"):
            signed = True
        while self.skip("-", "+"):
            signed = True
        self.primary()
        call = self.postfix()
        while True:
            if self.text == "|":
                self.filters()
                call = False
            elif self.text == "is" and self.kind == "name":
                self.at += 1
                self.test()
                call = False
            elif self.text == "(":
                self.arguments()
                call = True
            else:
                return call and not signed

    def primary(self) -> None:
        """A name, a literal, or what is in brackets."""
        if self.kind == "string":
            while self.kind == "string":
                self.at += 1
        elif self.kind in {"name", "number", "float"}:
            self.at += 1
        elif self.skip("("):
            if not self.skip(")"):
                self.tuple()
                self.expect(")")
        elif self.skip("["):
            for _ in self.each("]"):
                self.expression()
        elif self.skip("{"):
            for _ in self.each("}"):
                self.expression()
                self.expect(":")
                self.expression()
        else:
            self.missing("an expression")

    def postfix(self) -> bool:
        """Attributes, indexes and calls. Whether a call is the last of them."""
        call = False
        while self.text in {".", "[", "("}:
            call = self.text == "("
            if call:
                self.arguments()
            elif self.skip("."):
                if self.kind not in {"name", "number"}:
                    self.missing("a name")
                self.at += 1
            else:
                self.indexes()
        return call

    def indexes(self) -> None:
        """What is in square brackets behind a value: indexes between commas, or one slice."""
        self.at += 1
        several = False
        for _ in self.each("]", trailing=False):
            if self.index() and (several or self.text == ","):
                fault("a slice stands alone in its brackets", self.words[self.at - 1].start, self.words[self.at].end)
            several = True

    def index(self) -> bool:
        """An index or a slice. Whether it is a slice."""
        if self.text != ":":
            self.expression()
        sliced = self.text == ":"
        for _ in range(2):
            if self.skip(":") and self.text not in {":", "]", ","}:
                self.expression()
        return sliced

    def arguments(self) -> None:
        """The arguments of a call, with their brackets."""
        self.at += 1
        starred = doubled = False
        named: set[str] = set()
        for _ in self.each(")"):
            if doubled or (starred and self.text == "*"):
                self.wrong()
            if self.skip("*"):
                starred = True
            elif self.skip("**"):
                doubled = True
            elif self.kind == "name" and self.after() == "=":
                if self.text in named:
                    self.twice()
                named.add(self.text)
                self.at += 2
            elif named or starred:
                self.missing("the name of this argument")
            self.expression()

    def dotted(self, what: str) -> None:
        self.name(what)
        while self.skip("."):
            self.name(what)

    def filters(self) -> None:
        """Filters, each with its ``|``."""
        while self.skip("|"):
            self.filter()

    def filter(self) -> None:
        self.dotted("the name of a filter")
        if self.text == "(":
            self.arguments()

    def test(self) -> None:
        """What stands after ``is``."""
        self.skip("not")
        self.dotted("the name of a test")
        if self.text == "(":
            self.arguments()
        elif self.text == "is":
            self.wrong()
        elif self.text in {"[", "{"} or (
            self.kind in {"name", "number", "float", "string"} and self.text not in _NO_ARGUMENT
        ):
            self.primary()
            self.postfix()

    def target(self, *, attributes: bool = False) -> None:
        """What is assigned to: names between commas or in brackets.

        :param attributes: whether ``namespace.name`` is one, too.
        """
        while True:
            if self.skip("("):
                if not self.skip(")"):
                    self.target()
                    self.expect(")")
            else:
                self.variable()
                if attributes and self.skip("."):
                    self.name()
            if not self.skip(",") or not self.kind or self.text == ")":
                return

    def variable(self) -> None:
        """A name that can be assigned to."""
        if self.text in _CONSTANTS:
            self.wrong()
        self.name()
