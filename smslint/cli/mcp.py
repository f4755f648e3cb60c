"""``smslint mcp``: the tools of smslint for agents, over the Model Context Protocol."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import click

from smslint.errors import ConfigError


@click.command(
    "mcp",
    epilog="\b\nExamples:\n  smslint mcp                       (an agent's program starts it: docs/agents.md says how)",
)
@click.option("--config", "config_path", type=click.Path(path_type=Path), help="Use this configuration file.")
def command(config_path: Path | None) -> int:
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

    desk = desk_of(config_path)
    # Whatever prints to standard output must not speak to the client.
    source, sink = os.dup(0), os.dup(1)
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    signal.signal(signal.SIGINT, _end)  # a thread waits for the client, which nothing else would end
    serve(desk, source, sink)
    return 0


def _end(_number: int, _frame: object) -> None:
    os._exit(130)
