"""``smslint mcp``: the tools of smslint for agents, over the Model Context Protocol."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import click

from smslint.cli.send_options import api_key, asking_options, campaign_option, open_journal
from smslint.errors import ConfigError


@click.command(
    "mcp",
    epilog="\b\nExamples:\n  smslint mcp    (an agent's program starts it: docs/agents.md says how)"
    "\n  smslint mcp --allow-send --journal agents.journal",
)
@click.option("--config", "config_path", type=click.Path(path_type=Path), help="Use this configuration file.")
@click.option("--allow-send", is_flag=True, help="Also offer tools that send, within the limits of sending: agents:.")
@click.option("--journal", "journal_path", type=click.Path(path_type=Path, dir_okay=False), help="With --allow-send: the journal, in which every message is recorded.")  # fmt: skip
@campaign_option("With --allow-send: the campaign in the journal. The same text goes to a number once in it.")
@asking_options
def command(
    config_path: Path | None,
    allow_send: bool,
    journal_path: Path | None,
    campaign: str | None,
    base: str,
    key_file: Path | None,
) -> int:
    """Answer agents over the Model Context Protocol, on standard input and output: check a message, count, price, explain.

    The project is the folder of the configuration; only files inside of it are read. Needs the extra mcp: pip install
    'smslint[mcp]'. Exit status: 0 when the client closed its side, 2 without the extra.
    """
    try:
        import mcp  # noqa: F401 (asked first, so that nothing else can be missing)
    except ImportError:
        raise ConfigError("smslint mcp needs the official library: pip install 'smslint[mcp]'") from None
    from smslint.mcp.desk import desk_of
    from smslint.mcp.server import serve

    if allow_send != (journal_path is not None):
        raise click.UsageError(
            "--allow-send and --journal FILE belong together: every message is recorded before it is sent"
        )
    desk = desk_of(config_path)
    if journal_path is not None:
        from smslint.mcp.sending import sending_of

        key, journal = api_key(key_file), open_journal(journal_path)
        assert journal is not None
        desk = desk._replace(sending=sending_of(desk.config(), journal, key, base, campaign or "agents"))
    # Whatever prints to standard output must not speak to the client.
    source, sink = os.dup(0), os.dup(1)
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    signal.signal(signal.SIGINT, _end)  # a thread waits for the client, which nothing else would end
    serve(desk, source, sink)
    return 0


def _end(_number: int, _frame: object) -> None:
    os._exit(130)
