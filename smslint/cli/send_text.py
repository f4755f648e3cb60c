"""The output of the ``send`` commands: findings, totals, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.wording import plural

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Mapping

    from smslint.finding import Finding
    from smslint.sending.journal.entries import State
    from smslint.sending.runner import Totals


def finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """The findings about one message, the most severe first, with masked numbers."""
    from smslint.sending.mask import scrub

    for each in sorted(findings, key=lambda finding: -finding.severity):
        predicts = f" [{each.predicts}]" if each.predicts else ""
        yield f"  {each.severity.label:<8} {each.code}  {scrub(each.message, limit=2000)}{predicts}"


def totals_lines(totals: Totals, reasons: Counter[str]) -> Iterator[str]:
    """The totals of a run."""
    yield (
        f"{totals.accepted:,} accepted, {totals.refused:,} refused, {totals.failed:,} failed, {totals.in_doubt:,} in doubt, "
        f"{totals.not_attempted:,} not attempted"
        + (f"; {plural(totals.duplicates, 'duplicate')}" if totals.duplicates else "")
    )
    yield from reason_lines(reasons)


def reason_lines(reasons: Counter[str]) -> Iterator[str]:
    """How many messages each rule refused, with the rule's name."""
    if not reasons:
        return
    from smslint.rules.packs import load

    names = {rule.code: rule.name for rule in load().rules}
    for code, times in reasons.most_common():
        yield f"  refused by {code} {names.get(code, '')}: {times:,}"


def summary_line(summary: Mapping[State, int]) -> str:
    """All states of a journal in one line."""
    return ", ".join(f"{number:,} {state.value.replace('_', ' ')}" for state, number in summary.items())


def next_lines(totals: Totals, journal: object) -> Iterator[str]:
    """What to do about unfinished messages."""
    if totals.stopped:
        yield f"The run ended early: {totals.stopped}."
    if totals.not_attempted:
        yield "Run the same command again to continue; accepted messages are not sent again."
    if totals.in_doubt:
        yield f"In doubt: the provider may or may not have sent these. See: smslint send journal --journal {journal} --in-doubt"
