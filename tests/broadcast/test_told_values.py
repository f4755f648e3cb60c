"""The text report of a preflight: which columns were taken, and how many values and fields it does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

NULLS = ["N/A", "null", "??", "TBD", "none", "#REF!", "undefined", "N/A"]


@pytest.mark.parametrize(("values", "more"), [
    (NULLS, "and 2 more values, in 2 cells"), (NULLS[:5], ""), (["Ann"], ""),
])  # fmt: skip
def test_values_beyond_the_first_are_counted(
    values: list[str], more: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"+1415555{at:04},{value},yes\n" for at, value in enumerate(values, 100))
    files = {
        "smslint.yaml": "regions: [US]\n",
        "t.txt": "Acme: hi {name}, see you.",
        "l.csv": f"Handynummer,name,consent\n{rows}",
    }
    monkeypatch.chdir(project(tmp_path, files))
    run(["preflight", "t.txt", "l.csv", "--dialect", "brace"])
    out = capsys.readouterr().out
    assert "columns: phone 'Handynummer', name 'name', consent 'consent'" in out
    assert (" more value" in out) is bool(more)
    assert more in out


def test_empty_fields_beyond_the_first_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"f{at}" for at in range(8)]
    files = {
        "smslint.yaml": "regions: [US]\n",
        "t.txt": "Acme: " + " ".join(f"{{{name}}}" for name in names),
        "l.csv": f"phone,{','.join(names)}\n+14155550123,{',' * 7}\n",
    }
    monkeypatch.chdir(project(tmp_path, files))
    run(["preflight", "t.txt", "l.csv", "--dialect", "brace"])
    assert "and 3 more empty merge fields, in 3 cells" in capsys.readouterr().out
