"""``smslint recipients``: the audit of a list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smslint.cli.printing import echo, echo_json
from smslint.cli.recipient_options import LIST, jobs_option, list_options, named_columns, policy, require_consent
from smslint.cli.strictness import fails
from smslint.cli.terminal import color_option, columns, use_color
from smslint.vocabulary import FAIL_LEVELS

if TYPE_CHECKING:
    from smslint.project.config import Config
    from smslint.recipients.policy import Policy


@click.command(
    epilog="\b\nExamples:\n"
    "  smslint recipients customers.csv\n"
    "  smslint recipients customers.csv --suppress stop.txt --enabled US,CA\n"
    "  smslint recipients customers.csv --clean ready.csv --rejected out.csv\n"
    "  smslint recipients 'contacts/*.parquet'\n"
    "  gunzip -c big.csv.gz | smslint recipients -"
)
@click.argument("source", metavar="LIST", type=LIST)
@list_options
@click.option("--config", "config_path", type=click.Path(path_type=Path), help="Use this configuration file.")
@click.option("--isolated", is_flag=True, help="Use no configuration file at all.")
@click.option(
    "--clean", type=click.Path(path_type=Path, dir_okay=False), help="Write the rows that may be texted here."
)
@click.option(
    "--rejected", type=click.Path(path_type=Path, dir_okay=False), help="Write the other rows, with the reason."
)
@jobs_option
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", help="How to report.")
@click.option(
    "--fail-level",
    type=click.Choice(FAIL_LEVELS),
    default="error",
    show_default=True,
    help="The lowest severity that fails.",
)
@color_option
def command(source: Path, **options: Any) -> int:
    """Audit a recipient list: invalid and unreachable numbers, duplicates, consent, suppression.

    LIST is CSV as any tool exports it, JSON Lines, a spreadsheet (with the extra excel), Parquet or Arrow (with the extra bulk);
    - is standard input; the files of a folder, or of a pattern such as 'contacts/*.parquet', are one list. It is read in constant memory and never changed. Exit status: 0 clean, 1 findings or no recipient, 2 the list cannot be read.
    """
    from smslint.cli.bar import progress_of
    from smslint.cli.kept_inputs import configured, keep, of_list
    from smslint.finding import Severity
    from smslint.recipients.audit import audit_large
    from smslint.recipients.clean import write
    from smslint.recipients.reader import open_list
    from smslint.report.recipients_json import record
    from smslint.report.recipients_text import text
    from smslint.report.style import Style

    config = _config(options)
    required = require_consent(options)
    if required is None:
        required = config.sending.require_consent
    if required is None and config.context.get("consent") in ("express", "implied"):
        required = False  # the project states it of everybody
    rules = _of_project(policy(options, required), options, config)
    named = {**config.columns, **named_columns(options)}
    written = {name: options[name] for name in ("clean", "rejected") if options[name] is not None}
    keep(written.values(), [*of_list(source, written.values()), *options["suppress"], *configured(config)])
    with open_list(
        source,
        phone_column=options["phone_column"],
        encoding=options["encoding"],
        columns=named,
        sheet=options["sheet"],
    ) as found:
        with progress_of(found.size) as progress:
            result = audit_large(
                found, rules, show_numbers=options["show_numbers"], progress=progress, jobs=options["jobs"]
            )
        if written:
            with progress_of(found.size) as progress:
                write(found, rules, result, options["clean"], options["rejected"], progress)
    if options["format_"] == "json":
        import json

        echo_json(json.dumps(record(result), ensure_ascii=False, indent=2))
    else:
        width = columns()
        echo("\n".join(text(result, Style(use_color(options["color"])), written, width)))
    level = None if options["fail_level"] == "never" else Severity.parse(options["fail_level"])
    worst = result.worst()
    failed = level is not None and (not result.total or (worst is not None and worst >= level))
    return 1 if fails(options["strict"], result.placed_unknown()) or failed else 0


def _config(options: dict[str, Any]) -> Config:
    """The configuration of ``--config``, else the closest one at or above the current folder."""
    from smslint.project.config import Config, load_config
    from smslint.project.config_path import find_config

    if options["config_path"] is not None:
        return load_config(options["config_path"])
    found = None if options["isolated"] else find_config(Path.cwd())
    return Config(Path()) if found is None else load_config(found)


def _of_project(rules: Policy, options: dict[str, Any], config: Config) -> Policy:
    """A policy with what the project says of every sending: which countries are enabled, and who may not be texted."""
    from dataclasses import replace

    from smslint.recipients.policy import home_region
    from smslint.recipients.suppression import joined
    from smslint.recipients.suppression_files import load
    from smslint.rules.context import make_context

    sending = config.sending
    if not rules.enabled and sending.enabled_regions:
        rules = replace(rules, enabled=frozenset(sending.enabled_regions))
    if sending.suppression is None:
        return rules
    home = home_region(options["region"], make_context(config.context).regions)
    allow_empty = options["allow_empty_suppression"] or sending.allow_empty_suppression or False
    own = load(sending.suppression, home, allow_empty=allow_empty)
    return replace(rules, suppressed=joined((own, rules.suppressed)))
