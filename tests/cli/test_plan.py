"""``smslint preflight --plan`` and ``smslint send --plan``: each is texted at their own time, and nobody twice."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import smslint
from smslint.cli.app import run
from smslint.errors import SendRefused
from smslint.sending import waits
from tests.sending.server import Server
from tests.sending.support import KEY

EAST, WEST, THIRD = "+12125550123", "+14155550123", "+14155550124"
Do = Callable[..., tuple[int, str]]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "smslint.yaml").write_text("kind: transactional\nbrand: Acme\n", encoding="utf-8")
    (tmp_path / "order.txt").write_text("Acme: hi {{ name }}, your order has shipped", encoding="utf-8")
    (tmp_path / "people.csv").write_text(f"phone,name\n{EAST},Ann\n{WEST},Bob\n12,No\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCTOPODS_API_KEY", KEY)
    return tmp_path


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def do(server: Server, capsys: pytest.CaptureFixture[str]) -> Do:
    def call(command: str, *words: object) -> tuple[int, str]:
        own = (
            ("--base", server.base, "--yes", "--journal", "j") if command == "send" and "--dry-run" not in words else ()
        )
        status = run([command, "order.txt", "people.csv", *map(str, words), *own])
        output = capsys.readouterr()
        return status, output.out + output.err

    return call


def just_now() -> str:
    """A minute ago on the clock of New York: in California that is in three hours."""
    return f"{dt.datetime.now(ZoneInfo('America/New_York')) - dt.timedelta(minutes=1):%Y-%m-%d %H:%M}"


def later(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)
    monkeypatch.setattr(waits, "moment_of_now", lambda: moment)


def plan(do: Do, *more: object) -> dict[str, Any]:
    status, output = do("preflight", "--at", just_now(), "--local", "--plan", "sale.plan", *more)
    assert status == 1, output  # the third row is refused
    assert "to follow it:  smslint send order.txt people.csv --plan sale.plan --journal FILE" in output
    found: dict[str, Any] = json.loads(Path("sale.plan").read_text(encoding="utf-8"))
    return found


def texted(server: Server) -> list[str]:
    return sorted("+" + str(each["destination_phone"]).lstrip("+") for each in server.accepted)


def test_each_is_texted_at_their_own_time_and_nobody_twice(
    do: Do, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = plan(do)
    assert [each["zones"] for each in found["groups"]] == [["America/New_York"], ["America/Los_Angeles"]]
    for _ in range(2):
        status, output = do("send", "--plan", "sale.plan")
        assert (status, texted(server)) == (1, [EAST])
        until = dt.datetime.fromisoformat(found["groups"][1]["from"])
        assert f"1 message waits by the plan:\n          1 until {until:%a %Y-%m-%d %H:%M} UTC" in output
        assert "1 accepted, 1 refused" in output
    later(monkeypatch, 4)
    for _ in range(2):
        status, output = do("send", "--plan", "sale.plan")
        assert "wait" not in output
        assert texted(server) == [EAST, WEST]


def test_a_dry_run_says_who_would_wait(do: Do, server: Server) -> None:
    plan(do)
    _, output = do("send", "--plan", "sale.plan", "--dry-run")
    assert "1 message would be sent, 1 refused" in output
    assert "1 message waits by the plan" in output
    _, output = do(
        "send",
        "--plan",
        "sale.plan",
        "--dry-run",
        "--at",
        (dt.datetime.now(dt.UTC) + dt.timedelta(hours=4)).isoformat(),
    )
    assert "2 messages would be sent, 1 refused" in output
    assert server.seen == []


@pytest.mark.parametrize("name", ["", "null"])
def test_whom_the_gate_refuses_for_the_text_does_not_wait(
    name: str, do: Do, server: Server, monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    rows = f"phone,name\n{EAST},Ann\n{WEST},Bob\n{THIRD},{name}\n12,No\n"
    (project / "people.csv").write_text(rows, encoding="utf-8")
    found = plan(do)
    assert [each["recipients"] for each in found["groups"]] == [1, 1]
    for words in (("--dry-run",), ()):
        _, output = do("send", "--plan", "sale.plan", *words)
        assert "1 message waits by the plan:" in output
        assert "2 refused" in output
    later(monkeypatch, 4)
    _, output = do("send", "--plan", "sale.plan")
    assert texted(server) == sorted([EAST, WEST])
    assert "2 accepted, 2 refused" in output


def test_quiet_hours_are_kept_when_a_run_is_late(
    do: Do, server: Server, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "smslint.yaml").write_text(
        "kind: marketing\nbrand: Acme\nsending: {require_consent: false}\n", encoding="utf-8"
    )
    (project / "order.txt").write_text("Acme: 20% off. Reply STOP to opt out", encoding="utf-8")
    do("preflight", "--at", "2026-11-02 10:00", "--local", "--plan", "sale.plan")
    night = dt.datetime.combine(
        dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1), dt.time(8), dt.UTC
    )  # 3 in the east
    monkeypatch.setattr(waits, "moment_of_now", lambda: night)
    _, output = do("send", "--plan", "sale.plan", "--dry-run", "--at", night.isoformat())
    assert "0 messages would be sent" in output
    morning = night.replace(hour=13)
    assert f"1 until {morning:%a %Y-%m-%d} 13:00 UTC" in output or f"1 until {morning:%a %Y-%m-%d} 12:00 UTC" in output
    assert server.seen == []


def test_who_is_not_to_be_texted_any_more_is_not(
    do: Do, server: Server, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(do)
    (project / "stop.txt").write_text(f"{WEST}\n", encoding="utf-8")
    later(monkeypatch, 4)
    _, output = do("send", "--plan", "sale.plan", "--suppress", "stop.txt")
    assert texted(server) == [EAST]
    assert "refused by NUM004" in output


def changed_list(folder: Path) -> None:
    (folder / "people.csv").write_text(f"phone,name\n{EAST},Ann\n{THIRD},Cy\n", encoding="utf-8")


def changed_template(folder: Path) -> None:
    (folder / "order.txt").write_text("Acme: hello {{ name }}, your order has shipped", encoding="utf-8")


def changed_kind(folder: Path) -> None:
    (folder / "smslint.yaml").write_text("kind: otp\nbrand: Acme\n", encoding="utf-8")


def changed_plan(folder: Path) -> None:
    path = folder / "sale.plan"
    path.write_text(path.read_text(encoding="utf-8").replace('"from": "20', '"from": "19'), encoding="utf-8")


def changed_time(folder: Path) -> None:
    record = json.loads((folder / "sale.plan").read_text(encoding="utf-8"))
    record["local_time"] = "2020-01-01T00:00:00"
    (folder / "sale.plan").write_text(json.dumps(record), encoding="utf-8")


def no_plan(folder: Path) -> None:
    (folder / "sale.plan").write_text("[1, 2]", encoding="utf-8")


def cut_plan(folder: Path) -> None:
    path = folder / "sale.plan"
    path.write_bytes(path.read_bytes()[:-40])


def gone(folder: Path) -> None:
    (folder / "sale.plan").unlink()


def newer(folder: Path) -> None:
    path = folder / "sale.plan"
    path.write_text(path.read_text(encoding="utf-8").replace('"version": 1', '"version": 2'), encoding="utf-8")


CHANGES: dict[Callable[[Path], None], str] = {
    changed_list: "is not a plan of this template and this list",
    changed_template: "is not a plan of this template and this list",
    changed_kind: "is not a plan of this template and this list",
    changed_plan: "was changed since smslint wrote it",
    changed_time: "was changed since smslint wrote it",
    no_plan: "this is no plan",
    cut_plan: "this is no plan",
    gone: "No such file",
    newer: "a plan of version 2",
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_nothing_is_sent_by_a_plan_that_does_not_belong_to_it(
    do: Do, server: Server, project: Path, change: Callable[[Path], None]
) -> None:
    plan(do)
    change(project)
    status, output = do("send", "--plan", "sale.plan")
    assert (status, server.seen) == (2, [])
    assert CHANGES[change] in output
    assert output.count("\n") <= 2 or "error:" in output.splitlines()[-1]


def test_other_options_are_another_plan(do: Do, server: Server) -> None:
    plan(do)
    _, output = do("send", "--plan", "sale.plan", "--set", "name=You")
    assert "with these options" in output
    assert server.seen == []


def test_other_hours_are_another_plan(do: Do, server: Server, project: Path) -> None:
    offer = "brand: Acme\nkind: marketing\nsending: {require_consent: false}\n"
    (project / "smslint.yaml").write_text(offer, encoding="utf-8")
    (project / "order.txt").write_text("Acme: 20% off. Reply STOP to opt out", encoding="utf-8")
    do("preflight", "--at", "2026-11-02 22:00", "--local", "--plan", "sale.plan")
    (project / "smslint.yaml").write_text(f"{offer}rules: {{TIM001: off, TIM002: off}}\n", encoding="utf-8")
    _, output = do("send", "--plan", "sale.plan")
    assert "are not those of the rules, the settings and the time zones of today" in output
    assert server.seen == []


def test_a_plan_needs_a_local_time_and_a_list_in_a_file(do: Do, project: Path) -> None:
    assert do("preflight", "--plan", "sale.plan")[0] == 2
    assert do("preflight", "--plan", "sale.plan", "--at", "2026-12-01T10:00Z")[0] == 2
    assert run(["preflight", "order.txt", "-", "--plan", "sale.plan", "--at", "2026-12-01 10:00", "--local"]) == 2
    assert run(["send", "--to", EAST, "--body", "Hi", "--plan", "sale.plan"]) == 2
    assert not (project / "sale.plan").exists()


@pytest.mark.parametrize("name", ["people.csv", "order.txt", "smslint.yaml"])
def test_a_plan_is_not_written_over_what_is_read(do: Do, project: Path, name: str) -> None:
    before = (project / name).read_bytes()
    assert do("preflight", "--plan", name, "--at", "2026-12-01 10:00", "--local")[0] == 2
    assert (project / name).read_bytes() == before


def test_a_plan_has_no_number_of_a_person(do: Do) -> None:
    assert "555" not in json.dumps(plan(do))


def test_in_python_the_plan_of_the_preflight_is_followed(
    server: Server, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = smslint.preflight("order.txt", "people.csv", at=just_now(), local=True)
    found = pickle.loads(pickle.dumps(original))
    assert found == original
    totals = smslint.send_broadcast(found, journal="j", key=KEY, base=server.base)
    assert (totals.accepted, totals.waiting, totals.refused, totals.total) == (1, 1, 1, 3)
    later(monkeypatch, 4)
    totals = smslint.send_broadcast(found, journal="j", key=KEY, base=server.base)
    assert (totals.accepted, totals.waiting, texted(server)) == (2, 0, [EAST, WEST])
    (project / "smslint.yaml").write_text("kind: otp\nbrand: Acme\n", encoding="utf-8")
    with pytest.raises(SendRefused):
        smslint.send_broadcast(found, journal="j", key=KEY, base=server.base)
