"""A project that states another provider than the one that sends: whose figures these are is said wherever they decide."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

import smslint
from smslint.sending import Outgoing, make_gate
from smslint.sending.unknown import once
from tests.sending.server import Server
from tests.sending.support import KEY

TO = "+14155550100"
PHRASE = "what is billed: the configuration states provider: twilio"
QUOTED = "Acme: your order “seven” has shipped and arrives today, between nine and twelve"
"""One segment where Twilio's smart encoding replaces the quotes, two where nothing does."""
TWILIO = {
    "provider": "twilio",
    "smart_encoding": True,
    "kind": "transactional",
    "brand": "Acme",
    "rules": {"LEN002": {"severity": "error", "max_segments": 1}},
}
THREE = " ".join(["Acme: your order has shipped and arrives today."] * 9)


@pytest.fixture
def server() -> Iterator[Server]:
    once.cache_clear()
    with Server() as running:
        yield running


@pytest.mark.parametrize(
    ("config", "sends", "is_said"),
    [
        (TWILIO, "octopods", True),
        (TWILIO, "Octopods", True),
        (TWILIO, "twilio", False),
        (TWILIO, None, False),
        ({"kind": "transactional"}, "octopods", False),
        ({"kind": "transactional", "provider": "Octopods"}, "octopods", False),
    ],
)
def test_a_verdict_says_it(config: dict[str, object], sends: str | None, is_said: bool) -> None:
    gate = make_gate(config, provider=sends)
    passed = gate(Outgoing("Acme: your order has shipped", TO))
    assert passed.passed
    assert any(each.startswith(PHRASE) for each in passed.unknown) == is_said


def test_a_refusal_says_it_where_the_count_decides() -> None:
    gate = make_gate(TWILIO, provider="octopods")
    long = gate(Outgoing(THREE, TO))
    assert not long.passed
    (finding,) = gate.refusing(long)
    assert finding.code == "LEN002"
    assert f"Not known: {PHRASE}" in finding.message
    assert PHRASE not in gate.refusing(gate(Outgoing("Acme: hi", "+1415")))[0].message, (
        "the number decides, not the count"
    )
    assert PHRASE not in make_gate(TWILIO)(Outgoing(THREE, TO)).findings[0].message


def test_a_preflight_says_whose_figures_these_are() -> None:
    template = {"text": QUOTED + " {{ name }}"}
    people = [{"phone": TO, "name": "Ann"}]
    config = TWILIO | {"rules": {}}
    found = smslint.preflight(template, people, config=config)
    assert (found.as_dict()["provider"], found.segments) == ("twilio", 1)
    assert "states provider: twilio" in str(found)
    assert any("states provider: twilio" in each for each in found.as_dict()["notes"])
    assert found.unknown == (), "the figures are right for who sends with Twilio"
    ours = smslint.preflight(template, people, config=config | {"provider": "octopods"})
    assert (ours.as_dict()["provider"], ours.segments) == ("octopods", 2)
    assert "states provider" not in str(ours)
    assert smslint.preflight(template, people).as_dict()["provider"] == "octopods"


def test_a_broadcast_says_it_when_it_is_sent(server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    found = smslint.preflight({"text": "Acme: hello {{ name }}"}, [{"phone": TO, "name": "Ann"}], config=TWILIO)
    with caplog.at_level(logging.WARNING, "smslint.sending"):
        totals = smslint.send_broadcast(found, journal=tmp_path / "journal", key=KEY, base=server.base)
    assert totals.accepted == 1
    assert PHRASE in caplog.text


def test_a_refused_broadcast_says_it(server: Server, tmp_path: Path) -> None:
    (tmp_path / "card.csv").write_text(
        "region,price_per_segment,currency,as_of\nUS,0.01,USD,2026-11-01\n", encoding="utf-8"
    )
    found = smslint.preflight(
        {"text": "Acme: hello {{ name }}"},
        [{"phone": TO, "name": "Ann"}],
        config=TWILIO | {"prices": str(tmp_path / "card.csv"), "sending": {"budget": "0.001 USD"}},
    )
    with pytest.raises(smslint.SendRefused, match=f"CST001.*Not known: {PHRASE}"):
        smslint.send_broadcast(found, journal=tmp_path / "journal", key=KEY, base=server.base)
    assert server.seen == []
