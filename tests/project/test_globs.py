"""Globs of files: what a class of characters matches, and classes that no expression can be made of."""

from __future__ import annotations

from fnmatch import fnmatchcase
from itertools import product
from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run
from smslint.errors import ConfigError
from smslint.project.globs import compile_glob, matches
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = [
    "".join(parts)
    for parts in product(
        ["", "!"], ["a", "z", "^", "é", "-", "&", "["], ["", "-", "--", "&&", "||", "~~"], ["z", "é", "-", "\\d"]
    )
]


@pytest.mark.parametrize("inside", ["!", "]-a", "!]-a", *[each for each in CLASSES if "\\" not in each]])
def test_a_class_matches_what_a_shell_matches(inside: str) -> None:
    """Each class compiles without a warning, or is refused; ``]`` always ends it."""
    glob = f"[{inside}]"
    try:
        compile_glob(glob)
    except ConfigError as error:
        assert "ends before it starts" in str(error)
        return
    if "]" not in inside:
        for each in "-az!^éb]m&|~[d":
            assert matches(each, (glob,)) == fnmatchcase(each, glob), each


@pytest.mark.parametrize("glob", ["[z-a]", "[!z-a]", "x[b-a].txt", "[a--]", "*[9-0]*"])
@pytest.mark.parametrize("setting", ["messages: [{{files: '{}'}}]", "exclude: ['{}']"])
def test_a_range_that_runs_backwards(
    glob: str, setting: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    top = project(tmp_path, {"smslint.yaml": setting.format(glob) + "\n", "a.txt": "Hi"})
    assert run(["check", "--no-cache", str(top)]) == 2
    error = capsys.readouterr().err
    assert "has a range that ends before it starts" in error
    assert error.count("\n") == 1
