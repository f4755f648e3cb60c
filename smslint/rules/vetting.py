"""The names in a rule's scope must exist: checked when the file is read, not when the rule runs.

Files with known bytes are not checked again (see :mod:`smslint.rules.compiled`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.context import make_context
from smslint.rules.region_codes import REGIONS
from smslint.rules.sender import SENDER_TYPES
from smslint.vocabulary import KINDS, PROGRAMS
from smslint.wording import did_you_mean, shown

if TYPE_CHECKING:
    from smslint.rules.packfile import Node


def check_scope(node: Node) -> None:
    """Refuse a scope with a kind, a sender, a provider, a programme, a dialect or a region that does not exist.

    :raises PackError: names file, line and key.
    """
    from smslint.dialects import DIALECTS
    from smslint.rules import providers

    known = {"kind": KINDS, "sender": SENDER_TYPES, "program": PROGRAMS, "dialect": tuple(DIALECTS)}
    if node.values.get("provider"):
        known["provider"] = providers.names()
    for key, allowed in known.items():
        for index, value in enumerate(node.texts(key)):
            if value not in allowed:
                hint = did_you_mean(value, allowed)
                node.fail(f"{shown(value)} is not one of {', '.join(allowed)}{hint}", key, index)
    for index, region in enumerate(node.texts("regions")):
        if region not in REGIONS:
            node.fail(f"{shown(region)} is not a region; write ISO 3166-1 alpha-2 such as US or GB", "regions", index)


def check_test(node: Node) -> None:
    """Refuse an example whose dialect, context or values cannot be used.

    :raises PackError: naming file, line and key.
    """
    from smslint.dialects import DIALECTS
    from smslint.text.values import ValueTable

    node.known("dialect", DIALECTS)
    make_context(node.child("context", "{kind: marketing}"))
    ValueTable(node.child("values", "{name: {max: 20}}"))
