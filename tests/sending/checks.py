"""A check with the signature of ``smslint.check`` that records its calls and refuses marked messages."""

from __future__ import annotations

from dataclasses import dataclass

from smslint.finding import Finding
from tests.sending.support import finding


@dataclass(frozen=True)
class Report:
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return not self.findings


class Recorder:
    """Refuses every message with the word BAD and every recipient that ends in 99."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None, dict[str, object]]] = []

    def __call__(self, body: str, to: str | None = None, **settings: object) -> Report:
        self.asked.append((body, to, {name: value for name, value in settings.items() if value is not None}))
        bad = "BAD" in body or (to or "").endswith("99")
        return Report((finding("OPT001", f"no opt-out text for {to}"),) if bad else ())


check = Recorder()
"""For settings that name a check by its path."""
