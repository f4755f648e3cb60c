"""How long the renderings of a message are, in words and as JSON: the same for bounds and for the messages of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.wording import plural

if TYPE_CHECKING:
    from typing import Protocol

    class Extent(Protocol):
        """The least and the most segments, with renderings that prove them. ``None`` for the most means no limit."""

        @property
        def least(self) -> int: ...
        @property
        def most(self) -> int | None: ...
        @property
        def encodings(self) -> tuple[str, ...]: ...
        @property
        def least_witness(self) -> str | None: ...
        @property
        def most_witness(self) -> str | None: ...
        @property
        def headroom(self) -> int | None: ...
        @property
        def unbounded_by(self) -> str | None: ...


def as_dict(of: Extent) -> dict[str, object]:
    """The members for it in a message of ``smslint check --format json``."""
    return {
        "encodings": list(of.encodings),
        "segments": {"least": of.least, "most": of.most},
        "witness": {"least": of.least_witness, "most": of.most_witness},
        "headroom": of.headroom,
        "unbounded_by": of.unbounded_by,
    }


def segments(of: Extent) -> str:
    """``1``, ``1–2``, or ``2–∞``."""
    return str(of.least) if of.least == of.most else f"{of.least}–{'∞' if of.most is None else of.most}"


def blame(of: Extent) -> str:
    """``name has no length`` if nothing limits the most; otherwise empty."""
    return f"{of.unbounded_by} has no length" if of.most is None and of.unbounded_by else ""


def encodings(of: Extent) -> str:
    """``GSM-7``, or ``GSM-7 or UCS-2`` if it depends on the values."""
    return " or ".join(of.encodings)


def sentence(of: Extent) -> str:
    """``1–3 segments (GSM-7 or UCS-2)``."""
    count = plural(of.least, "segment") if of.least == of.most else f"{segments(of)} segments"
    return f"{count} ({'; '.join(filter(None, (encodings(of), blame(of))))})"
