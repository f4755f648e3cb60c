"""``smslint prices``: import a provider's prices, show rate cards, and say what a new one changes."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from smslint import clock
from smslint.cli import prices_diff
from smslint.cli.printing import echo, echo_json, say
from smslint.errors import ConfigError
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.prices import Price, RateCard

# Repeated here so that --help does not import the readers; a test compares the two.
LAYOUTS = ("auto", "twilio", "clicksend", "vonage", "plivo", "generic", "twilio-api", "aws")
SENDERS = prices_diff.SENDERS
_FUTURE = "dated in the future"

_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)


@click.group("prices", short_help="Import, show and compare rate cards.")
def command() -> None:
    """Import a provider's prices into a rate card, show rate cards, and say what a new one changes.

    Every price has the date on which it was valid. A region without a price is unknown, never free.
    """


command.add_command(prices_diff.command)


@command.command(
    "import",
    short_help="Turn a provider's prices into a rate card.",
    epilog="\b\nExamples:\n"
    "  smslint prices import twilio.csv -o prices.csv\n"
    "  smslint prices import ours.csv --currency EUR --as-of today -o prices.csv",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--layout", type=click.Choice(LAYOUTS), default="auto", show_default=True, help="The kind of file.")
@click.option("--currency", metavar="CODE", help="The currency, if the file does not name it: USD, EUR, ...")
@click.option(
    "--as-of", metavar="DATE", help="The date of the prices, if the file does not have it: 2026-11-23 or today."
)
@click.option("--carrier-fees", is_flag=True, help="Add the US carrier fees that are included in smslint.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the rate card to this file; otherwise it is printed."
)
def import_(
    file: Path, layout: str, currency: str | None, as_of: str | None, carrier_fees: bool, output: Path | None
) -> None:
    """Turn a provider's prices into a rate card: CSV that `prices:` in smslint.yaml can name.

    FILE is Twilio's SMS price list or the response of its pricing API, AWS's feed, Vonage's, Plivo's or ClickSend's
    prices, or any table with a region and a price; also as a workbook (with smslint[excel]), of which the sheet about
    outbound SMS is read. All networks are kept; a price is the range over them.
    """
    from smslint.cli.price_workbook import table_of
    from smslint.prices import dump, us_carrier_fees
    from smslint.prices.files import write_whole
    from smslint.prices.layouts import read
    from smslint.prices.rate import first_day
    from smslint.real_paths import is_same_file

    if output is not None and is_same_file(output, file):
        raise ConfigError(f"{output}: this is the file that is imported: name another file for the rate card")
    today = clock.today()
    dated = today.isoformat() if (as_of or "").strip().lower() == "today" else as_of
    imported = read(file, layout, currency, dated, table_of(file))
    card = imported.card
    late = max((rate.as_of for rate in card.rates), key=first_day)
    # One day ahead is allowed: it is already that day further east.
    if first_day(late) > today + dt.timedelta(days=1):
        raise ConfigError(f"{file}: prices as of {late}, which is in the future")
    notes = list(imported.notes)
    if carrier_fees:
        card = card.with_fees(us_carrier_fees())
        if card == imported.card:
            notes.append(
                "no carrier fees were added: none are known for these regions and currencies, or the file already has them"
            )
    elif (price := card.price("US")) is not None and price.carrier_fee is None:
        notes.append("US carriers charge a fee for each segment, which is not in this file; add it with --carrier-fees")
    if output is None:
        echo(dump(card.rates), nl=False)
    else:
        write_whole(output, dump(card.rates))
        notes.insert(0, f"{output}: {_summary(card, today)}, from {imported.title}")
    for note in notes:
        say(note, err=True)


@command.command(
    "show",
    short_help="Show what a segment costs.",
    epilog="\b\nExamples:\n"
    "  smslint prices show US\n"
    "  smslint prices show --card prices.csv\n"
    "  smslint prices show GB --provider twilio",
)
@click.argument("region", required=False)
@click.option("--card", "path", type=click.Path(path_type=Path), help="Your rate card; by default the included ones.")
@click.option("--provider", help="Only the included card of this provider.")
@click.option("--sender", type=click.Choice(SENDERS), help="The type of sender.")
@_FORMAT
def show(region: str | None, path: Path | None, provider: str | None, sender: str | None, form: str) -> None:
    """Show what one segment costs in REGION (two letters, such as US), or in every region."""
    from smslint.prices.asking import cards_of, prices_of, region_of, unpriced
    from smslint.report.prices_json import record

    today = clock.today()
    wanted = region_of(region)
    if path is not None and provider is not None:
        raise ConfigError("--card and --provider cannot be used together")
    cards = cards_of(path, provider)
    prices = prices_of(cards, wanted, sender)
    if form == "json":
        echo_json(json.dumps([record(card, price, today) for card, price in prices], ensure_ascii=False, indent=2))
    elif prices:
        for card, price in prices:
            for line in _lines(card, price, today, full=bool(wanted)):
                say(line)
    if not prices:
        raise unpriced(cards, wanted)


@command.command("list", short_help="List the included rate cards.")
@_FORMAT
def list_(form: str) -> None:
    """List the included rate cards. They are public prices, and many are old: import your own for reliable figures."""
    from smslint.prices import reference, us_carrier_fees
    from smslint.prices.reference import SENDS_THROUGH, names

    today = clock.today()
    cards = [card for name in names() if (card := reference(name)) is not None] + [us_carrier_fees()]
    if form == "json":
        records = [
            {
                "name": c.name,
                "regions": len(c.regions),
                "currencies": c.currencies,
                "as_of": c.as_of,
                "newest": c.newest,
                "age_days": c.age_days(today),
                "sources": c.sources,
            }
            for c in cards
        ]
        echo_json(json.dumps(records, ensure_ascii=False, indent=2))
        return
    for card in cards:
        say(f"{card.name}: {_summary(card, today)}")
        for source in card.sources:
            say(f"    {source}")
    for provider, through in SENDS_THROUGH.items():
        say(f"{provider}: the card of {through}, through which it sends")


def _summary(card: RateCard, today: dt.date) -> str:
    from smslint.prices.rate import telling

    count = len(card.regions)
    regions = "fees only" if not count else plural(count, "region")
    dates = card.as_of if card.as_of == card.newest else f"{card.as_of} to {card.newest}"
    doubts = (_doubt(day, today) for day in telling((rate.as_of for rate in card.current), today))
    said = "".join(f" (the {'newest is ' if each == _FUTURE else 'oldest '}{each})" for each in doubts if each)
    return f"{regions} in {', '.join(card.currencies)}, as of {dates}{said}"


def _doubt(as_of: str, today: dt.date) -> str:
    """``1,700 days old``: why a price may not be today's; empty if it may."""
    from smslint.prices.rate import doubt_of, first_day, is_old

    day = first_day(as_of)
    found = doubt_of(day, today)
    return f"{(today - day).days:,} days old" if found and is_old(found) else found and _FUTURE


def _lines(card: RateCard, price: Price, today: dt.date, *, full: bool) -> Iterator[str]:
    from smslint.prices.money import plain

    least, most = plain(price.least), plain(price.most)
    span = least if least == most else f"{least} to {most}"
    doubt = f" ({found})" if (found := _doubt(price.as_of, today)) else ""
    yield f"{price.region}  {span} {price.currency} per segment, as of {price.as_of}{doubt}  [{card.name}]"
    if full:
        if price.carrier_fee is not None and price.carrier_fee_least is not None:
            fees = dict.fromkeys((plain(price.carrier_fee_least), plain(price.carrier_fee)))
            yield f"    with carrier fees of {' to '.join(fees)} {price.currency}"
        elif price.region == "US":
            yield "    without carrier fees: the card does not have them"
        for source in price.sources:
            yield f"    {source}"
