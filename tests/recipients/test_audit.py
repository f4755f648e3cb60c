"""Audits of lists with common mistakes, and the two files into which a list is split."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.errors import RecipientsError
from smslint.finding import Severity
from smslint.recipients.audit import audit
from smslint.recipients.audited import Audit
from smslint.recipients.clean import write
from smslint.recipients.policy import Policy
from smslint.recipients.suppression import Suppressed
from smslint.rules.facts import make_facts
from smslint.sending.facts import of_row
from tests.recipients.support import US, as_csv, listed


def audited(folder: Path, content: str, policy: Policy | None = None, **options: Any) -> Audit:
    with listed(folder, content) as found:
        return audit(found, policy or Policy(), **options)


def codes(result: Audit) -> dict[str, int]:
    return {code: tally.count for code, tally in sorted(result.tallies.items())}


ONE_NUMBER = [
    ("+12025550101", {}),
    ("+1 (202) 555-0101", {"NUM006": 1}),
    ("'+12025550101", {"NUM006": 1}),
    ("＋１２０２５５５０１０１", {"NUM006": 1}),
    ("12025550101", {"NUM001": 1}),
    ("0012025550101", {"NUM001": 1}),
    ("1.20256E+10", {"NUM001": 1}),
    ("+12025550101.0", {"NUM001": 1}),
    ("+12025550101 x5", {"NUM001": 1}),
    ("+12025550101 / +12025550102", {"NUM001": 1}),
    ("+14155551", {"NUM001": 1}),
    ("", {"NUM001": 1}),
    ("+1202555\x000101", {"NUM006": 1}),
    ("+442079460114", {"NUM002": 1}),
    ("+44 20 7946 0114", {"NUM002": 1, "NUM006": 1}),
    ("+19005550100", {"NUM002": 1}),
]


@pytest.mark.parametrize(("cell", "expected"), ONE_NUMBER)
def test_one_number(tmp_path: Path, cell: str, expected: dict[str, int]) -> None:
    result = audited(tmp_path, as_csv(["phone", "n"], [[cell, "1"]]))
    assert codes(result) == expected
    assert result.rejected == bool(expected.keys() - {"NUM006"})


def test_the_policy_decides(tmp_path: Path) -> None:
    rows = [US[0], US[1], "+61491570006", "12025550103", "2025550104"]
    policy = Policy(
        enabled=frozenset({"US"}), suppressed=Suppressed([int(US[1])]), accept_suggestions=True, region="US"
    )
    result = audited(tmp_path, as_csv(["phone"], [[row] for row in rows]), policy)
    assert codes(result) == {"NUM004": 1, "NUM005": 1, "NUM006": 2}
    assert (result.total, result.clean) == (5, 3)
    assert result.regions == {"US": 4, "AU": 1}


def test_a_national_number_is_read_by_the_country_of_its_row(tmp_path: Path) -> None:
    content = as_csv(["phone", "country"], [["0491 570 006", "au"], ["0491 570 006", "Australia"]])
    result = audited(tmp_path, content, Policy(accept_suggestions=True))
    assert codes(result) == {"NUM001": 1, "NUM006": 1}


def test_consent(tmp_path: Path) -> None:
    rows = [[US[0], "yes", ""], [US[1], "", ""], [US[2], "no", ""], [US[3], "yes", "TRUE"], [US[4], "hm", "no"]]
    content = as_csv(["phone", "consent", "opt_out"], rows)
    assert codes(audited(tmp_path, content)) == {"CON001": 1, "CON002": 2, "CON003": 1}
    assert audited(tmp_path, content).clean == 3
    strict = audited(tmp_path, content, Policy(require_consent=True))
    assert strict.clean == 1
    assert strict.tallies["CON002"].code.severity is Severity.ERROR
    none = audited(tmp_path, as_csv(["phone"], [[US[0]]]), Policy(require_consent=True))
    assert codes(none) == {"CON002": 1}


@pytest.mark.parametrize("word", ["unsubscribed", "opted out", "STOP", "2026-01-01", "yes"])
def test_every_way_to_mark_an_opt_out_is_read(tmp_path: Path, word: str) -> None:
    result = audited(tmp_path, as_csv(["phone", "opt_out"], [[US[0], word], [US[1], "no"]]))
    assert codes(result) == {"CON003": 1}
    assert of_row({"opt_out": word}, "US").opted_out is make_facts({"opt_out": word}).opted_out is True


def test_a_number_that_opted_out_in_one_row_has_opted_out_in_all(tmp_path: Path) -> None:
    rows = [[US[0], ""], ["+1 202-555-0100", "yes"], [US[0], ""], [US[1], ""], [US[1], ""]]
    result = audited(tmp_path, as_csv(["phone", "opt out"], rows))
    assert codes(result) == {"CON003": 3, "NUM003": 1, "NUM006": 1}
    assert result.clean == 1


def test_numbers_are_masked_unless_asked_for(tmp_path: Path) -> None:
    content = as_csv(["phone"], [["12025550101"], ["+1 202 555 0102"], ["+19005550103"], [US[0]], [US[0]]])
    masked = audited(tmp_path, content)
    assert not any("555" in finding.message for finding in masked.findings)
    shown = audited(tmp_path, content, show_numbers=True)
    assert "It looks like +12025550101" in shown.tallies["NUM001"].findings[0].message


def test_findings_have_row_and_column(tmp_path: Path) -> None:
    result = audited(tmp_path, 'name,phone\n"a\nb",+12025550101\nc,12025550102\n')
    (finding,) = result.findings
    assert finding.location is not None
    assert (finding.location.line, finding.location.column) == (4, 2)
    assert finding.message.startswith("Row 3, ******102: not a valid number: The plus sign in front is missing")
    assert finding.predicts == "Twilio 21211"


def test_rows_of_uneven_length_are_reported(tmp_path: Path) -> None:
    result = audited(tmp_path, f"phone,a,b\n{US[0]},1\n{US[1]},1,2,3\n{US[2]},1,2\nx\n")
    assert codes(result) == {"LST001": 3, "NUM001": 1}
    assert "it has 2 cells, the header has 3" in result.tallies["LST001"].findings[0].message


def outputs(folder: Path, content: str, policy: Policy | None = None) -> tuple[Audit, str, list[dict[str, str]]]:
    clean, rejected = folder / "clean.csv", folder / "rejected.csv"
    with listed(folder, content) as found:
        result = audit(found, policy or Policy())
        write(found, policy or Policy(), result, clean, rejected)
    assert sorted(path.name for path in folder.iterdir()) == ["clean.csv", "list.csv", "rejected.csv"]
    text = rejected.read_bytes().decode("utf-8-sig")
    if text.startswith("sep="):
        text = text.partition("\n")[2]
    delimiter = text.removeprefix('"row"').removeprefix("row")[0]
    return result, clean.read_bytes().decode(), table(text, delimiter)


def table(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_clean_rows_keep_every_other_byte(tmp_path: Path) -> None:
    content = (
        '\ufeffsep=;\r\n"Name";phone;"note"\r\n"Zoë";"+1 202 555 0101";"a; ""b"""\r\nB;+12025550102;\r\n'
        "\r\nC;nope;x\r\nD;+1-202-555-0104;'d'\r\nE;+12025550102;dup"
    )
    result, clean, rejected = outputs(tmp_path, content)
    assert clean == (
        '\ufeffsep=;\r\n"Name";phone;"note"\r\n"Zoë";"+12025550101";"a; ""b"""\r\nB;+12025550102;\r\n'
        "D;+12025550104;'d'\r\n"
    )
    assert [(row["row"], row["code"], row["Name"]) for row in rejected] == [("4", "NUM001", "C"), ("6", "NUM003", "E")]
    assert (result.clean, result.rejected) == (3, 2)


def test_the_encoding_is_kept(tmp_path: Path) -> None:
    for encoding in ("cp1252", "utf-16"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes("name,phone\nZoë,+1 202 555 0101\n".encode(encoding))
        with listed(tmp_path, path.read_bytes(), path.name) as found:
            write(found, Policy(), audit(found, Policy()), tmp_path / "clean.csv", None)
        assert (tmp_path / "clean.csv").read_bytes() == "name,phone\nZoë,+12025550101\n".encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_rejected_rows_of_json_lines_are_json_lines(tmp_path: Path, encoding: str) -> None:
    """With the values as they were: numbers, lists, and a key with the name of a reason."""
    rows: list[dict[str, object]] = [{"phone": US[0]}, {"phone": 12, "name": "Zoë", "row": 7, "more": [1, None]}]
    content = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    with listed(tmp_path, content.encode(encoding), "a.jsonl") as found:
        write(found, Policy(), audit(found, Policy()), None, tmp_path / "rejected.jsonl")
    written = (tmp_path / "rejected.jsonl").read_bytes().decode(encoding).splitlines()
    (rejected,) = map(json.loads, written)
    assert rejected.pop("reason").startswith("not a valid number")
    assert rejected == {"row_": "2", "code": "NUM001", "suggestion": "", **rows[1]}


def test_a_failed_write_leaves_no_partial_file(tmp_path: Path) -> None:
    target = tmp_path / "clean.csv"
    target.write_text("before")
    content = f"phone\n{US[0]}\n"
    with listed(tmp_path, content) as found:
        result = audit(found, Policy())
        result.total += 1
        with pytest.raises(RecipientsError, match=r"in the meantime\. Nothing was written"):
            write(found, Policy(), result, target, tmp_path / "rejected.csv")
        with pytest.raises(RecipientsError, match="this is the list itself"):
            write(found, Policy(), result, tmp_path / "list.csv", None)
        with pytest.raises(RecipientsError, match="Nothing was written"):
            write(found, Policy(), result, tmp_path / "no" / "clean.csv", None)
    assert target.read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clean.csv", "list.csv"]


def test_an_interrupt_leaves_no_files(tmp_path: Path) -> None:
    with listed(tmp_path, f"phone\n{US[0]}\n") as found:
        result = audit(found, Policy())

        def interrupt(_done: int, _rows: int) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            write(found, Policy(), result, tmp_path / "clean.csv", tmp_path / "rejected.csv", interrupt)
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


numbers = st.one_of(
    st.sampled_from(US[:4]),
    st.sampled_from(["+1 202 555 0100", "12025550101", "+442079460114", "", "x", "+61491570006", '+1 (202) "555"']),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=14),
)
consents = st.sampled_from(["yes", "no", "", "?"])


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["Zoë", 'a,"b', "c\nd", ""]), numbers, consents), max_size=12))
def test_every_row_goes_to_one_of_the_two_files(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("audit")
    rows = [row for row in rows if any(map(str.strip, row))]  # blank rows are no recipients
    content = as_csv(["name", "phone", "consent"], rows)
    result, clean, rejected = outputs(folder, content, Policy(enabled=frozenset({"US"})))
    kept = table(clean)
    assert len(kept) == result.clean
    assert len(rejected) == result.rejected
    assert result.clean + result.rejected == result.total == len(rows)
    assert len({row["phone"] for row in kept}) == len(kept), "a clean list has no number twice"
    with listed(folder, clean, "again.csv") as found:
        again = audit(found, Policy(enabled=frozenset({"US"})))
    assert (again.clean, again.rejected) == (len(kept), 0), "a clean list is clean"
    assert "NUM006" not in again.tallies


@pytest.mark.parametrize("failing", ["clean.csv", "rejected.csv"])
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_two_files_appear_together_or_not_at_all(
    failing: str, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an error says was written is what is there, whichever of the two cannot be written, and at which step."""
    clean, rejected = tmp_path / "clean.csv", tmp_path / "rejected.csv"
    order: list[int] = []

    def sync(_: int) -> None:
        order.append(len(order))
        if order[-1] == (failing == "rejected.csv"):
            raise OSError(28, "No space left on device")

    def replace(part: Path, target: str) -> Path:
        if Path(target).name == failing:
            raise OSError(13, "Permission denied", str(part), None, target)
        return part.rename(target)

    with listed(tmp_path, f"phone\n{US[0]}\n12\n") as found:
        result = audit(found, Policy())
        monkeypatch.setattr(*((os, "fsync", sync) if call == "fsync" else (Path, "replace", replace)))
        with pytest.raises(RecipientsError) as raised:
            write(found, Policy(), result, clean, rejected)
    said = str(raised.value)
    assert said.startswith(f"{tmp_path / failing}: ")
    there = sorted(path.name for path in tmp_path.iterdir() if path.name != "list.csv")
    assert there == (["clean.csv"] if call == "replace" and failing == "rejected.csv" else [])
    assert ("Nothing was written." in said) is not bool(there)
    assert (f"{clean} was written." in said) is bool(there)


@pytest.mark.skipif(os.name == "nt", reason="devices of POSIX")
def test_an_error_does_not_say_that_nothing_was_written_to_a_pipe(tmp_path: Path) -> None:
    """The last row of a list is broken, and those before it were passed on already."""
    with listed(tmp_path, "phone,name\n" + f"{US[0]},x\n" * 30_000 + f'{US[1]},"never closed\n') as found:
        result = Audit("list.csv")
        with pytest.raises(RecipientsError, match=r"is incomplete\. What was written to /dev/null is not complete\.$"):
            write(found, Policy(), result, Path("/dev/null"), None)
        with pytest.raises(RecipientsError, match=r"is incomplete\. Nothing was written\.$"):
            write(found, Policy(), result, tmp_path / "clean.csv", None)
