"""Every case is a YAML file; beside it lies a folder with what each format must say, byte for byte.

To accept a change after looking at it: ``UPDATE_EXPECTED=1 python -m pytest tests/report/test_cases.py``, then ``git diff``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from smslint.report import FORMATS, render
from tests.report import build

CASES = Path(__file__).parent / "cases"
SUFFIXES = {
    "json": ".json",
    "jsonl": ".jsonl",
    "sarif": ".sarif",
    "gitlab": ".gitlab.json",
    "rdjson": ".rdjson",
    "junit": ".xml",
    "markdown": ".md",
}


def _load(name: str) -> build.Spec:
    spec: build.Spec = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    return spec


def _formats() -> list[tuple[str, str]]:
    names = sorted(path.stem for path in CASES.glob("*.yaml"))
    return [(name, kind) for name in names for kind in _load(name).get("formats", FORMATS)]


@pytest.mark.parametrize(("name", "kind"), _formats())
def test_case(name: str, kind: str) -> None:
    spec = _load(name)
    report = "".join(render(kind, build.result(spec), build.options(spec)))
    expected = CASES / name / f"expected{SUFFIXES.get(kind, '.' + kind)}"
    if os.environ.get("UPDATE_EXPECTED"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_bytes(report.encode())
    assert report.encode() == expected.read_bytes()


def test_no_expected_file_is_left_over() -> None:
    wanted = {CASES / name / f"expected{SUFFIXES.get(kind, '.' + kind)}" for name, kind in _formats()}
    assert wanted == set(CASES.glob("*/*"))
