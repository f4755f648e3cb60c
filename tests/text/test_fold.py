from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.text import fold as module
from smslint.text.fold import fold, fold_pattern

CASES = [
    ("Reply STOP", "reply stop"),
    ("Reply \t\r\n STOP", "reply stop"),
    ("Répondez ARRÊT", "repondez arret"),
    ("Re\u0301pondez", "repondez"),
    ("Straße", "strasse"),
    ("Łódź Ø æ", "lodz o ae"),
    ("İPTAL ılık", "iptal ilik"),
    ("Ｓｔｏｐ 𝐒𝐓𝐎𝐏 ﬁn", "stop stop fin"),
    ("S\u200bT\u00adO\ufeffP", "stop"),
    ("SТOP", "stop"),  # Cyrillic Te in a Latin word
    ("αcme", "acme"),  # Greek alpha in a Latin word
    ("стoп", "стоп"),  # Latin o in a Cyrillic word
    ("СТОП", "стоп"),  # a Cyrillic word stays Cyrillic
    ("ΤΕΛΟΣ", "τελοσ"),
    ("ΠPOΣΦOPA", "προσφορα"),  # Greek as GSM-7 holds it: its own capitals, and Latin ones that look the same
    ("MONO ΣHMEPA EKΠTΩΣH", "μονο σημερα εκπτωση"),  # MONO is Greek among such words
    ("MONO Ω", "mono ω"),  # and Latin elsewhere
    ("ΣTEIΛTE STOP ΣTO 54000", "στειλτε stop στο 54000"),
    ("Διαγραφή", "διαγραφη"),
    ("Ещё й ї", "еще й ї"),  # й and ї are letters; ё is written е
    ("за́мок", "замок"),
    ("लिखें", "लिखें"),  # Indic marks carry meaning
    ("ยกเลิกรับข่าว", "ยกเลิกรับข่าว"),
    ("إلغاء", "إلغاء"),  # hamza carries meaning
    ("إلـغاء", "إلغاء"),  # tatweel does not
    ("۱۱ ११", "11 11"),
    ("“STOP” – ‘x’", "\"stop\" - 'x'"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_fold(text: str, expected: str) -> None:
    assert fold(text).text == expected


@pytest.mark.parametrize("text", ["bus stop", "Nächster Stopp", "S\u200bTOP now", "a  b", "ﬁn", "é e\u0301"])
def test_spans_map_back_to_the_source(text: str) -> None:
    folded = fold(text)
    assert folded.span(0, len(folded.text)) == (0, len(text))


def test_a_span_inside() -> None:
    text = "Répondez  «S\u200bTOP» svp"
    folded = fold(text)
    at = folded.text.index("stop")
    span = folded.span(at, at + 4)
    assert text[span.start : span.end] == "S\u200bTOP"
    assert folded.span(at, at) == (span.start, span.start)


def test_removing_characters_keeps_the_map_to_the_source() -> None:
    text = 'reply "stop" now'
    bare = fold(text).without('"')
    assert bare.text == "reply stop now"
    span = bare.span(6, 10)
    assert text[span.start : span.end] == "stop"
    assert fold("stop").without('"').text == "stop"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\S+arrêt\b", r"\S+arret\b"),
        (r"[ée]", "[ee]"),
        (r"\(광고\)", r"\(광고\)"),
        ("（x）", "（x）"),
        ("стоп", "стоп"),
        ("Ö", "O"),
    ],
)
def test_patterns_keep_their_syntax(pattern: str, expected: str) -> None:
    assert fold_pattern(pattern) == expected


MIXED = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("aé \t\n\u0301\u0308\u200b\u200dТoОςß\u0130ﬁ🙂\u0e33\u1100\u1161\u11a8"),
    ),
    max_size=40,
)


@given(MIXED)
def test_offsets_are_in_order_and_in_range(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.offsets) == len(folded.ends)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert list(folded.ends) == sorted(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.offsets, folded.ends, strict=True))


@given(MIXED)
def test_no_runs_of_space_and_no_invisible_characters(text: str) -> None:
    folded = fold(text).text
    assert "  " not in folded
    assert not set(folded) & set("\t\n\r\u200b\ufeff\u00ad")


@given(st.text(st.sampled_from("abc XYZ.\n"), max_size=30))
def test_the_ascii_path_agrees_with_the_general_one(text: str) -> None:
    plain = fold(text)
    general = fold(text + "\u200b")
    assert general.text == plain.text
    assert list(general.offsets) == list(plain.offsets)


@given(
    st.text(
        st.one_of(
            st.sampled_from("aBc. \u2013\u00e9\u00a0\u0301\u200b\u0422\u0456\ufb01`\t"), st.characters(codec="utf-8")
        ),
        max_size=12,
    )
)
def test_the_short_way_folds_alike(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_one_for_one", lambda _: None)
        long = fold(text)
    short = fold(text)
    assert (short.text, list(short.offsets), list(short.ends)) == (long.text, list(long.offsets), list(long.ends))
