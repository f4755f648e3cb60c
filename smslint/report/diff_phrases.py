"""Money, segments and limits of a comparison as text: the same words for a terminal, a comment and an annotation."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from smslint.records import replace
from smslint.report.money import NO_LIMIT, cents, money, price
from smslint.report.width import visible
from smslint.vocabulary import NEW, REMOVED, STATES, UNCHANGED
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from smslint.cost.causes import Cause
    from smslint.cost.change import Change, Shift
    from smslint.cost.pricing import Costs, Ends
    from smslint.cost.record import Blind, Card, Diff
    from smslint.cost.version import Version
    from smslint.coverage import Coverage

_FILES: Final = 10


def between(ends: Ends, currency: str) -> str:
    """``$1,580.00``, or ``$790.00 to $1,580.00``."""
    least, most = money(ends.least, currency), money(ends.most, currency)
    return least if least == most else f"{least} to {most}"


def change_between(shift: Shift) -> str:
    """``+$1,580.00``, or ``+$790.00 to +$1,580.00``: the differences at both ends, of the amounts as they are shown, so that rows add up."""
    least = cents(shift.after.least) - cents(shift.before.least)
    if shift.after.most is None or shift.before.most is None:
        return f"{money(least, shift.currency, signed=True)} to unknown"
    most = cents(shift.after.most) - cents(shift.before.most)
    one, other = (money(each, shift.currency, signed=True) for each in sorted((least, most)))
    return one if one == other else f"{one} to {other}"


def arrow(before: str | None, after: str | None) -> str:
    """``1 → 2``; one of them, if they are equal or the other does not exist."""
    if before is None or after is None or before == after:
        return after if after is not None else before or ""
    return f"{before} → {after}"


def segments(version: Version | None) -> str | None:
    """``1``, ``1–2``, ``1–∞``."""
    if version is None:
        return None
    most = NO_LIMIT if version.most is None else str(version.most)
    return most if most == str(version.least) else f"{version.least}–{most}"


def encodings(version: Version | None) -> str | None:
    """``GSM-7 or UCS-2``."""
    return None if version is None else " or ".join(version.encodings)


def each_send(costs: Costs, version: Version | None) -> str | None:
    """What one sending costs: ``$0.0079``, ``$0.0079–$0.0158``; ``None`` where it does not exist or is not known."""
    if version is None or not costs:
        return None
    found = []
    for currency, ends in costs.items():
        least, most = price(ends.least, currency), price(ends.most, currency)
        found.append(least if least == most else f"{least}–{most}")
    return " + ".join(found)


def name_of(version: Version) -> str:
    """``locales/en.yml sms.welcome``, not escaped."""
    return version.name


def state(change: Change) -> str:
    """``new``, ``removed``, ``was old/path.txt``; empty if it is where it was."""
    if change.status in {NEW, REMOVED}:
        return change.status
    before, after = change.before, change.after
    if before is None or after is None or (before.path, before.key) == (after.path, after.key):
        return ""
    return f"was {visible(before.path if before.path != after.path else before.key or 'without a key')}"


def costs_more(change: Change, per: int) -> str:
    """What changes: ``+$1,580.00``, ``+$7.90 per 1,000``, or why that is not known."""
    if change.monthly:
        return ", ".join(map(change_between, change.monthly))
    if not change.unknown:
        return "never sent"
    if change.volume is None:
        known = [each for each in change.sent(per) if each.change.most is not None]
        if known and len(known) == len(change.sent(per)):
            return f"{', '.join(map(change_between, known))} per {per:,}"
    return f"not known: {visible(change.unknown)}"


def monthly(change: Change) -> str:
    """``$1,580.00 → $3,160.00 (200,000)``, or ``volume unknown``."""
    if change.volume is None:
        return "volume unknown"
    found = ", ".join(
        arrow(
            None if change.before is None else between(each.before, each.currency),
            None if change.after is None else between(each.after, each.currency),
        )
        for each in change.monthly
    )
    return f"{found or 'unknown'} ({change.volume.monthly:,})"


def headline(diff: Diff) -> str:
    """``+$1,264.00 a month (+19.5 %), $6,478.00 → $7,742.00``; where no sum is known, what is."""
    if not diff.totals.sums:
        return segments_sentence(diff)
    found = []
    for each in diff.totals.sums:
        share = each.percent
        change = change_between(each)
        of = "" if share is None or not each.change.most else f" ({'+' if share > 0 else '−'}{abs(share):f} %)"
        amounts = arrow(between(each.before, each.currency), between(each.after, each.currency))
        found.append(
            f"no change, {amounts} a month"
            if change == money(Decimal(0), each.currency)
            else f"{change} a month{of}, {amounts}"
        )
    return "; ".join(found)


def segments_sentence(diff: Diff) -> str:
    """What changed in segments, where no cost is known: ``2 messages take more segments, 1 takes fewer``."""
    touched = [each.change for each in diff.touched]
    both = [each for each in touched if each.costs_otherwise and each.before is not None and each.after is not None]
    limits = [
        each.before.most is not None
        for each in both
        if each.before is not None and each.may_rise and each.after is not None and each.after.most is None
    ]
    lost = sum(limits)
    rise = sum(each.may_rise for each in both) - len(limits)
    fall = sum(each.may_fall and not each.may_rise for each in both)
    same = sum(not each.may_rise and not each.may_fall for each in both)
    found: list[str] = []
    for count, one, many in (
        (rise, "takes more segments", "take more segments"),
        (fall, "takes fewer segments", "take fewer segments"),
        (same, "has another encoding and as many segments", "have another encoding and as many segments"),
        (lost, "has no limit now", "have no limit now"),
        (len(limits) - lost, "has no limit, as before", "have no limit, as before"),
        (sum(each.status == NEW for each in touched), "is new", "are new"),
        (sum(each.status == REMOVED for each in touched), "was removed", "were removed"),
    ):
        if count:
            found.append(f"{count if found else plural(count, 'message')} {one if count == 1 else many}")
    return ", ".join(found) or "no message takes more segments or fewer"


def counts(diff: Diff) -> str:
    """``1 new, 1 removed, 2 changed, 41 unchanged``, and how many files were not compared."""
    by = Counter(each.change.status for each in diff.lines)
    found = [f"{by[status]} {status}" for status in STATES if by[status] or status == UNCHANGED]
    if diff.blind:
        found.append(f"{plural(len(diff.blind), 'file')} not compared")
    return ", ".join(found)


def known(diff: Diff) -> str:
    """``Volumes are declared for 3 of 4 changed messages``; empty if for all."""
    touched = diff.touched
    have = sum(each.change.volume is not None for each in touched)
    if touched and not have:
        return "No volume is declared for what changed: volumes in smslint.yaml say how often a message is sent"
    if have == len(touched):
        return ""
    return f"Volumes are declared for {have} of {plural(len(touched), 'changed message')}"


def why(cause: Cause, change: Change, per: int) -> str:
    """The sentence about a cause, without its place: what it is, what to do, what that saves."""
    as_before = change.before is not None and cause.segments == change.before.most
    again = "" if cause.segments is None else _counted(cause) + (" again" if as_before else "")
    saved = [
        " to ".join(money(each, currency) for each in sorted({cents(ends.least), cents(ends.most)}))
        for currency, ends in cause.saves.items()
        if ends.most is not None and (ends.least or ends.most)
    ]
    unit = f"per {per:,}" if change.volume is None else "a month"
    saves = f", saves {' and '.join(saved)} {unit}" if saved else ""
    how = (
        ""
        if cause.replacement is None
        else " (smslint check --fix)"
        if cause.safe
        else " (smslint check --fix --unsafe-fixes)"
    )
    done = ": ".join(filter(None, (cause.help, f"{again}{saves}" if again else "")))
    return visible(". ".join(filter(None, (cause.what, f"{done}{how}"))) + ".")


def _counted(cause: Cause) -> str:
    """``1 segment``, ``1–3 segments``: what a message takes then."""
    most = cause.segments or 0
    return plural(most, "segment") if cause.least == most else f"{cause.least}–{most} segments"


def card_line(card: Card) -> str:
    """``Rate card: prices.csv, as of 2026-11-01``, and what its change costs."""
    dated = f", as of {visible(card.as_of)}" if card.as_of else ""
    line = f"Rate card: {visible(card.name)}{dated}"
    if not card.changed:
        return line
    sums, unknown = ((), 0) if card.effect is None else card.effect[:2]
    without = f" without {plural(unknown, 'message')} that only the new one has prices for" if sums and unknown else ""
    effect = f"{', '.join(map(change_between, sums))} a month{without}" if sums else "what that costs is not known"
    return f"{line}. It changed too: {effect}, which is not in these figures"


def _not_known(diff: Diff) -> Iterator[str]:
    """What is unknown of what changed."""
    paths = {*diff.gaps, *(each.change.version.path for each in diff.touched)}
    costs = () if diff.coverage is None else diff.coverage.costs
    return not_known(diff.coverage, lambda path: path in paths, costs)


def not_known(
    coverage: Coverage | None, wanted: Callable[[str | None], bool], costs: tuple[str, ...] = ()
) -> Iterator[str]:
    """What was not understood of some files. What only decides which rules run is left out.

    :param wanted: whether a file is one of them.
    :param costs: what is unknown about the costs, and not said elsewhere.
    """
    if coverage is not None:
        parts = tuple(each for each in coverage.unread if wanted(each.path))
        yield from map(visible, replace(coverage, unread=parts, unknown_kind=None, unasked=(), costs=costs).lines())


def left_out(how: str, files: Sequence[Blind]) -> Iterator[str]:
    """The files that could not be read completely: ``not compared: PATH: WHY``."""
    for each in files[:_FILES]:
        yield f"{how}: {visible(each.path)}: {visible(each.why)}"
    if len(files) > _FILES:
        yield f"{how}: {plural(len(files) - _FILES, 'more file')}"


def asides(diff: Diff) -> Iterator[str]:
    """What else is to be said: what was not understood, files that were not compared, unknown volumes, rate cards, notes."""
    yield from _not_known(diff)
    yield from left_out("not compared", diff.blind)
    if words := known(diff):
        yield words
    yield from map(card_line, diff.cards)
    yield from map(visible, diff.notes)
