"""Java's MessageFormat, as in ``.properties`` files: ``{0}``, ``{1,number,#.##}``, ``{2,choice,0#none|1#one}``.

Source: the documentation of ``java.text.MessageFormat``. An apostrophe quotes everything up to the next one or the end of the text
and is not printed itself: ``It's {0}`` prints ``Its {0}``. Two print one. A closing brace outside an argument is text. A text without an
argument is taken as it stands, apostrophes included, because most programs (Spring, for one) format no text without arguments.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.errors import TemplateError
from smslint.span import Span
from smslint.text.tree import Filter, Literal, Placeholder, Sequence

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

_ARGUMENT: Final = re.compile(
    r"\{\s*(\d{1,4})\s*(?:,\s*(\w+)\s*(?:,((?:[^{}']|'[^']*(?:'|\Z)|\{[^{}]{0,400}\})*))?)?\}", re.ASCII
)
_BROKEN: Final = re.compile(r"\{\s*(?:\}|[-+]?\d|[^{}]*+(?:\{|\Z))")
"""An argument that is empty, that never ends, or whose number is followed by something else."""
_PIECE: Final = re.compile(r"(?P<pair>'')|(?P<quoted>'(?P<inside>(?:[^']|'')*)(?:'|\Z))|(?P<open>\{)|[^'{]+")
_KINDS: Final = {"number": "grouped", "date": "in_locale", "time": "in_locale"}


def parse(source: str) -> Text:
    """The tree of a MessageFormat pattern.

    :raises TemplateError: at a brace that opens no argument.
    """
    whole = Span(0, len(source))
    if _ARGUMENT.search(source) is None:
        _refuse(source)
        return Sequence((Literal(source, whole),) if source else (), whole)
    parts: list[Node] = []
    at = 0
    while at < len(source):
        piece = _PIECE.match(source, at)
        assert piece is not None  # one of them begins with every character
        if piece["open"] is not None:
            argument = _ARGUMENT.match(source, at)
            if argument is None:
                raise TemplateError(
                    "'{' does not open an argument: MessageFormat has only numbered ones, such as {0}", Span(at, at + 1)
                )
            parts.append(_placeholder(argument))
            at = argument.end()
            continue
        span = Span(at, piece.end())
        if piece["pair"] is not None:
            parts.append(Literal("'", span))
        elif piece["quoted"] is not None:
            parts.append(Literal(piece["inside"].replace("''", "'"), span))
        else:
            parts.append(Literal(piece[0], span))
        at = piece.end()
    return Sequence(tuple(parts), whole)


def _refuse(source: str) -> None:
    """Refuse a text that was meant to have an argument, and for which MessageFormat throws an ``IllegalArgumentException``."""
    for piece in _PIECE.finditer(source):
        if piece["open"] is not None and _BROKEN.match(source, piece.start()):
            raise TemplateError(
                "MessageFormat refuses this text: '{' opens no argument such as {0}",
                Span(piece.start(), piece.start() + 1),
            )


def _placeholder(argument: re.Match[str]) -> Placeholder:
    number, kind, style = argument.groups()
    filters: tuple[Filter, ...] = ()
    if kind is not None:
        known = kind in _KINDS and not (kind == "number" and (style or "").strip() not in {"", "integer"})
        filters = (Filter(_KINDS[kind] if known else "unknown"),)
    return Placeholder(number, Span(*argument.span()), filters)
