"""Why a message costs more than it did: the character or the length that does it, what mends it, and what that saves."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from smslint.cost.mended import text_of
from smslint.cost.pricing import NO_COSTS, Costs, each_of
from smslint.records import NamedTuple
from smslint.text.gsm7 import GSM7, GSM_7, UCS_2
from smslint.text.offenders import offenders
from smslint.text.segmentation import segment
from smslint.wording import plural

if TYPE_CHECKING:
    from smslint.cost.change import Change
    from smslint.cost.mended import Mended
    from smslint.cost.version import Version
    from smslint.finding import Finding
    from smslint.prices import RateCard
    from smslint.result import MessageResult

_UNITS: Final = {GSM_7: "septets", UCS_2: "code units"}


class Cause(NamedTuple):
    """Why a message takes more segments, and how it takes fewer."""

    what: str
    """``'’' U+2019, right single quotation mark, is not in GSM-7``"""
    help: str = ""
    """What to do, as a sentence; empty if nothing is known that helps."""
    code: str | None = None
    """The rule that reports it."""
    path: str = ""
    line: int = 1
    column: int = 1
    replacement: str | None = None
    safe: bool = False
    """Whether ``smslint check --fix`` does it."""
    segments: int | None = None
    """The most segments then."""
    least: int | None = None
    """The least segments then."""
    saves: Costs = NO_COSTS
    """What is saved for so many sendings, by currency, at the least and the most; empty where it is not known."""


def wanted(change: Change) -> bool:
    """Whether characters may be why a message costs more."""
    return change.may_rise and change.after is not None and UCS_2 in change.after.encodings


def causes_of(change: Change, card: RateCard | None, count: int, about: Mended | None = None) -> tuple[Cause, ...]:
    """Why a message costs more, and what else makes it cheaper; none if it does not cost more, or only because it is new.

    :param count: for how many sendings is said what is saved.
    :param about: what its characters do, if that was looked at.
    """
    if not change.may_rise or change.after is None:
        return ()
    character = _of_character(change, about) if about is not None else None
    other = _of_no_limit(change) or _of_length(change) or _of_least(change)
    if change.before is not None and change.before.encodings == change.after.encodings:
        found = (other, character)
    else:
        first = character or _of_script(change)
        found = (first, other) if change.after.most is None else (first or other, None)
    return tuple(_priced(each, change, card, count) for each in found if each is not None)


def _priced(cause: Cause, change: Change, card: RateCard | None, count: int) -> Cause:
    after = change.after
    if after is None or cause.segments is None or after.most is None:
        return cause
    assert cause.least is not None
    fewer = after._replace(least=cause.least, most=cause.segments)
    costs = each_of(fewer, card, change.volume).costs
    saves = {
        each: ends.minus(costs[each]).times(count) for each, ends in change.each_after.costs.items() if each in costs
    }
    return cause._replace(saves=saves)


def _of_character(change: Change, about: Mended) -> Cause | None:
    text = text_of(about.now)
    finding = next((each for each in about.now.findings if _is_about_characters(each, text)), None)
    after = change.after
    if finding is None or after is None:
        return None
    for fixed, safe in ((about.safe, True), (about.all, False)):
        result = None if fixed is None else fixed.result
        if result is not None and _is_cheaper(result, after):
            place, fix = finding.place, finding.fixes[0]
            return Cause(
                what=finding.message.partition(": the message")[0].rstrip(".,"),
                help=finding.help.rstrip("."),
                code=finding.code,
                path=place.path or after.path,
                line=place.line,
                column=place.column,
                replacement=fix.replacement,
                safe=safe,
                segments=result.most,
                least=result.least,
            )
    return None


def _is_cheaper(result: MessageResult, than: Version) -> bool:
    """Whether a message takes fewer segments, or, where nothing limits them, fits more into each."""
    if than.most is not None:
        now = (than.most, than.least)
        return result.most is not None and (result.most, result.least) < now and result.least <= than.least
    return GSM_7 in result.encodings and GSM_7 not in than.encodings


def _is_about_characters(finding: Finding, text: str) -> bool:
    """Whether a fix of a finding replaces a character that GSM-7 does not have: others are about spaces."""
    return any(not GSM7.septets(char) for fix in finding.fixes for char in text[fix.span.start : fix.span.end])


def _of_least(change: Change) -> Cause | None:
    """That the shortest rendering takes more segments than the shortest one did, while the longest takes no more."""
    before, after = change.before, change.after
    if before is None or after is None or after.least <= before.least or before.most != after.most:
        return None
    what = f"with the shortest values it took {plural(before.least, 'segment')}, and takes {after.least} now"
    return Cause(what, path=after.path, line=after.line, column=after.column)


def _of_script(change: Change) -> Cause | None:
    """A character without a replacement, in a message that was GSM-7."""
    before, after = change.before, change.after
    if before is None or after is None or UCS_2 in before.encodings or after.witness is None:
        return None
    found = next(iter(offenders(after.text, GSM7)), None)
    if found is None:
        return None
    name = unicodedata.name(found.char, "").lower()
    what = f"{found.char!r} U+{ord(found.char):04X}{f', {name},' if name else ''} is not in GSM-7"
    return Cause(what, path=after.path, line=after.line, column=after.column)


def _of_no_limit(change: Change) -> Cause | None:
    after = change.after
    if after is None or after.most is not None or not after.unbounded_by:
        return None
    return Cause(
        f"{after.unbounded_by!r} has no length",
        f"Declare its longest value: values: {{{after.unbounded_by}: {{max: 20}}}}",
        path=after.path,
        line=after.line,
        column=after.column,
    )


def _of_length(change: Change) -> Cause | None:
    """How much the longest rendering is too long for as many segments as before."""
    before, after = change.before, change.after
    if before is None or after is None or before.most is None or after.witness is None:
        return None
    counted = segment(after.witness)
    if counted.count != after.most or counted.count <= before.most:
        return None  # a provider counts it in another way
    kept = sum(each.units for each in counted.segments[: before.most])
    one = counted.alphabet.single if counted.encoding == GSM_7 else 70
    room = one if before.most == 1 else kept
    over = counted.units - room
    units, times = _UNITS[counted.encoding], plural(before.most, "segment")
    whose = "it has" if after.witness == after.text else "with the longest values it has"
    return Cause(
        f"{whose} {counted.units} {units}, and {times} {'holds' if before.most == 1 else 'hold'} {room}",
        f"Make it {over} shorter",
        path=after.path,
        line=after.line,
        column=after.column,
        segments=before.most,
        least=min(after.least, before.most),
    )
