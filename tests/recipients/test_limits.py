"""Columns that may limit or end a consent are said, and such a list is never called clean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.recipients.audit import audit
from smslint.recipients.policy import Policy
from smslint.report.recipients_text import text as report
from smslint.report.style import Style
from smslint.rules.answers import NO, YES, meaning
from tests.recipients.support import US, listed

if TYPE_CHECKING:
    from pathlib import Path

SAID = [
    ("Consent channel", "email"), ("Opt-in channel", "post"), ("Channel preference", "phone"), ("Preferred channel", "email"),
    ("Kanal", "E-Mail"), ("canal", "correo"), ("Contact preference", "post"), ("consent_type", "email"),
    ("Consent expires", "2020-01-01"), ("Valid until", "1.1.2020"), ("Gültig bis", "2020-01-01"), ("Caduca", "2020-01-01"),
    ("Comment", "please stop texting me"), ("Comment", "DO NOT TEXT"), ("Bemerkung", "bitte keine SMS"), ("Notes", "Don't text"),
    ("Last SMS Reply", "STOP"), ("Antwort", "STOP"), ("Réponse", "STOP"), ("Respuesta", "STOP"),
    ("Unsubscribe reason", "too many"), ("Blacklist reason", "asked us"), ("Opt-out reason", "moved"),
]  # fmt: skip
SILENT = [
    ("Consent channel", "SMS"), ("Consent expires", "2999-01-01"), ("Comment", "likes tea"), ("Last SMS Reply", "thanks"),
    ("Unsubscribe reason", ""), ("city", "post"),
]  # fmt: skip


def said(path: Path, name: str, cell: str) -> tuple[bool, bool]:
    with listed(path, f"phone,consent,{name}\n{US[0]},yes,{cell}\n{US[1]},yes,\n") as found:
        result = audit(found, Policy())
    shown = "\n".join(report(result, Style(on=False), {}))
    return f"not known: whether {name!r}" in shown, "every row may be texted" in shown


@pytest.mark.parametrize(("name", "cell"), SAID)
def test_what_may_limit_a_consent_is_said(name: str, cell: str, tmp_path: Path) -> None:
    assert said(tmp_path, name, cell) == (True, False)


@pytest.mark.parametrize(("name", "cell"), SILENT)
def test_what_limits_nothing_is_not_said(name: str, cell: str, tmp_path: Path) -> None:
    assert said(tmp_path, name, cell) == (False, True)


@pytest.mark.parametrize(
    "cell",
    ["liegt nicht vor", "nur E-Mail", "email only", "revoked by phone", "negato", "brak", "nie wyrażono", "RET", "pas donné", "no dado", "declined"],
)  # fmt: skip
def test_a_cell_that_means_no(cell: str) -> None:
    assert meaning(cell) == NO


def test_a_turkish_yes() -> None:
    assert meaning("ONAY") == YES
