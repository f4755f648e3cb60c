"""The one place that prints errors: each is one line that says what to do, and an exit status."""

from __future__ import annotations

import sys

import click

from smslint.errors import SmslintError, without_login

USAGE, INTERRUPTED = 2, 130
LONGEST = 2000
"""The longest error to show, in characters: an error may quote a long input."""


def failed(error: BaseException, *, debug: bool = False) -> int:
    """The exit status for an error, which is printed here, as one line that says what to do.

    :param debug: print the traceback of an error of smslint or of a setting instead.
    """
    try:
        return _failed(error, debug=debug)
    except OSError as unprinted:
        if unprinted is error:
            raise
        return USAGE  # standard error is full or closed: nobody can read the line


def _failed(error: BaseException, *, debug: bool) -> int:
    match error:
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message())
            return 0
        case click.ClickException():
            click.echo(f"error: {_plain(_of_click(error))}", err=True)
            return error.exit_code
        case click.exceptions.Exit():
            return error.exit_code
        case click.Abort() if isinstance(error.__cause__, EOFError):
            return _failed(error.__cause__, debug=debug)  # for click, each file that ends too early is standard input
        case EOFError() if "marshal data" in str(error):
            raise error  # of a compiled module: ``main`` has the words
        case click.Abort() | KeyboardInterrupt():
            # A command that had started to write says how far it got; click passes its interrupt on as the cause of an abort.
            # Without its word, nothing is said about files: an output may be there already.
            reached = _plain(str(error.__cause__ or error))
            click.echo(f"Interrupted; {reached}" if reached else "Interrupted.", err=True)
            return INTERRUPTED
        case BrokenPipeError():
            # The reader (head, less) has exited; discard what is still buffered.
            silence_stdout()
            return 0
        case _ if debug:
            _traceback(error)
            return USAGE
        case SmslintError():
            click.echo(f"error: {_plain(str(error))}", err=True)
            return USAGE
        case MemoryError():
            click.echo("error: there is not enough memory for this", err=True)
            return USAGE
        case OSError() if error.strerror:
            where = error.filename
            if where is None:
                # Only the output has no name, and the working folder that was removed. What is still in the buffer would fail again.
                silence_stdout()
                where = "the working folder" if isinstance(error, FileNotFoundError) else "the output"
            click.echo(f"error: {_plain(str(where))}: {_plain(error.strerror)}", err=True)
            return USAGE
    text = _plain(" ".join(str(error).split())[:200])
    click.echo(
        f"internal error: {type(error).__name__}: {text}; run again with smslint --debug and report it, with the versions: {_versions()}",
        err=True,
    )
    return USAGE


def _of_click(error: click.ClickException) -> str:
    """The text of an error in a command line as ours are written: no capital, no full stop, and where to read on."""
    text = error.format_message()
    text = (text[:1].lower() + text[1:] if text[1:2].islower() else text).replace(". (Did", " (did").removesuffix(".")
    context = error.ctx if isinstance(error, click.UsageError) else None
    return text if context is None or "--help" in text else f"{text}; see {context.command_path} --help"


def _versions() -> str:
    """``smslint 0.1.0, Python 3.11.7, linux``: what whoever mends an internal error asks for first."""
    from smslint.version import __version__

    return f"smslint {__version__}, Python {sys.version.split()[0]}, {sys.platform}"


def _traceback(error: BaseException) -> None:
    """The traceback of an error, line by line: it has texts that would control a terminal."""
    import traceback

    from smslint.report.width import visible

    for line in "".join(traceback.format_exception(error)).rstrip("\n").split("\n"):
        click.echo(visible(line), err=True)


def _plain(text: str) -> str:
    """The text of an error on one line, shortened, without passwords and characters that control a terminal."""
    from smslint.report.width import visible

    text = without_login(text)
    return visible(text if len(text) <= LONGEST else f"{text[:LONGEST]}...")


def silence_stdout() -> None:
    """Discard what is printed from now on."""
    import os
    from contextlib import suppress

    with suppress(OSError, ValueError):  # a stream in memory has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
