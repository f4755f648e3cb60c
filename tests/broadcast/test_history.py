"""Earlier messages to the recipients of a list: the preflight knows those that the gate knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import smslint
from smslint.sending import Journal, Totals
from tests.sending.server import Server
from tests.sending.support import KEY

PEOPLE = [{"phone": f"+1415555010{at}", "name": name, "consent": "yes"} for at, name in enumerate(["Ann", "Bo", "Cy"])]
CAP = {"FRQ001": {"max_per_day": 1}}
QUIET = {"IDN001": "off", "LEN003": "off", "TIM001": "off", "TIM002": "off", "TIM003": "off"}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def preflight(text: str, people: list[dict[str, str]], config: dict[str, Any], **more: Any) -> smslint.Broadcast:
    stated = {"brand": "Acme", "kind": "marketing", **config, "rules": {**QUIET, **config.get("rules", {})}}
    return smslint.preflight({"text": text}, people, dialect="jinja", config=stated, **more)


def sent(said: smslint.Broadcast, journal: Journal, server: Server, campaign: str) -> Totals | None:
    try:
        return smslint.send_broadcast(said, journal=journal, key=KEY, base=server.base, campaign=campaign)
    except smslint.SendRefused:
        return None


def test_a_cap_counts_the_messages_in_the_journal(tmp_path: Path, server: Server) -> None:
    config = {"rules": CAP}
    with Journal(tmp_path / "journal") as journal:
        first = preflight(
            "Acme: sale, {{ name }}. Reply STOP to end", PEOPLE[:2], config, journal=journal, campaign="one"
        )
        totals = sent(first, journal, server, "one")
        assert totals is not None
        assert (totals.accepted, first.recipients) == (2, 2)
        text = "Acme: last day, {{ name }}. Reply STOP to end"
        alone = preflight(text, PEOPLE, config)
        second = preflight(text, PEOPLE, config, journal=journal, campaign="two")
        assert (alone.recipients, second.recipients) == (3, 1)
        assert second.audit.tallies["FRQ001"].count == 2
        again = sent(second, journal, server, "two")
        assert again is not None
        assert (again.accepted, again.refused) == (1, 2)
        # What was sent is not asked about again.
        assert (
            preflight(
                "Acme: sale, {{ name }}. Reply STOP to end", PEOPLE[:2], config, journal=journal, campaign="one"
            ).recipients
            == 2
        )


def test_the_first_message_to_a_number_must_name_the_brand(tmp_path: Path, server: Server) -> None:
    with Journal(tmp_path / "journal") as journal:
        named = preflight("Acme: sale, {{ name }}. Reply STOP to end", PEOPLE[:1], {}, journal=journal, campaign="one")
        assert sent(named, journal, server, "one") is not None
        unnamed = preflight("Last day, {{ name }}. Reply STOP to end", PEOPLE, {}, journal=journal, campaign="two")
        assert (unnamed.recipients, unnamed.audit.tallies["IDN003"].count) == (1, 2)
        totals = sent(unnamed, journal, server, "two")
        assert totals is not None
        assert (totals.accepted, totals.refused) == (1, 2)


@pytest.mark.parametrize(("capped", "recipients"), [(False, 2), (True, 1)])
def test_a_list_that_texts_a_number_twice(tmp_path: Path, server: Server, *, capped: bool, recipients: int) -> None:
    people = [PEOPLE[0], PEOPLE[0], {**PEOPLE[0], "name": "Al"}]
    rules = {"NUM003": "off", **(CAP if capped else {"FRQ001": "off"})}
    config = {"rules": rules}
    said = preflight("Acme: sale, {{ name }}. Reply STOP to end", people, config)
    assert said.recipients == recipients
    with Journal(tmp_path / "journal") as journal:
        totals = sent(said, journal, server, "one")
        assert totals is not None
        assert totals.accepted == recipients


def test_a_campaign_is_the_first_message_to_all_its_recipients(tmp_path: Path, server: Server) -> None:
    """The second row of a number does not name the brand: it is refused, also after the first row was sent."""
    people = [{**PEOPLE[0], "name": "www.acme.example"}, PEOPLE[0]]
    said = preflight("{{ name }}", people, {"kind": "transactional"})
    with Journal(tmp_path / "journal") as journal:
        totals = sent(said, journal, server, "one")
    assert totals is not None
    assert (said.recipients, totals.accepted, totals.refused) == (1, 1, 1)
