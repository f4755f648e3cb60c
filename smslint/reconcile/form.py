"""One way in which a template can read: fixed pieces with holes between them, and the exact test whether a text is that."""

from __future__ import annotations

import operator
from functools import partial
from typing import TYPE_CHECKING, Final

from smslint.reconcile.canonical import canonical, folded
from smslint.records import NamedTuple
from smslint.text.charsets import DIGITS
from smslint.text.renderings import renderings
from smslint.text.tree import Branch, Literal, Loop, Placeholder, Sequence, with_inside
from smslint.text.white_space import SPACELESS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from smslint.reconcile.template import Template
    from smslint.text.tree import Node, Text
    from smslint.text.values import Values, ValueTable

    Spans = tuple[tuple[int, int], ...]
    """Where each hole of a form is in a text."""

MOST_FORMS: Final = 64
"""The most forms of one text. Where branches give more, the branch with the most arms is a hole that any text fills."""
ENOUGH: Final = 8
"""The letters and digits of fixed text by which a template is recognised whatever its values are."""
LEAST: Final = 3
"""Those without which no values make it recognisable."""
LONGEST: Final = 320
"""The longest value of a placeholder that is not declared: two segments. More is taken for the text of another program."""
ANYTHING: Final = 1600
"""The most characters that stand for a loop or for branches: no provider takes a longer text."""
_MASKS: Final = "*xX#•█"


class Hole(NamedTuple):
    """What fills the space between two fixed pieces."""

    name: str | None
    """Of its placeholder, if it is one whose value is printed unchanged."""
    limit: int
    """The most characters that it is taken for."""
    digits: bool = False
    """Whether it can only hold digits."""
    options: frozenset[str] | None = None
    """The texts that it can only be."""
    spaceless: bool = False
    """Whether it has no white space in it, such as a link."""
    declared: int | None = None
    """The most characters that its values are declared to have."""
    loose: bool = False
    """Whether it stands for a loop, for branches or for unknown code: any text fills it."""

    @property
    def shaped(self) -> bool:
        """Whether a text shows if it is such a value."""
        return self.digits or self.options is not None

    def fits(self, value: str) -> bool:
        """Whether a text can be its value. A value that the log hides can be any."""
        if len(value) > self.limit:
            return False
        if self.spaceless and " " in value.strip(" "):
            return False
        if self.digits:
            return not value or (value.isascii() and value.isdigit()) or not value.strip(_MASKS)
        return self.options is None or value in self.options or not value.strip(_MASKS)

    def may_begin(self, value: str) -> bool:
        """Whether a text can be the beginning of its value."""
        if self.options is not None and any(each.startswith(value) for each in self.options):
            return True
        return self.options is None and self.fits(value)


class Form:
    """One form of a template. Texts are canonical."""

    __slots__ = ("_least", "_shaped", "first", "holes", "inner", "last", "letters", "pieces", "template")

    def __init__(self, template: int, pieces: tuple[str, ...], holes: tuple[Hole, ...]) -> None:
        self.template = template
        self.pieces = pieces
        """One more than holes; the first and the last may be empty."""
        self.holes = holes
        self.first, self.last, self.inner = pieces[0], pieces[-1], pieces[1:-1]
        self._least = sum(map(len, pieces)) + min((hole.limit for hole in holes), default=0)
        """In a text that is not longer, no hole is longer than its limit."""
        self._shaped = tuple((at, hole) for at, hole in enumerate(holes) if hole.shaped or hole.spaceless)
        self.letters = sum(map(str.isalnum, "".join(pieces)))

    @property
    def loose(self) -> bool:
        """Whether a part of it is not compared."""
        return any(each.loose for each in self.holes)

    @property
    def recognisable(self) -> bool:
        """Whether a text that fits shows that it is from this template, and not from any other program."""
        return self.letters >= ENOUGH or (self.letters >= LEAST and all(each.shaped for each in self.holes))

    def spans(self, text: str) -> Spans | None:
        """Where its holes are in a text, each as early as possible; ``None`` if it is not this form."""
        first, last = self.first, self.last
        if not self.holes:
            return () if text == first else None
        at, end = len(first), len(text) - len(last)
        if at > end or not text.startswith(first) or not text.endswith(last):
            return None
        found = []
        for piece in self.inner:
            here = text.find(piece, at, end)
            if here < 0:
                return None
            found.append((at, here))
            at = here + len(piece)
        found.append((at, end))
        return tuple(found)

    def late_spans(self, text: str) -> Spans:
        """Where its holes are in a text that is this form, each as late as possible."""
        start, end = len(self.first), len(text) - len(self.last)
        found = []
        for piece in reversed(self.inner):
            here = text.rfind(piece, start, end)
            found.append((here + len(piece), end))
            end = here
        found.append((start, end))
        return tuple(reversed(found))

    def sure(self, text: str, spans: Spans) -> bool:
        """Whether the holes of a text can only be there."""
        start, end = len(self.first), len(text) - len(self.last)
        for at in range(len(self.inner) - 1, -1, -1):
            here = spans[at][1]
            if text.rfind(self.inner[at], start, end) != here:
                return False
            end = here
        return True

    def misfit(self, text: str, spans: Spans) -> Hole | None:
        """The first hole whose text cannot be its value."""
        tested = self._shaped if len(text) <= self._least else enumerate(self.holes)
        for at, hole in tested:
            start, end = spans[at]
            if not hole.fits(text[start:end]):
                return hole
        return None


def forms(number: int, template: Template) -> list[Form]:
    """Every form of a template, those with the most fixed text first."""
    found = {
        (pieces, holes): Form(number, pieces, holes)
        for text in template.texts
        for pieces, holes in _flat(text, template.values)
    }
    return sorted(found.values(), key=lambda each: -each.letters)


def _flat(text: Text, values: ValueTable) -> Iterator[tuple[tuple[str, ...], tuple[Hole, ...]]]:
    for rendering in renderings(_simple(text)):
        pieces: list[str] = [""]
        holes: list[Hole] = []
        for leaf in rendering.leaves:
            if isinstance(leaf, Literal):
                pieces[-1] += leaf.text
            elif len(pieces) > 1 and not pieces[-1]:
                # Nobody knows where one value ends and the next begins.
                holes[-1] = Hole(None, holes[-1].limit + LONGEST, loose=holes[-1].loose or leaf.opaque)
            else:
                holes.append(_hole(leaf, values))
                pieces.append("")
        if not holes:
            yield (canonical(pieces[0]),), ()
            continue
        shown = [folded(each) for each in pieces]
        shown[0], shown[-1] = shown[0].lstrip(" "), shown[-1].rstrip(" ")
        yield tuple(shown), tuple(holes)


def _hole(leaf: Placeholder, values: ValueTable) -> Hole:
    if leaf.opaque:
        return Hole(None, ANYTHING, loose=True)
    known = values.lookup(leaf.name)
    plain = not leaf.filters
    if known is None or not plain:
        return Hole(leaf.name if plain else None, LONGEST)
    declared = _longest(known) if known.bounded else None
    # Declared limits are often too short, which is what a log shows.
    limit = LONGEST if declared is None else 3 * declared + 20
    if known.exact:
        return Hole(leaf.name, limit, options=frozenset(folded(str(each)) for each in known.options), declared=declared)
    digits = all(not isinstance(each, str) and each.charset == DIGITS and not each.suffix for each in known.options)
    return Hole(leaf.name, limit, digits=digits, spaceless=known.shorthand in SPACELESS, declared=declared)


def _longest(known: Values) -> int:
    return max(len(each) if isinstance(each, str) else (each.most or 0) + len(each.suffix) for each in known.options)


def _simple(text: Text) -> Text:
    """A text without loops and with few branches: a hole that any text fills stands for the others."""
    made = _with_holes(text, lambda part: isinstance(part, Loop))
    while _count(made) > MOST_FORMS:
        widest = max(_branches(made), key=lambda each: (_count(each), len(each.arms)))
        made = _with_holes(made, partial(operator.is_, widest))
    return made


def _with_holes(text: Text, is_hole: Callable[[Node], bool]) -> Text:
    """The same tree with a hole in place of some of its branches or loops."""

    def one(part: Node) -> Node:
        return Placeholder("", part.span, opaque=True) if is_hole(part) else with_inside(part, inside)

    def inside(node: Sequence) -> Sequence:
        return node._replace(parts=tuple(map(one, node.parts)))

    return inside(text)


def _branches(node: Node) -> Iterable[Branch]:
    """The branches that are in no other branch."""
    if isinstance(node, Branch):
        yield node
    elif isinstance(node, Sequence):
        for part in node.parts:
            yield from _branches(part)


def _count(node: Node) -> int:
    """How many forms a node has."""
    if isinstance(node, Branch):
        return sum(_count(arm.body) for arm in node.arms)
    if isinstance(node, Sequence):
        total = 1
        for part in node.parts:
            total *= _count(part)
        return total
    return 1
