"""The audit on Arrow batches against the audit row by row: the same lists, the same results, or a refusal to take the list."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.recipients.audit import audit
from smslint.recipients.audited import Audit
from smslint.recipients.policy import Policy
from smslint.recipients.suppression import Suppressed
from tests.recipients.support import US, as_csv, listed
from tests.recipients.test_audit import ONE_NUMBER
from tests.recipients.test_bulk import HOSTILE

pytest.importorskip("pyarrow")
pytest.importorskip("numpy")

from smslint.recipients.bulk_audit import bulk_audit
from smslint.recipients.bulk_file import SurelySplit, UnsureError

POLICIES = [
    Policy(),
    Policy(enabled=frozenset({"US", "AU"}), suppressed=Suppressed([int(US[1]), int(US[2])]), require_consent=True),
    Policy(accept_suggestions=True, region="US"),
]


def facts(result: Audit) -> dict[str, object]:
    rows = range(result.total + 3)
    return {
        "rows": (result.total, result.clean, result.rejected),
        "tallies": {code: (tally.count, tally.findings) for code, tally in result.tallies.items()},
        "regions": result.regions,
        "types": result.types,
        "duplicates": [row for row in rows if row in result.duplicate_rows],
        "opted out": [row for row in rows if row in result.opted_out_rows],
    }


def both(folder: Path, content: str | bytes, policy: Policy) -> tuple[dict[str, object], dict[str, object] | None]:
    with listed(folder, content) as found:
        sooner = bulk_audit(found, policy)
        return facts(audit(found, policy)), None if sooner is None else facts(sooner)


@pytest.mark.parametrize("policy", POLICIES, ids=["default", "strict", "lenient"])
def test_hostile_lists(tmp_path: Path, policy: Policy) -> None:
    random = Random(3)
    plain = [text for text in [*HOSTILE, *(cell for cell, _ in ONE_NUMBER)] if not set(text) & set('"\n\r')]
    numbers = [*plain, *US[:9], "+61491570006", "+442079460114", "+19005550100", "+52155512345678"]
    rows = [
        [random.choice(["Zoë", "a, b", "O'Neil", ""]), random.choice(numbers), random.choice(["US", "AU", "", "xx"]),
         random.choice(["yes", "no", "", "?", " "]), random.choice(["", "", "", "TRUE", "no", "unsubscribed", "Opted out"])]
        for _ in range(3000)
    ]  # fmt: skip
    rows = [row for row in rows if any(map(str.strip, row))]  # blank rows are left to the other reader
    slow, fast = both(tmp_path, as_csv(["name", "phone", "country", "consent", "opt_out"], rows), policy)
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
    "JSON Lines": '{"phone": "+12025550101"}\n',
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
