"""``smslint page``: a counter for people who write, as one file."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    "page",
    short_help="Write a page that counts a text as one types.",
    epilog="\b\nExamples:\n  smslint page --output counter.html\n  smslint page --provider twilio --prices card.csv --region US > counter.html",
)
@click.option("--provider", metavar="NAME", help="The provider that is chosen when the page opens: twilio, aws ...")
@click.option(
    "--region", "regions", multiple=True, metavar="ISO2", help="The country whose price is shown first, such as US."
)
@click.option("--prices", metavar="CARD", help="A rate card: a file, or reference:NAME for an included one.")
@click.option("--config", "config_path", type=click.Path(path_type=Path), help="Use this configuration file.")
@click.option("--isolated", is_flag=True, help="Use no configuration file at all.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the page to this file.")
def command(
    provider: str | None,
    regions: tuple[str, ...],
    prices: str | None,
    config_path: Path | None,
    isolated: bool,
    output: Path | None,
) -> None:
    """Write one HTML file that counts a text as one types: encoding, segments, price, and what fixes would save.

    It works in any browser without a network. Provider, rate card, regions and the values of placeholders are those of the
    closest smslint.yaml, as far as they are not stated.
    """
    from smslint.broadcast.options import Options, card_of
    from smslint.cli.kept_inputs import configured, keep
    from smslint.cli.outputs import write
    from smslint.cli.preflight import config_named
    from smslint.cli.printing import echo_raw
    from smslint.page.counter_page import page
    from smslint.project.files import Chooser
    from smslint.project.message_settings import check_settings
    from smslint.project.project import make_project
    from smslint.settings import Named, Node

    regions = tuple(region.upper() for region in regions)
    check_settings(Node(Named("--region"), {"regions": list(regions)} if regions else {}))
    project = make_project(Chooser(config_named(config_path), isolated=isolated).config_for(Path()))
    keep([output], [prices, *configured(project.config)])
    card = project.card if prices is None else card_of(project.config, Options(prices=prices))
    made = page(project, card, provider, regions)
    if output is None:
        echo_raw(made)
    else:
        write(output, made)
