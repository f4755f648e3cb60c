"""``smslint server``: the language server, for editors."""

from __future__ import annotations

import os
import sys

import click

from smslint.errors import ConfigError


@click.command(
    epilog="\b\nExamples:\n  smslint server    (an editor starts it: docs/editor.md says how)",
)
def command() -> int:
    """Check texts in an editor while they are written. The editor starts it, and speaks to it on standard input and output.

    It needs the extra server: pip install 'smslint[server]'. Exit status: 0 when the editor ended it, 1 when the editor went away,
    2 without the extra.
    """
    try:
        import pygls  # noqa: F401 (asked first, so that nothing else can be missing)
    except ImportError:
        raise ConfigError("smslint server needs pygls: pip install 'smslint[server]'") from None
    from smslint.server.features import make_server
    from smslint.server.protocol import log_to, serve

    # Whatever prints to standard output must not speak to the editor.
    source, sink = os.dup(0), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    log_to(sys.stderr)
    return serve(make_server(), source, sink)
