"""Writing the pages of the rules: afterwards the folder has exactly the pages of the rules."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from smslint import data
from smslint.rules import document


def test_writing_the_pages_changes_nothing_and_removes_old_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, pages, docs = data.data_path, tmp_path / "pages", Path(__file__).parents[2] / "docs" / "rules"
    shutil.copytree(real("schema"), tmp_path / "schema")
    pages.mkdir()
    (pages / "OLD001.md").write_text("a rule that is gone", encoding="utf-8")
    monkeypatch.setattr(data, "data_path", lambda name: tmp_path / name if name == "schema" else real(name))
    assert document.main(pages) == 0
    assert {path.name: path.read_text("utf-8") for path in pages.iterdir()} == {
        path.name: path.read_text("utf-8") for path in docs.iterdir()
    }
    for path in real("schema").iterdir():
        assert json.loads((tmp_path / "schema" / path.name).read_text("utf-8")) == json.loads(path.read_text("utf-8"))
