"""A rule that cannot run: reported once in a run, counted for every message, and not tried again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import smslint
from smslint.cli.app import run as command
from smslint.project.files import Chooser
from smslint.project.ordering import once
from smslint.project.run import Runner
from smslint.rules.matching import Pattern
from tests.project.support import project, run
from tests.rules.test_matching import SLOW, TEXT

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "smslint.yaml": f"kind: transactional\nmessages: [{{files: '*.txt', dialect: plain}}]\nrules: {{OPT006: {{forbid: ['{SLOW}']}}}}\n",
    **{f"{name}.txt": TEXT for name in "abcd"},
}  # fmt: skip


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts on which the project's pattern was tried."""
    texts: list[str] = []
    real = Pattern.tried

    def counted(self: Pattern, text: str, budget: object = None) -> object:
        if self.source == SLOW:
            texts.append(text)
        return real(self, text, budget)  # type: ignore[arg-type]

    monkeypatch.setattr(Pattern, "tried", counted)
    return texts


def test_a_pattern_that_ran_out_of_time_is_reported_once_and_not_tried_again(tmp_path: Path, tried: list[str]) -> None:
    result = run(project(tmp_path, FILES))
    (finding,) = [each for each in result.findings if each.code == "OPT006"]
    assert finding.message.startswith("This rule did not run: ")
    assert "smslint.yaml: rules.OPT006: the pattern" in finding.message
    assert len(tried) == 1
    assert result.coverage is not None
    assert [tuple(each) for each in result.coverage.unasked if each.fact == "rule"] == [("OPT006", "rule", 4)]
    assert not result.coverage.complete


def test_the_next_run_tries_it_again(tmp_path: Path, tried: list[str]) -> None:
    folder = project(tmp_path, FILES)
    run(folder)
    run(folder)
    assert len(tried) == 2


def test_it_is_in_the_report_but_not_in_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tried: list[str]
) -> None:
    monkeypatch.chdir(project(tmp_path, FILES))
    monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path / "cache"))
    for times in (1, 2):
        command(["check"])
        assert "what OPT006 finds in 4 messages: it did not run" in capsys.readouterr().out
        assert len(tried) == times
    command(["check", "--format", "json"])
    assert {"code": "OPT006", "fact": "rule", "messages": 4} in json.loads(capsys.readouterr().out)["coverage"][
        "unasked"
    ]


def test_other_options_for_some_messages_are_tried(tmp_path: Path, tried: list[str]) -> None:
    entry = "- {files: b.txt, dialect: plain, rules: {OPT006: {forbid: [nothing-like-it]}}}\n- {files: '*.txt', dialect: plain}\n"
    config = FILES["smslint.yaml"].replace("messages: [{files: '*.txt', dialect: plain}]\n", f"messages:\n{entry}")
    result = run(project(tmp_path, {**FILES, "smslint.yaml": config}))
    assert len(tried) == 1
    assert result.coverage is not None
    assert [tuple(each) for each in result.coverage.unasked if each.fact == "rule"] == [("OPT006", "rule", 3)]


def test_two_workers_report_itonce(tmp_path: Path) -> None:
    folder = project(tmp_path, FILES)
    found = [
        each
        for target in Chooser().targets([folder])
        for each in Runner().file(target).findings  # each with a runner of its own, as workers have
    ]
    assert len([each for each in found if each.code == "OPT006"]) == 4
    assert len([each for each in once(found, set()) if each.code == "OPT006"]) == 1


def test_each_single_text_is_a_separate_run(tried: list[str]) -> None:
    """A hostile text must not switch a rule off for later texts."""
    config = {"rules": {"OPT006": {"forbid": [SLOW]}}}
    for _ in range(2):
        assert "OPT006" in {each.code for each in smslint.check(TEXT, config=config).findings}
    assert len(tried) == 2
