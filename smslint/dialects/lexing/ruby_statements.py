"""The parts of Ruby code in a tag that open, divide or end a block whose other parts are in other tags.

``name = user.name; if name`` is a statement and the start of a condition: each is read as if it had a tag to itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from smslint.records import NamedTuple
from smslint.text.patterns import later
from smslint.vocabulary import word_set


class Part(NamedTuple):
    """Some code, from one offset to another."""

    word: str
    """What it does to the blocks of other tags: ``if``, ``else``, ``end``, ``do``, ``{`` …; empty for nothing."""
    start: int
    end: int


class _Word(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


_WORDS: Final = later(
    r"(?P<space>[ \t\r\f\v]+|\\\r?\n|#[^\n]*)|(?P<stop>[;\n])"
    r"|(?P<string>\"(?:\\.|#\{(?:[^{}\"']|\"[^\"]*\"|'[^']*'|\{[^{}]*\}){0,400}\}|[^\"\\])*+\"|'(?:\\.|[^'\\])*+'|`[^`]*`)"
    r"|(?P<number>0[xXbBoO]\w+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?(?:(?:r?i|r)(?!\w))?|:[^\W\d]\w*[?!=]?|:\"[^\"]*\")|(?P<label>[^\W\d]\w*[?!]?:(?!:))"
    r"|(?P<member>(?:&?\.|::)\s*[^\W\d]\w*[?!]?)|(?P<opens>do\b\s*(?:\|[^|\n]*\|)?|\{\s*(?:\|[^|\n]*\|)?)"
    r"|(?P<name>(?:@{1,2}|\$)?[^\W\d]\w*(?:[?!](?![=~]))?)"
    r"|(?P<closer>[)\]}])|(?P<sign>\.{2,3}|&&|\|\||=>|[-+*=>!.,(\[|&~^<?:%/])",
    re.DOTALL,
)
_LITERAL: Final = later(
    r"/(?:\\.|[^/\\\n])*+/[a-z]*|\?[^\s\w](?!\w)"
    r"|%[qQwWiIr]?(?:\([^()]*+\)|\[[^\[\]]*+\]|\{[^{}]*+\}|<[^<>]*+>|\|[^|]*+\||![^!]*+!)[a-z]*"
)
"""What the signs ``/``, ``?`` and ``%`` begin where no value is in front of them."""
_HEREDOC: Final = later(r"<<[~-]?[\"'`A-Z_]")
_TOUCHED: Final = later(
    r"[;{}]|(?<![^\W\d])(?:if|unless|case|while|until|for|begin|do|end|else|elsif|when|in|rescue|ensure|def|class|module)\b"
)
_AT_START: Final = later(r"\s*(if|unless|case|while|until|for|begin|elsif|else|when|in|end|\})(?![\w?!:])")
_DO_AT_END: Final = later(r"(?:\bdo\b|\{)\s*(?:\|[^|]*\|)?\s*\Z")
_LOOPS: Final = word_set("while until for")
_OPENS: Final = _LOOPS | word_set("if unless case begin def class module")
_MODIFIES: Final = word_set("if unless while until rescue")
"""Behind a value these ask for its statement."""
_DIVIDES: Final = word_set("else elsif when in rescue ensure")
_NO_VALUES: Final = _OPENS | _DIVIDES | word_set("then and or not")
_VALUES: Final = word_set("string number member name closer literal")
_ENDS: Final = {"closer": word_set(") ] }"), "name": word_set("end")}
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
_HEADLESS: Final = word_set("begin else ensure")
"""What may follow these directly is a statement of its own."""


def word(code: str) -> str:
    """What code that is one part does to the blocks of other tags."""
    return parts(code)[-1].word


@lru_cache(maxsize=512)
def parts(code: str) -> tuple[Part, ...]:
    """The parts of some code, which cover it."""
    whole = Part("", 0, len(code))
    if _TOUCHED.search(code) is None:
        return (whole,)
    words = _words(code)
    loose = None if words is None else _loose(words)
    if words is None or loose is None:
        return (whole._replace(word=_by_its_ends(code)),)
    found = [whole]
    for at, beyond in zip(loose, (*loose[1:], len(words)), strict=False):
        each, (begun, start, end) = words[at], found[-1]
        keeps = each.kind == "opens" and not begun  # what the block belongs to is in front of it
        if keeps or not code[start : each.start].strip("; \t\r\n"):
            found[-1] = Part(_name(each), start, end)
        else:
            found[-1:] = [Part(begun, start, each.start), Part(_name(each), each.start, end)]
        head = min(_head(words, at), beyond)  # ``case name when "Ann"; x``: the next word ends the head, too
        if head < len(words):
            start = found[-1].start
            found[-1:] = [Part(_name(each), start, words[head].start), Part("", words[head].start, end)]
    return tuple(found)


def _name(opened: _Word) -> str:
    return opened.text.partition("|")[0].strip() if opened.kind == "opens" else opened.text


def _head(words: list[_Word], at: int) -> int:
    """Where the statement begins that follows the head of a block."""
    if words[at].kind != "opens" and words[at].text not in _HEADLESS:
        depth, loops = 0, words[at].text in _LOOPS
        while at + 1 < len(words):
            at += 1
            kind, text = words[at].kind, words[at].text
            depth += (text[:1] in {"(", "[", "{"}) - (text in {")", "]", "}"})
            if depth <= 0 and (kind == "stop" or text == "then" or (loops and kind == "opens" and text[0] == "d")):
                break
    at += 1
    while at < len(words) and words[at].kind == "stop":
        at += 1
    return at


def _by_its_ends(code: str) -> str:
    """The same of code that is not read: a word at its start, or an open block at its end."""
    starts = _AT_START.match(code)
    return starts[1] if starts is not None else "do" if _DO_AT_END.search(code) else ""


def _words(code: str) -> list[_Word] | None:
    """The words, and the ends of statements between them; ``None`` if the code is not read."""
    found: list[_Word] = []
    at = 0
    while at < len(code):
        before = found[-1] if found else None
        match = None if _is_operand(code, at, before) else _LITERAL.match(code, at)
        kind = "literal"
        if match is None:
            match = _WORDS.match(code, at)
            kind = (match.lastgroup or "") if match is not None else ""
        if match is None or _HEREDOC.match(code, at):
            return None
        at = match.end()
        if kind == "label" and not _is_argument(before):  # ``if:x`` is ``if :x``
            kind, at = "name", at - 1
        if kind == "space" or (
            match[0] == "\n" and not _is_value(before) and (before is None or before.kind != "opens")
        ):
            continue
        if kind == "member" and before is not None and before.text == "\n":
            found.pop()
        found.append(_Word(kind, code[match.start() : at], match.start(), at))
    return found


def _is_value(before: _Word | None) -> bool:
    """Whether a value ends here."""
    return before is not None and before.kind in _VALUES and not (before.kind == "name" and before.text in _NO_VALUES)


def _is_argument(before: _Word | None) -> bool:
    """Whether a value with a label may stand here."""
    return before is not None and before.kind != "stop" and before.text not in {"then", "do"}


def _is_operand(code: str, at: int, before: _Word | None) -> bool:
    """Whether a sign stands between two values: ``a / b``, but not ``split /,/``."""
    if code[at] not in "/?%":
        return True
    if not _is_value(before) or before is None:
        return False
    apart = before.end < at and not code[at + 1 : at + 2].isspace()
    return before.kind != "name" or before.text == "end" or not apart


def _loose(words: list[_Word]) -> list[int] | None:
    """The words that open, divide or end a block of which not all is here; ``None`` if brackets do not match."""
    opened: list[int] = []
    divides: dict[int, list[int]] = {}
    """The arms of each block, by the index of the word that opens it."""
    closed: list[int] = []
    rounds = False
    """Whether ``do`` belongs to a loop."""
    for at, (kind, text, _, _) in enumerate(words):
        before = words[at - 1] if at else None
        if kind == "stop":
            rounds = False
        elif kind == "opens" or text in {"(", "["} or (kind == "name" and _begins(words, at)):
            if rounds and kind == "opens" and text[0] == "d":
                rounds = False
                continue
            rounds = rounds or text in _LOOPS
            opened.append(at)
        elif text in _ENDS.get(kind, ()):
            wanted = _PAIRS.get(text)
            if not opened and text in {"}", "end"}:
                closed.append(at)
            elif (
                not opened
                or (words[opened[-1]].text[:1] in {"(", "[", "{"}) is (wanted is None)
                or wanted not in {None, words[opened[-1]].text[:1]}
            ):
                return None
            else:
                divides.pop(opened.pop(), None)
        elif kind == "name" and text in _DIVIDES:
            around = words[opened[-1]].text if opened else ""
            if not (text in _MODIFIES and _is_value(before)) and (text != "in" or before is None or around == "case"):
                divides.setdefault(opened[-1] if opened else -1, []).append(at)
    left = [at for at in opened if words[at].text not in {"(", "["}]
    return sorted((*closed, *left, *(at for arms in divides.values() for at in arms)))


def _begins(words: list[_Word], at: int) -> bool:
    """Whether a word begins a block."""
    word, before = words[at], words[at - 1] if at else None
    if word.text not in _OPENS or (word.text in _MODIFIES and _is_value(before)):
        return False
    return before is None or before.text != "def"
