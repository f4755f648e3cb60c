"""Where a recipient is, as the cells of a row say it."""

from __future__ import annotations

from smslint.rules import zones_and_states
from smslint.rules.facts import Facts


def place_facts(zone_cell: str, state_cell: str, region: str | None) -> Facts:
    """The facts ``zone`` and ``state`` that the rules on hours read, from a row's cells.

    A cell that nobody can read says nothing: the state then comes from the number, and so do the zones, all of which have to
    be inside the hours.

    :param region: of the number. A column of states holds provinces of other countries too.
    """
    named = zones_and_states.zone(zone_cell, region) if zone_cell else None
    return Facts(
        zone=None if named is None else (named,),
        state=zones_and_states.us_state(state_cell) if region == "US" and state_cell else None,
    )
