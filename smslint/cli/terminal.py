"""Settings of the terminal: colours, width, and the report options that depend on them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smslint.cli import printing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from smslint.finding import Severity
    from smslint.report.options import ReportOptions


def typed(word: str) -> str:
    """A text of the command line as it was typed: where the environment is not UTF-8, Python keeps bytes of it as halves of characters."""
    if word.isascii() or not any("\udc80" <= char <= "\udcff" for char in word):
        return word
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeError:
        return word


def color_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--color auto|always|never``, shared by the commands that print reports."""
    import click

    return click.option(
        "--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Use colours; auto respects NO_COLOR.",
    )(function)  # fmt: skip


def report_options_of(formats: Sequence[str], more: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--format`` and ``--output FILE``, shared by the commands that print one report.

    :param more: what the help says about the formats.
    """
    import click

    form = click.option(
        "--format", "format_", type=click.Choice(formats), default="text", show_default=True,
        help=f"The report format{more and '; '}{more}.",
    )  # fmt: skip
    output = click.option(
        "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.",
    )  # fmt: skip
    return lambda function: form(output(function))


def use_color(choice: str) -> bool:
    """Whether to colour standard output: NO_COLOR and FORCE_COLOR (no-color.org, force-color.org), then the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


_OPENS_LINKS = ("WT_SESSION", "VTE_VERSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM")


def use_links() -> bool:
    """Whether the terminal is known to open links in a text; FORCE_HYPERLINK decides for the others."""
    forced = os.environ.get("FORCE_HYPERLINK")
    if forced is not None:
        return forced not in {"", "0"}
    known = os.environ.get("TERM_PROGRAM") in {"iTerm.app", "vscode", "WezTerm", "ghostty", "Hyper"}
    return sys.stdout.isatty() and (known or any(map(os.environ.get, _OPENS_LINKS)))


def report_options(
    choice: str, *, verbose: bool, fail_level: Severity | None, rules: bool, quiet: bool = False
) -> ReportOptions:
    """The options of a report for this terminal."""
    from smslint.finding import Severity
    from smslint.report.options import ReportOptions, RuleSummary

    summaries = {}
    if rules:
        from smslint.rules.packs import load

        summaries = {
            rule.code: RuleSummary(rule.name, rule.summary, rule.why, rule.severity, rule.help, rule.source_url)
            for rule in load().rules
        }
    return ReportOptions(
        color=use_color(choice),
        width=columns(),
        root=Path.cwd(),
        verbose=verbose,
        quiet=quiet,
        links=use_links(),
        fail_level=fail_level or Severity.ERROR,
        rules=summaries,
    )


def echo(text: str) -> None:
    """Print a page: in colour on a terminal, unless NO_COLOR is set (click ignores it), and where FORCE_COLOR is."""
    printing.echo(text, color=False if os.environ.get("NO_COLOR") else True if os.environ.get("FORCE_COLOR") else None)


def columns() -> int:
    """The width of a report: COLUMNS, else the terminal's width, else 80; 100 in a pipe. (Importing ``shutil`` for this is slow.)"""
    stated = os.environ.get("COLUMNS", "")
    if stated.isdecimal() and int(stated):
        return int(stated)
    try:
        found = os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 100
    except (OSError, ValueError):
        found = 100
    return found or 80  # 0: a terminal that does not know its width, as in a container
