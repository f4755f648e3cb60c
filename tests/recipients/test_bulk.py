"""Columns of numbers and messages, all together: the same answers as one at a time."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.numbers.e164 import check_number
from smslint.numbers.samples import Sampler
from smslint.numbers.store import plan
from smslint.text.gsm7 import GSM7
from tests.recipients.test_audit import ONE_NUMBER

pa = pytest.importorskip("pyarrow")
pytest.importorskip("numpy")

from smslint.recipients import bulk_measure  # noqa: E402
from smslint.recipients.bulk_numbers import SCHEMA, classify, label_ids, labels_and_numbers  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

HOSTILE = [
    *(cell for cell, _ in ONE_NUMBER), "+", "++1", "+1\n", "+12025550101\n", "+12025550101\0", "\0+12025550101",
    "+1202 5550101", "+120255501012025550101", "+1202555010122222", "+0", "+1٢025550101", "ë", "+1202555010\U0001f600",
    "x" * 100, "+12025550101" * 50, "+5491112345678", "+541115123456", "+4407911123456", " +12025550101", "+1é",
    "+4908001234567890", "+49 (0)8001234567890", "+5215512345678", "+391234567", "+22912345678", "+22501020304", "+841201234567",
]  # fmt: skip


def test_labels_of_many_numbers_of_all_countries() -> None:
    sampler = Sampler(7)
    texts = [make() for _ in range(1500) for make in (sampler.replaced, sampler.replaced)]
    assert label_ids(pa.array(texts)).tolist() == [plan().classify(text) for text in texts]


def test_numbers_as_integers() -> None:
    texts = ["+12025550101", "+999999999999999", "+1", "", "+0012"]
    labels, numbers = labels_and_numbers(pa.array(texts))
    assert labels.tolist() == [plan().classify(text) for text in texts]
    assert numbers.tolist() == [12025550101, 999999999999999, 1, 0, 12]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("0123456789", max_size=18).map("+".__add__) | st.text("+09 a\0é", max_size=20), max_size=20))
def test_characters_in_groups_are_read_as_one_at_a_time(texts: list[str]) -> None:
    labels, numbers = labels_and_numbers(pa.array(texts, pa.string()))
    assert labels.tolist() == [plan().classify(text) for text in texts]
    for text, number in zip(texts, numbers.tolist(), strict=True):
        if text[:1] == "+" and len(text) <= 16 and (text[1:] or "0").isdecimal():
            assert number == int(text[1:] or "0")


@pytest.mark.parametrize("region", [None, "US", "GB", "AU"])
def test_wrong_numbers_that_are_alike_are_read_once(region: str | None) -> None:
    """Batch after batch, each answer is that of the number alone: also of digits that are dialled from abroad, and of old forms."""
    random = Random(region or "")
    starts = ["+", "+0", "+00", "+011", "+0011", "+1", "+521", "+39", "+84120", "+225", "+999", "+49", "+61", "+44"]
    for _ in range(4):
        texts = [f"{random.choice(starts)}{random.randrange(10 ** random.randrange(3, 13))}" for _ in range(3000)]
        fields = SCHEMA.names
        expected = [
            {name: getattr(each, name) for name in fields} for each in (check_number(text, region) for text in texts)
        ]
        assert classify(pa.array(texts), region).to_pylist() == expected


@pytest.mark.parametrize("literal", ["Hi ", "x" * 150, "[]", "é", "’", "ş", "🎉" * 20])
def test_messages_are_measured_as_one_at_a_time(literal: str) -> None:
    values = ["", "abc", "x" * 160, "’" * 80, "“a”", "[" * 100, "ş" * 30, "€", "🎉", "é" * 155]
    message: Sequence[Any] = [literal, pa.array(values), " x"]
    expected = [GSM7.measure(f"{literal}{value} x") for value in values]
    for found in (
        bulk_measure.measure(message, len(values)),
        bulk_measure.measure_texts([f"{literal}{each} x" for each in values]),
    ):
        assert [
            (bulk_measure.ENCODINGS[ucs2], units, segments)
            for ucs2, units, segments in zip(*(each.tolist() for each in found), strict=True)
        ] == expected
