"""Texts of ``sprintf`` to which PHP adds others: ``sprintf('Hi %s', $name) . '. Bye!'`` is one text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.brackets import split
from smslint.sources.expression import Piece
from smslint.sources.php_expressions import Mark, String

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.sources.php_brackets import OpenBracket

_FIELD: Final = re.compile(
    r"%(?:(?P<sign>%)|(?:(?P<place>\d+)\$)?(?P<form>(?:[-+ 0]|'[\x00-\x7f])*\d*(?:\.\d*)?l?[bcdeEfFgGhHosuxX]))",
    re.ASCII,
)
_AS_GIVEN: Final = ("s", "d")
"""Conversions that add nothing to a value: what others print depends on more than its length."""
_ADDED: Final = re.compile(r"\s*\.(?![.=\d])")
_ADDS: Final = re.compile(r"(?<!\.)\.\s*\Z")
_CHOOSES: Final = ("?", ":", "?:", "??")
"""What is between the condition and the texts of a choice."""
_NEAR: Final = 80


def filled(frame: OpenBracket, outer: OpenBracket, source: str, end: int) -> String | None:
    """The text of a call that fills one, if something is added to it or it is one of several; ``None`` otherwise. The name of the function is
    part of it.

    :param end: where the call ends.
    """
    if frame.template is None or not outer.items:
        return None
    start = outer.items[-1].start
    arm = any(isinstance(each, Mark) and each.kind in _CHOOSES for each in outer.items)
    if not (arm or _ADDED.match(source, end) or _ADDS.search(source, max(start - _NEAR, 0), start)):
        return None
    outer.items.pop()
    given = split(source[frame.start + 1 : end - 1])[1:]
    names = [each.strip() for each in given] if frame.call[-1] == "sprintf" else []
    pieces = [part for piece in frame.template.pieces for part in _parts(piece, names, source)]
    return String(_numbered(pieces, names), start, end, frame.template.content)


def _parts(piece: Piece, names: Sequence[str], source: str) -> Iterator[Piece]:
    text = source[piece.start : piece.end]
    if piece.text != text:  # an escape, or a field of its own
        yield piece
        return
    at = 0
    for field in _FIELD.finditer(text):
        if at < field.start():
            yield Piece(piece.start + at, piece.start + field.start(), text[at : field.start()])
        place = (piece.start + field.start(), piece.start + field.end())
        if field["sign"]:
            yield Piece(*place, "%")
        else:
            number = int(field["place"]) - 1 if field["place"] else None
            name = names[number] if number is not None and number < len(names) else ""
            yield Piece(*place, None, name.lstrip("$") if name and field["form"] in _AS_GIVEN else field[0])
        at = field.end()
    if at < len(text):
        yield Piece(piece.start + at, piece.end, text[at:])


def _numbered(pieces: list[Piece], names: list[str]) -> list[Piece]:
    """The fields in order, each with the value that it gets."""
    values = iter(names)
    found = []
    for each in pieces:
        field = _FIELD.fullmatch(each.name) if each.text is None else None
        value = next(values, None) if field is not None and not field["place"] else None
        known = value is not None and field is not None and field["form"] in _AS_GIVEN
        found.append(each._replace(name=value.lstrip("$")) if value is not None and known else each)
    return found
