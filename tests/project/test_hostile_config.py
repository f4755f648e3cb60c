"""Whatever a configuration contains: one clear line, without characters that control a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from smslint.cli.app import run

HOSTILE = {
    "an alias of itself": "provider: &a [*a]",
    "a mapping of itself": "provider: &a {x: *a}",
    "aliases that multiply": "regions: [&a [x, x, x, x, x, x, x, x, x], &b [*a, *a, *a, *a, *a, *a, *a, *a, *a], "
    "&c [*b, *b, *b, *b, *b, *b, *b, *b, *b], &d [*c, *c, *c, *c, *c, *c, *c, *c, *c], "
    "&e [*d, *d, *d, *d, *d, *d, *d, *d, *d], [*e, *e, *e, *e, *e, *e, *e, *e, *e]]",
    "facts that are a number": "facts: 5",
    "facts that are a list": "facts: [1]",
    "a kind that is a list": "kind: [[]]",
    "a charset that is a list": "values: {x: {charset: [a]}}",
    "a type that is a mapping": "values: {x: {type: {}}}",
    "a percentage that is a text": "rules: {CNT001: {percent: x}}",
    "a budget that is not a number": "rules: {LEN002: {max_segments: .nan}}",
    "a budget that is a list": "rules: {LEN002: {max_segments: []}}",
    "a path that drives a terminal": 'prices: "\\e[31mred"',
    "a path with a zero": 'extends: "a\\0b"',
}


@pytest.mark.parametrize("settings", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_setting_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], settings: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "smslint.yaml").write_text(f"messages: [{{files: '*.txt'}}]\n{settings}\n")
    (tmp_path / "a.txt").write_text("Acme: hello\n")
    assert run(["check", "--no-cache"]) == 2
    errors = capsys.readouterr().err
    assert errors.startswith("error: ")
    assert errors.count("\n") == 1
    assert len(errors) < 3000
    assert "\x1b" not in errors
    assert "\0" not in errors


def test_a_locale_is_not_used_as_a_pattern(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "smslint.yaml").write_text("messages: [{files: '*'}]\nlocale: '**'\n")
    (tmp_path / "a.txt").write_text("Acme: hello {{ x }}\n")
    (tmp_path / "b.yml").write_text("a: {sms: 'Hi %{x}'}\n")
    run(["check", "--no-cache"])
    assert "internal error" not in capsys.readouterr().err
