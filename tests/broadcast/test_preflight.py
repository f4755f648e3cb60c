"""``smslint.preflight`` from Python: what the command prints; and the project's rules in it."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import smslint
from smslint.cli.app import run
from smslint.errors import ConfigError, RecipientsError

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
LIST = FIXTURES / "lists" / "customers.csv"
STOP = FIXTURES / "lists" / "suppressed.txt"
SHIPPED = FIXTURES / "templates" / "sms" / "order_shipped.txt"

HI = {"text": "Acme: hi {{ name }}, your order has shipped"}
ANN = {"phone": "+12025550101", "name": "Ann"}
LONG = {"phone": "+12025550102", "name": "x" * 200}
HOLE = {"phone": "+12025550103", "name": " "}
NULL = {"phone": "+12025550104", "name": "undefined"}

COMMANDS = [
    ([], {}),
    (["--suppress", str(STOP), "--max-segments", "1"], {"suppression": STOP, "max_segments": 1}),
    (
        ["--max-cost", "0.10", "--at", "2026-12-01T10:00-05:00", "--enabled", "US,CA"],
        {"max_cost": "0.10", "at": "2026-12-01T10:00-05:00", "enabled": ["US", "CA"]},
    ),
    (["--require-consent", "--kind", "marketing", "--accept-suggestions", "--region", "US"],
     {"require_consent": True, "kind": "marketing", "accept_suggestions": True, "region": "US"}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "arguments"), COMMANDS, ids=lambda value: str(value)[:40])
def test_python_gives_what_the_command_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: list[str], arguments: dict[str, Any]
) -> None:
    status = run(["preflight", str(SHIPPED), str(LIST), "--format", "json", *words])
    # Each door calls an option as it is called there.
    printed = json.loads(capsys.readouterr().out.replace("--max-cost", "max_cost").replace("(--at)", "(at)"))
    found = smslint.preflight(SHIPPED, LIST, **arguments)
    assert found.as_dict() == printed
    assert found.ok == (status == 0)
    assert (found.recipients, found.segments) == tuple(
        printed["messages"]["now"][k] for k in ("recipients", "segments")
    )
    monkeypatch.setenv("COLUMNS", "100")
    run(["preflight", str(SHIPPED), str(LIST), "--color", "never", *words])
    assert (
        str(found).replace("and max_cost", "and --max-cost").replace("(at)", "(--at)") + "\n" == capsys.readouterr().out
    )


def test_a_broadcast_can_be_pickled() -> None:
    found = smslint.preflight(SHIPPED, LIST, max_segments=1)
    again = pickle.loads(pickle.dumps(found))
    assert again.as_dict() == found.as_dict()
    assert str(again) == str(found)
    with pytest.raises(AttributeError):
        again.template = "x"


def people(*rows: dict[str, Any], rules: dict[str, Any] | None = None, **arguments: Any) -> smslint.Broadcast:
    config = {"brand": "Acme", "kind": "transactional", "rules": rules or {}, **arguments.pop("config", {})}
    return smslint.preflight(HI, rows, dialect="jinja", config=config, **arguments)


def codes_of(found: smslint.Broadcast) -> list[tuple[str, str]]:
    return [(each.code, each.severity.label) for each in found.list_findings]


def card(folder: Path, as_of: str = "2026-11-01", regions: str = "US") -> str:
    path = folder / f"card-{as_of}.csv"
    rows = "".join(f"{each},0.01,USD,{as_of}\n" for each in regions.split())
    path.write_text(f"region,price_per_segment,currency,as_of\n{rows}", encoding="utf-8")
    return str(path)


RULES = [
    ([ANN], {}, {}, [], True, 1),
    ([ANN, LONG], {}, {}, [], True, 2),
    ([ANN, LONG], {"LEN002": {"max_segments": 1}}, {}, [("LEN002", "warning")], True, 2),
    ([ANN, LONG], {"LEN002": {"max_segments": 1, "severity": "error"}}, {}, [("LEN002", "error")], False, 1),
    ([ANN, LONG], {"over-segment-budget": {"max_segments": 1, "severity": "info"}}, {}, [("LEN002", "info")], True, 2),
    ([ANN, LONG], {}, {"max_segments": 1}, [("LEN002", "error")], False, 2),
    ([ANN, LONG], {"LEN002": "off"}, {"max_segments": 1}, [], True, 2),
    ([ANN, LONG], {"LEN002": "warning"}, {"max_segments": 1}, [("LEN002", "warning")], True, 2),
    ([ANN, HOLE], {}, {}, [("PLH002", "error")], False, 1),
    ([ANN, HOLE], {"PLH002": "warning"}, {}, [("PLH002", "warning")], True, 2),
    ([ANN, HOLE], {"PLH002": "off"}, {}, [], True, 2),
    ([ANN, NULL], {}, {}, [("PLH001", "error")], False, 1),
    ([ANN, NULL], {"PLH001": "info"}, {}, [("PLH001", "info")], True, 2),
    ([ANN, NULL], {"PLH001": "off"}, {}, [], True, 2),
    ([ANN, ANN], {"NUM003": "off"}, {}, [], False, 1),
    ([ANN, {**ANN, "name": "Al"}], {"NUM003": "off"}, {}, [], True, 2),
    ([ANN, {"phone": "+442079460958", "name": "Al"}], {}, {}, [], False, 1),
    ([ANN, {"phone": "+442079460958", "name": "Al"}], {"NUM002": "warning"}, {}, [], True, 2),
    ([ANN, {**ANN, "opt_out": "yes"}], {}, {}, [], False, 0),
    ([ANN, {**ANN, "opt_out": "yes"}], {"CON003": "off", "NUM003": "off"}, {}, [], False, 1),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "rules", "arguments", "codes", "ok", "sent"), RULES)
def test_the_projects_rules_decide(
    rows: list[dict[str, Any]],
    rules: dict[str, Any],
    arguments: dict[str, Any],
    codes: list[tuple[str, str]],
    ok: bool,
    sent: int,
) -> None:
    found = people(*rows, rules=rules, **arguments)
    assert codes_of(found) == codes
    assert (found.ok, found.recipients) == (ok, sent)
    assert [each["code"] for each in found.as_dict()["list_findings"]] == [code for code, _ in codes]


def test_money_is_held_by_the_projects_rules(tmp_path: Path) -> None:
    prices = card(tmp_path)
    over = people(ANN, LONG, prices=prices, max_cost="0.02")
    assert over.over_limit == ("CST001: it costs up to 0.03 USD, and max_cost is 0.02.",)
    assert not over.ok
    assert people(ANN, LONG, prices=prices, max_cost="0.03").ok
    assert people(ANN, LONG, prices=prices, max_cost="0.02", rules={"CST001": "warning"}).ok
    silent = people(ANN, LONG, prices=prices, max_cost="0.02", rules={"CST001": False})
    assert (silent.ok, silent.list_findings) == (True, ())
    assert silent.notes == ("The limit on the cost is not checked, because the project has switched CST001 off.",)
    budget = people(ANN, LONG, config={"prices": prices, "sending": {"budget": "0.02 USD"}})
    assert budget.over_limit == ("CST001: it costs up to 0.03 USD, and the budget is 0.02 USD.",)
    with pytest.raises(ConfigError, match="needs a rate card"):
        people(ANN, max_cost="1")


def test_prices_that_are_old_or_missing(tmp_path: Path) -> None:
    old = people(ANN, prices=card(tmp_path, "2020-01-01"))
    assert codes_of(old) == [("CST002", "warning")]
    assert "The prices are from 2020-01-01" in old.list_findings[0].message
    assert codes_of(people(ANN, prices=card(tmp_path, "2020-01-01"), rules={"CST002": "off"})) == []
    swede = {"phone": "+46701740605", "name": "Kim"}
    missing = people(ANN, swede, prices=card(tmp_path), at="2026-11-25T12:00+00:00")
    assert codes_of(missing) == [("CST002", "warning")]
    assert missing.list_findings[0].message == "1 recipient in SE has no price, so their cost is unknown."
    strict = people(ANN, swede, prices=card(tmp_path), max_cost=5, at="2026-11-25T12:00+00:00")
    assert (codes_of(strict), strict.ok) == ([("CST002", "error")], False)


def test_the_projects_own_lists_and_countries_count(tmp_path: Path) -> None:
    (tmp_path / "stop.txt").write_text("+12025550101\n", encoding="utf-8")
    config = {"sending": {"suppression": str(tmp_path / "stop.txt"), "enabled_regions": ["CA"]}}
    found = people(ANN, LONG, config=config)
    assert {code: tally.count for code, tally in found.audit.tallies.items()} == {"NUM004": 1, "NUM005": 2}


def test_values_are_the_same_for_everyone() -> None:
    found = smslint.preflight({"text": "{{ shop }}: hi {{ name }}"}, [ANN], dialect="jinja", values={"shop": "x" * 160})
    assert found.segments == 2


WRONG = [
    (lambda: smslint.preflight("none.txt", [ANN]), ConfigError, "no such file"),
    (lambda: smslint.preflight({"txt": "x"}, [ANN]), ConfigError, "expected a path, or the text"),
    (lambda: smslint.preflight(HI, []), RecipientsError, "no recipient"),
    (lambda: smslint.preflight(HI, [{"fax": "x", "name": "y"}]), RecipientsError, "phone numbers"),
    (lambda: smslint.preflight(HI, ["+12025550101"]), RecipientsError, "one mapping per recipient"),  # type: ignore[list-item]
    (lambda: smslint.preflight(HI, [{"phone": "+12025550101"}], dialect="jinja"), RecipientsError, "PLH002"),
    (lambda: smslint.preflight(HI, [ANN], dialect="jinja", at="2026-12-01T10:00"), ConfigError, "offset"),
    (lambda: smslint.preflight(HI, [ANN], dialect="ninja"), ConfigError, "jinja"),
    (lambda: smslint.preflight(HI, [ANN], dialect="jinja", enabled=["XX"]), ConfigError, "ISO 3166-1"),
]


@pytest.mark.parametrize(("call", "error", "words"), WRONG)
def test_wrong_arguments(call: Callable[[], object], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        call()


def test_a_row_whose_text_shows_another_code_than_phones_fill_in_is_refused() -> None:
    template = {"text": "{{ shown }} is your Acme code. Do not share it.\n@acme.example #{{ code }}"}
    rows = [
        {"phone": "+12025550101", "shown": "123456", "code": "123456"},
        {"phone": "+12025550102", "shown": "123456", "code": "654321"},
    ]
    found = smslint.preflight(template, rows, kind="otp")
    refused = [(each["code"], each["count"]) for each in found.as_dict()["list"]["problems"] if each["refuses"]]
    assert ("OTP002", 1) in refused
