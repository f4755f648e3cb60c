"""What refuses a whole broadcast: the preflight says it, counts nobody, and fails as ``send`` does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import smslint
from smslint.cli.app import run
from tests.broadcast.test_refusals import CARD, written
from tests.sending.server import Server
from tests.sending.support import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "card.csv").write_text(CARD, encoding="utf-8")
    return tmp_path


INEXACT = [
    "Acme: hello {{ x | frobnicate }}",
    "Acme: hello {{ x | frobnicate(1) | upper }}",
    "Acme: {% if vip %}dear {% endif %}{{ x }}",
    "Acme: {% for each in y %}{{ x }}{% endfor %}",
    "Acme: {% for each in things %}{{ x }}{% endfor %}",
    "Acme: hello {{ x | replace(y, 'o') | frobnicate }}",
]
"""Templates whose text no list decides, with columns for all their names."""
UNREAD = [
    "Acme: hello {{ x }} {% include 'foot.txt' %}",
    "{% extends 'base.txt' %}{% block a %}{{ x }}{% endblock %}",
    "Acme: hello {% x %}",
    "Acme: hello {% x %}, order {{ y }}",
    "Acme: hello {% y x %}",
    "Acme: {% x %}{{ y }}{% endx %}",
]
"""Templates with a part or a tag that nobody knows; its word may be the name of a column."""


@pytest.mark.parametrize("template", INEXACT)
def test_a_template_that_no_list_decides_is_sent_to_nobody(
    server: Server, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, template: str
) -> None:
    monkeypatch.chdir(folder)
    config, _ = written(folder, {})
    Path("inexact.txt").write_text(template, encoding="utf-8")
    Path("inexact.csv").write_text("phone,x,y,things\n+14155550100,Ann,5,a\n", encoding="utf-8")
    same = ["inexact.txt", "inexact.csv", "--dialect", "jinja"]
    code = run(["preflight", *same, "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    assert (code, printed["would_send"], printed["refused_whole"]) == (1, 0, True)
    assert printed["inexact"]
    assert run(["preflight", *same]) == 1
    said = capsys.readouterr().out
    assert "1 row: 0 would be sent" in said
    assert "cannot fill this template exactly" in said
    assert run(["send", *same, "--dry-run"]) == 1
    dry = capsys.readouterr().out
    assert dry.startswith(said)
    assert "Nothing was sent: the list cannot fill the template." in dry
    preflighted = smslint.preflight(Path("inexact.txt"), Path("inexact.csv"), dialect="jinja", config=config)
    assert (preflighted.would_send, preflighted.ok, preflighted.recipients) == (0, False, 1)
    before = len(server.accepted)
    with pytest.raises(smslint.SmslintError, match="cannot fill this template exactly"):
        smslint.send_broadcast(preflighted, journal=folder / "inexact.journal", key=KEY, base=server.base)
    assert len(server.accepted) == before


@pytest.mark.parametrize("template", UNREAD)
@pytest.mark.parametrize("dialect", ["jinja", "django", "liquid", "twig"])
def test_both_commands_refuse_a_part_that_nobody_knows(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, template: str, dialect: str
) -> None:
    monkeypatch.chdir(folder)
    written(folder, {})
    Path("unread.txt").write_text(template, encoding="utf-8")
    Path("unread.csv").write_text("phone,x,y,y x\n+14155550100,Ann,5,z\n", encoding="utf-8")
    same = ["unread.txt", "unread.csv", "--dialect", dialect]
    assert run(["preflight", *same]) == 2
    said = capsys.readouterr().err
    assert run(["send", *same, "--dry-run"]) == 2
    assert capsys.readouterr().err == said


WHOLE: list[tuple[str, dict[str, Any], int]] = [
    # a template, the settings of the project, and how many of three rows would be sent
    ("Acme: hello {{ x }}", {}, 2),
    ("Acme: hello {{ x }}", {"kind": "marketing"}, 0),  # no opt-out text: an error of the template
    ("Acme: hello {{ x }}", {"prices": "card.csv", "sending": {"budget": "0.01 USD"}}, 0),
    ("Acme: hello {{ x }}", {"prices": "card.csv", "sending": {"budget": "1 USD"}}, 2),
]


@pytest.mark.parametrize(("template", "project", "sent"), WHOLE)
def test_a_broadcast_that_is_refused_whole_would_send_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    template: str, project: dict[str, Any], sent: int,
) -> None:  # fmt: skip
    """The rows are still counted and priced."""
    monkeypatch.chdir(folder)
    written(folder, project)
    Path("whole.txt").write_text(template, encoding="utf-8")
    Path("whole.csv").write_text(
        "phone,x,consent\n+14155550100,Ann,yes\n+14155550101,Bo,yes\n415,Eve,yes\n", encoding="utf-8"
    )
    same = ["whole.txt", "whole.csv", "--dialect", "jinja"]
    run(["preflight", *same])
    refused = "1 refused" if sent else "3 refused (1 for their own row and 2 with the whole broadcast)"
    first = f"3 rows: {sent} would be sent, {refused}. Nothing was sent."
    said = capsys.readouterr().out
    assert first in said
    assert ("An error refuses the whole broadcast" in said) is (sent == 0)
    run(["preflight", *same, "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    assert (printed["would_send"], printed["refused_whole"]) == (sent, sent == 0)
    assert printed["messages"]["now"]["recipients"] == 2
    run(["send", *same, "--dry-run"])
    said = capsys.readouterr().out
    assert first in said
    assert ("Nothing was sent: fix these errors first." in said) is (sent == 0)
