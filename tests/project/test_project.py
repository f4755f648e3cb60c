"""One project for one configuration: made once, and made again when one of its files changes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

import smslint
from smslint.errors import ConfigError
from smslint.project import known_projects as module
from smslint.project.config import load_config
from smslint.project.known_projects import project_of
from smslint.project.project import Project
from tests.project.support import outcome, project
from tests.project.test_config import ASLEEP

TWO = "x" * 200
"""A text of two segments."""


def card(price: str) -> str:
    return f"region,price_per_segment,currency,as_of\nUS,{price},USD,2026-11-01\n"


def codes(config: Any, text: str = TWO) -> set[str]:
    return {finding.code for finding in smslint.check(text, config=config).findings}


def rewrite(path: Path, text: str) -> None:
    """Write a file in place in one step: only its content and its times change."""
    with path.open("r+", encoding="utf-8") as file:
        file.truncate(0)
        file.write(text)


def test_a_rewritten_file_is_used_at_once(tmp_path: Path) -> None:
    path = project(tmp_path, {"smslint.yaml": "rules: {LEN002: {max_segments: 1}}\n"}) / "smslint.yaml"
    assert "LEN002" in codes(path)
    rewrite(path, "rules: {LEN002: {max_segments: 2}}\n")  # of the same length
    assert "LEN002" not in codes(path)
    rewrite(path, "rules: {LEN002: {max_segments: 1}}\n")
    assert "LEN002" in codes(path)


def test_a_change_of_the_base_is_noticed(tmp_path: Path) -> None:
    path = project(tmp_path, {
        "smslint.yaml": "extends: shared/base.yaml\n", "shared/base.yaml": "rules: {LEN002: {max_segments: 1}}\n",
    }) / "smslint.yaml"  # fmt: skip
    assert "LEN002" in codes(path)
    rewrite(tmp_path / "shared/base.yaml", "rules: {LEN002: off}\n")
    assert "LEN002" not in codes(path)


@pytest.mark.parametrize("as_mapping", [False, True])
def test_a_change_of_the_rate_card_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_mapping: bool
) -> None:
    project(tmp_path, {"smslint.yaml": "regions: [US]\nprices: card.csv\n", "card.csv": card("0.01")})
    monkeypatch.chdir(tmp_path)
    config: Any = {"regions": ["US"], "prices": "card.csv"} if as_mapping else "smslint.yaml"
    assert [str(each.most) for each in smslint.check("Hi", config=config).cost] == ["0.01"]
    rewrite(tmp_path / "card.csv", card("0.02"))
    assert [str(each.most) for each in smslint.check("Hi", config=config).cost] == ["0.02"]
    (tmp_path / "card.csv").unlink()
    with pytest.raises(ConfigError, match=r"prices: there is no file card\.csv"):
        smslint.check("Hi", config=config)


def test_a_change_of_packs_or_lexicons_is_noticed(tmp_path: Path) -> None:
    rule = ASLEEP.replace("default: false\n", "")
    path = project(tmp_path, {"smslint.yaml": "packs: [pack]\n", "pack/acme.yaml": rule}) / "smslint.yaml"
    assert "ACM001" in codes(path, "A banana")
    rewrite(
        tmp_path / "pack/acme.yaml",
        rule.replace("forbid: [banana]", "forbid: [apples]").replace("banana,", "b apples,"),
    )
    assert "ACM001" not in codes(path, "A banana")
    second = rule.replace("ACM001", "ACM002").replace("no-bananas", "no-fruits")
    project(tmp_path, {"pack/more.yaml": second})
    assert "ACM002" in codes(path, "A banana"), "a file that is added to the folder"
    words = "lexicon: fruits\ntitle: Fruits\nsources: [{title: x, published: 2026-01-01}]\nentries:\n"
    entry = "- {key: f, confidence: verified, words: [WORD], phrases: [a WORD]}\n"
    third = second.replace("ACM002", "ACM003").replace("no-fruits", "no-fruits-at-all")
    project(tmp_path, {
        "pack/lexicons/fruits.yaml": words + entry.replace("WORD", "banana"),
        "pack/third.yaml": third.replace("check: pattern", "check: lexicon-phrase").replace("{forbid: [banana]}", "{lexicon: fruits}"),
    })  # fmt: skip
    assert "ACM003" in codes(path, "A banana")
    rewrite(tmp_path / "pack/lexicons/fruits.yaml", words + entry.replace("WORD", "apples"))
    assert "ACM003" not in codes(path, "A banana")


def test_a_relative_path_is_relative_to_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(
        tmp_path, {"a/smslint.yaml": "rules: {LEN002: {max_segments: 1}}\n", "b/smslint.yaml": "rules: {LEN002: off}\n"}
    )
    for _ in range(2):
        monkeypatch.chdir(tmp_path / "a")
        assert "LEN002" in codes("smslint.yaml")
        assert "LEN002" in codes(".")
        monkeypatch.chdir(tmp_path / "b")
        assert "LEN002" not in codes("smslint.yaml")
        assert "LEN002" not in codes(Path())


def test_paths_in_a_mapping_are_relative_to_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path, {"a/card.csv": card("0.01"), "b/card.csv": card("0.02")})
    found = []
    for name in "ab":
        monkeypatch.chdir(tmp_path / name)
        found += [str(each.most) for each in smslint.check("Hi", config={"regions": ["US"], "prices": "card.csv"}).cost]
    assert found == ["0.01", "0.02"]


def test_a_new_closer_file_is_used(tmp_path: Path) -> None:
    inner = (
        project(tmp_path, {"smslint.yaml": "rules: {LEN002: off}\n", "inner/pyproject.toml": "[tool.ruff]\n"}) / "inner"
    )
    assert "LEN002" not in codes(inner)
    rewrite(inner / "pyproject.toml", "[tool.smslint.rules]\nLEN002 = {max_segments = 1}\n")
    assert "LEN002" in codes(inner)
    project(inner, {"smslint.yaml": "rules: {LEN002: off}\n"})
    with pytest.raises(ConfigError, match=r"there is also pyproject\.toml in this folder"):
        codes(inner)
    (inner / "smslint.yaml").unlink()
    assert "LEN002" in codes(inner)


@pytest.mark.parametrize("config", [".", "smslint.yaml", {"brand": "Acme"}, None])
def test_unchanged_files_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: Any) -> None:
    path = project(tmp_path, {"smslint.yaml": "brand: Acme\n"}) / "smslint.yaml"
    os.utime(path, (1_700_000_000, 1_700_000_000))
    monkeypatch.chdir(tmp_path)
    first = project_of(config)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened")

    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(module, "make_project", refuse)
    assert project_of(config) is first
    monkeypatch.undo()


def test_a_changed_mapping_is_noticed() -> None:
    settings: dict[str, Any] = {"rules": {"LEN002": {"max_segments": 1}}}
    assert "LEN002" in codes(settings)
    settings["rules"]["LEN002"]["max_segments"] = 2
    assert "LEN002" not in codes(settings)
    settings["rules"]["LEN002"]["max_segments"] = 1
    assert "LEN002" in codes(settings), "and what was made before is not what it changed into"


def test_mappings_equal_in_python_but_not_in_meaning_are_different() -> None:
    codes({"rules": {"LEN002": {"max_segments": 1}}})
    with pytest.raises(ConfigError, match="max_segments"):
        codes({"rules": {"LEN002": {"max_segments": True}}})
    assert project_of({"values": {"a*": {"max": 1}, "*b": {"max": 2}}}) is not project_of(
        {"values": {"*b": {"max": 2}, "a*": {"max": 1}}}
    ), "the first glob counts"


def test_a_mapping_that_contains_itself_is_refused() -> None:
    settings: dict[str, Any] = {}
    settings["values"] = settings
    with pytest.raises(ConfigError, match=r"too many settings|unknown key"):
        project_of(settings)


def test_a_project_or_a_configuration_is_used_as_it_is(tmp_path: Path) -> None:
    config = load_config(project(tmp_path, {"smslint.yaml": "brand: Acme\n"}) / "smslint.yaml")
    made = project_of(config)
    assert isinstance(made, Project)
    assert project_of(config) is made
    assert project_of(made) is made
    assert smslint.check("Hi", config=made) == smslint.check("Hi", config=tmp_path)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("nowhere/smslint.yaml", "there is no such configuration file"), ("a\0b", "this is not the path"),
        (3, "config must be a mapping or the path of a smslint.yaml, not int"), ("x" * 5000, "this is not the path|no such configuration"),
    ],
)  # fmt: skip
def test_what_is_not_a_configuration_is_refused(config: Any, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        project_of(config)


def test_the_gate_and_check_share_the_project(tmp_path: Path) -> None:
    from smslint.sending.gate import make_gate

    project(tmp_path, {"smslint.yaml": "rules: {LEN002: {max_segments: 1, severity: error}}\n"})
    assert make_gate(tmp_path).config is project_of(tmp_path).config
    assert not make_gate(tmp_path).check(TWO).ok


EMPTY = {
    "e.txt": ("", True), "line.txt": ("\n", True), "zero.sms": ("\u200b\n", True), "set.txt": ("---\nkind: otp\n---\n", True),
    "spaces.j2": ("  \n\u00a0", True),
    "macro.j2": ("{% macro x() %}{% endmacro %}", False), "word.txt": ("É", False), "hole.txt": ("{{ body }}", False),
    "not_written.yaml": ("sms: ''\n", False),
}  # fmt: skip


@pytest.mark.parametrize("name", EMPTY)
def test_a_file_without_a_text_is_empty_for_a_run_as_for_the_gate(name: str) -> None:
    """A catalogue may have values that nobody has written yet, and a file of macros no text of its own."""
    text, empty = EMPTY[name]
    found = outcome(name, text).findings
    assert ("LEN006" in [each.code for each in found]) is empty
    if empty:
        body = text.rpartition("---\n")[2]
        assert "LEN006" in [each.code for each in smslint.check(body).findings]
