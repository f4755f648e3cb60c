"""Our reading of ``.gitignore`` compared with git's."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smslint.project.gitignore import Ignores, around, enter, hidden_above

if TYPE_CHECKING:
    from pathlib import Path

git = pytest.mark.skipif(shutil.which("git") is None, reason="git is the oracle")

PATTERNS = [
    "*.log", "/top.txt", "sub/", "sub", "a/b", "a/**/c", "**/deep", "deep/**", "*.[ch]", "[!a]x", "!keep.log", "\\!odd", "\\#hash",
    "# comment", "", "  ", "trail  ", "trail\\ ", "*", "!*/", "!*.txt", "/*", "a/*", "?x", "x?", "[a-c]x", "foo*bar", "**", "a/**",
    "/", "!", "[z-a]", "[", "a\\*b", "sub/*.txt", "**/a/b", "[[:digit:]]x", "***", "a**b", "/**/c",
    "?", "??", "\u00e9", "?\u00e9x", "[\u00e9]*", "[\\m].c", "[\\\\m].c", "[\\]m].c", "[^\u00e9]x",
]  # fmt: skip
PATHS = [
    "x.log", "keep.log", "top.txt", "sub/x.txt", "sub/top.txt", "a/b", "a/c", "a/x/y/c", "deep/f", "a/deep/f", "m.c", "ax",
    "bx", "1x", "!odd", "#hash", "trail", "trail ", "a*b", "foo1bar", "x/a/b", "a/b.txt", "ab", "a/sub/k.txt", "c", "\u00e9", "\u00e9x",
]  # fmt: skip


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("repo")
    subprocess.run(["git", "init", "-q", str(top)], check=True)
    for path in PATHS:
        file = top / path
        if not any(parent.is_file() for parent in file.parents) and not file.is_dir():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("", encoding="utf-8")
    return top


def by_git(top: Path, paths: list[str]) -> set[str]:
    asked = subprocess.run(
        ["git", "-c", "core.excludesFile=/dev/null", "check-ignore", "--no-index", "-z", "--stdin"],
        input="\0".join(paths), capture_output=True, text=True, cwd=top, check=False,
    )  # fmt: skip
    return set(filter(None, asked.stdout.split("\0")))


def by_us(top: Path, paths: list[str]) -> set[str]:
    def hidden(path: str) -> bool:
        folder, ignores = str(top), around(str(top))
        *folders, name = path.split("/")
        for each in folders:
            ignores = enter(folder, ignores)
            folder = f"{folder}/{each}"
            if ignores is not None and ignores.hides(folder, folder=True):
                return True
        ignores = enter(folder, ignores)
        return ignores is not None and ignores.hides(f"{folder}/{name}")

    return {path for path in paths if hidden(path)}


@git
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PATTERNS), max_size=5), st.lists(st.sampled_from(PATTERNS), max_size=2))
def test_git_agrees(repository: Path, lines: list[str], nested: list[str]) -> None:
    (repository / ".gitignore").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (repository / "a" / ".gitignore").write_text("\n".join(nested) + "\n", encoding="utf-8")
    paths = [path for path in PATHS if (repository / path).is_file()]
    assert by_us(repository, paths) == by_git(repository, paths)


def test_a_folder_below_a_hidden_one(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "out" / "deep").mkdir(parents=True)
    (tmp_path / ".gitignore").write_text("out/\n", encoding="utf-8")
    assert hidden_above(str(tmp_path / "out" / "deep"))
    assert not hidden_above(str(tmp_path))


def test_outside_a_repository_folders_above_do_not_matter(tmp_path: Path) -> None:
    assert around(str(tmp_path)) is None or not hidden_above(str(tmp_path))


@pytest.mark.parametrize(
    "text",
    ["[" * 1000, "[" * 5000, "\n".join(["[" * 1000] * 250), "*" * 5000, "**/" * 200 + "x", "\\", "\x00", "a" * 100_000],
)
def test_hostile_patterns_are_matched_in_bounded_time(text: str) -> None:
    assert Ignores("/top", text).hides("/top/" + "a/" * 50 + "b") in {True, False}
