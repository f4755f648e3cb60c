from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.text.gsm7 import GSM7
from smslint.text.segmentation import segment
from smslint.text.shift_tables import alphabet
from smslint.text.splitting import SPLITS, alternatives, count, cut

CYRILLIC = "ж"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"

# Text, and its counts: filled, at whole words, and with whole clusters. The last were checked with Twilio's calculator.
CASES = [
    ("", 1, 1, 1),
    ("a" * 160, 1, 1, 1),
    ("a" * 161, 2, 2, 2),
    ("a" * 150 + " " + "b" * 155, 2, 3, 2),
    ("a" * 100 + " " + "b" * 200, 2, 3, 2),
    ("a" * 152 + " " + "b" * 153, 2, 2, 2),
    ("a" * 153 + " " + "b" * 152, 2, 2, 2),
    ("hello " * 51, 2, 3, 2),
    ("]" * 153, 3, 3, 3),
    ("a" * 80 + "\r\n" + "a" * 79, 2, 2, 2),
    ("€" * 76 + "\r\n" + "a" * 152, 2, 2, 2),
    (CYRILLIC * 61 + FAMILY + CYRILLIC * 62, 2, 2, 3),
    (CYRILLIC * 66 + "e\u0301" + CYRILLIC * 66, 2, 2, 3),
    (CYRILLIC * 65 + "\U0001f1e9\U0001f1ea" + CYRILLIC * 65, 2, 2, 3),
    (CYRILLIC * 65 + "\U0001f44d\U0001f3fd" + CYRILLIC * 65, 2, 2, 3),
    ("\U0001f600" * 67, 3, 3, 3),
    ("क्ष" * 33 + "कक" + "क" * 33, 2, 2, 3),
]


@pytest.mark.parametrize(("text", "greedy", "words", "graphemes"), CASES)
def test_counts(text: str, greedy: int, words: int, graphemes: int) -> None:
    assert alternatives(text) == {"greedy": greedy, "words": words, "graphemes": graphemes}


PARTS = st.lists(
    st.sampled_from(["a", "€", "a" * 40, " ", "\n", "b" * 155, CYRILLIC * 30, "e\u0301", FAMILY, "\U0001f600", "क्ष"])
    | st.text(max_size=5),
    max_size=12,
).map("".join)


@pytest.mark.parametrize("split", SPLITS)
@given(PARTS)
def test_the_cut_is_the_text_and_fits(split: str, text: str) -> None:
    pieces = cut(text, split)
    assert "".join(piece.text for piece in pieces) == text
    assert len(pieces) == count(text, split) >= segment(text).count
    result = segment(text)
    if len(pieces) > 1:
        assert all(piece.units <= (153 if result.encoding == "GSM-7" else 67) for piece in pieces)
    assert sum(piece.units for piece in pieces) == result.units


@given(PARTS)
def test_words_are_cut_only_when_longer_than_a_segment(text: str) -> None:
    encoding = GSM7.measure(text)[0]
    pieces = [piece.text for piece in cut(text, "words")]
    for before, after in pairwise(pieces):
        if not (before[-1].isspace() or after[0].isspace()):
            word = re.split(r"\s", before)[-1] + re.split(r"\s", after)[0]
            costs = sum(GSM7.septets(c) if encoding == "GSM-7" else 1 + (ord(c) > 0xFFFF) for c in word)
            assert costs > (153 if encoding == "GSM-7" else 67)


def test_clusters_of_a_national_alphabet_are_kept_whole_too() -> None:
    hindi = alphabet("hi", None)
    text = "क" * 148 + "कि" + "क" * 148
    assert (count(text, "greedy", hindi), count(text, "graphemes", hindi)) == (2, 3)


def test_an_unknown_way_is_refused() -> None:
    with pytest.raises(ValueError, match="words"):
        count("a" * 200, "sentences")
