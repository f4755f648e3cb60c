"""A preflight refuses exactly the rows that are refused when the list is sent: real HTTP on loopback, by the library and the commands."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import smslint
from smslint.broadcast.record import Broadcast
from smslint.cli.app import run
from smslint.errors import RecipientsError
from smslint.finding import Severity
from smslint.vocabulary import STALE_DAYS
from smslint.wording import plural
from tests.sending.server import Server
from tests.sending.support import KEY

CARD = (
    "region,price_per_segment,currency,as_of\nUS,0.01,USD,2026-11-01\nGB,0.04,USD,2026-11-01\nCN,0.05,EUR,2020-01-01\n"
)
PRICES = {
    "US": (Decimal("0.01"), "USD", "2026-11-01"), "GB": (Decimal("0.04"), "USD", "2026-11-01"),
    "CN": (Decimal("0.05"), "EUR", "2020-01-01"),
}  # fmt: skip
"""The same card as a table."""

TEMPLATES = [
    "Acme: hello {{ x }}, order {{ y }} has shipped",
    "Acme: hello {{ x }}",
    "Acme: [{{ x }}] is ready, call {{ y }}",
    "Acme: https://{{ x }}/{{ y }} is your link",
    "Acme: see acme.example/{{ x }} by {{ y }}.",
    "Acme: reply {{ x }} to stop, {{ y }}",
    "{{ x }}{{ y }}",
    "Acme: {{ x }} {{ y }} and 4111",
    "Acme: {% if x %}hello {{ x }}{% else %}hello{% endif %}, your order {{ y | upper }} has shipped",
    "Acme: code {{ y }} for ${{ x }}, #{{ y }}# is the order",
    "{{ x }}",
    "Acme: hello {{ x | frobnicate }}, {{ y }}",
    "Acme: order #{{ x }} is ready, hello {x} {% if y %}{{ y }}{% endif %}",
]
PROJECTS: list[dict[str, Any]] = [
    {},
    {"kind": "marketing", "appended": " Reply STOP to end"},
    {"sending": {"refuse_at": "warning"}, "rules": {"LEN003": "off", "IDN001": "off"}},
    {"packs": ["pack"]},
    {"kind": None, "appended": " Reply STOP to end"},
    {"prepended": "Acme: order ", "kind": "transactional"},
    {"rules": {"LEN001": {"max_characters": 60}, "PLH001": "off"}},
    {"rules": {"ENC001": "error", "CNT001": "error", "PLH002": "off"}},
    {"rules": {"IDN001": "error", "CNT003": "error"}, "brand": ["Acme", "Ann"]},
    {"prices": "card.csv", "sending": {"budget": "0.30 USD"}},
    {"prices": "card.csv", "sending": {"refuse_at": "warning"}, "rules": {"CST002": {"max_age_days": 20_000}}},
    {"sender": {"type": "alphanumeric", "id": "Acme", "registered": True}, "kind": "marketing", "appended": " Reply STOP to end"},
    {"provider": "twilio", "smart_encoding": True, "rules": {"LEN002": {"max_segments": 1, "severity": "error"}}},
]  # fmt: skip
PACK = """code: OWN001
name: own-rule
summary: A message must not name the competitor.
why: It is ours.
severity: error
confidence: high
applies_to: {scope: message}
check: pattern
options: {forbid: ['(?i)globex'], message: '{match} is the competitor.'}
sources: [{title: Our own, published: 2026-01-01, confidence: verified}]
review_by: 2027-10-05
tests:
  - {text: "Acme: Globex is bad", expect: [OWN001], context: {kind: transactional}}
  - {text: "Acme: GLOBEX", expect: [OWN001], context: {kind: transactional}}
  - {text: "Acme: hello", expect: [], context: {kind: transactional}}
  - {text: "Acme: hi", expect: [], context: {kind: transactional}}
"""
WORDS = [
    "Ann", "Bo", "Zoë", "Łukasz", "Иван", "none", "None", "first name", "code", "STOP", "UNSUBSCRIBE", "viagra", "casino loan",
    "Globex", "bit.ly/x", "bit", "ly", "tinyurl.com/a", "4111 1111 1111 1111", "1111", "1111 1111 1111", "078-05-1121",
    "420", "7", "12345678", "123456789", "$5.00", "10:30", "{{ y }}", "[name]", "%s", "#if(x)", "\u200bAnn", "Аnn", "x" * 90, "A" * 170,
    "", " ", "smslint: disable", "Reply QUIT to stop texts.", "www.acme.example", "O'Neil", "Jean-Paul", "St. Ives, Bath", "password: hunter2",
    "free gift", "urgent", "ACT NOW", "undefined", "😀", "a  b", "two\nlines", "[object Object]", "['Ann']",
    "Decimal('5')", "&lt;nil&gt;", "Optional(5)", "b'Ann'",
]  # fmt: skip
NUMBERS = [
    "+14155550100",
    "+14155550101",
    "+14155550102",
    "+447911123456",
    "+8613800138000",
    "+33612345678",
    "415",
    "+6591234567",
]
CELLS = st.sampled_from(WORDS) | st.text(st.sampled_from("aZ9 .:/-$#[]{}%éñ“1"), min_size=0, max_size=12)
ROWS = st.lists(
    st.fixed_dictionaries({
        "phone": st.sampled_from(NUMBERS), "x": CELLS, "y": CELLS,
        "language": st.sampled_from(["", "", "de", "fr-FR"]), "consent": st.sampled_from(["yes", "yes", "express", "", "no"]),
    }),
    min_size=1, max_size=14,
)  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("refusals")
    (made / "pack").mkdir()
    (made / "pack" / "OWN001-own-rule.yaml").write_text(PACK, encoding="utf-8")
    (made / "card.csv").write_text(CARD, encoding="utf-8")
    return made


def refused_as_a_whole(said: Broadcast) -> bool:
    """Whether something concerns the template or the whole list, so that nothing is sent."""
    whole = [each for each in said.list_findings if each.code in {"CST001", "CON002"}]
    return bool(said.inexact) or any(each.severity >= Severity.ERROR for each in (*said.findings, *whole))


def figures(sent: list[dict[str, object]], config: Path, kind: str | None) -> dict[str, Any]:
    """Every figure of a preflight, from what the provider got: counted and priced here, one message at a time."""
    segments, encodings, histogram = 0, Counter[str](), Counter[str]()
    countries: dict[str, dict[str, Any]] = {}
    for each in sent:
        found = smslint.check(str(each["body"]), kind=kind, config=config).segmentation
        region = smslint.check_number(str(each["destination_phone"])).region
        assert region is not None
        segments += found.count
        encodings[found.encoding] += 1
        histogram[str(found.count)] += 1
        country = countries.setdefault(region, {"recipients": 0, "segments": 0, "cost": None})
        country["recipients"] += 1
        country["segments"] += found.count
    made = {
        "recipients": len(sent), "segments": segments, "encodings": encodings, "histogram": histogram,
        "countries": countries, "cost": None, "unpriced": None,
    }  # fmt: skip
    if "prices:" not in config.read_text(encoding="utf-8") or not countries.keys() & PRICES.keys():
        return made
    totals: Counter[str] = Counter()
    for region, country in countries.items():
        if region in PRICES:
            price, currency, day = PRICES[region]
            cost = price * country["segments"]
            totals[currency] += cost
            both_ends = {"least": str(cost), "most": str(cost)}
            stale = (datetime.now(UTC).date() - date.fromisoformat(day)).days > STALE_DAYS
            country["cost"] = {
                **both_ends, "currency": currency, "as_of": day, "stale": stale, "message": both_ends, "carrier_fee": None,
            }  # fmt: skip
    both = {currency: str(cost) for currency, cost in totals.items()}
    days = sorted({PRICES[region][2] for region in countries if region in PRICES})
    unpriced = {region: country["recipients"] for region, country in countries.items() if region not in PRICES}
    return made | {"cost": {"least": both, "most": both, "as_of": days}, "unpriced": unpriced}


def compare(now: dict[str, Any], sent: list[dict[str, object]], config: Path, kind: str | None) -> None:
    """Every figure of the preflight is that of what the provider got."""
    assert {**now, "encodings": {name: times for name, times in now["encodings"].items() if times}} == figures(
        sent, config, kind
    )


def agree_on_causes(record: dict[str, Any], output: str, kind: str | None) -> None:
    """Each cause for which the preflight refuses rows is a cause of the gate for these rows.

    The gate asks every rule about every row; the preflight looks for no further cause once a row is refused.
    """
    named = Counter({each["code"]: each["count"] for each in record["list"]["problems"] if each["refuses"]})
    found = Counter({code: int(rows) for code, rows in re.findall(r"refused by (\w+) [^:]*: ([\d,]+)", output)})
    again = re.search(r"; ([\d,]+) duplicates?\b", output)
    # The same text to the same number is not asked about again, whatever else is wrong with the row.
    repeated = int(again[1].replace(",", "")) if again else 0
    # For a message of an unknown kind the gate asks the rules for marketing only if nothing else refuses it.
    outside = (
        0 if kind is not None else sum(times for code, times in named.items() if code.startswith(("TIM", "CON002")))
    )
    # Who left did not agree either, or nobody knows: the list says both, the gate only that they left.
    outside += min(named["CON001"] + named["CON002"], named["CON003"])
    assert sum((named - found).values()) <= repeated + outside, output
    found["NUM003"] += repeated
    found += Counter()  # without zeros
    assert bool(named) == bool(found), output


@pytest.mark.parametrize("project", PROJECTS, ids=range(len(PROJECTS)))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(template=st.sampled_from(TEMPLATES), rows=ROWS)
def test_the_library_sends_what_it_preflighted(
    server: Server, folder: Path, project: dict[str, Any], template: str, rows: list[dict[str, str]]
) -> None:
    config, kind = written(folder, project)
    said = smslint.preflight({"text": template}, rows, dialect="jinja", config=config, at=datetime.now(UTC))
    headline = re.search(r"^([\d,]+) rows?: ([\d,]+) would be sent, ([\d,]+) refused", str(said), re.MULTILINE)
    assert headline is not None
    total, sent, refused = (int(each.replace(",", "")) for each in headline.groups())
    assert (total, sent) == (sent + refused, said.would_send)
    assert total == said.audit.rejected + said.recipients
    before = len(server.accepted)
    journal = folder / "journal"
    for path in folder.glob("journal*"):
        path.unlink()
    try:
        totals = smslint.send_broadcast(said, journal=journal, key=KEY, base=server.base)
    except (smslint.SendRefused, RecipientsError):
        assert not said.recipients or refused_as_a_whole(said)
        assert not said.would_send
        assert len(server.accepted) == before
        return
    assert totals.refused + totals.duplicates == said.audit.rejected
    compare(said.as_dict()["messages"]["now"], server.accepted[before:], config, kind)


@pytest.mark.parametrize("project", PROJECTS, ids=range(len(PROJECTS)))
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(template=st.sampled_from(TEMPLATES), rows=ROWS)
def test_the_command_sends_what_the_other_one_said(
    server: Server, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    project: dict[str, Any], template: str, rows: list[dict[str, str]],
) -> None:  # fmt: skip
    monkeypatch.chdir(folder)
    monkeypatch.setenv("OCTOPODS_API_KEY", KEY)
    config, kind = written(folder, project)
    Path("order.txt").write_text(template, encoding="utf-8")
    with Path("people.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    for path in folder.glob("journal*"):
        path.unlink()
    before = len(server.accepted)
    status = run(["preflight", "order.txt", "people.csv", "--dialect", "jinja", "--format", "json", "--at", datetime.now(UTC).isoformat()])  # fmt: skip
    printed = json.loads(capsys.readouterr().out)
    now = printed["messages"]["now"]
    code = run(["send", "order.txt", "people.csv", "--dialect", "jinja", "--journal", "journal", "--yes", "--base", server.base])  # fmt: skip
    said = capsys.readouterr().out
    sent = server.accepted[before:]
    assert code == status
    whole = [each for each in printed["list_findings"] if each["code"] in {"CST001", "CON002"}]
    errors = any(each["severity"] == "error" for each in (*printed["findings"], *whole))
    if errors or printed["inexact"] or not now["recipients"]:
        assert (sent, code, status) == ([], 1, status), said
        assert printed["would_send"] == 0
        return
    assert printed["would_send"] == len(sent)
    assert len(sent) == now["recipients"], said
    compare(now, sent, config, kind)
    agree_on_causes(printed, said, kind)


MOMENTS = st.datetimes(datetime(2026, 11, 27), datetime(2026, 12, 28), timezones=st.just(UTC))  # noqa: DTZ001
MARKETING = {"kind": "marketing", "appended": " Reply STOP to end"}
TIMED = [
    MARKETING,
    {**MARKETING, "rules": {"TIM001": "warning"}},
    {**MARKETING, "sender": "long_code", "prices": "card.csv"},
]


@pytest.mark.parametrize("project", TIMED, ids=range(len(TIMED)))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=MOMENTS,
    rows=st.lists(
        st.fixed_dictionaries({
            "phone": st.sampled_from(NUMBERS), "x": st.sampled_from(WORDS[:3]), "consent": st.sampled_from(["yes", "yes", "no"]),
            "zone": st.sampled_from(["", "America/New_York", "Asia/Shanghai", "Europe/Paris"]), "state": st.sampled_from(["", "FL", "TX"]),
        }),
        min_size=1, max_size=10,
    ),
)  # fmt: skip
def test_the_commands_agree_on_every_hour(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    project: dict[str, Any], at: datetime, rows: list[dict[str, str]],
) -> None:  # fmt: skip
    monkeypatch.chdir(folder)
    _, kind = written(folder, project)
    Path("order.txt").write_text(TEMPLATES[1], encoding="utf-8")
    with Path("people.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    same = ["order.txt", "people.csv", "--dialect", "jinja", "--at", at.isoformat()]
    run(["preflight", *same, "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    run(["send", *same, "--dry-run"])
    said = capsys.readouterr().out
    recipients = printed["messages"]["now"]["recipients"]
    if not recipients:
        assert "Nothing was sent" in said
        return
    assert f"{plural(recipients, 'message')} would be sent, {printed['list']['rows']['rejected']:,} refused" in said
    agree_on_causes(printed, said, kind)


def written(folder: Path, project: dict[str, Any]) -> tuple[Path, str | None]:
    config = folder / "smslint.yaml"
    stated = {"brand": "Acme", "kind": "transactional", **project}
    if stated["kind"] is None:
        del stated["kind"]
    config.write_text(yaml.safe_dump(stated, allow_unicode=True), encoding="utf-8")
    return config, stated.get("kind")


def test_a_row_with_too_many_cells_is_refused_by_both_where_warnings_refuse(server: Server, folder: Path) -> None:
    config, _ = written(folder, {"sending": {"refuse_at": "warning"}})
    people = folder / "ragged.csv"
    people.write_text("phone,x\n+14155550100,Ann,more\n+14155550101,Bo\n", encoding="utf-8")
    said = smslint.preflight({"text": TEMPLATES[1]}, people, dialect="jinja", config=config)
    totals = smslint.send_broadcast(said, journal=folder / "ragged.journal", key=KEY, base=server.base)
    assert (said.recipients, totals.accepted, totals.refused) == (1, 1, 1)
