"""``smslint prices diff``: what a new rate card changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from smslint.cli.project_options import choosing_options
from smslint.cli.terminal import color_option, report_options_of
from smslint.vocabulary import STALE_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.cost.card_change import CardChange
    from smslint.prices import RateCard

FORMATS: Final = ("text", "markdown", "json")
SENDERS: Final = ("long_code", "toll_free", "short_code", "alphanumeric")


@click.command(
    "diff",
    short_help="Say what a new rate card changes, also for this project.",
    epilog="\b\nExamples:\n"
    "  smslint prices diff prices-2025.csv prices-2026.csv\n"
    "  smslint prices diff prices.csv new.csv --volumes\n"
    "  smslint prices diff reference:octopods ours.csv --volumes-from october.json --format markdown",
)
@click.argument("old")
@click.argument("new")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--volumes", is_flag=True, help="Price the messages of this project, as often as smslint.yaml says.")
@click.option(
    "--volumes-from",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The same, with what smslint reconcile wrote, as JSON or YAML, before the volumes of smslint.yaml.",
)
@click.option("--sender", type=click.Choice(SENDERS), help="The type of sender, for the list of prices.")
@report_options_of(FORMATS)
@click.option("--all", "every", is_flag=True, help="List unchanged prices and messages too, and nothing shortened.")
@choosing_options
@color_option
def command(old: str, new: str, paths: tuple[Path, ...], **options: Any) -> int:
    """Compare two rate cards: what a segment costs in each country, and what the messages of a project cost in a month.

    OLD and NEW are rate cards as `smslint prices import` writes them, or reference:NAME for an included one. PATHS are
    the files and folders with the messages, with --volumes. What is not known on one of the cards is in no sum.

    Exit status: 0, or 2 for wrong usage or an invalid file.
    """
    from smslint.errors import ConfigError

    if paths and not (options["volumes"] or options["volumes_from"]):
        raise ConfigError(f"{paths[0]}: messages are priced with --volumes only")
    before, after = _card(old), _card(new)
    if options["volumes"] or options["volumes_from"]:
        return _of_project(before, after, paths, options)
    from smslint.cost.card_change import card_change

    _report(card_change(before, after, options["sender"]), (Path(old), Path(new)), options)
    return 0


def _card(word: str) -> RateCard:
    """The rate card that an argument names.

    :raises ConfigError: if there is none.
    """
    from smslint.errors import ConfigError
    from smslint.prices import load, reference
    from smslint.prices.reference import SENDS_THROUGH, names

    kind, colon, name = word.partition(":")
    if not colon or kind != "reference":
        return load(Path(word))
    card = reference(name)
    if card is None:
        raise ConfigError(f"no reference card is called {name!r}; there are: {', '.join((*names(), *SENDS_THROUGH))}")
    return card


def _of_project(old: RateCard, new: RateCard, paths: tuple[Path, ...], options: dict[str, Any]) -> int:
    from smslint.cli.costing import read_side, volumes_of
    from smslint.cli.printing import say
    from smslint.cost.card_change import project_change
    from smslint.cost.terms import Terms
    from smslint.rules.price_date import price_limit

    session, side = read_side(paths, options)
    nothing = session.nothing(len(side.versions) + len(side.broken))
    if nothing:
        say(f"error: {nothing}", err=True)
        return 2
    volumes = volumes_of(options["volumes_from"], side)
    homes = {each.home for each in side.versions}
    configs = [config for config in session.runner.configs() if str(config.root) in homes]
    terms = Terms(session.runner, configs, () if volumes is None else volumes.entries)
    found = project_change(old, new, options["sender"], side, terms)
    inputs = [*(target.path for target in session.targets), options["volumes_from"], Path(old.name), Path(new.name)]
    limit = min(price_limit(session.runner.project(config).rules) for config in configs)
    _report(found, inputs, options, limit)
    return 0


def _report(found: CardChange, inputs: Any, options: dict[str, Any], limit: int = STALE_DAYS) -> None:
    from smslint.cli.kept_inputs import keep
    from smslint.cli.outputs import write
    from smslint.cli.printing import as_ascii, echo
    from smslint.cli.terminal import use_color

    form, output = options["format_"], options["output"]
    found = found.noting(_ages(found, limit))
    text = _rendered(found, form, every=options["every"], color=output is None and use_color(options["color"]))
    if output is not None:
        keep([output], inputs)
        write(output, text)
    else:
        echo(as_ascii(text) if form == "json" else text, nl=False)


def _ages(found: CardChange, limit: int) -> Iterator[str]:
    """Which card is old, and whether the old one is the newer one.

    :param limit: the age in days from which prices are old.
    """
    from smslint import clock
    from smslint.prices.rate import doubt_of, first_day, telling

    today = clock.today()
    for card, as_of in zip((found.old, found.new), found.dates, strict=True):
        for date in () if as_of is None else telling([as_of, card.newest or as_of], today):
            if doubt := doubt_of(first_day(date), today, limit):
                yield f"the prices of {card.name} are from {date}, {doubt}"
    newest = [card.newest for card in (found.old, found.new)]
    if newest[0] is not None and newest[1] is not None and first_day(newest[0]) > first_day(newest[1]):
        yield f"{found.old.name} is newer than {found.new.name}: name the old card first"


def _rendered(found: CardChange, form: str, *, every: bool, color: bool) -> str:
    if form == "json":
        from smslint.report.card_change_json import json

        return json(found)
    from smslint.report import card_change_text as reports

    if form == "markdown":
        return reports.markdown(found, every=every)
    from smslint.cli.terminal import columns
    from smslint.report.style import Style

    return "".join(f"{line}\n" for line in reports.text(found, Style(color), columns(), every=every))
