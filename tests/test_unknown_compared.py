"""What is not known where two states are compared, ``diff`` and ``reconcile``: the words, the JSON and the exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from smslint.cli.app import run
from tests.project.support import project
from tests.registration.made import changed, write
from tests.test_unknown import CELLS, IN_MODES, OLD, UNKNOWN, Case, lay_check

if TYPE_CHECKING:
    from pathlib import Path

LOG = (
    "Date Sent,From,To,Body,Status,NumSegments,Price,PriceUnit,Sid,Direction\n"
    "2026-11-02 10:00:00 UTC,+14155550100,+14155550132,Acme: your table is booked for Monday.,delivered,1,-0.0079,USD,SM1,outbound-api\n"
)
NOT_COMPARED = "not compared: sms/"


class Cell(NamedTuple):
    """What the two commands say where something is unknown."""

    case: str | Case
    key: str
    """The member of ``coverage`` that holds it."""
    diff: str
    reconcile: str
    found: int = 0
    """The exit status of ``reconcile``: 2 where the project then has no message, 1 where none of the log is from it."""


UNREAD = "not understood: sms/a.txt:1: 'foot.txt' was not read"
GUESSED = "not known: the dialect of 1 message, read as jinja for {{ day }}"
# The same kinds as in the table of all other commands; in brackets why a command has nothing to say.
COMPARED: dict[str, Cell | str] = {
    "host": Cell("format", "unread", NOT_COMPARED, "not understood: sms/A.scala:1: .scala is not a format that smslint reads", 2),
    "template": Cell("template", "unread", "not understood: sms/a.txt:1: '{{' is never closed", "not understood: sms/a.txt:1: '{{' is never closed", 2),
    "program": Cell("what a call sends", "unread", "not understood: sms/a.py:2: What this call sends is not known", "not understood: sms/a.py:2: What this call sends", 1),
    "dialect": Cell("dialect", "guessed", GUESSED, GUESSED),
    "include": Cell("unread include", "unread", UNREAD, UNREAD),
    "empty match": Cell(Case("", "", entry="{files: 'smss/*'}"), "", "no file matches smss/*", "no file matches smss/*", 2),
    "kind": Cell("kind", "unknown_kind", "(the cost is the same for every kind)", "(a message is found again by its text)", 1),
    "consent": "(neither has a list of recipients)", "zone": "(neither has a list of recipients)",
    "region": Cell("profile", "regions_without_profile", "(no rule decides what a text costs)", "(a message is found again by its text)"),
    "price": Cell(IN_MODES["price"], "costs", "not known: what it costs now: the prices are from 2020-05-06", "(the log has its own prices)"),
    "price of another country": Cell(IN_MODES["price of another country"], "costs", "not known: what it costs in GB", "(the log has its own prices)"),
    "extra": Cell(IN_MODES["extra"], "unread", NOT_COMPARED, "not understood: sms/a.ts:1: Reading JavaScript and TypeScript needs an extra", 2),
}  # fmt: skip


def test_every_kind_of_what_is_unknown_has_a_cell() -> None:
    assert set(CELLS) <= set(COMPARED)


@pytest.mark.parametrize("what", [what for what, cell in COMPARED.items() if isinstance(cell, Cell)])
def test_diff_and_reconcile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    cell = COMPARED[what]
    assert isinstance(cell, Cell)
    case = UNKNOWN[cell.case] if isinstance(cell.case, str) else cell.case
    lay_check(tmp_path, monkeypatch, case)
    for name, text in (("card.csv", OLD), ("log.csv", LOG), (case.name, "Acme: hello")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "base"]):
        subprocess.run(["git", *who, *command], cwd=tmp_path, check=True)
    (tmp_path / case.name).write_text(case.body, encoding="utf-8")
    if what == "extra":
        monkeypatch.setitem(sys.modules, "tree_sitter", None)
    empty = what == "empty match"
    for command, words, status in (
        (["diff", "HEAD"], cell.diff, 2 if empty else 0),
        (["reconcile", "log.csv"], cell.reconcile, cell.found),
    ):
        assert run(command) == status, command
        said = capsys.readouterr()
        if words[0] != "(":
            assert " ".join(words.split()) in " ".join((said.out + said.err).split()), command
        assert run([*command, "--format", "json"]) == status, command
        said = capsys.readouterr()
        if status == 2 or words == "(the log has its own prices)":
            assert status != 2 or words in said.err
            continue
        coverage = json.loads(said.out)["coverage"]
        assert coverage[cell.key], command
        assert coverage["complete"] is False, command
    if not empty and cell.diff[0] != "(":  # a limit is not kept while it is unknown whether it is
        assert run(["diff", "HEAD", "--max-total", "5 USD"]) == 1
        assert "not known to be inside the budget" in " ".join(capsys.readouterr().out.split())


class Held(NamedTuple):
    """What ``cost`` and ``registration check`` say of the same cases; in brackets why one has nothing to say."""

    cost: str
    registration: str
    status: tuple[int, int] = (0, 0)


A_FILE = "not understood: sms/A.scala:1: .scala is not a format that smslint reads"
NEVER_CLOSED = "not understood: sms/a.txt:1: '{{' is never closed"
A_CALL = "not understood: sms/a.py:2: What this call sends is not known"
AN_EXTRA = "not understood: sms/a.ts:1: Reading JavaScript and TypeScript needs an extra"
NO_CARD = "(a registration has no price)"
HELD: dict[str, Held] = {
    "host": Held("not counted: sms/A.scala: .scala is not a format that smslint reads", A_FILE, (0, 2)),
    "template": Held(NEVER_CLOSED, NEVER_CLOSED, (0, 2)),
    "program": Held(A_CALL, A_CALL),
    "dialect": Held(GUESSED, GUESSED),
    "include": Held(UNREAD, UNREAD),
    "empty match": Held("no file matches smss/*", "No file matches smss/*; the nearest is sms/**", (2, 2)),
    "kind": Held("(the cost is the same for every kind)", "(a message is held against a sample by its text)"),
    "region": Held("(no rule decides what a text costs)", "(what a registry asks for does not depend on it)"),
    "price": Held("The prices are from 2020-05-06", NO_CARD),
    "price of another country": Held("GB", NO_CARD),
    "extra": Held("not counted: sms/a.ts: Reading JavaScript and TypeScript needs an extra", AN_EXTRA, (0, 2)),
}  # fmt: skip


def test_each_kind_has_a_cell_of_cost_and_of_a_registration() -> None:
    assert set(HELD) == {what for what, cell in COMPARED.items() if isinstance(cell, Cell)}


@pytest.mark.parametrize("what", HELD)
def test_cost_and_registration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    cell, held = COMPARED[what], HELD[what]
    assert isinstance(cell, Cell)
    lay_check(tmp_path, monkeypatch, UNKNOWN[cell.case] if isinstance(cell.case, str) else cell.case)
    (tmp_path / "card.csv").write_text(OLD, encoding="utf-8")
    write(tmp_path, changed({}))
    if what == "extra":
        monkeypatch.setitem(sys.modules, "tree_sitter", None)
    for command, words, status in (
        (["cost"], held.cost, held.status[0]),
        (["registration", "check", "--fail-level", "never"], held.registration, held.status[1]),
    ):
        assert run(command) == status, command
        said = capsys.readouterr()
        assert words[0] == "(" or " ".join(words.split()) in " ".join((said.out + said.err).split()), command
        assert run([*command, "--format", "json"]) == status, command
        said = capsys.readouterr()
        if status == 0 and cell.key and words[0] != "(" and what != "kind":
            coverage = json.loads(said.out)["coverage"]
            assert coverage[cell.key], command
            assert coverage["complete"] is False, command


LOSING = {
    "a glob that matches nothing": (
        "[sms/*, smss/*]",
        "smslint.yaml:8: No file matches smss/*; the nearest is sms/a.txt.",
    ),
    "a file that was moved": (
        "[sms/*, mail/a.txt]",
        "smslint.yaml:8: No file matches mail/a.txt; the nearest is sms/a.txt.",
    ),
}


@pytest.mark.parametrize("what", LOSING)
def test_every_command_says_that_a_part_of_the_configuration_matches_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    globs, words = LOSING[what]
    lay_check(tmp_path, monkeypatch, Case("", "", entry="{files: [sms/*], dialect: jinja}"))
    write(tmp_path, changed({}))
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    for git in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "base"]):
        subprocess.run(["git", *who, *git], cwd=tmp_path, check=True)
    config = tmp_path / "smslint.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("[sms/*]", globs), encoding="utf-8")
    for command in (
        ["check"],
        ["diff", "HEAD"],
        ["cost"],
        ["reconcile", "log.csv"],
        ["registration", "check", "--fail-level", "never"],
    ):
        assert run(command) == 0, command
        said = capsys.readouterr()
        assert words.partition(": ")[2].partition(";")[0] in said.out + said.err, command
        assert run([*command, "--format", "json"]) == 0, command
        found = json.loads(capsys.readouterr().out)
        told = found["findings"] if command == ["check"] else found["coverage"]["unread"]
        assert "smslint.yaml" in {each["path"] for each in told}, command
    subprocess.run(["git", *who, "add", "-A"], cwd=tmp_path, check=True)
    subprocess.run(["git", *who, "commit", "-qm", "dead"], cwd=tmp_path, check=True)
    assert run(["diff", "HEAD"]) == 0
    assert "No file matches" not in capsys.readouterr().err, "what was dead before is no news of a change"


VOID = {
    "no configuration": ({}, None, "there is no smslint.yaml here or above", 0),
    "a configuration that was put away": ({"smslint.yaml.bak": "brand: B\n"}, None, "smslint.yaml.bak is not read; call the configuration smslint.yaml", 0),
    "no entries": ({"smslint.yaml": "brand: B\n"}, None, "smslint.yaml lists no files under messages", 0),
    "files that are gone": ({"smslint.yaml": "messages: [{files: 'sms/*'}]\n"}, None, "No file matches sms/*", 2),
    "files of a campaign that are gone": (
        {"smslint.yaml": "messages: [{files: 'sms/*'}]\n", "sms/a.txt": "Hi"}, ["mail/*"], "No file of the project matches mail/*, which the campaign 'orders' sends.", 2,
    ),
    "a campaign of a project without messages": ({}, ["sms/*"], "No file of the project matches sms/*", 2),
}  # fmt: skip


@pytest.mark.parametrize("what", VOID)
def test_what_nothing_was_held_against_is_said_and_fails_where_files_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    files, globs, words, status = VOID[what]
    monkeypatch.chdir(project(tmp_path, dict(files)))
    write(tmp_path, changed({} if globs is None else {"campaigns.0.messages": globs}))
    assert run(["registration", "check", "--fail-level", "never"]) == status
    said = capsys.readouterr()
    assert " ".join(words.split()[:4]) in said.out + said.err
    assert run(["registration", "check", "--fail-level", "never", "--format", "json"]) == status
    unread = json.loads(capsys.readouterr().out)["coverage"]["unread"]
    assert words in " ".join(each["why"] for each in unread)
    assert unread[-1]["why"].startswith("No message of the project was held against what is registered")
