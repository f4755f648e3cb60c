"""Every code that a command prints is one that ``smslint rule`` explains."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import smslint
from smslint.finding import Severity
from smslint.recipients.codes import CODES, CONSENT_UNKNOWN
from smslint.recipients.policy import Policy
from smslint.rules import packs

RULES = {rule.code: rule for rule in packs.load().rules}
FAMILIES = {code[:3] for code in RULES}
CODE = re.compile(r"\b[A-Z]{3}[0-9]{3}\b")


def test_every_code_in_our_sources_has_a_rule() -> None:
    files = sorted(Path(smslint.__file__).parent.rglob("*.py"))
    named = {code for file in files for code in CODE.findall(file.read_text(encoding="utf-8"))}
    ours = {code for code in named if code[:3] in FAMILIES}
    assert {"NUM006", "LST001", "CST001", "PLH002"} <= ours
    assert ours <= RULES.keys()


@pytest.mark.parametrize("code", CODES)
def test_names_and_severities_equal_those_of_the_rules(code: str) -> None:
    ours, rule = CODES[code], RULES[code]
    assert (ours.name, ours.severity) == (rule.name, rule.severity)
    assert rule.applies_to.scope in {"recipient", "send"}


def test_required_consent_turns_a_warning_into_an_error() -> None:
    assert CONSENT_UNKNOWN.severity is Severity.WARNING
    strict = Policy(require_consent=True).code(CONSENT_UNKNOWN)
    assert strict is not None
    assert (strict.severity, strict.refuses, strict.name) == (Severity.ERROR, True, CONSENT_UNKNOWN.name)


def test_provider_errors_that_rules_predict() -> None:
    assert {code: each.predicts for code, each in CODES.items() if each.predicts} == {
        "NUM001": "Twilio 21211",
        "NUM002": "Twilio 21614",
        "NUM004": "Twilio 21610",
        "NUM005": "Twilio 21408",
    }
