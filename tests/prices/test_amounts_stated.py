"""Amounts that people state: limits, budgets, volumes, facts. One grammar, and nothing that no sum could hold."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.cli.app import run
from smslint.errors import ConfigError
from smslint.prices.amounts import CURRENCIES
from smslint.prices.money import MOST, plus, stated, times
from smslint.project.budgets import flag
from smslint.project.sending import budget

NONE: tuple[Any, ...] = (
    "1e400", "1e99999999", "-1e99999999", "1e-400", "nan", "NaN", "sNaN", "inf", "-inf", "-0", "-0.0", "-1", "+1", "1,000", "0x10", "", " ", "_5", "１２", "٣",
    "1e16", "1" * 5000, "0." + "0" * 40 + "1", float("nan"), float("inf"), -0.0, -1, 10**400, -(10**400), True, None, [1], Decimal("NaN"), Decimal(-1),
)  # fmt: skip
"""What is no amount."""


@pytest.mark.parametrize("value", NONE, ids=lambda each: repr(each)[:30])
def test_what_is_no_amount(value: Any) -> None:
    assert stated(value) is None
    with pytest.raises(ConfigError):
        budget(value)


@pytest.mark.parametrize("option", ["--max-increase", "--max-total", "--max-segments"])
@pytest.mark.parametrize("word", [each for each in NONE if isinstance(each, str)], ids=lambda each: repr(each)[:30])
def test_no_limit_is_read_as_another_one(option: str, word: str) -> None:
    figure = {"--max-increase": "change", "--max-total": "total.monthly", "--max-segments": "message.segments"}[option]
    for text in (word, f"{word}%", f"{word} USD"):
        with pytest.raises(ConfigError, match=option):
            flag(text, figure, option)


@given(st.decimals(0, MOST, allow_nan=False, places=12), st.sampled_from(["f", "E"]))
def test_an_amount_is_read_exactly(number: Decimal, form: str) -> None:
    found = stated(f"{number:{form}}")
    assert found == number
    assert found is not None
    assert not found.is_signed()
    assert times(found, 10**12) == number * 10**12  # exact, or it raises
    assert plus(found, Decimal("1e-20")) > found


@pytest.mark.parametrize(
    ("value", "number"),
    [(500, "500"), (0.1 + 0.2, "0.30000000000000004"), ("1e5", "100000"), (".5", "0.5"), ("1_000", "1000")],
)
def test_an_amount(value: Any, number: str) -> None:
    assert str(stated(value)) == number


def test_a_currency_that_does_not_exist_is_a_mistake() -> None:
    assert "UDS" not in CURRENCIES
    with pytest.raises(ConfigError, match="500 UDS"):
        budget("500 UDS")


@pytest.mark.parametrize("number", [".nan", ".inf", "-.inf", "1e400", "-1", "-0.0", "10" * 20])
@pytest.mark.parametrize(
    "setting",
    [
        "volumes: {t/a.txt: %s}", "volumes: {t/a.txt: {monthly: %s}}", "volumes: {t/a.txt: {monthly: 10, regions: {US: %s}}}",
        "budgets: {total: {monthly: %s}}", "budgets: {change: {percent: %s}}", "budgets: {message: {segments: %s}}",
        "budgets: {change: {monthly: {silent: %s, fail: 10}}}", "sending: {budget: %s}", "sending: {messages_per_second: %s}",
    ],
)  # fmt: skip
def test_settings_name_the_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], setting: str, number: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t").mkdir()
    Path("t/a.txt").write_text("Acme: hello", "utf-8")
    Path("smslint.yaml").write_text(f"messages: [{{files: t/*.txt}}]\n{setting % number}\n", "utf-8")
    assert run(["cost"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "smslint.yaml:2: " in err
    assert setting.partition(":")[0] in err


@pytest.mark.parametrize("word", ["nan", "inf", "-inf", "1e400"])
@pytest.mark.parametrize(
    "command", [["send", "hello", "--rate"], ["send", "status", "--journal", "a.journal", "--wait"]]
)
def test_a_pace_is_finite(capsys: pytest.CaptureFixture[str], command: list[str], word: str) -> None:
    assert run([*command, word]) == 2
    assert f"invalid value for '{command[-1]}'" in capsys.readouterr().err
