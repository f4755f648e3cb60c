"""A project that selects rules for messages does not allow texts to everybody by that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import smslint
from smslint.sending.gate import gate, make_gate

if TYPE_CHECKING:
    from pathlib import Path

TO = "+14155552671"
TEXT = "Acme: your order has shipped."

SELECTIONS: list[dict[str, Any]] = [{"select": ["ENC"]}, {"select": ["LEN002"]}, {"select": ["ENC"], "ignore": ["LEN"]}]


@pytest.mark.parametrize("config", SELECTIONS, ids=str)
def test_a_selection_does_not_open_the_gate(config: dict[str, Any]) -> None:
    assert gate(TEXT, TO, config=config).passed
    cases: list[tuple[str, dict[str, object], str]] = [
        (TO, {"opted_out": True}, "CON003"),
        (TO, {"suppressed": True}, "NUM004"),
        (TO, {"consent": "no"}, "CON001"),
        ("+1212", {}, "NUM001"),
    ]
    for recipient, facts, code in cases:
        verdict = gate(TEXT, recipient, config=config, facts=facts)
        assert not verdict.passed
        assert code in [each.code for each in verdict.findings]
        assert code in [each.code for each in smslint.check(TEXT, recipient, config=config, facts=facts).findings]
    assert not make_gate(config, suppression={int(TO[1:])}).check(TEXT, TO).ok


def test_a_selection_limits_the_findings_on_messages() -> None:
    sale = "Acme: 20% off today!"
    assert [each.code for each in smslint.check(sale, kind="marketing").findings] == ["OPT001"]
    assert smslint.check(sale, kind="marketing", config={"select": ["ENC"]}).findings == ()


@pytest.mark.parametrize("setting", ["off", "info", "warning"])
def test_a_number_must_be_valid_whatever_the_setting_of_the_rule(setting: str, tmp_path: Path) -> None:
    config = {"rules": {"NUM001": setting}}
    assert not gate(TEXT, "+1212", config=config).passed
    found = smslint.preflight({"text": TEXT}, [{"phone": "+1212"}, {"phone": TO}], config=config)
    assert (found.recipients, found.as_dict()["list"]["rows"]["rejected"]) == (1, 1)


def test_a_rule_about_recipients_is_switched_off_by_name() -> None:
    assert gate(TEXT, TO, config={"rules": {"CON003": "off"}}, facts={"opted_out": True}).passed
    assert gate(TEXT, TO, config={"ignore": ["CON003"]}, facts={"opted_out": True}).passed
