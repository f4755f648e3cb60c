"""``smslint send`` against the test server: real HTTP on loopback, real files, real processes."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smslint.cli import send_options
from smslint.cli.app import run
from smslint.sending.core import Cleared
from smslint.sending.journal.entries import Entry, State
from smslint.sending.journal.journal import Journal
from smslint.sending.octopods import OctopodsSender
from smslint.sending.outcome import Outcome
from smslint.sending.receipt import Receipt
from tests.sending.server import Reply, Seen, Server, error
from tests.sending.support import KEY, TO, numbers

TOP = Path(__file__).parents[2]
TEMPLATE = "Acme: hi {{ name }}, order {{ order }} has shipped"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the API key in the environment."""
    (tmp_path / "smslint.yaml").write_text("kind: transactional\nbrand: Acme\n", encoding="utf-8")
    (tmp_path / "order.txt").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCTOPODS_API_KEY", KEY)
    return tmp_path


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


Say = Callable[..., tuple[int, str]]


@pytest.fixture
def send(server: Server, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs ``smslint send`` in this process; returns the exit status and the whole output."""

    def call(*arguments: object) -> tuple[int, str]:
        words = [str(each) for each in arguments]
        own = () if words and words[0] == "journal" else ("--base", server.base)
        status = run(["send", *words, *own])
        output = capsys.readouterr()
        return status, output.out + output.err

    return call


def write_list(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def people(count: int) -> list[dict[str, str]]:
    return [{"phone": to, "name": f"P{row}", "order": str(row)} for row, to in enumerate(numbers(count), 1)]


def journalled(path: Path = Path("j")) -> dict[State, int]:
    with Journal(path) as journal:
        journal.recover()
        return {state: count for state, count in journal.summary().items() if count}


def arrived(server: Server) -> list[tuple[str, str]]:
    return [(str(each["destination_phone"]), str(each["body"])) for each in server.accepted]


# One message.


def test_one_message(send: Say, server: Server) -> None:
    status, output = send("--to", "+1 (415) 555-0123", "--body", "Acme: your order has shipped", "--yes")
    assert (status, arrived(server)) == (0, [(TO, "Acme: your order has shipped")])
    assert "To +1******123: 28 characters, 1 segment" in output
    assert "Accepted by the provider: message msg_1." in output


@pytest.mark.parametrize("named", [TO, "to-4155550123", "id.415-555-0123.x", "%2B14155550123", "x" * 200_000])
def test_an_identifier_of_the_provider(named: str, send: Say, server: Server) -> None:
    """It may be the number, in any form, or without end."""
    server.script.append(Reply(201, {"request_id": named, "message_id": named, "phone_number": TO}))
    status, output = send("--to", TO, "--body", "Acme: your order has shipped", "--yes", "--journal", "j")
    assert status == 0
    assert len(output) < 300
    assert "5550123" not in re.sub(r"[-. ]", "", output)
    assert send("journal", "--journal", "j", "--export", "rows.csv")[0] == 0
    assert "5550123" not in re.sub(r"[-. ]", "", Path("rows.csv").read_text("utf-8"))
    assert "5550123" not in re.sub(r"[-. ]", "", repr(Receipt(named, named, None, TO)))


REFUSED = [
    (["--to", TO, "--body", ""], "LEN006"),
    (["--to", "4155550123", "--body", "Acme: hi"], "NUM001"),
    (["--to", TO, "--body", "Acme: hi", "--enabled", "CA"], "NUM005"),
    (["--to", "+442079460958", "--body", "Acme: hi"], "NUM002"),
    (["--to", TO, "--body", "Acme: hi {{ name }}"], "PLH001"),
    (["--to", TO, "--body", "Acme: hi", "--require-consent"], "CON002"),
    (["--to", TO, "--body", "Acme: 20% off", "--kind", "marketing"], "OPT001"),
    (["--to", TO, "--body", "Acme: hi", "--suppress", "stop.txt"], "NUM004"),
    (["--to", TO, "--body", "Acme: " + "hi " * 100, "--prices", "card.csv", "--max-cost", "0.01 USD"], "CST001"),
    (["--to", TO, "--body", "who is this", "--journal", "j"], "IDN003"),
]  # fmt: skip


def write_card() -> None:
    header = "region,sender,network,kind,price,currency,carrier_fee,as_of,source"
    Path("card.csv").write_text(f"{header}\nUS,,,,0.01,USD,,2026-11-01,test\n", encoding="utf-8")


@pytest.mark.parametrize(("arguments", "code"), REFUSED, ids=[code for _, code in REFUSED])
def test_one_message_refused(send: Say, server: Server, arguments: list[str], code: str) -> None:
    Path("stop.txt").write_text(f"{TO}\n", encoding="utf-8")
    write_card()
    status, output = send(*arguments, "--yes")
    assert status == 1
    assert f"error    {code}  " in output
    assert "nothing was sent" in output
    assert server.connections == 0


def test_a_dry_run_checks_the_hours_at_a_given_time(send: Say, server: Server) -> None:
    offer = ["--body", "Acme: 20% off. Reply STOP to opt out", "--kind", "marketing", "--dry-run", "--at", "2026-11-24T20:30:00-05:00"]  # fmt: skip
    assert send("--to", "+12125550123", *offer)[0] == 0
    status, output = send("--to", "+13055550100", *offer)
    assert (status, "TIM002" in output) == (1, True)
    status, output = send("--to", "+12125550123", "--state", "FL", "--zone", "America/New_York", *offer)
    assert (status, "as given" in output) == (1, True)
    assert server.connections == 0


def test_a_message_that_the_provider_rejects(send: Say, server: Server) -> None:
    server.script.append(error(4, f"the carrier rejected {TO}"))
    status, output = send("--to", TO, "--body", "Acme: hi", "--yes", "--journal", "j")
    assert status == 1
    assert "provider error, code 4" in output
    assert TO not in output
    server.script.append(Reply(raw=b"", reset=True))
    status, output = send("--to", TO, "--body", "Acme: hello", "--yes", "--journal", "j")
    assert (status, "in doubt" in output) == (1, True)
    assert journalled() == {State.FAILED: 1, State.IN_DOUBT: 1}
    status, output = send("--to", TO, "--body", "Acme: hello", "--yes", "--journal", "j")
    assert (status, "in doubt" in output) == (1, True)
    assert len(server.seen) == 2, "what is in doubt is not sent again"


WRONG_USE = [
    ([], "name a TEMPLATE and a LIST"),
    (["order.txt"], "name a TEMPLATE and a LIST"),
    (["--to", TO], "needs both --to NUMBER and --body TEXT"),
    (["order.txt", "people.csv", "--to", TO], "not both"),
    (["order.txt", "people.csv", "--yes"], "needs --journal FILE"),
    (["order.txt", "people.csv", "--yes", "--journal", "j", "--state", "FL"], "for one recipient"),
    (["order.txt", "people.csv", "--journal", "j"], "add --yes"),
    (["--to", TO, "--body", "Acme: hi"], "add --yes"),
    (["--to", TO, "--body", "Acme: hi", "--yes", "--at", "2026-12-01T10:00-05:00"], "--at needs --dry-run"),
    (["--to", TO, "--body", "Acme: hi", "--dry-run", "--at", "noon"], "not a time with its offset"),
    (["--to", TO, "--body", "Acme: hi", "--dry-run", "--at", "2026-12-01T10:00"], "not a time with its offset"),
    (["--to", TO, "--body", "Acme: hi", "--yes", "--key-file", "nowhere"], "cannot be read"),
    (["--to", TO, "--body", "Acme: hi", "--yes", "--max-cost", "5"], "needs prices"),
    (["--to", TO, "--body", "Acme: hi", "--yes", "--max-cost", "lots"], "not an amount"),
    (["--to", TO, "--body", "Acme: hi", "--yes", "--config", "nowhere.yaml"], "no such configuration"),
    (["--to", TO, "--body", "Acme: hi", "--yes", "--suppress", "nowhere.txt"], "no suppression list"),
    (["missing.txt", "people.csv", "--dry-run"], "no column for `city`"),
    (["status", "--journal", "nowhere"], "no journal here"),
    (["journal", "--journal", "nowhere"], "no journal here"),
]


@pytest.mark.parametrize(("arguments", "says"), WRONG_USE, ids=[says for _, says in WRONG_USE])
def test_wrong_usage_is_an_error(send: Say, server: Server, arguments: list[str], says: str) -> None:
    write_list(Path("people.csv"), people(2))
    Path("missing.txt").write_text("Acme: hi {{ city }}", encoding="utf-8")
    before = sorted(path.name for path in Path().iterdir())
    status, output = send(*arguments)
    assert status == 2
    assert says in re.sub(r"\s+", " ", output)
    assert server.connections == 0
    assert sorted(path.name for path in Path().iterdir()) == before, "and nothing was written"


@pytest.mark.parametrize("base", ["http://api.octopods.io", "https://user@api.octopods.io", "ftp://x"])
def test_the_key_is_sent_only_over_https(capsys: pytest.CaptureFixture[str], base: str) -> None:
    assert run(["send", "--to", TO, "--body", "Acme: hi", "--yes", "--base", base]) == 2
    output = capsys.readouterr()
    assert "API address" in output.err
    assert KEY not in output.out + output.err


def test_the_key_comes_from_the_environment_or_a_file(
    send: Say, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OCTOPODS_API_KEY")
    status, output = send("--to", TO, "--body", "Acme: hi", "--yes")
    assert (status, "OCTOPODS_API_KEY" in output) == (2, True)
    assert send("--to", TO, "--body", "Acme: hi", "--dry-run")[0] == 0, "looking needs no key"
    Path("key").write_text("from-a-file-7\n", encoding="utf-8")
    Path("key").chmod(0o644)
    status, output = send("--to", TO, "--body", "Acme: hi", "--yes", "--key-file", "key")
    assert status == 0
    assert "chmod 600" in output
    assert server.seen[0].headers["x-octopods-auth"] == "from-a-file-7"
    assert "from-a-file-7" not in output


# A list.


def test_a_list(send: Say, server: Server) -> None:
    write_list(Path("people.csv"), people(12))
    status, output = send("order.txt", "people.csv", "--journal", "j", "--yes")
    assert status == 0
    assert "12 accepted, 0 refused, 0 failed, 0 in doubt, 0 not attempted" in output
    assert arrived(server) == [
        (to, f"Acme: hi P{row}, order {row} has shipped") for row, to in enumerate(numbers(12), 1)
    ]
    status, output = send("order.txt", "people.csv", "--journal", "j", "--yes")
    assert (status, len(server.seen)) == (0, 12), "the same command again sends nothing"
    again = ("order.txt", "people.csv", "--journal", "j", "--yes", "--campaign", "again")
    status, output = send(*again)
    assert (status, len(server.seen)) == (2, 12), "nobody gets the same text again without a word"
    assert "12 recipients already got this very text as campaign 'order.txt'" in output
    status, output = send(*again, "--changed-text", "send")
    assert (status, len(server.seen)) == (0, 24), "another campaign does"


CONDITIONS = [
    ("hbs", "handlebars", "Acme: {{#if name}}hi {{{name}}}{{else}}hi there{{/if}}"),
    ("mustache", "mustache", "Acme: {{#name}}hi {{{name}}}{{/name}}{{^name}}hi there{{/name}}"),
    ("gotmpl", "go", "Acme: {{ if .name }}hi {{ .name }}{{ else }}hi there{{ end }}"),
    ("erb", "erb", "Acme: <% if name.present? %>hi <%= name %><% else %>hi there<% end %>"),
    ("twig", "twig", "Acme: {% if name %}hi {{ name|upper|lower|capitalize }}{% else %}hi there{% endif %}"),
]


@pytest.mark.parametrize(("suffix", "dialect", "source"), CONDITIONS, ids=[each[1] for each in CONDITIONS])
def test_a_condition_on_a_column_is_evaluated(
    send: Say, server: Server, suffix: str, dialect: str, source: str
) -> None:
    Path(f"hello.{suffix}").write_text(source, encoding="utf-8")
    one, two = numbers(2)
    write_list(Path("people.csv"), [{"phone": one, "name": "Ann"}, {"phone": two, "name": ""}])
    status, output = send(f"hello.{suffix}", "people.csv", "--dialect", dialect, "--journal", "j", "--yes")
    assert (status, "PLH002" in output) == (0, False), output
    assert arrived(server) == [(one, "Acme: hi Ann"), (two, "Acme: hi there")]


def mixed() -> list[dict[str, str]]:
    """One row for each reason to refuse a recipient, and some rows that pass."""
    base = {"name": "Ann", "order": "7", "consent": "yes", "opt_out": ""}
    changes = [
        {"phone": "+14155550100"}, {"phone": "+1 (415) 555-0101"}, {"phone": "4155550102"}, {"phone": ""},
        {"phone": "+14155550103", "consent": "no"}, {"phone": "+14155550104", "opt_out": "yes"},
        {"phone": "+14155550105", "name": ""}, {"phone": "+14155550100", "name": "Anne"},
        {"phone": "+442079460958"}, {"phone": "+14155550106"}, {"phone": "+33612345678"}, {"phone": "+14155550107", "consent": ""},
    ]  # fmt: skip
    return [{"phone": "", **base, **each} for each in changes]


def test_refused_rows_are_counted_and_listed(send: Say, server: Server) -> None:
    write_list(Path("people.csv"), mixed())
    Path("stop.csv").write_text("number\n+14155550106\n", encoding="utf-8")
    arguments = ["order.txt", "people.csv", "--suppress", "stop.csv", "--enabled", "US,GB"]
    status, looked = send(*arguments, "--dry-run")
    assert status == 1
    assert server.connections == 0
    assert sorted(path.name for path in Path().iterdir()) == ["order.txt", "people.csv", "smslint.yaml", "stop.csv"]
    status, output = send(*arguments, "--journal", "j", "--yes")
    assert status == 1
    assert [to for to, _ in arrived(server)] == ["+14155550100", "+14155550101", "+14155550107"]
    assert "3 accepted, 9 refused" in output
    assert "3 messages would be sent, 9 refused" in looked
    for text in (looked, output):
        for code, times in {"NUM001": 2, "CON001": 1, "CON003": 1, "PLH002": 1, "NUM003": 1, "NUM002": 1, "NUM004": 1, "NUM005": 1}.items():  # fmt: skip
            assert re.search(rf"refused by {code} [a-z-]+: {times}\b", text), code
    with Journal("j") as journal:
        assert {row.list_row for row in journal.rows(State.REFUSED)} == {4, 5, 6, 7, 8, 9, 10, 11, 12}


def test_a_corrected_row_is_sent_by_the_next_run(send: Say, server: Server) -> None:
    rows = people(3)
    rows[1]["phone"] = "4155550102"
    write_list(Path("people.csv"), rows)
    assert send("order.txt", "people.csv", "--journal", "j", "--yes")[0] == 1
    rows[1]["phone"] = "+14155550102"
    write_list(Path("people.csv"), rows)
    assert send("order.txt", "people.csv", "--journal", "j", "--yes")[0] == 0
    assert len(arrived(server)) == len(set(arrived(server))) == 3


def test_a_dry_run_writes_nothing(send: Say, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OCTOPODS_API_KEY")
    write_list(Path("people.csv"), people(5))
    before = {path: path.read_bytes() for path in Path().iterdir()}
    status, output = send("order.txt", "people.csv", "--journal", "j", "--dry-run")
    assert (status, server.connections) == (0, 0)
    assert "5 messages would be sent, 0 refused. This was a dry run: nothing was sent." in output
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


def test_a_dry_run_reads_an_existing_journal(send: Say, server: Server) -> None:
    Path("smslint.yaml").write_text("kind: transactional\nbrand: Zenith\n", encoding="utf-8")
    write_list(Path("people.csv"), people(1))
    with Journal("j"):
        pass
    for options in ((), ("--journal", "j")):
        status, output = send("order.txt", "people.csv", *options, "--dry-run")
        assert (status, "IDN003" in output) == (1, True)
    assert journalled() == {}


@pytest.mark.parametrize(("answer", "status", "sent"), [("y\n", 0, 2), ("n\n", 1, 0), ("\n", 1, 0)])
def test_the_question_states_messages_segments_and_cost(
    send: Say, server: Server, monkeypatch: pytest.MonkeyPatch, answer: str, status: int, sent: int
) -> None:
    monkeypatch.setattr(send_options, "interactive", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    write_card()
    write_list(Path("people.csv"), people(2))
    found, output = send("order.txt", "people.csv", "--journal", "j", "--prices", "card.csv")
    assert "Send up to 2 messages, 2 segments, at most 0.02 USD?" in output
    assert (found, len(server.seen)) == (status, sent)


def test_the_question_says_that_the_cost_is_unknown(send: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(send_options, "interactive", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    write_list(Path("people.csv"), people(1))
    assert "at an unknown cost" in send("order.txt", "people.csv", "--journal", "j")[1]


@pytest.mark.parametrize(
    ("answers", "says", "status", "texts"),
    [
        ("skip\ny\n", "2 recipients texted by an earlier run are skipped", 0, 3),
        ("\ny\n", "2 recipients texted by an earlier run are skipped", 0, 3),
        ("send\ny\n", "2 recipients texted by an earlier run are texted again", 0, 5),
        ("send\nn\n", "2 recipients texted by an earlier run are texted again", 1, 2),
        ("stop\n", "Nothing was sent.", 1, 2),
    ],
)
def test_what_the_question_about_a_changed_text_says_is_what_happens(
    send: Say, server: Server, monkeypatch: pytest.MonkeyPatch, answers: str, says: str, status: int, texts: int
) -> None:
    write_list(Path("people.csv"), people(2))
    send("order.txt", "people.csv", "--journal", "j", "--yes")
    Path("order.txt").write_text(TEMPLATE.replace("hi", "hello"), encoding="utf-8")
    write_list(Path("people.csv"), people(3))
    monkeypatch.setattr(send_options, "interactive", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
    found, output = send("order.txt", "people.csv", "--journal", "j")
    assert "2 recipients already got an earlier wording of this campaign: skip them, or send to them too?" in output
    assert says in output
    assert "accepted messages are not sent again" not in output  # "send" sends them again, with the new text
    assert (found, len(server.accepted)) == (status, texts)


def test_a_budget_applies_to_all_runs_together(send: Say, server: Server) -> None:
    write_card()
    rows = people(6)
    write_list(Path("people.csv"), rows)
    arguments = ["order.txt", "people.csv", "--journal", "j", "--yes", "--prices", "card.csv"]
    status, output = send(*arguments, "--max-cost", "0.05")
    assert (status, server.connections) == (1, 0)
    assert "CST001: it costs up to 0.06 USD, and the budget is 0.05 USD" in output
    write_list(Path("people.csv"), rows[:4])
    assert send(*arguments, "--max-cost", "0.04")[0] == 0
    # Four are sent and paid for; two more rows fit into 0.06, and not one more.
    write_list(Path("people.csv"), rows)
    assert send(*arguments, "--max-cost", "0.06")[0] == 0
    assert len(arrived(server)) == 6


def test_a_template_with_an_error_is_not_sent(send: Say, server: Server) -> None:
    Path("order.txt").write_text("Acme: 20% off, {{ name }} {{ order }}", encoding="utf-8")
    write_list(Path("people.csv"), people(2))
    status, output = send("order.txt", "people.csv", "--journal", "j", "--yes", "--kind", "marketing")
    assert (status, server.connections) == (1, 0)
    assert "OPT001" in output
    assert "fix these errors first" in output


def test_the_run_stops_when_the_key_is_refused(send: Say, server: Server) -> None:
    server.script.append(Reply(401, {"error": "unauthorized"}))
    write_list(Path("people.csv"), people(3))
    status, output = send("order.txt", "people.csv", "--journal", "j", "--yes")
    assert (status, len(server.seen)) == (1, 1)
    assert "The run ended early: the API key is not accepted" in output
    assert "Run the same command again to continue" in output
    assert send("order.txt", "people.csv", "--journal", "j", "--yes")[0] == 0
    assert len(arrived(server)) == 3


# Crashes and ctrl-C: real processes.


def start(server: Server, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "OCTOPODS_API_KEY": KEY, "PYTHONPATH": str(TOP)}
    command = [sys.executable, "-m", "smslint", "send", *arguments, "--base", server.base]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


class Gated(Server):
    """Answers the message numbered ``hold`` only when told to."""

    def __init__(self, hold: int) -> None:
        self.hold = hold
        self.reached, self.release = threading.Event(), threading.Event()
        super().__init__()

    def ok(self, seen: Seen) -> Reply:
        if len(self.accepted) + 1 == self.hold:
            self.reached.set()
            assert self.release.wait(20)
        return super().ok(seen)


def test_what_is_unknown_is_said_once(server: Server) -> None:
    process = start(server, "--to", "+6777421234", "--body", "Acme: hi", "--kind", "transactional", "--yes")
    output, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert output.count("not known: ") == 1
    assert "sent although" not in output


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_ctrl_c_finishes_the_message_in_flight(name: str) -> None:
    write_list(Path("people.csv"), people(10))
    arguments = ["order.txt", "people.csv", "--journal", "j", "--yes"]
    with Gated(4) as server:
        process = start(server, *arguments)
        assert server.reached.wait(20)
        process.send_signal(getattr(signal, name))
        server.release.set()
        output, _ = process.communicate(timeout=20)
        assert process.returncode == 1
        assert "stopped on request" in output
        assert "4 accepted, 0 refused, 0 failed, 0 in doubt, 6 not attempted" in output
        assert "Traceback" not in output
        again = start(server, *arguments)
        assert again.communicate(timeout=20)[0].count("10 accepted") == 1
        assert again.returncode == 0
        assert len(arrived(server)) == len(set(arrived(server))) == 10


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_second_ctrl_c_leaves_the_message_in_doubt() -> None:
    write_list(Path("people.csv"), people(5))
    with Gated(3) as server:
        process = start(server, "order.txt", "people.csv", "--journal", "j", "--yes")
        assert server.reached.wait(20)
        process.send_signal(signal.SIGINT)
        for again in (0.5, 3, 17):  # the first only asks to stop; on a busy machine two may arrive as one
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(again)
                break
            process.send_signal(signal.SIGINT)
        server.release.set()
        output, _ = process.communicate(timeout=20)
        assert process.returncode == 130
        assert "2 queued, 0 attempting, 2 accepted, 0 refused, 0 failed, 1 in doubt" in output
        assert "Run the same command again to continue" in output
        assert "Traceback" not in output


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
def test_question_and_progress_bar_on_a_terminal(server: Server) -> None:
    """The question and the bar, on a real terminal."""
    import pty

    write_list(Path("people.csv"), people(30))
    outer, inner = pty.openpty()
    environment = {**os.environ, "OCTOPODS_API_KEY": KEY, "PYTHONPATH": str(TOP), "TERM": "xterm"}
    command = [
        sys.executable,
        "-m",
        "smslint",
        "send",
        "order.txt",
        "people.csv",
        "--journal",
        "j",
        "--base",
        server.base,
    ]
    with subprocess.Popen(command, env=environment, stdin=inner, stdout=inner, stderr=inner) as process:
        os.close(inner)
        output = b""
        with contextlib.suppress(OSError):  # the end of a terminal is an error on Linux
            while block := os.read(outer, 4096):
                output += block
                if output.endswith(b"[y/N]: "):
                    os.write(outer, b"y\n")
        os.close(outer)
    text = output.decode()
    assert process.returncode == 0, text
    assert "Send up to 30 messages, 30 segments" in text
    assert "30 accepted" in text
    assert len(server.accepted) == 30


@pytest.mark.parametrize(
    ("config", "options", "expected"),
    [
        ("", [], None),
        ("sending: {messages_per_second: 5}\n", [], (5.0, None)),
        ("sending: {messages_per_second: 5, segments_per_second: 8}\n", ["--rate", "7"], (7.0, 8.0)),
        ("", ["--rate", "0.5"], (0.5, None)),
    ],
)
def test_the_rate_limits_messages_per_second(
    send: Say,
    monkeypatch: pytest.MonkeyPatch,
    config: str,
    options: list[str],
    expected: tuple[float, float | None] | None,
) -> None:
    from smslint.sending import pace

    asked: list[tuple[float | None, float | None]] = []

    class Noted(pace.Pace):
        def __init__(self, messages: float | None = None, segments: float | None = None) -> None:
            asked.append((messages, segments))
            super().__init__(None, None)

    monkeypatch.setattr(pace, "Pace", Noted)
    Path("smslint.yaml").write_text("kind: transactional\n" + config, encoding="utf-8")
    write_list(Path("people.csv"), people(2))
    assert send("order.txt", "people.csv", "--journal", "j", "--yes", *options)[0] == 0
    assert asked == ([] if expected is None else [expected])


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_killed_run_is_resumed_and_rows_in_doubt_are_resolved(capsys: pytest.CaptureFixture[str]) -> None:
    write_list(Path("people.csv"), people(10))
    arguments = ["order.txt", "people.csv", "--journal", "j", "--yes"]
    with Gated(4) as server:
        process = start(server, *arguments)
        assert server.reached.wait(20)
        process.kill()
        process.communicate(timeout=20)
        server.release.set()
        assert run(["send", *arguments, "--base", server.base]) == 1
        output = capsys.readouterr().out
        assert "9 accepted, 0 refused, 0 failed, 1 in doubt, 0 not attempted" in output
        assert "--in-doubt" in output
        assert len(arrived(server)) == len(set(arrived(server)))
        assert run(["send", "journal", "--journal", "j", "--in-doubt"]) == 1
        output = capsys.readouterr().out
        assert "--resolve ROW as-sent" in output
        (row,) = re.findall(r"^ +(\d+)  in doubt", output, re.MULTILINE)
        assert run(["send", "journal", "--journal", "j", "--resolve", row, "as-sent"]) == 0
        assert run(["send", *arguments, "--base", server.base]) == 0
        assert len(arrived(server)) == len(set(arrived(server))) == 10


def test_a_person_can_have_a_row_sent_again(send: Say, server: Server) -> None:
    write_list(Path("people.csv"), people(2))
    server.script.append(Reply(500))
    assert send("order.txt", "people.csv", "--journal", "j", "--yes")[0] == 1
    assert journalled() == {State.ACCEPTED: 1, State.IN_DOUBT: 1}
    status, output = send("journal", "--journal", "j", "--resolve", 1, "resend")
    assert (status, "queued again" in output) == (1, True)
    assert send("order.txt", "people.csv", "--journal", "j", "--yes")[0] == 0
    status, output = send("journal", "--journal", "j", "--resolve", 1, "resend")
    assert (status, "can be decided this way" in output) == (2, True)
    assert send("journal", "--journal", "j", "--resolve", 99, "as-sent")[0] == 2


def test_a_failing_journal_stops_the_run(send: Say, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    from smslint.errors import JournalError

    calls = []
    claim = Journal.claim

    def failing(self: Journal, entry: Entry, *more: object) -> object:
        calls.append(entry)
        if len(calls) == 3:
            raise JournalError("the disk is full: sending stopped")
        return claim(self, entry, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Journal, "claim", failing)
    write_list(Path("people.csv"), people(5))
    status, output = send("order.txt", "people.csv", "--journal", "j", "--yes")
    assert (status, len(server.seen)) == (2, 2)
    assert "The journal has 3 queued, 0 attempting, 2 accepted" in output
    assert "error: the disk is full" in output


# The journal and the statuses.


def test_the_journal_is_listed_and_exported(send: Say, server: Server) -> None:
    server.script.extend([server.ok, error(4, "carrier"), Reply(500)])
    write_list(Path("people.csv"), people(4))
    send("order.txt", "people.csv", "--journal", "j", "--yes")
    status, output = send("journal", "--journal", "j")
    assert status == 1
    assert [line.split()[1] for line in output.splitlines()[:4]] == ["accepted", "failed", "in", "accepted"]
    assert "2 accepted, 0 refused, 1 failed, 1 in doubt" in output
    assert len(send("journal", "--journal", "j", "--state", "failed")[1].splitlines()) == 2
    assert send("journal", "--journal", "j", "--in-doubt", "--state", "failed")[0] == 2
    send("journal", "--journal", "j", "--export", "rows.csv")
    with Path("rows.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["state"] for row in rows] == ["accepted", "failed", "in_doubt", "accepted"]
    assert rows[0]["masked"] == "+1******000"
    assert rows[0]["finished_at"].endswith("+00:00")


def test_statuses(send: Say, server: Server) -> None:
    write_list(Path("people.csv"), people(5))
    send("order.txt", "people.csv", "--journal", "j", "--yes")
    server.statuses.extend(["Delivered", "Sent", "Undelivered", "Delivered", "Queued"])
    status, output = send("status", "--journal", "j")
    assert status == 1
    assert re.search(r"2  Delivered", output)
    assert "row 4, +1******002: Undelivered" in output
    server.statuses.extend(["Sent", "Delivered", "Delivered", "Delivered", "Delivered", "Delivered"])
    status, output = send("status", "--journal", "j", "--wait", "0.05")
    assert (status, "5  Delivered" in output) == (0, True)


def test_statuses_that_the_provider_does_not_give(send: Say, server: Server) -> None:
    write_list(Path("people.csv"), people(7))
    send("order.txt", "people.csv", "--journal", "j", "--yes")
    server.script.append(Reply(503))
    status, output = send("status", "--journal", "j")
    assert (status, "1  unknown" in output, "6  Delivered" in output) == (1, True, True)
    server.script.extend([Reply(401)] * 7)
    status, output = send("status", "--journal", "j")
    assert (status, "Stopped after 5 such answers" in output) == (2, True)
    assert len([seen for seen in server.seen if seen.method == "GET"]) == 7 + 5


@pytest.mark.parametrize("loss", ["cut", "emptied", "removed"])
def test_a_suppression_list_that_is_lost_while_a_list_is_sent(
    loss: str, send: Say, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The send stops, says so, and goes on when the list is complete again; nobody is texted in between."""
    stop, listed = Path("stop.txt"), "".join(f"{number}\n" for number in numbers(100)[10:])
    stop.write_text(listed, encoding="utf-8")
    write_list(Path("people.csv"), people(6))
    deliver = OctopodsSender.deliver

    def losing(self: OctopodsSender, cleared: Cleared) -> Outcome:
        outcome = deliver(self, cleared)
        if len(server.accepted) == 2:
            stop.unlink()
            if loss != "removed":
                stop.write_text(listed[:39] if loss == "cut" else "", encoding="utf-8")
        return outcome

    words = ["order.txt", "people.csv", "--journal", "j", "--yes", "--suppress", "stop.txt"]
    with monkeypatch.context() as patch:
        patch.setattr(OctopodsSender, "deliver", losing)
        status, output = send(*words)
    assert (status, len(server.accepted)) == (2, 2)
    says = "there is no suppression list here" if loss == "removed" else "disappeared while messages are sent"
    assert "error: stop.txt: " in output
    assert says in output
    if loss != "cut":  # what a list had in an earlier run is not remembered
        assert (send(*words)[0], len(server.accepted)) == (2, 2)
    stop.write_text(listed, encoding="utf-8")
    assert send(*words)[0] == 0
    assert sorted(str(each["destination_phone"]) for each in server.accepted) == sorted(numbers(6))


HOSTILE = "h\n::error::x \x1b[31m\x07\u202ez"
"""A line that a runner obeys, an escape, a bell, and a mark that turns the direction of the text."""


def test_what_the_provider_says_controls_no_terminal(send: Say, server: Server) -> None:
    """Also in a pipe, and also after it went through the journal, in which somebody else may have written."""
    write_list(Path("people.csv"), people(3))
    received = {"message_id": HOSTILE, "request_id": HOSTILE, "message_status_url": server.base + "/s"}
    outputs = []
    for words, answers in [
        (["--to", TO, "--body", "Acme: hi", "--journal", "j"], [error(4, HOSTILE)]),
        (
            ["--to", TO, "--body", "Acme: hello", "--journal", "j"],
            [Reply(400, {"error_code": HOSTILE, "error": HOSTILE})],
        ),
        (["--to", TO, "--body", "Acme: hello there"], [Reply(201, received)]),
        (
            ["order.txt", "people.csv", "--journal", "j", "--campaign", HOSTILE],
            [Reply(201, received), error(4, HOSTILE), Reply(401, {"error": HOSTILE})],
        ),
        (["order.txt", "people.csv", "--journal", "k"], []),
    ]:
        server.script.extend(answers)
        outputs.append(send(*words, "--yes")[1])
    with contextlib.closing(sqlite3.connect("j")) as db, db:
        db.execute("UPDATE message SET note = ?1, masked = ?1, request_id = ?1", (HOSTILE,))
    outputs.append(send("journal", "--journal", "j")[1])
    server.script.extend(
        [
            Reply(200, {"status": HOSTILE, "failure_reason": HOSTILE}),
            Reply(200, {"status": "Failed", "failure_reason": HOSTILE}),
        ]
    )
    outputs.append(send("status", "--journal", "k")[1])
    for output in outputs:
        assert not re.search(r"(?m)^\s*::|[\x07\x1b\u202e]", output), output
    assert sum("::error::x <U+001B>[31m<U+0007><U+202E>z" in output for output in outputs) >= 6


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["send"], ["send", "status"], ["send", "journal"]):
        assert run([*words, "--help"]) == 0
        assert f"Examples: smslint {' '.join(words)}" in re.sub(r"\s+", " ", capsys.readouterr().out)


# Whatever the list holds.

CELLS = st.fixed_dictionaries(
    {
        "phone": st.one_of(
            st.sampled_from([*numbers(6), "+442079460958", "+4915123456789", "+33612345678", "+821012345678"]),
            st.sampled_from(["+1 (415) 555-0003", "4155550123", "+1415555012", "", "n/a", "00442079460958"]),
            st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True),
        ),
        "name": st.sampled_from(["Ann", "Zo\u00eb", "", " ", "\u4e2d", "None"]),
        "order": st.sampled_from(["1", "2", ""]),
        "consent": st.sampled_from(["yes", "no", "", "2026-01-01"]),
        "opt_out": st.sampled_from(["", "no", "yes"]),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(CELLS, min_size=1, max_size=12), stopped=st.sets(st.sampled_from(numbers(6)), max_size=3))
def test_no_refused_message_reaches_the_provider(rows: list[dict[str, str]], stopped: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, Server() as server:
        source, stop, journal = (Path(folder) / name for name in ("people.csv", "stop.txt", "j"))
        write_list(source, rows)
        stop.write_text("".join(f"{number}\n" for number in stopped), encoding="utf-8")
        status = run(
            ["send", "order.txt", str(source), "--yes", "--journal", str(journal), "--suppress", str(stop), "--base", server.base,
             "--allow-empty-suppression"]
        )  # fmt: skip
        sent = arrived(server)
        out = {canonical(row["phone"]) for row in rows if row["opt_out"] == "yes"} | stopped
        by_number = {number: 0 for number, _ in sent}
        for number, body in sent:
            by_number[number] += 1
            parsed = phonenumbers.parse(number)
            assert phonenumbers.is_valid_number(parsed)
            assert phonenumbers.number_type(parsed) is not phonenumbers.PhoneNumberType.FIXED_LINE
            assert phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == number
            assert number not in out
            made_by = [row for row in rows if canonical(row["phone"]) == number and body == f"Acme: hi {row['name']}, order {row['order']} has shipped"]  # fmt: skip
            assert [row for row in made_by if row["consent"] != "no" and row["name"].strip() and row["order"]]
        assert set(by_number.values()) <= {1}, "one message a number"
        assert status == (0 if len(sent) == len(rows) else 1)


def canonical(cell: str) -> str:
    try:
        return phonenumbers.format_number(phonenumbers.parse(cell), phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        return cell


# Secrets.


def test_no_output_shows_the_key_or_a_number(
    send: Say, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people_ = mixed()
    write_list(Path("people.csv"), people_)
    Path("stop.txt").write_text("+14155550106\n", encoding="utf-8")
    inputs = {"people.csv", "stop.txt", "order.txt", "smslint.yaml"}
    known = {re.sub(r"\D", "", row["phone"]) for row in people_ if row["phone"]} | {TO[1:]}

    def quoting(status: int) -> Callable[[Seen], Reply]:
        def reply(seen: Seen) -> Reply:
            to = str(seen.json["destination_phone"])
            return Reply(
                status, {"error_code": 4, "error": f"{to} ({to[2:5]}-{to[5:8]}-{to[8:]}), key {KEY}", "request_id": to}
            )

        return reply

    def address(seen: Seen) -> Reply:
        to = str(seen.json["destination_phone"])
        url = f"{server.base}/status?to=%2B{to[1:]}"
        return Reply(201, {"request_id": to, "message_id": "m", "message_status_url": url, "phone_number": to})

    runs: list[tuple[int, str]] = []
    for step in (
        quoting(400),
        quoting(500),
        address,
        quoting(401),
        Reply(307, headers={"Location": "http://127.0.0.1:1"}),
    ):
        server.script.append(step)
        runs.append(send("--to", TO, "--body", f"Acme: hi {len(runs)}", "--yes", "--journal", "one"))
        server.script.clear()
        runs.append(send("--to", TO, "--body", "", "--yes"))
    server.script.extend([address, quoting(400), quoting(500)])
    arguments = ["order.txt", "people.csv", "--suppress", "stop.txt"]
    runs.append(send(*arguments, "--dry-run"))
    runs.append(send(*arguments, "--journal", "many", "--yes"))
    monkeypatch.setattr(send_options, "interactive", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    runs.append(send(*arguments, "--journal", "many"))
    for journal in ("one", "many"):
        runs.append(send("journal", "--journal", journal))
        runs.append(send("journal", "--journal", journal, "--in-doubt"))
        runs.append(send("journal", "--journal", journal, "--export", f"{journal}.csv"))
        server.script.append(Reply(404, {"error": f"{TO} {KEY}"}))
        runs.append(send("status", "--journal", journal))
    text = "\n".join(each for _, each in runs)
    assert {status for status, _ in runs} == {0, 1}
    assert "in doubt" in text
    files = {path.name: path.read_bytes().decode("latin-1") for path in tmp_path.iterdir() if path.name not in inputs}
    assert {"one", "many", "one.csv", "many.csv", "many.pepper"} <= set(files)
    for place, content in {"output": text, **files}.items():
        assert KEY not in content, place
        for digits in known:
            spelled = (
                digits,
                f"{digits[1:4]}-{digits[4:7]}-{digits[7:]}",
                f"({digits[1:4]}) {digits[4:7]}-{digits[7:]}",
            )
            assert not [form for form in spelled if len(digits) > 9 and form in content], place


@pytest.mark.parametrize(
    ("stated", "is_other"),
    [("govuk-notify", True), ("twilio", True), ("octopods", False), ("Octopods", False), (None, False)],
)
def test_counts_as_for_another_provider_are_said(project: Path, send: Say, stated: str | None, is_other: bool) -> None:
    (project / "smslint.yaml").write_text(
        "kind: transactional\nbrand: Acme\n" + (f"provider: {stated}\n" if stated else ""), encoding="utf-8"
    )
    path = write_list(project / "list.csv", [{"phone": TO, "name": "Ann", "order": "7"}])
    one = ("--to", TO, "--body", "Acme: your order has shipped")
    for arguments in (one, ("order.txt", path)):
        status, output = send(*arguments, "--dry-run")
        assert status == 0, output
        assert (f"not known: what is billed: the configuration states provider: {stated}, so" in output) == is_other, (
            output
        )
