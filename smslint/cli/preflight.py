"""``smslint preflight``: a broadcast priced before it is sent."""

from __future__ import annotations

import shlex
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smslint.cli.printing import echo, echo_json, echo_raw
from smslint.cli.recipient_options import (
    LIST,
    announce,
    countries,
    jobs_option,
    list_options,
    named_columns,
    require_consent,
)
from smslint.cli.send_options import campaign_option, open_journal
from smslint.cli.strictness import fails
from smslint.cli.terminal import color_option, columns, report_options_of, use_color
from smslint.errors import ConfigError
from smslint.vocabulary import KINDS, PAGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.broadcast.history import Past
    from smslint.broadcast.options import Options
    from smslint.broadcast.record import Broadcast
    from smslint.broadcast.template import Template
    from smslint.project.config import Config


@click.command(
    epilog="\b\nExamples:\n"
    "  smslint preflight order_shipped.txt customers.csv\n"
    "  smslint preflight sale.txt customers.csv --prices card.csv --max-cost 250\n"
    "  smslint preflight sale.txt customers.csv --at 2026-12-01T10:00-05:00\n"
    "  smslint preflight sale.txt customers.csv --at '2026-12-01 10:00' --local --plan sale.plan"
)
@click.argument("template", type=click.Path(path_type=Path))
@click.argument("source", metavar="LIST", type=LIST)
@click.option("--dialect", help="The template's dialect, such as jinja.")
@click.option("--kind", type=click.Choice(KINDS), help="The kind of message.")
@click.option("--key", help="Which message, if the file contains several.")
@click.option("--config", "config_path", type=click.Path(path_type=Path), help="Use this configuration file.")
@click.option("--isolated", is_flag=True, help="Use no configuration file at all.")
@click.option("--set", "constants", multiple=True, metavar="NAME=VALUE", help="A value that is the same for everyone.")
@click.option("--prices", metavar="CARD", help="A rate card: a file, or reference:NAME for an included one.")
@click.option("--max-cost", metavar="AMOUNT", help="Fail if the broadcast costs more than this: 250, or '250 USD'.")
@click.option("--max-segments", type=click.IntRange(1), help="Fail if a message takes more segments than this.")
@click.option(
    "--at", metavar="TIME", help="When it will be sent, such as 2026-12-01T10:00-05:00; quiet hours are refused."
)
@click.option(
    "--local",
    is_flag=True,
    help="--at is a time on each recipient's own clock, such as '2026-12-01 10:00': plan who gets it when.",
)
@click.option(
    "--plan",
    "plan_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write this plan to a file, which smslint send --plan follows.",
)
@click.option(
    "--journal",
    "journal_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The journal of the messages sent so far: for frequency caps and first messages.",
)
@campaign_option("The campaign in that journal. By default the template's name.")
@click.option(
    "--rows",
    "rows_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the segments of each row to this file.",
)
@jobs_option
@list_options
@report_options_of(("text", "json", PAGE), "html is a page for people who write")
@color_option
def command(template: Path, source: Path, **options: Any) -> int:
    """Price a broadcast before it is sent: exact segments and cost of every message, and the rows that may not be texted.

    TEMPLATE is a message file, LIST its recipients (- is standard input), whose columns fill the placeholders. Nothing is
    sent. Exit status: 0 every row would be sent, 1 a row is refused or something is wrong, 2 wrong usage.
    """
    from smslint.broadcast.template import load
    from smslint.cli.kept_inputs import configured, keep, of_journal, of_list
    from smslint.report.width import visible

    asked = broadcast_options(options)
    plan_path = options["plan_path"]
    if plan_path is not None and (asked.wall is None or str(source) == "-"):
        raise ConfigError("--plan needs --at TIME --local, and a list in a file")
    chosen = load(template, asked, config_named(options["config_path"]), isolated=options["isolated"])
    keep(
        [options["rows_path"], plan_path, options["output"]],
        [
            template,
            *of_list(source, [options["rows_path"]]),
            *options["suppress"],
            options["prices"],
            *configured(chosen.config),
            *of_journal(options["journal_path"]),
        ],
    )
    announce()
    with ExitStack() as stack:
        journal = open_journal(options["journal_path"], must_exist=True)
        past = None if journal is None else stack.enter_context(journal)
        outputs = options["rows_path"], plan_path
        result = _counted(chosen, source, asked, outputs, past, options["campaign"], options["jobs"])
    _report(result, chosen, asked, options)
    if plan_path is not None and options["format_"] == "text":
        words = shlex.join(
            ["smslint", "send", str(template), str(source), "--plan", str(plan_path), "--journal", "FILE"]
        )
        echo(f"the plan is in {visible(str(plan_path))}; to follow it:  {visible(words)}")
    return 1 if fails(options["strict"], result.unknowns()) or not result.ok else 0


def _report(result: Broadcast, chosen: Template, asked: Options, options: Mapping[str, Any]) -> None:
    """Print the report, or write it to a file.

    :raises ConfigError: if it cannot be written.
    """
    from smslint.cli.outputs import write

    form, output = options["format_"], options["output"]
    if form == "json":
        import json

        written = json.dumps(result.as_dict(), ensure_ascii=False, indent=2)
        write(output, f"{written}\n") if output else echo_json(written)
    elif form == PAGE:
        page = _page(result, chosen, asked)
        write(output, page) if output else echo_raw(page)
    elif output:
        write(output, f"{result}\n")
    else:
        show(result, options["color"])


def _page(result: Broadcast, chosen: Template, asked: Options) -> str:
    from smslint.broadcast.options import card_of
    from smslint.page.draft import draft_of
    from smslint.page.preflight_page import render
    from smslint.report.options import ReportOptions

    draft = draft_of(chosen.subject, card_of(chosen.config, asked), tuple(result.now.regions))
    return render(result, ReportOptions(root=Path.cwd()), draft)


def _counted(
    chosen: Template,
    source: Path,
    asked: Options,
    outputs: tuple[Path | None, Path | None],
    past: Past | None,
    campaign: str | None,
    jobs: int | None,
) -> Broadcast:
    """The preflight; also writes the measures of the rows and the plan, where they are asked for."""
    from smslint.broadcast import plan_file
    from smslint.broadcast.asked import seal_of
    from smslint.broadcast.count import count_large
    from smslint.broadcast.options import columns_of
    from smslint.broadcast.plan import make_plan
    from smslint.broadcast.rows_file import RowsFile
    from smslint.cli.bar import progress_of
    from smslint.recipients.out_forms import out_form
    from smslint.recipients.output import appearing
    from smslint.recipients.reader import open_list

    with open_list(
        source,
        phone_column=asked.phone_column,
        encoding=asked.encoding,
        columns=columns_of(chosen.config, asked),
        sheet=asked.sheet,
    ) as found:
        plan = make_plan(chosen, found.columns, asked, past=past, campaign=campaign)
        rows_path, _ = outputs
        with appearing(outputs, found.paths) as (file, plan_out), ExitStack() as stack:
            rows = None
            if file is not None and rows_path is not None:
                rows = stack.enter_context(RowsFile(file, out_form(rows_path), plan, found.files))
            progress = stack.enter_context(progress_of(found.size))
            each = None if rows is None else rows.write
            result = count_large(found, plan, progress=progress, each=each, jobs=jobs)
            if plan_out is not None and result.timing is not None:
                identity = plan_file.identity_of(seal_of(chosen, found), asked)
                plan_out.write(plan_file.written(result.timing, result.template, str(source), identity))
            return result


def show(result: Broadcast, color: str) -> None:
    """Print the report for people."""
    from smslint.report.preflight_text import text
    from smslint.report.style import Style

    echo("\n".join(text(result, Style(use_color(color)), columns())))


def broadcast_options(options: Mapping[str, Any]) -> Options:
    """The options of the command line for a broadcast.

    :raises ConfigError: for an invalid value.
    """
    from smslint.broadcast.options import Options, planned

    time = planned(options["at"], local=options.get("local", False))
    return Options(
        dialect=options["dialect"], kind=options["kind"], key=options["key"], values=_constants(options["constants"]),
        prices=options["prices"], max_cost=options["max_cost"], max_segments=options.get("max_segments"),
        at=time.at, wall=time.wall, phone_column=options["phone_column"], region=options["region"],
        suppression=tuple(options["suppress"]), allow_empty_suppression=options["allow_empty_suppression"], enabled=countries(options["enabled"]),
        require_consent=require_consent(options), columns=named_columns(options), accept_suggestions=options["accept_suggestions"],
        encoding=options["encoding"], sheet=options["sheet"], show_numbers=options.get("show_numbers", False),
    )  # fmt: skip


def config_named(path: Path | None) -> Config | None:
    """The configuration of ``--config``.

    :raises ConfigError: if it does not exist or is invalid.
    """
    from smslint.project.known_projects import project_of

    return None if path is None else project_of(path).config


def _constants(words: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise ConfigError(f"--set {word!r} is not NAME=VALUE")
        found[name.strip()] = value
    return found
