"""Each code of each registry that a text can predict: a registration that would earn it, and a clean one that would not."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from smslint.rules import registries
from tests.registration.made import CLEAN, FLOW, PRIVACY, TERMS, changed, findings, write
from tests.test_end_to_end import TOP

Change = dict[str, Any]
C = "campaigns.0."
SAMPLES = CLEAN["campaigns"][0]["samples"]


def _sample(text: str) -> Change:
    return {C + "samples": [*SAMPLES, text]}


NEEDS: dict[str, Change] = {
    "fields.required": {C + "use_case": None},
    "fields.length": {C + "samples": [*SAMPLES, "Fernhill: " + "word " * 300]},
    "fields.distinct": _sample(SAMPLES[0].replace("[number]", "[id]")),
    "fields.english": {
        C
        + "description": "Fernhill erinnert seine Kunden per SMS an ihre Bestellung und sagt, wann sie an der Haustür ist."
    },
    "usecase.known": {C + "use_case": "EMERGENCY"},
    "usecase.sub_count": {C + "use_case": "MIXED", C + "sub_use_cases": ["MARKETING"]},
    "usecase.political_token": {C + "use_case": "POLITICAL"},
    "samples.count": {C + "samples": [SAMPLES[0] + str(number) * number for number in range(6)]},
    "samples.per_usecase": {
        C + "use_case": "MIXED",
        C + "sub_use_cases": ["MARKETING", "CUSTOMER_CARE", "FRAUD_ALERT"],
    },
    "samples.brand": {
        C + "samples": [each.replace("Fernhill:", "Hello,").replace("fernhill", "shop") for each in SAMPLES]
    },
    "samples.opt_out": {C + "samples": [each.replace(" Reply STOP to opt out.", "") for each in SAMPLES]},
    "samples.brackets": _sample("Fernhill: {{ first_name }}, the plants are packed. Reply STOP to opt out."),
    "samples.links_declared": {C + "attributes": {"links": False, "phones": False}},
    "samples.phones_declared": {C + "attributes": {"links": True, "phones": True}},
    "samples.kind": _sample("Fernhill: 20% off all ferns this weekend only! Shop now. Reply STOP to opt out."),
    "samples.test_words": _sample("Fernhill: this is a test message. Reply STOP to opt out."),
    "attributes.lending": _sample("Fernhill: payday loan approved, get cash advance today. Reply STOP to opt out."),
    "age_gate.declared": _sample("Fernhill: whiskey and vodka tasting tonight. Reply STOP to opt out."),
    "flow.brand": {C + "flow": FLOW.replace("Fernhill", "us").replace("fernhill", "shop")},
    "flow.names_sms": {
        C + "flow": FLOW.replace("SMS order updates", "order updates").replace("messages a month", "times monthly")
    },
    "flow.frequency": {C + "flow": FLOW.replace(", up to 4 messages a month", "")},
    "flow.rates": {C + "flow": FLOW.replace(" Message and data rates may apply.", "")},
    "flow.stop": {C + "flow": FLOW.replace(" or STOP to cancel", "")},
    "flow.help": {C + "flow": FLOW.replace("Reply HELP for help or STOP", "Reply STOP")},
    "flow.terms_link": {C + "flow": FLOW.replace("Terms: https://fernhill.example/terms ", "")},
    "flow.privacy_link": {C + "flow": FLOW.replace(" Privacy: https://fernhill.example/privacy", "")},
    "flow.not_required": {C + "flow": FLOW.replace("an unchecked box", "a pre-checked box")},
    "flow.present": {C + "flow": ""},
    **{
        f"confirmation.{need}": {
            C + "opt_in": {"methods": ["web"], "confirmation": "You are subscribed to our order texts."}
        }
        for need in ("brand", "frequency", "rates", "help", "stop")
    },
    "help.contact": {C + "help": {"keywords": ["HELP"], "reply": "Fernhill: we are here to help you."}},
    "help.brand": {C + "help": {"keywords": ["HELP"], "reply": "Write to help@plants.example or call us."}},
    "stop.no_more": {C + "stop": {"keywords": ["STOP"], "reply": "Fernhill: thank you and goodbye."}},
    "stop.acknowledge": {C + "stop": {"keywords": ["STOP"], "reply": "Fernhill: thank you and goodbye."}},
    "stop.brand": {C + "stop": {"keywords": ["STOP"], "reply": "You are unsubscribed and will get no more messages."}},
    "privacy.no_sharing": {"privacy text": "Fernhill: we keep your data safe."},
    "privacy.brand": {"privacy text": PRIVACY.replace("Fernhill", "We")},
    "terms.brand": {"terms text": TERMS.replace("Fernhill", "Our").replace("fernhill", "shop")},
    "terms.frequency": {"terms text": TERMS.replace(" Message frequency varies.", "")},
    "terms.rates": {"terms text": TERMS.replace(" Message and data rates may apply.", "")},
    "terms.stop": {"terms text": TERMS.replace("Reply STOP to cancel or HELP", "Reply HELP")},
    "terms.help": {"terms text": TERMS.replace(" or HELP for help, or write to help@fernhill.example", "")},
    "terms.care": {"terms text": TERMS.replace(" or HELP for help, or write to help@fernhill.example", "")},
    "terms.privacy_link": {"terms text": TERMS.partition(" Privacy:")[0]},
    "terms.carrier_liability": {
        "terms text": TERMS.replace(" Carriers are not liable for delayed or undelivered messages.", "")
    },
    "brand.email_domain": {"brand.email": "fernhill@gmail.com"},
    "brand.email_shape": {"brand.email": "help at fernhill"},
    "brand.entity_suffix": {"brand.name": "Fernhill LLC", "brand.entity": "sole_proprietor"},
    "urls.present": {"privacy": {"file": "privacy.md"}, "brand.website": ""},
    "urls.shape": {"brand.website": "fernhill"},
    "description.length": {C + "description": "Order texts."},
    "URL001": _sample("Fernhill: your plants are packed: https://bit.ly/3xYz Reply STOP to opt out."),
    "URL003": _sample("Fernhill: your plants are packed: http://fernhill.example/t Reply STOP to opt out."),
    "CNT001": _sample("Fernhill: casino jackpot, place your bets tonight. Reply STOP to opt out."),
    "CNT001.gambling": _sample("Fernhill: casino jackpot, place your bets tonight. Reply STOP to opt out."),
    "CNT001.cannabis": _sample("Fernhill: CBD gummies from our dispensary. Reply STOP to opt out."),
    "CNT001.tobacco": _sample("Fernhill: new vape juice and vape pods. Reply STOP to opt out."),
    "CNT001.finance": _sample("Fernhill: payday loan, bad credit ok. Reply STOP to opt out."),
    "CNT001.crypto": _sample("Fernhill: buy bitcoin and crypto. Reply STOP to opt out."),
    "CNT001.work-from-home": _sample("Fernhill: make money fast. Reply STOP to opt out."),
    "CNT001.debt": _sample("Fernhill: get debt relief today. Reply STOP to opt out."),
    "CNT001.debt-relief": _sample("Fernhill: we repair your credit, debt relief today. Reply STOP to opt out."),
    "CNT001.debt-collection": _sample("This is a debt collector for your creditor. Fernhill. Reply STOP to opt out."),
    "CNT001.drugs": _sample("Fernhill: viagra, no prescription needed. Reply STOP to opt out."),
    "CNT001.lead-generation": _sample("Fernhill: your extended car warranty is here. Reply STOP to opt out."),
    "CNT002.alcohol": _sample("Fernhill: whiskey and vodka tasting tonight. Reply STOP to opt out."),
    "CNT002.firearms": _sample("Fernhill: new handguns and ammo in stock. Reply STOP to opt out."),
    "CNT002.sex": _sample("Fernhill: hot singles and sex toys. Reply STOP to opt out."),
    "samples.sweepstakes": _sample("Fernhill sweepstakes: enter to win a fern. Reply STOP to opt out."),
    "samples.job_boards": _sample("Fernhill job alert: new jobs near you. Reply STOP to opt out."),
    "samples.stock_alerts": _sample("Fernhill stock picks of the week. Reply STOP to opt out."),
}
"""What registries refuse, in the words of their data, and the change of the clean registration that has it."""

QUICK = {("twilio", "long_code"), ("twilio", "toll_free"), ("aws", "long_code"), ("tcr", "long_code")}
CASES = [
    (name, sender, code)
    for name in registries.names()
    for sender in ("long_code", "toll_free", "short_code")
    for code in registries.load(name).codes
    if sender in code.senders
]


def made(folder: Path, name: str, sender: str, change: Change) -> list[dict[str, Any]]:
    texts = {key.partition(" ")[0]: value for key, value in change.items() if key.endswith(" text")}
    keys = {key: value for key, value in change.items() if not key.endswith(" text")}
    known = registries.load(name).toll_free_use_cases if sender == "toll_free" else ()
    base = {C + "registry": name, C + "sender": sender}
    base |= {C + "use_case": "DELIVERY_NOTIFICATIONS"} if known else {}
    return findings(str(write(folder, changed(base | keys), **texts)))


@cache
def refused_with(name: str, sender: str, need: str) -> str:
    """The codes of a registration with the change of a need, all of them."""
    with TemporaryDirectory() as folder:
        return " ".join(each["predicts"] or "" for each in made(Path(folder), name, sender, NEEDS[need]))


@pytest.mark.parametrize(("name", "sender"), sorted({(name, sender) for name, sender, _ in CASES}))
def test_a_clean_registration_earns_no_code(name: str, sender: str, tmp_path: Path) -> None:
    assert [each for each in made(tmp_path, name, sender, {}) if each["severity"] != "info"] == []


@pytest.mark.parametrize(
    ("name", "sender", "code"),
    [
        # The codes of other senders and registries have the same needs.
        pytest.param(name, sender, code, marks=[pytest.mark.long] * ((name, sender) not in QUICK))
        for name, sender, code in CASES
    ],
    ids=lambda each: getattr(each, "code", each),
)
def test_each_code_is_predicted(name: str, sender: str, code: registries.Code) -> None:
    found = {need: refused_with(name, sender, need) for need in code.needs}
    shown = [need for need, codes in found.items() if code.code in codes.replace(",", " ").split()]
    most = registries.MOST_SHOWN
    crowded = all(
        sum(other.wants("confirmation." if need.startswith("confirmation.") else need) and sender in other.senders and (len(other.needs), other.code) < (len(code.needs), code.code)
            for other in registries.load(name).codes) >= most
        for need in code.needs
    )  # fmt: skip
    for need in code.needs:  # a word or a group of words has a code of its own, which is named before that of the rule
        exact = [
            other for other in registries.load(name).codes if any(each.startswith(f"{need}.") for each in other.needs)
        ]
        crowded = crowded or ("." not in need and len(exact) >= most)
    assert shown or (crowded and all(found.values())), code


def test_the_guide_counts_the_codes() -> None:
    guide = (TOP / "docs/registration.md").read_text(encoding="utf-8")
    stated = re.search(r"(\d+) codes", guide)
    assert stated is not None
    assert int(stated[1]) == sum(len(registries.load(name).codes) for name in registries.names())


EXACT = {
    ("tcr", "long_code"): {"cannabis": "701", "firearms": "702", "sex": "703", "gambling": "704", "alcohol": "706", "tobacco": "707", "lead-generation": "708", "finance": "709"},
    ("twilio", "toll_free"): {"cannabis": "30459", "debt-collection": "30460", "gambling": "30461", "crypto": "30464", "work-from-home": "30465", "drugs": "30469", "alcohol": "30456", "firearms": "30457", "tobacco": "30458"},
    ("aws", "long_code"): {"gambling": "CAMPAIGN_NON_COMPLIANT_CONTENT_GAMBLING", "cannabis": "CAMPAIGN_NON_COMPLIANT_CONTENT_CANNABIS"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "sender", "group", "code"),
    [(*who, group, code) for who, groups in EXACT.items() for group, code in groups.items()],
)
def test_each_group_of_refused_content_names_its_own_code_first(
    name: str, sender: str, group: str, code: str, tmp_path: Path
) -> None:
    need = next(each for each in NEEDS if each.endswith(f".{group}"))
    found = [each for each in made(tmp_path, name, sender, NEEDS[need]) if each["code"].startswith("CNT")]
    first = [(each["predicts"] or "").split(",")[0].rpartition(" ")[2] for each in found]
    assert code in first, found
