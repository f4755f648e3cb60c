"""The words of Twig's code. Source: its lexer (3.5)."""

from __future__ import annotations

import re
from typing import Final

from smslint.dialects.syntax.cursor import DEEPEST, Unchecked, Word, fault
from smslint.text.patterns import later

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
