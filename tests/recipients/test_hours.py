"""A planned time and a list: for each row, the preflight refuses what the gate would refuse."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import TYPE_CHECKING

import pytest

from smslint.errors import ConfigError
from smslint.finding import Severity
from smslint.numbers.e164 import check_number
from smslint.recipients.audit import audit
from smslint.recipients.audited import Audit
from smslint.recipients.hours import Hours
from smslint.recipients.policy import Policy
from smslint.rules import packs
from smslint.rules.context import make_context
from smslint.sending.facts import of_row
from smslint.sending.gate import make_gate
from smslint.sending.verdict import Outgoing
from tests.recipients.support import as_csv, listed

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["phone", "timezone", "state", "consent"]
OFFER = "Acme: 20% off. Reply STOP to opt out"
NUMBERS = {
    "Florida": "+13055550100",
    "New York": "+12125550123",
    "Texas": "+12145550123",
    "Seoul": "+821012345678",
    "Paris": "+33612345678",
    "Durban": "+27821234567",
    "Toronto": "+14165550123",
    "toll free": "+18005550199",
}
ZONES = ["", "America/Chicago", "UTC+9", "Mars/Olympus"]
STATES = ["", "FL", "texas", "Ontario"]
CONSENTS = ["", "yes"]
MOMENTS = [
    "2026-11-24T08:30:00-05:00",  # a Tuesday
    "2026-11-24T20:30:00-05:00",
    "2026-11-24T22:30:00+09:00",
    "2026-11-22T10:30:00-06:00",  # a Sunday
    "2026-12-25T12:00:00+01:00",  # a holiday in France
]


def hours(moment: str, kind: str = "marketing", refuse_at: Severity = Severity.ERROR) -> Hours:
    context = make_context({"kind": kind})
    return Hours(dt.datetime.fromisoformat(moment), context, packs.load().rules, refuse_at)


def audited(folder: Path, rows: list[list[str]], asked: Hours | None) -> Audit:
    with listed(folder, as_csv(HEADER, rows)) as found:
        return audit(found, Policy(hours=asked))


@pytest.mark.parametrize("moment", MOMENTS)
def test_rows_are_refused_as_the_gate_refuses_them(tmp_path: Path, moment: str) -> None:
    gate = make_gate({"kind": "marketing"})
    at = dt.datetime.fromisoformat(moment)
    wrong = []
    for number, zone, state, consent in product(NUMBERS.values(), ZONES, STATES, CONSENTS):
        facts = {"zone": zone, "state": state, "consent": consent}
        verdict = gate(Outgoing(OFFER, number, at=at, facts=of_row(facts, check_number(number).region)))
        expected = {(each.code, each.severity) for each in verdict.findings if each.code.startswith("TIM")}
        found = audited(tmp_path, [[number, zone, state, consent]], hours(moment))
        ours = {(t.code.code, t.code.severity) for t in found.tallies.values() if t.code.code.startswith("TIM")}
        refused = bool(found.rejected)
        if ours != expected or refused != any(severity is Severity.ERROR for _, severity in expected):
            wrong.append((facts, number, ours, expected))
    assert wrong == []


def test_recipients_with_the_same_facts_share_one_answer(tmp_path: Path) -> None:
    asked = hours("2026-11-24T20:30:00-05:00")
    places = [(305, ""), (305, "UTC-5"), (212, ""), (212, "UTC-5")]
    rows = [[f"+1{area}5550{n:03}", zone, "", "yes"] for n, (area, zone) in enumerate(places * 30, 100)]
    found = audited(tmp_path, rows, asked)
    assert len(asked.known) == 4
    assert {key: tally.count for key, tally in found.tallies.items() if tally.code.refuses} == {"TIM002": 60}
    assert found.rejected == 60
    message = found.tallies["TIM002"].findings[0].message
    assert message.startswith(
        "Row 2, +1******100: outside the allowed hours of its state: It would be Tue 20:30 (America/New_York)"
    )
    assert "mon-fri 08:00-20:00" in message


def test_a_warning_is_counted_separately_and_refuses_only_if_the_project_wants_it(tmp_path: Path) -> None:
    rows = [[NUMBERS["New York"], "", "", "yes"], [NUMBERS["Seoul"], "", "", "yes"]]
    night = "2026-11-24T22:30:00-05:00"
    found = audited(tmp_path, rows, hours(night))
    assert {key: (tally.count, tally.code.refuses) for key, tally in found.tallies.items()} == {
        "TIM001 warning": (1, False),
        "TIM002 warning": (1, False),
    }
    strict = audited(tmp_path, rows, hours(night, refuse_at=Severity.WARNING))
    assert (strict.rejected, strict.tallies["TIM001 warning"].code.refuses) == (1, True)


def test_hours_are_not_checked_for_an_invalid_number(tmp_path: Path) -> None:
    found = audited(tmp_path, [["nonsense", "", "", ""], ["+1", "UTC-5", "FL", ""]], hours(MOMENTS[2]))
    assert found.tallies.keys() == {"NUM001", "CON002"}


def test_only_marketing_has_hours(tmp_path: Path) -> None:
    found = audited(
        tmp_path, [[number, "", "", "yes"] for number in NUMBERS.values()], hours(MOMENTS[2], "transactional")
    )
    assert not any(key.startswith("TIM") for key in found.tallies)


def test_a_row_that_is_too_short_has_no_zone(tmp_path: Path) -> None:
    with listed(tmp_path, f"phone,timezone\n{NUMBERS['Florida']}\n") as found:
        result = audit(found, Policy(hours=hours("2026-11-24T20:30:00-05:00")))
    assert result.tallies["TIM002"].count == 1


def test_a_moment_needs_an_offset() -> None:
    with pytest.raises(ConfigError, match="not a time with its offset"):
        hours("2026-11-24T20:30:00")


@pytest.mark.parametrize(("number", "zone", "state", "zones", "states"), [
    ("Florida", "", "Narnia", (), ("Narnia",)), ("Florida", "", "texas", (), ()), ("Paris", "", "Narnia", (), ()),
    ("Florida", "America/NewYork", "", ("America/NewYork",), ()), ("Florida", " America/New_York ", "", (), ()),
    ("Florida", "EST", "", (), ()), ("Paris", "EST", "", ("EST",), ()), ("Paris", "UTC+1", "", (), ()),
])  # fmt: skip
def test_a_place_that_nobody_knows_is_unknown_with_and_without_a_moment(
    number: str, zone: str, state: str, zones: tuple[str, ...], states: tuple[str, ...], tmp_path: Path
) -> None:
    for planned in (None, hours(MOMENTS[0])):
        found = audited(tmp_path, [[NUMBERS[number], zone, state, "yes"]], planned)
        assert (found.unknown_zones, found.unknown_states) == (zones, states)
        assert any("time zone" in words for words in found.unknown) is bool(zones)
        assert any("state" in words for words in found.unknown) is bool(states)


def test_only_three_places_are_named_whatever_their_order(tmp_path: Path) -> None:
    rows = [[NUMBERS["Florida"], f"Mars/{word}", "", "yes"] for word in ("D", "B", "E", "A", "C", "A")]
    for order in (rows, rows[::-1]):
        assert audited(tmp_path, order, None).unknown_zones == ("Mars/A", "Mars/B", "Mars/C")
