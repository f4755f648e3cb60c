"""What is not known, command by command: the words, the JSON and the exit status; with ``--strict`` each of them fails."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest

from smslint.cli.app import run
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = {
    "provider": "twilio", "brand": "Acme", "kind": "transactional", "regions": "[US]",
    "sender": "{type: long_code, region: US, id: '+14155550100', a2p_registered: true}",
}  # fmt: skip
BODY = "Acme: your table is booked for {{ day }}."


class Case(NamedTuple):
    """Something that ``check`` does not know."""

    words: str
    key: str
    """The member of ``coverage`` that holds it."""
    status: int = 0
    without: str = ""
    entry: str = "{files: 'sms/*', dialect: jinja}"
    name: str = "sms/a.txt"
    body: str = BODY
    settings: tuple[tuple[str, str], ...] = ()


UNKNOWN = {
    "dialect": Case("the dialect of 1 message, read as jinja for {{ day }}", "guessed", entry="{files: 'sms/*'}"),
    "kind": Case("the kind of 1 message", "unknown_kind", without="kind", body="Acme: hello there."),
    "brand": Case("brand", "unasked", without="brand"),
    "provider": Case("provider", "unasked", without="provider"),
    "regions": Case("regions", "unasked", without="regions"),
    "no region": Case("regions", "unasked", settings=(("regions", "[]"),)),
    "profile": Case("the rules of AQ, which has no profile", "regions_without_profile", settings=(("regions", "[AQ]"),)),
    "format": Case(".java is not a format that smslint reads", "unread", 1, name="sms/A.java"),
    "template": Case("not understood: sms/a.txt:1", "unread", 1, body="Acme: {{ day"),
    "bytes": Case("not understood: sms/a.txt:1", "unread", 1, body="Acme: \udce9"),
    "unread include": Case("not understood: sms/a.txt:1", "unread", body=BODY + "{% include 'foot.txt' %}"),
}  # fmt: skip


@pytest.mark.parametrize("what", UNKNOWN)
def test_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str) -> None:
    """The first run and the one after it, which has a cache, say the same."""
    case = UNKNOWN[what]
    said = {key: value for key, value in {**KNOWN, **dict(case.settings)}.items() if key != case.without}
    text = "".join(f"{key}: {value}\n" for key, value in said.items())
    files = {"smslint.yaml": f"{text}messages:\n  - {case.entry}\n", case.name: case.body}
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.chdir(
        project(tmp_path, {name: body.encode("utf-8", "surrogateescape") for name, body in files.items()})
    )
    first = (run(["check", "--format", "json"]), capsys.readouterr())
    assert (run(["check", "--format", "json"]), capsys.readouterr()) == first
    assert first[0] == case.status
    coverage = json.loads(first[1].out)["coverage"]
    assert coverage[case.key]
    assert coverage["complete"] is False
    assert run(["check", "--strict"]) == 1
    assert case.words in capsys.readouterr().out


def test_what_is_known_passes_strictly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in KNOWN.items())
    files = {"smslint.yaml": f"{text}messages: [{{files: 'sms/*', dialect: jinja}}]\n", "sms/a.txt": BODY}
    monkeypatch.chdir(project(tmp_path, files))
    assert run(["check", "--strict"]) == 0
    assert "not known" not in capsys.readouterr().out
