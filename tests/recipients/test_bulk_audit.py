"""The audit on Arrow batches against the audit row by row: the same lists, the same results, or a refusal to take the list."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.finding import Severity
from smslint.recipients.audit import audit
from smslint.recipients.audited import Audit
from smslint.recipients.policy import Policy
from smslint.recipients.suppression import Suppressed
from smslint.report.recipients_json import record
from smslint.rules import packs
from tests.recipients.support import US, as_csv, listed
from tests.recipients.test_bulk import HOSTILE
from tests.recipients.test_hours import NUMBERS as STATED
from tests.recipients.test_hours import hours

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("numpy")

from smslint.recipients.bulk_audit import bulk_audit  # noqa: E402
from smslint.recipients.bulk_file import SurelySplit, UnsureError  # noqa: E402

RULES = {rule.code: rule for rule in packs.load().rules}
MILD = {code: rule.with_options(severity=Severity.INFO) for code, rule in RULES.items()}
POLICIES = {
    "default": Policy(),
    "strict": Policy(
        enabled=frozenset({"US", "AU"}), suppressed=Suppressed([int(US[1]), int(US[2])]), require_consent=True
    ),
    "lenient": Policy(accept_suggestions=True, region="US"),
    "at a time": Policy(hours=hours("2026-11-24T20:30:00-05:00")),
    "at another": Policy(
        hours=hours("2026-11-24T08:30:00-05:00", refuse_at=Severity.WARNING), region="AU", rules=RULES
    ),
    "mild rules": Policy(rules=MILD, suppressed=Suppressed([int(US[3])])),
    "no rules": Policy(rules={}, unknown_consent="unknown"),
    "strict rules": Policy(rules=RULES, refuse_at=Severity.INFO, unknown_consent="unknown"),
}


def facts(result: Audit) -> dict[str, object]:
    rows = range(result.total * 2 + 3)
    return {
        "json": record(result),
        "findings": {code: (tally.count, tally.findings) for code, tally in result.tallies.items()},
        "duplicates": [row for row in rows if row in result.duplicate_rows],
        "opted out": [row for row in rows if row in result.opted_out_rows],
    }


def both(
    folder: Path, content: str | bytes, policy: Policy, name: str = "list.csv"
) -> tuple[dict[str, object], dict[str, object] | None]:
    with listed(folder, content, name) as found:
        sooner = bulk_audit(found, policy)
        return facts(audit(found, policy)), None if sooner is None else facts(sooner)


def written(kind: str, columns: list[str], rows: list[list[str]]) -> bytes:
    """A list in a columnar format, an empty cell as a null in every second row."""
    cells = [[row[at] or (None if number % 2 else "") for number, row in enumerate(rows)] for at in range(len(columns))]
    table = pa.table([pa.array(each, pa.string()) for each in cells], columns)
    sink = pa.BufferOutputStream()
    if kind == "parquet":
        pq.write_table(table, sink, row_group_size=700)
    else:
        with pa.ipc.new_file(sink, table.schema) as file:
            file.write_table(table, max_chunksize=700)
    return bytes(sink.getvalue())


PLAIN = [text for text in HOSTILE if not set(text) & set('"\n\r\0')]
NUMBERS = [*PLAIN, *US[:9], *STATED.values(), "+61491570006", "+442079460114", "+19005550100", "+52155512345678"]
HOSTILE_COLUMNS = {
    "name": ["Zoë", "a, b", "O'Neil", ""],
    "phone": NUMBERS,
    "country": ["US", "AU", "", "xx"],
    "consent": ["yes", "no", "", "?", " ", "express", "implied"],
    "opt_out": ["", "", "", "TRUE", "no", "unsubscribed", "Opted out", "maybe"],
    "timezone": ["", "America/Chicago", "UTC+9", "Mars/Olympus", "EST", "America/NewYork", " cst "],
    "state": ["", "FL", "texas", "Ontario", "Narnia", "Bavaria", "X", "Y"],
    "Last SMS Reply": ["", "", "thanks", "STOP", "who is this?"],
    "Comment": ["", "likes tea", "please stop texting me", "wife says wrong number?"],
}


def hostile(random: Random, count: int, columns: Sequence[str] = tuple(HOSTILE_COLUMNS)) -> list[list[str]]:
    return [[random.choice(HOSTILE_COLUMNS[each]) for each in columns] for _ in range(count)]


@pytest.mark.parametrize("kind", ["csv", "parquet", "arrow"])
@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_hostile_lists(tmp_path: Path, policy: Policy, kind: str) -> None:
    columns = [*HOSTILE_COLUMNS]
    rows = hostile(Random(3), 3000)
    if kind == "csv":
        slow, fast = both(tmp_path, as_csv(columns, rows), policy)
    else:
        rows += [[""] * len(columns), [" ", *[""] * 7, "\t"], rows[0]] * 3
        slow, fast = both(tmp_path, written(kind, columns, rows), policy, f"list.{kind}")
    assert fast == slow


@pytest.mark.parametrize("seed", range(40))
def test_random_lists(tmp_path: Path, seed: int) -> None:
    """Lists of some columns in any order, in which some rows may be blank."""
    random = Random(seed)
    others = [each for each in HOSTILE_COLUMNS if each != "phone" and random.random() < 0.6]
    columns = random.sample(["phone", *others], len(others) + 1)
    rows = hostile(random, random.randrange(60), columns)
    policy, kind = random.choice([*POLICIES.values()]), random.choice(["parquet", "arrow"])
    if not rows:
        return
    slow, fast = both(tmp_path, written(kind, columns, rows), policy, f"list.{kind}")
    assert fast == slow


REFUSED = {
    "a quoted line break": 'name,phone\n"a\nb",+12025550101\n',
    "a quote inside a cell": 'name,phone\na"b"c,+12025550101\n',
    "text behind a quote": 'name,phone\n"a"b,+12025550101\n',
    "an open quote": 'name,phone\na,+12025550101\n"b,+12025550101\n',
    "blank lines": "name,phone\n\na,+12025550101\n",
    "ragged rows": "name,phone\na\nb,+12025550101,c\n",
    "lone returns": "name,phone\ra,+12025550101\r",
    "no header": "+12025550101\n+12025550102\n",
    "sep=": "sep=;\nname;phone\na;+12025550101\n",
    "Windows-1252": "name,phone\nZoë,+12025550101\n".encode("cp1252"),
    "cells with line breaks in JSON, with blank lines": '{"phone": "+12025550101"}\n\n{"phone": "+12025550102"}\n',
    "a long cell": "name,phone\n" + "x" * 1_200_000 + ",+12025550101\n",
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_lists_that_it_declines(tmp_path: Path, content: str | bytes) -> None:
    with listed(tmp_path, content) as found:
        assert bulk_audit(found, Policy()) is None


TAKEN = {
    "no final line break": f"name,phone\na,{US[0]}\nb,{US[0]}",
    "CRLF": f"name,phone\r\na,{US[0]}\r\nb,12025550101\r\n",
    "quotes": f'"name","phone"\n"a, ""b""","{US[0]}"\n"x",""\n',
    "a mark": f"\ufeffname;phone\nŁ;{US[0]}\n",
    "only a header": "name,phone\n",
    "JSON Lines": f'{{"phone": "{US[0]}", "name": "a\\nb"}}\n{{"phone": "12"}}\n{{"name": "x"}}\n{{"phone": "{US[0]}", "name": "Zo\u00eb"}}\n',
}


@pytest.mark.parametrize("content", TAKEN.values(), ids=TAKEN)
def test_lists_that_it_accepts(tmp_path: Path, content: str) -> None:
    slow, fast = both(tmp_path, content, Policy())
    assert fast == slow


@pytest.mark.parametrize(("content", "taken"), [(b'"a","b"\n"c","d"\n', True), (b'"a","b"\n"c"d,e\n', False)])
def test_quotes_across_block_boundaries_are_noticed(content: bytes, taken: bool) -> None:
    for size in range(1, len(content)):
        checked = SurelySplit(io.BytesIO(content), b",")
        try:
            while checked.read(size):
                pass
        except UnsureError:
            assert not taken
        else:
            assert taken, size


pieces = st.sampled_from(
    ["a", "b", ",", '"', " ", "\t", "\n", "\r\n", "\r", "é", "\xa0", "\u2003", "\u3000", "Ł", "\x1c", '""', '"a"']
)


@settings(max_examples=300)
@given(st.lists(pieces, min_size=1, max_size=40).map("".join), st.integers(1, 7))
def test_the_parts_in_which_a_file_is_checked_do_not_matter(content: str, window: int) -> None:
    def taken(size: int) -> tuple[int, int] | None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("smslint.recipients.bulk_file._WINDOW", size)
            checked = SurelySplit(io.BytesIO(content.encode()), b",")
            try:
                while checked.read(1 << 20):
                    pass
            except UnsureError:
                return None
            return checked.count, checked.lines()

    assert taken(window) == taken(1 << 20)


cell = st.text(st.sampled_from('ab,;" \n\r0+é'), max_size=4)


@settings(max_examples=80)
@given(st.lists(st.tuples(cell, st.one_of(cell, st.sampled_from(US[:3]))), max_size=6), st.booleans())
def test_it_gives_the_same_result_or_declines(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], written: bool
) -> None:
    raw = "name,phone\n" + "".join(f"{name},{number}\n" for name, number in rows)
    content = as_csv(["name", "phone"], rows) if written else raw
    with listed(tmp_path_factory.mktemp("bulk"), content) as found:
        sooner = bulk_audit(found, Policy())
        if sooner is not None:
            assert facts(sooner) == facts(audit(found, Policy()))


@pytest.mark.parametrize("row", [",,\n", " ,\t,\n", '"","",""\n', ",,"])
def test_lists_with_blank_rows_are_declined(tmp_path: Path, row: str) -> None:
    with listed(tmp_path, f"name,phone,consent\na,{US[0]},yes\n{row}") as found:
        assert bulk_audit(found, Policy()) is None


def test_opt_out_columns_are_read_in_the_same_way(tmp_path: Path) -> None:
    cells = ["", "no", "2024-05-12", "by phone", "abgemeldet", "0"]
    rows = [[number, "ja", one, other] for number, one in zip(US, cells * 6, strict=False) for other in cells]
    slow, fast = both(tmp_path, as_csv(["phone", "SMS-Einwilligung", "opt_out", "unsubscribed_at"], rows), Policy())
    assert fast == slow
