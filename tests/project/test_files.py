"""Which files a run checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from smslint.errors import ConfigError, SourceError
from smslint.project import reading
from smslint.project.files import Chooser
from tests.project.support import outcome, project, target

TREE = {
    "smslint.yaml": "messages:\n  - {files: '**/*.txt'}\nexclude: [old/, '*.bak.txt', deep/**, skip]\n",
    ".gitignore": "out/\n*.tmp.txt\n!kept.tmp.txt\n",
    "a.txt": "", "a.md": "", "old/b.txt": "", "sub/c.bak.txt": "", "sub/c.txt": "", "deep/d/e.txt": "", "skip/f.txt": "",
    "out/g.txt": "", "sub/h.tmp.txt": "", "sub/kept.tmp.txt": "", "node_modules/i.txt": "", "sub/.gitignore": "j.txt\n",
    "sub/j.txt": "", "sub/own/smslint.yaml": "messages:\n  - {files: k.txt}\n", "sub/own/k.txt": "", "sub/own/l.txt": "",
    "a.txt.smslint.yaml": "",
}  # fmt: skip
BELOW = ["a.txt", "sub/c.txt", "sub/kept.tmp.txt", "sub/own/k.txt"]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project(tmp_path, TREE))
    (tmp_path / ".git").mkdir()
    return tmp_path


def shown(chooser: Chooser, *paths: str) -> list[str]:
    return [target.shown for target in chooser.targets([Path(path) for path in paths])]


CASES = [
    (Chooser(), ["."], BELOW),
    (Chooser(), ["sub"], BELOW[1:]),
    (Chooser(), ["sub", ".", "a.txt"], [*BELOW[1:], "a.txt"]),
    (
        Chooser(gitignore=False),
        ["."],
        ["a.txt", "out/g.txt", "sub/c.txt", "sub/h.tmp.txt", "sub/j.txt", "sub/kept.tmp.txt", "sub/own/k.txt"],
    ),
    (Chooser(), ["out"], ["out/g.txt"]),
    (Chooser(), ["old/b.txt", "a.md"], ["old/b.txt", "a.md"]),
    (Chooser(force_exclude=True), ["old/b.txt", "a.md", "skip/f.txt", "sub/c.bak.txt", "a.txt"], ["a.txt"]),
    (Chooser(), ["old"], []),
    (Chooser(isolated=True), ["."], []),
]


@pytest.mark.parametrize(("chooser", "paths", "wanted"), CASES, ids=range(len(CASES)))
def test_files_that_a_run_takes(tree: Path, chooser: Chooser, paths: list[str], wanted: list[str]) -> None:
    assert shown(chooser, *paths) == wanted


def test_a_path_inside_is_the_same_from_everywhere(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = [target.inside for target in Chooser().targets([Path()])]
    monkeypatch.chdir(tree / "sub")
    assert [target.inside for target in Chooser().targets([tree])] == here


def test_a_link_and_its_file_are_one(tree: Path) -> None:
    (tree / "z.txt").symlink_to(tree / "a.txt")
    (tree / "loop").symlink_to(tree)
    (tree / "dangling.txt").symlink_to(tree / "nowhere")
    assert shown(Chooser(), ".") == [*BELOW[:1], "dangling.txt", *BELOW[1:]]


def test_a_missing_path_is_an_error(tree: Path) -> None:
    with pytest.raises(ConfigError, match=r"nope\.txt: there is no such file"):
        shown(Chooser(), "nope.txt")


@pytest.mark.parametrize(("size", "taken"), [(67_108_864, True), (67_108_865, False)])
def test_the_largest_file_has_64_mib(size: int, taken: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(size)
    if taken:
        assert len(reading.read_bytes(path)) == size
    else:
        with pytest.raises(SourceError, match="the limit is 64 MiB"):
            reading.read_bytes(path)


@pytest.mark.parametrize("name", ["a.java", "a.py", "a.js", "a.php"])
def test_a_program_that_is_too_large_is_not_read(name: str) -> None:
    found = outcome(name, b'x = "Acme: hello there"\n' + b" " * reading.LARGEST_PROGRAM)
    assert [each.message for each in found.findings] == ["This program has 4 MiB; the limit is 4 MiB."]
    assert found.messages == ()


def test_more_messages_than_any_catalogue_has_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST", 3)
    found = outcome("a.strings", "".join(f'"k{number}" = "Acme: hello there {number}";\n' for number in range(5)))
    assert [each.key for each in found.messages] == ["k0", "k1", "k2"]
    told = [each for each in found.findings if "more than 3 messages; the rest is not read" in each.message]
    assert [each.location.line for each in told if each.location is not None] == [4]


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("a.py", "def wrap(to, text):\n    send_sms(to, 'Kite: ' + text)\n\ndef run(to):\n    wrap(to, 'A b.')\n    wrap(to, 'C d.')\n    wrap(to, 'A b.')\n"),
        ("a.js", "function wrap(to, text) {\n  sendSms(to, 'Kite: ' + text);\n}\nwrap(p, 'A b.');\nwrap(p, 'C d.');\n"),
        ("a.php", "<?php\nfunction wrap($to, $text) { send_sms($to, 'Kite: ' . $text); }\nwrap($p, 'A b.');\nwrap($p, 'C d.');\n"),
        ("a.rb", "def wrap(to, text)\n  send_sms(to, 'Kite: ' + text)\nend\nwrap(p, 'A b.')\nwrap(p, 'C d.')\n"),
    ],
)  # fmt: skip
def test_two_callers_of_a_function_are_two_messages_although_both_begin_at_its_text(name: str, program: str) -> None:
    """The same call twice is one message."""
    found = reading.read_target(target(name), program.encode())
    assert [each.body for each in found.messages] == ["Kite: A b.", "Kite: C d."]
    assert len(outcome(name, program).messages) == 2
