"""Wrong arguments of gates and senders: an error at once that names the argument, never a gate that lets more through."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

import smslint
from smslint.errors import ConfigError, RecipientsError
from smslint.sending.gate import gate, make_gate
from smslint.sending.journal.journal import Journal
from smslint.sending.octopods import OctopodsSender
from smslint.sending.verdict import Outgoing
from tests.sending.support import KEY, PASS, TO

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Acme: your order has shipped"
NUMBER = int(TO[1:])
WRONG: list[object] = ["x", "", 5, 0, True, math.nan, b"x", ["x"], {"a": 1}, object(), Outgoing, TO]


@pytest.mark.parametrize(
    "numbers", [{NUMBER}, frozenset({NUMBER}), [NUMBER], (NUMBER,), {NUMBER: "asked"}, range(NUMBER, NUMBER + 1)]
)
def test_numbers_not_to_text(numbers: Any) -> None:
    assert not make_gate(suppression=numbers)(Outgoing(TEXT, TO, "transactional"))
    assert make_gate(suppression=numbers)(Outgoing(TEXT, "+14155552672", "transactional"))


@pytest.mark.parametrize(
    "numbers",
    [{TO}, frozenset({TO[1:]}), {TO: "asked"}, {True}, {1.0}, [NUMBER, TO], (TO.encode(),), iter([NUMBER]), (n for n in [NUMBER]), b"x",
     "", "  ", "a\0b", [""], NUMBER, object(), True],
)  # fmt: skip
def test_numbers_that_could_never_be_found(numbers: Any) -> None:
    with pytest.raises(ConfigError, match=r"suppression: expected one or more files|suppression: expected the path"):
        make_gate(suppression=numbers)


@pytest.mark.parametrize("path", ["x" * 100_000, "a\ud83d.txt"], ids=["too long", "no text"])
def test_a_suppression_list_that_no_file_can_be(path: str) -> None:
    with pytest.raises(ConfigError, match="suppression: expected the path of a file"):
        make_gate(suppression=path)


@pytest.mark.parametrize(
    "make",
    [make_gate, lambda **given: smslint.preflight({"text": "Hi"}, [{"phone": TO}], **given)],
    ids=["gate", "preflight"],
)
def test_a_class_is_no_open_journal(make: Any) -> None:
    with pytest.raises(ConfigError, match="journal: expected an open journal"):
        make(journal=Journal)


def test_files_as_text(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text(TO, "utf-8")
    assert not make_gate(suppression=[str(tmp_path / "s.txt")])(Outgoing(TEXT, TO, "transactional"))


@pytest.mark.parametrize("name", ["context", "journal", "clock", "provider", "campaign"])
@pytest.mark.parametrize("value", WRONG, ids=lambda value: type(value).__name__)
def test_a_gate(name: str, value: Any) -> None:
    if name in ("provider", "campaign") and isinstance(value, str):
        return
    if name == "clock" and callable(value):
        return
    with pytest.raises(ConfigError, match=f"{name}: expected"):
        make_gate(**{name: value})


@pytest.mark.parametrize("name", ["base", "gate", "journal", "pace", "timeouts", "campaign", "sleep"])
@pytest.mark.parametrize("value", WRONG, ids=lambda value: type(value).__name__)
def test_a_sender(name: str, value: Any) -> None:
    if (name in ("base", "campaign") and isinstance(value, str)) or (name in ("gate", "sleep") and callable(value)):
        return
    # With its own gate, too: the gate of the project would refuse a wrong journal by itself.
    for given in ({name: value}, {"gate": PASS, name: value}):
        with pytest.raises(ConfigError, match=f"{name}: expected"):
            OctopodsSender(KEY, **given)


@pytest.mark.parametrize("value", ["", "x", "twillio", "\ud800", "x" * 5000])
def test_a_gate_for_an_unknown_provider_or_country(value: str) -> None:
    with pytest.raises(ConfigError, match=r"^provider: there is no provider"):
        make_gate(provider=value)
    with pytest.raises(ConfigError, match=r"^region: .* is not an ISO 3166-1 alpha-2 code"):
        make_gate(region=value)  # also without a file of numbers


@pytest.mark.parametrize(
    "wrong",
    [
        {"row": "1"},
        {"row": True},
        {"row": -1},
        {"row": 1.0},
        {"row": 2**63},
        {"options": ""},
        {"options": ["x"]},
        {"options": 0},
    ],
)
def test_a_message(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=f"^{next(iter(wrong))}: expected"):
        Outgoing(TEXT, TO, **wrong)


@pytest.mark.parametrize("to", ["+" + "9" * 5000, "9" * 5000, "+" + "1" * 16, "+" + "\u0663" * 4999])
def test_a_number_of_thousands_of_digits(to: str) -> None:
    assert [each.code for each in gate(TEXT, to, kind="transactional").findings if each.code == "NUM001"]


@pytest.mark.parametrize("path", ["x" * 100_000, "a\ud83d.txt", "a\0b"])
@pytest.mark.parametrize("name", ["template", "recipients", "suppression", "prices"])
def test_paths_that_no_file_can_have(name: str, path: str) -> None:
    arguments: dict[str, Any] = {"template": {"text": "Hi"}, "recipients": [{"phone": TO}], name: path}
    with pytest.raises((ConfigError, RecipientsError), match=name):
        smslint.preflight(**arguments)


@pytest.mark.parametrize("value", WRONG, ids=lambda value: type(value).__name__)
def test_a_journal_of_a_preflight(value: Any) -> None:
    with pytest.raises(ConfigError, match="journal: expected an open journal"):
        smslint.preflight({"text": "Hi"}, [{"phone": TO}], journal=value)


def test_a_column_with_a_number_of_thousands_of_digits() -> None:
    with pytest.raises(RecipientsError, match="no such column"):
        smslint.preflight({"text": "Hi"}, [{"phone": TO}], phone_column="9" * 5000)
