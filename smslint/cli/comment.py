"""``smslint comment``: a report in the pull request."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from smslint.cli.printing import say
from smslint.errors import ConfigError

_LARGEST = 16 * 1024 * 1024


@click.command(
    epilog="\b\nExamples:\n"
    "  smslint diff --format markdown --output diff.md; smslint comment diff.md\n"
    "  smslint cost --format markdown --output cost.md; smslint comment cost.md --key nightly\n"
    "  smslint comment diff.md --summary-only"
)
@click.argument("report", type=click.Path(path_type=Path))
@click.option("--key", default="default", show_default=True, help="The name of the comment, if there are several.")
@click.option("--summary-only", is_flag=True, help="Write no comment.")
def command(report: Path, key: str, summary_only: bool) -> int:
    """Put REPORT into the pull request: always into the summary of the job, and into one comment where the token may.

    REPORT is what diff, cost or prices diff writes with --format markdown; it may be empty. In GitHub Actions the token is
    GITHUB_TOKEN, in GitLab CI SMSLINT_GITLAB_TOKEN. The comment is found again by the hidden mark in its first line, and
    updated. This is the only command that speaks to the host of a repository.

    Exit status: 0 also where no comment could be written, which is said; 2 for wrong usage.
    """
    from smslint.ci.comment import mark_of
    from smslint.ci.summary import summarise

    if not re.fullmatch(r"[\w.-]{1,80}", key):
        raise ConfigError("--key: write letters, digits, dots and dashes only")
    text = _text(report)
    if text.strip() and mark_of(text) is None:
        raise ConfigError(f"{report}: this is no report that diff, cost or prices diff wrote with --format markdown")
    if done := summarise(text, os.environ):
        say(done, err=True)
    if not summary_only:
        say(_comment(text, key), err=True)
    return 0


def _text(report: Path) -> str:
    """The text of a report.

    :raises ConfigError: if it cannot be read.
    """
    try:
        with report.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "that is not a path"
        raise ConfigError(f"{report}: cannot be read ({reason})") from error
    if len(data) > _LARGEST:
        raise ConfigError(f"{report}: too large for a report")
    return data.decode("utf-8", "replace").replace("\r\n", "\n")


def _comment(text: str, key: str) -> str:
    """Write the comment. What was done, or why nothing was."""
    from smslint.ci.api import HostError
    from smslint.ci.comment import comment
    from smslint.ci.host import Thread, thread_of

    thread = thread_of(os.environ)
    if not isinstance(thread, Thread):
        return f"no comment: {thread}"
    try:
        return comment(thread, text, key)
    except HostError as error:
        may_not = " (the token may not write here: that of a pull request from a fork only reads)"
        return f"no comment: {error}{may_not if error.status in {401, 403, 404} else ''}"
