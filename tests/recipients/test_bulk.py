"""The Arrow path gives the same answers as the base path: both run on the same hostile lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.numbers.e164 import check_number
from smslint.numbers.samples import Sampler
from smslint.numbers.store import plan
from smslint.text.gsm7 import GSM7
from tests.recipients.test_audit import ONE_NUMBER
from tests.recipients.test_preflight import CITIES, NAMES

pa = pytest.importorskip("pyarrow")
pytest.importorskip("numpy")

from smslint.recipients.bulk import SCHEMA, Column, classify, label_ids, measure  # noqa: E402

HOSTILE = [
    *(cell for cell, _ in ONE_NUMBER), "+", "++1", "+1\n", "+12025550101\n", "+12025550101\0", "\0+12025550101",
    "+1202 5550101", "+120255501012025550101", "+1202555010122222", "+0", "+1٢025550101", "ë", "+1202555010\U0001f600",
    "x" * 100, "+12025550101" * 50, "+5491112345678", "+541115123456", "+4407911123456", " +12025550101", "+1é",
]  # fmt: skip


def batch(**columns: Sequence[str | None]) -> Any:
    return pa.record_batch([pa.array(each, pa.string()) for each in columns.values()], names=list(columns))


def answers(texts: list[str]) -> list[dict[str, object]]:
    found = (check_number(text) for text in texts)
    return [
        {"canonical": n.e164, "valid": n.valid, "region": n.region, "type": n.type, "reason": n.reason} for n in found
    ]


def test_hostile_numbers() -> None:
    assert classify(batch(phone=HOSTILE), "phone").to_pylist() == answers(HOSTILE)


def test_many_numbers_of_all_countries() -> None:
    sampler = Sampler(7)
    texts = [make() for _ in range(1500) for make in (sampler.replaced, sampler.replaced)]
    assert classify(batch(phone=texts), "phone").to_pylist() == answers(texts)
    assert label_ids(pa.array(texts)).tolist() == [plan().classify(text) for text in texts]


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.from_regex(r"\+?[0-9]{5,17}", fullmatch=True), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)), max_size=12), st.integers(0, 3))  # fmt: skip
def test_any_texts(texts: list[str], offset: int) -> None:
    some = batch(phone=texts).slice(min(offset, len(texts)))
    assert classify(some, "phone").to_pylist() == answers(texts[offset:])


def test_other_column_types_and_nulls() -> None:
    assert classify(batch(phone=[]), "phone").schema == SCHEMA
    assert classify(batch(phone=[None, "+12025550101"]), "phone").to_pylist() == answers(["", "+12025550101"])
    large = pa.record_batch([pa.array(["+12025550101"], pa.large_string())], names=["phone"])
    assert classify(large, "phone").to_pylist() == answers(["+12025550101"])


LITERALS = ["", "Hi ", "x" * 150, "[" * 80, "€" * 70 + "x" * 13, "é", "’", "🎉" * 30, "x" * 66 + "’", "`"]


@pytest.mark.parametrize("literal", LITERALS)
def test_measures_equal_those_of_the_base_path(literal: str) -> None:
    rows = [(name, city) for name in NAMES for city in CITIES]
    some = batch(name=[name for name, _ in rows], city=[city for _, city in rows])
    message: list[str | Column] = [literal, Column("name"), "-", Column("city"), Column("name")]
    expected = [GSM7.measure(f"{literal}{name}-{city}{name}") for name, city in rows]
    assert [tuple(row.values()) for row in measure(some, message).to_pylist()] == expected


@given(st.sampled_from(LITERALS), st.lists(st.text(st.one_of(st.sampled_from("a€[ł🎉"), st.characters(exclude_categories=["Cs"])), max_size=170), max_size=5), st.integers(0, 2))  # fmt: skip
def test_measures_of_any_values(literal: str, values: list[str], offset: int) -> None:
    some = batch(v=values).slice(min(offset, len(values)))
    expected = [GSM7.measure(literal + value) for value in values[offset:]]
    assert [tuple(row.values()) for row in measure(some, [literal, Column("v")]).to_pylist()] == expected


def test_a_message_without_columns() -> None:
    assert measure(batch(v=["a", "b"]), ["hi"]).to_pylist() == [{"encoding": "GSM-7", "units": 2, "segments": 1}] * 2
