"""Places of an editor, held against the encodings themselves."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from smslint.server.positions import Lines
from smslint.span import Span

CODECS = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    types.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
TEXTS = st.text(st.sampled_from("ab\u00e9e\u0301\u2019\U0001f389\U0001f469\u200d\u4e2d\u2028\x0b\x85\r\n"), max_size=40)


def lines_of(text: str) -> list[str]:
    """The lines as the protocol splits them: at LF, CR LF and CR, and nowhere else."""
    return re.split("\r\n|\n|\r", text)


@given(TEXTS, st.sampled_from(list(CODECS)), st.data())
def test_a_place_is_counted_in_code_units(text: str, units: types.PositionEncodingKind, data: st.DataObject) -> None:
    codec, size = CODECS[units]
    lines = lines_of(text)
    line = data.draw(st.integers(0, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[line])))
    ends = [match.end() for match in re.finditer("\r\n|\n|\r", text)]
    offset = ([0, *ends][line]) + column
    place = types.Position(line, len(lines[line][:column].encode(codec)) // size)
    found = Lines(text, units)
    assert found.position(offset) == place
    assert found.offset(place) == offset


@given(TEXTS, st.sampled_from(list(CODECS)), st.integers(0, 60), st.integers(0, 200))
def test_any_place_is_in_the_text(text: str, units: types.PositionEncodingKind, line: int, column: int) -> None:
    found = Lines(text, units)
    offset = found.offset(types.Position(line, column))
    lines = lines_of(text)
    assert 0 <= offset <= len(text)
    if line >= len(lines):
        assert offset == len(text)
        return
    codec, size = CODECS[units]
    back = found.position(offset)
    assert back.line == line
    assert back.character == max(
        len(lines[line][:end].encode(codec)) // size
        for end in range(len(lines[line]) + 1)
        if len(lines[line][:end].encode(codec)) // size <= column
    )


@pytest.mark.parametrize(("units", "start", "end"), [("utf-8", 6, 10), ("utf-16", 4, 6), ("utf-32", 4, 5)])
def test_an_emoji_after_an_accent_of_its_own(units: str, start: int, end: int) -> None:
    text = "one\ne\u0301 \u00e9\U0001f389!\n".replace("\u00e9", "b")
    found = Lines(text, types.PositionEncodingKind(units))
    at = text.index("\U0001f389")
    line = types.Position(1, start)
    assert found.range(Span(at, at + 1)) == types.Range(
        line if units != "utf-8" else types.Position(1, 5), types.Position(1, end if units != "utf-8" else 9)
    )
