"""Widths, and the caret under the right character."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.report.snippet import snippet
from smslint.report.width import ELLIPSIS, clip, clip_left, display_width, is_hidden, shown, visible, wrap
from tests.report.strategies import LINE

ROOM = st.integers(20, 120)
LONG = st.one_of(LINE, st.lists(LINE, min_size=5, max_size=30).map("".join))


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("全角", 4),
        ("ｱ", 1),
        ("ｶﾞ", 2),
        ("Ａ", 2),
        ("e\u0301", 1),
        ("\u1112\u1161\u11ab", 2),
        ("한", 2),
        ("👍", 2),
        ("\u0928\u0940", 2),
        ("ก\u0e49", 1),
        ("\t", 4),
        ("\u200b", 8),
        ("\x1b", 8),
        ("\U000e0041", 9),
        ("\u3000", 2),
        ("–", 1),
    ],
)
def test_width(text: str, width: int) -> None:
    assert display_width(text) == width
    assert len(text) == 0 or display_width(text) == sum(display_width(char) for char in map(shown, text))


@pytest.mark.parametrize(
    "char",
    ["\x00", "\x9b", "\u00a0", "\u00ad", "\u200b", "\u202e", "\u3164", "\ufe0f", "\ud800", "\ue000", "\U000e0101"],
)
def test_hidden_characters_are_named(char: str) -> None:
    assert is_hidden(char)
    assert visible(f"a{char}b") == f"a<U+{ord(char):04X}>b"


@given(LONG, ROOM, st.data())
def test_caret_stands_under_the_span(line: str, room: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    cut = snippet(line, start, end, room)
    assert display_width(cut.text) <= room + (start == len(line))
    assert cut.holds(start)
    # What stands before the span on the screen is what the line has before it, from the cut on.
    before = line[cut.start : start]
    column = display_width(before) + (len(ELLIPSIS) if cut.start else 0)
    assert cut.column(start) == column
    assert cut.text.startswith((ELLIPSIS if cut.start else "") + "".join(map(shown, before)))
    marker = cut.marker(start, end, "^")
    carets = marker.count("^")
    spaces = len(marker) - carets
    assert marker == " " * spaces + "^" * carets
    assert carets >= 1
    visible_end = min(end, cut.start + len(cut.columns) - 1)
    if span := display_width(line[start:visible_end]):
        assert (spaces, carets) == (column, span)
    elif start == end:
        assert (spaces, carets) == (column, 1)
    else:
        assert spaces <= column  # marks alone: the character that they sit on


@given(LINE, ROOM)
def test_short_lines_are_shown_whole(line: str, room: int) -> None:
    cut = snippet(line, 0, 0, room)
    if display_width(line) <= room:
        assert cut.text == "".join(map(shown, line))
    else:
        assert cut.text.endswith(ELLIPSIS)


@settings(max_examples=20)
@given(st.sampled_from("a全\u0301\u200b"), st.integers(0, 1_000_000))
def test_a_huge_line_is_cut_around_the_span(char: str, start: int) -> None:
    cut = snippet(char * 1_000_000, start, start + 1, 80)
    assert len(cut.columns) < 1000
    assert cut.holds(start)


@given(LINE, st.integers(10, 60))
def test_wrapping_keeps_every_character_and_the_width(text: str, width: int) -> None:
    text = visible(text)
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(display_width(line) <= width for line in lines)


@given(LINE, st.integers(5, 60))
def test_clipping_keeps_an_end(text: str, width: int) -> None:
    text = visible(text)
    for short, keeps in ((clip(text, width), text.startswith), (clip_left(text, width), text.endswith)):
        assert display_width(short) <= width
        assert short == text or keeps(short.strip(ELLIPSIS))
