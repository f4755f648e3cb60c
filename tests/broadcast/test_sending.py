"""What a preflight says would be sent is what the provider gets: real HTTP on loopback, the same options for both."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

import pytest

import smslint
from smslint.cli.app import run
from smslint.text.segmentation import segment
from tests.sending.server import Server
from tests.sending.support import KEY

NUMBERS = ["+12025550101", "+1 202-555-0102", "12025550103", "+442079460958", "+16135550104", "", "+12025550101"]
NAMES = ["Ann", "", "Zoë", "Łukasz", "x" * 150, "undefined", "  ", "None"]
CONSENTS = ["yes", "no", "", "2026-03-01"]
OPT_OUTS = ["", "", "", "yes"]

PROJECTS = [
    "",
    "rules: {PLH002: off, NUM002: warning}\n",
    "rules: {LEN002: {max_segments: 1, severity: error}, PLH001: off}\n",
    "sending: {refuse_at: warning}\nrules: {LEN003: off}\n",
    "sending: {require_consent: true, enabled_regions: [US]}\n",
]


def rows(seed: int) -> list[tuple[str, ...]]:
    draw = random.Random(seed)
    known = [f"+1415555{n:04}" for n in range(100, 130)]
    return [
        (draw.choice([*NUMBERS, *known, *known]), draw.choice([*NAMES, "Bo", "Cy", "Di"]), draw.choice(CONSENTS), draw.choice(OPT_OUTS))
        for _ in range(40)
    ]  # fmt: skip


@pytest.mark.parametrize(("project", "seed"), list(itertools.product(PROJECTS, range(3))))
def test_the_provider_accepts_what_the_preflight_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: str, seed: int
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCTOPODS_API_KEY", KEY)
    Path("smslint.yaml").write_text(f"kind: transactional\nbrand: Acme\n{project}", encoding="utf-8")
    Path("order.txt").write_text("Acme: hello {{ name }}, order {{ row }} has shipped", encoding="utf-8")
    lines = [f"{phone},{name},{n},{consent},{out}" for n, (phone, name, consent, out) in enumerate(rows(seed), 2)]
    Path("people.csv").write_text("\n".join(["phone,name,row,consent,opt_out", *lines, ""]), encoding="utf-8")
    broadcast = smslint.preflight("order.txt", "people.csv")
    with Server() as server:
        run(["send", "order.txt", "people.csv", "--journal", "j", "--yes", "--base", server.base])
    assert len(server.accepted) == broadcast.recipients, capsys.readouterr().out
    assert sum(segment(str(each["body"])).count for each in server.accepted) == broadcast.segments
    assert broadcast.recipients > 0


SPACED = "Acme: hello  ((name)) ,  your order  is ready . " + "It waits  at the shop . " * 5


@pytest.mark.parametrize("project", ["", "provider: octopods\n", "provider: octopods\nsmart_encoding: true\n"])
@pytest.mark.parametrize("name", ["Ann", "Ann" + " " * 30])
def test_the_white_space_of_notify_is_of_notify_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: str, name: str
) -> None:
    """A template in the language of GOV.UK Notify that goes through another provider is counted as that one sends it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCTOPODS_API_KEY", KEY)
    settings = f"kind: transactional\nbrand: Acme\nregions: [US]\n{project}"
    Path("smslint.yaml").write_text(f"{settings}messages: [{{files: order.txt, dialect: parens}}]\n", encoding="utf-8")
    Path("order.txt").write_text(SPACED, encoding="utf-8")
    Path("people.csv").write_text(f"phone,name,consent\n+14155550101,{name},yes\n", encoding="utf-8")
    broadcast = smslint.preflight("order.txt", "people.csv")
    in_memory = smslint.preflight(
        {"text": SPACED}, "people.csv", dialect="parens", config={"kind": "transactional", "brand": "Acme"}
    )
    with Server() as server:
        run(["send", "order.txt", "people.csv", "--journal", "j", "--yes", "--base", server.base])
    (sent,) = server.accepted
    count = segment(str(sent["body"])).count
    assert "  " in str(sent["body"])
    assert count == broadcast.segments == in_memory.segments == 2
    notify = {"kind": "transactional", "brand": "Acme", "provider": "govuk-notify", "prepended": ""}
    assert smslint.preflight({"text": SPACED}, "people.csv", dialect="parens", config=notify).segments == 1


@pytest.mark.parametrize("stated", ["", "provider: generic\n", "messages: [{files: order.txt, provider: generic}]\n"])
@pytest.mark.parametrize("dialect", ["jinja", "parens"])
def test_no_rule_lacks_a_provider_where_lists_have_one(
    stated: str, dialect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("smslint.yaml").write_text(
        f"kind: transactional\nbrand: Acme\nregions: [US]\nsending: {{require_consent: false}}\n{stated}",
        encoding="utf-8",
    )
    Path("order.txt").write_text(
        "Acme:  hello " + ("((name))" if dialect == "parens" else "{{ name }}"), encoding="utf-8"
    )
    Path("people.csv").write_text("phone,name\n+14155550100,Ann\n", encoding="utf-8")
    for command in (["send", "--dry-run"], ["preflight"]):
        assert run([*command, "order.txt", "people.csv", "--dialect", dialect, "--strict"]) == 0, capsys.readouterr()
    found = smslint.preflight("order.txt", "people.csv", dialect=dialect)
    assert list(found.unknowns()) == []
    assert found.as_dict()["provider"] == "octopods"


WRITTEN = {
    "front matter": ("---\nprovider: generic\n---\n", ""),
    "a sidecar": ("", "'*': {provider: generic}\n"),
    "a configuration": ("", ""),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_no_particular_provider_stays_none_wherever_it_is_stated(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list goes through the provider that sends lists; a check counts as the standard says, and says so."""
    monkeypatch.chdir(tmp_path)
    before, sidecar = WRITTEN[way]
    stated = "provider: generic\n" if way == "a configuration" else ""
    settings = (
        f"kind: transactional\nbrand: Acme\nregions: [GB]\nvalues: {{name: {{max: 9, charset: gsm7_basic}}}}\n{stated}"
    )
    Path("smslint.yaml").write_text(f"{settings}messages: [{{files: order.txt, dialect: parens}}]\n", encoding="utf-8")
    Path("order.txt").write_text(before + SPACED, encoding="utf-8")
    if sidecar:
        Path("order.txt.smslint.yaml").write_text(sidecar, encoding="utf-8")
    Path("people.csv").write_text("phone,name,consent\n+447400123456,Ann,yes\n", encoding="utf-8")
    found = smslint.preflight("order.txt", "people.csv")
    assert (found.segments, found.as_dict()["provider"]) == (2, "octopods")
    assert not any("govuk" in note for note in found.notes)
    assert run(["check", "--format", "json"]) in (0, 1)
    (message,) = json.loads(capsys.readouterr().out)["messages"]
    assert message["segments"]["most"] == segment(SPACED.replace("((name))", "x" * 9)).count
    assert any("as the standard says (provider: generic)" in note for note in message["notes"])
