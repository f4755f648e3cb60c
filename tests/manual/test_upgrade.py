"""Each row of docs/upgrade.md happens: the run turns yellow or red with the words of the row, and its one line settles it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.test_end_to_end import smslint

PAGE = (Path(__file__).parents[2] / "docs" / "upgrade.md").read_text("utf-8")
ROWS = [line.split(" | ")[0].removeprefix("| ") for line in PAGE.splitlines() if line.startswith("| ")][1:]
HEAD = "brand: Acme\nregions: [US]\n"
MESSAGES = 'messages:\n  - {files: "sms/*.txt", kind: transactional}\n'
CARD = "country,price,currency,as_of\nUS,0.0079,USD,2026-11-01\n"
OLD = CARD.replace("2026", "2019")
SALE = "Acme: 20% off all day. Reply STOP to opt out"
DRY = "send sms/a.txt list.csv --dry-run --at 2026-12-01T12:00-05:00"


class Row(NamedTuple):
    """What was green, how it looks now, and what settles it."""

    begins: str
    command: str
    status: int
    says: str
    files: dict[str, str]
    settled: dict[str, str] = {}  # noqa: RUF012 (never changed)
    """The files that the one line changes."""
    instead: str = ""
    """The command with which it is settled."""
    after: int = 0
    environ: dict[str, str] = {}  # noqa: RUF012


def config(text: str) -> dict[str, str]:
    return {"smslint.yaml": HEAD + text}


MARKETING = MESSAGES.replace("transactional", "marketing")
TABLE = (
    Row("exit 2: nothing was checked", "check", 2, "nothing was checked", config(MESSAGES.replace("txt", "sms")), config(MESSAGES)),
    Row("exit 2: nothing was checked", "check", 2, "nothing was checked", config(MESSAGES.replace("txt", "sms")), instead="check --allow-empty"),
    Row("CFG001", "check --fail-level warning", 1, "smslint.yaml:5:.*CFG001|CFG001", config(MESSAGES + '  - {files: "old/*.txt"}\n'), config(MESSAGES)),
    Row("CFG001", "check --fail-level warning", 1, "CFG001", config(MESSAGES + "values: {frist_name: {max: 9}}\n"), config(MESSAGES)),
    Row("exit 2: an invalid rule", "check", 2, r"pack.bad\.yaml", {**config(MESSAGES + "packs: [pack]\n"), "pack/bad.yaml": "code: BAD\n"}, config(MESSAGES)),
    Row("exit 2 or SRC002", "check", 1, "SRC002", {**config(MESSAGES.replace("*.txt", "*.odd")), "sms/a.odd": "Acme: hello."}, {**config(MESSAGES.replace('*.txt"', '*.odd", source: plain'))}),
    Row('"not known: the kind', DRY.replace("T12", "T22"), 1, "state the kind", {**config(MESSAGES.replace(", kind: transactional", "")), "sms/a.txt": "Acme: our new ferns are here"}, config(MESSAGES)),
    Row("a marketing `send` refuses a list", DRY, 1, "no consent column", {**config(MARKETING), "sms/a.txt": SALE}, config(MARKETING + "sending: {require_consent: false}\n")),
    Row("a suppression list is refused", DRY, 2, "has no numbers", {**config(MESSAGES + "sending: {suppression: stop.csv}\n"), "stop.csv": ""}, config(MESSAGES + "sending: {suppression: stop.csv, allow_empty_suppression: true}\n")),
    Row("CST002", "check --fail-level warning", 1, "CST002", {**config(MESSAGES + "prices: prices.csv\n"), "prices.csv": OLD}, {"prices.csv": CARD}),
    Row("`SMSLINT_FAIL_LEVEL=never`", "check sms/link.txt", 2, "SMSLINT_FAIL_LEVEL", {**config(MESSAGES), "sms/link.txt": "Acme: https://bit.ly/x is here."}, instead="check sms/link.txt --exit-zero", environ={"SMSLINT_FAIL_LEVEL": "never"}),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.begins[:30] + row.instead)
def test_a_row_happens_and_is_settled(row: Row, tmp_path: Path) -> None:
    files = {"sms/a.txt": "Acme: your order is here.", "list.csv": "phone,name\n+14155550123,Ann\n", **row.files}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    found = smslint(*row.command.split(), cwd=tmp_path, stdin=b"", **row.environ)
    assert (found.returncode, bool(re.search(row.says, found.stdout + found.stderr))) == (row.status, True), found
    for name, text in row.settled.items():
        (tmp_path / name).write_text(text, "utf-8")
    done = smslint(
        *(row.instead or row.command).split(), cwd=tmp_path, stdin=b"", **({} if row.instead else row.environ)
    )
    assert done.returncode == row.after, done
    assert not re.search(row.says, done.stdout + done.stderr) or row.instead


def test_every_row_is_in_the_table() -> None:
    named = {row.begins for row in TABLE} | {
        "agents send nothing"
    }  # that: tests/mcp/test_sending.py, test_without_limits_that_can_be_held_nothing_is_sent
    assert [each for each in ROWS if not any(each.startswith(begin) for begin in named)] == []
    assert [begin for begin in named if not any(each.startswith(begin) for each in ROWS)] == []


def test_the_command_for_a_broken_pack_names_the_place(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("code: BAD\n", "utf-8")
    done = smslint("test-rules", str(tmp_path), cwd=tmp_path)
    assert done.returncode
    assert "bad.yaml" in done.stdout + done.stderr


def test_what_accepts_everything_shows_only_what_is_new(tmp_path: Path) -> None:
    (tmp_path / "sms").mkdir()
    (tmp_path / "smslint.yaml").write_text(HEAD + MESSAGES, "utf-8")
    (tmp_path / "sms/a.txt").write_text("Acme: https://bit.ly/x is here.", "utf-8")
    assert smslint("check", cwd=tmp_path).returncode == 1
    assert smslint("baseline", "create", cwd=tmp_path).returncode == 0
    assert smslint("check", cwd=tmp_path).returncode == 0
