"""The grammar of Go's ``text/template``: what its parser refuses, and what always fails when it is reached.

Source: packages ``text/template/parse`` and ``text/template`` of Go 1.19. A function that the package does not have may be one of the program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.syntax.cursor import Cursor, TooDeep, Word, fault, pieces, shown
from smslint.records import NamedTuple
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.dialects.lexing.tokens import Token

_WORDS: Final = later(
    r"(?P<space>[ \t\r\n]+)"
    r"""|(?P<string>(?<!\\)"(?:\\[^\n]|[^"\\\n])*+"|`[^`]*`)|(?P<character>'(?:\\[^\n][^'\\\n]*|[^'\\\n])')"""
    r"|(?P<number>[+-]?(?:\d|\.\d)[\w.]*(?:(?<=[eEpP])[+-]\d+)?(?:[+-][\d.]+i)?)"
    r"|(?P<field>\.[^\W\d]\w*)|(?P<variable>\$\w*)|(?P<name>\w+)|(?P<dot>\.)|(?P<sign>:=|[=|,()])"
)
_PLAIN: Final = later(r"[ \t\r\n]*(?:\.[A-Za-z_]\w*)+[ \t\r\n]*")
_COMMON: Final = later(r"\s*(?:(end|else)|(if|with|range)[ ]+(?:\.[A-Za-z_]\w*)+)\s*")
"""Most actions of blocks: nothing in them can be wrong."""
_NUMBER: Final = later(
    r"[+-]?(?:0[xX][\da-fA-F_.]+(?:[pP][+-]?\d+)?|0[oO][0-7_]+|0[bB][01_]+|0[0-7_]*|[1-9][\d_]*"
    r"|(?:[\d_]+\.[\d_]*|\.[\d_]+|[\d_]+(?=[eE]))(?:[eE][+-]?\d+)?|[\d.]+i|[\d.]+[+-][\d.]+i)"
)
_COMMENT: Final = later(r"\{\{(?:-[ \t\r\n])?/\*(?:(?!\*/)[\s\S])*\*/(?:[ \t\r\n]-)?\}\}")
_BEHIND: Final = " \t\r\n.,|:)("
"""What may follow a name, a field or a variable."""
_WORDS_OF_TAGS: Final = frozenset(
    {"if", "else", "end", "range", "with", "define", "block", "template", "break", "continue"}
)
_NO_ARGUMENTS: Final = ("string", "character", "number", "dot")
_LEAST: Final = {"eq": 2, "ne": 2, "lt": 2, "le": 2, "gt": 2, "ge": 2, "not": 1, "len": 1, "and": 1, "or": 1, "index": 1, "slice": 1, "call": 1, "printf": 1}  # fmt: skip
_MOST: Final = {"ne": 2, "lt": 2, "le": 2, "gt": 2, "ge": 2, "not": 1, "len": 1}
"""How many values the functions of the package take."""


_AROUND: Final = frozenset({"range", "block", "define"})
"""A template of its own is in no loop around it."""


class _Open(NamedTuple):
    """A block that is not closed yet."""

    word: str
    variables: list[str]
    """Those that are known behind it."""


def check(source: str, tokens: list[Token]) -> None:
    """Refuse a template that the package refuses.

    :raises TemplateError: at the wrong place.
    """
    template = _Template()
    for token in tokens:
        if token.kind is Kind.TAG and not _PLAIN.fullmatch(source, token.body.start, token.body.end):
            template.tag(source, token)


class _Template:
    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.variables = ["$"]

    def tag(self, source: str, token: Token) -> None:
        start, end = token.body
        if common := _COMMON.fullmatch(source, start, end):
            if common[2]:
                self.open.append(_Open(common[2], self.variables.copy()))
            elif common[1] == "end" and self.open:
                self.variables = self.open.pop().variables
            return
        if source[start:end].lstrip().startswith("/*"):
            if not _COMMENT.fullmatch(source, token.start, token.end):
                fault("a comment must be next to its braces", token.start, token.end)
            return
        try:
            found = pieces(_WORDS, source, start, end)
        except TooDeep:
            return
        for each in found:
            _hold_word(each, source, end)
        cursor = Cursor(found, token.start, token.end)
        word = cursor.text if cursor.kind == "name" else ""
        if word == "return":  # Hugo has it
            return
        if word in _WORDS_OF_TAGS:
            cursor.at += 1
            self.statement(word, cursor, token)
        else:
            self.pipeline(cursor, "")
        cursor.finish()

    def statement(self, word: str, cursor: Cursor, token: Token) -> None:
        match word:
            case "if" | "with" | "range":
                self.open.append(_Open(word, self.variables.copy()))
                self.pipeline(cursor, word)
            case "else":
                self.otherwise(cursor)
            case "end":
                if self.open:
                    self.variables = self.open.pop().variables
            case "break" | "continue":
                around = next((each.word for each in reversed(self.open) if each.word in _AROUND), "")
                if around != "range":
                    fault(f"{word!r} is outside of a 'range'", token.start, token.end)
            case _:
                self.named(word, cursor, token)

    def named(self, word: str, cursor: Cursor, token: Token) -> None:
        """``define "a"``, ``block "a" .``, ``template "a" .``."""
        cursor.need("the name of a template in quotes", "string")
        if word == "define" and self.open:
            fault("'define' is inside of a block", token.start, token.end)
        if word == "block" or (word == "template" and cursor.kind):
            self.pipeline(cursor, word)
        if word != "template":
            self.open.append(_Open(word, self.variables))
            self.variables = ["$"]

    def otherwise(self, cursor: Cursor) -> None:
        """``else``, and ``else if`` after an ``if``."""
        around = self.open[-1].word if self.open else ""
        if around == "range":  # what renders for an empty list is no round of the loop
            self.open[-1] = self.open[-1]._replace(word="else")
        if cursor.text in {"if", "with"} and cursor.text == around:
            cursor.at += 1
            self.pipeline(cursor, around)

    def pipeline(self, cursor: Cursor, context: str) -> None:
        """Commands with bars between them, perhaps assigned to variables."""
        self.assignment(cursor, context)
        stage = 0
        while cursor.kind and cursor.text != ")":
            self.command(cursor, stage)
            stage += 1
            if not cursor.skip("|"):
                break
        if not stage:
            cursor.missing("a value")

    def assignment(self, cursor: Cursor, context: str) -> None:
        count = 0
        while cursor.kind == "variable" and cursor.after() in {":=", "=", ","}:
            name = cursor.words[cursor.at]
            sign = cursor.after()
            if sign == "=" and name.text not in self.variables:
                fault(f"{shown(name.text)} is not declared", name.start, name.end)
            self.variables.append(name.text)
            cursor.at += 2
            count += 1
            if sign != ",":
                return
            if context != "range" or count > 1:
                cursor.at -= 1
                cursor.wrong()
            if cursor.kind not in {"variable", ""}:
                cursor.missing("a variable")

    def command(self, cursor: Cursor, stage: int) -> None:
        """A value, or a function with its values."""
        first = self.operand(cursor)
        values = 0
        while cursor.kind and cursor.text not in {")", "|"}:
            before = cursor.words[cursor.at - 1]
            if before.end == cursor.words[cursor.at].start:
                cursor.wrong()
            _hold_count(self.operand(cursor), 0)
            values += 1
        # What is in brackets, or in a variable, is called only through a field of it.
        constant = first.kind in {*_NO_ARGUMENTS, "variable", "sign"} or first.text in {"true", "false", "nil"}
        if constant and (stage or values):
            fault(f"{shown(first.text)} is no function", first.start, first.end)
        if first.text == "nil":
            fault("'nil' is no value of its own", first.start, first.end)
        _hold_count(first, values + (stage > 0))

    def operand(self, cursor: Cursor) -> Word:
        """One value with its fields; its first word."""
        if not cursor.kind:
            cursor.missing("a value")
        first = cursor.words[cursor.at]
        if cursor.skip("("):
            self.pipeline(cursor, "")
            cursor.expect(")")
        elif first.text in _WORDS_OF_TAGS or not cursor.take("field", "variable", "name", *_NO_ARGUMENTS):
            cursor.wrong()
        if first.kind == "variable" and first.text not in self.variables:
            fault(f"{shown(first.text)} is not declared", first.start, first.end)
        chained = False
        while cursor.kind == "field" and cursor.words[cursor.at].start == cursor.words[cursor.at - 1].end:
            cursor.at += 1
            chained = True
        if chained and (first.kind in _NO_ARGUMENTS or first.text in {"true", "false", "nil"}):
            fault(f"{shown(first.text)} has no fields", first.start, first.end)
        if chained:
            _hold_count(first, 0)
        return first._replace(kind="chain") if chained else first


def _hold_count(first: Word, given: int) -> None:
    """Refuse a number of values that a function of the package never takes."""
    if first.kind == "name" and not _LEAST.get(first.text, 0) <= given <= _MOST.get(first.text, given):
        least, most = _LEAST[first.text], _MOST.get(first.text, 0)
        wanted = f"{least}" if least == most else f"at least {least}"
        fault(f"{first.text!r} takes {wanted} value{'s' * (least > 1)}, not {given}", first.start, first.end)


def _hold_word(word: Word, source: str, end: int) -> None:
    """Refuse a word that cannot be read."""
    if word.kind == "number" and not _NUMBER.fullmatch(word.text):
        fault(f"{shown(word.text)} is no number", word.start, word.end)
    if word.kind in {"field", "variable", "name", "dot"} and word.end < end and source[word.end] not in _BEHIND:
        fault(f"{shown(source[word.end])} is not expected after {shown(word.text)}", word.end, word.end + 1)
