"""Where reports go: to standard output, to files, and automatically into GitHub Actions."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.cli.printing import as_ascii, as_ascii_xml, echo, echo_raw, our_links, workflow_commands
from smslint.errors import ConfigError
from smslint.real_paths import real_path
from smslint.vocabulary import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.report.options import ReportOptions
    from smslint.result import Result

    Page = Callable[[Result, ReportOptions], str]

_COMMANDS: Final = {"github", "azure"}
"""Formats whose lines are commands to the runner of CI."""
_JSON: Final = {"json", "jsonl", "sarif", "gitlab", "rdjson"}


def parse_outputs(words: tuple[str, ...], formats: tuple[str, ...]) -> list[tuple[str, Path]]:
    """Read ``FORMAT=PATH`` options; invalid ones fail before anything runs.

    :raises UsageError: for an unknown format, a missing path or a path that is named twice.
    """
    found: list[tuple[str, Path]] = []
    if not words:
        return found
    import click

    for word in words:
        form, equals, path = word.partition("=")
        if not equals or not path:
            raise click.UsageError(f"--output {word}: write FORMAT=PATH, such as --output sarif=smslint.sarif")
        if form not in formats:
            from smslint.wording import nearest

            raise click.UsageError(f"--output {word}: there is no format {form!r}{nearest(form, formats)}")
        if any(Path(path) == other for _, other in found):
            raise click.UsageError(f"--output: {path} is named twice")
        found.append((form, Path(path)))
    return found


def report(
    result: Result,
    chosen: str | None,
    outputs: list[tuple[str, Path]],
    options: ReportOptions,
    *,
    err: bool = False,
    page: Page | None = None,
) -> None:
    """Write every report, and on standard error what is not known if the chosen one has no place for it. Inside GitHub Actions without ``--format``, also write annotations and the job summary.

    :param err: print it to standard error, because standard output has the fixed text.
    :param page: how the result is written as a page.
    :raises ConfigError: when a file cannot be written.
    """
    from smslint.report import FINDINGS_ONLY, render

    for form, path in outputs:
        if page is not None and form == PAGE:
            write(path, page(result, options))
            continue
        with workflow_commands() if form in _COMMANDS else nullcontext():
            write(path, "".join(render(form, result, options._replace(color=False))))
    if page is not None and chosen == PAGE:
        echo(page(result, options), nl=False, err=True) if err else echo_raw(page(result, options))
        return
    with workflow_commands() if chosen in _COMMANDS else our_links() if options.links else nullcontext():
        for piece in render(chosen or "text", result, options):
            echo(
                as_ascii(piece) if chosen in _JSON else as_ascii_xml(piece) if chosen == "junit" else piece,
                nl=False,
                err=err,
            )
    if chosen in FINDINGS_ONLY:
        say_unknown(result)
    if chosen is None and os.environ.get("GITHUB_ACTIONS") == "true" and not err:
        with workflow_commands():
            for piece in render("github", result, options):
                echo(piece, nl=False)
        _summarise("".join(render("markdown", result, options._replace(color=False))))


def say_unknown(result: Result) -> None:
    """Print on standard error what is not known, for a command whose own output does not say it."""
    from smslint.report.phrases import coverage

    for line in coverage(result):
        echo(line, err=True)


def write(path: Path, text: str) -> None:
    """Write a report to a file, completely or not at all.

    :raises ConfigError: if it cannot be written.
    """
    from smslint.writing import write_bytes

    try:
        write_bytes(path, text.encode("utf-8", "backslashreplace"))
    except FileNotFoundError:
        folder = real_path(path).parent if path.is_symlink() else path.parent
        raise ConfigError(f"{path}: there is no folder {folder}; create it first") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror or error})") from None


def _summarise(text: str) -> None:
    """Append to the summary of the GitHub job; other steps write to it too."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        try:
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(text + "\n")
        except OSError:
            return  # the summary is optional; the annotations are already printed
