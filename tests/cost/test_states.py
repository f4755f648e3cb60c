"""`smslint diff` in real repositories: what is compared with what, and what became of each message."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.cost.repo import CARD, SETTINGS, Repo, statuses

SALE = "It's our big sale this weekend: everything is reduced by a third, and it ends on Sunday. Come by!"
CURLY = SALE.replace("'", "’")


def test_a_curly_apostrophe(project: Repo) -> None:
    project.commit({"sms/sale.txt": SALE, "smslint.yaml": SETTINGS + "volumes: {sms/sale.txt: 200000}\n"})
    project.write({"sms/sale.txt": CURLY})
    found = project.diff("HEAD")
    (message,) = found["messages"]
    assert message["status"] == "changed"
    assert message["before"]["segments"] == {"least": 1, "most": 1}
    assert message["after"]["segments"] == {"least": 2, "most": 2}
    assert (message["before"]["encodings"], message["after"]["encodings"]) == (["GSM-7"], ["UCS-2"])
    assert message["monthly_volume"] == 200000
    assert (message["monthly"]["before"], message["monthly"]["after"]) == ("1580.00", "3160.00")
    (cause,) = message["causes"]
    assert (cause["code"], cause["line"], cause["column"]) == ("ENC001", 1, 3)
    assert (cause["replacement"], cause["safe"], cause["segments"]) == ("'", True, 1)
    assert cause["saves_monthly"] == message["monthly"]["change"] == "1580.00"
    (total,) = found["totals"]
    assert total["currency"] == found["currency"] == "USD"
    assert (total["before"]["most"], total["after"]["most"], total["change"]["most"]) == (
        "1580.00",
        "3160.00",
        "1580.00",
    )
    assert total["percent"] == "100.0"
    # What the reason says is what --fix does.
    assert project.smslint("check", "--fix", "--no-cache")[0] == 0
    assert project.diff("HEAD")["messages"] == []


def test_nothing_changed(project: Repo) -> None:
    project.commit({"sms/a.txt": "Hi {{ name }}", "locales/en.yml": "a: Hi\nb: Bye\n"})
    for form in ("text", "markdown", "github"):
        status, out, err = project.smslint("diff", "HEAD", "--format", form)
        assert (status, out) == (0, "")
        assert ("no message changed, compared with HEAD" in err) == (form == "text")
    found = project.diff("HEAD")
    assert (found["messages"], found["summary"]["unchanged"]) == ([], 3)
    assert set(statuses(project.diff("HEAD", "--all")).values()) == {"unchanged"}
    for form in ("text", "markdown"):
        out = project.smslint("diff", "HEAD", "--always", "--format", form)[1]
        assert "3 unchanged" in out


FIRST = {
    "sms/renamed.txt": "Your parcel is with the neighbour in number 12, thank you.",
    "sms/removed.txt": "Bye",
    "sms/changed.txt": "Hello {{ name }}",
    "sms/same.txt": "Same",
    "locales/en.yml": "sms:\n  one: The first message of them all\n  two: Another text, about parcels\n  three: Good bye then\n",
}
SECOND: dict[str, str | bytes | None] = {
    "sms/renamed.txt": None,
    "sms/deep/renamed.txt": "Your parcel is with the neighbour in number 13, thank you.",
    "sms/removed.txt": None,
    "sms/changed.txt": "Hello dear {{ name }} — " + "x" * 90,
    "sms/new.txt": "New",
    "locales/en.yml": "# reordered\nsms:\n  three: Good bye then\n  moved: The first message of them all\n  two: Another text, about letters\n",
}
EXPECTED = {
    "sms/deep/renamed.txt": "changed",
    "sms/removed.txt": "removed",
    "sms/changed.txt": "changed",
    "sms/new.txt": "new",
    "locales/en.yml#sms.moved": "moved",
    "locales/en.yml#sms.two": "changed",
}


def test_what_became_of_each_message(project: Repo) -> None:
    base = project.commit(dict(FIRST))
    project.commit(SECOND)
    found = project.diff(base)
    assert statuses(found) == EXPECTED
    by = {each["path"]: each for each in found["messages"]}
    assert by["sms/deep/renamed.txt"]["renamed_from"] == "sms/renamed.txt"
    moved = next(each for each in found["messages"] if each["key"] == "sms.moved")
    assert (moved["key_before"], moved["renamed_from"]) == ("sms.one", None)
    assert found["base"] == {"ref": base, "commit": base, "merge_base": False}
    assert statuses(project.diff(base, "--all")).keys() > EXPECTED.keys()


def test_the_working_tree_counts_also_what_is_not_committed(project: Repo) -> None:
    base = project.commit(dict(FIRST))
    project.write(SECOND)
    assert statuses(project.diff(base)).keys() >= EXPECTED.keys() - {"sms/deep/renamed.txt"}
    project.git("add", "-A")  # git finds what was renamed and changed too in the index
    assert statuses(project.diff(base)) == EXPECTED


def volumes(*names: str, **more: int) -> str:
    lines = [f"  {json.dumps(name)}: {1000 + 7 * at}" for at, name in enumerate(names)]
    return SETTINGS + "volumes:\n" + "\n".join(lines) + "\n"


EVERY = volumes("sms/**/*.txt", "locales/*.yml")


def cents(found: dict[str, Any]) -> list[tuple[Decimal, ...]]:
    return [
        tuple(Decimal(total[side][end]) for side in ("before", "after", "change") for end in ("least", "most"))
        for total in found["totals"]
    ]


def test_the_way_back_costs_the_opposite_to_the_cent_and_totals_are_those_of_check(project: Repo) -> None:
    one = project.commit({"smslint.yaml": EVERY, **FIRST})
    two = project.commit(SECOND)
    there = project.diff(one)
    project.git("checkout", "-q", one)
    back = project.diff(two)
    ((before, before_most, after, after_most, change, change_most),) = cents(there)
    assert cents(back) == [(after, after_most, before, before_most, -change, -change_most)]
    assert (change, change_most) == (after - before, after_most - before_most)
    assert change_most != 0
    for state, most in ((one, before_most), (two, after_most)):
        project.git("checkout", "-q", state)
        report = json.loads(project.smslint("check", "--no-cache", "--format", "json")[1])
        count = {each["path"]: 1007 if each["path"].startswith("locales") else 1000 for each in report["messages"]}
        assert most == sum(Decimal(each["cost"][0]["most"]) * count[each["path"]] for each in report["messages"])
    assert project.diff("HEAD")["messages"] == []


def test_the_base_is_read_with_todays_settings(project: Repo) -> None:
    """A change of the settings, of the rate card or of the volumes is no change of a text."""
    base = project.commit({"smslint.yaml": EVERY, "sms/a.txt": "Hi {{ name }}, welcome"})
    project.write(
        {
            "smslint.yaml": EVERY.replace("max: 20", "max: 200").replace("1000", "5000"),
            "prices.csv": CARD.replace("0.0079", "0.0100"),
        }
    )
    found = project.diff(base)
    assert found["messages"] == []
    card = found["rate_card"]
    assert (card["path"], card["changed"]) == ("prices.csv", True)
    # 2 segments at most, 5000 times, 0.0021 more
    assert card["effect"] == [{"currency": "USD", "monthly": "21.00", "least": "10.50"}]
    assert card["unknown"] == 0
    assert found["notes"] == [
        "smslint.yaml changed too: both sides are read with today's settings",
        "smslint.yaml: volumes: no message matches locales/*.yml",
    ]
    out = project.smslint("diff", base)[1]
    assert "It changed too: +$10.50 to +$21.00 a month, which is not in these figures" in " ".join(out.split())


def test_what_a_new_card_changes_is_what_the_comparison_of_cards_says(project: Repo) -> None:
    settings = EVERY.replace("[US]", "[US, CA]") + "  sms/b.txt: {monthly: 10, regions: {GB: 1}}\n"
    texts = {"sms/a.txt": "Hi {{ name }}, welcome", "sms/b.txt": "Hello there", "sms/c.txt": "Bye {{ who }}"}
    cards = [f"{CARD}CA,{ca},USD,2026-11-01\n" for ca in ("0.0085", "0.0100")]
    base = project.commit({"smslint.yaml": settings, "prices.csv": cards[0], **texts})
    project.write({"prices.csv": f"{cards[1]}GB,0.05,USD,2026-11-01\n", "old.csv": cards[0]})
    card = project.diff(base)["rate_card"]
    other = json.loads(project.smslint("prices", "diff", "old.csv", "prices.csv", "--volumes", "--format", "json")[1])
    (total,) = other["project"]["totals"]
    assert (card["effect"][0]["least"], card["effect"][0]["monthly"]) == (
        total["change"]["least"],
        total["change"]["most"],
    )
    assert card["unknown"] == 1
    assert "without 1 message that only the new one has prices for" in " ".join(
        project.smslint("diff", base)[1].split()
    )


def test_a_renamed_configuration_and_files_that_it_did_not_match(project: Repo) -> None:
    """The old files are those that today's settings match, and those that today's files were renamed from."""
    old = SETTINGS.replace("sms/**/*.txt", "texts/*.txt")
    base = project.commit({"smslint.yaml": None, ".smslint.yaml": old, "texts/a.txt": SALE})
    project.git("mv", "texts", "sms")
    project.git("mv", ".smslint.yaml", "smslint.yaml")
    project.commit({"smslint.yaml": SETTINGS, "sms/a.txt": CURLY})
    (message,) = project.diff(base)["messages"]
    assert (message["status"], message["renamed_from"]) == ("changed", "texts/a.txt")
    assert message["before"]["segments"]["most"] == 1


@pytest.mark.parametrize("gone", [("us/smslint.yaml",), ("us/smslint.yaml", "us/sms/a.txt")])
def test_a_configuration_that_is_gone_is_said_and_keeps_no_budget(project: Repo, gone: tuple[str, ...]) -> None:
    """Without its settings nobody knows what its messages cost now."""
    files = {
        f"{home}/{name}": text
        for home in ("us", "eu")
        for name, text in (("smslint.yaml", SETTINGS), ("sms/a.txt", SALE), ("prices.csv", CARD))
    }
    base = project.commit({"smslint.yaml": None, **files})
    project.commit(dict.fromkeys(gone))
    assert [each["path"] for each in project.diff(base)["not_compared"]] == ["us/smslint.yaml"]
    assert project.diff(base, "--max-increase", "1 USD", status=1)["ok"] is False
    assert project.diff(base, "eu")["not_compared"] == []


def test_a_configuration_that_moved_in_its_folder_is_not_gone(project: Repo) -> None:
    base = project.commit({"sms/a.txt": SALE})
    project.git("mv", "smslint.yaml", ".smslint.yml")
    project.commit({})
    assert project.diff(base)["not_compared"] == []


_LOUD = "budgets: {change: {monthly: {silent: 1, fail: 200000}}}\n"


@pytest.mark.parametrize(
    ("before", "after", "silent"),
    [
        (SETTINGS + _LOUD, SETTINGS + _LOUD.replace("silent: 1", "silent: 99999"), False),
        (SETTINGS + _LOUD, SETTINGS + _LOUD.replace("fail: 200000", "fail: 300000"), False),
        (SETTINGS, SETTINGS.replace("sms/**/*.txt", "sms/b.txt"), False),
        (SETTINGS, SETTINGS + "exclude: [sms/a.txt]\n", False),
        (SETTINGS, SETTINGS + "# only a comment\n", True),
        (SETTINGS, SETTINGS + "volumes: {sms/a.txt: 1000}\n", True),
        (SETTINGS, SETTINGS + _LOUD, True),
    ],
)
def test_what_is_compared_and_limits_never_change_in_silence(
    project: Repo, before: str, after: str, silent: bool
) -> None:
    """A narrower entry leaves a message out, and a higher limit lets it pass: a reviewer hears of both."""
    base = project.commit({"smslint.yaml": before, "sms/a.txt": SALE, "sms/b.txt": "Hello"})
    project.commit({"smslint.yaml": after})
    status, out, _ = project.smslint("diff", base)
    assert (status, "smslint.yaml changed too" in out) == (0, not silent)


def test_only_some_paths_and_another_folder(project: Repo) -> None:
    base = project.commit({"sms/a.txt": "A", "sms/b.txt": "B", "locales/en.yml": "a: A\n"})
    project.write({"sms/a.txt": "AA", "sms/b.txt": None, "locales/en.yml": "a: AA\n"})
    assert statuses(project.diff(base, "sms")) == {"sms/a.txt": "changed", "sms/b.txt": "removed"}
    assert statuses(project.diff(base, "sms/a.txt", "locales")) == {
        "sms/a.txt": "changed",
        "locales/en.yml#a": "changed",
    }
    assert statuses(project.diff(base, "sms/b.txt")) == {"sms/b.txt": "removed"}
    project.go("sms")
    assert statuses(project.diff(base)) == {"a.txt": "changed", "b.txt": "removed"}
    assert statuses(project.diff(base, "../locales")) == {"../locales/en.yml#a": "changed"}
    assert statuses(project.diff(base, str(project.path / "sms"))) == {"a.txt": "changed", "b.txt": "removed"}


def test_a_monorepo_with_several_configurations(repo: Repo) -> None:
    euros = "region,price_per_segment,currency,as_of\nDE,0.07,EUR,2026-11-01\n"
    own = SETTINGS.replace("[US]", "[DE]") + "volumes: {sms/a.txt: 100}\nbudgets: {change: {monthly: 5}}\n"
    base = repo.commit(
        {
            "shop/smslint.yaml": SETTINGS + "volumes: {sms/a.txt: 1000}\nbudgets: {change: {monthly: 8}}\n",
            "shop/prices.csv": CARD,
            "shop/sms/a.txt": SALE,
            "de/smslint.yaml": own,
            "de/prices.csv": euros,
            "de/sms/a.txt": SALE,
        }
    )
    repo.write({"shop/sms/a.txt": CURLY, "de/sms/a.txt": CURLY})
    found = repo.diff(base, status=1)
    assert [(each["currency"], each["change"]["most"]) for each in found["totals"]] == [
        ("EUR", "7.00"),
        ("USD", "7.90"),
    ]
    assert found["currency"] is None
    assert found["rate_card"] is None
    assert {each["config"]: each["ok"] for each in found["budgets"]} == {
        "de/smslint.yaml": False,
        "shop/smslint.yaml": True,
    }
    # A limit of the command line does not choose a currency.
    found = repo.diff(base, "--max-increase", "100", status=1)
    assert [each["ok"] for each in found["budgets"]] == [None]
    found = repo.diff(base, "--max-increase", "7.90 USD", status=1)
    assert "there are also costs in EUR" in found["budgets"][0]["why"]


def test_an_unbounded_message_is_not_known_and_fails_a_limit(project: Repo) -> None:
    base = project.commit({"smslint.yaml": EVERY, "sms/a.txt": "Hi there", "sms/old.txt": "Dear {{ who }}"})
    project.write({"sms/a.txt": "Hi {{ who }}"})
    found = project.diff(base)
    (message,) = found["messages"]
    assert message["after"]["segments"] == {"least": 1, "most": None}
    assert message["after"]["unbounded_by"] == "who"
    assert message["unknown"] == "'who' has no length: declare it under values"
    assert message["monthly"] is None
    assert found["unknown"] == {"messages": 2, "changed": 1}
    found = project.diff(base, "--max-increase", "1000000", status=1)
    (held,) = found["budgets"]
    assert held["ok"] is None
    assert "sms/a.txt" in held["why"]
    assert "old.txt" not in held["why"]
    project.write({"sms/a.txt": "Hi you"})
    assert project.diff(base, "--max-increase", "1000000")["budgets"][0]["ok"] is True
    assert project.diff(base, "--max-total", "1000000", status=1)["budgets"][0]["ok"] is None


def test_a_part_changes_every_message_that_includes_it(project: Repo) -> None:
    """Its old text is read from the commit, also where the file is gone now."""
    base = project.commit(
        {
            "sms/one.txt": "Hello. {% include 'footer.inc' %}",
            "sms/two.txt": "Good bye. {% include 'footer.inc' %}",
            "sms/three.txt": "Nothing here",
            "sms/footer.inc": "Don't reply",
        }
    )
    project.write({"sms/footer.inc": "Don’t reply, we would not read it, nobody is here. Not even on Mondays."})
    found = project.diff(base)
    assert statuses(found) == {"sms/one.txt": "changed", "sms/two.txt": "changed"}
    assert {each["before"]["encodings"][0] for each in found["messages"]} == {"GSM-7"}
    assert {each["after"]["segments"]["most"] for each in found["messages"]} == {2}
    cause = found["messages"][0]["causes"][0]
    assert "U+2019" in cause["what"]
    project.write({"sms/footer.inc": None, "sms/one.txt": "Hello. Don't reply", "sms/two.txt": "Good bye."})
    found = project.diff(base)
    assert {each["before"]["segments"]["most"] for each in found["messages"]} == {1}
    assert project.diff("HEAD", "sms/three.txt")["messages"] == []


def test_messages_in_code_are_compared_one_by_one(repo: Repo) -> None:
    def code(*texts: str) -> str:
        return "def tell(to):\n" + "".join(f"    send_sms(to, {text!r})\n" for text in texts)

    base = repo.commit(
        {
            "smslint.yaml": "regions: [US]\nkind: otp\nmessages: [{files: app.py, names: send_sms}]\n",
            "app.py": code("Your parcel is here", "Reply YES to confirm", "We are closed today"),
        }
    )
    repo.write({"app.py": "import os\n\n\n" + code("We are closed today", "Your parcel is here!", "Call us")})
    found = repo.diff(base)
    assert sorted(each["status"] for each in found["messages"]) == ["changed", "new", "removed"]


def test_translations_are_compared_message_by_message(project: Repo) -> None:
    both = {f"locales/{each}.yml": f"{each}:\n  sms:\n    a: Hello\n    b: World\n" for each in ("en", "de")}
    base = project.commit({**both})
    project.write({"locales/de.yml": "de:\n  sms:\n    b: Welt\n    a: Hello\n"})
    assert statuses(project.diff(base)) == {"locales/de.yml#de.sms.b": "changed"}


def test_findings_that_a_change_brings_and_removes(project: Repo) -> None:
    settings = SETTINGS.replace("transactional", "marketing")
    base = project.commit(
        {"smslint.yaml": settings, "sms/a.txt": "20% off! Reply STOP to opt out", "sms/b.txt": "10% off!"}
    )
    project.write({"sms/a.txt": "20% off, today only!", "sms/b.txt": "10% off! Reply STOP to opt out"})
    found = project.diff(base)
    assert [(each["code"], each["path"]) for each in found["findings"]["brought"]] == [("OPT001", "sms/a.txt")]
    assert [(each["code"], each["path"]) for each in found["findings"]["removed"]] == [("OPT001", "sms/b.txt")]
    out = project.smslint("diff", base)[1]
    assert "findings that this brings" in out
    assert "findings that this removes" in out
    assert "**Findings that this change brings:**" in project.smslint("diff", base, "--format", "markdown")[1]


def test_sidecars_of_today_count(project: Repo) -> None:
    wide = "{ '*': {values: {who: {max: 10, charset: gsm7_basic}}} }"
    base = project.commit({"locales/en.yml": "a: Hi {{ who }}\n"})
    project.write({"locales/en.yml": "a: Ho {{ who }}\n", "locales/en.yml.smslint.yaml": wide})
    (message,) = project.diff(base)["messages"]
    assert (message["before"]["segments"], message["after"]["segments"]) == ({"least": 1, "most": 1},) * 2


def test_what_is_ignored_or_excluded_today_is_not_read_at_the_base(project: Repo) -> None:
    base = project.commit({"sms/a.txt": "A", "sms/tmp/b.txt": "B", "sms/c.txt": "C", "sms/vendor/d.txt": "D"})
    project.write({".gitignore": "tmp/\n", "smslint.yaml": SETTINGS + "exclude: [sms/c.txt]\n"})
    assert project.diff(base)["messages"] == []
    assert project.diff(base, "--all")["summary"]["unchanged"] == 1
    assert statuses(project.diff(base, "--no-gitignore", "--all")) == {
        "sms/a.txt": "unchanged",
        "sms/tmp/b.txt": "unchanged",
    }


def test_line_breaks_of_windows_are_no_change(project: Repo) -> None:
    project.git("config", "core.autocrlf", "true")
    base = project.commit({"sms/a.txt": "One\nTwo\n", "sms/b.txt": "One\r\nTwo\r\n"})
    project.write({"sms/a.txt": "One\r\nTwo\r\n"})
    assert project.diff(base)["messages"] == []


def test_many_files_are_compared_by_several_processes(project: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    from smslint.project import run, workers

    monkeypatch.setattr(run, "MANY", 8)
    monkeypatch.setattr(workers, "pays", lambda count: True)
    monkeypatch.setattr(workers, "FIRST", 2)
    count = 100
    base = project.commit(
        {f"sms/{number}.txt": f"Hello {number} {{% include 'p.inc' %}}" for number in range(count)} | {"sms/p.inc": "x"}
    )
    project.write({f"sms/{number}.txt": f"Good bye {number}" for number in range(count)})
    found = project.diff(base)
    assert found["summary"]["changed"] == count
    assert all(each["before"]["segments"]["most"] == 1 for each in found["messages"])


def test_what_is_said_of_the_settings_is_no_finding_of_a_change(project: Repo) -> None:
    """The first message makes the old rate card a finding."""
    base = project.commit({"prices.csv": CARD.replace("2026-11-01", "2020-01-01")})
    project.write({"sms/a.txt": "Hi"})
    assert project.diff(base)["findings"] == {"brought": [], "removed": []}


def test_a_text_of_rails_is_read_with_the_layout_that_it_had(repo: Repo) -> None:
    settings = "regions: [US]\nkind: otp\nmessages: [{files: 'app/**/*_mailer/*.text.erb'}]\n"
    base = repo.commit(
        {
            "smslint.yaml": settings,
            "app/views/code_mailer/code.text.erb": "Your code",
            "app/views/layouts/mailer.text.erb": "Acme: <%= yield %> Bye",
        }
    )
    repo.write({"app/views/layouts/mailer.text.erb": None})
    (message,) = repo.diff(base)["messages"]
    assert (message["before"]["segments"]["most"], message["after"]["segments"]["most"]) == (None, 1)


_CODE = {
    "python": ("app/sms.py", 'def f(to):\n    send_sms(to, "Hi")\n', "def g(to, text):\n    send_sms(to, text)\n"),
    "php": (
        "app/sms.php",
        "<?php\nfunction f($to) { sendSms($to, 'Hi'); }\n",
        "function g($to, $t) { sendSms($to, $t); }\n",
    ),
    "ruby": ("app/sms.rb", "def f(to)\n  send_sms(to, 'Hi')\nend\n", "def g(to, text)\n  send_sms(to, text)\nend\n"),
    "go": (
        "app/sms.go",
        'package sms\n\nfunc f(to string) { SendSMS(to, "Hi") }\n',
        "\nfunc g(to string, text string) { SendSMS(to, text) }\n",
    ),
}
_CODE_SETTINGS = """\
regions: [US]
kind: transactional
messages: [{files: "app/*"}]
volumes: {"app/*": 1000}
prices: prices.csv
"""


@pytest.mark.parametrize("language", _CODE)
def test_a_call_of_unknown_text_is_inside_no_limit(project: Repo, language: str) -> None:
    path, known, unknown = _CODE[language]
    limits = ("--max-increase", "5%", "--max-segments", "1")
    base = project.commit({path: known, "smslint.yaml": _CODE_SETTINGS})
    assert project.diff("HEAD", *limits, "--max-total", "100")["ok"] is True
    project.write({path: known + unknown})
    found = project.diff("HEAD", *limits, "--max-total", "100", status=1)
    assert {(each["ok"], each["why"]) for each in found["budgets"]} == {(None, f"{path} was not read completely")}
    status, out, _ = project.smslint("diff", "HEAD", *limits)
    assert status == 1
    assert "not known to be inside the budget" in out
    assert "not understood: " + path in out
    # Without a limit it is said, not failed.
    assert "not understood: " + path in project.smslint("diff", "HEAD")[1]
    # Who allows the unknown by name is told, and passes.
    project.write({"smslint.yaml": _CODE_SETTINGS + "budgets: {unknown: warn}\n"})
    assert [each["level"] for each in project.diff("HEAD", *limits)["budgets"]] == ["warn", "warn"]
    # What did not change costs no more; the total is not known all the same.
    project.commit({"smslint.yaml": _CODE_SETTINGS})
    assert {each["ok"] for each in project.diff("HEAD", *limits)["budgets"]} == {True}
    assert [each["ok"] for each in project.diff("HEAD", "--max-total", "100", status=1)["budgets"]] == [None]
    # Without the call, the limits are kept again.
    project.write({path: known})
    assert project.diff("HEAD", *limits, "--max-total", "100")["ok"] is True
    assert project.diff(base, *limits, "--max-total", "100")["ok"] is True
