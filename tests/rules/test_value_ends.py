"""The ranges where values fit are those that trying every place gives."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from smslint.rules import registered
from smslint.rules.registered import MOST_UNITS, Hole, Perhaps, Piece, Value, best_split
from smslint.rules.value_ends import Ends, Places
from smslint.rules.variables import HOLDS, Units, Variable

SNIPPETS = [
    "a", "B", "é", "7", "12", " ", ".", "..", "-", "_", "@", ":", "/", "?", "#", "\n", "\t", "     ", "(", "+", "²", "\u0301",
    "http://", "https://", "x://", "ab.cd", "a.b.cde", "a@ab.cd", ":80", "/p", "1 2-3", "13800138000",
]  # fmt: skip
HOLES = st.builds(Hole, st.just("n"), st.sampled_from([None, 0, 1, 3]), st.booleans())
UNITS = st.lists(st.one_of(st.sampled_from(SNIPPETS), HOLES), max_size=9).map(
    lambda parts: [unit for part in parts for unit in ([part] if isinstance(part, Hole) else part)]
)
VARIABLES = st.builds(
    Variable, st.just("x"), st.sampled_from(sorted(HOLDS)), st.sampled_from([0, 1, 3]), st.sampled_from([None, 0, 2, 6])
)


@settings(max_examples=500, deadline=None)
@given(UNITS, VARIABLES, st.data())
@example(list("a@b@ab.cd"), Variable("x", "email", 1, None), None)
@example([*"ab.cd/", Hole("n", 3, letters=True), *" x"], Variable("x", "url", 1, None), None)
def test_ends_are_those_of_values_that_cost_nothing(
    units: list[str | Hole], variable: Variable, data: st.DataObject | None
) -> None:
    text = Units(units)
    places = range(len(text.shown) + 1)
    starts = sorted(places if data is None else data.draw(st.sets(st.sampled_from(places), min_size=1)))
    found = list(Ends(text, Places(text.shown)).of(variable, starts))
    fits = {
        (start, end)
        for start in starts
        for end in range(start, len(text.shown) + 1)
        if not text.value(variable, start, end).cost
    }
    tried = {(start, end) for start, (low, high) in found for end in range(low, high + 1)}
    assert tried <= fits
    assert {end for _, end in tried} == {end for _, end in fits}
    assert variable.most is None or tried == fits
    alone = [Ends(text, Places(text.shown)).of(variable, [start]) for start in starts]
    assert {(start, end) for each in alone for start, (low, high) in each for end in range(low, high + 1)} == fits


PIECES = st.lists(
    st.one_of(st.sampled_from(["a", "1", " ", ".", "ab"]), VARIABLES, st.just(Perhaps(" ")), st.just(Perhaps("a."))),
    max_size=5,
)


@settings(max_examples=300, deadline=None)
@given(PIECES, UNITS)
def test_an_exact_split_is_found_if_there_is_one(pieces: list[Piece], units: list[str | Hole]) -> None:
    text = Units(units)
    places = Places(text.shown)
    values = best_split(pieces, text)
    every = registered._cheapest(pieces, text, lambda _, __, start: range(start, len(text.shown) + 1))
    exact = registered._exact(pieces, text, places)
    few = registered._cheapest(pieces, text, partial(registered._few_ends, places))
    assert (values is None) == (few is None) == (every is None)
    fits = every is not None and not any(each.cost for each in every)
    assert (exact is not None) == fits
    for found in (values, few, exact):
        if found is not None:
            assert [each.variable for each in found] == [each for each in pieces if isinstance(each, Variable)]
            assert _printed(pieces, found, text) is not None
    for found in (values, exact):
        assert found is None or fits == (not any(each.cost for each in found))


def _printed(pieces: list[Piece], values: tuple[Value, ...], text: Units) -> str | None:
    """The text that the pieces and the values give, if it is the text."""
    ways = {0}
    rest = iter(values)
    for piece in pieces:
        if isinstance(piece, Variable):
            value = next(rest)
            ways = {value.end} if value.start in ways else set()
        elif isinstance(piece, Perhaps):
            ways |= {at + len(piece.text) for at in ways if text.shown.startswith(piece.text, at)}
        else:
            ways = {at + len(piece) for at in ways if text.shown.startswith(piece, at)}
    return text.shown if len(text.shown) in ways else None


# a template of many variables, and a text that can be split in very many ways
HOSTILE: list[tuple[str, str, int]] = [
    ("a{#var#}", "a", 0),
    ("a{#url#}", "a", 0),
    ("{#url#}a", "a.", 1),
    ("{#email#}a", "a@a.", 1),
    ("{#urlott#}", "a://", 3),
    ("{#var#}", "a", 0),
    ("{#url#}", "a.aa", 0),
    ("{#cbn#}", "1", 0),
    ("1{#numeric#}", "1", 0),
    ("1{#alphanumeric#} ", "1 ", 0),
]


@pytest.mark.parametrize(("part", "sign", "cut"), HOSTILE)
@pytest.mark.parametrize("end", ["", "b", "\n"])
def test_the_work_grows_with_the_text(part: str, sign: str, cut: int, end: str) -> None:
    counted = _Counted(sign * 40 + end), _Counted(sign * 400 + end)
    for text in counted:
        best_split(part * 20 + end, text)
    assert counted[1].asked <= 2 * registered.MOST_TRIED + 1_000
    long = _Counted((sign * MOST_UNITS)[: MOST_UNITS - cut])
    best_split(part * 20 + end, long)
    assert long.asked <= 2 * registered.MOST_TRIED + MOST_UNITS


class _Counted(Units):
    """A text that counts how often a value of it is judged."""

    def __init__(self, text: str) -> None:
        super().__init__(list(text))
        self.asked = 0

    def value(self, *place: Any) -> Value:
        self.asked += 1
        return super().value(*place)


def test_a_text_that_no_service_takes_is_no_template() -> None:
    assert best_split([Variable("x")], ["a"] * (MOST_UNITS + 1)) is None
    assert best_split([Variable("x")], ["a"] * MOST_UNITS) is not None
