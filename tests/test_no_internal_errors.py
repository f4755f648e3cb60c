"""Damaged and unusual input: one line each that says what to do, and no error of another library."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from smslint.cli.app import run
from smslint.clock import now
from smslint.errors import ConfigError, JournalError, RecipientsError, SmslintError
from smslint.recipients.suppression_store import SuppressionStore
from smslint.rules.packfile import check_pattern
from smslint.sending.journal.entries import State
from smslint.sending.journal.journal import Journal
from smslint.sending.mask import scrub
from smslint.sending.octopods import OctopodsSender
from smslint.sending.outcome import Reason, Rejected
from smslint.sending.receipt import Receipt
from smslint.sending.verdict import Outgoing
from smslint.settings import Node
from smslint.settings_file.reading import FileOrigin

if TYPE_CHECKING:
    from pathlib import Path

LIST = b"phone,name\n+14155552671,x\n"
UTF16_ODD = "+14155552671\n".encode("utf-16") + b"1"

CASES: dict[str, tuple[dict[str, bytes], list[str], str]] = {
    "unclosed quote in the header": (
        {"l.csv": b'"phone,name\n+14155552671,x\n'}, ["recipients", "l.csv"], "inside a quoted cell of the header",
    ),
    "UTF-16 with an odd byte": (
        {"l.csv": LIST, "s.txt": UTF16_ODD}, ["recipients", "l.csv", "--suppress", "s.txt"], "not complete utf-16",
    ),
    "JSON Lines that are not UTF-16": (
        {"l.jsonl": b'{"phone": "+14155552671"}\n'}, ["recipients", "l.jsonl", "--encoding", "utf-16"], "it is not utf-16",
    ),
    "a date that does not exist": (
        {"a.txt": b"Hi", "smslint.yaml": b"packs: [p]\n", "p/r.yaml": b"rules:\n  - code: ACM001\n    review_by: 2027-02-30\n"},
        ["check", "a.txt"], "rules[0].review_by: is not YAML: '2027-02-30' is not a date or a time that exists; text must be in quotes",
    ),
    "a YAML timestamp": (
        {"a.txt": b"Hi", "smslint.yaml": b"kind: !!timestamp x\n"}, ["check", "a.txt"],
        "smslint.yaml:1: kind: is not YAML: 'x' is not a date or a time that exists; text must be in quotes",
    ),
    "a time with an offset of four days": (
        {"a.json": b'{"a": "Hi"}', "a.json.smslint.yaml": b"defaults: 2026-01-01 00:00:00 +99:99\n"}, ["check", "a.json"],
        "a.json.smslint.yaml:1: defaults: is not YAML: '2026-01-01 00:00:00 +99:99' is not a date or a time that exists",
    ),
    "a YAML truth value": (
        {"a.txt": b"Hi", "smslint.yaml": b"sending: {require_consent: !!bool x}\n"}, ["check", "a.txt"], "'x' is not true or false",
    ),
    "YAML numbers": (
        {"a.txt": b"Hi", "smslint.yaml": b"values: {a: {max: !!int x}}\n"}, ["check", "a.txt"], "'x' is not a number that can be read",
    ),
    "a million columns": (
        {"l.csv": b"phone" + b",x" * 10**6 + b"\n+14155552671" + b",y" * 10**6 + b"\n"}, ["recipients", "l.csv"],
        "The list has 1,000,001 columns; the limit is 10,000. Keep the columns that the messages need",
    ),
    "lists in lists": (
        {"a.txt": b"Hi", "smslint.yaml": b"kind: " + b"[" * 5000 + b"]" * 5000}, ["check", "a.txt"], "maximum nesting depth",
    ),
    "a tab": (
        {"a.txt": b"Hi", "smslint.yaml": b"packs: [p]\n", "p/r.yaml": b"rules:\n  - code: A\n\twrong: 1\n"}, ["check", "a.txt"],
        "starts with a tab",
    ),
    "an empty filter": (
        {"t.txt": b"Hello {{ a | | upper }}", "l.csv": LIST}, ["preflight", "t.txt", "l.csv", "--dialect", "django"],
        "error: t.txt:1:12: the name of a filter is missing",
    ),
}  # fmt: skip


USES_THE_DAY = ("check .", "preflight t.txt l.csv", "baseline create", "prices show US --card prices.csv")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project in the working folder."""
    files = {
        "smslint.yaml": "messages: [{files: '*.txt', kind: transactional}]\n", "t.txt": "Acme: your code is ready", "l.csv": LIST.decode(),
        "prices.csv": "region,price_per_segment,currency,as_of\nUS,0.01,USD,2026-01-01\n",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("case", CASES)
def test_one_line(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files, arguments, says = CASES[case]
    monkeypatch.chdir(tmp_path)
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert run(arguments) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.startswith("error: ")
    assert error.count("\n") == 1


@pytest.mark.parametrize("header", [b"---\nvalues:\n---\nHello", b"---\nvalues: \n---\nHello {{ name }}"])
def test_front_matter_without_values(header: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes(header)
    assert run(["check", "--no-cache", str(tmp_path / "a.txt")]) == 0
    assert "internal" not in capsys.readouterr().err


@pytest.mark.parametrize("second", ["253370764800", "9" * 20, "9" * 5000])
def test_a_day_out_of_range(second: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", second)
    with pytest.raises(ConfigError, match=r"SOURCE_DATE_EPOCH=.* is out of range"):
        now()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "253370764799")
    assert now().year == 9998


@pytest.mark.parametrize("second", ["-1", "abc", "1.5", "1e9", "NaN", " 1", "٣", "\x1b[2J", "x" * 5000])
def test_a_day_that_is_no_number(second: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As reproducible-builds.org asks: a value that cannot be read is an error, not today."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", second)
    with pytest.raises(ConfigError, match=r"SOURCE_DATE_EPOCH=.* is not a number of seconds since 1970") as refused:
        now()
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("value", ["99999999999999999999", "yesterday"])
@pytest.mark.parametrize("program", USES_THE_DAY)
def test_the_day_of_each_command(
    program: str, value: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert run(program.split()) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"error: SOURCE_DATE_EPOCH={value} is ")
    assert error.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder in which a process works")
@pytest.mark.parametrize("program", ["check .", "discover", "check --stdin-filename a.txt -"])
def test_a_working_folder_that_was_removed(program: str, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "import os, sys; os.rmdir(os.getcwd()); from smslint.__main__ import main; sys.exit(main())",
    ]
    (tmp_path / "gone").mkdir()
    done = subprocess.run(
        [*command, *program.split()], cwd=tmp_path / "gone", capture_output=True, text=True, check=False, input="hi"
    )
    assert "the output" not in done.stderr
    assert "internal error" not in done.stderr
    assert done.returncode in (0, 2)


@pytest.mark.parametrize("pattern", ["(" * 5000 + "a" + ")" * 5000, "a{99999999999999999999}", "("])
def test_patterns(pattern: str, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("pattern: x\n", "utf-8")
    with pytest.raises(SmslintError, match="is not a regular expression"):
        check_pattern(Node(FileOrigin("p.yaml", tmp_path / "p.yaml"), {"pattern": pattern}), "pattern")


def test_columnar_lists(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from smslint.recipients.reader import open_list

    latin = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xe9\xe9")])
    offsets = pa.array(["abcdefgh"])
    zone = pa.array([0], pa.timestamp("s", "Mars/X"))
    late = pa.array([[2**62]], pa.list_(pa.timestamp("s")))
    for name, column in {"latin": latin, "offsets": offsets, "zone": zone, "late": late}.items():
        table = pa.record_batch([pa.array(["+14155552671"]), column], ["phone", "name"])
        path = tmp_path / f"{name}.arrow"
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_batch(table)
        if name == "offsets":
            path.write_bytes(path.read_bytes().replace(b"\0\0\0\0\x08\0\0\0", b"\0\0\0\0\xff\xff\xff\x7f"))
        try:
            with open_list(path) as found:
                assert [row for batch in found.batches() for row in batch.rows]
        except RecipientsError as error:
            assert "\n" not in str(error)
        else:
            assert name in ("zone", "late")


def test_a_database_that_cannot_be_opened(tmp_path: Path) -> None:
    def fails(*_: object, **__: object) -> Any:
        raise sqlite3.OperationalError("unable to open database file")

    with pytest.raises(JournalError, match="cannot be opened: unable"):
        Journal(tmp_path / "j", connect=fails)


@pytest.mark.parametrize("broken", ["state = NULL", "state = 'lost'"])
def test_a_damaged_journal(broken: str, tmp_path: Path) -> None:
    path = tmp_path / "j"
    with Journal(path) as journal:
        journal.add("c", Outgoing("Hello", "+14155552671"))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute("PRAGMA writable_schema = ON")
        db.execute(
            "UPDATE sqlite_schema SET sql = replace(replace(sql, 'state TEXT NOT NULL', 'state TEXT'), 'NOT NULL', '')"
        )
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute(f"UPDATE message SET {broken}")
    with Journal(path) as journal:
        for use in (journal.summary, journal.rows, lambda: journal.state("c", Outgoing("Hello", "+14155552671"))):
            with pytest.raises(JournalError, match="cannot be used"):
                use()


HALVES: dict[str, bytes] = {
    "a.json": rb'{"a": "Acme: hi \ud83d {{ x }}", "b\udc00": "Acme: hi there"}', "a.js": rb'sendSms(to, "Acme: hi \ud83d");', "a.po": rb'msgid "a"',
    "l.jsonl": rb'{"phone": "+1 415-555-2671", "x": "a\ud83d", "consent": "yes", "n\ud83d": 1}|{"phone": "1\ud83d", "x": "", "consent": "\ud83d"}',
    "s.jsonl": rb'{"phone": "+14155552672", "reason": "\ud83d"}|{"phone": "\ud83d"}',
    "in.jsonl": rb'{"from": "+14155552673", "body": "STOP \ud83d"}|{"from": "\ud83d", "body": "STOP"}',
    "t.txt": b"Acme: hi {{ x }}", "smslint.yaml": b"messages: [{files: '*.*', kind: transactional, dialect: jinja}]\n", "u.txt": rb'{{ "\ud83d" }} \ud83d',
}  # fmt: skip
"""Files with half a surrogate pair where an escape can write one; a bar is a line feed."""
OF_HALVES = [
    *(f"check --no-cache --format {form}" for form in ("text", "json", "jsonl", "sarif", "gitlab", "junit", "rdjson", "github", "markdown", "concise", "html")),
    "check", "check --diff", "check --fix", "baseline create", "baseline show", "discover", "config show a.json", "preflight u.txt l.jsonl",
    *(f"recipients l.jsonl {more}" for more in ("", "--format json", "--clean c.jsonl --rejected r.jsonl --require-consent no", "--suppress s.jsonl")),
    *(f"preflight t.txt l.jsonl {more}" for more in ("", "--format json", "--rows rows.csv")), "send t.txt l.jsonl --dry-run",
    "suppress import s.jsonl", "suppress from-inbound in.jsonl", "suppress add +14155552674 --reason \udced\ud83d", "suppress check +14155552672 +14155552674",
]  # fmt: skip


def test_half_surrogates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Everywhere where a file or the command line can have them; what is written again has its escapes."""
    monkeypatch.chdir(tmp_path)
    for name, data in HALVES.items():
        (tmp_path / name).write_bytes(data.replace(b"|", b"\n"))
    for command in OF_HALVES:
        assert run(command.split()) in (0, 1, 2)
        found = capsys.readouterr()
        assert "internal error" not in found.err, command
        assert "codec" not in found.err, command
        (found.out + found.err).encode()
    assert [json.loads(line) for line in (tmp_path / "c.jsonl").read_text("utf-8").splitlines()] == [
        {"phone": "+14155552671", "x": "a\ud83d", "consent": "yes", "n\ud83d": 1}
    ]
    (rejected,) = (json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines())
    assert rejected["phone"] == "1\ud83d"
    with SuppressionStore(tmp_path / "suppressed.db") as store:
        assert list(store.keys()) == [14155552672, 14155552673, 14155552674]


def test_a_list_has_escapes_for_what_its_encoding_lacks(tmp_path: Path) -> None:
    (tmp_path / "l.jsonl").write_bytes(rb'{"phone": "+1 415-555-2671", "x": "Zo# \u0416"}'.replace(b"#", b"\xeb"))
    arguments = ["recipients", str(tmp_path / "l.jsonl"), "--clean", str(tmp_path / "c.jsonl"), "--encoding", "cp1252"]
    assert run([*arguments, "--require-consent", "no"]) in (0, 1)
    assert json.loads((tmp_path / "c.jsonl").read_text("cp1252")) == {"phone": "+14155552671", "x": "Zoë \u0416"}


def test_answers_with_half_surrogates(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        first, second = journal.add_many("c", [Outgoing("a", "+14155552671"), Outgoing("b", "+14155552672")])
        rejected = Rejected(Reason.UNKNOWN, None, "bad body: Hello \ud83d \x1b[2J")
        assert journal.settle(journal.claim(first), rejected) is State.FAILED
        assert journal.settle(journal.claim(second), Receipt("a\ud83d", "b\x1b[2J", None, "")) is State.ACCEPTED
        notes = [row.note for row in journal.rows() if row.note]
    assert "<U+D83D>" in notes[0]
    assert "\x1b" not in notes[0]
    assert scrub("\u202e") == "<U+202E>"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:9"),
        ("SSL_CERT_FILE", "absent.pem"),
        ("SSLKEYLOGFILE", "absent/log"),
        ("NO_PROXY", "[::1]"),
        *(("ALL_PROXY", f"{scheme}://us3r:{word}@host{port}")
          for scheme in ("http", "ftp") for word in ("passw", "passw/ord", "ord%passw") for port in (":x", ":99999", "", "[")),
    ],
)  # fmt: skip
def test_the_environment(name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, str(tmp_path / value) if value.startswith("absent") else value)
    if name == "NO_PROXY":
        monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    try:
        OctopodsSender("k" * 32, gate=lambda _message: pytest.fail("nothing is sent")).close()
    except ConfigError as error:
        assert "SSL_CERT_FILE" in str(error)
        assert name in str(error)
        assert "\n" not in str(error)
        assert not any(word in repr(error) for word in ("us3r", "passw"))
    else:
        assert name not in {"SSL_CERT_FILE", "SSLKEYLOGFILE"}


@pytest.mark.parametrize(
    "base",
    [
        "https://us3r:passw@host", "us3r:passw@host", "https://us3r:pa/ssw@host", "https://us3r:passw%40host", "https://us3r:passw＠host",
        "http://us3r:passw@127.0.0.1", "https://host?token=passw", "https://host/#passw", "https://us3r:passw@host\x01",
    ],
)  # fmt: skip
def test_a_password_in_the_address(base: str) -> None:
    with pytest.raises(ConfigError, match="the API address ") as raised:
        OctopodsSender("k" * 32, base, gate=lambda _message: pytest.fail("nothing is sent"))
    assert not any(word in repr(raised.value) for word in ("us3r", "passw", "ssw"))


@pytest.mark.parametrize(
    "words",
    [
        ["send", "ADDRESS", "list.csv", "--dry-run"], ["check", "ADDRESS"], ["check", "--config", "ADDRESS"], ["check", "--config", "smslint.yaml"],
        ["recipients", "ADDRESS"], ["send", "journal", "--journal", "ADDRESS"],
    ],
)  # fmt: skip
def test_a_login_in_a_path(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address = "https://us3r:pa/ssw@host/x"
    (tmp_path / "smslint.yaml").write_text(f"prices: {address}\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCTOPODS_API_KEY", "k" * 32)
    assert run([address if word == "ADDRESS" else word for word in words]) == 2
    shown = "".join(capsys.readouterr())
    assert "error: " in shown.lower()
    assert not any(word in shown for word in ("us3r", "ssw"))
