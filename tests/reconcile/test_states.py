"""What a state means: sent and billed, failed and free, canceled, unknown. And what is said of prices that are not there."""

from __future__ import annotations

import pytest

from smslint.logs.layout import included
from smslint.logs.states import FINAL, ON_ITS_WAY, SENT, State, States
from tests.reconcile.held import BODIES, SETTINGS, Project, matched, of, row
from tests.reconcile.made import HEADER

GROUPS = ("open", "passing", "delivered", "undelivered", "failed", "canceled")
PUBLIC = {
    "twilio-api": "accepted scheduled canceled queued sending sent failed delivered undelivered receiving received read partially_delivered",
    "vonage-report": "delivered expired accepted deleted unknown submitted failed rejected buffered",
    "plivo-messages": "queued sent failed delivered undelivered read received rejected",
    "telnyx-messages": "scheduled queued sending sent cancelled expired sending_failed delivery_unconfirmed delivered delivery_failed",
    "telnyx-report": "GW_TIMEOUT DELIVERED DLR_UNCONFIRMED DLR_TIMEOUT RECEIVED GW_REJECT FAILED",
    "infobip-logs": "OK PENDING UNDELIVERABLE DELIVERED EXPIRED REJECTED",
    "bird-messages": "scheduled sent buffered delivered expired delivery_failed",
    "aws-event": "DELIVERED SUCCESSFUL QUEUED PENDING BLOCKED TTL_EXPIRED CARRIER_UNREACHABLE INVALID UNREACHABLE CARRIER_BLOCKED SPAM UNKNOWN",
    "aws-cloudwatch": "SUCCESS FAILURE",
}
"""The states that a page of each provider lists."""


@pytest.mark.parametrize(
    "layout", [each for each in included() if "status" in each.columns], ids=lambda each: each.name
)
def test_each_state_means_one_thing(layout) -> None:  # type: ignore[no-untyped-def]
    words = [word for group in GROUPS for word in getattr(layout, group)]
    assert len(words) == len(set(words))
    states = States(layout)
    for word in PUBLIC.get(layout.name, "").split():
        assert states.of(word).familiar, word
    assert not states.of("teleported").familiar


def test_what_a_state_says() -> None:
    states = States(next(each for each in included() if each.name == "twilio-api"))
    expected = {
        "scheduled": State(ON_ITS_WAY), "sent": State(SENT), "Delivered ": State(FINAL), "undelivered": State(FINAL, "undelivered"),
        "failed": State(FINAL, "failed", free=True), "canceled": State(FINAL, canceled=True), "": State(FINAL), "odd": State(FINAL, familiar=False),
    }  # fmt: skip
    assert {word: states.of(word) for word in expected} == expected


def test_a_canceled_message_is_in_no_figure(project: Project) -> None:
    """Also if an earlier row says that it is scheduled, in any order, and twice."""
    rows = [
        row(1, BODIES[0]),
        row(2, BODIES[0], Sid="SM2", Status="scheduled", NumSegments="0", Price=""),
        row(2, BODIES[0], Sid="SM2", Status="canceled", NumSegments="1", Price=""),
        row(2, BODIES[0], Sid="SM2", Status="canceled", NumSegments="1", Price=""),
        row(3, BODIES[0], Status="canceled", NumSegments="1", Price=""),
    ]
    for order in (rows, rows[::-1]):
        log = project.log(*order)
        document = project.json(log)
        assert matched(document) == {"code": 1}
        summary = document["summary"]
        assert (summary["messages"], summary["canceled"], summary["pending"], summary["repeated"]) == (1, 2, 0, 2)
        assert document["volumes"]["sms/code.txt"]["monthly"] <= 31
        assert document["notes"] == []
        assert "2 canceled before they were sent" in project.run(log)[1]


def test_a_message_that_failed_is_counted_without_a_code_and_costs_nothing_without_a_price(project: Project) -> None:
    rows = [
        row(1, BODIES[0]),
        row(2, BODIES[0], Status="failed", Price=""),
        row(3, BODIES[0], Status="failed", ErrorCode="30007", Price="-0.001"),
        row(4, BODIES[0], Status="undelivered"),
        row(5, BODIES[0], Status="failed", Price="-0.0000"),
    ]
    document = project.json(project.log(*rows))
    found = of(document, "code")
    assert [(each["code"], each["messages"]) for each in found["failures"]] == [
        ("failed", 2),
        ("30007", 1),
        ("undelivered", 1),
    ]
    assert found["segments"] == {"billed": 3, "counted": 5, "unknown": 0, "uncounted": 0}
    assert found["spend"] == [{"currency": "USD", "amount": "0.0176"}]
    assert found["unpriced"] == 0
    assert document["notes"] == []


def test_prices_that_are_not_there_make_the_spend_a_least_amount(project: Project) -> None:
    log = project.log(row(1, BODIES[0]), row(2, BODIES[0], Price=""), row(3, BODIES[0], Status="sent", Price=" "))
    document = project.json(log)
    assert of(document, "code")["unpriced"] == 2
    assert document["notes"] == ["2 messages have no price in this log: the spend is a least amount"]
    out = project.run(log)[1]
    assert "at least $0.0083" in out
    assert "≥ $0.0083" in out


def test_no_price_at_all_is_unknown(project: Project) -> None:
    log = project.log(row(1, BODIES[0], Price=""))
    assert project.json(log)["notes"] == []
    assert "spend unknown" in project.run(log)[1]


def test_states_that_nobody_knows_are_said(project: Project) -> None:
    document = project.json(project.log(row(1, BODIES[0]), row(2, BODIES[0], Status="teleported")))
    assert matched(document) == {"code": 2}
    assert document["notes"] == [
        "states that the layout does not know ('teleported' 1): these messages are counted as sent"
    ]


def test_own_states(project: Project) -> None:
    own = """\
logs:
  ours:
    columns: {id: Nr, body: Text, segments: Teile, total_price: Preis, status: Stand}
    currency: EUR
    delivered: [zugestellt]
    failed: [Fehler]
    canceled: [storniert]
"""
    project.write({"smslint.yaml": SETTINGS + own})
    states = ("zugestellt", "Fehler", "storniert", "Zugestellt")
    rows = [[str(at), BODIES[0], "1", "" if state == "Fehler" else "0,07", state] for at, state in enumerate(states)]
    document = project.json(project.log(*rows, header=["Nr", "Text", "Teile", "Preis", "Stand"]))
    found = of(document, "code")
    assert (found["matched"], found["spend"]) == (3, [{"currency": "EUR", "amount": "0.14"}])
    assert found["failures"] == [{"code": "fehler", "messages": 1}]
    assert document["summary"]["canceled"] == 1


@pytest.mark.parametrize(
    ("written", "shown"),
    {
        "30007": "30007", "EC_ABSENT_SUBSCRIBER": "EC_ABSENT_SUBSCRIBER", "40.300": "40.300", "+14155550123": "+1******123",
        "the number 4155550123 left": "the number ******123 left", "x" * 90: "x" * 80,
    }.items(),
)  # fmt: skip
def test_an_error_shows_no_number(project: Project, written: str, shown: str) -> None:
    log = project.log(row(1, BODIES[0], ErrorCode=written, Status="undelivered"))
    assert of(project.json(log), "code")["failures"] == [{"code": shown, "messages": 1}]


@pytest.mark.parametrize(
    "price", ["1e99", "1e-99", "-1e50", "9e999999", "NaN", "sNaN", "inf", "1e400", "--1", "1e-500"]
)
@pytest.mark.parametrize("parts", [False, True])
def test_a_price_that_cannot_be_is_said_and_not_added(project: Project, price: str, parts: bool) -> None:
    header = [*HEADER, "Part"] if parts else HEADER
    if parts:
        names = "{id: Sid, part: Part, body: Body, total_price: Price, currency: PriceUnit, sent_at: SentDate}"
        project.write({"smslint.yaml": f"{SETTINGS}logs: {{ours: {{rows_are: part, columns: {names}}}}}\n"})
    rows = [row(1, BODIES[0], Price=price), row(2, BODIES[0])]
    log = project.log(*([*each, str(at)] if parts else each for each in rows for at in range(1 + parts)), header=header)
    document = project.json(log, *(["--layout", "ours"] if parts else []))
    found = of(document, "code")
    assert (found["matched"], found["unpriced"]) == (2, 1)
    assert found["spend"] == [{"currency": "USD", "amount": "0.0166" if parts else "0.0083"}]
    assert "some prices of this log could not be read" in document["notes"]


def test_the_prices_of_parts_may_name_their_currency(project: Project) -> None:
    own = "logs: {ours: {rows_are: part, columns: {id: Nr, part: Teil, body: Text, total_price: Preis}}}\n"
    project.write({"smslint.yaml": SETTINGS + own})
    prices = {"1": ("EUR 0.0700", "0,07 EUR"), "2": ("EUR 0.07", "USD 0.07")}
    rows = [[name, str(at), BODIES[0], each] for name, both in prices.items() for at, each in enumerate(both)]
    found = of(project.json(project.log(*rows, header=["Nr", "Teil", "Text", "Preis"])), "code")
    assert (found["spend"], found["unpriced"]) == ([{"currency": "EUR", "amount": "0.14"}], 1)
