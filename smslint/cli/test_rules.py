"""``smslint test-rules``: run the examples in rule files. Do not trust a pack without passing tests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from smslint import clock
from smslint.cli.printing import echo_json, say
from smslint.cli.terminal import echo
from smslint.real_paths import real_path
from smslint.wording import plural

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.errors import PackError
    from smslint.rules.packs import Packs
    from smslint.rules.testing import RuleTestOutcome


@click.command(
    "test-rules",
    short_help="Run the tests in rule files.",
    epilog="\b\nExamples:\n  smslint test-rules\n  smslint test-rules our-rules/",
)
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False))
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
def command(folder: str | None, form: str) -> None:
    """Run the tests in rule files: those of the included rules, or those in FOLDER.

    A rule without a source, or without at least one failing and one passing test, is refused. The exit status is 1 if a
    test fails or a file is refused. A rule past its review date is named, but does not fail the run.
    """
    from pathlib import Path

    from smslint.rules.packs import load_tested
    from smslint.rules.review import overdue
    from smslint.rules.testing import run_tests

    extra = real_path(Path(folder)) if folder else None
    found = load_tested((extra,) if extra else ())
    chosen = [rule for rule in found.rules if extra is None or real_path(rule.path).is_relative_to(extra)]
    outcomes = list(run_tests(found.rules, chosen))
    if extra is not None and not chosen and not found.refused:
        say(f"{folder}: this folder contains no rules", err=True)
        raise SystemExit(2)
    echo_json(_json(found, outcomes)) if form == "json" else echo("\n".join(_text(found, outcomes)))
    for finding in overdue(
        found.rules if extra is None else [*chosen, *filter(None, [found.find("PAK001")])],
        clock.today(),
    ):
        say(f"note: {finding.message}", err=True)
    raise SystemExit(1 if found.refused or any(outcome.problem for outcome in outcomes) else 0)


def _text(found: Packs, outcomes: list[RuleTestOutcome]) -> list[str]:
    from smslint.report.width import visible

    lines = [f"{click.style('refused', fg='red')} {visible(str(error))}" for error in found.refused]
    for outcome in outcomes:
        if outcome.problem:
            note = f" ({visible(outcome.test.note)})" if outcome.test.note else ""
            lines += [
                f"{click.style('failed', fg='red')} {visible(f'{_place(outcome)}: {outcome.problem}')}",
                f"       {visible(repr(outcome.test.text))}{note}",
            ]
    failed = sum(bool(outcome.problem) for outcome in outcomes)
    rules = len({outcome.rule.code for outcome in outcomes})
    summary = (
        f"{plural(len(outcomes), 'test')} of {plural(rules, 'rule')}: {len(outcomes) - failed} passed, {failed} failed"
    )
    return [*lines, summary + (f", {plural(len(found.refused), 'file')} refused" if found.refused else "")]


def _place(outcome: RuleTestOutcome) -> str:
    return f"{_short(outcome.rule.path)}: {outcome.rule.code} test {outcome.number + 1}"


def _short(path: Path) -> str:
    from pathlib import Path

    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _json(found: Packs, outcomes: list[RuleTestOutcome]) -> str:
    return json.dumps(
        {
            "version": 1,
            "refused": [_error(error) for error in found.refused],
            "tests": [
                {"code": outcome.rule.code, "number": outcome.number + 1, "text": outcome.test.text, "problem": outcome.problem or None}
                for outcome in outcomes
            ],
        },
        ensure_ascii=False,
        indent=2,
    )  # fmt: skip


def _error(error: PackError) -> str:
    return str(error)
