"""``--config KEY=VALUE`` beside ``--exclude``: every value is a setting that works, or one line that says what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.test_end_to_end import smslint

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Acme: your parcel is here.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("length", [200, 300, 5_000])
def test_a_setting_may_be_longer_than_the_name_of_a_file(folder: Path, length: int) -> None:
    ran = smslint("check", "a.txt", "--config", f"brand={'x' * length}", cwd=folder)
    assert "File name too long" not in ran.stderr
    assert ran.returncode == smslint("check", "a.txt", "--config", "brand=x", cwd=folder).returncode


@pytest.mark.parametrize("value", ["5", "0", "true", "false", "{a: b}", "{}", "1.5", "2026-11-28"])
def test_what_is_no_list_is_refused_with_and_without_exclude(folder: Path, value: str) -> None:
    alone = smslint("check", "a.txt", "--config", f"exclude={value}", cwd=folder)
    beside = smslint("check", "a.txt", "--config", f"exclude={value}", "--exclude", "zz", cwd=folder)
    assert (beside.returncode, beside.stderr) == (alone.returncode, alone.stderr)
    assert alone.returncode == 2


@pytest.mark.parametrize(
    ("value", "left"),
    [("", ["b.txt", "c.txt"]), ("[]", ["b.txt", "c.txt"]), ("b.txt", ["c.txt"]), ("[b.txt, c.txt]", [])],
)
def test_exclude_is_added_to_what_is_excluded(folder: Path, value: str, left: list[str]) -> None:
    for name in ("b.txt", "c.txt"):
        (folder / name).write_text("Acme: your parcel is here.\n", encoding="utf-8")
    settings = ("--config", f"exclude={value}", "--config", "messages=[{files: '*.txt'}]")
    ran = smslint("check", ".", *settings, "--exclude", "a.txt", "--list-files", "--allow-empty", cwd=folder)
    assert ran.returncode == 0, ran.stderr
    assert [name for name in ("a.txt", "b.txt", "c.txt") if name in ran.stdout] == left, ran.stdout
