"""How a text is split into segments, as JSON, version 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.report.segments_text import unfilled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.rules.segments import Analysis


def record(found: Analysis, unknown: Iterable[str] = ()) -> dict[str, object]:
    """Everything in the drawing.

    :param unknown: what else is not known about the text, in sentences.
    """
    return {
        "version": 1,
        "text": found.text,
        "provider": None if found.provider is None else found.provider.name,
        **found.sent.measured(),
        "count": len(found.pieces),
        "capacity": found.capacity,
        "segments": [piece.as_dict(found.capacity) for piece in found.pieces],
        "split": found.split,
        "alternatives": dict(found.counts),
        "offenders": [each.as_dict() for each in found.offenders],
        "smart_encoding": {
            "sent": found.sent.text,
            "replaced": [each.as_dict() for each in found.replaced],
            "without": found.as_written.measured(),
        },
        "savings": [{"how": each.how, "text": each.text, **each.segmentation.measured()} for each in found.savings],
        "national_shift": None if found.shift is None else found.shift.measured(),
        "unknown": [*unfilled(found), *unknown],
    }
