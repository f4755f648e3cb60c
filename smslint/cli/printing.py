"""Printing without click, which takes longer to import than one message takes to check."""

from __future__ import annotations

import os
import sys


def echo(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Print like ``click.echo``, which is imported only where it does more than writing: for colours, and on Windows."""
    if "\x1b" in text or os.name == "nt":
        import click

        click.echo(text, err=err, nl=nl)
        return
    stream = sys.stderr if err else sys.stdout
    if stream is not None:
        stream.write(f"{text}\n" if nl else text)
        stream.flush()


def accept_all_characters() -> None:
    """Let a character that the terminal's encoding does not have be printed as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
