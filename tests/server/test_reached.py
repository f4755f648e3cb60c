"""Whether an editor checks a file: exactly those that ``smslint check`` reads in the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from smslint.project.files import Chooser
from smslint.project.reached import reached

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NAMES = ("a.txt", "smslint.yaml", "a.txt.smslint.yaml", "b.yml", "c.md")
FOLDERS = ("", "sms/", "sms/old/", "node_modules/x/", "sms/node_modules/", ".git/", "build/sms/", "other/sms/")
FILES = tuple(f"{folder}{name}" for folder in FOLDERS for name in NAMES if folder == "" or name != "smslint.yaml")
IGNORES = ("", "build/\n", "*.yml\n!b.yml\n", "/sms/*\n!/sms/a.txt\n", "old\n", "sms/\n", "a.*\n")
EXCLUDES = ("[]", "[sms/old/**]", "['**/c.md']", "[build/]")


@given(st.sampled_from(IGNORES), st.sampled_from(IGNORES), st.sampled_from(EXCLUDES), st.booleans())
def test_it_is_what_the_walk_reads(
    tmp_path_factory: pytest.TempPathFactory, ignore: str, inner: str, exclude: str, repository: bool
) -> None:
    folder: Path = tmp_path_factory.mktemp("walked")
    for name in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Acme: hi\n", encoding="utf-8")
    if repository:
        (folder / ".git/HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (folder / ".gitignore").write_text(ignore, encoding="utf-8")
    (folder / "sms/.gitignore").write_text(inner, encoding="utf-8")
    (folder / "smslint.yaml").write_text(f"exclude: {exclude}\nmessages: [{{files: '**/*'}}]\n", encoding="utf-8")
    walked = {target.path for target in Chooser().targets([folder])}
    chooser = Chooser()
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path for path in files if reached(chooser.target(path))} == walked
