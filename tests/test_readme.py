"""The README is true: its terminal output is what the tool prints, its Python runs, its test command is CI's."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.test_end_to_end import TOP, smslint

DOCUMENTS = [path for path in (TOP / "README.md", *sorted((TOP / "docs").glob("*.md"))) if path.exists()]
OUTPUT = re.compile(r"<!-- output(?: in (\S+))?: smslint (.+?) -->\n```console\n(\$ .+?\n)(.*?)```", re.DOTALL)
"""A block with what a command prints; ``in FOLDER``: in a copy of that folder, which belongs to no project."""
SCREEN = 120
"""The most lines of the README: what it is and why, on one screen of a browser; the manual has the rest."""
SHOWN = [(path, *found) for path in DOCUMENTS for found in OUTPUT.findall(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("path", "folder", "command", "prompt", "shown"), SHOWN, ids=lambda value: str(value)[-30:])
def test_shown_output_is_real(
    path: Path, folder: str, command: str, prompt: str, shown: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    words, _, head = command.partition(" | head -")
    place = shutil.copytree(TOP / folder, tmp_path / "copy") if folder else TOP
    done = smslint(*shlex.split(words), cwd=place, COLUMNS="96")
    printed = done.stdout.rstrip() + "\n"
    if head:
        printed = "\n".join(printed.split("\n")[: int(head)]).rstrip() + "\n"
    assert done.stderr == ""
    if request.config.getoption("--update-shown"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(prompt + shown + "```", prompt + printed + "```", 1), encoding="utf-8")
        return
    assert shown == printed


def test_the_readme_shows_something() -> None:
    assert len([each for each in SHOWN if each[0].name == "README.md"]) >= 4


def test_the_readme_is_one_screen() -> None:
    text = (TOP / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= SCREEN
    assert "pip install smslint" in text
    for picture in ("editor", "check"):
        assert f"(docs/pictures/{picture}.png)" in text
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (TOP / target).exists(), target


def test_the_python_of_the_readme_runs() -> None:
    """Each line that states a value in a comment has that value."""
    text = (TOP / "README.md").read_text(encoding="utf-8")
    code = re.findall(r"<!-- runs -->\n```python\n(.*?)```", text, re.DOTALL)
    scope: dict[str, object] = {}
    checked = 0
    for line in "".join(code).splitlines():
        statement, _, comment = line.partition("  #")
        expected = re.match(r"\s*(True|False|\d+|\"[^\"]*\")", comment)
        if expected is None:
            exec(statement, scope)  # the project's own README
        else:
            assert eval(statement, scope) == eval(expected[1])
            checked += 1
    assert checked >= 4


def test_ci_runs_the_readmes_test_command() -> None:
    readme, ci = (TOP / "README.md").read_text(encoding="utf-8"), (TOP / ".ci/run").read_text(encoding="utf-8")
    command = next(line for line in readme.splitlines() if "--group dev" in line)
    install, _, test = command.rpartition(" && ")
    assert install in ci
    assert test in ci
