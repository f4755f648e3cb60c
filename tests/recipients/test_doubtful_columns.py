"""Columns and cells that are easily taken for a consent: no list with one of them is called clean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.recipients.audit import audit
from smslint.recipients.policy import Policy
from tests.recipients.support import US, listed

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = [
    ("consent,SMS Marketing Status", "no,subscribed", "CON003"),
    ("consent,SMS Marketing Status", "pending,subscribed", "CON002"),
    ("sms_consent,consent", "yes,perhaps", "CON002"),
    ("sms_consent,consent", "yes,", ""),
    ("sms_consent,consent", "yes,ja", ""),
    ("consent,dnd", "yes,yes", "CON003"),
    ("consent,List Status", "yes,unsubscribed", "CON003"),
    ("consent,Newsletter", "yes,abgemeldet", "CON003"),
    ("consent", "Ja (nur E-Mail)", "CON002"),
]


@pytest.mark.parametrize(("header", "cells", "code"), COLUMNS)
def test_by_rows_and_in_bulk(header: str, cells: str, code: str, tmp_path: Path) -> None:
    from smslint.recipients.bulk_audit import bulk_audit

    policy = Policy(require_consent=True)
    with listed(tmp_path, f"phone,{header}\n{US[0]},{cells}\n") as found:
        by_rows, in_bulk = audit(found, policy), bulk_audit(found, policy)
    assert list(by_rows.tallies) == ([code] if code else [])
    assert in_bulk is None or in_bulk.tallies.keys() == by_rows.tallies.keys()
    assert (in_bulk is None) == (found.roles.consent is None)
