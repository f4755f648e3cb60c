"""The commands, from the command line to the exit status."""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from smslint.cli.app import run
from smslint.cli.bar import progress_of
from smslint.recipients import bytestream

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
LIST = str(FIXTURES / "lists" / "customers.csv")
STOP = str(FIXTURES / "lists" / "suppressed.txt")
SHIPPED = str(FIXTURES / "templates" / "sms" / "order_shipped.txt")


def smslint(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = run(list(arguments))
    output = capsys.readouterr()
    return status, output.out, output.err


def test_recipients_report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    clean, rejected = tmp_path / "clean.csv", tmp_path / "rejected.csv"
    status, out, err = smslint(
        capsys, "recipients", LIST, "--suppress", STOP, "--clean", str(clean), "--rejected", str(rejected)
    )
    assert (status, err) == (1, "")
    assert "24 not refused, 16 refused" in out
    assert "NUM004  on the suppression list  (Twilio 21610)" in out
    assert "Line 4 of the suppression list is not a valid number" in out
    assert "555010" not in out, "numbers are masked"
    assert len(list(csv.DictReader(io.StringIO(clean.read_text("utf-8-sig"))))) == 24
    assert len(list(csv.DictReader(io.StringIO(rejected.read_text("utf-8-sig"))))) == 16


def test_recipients_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = smslint(capsys, "recipients", LIST, "--format", "json", "--fail-level", "never")
    record = json.loads(out)
    assert status == 0
    assert record["version"] == 1
    assert record["rows"] == {"total": 40, "clean": 26, "rejected": 14}
    assert {each["code"] for each in record["problems"]} >= {"NUM001", "NUM002", "NUM003", "CON001", "CON003"}
    assert record["phone_column"] == "Mobile Phone"


def test_a_clean_list_is_clean(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("phone,consent\n+12025550101,yes\n")
    status, out, _ = smslint(capsys, "recipients", str(tmp_path / "a.csv"))
    assert status == 0
    assert "every row may be texted" in out


REFUSED = [
    (["recipients", "none.csv"], "No such file"),
    (["recipients", LIST, "--phone-column", "fax"], "there is no such column"),
    (["recipients", LIST, "--enabled", "US,UK"], "'UK' is not an ISO 3166-1 alpha-2 code"),
    (["recipients", LIST, "--encoding", "klingon"], "is unknown"),
    (["preflight", "none.txt", LIST], "there is no such file"),
    (["preflight", SHIPPED, LIST, "--max-cost", "lots"], "is not an amount"),
    (["preflight", SHIPPED, LIST, "--at", "2026-11-23T10:00"], "is not a time with its offset"),
    (["preflight", SHIPPED, LIST, "--isolated", "--max-cost", "5"], "--max-cost needs a rate card"),
    (["preflight", SHIPPED, LIST, "--set", "x"], "is not NAME=VALUE"),
    (["suppress", "check", "+12025550101", "--list", "none.db"], "there is no suppression list"),
    (["suppress", "add", "5", "--list", "none.db"], "is not a valid number"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED, ids=lambda value: str(value)[:60])
def test_each_refusal_is_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    status, _, err = smslint(capsys, *arguments)
    assert status == 2
    assert message in err
    assert "Traceback" not in err
    assert err.count("\n") == 1
    assert not Path("none.db").exists()


def test_preflight_report(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = smslint(capsys, "preflight", SHIPPED, LIST, "--suppress", STOP)
    assert status == 1
    for message in (
        "40 rows: 22 would be sent, 18 refused. Nothing was sent.",
        "prices as of 2026-11-01",
        "with safe fixes",
        "the template contains U+2019 ’",
        "`first_name` contains U+0141 Ł",
        "`first_name` is empty in 1 row. Row 18 would read:",
        "the rate card has no price there",
        "ENC001",
    ):
        assert message in out


def test_preflight_as_json_with_limits_and_rows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    status, out, _ = smslint(
        capsys, "preflight", SHIPPED, LIST, "--format", "json", "--max-cost", "0.10", "--max-segments", "1",
        "--rows", str(rows),
    )  # fmt: skip
    record = json.loads(out)
    assert status == 1
    assert [each[:6] for each in record["over_limit"]] == ["CST002", "CST001", "LEN002"]
    now = record["messages"]["now"]
    assert now["recipients"] == 20, (
        "two rows would leave a hole in their text, four have no price within a limit on the cost"
    )
    assert [each["code"] for each in record["list_findings"]] == ["PLH002", "PLH002", "CST002", "CST001", "LEN002"]
    assert now["segments"] == sum(int(count) * times for count, times in now["histogram"].items())
    assert set(now["cost"]["most"]) == {"USD"}
    measured = list(csv.DictReader(io.StringIO(rows.read_text("utf-8"))))
    assert len(measured) == 40
    assert sum(int(row["segments"]) for row in measured if not row["refused"]) == now["segments"] + 2, "a duplicate"
    assert measured[0]["number"] == "+1******101"


def test_a_missing_column_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("phone\n+12025550101\n")
    (tmp_path / "t.txt").write_text("Hi {{ name }}")
    arguments = ["preflight", str(tmp_path / "t.txt"), str(tmp_path / "a.csv"), "--isolated", "--dialect", "jinja"]
    status, _, err = smslint(capsys, *arguments)
    assert status == 2
    assert "PLH002: the list has no column for `name`; it has 'phone'" in err
    status, out, _ = smslint(capsys, *arguments, "--set", "name=Ann", "--kind", "transactional")
    assert "1 would be sent" in out


def test_one_message_of_a_catalogue(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("phone\n+12025550101\n")
    catalogue = str(FIXTURES / "catalogue" / "messages.json")
    status, _, err = smslint(capsys, "preflight", catalogue, str(tmp_path / "a.csv"))
    assert status == 2
    assert "choose one with --key" in err


def test_suppress(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    store = ["--list", str(tmp_path / "stop.db")]
    added = smslint(capsys, "suppress", "add", "+1 202-555-0101", "--reason", "STOP", "--date", "2026-01-02", *store)
    assert added[0] == 0
    status, out, err = smslint(capsys, "suppress", "import", STOP, *store)
    assert (status, "2 added; 3 numbers" in out) == (1, True)
    assert "suppressed.txt:4: ****** is not a valid number" in err
    status, out, _ = smslint(capsys, "suppress", "check", "+12025550101", "+12025550102", *store)
    assert status == 1
    assert out == "+1******101  suppressed: STOP, 2026-01-02\n+1******102  not on the list\n"
    assert smslint(capsys, "suppress", "remove", "+12025550101", *store)[0] == 0
    assert smslint(capsys, "suppress", "check", "+12025550101", *store)[0] == 0
    status, out, _ = smslint(capsys, "recipients", LIST, "--suppress", str(tmp_path / "stop.db"), "--format", "json")
    assert [each["count"] for each in json.loads(out)["problems"] if each["code"] == "NUM004"] == [2]


def copies(process: int, folder: Path) -> list[str]:
    """The temporary files of a process: those with a name, and the open ones without."""
    links = []
    for each in Path(f"/proc/{process}/fd").glob("*"):
        with contextlib.suppress(OSError):
            links.append(str(each.readlink()))
    return [*map(str, folder.glob("smslint-*")), *(each for each in links if each.startswith(f"{folder}/"))]


@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129), ("SIGKILL", -9)])
def test_standard_input_and_the_end_of_its_reader(name: str, status: int, tmp_path: Path) -> None:
    """No copy of a list remains; on Linux not even of a process that is killed."""
    if name == "SIGKILL" and sys.platform != "linux":
        pytest.skip("a file without a name cannot be opened again there")
    command = [sys.executable, "-m", "smslint", "recipients", "-", "--clean", str(tmp_path / "clean.csv")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=FIXTURES.parent,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as process:  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(b"phone\n" + b"+12025550101\n" * 50_000)
        process.stdin.flush()
        while not copies(process.pid, tmp_path):
            assert process.poll() is None
        process.send_signal(getattr(signal, name))
        _, err = process.communicate()
    assert process.returncode == status
    assert err.strip() == (b"" if name == "SIGKILL" else b"Interrupted.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("nameless", [True, False])
@pytest.mark.parametrize("form", ["csv", "csv.gz", "xlsx", "xlsx.gz", "jsonl.gz", "parquet.gz"])
def test_lists_that_are_read_from_a_copy(
    form: str, nameless: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the system cannot open a file without a name, the copy has one, and is removed with the list."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setattr("smslint.recipients.bytestream._OPENS_NAMELESS", nameless)
    rows = [["phone", "name"], ["+12025550101", "Ann"], ["+12025550102", "Bob"]]
    path = tmp_path / f"list.{form}"
    plain = path.with_suffix("") if form.endswith(".gz") else path
    if "xlsx" in form:
        book = openpyxl.Workbook()
        assert book.active is not None
        for row in rows:
            book.active.append(row)
        book.save(plain)
    elif "parquet" in form:
        pq = pytest.importorskip("pyarrow.parquet")
        import pyarrow as pa

        pq.write_table(pa.table({"phone": [rows[1][0], rows[2][0]], "name": ["Ann", "Bob"]}), plain)
    elif "jsonl" in form:
        plain.write_text("".join(json.dumps(dict(zip(rows[0], row, strict=True))) + "\n" for row in rows[1:]), "utf-8")
    else:
        plain.write_text("".join(",".join(row) + "\n" for row in rows), "utf-8")
    if form.endswith(".gz"):
        path.write_bytes(gzip.compress(plain.read_bytes()))
    if form == "csv":
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(plain.read_bytes())))
    source = "-" if form == "csv" else str(path)
    status, out, err = smslint(capsys, "recipients", source, "--clean", str(tmp_path / "clean.csv"))
    assert (status, err) == (0, "")
    assert "Bob" in (tmp_path / "clean.csv").read_text("utf-8")
    assert "/proc/" not in out
    assert list(folder.iterdir()) == []
    assert bytestream._nameless == {}


def test_the_progress_bar_is_shown_only_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with progress_of(10, 5) as progress:
        progress(5, 1)
    assert capsys.readouterr().err == ""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    leader, follower = pty.openpty()
    with os.fdopen(follower, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        with progress_of(10, 50) as progress:
            progress(10, 1)  # too little to see
        with progress_of(10, 5) as progress:
            progress(5, 1)
            progress(99, 2)
        terminal.flush()
        shown = ""
        while "\n" not in shown:
            shown += os.read(leader, 10_000).decode()
    os.close(leader)
    assert shown.count("\n") == 1
    assert "100%" in shown


def test_compiling_the_numbering_plan_is_announced_on_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smslint.numbers.store.pending", lambda: "99.0.0")
    status, out, err = smslint(capsys, "recipients", LIST, "--format", "json")
    assert (status, json.loads(out)["version"]) == (1, 1)
    assert err == "Compiling the numbering plan of phonenumbers 99.0.0, once: this takes a few seconds ...\n"
