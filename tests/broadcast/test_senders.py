"""A preflight judges the sender as the gate does when it sends: the same rows pass, whatever the sender is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

import smslint
from smslint.broadcast.options import Options
from smslint.broadcast.preflight import opened, template_of
from smslint.sending.broadcast import prepare

AT = "2026-12-01T12:00:00+00:00"
NUMBERS = (
    "+14155550123", "+447911123456", "+6591234567", "+919812345678", "+33612345678", "+971501234567", "+8613812345678",
    "+420601123456", "+16135550104", "+821012345678",
)  # fmt: skip
SENDERS = [
    "alphanumeric", "toll_free", "short_code", "{type: alphanumeric, id: INFO}", "{type: alphanumeric, id: '12345'}",
    "{type: alphanumeric, id: AcmeShoppingClub}", "{type: alphanumeric, id: 'Ac me!'}", "{type: alphanumeric, id: Acme, registered: false}",
    "{type: alphanumeric, id: Acme, registered: true}", "{type: long_code, region: US, registered: false}", "{type: long_code, id: '+442079460958'}",
    "{type: short_code, region: CA}",
]  # fmt: skip


@pytest.mark.parametrize("sender", SENDERS)
@pytest.mark.parametrize("kind", ["marketing", "transactional"])
def test_a_sender_is_judged_before_anything_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sender: str, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("smslint.yaml").write_text(f"brand: Acme\nkind: {kind}\nsender: {sender}\n", encoding="utf-8")
    Path("t.txt").write_text("Acme: hello {{ name }}. Reply STOP to end", encoding="utf-8")
    rows = [f"{number},Ann,{consent}" for number in NUMBERS for consent in ("yes", "", "no")]
    Path("l.csv").write_text("\n".join(["phone,name,consent", *rows, ""]), encoding="utf-8")
    said = smslint.preflight("t.txt", "l.csv", at=AT, dialect="jinja")
    options = Options(at=datetime.fromisoformat(AT), dialect="jinja")
    chosen = template_of("t.txt", options, None)
    with opened("l.csv", options, chosen.config) as found:
        campaign = prepare(chosen, found, options)
        passed = sum(campaign.gate(message).passed for message in campaign.messages())
    assert said.refused_whole is campaign.blocked
    assert said.refused_whole or passed == said.recipients == said.would_send
