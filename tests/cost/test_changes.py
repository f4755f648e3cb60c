"""What a change of one message costs, the sums, and the limits held against them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.cost.change import Change, change_of
from smslint.cost.gates import hold, is_silent
from smslint.cost.pricing import Ends, each_of
from smslint.cost.totals import totals_of
from smslint.cost.version import Pair
from smslint.errors import ConfigError
from smslint.project.budgets import Budgets, Limit, budgets_of, flag
from smslint.project.sending import Amount
from smslint.project.volumes import Volume
from smslint.settings import Node, Origin
from smslint.vocabulary import CHANGED, MOVED, NEW, REMOVED, UNCHANGED
from tests.cost.build import card, change, version

ONE = version()
TWO = version(text="Hi’", least=2, most=2, encodings=("UCS-2",))
OPEN = version(text="Hi {{ name }}", most=None, unbounded_by="name")
WIDE = version(text="Hi {{ who }}", least=1, most=3, encodings=("GSM-7", "UCS-2"))
"""A message whose values may make it UCS-2."""
CURLED = version(text="Hi’ {{ who }}", least=2, most=3, encodings=("UCS-2",))


def ends(least: str, most: str | None = None) -> Ends:
    return Ends(Decimal(least), Decimal(most or least))


def test_the_example_of_the_design() -> None:
    sale = change(ONE, TWO, 200_000)
    assert sale.monthly[0].before == ends("1580")
    assert sale.monthly[0].after == ends("3160")
    assert sale.monthly[0].change == ends("1580")
    reminder = change(version(least=3, most=3), version(text="Hi.", least=2, most=2), 40_000)
    assert reminder.monthly[0].change == ends("-316")
    totals = totals_of([sale, reminder, change(None, ONE, None)])
    (total,) = totals.sums
    assert (total.before, total.after, total.change) == (ends("2528"), ends("3792"), ends("1264"))
    assert total.percent == Decimal("50.0")
    assert totals.unknown == totals.unknown_changed == 1


@pytest.mark.parametrize(
    ("before", "after", "status", "rises"),
    [
        (None, ONE, NEW, True),
        (ONE, None, REMOVED, False),
        (ONE, ONE._replace(text="Ho"), CHANGED, False),
        (ONE, TWO, CHANGED, True),
        (TWO, ONE, CHANGED, False),
        (ONE, TWO._replace(text="Hi"), CHANGED, True),
        (ONE, ONE._replace(line=9), UNCHANGED, False),
        (ONE, ONE._replace(path="b.txt"), MOVED, False),
        (ONE, ONE._replace(key="k"), MOVED, False),
        (ONE, OPEN, CHANGED, True),
        (OPEN, OPEN._replace(text="Ho {{ name }}"), CHANGED, True),
        (OPEN, OPEN, UNCHANGED, False),
        (OPEN, ONE, CHANGED, False),
        (WIDE, CURLED, CHANGED, True),
        (WIDE, TWO, CHANGED, True),
        (CURLED, WIDE, CHANGED, False),
    ],
)
def test_what_became_of_a_message(before: Any, after: Any, status: str, rises: bool) -> None:
    found = change(before, after)
    assert (found.status, found.may_rise) == (status, rises)


@pytest.mark.parametrize(
    ("subject", "volume", "why"),
    [
        (ONE, None, "no volume is declared"),
        (OPEN, 10, "'name' has no length: declare it under values"),
        (ONE._replace(most=None), 10, "its template does not parse"),
        (ONE._replace(regions=()), 10, "no country is stated: set regions"),
        (ONE._replace(regions=("US", "FR")), 10, "the rate card has no price for FR"),
        (OPEN, 0, ""),
    ],
)
def test_why_it_is_not_known_what_a_message_costs(subject: Any, volume: int | None, why: str) -> None:
    found = change(ONE, subject, volume)
    assert found.unknown == why
    assert not why or found.monthly == ()


def test_several_countries_are_a_range_unless_their_shares_are_known() -> None:
    both = ONE._replace(regions=("US", "CA"))
    assert change(None, both, 100).monthly[0].after == ends("0.79", "1.00")
    assert change(None, both, 100, US="0.75", CA="0.25").monthly[0].after == ends("0.8425")
    assert change(None, both, 100, CA="1").monthly[0].after == ends("1")


def test_currencies_are_never_added() -> None:
    mixed = card({"US": "0.01", "FR": "0.05"}, {"FR": "EUR"})
    both = ONE._replace(regions=("US", "FR"))
    assert "several currencies" in each_of(both, mixed, None).unknown
    shared = Volume(1000, (("US", Decimal("0.5")), ("FR", Decimal("0.5"))))
    found = change_of(Pair(None, both), mixed, shared)
    assert [(each.currency, each.after) for each in found.monthly] == [("EUR", ends("25")), ("USD", ends("5"))]
    assert [each.currency for each in totals_of([found, found]).sums] == ["EUR", "USD"]


def test_without_a_rate_card_nothing_is_free() -> None:
    assert change_of(Pair(None, ONE), None, Volume(5)).unknown == "there is no rate card: set prices"


numbers = st.integers(1, 9)
messages = st.none() | st.builds(
    lambda least, more, text: version(text=text, least=least, most=least + more),
    numbers,
    numbers,
    st.sampled_from("abc"),
)
changes = st.lists(
    st.tuples(messages, messages, st.integers(0, 10**6)).filter(lambda each: each[:2] != (None, None)), max_size=6
)


@given(changes)
def test_the_way_back_costs_the_opposite_and_sums_add_up(drawn: list[Any]) -> None:
    there = totals_of([change(before, after, count) for before, after, count in drawn])
    back = totals_of([change(after, before, count) for before, after, count in drawn])
    for one, other in zip(there.sums, back.sums, strict=True):
        assert one.change == other.change.times(-1)
        assert (one.before, one.after) == (other.after, other.before)
        assert one.before.plus(one.change) == one.after
        expected = sum(each[1].most * each[2] * Decimal("0.0079") for each in drawn if each[1] is not None)
        assert one.after.most == expected


def limits(**settings: Any) -> Budgets:
    return budgets_of(Node(Origin("config"), settings))


DEAR = change(ONE, TWO, 100_000)  # 790 more
CHEAP = change(TWO, ONE, 100_000)


@pytest.mark.parametrize(
    ("settings", "given", "ok", "level"),
    [
        ({"change": {"monthly": 790}}, [DEAR], True, "fail"),
        ({"change": {"monthly": 789.99}}, [DEAR], False, "fail"),
        ({"change": {"monthly": "789 USD"}}, [DEAR], False, "fail"),
        ({"change": {"monthly": "789 EUR"}}, [DEAR], None, "fail"),
        ({"change": {"monthly": 0}}, [CHEAP], True, "fail"),
        ({"change": {"percent": 100}}, [DEAR], True, "fail"),
        ({"change": {"percent": 99.9}}, [DEAR], False, "fail"),
        ({"change": {"percent": 1000}}, [change(None, ONE, 5)], False, "fail"),
        ({"change": {"percent": 10}}, [], True, "fail"),
        ({"change": {"monthly": {"warn": 100, "fail": 1000}}}, [DEAR], False, "warn"),
        ({"change": {"monthly": {"warn": 1000}}}, [DEAR], True, "warn"),
        # A change counts at the end at which it is more.
        ({"change": {"monthly": 790}}, [change(WIDE, CURLED, 100_000)], True, "fail"),
        ({"change": {"monthly": 789}}, [change(WIDE, CURLED, 100_000)], False, "fail"),
        ({"change": {"monthly": 0}}, [change(WIDE, TWO, 100_000)], False, "fail"),
        ({"change": {"monthly": 0}}, [change(CURLED, WIDE, 100_000)], True, "fail"),
        ({"change": {"percent": 100}}, [change(WIDE, CURLED, 100_000)], True, "fail"),
        ({"change": {"percent": 99.9}}, [change(WIDE, CURLED, 100_000)], False, "fail"),
        ({"change": {"percent": 99.9}}, [change(CURLED, WIDE, 100_000)], True, "fail"),
        ({"change": {"monthly": 10**6}}, [change(WIDE, CURLED, None)], None, "fail"),
        ({"total": {"monthly": 1580}}, [DEAR], True, "fail"),
        ({"total": {"monthly": 1579}}, [DEAR], False, "fail"),
        ({"total": {"monthly": 1579}}, [DEAR, change(ONE, ONE, None)], False, "fail"),
        ({"total": {"monthly": 9999}}, [DEAR, change(ONE, ONE, None)], None, "fail"),
        ({"message": {"segments": 2}}, [DEAR], True, "fail"),
        ({"message": {"segments": 1}}, [DEAR], False, "fail"),
        ({"message": {"segments": 1}}, [change(TWO, TWO)], True, "fail"),
        ({"message": {"segments": 1}}, [change(ONE, OPEN)], None, "fail"),
        # What is not known is inside a limit only where it cannot rise.
        ({"change": {"monthly": 10**6}}, [change(ONE, TWO, None)], None, "fail"),
        ({"change": {"monthly": 0}}, [change(TWO, ONE, None)], True, "fail"),
        ({"change": {"monthly": 0}}, [change(TWO, None, None)], True, "fail"),
        ({"change": {"monthly": 10**6}}, [change(ONE, OPEN, 5)], None, "fail"),
        ({"change": {"monthly": 10**6}, "unknown": "warn"}, [change(ONE, OPEN, 5)], None, "warn"),
        ({"change": {"monthly": 10**6}, "unknown": "report"}, [change(ONE, OPEN, 5)], None, "report"),
        ({"change": {"monthly": 5}, "unknown": "report"}, [DEAR, change(ONE, OPEN, 5)], False, "fail"),
        ({"change": {"monthly": 10**6}}, [change(OPEN, OPEN, 5)], True, "fail"),
        # What is never sent costs nothing, also if it has no limit.
        ({"change": {"monthly": 0}}, [change(ONE, OPEN, 0)], True, "fail"),
        ({"change": {"monthly": 0}}, [change(OPEN, ONE, 0)], True, "fail"),
        ({"change": {"percent": 100}}, [DEAR, change(ONE, OPEN, 0)], True, "fail"),
        ({"total": {"monthly": 1580}}, [DEAR, change(OPEN, OPEN, 0)], True, "fail"),
        ({"total": {"monthly": 1579}}, [DEAR, change(OPEN, OPEN, 0)], False, "fail"),
    ],
)
def test_a_limit_and_a_change(settings: Any, given: list[Change], ok: bool | None, level: str) -> None:
    (held,) = hold(limits(**settings), given)
    assert (held.ok, held.level) == (ok, level)
    assert held.fails == (ok is not True and level == "fail")
    assert ok is not None or held.why


def test_a_limit_without_a_currency_does_not_choose_one() -> None:
    mixed = card({"US": "0.01", "FR": "0.05"}, {"FR": "EUR"})
    both = [change_of(Pair(None, ONE._replace(regions=(region,))), mixed, Volume(1000)) for region in ("US", "FR")]
    (held,) = hold(limits(change={"monthly": 10**6}), both)
    assert held.ok is None
    assert "EUR and USD: write the limit with its currency" in held.why


@pytest.mark.parametrize(
    ("silent", "given", "expected"),
    [
        ({"monthly": {"silent": 790}}, [DEAR], True),
        ({"monthly": {"silent": 789}}, [DEAR], False),
        ({"monthly": {"silent": 790}}, [CHEAP], True),
        ({"percent": {"silent": 100}}, [DEAR], True),
        ({"percent": {"silent": 99}}, [DEAR], False),
        ({"monthly": {"silent": 790}}, [DEAR, change(None, ONE, None)], False),
        ({"monthly": {"fail": 10**6}}, [DEAR], False),
    ],
)
def test_small_changes_can_be_silent(silent: Any, given: list[Change], expected: bool) -> None:
    assert is_silent(limits(change=silent), totals_of(given), given) is expected


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"chnge": {}}, "unknown key 'chnge' (did you mean 'change'?)"),
        ({"change": {"montly": 5}}, "change: unknown key 'montly' (did you mean 'monthly'?)"),
        ({"change": {"monthly": "lots"}}, "change.monthly: 'lots' is not an amount such as 1000 or 1000 USD"),
        ({"change": {"monthly": -5}}, "change.monthly: -5 is not an amount"),
        ({"change": {"percent": "5 USD"}}, "is not a percentage such as 10"),
        ({"message": {"segments": 1.5}}, "is not a number of segments such as 2"),
        ({"message": {"segments": {"silent": 1}}}, "unknown key 'silent'"),
        ({"change": {"monthly": {}}}, "has no limit: write fail, warn or silent"),
        ({"change": {"monthly": {"warn": 10, "fail": 5}}}, "silent, warn and fail must rise in this order"),
        ({"unknown": "pass"}, "unknown unknown 'pass'"),
        ({"total": 5}, "expected a mapping such as {monthly: 2}"),
    ],
)
def test_wrong_budgets(settings: Any, words: str) -> None:
    with pytest.raises(ConfigError) as error:
        limits(**settings)
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("word", "figure", "expected"),
    [
        ("500", "change", Limit("change.monthly", Amount(Decimal(500)))),
        ("500 eur", "change", Limit("change.monthly", Amount(Decimal(500), "EUR"))),
        ("5%", "change", Limit("change.percent", Amount(Decimal(5)))),
        ("2.5 %", "change", Limit("change.percent", Amount(Decimal("2.5")))),
        ("20000", "total.monthly", Limit("total.monthly", Amount(Decimal(20000)))),
        ("2", "message.segments", Limit("message.segments", Amount(Decimal(2)))),
    ],
)
def test_limits_of_the_command_line(word: str, figure: str, expected: Limit) -> None:
    assert flag(word, figure, "--x") == expected


@pytest.mark.parametrize(
    ("word", "figure"),
    [
        ("", "change"),
        ("x", "change"),
        ("-1", "change"),
        ("5 USD%", "change"),
        ("0", "message.segments"),
        ("1.5", "message.segments"),
        ("nan", "total.monthly"),
    ],
)
def test_wrong_limits_of_the_command_line(word: str, figure: str) -> None:
    with pytest.raises(ConfigError, match="--x"):
        flag(word, figure, "--x")


def test_the_closer_file_wins_limit_by_limit() -> None:
    base, own = limits(change={"monthly": 5, "percent": 1}, unknown="warn"), limits(change={"monthly": 7})
    merged = own.over(base)
    assert {each.name: each.fail.number for each in merged.limits if each.fail} == {
        "change.monthly": 7,
        "change.percent": 1,
    }
    assert merged.unknown == "warn"
