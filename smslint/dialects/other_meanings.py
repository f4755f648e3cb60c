"""Fields of another language that mean something else in this one: ``{{ day }}`` is printed as ``{ day }`` by ``str.format``, and calls
a function ``day`` in Go.

A pair of escapes is often intended: another program fills what is left. So it counts only where nothing else in the text is filled, or
where the name is one that the project or the list has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.field_names import folded, is_usual
from smslint.dialects.merge_fields import UNKNOWN, MergeField, merge_fields, names
from smslint.records import NamedTuple
from smslint.text.patterns import later
from smslint.text.tree import Literal, Placeholder

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

ESCAPES: Final = {"brace": "{{", "csharp": "{{", "percent": "%%", "php_sprintf": "%%"}
"""The dialects that print half of a doubled sign, with which fields of other languages begin."""
_PLAIN: Final = later(r"\{\{\s?[^\W\d][\w.]*\s?\}\}|(?<!\d)%%[^\W\d][\w.]*%%")
_BEGUN: Final = later(r"(?<![\w%])%([^\W\d_]\w{2,40})(?![\w%])")
_OF_GO: Final = later(r"\{\{-?\s*([A-Za-z_]\w*)\s*(?:\||-?\}\})")
_OF_GO_ITSELF: Final = frozenset(
    (
        "nil",
        "true",
        "false",
        "else",
        "end",
        "break",
        "continue",
        "return",
        "now",
        "uuidv4",
        "html",
        "js",
        "urlquery",
        "print",
        "println",
    )
)
"""Words that are no field and may stand alone: Go's own, and functions of Sprig without arguments."""


class OtherMeaning(NamedTuple):
    """A field of another language, and what this one makes of it."""

    field: MergeField
    meaning: str
    """A sentence for people."""


def other_meanings(
    body: str, dialect: str, leaves: Iterable[Literal | Placeholder], known: Container[str] = ()
) -> Iterator[OtherMeaning]:
    """The fields of other languages that a dialect, which somebody stated, prints or reads as something else.

    :param leaves: the leaves of the tree of the text.
    :param known: names that the project or the list has, as :func:`smslint.dialects.merge_fields.folded` makes them.
    """
    if dialect == "go":
        yield from _calls_of_go(body, leaves)
    elif dialect in {"percent", "php_sprintf"} and "%" in body:
        leaves = list(leaves)
        yield from _escaped(body, leaves, known)
        yield from _begun(body, leaves, known)
    elif (sign := ESCAPES.get(dialect)) is not None and sign in body:
        yield from _escaped(body, list(leaves), known)


def _escaped(body: str, leaves: list[Literal | Placeholder], known: Container[str]) -> Iterator[OtherMeaning]:
    filled = any(isinstance(each, Placeholder) for each in leaves)
    starts = {each.span.start for each in leaves if isinstance(each, Literal) and not each.verbatim}
    for match in _PLAIN.finditer(body):
        written, start = match[0], match.start()
        field = next(iter(merge_fields(written, known)), None)
        if field is not None and start in starts and (not filled or names(written, known)):
            printed = re.sub(r"([{}%])\1", r"\1", written)
            place = field._replace(start=start, end=match.end())
            yield OtherMeaning(place, f"The stated dialect prints it as {printed!r}.")


def _begun(body: str, leaves: list[Literal | Placeholder], known: Container[str]) -> Iterator[OtherMeaning]:
    """Names of which the first letter is read as a conversion: ``%name`` is the line break ``%n`` and ``ame``."""
    starts = {each.span.start for each in leaves if isinstance(each, Placeholder) or not each.verbatim}
    for match in _BEGUN.finditer(body):
        name = match[1]
        if match.start() in starts and (is_usual(name) or folded(name) in known):
            meaning = f"The stated dialect reads {match[0][:2]!r} in it, and sends {name[1:]!r}."
            yield OtherMeaning(MergeField(name, UNKNOWN, *match.span()), meaning)


def _calls_of_go(body: str, leaves: Iterable[Literal | Placeholder]) -> Iterator[OtherMeaning]:
    for each in leaves:
        match = _OF_GO.match(body, each.span.start, each.span.end) if isinstance(each, Placeholder) else None
        if match is not None and match[1] not in _OF_GO_ITSELF:
            name = match[1]
            field = MergeField(name, "Jinja, Liquid or Handlebars", each.span.start, each.span.end)
            yield OtherMeaning(field, f"In Go it calls a function named {name!r}; a field is {{{{ .{name} }}}}.")
