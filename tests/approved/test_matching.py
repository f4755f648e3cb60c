"""What a template lets through: any rendering within its limits, and none with another character outside of its variables."""

from __future__ import annotations

import string
from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.rules import template_formats
from smslint.rules.approved import ApprovedList, make_template
from smslint.rules.registered import best_split
from smslint.rules.variables import Units, Value, Variable
from smslint.rules.word_index import WordIndex

WRITTEN = {
    "dlt": ["{#numeric#}", "{#alphanumeric#}", "{#var#}", "{#url#}", "{#cbn#}", "{#email#}"],
    "whatsapp": ["{{1}}", "{{first_name}}"],
    "twilio_content": ["{{1}}", "{{name}}"],
    "notify": ["((name))", "((first name))"],
    "esms": ["{P1,6}", "{P2,20}"],
    "alibaba": ["${code}", "${pin}", "${phone}"],
    "huawei": ["${NUM_6}", "${TXT_20}"],
    "tencent": ["{1}", "{2}"],
    "alimtalk": ["#{고객명}"],
}
TYPES = {"code": "numberCaptcha", "pin": "characterWithNumber2", "phone": "phone_number2"}
DIGITS = st.text(alphabet=string.digits, min_size=1, max_size=4)
LETTERS = st.text(alphabet="abcdeé0123456789", min_size=1, max_size=6)
VALUES = {
    "anything": LETTERS,
    "line": LETTERS,
    "one_line": LETTERS,
    "token": LETTERS,
    "digits": DIGITS,
    "only_digits": st.text(alphabet=string.digits, min_size=4, max_size=6),
    "letters_digits": st.text(alphabet="abc019", min_size=4, max_size=6),
    "alphanumeric": LETTERS,
    "phone": st.sampled_from(["13800138000", "010-555-01", "55501"]),
    "cbn": st.sampled_from(["1800-123-4567", "1930", "+91 80 1234 5678"]),
    "url": st.sampled_from(["acme.example", "https://acme.example/a?b=1"]),
    "urlott": st.sampled_from(["acme.example", "market://details?id=a"]),
    "email": st.sampled_from(["a@acme.example", "a.b+c@mail.acme.example"]),
}
WORDS = st.lists(
    st.text(alphabet="QWRTZUIOPSDFGHJKLYXVNM", min_size=2, max_size=7), min_size=2, max_size=5, unique=True
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_rendering_within_the_limits_matches_and_one_other_character_does_not(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(template_formats.names()))
    format_ = template_formats.load(name)
    words = data.draw(WORDS)
    holes = [data.draw(st.sampled_from(WRITTEN[name])) for _ in words[1:]]
    text = words[0] + "".join(f" {hole} {word}" for hole, word in zip(holes, words[1:], strict=True))
    template, unknown = make_template({"text": text, "types": TYPES}, format_)
    assert not unknown
    approved = ApprovedList(format_.title, format_.regions, [template])
    parts: list[tuple[str, bool]] = []
    for piece in template.forms[0]:
        if isinstance(piece, Variable):
            drawn = data.draw(VALUES[piece.holds])
            parts.append((drawn[: piece.most] if piece.most else drawn, False))
        else:
            assert isinstance(piece, str)
            parts.append((piece, True))
    sent = "".join(part for part, _ in parts)
    outcome = approved.outcome(Units(list(sent)))
    assert outcome.values is not None
    assert all(value.cost == 0 for value in outcome.values)

    fixed = [at for at, (_, literal) in enumerate(parts) if literal]
    part = data.draw(st.sampled_from(fixed))
    at = data.draw(st.integers(0, len(parts[part][0]) - 1))
    other = data.draw(st.sampled_from("~§").filter(lambda char: char != parts[part][0][at]))
    kind = data.draw(st.sampled_from(["another", "more", "lost"]))
    if kind == "more" and part:
        at = max(at, 1)  # next to a variable it would be a part of its value
    end = at if kind == "more" else at + 1
    changed = parts[part][0][:at] + ("" if kind == "lost" else other) + parts[part][0][end:]
    drifted = "".join(changed if number == part else each for number, (each, _) in enumerate(parts))
    found = approved.outcome(Units(list(drifted)))
    assert found.values is None or any(value.cost for value in found.values)
    if found.difference is not None and kind == "another":  # it is at the change, or in the same word
        start = sum(len(each) for each, _ in parts[:part]) + at
        assert found.difference.ours[0] - 1 <= start <= found.difference.ours[1] + 1


def test_what_may_be_left_out_is_in_neither_or_both() -> None:
    format_ = template_formats.load("notify")
    template, _ = make_template({"text": "Ready((late?? Sorry.))((soon?? See you.))"}, format_)
    fits = ["Ready", "Ready Sorry.", "Ready See you.", "Ready Sorry. See you."]
    assert all(best_split(template.forms[0], list(text)) is not None for text in fits)
    assert best_split(template.forms[0], list("Ready See you. Sorry.")) is None


@given(
    st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), max_size=8),
    st.lists(st.sampled_from("abcdef"), max_size=6),
)
def test_the_index_finds_the_texts_with_the_most_words_in_common(texts: list[list[str]], words: list[str]) -> None:
    from collections import Counter

    shared = [(Counter(words) & Counter(each)).total() for each in texts]
    wanted = sorted((at for at, count in enumerate(shared) if count), key=lambda at: (-shared[at], at))[:3]
    assert WordIndex(texts).likely(words, 3) == wanted


def test_a_text_of_one_sign_is_held_against_a_template_of_one_sign() -> None:
    """Each value can end anywhere: what is known of a value is not asked again for each variable."""
    asked: list[tuple[int, int]] = []

    class Counted(Units):
        def value(self, variable: Variable, start: int, end: int) -> Value:
            asked.append((start, end))
            return super().value(variable, start, end)

    values = best_split("a{#var#}" * 20, Counted(list("a" * 120)))
    assert values is not None
    assert len(asked) <= 120 * 121 // 2


def test_texts_of_many_equal_words_are_compared_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    class Counted(SequenceMatcher[str]):
        def __init__(self, junk: None, one: list[str], other: list[str], *, autojunk: bool) -> None:
            compared.append(len(one) * len(other))
            super().__init__(junk, one, other, autojunk=autojunk)

    monkeypatch.setattr("smslint.rules.difference.SequenceMatcher", Counted)
    template, _ = make_template({"text": "x y " * 2_000}, template_formats.load("dlt"))
    outcome = ApprovedList("", (), [template]).outcome(Units(list("y x z " * 2_000)))
    assert outcome.template is template
    assert max(compared) <= 300 * 300
