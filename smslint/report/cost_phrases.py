"""What a project costs in words: the same for a terminal and for a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.report.diff_phrases import between, card_line, left_out, not_known
from smslint.report.money import cents, money, price
from smslint.report.width import visible
from smslint.vocabulary import ALL_FIXES, APPENDED, GSM_7_ONLY, SAFE_FIXES
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from smslint.cost.change import Shift
    from smslint.cost.estimate import Estimate, Row
    from smslint.cost.parts import Part
    from smslint.cost.record import Blind
    from smslint.cost.version import Version
    from smslint.cost.wordings import Step
    from smslint.coverage import Coverage

_STEPS: Final = {
    SAFE_FIXES: "make its fixes (smslint check --fix)",
    ALL_FIXES: "make its fixes, which change it a little (smslint check --fix --unsafe-fixes)",
    APPENDED: "append {what!r}",
    GSM_7_ONLY: "write all of it in GSM-7 ({what})",
}
_NAMES: Final = 3


def headline(found: Estimate) -> str:
    """``$3,792.00 a month``, and how many messages are in no sum."""
    whole = plural(len(found.rows), "message")
    if not found.totals.sums:
        return (
            f"what a month costs is not known of any of {whole}" if found.totals.unknown else f"{whole}, none is sent"
        )
    figure = f"{amounts(found.totals.sums)} a month"
    return (
        f"{figure}, without {found.totals.unknown:,} of {whole}, whose cost is not known"
        if found.totals.unknown
        else figure
    )


def cheaper(found: Estimate) -> str:
    """What it would cost in the cheapest wordings that are known; empty if none is cheaper."""
    better = sum(each.wording is not None for each in found.rows)
    if not better:
        return ""
    which = f"{plural(better, 'message')} can be written in another way"
    saved = savings(found.totals.sums)
    if not saved:
        return f"{which} and take fewer segments"
    return (
        f"{amounts(found.totals.sums, then=True)} a month in the cheapest wordings known, which saves {saved}: {which}"
    )


def amounts(sums: Iterable[Shift], *, then: bool = False) -> str:
    """``$3,160.00``, ``$790.00 to $1,580.00 + €5.00``: as it is, or in the cheapest wordings."""
    return " + ".join(between(each.after if then else each.before, each.currency) for each in sums)


def savings(sums: Iterable[Shift]) -> str:
    """What the cheapest wordings save: ``$1,580.00``, ``$0.00 to $10.00``; empty if nothing."""
    found = []
    for each in sums:
        if each.before.most is None or each.after.most is None or each.before == each.after:
            continue
        ends = sorted(
            (cents(each.before.least) - cents(each.after.least), cents(each.before.most) - cents(each.after.most))
        )
        least, most = (money(end, each.currency) for end in ends)
        found.append(most if least == most else f"{least} to {most}")
    return " + ".join(found)


def monthly(row: Row) -> str:
    """What a message costs in a month, or ``unknown``."""
    change = row.change
    if change.unknown:
        return "unknown"
    return amounts(change.monthly) or "never sent"


def volume(row: Row) -> str:
    """How often it is sent in a month, or ``unknown``."""
    return "unknown" if row.change.volume is None else f"{row.change.volume.monthly:,}"


def how(row: Row) -> str:
    """The cheapest wording in a sentence: ``1 segment, GSM-7, saves $1,580.00 a month: make its fixes (smslint check --fix)``."""
    wording = row.wording
    if wording is None:
        return ""
    most = plural(wording.most, "segment")
    taken = most if wording.least == wording.most else f"{wording.least}–{most}"
    saved = savings(row.change.monthly)
    saves = f", saves {saved} a month" if saved else _each_saving(row)
    steps = "; ".join(step(each) for each in wording.steps)
    return visible(f"{taken}, {' or '.join(wording.encodings)}{saves}: {steps}")


def _each_saving(row: Row) -> str:
    """What is saved each time, where nobody says how often it is sent."""
    before, after = row.change.each_before, row.change.each_after
    if row.change.volume is not None:
        return ""
    saved = [
        price(ends.most - then.most, currency)
        for currency, ends in before.costs.items()
        if (then := after.costs.get(currency)) is not None and ends.most is not None and then.most is not None and ends.most != then.most
    ]  # fmt: skip
    return f", saves {' + '.join(saved)} each time" if saved else ""


def step(found: Step) -> str:
    """What is to be done for it."""
    return _STEPS[found.name].format(what=found.what)


def countries(part: Part) -> str:
    """``US``; ``CA or US`` where nobody states the shares."""
    return " or ".join(map(visible, part.names)) or "no country stated"


def reasons(found: Mapping[str, list[Version]], most: int | None = _NAMES) -> Iterator[str]:
    """Why the cost of messages is not known, each reason with the messages."""
    for reason, versions in found.items():
        yield f"{visible(reason)} ({plural(len(versions), 'message')}): {some(versions, most)}"


def some(versions: list[Version], most: int | None) -> str:
    """The names of some messages, and how many more there are."""
    shown = versions if most is None else versions[:most]
    more = f" and {len(versions) - len(shown):,} more" if len(shown) < len(versions) else ""
    return visible(", ".join(each.name for each in shown)) + more


def asides(found: Estimate) -> Iterator[str]:
    """What else is to be said: files that were not read completely, rate cards, notes."""
    yield from uncounted(found.coverage, found.blind)
    yield from map(card_line, found.cards)
    yield from map(visible, found.notes)


def uncounted(coverage: Coverage | None, blind: Sequence[Blind]) -> Iterator[str]:
    """What was not understood, and the files that are not counted."""
    named = {each.path for each in blind}
    yield from not_known(coverage, lambda path: path not in named)
    yield from left_out("not counted", blind)
