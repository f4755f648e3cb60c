"""Why a message costs more, and what mends it: held against what `check --fix` then does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cost.repo import SETTINGS, Repo

VOLUME = SETTINGS + "volumes: {'sms/*.txt': 1000}\n"


def causes(project: Repo, before: str | None, after: str) -> list[dict[str, Any]]:
    base = project.commit({"smslint.yaml": VOLUME, **({} if before is None else {"sms/a.txt": before})})
    project.write({"sms/a.txt": after})
    (message,) = project.diff(base)["messages"]
    found: list[dict[str, Any]] = message["causes"]
    return found


SPANISH = "Su pedido llegó, está en la tienda. "


def test_a_message_that_was_unicode_before_is_longer_and_has_characters(project: Repo) -> None:
    length, character = causes(project, SPANISH, SPANISH * 3)
    assert "it has 108 code units, and 1 segment holds 70" in length["what"]
    assert (length["help"], length["segments"], length["saves_monthly"]) == ("Make it 38 shorter", 1, "7.90")
    assert character["code"] == "ENC001"
    assert (character["safe"], character["segments"]) == (False, 1)
    out = project.smslint("diff", "HEAD")[1]
    assert "  why: 1:1: it has 108 code units" in out
    assert "  also: 1:" in out


def test_a_space_is_not_why_a_message_is_unicode(project: Repo) -> None:
    (cause,) = causes(project, None, "Hello \nEs ist schön’, und wir freuen uns sehr auf Sie und Ihre ganze Familie.")
    assert "U+2019" in cause["what"]
    assert cause["replacement"] == "'"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Hello", "Привет", None),
        ("x" * 100, "x" * 99 + "ж", "'ж' U+0436, cyrillic small letter zhe, is not in GSM-7"),
        ("Hi", "Hi {{ who }}", "'who' has no length"),
        ("Hi {{ name }}" + "x" * 137, "Hi {{ name }}" + "x" * 138, "with the longest values it has 161 septets, and 1 segment holds 160"),
        ("x" * 307, "x" * 460, "it has 460 septets, and 3 segments hold 459"),
        ("Hi", "Ho", None),
    ],
)  # fmt: skip
def test_the_first_cause(project: Repo, before: str, after: str, words: str | None) -> None:
    found = causes(project, before, after)
    assert (found[0]["what"] if found else None) == words


OPEN_NAME = "Acme: Hello {{ first_name }}, it's time for your visit at our shop. Please bring your receipt and your card, thanks."


def test_a_character_is_why_although_values_may_have_others_anyway(project: Repo) -> None:
    settings = VOLUME.replace("values: {", "values: {first_name: {max: 20}, ")
    settings += "budgets: {change: {monthly: 7, percent: 99}}\n"
    project.commit({"smslint.yaml": settings, "sms/a.txt": OPEN_NAME})
    project.write({"sms/a.txt": OPEN_NAME.replace("'", "’")})
    found = project.diff("HEAD", status=1)
    (message,) = found["messages"]
    assert message["before"]["segments"]["most"] == message["after"]["segments"]["most"]
    (cause,) = message["causes"]
    assert (cause["code"], cause["replacement"], cause["safe"]) == ("ENC001", "'", True)
    assert cause["saves_monthly"] == "7.90"
    assert [(each["actual"], each["ok"]) for each in found["budgets"]] == [("7.90", False), ("100", False)]
    assert "segments again, saves $0.00 to $7.90 a month (smslint check --fix)" in " ".join(
        project.smslint("diff", "HEAD")[1].split()
    )
    # What the reason says is what --fix does.
    assert project.smslint("check", "--fix", "--no-cache")[0] == 0
    assert project.diff("HEAD")["messages"] == []


def test_the_least_may_rise_alone(project: Repo) -> None:
    settings = VOLUME.replace("values: {", "values: {who: {max: 50}, ")
    project.commit({"smslint.yaml": settings, "sms/a.txt": "x" * 147 + "{{ who }}"})
    project.write({"sms/a.txt": "x" * 162 + "{{ who }}"})
    (message,) = project.diff("HEAD")["messages"]
    assert message["before"]["segments"]["most"] == message["after"]["segments"]["most"]
    assert [each["what"] for each in message["causes"]] == [
        "with the shortest values it took 1 segment, and takes 2 now"
    ]


def test_again_is_said_only_of_as_many_segments_as_before(project: Repo) -> None:
    causes(project, SPANISH * 3, SPANISH * 5)
    out = " ".join(project.smslint("diff", "HEAD")[1].split())
    assert "Make it 46 shorter: 2 segments again" in out
    assert "which changes the spelling: 2 segments again" in out
    causes(project, SPANISH * 5, SPANISH * 8)
    out = " ".join(project.smslint("diff", "HEAD")[1].split())
    assert "which changes the spelling: 2 segments, saves" in out


def test_that_a_message_is_new_is_no_cause(project: Repo) -> None:
    assert causes(project, None, "x" * 200) == []


def test_a_new_message_may_be_cheaper(project: Repo) -> None:
    (cause,) = causes(project, None, "It’s " + "x" * 100)
    assert (cause["segments"], cause["saves_monthly"]) == (1, "7.90")


def test_a_message_without_a_limit_has_a_character_that_makes_it_unicode(project: Repo) -> None:
    character, limit = causes(project, "It's {{ who }}", "It’s {{ who }}")
    assert (character["code"], character["safe"], character["segments"]) == ("ENC001", True, None)
    assert limit["what"] == "'who' has no length"
    out = " ".join(project.smslint("diff", "HEAD")[1].split())
    assert (
        """Write "'" instead, which reads the same (smslint check --fix). also: 1:1: 'who' has no length. Declare"""
        in out
    )


def test_what_is_saved_without_a_volume(project: Repo) -> None:
    base = project.commit({"sms/a.txt": "It's " + "x" * 100})
    project.write({"sms/a.txt": "It’s " + "x" * 100})
    (message,) = project.diff(base, "--per", "100")["messages"]
    (cause,) = message["causes"]
    assert (cause["saves_monthly"], cause["saves_per"]) == (None, "0.79")
    assert message["per"] == {"sends": 100, "change": {"currency": "USD", "least": "0.79", "most": "0.79"}}
    assert "saves $0.79 per 100" in project.smslint("diff", base, "--per", "100")[1]


def test_a_fix_that_changes_nothing_is_no_cause(project: Repo) -> None:
    """A message of another script stays UCS-2 without its curly apostrophe."""
    found = causes(project, "x" * 60, "Привет’ " * 10)
    assert [each["code"] for each in found] == [None]


def test_the_date_of_a_card_is_that_of_the_prices_that_count(project: Repo) -> None:
    card = "region,price_per_segment,currency,as_of\nUS,0.0079,USD,2026-11-01\nAF,0.2,USD,2019-01-01\n"
    base = project.commit({"prices.csv": card, "sms/a.txt": "Hi"})
    project.write({"sms/a.txt": "Ho"})
    assert project.diff(base)["rate_card"]["as_of"] == "2026-11-01"
