"""Shared by the random tests with engines: a seeded generator of templates, and the conditions for each.

A test draws templates that its engine mostly accepts, with constructs on which engines differ: white space of every kind inside and
around tags, trims, comments, raw blocks, strings with braces, nesting. What the engine renders must be a rendering of our tree,
with the values of its placeholders, and its segments must be within our bounds.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

import pytest

from smslint.dialects import parse
from smslint.errors import TemplateError
from tests.dialects.oracle import check
from tests.engines.engine import FIRST_SEED
from tests.engines.filling import count as count_one
from tests.engines.filling import hold_filled, known, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Renderer: TypeAlias = "Callable[[str, dict[str, Any]], str]"
"""Renders a template with values in an engine."""

SHORT: Final = 50
LONG: Final = 2_000
SIZES: Final = [SHORT, pytest.param(LONG, marks=pytest.mark.long)]
"""How many templates an engine renders, in CI and by hand."""
MOST_DRAWN: Final = 6
"""A test fails if its engine refuses more than all but one of so many templates."""

BLANKS: Final = ("", " ", "  ", "\n", "\t", "\r\n", " \n ", "\n\n", "\n \t", "\n  \n")
TEXTS: Final = ("Hi", "a", "x y", " .", "é", "€", "}", "}}", "%", "{", "#", "'", '"', "\\", "[", "]", "ж", "\u00a0")


Drawn = TypeVar("Drawn", bound="Draw")


class Draw:
    """Draws parts of templates."""

    dialect = ""
    undecided: tuple[str, ...] = ("loop",)
    """The parts that no row of a list decides: half of the templates have none of them, so that smslint can fill them."""

    def __init__(self, seed: int, deepest: int = 3) -> None:
        self.random = random.Random(seed)
        self.deepest = deepest
        self.decided = seed % 2 == 1
        self.depth = 0

    def as_a(self, kind: type[Drawn]) -> Drawn:
        """The same draws, for the templates of one language."""
        made = kind(0)
        made.random = self.random
        made.decided = self.decided
        return made

    def pick(self, options: Sequence[str]) -> str:
        return self.random.choice(options)

    def code(self, options: Sequence[str], form: str) -> str:
        """A code for a place in a tag; where every row decides the text, one that smslint evaluates."""
        return self.pick(known(self.dialect, tuple(options), form) if self.decided else options)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def blank(self) -> str:
        return self.pick(BLANKS)

    def text(self, texts: Sequence[str] = TEXTS) -> str:
        return "".join(self.pick(texts) if self.chance(0.5) else self.blank() for _ in range(self.random.randint(1, 4)))

    def several(self, parts: Sequence[Callable[[], str]], most: int = 3) -> str:
        """Some parts one after another; inside deeply nested blocks only plain texts."""
        if self.depth >= self.deepest:
            return self.text()
        if self.decided:
            parts = [part for part in parts if getattr(part, "__name__", "") not in self.undecided]
        self.depth += 1
        try:
            return "".join(self.random.choice(parts)() for _ in range(self.random.randint(0, most)))
        finally:
            self.depth -= 1

    def data(self) -> dict[str, Any]:
        """Values inside the limits that the oracle declares."""
        rng = self.random
        return {
            "name": rng.choice(["", "Zoë", "a b", "0", "<&>", "\U0001f600", " x "]),
            "code": rng.choice(["1234", "00000000"]),
            "brand": rng.choice(["€", "A&B", "x"]),
            "plan": rng.choice(["Basic", "Pro €", ""]),
            "größe": rng.choice(["", "XL", "0"]),
            "items": rng.choice([[], ["é"], ["a", "b"], [".", "", "aa"]]),
            "a": rng.random() < 0.5,
            "b": rng.random() < 0.5,
        }


class Blocks(Draw):
    """Draws templates of a language with outputs, comments, conditions and other blocks."""

    texts = 1
    """How often plain text is among the parts."""

    def output(self) -> str:
        raise NotImplementedError

    def comment(self) -> str:
        raise NotImplementedError

    def if_(self) -> str:
        """The tag that opens a condition."""
        raise NotImplementedError

    def else_if(self) -> str:
        """The tag of a further arm with a condition."""
        raise NotImplementedError

    def end(self) -> str:
        """The end of a condition: sometimes an arm without a condition, and the tag that closes it."""
        raise NotImplementedError

    def more(self) -> list[Callable[[], str]]:
        """The other parts of the language."""
        raise NotImplementedError

    def choice(self) -> str:
        made = self.if_() + self.body()
        for _ in range(self.random.choice([0, 0, 1, 2])):
            made += self.else_if() + self.body()
        return made + self.end()

    def body(self) -> str:
        texts = [self.text] * self.texts
        outputs = [self.output, self.output, self.comment]
        return self.several([*texts, self.blank, *outputs, self.choice, self.choice, *self.more()])


def hold(
    dialect: str,
    make: Callable[[Draw], str],
    render: Renderer,
    refused: tuple[type[BaseException], ...],
    count: int,
    seen: Callable[[dict[str, Any]], dict[str, Any]] = lambda data: data,
) -> int:
    """Draw templates until ``count`` of them have rendered, and compare each with its engine. A template that it refuses may parse here or be refused.

    :param seen: the possible values of names where they are printed: a set if that depends on the surrounding blocks.
    """
    rendered = 0
    for seed in range(FIRST_SEED, FIRST_SEED + MOST_DRAWN * count):
        draw = Draw(seed)
        source, data = make(draw), draw.data()
        count_one(dialect, "drawn")
        try:
            text = render(source, data)
        except refused:
            try:
                parse(source, dialect)
            except TemplateError as error:
                assert str(error)
            continue
        check(source, dialect, seen(data), text)
        hold_filled(dialect, source, texts(dialect, data, seed), render, refused)
        count_one(dialect, "rendered")
        rendered += 1
        if rendered == count:
            return rendered
    raise AssertionError(f"only {rendered} of {MOST_DRAWN * count} templates rendered")
