"""A text in which a method replaces some words by others: ``TEMPLATE.replace("NAME", name)``, ``strtr($text, [":name" => $name])``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources import replaced
from smslint.sources.code.values import LARGEST, Value, fixed, followed, hole, size_of
from smslint.span import Span
from smslint.text.tree import Literal, Sequence, leaves
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence as Many

    from smslint.text.tree import Node

    Given = tuple[str | None, Value]

REPLACES: Final = word_set("replace Replace replaceAll ReplaceAll replaceFirst replacingOccurrences gsub sub")
_FIRST: Final = word_set("replaceFirst sub")
"""Methods that replace only the first place."""
_KEYS: Final = frozenset({None, "of", "with"})
_COUNTS: Final = frozenset({"1", "-1"})
"""How many places are replaced, where a method is told: the first one, or all."""
_ESCAPED: Final = re.compile(r"\\(\W)")
_PATTERN: Final = re.compile(r"\\|[*+?|^]")
"""What only a regular expression has."""
_LEAST: Final = 3
ADJUSTS: Final = word_set("ucfirst lcfirst nl2br wordwrap str_pad")
"""Functions of PHP for the look of a text."""
_WIDTH: Final = 75
"""Characters of a line of ``wordwrap``, if it is not told."""


def replacing(name: str, values: Many[Given], *, first: bool) -> Value | None:
    """A text after a method that replaces something in it; ``None`` if it is not known what.

    :param values: the text, what is looked for, and what it becomes.
    :param first: whether ``replace`` replaces only the first place in this language.
    """
    if len(values) < _LEAST or not values[0][1].written or not _KEYS.issuperset(key for key, _ in values):
        return None
    text, old, new, *counts = (each for _, each in values)
    if len(counts) > 1 or any(each.source not in _COUNTS for each in counts):
        return None
    wanted = _ESCAPED.sub(r"\1", fixed(old) or "")
    if not wanted or _PATTERN.search(wanted) is not None:
        return None
    once = name in _FIRST or (first and name == "replace") or any(each.source == "1" for each in counts)
    return _with(text, wanted, new, everywhere=not once)


def translating(text: Value, table: Iterable[Given]) -> Value | None:
    """A text in which each key of a table has become its value: ``strtr``."""
    found: Value | None = text
    for key, value in table:
        if found is None or not key:
            return None
        found = _with(found, key, value, everywhere=True)
    return found


def _with(text: Value, old: str, new: Value, *, everywhere: bool) -> Value | None:
    new = followed(new)
    whole = Sequence(text.parts, Span(0, 0))
    if (
        not replaced.is_field(old)
        and not all(isinstance(leaf, Literal) for leaf in leaves(whole))
        and not _has(whole, old)
    ):
        return None  # a value may have it

    def by(place: Span) -> Node:
        return Sequence(new.parts, Span(0, 0)) if new.written else hole(new.source, place)

    made = replaced.replaced(whole, replaced.Replacing(old, everywhere, by))
    size = size_of([made])
    if size > LARGEST or (_has(made, old) and everywhere):  # in a literal that is written with escapes
        return None
    return Value(made.parts if isinstance(made, Sequence) else (made,), True, size, text.place, text.source)


def _has(node: Node, old: str) -> bool:
    return any(isinstance(leaf, Literal) and old in leaf.text for leaf in leaves(node))


def adjusted(name: str, given: Many[Value]) -> Value | None:
    """What a function of PHP for the look of a text makes of it; ``None`` if that is not known.

    :param given: the text, and what the function is given beside it.
    """
    text = given[0]
    first = text.parts[0] if text.parts else None
    if name in {"ucfirst", "lcfirst"}:
        if len(given) > 1 or not isinstance(first, Literal) or not first.text[:1].isascii() or not first.text:
            return None
        letter = first.text[0].upper() if name == "ucfirst" else first.text[0].lower()
        return text._replace(parts=(first._replace(text=letter + first.text[1:]), *text.parts[1:]))
    known = fixed(text)
    if known is None or (name == "nl2br" and "\n" in known):
        return None
    if name == "nl2br":
        return text
    width = _WIDTH if name == "wordwrap" and len(given) == 1 else _number(given[1]) if len(given) > 1 else None
    if width is None or not known.isascii():
        return None
    if name == "wordwrap":
        return text if all(len(line) <= width for line in known.split("\n")) else None
    return text if len(known) >= width else None


def _number(value: Value) -> int | None:
    return int(value.source) if value.source.isascii() and value.source.isdigit() else None
