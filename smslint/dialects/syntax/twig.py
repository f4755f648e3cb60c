"""The expressions of Twig. Source: its lexer and its parser (3.5), and what later releases added.

What one release takes and another does not is no fault: ``name: value`` and ``...`` in calls, ``x|f`` behind a test, ``===``, ``=``,
arrow functions anywhere.
"""

from __future__ import annotations

import re
from typing import Final, NoReturn

from smslint.dialects.syntax.cursor import DEEPEST, Cursor, Unchecked, Word, fault
from smslint.text.patterns import later

PLAIN: Final = later(r"\s*(?!not\b)[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\|(?!not\b)[A-Za-z_]\w*)*\s*", re.ASCII)
"""Most outputs: nothing in them can be wrong."""
_BLANK: Final = r"[ \t\n\r\f\v]"
_LETTERS: Final = r"a-zA-Z_\x7f-\U0010ffff"
_WORDS: Final = later(
    rf"""(?P<space>{_BLANK}+)
      | (?P<operator>(?<![.|])(?:starts{_BLANK}+with|ends{_BLANK}+with|has{_BLANK}+every|has{_BLANK}+some|not{_BLANK}+in|is{_BLANK}+not
            |b-xor|b-and|b-or|matches|and|xor|not|or|in|is)(?=[ \t\n\r\f\v()\[{{])
          |\*\*|\?\?|<=>|===|!==|==|!=|<=|>=(?!>)|//|\.\.(?!\.)|[-+~*/%<>]|=(?!>))
      | (?P<name>[{_LETTERS}][{_LETTERS}0-9]*)
      | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[Ee][+-][0-9]+)?)
      | (?P<string>"[^#"\\]*(?:\\.[^#"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')
      | (?P<sign>=>|\.\.\.|\?\.(?![0-9])|[()\[\]{{}}?:.,|])
      | (?P<open>")""",
    re.VERBOSE | re.DOTALL,
)
_PART: Final = later(r'[^#"\\]*(?:(?:\\.|#(?!\{))[^#"\\]*)*', re.DOTALL)
_CLOSING: Final = {"(": ")", "[": "]", "{": "}", "#{": "}"}
_SIGNS: Final = frozenset({"not", "-", "+"})
_NAMES: Final = frozenset({"and", "or", "in", "is", "matches", "xor"})
"""Operators that are names where a value must stand."""
_CONSTANTS: Final = frozenset({"true", "false", "null", "none", "TRUE", "FALSE", "NULL", "NONE"})
_TESTS: Final = frozenset(
    {"even", "odd", "defined", "none", "null", "constant", "empty", "iterable", "sequence", "mapping"}
)
_ASKING: Final = frozenset({"same as", "divisible by"})
"""Tests with an argument, which may stand without brackets."""
_TIGHT: Final = frozenset({"**", "??"})
"""Operators that take what stands before ``is`` for themselves."""
_FUNCTIONS: Final = frozenset({"cycle", "date", "dump", "include", "max", "min", "random", "range", "source"})
"""Functions of Twig itself: a macro may have any other name."""
_LEAST: Final = {"block": 1, "attribute": 2}
"""How many arguments some functions have at least."""


def words(source: str, start: int, end: int) -> list[Word]:
    """The words of some code. Code in a string stands between ``#{`` and ``}#``.

    :raises TemplateError: at a character or a string that the engine cannot read, and at a bracket without its partner.
    :raises Unchecked: where brackets are nested too deep, and at ``#``, which begins a comment up to the end of its line in later releases.
    """
    return _Lexer(source, end).words(start)


class _Lexer:
    def __init__(self, source: str, end: int) -> None:
        self.source = source
        self.end = end
        self.found: list[Word] = []
        self.opened: list[Word] = []
        """The brackets and quotes that are open."""

    def words(self, at: int) -> list[Word]:
        while at < self.end:
            at = self.part(at) if self.opened and self.opened[-1].text == '"' else self.word(at)
        if self.opened:
            last = self.opened[-1]
            fault(
                "a string is not closed" if last.text == '"' else f"{last.text!r} is never closed", last.start, last.end
            )
        return self.found

    def word(self, at: int) -> int:
        match = _WORDS.match(self.source, at, self.end)
        if match is None:
            sign = self.source[at]
            if sign == "#" and self.source.find("\n", at, self.end) >= 0:
                raise Unchecked
            fault("a string is not closed" if sign == "'" else f"{sign!r} is not expected", at, at + 1)
        kind, text = match.lastgroup or "", match[0]
        word = Word(kind, " ".join(text.split()) if kind == "operator" else text, match.start(), match.end())
        if kind == "open":
            self.open(word)
        elif kind == "sign" and text in ")]}":
            self.close(word)
        elif kind != "space":
            self.found.append(word)
            if kind == "sign" and text in _CLOSING:
                self.open(word)
        return match.end()

    def open(self, word: Word) -> None:
        self.opened.append(word)
        if len(self.opened) > DEEPEST:
            raise Unchecked

    def close(self, word: Word) -> None:
        opened = self.opened.pop().text if self.opened else ""
        if _CLOSING.get(opened) != word.text:
            fault(f"{word.text!r} closes no bracket", word.start, word.end)
        self.found.append(word._replace(text="}#") if opened == "#{" else word)

    def part(self, at: int) -> int:
        """A part of a string with code in it."""
        if self.source.startswith("#{", at):
            word = Word("sign", "#{", at, at + 2)
            self.found.append(word)
            self.open(word)
            return at + 2
        match = _PART.match(self.source, at, self.end)
        if match is not None and match.end() > at:
            self.found.append(Word("string", match[0], at, match.end()))
            return match.end()
        if self.source[at] != '"':
            fault("a string is not closed", self.opened[-1].start, self.opened[-1].end)
        self.opened.pop()
        return at + 1


class Expressions(Cursor):
    """Reads expressions; what the engine cannot compile is an error."""

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
        called = self.kind == "name" and self.text not in _CONSTANTS
        name = self.text
        self.at += 1
        if not called or self.text != "(":
            return True
        at = self.at
        if self.arguments() < _LEAST.get(name, 0):
            fault(f"{name!r} has too few arguments", self.words[at].start, self.words[self.at - 1].end)
        return name not in _FUNCTIONS

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
        self.name("the name of a filter")
        if self.text == "(":
            self.arguments()

    def arguments(self) -> int:
        """The arguments of a call, with their brackets; how many there are."""
        self.at += 1
        count = 0
        for _ in self.each(")"):
            self.skip("...")
            if self.kind == "name" and self.after() in {"=", ":"}:
                self.at += 2
            self.expression()
            count += 1
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
            self.arguments()
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
            if self.text in _CONSTANTS or self.text.lower() in _CONSTANTS:
                self.wrong()
            if self.kind == "operator" and self.text[0].isalpha():
                self.at += 1
            else:
                self.name()
            count += 1
        return count
