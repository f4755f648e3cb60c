"""What a new rate card changes for a project: by message and by country, to the cent."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.cost.card_change import project_change
from smslint.cost.side import Side
from smslint.cost.terms import Terms
from smslint.data import data_path
from smslint.prices import Rate, RateCard, reference
from smslint.prices.compare import compare
from smslint.project.config import make_config
from smslint.project.run import Runner
from tests.cost.build import version
from tests.cost.repo import CARD, SETTINGS, Repo

SCHEMA = json.loads((data_path("schema") / "prices-diff.v1.schema.json").read_text(encoding="utf-8"))
NEW = CARD.replace("0.0079,USD", "0.0083,USD").replace("CA,0.01,", "CA,0.0095,") + "FR,0.07,EUR,2026-11-01\n"
FILES: dict[str, str | bytes | None] = {
    "smslint.yaml": SETTINGS
    + "volumes:\n  sms/a.txt: {monthly: 1000, regions: {US: 0.9, CA: 0.1}}\n  sms/b.txt: {monthly: 10, regions: {FR: 1}}\n",
    "new.csv": NEW,
    "sms/a.txt": "Hello",
    "sms/b.txt": "Hello",
    "sms/c.txt": "Hello",
}


def changed(repo: Repo, *arguments: str) -> dict[str, Any]:
    """The comparison as JSON, which is valid and adds up."""
    status, out, err = repo.smslint("prices", "diff", *arguments, "--format", "json")
    assert (status, err) == (0, ""), out + err
    document: dict[str, Any] = json.loads(out)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    project = document["project"]
    if project is not None:
        totals = {each["currency"]: figures(each) for each in project["totals"]}
        assert summed(each for part in project["countries"] for each in part["monthly"]) == totals
        assert summed(each for row in project["messages"] for each in row["monthly"] or ()) == totals
    return document


def figures(record: dict[str, Any]) -> list[Decimal]:
    """Before, after and change at both ends; the change is after minus before."""
    found = [Decimal(record[name][end]) for name in ("before", "after", "change") for end in ("least", "most")]
    assert [found[2] - found[0], found[3] - found[1]] == found[4:]
    return found


def summed(records: Any) -> dict[str, list[Decimal]]:
    sums: dict[str, list[Decimal]] = {}
    for each in records:
        known = sums.get(each["currency"], [Decimal(0)] * 6)
        sums[each["currency"]] = [one + other for one, other in zip(known, figures(each), strict=True)]
    return sums


def test_prices_of_two_cards(project: Repo) -> None:
    project.write({"new.csv": NEW.replace("FR,", "IT,"), "prices.csv": CARD + "FR,0.07,EUR,2026-11-01\n"})
    document = changed(project, "prices.csv", "new.csv")
    assert document["project"] is None
    found = {
        each["region"]: (
            each["before"] and each["before"]["most"],
            each["after"] and each["after"]["most"],
            each["changed"],
        )
        for each in document["prices"]
    }
    assert found == {
        "CA": ("0.01", "0.0095", True),
        "FR": ("0.07", None, True),
        "IT": (None, "0.07", True),
        "US": ("0.0079", "0.0083", True),
    }
    out = project.smslint("prices", "diff", "prices.csv", "new.csv")[1]
    for words in (
        "another price in 4 of 4 countries",
        "$0.0079 → $0.0083             +5.1 %",
        "no price any more",
        "new",
    ):
        assert words in out
    same = project.smslint("prices", "diff", "prices.csv", "prices.csv")[1]
    assert "no price is another one" in same
    assert "US" not in same
    assert "US" in project.smslint("prices", "diff", "prices.csv", "prices.csv", "--all")[1]


def test_what_it_changes_for_a_project(project: Repo) -> None:
    project.write(FILES)
    document = changed(project, "prices.csv", "new.csv", "--volumes")["project"]
    (total,) = document["totals"]
    # 1,000 × (0.9 × 0.0004 − 0.1 × 0.0005)
    assert (total["before"]["most"], total["after"]["most"], total["change"]["most"]) == ("8.11", "8.42", "0.31")
    countries = {tuple(each["regions"]): each for each in document["countries"]}
    assert countries["US",]["monthly"][0]["change"]["most"] == "0.36"
    assert countries["CA",]["monthly"][0]["change"]["most"] == "-0.05"
    assert countries["FR",]["unknown"] == 1  # the old card has no price there: unknown, and not free
    assert countries["FR",]["monthly"] == []
    assert {each["path"]: each["unknown"] for each in document["messages"]} == {
        "sms/a.txt": None, "sms/b.txt": "the rate card has no price for FR", "sms/c.txt": "no volume is declared",
    }  # fmt: skip
    for form in ("text", "markdown"):
        out = project.smslint("prices", "diff", "prices.csv", "new.csv", "--volumes", "--format", form)[1]
        assert "+$0.31 a month" in out
        assert "without 2 of 3 messages" in out
        assert "sms/b.txt" in out.replace("\\", "")


def test_another_currency_is_in_both_sums(project: Repo) -> None:
    project.write({**FILES, "new.csv": CARD.replace("0.0079,USD", "0.007,EUR")})
    totals = {
        each["currency"]: each["change"]["most"]
        for each in changed(project, "prices.csv", "new.csv", "--volumes")["project"]["totals"]
    }
    assert totals == {"EUR": "6.30", "USD": "-7.11"}


def test_volumes_of_a_log(project: Repo) -> None:
    project.write({**FILES, "log.yaml": "volumes: {sms/a.txt: {monthly: 10, regions: {US: 1}}}\n"})
    document = changed(project, "prices.csv", "new.csv", "--volumes-from", "log.yaml")["project"]
    assert [each["change"]["most"] for each in document["totals"]] == ["0.004"]


def test_old_cards_are_called_old_and_the_wrong_order_is_said(project: Repo) -> None:
    project.write({**FILES, "old.csv": CARD.replace("2026-11-01", "2020-05-06")})
    assert changed(project, "prices.csv", "new.csv", "--volumes")["notes"] == []
    (old,) = changed(project, "old.csv", "prices.csv")["notes"]
    assert old.startswith("the prices of old.csv are from 2020-05-06, ")
    back = changed(project, "prices.csv", "old.csv")["notes"]
    assert any("prices.csv is newer than old.csv" in each for each in back)


@pytest.mark.parametrize(
    "command", [["prices", "diff", "prices.csv", "new.csv", "--volumes"], ["cost"], ["diff", "HEAD"]]
)
@pytest.mark.parametrize("count", [9, 10, 11, 12])
def test_many_files_that_cannot_be_read(project: Repo, command: list[str], count: int) -> None:
    """Ten are named, and how many more there are is said."""
    project.write({"sms/a.txt": "hello", "new.csv": CARD, **{f"sms/bad{at:02}.txt": b"a\0b" for at in range(count)}})
    _, out, _ = project.smslint(*command)
    text = " ".join(out.split())
    assert text.count("sms/bad") >= min(count, 10)
    assert command == ["diff", "HEAD"] or "sms/bad10" not in text
    more = {11: "1 more file", 12: "2 more files"}.get(count)
    assert (more in text) if more else ("more file" not in text)
    markdown = project.smslint(*command, "--format", "markdown")[1]
    assert (more in markdown) if more else ("more file" not in markdown)


def test_the_dearest_network_is_said_wherever_money_is(project: Repo) -> None:
    settings = SETTINGS.replace("regions: [US]", "regions: [AT, US]").replace("prices.csv", "reference:octopods")
    project.commit({"sms/a.txt": "hello", "smslint.yaml": settings, "l.csv": "phone\n+436641234567\n+14155552671\n"})
    project.write({"sms/a.txt": "hello ✓"})
    says = "nly the price of the dearest network is known of AT: on others a message may cost less"
    for command in (["cost"], ["diff", "HEAD"], ["prices", "diff", "reference:octopods", "prices.csv", "--volumes"]):
        assert says in " ".join(project.smslint(*command)[1].split())
        assert any(says in each for each in json.loads(project.smslint(*command, "--format", "json")[1])["notes"])
    assert says in " ".join(project.smslint("preflight", "sms/a.txt", "l.csv")[1].split())
    project.write({"smslint.yaml": settings.replace("[AT, US]", "[US]")})
    assert "dearest" not in project.smslint("cost")[1]


def test_each_price_of_the_card_of_2026_is_that_of_the_dearest_network_or_of_all(project: Repo) -> None:
    card = reference("twilio")
    assert card is not None
    new = {each.region: card.price(each.region) for each in card.current if each.as_of > "2026"}
    upper = {region for region, price in new.items() if price is not None and price.is_upper}
    assert len(new) - len(upper) == 3
    assert set(new) - upper == {"NG", "PH", "US"}


def test_included_cards_by_name(project: Repo) -> None:
    project.write(FILES)
    document = changed(project, "reference:octopods", "reference:aws", "--volumes")
    assert document["old"]["name"] == "twilio, through which octopods sends"
    assert document["old"]["as_of"] == "2025-11"  # of the messages, not the oldest of the card


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("prices.csv",), "NEW"),
        (("none.csv", "prices.csv"), "none.csv"),
        (("reference:infobip", "prices.csv"), "there are: aws, smsroute, twilio, octopods"),
        (("prices.csv", "sms/a.txt"), "sms/a.txt"),
        (("prices.csv", "new.csv", "sms"), "--volumes"),
        (("prices.csv", "new.csv", "--volumes-from", "none.json"), "none.json"),
        (("prices.csv", "new.csv", "--volumes", "--output", "new.csv"), "reads this file"),
        (("prices.csv", "new.csv", "--output", "prices.csv"), "reads this file"),
    ],
)
def test_what_cannot_be_compared_is_one_line(arguments: tuple[str, ...], says: str, project: Repo) -> None:
    project.write(FILES)
    status, out, err = project.smslint("prices", "diff", *arguments)
    assert (status, out) == (2, "")
    assert says in err.splitlines()[-1]


amounts = st.decimals("0.0001", "0.5", places=4)
cards = st.fixed_dictionaries({}, optional=dict.fromkeys(("US", "CA", "FR", "DE"), amounts)).map(
    lambda found: RateCard(
        "card",
        tuple(
            Rate(region, price, "EUR" if region in {"FR", "DE"} else "USD", "2026-11-01")
            for region, price in found.items()
        ),
    )
)
messages = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.integers(0, 5),
        st.integers(0, 10**6) | st.none(),
        st.lists(st.sampled_from(("US", "CA", "FR", "DE")), max_size=2, unique=True),
    ),
    max_size=6,
)


@given(cards, cards, messages)
def test_the_way_back_is_the_opposite(old: RateCard, new: RateCard, drawn: list[Any]) -> None:
    volumes = {f"{n}.txt": count for n, (_, _, count, _) in enumerate(drawn) if count is not None}
    config = make_config({"volumes": volumes}, Path())
    runner = Runner()
    runner.checker(config)
    side = Side(
        tuple(
            version(f"{n}.txt", least=least, most=least + more, regions=tuple(regions), inside=f"{n}.txt", home=str(config.root))
            for n, (least, more, _, regions) in enumerate(drawn)
        ), (), {},
    )  # fmt: skip
    there, back = (project_change(*each, None, side, Terms(runner, [config])) for each in ((old, new), (new, old)))
    assert {each.currency: each.change for each in there.totals.sums} == {
        each.currency: each.change.times(-1) for each in back.totals.sums
    }
    assert there.totals.unknown == back.totals.unknown
    assert project_change(old, old, None, side, Terms(runner, [config])).changed == ()
    assert all(
        not any(each.change) for each in project_change(old, old, None, side, Terms(runner, [config])).totals.sums
    )
    assert [(each.region, each.before, each.after) for each in compare(old, new)] == [
        (each.region, each.after, each.before) for each in compare(new, old)
    ]
