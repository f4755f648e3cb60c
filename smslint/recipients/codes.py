"""Problems of a list's rows. Names and severities come from the rules; this module says what they mean for a list."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.finding import Severity  # noqa: TC001

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.rules.rule import Rule


class Code(NamedTuple):
    """The code of a rule, and its meaning for a list."""

    code: str
    refuses: bool
    """Whether the row is refused and goes to the rejected rows."""
    one: str
    """The text for its rows in the table of a report."""
    stated: Severity | None = None
    """The severity in the project, if known; otherwise the rule's severity applies."""
    milder: Severity | None = None
    """The severity of a finding that is lower than its rule's: for a disputed law, or a fact that was not checked."""
    title: str = ""
    """The name of the rule, if it may be one of the project's own packs."""

    @property
    def name(self) -> str:
        """The rule's name."""
        return self.title or rule(self.code).name

    @property
    def severity(self) -> Severity:
        """The rule's severity, unless it is overridden."""
        if self.milder is not None:
            return self.milder
        return rule(self.code).severity if self.stated is None else self.stated

    @property
    def key(self) -> str:
        """Findings with the same key are counted together."""
        return self.code if self.milder is None else f"{self.code} {self.milder.label}"

    @property
    def predicts(self) -> str:
        """The error that Twilio would return; empty if there is none."""
        return _predicted(self.code, self.name)


INVALID: Final = Code("NUM001", True, "not a valid number")
NOT_TEXTABLE: Final = Code("NUM002", True, "cannot receive texts")
DUPLICATE: Final = Code("NUM003", True, "the same number as an earlier row")
SUPPRESSED: Final = Code("NUM004", True, "on the suppression list")
NOT_ENABLED: Final = Code("NUM005", True, "country not enabled")
NOT_CANONICAL: Final = Code("NUM006", False, "valid, but not written as E.164")
NO_CONSENT: Final = Code("CON001", True, "consent column says no")
CONSENT_UNKNOWN: Final = Code("CON002", False, "consent unknown (empty is not yes)")
OPTED_OUT: Final = Code("CON003", True, "opted out, by this row or another of the number")
QUIET: Final = Code("TIM001", True, "outside the allowed hours")
STATE_HOURS: Final = Code("TIM002", True, "outside the allowed hours of its state")
REST_DAY: Final = Code("TIM003", True, "a Sunday or holiday without marketing")
RAGGED: Final = Code("LST001", False, "more or fewer cells than the header")

LEAVING: Final = frozenset({OPTED_OUT.code, NO_CONSENT.code})
"""The codes of people who said that they want no messages."""

CODES: Final[dict[str, Code]] = {
    each.code: each
    for each in (
        INVALID, NOT_TEXTABLE, DUPLICATE, SUPPRESSED, NOT_ENABLED, NOT_CANONICAL, NO_CONSENT, CONSENT_UNKNOWN, OPTED_OUT,
        QUIET, STATE_HOURS, REST_DAY, RAGGED,
    )
}  # fmt: skip

_AT_ANY_SEVERITY: Final = frozenset({INVALID.code, DUPLICATE.code})
_AT_NONE: Final = frozenset({NOT_CANONICAL.code})
"""Problems that never refuse a row: the canonical form of the number is used."""


def of_project(code: Code, rules: Mapping[str, Rule], refuse_at: Severity) -> Code | None:
    """A code in a project: with the severity of the project's rule, which decides whether the row is refused.

    :param rules: the project's rules that are switched on, by code.
    :return: ``None`` if the project has switched the rule off. A number must always be valid: that cannot be switched off.
    """
    found = rules.get(code.code)
    if found is None:
        return code if code.code == INVALID.code else None
    severe = found.severity >= refuse_at and code.code not in _AT_NONE
    return code._replace(refuses=severe or code.code in _AT_ANY_SEVERITY, stated=found.severity)


@lru_cache(maxsize=64)
def rule(code: str) -> Rule:
    """The rule of a code.

    :raises LookupError: if no included rule has it.
    """
    from smslint.rules import packs

    found = packs.load().find(code)
    if found is None:
        raise LookupError(f"there is no rule {code}")
    return found


@lru_cache(maxsize=64)
def _predicted(code: str, name: str) -> str:
    from smslint.rules.providers import load

    return load("twilio").predicted(code, name) or ""
