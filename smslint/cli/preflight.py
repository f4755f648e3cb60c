"""``smslint preflight``: a broadcast priced before it is sent."""

from __future__ import annotations

import csv
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smslint import clock
from smslint.cli.recipient_options import list_options, policy
from smslint.cli.terminal import color_option, columns, use_color
from smslint.errors import ConfigError, RecipientsError
from smslint.vocabulary import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from smslint.broadcast.count import Plan, Preflight, RowMeasure
    from smslint.broadcast.template import Template
    from smslint.prices import Price, RateCard
    from smslint.project.config import Config
    from smslint.recipients.hours import Hours
    from smslint.recipients.reader import RecipientList
    from smslint.recipients.screen import Policy


@click.command(
    epilog="\b\nExamples:\n"
    "  smslint preflight order_shipped.txt customers.csv\n"
    "  smslint preflight sale.txt customers.csv --prices card.csv --max-cost 250\n"
    "  smslint preflight sale.txt customers.csv --at 2026-12-01T10:00-05:00"
)
@click.argument("template", type=click.Path(path_type=Path))
@click.argument("source", metavar="LIST", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--dialect", help="The template's dialect, such as jinja.")
@click.option("--kind", type=click.Choice(KINDS), help="What the message is for.")
@click.option("--key", help="Which message, where the file holds several.")
@click.option("--config", "config_path", type=click.Path(path_type=Path), help="Use this configuration file.")
@click.option("--isolated", is_flag=True, help="Use no configuration file at all.")
@click.option("--set", "constants", multiple=True, metavar="NAME=VALUE", help="A value that is the same for everyone.")
@click.option("--prices", metavar="CARD", help="A rate card: a file, or reference:NAME for one that ships.")
@click.option("--max-cost", metavar="AMOUNT", help="Fail if the broadcast costs more, in the card's currency.")
@click.option("--max-segments", type=click.IntRange(1), help="Fail if a single message takes more segments.")
@click.option("--at", metavar="TIME", help="When it will be sent, such as 2026-12-01T10:00-05:00: refuses quiet hours.")
@click.option(
    "--rows", "rows_path", type=click.Path(path_type=Path, dir_okay=False), help="Write each row's measure here."
)
@list_options
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", help="How to report.")
@color_option
def command(template: Path, source: Path, **options: Any) -> int:
    """Price a broadcast before it is sent: exact segments and cost of every message, and the rows that may not be texted.

    TEMPLATE is a message file, LIST its recipients (- is standard input), whose columns fill the placeholders. Nothing is
    sent. Exit status: 0 ready, 1 something is wrong or over a limit, 2 wrong use.
    """
    from smslint.broadcast.template import load
    from smslint.report import preflight_json, preflight_text
    from smslint.report.style import Style

    limit = _amount(options["max_cost"])
    settings = {key: options[key] for key in ("dialect", "kind") if options[key]}
    chosen = load(template, options["key"], settings, _config(options["config_path"]), isolated=options["isolated"])
    rules = policy(options, _hours(options["at"], chosen))
    result = _run(chosen, source, rules, options)
    broken = _broken(result, limit, options["max_segments"])
    name = f"{chosen.path}:{chosen.key}" if chosen.key else chosen.path
    if options["format_"] == "json":
        import json

        click.echo(
            json.dumps(preflight_json.record(result, name, chosen.findings, broken), ensure_ascii=False, indent=2)
        )
    else:
        width = columns()
        style = Style(use_color(options["color"]))
        click.echo("\n".join(preflight_text.text(result, name, chosen.findings, broken, style, width)))
    return 1 if broken or _failed(result, chosen) else 0


def _run(chosen: Template, source: Path, rules: Policy, options: dict[str, Any]) -> Preflight:
    from smslint.broadcast.count import preflight
    from smslint.cli.progress import Progress
    from smslint.recipients.output import appearing
    from smslint.recipients.reader import open_list

    with open_list(source, phone_column=options["phone_column"], encoding=options["encoding"]) as found:
        plan = _plan(chosen, found, rules, options)
        from smslint.recipients.bytestream import Encoding

        with (
            appearing(options["rows_path"], Encoding("utf-8"), found.path) as rows,
            Progress(found.size) as progress,
        ):
            return preflight(found, plan, progress=progress, each=None if rows is None else _row_writer(rows, plan))


def _plan(chosen: Template, found: RecipientList, rules: Policy, options: dict[str, Any]) -> Plan:
    from smslint.broadcast.count import Plan, substitutes
    from smslint.broadcast.template import fixed_body
    from smslint.dialects import parse
    from smslint.recipients.headers import listed
    from smslint.recipients.render import compile_template

    subject = chosen.subject
    constants = _constants(options["constants"])
    program = compile_template(subject.text, found.columns, constants, dialect=subject.dialect)
    if program.missing:
        names = ", ".join(f"`{each.name}`" for each in program.missing)
        raise RecipientsError(
            f"PLH002: the list has no column for {names}; it has {listed(found.columns)}. "
            "Rename a column, or give the value with --set NAME=VALUE."
        )
    fixed = None
    body = fixed_body(subject.body, chosen.edits)
    if body != subject.body:
        fixed = compile_template(parse(body, subject.dialect), found.columns, constants, dialect=subject.dialect)
    sender = subject.context.sender.type
    card = _card(options["prices"]) or chosen.card
    if card is None and options["max_cost"] is not None:
        raise ConfigError("--max-cost needs a rate card: --prices CARD, or prices: in the configuration")
    return Plan(
        program, rules, fixed=fixed, substitute=substitutes(), show_numbers=options["show_numbers"],
        pricing=None if card is None else _pricing(card, sender, subject.context.kind),
    )  # fmt: skip


def _pricing(card: RateCard, sender: str | None, kind: str | None) -> Callable[[str], Price | None]:
    return lambda region: card.price(region, sender, kind=kind)


def _row_writer(out: Any, plan: Plan) -> Callable[[Iterable[RowMeasure]], object]:
    from smslint.numbers.e164 import mask
    from smslint.prices.money import plain, times

    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        ["row", "number", "region", "encoding", "units", "segments", "most_segments", "cost", "currency", "refused"]
    )
    prices: dict[str, Price | None] = {}

    def write(rows: Iterable[RowMeasure]) -> None:
        for each in rows:
            if each.region not in prices:
                prices[each.region] = plan.pricing(each.region) if plan.pricing and each.region else None
            price = prices[each.region]
            cost = (
                ["", ""] if price is None or each.refused else [plain(times(price.most, each.segments)), price.currency]
            )
            number = each.number if plan.show_numbers or not each.number else mask(each.number)
            writer.writerow([each.row, number, *each[2:7], *cost, each.refused])

    return write


def _broken(result: Preflight, limit: Decimal | None, max_segments: int | None) -> list[str]:
    found = []
    sums = result.most or result.now
    if limit is not None:
        if unknown := sum(sums.unpriced.values()):
            where = ", ".join(sorted(sums.unpriced)[:12])
            found.append(f"CST002: {unknown:,} recipients in {where} have no price, so that --max-cost cannot be held.")
        if money := sums.exceeds(limit):
            found.append(f"CST001: it costs {money}, and --max-cost is {limit:f}.")
    if max_segments is not None and (over := sum(n for count, n in sums.histogram.items() if count > max_segments)):
        found.append(f"LEN002: {over:,} messages take more than {max_segments} segments.")
    return found


def _failed(result: Preflight, chosen: Template) -> bool:
    from smslint.finding import Severity

    worst = max((each.severity for each in chosen.findings), default=Severity.INFO)
    in_list = result.audit.worst() or Severity.INFO
    return max(worst, in_list) >= Severity.ERROR or bool(result.empty or result.nulls)


def _constants(words: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise ConfigError(f"--set {word!r} is not NAME=VALUE")
        found[name.strip()] = value
    return found


def _config(path: Path | None) -> Config | None:
    from smslint.project.config import load_config

    return None if path is None else load_config(path)


def _card(word: str | None) -> RateCard | None:
    from smslint.project.config import Config
    from smslint.project.project import rate_card

    try:
        return None if word is None else rate_card(Config(Path(), prices=word))
    except ConfigError as error:
        raise ConfigError(str(error).replace("config: prices:", "--prices:", 1)) from None


def _amount(word: str | None) -> Decimal | None:
    if word is None:
        return None
    try:
        amount = Decimal(word)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0:
        raise ConfigError(f"--max-cost {word!r} is not an amount such as 250 or 99.90")
    return amount


def _hours(word: str | None, chosen: Template) -> Hours | None:
    return None if word is None else chosen.hours(clock.moment(word, "--at"))
