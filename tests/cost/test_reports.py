"""What `smslint diff` prints: whole reports of real repositories, the schema of the JSON, and texts that want to be more than texts.

The expected files are in ``expected/``; ``pytest --update-shown`` writes them.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from smslint.data import data_path
from smslint.project.config import make_config
from smslint.report import money
from smslint.report.diff_markdown import MARK
from tests.cost.repo import CARD, SETTINGS, Repo

TOP = Path(__file__).parents[2]
HERE = Path(__file__).parent / "expected"
SCHEMA = json.loads((data_path("schema") / "diff.v1.schema.json").read_text(encoding="utf-8"))
SALE = "Fernhill: our spring sale starts today, all ferns are 20% off. It's only this week! Reply STOP to opt out"
REMINDER = "Fernhill: your order {{ name }} is waiting. " + "Please come by our shop in the next days. " * 7
VOLUMES = "volumes:\n  sms/sale.txt: {monthly: 200000, regions: {US: 1}}\n  sms/reminder.txt: 40000\n"
BUDGETS = "budgets:\n  message: {segments: 2}\n  change: {monthly: 1000, percent: 10}\n"
Files = dict[str, str | bytes | None]
CASES: dict[str, tuple[Files, Files, int]] = {
    "design": (
        {"smslint.yaml": SETTINGS + VOLUMES + BUDGETS, "sms/sale.txt": SALE, "sms/reminder.txt": REMINDER, "sms/same.txt": "Hi"},
        {"sms/sale.txt": SALE.replace("'", "’"), "sms/reminder.txt": REMINDER[:-42], "sms/welcome.txt": "Welcome to Fernhill!"},
        1,
    ),
    "rename": ({"sms/a.txt": SALE}, {"sms/a.txt": None, "sms/b/a.txt": SALE, "sms/c.txt": "New one"}, 0),
    "removed": ({"sms/a.txt": SALE, "sms/b.txt": "B", "smslint.yaml": SETTINGS + "volumes: {'sms/*.txt': 100}\n"}, {"sms/b.txt": None}, 0),
    "catalogue": (
        {"locales/en.yml": "a: Hello there\nb: Good bye then\nc: It's us\n", "smslint.yaml": SETTINGS + "volumes: {'locales/*.yml#c': 1000}\n"},
        {"locales/en.yml": "# sorted\nc: " + "It’s us, and we have a lot to say about all of the things that we did this week" + "\nb: Good bye then\nx: Hello there\n"},
        0,
    ),
    "card": (
        {"sms/a.txt": SALE, "smslint.yaml": SETTINGS + "volumes: {'sms/*.txt': 1000}\n"},
        {"prices.csv": CARD.replace("0.0079", "0.0090"), "sms/a.txt": SALE + "!"},
        0,
    ),
    "unbounded": (
        {"sms/a.txt": "Hello", "smslint.yaml": SETTINGS + "volumes: {'sms/*.txt': 1000}\nbudgets: {change: {monthly: 5}}\n"},
        {"sms/a.txt": "Hello {{ who }}"},
        1,
    ),
    "still-unbounded": (
        {"sms/a.txt": "Hello {{ who }}, it’s us", "smslint.yaml": SETTINGS + "volumes: {'sms/*.txt': 1000}\n"},
        {"sms/a.txt": "Hello {{ who }}, it's us"},
        0,
    ),
    "warned": (
        {"sms/a.txt": SALE, "smslint.yaml": SETTINGS + "volumes: {'sms/*.txt': 1000}\nbudgets: {change: {monthly: {silent: 1, warn: 5, fail: 50}}, unknown: report}\n"},
        {"sms/a.txt": SALE.replace("'", "’")},
        0,
    ),
    "longer": (
        {"sms/a.txt": "x" * 155, "smslint.yaml": SETTINGS + "volumes: {'sms/*.txt': 1000}\n"},
        {"sms/a.txt": "x" * 171},
        0,
    ),
    "script": ({"sms/a.txt": "Hello"}, {"sms/a.txt": "Привет, мы рады видеть вас в нашем магазине каждый день с девяти до шести"}, 0),
    "no-card": ({"sms/a.txt": SALE, "smslint.yaml": SETTINGS.replace("prices: prices.csv\n", "")}, {"sms/a.txt": SALE.replace("'", "’")}, 0),
    "encoding": ({"sms/a.txt": "It's us", "smslint.yaml": SETTINGS.replace("prices: prices.csv\n", "")}, {"sms/a.txt": "It’s us"}, 0),
    "monorepo": (
        {
            "smslint.yaml": None, "prices.csv": None,
            "us/smslint.yaml": SETTINGS + "volumes: {sms/a.txt: 1000}\n", "us/prices.csv": CARD, "us/sms/a.txt": "x" * 160,
            "de/smslint.yaml": SETTINGS.replace("[US]", "[DE]") + "volumes: {sms/a.txt: 10}\n", "de/sms/a.txt": "x" * 160,
            "de/prices.csv": "region,price_per_segment,currency,as_of\nDE,0.0749,EUR,2026-11-01\n",
        },
        {"us/sms/a.txt": "x" * 161, "de/sms/a.txt": "x" * 161},
        0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_reports(name: str, project: Repo, request: pytest.FixtureRequest) -> None:
    before, after, status = CASES[name]
    base = project.commit(before)
    project.commit(after)
    for form, suffix in (("markdown", "md"), ("json", "json"), ("text", "txt"), ("github", "github")):
        found, out, err = project.smslint("diff", base, "--format", form)
        assert (found, err) == (status, "")
        out = out.replace(base, "b" * 40).replace(base[:10], "b" * 10)
        path = HERE / f"{name}.{suffix}"
        if request.config.getoption("--update-shown"):
            HERE.mkdir(exist_ok=True)
            path.write_text(out, encoding="utf-8")
        assert out == path.read_text(encoding="utf-8")
        if form == "json":
            document = json.loads(out)
            jsonschema.Draft202012Validator(SCHEMA).validate(document)
            consistent(document)


def consistent(document: dict[str, Any]) -> None:
    """Change is after minus before, and the totals are the sums of the messages, to the last digit."""
    sums: dict[str, Decimal] = {}
    for each in document["messages"]:
        for monthly in [each["monthly"]] if each["monthly"] else []:
            change = Decimal(monthly["change"])
            assert change == Decimal(monthly["after"]) - Decimal(monthly["before"])
            sums[monthly["currency"]] = sums.get(monthly["currency"], Decimal(0)) + change
    for total in document["totals"]:
        for end in ("least", "most"):
            assert Decimal(total["change"][end]) == Decimal(total["after"][end]) - Decimal(total["before"][end])
        assert sums.get(total["currency"], Decimal(0)) == Decimal(total["change"]["most"])


def test_the_schema_can_say_no(project: Repo) -> None:
    base = project.commit({"sms/a.txt": "A"})
    project.write({"sms/a.txt": "AA"})
    document = project.diff(base)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert validator.is_valid(document)
    document["messages"][0]["status"] = "other"
    assert not validator.is_valid(document)


HOSTILE = "@team #1 !2 [x](javascript:alert(1)) <img src=x> | `a` **b** $c$ https://evil.example\\n::error::x ##[error]y \x1b]0;z\x07 ’"


def test_texts_stay_texts(project: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a comment no mention, link, image or row; in an annotation no command; on a terminal no escape."""
    key = "a@team|<b>`x`"
    base = project.commit({"locales/en.yml": json.dumps({key: "Hello"})})
    project.write(
        {"locales/en.yml": json.dumps({key: HOSTILE + "x" * 100, "20% off! @team <b>": "20% off! " + HOSTILE})}
    )
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    comment = project.smslint("diff", base, "--format", "markdown")[1]
    bare = re.sub(r"<code>.*?</code>", "", comment)  # nobody is mentioned in code
    assert "@team" not in bare
    for wrong in ("<b>", "<img", "`x`", " [x](javascript", "**b**", "$c$", "https://evil"):
        assert wrong not in comment, wrong
    rows = [line for line in comment.splitlines() if line.startswith("|")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 7 for row in rows)
    commands = project.smslint("diff", base, "--format", "github")[1]
    assert all(line.startswith(("::notice title=smslint", "::warning title=smslint")) for line in commands.splitlines())
    for form in ("text", "markdown", "github", "json"):
        out = project.smslint("diff", base, "--format", form)[1]
        assert "\x1b" not in out
        assert "##[" not in out
        assert "\n::error" not in out


def test_a_long_comment_is_cut_but_not_its_sums(project: Repo) -> None:
    count = 400
    names = [f"sms/{'long' * 20}{number}.txt" for number in range(count)]
    project.write({"smslint.yaml": SETTINGS + "volumes: {'sms/*.txt': 1000}\n"})
    base = project.commit(dict.fromkeys(names, "It's"))
    project.write(dict.fromkeys(names, "It’s " + "x" * 80))
    comment = project.smslint("diff", base, "--format", "markdown", "--max-increase", "1")[1]
    assert len(comment) < 60_000
    assert "+$3,160.00 a month" in comment
    assert "Over budget" in comment
    shown = comment.count("\n| `sms/")
    assert 0 < shown < count
    assert f"and {count - shown:,} more messages" in comment
    assert "and 350 more messages (--all lists every one)" in project.smslint("diff", base)[1]


def test_the_four_behaviours(project: Repo) -> None:
    """Silent below, reported, warned of, failed: by the size of one change."""
    settings = SETTINGS + "budgets: {change: {monthly: {silent: 10, warn: 100, fail: 1000}}}\n"
    base = project.commit({"smslint.yaml": settings, "sms/a.txt": SALE})
    project.write({"sms/a.txt": SALE.replace("'", "’")})
    for monthly, status, words in (
        (1000, 0, ""),
        (10_000, 0, "+$79.00"),
        (100_000, 0, "over the warning level"),
        (1_000_000, 1, "over budget"),
    ):
        project.write({"smslint.yaml": settings + f"volumes: {{sms/a.txt: {monthly}}}\n"})
        found, out, err = project.smslint("diff", base)
        assert found == status
        assert words in out
        assert bool(out) == bool(words)
        assert ("the change is smaller than what is reported" in err) == (not words)
        assert project.smslint("diff", base, "--always")[1]


def test_limits_of_the_command_line_win(project: Repo) -> None:
    settings = SETTINGS + "volumes: {sms/a.txt: 1000}\nbudgets: {change: {monthly: 1}}\n"
    base = project.commit({"smslint.yaml": settings, "sms/a.txt": SALE})
    project.write({"sms/a.txt": SALE.replace("'", "’")})  # 7.90 more
    assert project.diff(base, status=1)["ok"] is False
    assert project.diff(base, "--max-increase", "7.90")["ok"] is True
    assert project.diff(base, "--max-increase", "7.89", status=1)["ok"] is False
    assert project.diff(base, "--max-increase", "7.90", "--max-increase", "99%", status=1)["ok"] is False
    assert project.diff(base, "--max-increase", "7.90", "--max-segments", "1", status=1)["ok"] is False
    assert project.diff(base, "--max-increase", "7.90", "--max-total", "15.80")["ok"] is True
    for wrong in (("--max-increase", "lots"), ("--max-total", "-1"), ("--max-segments", "0"), ("--max-total", "5%")):
        assert wrong[0] in project.refused(base, *wrong)


def test_a_project_without_messages(project: Repo) -> None:
    assert "nothing was checked" in project.refused("HEAD")
    assert project.smslint("diff", "HEAD", "--allow-empty")[0] == 0


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("1264", "USD", "$1,264.00"),
        ("-316", "USD", "−$316.00"),
        ("0.005", "EUR", "€0.01"),
        ("12.5", "CHF", "12.50 CHF"),
        ("0", "GBP", "£0.00"),
    ],
)
def test_money(amount: str, currency: str, expected: str) -> None:
    assert money.money(Decimal(amount), currency) == expected


def test_prices_are_not_rounded() -> None:
    assert money.price(Decimal("0.0079"), "USD") == "$0.0079"
    assert money.price(Decimal("1.5"), "INR") == "1.50 INR"
    assert money.price(None, "INR") == "∞"


def test_the_guide_shows_what_the_command_prints() -> None:
    guide = (TOP / "docs" / "diff.md").read_text(encoding="utf-8")
    shown = (HERE / "design.txt").read_text(encoding="utf-8").replace("b" * 10, "4f1d2c09ab")
    assert f"$ smslint diff\n{shown}```" in guide


def quoted(lines: list[str]) -> str:
    return "".join(f"> {line}".rstrip() + "\n" for line in lines)


def test_the_guide_and_the_readme_show_a_real_comment() -> None:
    """The guide all of it; the README its first lines and the first row, with the reason."""
    comment = (HERE / "design.md").read_text(encoding="utf-8").replace("b" * 10, "4f1d2c09ab")
    mark, *lines = comment.rstrip("\n").split("\n")
    assert mark == MARK
    name = "<!-- comment: tests/cost/expected/design.md -->\n"
    assert name + quoted(lines) in (TOP / "docs" / "diff.md").read_text(encoding="utf-8")
    table = next(at for at, line in enumerate(lines) if line.startswith("| message"))
    why = next(line for line in lines if line.startswith("**Why:**"))
    short = [*lines[:4], *lines[table : table + 3], "", why]
    assert name + quoted(short) in (TOP / "README.md").read_text(encoding="utf-8")


def test_the_settings_of_the_guide_are_read() -> None:
    guide = (TOP / "docs" / "diff.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    blocks = [each for each in blocks if "on: pull_request" not in each and "component:" not in each]
    assert len(blocks) == 2
    for block in blocks:
        make_config(yaml.safe_load(block), Path())


@pytest.mark.parametrize("columns", ["20", "40", "80", "1000"])
def test_words_stay_apart_at_any_width(project: Repo, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    base = project.commit({"sms/a.txt": SALE})
    project.write({"sms/a.txt": SALE.replace("'", "’"), "sms/new.txt": "Hi {{ who }}"})
    monkeypatch.setenv("COLUMNS", columns)
    wide = " ".join(project.smslint("diff", base, "--max-increase", "5")[1].split())
    for words in (
        "Text messages: 1 message takes more segments, 1 is new",
        "No volume is declared for what changed: volumes in smslint.yaml say how often a message is sent",
        "not known to be inside the budget, a change of at most 5 a month: no volume is declared (sms/a.txt)",
    ):
        assert words in wide
