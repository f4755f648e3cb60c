"""The command ``smslint``: a table of commands, each imported when it runs."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from smslint.calling import by_flags
from smslint.cli.boundary import failed, silence_stdout
from smslint.cli.plain import COMPLETION
from smslint.cli.printing import guarded_output
from smslint.version import __version__

COMMANDS = {
    "check": ("check", "Check message templates and catalogues."),
    "cost": ("cost", "Say what the messages cost in a month, and in the cheapest wording."),
    "diff": ("diff", "Say what a change of texts costs, and why."),
    "comment": ("comment", "Put a report into the pull request: the job's summary, and one comment."),
    "reconcile": ("reconcile", "Find the templates again in the provider's log: what each was billed."),
    "registration": ("registration", "Hold what was registered against the rules of its registry."),
    "segments": ("segments", "Show how one text is split into segments."),
    "page": ("page", "Write a page that counts a text as one types."),
    "recipients": ("recipients", "Audit a recipient list."),
    "preflight": ("preflight", "Price a broadcast before it is sent."),
    "send": ("send", "Check, then send once; refuse what may not be sent."),
    "discover": ("discover", "List files that look like messages, with the config lines to paste."),
    "init": ("init", "Write a commented smslint.yaml."),
    "config": ("config", "Show the settings that apply to a file."),
    "baseline": ("baseline", "Accept today's findings and report only new ones."),
    "rule": ("rule", "Explain a rule, or list them all."),
    "test-rules": ("test_rules", "Run the examples in rule files."),
    "countries": ("countries", "Show a country's profile with its sources."),
    "prices": ("prices", "Import, show and compare rate cards."),
    "mcp": ("mcp", "Answer agents: check, count and price messages for them."),
    "server": ("server", "Check texts in an editor while they are written."),
    "suppress": ("suppress", "Manage the list of numbers not to text."),
}
"""Each command, with its module in this package and its line in the help."""


class Lazy(click.Group):
    """A group that imports a command only when it runs, so that ``--version`` stays fast."""

    def invoke(self, ctx: click.Context) -> Any:
        with by_flags():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"smslint.cli.{COMMANDS[cmd_name][0]}").command
        if COMPLETION in os.environ:
            from smslint.cli.completing import teach

            teach(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = click.utils.make_str(args[0])
        if word not in COMMANDS and not word.startswith("-"):
            from smslint.wording import near

            close = near(word, COMMANDS)
            hint = f"; did you mean {close!r}?" if close else "."
            ctx.fail(f"there is no command {word!r}{hint} Run smslint --help to see them all.")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExamples:\n  smslint check templates/\n  smslint segments 'Your code is 482913'\n  smslint rule OPT001",
)
@click.version_option(__version__, prog_name="smslint", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def app(debug: bool) -> None:
    """Before a text message is sent, smslint says, offline, what it will cost and whether it may be sent."""


def run(arguments: list[str]) -> int:
    """Run a command line and return its exit status: 0 clean, 1 findings, 2 wrong usage, an invalid file or an internal error."""
    with guarded_output():
        try:
            status: Any = app.main(arguments, prog_name="smslint", standalone_mode=False)
            sys.stdout.flush()
        except SystemExit:  # of click, where the reader has exited: what is left in the buffer would fail again
            sys.stdout.flush()  # click replaced it by a stream that ignores this failure
            silence_stdout()
            raise
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 (the one boundary)
            return failed(error, debug="--debug" in arguments)
    return status if isinstance(status, int) else 0
