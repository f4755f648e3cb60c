"""What stands around a text: the sentence of a trial account, the account's own line at the end, loops, words beside a value."""

from __future__ import annotations

import pytest

from tests.reconcile.held import BODIES, SETTINGS, TEXTS, Project, matched, of, row

TRIAL = "Sent from your Twilio trial account - "


def test_the_sentence_of_a_trial_account_is_looked_past_and_counted(project: Project) -> None:
    long = TEXTS["long"].replace("{{ name }}", "Ann")
    log = project.log(row(1, TRIAL + BODIES[0]), row(2, TRIAL + BODIES[1]), row(3, TRIAL + long))
    document = project.json(log)
    assert matched(document) == {"code": 1, "hello": 1, "long": 1}
    assert document["values"]["name"] == {"min": 3, "max": 3, "charset": "gsm7_basic"}
    assert of(document, "long")["segments"] == {"billed": 2, "counted": 2, "unknown": 0, "uncounted": 0}
    assert of(document, "long")["causes"] == [{"cause": "prefix", "messages": 1, "segments": 1, "placeholder": None}]
    assert document["notes"] == [
        "3 texts begin with what the provider puts in front, 'Sent from your Twilio trial account -': it is counted, and no part of the template"
    ]
    assert "1 more segment than without what the provider puts in front of them, in 1 message" in " ".join(
        project.run(log)[1].split()
    )


def test_a_value_behind_the_sentence_of_a_trial_account_is_measured_alone(project: Project) -> None:
    document = project.json(project.log(row(1, f"{TRIAL}Hello Łukasz’s, welcome to Acme on Mon.")))
    assert document["values"]["name"] == {"min": 8, "max": 8, "charset": "any"}


LINE = " Reply STOP to opt out."


@pytest.mark.parametrize(("where", "line"), [("appended", LINE), ("prepended", "Acme shop: ")])
def test_the_accounts_own_line_is_a_part_of_its_texts_or_not(project: Project, where: str, line: str) -> None:
    """A log shows the text with the line that the account adds, or without it: both are the template's."""
    project.write({"smslint.yaml": SETTINGS.replace("regions:", f"{where}: '{line}'\nregions:")})
    bodies = [body + line if where == "appended" else line + body for body in BODIES]
    document = project.json(project.log(*(row(at, body) for at, body in enumerate([*BODIES, *bodies]))))
    assert matched(document) == {"code": 2, "hello": 2, "news": 2}
    assert document["unmatched"]["messages"] == 0
    assert all(each["causes"] == [] for each in document["templates"])


def test_a_line_that_was_billed_and_is_not_in_the_log(project: Project) -> None:
    project.write({"smslint.yaml": SETTINGS.replace("regions:", f"appended: '{LINE}'\nregions:")})
    long = TEXTS["long"].replace("{{ name }}", "Ann")
    document = project.json(project.log(row(1, long, NumSegments="2"), row(2, long + LINE, NumSegments="2")))
    found = of(document, "long")
    assert (found["matched"], found["segments"]["billed"], found["segments"]["counted"]) == (2, 4, 3)
    assert found["causes"] == [{"cause": "appended", "messages": 1, "segments": 1, "placeholder": None}]


def test_what_is_not_compared_is_said(project: Project) -> None:
    loop = "Your things from Acme:{% for thing in things %}\n- {{ thing }}{% endfor %}\nGoodbye!"
    project.write({"sms/loop.txt": loop, "sms/other.txt": loop.replace("Acme", "Bcme")})
    document = project.json(project.log(row(1, "Your things from Acme:\n- tea\nGoodbye!"), row(2, BODIES[0])))
    assert matched(document) == {"loop": 1, "code": 1}
    assert document["notes"] == [
        "what loops, many branches or unknown code print is not compared, only the text around it: sms/loop.txt"
    ]


def test_words_beside_a_value_are_said_where_they_make_it_too_long(project: Project) -> None:
    document = project.json(project.log(row(1, "Hello Ann gadget and gizmo, welcome to Acme on Mon.")))
    assert document["notes"] == [
        "values have more characters than declared, or words of somebody else stand beside them: `name` 20 instead of 10"
    ]
