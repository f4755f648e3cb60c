"""Each part of the gate: what passes, what is refused, and by which rule."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import smslint
from smslint.errors import ConfigError, RecipientsError, SendRefused
from smslint.finding import Severity
from smslint.recipients.suppression import SuppressedNumber
from smslint.recipients.suppression_store import SuppressionStore
from smslint.rules import zones_and_states
from smslint.rules.facts import Facts
from smslint.sending.gate import gate, make_gate, project_gate
from smslint.sending.journal.entries import State
from smslint.sending.journal.journal import Journal
from smslint.sending.octopods import OctopodsSender
from smslint.sending.outcome import SendFailed
from smslint.sending.receipt import Receipt
from smslint.sending.verdict import Outgoing, Verdict
from tests.sending.server import Server
from tests.sending.support import KEY, SHORT

NOON = dt.datetime.fromisoformat("2026-11-24T13:00:00-05:00")  # a Tuesday
BERLIN, NEW_YORK, FLORIDA, PARIS = "+4915123456789", "+12125550123", "+13055550100", "+33612345678"
OFFER = "Acme: 20% off today. Reply STOP to opt out"
ORDER = "Acme: your order has shipped"


def codes(verdict: Verdict, least: Severity = Severity.WARNING) -> set[str]:
    return {finding.code for finding in verdict.findings if finding.severity >= least}


def errors(verdict: Verdict) -> set[str]:
    return codes(verdict, Severity.ERROR)


def ask(body: str, to: str, config: Any = None, **more: Any) -> Verdict:
    facts = more.pop("facts", {})
    at = more.pop("at", NOON)
    kind = more.pop("kind", None)
    at = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
    return make_gate(config, **more)(Outgoing(body, to, kind, at, facts=facts))


CONTENT = [
    (ORDER, NEW_YORK, {}, set()),
    ("", NEW_YORK, {}, {"LEN006"}),
    (" \n\u200b", NEW_YORK, {}, {"LEN006", "ENC002"}),
    ("x" * 1601, NEW_YORK, {"provider": "octopods"}, {"LEN001"}),
    ("Hi {{ name }}", NEW_YORK, {}, {"PLH001"}),
    ("Hi", "12125550123", {}, {"NUM001"}),
    ("Hi", "+1212555012", {}, {"NUM001"}),
    ("Hi", "+442079460958", {}, {"NUM002"}),
    (ORDER, FLORIDA, {"sending": {"enabled_regions": ["us"]}}, set()),
    ("Hi", PARIS, {"sending": {"enabled_regions": ["US", "CA"]}}, {"NUM005"}),
    ("Acme: 20% off today", NEW_YORK, {"kind": "marketing"}, {"OPT001"}),
]


@pytest.mark.parametrize(("body", "to", "config", "expected"), CONTENT)
def test_content_number_and_country(body: str, to: str, config: dict[str, object], expected: set[str]) -> None:
    verdict = ask(body, to, config)
    assert errors(verdict) == expected
    assert verdict.passed is (not expected)


def test_an_unusual_spelling_is_refused_though_it_is_not_an_error() -> None:
    verdict = ask("Hi", "+1 (415) 555-2671")
    assert not verdict.passed
    assert [(each.code, each.severity) for each in verdict.findings] == [("NUM006", Severity.INFO)]


def test_segments_are_counted_for_the_pace() -> None:
    assert ask("x" * 160, NEW_YORK).segments == 1
    assert ask("x" * 161, NEW_YORK).segments == 2
    assert ask("\u4e2d" * 135, NEW_YORK).segments == 3


def test_registration_of_us_long_codes() -> None:
    unregistered = {"sender": {"type": "long_code", "region": "US", "registered": False}}
    verdict = ask(ORDER, NEW_YORK, unregistered)
    assert not verdict.passed  # carriers have blocked them since 2025-02-01
    assert errors(verdict) == {"SND002"}
    assert ask(ORDER, NEW_YORK, {"sender": {"type": "long_code", "region": "US"}}).passed  # unknown is not unregistered
    assert not codes(ask(ORDER, NEW_YORK, {"sender": {"type": "long_code", "region": "US", "a2p_registered": True}}))
    assert "SND001" in errors(ask(ORDER, NEW_YORK, {"sender": {"type": "alphanumeric", "id": "Acme"}}))


CONSENT = [
    ({}, {}, set(), True),
    ({}, {"consent": "yes"}, set(), True),
    ({}, {"consent": "express"}, set(), True),
    ({}, {"consent": "no"}, {"CON001"}, False),
    ({}, {"consent": ""}, {"CON002"}, True),
    ({}, {"consent": "pending"}, {"CON002"}, True),
    ({}, {"consent": "yes", "opt_out": "2026-01-01"}, {"CON003"}, False),
    ({}, {"consent": "yes", "opt_out": "no"}, set(), True),
    ({"consent": "none"}, {}, {"CON001"}, False),
    ({"consent": "none"}, {"consent": "ja"}, set(), True),
    ({"sending": {"require_consent": True}}, {"consent": ""}, {"CON002"}, False),
    ({"sending": {"require_consent": True}}, {}, {"CON002"}, False),
    ({"sending": {"require_consent": True}, "consent": "express"}, {}, set(), True),
]


MARKETING_CONSENT = [
    ({}, {}, set(), True),
    ({}, {"consent": "yes"}, set(), True),
    ({}, {"consent": "no"}, {"CON001"}, False),
    ({}, {"consent": ""}, {"CON002"}, False),
    ({}, {"consent": "unknown"}, {"CON002"}, False),
    ({}, {"consent": "pending"}, {"CON002"}, False),
    ({}, {"consent": "unknown", "opt_out": "yes"}, {"CON003"}, False),
    ({"consent": "none"}, {"consent": "unknown"}, {"CON002"}, False),
    ({"facts": {"consent": "unknown"}}, {}, {"CON002"}, False),
    ({"facts": {"consent": "unknown"}}, {"consent": "yes"}, set(), True),
    ({"rules": {"CON002": "off"}}, {"consent": "unknown"}, set(), True),
    # Recorded elsewhere, or stated of everybody: said, not refused.
    ({"sending": {"require_consent": False}}, {"consent": ""}, {"CON002"}, True),
    ({"consent": "express"}, {"consent": ""}, {"CON002"}, True),
    ({"consent": "implied"}, {"consent": "pending"}, {"CON002"}, True),
    ({"sending": {"require_consent": True}, "consent": "express"}, {"consent": ""}, {"CON002"}, False),
    ({"sending": {"require_consent": True}}, {}, {"CON002"}, False),
]


@pytest.mark.parametrize(("config", "facts", "expected", "passes"), MARKETING_CONSENT)
def test_consent_to_marketing(
    config: dict[str, object], facts: dict[str, str], expected: set[str], passes: bool
) -> None:
    verdict = ask(OFFER, NEW_YORK, config, kind="marketing", facts=facts)
    assert ({code for code in codes(verdict) if code.startswith("CON")}, verdict.passed) == (expected, passes)
    checked = smslint.check(OFFER, NEW_YORK, kind="marketing", at=NOON, config=config, facts=facts)
    assert (checked.findings, checked.ok) == (verdict.findings, passes)


def test_unknown_consent_decides_where_the_kind_is_unknown() -> None:
    config = {"brand": "Acme"}
    verdict = ask("Acme: hello. Reply STOP to end", NEW_YORK, config, facts={"consent": ""})
    assert [(each.code, each.severity) for each in verdict.findings if each.code == "CON002"] == [
        ("CON002", Severity.ERROR)
    ]
    assert "state the kind" in verdict.findings[-1].message
    assert not verdict.passed
    assert ask("Acme: hello. Reply STOP to end", NEW_YORK, config, kind="transactional", facts={"consent": ""}).passed
    assert smslint.check("Acme: hello. Reply STOP to end", NEW_YORK, config=config, at=NOON, facts={"consent": ""}).ok


@pytest.mark.parametrize("to", ["to", None])
def test_a_guard_refuses_marketing_without_a_known_consent(to: str | None) -> None:
    def send(text: str, to: str, known: dict[str, str]) -> str:
        return f"{to}: {text} {known}"

    sent = smslint.guard(body="text", to=to, facts="known", kind="marketing")(send)
    with pytest.raises(SendRefused, match="CON002"):
        sent(OFFER, NEW_YORK, {"consent": "pending"})


@pytest.mark.parametrize(("config", "facts", "expected", "passes"), CONSENT)
def test_consent(config: dict[str, object], facts: dict[str, str], expected: set[str], passes: bool) -> None:
    verdict = ask(ORDER, NEW_YORK, config, facts=facts)
    assert (codes(verdict), verdict.passed) == (expected, passes)


# When, to whom, what the list says, and which rules refuse. 2026-11-24 is a Tuesday, 2026-11-22 a Sunday.
HOURS = [
    ("2026-11-24T19:59:00-05:00", FLORIDA, {}, set()),
    ("2026-11-24T20:01:00-05:00", FLORIDA, {}, {"TIM002"}),
    ("2026-11-24T20:01:00-05:00", NEW_YORK, {}, set()),
    # The stated state wins over the area code, both ways.
    ("2026-11-24T20:01:00-05:00", NEW_YORK, {"state": "FL"}, {"TIM002"}),
    ("2026-11-24T20:01:00-05:00", FLORIDA, {"state": "NY"}, set()),
    # Florida has two zones: 20:30 Eastern is 19:30 Central, and both must be inside.
    ("2026-11-24T08:30:00-05:00", NEW_YORK, {"state": "FL"}, {"TIM002"}),
    ("2026-11-24T09:00:00-05:00", NEW_YORK, {"state": "FL"}, set()),
    # The stated zone wins over the state's zones.
    ("2026-11-24T08:30:00-05:00", NEW_YORK, {"state": "FL", "zone": "America/New_York"}, set()),
    ("2026-11-24T20:30:00-05:00", NEW_YORK, {"state": "FL", "zone": "America/Chicago"}, set()),
    # Texas begins at noon on Sundays, but only without recorded consent, and sources differ: a warning.
    ("2026-11-22T10:30:00-06:00", "+12145550123", {}, set()),
    ("2026-11-22T10:30:00-06:00", "+12145550123", {"consent": "yes"}, set()),
    ("2026-11-22T12:30:00-06:00", "+12145550123", {}, set()),
    ("2026-11-24T20:01:00-05:00", NEW_YORK, {"state": "Florida"}, {"TIM002"}),
    # An offset is a zone: 21:30 in Seoul's, 12:30 in Berlin's.
    ("2026-11-24T21:30:00+09:00", "+821012345678", {"zone": "UTC+9"}, {"TIM001"}),
    ("2026-11-24T21:30:00+09:00", "+821012345678", {"zone": "+01:00"}, set()),
    # Other countries: by the number's zone, or by the stated one.
    ("2026-11-24T22:30:00+09:00", "+821012345678", {}, {"TIM001"}),
    ("2026-11-24T18:30:00+09:00", "+821012345678", {"zone": "Asia/Seoul"}, set()),
    ("2026-11-24T18:30:00+09:00", "+821012345678", {"zone": "Pacific/Auckland"}, {"TIM001"}),
    # Days: France and South Africa on a Sunday, a public holiday in France (2026-12-25).
    ("2026-11-22T12:00:00+02:00", "+27821234567", {}, {"TIM003"}),
    ("2026-11-24T12:00:00+02:00", "+27821234567", {}, set()),
    ("2026-12-25T12:00:00+02:00", "+27821234567", {}, {"TIM003"}),
    ("2026-12-25T12:00:00+01:00", PARIS, {}, set()),  # tolerated since 2026-03-01: a warning
]


@pytest.mark.parametrize(("at", "to", "facts", "expected"), HOURS)
def test_hours_days_and_zones(at: str, to: str, facts: dict[str, str], expected: set[str]) -> None:
    verdict = ask(OFFER, to, {"kind": "marketing"}, at=at, facts=facts)
    assert {code for code in errors(verdict) if code.startswith("TIM")} == expected
    transactional = ask(ORDER, to, {"kind": "transactional"}, at=at, facts=facts)
    assert not {code for code in codes(transactional) if code.startswith("TIM")}


def test_hours_about_which_sources_differ_are_a_warning() -> None:
    verdict = ask(OFFER, "+12145550123", {"kind": "marketing"}, at="2026-11-22T10:30:00-06:00")
    (found,) = (each for each in verdict.findings if each.code == "TIM002")
    assert str(found.severity) == "warning"


def test_an_unknown_zone_or_state_is_refused_from_python() -> None:
    for facts in ({"zone": "Mars/Olympus"}, {"zone": "Eastern-ish"}, {"state": "Narnia"}, {"zone": "?", "state": "?"}):
        with pytest.raises(ConfigError, match=r"facts\.(zone|state): expected"):
            ask(OFFER, FLORIDA, {"kind": "marketing"}, facts=facts)
    assert ask(OFFER, "+14165550123", {"kind": "marketing", "regions": ["CA"]}, facts={"state": "ON"}).passed


def test_an_unknown_zone_is_a_finding() -> None:
    verdict = ask(OFFER, FLORIDA, {"kind": "marketing"}, facts=Facts(zone=("Mars/Olympus",)))
    assert "TIM001" in codes(verdict)
    assert "unknown" in next(each.message for each in verdict.findings if each.code == "TIM001")


def test_an_opt_out_by_reply_needs_a_sender_that_can_receive() -> None:
    alphanumeric = {"kind": "marketing", "sender": {"type": "alphanumeric", "id": "Acme"}, "regions": ["GB"]}
    assert "OPT003" in codes(ask("Acme: 20% off. Reply STOP to opt out", "+447400123456", alphanumeric))


ZONES = [
    ("America/New_York", "America/New_York"), (" Europe/Berlin ", "Europe/Berlin"), ("UTC", "Etc/UTC"), ("-05:00", "Etc/GMT+5"),
    ("UTC-5", "Etc/GMT+5"), ("GMT+0200", "Etc/GMT-2"), ("(UTC+01:00) Berlin", "Etc/GMT-1"), ("+00:00", "Etc/UTC"),
    ("+05:30", None), ("UTC+99", None), ("Mars/Olympus", None), ("../etc/passwd", None), ("", None), ("\0", None),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "zone"), ZONES)
def test_zones_as_lists_write_them(cell: str, zone: str | None) -> None:
    assert zones_and_states.zone(cell) == zone


def test_the_sign_of_an_offset_is_kept() -> None:
    moment = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    assert moment.astimezone(ZoneInfo(str(zones_and_states.zone("UTC-5")))).hour == 7


@pytest.mark.parametrize(
    ("cell", "state"),
    [("FL", "FL"), ("florida", "FL"), ("US-tx", "TX"), (" New York ", "NY"), ("ON", None), ("", None)],
)
def test_states_as_lists_write_them(cell: str, state: str | None) -> None:
    assert zones_and_states.us_state(cell) == state


@pytest.mark.parametrize(
    ("cell", "country", "state"),
    [
        ("ON", "CA", "ON"), ("ontario", "CA", "ON"), ("CA-QC", "CA", "QC"), ("Québec", "CA", "QC"), (" British Columbia ", "CA", "BC"),
        ("PE", "CA", "PE"), ("prince edward island", "CA", "PE"), ("NU", "CA", "NU"), ("FL", "CA", None), ("CA", "CA", None),
        ("CA", "US", "CA"), ("Bayern", "DE", None), ("FL", "DE", None),
    ],
)  # fmt: skip
def test_provinces_as_lists_write_them(cell: str, country: str, state: str | None) -> None:
    assert zones_and_states.state_of(cell, country) == state


def test_a_guessed_state_has_a_lower_confidence_than_a_stated_one() -> None:
    late = "2026-11-24T20:30:00-05:00"
    guessed, stated = (
        next(
            each
            for each in ask(OFFER, to, {"kind": "marketing"}, at=late, facts=facts).findings
            if each.code == "TIM002"
        )
        for to, facts in ((FLORIDA, {}), (NEW_YORK, {"state": "FL", "zone": "America/New_York"}))
    )
    assert (guessed.confidence.value, stated.confidence.value) == ("medium", "high")


def test_now_is_the_time_when_none_is_stated() -> None:
    night = make_gate({"kind": "marketing"}, clock=lambda: dt.datetime.fromisoformat("2026-11-24T23:00:00+09:00"))
    noon = make_gate({"kind": "marketing"}, clock=lambda: dt.datetime.fromisoformat("2026-11-24T12:00:00+09:00"))
    assert "TIM001" in errors(night(Outgoing(OFFER, "+821012345678")))
    assert "TIM001" not in errors(noon(Outgoing(OFFER, "+821012345678")))


@pytest.mark.parametrize("form", ["sqlite", "text", "csv"])
def test_suppression_lists_of_every_form_and_their_changes(tmp_path: Path, form: str) -> None:
    path = tmp_path / "suppressed"
    write_list(path, form, [NEW_YORK])
    asked = make_gate({"sending": {"suppression": str(path)}})
    assert errors(asked(Outgoing(ORDER, NEW_YORK))) == {"NUM004"}
    assert asked(Outgoing(ORDER, FLORIDA)).passed
    write_list(path, form, [NEW_YORK, FLORIDA])
    assert errors(asked(Outgoing(ORDER, FLORIDA))) == {"NUM004"}, "an opt-out counts from the next message on"
    assert FLORIDA not in "".join(each.message for each in asked(Outgoing(ORDER, FLORIDA)).findings)


def write_list(path: Path, form: str, numbers: list[str]) -> None:
    if form == "sqlite":
        with SuppressionStore(path, create=True) as store:
            store.add(SuppressedNumber(number) for number in numbers)
    else:
        path.write_text("\n".join([*(["phone"] if form == "csv" else []), *numbers]) + "\n", encoding="utf-8")


def test_a_missing_suppression_list_stops_everything(tmp_path: Path) -> None:
    path = tmp_path / "suppressed.txt"
    with pytest.raises(RecipientsError, match="no suppression list"):
        make_gate(suppression=path)(Outgoing(ORDER, NEW_YORK))
    path.write_text(f"{NEW_YORK}\n", encoding="utf-8")
    asked = make_gate(suppression=path)
    assert asked(Outgoing(ORDER, FLORIDA)).passed
    path.unlink()
    with pytest.raises(RecipientsError, match="nothing is sent"):
        asked(Outgoing(ORDER, FLORIDA))


def accepted(journal: Journal, to: str, body: str, campaign: str = "c") -> None:
    journal.settle(journal.claim(journal.add(campaign, Outgoing(body, to))), Receipt("r", "m", None, to))


def test_caps_count_the_messages_in_the_journal(tmp_path: Path) -> None:
    now = [NOON.timestamp() - 25 * 3600]
    with Journal(tmp_path / "journal", clock=lambda: now[0]) as journal:
        asked = make_gate({"kind": "marketing"}, journal=journal)
        accepted(journal, FLORIDA, "yesterday")
        now[0] = NOON.timestamp() - 3600
        for word in ("one", "two"):
            accepted(journal, FLORIDA, word)
            assert asked(Outgoing(OFFER, FLORIDA, at=NOON)).passed
        accepted(journal, FLORIDA, "three")
        assert errors(asked(Outgoing(OFFER, FLORIDA, at=NOON))) == {"FRQ001"}
        assert asked(Outgoing(OFFER, NEW_YORK, at=NOON)).passed, "another number, another state"
        assert asked(Outgoing(OFFER, FLORIDA, at=NOON + dt.timedelta(hours=23, minutes=1))).passed, "a day later"
        assert asked(Outgoing(ORDER, FLORIDA, kind="transactional", at=NOON)).passed
        with pytest.raises(ConfigError, match="not a time with its offset"):
            asked(Outgoing(OFFER, FLORIDA, at=NOON.replace(tzinfo=None)))


def test_a_clock_that_was_set_back_opens_no_cap(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal", clock=lambda: NOON.timestamp() + 60) as journal:
        for word in ("one", "two", "three"):
            accepted(journal, FLORIDA, word)
        asked = make_gate({"kind": "marketing"}, journal=journal)
        assert errors(asked(Outgoing(OFFER, FLORIDA, at=NOON))) == {"FRQ001"}
        assert asked(Outgoing(OFFER, FLORIDA, at=NOON - dt.timedelta(hours=24))).passed, "a day before them"


def test_a_message_in_doubt_counts_towards_the_cap(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal", clock=NOON.timestamp) as journal:
        for word in ("one", "two", "three"):
            journal.claim(journal.add("c", Outgoing(word, FLORIDA)))
        assert errors(make_gate({"kind": "marketing"}, journal=journal)(Outgoing(OFFER, FLORIDA, at=NOON))) == {
            "FRQ001"
        }


def test_the_first_message_names_the_brand(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal") as journal:
        asked = make_gate({"brand": "Acme"}, journal=journal)
        assert errors(asked(Outgoing("Your order has shipped", NEW_YORK))) == {"IDN003"}
        assert asked(Outgoing(ORDER, NEW_YORK)).passed
        accepted(journal, NEW_YORK, ORDER)
        assert asked(Outgoing("Your order has shipped", NEW_YORK)).passed, "a later message rests on the thread"
        assert not asked(Outgoing("Your order has shipped", FLORIDA)).passed
        assert make_gate({}, journal=journal)(Outgoing("Your order has shipped", FLORIDA)).passed, "no brand is known"
    assert make_gate({"brand": "Acme"})(Outgoing("Your order has shipped", NEW_YORK)).passed, "nobody knows"


@pytest.fixture
def prices(tmp_path: Path) -> str:
    path = tmp_path / "prices.csv"
    path.write_text(
        "region,sender,network,kind,price,currency,carrier_fee,as_of,source\n"
        "US,,,,0.01,USD,,2026-11-01,test\nDE,,,,0.07,EUR,,2026-11-01,test\n",
        encoding="utf-8",
    )
    return str(path)


def test_the_budget_stops_when_it_is_spent(prices: str) -> None:
    asked = make_gate({"prices": prices, "sending": {"budget": "0.03 USD"}})
    first = Outgoing(ORDER, NEW_YORK)
    assert asked(first).passed
    assert asked(first).passed, "asked again about the same message, after a wait"
    assert asked.budget is not None
    assert asked.budget.spent == Decimal("0.01")
    assert not asked(Outgoing("x" * 400, FLORIDA, "transactional")).passed, "three segments are too many"
    assert asked.budget.spent == Decimal("0.01"), "what is refused is not spent"
    assert asked(Outgoing("x" * 200, FLORIDA, "transactional")).passed, "two are just enough"
    last = asked(Outgoing(ORDER, FLORIDA))
    assert errors(last) == {"CST001"}
    assert "0.04 USD" in last.findings[0].message
    assert asked(first).passed, "what was counted stays counted"


def test_a_budget_refuses_a_message_without_a_price(prices: str) -> None:
    asked = make_gate({"prices": prices}, budget="5 USD")
    assert errors(asked(Outgoing(ORDER, BERLIN))) == {"CST002"}, "priced in another currency"
    assert errors(asked(Outgoing(ORDER, PARIS))) >= {"CST002"}, "not on the card"
    assert make_gate({"prices": prices})(Outgoing(ORDER, BERLIN)).passed, "no budget, no question"


def test_a_resumed_run_has_the_rest_of_the_budget(prices: str) -> None:
    asked = make_gate({"prices": prices}, budget="0.02 USD")
    asked.spent(Outgoing("sent yesterday", NEW_YORK))
    asked.spent(Outgoing("sent yesterday", NEW_YORK))
    assert asked(Outgoing(ORDER, NEW_YORK)).passed
    assert errors(asked(Outgoing(ORDER, FLORIDA))) == {"CST001"}


UNUSABLE = [
    ({"sending": {"budget": "much"}}, "not an amount"),
    ({"sending": {"budget": "-1 USD"}}, "not an amount"),
    ({"sending": {"budget": "NaN USD"}}, "not an amount"),
    ({"sending": {"budget": "5 USD"}}, "needs prices"),
    ({"sending": {"budgett": "5 USD"}}, "did you mean 'budget'|budget"),
    ({"sending": {"enabled_regions": ["USA"]}}, "alpha-2"),
    ({"sending": {"enabled_regions": 7}}, "list such as"),
    ({"sending": {"refuse_at": "info"}}, "known: error, warning"),
    ({"sending": {"refuse_at": "warnings"}}, "did you mean 'warning'"),
    ({"sending": {"require_consent": "yes"}}, "true or false"),
    ({"sending": {"messages_per_second": 0}}, "above zero"),
    ({"sending": ["budget"]}, "mapping"),
]


@pytest.mark.parametrize(("config", "says"), UNUSABLE)
def test_invalid_settings_are_refused(config: dict[str, object], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        make_gate(config)


def test_a_budget_names_its_currency(prices: str) -> None:
    with pytest.raises(ConfigError, match="needs a currency"):
        make_gate({"prices": prices}, budget="5")
    with pytest.raises(ConfigError, match="is in GBP"):
        make_gate({"prices": prices}, budget="5 GBP")


def test_the_project_is_found_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (tmp_path / "never.txt").write_text(f"{NEW_YORK}\n", encoding="utf-8")
    (tmp_path / "smslint.yaml").write_text("sending:\n  suppression: never.txt\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    assert errors(project_gate()(Outgoing(ORDER, NEW_YORK))) == {"NUM004"}
    assert project_gate()(Outgoing(ORDER, FLORIDA)).passed


def test_the_public_function_accepts_the_facts_of_the_caller() -> None:
    assert gate(ORDER, NEW_YORK, "toll_free", NOON).passed
    assert errors(gate(OFFER, FLORIDA, None, NOON.replace(hour=21), kind="marketing")) == {"TIM002"}
    assert errors(gate(ORDER, NEW_YORK, facts={"consent": "no"})) == {"CON001"}


def test_the_gate_has_the_signature_that_a_guard_calls(tmp_path: Path) -> None:
    asked = make_gate({"kind": "marketing"}, suppression={int(NEW_YORK[1:])}, clock=lambda: NOON)
    assert asked.check(OFFER, FLORIDA).ok
    assert [each.code for each in asked.check(OFFER, NEW_YORK).findings if each.severity is Severity.ERROR] == [
        "NUM004"
    ]
    assert not asked.check(OFFER, "").ok
    assert asked.check(OFFER).ok, "no recipient, no question about one"
    assert not asked.check("Acme: 20% off").ok
    assert asked.check(OFFER, FLORIDA, sender="toll_free").ok
    with pytest.raises(ConfigError, match="carrier_pigeon"):
        asked.check(OFFER, FLORIDA, sender="carrier_pigeon")


def test_the_sender_uses_this_gate(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with OctopodsSender(KEY, server.base, timeouts=SHORT) as sender:
        with pytest.raises(SendRefused) as refused:
            sender.send("", NEW_YORK)
        assert [(each.code, each.predicts) for each in refused.value.findings] == [("LEN006", "Octopods 2 EMPTY_BODY")]
        with pytest.raises(SendRefused):
            sender.send("Hi", "2125550123")
        assert server.connections == 0
        assert sender.send(ORDER, NEW_YORK).message_id == "msg_1"


def test_the_journal_knows_the_state_of_each_message(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal") as journal:
        message = Outgoing(ORDER, NEW_YORK)
        assert journal.state("c", message) is None
        journal.add("c", message)
        assert journal.state("c", message) is State.QUEUED
        accepted(journal, NEW_YORK, ORDER)
        assert journal.state("c", message) is State.ACCEPTED
        assert journal.state("d", message) is None


NUMBERS = st.one_of(
    st.sampled_from([NEW_YORK, FLORIDA, PARIS, BERLIN, "+442079460958", "4155550123", "+1 (415) 555-2671"]),
    st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True),
    st.text(max_size=16),
)
BODIES = st.one_of(st.sampled_from([OFFER, ORDER, "", " ", "20% off", "x" * 1601, "{{ name }}"]), st.text(max_size=60))


@settings(max_examples=60, deadline=None)
@given(asked=st.lists(st.tuples(BODIES, NUMBERS), max_size=8, unique=True))
def test_nothing_that_the_gate_refuses_reaches_the_network(
    world: tuple[Server, OctopodsSender], asked: list[tuple[str, str]]
) -> None:
    server, sender = world
    server.seen.clear()
    for body, to in asked:
        with contextlib.suppress(SendRefused, SendFailed):
            sender.send(body, to)
    arrived = {(str(seen.json["body"]), str(seen.json["destination_phone"])) for seen in server.seen}
    # The same word by another way: the checks as a library.
    config = {"kind": "marketing", "provider": "octopods", "rules": {"TIM001": "off", "TIM002": "off", "TIM003": "off"}}
    passes = {
        (body, to)
        for body, to in asked
        if smslint.check(body, to, config=config).ok and smslint.check_number(to).e164 == to
    }
    assert arrived == passes


@pytest.fixture(scope="module")
def world() -> Iterator[tuple[Server, OctopodsSender]]:
    night = {"kind": "marketing", "rules": {"TIM001": "off", "TIM002": "off", "TIM003": "off"}}
    with (
        Server() as server,
        OctopodsSender(KEY, server.base, gate=make_gate(night, provider="octopods"), timeouts=SHORT) as sender,
    ):
        yield server, sender
