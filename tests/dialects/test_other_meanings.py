"""Fields of another language under a stated dialect that prints or calls them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import smslint
from smslint.cli.app import run
from smslint.dialects.other_meanings import other_meanings
from smslint.text.tree import leaves
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

SAID = [
    ("brace", "See you {{ day }}.", "'{ day }'"), ("brace", "See you {{day}}", "'{day}'"), ("csharp", "See you {{ day }}", "'{ day }'"),
    ("percent", "Hi %%FirstName%%!", "'%FirstName%'"), ("percent", "20%% off, %%first_name%%", "'%first_name%'"),
    ("percent", "Hi %name, welcome", "'%n' in it, and sends 'ame'"), ("percent", "Dear %first_name!", "'%f' in it"), ("percent", "Due %date", "'%d' in it"),
    ("go", "See you {{ day }}.", "{{ .day }}"), ("go", "Hi {{name}}", "{{ .name }}"), ("go", "Hi {{- name | upper }}", "{{ .name }}"),
]  # fmt: skip
SILENT = [
    ("brace", "Hi {name}, {{code}} follows"), ("brace", "Hi {name}"), ("brace", "{{ 20% off today }}"), ("brace", "a {{"), ("brace", "}} {{"),
    ("csharp", "Hi {0}, {{code}}"), ("percent", "Save 20%% today, 30%% tomorrow"), ("percent", "100%%"), ("percent", "Hi %s, %%name%%"), ("percent", "Save 20%total"), ("percent", "%dh %ss %sle"), ("percent", "%(name)s and %1$s"),
    ("go", "{{ $x := .x }}{{ .day }} {{ now }} {{ if .x }}a{{ else }}b{{ end }} {{ $x }} {{ upper .x }}"), ("jinja", "Hi {{ day }}"), ("plain", "Hi {{ day }}"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "meaning"), SAID)
def test_another_meaning_is_said(dialect: str, text: str, meaning: str) -> None:
    (found,) = other_meanings(text, dialect, leaves(smslint.parse(text, dialect)))
    assert meaning in found.meaning


@pytest.mark.parametrize(("dialect", "text"), SILENT)
def test_what_is_intended_is_not_said(dialect: str, text: str) -> None:
    assert list(other_meanings(text, dialect, leaves(smslint.parse(text, dialect)))) == []


def test_a_known_name_counts_beside_others() -> None:
    text = "Hi {name}, {{code}}"
    (found,) = other_meanings(text, "brace", leaves(smslint.parse(text, "brace")), frozenset({"code"}))
    assert found.field.name == "code"


@pytest.mark.parametrize("dialect", ["brace", "go", "csharp"])
@pytest.mark.parametrize("declared", [False, True])
def test_check_says_it(
    dialect: str, declared: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    values = "values: {day: {max: 9}}\n" if declared else ""
    config = f"brand: Acme\n{values}messages: [{{files: a.txt, dialect: {dialect}, kind: transactional}}]\n"
    monkeypatch.chdir(project(tmp_path, {"a.txt": "Acme: see you {{ day }}.\n", "smslint.yaml": config}))
    run(["check", "--format", "json"])
    found = [each for each in json.loads(capsys.readouterr().out)["findings"] if each["code"] == "PLH001"]
    assert [(each["line"], each["column"], each["severity"]) for each in found] == [
        (1, 15, "error" if declared else "warning")
    ]
    assert "{ day }" in found[0]["message"] or "{{ .day }}" in found[0]["message"]
