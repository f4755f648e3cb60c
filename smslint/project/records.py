"""Convert outcomes to plain lists and back, for the cache. Without paths, which depend on the working folder.

Rows from the cache are validated: an invalid row raises ``ValueError``, and the file is checked again.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from smslint.finding import Confidence, Finding, Fix, Label, Location, Severity
from smslint.project.files import SIDECAR
from smslint.project.outcome import Outcome, Parts, Selected
from smslint.project.wordings import Wording
from smslint.result import CostRange, MessageResult
from smslint.span import Span

_TEXT: Final = (str,)
_NUMBER: Final = (int,)
_MAYBE_TEXT: Final = (str, type(None))
_MAYBE_NUMBER: Final = (int, type(None))
_MESSAGE: Final = (
    _MAYBE_TEXT, _NUMBER, _NUMBER, _TEXT, (bool,), _MAYBE_TEXT, _TEXT, (list,), _NUMBER, _MAYBE_NUMBER, _MAYBE_TEXT,
    _MAYBE_TEXT, _MAYBE_NUMBER, _MAYBE_TEXT, (list,), (list,), _TEXT, _TEXT, (list,), _NUMBER, (float,), (list,),
)  # fmt: skip
_FINDING: Final = (
    _TEXT, _TEXT, _NUMBER, _TEXT, _TEXT, (list,), _TEXT, _TEXT, (list,), (list, type(None)), _TEXT, (list, type(None)),
    _MAYBE_TEXT, _TEXT, _TEXT, _TEXT, (list,), _TEXT, _TEXT,
)  # fmt: skip
_LOCATION: Final = (_NUMBER, _NUMBER, _NUMBER, _NUMBER, _NUMBER, _TEXT)


def to_record(outcome: Outcome, shown: str) -> list[Any]:
    """An outcome as sequences of plain values, without its edits."""
    return [
        [_message(each) for each in outcome.messages],
        [_finding(each, shown) for each in outcome.findings],
        outcome.suppressed,
        sorted(map(list, outcome.silent)),
        list(outcome.parts),
        [None if each is None else [*each[:3], list(each.names), *each[4:]] for each in outcome.wordings],
    ]


def from_record(record: list[Any], shown: str) -> Outcome:
    """The outcome of a record, for a file that is now shown with this path.

    :raises ValueError: or ``TypeError``, ``KeyError``, ``IndexError`` for an invalid record.
    """
    messages, findings, suppressed, silent, parts, wordings = record
    _fit([suppressed, silent], (_NUMBER, (list,)))
    return Outcome(
        tuple([_to_message(row, shown) for row in messages]),
        tuple([_to_finding(row, shown) for row in findings]),
        suppressed,
        frozenset(map(_to_silent, silent)),
        parts=_to_parts(parts),
        wordings=tuple(map(_to_wording, wordings)),
    )


def _to_silent(row: list[Any]) -> tuple[int, str]:
    _fit(row, (_NUMBER, _TEXT))
    return row[0], row[1]


def _to_wording(row: list[Any] | None) -> Wording | None:
    if row is None:
        return None
    _fit(row, (_TEXT, _TEXT, _TEXT, (list,), _MAYBE_TEXT, _MAYBE_TEXT, _TEXT))
    return Wording._make((*row[:3], tuple(map(str, row[3])), *row[4:]))


def _to_parts(row: list[Any]) -> Parts:
    unread, unasked, entries, read = row
    _fit(read, (_TEXT,) * len(read))
    for part, kinds in ((unread, (_NUMBER, _TEXT)), (unasked, (_TEXT, _NUMBER))):
        for each in part:
            _fit(each, kinds)
    return Parts(tuple(map(tuple, unread)), tuple(map(tuple, unasked)), tuple(map(_to_selected, entries)), tuple(read))


def _to_selected(row: list[Any]) -> Selected:
    given, passed, met = row
    _fit([given, passed], (_NUMBER, _NUMBER))
    for each in met or ():
        _fit(each, (_TEXT, _TEXT))
    return Selected(given, passed, None if met is None else tuple(map(tuple, met)))


def _fit(row: list[Any], kinds: tuple[tuple[type, ...], ...]) -> None:
    if len(row) != len(kinds):
        raise ValueError("a row with the wrong length")
    for value, kind in zip(row, kinds, strict=True):
        if type(value) not in kind:
            raise ValueError("a value with the wrong type")


def _message(each: MessageResult) -> list[Any]:
    cost = [[price.region, str(price.least), _opt(price.most), price.currency, price.as_of] for price in each.cost]
    return [
        each.key, each.line, each.column, each.kind, each.kind_inferred, each.locale, each.dialect, list(each.encodings),
        each.least, each.most, each.least_witness, each.most_witness, each.headroom, each.unbounded_by, cost,
        list(each.notes), each.dialect_from, each.kind_from, list(each.dialect_also), each.kind_score, each.kind_certainty,
        list(each.unknown_filters),
    ]  # fmt: skip


def _opt(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _to_message(row: list[Any], shown: str) -> MessageResult:
    _fit(row, _MESSAGE)
    cost = tuple([
        CostRange(str(region), Decimal(least), None if most is None else Decimal(most), str(currency), str(as_of))
        for region, least, most, currency, as_of in row[14]
    ])  # fmt: skip
    encodings = tuple(map(str, row[7]))
    return MessageResult._make(
        (
            shown,
            *row[:7],
            encodings,
            *row[8:14],
            cost,
            tuple(map(str, row[15])),
            *row[16:18],
            tuple(map(str, row[18])),
            *row[19:21],
            tuple(map(str, row[21])),
        )
    )


def _finding(each: Finding, shown: str) -> list[Any]:
    labels = [[list(label.span), label.text, _location(label.location, shown)] for label in each.labels]
    return [
        each.code, each.name, int(each.severity), each.confidence.value, each.message, list(each.span), each.why, each.help,
        labels,
        None if each.fix is None else _fix(each.fix, shown),
        each.predicts, _location(each.location, shown), each.key, each.fingerprint, each.source_url, each.sources_differ,
        [_fix(fix, shown) for fix in each.more], each.together, each.unknown,
    ]  # fmt: skip


def _to_finding(row: list[Any], shown: str) -> Finding:
    _fit(row, _FINDING)
    code, name, severity, confidence, message, span, why, help_, labels, fix, predicts, location, key, *rest = row
    fingerprint, source_url, sources_differ, more, together, unknown = rest
    return Finding(
        code, name, _SEVERITIES[severity], _CONFIDENCES[confidence], message, _span(span), why, help_,
        tuple([Label(_span(label[0]), str(label[1]), _to_location(label[2], shown)) for label in labels]) if labels else (),
        None if fix is None else _to_fix(fix, shown),
        predicts, _to_location(location, shown), key, fingerprint, source_url, sources_differ,
        tuple([_to_fix(each, shown) for each in more]) if more else (), together, unknown,
    )  # fmt: skip


def _fix(fix: Fix, shown: str) -> list[Any]:
    return [list(fix.span), fix.replacement, fix.safe, _location(fix.location, shown)]


def _to_fix(row: list[Any], shown: str) -> Fix:
    span, replacement, safe, location = row
    return Fix(_span(span), str(replacement), bool(safe), _to_location(location, shown))


def _span(row: list[Any]) -> Span:
    start, end = row
    if type(start) is not int or type(end) is not int:
        raise ValueError("an invalid span")
    return Span(start, end)


def _location(location: Location | None, shown: str) -> list[Any] | None:
    if location is None:
        return None
    in_sidecar = int(location.path == shown + SIDECAR)
    return [in_sidecar, location.line, location.column, location.end_line, location.end_column, location.excerpt]


def _to_location(row: list[Any] | None, shown: str) -> Location | None:
    if row is None:
        return None
    _fit(row, _LOCATION)
    return Location(shown + SIDECAR if row[0] else shown, *row[1:])


_SEVERITIES: Final = {int(each): each for each in Severity}
_CONFIDENCES: Final = {each.value: each for each in Confidence}
