"""The longest and the shortest rendering of a message, as a person asks for them with a command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smslint.report.width import visible
from smslint.wording import plural

if TYPE_CHECKING:
    from smslint.project.outcome import Reviewed


def renderings(record: Reviewed) -> dict[str, Any]:
    """Both renderings, each with its segments; ``None`` for one that there is not."""
    result = record.result
    assert result is not None
    return {
        "key": result.key,
        "longest": None if result.most_witness is None else {"text": result.most_witness, "segments": result.most},
        "shortest": None if result.least_witness is None else {"text": result.least_witness, "segments": result.least},
    }


def shown(record: Reviewed) -> str:
    """The same in words for people."""
    result = record.result
    assert result is not None
    name = f"{visible(result.key)}: " if result.key else ""
    longest, shortest = result.most_witness, result.least_witness
    if record.subject is not None and record.subject.error is not None:
        return f"{name}the template cannot be parsed, so its renderings are unknown."
    parts = []
    if longest is None:
        parts.append(f"nothing limits the longest rendering ({result.unbounded_by} has no length).")
    else:
        parts.append(_one("longest", longest, result.most))
    if shortest is not None and shortest != longest:
        parts.append(_one("shortest", shortest, result.least))
    return name + "\n".join(parts)


def _one(which: str, text: str, count: int | None) -> str:
    return f"{which} rendering, {plural(count or 0, 'segment')}: {visible(text)}"
