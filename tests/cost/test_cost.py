"""What `smslint cost` says: the figure, its parts, the cheapest wordings, and what is not known."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.cost.estimate import estimate_of
from smslint.cost.side import Side
from smslint.cost.terms import Terms
from smslint.data import data_path
from smslint.project.config import make_config
from smslint.project.run import Runner
from smslint.text.charsets import CHARSETS
from smslint.text.gsm7 import GSM7
from smslint.text.segmentation import segment
from smslint.text.values import ValueTable
from tests.cost.build import version
from tests.cost.repo import CARD, SETTINGS, Repo

TOP = Path(__file__).parents[2]
HERE = Path(__file__).parent / "expected"
SCHEMA = json.loads((data_path("schema") / "cost.v1.schema.json").read_text(encoding="utf-8"))
SALE = "Fernhill: our spring sale starts today, all ferns are 20% off. It’s only this week! Reply STOP to opt out"
VOLUMES = """\
volumes:
  sms/sale.txt: {monthly: 200000, regions: {US: 0.9, CA: 0.1}}
  sms/code.txt: {monthly: 1000, regions: {FR: 1}}
  sms/open.txt: 40
"""
FILES: dict[str, str | bytes | None] = {
    "prices.csv": CARD + "FR,0.07,EUR,2026-11-01\n",
    "smslint.yaml": SETTINGS.replace("regions: [US]\nkind: transactional", "regions: [US, CA]").replace(
        '  - files: "locales/*.yml"\n    dialect: jinja\n', ""
    )
    + VOLUMES,
    "sms/sale.txt": SALE,
    "sms/code.txt": "Your code is {{ name }}",
    "sms/open.txt": "Hello {{ who }}",
    "sms/new.txt": "Hello there " * 20,
}


def costs(repo: Repo, *arguments: str, status: int = 0) -> dict[str, Any]:
    """The figure as JSON, which is valid and adds up."""
    found, out, err = repo.smslint("cost", *arguments, "--format", "json")
    assert (found, err) == (status, ""), out + err
    document: dict[str, Any] = json.loads(out)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    adds_up(document)
    return document


def adds_up(document: dict[str, Any]) -> None:
    """The messages, the countries and the kinds have the totals as their sums, to the last digit; what is unknown is in none."""
    totals = {(each["currency"], end): Decimal(each[end]) for each in document["totals"] for end in ("least", "most")}
    better = {
        (each["currency"], end): Decimal(each["cheapest"][end])
        for each in document["totals"]
        for end in ("least", "most")
    }
    own: dict[tuple[str, str], Decimal] = {}
    then: dict[tuple[str, str], Decimal] = {}
    for message in document["messages"]:
        assert (message["monthly"] is None) == (message["unknown"] is not None)
        for each in message["monthly"] or ():
            for end in ("least", "most"):
                own[each["currency"], end] = own.get((each["currency"], end), Decimal(0)) + Decimal(each[end])
        for each in (message["cheapest"] or message)["monthly"] or ():
            for end in ("least", "most"):
                then[each["currency"], end] = then.get((each["currency"], end), Decimal(0)) + Decimal(each[end])
    assert (own, then) == (totals, better)
    for parts in ("countries", "kinds"):
        sums: dict[tuple[str, str], Decimal] = {}
        for part in document[parts]:
            for each in part["monthly"]:
                assert Decimal(each["saves"]["most"]) == Decimal(each["most"]) - Decimal(each["cheapest"]["most"])
                for end in ("least", "most"):
                    sums[each["currency"], end] = sums.get((each["currency"], end), Decimal(0)) + Decimal(each[end])
        assert sums == totals
    unknown = [each for each in document["messages"] if each["unknown"]]
    assert document["unknown"]["messages"] == len(unknown) == sum(part["unknown"] for part in document["kinds"])
    assert sum(len(each["messages"]) for each in document["unknown"]["reasons"]) == len(unknown)
    assert document["summary"]["known"] + len(unknown) == document["summary"]["messages"]


@pytest.mark.parametrize(("form", "suffix"), [("text", "txt"), ("markdown", "md"), ("json", "json")])
def test_reports(form: str, suffix: str, project: Repo, request: pytest.FixtureRequest) -> None:
    project.write(FILES)
    status, out, err = project.smslint("cost", "--format", form)
    assert (status, err) == (0, "")
    path = HERE / f"cost.{suffix}"
    if request.config.getoption("--update-shown"):
        path.write_text(out, encoding="utf-8")
    assert out == path.read_text(encoding="utf-8")


def test_the_figure_adds_up_and_is_what_diff_says(project: Repo) -> None:
    base = project.commit({"sms/old.txt": "Hello"})
    project.write({**FILES, "sms/old.txt": None})
    document = costs(project)
    compared = project.diff(base, "--all")
    assert [(each["currency"], each["least"], each["most"]) for each in document["totals"]] == [
        (each["currency"], each["after"]["least"], each["after"]["most"]) for each in compared["totals"]
    ]
    assert {(each["path"], each["unknown"]) for each in document["messages"]} == {
        (each["path"], each["unknown"]) for each in compared["messages"] if each["after"]
    }
    named = {each["path"]: each for each in document["messages"]}
    # 200,000 × 2 segments × (0.9 × 0.0079 + 0.1 × 0.01)
    assert named["sms/sale.txt"]["monthly"] == [{"currency": "USD", "least": "3244.00", "most": "3244.00"}]
    assert named["sms/code.txt"]["monthly"] == [{"currency": "EUR", "least": "70.00", "most": "70.00"}]
    assert [each["regions"] for each in document["countries"]] == [["CA"], ["CA", "US"], ["FR"], ["US"]]
    assert {each["kind"] for each in document["kinds"]} == {"marketing", "otp", "unknown"}
    assert {each["reason"] for each in document["unknown"]["reasons"]} == {
        "'who' has no length: declare it under values", "no volume is declared",
    }  # fmt: skip


def test_what_is_not_known_is_never_nothing(project: Repo) -> None:
    """Without a card, a country or a volume there is no sum, and a limit is not known to be kept."""
    one = {"sms/a.txt": "Hello"}
    for settings, why in (
        (
            SETTINGS.replace("prices: prices.csv\n", "") + "volumes: {sms/a.txt: 10}\n",
            "there is no rate card: set prices",
        ),
        (SETTINGS.replace("[US]", "[FR]") + "volumes: {sms/a.txt: 10}\n", "the rate card has no price for FR"),
        (SETTINGS.replace("regions: [US]\n", "") + "volumes: {sms/a.txt: 10}\n", "no country is stated: set regions"),
        (SETTINGS, "no volume is declared"),
    ):
        project.write({**one, "smslint.yaml": settings})
        document = costs(project, "--max-total", "1000000", status=1)
        assert document["totals"] == []
        assert [each["reason"] for each in document["unknown"]["reasons"]] == [why]
        assert document["budgets"][0]["ok"] is None
        for form in ("text", "markdown"):
            out = project.smslint("cost", "--format", form)[1]
            assert "what a month costs is not known of any of 1 message" in out
            assert not re.search(r"\$0\.00\b", out)


def test_never_sent_is_known(project: Repo) -> None:
    project.write({"sms/a.txt": "Hello {{ who }}", "smslint.yaml": SETTINGS + "volumes: {sms/a.txt: 0}\n"})
    document = costs(project, "--max-total", "0")
    assert document["unknown"]["messages"] == 0


def test_limits_of_the_total(project: Repo) -> None:
    settings = SETTINGS + "volumes: {sms/a.txt: 1000}\nbudgets: {total: {monthly: 7.90}, change: {monthly: 1}}\n"
    project.write({"sms/a.txt": "Hello", "smslint.yaml": settings})
    assert costs(project)["ok"] is True
    assert [each["name"] for each in costs(project)["budgets"]] == ["total.monthly"]
    assert costs(project, "--max-total", "7.89", status=1)["ok"] is False
    project.write({"smslint.yaml": settings.replace("7.90", "7.89")})
    assert costs(project, status=1)["ok"] is False
    assert costs(project, "--max-total", "7.90")["ok"] is True
    assert project.smslint("cost", "--max-total", "lots")[0] == 2


def test_a_file_that_cannot_be_read_is_said(project: Repo) -> None:
    files = {"sms/a.txt": "Hello", "locales/en.yml": "a: [", "smslint.yaml": SETTINGS + "volumes: {sms/a.txt: 1000}\n"}
    project.write({**files})
    document = costs(project, "--max-total", "1000", status=1)
    assert [each["path"] for each in document["not_counted"]] == ["locales/en.yml"]
    assert "not counted: locales/en.yml" in project.smslint("cost")[1]


def test_old_prices_are_called_old(project: Repo) -> None:
    project.write({"sms/a.txt": "Hello", "prices.csv": CARD.replace("2026-11-01", "2020-05-06")})
    assert "The prices are from 2020-05-06" in project.smslint("cost")[1]
    project.write({"prices.csv": CARD})
    assert "The prices are from" not in project.smslint("cost")[1]


def test_nothing_to_price(project: Repo) -> None:
    status, out, err = project.smslint("cost")
    assert (status, out) == (2, "")
    assert "nothing was checked" in err


LOG = {
    "log": {"first": "2026-10-01", "last": "2026-10-31"},
    "volumes": {"sms/a.txt": {"monthly": 500, "regions": {"CA": 1}}},
}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("log.json", json.dumps(LOG)),
        ("log.yaml", 'volumes:  # messages a month\n  "sms/a.txt": {monthly: 500, regions: {CA: 1}}\n'),
    ],
)
def test_volumes_of_a_log_go_before_those_of_the_project(name: str, text: str, project: Repo) -> None:
    project.write(
        {
            "sms/a.txt": "Hello",
            "sms/b.txt": "Hello",
            name: text,
            "smslint.yaml": SETTINGS + "volumes: {sms/*.txt: 10}\n",
        }
    )
    document = costs(project, "--volumes-from", name)
    assert {each["path"]: each["monthly_volume"] for each in document["messages"]} == {
        "sms/a.txt": 500,
        "sms/b.txt": 10,
    }
    assert document["totals"][0]["most"] == "5.079"  # 500 × 0.01 + 10 × 0.0079
    assert any(name in note for note in document["notes"])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "JSON"), ("{}", "no volumes"), ("volumes: {sms/a.txt: -1}", "no number of messages"), ("", ""),
        ("[1]", "mapping"), ('{"volumes": []}', "volumes"), ('{"volumes": {"a": {"monthly": 1, "regions": {"US": 2}}}}', "part of all"),
        ("volumes:\n  sms/a.txt: {monthly: 1, region: US}\n", "region"), ("\x00", ""), ("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), ""),
        ('{"volumes": {"sms/a.txt": 100000, "sms/a.txt": 1}}', "sms/a.txt: duplicate key"),
        ("[" * 100_000, ""), ('{"volumes": ' + "[" * 100_000, ""),
    ],
)  # fmt: skip
def test_wrong_volumes_are_one_line(text: str, says: str, project: Repo) -> None:
    project.write({"sms/a.txt": "Hello", "log.json": text})
    status, out, err = project.smslint("cost", "--volumes-from", "log.json")
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "log.json" in err
    assert says in err


def test_volumes_of_a_log_are_of_one_project(project: Repo) -> None:
    project.write({"smslint.yaml": None, "log.yaml": "volumes: {sms/a.txt: 1}"})
    for name in ("us", "ca"):
        project.write({f"{name}/smslint.yaml": SETTINGS, f"{name}/prices.csv": CARD, f"{name}/sms/a.txt": "Hello"})
    status, _, err = project.smslint("cost", "--volumes-from", "log.yaml")
    assert status == 2
    assert "several configurations" in err


def test_output_does_not_overwrite_what_is_read(project: Repo) -> None:
    project.write({"sms/a.txt": "Hello", "log.yaml": "volumes: {sms/a.txt: 1}"})
    for name in ("log.yaml", "prices.csv", "smslint.yaml", "sms/a.txt"):
        assert project.smslint("cost", "--volumes-from", "log.yaml", "--output", name)[0] == 2
    assert project.smslint("cost", "--volumes-from", "log.yaml", "--output", "out.txt") == (0, "", "")
    assert (project.path / "out.txt").read_text(encoding="utf-8").startswith("Text messages: $0.01 a month")


MARKETING = SETTINGS.replace("kind: transactional", "kind: marketing\nbrand: Acme") + "volumes: {sms/a.txt: 1000}\n"


@pytest.mark.parametrize(
    ("settings", "text", "steps", "segments"),
    [
        ("", "It’s " + "x" * 100, ["fixes"], (1, 1)),
        ("", "Straße ✓ " + "x" * 70, ["gsm7"], None),
        ("values: {name: {max: 20}}\n", "x" * 60 + " {{ name }}", ["gsm7"], (1, 1)),
        ("values: {name: {max: 20}}\n", "It’s " + "x" * 60 + " {{ name }}", ["gsm7"], (1, 1)),
        ("appended: ' Reply STOP to opt out'\n", "Acme: " + "x" * 140, ["appended"], (1, 1)),
        ("appended: ' Reply STOP to opt out'\n", "Acme: ’" + "x" * 140, ["fixes", "appended"], (1, 1)),
        ("appended: ' Thank you for being with us'\n", "Acme: " + "x" * 140, [], None),
        ("appended: ' Reply STOP to opt out'\n", "Acme: " + "x" * 150, [], None),
        ("", "x" * 170, [], None),
        ("", "Привет " * 20, [], None),
        ("", "It’s", [], None),
        ("", "It’s {{ who }} " + "x" * 70, [], None),
    ],
)  # fmt: skip
def test_the_cheapest_wording(
    settings: str, text: str, steps: list[str], segments: tuple[int, int] | None, project: Repo
) -> None:
    stated = (
        MARKETING
        if "values" not in settings
        else MARKETING.replace("values: {name: {max: 20, charset: gsm7_basic}}\n", "")
    )
    project.write({"smslint.yaml": stated + settings, "sms/a.txt": text})
    (message,) = costs(project)["messages"]
    found = message["cheapest"]
    if segments is None:
        assert found is None or steps, found
        return
    assert [each["step"] for each in found["steps"]] == steps
    assert (found["segments"]["least"], found["segments"]["most"]) == segments


def test_a_shorter_text_is_one_that_the_country_has_and_no_rule_objects_to(project: Repo) -> None:
    """For France it would need a number, for Canada and the United States together there is no common one."""
    text = {"sms/a.txt": "Acme: " + "x" * 140}
    for regions, appended in (("[US]", " STOP to end"), ("[FR]", None), ("[US, CA]", None), ("[US, DE]", None)):
        project.write(
            {**text, "smslint.yaml": MARKETING.replace("[US]", regions) + "appended: ' Reply STOP to opt out'\n"}
        )
        (message,) = costs(project)["messages"]
        steps = [] if message["cheapest"] is None else message["cheapest"]["steps"]
        assert steps == ([] if appended is None else [{"step": "appended", "what": appended}])


def test_the_fixes_that_are_named_do_it(project: Repo) -> None:
    """What `check --fix` makes of the files is what the figure says, and then no fix is cheaper any more."""
    project.write(
        {"smslint.yaml": MARKETING, "sms/a.txt": "It’s " + "x" * 90, "sms/b.txt": "Prix — réduits… " + "x" * 80}
    )
    before = costs(project)
    assert before["summary"]["cheaper"] == 2
    project.smslint("check", "--fix", "--unsafe-fixes", "--no-cache")
    after = costs(project)
    assert after["totals"][0]["most"] == before["totals"][0]["cheapest"]["most"]
    assert after["summary"]["cheaper"] == 0


counts = st.integers(0, 10**6)
messages = st.lists(
    st.tuples(
        st.integers(1, 9), st.integers(0, 9), counts | st.none(), st.sampled_from(("US", "CA", "US CA", "FR", ""))
    ),
    max_size=8,
)


@given(messages)
def test_the_parts_are_the_whole(drawn: list[Any]) -> None:
    config = make_config(
        {
            "prices": "reference:twilio",
            "volumes": {f"{n}.txt": count for n, (_, _, count, _) in enumerate(drawn) if count is not None},
        },
        Path(),
    )
    runner = Runner()
    runner.checker(config)
    versions = tuple(
        version(
            f"{n}.txt",
            least=least,
            most=least + more,
            regions=tuple(regions.split()),
            inside=f"{n}.txt",
            home=str(config.root),
        )
        for n, (least, more, _, regions) in enumerate(drawn)
    )
    found = estimate_of(Side(versions, (), {}), runner, ())
    for part in (found.countries, found.kinds):
        for end in ("least", "most"):
            assert sum(getattr(each.before, end) for one in part for each in one.sums) == sum(
                getattr(each.before, end) for each in found.totals.sums
            )
    terms = Terms(runner, [config])
    assert found.totals.unknown == sum(bool(terms.change(each, each).unknown) for each in versions)


def test_values_in_gsm7_have_every_member_that_gsm7_has() -> None:
    for name, charset in CHARSETS.items():
        (run,) = ValueTable({"x": {"max": 5, "charset": name}}).in_gsm7().lookup("x").options  # type: ignore[union-attr]
        assert not isinstance(run, str)
        assert set(run.charset.members) == set(charset.members) & set(GSM7.members)
        assert segment("".join(run.charset.members)).encoding == "GSM-7"


def test_the_guide_shows_what_the_command_prints() -> None:
    guide = (TOP / "docs" / "cost.md").read_text(encoding="utf-8")
    assert f"$ smslint cost\n{(HERE / 'cost.txt').read_text(encoding='utf-8')}```" in guide


HOSTILE = (
    "@team #1 [x](javascript:alert(1)) <img src=x> | `a` **b** https://evil.example ##[error]y \x1b]0;z\x07 ’"
    + "x" * 80
)


def test_texts_stay_texts(project: Repo) -> None:
    """In a comment no mention, link, image or row; on a terminal no escape."""
    settings = SETTINGS + "appended: ' Reply STOP to @team <img>'\n"
    project.write(
        {"smslint.yaml": settings, "locales/en.yml": json.dumps({"a@team|<b>`x`": HOSTILE, "plain": HOSTILE})}
    )
    comment = project.smslint("cost", "--format", "markdown")[1]
    assert "@team" not in re.sub(r"<code>.*?</code>", "", comment)
    for wrong in ("<b>", "<img", "`x`", " [x](javascript", "**b**"):
        assert wrong not in comment, wrong
    rows = [line for line in comment.splitlines() if line.startswith("| <code>")]
    assert len(rows) == 1
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 7 for row in rows)
    for form in ("text", "markdown", "json"):
        assert "\x1b" not in project.smslint("cost", "--format", form)[1]


def test_a_long_comment_is_cut_but_not_its_sums(project: Repo) -> None:
    count = 400
    project.write({f"sms/{'long' * 20}{number}.txt": "It’s " + "x" * 80 for number in range(count)})
    project.write({"smslint.yaml": SETTINGS + "volumes: {'sms/*.txt': 1000}\n"})
    comment = project.smslint("cost", "--format", "markdown")[1]
    assert len(comment) < 60_000
    assert "$6,320.00 a month" in comment
    shown = comment.count("\n| `sms/")
    assert f"… and {count - shown:,} more messages" in comment


def test_messages_that_begin_at_one_place_have_wordings_of_their_own(project: Repo) -> None:
    """Two callers of one helper: the message of one has no limit, and none is known for it."""
    helper = 'def note(rest):\n    return "It’s us. " + rest\n'
    calls = [
        f'client.messages.create(body=note({rest}), to="+1", from_="+1")\n'
        for rest in ("'" + "x" * 90 + "'", "other()")
    ]
    code = (
        "from twilio.rest import Client\nclient = Client()\n"
        + helper
        + "".join(f"def f{n}():\n    {each}" for n, each in enumerate(calls))
    )
    project.write({"app.py": code, "smslint.yaml": SETTINGS.replace("messages:\n", "messages:\n  - files: app.py\n")})
    rows = costs(project)["messages"]
    assert len({(each["line"], each["key"]) for each in rows}) == 2
    assert sorted((each["segments"]["most"] or 0, each["cheapest"] is not None) for each in rows) == [
        (0, False),
        (2, True),
    ]
