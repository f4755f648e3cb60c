"""Several files that are read by several processes: the answer of one process, and nothing left of an interrupted one."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("numpy")
pytest.importorskip("pyarrow")

from smslint.recipients import audit as audits
from smslint.recipients import bulk_files
from smslint.recipients.audit import audit, audit_large
from smslint.recipients.bulk_audit import bulk_audit
from smslint.recipients.policy import Policy
from smslint.recipients.reader import open_list
from tests.recipients.support import US, as_csv
from tests.recipients.test_bulk_audit import HOSTILE_COLUMNS, POLICIES, facts, hostile, written

COLUMNS = [*HOSTILE_COLUMNS]


def one_list(folder: Path, seed: int) -> None:
    """Files of each form with the same columns, in the same or another order, with blank rows and numbers that repeat."""
    from openpyxl import Workbook

    random = Random(seed)
    some = [[row for row in hostile(random, 120) if any(map(str.strip, row))] for _ in range(7)]
    (folder / "a.csv").write_text(as_csv(COLUMNS, some[0]), newline="")
    (folder / "b.jsonl").write_text("".join(json.dumps(dict(zip(COLUMNS, row, strict=True))) + "\n" for row in some[1]))
    (folder / "c.parquet").write_bytes(written("parquet", COLUMNS, [*some[2], [""] * len(COLUMNS), some[0][1]]))
    (folder / "d.csv.gz").write_bytes(gzip.compress(as_csv(COLUMNS, some[3]).encode()))
    other = COLUMNS[::-1]
    (folder / "e.arrow").write_bytes(written("arrow", other, [row[::-1] for row in some[4]]))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("People")
    for row in [COLUMNS, *some[5][:60], [""] * len(COLUMNS), *some[5][60:]]:
        sheet.append([cell or None for cell in row])
    book.save(folder / "f.xlsx")
    (folder / "g.csv").write_bytes(as_csv(COLUMNS, some[6]).encode("utf-16"))


@pytest.mark.parametrize("name", ["default", "strict", "no rules"])
def test_processes_give_the_same_answer(name: str, tmp_path: Path) -> None:
    one_list(tmp_path, len(name))
    with open_list(tmp_path) as found:
        expected = facts(audit(found, POLICIES[name]))
        one, two = (bulk_audit(found, POLICIES[name], jobs=jobs) for jobs in (1, 2))
    assert one is None  # one of them is read by rows only
    assert two is not None
    assert facts(two) == expected
    assert set(two.files.names) == {str(each) for each in tmp_path.iterdir()}


def test_what_processes_decline_is_read_by_rows(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"phone": "{US[0]}"}}\n')
    (tmp_path / "b.jsonl").write_text(f'{{"phone": "{US[1]}"}}\n\n{{"phone": "{US[0]}"}}\n')
    with open_list(tmp_path) as found:
        assert bulk_audit(found, Policy(), jobs=2) is None
        (tmp_path / "b.jsonl").write_text("{broken\n")
        assert bulk_audit(found, Policy(), jobs=2) is None


def test_a_process_that_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        (tmp_path / f"{number}.jsonl").write_text(f'{{"phone": "{US[number]}"}}\n')
    counted = bulk_files._counted

    def killing(*given: object) -> object:
        for process in multiprocessing.active_children():
            process.kill()
        return counted(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk_files, "_counted", killing)
    monkeypatch.setattr(audits, "PAYS_ABOVE", 0)
    with open_list(tmp_path) as found:
        assert bulk_audit(found, Policy(), jobs=2) is None
        assert audit_large(found, Policy(), jobs=2).total == 6


def test_control_c_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    (tmp_path / "list").mkdir()
    line = json.dumps({"phone": US[0], "note": "x" * 400}) + "\n"
    for number in range(3):
        (tmp_path / "list" / f"{number}.jsonl").write_text(line * 40_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "smslint", "recipients", "list", "--isolated", "--jobs", "2"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    for _ in range(3000):
        if [*(tmp_path / "tmp").glob("smslint-*/*.arrow")] or process.poll() is not None:
            break
        time.sleep(0.02)
    assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert "Traceback" not in err
    assert not [*(tmp_path / "tmp").glob("smslint-*")]
