"""From replies to a suppression list: who opted out, who opted in again, and in doubt nobody is texted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from smslint.cli.app import run
from smslint.errors import RecipientsError
from smslint.recipients.suppression import SuppressedNumber
from smslint.recipients.suppression_store import SuppressionStore
from smslint.sending.replies import Replies, apply, read_replies

A, B, C, OURS = "+14155550101", "+14155550102", "+14155550103", "+14155550199"


def export(path: Path, *rows: tuple[str, ...], header: str = "From,To,Body,DateSent,Direction") -> Path:
    lines = [header, *(",".join(f'"{cell}"' for cell in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def row(number: str, words: str, when: str = "", direction: str = "inbound") -> tuple[str, ...]:
    return (number, OURS, words, when, direction)


def on_list(path: Path) -> set[str]:
    with SuppressionStore(path, create=True) as store:
        return {f"+{key}" for key in store.keys()}  # noqa: SIM118


def feed(path: Path, replies: Replies) -> tuple[int, int, int, int]:
    with SuppressionStore(path, create=True) as store:
        applied = apply(replies, store)
    return applied.added, applied.known, len(applied.lifted), len(applied.kept)


def test_who_opted_out(tmp_path: Path) -> None:
    path = export(
        tmp_path / "r.csv",
        row(A, "STOP", "2026-11-20T10:00:00Z"), row(B, "please stop texting me"), row(C, "Thanks, see you!"),
        row(OURS, "Acme: 20% off. Reply STOP to opt out", direction="outbound-api"), row("anonymous", "STOP"), row(C, ""),
    )  # fmt: skip
    found = read_replies(path)
    assert set(found.opted_out) == {A, B}
    assert found.rows == 4
    assert [mark.row for mark in found.unreadable] == [6]
    assert feed(tmp_path / "s.db", found) == (2, 0, 0, 0)
    assert on_list(tmp_path / "s.db") == {A, B}
    assert feed(tmp_path / "s.db", found) == (0, 2, 0, 0), "twice changes nothing"


EARLY, LATE = "2026-11-20T10:00:00+00:00", "2026-11-20T10:00:01+00:00"

# Rows in the order of the file, and whether the number stays on the list.
ORDERS = [
    ([("STOP", EARLY), ("START", LATE)], False),
    ([("START", LATE), ("STOP", EARLY)], False),
    ([("START", EARLY), ("STOP", LATE)], True),
    ([("STOP", LATE), ("START", EARLY)], True),
    ([("STOP", EARLY), ("START", EARLY)], True),
    ([("STOP", EARLY), ("START", LATE), ("stop", "2026-11-21T00:00:00Z")], True),
    ([("STOP", ""), ("START", "")], True),
    ([("START", ""), ("STOP", "")], True),
    ([("STOP", ""), ("START", LATE)], True),
    ([("STOP", EARLY), ("START", "")], True),
    ([("STOP", "2026-11-20"), ("START", LATE)], True),
    ([("STOP", "2026-11-20T12:00:00+02:00"), ("START", LATE)], False),
    ([("STOP", "20/11/2026 10:00"), ("START", "20/11/2026 11:00")], True),
    ([("START", LATE)], False),
]


@pytest.mark.parametrize(("words_sent", "stays"), ORDERS)
@pytest.mark.parametrize("split", [False, True])
def test_only_a_start_that_is_certainly_later_opts_in(
    tmp_path: Path, words_sent: list[tuple[str, str]], stays: bool, split: bool
) -> None:
    rows = [row(A, words, when) for words, when in words_sent]
    for index, each in enumerate([[one] for one in rows] if split else [rows]):
        feed(tmp_path / "s.db", read_replies(export(tmp_path / f"{index}.csv", *each)))
    late_stop_first = split and words_sent == [("START", LATE), ("STOP", EARLY)]
    # File by file, an old opt-out that arrives after the opt-in goes on the list: the opt-in is not remembered.
    assert (A in on_list(tmp_path / "s.db")) is (stays or late_stop_first)


def test_a_start_removes_only_what_a_reply_added(tmp_path: Path) -> None:
    with SuppressionStore(tmp_path / "s.db", create=True) as store:
        store.add(
            [
                SuppressedNumber(A, "complaint", "support", "2026-01-01"),
                SuppressedNumber(B, "STOP", "inbound", "2026-11-20"),
            ]
        )
    replies = export(tmp_path / "r.csv", row(A, "START", LATE), row(B, "START", LATE), row(C, "START", LATE))
    assert feed(tmp_path / "s.db", read_replies(replies)) == (0, 0, 0, 2), "a bare day may be later than it looks"
    replies = export(
        tmp_path / "r.csv", row(A, "START", "2026-11-22T00:00:00Z"), row(B, "START", "2026-11-22T00:00:00Z")
    )
    assert feed(tmp_path / "s.db", read_replies(replies)) == (0, 0, 1, 1)
    assert on_list(tmp_path / "s.db") == {A}


def test_columns(tmp_path: Path) -> None:
    path = export(tmp_path / "r.csv", (A, "STOP"), header="wer,was")
    with pytest.raises(RecipientsError, match="with from_column"):
        read_replies(path)
    with pytest.raises(RecipientsError, match="with body_column"):
        read_replies(path, from_column="wer")
    assert set(read_replies(path, from_column="wer", body_column="was").opted_out) == {A}
    assert set(read_replies(path, from_column="1", body_column="2").opted_out) == {A}
    lines = tmp_path / "r.jsonl"
    lines.write_text(json.dumps({"from": A, "to": OURS, "text": "BAJA", "locale": "es"}) + "\n", encoding="utf-8")
    assert set(read_replies(lines).opted_out) == {A}
    with pytest.raises(RecipientsError):
        read_replies(tmp_path / "nowhere.csv")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = export(tmp_path / "r.csv", row(A, "STOP", EARLY), row(B, "cancel please", EARLY), row("unknown", "stop"))
    words = ["suppress", "from-inbound", str(path), "--list", str(tmp_path / "s.db")]
    assert run([*words, "--dry-run"]) == 1
    assert not (tmp_path / "s.db").exists()
    assert run(words) == 1
    output = capsys.readouterr()
    assert "3 replies read: 2 numbers opted out, 0 opted in" in output.out
    assert "2 added, 0 already there, 0 removed; 2 now on" in output.out
    assert "row 3, +1******102: cancel" in output.out, "a person should look"
    assert "row 4" in output.err
    assert A not in output.out + output.err
    export(path, row(A, "START", LATE))
    assert run(words) == 0
    assert "0 added, 0 already there, 1 removed; 1 now on" in capsys.readouterr().out
    assert run(["suppress", "from-inbound", str(path), "--provider", "nobody"]) == 2
