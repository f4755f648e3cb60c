"""Packs and sidecars of a hostile repository: links to devices, folders without end, patterns that explode when they are compiled."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from smslint.errors import PackError
from smslint.rules import packs
from smslint.rules.matching import fault
from smslint.settings_file.limits import LARGEST
from smslint.settings_file.reading import bytes_of

PROGRAM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from smslint.cli.app import run
sys.exit(run(sys.argv[1:]))
"""
PLACES = {
    "a sidecar": ("a.json.smslint.yaml", ""),
    "a rule": ("p/a.yaml", "packs: [p]\n"),
    "a rule of a family": ("p/f/a.yaml", "packs: [p]\n"),
    "a lexicon": ("p/lexicons/a.yaml", "packs: [p]\n"),
    "a configuration": ("b.yaml", "extends: b.yaml\n"),
    "a rate card": ("b.yaml", "prices: b.yaml\n"),
}


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
@pytest.mark.parametrize("target", ["/dev/zero", "fifo", "large"])
@pytest.mark.parametrize("place", PLACES)
def test_files_without_end(place: str, target: str, tmp_path: Path) -> None:
    """Read to a limit, or not at all: with a gigabyte, and without a wait for a writer that never comes."""
    name, config = PLACES[place]
    if target == "fifo":
        if place in ("a configuration", "a rate card"):
            pytest.skip("a configuration that somebody names may come from a pipe")
        target = str(tmp_path / "fifo")
        os.mkfifo(target)
    elif target == "large":
        target = str(tmp_path / "large")
        Path(target).write_bytes(b"# \n" * (LARGEST // 3 + 1))
    (tmp_path / "smslint.yaml").write_text(f"messages: [{{files: a.json}}]\n{config}", "utf-8")
    (tmp_path / "a.json").write_text('{"a": "Hello"}', "utf-8")
    (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
    (tmp_path / name).symlink_to(target)
    for more in ([], ["--no-cache"]) if target == "/dev/zero" else ([],):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, "check", *more, "."],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode in (0, 1, 2), done.stderr
        assert "Traceback" not in done.stderr
        assert "internal error" not in done.stderr
        assert place != "a sidecar" or name in done.stderr


def test_a_folder_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "MOST_FILES", 20)
    for number in range(21):
        (tmp_path / f"{number}").mkdir()
    with pytest.raises(PackError, match="more than 20 files and folders, so it is not a folder of rules"):
        packs.load((tmp_path,))


def test_the_bytes_of_a_file_that_nobody_named(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * LARGEST)
    assert len(bytes_of(path)) == LARGEST
    path.write_bytes(b"x" * (LARGEST + 1))
    with pytest.raises(OSError, match="too large"):
        bytes_of(path)
    with pytest.raises(OSError, match="not a file"):
        bytes_of(tmp_path)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:a{1000}){1000}", "(((a{999}){999}){999})b", "(?:(?:(?:a{99}){99}){99}){99}", "a{1000,}{1000}", "(?:a{1000}+){1000}",
        "(?:a{1000}?){1000}?", "[a-z]{1000}{1000}", "(?=(?:a{1000}){1000})", "(?<=(?:a{1000}){1000})b", "(?P<x>a{1000}){1000}",
        "(?:a{0,1000}){0,1000}", "(?:a{,1000}){,1000}", "(?x: (?: a {1000} ) {1000} )", "(?x)(?:a{1000}) {1000}",
        r"(?:\p{L}{1000}){1000}", "(?(DEFINE)(?P<q>a{1000}))(?:(?&q){1000}){1000}", "(?:(?:a{e<=3}){1000}){1000}",
        "(?|(a{1000})|(b{1000})){1000}", "(?>a{1000}){1000}", "(?#{x})(?:a{1000}){1000}", "[{]{1000}{1000}",
        "(?:[[a-z]--[b]]{1000}){1000}", "(?r)(?:a{1000}){1000}", "(?:a{01000}){01000}", "(?:a{٣٣٣٣}){٣٣٣٣}",
    ],
)  # fmt: skip
def test_a_pattern_that_explodes_is_not_compiled(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def compiled(_: str) -> object:
        pytest.fail("it was compiled")

    monkeypatch.setattr("smslint.rules.matching._compiled", compiled)
    assert "after its counted repeats are written out" in fault(pattern)


@pytest.mark.parametrize("pattern", ["(?:" * 1600, "(" * 2499 + "a" + ")" * 2499, "a" * 5001])
def test_a_pattern_that_cannot_be_used(pattern: str) -> None:
    assert fault(pattern)
