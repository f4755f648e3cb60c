"""A project with a broken configuration, in the commands beside ``check``: none ends with 0 and says nothing about it."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run
from tests.project.support import project
from tests.project.test_broken_projects import BROKEN, SOUND, Break, build
from tests.registration.made import changed, write
from tests.test_unknown_compared import LOG

if TYPE_CHECKING:
    from pathlib import Path

LIST = "phone,day,consent\n+14155550123,Monday,yes\n"
COMMANDS = (
    "preflight sms/a.txt l.csv",
    "diff HEAD",
    "cost",
    "registration check --fail-level never",
    "reconcile log.csv",
)
# Where files are no longer read, or read in another way: these matter to each command that reads the files of a project.
WAYS = [
    "every glob mistyped", "a mistyped setting", "a mistyped setting of an entry", "a dialect that there is not", "no messages at all", "exclude that excludes all",
    "a folder that git leaves out", "two configurations", "a missing pack", "a broken rule", "missing prices", "a base that is not there", "a path above", "a suffix in capitals",
    "a space after a glob", "two globs in one", "a bracket that is not closed", "a folder of tools", "a configuration in between", "a file that was moved below",
    "a file with another suffix", "files that are all excluded", "a kind in capitals", "a key twice", "a file that is not UTF-8", "marks of a merge", "a document in RTF",
]  # fmt: skip
SAID = re.compile(
    r"(?i)no file matches|no file of the project matches|not understood|not compared|not known: the dialect|is excluded|not counted"
)
# Preflight reads one template, which is named: what other files are lost is nothing to it, and its own settings are counted as unknown.
ALONE = {
    "exclude that excludes all",
    "a folder that git leaves out",
    "a file with another suffix",
    "files that are all excluded",
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("way", WAYS)
def test_no_command_ends_with_0_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], way: str, command: str
) -> None:
    if command.startswith("preflight") and way in ALONE:
        pytest.skip("the template is named, and its settings are known")
    more = {"l.csv": LIST, "log.csv": LOG}
    monkeypatch.chdir(project(build(tmp_path, Break("", 0)), more))
    write(tmp_path, changed({}))
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    for git in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "base"]):
        subprocess.run(["git", *who, *git], cwd=tmp_path, check=True)
    for name in SOUND:
        (tmp_path / name).unlink()
    build(tmp_path, BROKEN[way])
    status = run(command.split())
    said = capsys.readouterr()
    assert status != 0 or SAID.search(said.out + said.err), said
