"""A value that completes a merge field is never harmless, in any form of the table of merge fields."""

from __future__ import annotations

import re
from typing import Any

import pytest

import smslint
from smslint.broadcast.harmless import Around, Sieve, asks_for_reply
from smslint.dialects.merge_fields import SYNTAXES, Syntax, merge_fields
from smslint.rules import lexicons
from smslint.rules.engine import run

VALUES = ("name", "first name", "5", "12", "s", "d", "if", "P1", "Ann", "12345678")


def places(syntax: Syntax) -> list[tuple[str, str]]:
    """What is before and behind the name in the example of a form, also with a space around it."""
    match = re.search(syntax.pattern, syntax.example)
    assert match is not None
    if not match.lastindex:
        return []
    before, behind = syntax.example[: match.start(1)], syntax.example[match.end(1) :]
    bare = before.rstrip()
    spaced = [(f"{bare}{blank}", f"{end}{behind}") for blank in (" ", "\u00a0", "\t") for end in ("", blank)]
    return [(before, behind), (bare, behind), *spaced]


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda each: each.example)
def test_a_value_that_completes_a_merge_field_is_telling(syntax: Syntax) -> None:
    for before, behind in places(syntax):
        sieve = Sieve(Around(before, behind, first=not before, last=not behind), (), frozenset())
        for value in VALUES:
            if merge_fields(f"{before}{value}{behind}"):
                assert sieve.telling({value}) == {value}, (before, value, behind)


@pytest.mark.parametrize(
    ("before", "value", "behind"),
    [
        ("Hi «", "name", "»"),
        ("Hi {x=", "5", "}"),
        ("Hi {your ", "name", "}"),
        ("Hi &lt;", "name", "&gt;"),
        ("Hi ⟦", "name", "⟧"),
        ("Hi ｛｛", "Ann", "｝｝"),
        ("【", "first_name", "】 hi"),
    ],
)
def test_forms_that_were_taken_for_harmless(before: str, value: str, behind: str) -> None:
    assert Sieve(Around(before, behind), (), frozenset()).telling({value}) == {value}


@pytest.mark.parametrize(
    ("before", "behind", "values"),
    [
        ("Acme: Hi ", ", your parcel is here.", {"Ann", "Ann Lee", "12"}),
        ("Order ", " is ready", {"Ann", "450", "12345678"}),
        ("$", " is due", {"12", "450", "12345678"}),
    ],
)
def test_names_and_numbers_in_ordinary_texts_are_harmless(before: str, behind: str, values: set[str]) -> None:
    assert Sieve(Around(before, behind), (), frozenset()).telling(values) == set()


@pytest.mark.parametrize("kind", ["transactional", "marketing", "otp", None])
@pytest.mark.parametrize(
    "text",
    [
        "Hi {{ name }}, your order {{ order }} is ready in {{ city }}. Acme Stores",
        "Acme: {{ name }}, sale in {{ city }}! Reply STOP to opt out",
        "Acme: {{ order }} is ready",
    ],
)
def test_the_rules_are_asked_a_few_times_about_many_harmless_rows(
    text: str, kind: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that is asked about each text makes the preflight of a list thirty times slower."""
    asked = 0

    def counted(*arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return run(*arguments)

    monkeypatch.setattr("smslint.broadcast.asking.run", counted)
    rows = [{"phone": f"+1202555{at:04}", "name": f"Ann{'a' * (at % 9)}", "order": str(1017 + at), "city": f"B{'e' * (at % 11)}rlin"} for at in range(3000)]  # fmt: skip
    found = smslint.preflight(
        {"text": text}, rows, dialect="jinja", kind=kind, require_consent=False, config={"brand": "Acme"}
    )
    assert found.audit.total == 3000
    assert asked < 60


@pytest.mark.parametrize(
    ("text", "before", "asks"),
    [
        ("Reply ", False, True),
        (" or ", True, True),
        (" or ", False, False),
        (". See ", True, False),
        ("Reply YES. See ", False, False),
        ("! Text ", False, True),
        ("", True, True),
    ],
)
def test_which_sentence_asks_for_a_reply(text: str, before: bool, asks: bool) -> None:
    assert asks_for_reply(text, before=before) is asks


def test_short_numbers_are_harmless_unless_an_entry_has_them() -> None:
    """Each number is looked up in the lexicons, between the words of an entry that has a number and between others."""
    every = tuple(lexicons.load(name) for name in ("message-kinds", "leaked-nulls", "shorteners"))
    own = [
        "12",
        "001",
        "0000",
        "1899",
        "24",
        "50",
        "200",
        "420",
        "911",
        "36",
        "7",
        "00",
        "2000",
        "2001",
        "10",
        "100",
        "1000",
    ]
    values = {*own, *map(str, range(300)), *(f"{number:06}" for number in range(0, 1_000_000, 3701))}
    around = [
        ("Only ", " hours only."),
        ("The first ", " customers"),
        ("finance 0", "% today"),
        ("order ", " is ready"),
    ]
    around += [("1899-", "-30"), ("+ ", " now"), ("les ", " premiers"), ("am ", ".12.2026"), ("upp till ", "% rabatt")]
    for before, behind in around:
        sieve = Sieve(Around(before, behind), every, frozenset())
        slow = {each for each in values if sieve._all or not sieve._possible((each,)) <= sieve._base}
        assert slow <= sieve.telling(set(values)), (before, behind)
    plain = Sieve(Around("order ", " is ready"), every, frozenset())
    assert plain.telling({f"{number:06}" for number in range(100_000, 1_000_000, 7)}) == set()
    assert plain.telling({"12345678\n12345678"}) == {"12345678\n12345678"}


def test_few_texts_are_looked_at_for_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 20,000 order numbers none completes an entry, and of 20,000 words one does: no value is looked at alone but those near it."""
    every = tuple(lexicons.load(name) for name in ("message-kinds", "leaked-nulls", "shorteners"))
    sieve = Sieve(Around("Your order ", " is ready for pick-up"), every, frozenset())
    looked: list[int] = []
    possible = sieve._possible

    def counted(values: list[str]) -> frozenset[tuple[str, str, str]]:
        looked.append(len(values))
        return possible(values)

    monkeypatch.setattr(sieve, "_possible", counted)
    words = {f"x{number:015b}".replace("0", "o").replace("1", "x") for number in range(20_000)}
    assert sieve.telling({*map(str, range(100_000, 120_000))}) == set()
    assert not looked
    assert sieve.telling(words | {"Anna"}) <= {"Anna"}
    assert len(looked) < 40


@pytest.mark.parametrize(("before", "behind"), [
    ("Order ", " is ready"), ("finance ", "% today"), ("The first ", " customers"), ("Only ", " hours, 7 days"), ("code: ", "."),
    ("open ", "/7"), ("24/", " help"), ("am ", " um 20 Uhr"), ("Use code ", " to log in. Valid "), ("Acme: ", ""), ("", " parcels"),
    ("sold 1,", " times"), ("от ", " рублей"), ("les ", " premiers"), ("upp till ", "% rabatt"), ("+ ", " now"), ("(", ")"),
])  # fmt: skip
def test_numbers_that_are_taken_for_harmless_complete_no_entry(before: str, behind: str) -> None:
    """Every number up to 2,400 and those of more digits that begin or end like a number of a lexicon, in all lexicons together."""
    every = tuple(map(lexicons.load, lexicons.names()))
    sieve = Sieve(Around(before, behind), tuple(each for each in every if each.predictable), frozenset())
    if sieve.numbers is None:
        return
    parts = ("0", "00", "01", "12", "24", "50", "100", "200", "1899", "1900", "0000", "0001", "420", "911", "7")
    values = {*map(str, range(2_400)), *(f"{part}83" for part in parts), *(f"83{part}" for part in parts)}
    harmless = values - sieve.telling(values)
    assert {each for each in harmless if not sieve._possible((each,)) <= sieve._base} == set()
