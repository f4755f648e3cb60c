"""``smslint send``: check and send one message, or a template to a list; and show what happened to them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Final

import click

from smslint.cli import recipient_options
from smslint.cli.send_journal import journal, status
from smslint.cli.send_options import sending_options
from smslint.cli.terminal import color_option, typed
from smslint.vocabulary import KINDS

_QUIET: Final = logging.NullHandler()
"""The commands say themselves what is unknown, so the log of the senders is not printed as well."""


class _WithDefault(click.Group):
    """``send status`` and ``send journal`` are commands; all other arguments of ``send`` are a message to send."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in ("status", "journal"):
            args = ["", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_WithDefault, add_help_option=False)
def command() -> None:
    """Check, then send once; refuse what may not be sent."""


command.add_command(journal)
command.add_command(status)


class _Send(click.Command):
    """The command behind the group's own name."""

    def make_context(
        self,
        info_name: str | None,  # noqa: ARG002 (click's signature)
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        # A child of the group's parent, so that messages say "smslint send" only once.
        above = parent.parent if parent is not None else None
        return super().make_context("send", args, above, **extra)

    def format_usage(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage("smslint send", "[OPTIONS] TEMPLATE LIST")
        formatter.write_usage("smslint send", "[OPTIONS] --to NUMBER --body TEXT", prefix="       ")
        formatter.write_usage("smslint send", "status | journal [OPTIONS]", prefix="       ")


@command.command(
    "", cls=_Send,
    epilog="\b\nExamples:\n"
    "  smslint send --to +14155550123 --body 'Acme: your order has shipped'\n"
    "  smslint send sale.txt customers.csv --journal sale.journal --dry-run\n"
    "  smslint send sale.txt customers.csv --journal sale.journal --yes\n"
    "  smslint send status --journal sale.journal\n"
    "  smslint send journal --journal sale.journal --in-doubt",
)  # fmt: skip
@click.argument("template", type=click.Path(path_type=Path), required=False)
@click.argument("source", metavar="LIST", type=recipient_options.LIST, required=False)
@click.option("--to", metavar="NUMBER", help="The recipient of one message, in E.164: +14155550123.")
@click.option("--body", metavar="TEXT", help="The text of one message.")
@click.option(
    "--state", metavar="ST", help="The US state of the recipient; by default from the area code. Only with --to."
)
@click.option(
    "--zone", metavar="ZONE", help="The time zone of the recipient, such as America/New_York. Only with --to."
)
@click.option("--kind", type=click.Choice(KINDS), help="The kind of message.")
@sending_options
@click.option("--dialect", help="The template's dialect, such as jinja.")
@click.option("--key", help="Which message, if the file contains several.")
@click.option("--set", "constants", multiple=True, metavar="NAME=VALUE", help="A value that is the same for everyone.")
@recipient_options.list_options
@color_option
def send(template: Path | None, source: Path | None, **options: Any) -> int:
    """Send one message, or a TEMPLATE to everyone on a LIST: each is checked first, and refused with the findings.

    Shows the cost and asks before anything is sent. With --journal, each message is recorded on disk before its request: the
    same command continues where it stopped, even after a crash, and sends nothing twice. Ctrl-C finishes the current message.
    The API key comes from OCTOPODS_API_KEY or --key-file. Exit status: 0 all sent, 1 some refused, failed, in doubt or not
    attempted, or an error was found, 2 wrong usage.
    """
    logging.getLogger("smslint.sending").addHandler(_QUIET)
    one = options["to"] is not None or options["body"] is not None
    if one and template is not None:
        raise click.UsageError("either TEMPLATE and LIST, or --to and --body: not both")
    if one:
        from smslint.cli.send_one import send_one

        if options["to"] is None or options["body"] is None:
            raise click.UsageError("one message needs both --to NUMBER and --body TEXT")
        if options["plan_path"] is not None:
            raise click.UsageError("--plan is for a list")
        return send_one(options["to"], typed(options["body"]), options)
    if template is None or source is None:
        raise click.UsageError("name a TEMPLATE and a LIST, or --to NUMBER and --body TEXT (smslint send --help)")
    if options["state"] or options["zone"]:
        raise click.UsageError("--state and --zone are for one recipient; a list has columns for them")
    from smslint.cli.send_list import send_list

    return send_list(template, source, options)


# No output of this command contains a full number.
send.params = [each for each in send.params if each.name != "show_numbers"]
