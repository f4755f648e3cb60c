"""Combine what is known about one recipient with what the project states for all; used by check and by the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.errors import ConfigError
from smslint.rules.facts import Facts
from smslint.wording import shown

if TYPE_CHECKING:
    from smslint.project.config import Config
    from smslint.rules.context import Context


def known(context: Context, facts: Facts, config: Config, to: str | None = None) -> Context:
    """A context with the facts about the recipient, and with the project's settings for all under ``sending:``.

    :param facts: from the caller, the list or the journal; they override the configuration.
    :param to: the number, if known: a state must be in its country.
    :raises ConfigError: for an unknown state of a US or Canadian number.
    """
    if facts.state is not None:
        _must_be_known(facts.state, to, context)
    enabled = config.sending.enabled_regions
    required = consent_required(context, config)
    context = context.knowing(facts)
    if enabled is not None:
        context = context.knowing(Facts(enabled_regions=enabled))
    if required and context.consent is None and context.facts.consent is None:
        context = context.knowing(Facts(consent="unknown"))
    if required is not None and context.facts.consent == "unknown":
        context = context.knowing(Facts(consent="unknown", consent_required=required))
    return context


def consent_required(context: Context, config: Config) -> bool | None:
    """Whether an unknown consent refuses every message; ``False``: none, because the project says that consent is recorded elsewhere,
    or states it of everybody; ``None``: only marketing.

    :param context: without what is known about one recipient.
    """
    if config.sending.require_consent is None and context.consent in ("express", "implied"):
        return False
    return config.sending.require_consent


def _must_be_known(state: str, to: str | None, context: Context) -> None:
    """US states have their own hours, and a Canadian province has its time zones: the name must be one of them."""
    from smslint.numbers.e164 import check_number
    from smslint.rules.zones_and_states import WITH_STATES, state_of

    region = (check_number(to).region if to else None) or "".join(context.regions)
    if region in WITH_STATES and state_of(state, region) is None:
        raise ConfigError(f"facts.state: expected a {WITH_STATES[region]}, found {shown(state)}")
