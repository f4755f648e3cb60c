"""The kinds of check that a rule can name: one module each, one function each, in one table."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


class Check(NamedTuple):
    """A kind of check: the module that holds its ``check`` function, and the options a rule may give it."""

    module: str
    options: frozenset[str] = frozenset()

    @property
    def function(self) -> Callable[[Rule, Subject], Iterator[Finding]]:
        """The function; its module is imported on first use."""
        return _function(self.module)


@cache
def _function(name: str) -> Callable[[Rule, Subject], Iterator[Finding]]:
    module = import_module(f"smslint.rules.checks.{name}")
    return cast("Callable[[Rule, Subject], Iterator[Finding]]", module.check)


def _check(module: str, *options: str) -> Check:
    return Check(module, frozenset(options))


CHECKS: Final[dict[str, Check]] = {
    "alphabet": _check("alphabet"),
    "boundary": _check("boundary", "under", "over"),
    "brand": _check("brand"),
    "character-limit": _check("character_limit", "max_characters"),
    "cost-budget": _check("cost_budget"),
    "frequency-cap": _check("frequency_cap", "max_per_day"),
    "invisible-character": _check("invisible"),
    "leak": _check("leak", "lexicon", "patterns"),
    "link": _check("link", "lexicon", "groups", "error_regions"),
    "marketing-hours": _check("marketing_hours"),
    "merge-field": _check("merge_field"),
    "mixed-script": _check("mixed_script"),
    "otp-text": _check("otp_text", "warnings", "max_segments"),
    "pattern": _check("pattern", "forbid", "message", "unless"),
    "provider-split": _check("provider_split"),
    "price-age": _check("price_age", "max_age_days"),
    "recipient-fact": _check("recipient_fact", "fact", "says"),
    "recipient-number": _check("recipient_number"),
    "required-phrase": _check("required_phrase", "lexicon", "in", "what", "error_regions"),
    "rest-days": _check("rest_days"),
    "secret-number": _check("secret_number"),
    "segment-budget": _check("segment_budget", "max_segments"),
    "sender-form": _check("sender_form", "least"),
    "sender-registration": _check("sender_registration"),
    "sender-support": _check("sender_support"),
    "source": _check("source"),
    "state-hours": _check("state_hours", "strict"),
    "template": _check("template"),
    "textable": _check("textable", "allow"),
    "undeclared": _check("undeclared"),
}
"""A check's name, as rules write it, to where it is. The options are the ones that its function reads."""
