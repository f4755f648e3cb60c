"""What Liquid's engines read in a tag or an output, what all of them refuse, and what they read in different ways.

The gem is lax unless it is told otherwise: it takes the first thing that looks like a value and forgets the rest. Its strict mode,
python-liquid and liquidjs refuse the same code, or read another value in it. Where one of them does, nothing is known about the text.
Source: ``Liquid::Parser`` for the strict grammar, the patterns of each tag (``Syntax``) for the lax one.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from smslint.dialects.syntax.cursor import Cursor, TooDeep, Unchecked, fault, pieces, shown
from smslint.dialects.syntax.liquid_filters import TAKES
from smslint.errors import TemplateError
from smslint.records import NamedTuple
from smslint.text.patterns import later

if TYPE_CHECKING:
    import re
    from collections.abc import Callable


class Verdict(NamedTuple):
    """What the engines say about the code of a tag."""

    fault: tuple[str, int, int] | None = None
    """Why all of them refuse it, and where."""
    doubtful: bool = False
    """Whether one of them refuses it, or prints another value."""
    chooses: bool = False
    """Whether they read another condition in it: each engine renders one of the arms."""


_PIECES: Final = later(
    r"""(?P<space>\s+)|(?P<comparison>==|!=|<>|<=?|>=?|contains(?=\s))|(?P<string>'[^']*'|"[^"]*")|(?P<number>-?\d+(?:\.\d+)?)"""
    r"""|(?P<name>(?:[^\W\d]\w*\.)?\$\{[^{}]*\}|\{\{[^{}]*\$\{[^{}]*\}[^{}]*\}\}|[^\W\d][\w-]*\??)|(?P<sign>\.\.|[|.:,\[\]()=])"""
)
"""Braze writes the name of an attribute as ``${name}``, and in a tag also with the braces of an output around it."""
_PLAIN: Final = later(r"\s*(?!(?:contains|and|or)\b)[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*\s*")
_FRAGMENT: Final = r"""(?:"[^"]*"|'[^']*'|(?:[^\s,|'"]|"[^"]*"|'[^']*')+)"""
_COMPARED: Final = later(rf"\s*(?>{_FRAGMENT})\s+(===|!==|=[<>!]?|!)(?![=!<>])")
_OPERATORS: Final = frozenset({"and", "or", "contains"})
"""Words that are names to some engines."""
_OPEN_QUOTE: Final = later(r"""(?:"[^"]*"|'[^']*'|[^"'])*+["']""")


def is_output(code: str) -> bool:
    """Whether all engines read an output or the value of an assignment in the same way."""
    return _PLAIN.fullmatch(code) is not None or _is_output(code)


@lru_cache(maxsize=512)
def _is_output(code: str) -> bool:
    try:
        cursor = Cursor(pieces(_PIECES, code, 0, len(code)), 0, len(code))
        _output(cursor)
        cursor.finish()
    except (TemplateError, TooDeep):
        return False
    return True


@lru_cache(maxsize=512)
def verdict(word: str, code: str) -> Verdict:
    """What the engines say about a tag.

    :param word: of the tag.
    :param code: what follows the word, without white space around it.
    """
    grammar = _TAGS.get(word)
    if grammar is None:
        return Verdict(doubtful=word in _ALONE and bool(code))
    if grammar is _condition and _PLAIN.fullmatch(code):
        return Verdict()
    try:
        cursor = Cursor(pieces(_PIECES, code, 0, len(code)), 0, len(code))
        chooses = grammar(cursor)
        cursor.finish()
    except TemplateError as error:
        unknown = _COMPARED.match(code) if grammar is _condition else None
        if word in _LAX and not _LAX[word].search(code) and not _OPEN_QUOTE.match(code):
            return Verdict((str(error), *error.span))
        if unknown is not None:
            return Verdict((f"{shown(unknown[1])} is no comparison in Liquid", *unknown.span(1)))
        return Verdict(doubtful=True)
    except Unchecked:
        return Verdict(doubtful=True)
    return Verdict(chooses=bool(chooses))


def _value(cursor: Cursor) -> None:
    """A text, a number, a range, or a name with the keys behind it."""
    if cursor.skip("("):
        _value(cursor)
        cursor.expect("..")
        _value(cursor)
        cursor.expect(")")
    elif not cursor.take("string", "number"):
        if cursor.skip("["):
            _value(cursor)
            cursor.expect("]")
        elif cursor.text in _OPERATORS:
            cursor.missing("a value")
        else:
            cursor.need("a value", "name")
        _keys(cursor)


def _word(cursor: Cursor) -> None:
    """A value in a tag, where a lax engine ends it at white space."""
    first = cursor.at
    _value(cursor)
    for left, right in pairwise(cursor.words[first : cursor.at]):
        if left.end < right.start:
            fault("white space is inside a value", left.end, right.start)


def _in(cursor: Cursor) -> None:
    cursor.expect("in")
    if cursor.kind and cursor.words[cursor.at].start == cursor.words[cursor.at - 1].end:
        cursor.missing("white space")


def _keys(cursor: Cursor) -> None:
    while True:
        if cursor.skip("."):
            cursor.need("a name", "name")
        elif cursor.skip("["):
            _value(cursor)
            cursor.expect("]")
        else:
            return


def _output(cursor: Cursor) -> None:
    _value(cursor)
    while cursor.skip("|"):
        name = cursor.text
        cursor.need("the name of a filter", "name")
        _arguments(cursor, name)


def _arguments(cursor: Cursor, name: str) -> None:
    """The values behind a filter. The gem prints an error in place of the text where there are too many or too few."""
    first, values, named = cursor.words[cursor.at - 1], 0, False
    if cursor.skip(":"):
        while True:
            if _argument(cursor):
                named = True
            else:
                values += 1
            if not cursor.skip(","):
                break
    least, most = TAKES.get(name, (0, values + named))
    if not least <= values + named <= most:
        fault(f"the filter {shown(name)} does not take this number of values", first.start, first.end)


def _argument(cursor: Cursor) -> bool:
    """Whether it has a name: all of these together are one value."""
    named = cursor.kind == "name" and cursor.after() == ":"
    if named:
        cursor.at += 2
    _value(cursor)
    return named


def _condition(cursor: Cursor) -> bool:
    """Values, compared and joined.

    :returns: whether a lax engine reads them in another way: ``name=='x'`` is one name to it.
    """
    tight = False
    while True:
        if cursor.after(2) == ")" and cursor.skip("("):  # a lax engine reads the name in the brackets
            cursor.need("a name", "name")
            cursor.expect(")")
        else:
            _word(cursor)
        if cursor.take("comparison"):
            tight = _operator(cursor) or tight
            _word(cursor)
        if not cursor.skip("and", "or"):
            return tight


def _operator(cursor: Cursor) -> bool:
    """Whether the operator in front touches the value before it."""
    before, operator = cursor.words[cursor.at - 2 : cursor.at]
    following = cursor.words[cursor.at] if cursor.kind else None
    touches = before.end == operator.start
    if following and following.text[:1].islower() and touches == (operator.end < following.start):
        # A lax engine reads ``==x`` as one operator, and in ``name== x`` the ``x`` as the operator.
        fault("white space is missing around it", operator.start, operator.end)
    return touches


def _loop(cursor: Cursor) -> None:
    _target(cursor, "the name of an item")
    _in(cursor)
    _word(cursor)
    cursor.skip("reversed")
    while cursor.skip("limit", "offset"):
        cursor.expect(":")
        _word(cursor)


def _table(cursor: Cursor) -> None:
    _target(cursor, "the name of an item")
    _in(cursor)
    _word(cursor)
    while cursor.take("name"):
        cursor.expect(":")
        _word(cursor)
        cursor.skip(",")


def _arms(cursor: Cursor) -> None:
    """The values of a ``when``: what stands between two of them, or behind the last, makes no difference."""
    _word(cursor)
    while cursor.kind:
        if not cursor.skip(",", "or"):
            _word(cursor)


def _target(cursor: Cursor, what: str = "a name") -> None:
    """The name of something new.

    :raises Unchecked: at one that an engine cannot give.
    """
    word = cursor.need(what, "name")
    if word.text.endswith("?") or word.text in _OPERATORS:
        raise Unchecked


def _assignment(cursor: Cursor) -> None:
    _target(cursor)
    cursor.expect("=")
    _output(cursor)


def _capture(cursor: Cursor) -> None:
    if not cursor.take("string"):
        _target(cursor)


def _cycle(cursor: Cursor) -> None:
    _word(cursor)
    if cursor.skip(":"):
        _word(cursor)
    while cursor.skip(","):
        _word(cursor)


def _part(cursor: Cursor) -> None:
    """What a part is called may be written in more ways than in values: Jekyll has ``{% include footer.html %}``."""
    if not cursor.kind:
        cursor.missing("the name of a template")
    cursor.at = len(cursor.words)


_TAGS: Final[dict[str, Callable[[Cursor], bool | None]]] = {
    "if": _condition,
    "unless": _condition,
    "elsif": _condition,
    "for": _loop,
    "tablerow": _table,
    "case": _word,
    "when": _arms,
    "assign": _assignment,
    "capture": _capture,
    "cycle": _cycle,
    "include": _part,
    "render": _part,
}
_ALONE: Final = frozenset(
    {"else", "raw", "endif", "endunless", "endcase", "endfor", "endcapture", "endtablerow", "break", "continue"}
)
"""Tags behind whose word some engines allow nothing."""


_ANYTHING: Final = later(r"\S")
_NOT_ONLY_COMMAS: Final = later(r"[^\s,]")
_LAX: Final[dict[str, re.Pattern[str]]] = {
    "if": _NOT_ONLY_COMMAS,
    "unless": _NOT_ONLY_COMMAS,
    "elsif": _NOT_ONLY_COMMAS,
    "for": later(rf"\A[\w-]+\s+in\b\s*{_FRAGMENT}"),
    "tablerow": later(rf"\w+\s+in\b\s*{_FRAGMENT}"),
    "case": _ANYTHING,
    "assign": later(r"[\w\-.\[\]]\)?\s*="),
    "capture": _ANYTHING,
    "cycle": _ANYTHING,
    "include": _ANYTHING,
    "render": _ANYTHING,
}
"""What even a lax engine looks for in the code of a tag: it refuses the tag where this is not found."""
