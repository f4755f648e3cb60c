"""Every public function with arguments of the wrong type: our error with the name of the argument, never one from deep inside."""

from __future__ import annotations

import datetime as dt
import inspect
import math
import traceback
from typing import TYPE_CHECKING, Any, Final

import pytest

import smslint
from smslint import sending
from smslint.errors import SmslintError
from smslint.sending.gate import gate, make_gate
from smslint.sending.journal.journal import Journal
from smslint.sending.octopods import OctopodsSender
from smslint.sending.verdict import Outgoing, Verdict
from tests.sending.support import KEY, TO

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WRONG: Final[list[Any]] = [
    None, 5, -1, True, 1.5, math.nan, math.inf, 10**400, b"x", bytearray(b"x"), "x", "", "\0", "\ud800", "x" * 5000, ["x"], ("x",), [None], {"a": 1},
    {1: 2}, {"a": None}, {"x"}, object(), int, len, dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None), dt.date(2026, 1, 1), range(3), [[[]]],
]  # fmt: skip
NOT_GIVEN: Final = {"connect", "wait", "sleep", "limits", "on_progress"}
"""For tests, or functions: any function fits."""


def never(_message: Outgoing) -> Verdict:
    return Verdict(passed=False, findings=())


def calls(folder: Path) -> dict[str, tuple[Callable[..., Any], dict[str, Any]]]:
    """Public functions with arguments that are right. None can send: the gates refuse everything."""
    sender, journal = OctopodsSender(KEY, gate=never), Journal(folder / "j.db")
    message = Outgoing("Acme: hi", TO, "transactional")
    rows = [{"phone": TO}]
    return {
        "segment": (smslint.segment, {"text": "x"}),
        "measure": (smslint.measure, {"text": "x"}),
        "parse": (smslint.parse, {"source": "x", "dialect": "jinja"}),
        "bounds": (smslint.bounds, {"text": smslint.parse("x {{ a }}", "jinja")}),
        "check_number": (smslint.check_number, {"text": TO}),
        "check": (smslint.check, {"body": "x", "to": TO}),
        "guard": (smslint.guard, {"body": "message", "to": "phone"}),
        "opt_out": (smslint.opt_out, {"reply": "STOP"}),
        "preflight": (smslint.preflight, {"template": {"text": "Acme: hi"}, "recipients": rows}),
        "make_gate": (make_gate, {}),
        "gate": (gate, {"message": "x", "recipient": TO}),
        "RuleGate": (make_gate(), {"message": message}),
        "RuleGate.check": (make_gate().check, {"body": "x", "to": TO}),
        "Journal": (Journal, {"path": folder / "k.db"}),
        "Journal.add": (journal.add, {"campaign": "c", "message": message}),
        "Pace": (sending.Pace, {}),
        "ApiKey": (sending.ApiKey, {"value": KEY}),
        "OctopodsSender": (OctopodsSender, {"key": KEY}),
        "OctopodsSender.send": (sender.send, {"body": "x", "to": TO}),
        "OctopodsSender.status": (sender.status, {}),
        "send_all": (sending.send_all, {"rows": [message], "sender": sender, "journal": journal, "campaign": "c"}),
    }


def in_ours(error: BaseException) -> bool:
    """Whether the error was raised by a line that says ``raise``, or by Python for a call that does not fit the function."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return (
        (last.line or "").startswith(("raise ", "_wrong(")) or "raise" in (last.line or "") or "missing" in str(error)
    )


NAMES: Final = [
    "segment", "measure", "parse", "bounds", "check_number", "check", "guard", "opt_out", "preflight", "make_gate", "gate", "RuleGate", "RuleGate.check",
    "Journal", "Journal.add", "Pace", "ApiKey", "OctopodsSender", "OctopodsSender.send", "OctopodsSender.status", "send_all",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_wrong_types(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    all_calls = calls(tmp_path)
    assert list(all_calls) == NAMES
    function, right = all_calls[name]
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL) or parameter.name in NOT_GIVEN:
            continue
        for value in WRONG:
            if parameter.name == "clock" and callable(value):
                continue
            positional = parameter.kind is parameter.POSITIONAL_ONLY
            named = {key: each for key, each in right.items() if key != parameter.name}
            try:
                function(*([value] if positional else []), **named, **({} if positional else {parameter.name: value}))
            except SmslintError as error:
                assert len(str(error)) < 6000
            except TypeError as error:
                assert in_ours(error), (parameter.name, value, error)
            except Exception as error:
                raise AssertionError((parameter.name, type(value), error)) from error


@pytest.mark.parametrize("value", [int, len, print])
def test_a_guard_of_what_has_no_parameters(value: Any) -> None:
    with pytest.raises(TypeError, match="guard: "):
        smslint.guard(value)


def test_a_long_value_is_shortened() -> None:
    with pytest.raises(SmslintError, match="unknown dialect") as error:
        smslint.parse("x", "x" * 100_000)
    assert len(str(error.value)) < 1000


@pytest.mark.parametrize("name", ["changed_text", "on_progress"])
def test_a_broadcast(name: str, tmp_path: Path) -> None:
    found = smslint.preflight({"text": "Acme: hi"}, [{"phone": TO}], config={"kind": "transactional"})
    wrong: dict[str, Any] = {name: ["x" * 5000]}
    with pytest.raises(SmslintError, match=name) as error:
        smslint.send_broadcast(found, journal=tmp_path / "j", **wrong)
    assert len(str(error.value)) < 300
    assert not list(tmp_path.iterdir())
