"""What a template and its parts render, in order, as pieces; and how pieces become one source with its tokens.

A piece is a token of a part, or the start or end of a mark: a stretch of which something holds. A language may keep pieces and put
them in later, as Blade does with the content of a section.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from smslint.dialects.names.assigned import Assigned, Enclosed
from smslint.dialects.names.rescoping import Scope
from smslint.dialects.parts.composed import Part, Stretch, UnreadPart
from smslint.dialects.parts.wrapping import Wrap
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.dialects.lexing.tokens import Token
    from smslint.dialects.names.assigned import Given
    from smslint.dialects.parts.wrapping import Wrapping


class Put(NamedTuple):
    """A token of a part."""

    part: int
    token: Token


@dataclass(frozen=True, eq=False)
class Hidden:
    """Names mean something else here."""

    bound: frozenset[str] | None
    """``None`` for all names."""
    kept: frozenset[str] = frozenset()
    """Names that are printed as they are, although all others are hidden."""
    passed: tuple[Given, ...] = ()
    """The values of some of them."""
    tag: Put | None = None
    """The tag that passes them."""


class Shown(NamedTuple):
    """What is written outside of a hidden stretch and printed inside it."""

    within: Hidden


class Apart(NamedTuple):
    """What is assigned here is not assigned after it."""

    sees: bool = True
    """Whether this sees what is assigned in the block around it."""


class Missing(NamedTuple):
    """The part of this name could not be read."""

    name: str
    why: str


Mark: TypeAlias = "Hidden | Shown | Apart | Missing | Wrapping"


class Open(NamedTuple):
    """A mark begins."""

    mark: Mark


class Close(NamedTuple):
    """The last mark that began ends."""


class Gap(NamedTuple):
    """A place for the content that a section of this name replaces."""

    name: str


Piece: TypeAlias = Put | Open | Close | Gap


@dataclass(eq=False, repr=False)
class Laid:
    """Pieces as one source."""

    source: str = ""
    tokens: list[Token] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    unread: list[UnreadPart] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    passed: list[Assigned] = field(default_factory=list)
    """What is passed to parts."""
    enclosed: list[Enclosed] = field(default_factory=list)
    wraps: list[Wrap] = field(default_factory=list)
    """Those inside others first."""


class _Opened(NamedTuple):
    mark: Mark
    start: int
    holes: list[Span]


def laid_out(pieces: Iterable[Piece], parts: list[Part]) -> Laid:
    """The pieces one after another."""
    laid = Laid()
    texts: list[str] = []
    places: dict[tuple[int, int], int] = {}
    stack: list[_Opened] = []
    at = 0
    for piece in pieces:
        match piece:
            case Put():
                token = piece.token
                texts.append(parts[piece.part].source[token.start : token.end])
                laid.tokens.append(_moved(token, at - token.start))
                places[piece.part, token.start] = at
                last = laid.stretches[-1] if laid.stretches else None
                if last is None or last.part != piece.part or last.at - last.start != token.start - at:
                    laid.stretches.append(Stretch(at, piece.part, token.start))
                at += token.end - token.start
            case Open():
                stack.append(_Opened(piece.mark, at, []))
            case Close():
                mark, span = stack[-1].mark, Span(stack[-1].start, at)
                if isinstance(mark, Hidden) and mark.tag is not None:
                    written = parts[mark.tag.part].source[mark.tag.token.start : mark.tag.token.end]
                    laid.passed += _passed(
                        mark, mark.tag.token, written, places[mark.tag.part, mark.tag.token.start], span
                    )
                _close(laid, stack, span)
            case Gap():
                pass
    laid.source = "".join(texts)
    return laid


def _close(laid: Laid, stack: list[_Opened], span: Span) -> None:
    mark, _, holes = stack.pop()
    hides = any(isinstance(each.mark, Hidden) for each in stack)
    match mark:
        case Hidden():
            laid.scopes.append(Scope(span, mark.bound, kept=mark.kept, holes=tuple(holes)))
        case Apart():
            laid.enclosed.append(Enclosed(span, mark.sees))
        case Missing():
            laid.unread.append(UnreadPart(span, mark.name, mark.why))
            laid.scopes.append(Scope(span, opaque=True))
        case Shown():
            for opened in reversed(stack):
                opened.holes.append(span)
                if opened.mark is mark.within:
                    break
        case _:
            laid.wraps.append(Wrap(span, mark.blinded() if hides else mark))
            laid.enclosed.append(Enclosed(span, ends=False))


def _passed(mark: Hidden, tag: Token, written: str, at: int, span: Span) -> Iterator[Assigned]:
    """The values that a tag passes to what it puts in, at their places."""
    start, shift = max(span.start, at + tag.end - tag.start), at - tag.start
    for given in mark.passed:
        value = None if given.value is None else Span(given.value.start + shift, given.value.end + shift)
        yield Assigned(given.name, value, written, start, span.end, certain=True, scoped=True, text=given.text)


def _moved(token: Token, shift: int) -> Token:
    return replace(
        token,
        start=token.start + shift,
        end=token.end + shift,
        body=Span(token.body.start + shift, token.body.end + shift),
        shown_start=token.shown_start + shift,
        shown_end=token.shown_end + shift,
    )
