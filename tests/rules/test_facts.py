"""The record of facts: how words are read, and that every field has a producer and a consumer."""

from __future__ import annotations

import ast
import datetime as dt
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import smslint
from smslint.data import data_path
from smslint.errors import ConfigError, InstallationError
from smslint.rules import packs
from smslint.rules.check_options import RecipientFact
from smslint.rules.context import ABOUT_RECIPIENT, make_context
from smslint.rules.facts import ALIASES, NOTHING, WORDS, Facts, make_facts

READ: list[tuple[dict[str, Any], Facts]] = [
    ({}, NOTHING),
    ({"opted_out": True}, Facts(opted_out=True)),
    ({"opt_out": "yes"}, Facts(opted_out=True)),
    ({"opt_out": "no"}, Facts(opted_out=False)),
    ({"opt_out": ""}, NOTHING),
    ({"opt_out": "2026-01-01"}, Facts(opted_out=True)),
    ({"opted_out": "unsubscribed"}, Facts(opted_out=True)),
    ({"opted_out": "Stop"}, Facts(opted_out=True)),
    ({"opted_out": "on 2026-03-01 by mail"}, Facts(opted_out=True)),
    ({"consent": "no"}, Facts(consent="none")),
    ({"consent": False}, Facts(consent="none")),
    ({"consent": "ja"}, Facts(consent="express")),
    ({"consent": "Implied"}, Facts(consent="implied")),
    ({"consent": ""}, Facts(consent="unknown")),
    ({"consent": "unknown"}, Facts(consent="unknown")),
    ({"consent": None}, NOTHING),
    ({"suppressed": "opted out on 2026-03-01"}, Facts(suppressed=True)),
    ({"suppressed": "by a call"}, Facts(suppressed="by a call")),
    ({"duplicate_of": "row 12"}, Facts(duplicate_of="row 12")),
    ({"empty_fields": "name"}, Facts(empty_fields=("name",))),
    ({"null_fields": ["name", "city"]}, Facts(null_fields=("name", "city"))),
    ({"empty_fields": []}, NOTHING),
    ({"zone": "UTC-5"}, Facts(zone=("Etc/GMT+5",))),
    ({"zone": ["America/New_York", "UTC"]}, Facts(zone=("America/New_York", "Etc/UTC"))),
    ({"state": "florida"}, Facts(state="FL")),
    ({"state": "Narnia"}, Facts(state="Narnia")),
    ({"state": "", "zone": "", "locale": ""}, NOTHING),
    ({"sent": ["2026-11-24T07:30:00+07:00"]}, Facts(sent=(dt.datetime.fromisoformat("2026-11-24T07:30:00+07:00"),))),
    ({"sent_last_24h": 3}, Facts(sent_today=3)),
    ({"enabled_regions": "us"}, Facts(enabled_regions=("US",))),
    ({"price_as_of": "2020"}, Facts(price_as_of=dt.date(2020, 1, 1))),
    ({"price_as_of": dt.datetime(2020, 5, 6, 7)}, Facts(price_as_of=dt.date(2020, 5, 6))),  # noqa: DTZ001
    ({"cost": "99.90", "budget": 100}, Facts(cost=Decimal("99.90"), budget=Decimal(100))),
    ({"locales": {"en": 1}}, Facts(locales={"en": 1})),
    ({"reviews": {"OPT001": dt.date(2027, 5, 23)}}, Facts(reviews={"OPT001": "2027-05-23"})),
]  # fmt: skip


@pytest.mark.parametrize(("words", "facts"), READ, ids=lambda value: str(value)[:40])
def test_plain_words_are_read(words: dict[str, Any], facts: Facts) -> None:
    assert make_facts(words) == facts


WRONG: list[tuple[object, str]] = [
    ({"optout": True}, "unknown key 'optout' (did you mean 'opt_out'?)"),
    ({"consnet": "no"}, "unknown key 'consnet' (did you mean 'consent'?)"),
    ({5: True}, "unknown key 5"),
    ({"opted_out": 1}, "facts.opted_out: expected true, false or a text, found 1"),
    ({"opt_out": ["yes"]}, "facts.opt_out: expected true, false or a text"),
    ({"opted_out": True, "opt_out": "yes"}, "'opt_out' and 'opted_out' mean the same"),
    ({"consent": 1}, "facts.consent: expected yes, no or unknown, found 1"),
    ({"holiday": "no"}, "facts.holiday: expected true or false, found 'no'"),
    ({"isolation_marks": 1}, "facts.isolation_marks: expected true or false"),
    ({"consent": "maybe"}, "facts.consent: expected yes, no, unknown, express, implied or none, found 'maybe'"),
    ({"zone": "Mars/X"}, "facts.zone: expected a time zone such as America/New_York or UTC-5, found 'Mars/X'"),
    (
        {"zone": ["America/New_York", "?"]},
        "facts.zone: expected a time zone such as America/New_York or UTC-5, found '?'",
    ),
    ({"zone": 5}, "facts.zone: expected a text or a list of texts"),
    ({"empty_fields": [1]}, "facts.empty_fields: expected a text or a list of texts"),
    ({"state": 5}, "facts.state: expected a text"),
    ({"sent": "2026-11-24"}, "facts.sent: expected a list of times"),
    ({"sent": ["yesterday"]}, "facts.sent: expected a time with its offset, such as"),
    ({"sent_today": "3"}, "facts.sent_today: expected a whole number"),
    ({"sent_today": True}, "facts.sent_today: expected a whole number"),
    ({"sent_today": -1}, "facts.sent_today: expected a whole number"),
    (
        {"enabled_regions": ["USA"]},
        "facts.enabled_regions: 'USA' is not an ISO 3166-1 alpha-2 code such as US or GB (did you mean 'US'?)",
    ),
    ({"enabled_regions": ["UK"]}, "(did you mean 'GB'?)"),
    ({"sent": ["2026-11-23"]}, "facts.sent: expected a time with its offset"),
    ({"sent_last_24h": 3, "sent_today": 3}, "'sent_last_24h' and 'sent_today' mean the same"),
    ({None: 1}, "facts: unknown key None"),
    ({"cost": "much"}, "facts.cost: expected an amount"),
    ({"budget": "Infinity"}, "facts.budget: expected an amount"),
    ({"price_as_of": "last year"}, "facts.price_as_of: expected a day"),
    ({"price_as_of": 2020}, "facts.price_as_of: expected a day"),
    ({"locales": ["en"]}, "facts.locales: expected a mapping"),
    ({"locales": {"en": "1"}}, "facts.locales.en: expected a whole number"),
    ({"reviews": {"OPT001": "soon"}}, "facts.reviews.OPT001: expected a day"),
    ([], "facts: expected a mapping"),
    ("consent", "facts: expected a mapping"),
]


@pytest.mark.parametrize(("words", "says"), WRONG, ids=lambda value: str(value)[:40])
def test_invalid_facts_are_named(words: object, says: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(says)):
        make_facts(words)


def test_facts_replace_others_field_by_field() -> None:
    list_says, project_says = Facts(consent="none", zone=("Asia/Seoul",)), Facts(consent="express", state="FL")
    assert list_says.over(project_says) == Facts(consent="none", zone=("Asia/Seoul",), state="FL")
    assert NOTHING.over(project_says) == project_says.over(NOTHING) == project_says


@pytest.mark.parametrize(
    ("stated", "facts", "consent"),
    [
        ("express", {}, "express"),
        ("express", {"consent": "no"}, "none"),
        ("express", {"consent": ""}, None),
        ("express", {"opt_out": "yes"}, "none"),
        ("none", {"consent": "yes"}, "express"),
        (None, {"consent": "yes", "opt_out": "yes"}, "none"),
    ],
)
def test_facts_of_the_recipient_replace_settings_for_all(
    stated: str | None, facts: dict[str, Any], consent: str | None
) -> None:
    assert make_context({"consent": stated, "facts": facts}).consent == consent
    assert make_context({"consent": stated}).knowing(make_facts(facts)).consent == consent


def test_the_schemas_publish_every_word_and_nothing_else() -> None:
    folder = data_path("schema")
    config = json.loads((folder / "config.schema.json").read_text(encoding="utf-8"))["$defs"]["facts"]
    assert sorted(config["properties"]) == sorted(WORDS)
    assert config["additionalProperties"] is False
    test = json.loads((folder / "rule.schema.json").read_text(encoding="utf-8"))
    assert json.dumps(config) in json.dumps(test)


SAID_BY_PEOPLE = {
    "dlt_template": "registered with an operator: an entry of smslint.yaml names the template of its messages",
    "national_languages": "agreed with the provider: smslint.yaml names the languages",
    "holiday": "a calendar of the caller's own; without it the extra 'holidays' is asked",
    "sent_today": "a count that the caller keeps; whoever keeps a journal gives the times",
}
"""Fields that no code of the product sets: they come from the configuration and ``facts=``; with the reason."""


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    """The product's modules, except the one that defines the record."""
    folder = Path(smslint.__file__).parent
    paths = (path for path in sorted(folder.rglob("*.py")) if "_data" not in path.parts)
    own = folder / "rules" / "facts.py"
    return {str(path.relative_to(folder)): ast.parse(path.read_text(encoding="utf-8")) for path in paths if path != own}


def producers(trees: dict[str, ast.Module]) -> set[str]:
    """The fields that some code sets: a keyword of ``Facts(...)``, of ``_replace`` on facts, or the fact of a source's settings."""
    found: set[str] = set()
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _makes_facts(node):
                found.update(
                    each.arg for each in node.keywords
                    if each.arg and not (isinstance(each.value, ast.Constant) and each.value.value is None)
                )  # fmt: skip
            elif isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "facts" and isinstance(value, ast.Dict):
                        found.update(str(each.value) for each in value.keys if isinstance(each, ast.Constant))
    return found & set(Facts._fields)


def _makes_facts(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr == "_replace":
        return re.search(r"facts|from_journal|kept", ast.unparse(function)) is not None
    return isinstance(function, ast.Name) and function.id == "Facts"


def _name(expression: ast.expr) -> str | None:
    """The last word of a name or of an attribute."""
    if isinstance(expression, ast.Attribute):
        return expression.attr
    return expression.id if isinstance(expression, ast.Name) else None


def consumers(trees: dict[str, ast.Module]) -> set[str]:
    """The fields that some code reads: an attribute of something named facts."""
    return {
        node.attr
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Load)
        and _name(node.value) in ("facts", "known")
    } & set(Facts._fields)


def test_every_fact_has_a_producer(trees: dict[str, ast.Module]) -> None:
    set_by_code = producers(trees)
    assert set(Facts._fields) - set_by_code == set(SAID_BY_PEOPLE)


def test_every_fact_has_a_consumer(trees: dict[str, ast.Module]) -> None:
    assert set(Facts._fields) - consumers(trees) == set()


def test_the_search_for_producers_and_consumers_can_fail() -> None:
    nothing = {"x.py": ast.parse("Facts(opted_out=None)\ncount = row.cost\n")}
    assert producers(nothing) == consumers(nothing) == set()
    some = {"x.py": ast.parse("kept = Facts(budget=1)\nif context.facts.cost: pass\n")}
    assert (producers(some), consumers(some)) == ({"budget"}, {"cost"})


def test_every_question_about_a_recipient_is_asked_by_a_rule() -> None:
    rules = [rule for rule in packs.load().rules if rule.check == "recipient-fact"]
    assert sorted(RecipientFact.of(rule).fact for rule in rules) == sorted(ABOUT_RECIPIENT)


def test_another_word_for_a_field() -> None:
    assert set(ALIASES.values()) <= set(Facts._fields)
    assert not set(ALIASES) & set(Facts._fields)


def test_a_missing_database_of_zones_is_not_a_wrong_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_cell: str, _region: str | None = None) -> str | None:
        raise InstallationError("there is no database of time zones")

    monkeypatch.setattr("smslint.rules.zones_and_states.zone", missing)
    with pytest.raises(InstallationError, match=r"^there is no database"):
        make_context({"facts": {"zone": "America/New_York"}})


REFUSALS: list[tuple[dict[str, Any], str, str]] = [
    ({"opted_out": True}, "CON003", "The recipient has opted out."),
    ({"opt_out": "yes"}, "CON003", "The recipient has opted out."),
    ({"opted_out": "by mail"}, "CON003", "The recipient has opted out: by mail."),
    ({"consent": "no"}, "CON001", "The recipient has not consented."),
    ({"suppressed": True}, "NUM004", "The recipient is on the suppression list."),
    ({"duplicate_of": "row 2"}, "NUM003", "The recipient is in the list already: row 2."),
]


@pytest.mark.parametrize(("facts", "code", "says"), REFUSALS)
def test_a_recipient_who_may_not_be_texted_is_refused_without_a_number_too(
    facts: dict[str, Any], code: str, says: str
) -> None:
    """It does not matter who it is: a caller who states the fact and leaves out ``to`` must not read "ok"."""
    for to in (None, "+14155552671"):
        report = smslint.check("Hi Ann", to, facts=facts)
        assert not report.ok or code == "NUM003"
        (found,) = [each for each in report.findings if each.code == code]
        assert found.message.removeprefix("+1******671") == says.removeprefix("The recipient" if to else "")


@pytest.mark.parametrize("facts", [{"consent": "yes"}, {"opted_out": False}, {"state": "FL"}])
def test_other_facts_about_a_recipient_say_nothing_without_a_number(facts: dict[str, Any]) -> None:
    assert smslint.check("Hi Ann", facts=facts).findings == ()


def test_an_unknown_consent_is_said_without_a_number_too() -> None:
    for kind, ok in (("marketing", False), ("transactional", True)):
        report = smslint.check("Hi Ann. Reply STOP to end", kind=kind, facts={"consent": "unknown"})
        assert ("CON002" in {each.code for each in report.findings}, report.ok) == (True, ok)
