"""Files outside of a project, named by its configuration or by links in it: nothing of them is shown or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run
from smslint.outside import is_outside, unquoted

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "messages: [{files: '*.json'}]\n"
FOREIGN = {
    "a key": "SECRET: 1\n",
    "a key below": "rules: {SECRET: on}\n",
    "a rule's option": "rules: {ENC001: {SECRET: 1}}\n",
    "a value": "kind: SECRET\n",
    "a name": "values: {SECRET: {max: x}}\n",
    "a duplicate": "SECRET: 1\nSECRET: 2\n",
    "a tag": "a: !SECRET x\n",
    "a number": "kind: !!int SECRET\n",
    "a date": "kind: !!timestamp SECRET\n",
    "an anchor": "a: *SECRET\n",
    "a path": "packs: [SECRET]\n",
    "a list": "messages: [{files: x, dialect: SECRET}]\n",
    "a table": "region,SECRET\nSECRET,1\n",
    "a table of prices": "region,price_per_segment,currency,as_of\nSECRET,SECRET,USD,2026-01-01\n",
    "twice a column": "SECRET,SECRET\n1,2\n",
    "a rule": "code: SECRET\nsummary: SECRET\n",
    "no YAML": "SECRET:*:0:\n  SECRET\n",
    "a section": "[SECRET]\nkey=SECRET\n",
}
NAMED = {
    "extends": "extends: ../o/f\n",
    "extends in between": "extends: between.yaml\n",
    "prices": "prices: ../o/f\n",
    "packs": "packs: [../o/p]\n",
    "suppression": "sending: {suppression: ../o/f}\n",
}
LINKS = (
    "a.json.smslint.yaml",
    "smslint.yaml",
    "pyproject.toml",
    ".smslint-baseline.json",
    "b.json",
    "p/r.yaml",
    "p/lexicons/l.yaml",
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in the working folder, with a foreign folder next to it."""
    for folder in ("w/p/lexicons", "o/p"):
        (tmp_path / folder).mkdir(parents=True)
    for name, text in {
        "a.json": '{"a": "Acme: your code is ready"}',
        "t.txt": "Hello",
        "l.csv": "phone\n+14155552671\n",
    }.items():
        (tmp_path / "w" / name).write_text(text, "utf-8")
    (tmp_path / "w/between.yaml").write_text("extends: ../o/f\n", "utf-8")
    monkeypatch.chdir(tmp_path / "w")
    return tmp_path / "w"


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    run(list(arguments))
    found = capsys.readouterr()
    return found.out + found.err


@pytest.mark.parametrize("content", FOREIGN)
@pytest.mark.parametrize("setting", NAMED)
def test_a_file_that_a_setting_names(
    setting: str, content: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("f", "p/r.yaml"):
        (project.parent / "o" / name).write_text(FOREIGN[content], "utf-8")
    (project / "smslint.yaml").write_text(CONFIG + NAMED[setting], "utf-8")
    said = shown(
        capsys,
        "preflight" if setting == "suppression" else "check",
        *(["t.txt", "l.csv"] if setting == "suppression" else ["--no-cache"]),
    )
    assert "SECRET" not in said
    assert "error: " in said
    assert "internal" not in said


@pytest.mark.parametrize("content", FOREIGN)
@pytest.mark.parametrize("link", LINKS)
def test_a_file_that_a_link_leads_to(
    link: str, content: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = project.parent / "o/f"
    text = FOREIGN[content] if link != "pyproject.toml" else f"[tool.smslint]\n{FOREIGN[content].replace(': ', ' = ')}"
    foreign.write_text(text, "utf-8")
    if link not in ("smslint.yaml", "pyproject.toml"):
        (project / "smslint.yaml").write_text(CONFIG + ("packs: [p]\n" if link.startswith("p/") else ""), "utf-8")
    (project / link).symlink_to(foreign)
    for arguments in (["check", "--no-cache"], ["check", "--fix", "."], ["check", "--diff", "."], ["discover", "."]):
        said = shown(capsys, *arguments)
        assert "SECRET" not in said
        assert "internal" not in said
    assert foreign.read_text("utf-8") == text


def test_a_link_that_is_found_is_a_finding_and_a_link_that_is_named_is_read(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = project.parent / "o/f.json"
    foreign.write_text('{"a": "It’s here"}', "utf-8")
    (project / "smslint.yaml").write_text(CONFIG, "utf-8")
    (project / "b.json").symlink_to(foreign)
    found = shown(capsys, "check", "--no-cache", "--format", "concise", ".")
    assert "b.json:1:1: error: SRC001 This is a link to a file outside of the project" in " ".join(found.split())
    assert "ENC001" in shown(capsys, "check", "--format", "concise", "b.json")


def test_a_link_to_another_place_of_the_repository_is_read(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project.parent / ".git").mkdir()
    (project.parent / "o/f.json").write_text('{"a": "It’s here"}', "utf-8")
    (project / "smslint.yaml").write_text(f"{CONFIG}extends: ../o/f\n", "utf-8")
    (project.parent / "o/f").write_text("known: 1\n", "utf-8")
    assert "unknown key 'known'" in shown(capsys, "check", "--no-cache")
    (project / "smslint.yaml").write_text(CONFIG, "utf-8")
    (project / "b.json").symlink_to("../o/f.json")
    assert "ENC001" in shown(capsys, "check", "--no-cache", "--format", "concise", ".")


def test_what_is_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "w").mkdir()
    (tmp_path / "link").symlink_to(tmp_path.parent)
    assert not is_outside(tmp_path / "w/a", tmp_path / "w")
    assert not is_outside(tmp_path / "a", tmp_path / "w")
    assert is_outside(tmp_path / "link/a", tmp_path / "w")


def test_only_the_place_is_kept() -> None:
    assert unquoted("a.yaml:3:4: x: SECRET", "a.yaml", "see it") == (
        "a.yaml:3:4: is not valid, and is not quoted here because it is outside of the project: see it"
    )
    for text in ("a.yaml: cannot be read: Permission denied", "b.yaml: x"):
        assert unquoted(text, "a.yaml", "see it") == text
