"""The kinds of check that a rule can name: one module each, one function each, in one table."""

from __future__ import annotations

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
        module = import_module(f"smslint.rules.checks.{self.module}")
        return cast("Callable[[Rule, Subject], Iterator[Finding]]", module.check)


def _check(module: str, *options: str) -> Check:
    return Check(module, frozenset(options))


CHECKS: Final[dict[str, Check]] = {
    "alphabet": _check("alphabet"),
    "boundary": _check("boundary", "under", "over"),
    "brand": _check("brand"),
    "character-limit": _check("character_limit", "max_characters"),
    "invisible-character": _check("invisible"),
    "leak": _check("leak", "lexicon", "patterns"),
    "link": _check("link", "lexicon", "groups", "error_regions"),
    "mixed-script": _check("mixed_script"),
    "otp-text": _check("otp_text", "warnings", "max_segments"),
    "pattern": _check("pattern", "forbid", "message", "unless"),
    "provider-split": _check("provider_split"),
    "recipient-number": _check("recipient_number"),
    "required-phrase": _check("required_phrase", "lexicon", "in", "what", "error_regions"),
    "secret-number": _check("secret_number"),
    "segment-budget": _check("segment_budget", "max_segments"),
    "source": _check("source"),
    "template": _check("template"),
    "undeclared": _check("undeclared"),
}
"""A check's name, as rules write it, to where it is. The options are the ones that its function reads."""
