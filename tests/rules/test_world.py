"""One message around the world: for each country and type of sender, the answers that follow from the facts."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from smslint.rules import packs
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.subject import Subject

MESSAGE = "Acme: 20% off today! Reply STOP to opt out"
NUMBERS = ("long_code", "toll_free", "short_code")
LABEL = "IDN002 error high"
KOREAN_FORM = "OPT002 error high"
FALSE_REPLY = "OPT003 error high"
DOUBTFUL_REPLY = "OPT003 info low"
UNREGISTERED = "SND002 warning high"
UNKNOWN_REGISTRATION = "SND002 info high"

NUMBER_ANSWERS = {
    "US": {UNKNOWN_REGISTRATION},  # a number there needs a campaign, and nobody said whether it has one
    "KR": {LABEL, KOREAN_FORM, DOUBTFUL_REPLY},
    "FR": set(),
    "VN": {LABEL, DOUBTFUL_REPLY},
    "IN": set(),
    "SA": {DOUBTFUL_REPLY},
    "GB": set(),
}
NAME_ANSWERS = {
    "US": {"SND001 error high", FALSE_REPLY},
    "KR": {LABEL, KOREAN_FORM, "SND001 warning high", FALSE_REPLY},
    "FR": {"OPT002 error high", FALSE_REPLY},  # STOP and a number, or a link
    "VN": {LABEL, UNREGISTERED, FALSE_REPLY},
    "IN": {UNREGISTERED, FALSE_REPLY},
    "SA": {"SND003 error high", UNREGISTERED, FALSE_REPLY},  # no -AD behind the name
    "GB": {FALSE_REPLY},
}
CASES = [(region, sender, answers) for region, answers in NUMBER_ANSWERS.items() for sender in NUMBERS]
CASES += [(region, "alphanumeric", answers) for region, answers in NAME_ANSWERS.items()]

# The message in the form of each country, and a sender from which it has no findings.
FITTING = [
    ("US", "Acme: 20% off today! Reply STOP to opt out", {"type": "long_code", "registered": True}),
    ("KR", "(광고) 에이크미 오늘 20% 할인 무료수신거부 080-123-4567", {"type": "long_code", "registered": True}),
    ("FR", "Acme: -20% aujourd'hui! STOP au 36111", {"type": "alphanumeric", "id": "Acme"}),
    ("VN", "[QC] Acme giam 20% hom nay. Tu choi QC, soan TC2 gui 199", {"type": "alphanumeric", "id": "Acme", "registered": True}),
    ("IN", "Acme: 20% off today! SMS STOP to 56161", {"type": "alphanumeric", "id": "ACMEIN", "registered": True}),
    ("SA", "Acme: 20% off today! To Stop, send 3311 to 900", {"type": "alphanumeric", "id": "Acme-AD", "registered": True}),
    ("GB", "Acme: 20% off today! Text STOP to 60777 to opt out", {"type": "alphanumeric", "id": "Acme", "registered": True}),
]  # fmt: skip


def answers_for(text: str, region: str, sender: Mapping[str, object]) -> set[str]:
    context = make_context({"kind": "marketing", "regions": [region], "sender": sender})
    found = run(packs.load().rules, Subject(text, context=context), ("message", "recipient", "send"))
    return {f"{finding.code} {finding.severity.label} {finding.confidence.value}" for finding in found}


@pytest.mark.parametrize(("region", "sender", "expected"), CASES)
def test_one_message_from_each_sender(region: str, sender: str, expected: set[str]) -> None:
    known = {"type": sender, "id": "Acme"} if sender == "alphanumeric" else {"type": sender}
    assert answers_for(MESSAGE, region, known) == expected


@pytest.mark.parametrize(("region", "text", "sender"), FITTING, ids=[row[0] for row in FITTING])
def test_the_required_form_of_the_country_passes(region: str, text: str, sender: Mapping[str, object]) -> None:
    assert answers_for(text, region, sender) == set()


@pytest.mark.parametrize(
    ("region", "severity"),
    [("US", "error"), ("FR", "error"), ("VN", "error"), ("GB", "warning"), ("IN", "warning"), ("SA", "warning")],
)
def test_a_missing_opt_out_has_the_severity_of_the_profile(region: str, severity: str) -> None:
    found = answers_for("Acme: 20% off today!", region, {"type": "long_code", "registered": True})
    assert [each.split()[1] for each in found if each.startswith("OPT001")] == [severity]


def test_the_recipient_decides_over_the_configured_regions() -> None:
    context = make_context(
        {"kind": "marketing", "regions": ["US"], "sender": {"type": "long_code", "registered": True}}
    )
    found = run(packs.load().rules, Subject(MESSAGE, context=context, to="+821012345678"))
    assert {finding.code for finding in found} >= {"IDN002", "OPT002"}
