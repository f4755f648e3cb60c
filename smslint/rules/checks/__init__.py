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
    patterns: frozenset[str] = frozenset()
    """The options that hold regular expressions, at whatever depth."""

    @property
    def function(self) -> Callable[[Rule, Subject], Iterator[Finding]]:
        """The function; its module is imported on first use."""
        return _function(self.module)


@cache
def _function(name: str) -> Callable[[Rule, Subject], Iterator[Finding]]:
    module = import_module(f"smslint.rules.checks.{name}")
    return cast("Callable[[Rule, Subject], Iterator[Finding]]", module.check)


def _check(module: str, *options: str, patterns: tuple[str, ...] = ()) -> Check:
    return Check(module, frozenset(options) | frozenset(patterns), frozenset(patterns))


CHECKS: Final[dict[str, Check]] = {
    "alphabet": _check("alphabet"),
    "boundary": _check("boundary", "under", "over"),
    "brand": _check("brand", "only_first"),
    "character-limit": _check("character_limit", "max_characters"),
    "code-line": _check("code_line"),
    "cost-budget": _check("cost_budget"),
    "country-link": _check("country_link"),
    "country-text": _check("country_text", "lexicon", "without_consent"),
    "directive": _check("directive", "unused"),
    "dlt-template": _check("dlt_template"),
    "empty-body": _check("empty_body"),
    "false-reply": _check("false_reply", "lexicon"),
    "frequency-cap": _check("frequency_cap", "max_per_day"),
    "greeting": _check("greeting"),
    "html-escape": _check("html_escape"),
    "invisible-character": _check("invisible"),
    "isolation-marks": _check("isolation_marks"),
    "leak": _check("leak", "lexicon"),
    "lexicon-groups": _check("lexicon_groups", "lexicon", "groups", "message", "regions"),
    "lexicon-phrase": _check("lexicon_phrase", "lexicon", "message"),
    "link": _check("link", "lexicon"),
    "link-form": _check("link_form"),
    "locales": _check("locales"),
    "marketing-hours": _check("marketing_hours"),
    "merge-field": _check("merge_field"),
    "mixed-script": _check("mixed_script"),
    "only-confirms": _check("only_confirms", "lexicon"),
    "provider-split": _check("provider_split"),
    "otp-text": _check("otp_text", "max_segments", patterns=("warnings",)),
    "pattern": _check("pattern", "message", patterns=("forbid", "unless")),
    "price-age": _check("price_age", "max_age_days"),
    "programme-text": _check("programme_text", "regions", patterns=("asks",)),
    "recipient-fact": _check("recipient_fact", "fact", "says"),
    "recipient-number": _check("recipient_number", "about"),
    "reply-word": _check("reply_word", "for", "objects", "known"),
    "required-phrase": _check("required_phrase", "lexicon", "in", "what"),
    "rest-days": _check("rest_days"),
    "review-date": _check("review"),
    "secret-number": _check("secret_number"),
    "segment-budget": _check("segment_budget", "max_segments"),
    "sender-form": _check("sender_form", "least"),
    "sender-registration": _check("sender_registration"),
    "sender-support": _check("sender_support"),
    "shouting": _check("shouting", "least_letters", "percent"),
    "source": _check("source"),
    "state-hours": _check("state_hours", "strict"),
    "template": _check("template"),
    "textable": _check("textable", "allow"),
    "truncation-mark": _check("truncation_mark"),
    "undeclared": _check("undeclared"),
    "white-space": _check("white_space"),
}
"""A check's name, as rules write it, to where it is. The options are the ones that its function reads."""
