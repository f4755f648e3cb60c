"""Folders and patterns of files as one list: the same answer as for one file with all rows, and each row with its file."""

from __future__ import annotations

import glob
import gzip
import json
import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.broadcast.preflight import preflight
from smslint.errors import RecipientsError
from smslint.recipients import gathered as gathering
from smslint.recipients.audit import audit, audit_large
from smslint.recipients.bulk_audit import bulk_audit
from smslint.recipients.clean import write
from smslint.recipients.endings import PACKED, WRITTEN
from smslint.recipients.policy import Policy
from smslint.recipients.reader import open_list
from smslint.report.recipients_json import record
from tests.recipients.support import US, as_csv
from tests.test_end_to_end import smslint

HEADER = ["phone", "name", "consent"]
ONE = [[US[0], "Ann", "yes"], [US[1], "Bob", "no"]]
TWO = [[US[0], "Cid", "yes"], ["12", "Dee", "yes"]]


def put(path: Path, rows: list[list[str]], header: list[str] = HEADER) -> Path:
    """A file of a form that its name says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".parquet":
        columns = [[row[at] or None for row in rows] for at in range(len(header))]
        pq.write_table(pa.table([pa.array(each, pa.string()) for each in columns], header), path)
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(dict(zip(header, row, strict=True))) + "\n" for row in rows))
    elif path.suffix == ".gz":
        path.write_bytes(gzip.compress(as_csv(header, rows).encode()))
    else:
        path.write_text(as_csv(header, rows), newline="")
    return path


def answer(source: Path | str, **options: Any) -> dict[str, Any]:
    with open_list(source, **options) as found:
        return record(audit(found, Policy()))


def without_places(found: dict[str, Any]) -> dict[str, Any]:
    """An answer without what names files."""
    for problem in found["problems"]:
        for each in problem["examples"]:
            del each["message"], each["line"]
            each.pop("file", None)
    return {name: value for name, value in found.items() if name not in ("path", "files", "notes")}


@pytest.mark.parametrize(
    "names", [("a.csv", "b.csv"), ("a.csv", "b.parquet"), ("a.jsonl", "b.csv.gz"), ("a.parquet", "x/b.parquet")]
)
def test_each_row_has_its_file(names: tuple[str, str], tmp_path: Path) -> None:
    first, second = (put(tmp_path / "in" / name, rows) for name, rows in zip(names, (ONE, TWO), strict=True))
    found = answer(tmp_path / "in")
    rows = [2 if path.name.endswith((".csv", ".gz")) else 1 for path in (first, second)]
    assert found["files"] == [str(first), str(second)]
    assert found["rows"] == {"total": 4, "clean": 1, "rejected": 3}
    examples = {each["code"]: each["examples"] for each in found["problems"]}
    assert examples["CON001"][0]["file"] == str(first)
    assert examples["CON001"][0]["message"].startswith(f"Row {rows[0] + 1} of {first}, ")
    assert examples["NUM001"][0]["message"].startswith(f"Row {rows[1] + 1} of {second}, ")
    assert examples["NUM001"][0]["line"] == rows[1] + 1
    assert examples["NUM003"][0] == {
        "message": f"Row {rows[1]} of {second}: the same number as an earlier row, row {rows[0]} of {first}.",
        "file": str(second), "line": rows[1], "column": 1,
    }  # fmt: skip
    with open_list(tmp_path / "in") as opened:
        assert record(audit_large(opened, Policy())) == found


cells = st.sampled_from(
    [*US[:4], "+44 7700 900123", "12025550101", "", "x", "ü", 'a,"b"', "a\nb", "yes", "no", "S", "N"]
)
rows_of_lists = st.lists(st.lists(cells, min_size=3, max_size=3).filter(any), min_size=1, max_size=12)
KINDS = [".csv", ".jsonl", ".parquet", ".csv.gz"]


@settings(max_examples=60, deadline=None)
@given(
    rows_of_lists, st.lists(st.integers(0, 12), max_size=3), st.lists(st.sampled_from(KINDS), min_size=4, max_size=4)
)
def test_files_are_one_list(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], cuts: list[int], kinds: list[str]
) -> None:
    """However a list is cut, and whatever the forms of its files: the figures of one file with all rows."""
    folder = tmp_path_factory.mktemp("cut")
    whole = put(folder / "whole.csv", rows)
    places = [0, *sorted(min(each, len(rows)) for each in cuts), len(rows)]
    for number, (start, end) in enumerate(pairwise(places)):
        if start < end or kinds[number] != ".jsonl":  # an empty file of JSON Lines has no columns
            put(folder / "in" / f"{number}{kinds[number]}", rows[start:end])
    expected = without_places(answer(whole))
    assert without_places(answer(folder / "in")) == expected
    with open_list(folder / "in") as found:
        assert without_places(record(audit_large(found, Policy()))) == expected
        large = bulk_audit(found, Policy())
        assert large is None or without_places(record(large)) == expected
        assert [row.cells for row in found.rows()] == rows
    text = {"text": "Acme: hi {{ name }}."}
    options: dict[str, Any] = {"dialect": "jinja", "kind": "transactional"}
    one, several = (preflight(text, each, **options) for each in (whole, folder / "in"))
    assert (one.now, one.empty, one.nulls, one.would_send) == (
        several.now,
        several.empty,
        several.nulls,
        several.would_send,
    )
    assert [(each.segments, each.cause) for each in one.worst] == [
        (each.segments, each.cause) for each in several.worst
    ]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (["mobile", "name", "consent"], "b.csv: its columns differ from those of {0}/a.csv: it lacks 'phone' and it has also 'mobile'. The files of one list have the same columns."),
        (["phone", "name"], "b.csv: its columns differ from those of {0}/a.csv: it lacks 'consent'. The files of one list have the same columns."),
        (["name", "phone", "consent"], "b.csv: its columns differ from those of {0}/a.csv: they are in another order. The files of one list have the same columns."),
    ],
)  # fmt: skip
def test_other_columns(other: list[str], words: str, tmp_path: Path) -> None:
    put(tmp_path / "a.csv", ONE)
    put(tmp_path / "b.csv", [row[: len(other)] for row in TWO], other)
    with pytest.raises(RecipientsError) as error:
        answer(tmp_path)
    assert str(error.value) == f"{tmp_path}/" + words.format(tmp_path)


def test_columns_with_names_may_have_another_order(tmp_path: Path) -> None:
    put(tmp_path / "a.csv", ONE)
    put(tmp_path / "b.parquet", [row[::-1] for row in TWO], HEADER[::-1])
    put(tmp_path / "c.parquet", [row[::-1] for row in TWO], HEADER[::-1])
    with open_list(tmp_path) as found:
        assert [row.cells for row in found.rows()] == [*ONE, *TWO, *TWO]
        assert record(audit_large(found, Policy())) == record(audit(found, Policy()))
    for name in ("b", "c"):
        (tmp_path / f"{name}.parquet").rename(tmp_path / f"{name}.parquet_")
    put(tmp_path / "b.jsonl", [row[::-1] for row in TWO], HEADER[::-1])
    assert answer(tmp_path)["rows"]["total"] == 4


def test_objects_leave_out_what_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"phone": "{US[0]}"}}\n')
    (tmp_path / "b.jsonl").write_text(f'{{"name": "Ann", "phone": "{US[1]}"}}\n')
    with open_list(tmp_path) as found:
        assert found.columns == ("phone", "name")
        assert [row.cells for row in found.rows()] == [[US[0], ""], [US[1], "Ann"]]
    (tmp_path / "b.jsonl").write_text(f'{{"name": "Ann", "mobile": "{US[1]}"}}\n')
    with pytest.raises(RecipientsError, match=r"b.jsonl: its columns differ from those of .*a.jsonl: it lacks 'phone'"):
        answer(tmp_path)


@pytest.mark.parametrize("jobs", [1, 2, 3, 8])
def test_more_threads_give_the_same_answer(jobs: int, tmp_path: Path) -> None:
    for number in range(5):
        rows = [[f"+1202555{(n * 7 + number) % 1000:04}", "", "yes" if n % 3 else "no"] for n in range(500)]
        put(tmp_path / f"{number}.parquet", rows)
    answers = [
        smslint("recipients", "*.parquet", "--isolated", "--format", "json", *more, cwd=tmp_path).stdout
        for more in ([], ["--jobs", str(jobs)])
    ]
    assert answers[0] == answers[1]
    with open_list(tmp_path) as found:
        assert without_places(record(audit(found, Policy()))) == without_places(json.loads(answers[0]))


def test_which_files(tmp_path: Path) -> None:
    for name in ("b.csv", "a.CSV", "x/c.csv", "_SUCCESS", ".b.csv.crc", "_x/d.csv", "day=1/e.csv", "empty.csv"):
        put(tmp_path / name, ONE)
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    found = answer(tmp_path)
    assert [Path(each).name for each in found["files"]] == ["a.CSV", "b.csv", "e.csv", "c.csv"]
    assert found["notes"][1:] == [
        f"{str(tmp_path / 'photo.png')!r} of this folder was not read: the name is not that of a list.",
        f"{str(tmp_path / 'empty.csv')!r} is empty.",
        "The names of folders such as 'day=1' were not read as columns.",
    ]
    assert answer(f"{tmp_path}/*.[cC]*")["path"] == f"{tmp_path}/*.[cC]*"
    assert [Path(each).name for each in answer(f"{tmp_path}/**/*.csv")["files"]] == ["b.csv", "e.csv", "c.csv"]
    assert [Path(each).name for each in answer(f"{tmp_path}/[xd]*")["files"]] == ["e.csv", "c.csv"]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [(each, ["a.csv", "b.csv"]) for each in ("", "/**", "/**/*.csv", "/**/**/?.csv")]
    + [("/**/*/?.csv", ["b.csv", "c.csv"])],
)
def test_a_link_to_a_folder(pattern: str, names: list[str], tmp_path: Path) -> None:
    """It may lead back, so that the files of a folder would be read without end; two of them would double them in each folder."""
    put(tmp_path / "in" / "a.csv", ONE)
    put(tmp_path / "in" / "x" / "b.csv", TWO)
    if "c.csv" in names:
        put(tmp_path / "in" / "y" / "c.csv", [["14155550190", "C"]])
    links = [tmp_path / "in" / "again.csv", tmp_path / "in" / "x" / "more"]
    for link in links:
        link.symlink_to(tmp_path / "in", target_is_directory=True)
    found = answer(f"{tmp_path}/in{pattern}")
    assert [Path(each).name for each in found["files"]] == names
    said = [each for each in found["notes"] if "not read" in each]
    assert said == [f"{str(links[0])!r}, {str(links[1])!r} were not read: a link to a folder is not followed."]


PATTERNS = ["**/*.csv", "x/**", "**", "**/z/*", "x/**/z/**/*.csv", "**/**/b.csv", "?/**/*.csv", "**/", "a**", "**/a**", "x/../**/*.csv", "./**/b.csv", "**/[xy]/**/a.csv", "**/**"]  # fmt: skip


@pytest.mark.parametrize(
    "content", ["root:SECRET:0\n", "SECRET,x\n1,2\n", "phone,SECRET\n+1,2\n", '{"SECRET": "1"}\n', "[SECRET]\n"]
)
@pytest.mark.parametrize("beside", [True, False])
def test_a_link_to_a_file_elsewhere_is_not_read(
    content: str, beside: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that others have filled may have a link to any file; nobody has named it."""
    (tmp_path / "foreign").write_text(content)
    (tmp_path / "work/lists").mkdir(parents=True)
    if beside:
        put(tmp_path / "work/lists/a.csv", ONE)
    for name in ("b.csv", "c.jsonl"):
        (tmp_path / "work/lists/b.csv").unlink(missing_ok=True)
        (tmp_path / "work/lists" / name).symlink_to(tmp_path / "foreign")
        monkeypatch.chdir(tmp_path / "work")
        for source in ("lists", "lists/[b-c].*"):
            done = smslint("recipients", source, "--isolated", cwd=tmp_path / "work")
            assert "SECRET" not in done.stdout + done.stderr
            assert "this is a link to a file outside of its folder" in done.stderr


@pytest.mark.parametrize("absolute", [True, False])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_mean_what_they_mean_in_python(
    pattern: str, absolute: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.csv", "b.csv", "x/a.csv", "x/z/b.csv", "x/y/z/a.csv", "y/z/c.csv", "x/z/y/b.csv", "y/.h/a.csv"):
        put(tmp_path / name, ONE[:1])
    monkeypatch.chdir(tmp_path)
    named = f"{tmp_path}/{pattern}" if absolute else pattern
    expected = {Path(each) for each in glob.glob(named, recursive=True) if Path(each).is_file()}  # noqa: PTH207
    if not expected:
        with pytest.raises(RecipientsError):
            gathering.gathered(named)
        return
    found = gathering.gathered(named)
    assert found is not None
    assert found.files == sorted(expected)


def test_every_list_that_is_written_is_one_of_its_folder(tmp_path: Path) -> None:
    put(tmp_path / "list.csv", ONE[:1])
    for at, name in enumerate(WRITTEN):
        for packing in ("", *(PACKED if name in {".csv", ".tsv", ".jsonl"} else ())):
            with open_list(tmp_path / "list.csv") as found:
                (tmp_path / name).mkdir(exist_ok=True)
                write(found, Policy(), audit(found, Policy()), tmp_path / name / f"{at}{name}{packing}", None)
        found_in_it = answer(tmp_path / name)
        count = len(found_in_it["files"]) if "files" in found_in_it else 1
        assert (count, found_in_it["rows"]["total"]) == ((5, 5) if name in {".csv", ".tsv", ".jsonl"} else (1, 1)), name


def test_large_lists_of_text_are_read_in_batches(tmp_path: Path) -> None:
    for number in range(3):
        rows = [[f"+1202555{(n * 3 + number) % 1000:04}", "x", "yes" if n % 5 else "no"] for n in range(400)]
        put(tmp_path / f"{number}.csv", rows if number != 1 else [])
    with open_list(tmp_path) as found:
        large = bulk_audit(found, Policy())
        assert large is not None
        assert record(large) == record(audit(found, Policy()))


def test_a_broadcast_knows_that_a_file_came(tmp_path: Path) -> None:
    put(tmp_path / "a.csv", ONE)
    put(tmp_path / "b.csv", ONE)
    seals = []
    for name in ("", "c.csv"):
        if name:
            put(tmp_path / name, [], HEADER)
        asked = preflight({"text": "Hi"}, tmp_path, dialect="jinja").asked
        assert asked is not None
        seals.append(asked.seal)
    assert seals[0] != seals[1]


def test_one_file_is_that_file(tmp_path: Path) -> None:
    path = put(tmp_path / "in" / "a.csv", ONE)
    (tmp_path / "in" / "notes.md").write_text("x")
    found = answer(tmp_path / "in")
    assert found["path"] == str(path)
    assert "files" not in found
    assert found["problems"][0]["examples"][0]["message"].startswith("Row 3, ")
    assert "notes.md" in found["notes"][0]


@pytest.mark.parametrize("name", ["a*.csv", "a[1].csv", "what?.csv"])
def test_a_file_whose_name_looks_like_a_pattern(name: str, tmp_path: Path) -> None:
    put(tmp_path / name, ONE)
    put(tmp_path / "a1.csv", TWO)
    put(tmp_path / "ab.csv", TWO)
    assert answer(tmp_path / name)["rows"]["total"] == 2


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("nothing", "nothing: this folder has no list (CSV, JSON Lines, Parquet, Arrow or a spreadsheet)."),
        ("other", "other: this folder has no list (CSV, JSON Lines, Parquet, Arrow or a spreadsheet): 'other/x.md' is none."),
        ("other/*.csv", "other/*.csv: no file has such a name."),
        ("empty", "empty: 'empty/a.csv' is empty."),
        ("broken", "broken/b.csv.gz: this file cannot be unpacked: Compressed file ended before the end-of-stream marker was reached."),
        ("broken2", "broken2/b.parquet: it cannot be read as Parquet or Arrow: "),
    ],
)  # fmt: skip
def test_no_list(source: str, words: str, tmp_path: Path) -> None:
    for name in ("nothing", "other", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "other" / "x.md").write_text("x")
    (tmp_path / "empty" / "a.csv").write_text("")
    for folder, name in (("broken", "b.csv.gz"), ("broken2", "b.parquet")):
        put(tmp_path / folder / "a.csv", ONE)
        path = put(tmp_path / folder / name, TWO)
        path.write_bytes(path.read_bytes()[:-10])
    done = smslint("recipients", source, "--isolated", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {words}")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [["recipients", ""], ["preflight", "t.txt", ""], ["send", "t.txt", "", "--dry-run"]])
def test_a_name_that_is_empty_is_not_the_folder(words: list[str], tmp_path: Path) -> None:
    """``smslint send sale.txt "$LIST"`` without a value must not text the people of every list that is there."""
    put(tmp_path / "a.csv", ONE)
    put(tmp_path / "b.csv", TWO)
    (tmp_path / "t.txt").write_text("Hi")
    done = smslint(*words, "--isolated", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the name of the list is empty" in done.stderr
    assert smslint("recipients", ".", "--isolated", cwd=tmp_path).stdout.startswith(".: 4 rows")


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_FILES", 2)
    for name in "abc":
        put(tmp_path / f"{name}.csv", ONE)
    for source in (tmp_path, f"{tmp_path}/*.csv"):
        with pytest.raises(RecipientsError, match="more than 2 files"):
            answer(source)


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.csv", ONE)
    real = os.scandir

    def denied(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    (tmp_path / "closed").mkdir()
    monkeypatch.setattr(os, "scandir", denied)
    with pytest.raises(RecipientsError, match="closed: Permission denied"):
        answer(tmp_path)


def test_a_file_that_changes(tmp_path: Path) -> None:
    put(tmp_path / "a.csv", ONE)
    path = put(tmp_path / "b.csv", TWO)
    with open_list(tmp_path) as found:
        path.write_text("phone,name,consent\n")
        with pytest.raises(RecipientsError, match=r"b.csv: the file changed while it was being read"):
            audit(found, Policy())
        path.unlink()
        with pytest.raises(RecipientsError, match=r"b.csv: No such file"):
            audit(found, Policy())


def test_lines_of_duplicates_after_a_line_break(tmp_path: Path) -> None:
    put(tmp_path / "a.csv", [[US[0], "a\nb", "yes"], [US[1], "", "yes"]])
    put(tmp_path / "b.csv", [[US[0], "", "yes"]])
    (found,) = answer(tmp_path)["problems"]
    assert [(each["file"], each["line"]) for each in found["examples"]] == [(str(tmp_path / "b.csv"), 2)]


def test_types_and_sheets(tmp_path: Path) -> None:
    """Each file of one list is read in its own way: encodings, sheets, notes."""
    from openpyxl import Workbook

    (tmp_path / "a.csv").write_bytes(b"phone,name,consent\n12,Jos\xe9,yes\n")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["phone", "name", "consent"], [12025550102, "Zoë", "yes"]):
        sheet.append(row)
    book.save(tmp_path / "b.xlsx")
    found = answer(tmp_path)
    assert found["rows"]["total"] == 2
    assert any(note.startswith(f"{tmp_path}/a.csv: The file was read as") for note in found["notes"])
    assert (
        f"{tmp_path}/b.xlsx: The column 'phone' has 1 cell with a number, not with text: a plus sign and zeros at its front are lost."
        in found["notes"]
    )
    assert (
        found["coverage"]["guessed_encoding"] == answer(tmp_path / "a.csv")["coverage"]["guessed_encoding"] is not None
    )


def test_preflight_and_send_of_a_folder(tmp_path: Path) -> None:
    put(tmp_path / "in" / "a.csv", [[US[0], "Ann", "yes"]])
    put(tmp_path / "in" / "b.csv", [[US[1], "", "yes"], [US[2], "Łukasz " * 20, "yes"]])
    (tmp_path / "t.txt").write_text("Acme: hi {{ name }}.")
    options = ("--dialect", "jinja", "--kind", "transactional", "--isolated")
    done = smslint("preflight", "t.txt", "in", *options, "--format", "json", "--rows", "rows.csv", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert (found["worst"][0]["file"], found["worst"][0]["row"], found["worst"][0]["line"]) == ("in/b.csv", 3, 3)
    assert "`name` is empty in row 2 of in/b.csv." in {each["message"] for each in found["list_findings"]}
    lines = (tmp_path / "rows.csv").read_text().splitlines()
    assert [line.split(",")[:2] for line in lines] == [
        ["file", "row"],
        ["in/a.csv", "2"],
        ["in/b.csv", "2"],
        ["in/b.csv", "3"],
    ]
    text = smslint("preflight", "t.txt", "in", *options, cwd=tmp_path).stdout
    assert "row 3 of in/b.csv: " in text
    assert "Row 2 of in/b.csv would read:" in text
    sent = smslint("send", "t.txt", "in/*.csv", *options, "--dry-run", cwd=tmp_path)
    assert "3 rows: 2 would be sent" in sent.stdout


@pytest.mark.parametrize("written", ["in/clean.csv", "in/x/clean.csv", "in/a.csv"])
@pytest.mark.parametrize("source", ["in", "in/*.csv"])
def test_what_is_written_is_no_file_of_the_list(source: str, written: str, tmp_path: Path) -> None:
    put(tmp_path / "in" / "a.csv", ONE)
    (tmp_path / "in" / "x").mkdir()
    done = smslint("recipients", source, "--isolated", "--clean", written, cwd=tmp_path)
    outside = source == "in/*.csv" and written == "in/x/clean.csv"
    assert done.returncode == (1 if outside else 2)
    assert (f"{written}: {source} would have this file too" in done.stderr) is not outside
