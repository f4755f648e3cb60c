"""What is unknown about single rows of a broadcast, and what stops all of them, in words for programs.

A :class:`smslint.Broadcast` says the same of the whole list, in sentences for people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.broadcast.places import has_hours, placed
from smslint.broadcast.rules import CONSENT
from smslint.recipients import codes
from smslint.recipients.auditor import consent_of
from smslint.recipients.unplaced import is_unknown_state, is_unknown_zone
from smslint.rules.countries import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.broadcast.plan import Plan
    from smslint.numbers.label import Label
    from smslint.recipients.codes import Code
    from smslint.recipients.headers import Roles


class Doubts:
    """Says what is unknown under one plan."""

    def __init__(self, plan: Plan, roles: Roles) -> None:
        self._plan = plan
        self._consent = consent_of(roles, plan.policy)
        self._timeless = plan.timeless
        self._always = tuple(self._of_every_row())

    def stopping(self) -> Iterator[str]:
        """Why nothing is sent to anybody: codes of rules, and ``inexact`` where the list cannot fill the template exactly."""
        plan = self._plan
        yield from plan.stopping
        if self._consent == "unknown" and plan.rules.asks_consent and CONSENT not in plan.stopping:
            yield CONSENT
        if plan.inexact:
            yield "inexact"

    def _of_every_row(self) -> Iterator[str]:
        covered = self._plan.coverage
        if covered is not None:
            unasked = [each for each in covered.unasked if each.fact != "kind" or covered.unknown_kind is None]
            said = {
                "kind": covered.unknown_kind,
                "dialect": covered.guessed,
                "rules": unasked or covered.regions_without_profile,
            }
            yield from (word for word, unknown in said.items() if unknown)
        if self._plan.inexact or (covered is not None and covered.unread):
            yield "text"
        if self._consent == "unknown":
            yield "consent"

    def of_codes(self, found: Iterable[Code]) -> bool:
        """Whether it is unknown if a person agreed, from the codes of their row."""
        return self._consent == "column" and any(each.code == codes.CONSENT_UNKNOWN.code for each in found)

    def said(self, label: Label, zone: str, state: str, *, unsure: bool, sent: bool) -> str:
        """The words about a row, with a space between them.

        :param label: what is known of its number.
        :param unsure: see :meth:`of_codes`.
        :param sent: whether it is not refused.
        """
        timed = sent and self._timeless and has_hours(label.region)
        lost = timed and not placed(label, zone, state)
        words = {
            "hours": timed,
            "consent": unsure,
            "country": label.valid and not known(label.region or "001"),
            "zone": lost or is_unknown_zone(zone, label.region),
            "state": is_unknown_state(state, label.region),
        }
        return " ".join((*self._always, *(word for word, unknown in words.items() if unknown)))
