"""What the arguments of ``smslint.preflight`` may be; and that errors call an option as the door does where it was given."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import smslint
from smslint.cli.app import run
from smslint.errors import ConfigError, RecipientsError
from smslint.recipients.mappings import list_of

HI = {"text": "Acme: hi {{ name }}"}
ANN = {"phone": "+12025550101", "name": "Ann"}


def ask(recipients: Any = None, text: str = HI["text"], **arguments: Any) -> smslint.Broadcast:
    return smslint.preflight({"text": text}, recipients or [ANN], **{"dialect": "jinja", **arguments})


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("max_segments", ["2", 0, -1, 1.5, True, [2]]),
        ("max_cost", ["abc", True, [1], "-1", float("nan"), {}]),
        ("values", [5, "a", [("a", "b")], {"zz": "1"}, {"name": 5}, {5: "x"}, {"name": "\0"}, {"name": "\ud800"}]),
        ("enabled", [5, "USA", ["XX"], [5], [""], "", {"US": 1}]),
        ("suppression", [5, [5], "", "a\0b", {"a": 1}]),
        ("region", [5, "XX", ["US"]]),
        ("phone_column", [5, ["phone"]]),
        ("encoding", [5, b"utf-8"]),
        ("require_consent", ["no", 1]),
        ("columns", [5, {"consent": 5}, {5: "a"}]),
        ("accept_suggestions", ["no", 0]),
        ("show_numbers", ["no", 0]),
        ("dialect", [5, "jinjaa"]),
        ("kind", [5, "sales"]),
        ("key", [5]),
        ("prices", [5, "a\0b", "nowhere.csv"]),
        ("at", [5, "noon", "2026-12-01T10:00"]),
        ("config", [5, "/nowhere/smslint.yaml"]),
    ],
)
def test_what_cannot_be_used_is_one_error_that_names_the_argument(name: str, values: list[Any]) -> None:
    for value in values:
        with pytest.raises(ConfigError) as wrong:
            ask(**{name: value})
        text = str(wrong.value)
        assert name in text, value
        assert "--" not in text
        assert len(text) < 400
        assert "\n" not in text


@pytest.mark.parametrize(
    "arguments",
    [
        {"enabled": "US"}, {"enabled": ("us", "CA")}, {"max_segments": 1}, {"values": {"name": "Bo"}}, {"suppression": []},
        {"region": "us"}, {"phone_column": "phone"}, {"require_consent": False}, {"at": dt.datetime(2026, 12, 1, 15, tzinfo=dt.UTC)},
    ],
)  # fmt: skip
def test_what_can_be_used_is_taken(arguments: dict[str, Any]) -> None:
    assert ask(**arguments).recipients == 1
    assert ask(enabled="GB").recipients == 0


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([{**ANN, "name": ["a"]}], "recipients: row 1, name: expected a text or a number, found ['a']"),
        ([ANN, {**ANN, "name": {"a": 1}}], "recipients: row 2, name: expected a text"),
        ([{**ANN, "name": b"Ann"}], "recipients: row 1, name: expected a text"),
        (
            [{**ANN, "name": "A\0"}],
            "recipients: row 1, name: 'A\\x00' contains characters that a message cannot contain",
        ),
        (
            [{**ANN, "name": "\ud83d"}],
            "recipients: row 1, name: '\\ud83d' contains characters that a message cannot contain",
        ),
        ([{**ANN, "phone": ["+12025550101"]}], "recipients: row 1, phone: expected a text"),
        ([dict([(5, "x"), *ANN.items()])], "recipients: row 1: the name of a column must be text, not 5"),
        ([{}], "The list has no columns: its rows are empty."),
        ("a\0b", "is not the path of a file"),
    ],
)
def test_a_row_that_no_message_can_hold_is_refused(rows: Any, says: str) -> None:
    with pytest.raises(RecipientsError) as wrong:
        ask(rows)
    assert says in str(wrong.value)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("Ann", "Ann"),
        (5, "5"),
        (Decimal("1.50"), "1.50"),
        (dt.date(2026, 12, 1), "2026-12-01"),
        (None, ""),
        (True, "true"),
    ],
)
def test_a_value_that_is_no_text_is_written_as_people_do(value: object, cell: str) -> None:
    assert [each.cells[1] for each in list_of([{"phone": "+12025550101", "x": value}]).rows()] == [cell]


def test_a_list_in_a_column_that_nobody_prints_harms_nobody() -> None:
    assert ask([{**ANN, "tags": ["a"]}]).recipients == 1


def test_a_value_that_a_condition_asks_for_is_known() -> None:
    text = "Hi{% if sale %} SALE{% endif %}{% for each in lines %} x{% endfor %}"
    assert ask(text=text, values={"sale": "yes"}).segments == 1
    assert ask(text=text, values={"lines": "yes"}).segments == 1


# Words of an error: from Python, from a command; the argument, the words of the command.
DOORS: list[tuple[str, str, dict[str, Any], list[str]]] = [
    ("max_cost: 'abc' is not an amount", "--max-cost: 'abc' is not an amount", {"max_cost": "abc"}, ["--max-cost", "abc"]),
    ("max_cost needs a rate card: prices=CARD", "--max-cost needs a rate card: --prices CARD", {"max_cost": "1"}, ["--max-cost", "1"]),
    ("prices: ", "--prices: ", {"prices": "nowhere.csv"}, ["--prices", "nowhere.csv"]),
    ("enabled: ", "--enabled: ", {"enabled": "XX"}, ["--enabled", "XX"]),
    ("region: 'XX' is no", "--region: 'XX' is no", {"region": "XX"}, ["--region", "XX"]),
    ("phone_column='tel': there is no", "--phone-column 'tel': there is no", {"phone_column": "tel"}, ["--phone-column", "tel"]),
    ("encoding='latin-99' is unknown", "--encoding 'latin-99' is unknown", {"encoding": "latin-99"}, ["--encoding", "latin-99"]),
    ("encoding='base64' is unknown", "--encoding 'base64' is unknown", {"encoding": "base64"}, ["--encoding", "base64"]),
    ("key='x' is not one of its messages: they have no keys", "--key 'x' is not one of its messages: they have no keys", {"key": "x"}, ["--key", "x"]),
    ("dialect: ", "--dialect: ", {"dialect": "jinjaa"}, ["--dialect", "jinjaa"]),
    ("values: the template has no placeholder 'nam' (did you mean 'name'?)", "--set: the template has no placeholder 'nam'", {"values": {"nam": "x"}}, ["--set", "nam=x"]),
]  # fmt: skip


@pytest.mark.parametrize(("python", "flags", "arguments", "words"), DOORS, ids=lambda value: str(value)[:30])
def test_an_error_calls_an_option_as_its_door_does(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    python: str,
    flags: str,
    arguments: dict[str, Any],
    words: list[str],
) -> None:
    template, people = tmp_path / "t.txt", tmp_path / "l.csv"
    template.write_text("Acme: hi {{ name }}")
    people.write_text("phone,name\n+12025550101,Ann\n")
    with pytest.raises((ConfigError, RecipientsError)) as wrong:
        smslint.preflight(template, people, **arguments)
    assert python in str(wrong.value)
    assert "--" not in str(wrong.value)
    assert run(["preflight", str(template), str(people), *words]) == 2
    assert flags in capsys.readouterr().err
    with pytest.raises((ConfigError, RecipientsError)) as again:
        smslint.preflight(template, people, **arguments)
    assert str(again.value) == str(wrong.value)


def test_a_missing_column_says_how_to_give_the_value(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(RecipientsError, match=r"or give the value with values=\{'NAME': 'VALUE'\}"):
        ask([{"phone": "+12025550101"}])
    template, people = tmp_path / "t.txt", tmp_path / "l.csv"
    template.write_text("Acme: hi {{ name }}")
    people.write_text("phone\n+12025550101\n")
    assert run(["preflight", str(template), str(people)]) == 2
    assert "or give the value with --set NAME=VALUE." in capsys.readouterr().err
