"""``smslint prices`` as people run it."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from smslint.cli import prices as module
from smslint.errors import ConfigError
from smslint.prices.layouts import NAMES
from smslint.prices.rate import SENDERS

CASES = Path(__file__).parent / "cases"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(module.command, [str(arg) for arg in args])


def test_options_name_what_the_library_knows() -> None:
    assert ("auto", *NAMES) == module.LAYOUTS
    assert SENDERS == module.SENDERS


def test_import_prints_the_card() -> None:
    result = run("import", CASES / "aws.json", "--as-of", "2026-11-01")
    assert result.exit_code == 0
    assert result.stdout == (CASES / "aws.expected.csv").read_text("utf-8")
    assert (
        result.stderr
        == "the file names no currency; AWS's price feed is usually in USD. Use --currency to change that\n"
    )
    assert run("import", CASES / "aws.json", "--as-of", "2026-11-01", "--currency", "usd").stderr == ""


def test_import_writes_the_file_and_reports_it(tmp_path: Path) -> None:
    out = tmp_path / "card.csv"
    result = run("import", CASES / "twilio.csv", "--as-of", "2026-11-01", "-o", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_text("utf-8") == (CASES / "twilio.expected.csv").read_text("utf-8")
    lines = result.stderr.splitlines()
    assert lines[0].startswith(f"{out}: 2 regions in USD, as of 2026-11-01")
    assert (
        lines[-1] == "US carriers charge a fee for each segment, which is not in this file; add it with --carrier-fees"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["card.csv"]


def test_import_adds_carrier_fees() -> None:
    result = run("import", CASES / "twilio.csv", "--as-of", "today", "--carrier-fees")
    rows = list(csv.DictReader(result.stdout.splitlines()))
    today = dt.datetime.now().astimezone().date()
    assert {row["as_of"] for row in rows if row["price_per_segment"]} <= {
        (today - dt.timedelta(n)).isoformat() for n in (0, 1)
    }
    assert {row["sender"] for row in rows if row["carrier_fee"]} == {"long_code", "short_code", "toll_free"}
    none = run("import", CASES / "vonage.json", "--as-of", "today", "--carrier-fees")
    assert "no carrier fees were added" in none.stderr


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (["import", CASES / "twilio.csv", "--as-of", "2999-01-01"], "which is in the future"),
        (["import", CASES / "twilio.csv"], "add --as-of"),
        (["import", CASES / "none.csv"], "there is no such file"),
        (["show", "FRA"], "'FRA' is not a region"),
        (["show", "ZZ"], "no price for ZZ on aws, smsroute, twilio: the cost is unknown"),
        (
            ["show", "FR", "--provider", "infobip"],
            r"no rate card is included for 'infobip'. Available: aws, smsroute, twilio, octopods",
        ),
        (["show", "FR", "--provider", "aws", "--card", "x.csv"], "cannot be used together"),
        (["show", "--card", CASES / "twilio.csv"], "no column for price_per_segment, currency, as_of"),
    ],
)
def test_what_cannot_be_done_is_one_plain_line(args: list[str | Path], reason: str) -> None:
    result = run(*args)
    assert isinstance(result.exception, ConfigError)
    with pytest.raises(ConfigError, match=reason):
        raise result.exception


def test_a_failed_import_leaves_the_old_card(tmp_path: Path) -> None:
    out = tmp_path / "card.csv"
    out.write_text("old", "utf-8")
    bad = tmp_path / "bad.csv"
    bad.write_text("ISO,Country,Description,Price / msg\nFR,France,FRANCE Outbound SMS,x\n", "utf-8")
    assert isinstance(run("import", bad, "--as-of", "2026", "-o", out).exception, ConfigError)
    assert out.read_text("utf-8") == "old"


@pytest.mark.parametrize("name", [".", "no/such/folder.csv"])
def test_a_place_that_cannot_be_written_is_named(name: str, tmp_path: Path) -> None:
    result = run("import", CASES / "aws.json", "--as-of", "2026", "-o", tmp_path / name)
    assert isinstance(result.exception, ConfigError)
    assert str(tmp_path) in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_show_gives_price_date_age_and_source() -> None:
    result = run("show", "us", "--card", CASES / "aws.expected.csv", "--sender", "long_code")
    assert result.exit_code == 0
    first, fees, source = result.stdout.splitlines()
    assert first.startswith("US  0.00781 USD per segment, as of 2026-11-01")
    assert fees == "    with carrier fees of 0.002 USD"
    assert source == "    AWS's price feed: aws.json"
    assert " days old)" in run("show", "DE", "--provider", "twilio").stdout


def test_show_lists_every_region() -> None:
    assert len(run("show", "--provider", "aws").stdout.splitlines()) == 246


def test_show_json_keeps_amounts_as_text() -> None:
    (record,) = json.loads(run("show", "US", "--provider", "twilio", "--format", "json").stdout)
    assert (record["least"], record["most"], record["carrier_fee"]) == ("0.0103", "0.0128", "0.0045")
    assert record["age_days"] > 90


def test_list_names_cards_with_dates_and_sources() -> None:
    lines = run("list").stdout.splitlines()
    assert [line.split(":")[0] for line in lines if not line.startswith(" ")] == [
        "aws",
        "smsroute",
        "twilio",
        "us_carrier",
        "octopods",
    ]
    records = json.loads(run("list", "--format", "json").stdout)
    assert all(record["as_of"] and record["sources"] for record in records)


def test_a_workbook_is_read_where_it_is_about_text_messages(tmp_path: Path) -> None:
    """Like Vonage's: several sheets, of which one has the prices of outbound SMS, under a title."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Voice"
    book.active.append(["Country Code", "Price (EUR)"])
    book.active.append(["FR", 0.5])
    sheet = book.create_sheet("Outbound SMS")
    for row in (
        ["Prices"],
        ["Country Code", "Country", "Network", "Price (EUR)"],
        ["FR", "France", "Orange", 0.0471],
        ["FR", "France", "SFR", 0.05],
    ):
        sheet.append(row)
    path = tmp_path / "prices.xlsx"
    book.save(path)
    result = run("import", path, "--as-of", "2026-11-01")
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert [(row["region"], row["price_per_segment"], row["currency"], row["network"]) for row in rows] == [
        ("FR", "0.0471", "EUR", "Orange"), ("FR", "0.05", "EUR", "SFR"),
    ]  # fmt: skip
    (tmp_path / "bad.xlsx").write_bytes(path.read_bytes()[:500])
    broken = run("import", tmp_path / "bad.xlsx", "--as-of", "2026-11-01")
    assert isinstance(broken.exception, ConfigError)
    assert "bad.xlsx" in str(broken.exception)
