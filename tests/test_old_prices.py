"""A rate card of 2020 is called old wherever a cost rests on it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

import smslint
import smslint.data
from smslint import clock
from smslint.cli.app import run
from smslint.sending.gate import gate

TO = "+14155552671"
ORDER = "Acme: your order has shipped"
CARD = "region,sender,network,kind,price,currency,carrier_fee,as_of,source\n"
SAYS = "The prices are from 2020-05-06"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    settings = "kind: transactional\nbrand: Acme\nregions: [US]\nprices: card.csv\nmessages: [{files: '*.txt'}]\n"
    Path("smslint.yaml").write_text(settings, encoding="utf-8")
    Path("order.txt").write_text(ORDER, encoding="utf-8")
    Path("other.txt").write_text(f"{ORDER} today", encoding="utf-8")
    Path("people.csv").write_text(f"phone,name\n{TO},Ann\n+14155550100,Bob\n", encoding="utf-8")
    dated("2020-05-06")
    return tmp_path


def dated(*days: str) -> None:
    regions = ("US", "FR")
    rows = "".join(f"{region},,,,0.01,USD,,{day},test\n" for region, day in zip(regions, days, strict=False))
    Path("card.csv").write_text(CARD + rows, encoding="utf-8")


def findings(*arguments: str, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str | None, str]]:
    run([*arguments, "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    return [(each["severity"], each.get("path"), each["message"]) for each in found if each["code"] == "CST002"]


def test_the_files_of_a_project_earn_one_finding_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):  # the second run reads its results from the cache
        ((severity, path, message),) = findings("check", capsys=capsys)
        assert (severity, path) == ("warning", "smslint.yaml")
        assert message.startswith(SAYS)


def test_new_prices_and_prices_that_nothing_rests_on_are_no_finding(capsys: pytest.CaptureFixture[str]) -> None:
    dated(clock.today().isoformat(), "2020-05-06")
    assert findings("check", "--no-cache", capsys=capsys) == []
    assert smslint.check(ORDER, TO, config=Path("smslint.yaml").resolve()).findings == ()


def test_the_project_can_say_how_old_is_old_or_switch_the_rule_off(capsys: pytest.CaptureFixture[str]) -> None:
    settings = Path("smslint.yaml").read_text(encoding="utf-8")
    for rules in ("{CST002: off}", "{CST002: {max_age_days: 36500}}"):
        Path("smslint.yaml").write_text(f"{settings}rules: {rules}\n", encoding="utf-8")
        assert findings("check", "--no-cache", capsys=capsys) == []


def test_check_and_gate_find_it_for_the_prices_of_the_recipients_country() -> None:
    at = dt.datetime.fromisoformat("2026-11-24T13:00:00-05:00")
    for found in (
        smslint.check(ORDER, TO, at=at, config=Path("smslint.yaml").resolve()).findings,
        gate(ORDER, TO, at=at, config=Path("smslint.yaml").resolve()).findings,
    ):
        (finding,) = (each for each in found if each.code == "CST002")
        assert finding.message.startswith(f"{SAYS}, 2393 days ago")
        assert finding.severity.label == "warning"


def test_an_old_price_refuses_nobody_because_there_is_a_budget() -> None:
    at = dt.datetime.fromisoformat("2026-11-24T13:00:00-05:00")
    card = str(Path("card.csv").resolve())
    config = {"kind": "transactional", "brand": "Acme", "prices": card, "sending": {"budget": "5 USD"}}
    assert gate(ORDER, TO, at=at, config=config).passed
    refused = gate(ORDER, "+33612345678", at=at, config=config)
    assert not refused.passed
    assert [(each.code, each.severity.label) for each in refused.findings if each.code == "CST002"] == [
        ("CST002", "error")
    ]


def test_preflight_and_send_say_it(capsys: pytest.CaptureFixture[str]) -> None:
    run(["preflight", "order.txt", "people.csv"])
    assert SAYS in capsys.readouterr().out
    (finding,) = (each for each in smslint.preflight("order.txt", "people.csv").list_findings if each.code == "CST002")
    assert (finding.severity.label, finding.message.startswith(SAYS)) == ("warning", True)
    run(["send", "order.txt", "people.csv", "--dry-run"])
    assert SAYS in capsys.readouterr().out
    run(["send", "--to", TO, "--body", ORDER, "--dry-run"])
    assert SAYS in capsys.readouterr().out


def test_it_is_at_the_line_of_the_file_that_names_the_card(capsys: pytest.CaptureFixture[str]) -> None:
    Path("base.yaml").write_text("# for all shops\nbrand: Acme\n\nprices: card.csv\n", encoding="utf-8")
    Path("smslint.yaml").write_text(
        "extends: base.yaml\nkind: transactional\nregions: [US]\nmessages: [{files: '*.txt'}]\n", encoding="utf-8"
    )
    run(["check", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [(each["path"], each["line"]) for each in found if each["code"] == "CST002"] == [("base.yaml", 4)]


def test_a_rule_of_a_pack_on_prices_is_as_good(capsys: pytest.CaptureFixture[str]) -> None:
    """What is unknown is said by the check that looks, whatever the rule is called."""
    given = next(path for path in Path(smslint.data.data_path("rules")).rglob("CST002*.yaml")).read_text(
        encoding="utf-8"
    )
    own = given.replace("CST002", "ACM002").replace("stale-price", "acme-price")
    Path("pack").mkdir()
    Path("pack/ACM002-acme-price.yaml").write_text(own, encoding="utf-8")
    settings = Path("smslint.yaml").read_text(encoding="utf-8")
    Path("smslint.yaml").write_text(f"{settings}packs: [pack]\nrules: {{CST002: off}}\n", encoding="utf-8")
    run(["check", "--no-cache", "--format", "json"])
    (cost,) = json.loads(capsys.readouterr().out)["coverage"]["costs"]
    assert "the prices are from 2020-05-06" in cost
    found = smslint.preflight("order.txt", "people.csv")
    assert [each.code for each in found.list_findings] == ["ACM002"]
    assert [each for each in found.unknown if "the prices are from 2020-05-06" in each]
    assert run(["send", "--to", TO, "--body", ORDER, "--dry-run", "--strict"]) == 1
    Path("people.csv").write_text("phone,name\n+4915123456789,Ann\n", encoding="utf-8")
    priceless = smslint.preflight("order.txt", "people.csv", max_cost="5")
    assert [each.code for each in priceless.list_findings] == ["ACM002"]
    assert priceless.over_limit[0].startswith("ACM002: ")
    assert not priceless.ok


FIGURES = (
    ["check", "--no-cache"],
    ["cost"],
    ["prices", "show", "--card", "card.csv"],
    ["prices", "diff", "new.csv", "card.csv"],
    ["prices", "diff", "new.csv", "card.csv", "--volumes"],
    ["preflight", "order.txt", "people.csv"],
    ["send", "order.txt", "people.csv", "--dry-run"],
    ["send", "--to", TO, "--body", ORDER, "--dry-run"],
)


@pytest.mark.parametrize("command", FIGURES, ids=" ".join)
def test_a_price_of_the_future_is_said_beside_a_price_of_today(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    dated(clock.today().isoformat())
    Path("card.csv").rename("new.csv")
    dated("2031-05-06", clock.today().isoformat())
    settings = Path("smslint.yaml").read_text(encoding="utf-8").replace("[US]", "[US, FR]")
    Path("smslint.yaml").write_text(settings, encoding="utf-8")
    for form in ("text", *(["json"] if command[0] != "send" else [])):
        run([*command, "--format", form] if command[0] != "send" else command)
        said = capsys.readouterr().out
        assert "in the future" in said or '"stale": true' in said


@pytest.mark.parametrize(("limit", "old"), [(30, True), (365, False)])
def test_the_age_that_the_project_calls_old_is_one_in_every_place(
    limit: int, old: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    dated((clock.today() - dt.timedelta(days=60 if old else 300)).isoformat())
    settings = Path("smslint.yaml").read_text(encoding="utf-8")
    Path("smslint.yaml").write_text(f"{settings}rules: {{CST002: {{max_age_days: {limit}}}}}\n", encoding="utf-8")
    run(["preflight", "order.txt", "people.csv"])
    said = capsys.readouterr().out
    assert [words in said for words in ("CST002", "old price: ", "some are old")] == [old] * 3
    run(["preflight", "order.txt", "people.csv", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    stale = (found["cost"]["stale"], found["messages"]["now"]["countries"]["US"]["cost"]["stale"])
    assert stale == (old, old)
    Path("new.csv").write_text(Path("card.csv").read_text(encoding="utf-8"), encoding="utf-8")
    for command in (["cost"], ["check", "--no-cache"], ["prices", "diff", "new.csv", "card.csv", "--volumes"]):
        run(command)
        assert (" days ago" in capsys.readouterr().out) is old, command


def test_what_a_report_of_costs_rests_on_is_said_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    """The same in a change of texts, in a month, and in a change of cards: a guessed dialect, a call that sends something unknown."""
    Path("order.txt").write_text(f"{ORDER} {{{{ day }}}}", encoding="utf-8")
    Path("call.py").write_text(f"send_sms(to, '{ORDER}')\nsend_sms(to, body)\n", encoding="utf-8")
    settings = Path("smslint.yaml").read_text(encoding="utf-8")
    Path("smslint.yaml").write_text(
        settings.replace("[US]", "[HN]").replace("'*.txt'}", "'*.txt'}, {files: '*.py'}"), encoding="utf-8"
    )
    for command in (["cost"], ["prices", "diff", "card.csv", "card.csv", "--volumes"]):
        run(command)
        said = " ".join(capsys.readouterr().out.split())
        for words in ("the rules of HN", "read as jinja for {{ day }}", "call.py:2: What this call sends is not known"):
            assert words in said, (command, words)
        run([*command, "--format", "json"])
        found = json.loads(capsys.readouterr().out)
        coverage = (found if command == ["cost"] else found["project"])["coverage"]
        assert (coverage["complete"], coverage["regions_without_profile"]) == (False, ["HN"])


def test_a_total_with_a_text_that_nobody_knows_is_not_known_to_be_inside(capsys: pytest.CaptureFixture[str]) -> None:
    known = f"send_sms(to, '{ORDER}')\n"
    settings = Path("smslint.yaml").read_text(encoding="utf-8").replace("'*.txt'", "'*.py'")
    Path("smslint.yaml").write_text(f"{settings}volumes: {{'*': 10}}\n", encoding="utf-8")
    for text, status in ((known, 0), (f"{known}send_sms(to, body)\n", 1)):
        Path("call.py").write_text(text, encoding="utf-8")
        assert run(["cost", "--max-total", "5000"]) == status
        said = " ".join(capsys.readouterr().out.split())
        assert ("call.py was not read completely" in said) is bool(status)
