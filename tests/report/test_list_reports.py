"""The reports of recipients and preflight: each JSON fits its schema and has every unknown that the text prints; ``--strict`` names each."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from smslint.cli.app import run
from smslint.cli.strictness import MOST_NAMED, fails
from smslint.coverage import Coverage, Guess, Kindless, Unasked, Unread
from smslint.data import data_path
from smslint.report import render
from smslint.result import Result
from tests.recipients.support import US

LISTS = {
    "known": f"phone,consent\n{US[0]},yes\n",
    "no consent": f"phone,name\n{US[0]},Ann\n",
    "some empty": f"phone,consent\n{US[0]},yes\n{US[1]},\n",
    "status": f"phone,consent,status\n{US[0]},yes,blue\n",
    "maybe": f"phone,consent,gdpr\n{US[0]},yes,no\n",
    "channel": f"phone,consent,preferred channel\n{US[0]},yes,email\n",
    "region": "phone,consent\n+870773111632,yes\n",
    "two": f"phone,consent,preferred channel,gdpr\n{US[0]},yes,email,no\n{US[1]},,sms,yes\n",
}
TEXTS = {"sale": "Acme: 20% off, {{ name }}. Reply STOP to opt out.", "note": "Hi {{ name }}, Acme"}


def _schema(name: str) -> Any:
    schema = json.loads((data_path("schema") / f"{name}.v1.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


RECIPIENTS, PREFLIGHT = _schema("recipients"), _schema("preflight")


def _commands() -> dict[str, list[str]]:
    return {
        "recipients": ["recipients", "list.csv", "--isolated"],
        "preflight": ["preflight", "text.txt", "list.csv", "--isolated", "--set", "name=Ann"],
    }


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("command", ["recipients", "preflight"])
def test_every_printed_unknown_is_in_the_json_and_named_by_strict(
    name: str, command: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text(LISTS[name])
    Path("text.txt").write_text(TEXTS[text])
    words = _commands()[command]
    run([*words, "--format", "json"])
    record = json.loads(capsys.readouterr().out)
    (RECIPIENTS if command == "recipients" else PREFLIGHT).validate(record)
    RECIPIENTS.validate(record if command == "recipients" else record["list"])
    unknown = record["coverage"]["unknown"] if command == "recipients" else record["unknown"]
    complete = record["coverage"]["complete"] if command == "recipients" else record["complete"]
    assert complete is not bool(unknown) or (command == "preflight" and not record["coverage"]["complete"])
    status = run([*words, "--strict"])
    out, error = capsys.readouterr()
    for line in out.splitlines():
        if line.startswith("not known: whether"):
            assert any(each in line for each in unknown), line
    if not complete and run(words) == 0:
        assert status == 1
        for each in unknown:
            assert each in error
        if "whether some of them agreed to messages" in unknown:
            assert re.search(r"list\.csv:[23]: whether some of them agreed", error)


def test_each_limit_is_in_the_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text(LISTS["channel"])
    run(["recipients", "list.csv", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["coverage"]["unread_limits"] == ["preferred channel"]


CLEAN = {
    "known": "1 clean row",
    "no consent": "1 row not refused, all with unknown consent",
    "some empty": "2 rows not refused, up to 1 of them with unknown consent",
    "status": "1 row not refused, but it is not known whether 'status' says who left",
}


@pytest.mark.parametrize("name", CLEAN)
def test_rows_are_called_clean_only_where_all_is_known(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text(LISTS[name])
    run(["recipients", "list.csv", "--clean", "clean.csv"])
    out = capsys.readouterr().out
    assert f"clean.csv: {CLEAN[name]}\n" in f"{out}\n"
    assert ("may be texted, " in out) is (name == "known")
    run(["recipients", "list.csv", "--clean", "other.csv", "--require-consent", "no"])
    assert ("clean row" in capsys.readouterr().out) is (name != "status")
    run(["recipients", "list.csv", "--clean", "third.csv", "--require-consent", "yes"])
    assert ("1 clean row" in capsys.readouterr().out) is (name in ("known", "some empty"))


COVERAGES = [
    (Coverage(), []),
    (Coverage(unread=(Unread("a.txt", 3, "No."), Unread(None, 1, "why"))), ["a.txt:3: No", "why"]),
    (Coverage(unknown_kind=Kindless(2, "b.txt", 4), unasked=(Unasked("OPT001", "kind", 2),)), ["b.txt:4: the kind of 2 messages"]),
    (Coverage(unasked=(Unasked("OPT001", "kind", 1),)), ["what OPT001 finds in 1 message: it did not run without kind"]),
    (Coverage(unasked=(Unasked("X1", "rule", 1), Unasked("X2", "brand", 2))), [
        "what X1 finds in 1 message: it did not run", "what X2 finds in 2 messages: it did not run without brand"]),
    (Coverage(regions_without_profile=("AQ", "BV", "HM", "TF")), ["the rules of AQ, BV, HM, TF, which have no profile"]),
    (Coverage(guessed=(Guess("jinja", "{{ x }}", 1, "c.txt", 2),)), ["c.txt:2: the dialect of 1 message, read as jinja for {{ x }}"]),
]  # fmt: skip


@pytest.mark.parametrize(("coverage", "named"), COVERAGES, ids=[str(at) for at in range(len(COVERAGES))])
def test_a_coverage_names_each_unknown_with_its_place(coverage: Coverage, named: list[str]) -> None:
    assert list(coverage.unknowns()) == named
    assert coverage.complete is not bool(named)


def test_strict_names_a_limited_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert fails(strict=True, unknown=[f"part {number}" for number in range(MOST_NAMED + 5)])
    assert "part 19\n  and 5 more" in capsys.readouterr().err
    assert not fails(strict=True, unknown=[])
    assert not fails(strict=False, unknown=["part"])


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("concise", "not known: the kind of 2 messages"),
        ("markdown", "not known: the kind of 2 messages"),
        ("github", "::notice title=smslint::not known: the kind of 2 messages"),
    ],
)
def test_reports_without_a_finding_say_what_is_not_known(name: str, line: str) -> None:
    coverage = Coverage(files=1, messages=2, unknown_kind=Kindless(2, "b.txt", 4))
    result = Result(files=1, messages=(), findings=(), version="1", numbering_plan="1", coverage=coverage)
    assert any(each.startswith(line) for each in "".join(render(name, result)).split("\n"))
