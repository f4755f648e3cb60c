"""The facts of profiles that a rule rests on, and where sources differ about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.rules.differing import Differing
    from smslint.rules.rule import Rule

_FACTS: Final = {
    "country-link": ("urls",),
    "divided-link": ("concatenation",),
    "false-reply": ("two_way",),
    "frequency-cap": ("cap", "frequency_cap"),
    "marketing-hours": ("hours",),
    "required-phrase": ("opt_out",),
    "rest-days": ("hours",),
    "sender-form": ("registration",),
    "sender-registration": ("sender", "registration"),
    "sender-support": ("sender", "registration"),
    "state-hours": ("window", "applies_to_texts"),
    "character-limit": ("limits",),
    "reply-word": ("keywords",),
    "alphabet": ("alphabets",),
    "provider-split": ("split",),
}
_FAMILIES: Final = {"OPT": ("opt_out_forms", "opt_out"), "IDN": ("mandatory_text",), "CNT": ("content_bans",), "URL": ("urls",)}  # fmt: skip


class Dispute(NamedTuple):
    """A difference between the sources of one profile."""

    whose: str
    """The profile: ``FR``, ``US-FL`` for a state, or a provider."""
    differing: Differing


def facts_of(rule: Rule) -> tuple[str, ...]:
    """The fields of the profiles of countries, states or providers that a rule reads, the most exact first."""
    return _FAMILIES.get(rule.code[:3], ()) if rule.check == "country-text" else _FACTS.get(rule.check, ())


def disputes(rule: Rule) -> Iterator[Dispute]:
    """Where sources differ about a fact that the rule rests on: countries, then states, then providers."""
    facts = facts_of(rule)
    if not facts:
        return
    from smslint.rules import countries, providers, us_states

    found = [(name, profile.sources_differ) for name in countries.names() if (profile := countries.load(name))]
    found += [(f"US-{code}", state.sources_differ) for code, state in us_states.states().items()]
    found += [(name, providers.load(name).sources_differ) for name in providers.names()]
    for whose, differing in found:
        yield from (Dispute(whose, each) for each in differing if each.about in facts)
