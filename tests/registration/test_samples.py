"""Messages held against samples: the project's templates, and two texts with variables on both sides."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.rules.samples import HOLE, LIKELY, NEAR, _compared, can_be, nearest, tokens
from tests.registration.made import CLEAN, changed, check, findings, run, write

ALPHABET = ("a", "b", HOLE)
texts = st.lists(st.sampled_from(ALPHABET), max_size=5)


def _fillings(text: list[str]) -> set[tuple[str, ...]]:
    """Each text that a text with variables can be, if a variable stands for at most two of three words."""
    words = [choice for size in range(3) for choice in product("ab", repeat=size)]
    parts = [words if token == HOLE else [(token,)] for token in text]
    return {tuple(word for part in chosen for word in part) for chosen in product(*parts)}


@given(texts, texts)
def test_two_texts_can_be_the_same_if_one_filling_is(one: list[str], other: list[str]) -> None:
    if _fillings(one) & _fillings(other):
        assert can_be(one, other)
    if not can_be(one, other):
        assert not _fillings(one) & _fillings(other)


@given(st.lists(st.sampled_from(("a", "b")), max_size=8), texts)
def test_a_text_without_variables_is_held_as_by_a_regular_expression(one: list[str], other: list[str]) -> None:
    pattern = "".join("[ab]*" if token == HOLE else token for token in other)
    assert can_be(one, other) == bool(re.fullmatch(pattern, "".join(one)))


@given(texts, texts)
def test_the_order_of_two_texts_does_not_matter(one: list[str], other: list[str]) -> None:
    assert can_be(one, other) == can_be(other, one)


@given(st.text(max_size=80))
def test_a_sample_covers_itself(text: str) -> None:
    found = nearest(tokens(text), [text])
    assert found is not None
    assert found.covers


SAMPLE = "Fernhill: order [number] has shipped: https://fernhill.example/t/1 Reply STOP to opt out."
OTHER = "Fernhill: your parcel is at the door of [name]. Reply STOP to opt out."
MESSAGES = {
    "Fernhill: order {{ id }} has shipped: https://fernhill.example/t/1 Reply STOP to opt out.": [],
    "Fernhill: order {{ id }} has shipped: {{ url }} Reply STOP to opt out.": [],
    "{{ shop }}: order {{ id }} has shipped: {{ url }} Reply STOP to opt out.": [],
    "Fernhill: order {{ id }} has shipped: {{ url }}": [("REG015", "error")],
    "Fernhill: order {{ id }} has shipped: {{ url }}{% if us %} Reply STOP to opt out.{% endif %}": [
        ("REG015", "error")
    ],
    "Fernhill: order {{ id }} was sent: {{ url }} Reply STOP to opt out.": [("REG015", "warning")],
    "Fernhill: your table is booked for {{ day }}.": [("REG016", "warning")],
    "Fernhill: {% if door %}your parcel is at the door of {{ name }}.{% else %}order {{ id }} has shipped: {{ url }}{% endif %} Reply STOP to opt out.": [],
    "{{ everything }}": [("REG016", "warning")],
}


@pytest.mark.parametrize("text", MESSAGES)
def test_a_message_is_covered_near_or_not_registered(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "smslint.yaml").write_text("messages:\n  - files: sms/*.txt\n    dialect: jinja\n")
    (tmp_path / "sms").mkdir()
    (tmp_path / "sms/a.txt").write_text(text)
    write(tmp_path, changed({"campaigns.0.samples": [SAMPLE, OTHER]}))
    found = [each for each in findings() if each["code"] in {"REG015", "REG016"}]
    assert [(each["code"], each["severity"]) for each in found] == MESSAGES[text]
    assert all(each["path"] == "sms/a.txt" for each in found)


def test_a_campaign_has_the_messages_of_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "smslint.yaml").write_text("messages:\n  - files: sms/*.txt\n    dialect: jinja\n")
    (tmp_path / "sms").mkdir()
    (tmp_path / "sms/a.txt").write_text("Fernhill: your table is booked for {{ day }}.")
    (tmp_path / "sms/order.txt").write_text("Fernhill: your order {{ id }} is ready.")
    for glob, paths in (("sms/order*.txt", {"sms/order.txt"}), ("sms/*.txt", {"sms/a.txt", "sms/order.txt"})):
        write(tmp_path, changed({"campaigns.0.messages": [glob]}))
        assert {each["path"] for each in findings() if each["code"] == "REG016"} == paths


def test_a_sample_that_nothing_sends_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, changed({}))
    assert [each for each in findings() if each["code"] == "REG017"] == []  # no message of the project was read
    (tmp_path / "smslint.yaml").write_text("messages:\n  - files: sms/*.txt\n    dialect: jinja\n")
    (tmp_path / "sms").mkdir()
    (tmp_path / "sms/a.txt").write_text(OTHER.replace("[name]", "{{ name }}"))
    assert [each["key"] for each in findings() if each["code"] == "REG017"] == ["campaigns.0.samples.0"]


def test_the_first_registration_of_a_project_can_be_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "smslint.yaml").write_text(
        "brand: Fern \"hill\" #1\nprovider: twilio\ndomains: [fernhill.example]\nmessages:\n  - files: 'sms/*.txt'\n    dialect: jinja\n"
        "  - files: texts.json\n    dialect: jinja\n"
    )
    (tmp_path / "sms").mkdir()
    for number in range(9):
        (tmp_path / f"sms/it's {number}.txt").write_text(f"Fernhill: order {{{{ id }}}} of {number} has shipped.")
    (tmp_path / "sms/code.txt").write_text("Fernhill: your code is {{ code }}")
    (tmp_path / "texts.json").write_text(
        '{"sale: now": "Fernhill: 20% off this weekend! Shop now. Reply STOP to opt out."}'
    )
    done = run("init")
    assert done.exit_code == 0, done.stdout + done.stderr
    found = findings()
    assert {each["code"] for each in found} & {"REG001"}
    assert {"MARKETING", "2FA", "ACCOUNT_NOTIFICATION"} <= set(
        re.findall(r'use_case: "(\w+)"', Path("registration.yaml").read_text())
    )
    assert run("init").exit_code == 2
    assert run("init", "--force").exit_code == 0


def _registered(folder: Path, text: str) -> None:
    (folder / "smslint.yaml").write_text(
        "messages:\n  - files: sms/*.txt\n    dialect: jinja\n    kind: transactional\n"
    )
    (folder / "sms").mkdir(exist_ok=True)
    (folder / "sms/a.txt").write_text(text)
    write(folder, changed({"campaigns.0.samples": [SAMPLE, OTHER]}))


DROPPED = "Fernhill: order {{ id }} has shipped: {{ url }}"


def test_an_edit_that_drops_a_registered_sentence_fails_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _registered(tmp_path, f"{DROPPED} Reply STOP to opt out.")
    assert check("check", ".").exit_code == 0
    _registered(tmp_path, DROPPED)
    for words in (("check", "."), ("check", "sms/a.txt"), ("check", ".")):  # the last one from the cache
        done = check(*words)
        assert done.exit_code == 1
        assert "REG015" in done.stdout


@pytest.mark.parametrize("off", ["{# smslint: disable=REG015 -- agreed with the carrier #}\n", "rule", "baseline"])
def test_it_is_switched_off_as_other_rules(off: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _registered(tmp_path, (off if off.startswith("{") else "") + DROPPED)
    if off == "rule":
        with (tmp_path / "smslint.yaml").open("a") as file:
            file.write("rules: {REG015: off}\n")
    if off == "baseline":
        assert check("baseline", "create", ".").exit_code == 0
    done = check("check", ".")
    assert (done.exit_code, "DIR001" in done.stdout) == (0, False), done.stdout


def test_a_registration_that_cannot_be_read_fails_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _registered(tmp_path, DROPPED)
    (tmp_path / "registration.yaml").write_text("brnd: {}\ncampaigns: []\n")
    done = check("check", ".")
    assert done.exit_code == 2
    assert "registration.yaml:1: unknown key 'brnd'" in done.stderr


def test_a_file_of_another_tool_with_this_name_is_none_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _registered(tmp_path, DROPPED)
    (tmp_path / "registration.yaml").write_text("kind: Service\nmetadata: {name: registration}\n")
    assert check("check", ".").exit_code == 0
    assert run("check").exit_code == 2


@given(texts, st.lists(texts, min_size=1, max_size=5))
def test_leaving_out_what_cannot_be_near_changes_no_answer(message: list[str], samples: list[list[str]]) -> None:
    written = [" ".join("[name]" if each == HOLE else each for each in sample) for sample in samples]
    found = nearest(message, written)
    each = [_compared(message, tokens(text), at, text) for at, text in enumerate(written)]
    best = max(each, key=lambda one: (one.covers, one.ratio))
    assert found is not None
    assert found.covers == best.covers
    assert (found.ratio >= NEAR) == (best.ratio >= NEAR)
    if best.ratio >= NEAR:
        assert found.ratio == best.ratio


def test_few_samples_are_compared_word_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def count(*words: object) -> object:
        compared.append(words[2])
        return _compared(*words)  # type: ignore[arg-type]

    monkeypatch.setattr("smslint.rules.samples._compared", count)
    samples = [f"Fernhill: word{at} is number {at} of the texts about w{at} and v{at}" for at in range(500)]
    for at in range(0, 500, 50):
        nearest(tokens(samples[at]), samples)
    assert len(compared) <= 10 * LIKELY
    compared.clear()
    nearest(tokens("Nothing of this is there"), samples)
    assert compared == []


CAMPAIGNS = {
    "codes": ("2FA", "long_code", "Fernhill: [code] is your code. Do not share it. Reply STOP to opt out."),
    "offers": ("MARKETING", "long_code", "Fernhill: ferns are 20% off this weekend, shop now. Reply STOP to opt out."),
    "free": ("MIXED", "toll_free", "Fernhill: your table is booked for [day]. Reply STOP to opt out."),
}
SENT: list[tuple[str, dict[str, object], list[str]]] = [
    # a text, the settings of its entry, the rules that say something
    ("Fernhill: {{ code }} is your code. Do not share it. Reply STOP to opt out.", {"kind": "otp"}, []),
    ("Fernhill: ferns are 20% off this weekend, shop now. Reply STOP to opt out.", {"kind": "marketing"}, []),
    # approved for marketing, and sent as a code
    ("Fernhill: ferns are 20% off this weekend, shop now. Reply STOP to opt out.", {"kind": "otp"}, ["REG016"]),
    # an inferred kind may be wrong
    ("Fernhill: {{ code }} is your code. Do not share it. Reply STOP to opt out.", {}, []),
    ("Fernhill: your table is booked for {{ day }}. Reply STOP to opt out.", {"kind": "transactional", "sender": "toll_free"}, []),
    # approved for the toll-free number only
    ("Fernhill: your table is booked for {{ day }}. Reply STOP to opt out.", {"kind": "transactional", "sender": "long_code"}, ["REG015"]),
    # these need no campaign
    ("Fernhill: nothing like it is registered", {"kind": "transactional", "regions": ["GB"]}, []),
    ("Fernhill: nothing like it is registered", {"kind": "transactional", "sender": {"type": "alphanumeric", "id": "Fernhill"}}, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "entry", "expected"), SENT)
def test_a_message_is_held_against_campaigns_of_its_kind_and_sender(
    text: str, entry: dict[str, object], expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    stated = {"messages": [{"files": "sms/*.txt", "dialect": "jinja", **entry}]}
    (tmp_path / "smslint.yaml").write_text(json.dumps(stated))
    (tmp_path / "sms").mkdir()
    (tmp_path / "sms/a.txt").write_text(text)
    campaigns = [
        {**CLEAN["campaigns"][0], "name": name, "use_case": use, "sender": sender, "samples": [sample]}
        for name, (use, sender, sample) in CAMPAIGNS.items()
    ]
    write(tmp_path, changed({"campaigns": campaigns}))
    assert [each["code"] for each in findings() if each["code"] in {"REG015", "REG016"}] == expected


def test_a_file_that_was_not_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "smslint.yaml").write_text("messages:\n  - files: sms/*\n    dialect: jinja\n")
    (tmp_path / "sms").mkdir()
    (tmp_path / "sms/a.txt").write_text(SAMPLE.replace("[number]", "{{ id }}"))
    (tmp_path / "sms/b.txt").write_bytes(b"Fernhill: \xff\xfe\x00")
    (tmp_path / "sms/c.txt").write_text("Fernhill: {% if x %} never closed")
    write(tmp_path, changed({}))
    coverage = json.loads(run("check", "--format", "json").stdout)["coverage"]
    assert [each["path"] for each in coverage["unread"]] == ["sms/b.txt", "sms/c.txt"]
    assert not coverage["complete"]
    assert "not understood: sms/b.txt" in run("check").stdout


@pytest.mark.parametrize(
    ("registry", "use_case", "known"),
    [
        ("telnyx", "General Marketing", True), ("telnyx", "hr / staffing", True), ("telnyx", "MARKETING", False),
        ("twilio", "MARKETING", True), ("telnyx", "Order Notification", False), ("twilio", "delivery notifications", True),
        ("twilio", "DELIVERY_NOTIFICATION", False), ("twilio", "General Marketing", False), ("aws", "whatever it lists", True),
    ],
)  # fmt: skip
def test_use_cases_of_toll_free_verifications(registry: str, use_case: str, known: bool, tmp_path: Path) -> None:
    made = {"campaigns.0.registry": registry, "campaigns.0.sender": "toll_free", "campaigns.0.use_case": use_case}
    found = [each for each in findings(str(write(tmp_path, changed(made)))) if "has no use case" in each["message"]]
    assert (found == []) is known


# a use case of toll-free verifications, the one of campaigns with the same rules, and a text that both say the same about
MEANINGS = [
    ("TWO_FACTOR_AUTHENTICATION", "2FA", "Fernhill: our spring sale, 20% off all plants until Sunday. Reply STOP to opt out."),
    ("DELIVERY_NOTIFICATIONS", "DELIVERY_NOTIFICATION", "Fernhill: our spring sale, 20% off all plants until Sunday. Reply STOP to opt out."),
    ("MARKETING", "MARKETING", "Fernhill: 482193 is your login code. Reply STOP to opt out."),
    ("POLITICAL_ELECTION_CAMPAIGNS", "POLITICAL", "Fernhill: chip in $5 now. Reply STOP to opt out."),
    ("CHARITY_NONPROFIT", "CHARITY", "Fernhill: donate now at https://fernhill.example/give Reply STOP to opt out."),
]  # fmt: skip


@pytest.mark.parametrize(("toll_free", "campaign", "text"), MEANINGS)
def test_toll_free_use_cases_have_the_rules_of_those_of_campaigns(
    toll_free: str, campaign: str, text: str, tmp_path: Path
) -> None:
    said = []
    for sender, use_case in (("toll_free", toll_free), ("long_code", campaign)):
        made = {
            "campaigns.0.sender": sender,
            "campaigns.0.use_case": use_case,
            "campaigns.0.samples": [text, text.replace("Fernhill:", "Hello from Fernhill:")],
        }
        said.append(
            {
                (each["code"], each["line"])
                for each in findings(str(write(tmp_path, changed(made))))
                if each["code"] != "REG010"
            }
        )
    assert said[0] == said[1]


# a sample, and whether it has a link, and one that leads away from the website
FIELDS = [
    ("Fernhill: order [order.id] has shipped. Reply STOP to opt out.", False, False),
    ("Fernhill: hi [user.name], order [order.info]. Reply STOP to opt out.", False, False),
    ("Fernhill: order 1 has shipped: https://fernhill.example/[order.id] Reply STOP to opt out.", True, False),
    ("Fernhill: order 1 has shipped: https://oakwood.example/[id]/a Reply STOP to opt out.", True, True),
    ("Fernhill: see oakwood.example [today]. Reply STOP to opt out.", True, True),
    ("Fernhill: order 1 has shipped: [tracking link] Reply STOP to opt out.", True, False),
]


@pytest.mark.parametrize(("sample", "link", "away"), FIELDS)
def test_the_name_of_a_field_is_no_link(sample: str, link: bool, away: bool, tmp_path: Path) -> None:
    made: dict[str, Any] = {"campaigns.0.samples": [sample, "Fernhill: your parcel is here. Reply STOP to opt out."]}
    made |= {"campaigns.0.attributes": {"links": False, "phones": False}}
    codes = {each["code"] for each in findings(str(write(tmp_path, changed(made))))}
    assert ("REG008" in codes, "REG014" in codes) == (link, away)
