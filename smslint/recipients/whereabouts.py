"""Where a recipient is, from the cells of a row."""

from __future__ import annotations

from smslint.rules import zones_and_states
from smslint.rules.facts import Facts


def place_facts(zone_cell: str, state_cell: str, region: str | None) -> Facts:
    """The facts ``zone`` and ``state`` for the rules on hours, from a row's cells.

    A cell that is not understood is ignored: then the state and the zones come from the number, and all its zones must be
    inside the hours.

    :param region: the region of the number. A column of states contains those of many countries; only US and Canadian ones are known.
    """
    named = zones_and_states.zone(zone_cell, region) if zone_cell else None
    return Facts(
        zone=None if named is None else (named,),
        state=zones_and_states.state_of(state_cell, region) if region is not None and state_cell else None,
    )
