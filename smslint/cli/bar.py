"""A progress bar on standard error for long work; only on a terminal, never in a pipe or a log."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def progress_of(size: int, least: int = 1_000_000) -> Iterator[Callable[[int, int], None]]:
    """A progress bar. It is called with how much of ``size`` is done, and with a count of rows that it ignores.

    :param least: no bar is shown for a smaller size.
    """
    if size < least or not sys.stderr.isatty() or os.environ.get("CI") or os.environ.get("TERM") == "dumb":
        yield lambda _done, _rows: None
        return
    import click

    from smslint.cli.printing import unguarded

    with click.progressbar(length=size, file=unguarded(sys.stderr), width=24) as bar:
        yield lambda done, _rows: bar.update(max(min(done, size) - bar.pos, 0))
