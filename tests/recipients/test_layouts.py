"""Columns of every Arrow type in columnar lists: both ways to read them say the same, or the same line why they cannot."""

from __future__ import annotations

import datetime as dt
import decimal
from pathlib import Path
from typing import Any, Final

import pytest

import smslint
from smslint.cli.app import run
from smslint.errors import RecipientsError
from smslint.recipients.audit import audit
from smslint.recipients.policy import Policy
from smslint.recipients.reader import open_list
from tests.broadcast.test_bulk_count import facts as counted
from tests.broadcast.test_bulk_count import same
from tests.recipients.support import US, put_table
from tests.recipients.test_bulk_audit import facts

pa = pytest.importorskip("pyarrow")
pytest.importorskip("numpy")

from smslint.recipients.bulk_audit import bulk_audit  # noqa: E402

PHONES: Final = [US[0], US[1], None, "", "n/a", US[0], "12025550101", "+442079460114"]
NAMES: Final = ["Ann", None, "Zoë", "", "None", "Łukasz", "x" * 170, "Bo"]
TEXT_LAYOUTS: Final[dict[str, Any]] = {
    "string": lambda cells: pa.array(cells, pa.string()),
    "large string": lambda cells: pa.array(cells, pa.large_string()),
    "string view": lambda cells: pa.array(cells, pa.string_view()),
    "dictionary": lambda cells: pa.array(cells, pa.string()).dictionary_encode(),
    "small dictionary of large strings": lambda cells: pa.DictionaryArray.from_arrays(pa.array(range(len(cells)), pa.int8()), pa.array(cells, pa.large_string())),
    "bytes": lambda cells: pa.array([each and each.encode() for each in cells], pa.binary()),
    "byte view": lambda cells: pa.array([each and each.encode() for each in cells], pa.binary_view()),
    "runs": lambda cells: pa.RunEndEncodedArray.from_arrays(pa.array(range(1, len(cells) + 1), pa.int32()), pa.array(cells, pa.string())),
    "part of a larger one": lambda cells: pa.array(["no", *cells, "no"], pa.string()).slice(1, len(cells)),
}  # fmt: skip
"""Texts, in every way that Arrow keeps them."""
VALUES: Final = {
    "nothing": pa.nulls(8),
    "whole numbers": pa.array([1, None, 3, 0, -5, 10**12, 7, 8], pa.int64()),
    "small numbers": pa.array([1, None, 3, 0, 5, 6, 7, 8], pa.uint8()),
    "numbers of a spreadsheet": pa.array([12025550101.0, None, 1.5, float("nan"), float("inf"), 1e300, -0.0, 2.0**53], pa.float64()),
    "half numbers": pa.array([1.5, None, 3, 0, 5, 6, 7, 8], pa.float32()),
    "decimals": pa.array([decimal.Decimal("1.50"), None, *map(decimal.Decimal, range(6))], pa.decimal128(12, 2)),
    "yes and no": pa.array([True, None, False, True, True, False, True, True]),
    "days": pa.array([dt.date(2026, 11, 28), None, *[dt.date(1970, 1, 1)] * 6]),
    "moments": pa.array([1_795_000_000_000_000, None, *[-1] * 6], pa.timestamp("us")),
    "moments of a zone": pa.array([0, None, *[10**9] * 6], pa.timestamp("s", "America/New_York")),
    "moments of an unknown zone": pa.array([0, None, *[10**9] * 6], pa.timestamp("s", "Mars/Olympus")),
    "times": pa.array([dt.time(4, 5), None, *[dt.time(0, 0)] * 6], pa.time64("us")),
    "durations": pa.array([5, None, *[7] * 6], pa.duration("s")),
    "lists": pa.array([["a", None], None, [], ["b"], ["c"], ["d"], ["e"], ["f"]], pa.list_(pa.string())),
    "objects": pa.array([{"a": 1}, None, *[{"a": None}] * 6], pa.struct([("a", pa.int32())])),
    "lists of objects": pa.array([[{"a": [1]}], None, *[[]] * 6], pa.list_(pa.struct([("a", pa.list_(pa.int8()))]))),
    "maps": pa.array([[("k", 1)], None, *[[]] * 6], pa.map_(pa.string(), pa.int32())),
    "bytes that are no text": pa.array([b"\xff", None, *[b"a"] * 6], pa.binary()),
    "fixed bytes": pa.array([b"ab", None, *[b"cd"] * 6], pa.binary(2)),
}  # fmt: skip
MESSAGE: Final = "Acme: hi {{ name }}, your order is ready."


def table(**columns: Any) -> Any:
    return pa.table(list(columns.values()), list(columns))


def put(path: Path, some: Any) -> bool:
    """Write a list; whether this form has such a type."""
    try:
        put_table(path, some)
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        return False
    return True


def both(path: Path) -> tuple[Any, Any] | str:
    """The audit and the count by rows, which those on batches equal; or why the list cannot be read."""
    try:
        with open_list(path) as found:
            slow = facts(audit(found, Policy()))
            fast = bulk_audit(found, Policy())
            assert fast is not None
            assert facts(fast) == slow
        whole = same(path, MESSAGE, {}, {"dialect": "jinja", "kind": "transactional"})
    except RecipientsError as error:
        assert "\n" not in str(error)
        return str(error)
    assert whole is not None
    return slow, counted(whole)


@pytest.mark.parametrize("form", ["parquet", "arrow", "arrows"])
def test_texts_in_every_layout(form: str, tmp_path: Path) -> None:
    """The answer is that of plain texts, whichever of the two columns has which layout."""
    plain = TEXT_LAYOUTS["string"]
    path = tmp_path / f"list.{form}"
    put(path, table(phone=plain(PHONES), name=plain(NAMES)))
    expected = both(path)
    assert not isinstance(expected, str)
    known = 0
    for layout in TEXT_LAYOUTS.values():
        for columns in (
            (layout(PHONES), plain(NAMES)),
            (plain(PHONES), layout(NAMES)),
            (layout(PHONES), layout(NAMES)),
        ):
            if put(path, table(phone=columns[0], name=columns[1])):
                assert both(path) == expected
                known += 1
    assert known >= 3 * 6


@pytest.mark.parametrize("form", ["parquet", "arrow", "arrows"])
@pytest.mark.parametrize("values", VALUES)
def test_values_that_are_no_texts(values: str, form: str, tmp_path: Path) -> None:
    """As names, as numbers, and in a column that nobody needs: one answer both ways, or one line with what to do."""
    path, plain = tmp_path / f"list.{form}", TEXT_LAYOUTS["string"]
    tables = {
        "name": table(phone=plain(PHONES), name=VALUES[values]),
        "phone": table(name=plain(NAMES), phone=VALUES[values]),
        "other": table(phone=plain(PHONES), name=plain(NAMES), other=VALUES[values]),
    }
    for where, some in tables.items():
        if not put(path, some):
            continue
        found = both(path)
        if isinstance(found, str):
            assert path.name in found
            assert where == "phone" or values in ("bytes that are no text", "moments of an unknown zone")
        command = ["recipients", str(path)]
        assert run(command) in ({2} if isinstance(found, str) else {0, 1})


def test_a_workbook_that_is_locked_with_a_password(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Written by a program that encrypts as Excel does. Nothing is written beside the error."""
    pytest.importorskip("python_calamine")
    path = Path(__file__).parents[1] / "cases" / "lists" / "locked.xlsx"
    assert run(["recipients", str(path), "--clean", str(tmp_path / "clean.csv")]) == 2
    found = capsys.readouterr()
    assert "it is locked with a password" in found.err
    assert found.err.count("\n") == 1
    assert not [*tmp_path.iterdir()]
    with pytest.raises(RecipientsError, match="password"):
        smslint.preflight({"text": "hi"}, path)
