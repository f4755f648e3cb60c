"""What PHP's calls are given: keys of a catalogue, names of files, texts that they change, and the text that they send."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.calls import BY_NAME, CHANGES, FORMATS, is_key, loads, takes_no_text, tells_developers, translated
from smslint.sources.channels import is_channel, sets_text
from smslint.sources.helpers import sent_argument
from smslint.sources.php_expressions import Elsewhere, String, holds_text
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.sources.options import Options
    from smslint.sources.php_expressions import Item
    from smslint.sources.sending_calls import Given
    from smslint.span import Span

_VARIABLE: Final = re.compile(r"\$?([\w\\]+)((?:(?:\?->|->|::\$?)\w+|\[\s*['\"]?\w+['\"]?\s*\])*)", re.ASCII)
_STEP: Final = re.compile(r"(?:->|::\$?)(\w+)|\[\s*(?:(['\"])(\w+)\2|(\$?\w+))\s*\]")
_FIXED: Final = re.compile(r"(?i:null|true|false|[-\d.]+|\[.*|array\(.*|fn\b.*|function\b.*|)", re.DOTALL)
"""A value that is no text, or holds texts of its own."""
_HOLDS: Final = re.compile(r"['\"{]|<<<|\bmatch\b")
_ENTRY: Final = re.compile(r"\[\s*(['\"])[\w.-]+\1\s*\]")
_MADE: Final = re.compile(
    r"(?:new\s+)?[\w\\]*\b[A-Z]\w*\((?:[^'\"]|'[^']*'|\"[^\"]*\"){0,500}?(?:'[^']*\s[^']*'|\"[^\"]*\s[^\"]*\")\s*,?\s*\)",
    re.DOTALL,
)
"""A message that is made in the call, with its text at the end: ``new SMS($to, "Shop", "Your order is ready.")``."""
_CALL: Final = re.compile(r"([A-Za-z_][\w]*)\s*\(")


_BINDS: Final = re.compile(r"\b(?:(?P<loop>foreach)|fn|function)\s*+\Z", re.IGNORECASE)
_AS: Final = re.compile(r"\bas\b(?P<names>[^()]*)\)\Z", re.IGNORECASE)
_LONGEST_WORD: Final = 20
_COMPARES: Final = frozenset({"in_array", "array_search", "array_key_exists"})
"""Functions that look for a value in a list."""


_TARGET: Final = later(r"(?:->|::\$?|\[\s*['\"])(\w+)(?:['\"]\s*\])?\s*(?:\.|\?\?)=")
"""An attribute or an entry to which something is added."""


_GIVEN: Final = r"\((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+\)"
_BEFORE: Final = later(
    rf"\(\s*+new\s++(?P<class>[\w\\]++)\s*+(?:{_GIVEN})?\s*+\)\s*+(?:\??->\w++\s*+{_GIVEN}\s*+)*+\??->\w++\s*+\Z"
)
"""What is before the arguments of a method of an object that is made there: ``(new VonageMessage)->from("x")->content``."""
_MAKES: Final = later(r"\$(\w++)\s*+=\s*+\(?\s*+(?:new\s++)?([\w\\]++)")
_RETURNS: Final = later(r"^[ \t]*+(?:<\?php[ \t]++)?return\s*+(?:\[|array\b)", re.MULTILINE)
_LOOKED_BACK: Final = 2_000


class Role(Enum):
    """What an argument of a call is."""

    TEXT = "a text, if there is one in it"
    FORMAT = "a text with holes that the call fills"
    KEY = "the key of a text"
    CHANGED = "a text of which the call makes another"
    NOTHING = "no text"


class Argument(NamedTuple):
    """An argument of a call that was read."""

    given: Given
    place: Span
    known: bool
    """Whether its text was read, or was already said to be unknown."""


def role(callee: tuple[str, ...], index: int, items: Sequence[Item]) -> Role:
    """What an argument is to the function that it is given to."""
    if not callee:
        return Role.TEXT
    if tells_developers(callee) or (callee[-1] == "define" and index == 0):
        return Role.NOTHING
    texts = holds_text(list(items))
    written = outline(items)
    places = translated(callee)
    if places is not None:
        if index not in places:
            return Role.NOTHING
        return Role.KEY if texts and is_key(callee, written) else Role.TEXT
    if callee[-1] in BY_NAME and index == 0:
        return Role.NOTHING
    if callee[-1] in CHANGES:
        made = index == CHANGES[callee[-1]] and (texts or any(isinstance(each, Elsewhere) for each in items))
        return Role.CHANGED if made else Role.NOTHING
    if callee[-1] in FORMATS:
        return Role.FORMAT if index == 0 else Role.NOTHING
    return Role.NOTHING if texts and takes_no_text(callee, written) else Role.TEXT


def outline(items: Sequence[Item]) -> str:
    """The text of an expression with ``x`` for each part that is not written here."""
    return "".join(
        "".join("x" if piece.text is None else piece.text for piece in each.pieces) if isinstance(each, String) else "x"
        for each in items
    )


def is_silent(callee: tuple[str, ...], index: int | None) -> bool:
    """Whether an array or a call in this argument holds no message: what fills a translated or formatted text."""
    if not callee or index is None:
        return False
    places = translated(callee)
    if callee[-1] in CHANGES and index != CHANGES[callee[-1]]:
        return True
    if callee[-1] in BY_NAME and index == 0:
        return True
    filling = (places is not None and index not in places) or (callee[-1] in FORMATS and index > 0)
    return filling or callee[-1] in _COMPARES or tells_developers(callee)


def with_class(callee: tuple[str, ...], text: str, start: int) -> tuple[str, ...]:
    """A method that sets a text, with the class of its object, if that is a message of Laravel's channels; else the call as it is.

    :param start: where its arguments begin.
    """
    if not sets_text(callee[-1]):
        return callee
    owners = [each for each in callee[:-1] if is_channel(each)]
    before = _BEFORE.search(text[max(0, start - _LOOKED_BACK) : start])
    if before is not None:
        owners.append(before["class"].rpartition("\\")[2])
    elif not owners and len(callee) > 1:
        owners = [
            each[2].rpartition("\\")[2]
            for each in _MAKES.finditer(text, max(0, start - _LOOKED_BACK), start)
            if each[1] == callee[0]
        ]
    return (owners[-1], callee[-1]) if owners and is_channel(owners[-1]) else callee


def body(callee: tuple[str, ...], given: Sequence[Argument], source: str, options: Options) -> Argument | None:
    """The argument that a call sends, if it is a text or can be one."""
    index = sent_argument(callee, [each.given for each in given], source, options)
    if index is None:
        return None
    written = given[index].given.source
    fixed = not given[index].known and (_FIXED.fullmatch(written) or _MADE.fullmatch(written))
    return None if fixed else given[index]


def returns_array(text: str) -> bool:
    """Whether a file returns an array, as a catalogue does."""
    return _RETURNS.search(text) is not None


def may_be_text(written: str) -> bool:
    """Whether an expression without a text of its own may give one: a variable, a constant, what a setting holds."""
    return _FIXED.fullmatch(written) is None and (is_loaded(written) or _HOLDS.search(_ENTRY.sub("", written)) is None)


def is_loaded(written: str) -> bool:
    """Whether an expression is what a file, a template or a setting holds."""
    return any(loads((found[1],)) for found in _CALL.finditer(written))


def variable(written: str) -> tuple[str, ...]:
    """``$order->body`` as its names, if the expression is only a variable, a property or an item of one."""
    found = _VARIABLE.fullmatch(written)
    if found is None:
        return ()
    return (found[1], *(step[1] or step[3] or step[4] for step in _STEP.finditer(found[2])))


def bound_names(text: str, start: int, end: int) -> list[str]:
    """The variables to which a loop, or the call of a function without a name, gives a value that is not written here.

    :param start: where the parenthesis of the loop or function begins.
    """
    before = _BINDS.search(text, max(start - _LONGEST_WORD, 0), start)
    if before is None:
        return []
    written = text[start:end]
    if before["loop"]:
        found = _AS.search(written)
        written = found["names"] if found is not None else ""
    return re.findall(r"\$(\w+)(?!\s*=[^>])", written)


def added_to(source: str) -> Iterator[str]:
    """The names of the attributes and the entries to which something is added."""
    return (each[1] for each in _TARGET.finditer(source))
