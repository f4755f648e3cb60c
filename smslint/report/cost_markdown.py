"""What a project costs as Markdown: for a comment or a job summary. Its lists are cut to fit; its sums never are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.report import cost_phrases as words
from smslint.report.comment import capital, cut, named, own
from smslint.report.diff_phrases import each_send, encodings, segments
from smslint.report.limit_phrases import verdicts
from smslint.report.markup import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.cost.estimate import Estimate, Row
    from smslint.cost.parts import Part

MARK: Final = "<!-- smslint:cost key=default -->"
_SHARE: Final = (30_000, 12_000, 6_000)
"""The most characters of the table, of the wordings, and of each other list: a comment on GitHub may have 65,536."""


def markdown(found: Estimate) -> str:
    """The whole figure."""
    lines = [MARK, f"### Text messages: {own(words.headline(found))}", ""]
    if cheaper := words.cheaper(found):
        lines += [f"{own(capital(cheaper))}.", ""]
    for held, sentence in verdicts(found.held):
        if held.ok is not True:
            lines += [f"{'❌' if held.fails else '⚠️'} {own(capital(sentence))}.", ""]
    lines += ["| message | segments | encoding | each send | volume | a month |", "|---|---|---|---|---|---|"]
    lines += [*cut(map(_row, found.rows), _SHARE[0], "| … and {} | | | | | |"), ""]
    better = [each for each in found.rows if each.wording is not None]
    if better:
        lines += ["**Cheaper wordings:**", "", *cut(map(_cheaper, better), _SHARE[1], "- and {}"), ""]
    for title, parts in (("country", found.countries), ("kind", found.kinds)):
        lines += [*_parts(title, parts), ""]
    reasons = [f"- {own(each)}" for each in words.reasons(found.reasons)]
    if reasons:
        lines += ["**Not known, and in no sum:**", "", *cut(reasons, _SHARE[2], "- and {}", "reason"), ""]
    lines += [f"{own(capital(line))}.\n" for line in words.asides(found)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _row(row: Row) -> str:
    version = row.version
    cells = [
        named(version),
        text_of(segments(version) or ""),
        text_of(encodings(version) or ""),
        own(each_send(row.change.each_before.costs, version) or "unknown"),
        words.volume(row),
        own(words.monthly(row)),
    ]
    return f"| {' | '.join(cells)} |"


def _cheaper(row: Row) -> str:
    return f"- {named(row.version)}: {own(words.how(row))}"


def _parts(title: str, parts: Sequence[Part]) -> Iterator[str]:
    yield f"| {title} | messages | not known | a month | cheapest known |"
    yield "|---|---|---|---|---|"
    rows = (
        f"| {text_of(words.countries(each))} | {each.messages:,} | {each.unknown:,} "
        f"| {own(words.amounts(each.sums) or 'unknown')} | {own(words.amounts(each.sums, then=True) or 'unknown')} |"
        for each in parts
    )
    yield from cut(rows, _SHARE[2], "| … and {} | | | | |", "row")
