"""What a broadcast costs and what fixes save: against each message counted and priced on its own."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest

import smslint
from smslint.errors import ConfigError
from smslint.text.gsm7 import GSM7
from smslint.text.substitutions import default_table

CARD = """region,price,currency,as_of,sender,carrier_fee
US,0.0079,USD,2026-11-01,long_code,0.003
US,0.0081,USD,2026-11-01,long_code,0.005
US,0.0075,USD,2026-11-01,toll_free,0.0035
GB,0.04,GBP,2026-11-01,,
AU,0.05,USD,2025-01-01,,
"""
PRICES = {"US": ("0.0109", "0.0131", "USD"), "GB": ("0.04", "0.04", "GBP"), "AU": ("0.05", "0.05", "USD")}
"""For a long code: the sums of price and fee on the cheapest and the dearest line."""
NUMBERS = {"US": "+1202555{:04}", "GB": "+4474001{:05}", "AU": "+6149157{:04}", "FR": "+3361234{:04}"}
NAMES = ["Ann", "O’Neil", "Zoë", "Łukasz", "“A”", "a`b", "🎉", "x’–y", "", "€uro", "字", "N’Golo’s", "x" * 60]
SCHEMA = json.loads((Path(__file__).parents[2] / "schema" / "preflight.v1.schema.json").read_text(encoding="utf-8"))
PLAIN, CURLY = "Acme: hi {{ n }}, it is ready, {{ o }}", "Acme: hi {{ n }}, it’s ready – 🎉, {{ o }}"


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("prices") / "prices.csv"
    path.write_text(CARD, encoding="utf-8")
    return path


def people(seed: int, count: int = 80) -> list[dict[str, str]]:
    random = Random(seed)
    rows = []
    for each in range(count):
        region = random.choice(list(NUMBERS))
        rows.append(
            {
                "phone": NUMBERS[region].format(each),
                "n": random.choice(NAMES[1:8]),
                "o": ("lorem ipsum " * 30)[: random.randint(0, 300)],
            }
        )
    return rows


def preflight(rows: list[dict[str, str]], text: str, card: Path | None, **more: Any) -> smslint.Broadcast:
    config = {
        "kind": "transactional",
        "sender": {"type": "long_code"},
        "rules": {"PLH002": "off"},
        **more.pop("config", {}),
    }
    found = smslint.preflight({"text": text}, rows, dialect="jinja", prices=card, config=config, **more)
    jsonschema.validate(found.as_dict(), SCHEMA)
    return found


def sums(counts: list[tuple[str, int]]) -> dict[str, dict[str, str]]:
    """The least and the most by currency, from countries and segments."""
    totals: dict[str, Counter[str]] = {"least": Counter(), "most": Counter()}
    for region, segments in counts:
        if region in PRICES:
            least, most, currency = PRICES[region]
            totals["least"][currency] += Decimal(least) * segments  # type: ignore[assignment]
            totals["most"][currency] += Decimal(most) * segments  # type: ignore[assignment]
    return {
        name: {currency: f"{Decimal(amount).normalize():f}" for currency, amount in sorted(each.items())}
        for name, each in totals.items()
    }


def replaced(text: str, only: str = "") -> str:
    table = {each: found.replacement for each, found in default_table().items() if not GSM7.septets(each)}
    return "".join(table.get(char, char) if only in ("", char) else char for char in text)


def counted(rows: list[dict[str, str]], text: str, change: Any = lambda text: text) -> list[tuple[str, int]]:
    filled = ((row["phone"], change(text.replace("{{ n }}", row["n"]).replace("{{ o }}", row["o"]))) for row in rows)
    return [(str(smslint.check_number(phone).region), smslint.segment(text).count) for phone, text in filled]


@pytest.mark.parametrize("seed", range(6))
def test_each_character_saves_what_its_messages_save(card: Path, seed: int) -> None:
    rows = people(seed)
    cost = preflight(rows, PLAIN, card).as_dict()["cost"]
    now = counted(rows, PLAIN)
    assert {name: cost[name] for name in ("least", "most")} == sums(now)
    expected: dict[str, list[tuple[str, int]]] = {}
    for row in rows:
        odd = {char for char in row["n"] if not GSM7.septets(char)}
        if len(odd) == 1 and replaced(char := odd.pop()) != char:
            ((region, before),), ((_, after),) = (
                counted([row], PLAIN),
                counted([row], PLAIN, lambda text, char=char: replaced(text, char)),
            )
            expected.setdefault(char, []).append((region, before - after))
    found = {each["character"]: each for each in cost["savings"] if each["fix"] == "character"}
    assert found.keys() == expected.keys()
    for char, less in expected.items():
        each = found[char]
        assert (each["messages"], each["segments"]) == (len(less), sum(count for _, count in less))
        assert {name: each[name] for name in ("least", "most")} == sums(less)
    segments = [each["segments"] for each in cost["savings"] if each["fix"] == "character"]
    assert segments == sorted(segments, reverse=True)


@pytest.mark.parametrize("seed", range(4))
def test_the_text_in_gsm7_keeps_the_values(card: Path, seed: int) -> None:
    rows = people(seed)
    record = preflight(rows, CURLY, card).as_dict()
    gsm7 = counted(rows, "Acme: hi {{ n }}, it's ready - , {{ o }}")
    assert record["messages"]["gsm7"]["segments"] == sum(count for _, count in gsm7)
    now = counted(rows, CURLY)
    less = [(region, before - after) for (region, before), (_, after) in zip(now, gsm7, strict=True)]
    found = next(each for each in record["cost"]["savings"] if each["fix"] == "gsm7")
    assert found == {"fix": "gsm7", "segments": sum(count for _, count in less), **sums(less)}
    assert not [each for each in record["cost"]["savings"] if each["fix"] == "character"]


def test_a_text_in_gsm7_is_not_counted_again(card: Path) -> None:
    assert "gsm7" not in preflight(people(1), PLAIN, card).as_dict()["messages"]


def test_carrier_fees_are_beside_the_price_and_unknown_where_the_card_has_none(card: Path) -> None:
    rows = [{"phone": NUMBERS[region].format(1), "n": "Ann", "o": ""} for region in NUMBERS]
    found = preflight(rows, PLAIN, card)
    countries = found.as_dict()["messages"]["now"]["countries"]
    assert countries["US"]["cost"] == {
        "least": "0.0109", "most": "0.0131", "currency": "USD", "as_of": "2026-11-01", "stale": False,
        "message": {"least": "0.0079", "most": "0.0081"}, "carrier_fee": {"least": "0.003", "most": "0.005"},
    }  # fmt: skip
    assert countries["GB"]["cost"]["carrier_fee"] is None
    assert countries["FR"]["cost"] is None
    assert "of it carrier fees: 0.003 USD to 0.005 USD; the card has none for AU, GB" in str(found)


def test_each_type_of_sender_has_its_own_sum(card: Path) -> None:
    rows = [{"phone": NUMBERS[region].format(1), "n": "Ann", "o": ""} for region in NUMBERS]
    found = preflight(rows, PLAIN, card)
    assert found.as_dict()["cost"]["senders"] == [
        {"sender": "long_code", "least": {"GBP": "0.04", "USD": "0.0609"}, "most": {"GBP": "0.04", "USD": "0.0631"}, "unpriced": 1},
        {"sender": "toll_free", "least": {"GBP": "0.04", "USD": "0.061"}, "most": {"GBP": "0.04", "USD": "0.061"}, "unpriced": 1},
    ]  # fmt: skip
    assert "by type of sender: long_code 0.04 GBP + 0.0609 USD to 0.04 GBP + 0.0631 USD; toll_free" in str(found)


def test_an_old_price_is_said_beside_the_figure(card: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"phone": NUMBERS[region].format(1), "n": "Ann", "o": ""} for region in ("US", "AU")]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")  # 2026-11-18
    found = preflight(rows, PLAIN, card)
    countries = found.as_dict()["messages"]["now"]["countries"]
    assert (countries["US"]["cost"]["stale"], countries["AU"]["cost"]["stale"]) == (False, True)
    lines = str(found).splitlines()
    assert next(line for line in lines if line.startswith("AU ")).endswith("old price: 2025-01-01")
    assert "old" not in next(line for line in lines if line.startswith("US "))
    assert any("what it costs (prices as of 2025-01-01, 2026-11-01: some are old)" in line for line in lines)
    assert found.as_dict()["cost"]["stale"] is True


def test_the_most_counts_what_the_rows_leave_open(card: Path) -> None:
    text = "Acme: {% if vip %}dear 🎉 {{ n }}{% else %}hi{% endif %} {{ o }}"
    rows = [{"phone": NUMBERS["GB"].format(1), "n": "Ann", "o": "x" * 100}]
    cost = preflight(rows, text, card).as_dict()["cost"]
    assert (cost["least"], cost["most"]) == ({"GBP": "0.04"}, {"GBP": "0.08"})


@pytest.mark.parametrize("limit", ["250 EUR", "1 GBP EUR", "250USD", "€250", "many"])
def test_a_budget_has_a_currency_of_the_card(tmp_path: Path, limit: str) -> None:
    path = tmp_path / "one.csv"
    path.write_text("region,price,currency,as_of\nUS,0.01,USD,2026-11-01\n", encoding="utf-8")
    rows = [{"phone": NUMBERS["US"].format(1), "n": "Ann", "o": ""}]
    with pytest.raises(ConfigError, match="max_cost") as error:
        preflight(rows, PLAIN, path, max_cost=limit)
    assert "the rate card is in USD" in str(error.value) or "is not an amount such as 500 USD" in str(error.value)
    assert not preflight(rows, PLAIN, path, max_cost="250 USD").over_limit
    assert preflight(rows, PLAIN, path, max_cost="0.001 USD").over_limit


def test_the_first_rows_are_those_that_are_sent(card: Path) -> None:
    rows = [{"phone": NUMBERS["US"].format(at // 2), "n": "O’Neil", "o": "x" * 60} for at in range(10)]
    rows[0] = {**rows[0], "phone": "12"}  # refused: the second row is the first of its number
    rows.append({"phone": NUMBERS["GB"].format(1), "n": "Ann", "o": ""})
    found = preflight(rows, PLAIN, card)
    first = found.as_dict()["first_rows"]
    assert {count: [each["row"] for each in places] for count, places in first["segments"].items()} == {
        "1": [11],
        "2": [2, 3, 5],
    }
    (only,) = first["ucs2"]
    assert (only["field"], only["character"], [each["row"] for each in only["rows"]]) == ("n", "’", [2, 3, 5])
    assert only["rows"][0]["number"] == "+1******000"
    assert "2025550" not in json.dumps(found.as_dict())
    shown = preflight(rows, PLAIN, card, show_numbers=True).as_dict()["first_rows"]["ucs2"][0]["rows"][0]["number"]
    assert shown == NUMBERS["US"].format(0)


def test_without_a_card_nothing_costs_zero() -> None:
    record = preflight(people(1), PLAIN, None).as_dict()
    assert record["cost"] is None
    assert record["messages"]["now"]["cost"] is None
    assert record["first_rows"]["segments"]


def test_the_most_expensive_rows_are_those_that_are_sent(card: Path) -> None:
    rows = [{"phone": NUMBERS["US"].format(at // 3), "n": "O’Neil", "o": "lorem " * (at + 20)} for at in range(45)]
    found = preflight(rows, PLAIN, card)
    assert len(found.worst) == 10
    assert {each.row % 3 for each in found.worst} == {1}
    assert [each.segments for each in found.worst] == sorted((each.segments for each in found.worst), reverse=True)


def test_a_limit_says_in_which_currency_there_is_no_price(tmp_path: Path) -> None:
    """The card has a price for the country, but in another currency than the limit."""
    card = tmp_path / "card.csv"
    card.write_text("country,price,currency,as_of\nUS,0.01,USD,2026-11-01\nDE,0.07,EUR,2026-11-01\n")
    found = smslint.preflight(
        {"text": "Acme: hi"}, [{"phone": "+12025550101"}], kind="transactional", prices=card, max_cost="5 EUR",
        config={"brand": "Acme"},
    )  # fmt: skip
    record = json.dumps(found.as_dict())
    assert found.would_send == 0
    assert "1 recipient in US has no price in EUR, so max_cost cannot be checked." in record
    assert "The rate card has no price in EUR for US, so the cost is unknown." in record


@pytest.mark.parametrize("regions", [("US",), ("US", "AU"), ("US", "GB"), ("GB",)])
def test_a_limit_without_a_currency_holds_one_currency(card: Path, regions: tuple[str, ...]) -> None:
    """Of two nobody knows the sum. A row that is refused costs nothing, so that its currency does not matter."""
    rows = [{"phone": NUMBERS[region].format(100), "n": "Ann", "o": "x"} for region in regions]
    rows.append({"phone": "+33", "n": "Ann", "o": "x"})
    for limit in ("50", "0.001"):
        found = preflight(rows, PLAIN, card, max_cost=limit)
        two = "GB" in regions and len(regions) > 1
        assert bool(found.over_limit) == (two or limit == "0.001")
        assert found.would_send == (0 if found.over_limit else len(regions))
        said = f"max_cost is {limit} without a currency, and the messages are priced in GBP and USD"
        assert any(said in each for each in found.over_limit) is two
        assert any(said in each for each in found.unknowns()) is two
    both = preflight(rows, PLAIN, card, max_cost="50 USD")
    assert bool(both.over_limit) is ("GB" in regions)  # no price in USD
