"""The comparison as JSON, version 1: money as strings, ``null`` for what is not known. Members may be added, none is renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.prices.money import plain
from smslint.report.records import VERSION, dumps
from smslint.vocabulary import STATES, UNCHANGED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from pathlib import PurePath

    from smslint.cost.causes import Cause
    from smslint.cost.change import Change, Shift
    from smslint.cost.gates import Held
    from smslint.cost.pricing import Costs, Each, Ends
    from smslint.cost.record import Card, Diff, Line
    from smslint.cost.totals import Totals
    from smslint.cost.version import Version
    from smslint.report.records import Record


def json(diff: Diff, root: PurePath | None = None, *, every: bool = False) -> str:
    """The whole comparison as one document.

    :param root: paths below it are written relative to it.
    :param every: whether messages are in it that are unchanged.
    """
    return dumps(as_dict(diff, root, every=every)) + "\n"


def as_dict(diff: Diff, root: PurePath | None = None, *, every: bool = False) -> Record:
    """The document as plain values."""
    currencies = {each for line in diff.lines for each in line.change.each_after.costs}
    cards = [_card(each) for each in diff.cards]
    return {
        "version": VERSION,
        "tool": {"name": "smslint", "version": diff.version},
        "base": {"ref": diff.base.ref, "commit": diff.base.commit, "merge_base": diff.base.since},
        "currency": currencies.pop() if len(currencies) == 1 else None,
        "rate_card": cards[0] if len(cards) == 1 else None,
        "rate_cards": cards,
        "messages": [
            _line(each, diff)
            for each in diff.lines
            if every or each.change.status != UNCHANGED or each.brought or each.gone
        ],
        "totals": [_total(each, diff.totals) for each in diff.totals.sums],
        "unknown": {"messages": diff.totals.unknown, "changed": diff.totals.unknown_changed},
        "budgets": [held_limit(each) for each in diff.held],
        "findings": {
            "brought": [each.as_dict(root) for new, each in diff.findings() if new],
            "removed": [each.as_dict(root) for new, each in diff.findings() if not new],
        },
        **({} if diff.coverage is None else {"coverage": diff.coverage.as_dict(root)}),
        "not_compared": [each._asdict() for each in diff.blind],
        "notes": list(diff.notes),
        "summary": {status: sum(line.change.status == status for line in diff.lines) for status in STATES},
        "ok": not diff.fails,
    }


def _line(line: Line, diff: Diff) -> Record:
    change, version = line.change, line.change.version
    before = change.before
    return {
        "path": version.path,
        "key": version.key,
        "line": None if change.after is None else change.after.line,
        "status": change.status,
        "renamed_from": change.renamed_from,
        "key_before": None if before is None or change.after is None or before.key == version.key else before.key,
        "kind": version.kind,
        "before": _version(before, change.each_before),
        "after": _version(change.after, change.each_after),
        "monthly_volume": None if change.volume is None else change.volume.monthly,
        "monthly": _monthly(change.monthly[0]) if len(change.monthly) == 1 else None,
        **({"monthly_by_currency": [_monthly(each) for each in change.monthly]} if len(change.monthly) > 1 else {}),
        "per": _per(change, diff.per),
        "unknown": change.unknown or None,
        "causes": [_cause(each, change) for each in line.causes],
        "findings": {
            "brought": [each.code for each in line.brought],
            "removed": [each.code for each in line.gone],
        },
    }


def _version(version: Version | None, each: Each) -> Record | None:
    if version is None:
        return None
    one = each_sent(each.costs)
    return {
        "segments": {"least": version.least, "most": version.most},
        "encodings": list(version.encodings),
        "each": one[0] if len(one) == 1 else None,
        **({"each_by_currency": one} if len(one) > 1 else {}),
        "unbounded_by": version.unbounded_by if version.most is None else None,
    }


def each_sent(costs: Costs) -> list[Record]:
    """What one sending costs, by currency."""
    return [{"currency": currency, **ends(found, price=True)} for currency, found in sorted(costs.items())]


def ends(found: Ends, *, price: bool = False) -> Record:
    """An amount at both ends; of a price, without more decimals than it has."""
    write = plain if price else amount
    return {"least": write(found.least), "most": None if found.most is None else write(found.most)}


def amount(number: Decimal) -> str:
    """A sum of money, never rounded, with two decimals at least: ``1580.00``, ``0.7821``."""
    text = plain(number)
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals:0<2}"


def unknown(messages: int, reasons: Mapping[str, Sequence[Version]]) -> Record:
    """How many messages are in no sum, and which ones for each reason."""
    return {
        "messages": messages,
        "reasons": [
            {"reason": reason, "messages": [{"path": each.path, "key": each.key} for each in versions]}
            for reason, versions in reasons.items()
        ],
    }


def _monthly(shift: Shift) -> Record:
    """At the most end, which limits are held against, and at the least end."""
    change = shift.change
    found: Record = {"currency": shift.currency}
    for name, ends in (("before", shift.before), ("after", shift.after), ("change", change)):
        found[name] = None if ends.most is None else amount(ends.most)
    found["least"] = {
        name: amount(ends.least)
        for name, ends in (("before", shift.before), ("after", shift.after), ("change", change))
    }
    return found


def _per(change: Change, count: int) -> Record | None:
    """What so many sendings cost otherwise, where nobody says how often a message is sent."""
    if change.volume is not None:
        return None
    found = [{"currency": each.currency, **ends(each.change)} for each in change.sent(count)]
    return {"sends": count, "change": found[0] if len(found) == 1 else found or None}


def _total(shift: Shift, totals: Totals) -> Record:
    return {**compared(shift), "unknown": totals.unknown_changed}


def compared(shift: Shift) -> Record:
    """An amount before and after, with the change."""
    share = shift.percent
    return {
        "currency": shift.currency,
        "before": ends(shift.before),
        "after": ends(shift.after),
        "change": ends(shift.change),
        "percent": None if share is None else f"{share:f}",
    }


def held_limit(held: Held) -> Record:
    """A limit with its figure."""
    return {
        "name": held.name,
        "level": held.level,
        "limit": _figure(held, held.limit, stated=True),
        "actual": _figure(held, held.actual),
        "ok": held.ok,
        "currency": held.currency,
        "why": held.why or None,
        "config": held.config or None,
    }


def _figure(held: Held, number: Decimal | None, *, stated: bool = False) -> str | None:
    if number is None:
        return None
    return amount(number) if held.name.endswith("monthly") and not stated else plain(number)


def _cause(cause: Cause, change: Change) -> Record:
    saved = {
        currency: max(ends.least, ends.most) for currency, ends in sorted(cause.saves.items()) if ends.most is not None
    }
    one = next(iter(saved.values())) if len(saved) == 1 else None
    return {
        "code": cause.code,
        "path": cause.path,
        "line": cause.line,
        "column": cause.column,
        "what": cause.what,
        "help": cause.help or None,
        "replacement": cause.replacement,
        "safe": cause.safe,
        "segments": cause.segments,
        "saves_monthly": None if one is None or change.volume is None else amount(one),
        "saves_per": None if one is None or change.volume is not None else amount(one),
    }


def _card(card: Card) -> Record:
    return {
        "path": card.name,
        "as_of": card.as_of,
        "changed": card.changed,
        "effect": [
            {"currency": each.currency, "monthly": amount(each.change.most), "least": amount(each.change.least)}
            for each in (() if card.effect is None else card.effect.sums)
            if each.change.most is not None
        ],
        "unknown": None if card.effect is None else card.effect.unknown,
    }
