"""The compiled plan against ``phonenumbers``: every answer, on examples, on random and on hostile strings."""

from __future__ import annotations

from array import array
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.errors import PlanError
from smslint.numbers import plan as plan_module
from smslint.numbers.label import MAX_DIGITS
from smslint.numbers.oracle import OraclePlan, describe
from smslint.numbers.plan import END_SYMBOL, NOT_E164_ID, OTHER_SYMBOL, SYMBOLS, Plan
from smslint.numbers.planfile import BUILDER, pack, stamp_of, unpack
from smslint.numbers.samples import Sampler, example_numbers
from smslint.numbers.verify import disagreements

HOSTILE = [
    "",
    "+",
    "+1",
    "+0",
    "++1",
    "+1 ",
    " +14155552671",
    "+14155552671\n",
    "+14155552671\0",
    "+1415\0" + "5552671",
    "+1415 5552671",
    "+1415555267O",
    "14155552671",
    "+１４１５５５５２６７１",
    "+1415555267²",
    "+١٤١٥٥٥٥٢٦٧١",
    "\ud800",
    "+1415555267\ud800",
    "+:/",
    "+1:",
    "+1/",
    "-14155552671",
    "+" + "9" * MAX_DIGITS,
    "+" + "1" * (MAX_DIGITS + 1),
    "+" + "1" * 5000,
    "+000",
]
digit_strings = st.text("0123456789", max_size=18).map("+{}".format)
near_numbers = st.builds(
    lambda number, place, insert, drop: number[: place + 1] + insert + number[place + 1 + drop :],
    st.sampled_from([*example_numbers()]),
    st.integers(0, 15),
    st.text("0123456789", max_size=4),
    st.integers(0, 3),
)


@pytest.fixture(scope="module")
def linked(shipped: Plan) -> Plan:
    plan = Plan(shipped._data, "shipped")
    plan.linked()
    return plan


def test_ids_fit_sixteen_bits(shipped: Plan) -> None:
    assert len(shipped) + shipped.labels < 1 << 16


def test_example_numbers(shipped: Plan) -> None:
    examples = [*example_numbers()]
    assert len(examples) > 1000
    assert disagreements(shipped, examples) == []
    assert all(shipped.label(shipped.classify(number)).valid for number in examples)


def test_twenty_thousand_seeded_strings(shipped: Plan) -> None:
    assert disagreements(shipped, Sampler(7).strings(20_000)) == []


@pytest.mark.long
def test_two_hundred_thousand_seeded_strings(shipped: Plan) -> None:
    assert disagreements(shipped, Sampler(11).strings(200_000)) == []


@settings(max_examples=300, deadline=None)
@given(digit_strings | near_numbers)
def test_any_digits(shipped: Plan, text: str) -> None:
    assert disagreements(shipped, [text]) == []


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=20) | st.text("+0123456789 \0-(O１", max_size=18))
def test_any_text(shipped: Plan, linked: Plan, text: str) -> None:
    label_id = shipped.classify(text)
    assert shipped.label(label_id) == describe(text)
    assert [*linked.classify_many([text])] == [label_id]


@pytest.mark.parametrize("text", HOSTILE)
def test_both_walks_agree_on_hostile_texts(shipped: Plan, linked: Plan, text: str) -> None:
    label_id = shipped.classify(text)
    assert [*linked.classify_many([text])] == [label_id]
    assert shipped.label(label_id) == describe(text)


def test_the_oracle_plan_has_the_same_interface_and_answers(shipped: Plan) -> None:
    oracle = OraclePlan()
    texts = [*HOSTILE, *islice(example_numbers(), 200)]
    ours = [shipped.label(label_id) for label_id in shipped.classify_many(texts)]
    assert [oracle.label(label_id) for label_id in oracle.classify_many(texts)] == ours
    assert oracle.canonical("+4407911123456") == shipped.canonical("+4407911123456") == "+447911123456"
    assert oracle.canonical("+") == shipped.canonical("+") == "+"
    assert oracle.calling_code("GG") == shipped.calling_code("GG") == "44"
    assert oracle.calling_code("ZZ") is shipped.calling_code("ZZ") is None


def test_many_texts_link_only_when_it_pays(shipped: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_module, "LINK_ABOVE", 10)
    texts = [*Sampler(3).strings(25)]
    expected = [shipped.classify(text) for text in texts]
    for count, given_texts, linked in (
        (10, texts[:10], False),
        (10, iter(texts[:10]), False),
        (11, texts[:11], True),
        (25, iter(texts), True),
    ):
        plan = Plan(shipped._data, "shipped")
        assert [*plan.classify_many(given_texts)] == expected[:count]
        assert (plan._linked is not None) is linked


def test_the_step_table_gives_the_same_labels(shipped: Plan) -> None:
    raw, ends = shipped.step_table()
    table = array("H", raw)
    assert ends == len(shipped)
    assert len(table) == (ends + shipped.labels) * SYMBOLS

    def step(text: str) -> int:
        state = 0 if text[:1] == "+" else ends
        for character in text[1:].ljust(16, "\0"):
            known = character.isascii() and character.isdigit()
            symbol = int(character) if known else END_SYMBOL if character == "\0" else OTHER_SYMBOL
            state = table[state * SYMBOLS + symbol]
        return state - ends

    for text in [*HOSTILE, *Sampler(5).strings(2000)]:
        if len(text) <= MAX_DIGITS + 1 and not text.endswith("\0"):
            assert step(text) == shipped.classify(text), text


def test_labels_are_shared_and_read_once(shipped: Plan) -> None:
    label_id = shipped.classify("+14155552671")
    assert shipped.label(label_id) is shipped.label(label_id)
    assert shipped.label(NOT_E164_ID).error == "not_e164"


def test_a_plan_survives_its_file(shipped: Plan) -> None:
    blob = pack(shipped._data)
    assert Plan.read(blob, "cache").same_answers(shipped)
    assert stamp_of(blob) == (BUILDER, shipped.metadata_version, len(shipped))


@pytest.mark.parametrize(
    "damage",
    [
        lambda blob: b"",
        lambda blob: b"PK\3\4 not a plan",
        lambda blob: blob[:1000],
        lambda blob: blob[:2000] + b"\0" * 100 + blob[2100:],
        lambda blob: blob.replace(b"smslint-plan 2 ", b"smslint-plan 99 ", 1),
        lambda blob: blob.replace(b" 9", b" x y 9", 1),
    ],
)
def test_damaged_files_are_refused(shipped: Plan, damage: object) -> None:
    with pytest.raises(PlanError):
        unpack(damage(pack(shipped._data)))  # type: ignore[operator]


def test_one_wrong_state_is_noticed(shipped: Plan) -> None:
    """A table with a single wrong label does not pass the verification."""
    label_of = array("H", shipped._data.label_of.tobytes())
    number = next(example_numbers())
    state = 0
    for digit in number[1:]:
        state = shipped._data.next[state * 10 + int(digit)]
    label_of[state] = shipped.classify("+80012345678")
    wrong = Plan(shipped._data._replace(label_of=memoryview(label_of)), "built")
    assert disagreements(wrong, [number])
