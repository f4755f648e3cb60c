"""ENC001: one finding for a message, with all its characters and a fix for each place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import smslint
from smslint.cli.app import run
from smslint.finding import Severity
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.finding import Finding

MANY = "ąćęłńóśźżĄĆ"

# A text, and the beginning of the message about it.
MESSAGES = [
    ("it’s", "'’' U+2019, right single quotation mark, is not in GSM-7: the message is UCS-2, which costs nothing"),
    ("it’s, it’s", "'’' U+2019, right single quotation mark (2 times), is not in GSM-7: "),
    ("“it’s” – it’s", "5 characters, '’' (2 times), "),
    ("it’s – it’s", "'’' U+2019 right single quotation mark (2 times) and '–' U+2013 en dash are not in GSM-7: "),
    (MANY + "ą", "12 characters, 'ą' (2 times), 'ć', 'ę', 'ł', 'ń', 'ó', 'ś', 'ź' and 3 others, are not in GSM-7: "),
]


def found(text: str) -> list[Finding]:
    return [each for each in smslint.check(text, kind="transactional").findings if each.code == "ENC001"]


@pytest.mark.parametrize(("text", "message"), MESSAGES, ids=range(len(MESSAGES)))
def test_one_finding_names_all_characters(text: str, message: str) -> None:
    (finding,) = found(text)
    assert finding.message.startswith(message)
    assert finding.severity is Severity.INFO
    assert finding.together
    assert [fix.span.start for fix in finding.fixes] == [at for at, char in enumerate(text) if char in f"{MANY}’–“”"]


def test_what_to_write_instead() -> None:
    (finding,) = found("ł’ 😀 –")
    assert finding.help == (
        "Write \"'\" for '’' and '-' for '–', which reads the same. Write 'l' for 'ł', which changes the spelling."
        " Leave the others out, or accept UCS-2."
    )
    assert [fix.safe for fix in finding.fixes] == [False, True, True]
    assert [(label.span.start, label.text) for label in finding.labels] == [(3, "")]
    (emoji,) = found("😀 x 🎉")
    assert (emoji.fix, emoji.help) == (None, "Leave them out, or accept UCS-2.")


def test_a_catalogue_gives_a_line_for_all_texts_that_cost_nothing_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    texts = {f"sms{at}": f"Twoje zamówienie nr {at} jest już w drodze, dziękujemy" for at in range(200)}
    long = {"long": "Twoje zamówienie jest już w drodze, dziękujemy. " * 2}
    project(tmp_path, {"pl.json": json.dumps({**texts, **long}), "smslint.yaml": "messages: [{files: '*.json'}]\n"})
    monkeypatch.chdir(tmp_path)
    assert run(["check", "--select", "ENC001"]) == 0
    shown = capsys.readouterr().out
    assert "200 messages: characters outside GSM-7 that cost nothing at this length (--verbose shows each)" in shown
    assert shown.count("ENC001") == 1
    assert len(shown.splitlines()) < 60
    assert "replace 6 characters (6 to review before applying, --unsafe-fixes)" in shown
    run(["check", "--select", "ENC001", "--format", "json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert len(findings) == 201
    assert all(len(each["fixes"]) in {3, 6} and each["fix"] == each["fixes"][0] for each in findings)
    run(["check", "--select", "ENC001", "--verbose"])
    assert capsys.readouterr().out.count("ENC001") == 201
