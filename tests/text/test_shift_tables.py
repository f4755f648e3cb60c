"""The national tables against gsmcodecs, whose twelve mistakes are listed here."""

from __future__ import annotations

import codecs
from itertools import product

import gsmcodecs  # noqa: F401 (registers its codecs)
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.errors import ConfigError
from smslint.text.gsm7 import GSM7
from smslint.text.national import best, segment
from smslint.text.shift_tables import LANGUAGES, alphabet, alphabets, known, room, tables

CODES = list(LANGUAGES)
INDIC = CODES[3:]
SHIFTS = [None, *CODES]


def codec(locking: str | None, single: str | None) -> codecs.CodecInfo:
    numbers = [0 if code is None else CODES.index(code) + 1 for code in (locking, single)]
    return codecs.lookup("gsm23.038_{}_{}".format(*numbers))


@pytest.mark.parametrize("single", SHIFTS)
@pytest.mark.parametrize("locking", [code for code in SHIFTS if code != "es"])
def test_every_combination_against_gsmcodecs(locking: str | None, single: str | None) -> None:
    ours = alphabet(locking, single)
    wrong = {"ಡ"} if locking == "kn" else set()
    if locking in INDIC:
        # The codec has a second apostrophe where the standard has the comma, so it has no apostrophe that costs two.
        wrong |= {",", "'"}
        assert ours.septets(",") == 1
    if single == "te":
        wrong |= {"€"} - set(ours.basic)
        assert ours.septets("€") == (1 if locking in ("tr", "pt") else 2)
    for char in set(ours.basic + ours.extension + GSM7.basic + GSM7.extension + "ğłя中") - wrong:
        try:
            theirs = len(codec(locking, single).encode(char)[0])
        except UnicodeEncodeError:
            theirs = 0
        assert ours.septets(char) == theirs, f"U+{ord(char):04X}"


@pytest.mark.parametrize("code", CODES)
def test_sizes_and_what_every_table_has(code: str) -> None:
    locking, single = tables()[code]
    assert len(locking) <= 127
    assert len(single) <= 127
    assert "\x1b" not in locking + single
    assert set("{}\\[~]|^€\f") <= set(single)
    if locking:
        assert set("\n\r 0123456789abcdefghijklmnopqrstuvwxyz") <= set(locking)
    assert bool(locking) == (code != "es")


def test_capacities() -> None:
    assert [room(), room(5), room(6)] == [160, 153, 152]
    assert [room(3), room(3, 5), room(3, 6)] == [155, 149, 148]
    assert [room(3, 3), room(3, 3, 5), room(3, 3, 6)] == [152, 146, 145]
    assert (alphabet("tr", None).single, alphabet("tr", None).segment) == (155, 149)
    assert (alphabet(None, "es").single, alphabet(None, "es").segment) == (155, 149)
    assert (alphabet("hi", "hi").single, alphabet("hi", "hi").segment) == (152, 146)
    assert alphabet(None, None) is GSM7


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([(lock, shift) for lock in (None, "tr", "hi", "kn", "ur") for shift in SHIFTS]), st.data())
def test_the_fast_measure_equals_counting_one_by_one(pair: tuple[str | None, str | None], data: st.DataObject) -> None:
    ours = alphabet(*pair)
    chars = st.sampled_from(ours.basic + ours.extension)
    text = data.draw(st.text(chars, max_size=8)) * data.draw(st.integers(1, 60))
    costs = [ours.septets(char) for char in text]
    count, used = 1, 0
    for cost in costs if sum(costs) > ours.single else ():
        if used + cost > ours.segment:
            count, used = count + 1, 0
        used += cost
    assert ours.measure(text) == ("GSM-7", sum(costs), count)
    result = segment(text, ["es"])
    assert "".join(each.text for each in result.segments) == text
    assert len(result.segments) == result.count


BEST = [
    ("Hello", CODES, "gsm7", 5, 1),
    ("ağaç", ["tr"], "Turkish (locking shift)", 4, 1),
    ("x" * 150 + "ğè", ["tr"], "Turkish (single shift)", 153, 1),
    ("ğ" * 150 + "x", ["tr"], "Turkish (locking shift)", 151, 1),
    ("mañana así", ["es"], "Spanish (single shift)", 11, 1),
    ("€" * 100, ["tr"], "Turkish (locking shift)", 100, 1),
    ("नमस्ते, दुनिया", ["hi"], "Hindi (locking shift)", 14, 1),
    ("नमस्ते HELLO", ["hi"], "Hindi (locking and single shift)", 17, 1),
    ("नमस्ते", ["tr"], "gsm7", 6, 1),
    ("ağaç \U0001f600", ["tr"], "gsm7", 7, 1),
]


@pytest.mark.parametrize(("text", "languages", "name", "units", "count"), BEST)
def test_the_best_combination(text: str, languages: list[str], name: str, units: int, count: int) -> None:
    chosen, measure = best(text, languages)
    assert (chosen.name, *measure[1:]) == (name, units, count)
    result = segment(text, languages)
    assert (result.units, result.count, result.encoding) == (units, count, measure[0])


@settings(max_examples=60, deadline=None)
@given(st.text("aA€ğ[ş'é", max_size=6), st.integers(1, 40))
def test_no_other_combination_is_better(text: str, times: int) -> None:
    chosen, (encoding, units, count) = best(text * times, ["tr", "pt"])
    for other in alphabets(("tr", "pt")):
        name, theirs, segments = other.measure(text * times)
        if other.holds(text):
            assert encoding == name
            assert (count, units - chosen.single) <= (segments, theirs - other.single)


def test_a_turkish_message_fits_in_its_tables() -> None:
    text = "Sayın müşterimiz, siparişiniz kargoya verildi. Takip için uygulamamızı açın. İyi günler dileriz."
    assert GSM7.measure(text)[2] == 2
    assert best(text, ["tr"])[1][2] == 1


def test_languages_are_checked() -> None:
    assert known(["TR", "tr"]) == ("tr",)
    assert len(known(None)) == 13
    with pytest.raises(ConfigError, match="national shift tables for 'trk'"):
        best("x", ["trk"])


def test_combinations_of_two_languages() -> None:
    names = {(lock, shift) for lock, shift in product((None, "tr"), (None, "tr", "es"))}
    assert len(alphabets(("tr", "es"))) == len(names)
