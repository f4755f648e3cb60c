"""What a project says of all its recipients, added to what is known of one: check and the gate ask here alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.errors import ConfigError
from smslint.rules.facts import Facts

if TYPE_CHECKING:
    from smslint.project.config import Config
    from smslint.rules.context import Context


def known(context: Context, said: Facts, config: Config, to: str | None = None) -> Context:
    """A context with what is said of the recipient, and with what the project says of all under ``sending:``.

    :param said: by the caller, the list or the journal; stands before what the configuration states.
    :param to: the number, where it is known: a state has to be one of its country.
    :raises ConfigError: for a state that is none of the US, said of a number there.
    """
    if said.state is not None:
        _must_be_there(said.state, to, context)
    enabled = config.sending.enabled_regions
    context = context.knowing(said)
    if enabled is not None:
        context = context.knowing(Facts(enabled_regions=enabled))
    silent = context.consent is None and context.facts.consent is None
    if silent and config.sending.require_consent:
        context = context.knowing(Facts(consent="unknown"))
    return context


def _must_be_there(state: str, to: str | None, context: Context) -> None:
    """Only the states of the US have hours of their own, so only they are known by name."""
    from smslint.numbers.e164 import check_number
    from smslint.rules.zones_and_states import us_state

    region = check_number(to).region if to else None
    if (region or "".join(context.regions)) == "US" and us_state(state) is None:
        raise ConfigError(f"facts.state: expected a state of the US such as FL or Florida, found {state!r:.80}")
