"""The globs that ``discover`` and ``init`` propose: for keys, and for files."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import pytest

from smslint.project.discover import discover, proposals
from smslint.project.globs import matches
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

HI = "Hi there, it is on its way"

KEYS = [
    ({"sms": HI}, "sms"),
    ({"sms": {"hi": HI}}, "sms.*"),
    ({"shop": {"sms": HI}}, "*.sms"),
    ({"shop": {"sms": {"hi": HI}}}, "*.sms.*"),
    ({"welcome_sms": HI}, "*sms"),
    ({"shop": {"sms_welcome": HI}}, "*sms*"),
]


@pytest.mark.parametrize(("content", "glob"), KEYS)
def test_the_glob_of_a_key(tmp_path: Path, content: object, glob: str) -> None:
    (found,) = discover(project(tmp_path, {"a.json": json.dumps(content)}))
    assert found.globs == (glob,)
    key, value = next(iter(content.items())) if isinstance(content, dict) else ("", None)
    while isinstance(value, dict):
        inner, value = next(iter(value.items()))
        key += f".{inner}"
    assert fnmatchcase(key, glob)


FILES = [
    (["x/sms.txt"], ["x/sms.txt"]),
    (["x/sms_a.txt", "x/sms_b.txt"], ["x/*.txt"]),
    (["sms/a.txt"], ["sms/*.txt"]),
    (["sms/a.txt", "sms/b.liquid"], ["sms/*.liquid", "sms/*.txt"]),
    (["x/a.json"], ["x/a.json"]),
    (["x/a.json", "x/b.json"], ["x/a.json", "x/b.json"]),
    (["x/app_en.json"], ["x/app_*.json"]),
    (["x/app_en.json", "x/app_pt-BR.json"], ["x/app_*.json"]),
    (["x/en.json", "x/de.json"], ["x/*.json"]),
    (["x/app.de.json"], ["x/app.*.json"]),
    (["x/app.de.json", "x/app.json"], ["x/app.*.json", "x/app.json"]),
    (["x/de.app.json"], ["x/de.app.json"]),
    (["locales/en/app.json", "locales/de/app.json"], ["locales/*/app.json"]),
    (["locales/en/app.json", "x/a.json"], ["locales/*/app.json", "x/a.json"]),
]


@pytest.mark.parametrize(("paths", "globs"), FILES, ids=lambda value: ",".join(value))
def test_the_glob_of_files(tmp_path: Path, paths: list[str], globs: list[str]) -> None:
    files = {path: json.dumps({"sms": HI}) if path.endswith("json") else HI for path in paths}
    found = list(discover(project(tmp_path, dict(files))))
    assert sorted(each.path for each in found) == sorted(paths)
    proposed = proposals(found)
    assert sorted(each.files for each in proposed) == globs
    assert sum(each.count for each in proposed) == len(paths)
    assert all(any(matches(path, (each.files,)) for each in proposed) for path in paths)
