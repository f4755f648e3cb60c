"""Segments, encodings, money and counts as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.finding import Severity
from smslint.report.width import visible
from smslint.text import extent
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.coverage import Coverage
    from smslint.result import CostRange, MessageResult, Result

_NAMED: Final = 3


def encodings(message: MessageResult) -> str:
    """``GSM-7``, or ``GSM-7 or UCS-2`` if it depends on the values."""
    return extent.encodings(message)


def segments(message: MessageResult) -> str:
    """``1``, ``1–2``, or ``2–∞ (name has no length)``."""
    blame = extent.blame(message)
    return extent.segments(message) + (f" ({visible(blame)})" if blame else "")


def cost(cost: CostRange) -> str:
    """``US 0.0079–0.0158 USD``: what one recipient costs."""
    return visible(str(cost))


def summary(result: Result) -> str:
    """The last line of every report for people: ``3 files, 12 messages: 2 errors, 5 warnings``."""
    what = f"{plural(result.files, 'file')}, {plural(len(result.messages), 'message')}"
    counts = ", ".join(
        plural(count, severity.label) if severity is not Severity.INFO else f"{count} info"
        for severity in sorted(Severity, reverse=True)
        if (count := result.count(severity))
    )
    left_out = f" ({result.suppressed} suppressed)" if result.suppressed else ""
    nothing = "nothing to report" if result.messages else "nothing was checked"
    return f"{what}: {counts or nothing}{left_out}"


def coverage(result: Result) -> Iterator[str]:
    """What could not be parsed and what is unknown: up to one line for each."""
    if result.coverage is not None:
        yield from not_known(result.coverage)


def not_known(found: Coverage) -> Iterator[str]:
    """What a coverage lacks: up to one line for what could not be parsed, and one for what is unknown."""
    if found.unread:
        first = found.unread[0]
        more = f" and {len(found.unread) - 1} more" if len(found.unread) > 1 else ""
        yield visible(f"not understood: {first.path}:{first.line} {first.why.removesuffix('.')}{more}")
    parts = []
    if found.unknown_kind is not None:
        count = plural(found.unknown_kind.messages, "message")
        parts.append(f"the kind of {count} (set kind: marketing, transactional or otp)")
    missing = [each for each in found.unasked if each.fact != "rule"]
    parts += sorted({each.fact for each in missing} - {"kind"})
    if parts and missing:
        parts[-1] += f"; without that, {plural(len({each.code for each in missing}), 'rule')} could not run"
    parts += [
        f"what {each.code} finds in {plural(each.messages, 'message')}: it did not run"
        for each in found.unasked
        if each.fact == "rule"
    ]
    if found.regions_without_profile:
        parts.append(without_profile(found.regions_without_profile))
    parts += [
        f"the dialect of {plural(each.messages, 'message')}, read as {each.dialect} for {each.evidence}"
        + (f", which {' and '.join(each.also)} would read in another way" if each.also else "")
        for each in found.guessed
    ]
    if parts:
        yield visible(f"not known: {', '.join(parts)}")


def without_profile(regions: Sequence[str]) -> str:
    """``the rules of AQ, BV, which have no profile``."""
    if len(regions) > _NAMED:
        regions = (*regions[:_NAMED], f"{len(regions) - _NAMED} more")
    return f"the rules of {', '.join(regions)}, which {'has' if len(regions) == 1 else 'have'} no profile"


def fixable(result: Result) -> str:
    """How much ``--fix`` could do, or an empty string."""
    fixes = [
        finding.fix
        for finding in result.findings
        # If the finding has a place but its fix has none, the fix cannot be written to the file: a person must apply it.
        if finding.fix is not None and (finding.fix.location is not None or finding.location is None)
    ]
    safe = sum(fix.safe for fix in fixes)
    unsafe = len(fixes) - safe
    if safe and unsafe:
        return f"{safe} fixable with --fix, {unsafe} more with --unsafe-fixes"
    if safe:
        return f"{safe} fixable with --fix"
    return f"{unsafe} fixable with --unsafe-fixes" if unsafe else ""
