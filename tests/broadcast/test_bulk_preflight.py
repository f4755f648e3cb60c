"""A preflight on record batches against the preflight of the same list row by row: every row, and every sum."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

import smslint
from smslint import arrow
from smslint.broadcast.count import RowMeasure, count
from smslint.broadcast.judging import Judged, Judging
from smslint.broadcast.options import Options
from smslint.broadcast.plan import Plan, make_plan
from smslint.broadcast.record import Broadcast
from smslint.broadcast.template import Template, of_text
from smslint.project.known_projects import project_of
from smslint.recipients.batch import Batch
from smslint.recipients.headers import Roles
from smslint.recipients.reader import open_list
from smslint.recipients.suppression import Suppressed, SuppressedNumber
from smslint.recipients.suppression_store import SuppressionStore
from tests.recipients.support import US
from tests.recipients.test_bulk_audit import HOSTILE_COLUMNS, written

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("numpy")

CARD: Final = """country,price,currency,as_of,carrier_fee
US,0.0079,USD,2026-11-01,0.003
US,0.0081,USD,2026-11-01,0.005
GB,0.04,GBP,2026-11-01,
AU,0.05,USD,2025-01-01,
"""
TEXTS: Final = {
    "cells": "Acme: hi {{ name }}, order {{ order }} is ready in {{ city }}. Reply STOP to opt out",
    "long": "Acme: " + "hi {{ name }} " * 3 + "x" * 120 + " {{ city }} {{ city }} Reply STOP to opt out",
    "not GSM-7": "Acme: it’s ready, {{ name }} in {{ city }}. Reply STOP to opt out",
    "a filter": "Acme: {{ name|upper }} of {{ city|default('town', true) }}. Reply STOP to opt out",
    "a condition": "Acme: {% if city %}in {{ city }}{% else %}hi {{ name }}{% endif %}. Reply STOP to opt out",
    "undecided": "Acme: {% if vip %}dear 🎉 {{ name }}{% else %}hi{% endif %} {{ city }}. Reply STOP to opt out",
    "at the end": "Acme sale, reply STOP to opt out. See acme.example/{{ order }}",
    "no opt-out": "Acme: 20% off for {{ name }}",
    "a number": "Call 202 555 {{ order }} {{ order }} now, {{ name }}",
    "a code": "{{ order }} is your Acme code, {{ name }}",
    "constant": "Acme: your order is ready.",
    "no dialect": "Acme sale! Hi {name}, reply STOP to opt out",
}
ACME: Final[dict[str, Any]] = {"brand": "Acme", "regions": ["US", "GB"]}
SETTINGS: Final[dict[str, tuple[dict[str, Any], dict[str, Any]]]] = {
    "plain": ({}, {}),
    "marketing": (ACME, {"kind": "marketing", "at": "2026-11-24T20:30:00-05:00"}),
    "no time": (ACME, {"kind": "marketing", "require_consent": False}),
    "transactional": ({**ACME, "provider": "twilio", "sender": "toll_free"}, {"kind": "transactional", "max_segments": 1}),
    "strict": ({**ACME, "rules": {"PLH001": {"severity": "error"}, "PLH002": "off"}}, {"kind": "marketing", "require_consent": True}),
    "switched off": ({"rules": {"CON001": "off", "NUM002": "off"}}, {"kind": "transactional", "enabled": ("US",)}),
    "repeats": ({**ACME, "rules": {"LEN002": {"severity": "error", "max_segments": 1}}}, {"kind": "transactional", "accept_suggestions": True}),
    "appended": ({**ACME, "appended": " Reply STOP to opt out [x]"}, {"kind": "marketing"}),
    "national": ({**ACME, "provider": "octopods", "smart_encoding": True}, {"kind": "otp", "region": "GB"}),
    "milder": ({**ACME, "sending": {"refuse_at": "warning"}}, {"kind": "marketing", "at": "2026-11-24T12:30:00-05:00"}),
}  # fmt: skip
CELLS: Final[dict[str, list[str]]] = {
    **HOSTILE_COLUMNS,
    "phone": [*HOSTILE_COLUMNS["phone"], "+870773111632", "+508551234"],  # without a country, and of one without a profile
    "name": ["Ann", "Zoë", "Łukasz", "", " ", "None", "O'Neil", "x" * 90, "[[[{}]]]" * 12, "STOP", "FirstName", "0", "{{ name }}", "-", "🎉" * 35, 'St. "J" & Co', "bit.ly/x"],
    "city": ["Berlin", "Paris, FR", "", "city", "N/A", "Zürich", "acme.example", "<b>", "12", "Thị trấn"],
    "order": ["1017", "204455", "99887766", "1234567890", "12-34", "", "AB12", "555", "0", "7"],
    "language": ["en", "es", "", "fr-CA"],
}  # fmt: skip
COLUMNS: Final = [
    "name",
    "phone",
    "city",
    "order",
    *(each for each in CELLS if each not in ("name", "phone", "city", "order")),
]
SUPPRESSED: Final = US[2:4]


def rows_of(random: Random, count: int, columns: list[str], share: float = 1.0) -> list[list[str]]:
    """Rows of which some share is hostile; the others are plain."""
    plain = {"name": "Ann", "city": "Berlin", "order": "1017", "consent": "yes", "phone": ""}
    rows = []
    for number in range(count):
        odd = random.random() < share
        row = [random.choice(CELLS[each]) if odd else plain.get(each, "") for each in columns]
        if not odd:
            row[columns.index("phone")] = f"+1202555{number % 10_000:04}"
        rows.append(row)
    return rows


def named(roles: Roles, columns: tuple[str, ...]) -> dict[str, list[str]]:
    """The argument ``columns`` that says what the row path has found."""
    found: dict[str, list[int | None]] = {
        "phone": [roles.phone], "country": [roles.region], "consent": [roles.consent, *roles.also], "opt_out": [roles.opt_out, *roles.more],
        "status": [roles.status], "zone": [roles.zone], "state": [roles.state], "locale": [roles.locale],
    }  # fmt: skip
    for at, role in roles.limits:
        found.setdefault(role, []).append(at)
    said = {role: [columns[at] for at in ats if at is not None] for role, ats in found.items()}
    return {role: names for role, names in said.items() if names}


def by_rows(
    path: Path, text: str, config: dict[str, Any], chosen: dict[str, Any]
) -> tuple[Broadcast, list[RowMeasure], dict[str, list[str]]]:
    """The row path's answer, its rows, and the roles of the columns."""
    at = {"at": dt.datetime.fromisoformat(chosen["at"])} if "at" in chosen else {}
    options = Options(**{**chosen, **at})
    template, rows = of_text(text, options, project_of(config).config), list[RowMeasure]()
    with open_list(path) as found:
        roles = named(found.roles, found.columns)
        plan = make_plan(template, found.columns, options)
        plan = replace(plan, policy=replace(plan.policy, suppressed=Suppressed(map(int, SUPPRESSED))))
        return count(found, plan, each=rows.extend), rows, roles


def texted(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], Counter[str]]:
    """The rows that are sent, as the guide says it, and how many rows each code concerns."""
    codes = Counter(code for row in rows for code in f"{row['refused']} {row['noted']}".split())
    left = {row["e164"] for row in rows if row["opted_out"]} - {None}
    first: dict[str, dict[str, Any]] = {}
    for row in rows:
        if not row["refused"] and row["e164"] in left:
            codes["CON003"] += 1
        elif not row["refused"] and first.setdefault(row["e164"], row) is not row:
            codes["NUM003"] += 1
    return list(first.values()), codes


def same(
    folder: Path, columns: list[str], rows: list[list[str]], text: str, config: dict[str, Any], chosen: dict[str, Any]
) -> None:
    path = folder / "list.parquet"
    path.write_bytes(written("parquet", columns, rows))
    slow, row_by_row, roles = by_rows(path, text, config, chosen)
    (some,) = pq.read_table(path).combine_chunks().to_batches() or [None]
    answer = arrow.preflight(some, text, roles, suppressed=SUPPRESSED, config=config, **chosen)
    answer.validate(full=True)
    answers = zip(answer.to_pylist(), rows, strict=True)
    found = [each for each, row in answers if any(map(str.strip, row))]  # the row path leaves out blank rows
    assert [
        (each["e164"] or "", each["region"] or "", each["encoding"], each["units"], each["segments"], each["most_segments"], each["refused"])
        for each in found
    ] == [(each.number, *each[2:]) for each in row_by_row]  # fmt: skip

    sent, codes = texted(found)
    tallied = Counter[str]()
    for tally in slow.audit.tallies.values():
        tallied[tally.code.code] += tally.count
    assert codes == tallied
    assert len(sent) == slow.recipients
    assert (0 if any(each["stopped"] for each in found) else len(sent)) == slow.would_send
    assert sum(each["segments"] for each in sent) == slow.segments
    assert Counter(each["encoding"] for each in sent) == slow.now.encodings - Counter()
    assert sum(each["most_segments"] for each in sent) == (slow.most or slow.now).segments
    money: dict[str, dict[str, Any]] = defaultdict(lambda: {"recipients": 0, "segments": 0, "cost": Decimal(0), "most_cost": Decimal(0), "currency": None})  # fmt: skip
    for each in sent:
        country = money[each["region"]]
        country["recipients"] += 1
        country["segments"] += each["segments"]
        country["currency"] = each["currency"]
        for name in ("cost", "most_cost"):
            country[name] = None if each[name] is None else country[name] + each[name]
    expected = {}
    for region, least in slow.now.regions.items():
        most = (slow.most or slow.now).regions[region]
        if least.recipients:
            price = least.price is not None
            expected[region] = {
                "recipients": least.recipients, "segments": least.segments,
                "cost": least.cost[0].amount if least.cost else None, "most_cost": most.cost[1].amount if most.cost else None,
                "currency": least.price.currency if price and least.price else None,
            }  # fmt: skip
    assert money == expected
    same_sums(sent, slow)
    same_unknowns(found, slow)


def same_sums(sent: list[dict[str, Any]], slow: Broadcast) -> None:
    """The sums by currency, and the rows by number of segments, as in the JSON."""
    record = slow.as_dict()
    totals: dict[str, dict[str, Decimal]] = {"least": defaultdict(Decimal), "most": defaultdict(Decimal)}
    for row in sent:
        if row["currency"] is not None:
            totals["least"][row["currency"]] += row["cost"]
            totals["most"][row["currency"]] += row["most_cost"]
    cost = record["cost"] or {"least": {}, "most": {}}
    for name, sums in totals.items():
        assert {currency: Decimal(amount) for currency, amount in cost[name].items()} == sums
    histogram = Counter(str(row["segments"]) for row in sent)
    assert histogram == {each: times for each, times in record["messages"]["now"]["histogram"].items() if times}
    assert set(record["first_rows"]["segments"]) == set(histogram)


def same_unknowns(found: list[dict[str, Any]], slow: Broadcast) -> None:
    covered, audit = slow.coverage, slow.audit
    assert covered is not None
    lost = [each for each in slow.unknown if "time zone" in each]
    expected = {
        "kind": covered.unknown_kind, "dialect": covered.guessed,
        "rules": covered.regions_without_profile or [each for each in covered.unasked if each.fact != "kind" or covered.unknown_kind is None],
        "text": slow.inexact or covered.unread, "hours": [each for each in slow.unknown if "no time is planned" in each],
        "consent": audit.consent == "unknown" or (audit.consent == "column" and "CON002" in audit.tallies),
        "country": audit.regions_without_profile, "zone": audit.unknown_zones or lost, "state": audit.unknown_states,
    }  # fmt: skip
    said = {word for each in found for word in each["unknown"].split()}
    assert said == {word for word, unknown in expected.items() if unknown}
    assert {each["region"] for each in found if "country" in each["unknown"].split()} == {
        *audit.regions_without_profile
    }
    if lost and not audit.unknown_zones:
        times = sum("zone" in each["unknown"].split() for each in found)
        assert f"of {times:,} row" in lost[0] or f"of {times} row" in lost[0]


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("prices") / "prices.csv"
    path.write_text(CARD)
    return str(path)


def chosen(settings: str, text: str, card: str | None) -> dict[str, Any]:
    """The caller's options, which both paths take."""
    own = {"dialect": None if text == "no dialect" else "jinja", **SETTINGS[settings][1]}
    return own if card is None else {**own, "prices": card}


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("text", TEXTS)
def test_hostile_lists(tmp_path: Path, text: str, settings: str, card: str) -> None:
    rows = rows_of(Random(2), 150, COLUMNS, 0.7)
    same(tmp_path, COLUMNS, rows, TEXTS[text], SETTINGS[settings][0], chosen(settings, text, card))


@pytest.mark.parametrize("seed", range(60))
def test_random_lists(tmp_path: Path, seed: int, card: str, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    monkeypatch.setattr("smslint.recipients.bulk_columns.CHUNK", random.choice([5, 64, 1 << 16]))
    others = [each for each in CELLS if each not in ("name", "phone", "city", "order") and random.random() < 0.5]
    columns = random.sample(["name", "phone", "city", "order", *others], 4 + len(others))
    rows = rows_of(random, random.randrange(1, 250), columns, random.choice([0.05, 0.4, 1.0]))
    rows += [[""] * len(columns), rows[0]] * random.randrange(3)
    settings, text = random.choice([*SETTINGS]), random.choice([*TEXTS])
    prices = card if random.random() < 0.5 else None
    same(tmp_path, columns, rows, TEXTS[text], SETTINGS[settings][0], chosen(settings, text, prices))


def test_the_public_preflight_says_the_same() -> None:
    rows = [
        {"phone": US[0], "name": "Ann"},
        {"phone": US[1], "name": "Łukasz" * 20},
        {"phone": "n/a", "name": "x"},
        {"phone": US[0], "name": "Bo"},
    ]
    text, options = "Acme: hi {{ name }}", {"dialect": "jinja", "kind": "transactional", "prices": "reference:twilio"}
    whole = smslint.preflight({"text": text}, rows, **options)  # type: ignore[arg-type]
    answer = arrow.preflight(pa.RecordBatch.from_pylist(rows), text, {"phone": "phone"}, **options)  # type: ignore[arg-type]
    sent, codes = texted(answer.to_pylist())
    assert (len(sent), sum(each["segments"] for each in sent)) == (whole.recipients, whole.segments) == (2, 3)
    assert sum(each["cost"] for each in sent) == next(iter(whole.now.cost[0])).amount
    assert codes == {"NUM001": 1, "NUM003": 1}


def test_a_changed_suppression_list_or_rate_card_is_read_again(tmp_path: Path) -> None:
    """A process that answers about many batches keeps what it learned, but not the files of an hour ago."""
    listed, card, config = tmp_path / "out.txt", tmp_path / "card.csv", tmp_path / "smslint.yaml"
    config.write_text("sending: {suppression: out.txt}\nkind: transactional\n", encoding="utf-8")

    def answer(numbers: str, price: str) -> tuple[list[str], list[Decimal]]:
        listed.write_text(numbers, encoding="utf-8")
        card.write_text(f"country,price,currency,as_of\nUS,{price},USD,2026-11-01\n", encoding="utf-8")
        batch = pa.record_batch({"phone": ["+14155552671", "+14155552673"]})
        found = arrow.preflight(batch, "Your order is ready.", {"phone": "phone"}, config=config, prices=str(card))
        return found.column("refused").to_pylist(), found.column("cost").to_pylist()

    assert answer("+14155552672\n", "0.01") == (["", ""], [Decimal("0.01"), Decimal("0.01")])
    assert answer("+14155552672\n+14155552671\n", "0.02") == (["NUM004", ""], [None, Decimal("0.02")])
    listed.unlink()
    with pytest.raises(smslint.errors.RecipientsError, match=r"out\.txt"):
        arrow.preflight(
            pa.record_batch({"phone": ["+14155552671"]}),
            "Your order is ready.",
            {"phone": "phone"},
            config=config,
            prices=str(card),
        )


def test_what_was_learned_is_kept_while_only_the_owner_of_a_log_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As SQLite sets it each time when root reads a list that another program has open; what is written into the log is read."""
    path, made = tmp_path / "out.db", list[str]()

    def counted(template: Template, *others: Any) -> Plan:
        made.append(template.name)
        return make_plan(template, *others)

    monkeypatch.setattr("smslint.broadcast.bulk_preflight.make_plan", counted)
    with SuppressionStore(path, create=True) as store:
        store.add([SuppressedNumber("+14155552672")])
    config = {"kind": "transactional", "sending": {"suppression": str(path)}}
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")

        def refused(number: str) -> list[str]:
            with other:
                other.execute("INSERT INTO suppressed (number) VALUES (?)", (number,))
            for _ in range(3):
                batch = pa.record_batch({"phone": ["+14155552671", "+14155552673"]})
                found = arrow.preflight(batch, "Your order is ready.", {"phone": "phone"}, config=config)
                log = tmp_path / "out.db-wal"
                log.chmod(stat.S_IMODE(log.stat().st_mode))
            return list(found.column("refused").to_pylist())

        assert refused("14155552671") == ["NUM004", ""]
        assert refused("14155552673") == ["NUM004", "NUM004"]
    assert len(made) == 2


def test_the_base_path_is_asked_about_few_rows_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows differ in their order numbers, names and cities, which change no answer: one row of each kind is asked about."""
    asked, judged = list[int](), Judging.judged

    def counted(self: Judging, batch: Batch, *rest: Any) -> Judged:
        asked.append(len(batch.rows))
        return judged(self, batch, *rest)

    monkeypatch.setattr(Judging, "judged", counted)
    random = Random(7)
    rows = 6_000
    some = pa.record_batch({
        "phone": [f"+1202555{at % 10_000:04}" for at in range(rows)],
        "name": [random.choice(["Anna", "Omar", "Zoë", "Łukasz", "", "None"]) for _ in range(rows)],
        "order": [str(random.randrange(1_000_000)) for _ in range(rows)],
        "city": [random.choice(["Berlin", "Paris, FR", 'St. "J"']) for _ in range(rows)],
    })  # fmt: skip
    options: dict[str, Any] = {"dialect": "jinja", "kind": "transactional", "config": ACME}
    first = arrow.preflight(some, TEXTS["cells"], {"phone": "phone"}, **options)
    assert 0 < sum(asked) < 100
    asked.clear()
    assert arrow.preflight(some, TEXTS["cells"], {"phone": "phone"}, **options).equals(first)
    assert not sum(asked)
    assert {"PLH002", ""} <= set(first["refused"].to_pylist())


PLACES: Final = {
    "phone": ["+12125550101", "+13105550102", "+18085550103", "+442079460114", "+61291550199", "+12025550199", "n/a", "+12025550104"],
    "zone": ["", "", "America/Denver", "Mars/Olympus", "UTC+9"],
    "state": ["", "FL", "texas", "Narnia"],
    "consent": ["yes", "yes", "no", ""],
}  # fmt: skip


@pytest.mark.parametrize("at", ["2026-12-01 10:00", "2026-11-29 03:00", "2026-03-08 02:30", "2026-12-25 23:59"])
@pytest.mark.parametrize("kind", ["marketing", "transactional", None])
def test_a_time_on_each_recipients_own_clock(at: str, kind: str | None) -> None:
    """Every row is in the group of the plan that the preflight of the list makes, with its moments."""
    random = Random(at)
    rows = [{name: random.choice(cells) for name, cells in PLACES.items()} for _ in range(300)]
    options: dict[str, Any] = {"kind": kind, "at": at, "local": True, "config": {**ACME, "rules": {"NUM003": "off"}}}
    text = "Acme sale! Reply STOP to opt out"
    roles = {each: each for each in PLACES}
    slow = smslint.preflight({"text": text}, rows, columns=roles, **options)
    found = arrow.preflight(pa.RecordBatch.from_pylist(rows), text, roles, **options)
    found.validate(full=True)
    answers = found.to_pylist()
    left = {each["e164"] for each in answers if each["opted_out"]} - {None}
    sent = [each for each in answers if not each["refused"] and each["e164"] not in left]
    assert slow.timing is not None
    groups = Counter[tuple[Any, Any]]()
    for each in slow.timing.groups:
        groups[each.slot.start, each.slot.until] += each.recipients
    assert Counter((each["send_from"], each["send_until"]) for each in sent) == groups - Counter()
    assert all(each["send_from"] is None and each["send_until"] is None for each in answers if each["refused"])
    assert len(sent) == slow.recipients
