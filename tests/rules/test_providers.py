from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

import smslint
from smslint.data import data_path
from smslint.errors import ConfigError, PackError
from smslint.rules import providers
from smslint.rules.wants import FREE
from smslint.text import gsm7
from tests.rules.schemas import schema_errors

FILES = sorted((data_path("rules") / "providers").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_follow_the_schema(path: Path) -> None:
    assert schema_errors("provider", path) == []
    assert providers.load(path.stem).name == path.stem


def test_the_providers_there_are() -> None:
    assert set(providers.names()) == {
        "octopods", "twilio", "aws", "telnyx", "vonage", "sinch", "plivo", "infobip", "bird", "govuk-notify", "generic", "cognito",
    }  # fmt: skip


LIMITS = [
    ("twilio", 1600, None, "partial", "greedy"),
    ("octopods", 1600, None, "none", "greedy"),
    ("aws", 1600, None, "none", "words"),
    ("cognito", 140, None, "none", "words"),
    ("telnyx", None, 10, "all_or_nothing", "greedy"),
    ("sinch", 2000, None, "only_if_needed", "greedy"),
    ("bird", None, 9, "all_or_nothing", "greedy"),
    ("govuk-notify", 918, None, "normalised", "greedy"),
    ("generic", None, 255, "none", "greedy"),
]


@pytest.mark.parametrize(("name", "characters", "segments", "policy", "split"), LIMITS)
def test_limits(name: str, characters: int | None, segments: int | None, policy: str, split: str) -> None:
    provider = providers.load(name)
    assert (provider.max_characters, provider.max_segments) == (characters, segments)
    assert (provider.smart_encoding.policy, provider.split) == (policy, split)


def test_no_provider_refuses_texts_for_which_no_profile_is_read() -> None:
    limits = [providers.load(name).max_characters for name in providers.names()]
    assert min(limit for limit in limits if limit is not None) >= FREE


def test_a_template_of_cognito_has_at_most_140_characters() -> None:
    config = {"provider": "cognito", "kind": "otp", "brand": "Acme", "regions": ["US"]}
    for more, codes in ((110, set()), (111, {"LEN001"})):
        body = "Acme: your code is 123456. Do." + "x" * more
        assert {each.code for each in smslint.check(body, config=config).findings} & {"LEN001"} == codes


ERRORS: list[tuple[str, str, str | None, str | None, str | None]] = [
    ("twilio", "LEN001", None, None, "Twilio 21617"),
    ("twilio", "NUM004", None, None, "Twilio 21610"),
    ("twilio", "SND002", None, "US", "Twilio 30034"),
    ("twilio", "SND003", None, None, "Twilio 21212"),
    ("twilio", "SND003", "generic-sender-id", "GB", "Twilio 30042"),
    ("twilio", "SND002", None, "ZA", "Twilio 30040"),
    ("octopods", "NUM001", None, None, "Octopods 3 PHONE_INVALID"),
    ("octopods", "XXX000", "empty-body", None, "Octopods 2 EMPTY_BODY"),
    ("telnyx", "NUM004", None, None, "Telnyx 40300"),
    ("generic", "LEN001", None, None, None),
]


@pytest.mark.parametrize(("provider", "code", "name", "region", "expected"), ERRORS)
def test_predicted_errors(provider: str, code: str, name: str | None, region: str | None, expected: str | None) -> None:
    assert providers.load(provider).predicted(code, name, region) == expected


BY_SENDER = [
    ("twilio", "US", "long_code", "Twilio 30034"),
    ("twilio", "US", "toll_free", "Twilio 30032"),
    ("twilio", "US", "short_code", None),
    ("twilio", "CA", "long_code", "Twilio 30007"),
    ("twilio", "CA", "toll_free", "Twilio 30032"),
    ("twilio", "VN", "alphanumeric", "Twilio 30040"),
    ("octopods", "US", "toll_free", "Octopods 4 (Twilio 30032)"),
]


@pytest.mark.parametrize(("provider", "region", "sender", "expected"), BY_SENDER)
def test_predicted_errors_by_sender(provider: str, region: str, sender: str, expected: str | None) -> None:
    assert providers.load(provider).predicted("SND002", None, region, sender) == expected


def test_keywords_by_sender() -> None:
    twilio, telnyx = providers.load("twilio").keywords, providers.load("telnyx").keywords
    assert "REVOKE" in twilio.opt_out
    assert "REVOKE" not in telnyx.opt_out
    assert (
        twilio.opt_out_for("toll_free") == twilio.opt_out_for("long_code") == twilio.opt_out_for(None) == twilio.opt_out
    )
    assert "CANCEL" in telnyx.opt_out_for("toll_free")
    assert providers.load("aws").keywords.opt_out_for("toll_free") == ("STOP",)
    assert "YES" in twilio.opt_in


def test_vonage_acts_on_words_only_from_short_codes() -> None:
    words = providers.load("vonage").keywords
    assert words.opt_out_for("long_code") == words.opt_out_for(None) == ()
    assert "QUIT" in words.opt_out_for("short_code")
    assert "STOPALL" not in words.opt_out_for("short_code")


def test_alphabets_by_sender() -> None:
    telnyx = providers.load("telnyx")
    assert not telnyx.alphabet("long_code").holds("Δ")
    assert telnyx.alphabet("long_code").holds("é €")
    assert not telnyx.alphabet("short_code").holds("é")
    assert telnyx.alphabet("short_code").measure("a" * 161)[2] == 2
    assert providers.load("twilio").alphabet("short_code") is gsm7.GSM7


def test_smart_encoding_as_each_provider_does_it() -> None:
    text = "It’s “here” 🙂"
    assert providers.load("twilio").smart_encoding.apply(text) == 'It\'s "here" 🙂'
    assert providers.load("bird").smart_encoding.apply(text) == text
    assert providers.load("sinch").smart_encoding.apply("It’s") == "It’s"
    assert providers.load("aws").smart_encoding.apply(text) == text


def test_octopods_contradictions_are_recorded() -> None:
    assert len(providers.load("octopods").sources_differ) == 5


@pytest.mark.parametrize(("name", "near"), [("twillio", "twilio"), ("Octopod", "octopods"), ("aws-sns", "aws")])
def test_an_unknown_name_gets_the_nearest(name: str, near: str) -> None:
    with pytest.raises(ConfigError, match=f"did you mean '{near}'"):
        providers.load(name)


def test_names_in_any_case_but_no_paths() -> None:
    assert providers.load("Twilio").name == "twilio"
    with pytest.raises(ConfigError):
        providers.load("../countries/US")


GOOD = """\
    provider: mine
    title: Mine
    limits: {max_characters: 100}
    alphabets: {default: gsm7}
    smart_encoding: {policy: none}
    split: greedy
    keywords: {opt_out: [STOP]}
    sources:
      - {title: Own, retrieved: 2026-11-23}
"""

REFUSED = [
    (
        "max_characters: 100",
        "max_characters: many",
        r"mine\.yaml:3: limits\.max_characters: must be a whole number, not text",
    ),
    (
        "max_characters: 100",
        "max_chars: 100",
        r"mine\.yaml:3: limits\.max_chars: unknown key; did you mean 'max_characters'",
    ),
    (
        "default: gsm7",
        "default: latin1",
        r"mine\.yaml:4: alphabets\.default: 'latin1' is not one of ascii, gsm7, telnyx",
    ),
    ("default: gsm7", "short_code: gsm7", r"mine\.yaml:4: alphabets: 'default' is missing"),
    ("policy: none", "policy: partial", r"mine\.yaml:5: smart_encoding\.policy: a policy needs a table"),
    ("split: greedy", "split: lazy", r"mine\.yaml:6: split: 'lazy' is not one of"),
    ("[STOP]", "[NO, no]", r"mine\.yaml:7: keywords\.opt_out\[0\]: must be text, not true or false; quote it"),
    (", retrieved: 2026-11-23", "", r"mine\.yaml:9: sources\[0\]: needs a date"),
    ("title: Own", "name: Own", r"mine\.yaml:9: sources\[0\]\.name: unknown key"),
    ("title: Mine", "tittle: Mine", r"mine\.yaml:2: tittle: unknown key; did you mean 'title'"),
]


@pytest.mark.parametrize(("good", "bad", "message"), REFUSED)
def test_bad_profiles_are_refused_with_file_line_and_key(tmp_path: Path, good: str, bad: str, message: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(dedent(GOOD), encoding="utf-8")
    assert providers.read(path).title == "Mine"
    assert good in GOOD
    path.write_text(dedent(GOOD.replace(good, bad)), encoding="utf-8")
    with pytest.raises(PackError, match=message):
        providers.read(path)


@pytest.mark.parametrize(
    ("text", "provider", "codes"),
    [
        ("Only 5 €", "telnyx", ["info"]),
        ("Only 5 € (§ 3)", "telnyx", ["info", "info"]),
        ("Only 5 €", "twilio", []),
        ("Only 5 EUR", "telnyx", []),
        ("Only 5 € ж", "telnyx", []),  # it is UCS-2 anyway
    ],
)
def test_a_character_about_which_a_provider_contradicts_itself(text: str, provider: str, codes: list[str]) -> None:
    found = smslint.check(text, kind="transactional", config={"provider": provider}).findings
    told = [each for each in found if each.code == "ENC001"]
    assert [each.severity.label for each in told] == codes
    assert all("UTF-16" in each.sources_differ for each in told)
