"""The moment of sending: no time zones on the system, a country without a profile, an old price. Each is said wherever it matters."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import smslint
from smslint.cli.app import run
from smslint.sending.gate import gate

AT = "2026-12-01T10:00-05:00"
SALE = "Acme: sale. Reply STOP to end"
TO = "+14155550123"
NO_ZONES = """
import contextlib, importlib.abc, io, json, sys, zoneinfo

class Without(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "tzdata":
            raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, Without())
zoneinfo.reset_tzpath(to=[])
zoneinfo.ZoneInfo.clear_cache()
import smslint
from smslint.cli.app import run
from smslint.sending.gate import gate

found = {}
for name, arguments in json.loads(sys.argv[1]).items():
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run(arguments)
    found[name] = [code, "pip install tzdata" in said.getvalue()]
asked = dict(kind="marketing", at=sys.argv[2], config={"brand": "Acme", "regions": ["US"]})
sent = []

@smslint.guard(body="body", to="to", **asked)
def send(body, to):
    sent.append(body)

calls = {
    "library: check": lambda: smslint.check(sys.argv[3], sys.argv[4], **asked),
    "library: check with a zone": lambda: smslint.check(sys.argv[3], sys.argv[4], facts={"zone": "America/New_York"}, **asked),
    "library: gate": lambda: gate(sys.argv[3], sys.argv[4], **asked),
    "library: guard": lambda: send(body=sys.argv[3], to=sys.argv[4]),
    "library: preflight": lambda: smslint.preflight({"text": sys.argv[3]}, [{"phone": sys.argv[4], "consent": "yes"}], **asked),
}
for name, call in calls.items():
    try:
        call()
        found[name] = [0, False]
    except smslint.SmslintError as error:
        found[name] = [type(error).__name__, "pip install tzdata" in str(error)]
assert not sent
print(json.dumps(found))
"""
COMMANDS = {
    "preflight": ["preflight", "sale.txt", "people.csv"],
    "preflight at a time": ["preflight", "sale.txt", "people.csv", "--at", AT],
    "recipients": ["recipients", "people.csv"],
    "send a list": ["send", "sale.txt", "people.csv", "--dry-run"],
    "send one": ["send", "--to", TO, "--body", SALE, "--kind", "marketing", "--dry-run"],
    "send one with a zone": ["send", "--to", TO, "--body", SALE, "--kind", "marketing", "--zone", "America/New_York", "--dry-run"],
    "test-rules": ["test-rules"],
    "check": ["check", "sale.txt"],
    "segments": ["segments", SALE],
}  # fmt: skip
ASK_NO_ZONE = {"check": 0, "segments": 0}
"""The commands that need no zone, and their exit status."""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    settings = "brand: Acme\nregions: [US]\nmessages: [{files: '*.txt', kind: marketing, dialect: plain}]\n"
    Path("smslint.yaml").write_text(settings, encoding="utf-8")
    Path("sale.txt").write_text(SALE, encoding="utf-8")
    Path("people.csv").write_text(f"phone,consent,zone\n{TO},yes,America/New_York\n", encoding="utf-8")
    return tmp_path


def test_without_time_zones_nothing_is_answered_that_rests_on_them() -> None:
    arguments = [sys.executable, "-c", NO_ZONES, json.dumps(COMMANDS), AT, SALE, TO]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    for name, (code, said) in found.items():
        if name in ASK_NO_ZONE:
            assert (code, said) == (ASK_NO_ZONE[name], False), name
        else:
            assert (code, said) == ("InstallationError" if name.startswith("library") else 2, True), name


AQ = "+870773111632"
"""A satellite phone: it belongs to no country."""


def test_a_country_without_a_profile_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    report = smslint.check("Acme: your order has shipped", AQ, kind="transactional", config={"brand": "Acme"})
    assert report.coverage is not None
    assert report.coverage.regions_without_profile == ("001",)
    verdict = gate("Acme: your order has shipped", AQ, kind="transactional", config={"brand": "Acme"})
    assert any("001" in words for words in verdict.unknown)
    run(["send", "--to", AQ, "--body", "Acme: your order has shipped", "--kind", "transactional", "--dry-run"])
    assert "not known: the rules of 001" in capsys.readouterr().out
    Path("people.csv").write_text(f"phone,consent\n{AQ},yes\n", encoding="utf-8")
    for command in (["recipients", "people.csv"], ["preflight", "sale.txt", "people.csv"]):
        run(command)
        assert "not known: the rules of 001, which has no profile" in capsys.readouterr().out
    Path("smslint.yaml").write_text("regions: [AQ]\nbrand: Acme\nkind: transactional\nmessages: [{files: '*.txt'}]\n", encoding="utf-8")  # fmt: skip
    assert run(["check", "--strict"]) == 1
    assert "the rules of AQ, which has no profile" in capsys.readouterr().out


CARD = "region,sender,network,kind,price,currency,carrier_fee,as_of,source\nUS,,,,0.01,USD,,2020-05-06,test\n"
FORMATS = ("text", "json", "jsonl", "concise", "github", "gitlab", "junit", "sarif", "rdjson", "markdown", "html")


@pytest.mark.parametrize("form", FORMATS)
def test_an_old_price_is_said_in_every_report(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("card.csv").write_text(CARD, encoding="utf-8")
    settings = Path("smslint.yaml").read_text(encoding="utf-8")
    Path("smslint.yaml").write_text(f"{settings}prices: card.csv\n", encoding="utf-8")
    run(["check", "--no-cache", "--format", form])
    assert "The prices are from 2020-05-06" in capsys.readouterr().out


def test_an_old_price_is_said_by_every_command_with_a_figure(capsys: pytest.CaptureFixture[str]) -> None:
    Path("card.csv").write_text(CARD, encoding="utf-8")
    same = ["sale.txt", "people.csv", "--prices", "card.csv"]
    for command in (
        ["preflight", *same],
        ["preflight", *same, "--format", "json"],
        ["send", *same, "--dry-run"],
        ["send", "--to", TO, "--body", SALE, "--kind", "marketing", "--prices", "card.csv", "--dry-run"],
    ):
        run(command)
        assert "The prices are from 2020-05-06" in capsys.readouterr().out, command
    for command in (["prices", "show", "US", "--card", "card.csv"], ["prices", "show", "--card", "card.csv"]):
        run(command)
        assert " days old)" in capsys.readouterr().out
