"""A reconciliation in sentences."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from smslint.report.money import spend
from smslint.report.width import visible
from smslint.vocabulary import (
    APPENDED,
    CUT,
    ENCODING,
    NO_TEMPLATE,
    NO_TEXT,
    NOT_BILLED,
    OTHER_VALUE,
    PREFIX,
    SMART_ENCODING,
    SPLIT,
    UNEXPLAINED,
    VALUE_ENCODING,
    VALUE_LENGTH,
)
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.reconcile.record import Cause, Line, Reason, Reconciliation, Sums

_BILLED: Final = {
    ENCODING: "the provider sent them in another encoding",
    SMART_ENCODING: "smart encoding is not as the configuration says (smart_encoding)",
    SPLIT: "the provider splits long texts in another way",
    APPENDED: "the provider counts the text that it adds (appended)",
    NOT_BILLED: "they failed and were not billed",
    UNEXPLAINED: "nothing here explains it",
}
_ADDED: Final = "what the provider puts in front of them"
_DECLARED: Final = {
    VALUE_LENGTH: "longer than declared",
    VALUE_ENCODING: "with characters outside of GSM-7",
}
_REASONS: Final = {
    NO_TEMPLATE: "like no template of this project",
    NO_TEXT: "without a text in the log",
    CUT: "with only the beginning of a text in the log",
}


def named(line: Line) -> str:
    """A template, with its language where the path does not name it."""
    return f"{line.name} ({line.locale})" if line.locale and line.locale not in line.name else line.name


def headline(found: Reconciliation) -> Iterator[str]:
    """The log, how much of it was found again, and what it came to."""
    period = found.period
    dates = (
        "" if period is None else f", {period.first}" + ("" if period.first == period.last else f" to {period.last}")
    )
    yield f"{visible(found.log)} ({found.title}){dates}"
    shared = sum(each.sums.messages for each in found.ambiguous)
    parts = [f"{found.matched:,} from one template{_percent(found.matched, found.messages)}"]
    if shared:
        parts.append(f"{shared:,} from one of several")
    if found.unmatched.messages:
        parts.append(f"{found.unmatched.messages:,} from none")
    yield f"{plural(found.messages, 'message')}: {', '.join(parts)}"
    total = found.total
    billed = "segments billed: unknown" if total.billed is None else f"{plural(total.billed, 'segment')} billed"
    if total.billed is not None and total.unbilled:
        billed += f" in {plural(total.messages - total.unbilled, 'message')}"
    spent = spend(total.spend) or "spend unknown"
    least = "at least " if total.spend and total.unpriced else ""
    yield f"{billed}, {_counted(total)}; {least}{spent}; {sum(total.failures.values()):,} failed"
    rest = [
        (found.pending, "still on its way", "still on their way"),
        (found.canceled, "canceled before it was sent", "canceled before they were sent"),
        (found.received, "row of a received message", "rows of received messages"),
        (found.repeated, "further row of a message that was counted", "further rows of messages that were counted"),
    ]
    said = [f"{count:,} {one if count == 1 else many}" for count, one, many in rest if count]
    if said:
        yield f"not counted: {', '.join(said)}"


def _counted(total: Sums) -> str:
    if not total.uncounted:
        return f"{total.counted:,} counted"
    whole = total.messages - total.uncounted
    return f"{total.counted:,} counted in {plural(whole, 'whole text')}" if whole else "counted: unknown"


def _percent(part: int, whole: int) -> str:
    return f" ({(Decimal(100 * part) / whole).quantize(Decimal('0.1'))} %)" if whole else ""


def because(cause: Cause, line: Line) -> str:
    """``3 more segments than counted in 3 messages: the provider splits long texts in another way``."""
    count = f"{plural(abs(cause.segments), 'segment')}".replace(
        " ", f" {'more' if cause.segments > 0 else 'fewer'} ", 1
    )
    messages = plural(cause.messages, "message")
    if cause.cause == PREFIX:
        return f"{count} than without {_ADDED}, in {messages}"
    if cause.cause in _DECLARED:
        whose = f"`{visible(cause.placeholder)}` is" if cause.placeholder else "a value is"
        return f"{count} than the {line.most} that it can take, in {messages}: {whose} {_DECLARED[cause.cause]}"
    return f"{count} billed than counted in {messages}: {_BILLED[cause.cause]}"


def reasons(found: Reconciliation, *, every: bool) -> Iterator[str]:
    """Why messages are from no template, one sentence each."""
    shown = found.reasons if every else found.reasons[:5]
    for each in shown:
        yield f"{plural(each.messages, 'message')} {_reason(each)} ({_rows(each)})"
    if len(shown) < len(found.reasons):
        yield f"and {plural(sum(each.messages for each in found.reasons[len(shown) :]), 'more message')} (--all lists why)"


def _reason(reason: Reason) -> str:
    if reason.reason == OTHER_VALUE and reason.line is not None:
        hole = f"`{visible(reason.placeholder)}`" if reason.placeholder else "one of its values"
        return f"like {visible(named(reason.line))}, but {hole} cannot be what it is there"
    return _REASONS[reason.reason]


def _rows(reason: Reason) -> str:
    listed = ", ".join(f"{each:,}" for each in reason.rows)
    return f"row{'' if len(reason.rows) == 1 else 's'} {listed}{', …' if reason.messages > len(reason.rows) else ''}"


def states(found: Reconciliation, most: int | None) -> Iterator[str]:
    """The templates that nobody sends, and the groups that cannot be told apart."""
    unsent = [visible(named(each)) for each in found.unsent]
    if unsent:
        more = "" if most is None or len(unsent) <= most else f" and {len(unsent) - most} more (--all lists every one)"
        yield f"nobody sends: {', '.join(unsent[:most])}{more}"
    for each in found.ambiguous[:most]:
        names = ", ".join(visible(named(line)) for line in each.lines[:most])
        yield f"{plural(each.sums.messages, 'message')} could be from any of {len(each.lines)}: {names}"
