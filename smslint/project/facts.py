"""What a project says of all its recipients, added to what is known of one: check and the gate ask here alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.facts import Facts

if TYPE_CHECKING:
    from smslint.project.config import Config
    from smslint.rules.context import Context


def known(context: Context, said: Facts, config: Config) -> Context:
    """A context with what is said of the recipient, and with what the project says of all under ``sending:``.

    :param said: by the caller, the list or the journal; stands before what the configuration states.
    """
    enabled = config.sending.get("enabled_regions")
    context = context.knowing(said)
    if enabled is not None:
        context = context.knowing(Facts(enabled_regions=tuple(enabled)))
    silent = context.consent is None and context.facts.consent is None
    if silent and config.sending.get("require_consent", False):
        context = context.knowing(Facts(consent="unknown"))
    return context
