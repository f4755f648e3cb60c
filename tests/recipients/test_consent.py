"""The kind of consent that the cells of a row state, as the rules use it."""

from __future__ import annotations

import pytest

from smslint.recipients.consent import kind, leaves

# the cell of the consent column (None: there is none), the cell of the opt-out column, what the project states, the kind
KINDS = [
    ("yes", "", None, "express"),
    ("no", "", None, "none"),
    ("", "", None, None),
    ("", "", "express", None),
    ("Implied", "", None, "implied"),
    (" express ", "", None, "express"),
    ("none", "", "express", "none"),
    (None, "", None, None),
    (None, "", "implied", "implied"),
    (None, "no", "implied", "implied"),
    ("yes", "yes", None, "none"),
    ("express", "2024-05-12", "express", "none"),
    (None, "STOP, 12 May 2024", "express", "none"),
    (None, "true", "express", "none"),
]


@pytest.mark.parametrize(("cell", "opt_out", "stated", "expected"), KINDS)
def test_an_opt_out_overrides_every_consent(
    cell: str | None, opt_out: str, stated: str | None, expected: str | None
) -> None:
    assert kind(cell, leaves(opt_out), stated) == expected
