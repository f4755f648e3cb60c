"""What GOV.UK Notify makes of the white space of a text.

The cases were rendered by ``SMSMessageTemplate`` of notifications-utils 128.0.0, which is in no registry:
https://github.com/alphagov/notifications-utils/pull/1443 (``template.py``, ``formatters.py`` and ``sanitise_text.py``).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import smslint
from smslint.rules.context import make_context
from smslint.rules.segments import analyse
from smslint.rules.subject import Subject
from smslint.text.substitutions import apply, table
from smslint.text.values import ValueTable

CASES = json.loads(Path(__file__).with_name("govuk_notify.json").read_text(encoding="utf-8"))
NOTIFY = make_context({"provider": "govuk-notify"}, "test")


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_what_the_engine_prints_is_inside_the_bounds(case: dict[str, Any]) -> None:
    subject = Subject(case["template"], dialect="parens", values=ValueTable(case["values"]))
    found = subject.bounds
    for *_, printed in case["filled"]:
        sent = smslint.segment(printed)
        assert found.least <= sent.count
        assert found.most is not None
        assert sent.count <= found.most
        assert sent.encoding in found.encodings


@pytest.mark.parametrize(
    "case", [each for each in CASES if "((" not in each["template"]], ids=lambda each: each["template"]
)
def test_a_text_without_placeholders_is_sent_as_the_engine_prints_it(case: dict[str, Any]) -> None:
    body, printed = case["template"], case["filled"][0][-1]
    sent = smslint.segment(printed)
    assert apply(body, table("govuk-notify"), "normalised") == printed
    assert analyse(body, "govuk-notify").sent.text == printed
    for subject in (Subject(body, dialect="parens"), Subject(body, context=NOTIFY)):
        found = subject.bounds
        assert (subject.sent_text, found.least, found.most, found.exact) == (printed, sent.count, sent.count, True)
        assert found.encodings == (sent.encoding,)
        assert found.least_witness == printed
        assert subject.measuring.measure(body)[1:] == (sent.units, sent.count)


EXACT = [
    # template, the greatest length of the name, whether the bounds are reached
    ("Dear ((name)), your appointment is tomorrow.", 20, True),
    ("Dear ((name)) " + "x" * 153, 1, True),
    ("((name)) , " + "x" * 150, 9, True),
    ("x" * 159 + " ((name))", 3, True),
]


@pytest.mark.parametrize(("body", "most", "exact"), EXACT)
def test_bounds_say_whether_they_are_reached(body: str, most: int, exact: bool) -> None:
    found = Subject(body, dialect="parens", values=ValueTable({"name": {"max": most, "charset": "gsm7_basic"}})).bounds
    assert found.exact is exact
    assert smslint.segment(found.least_witness).count == found.least
    assert found.most_witness is not None
    assert smslint.segment(found.most_witness).count == found.most


@pytest.mark.parametrize(("context", "dialect", "codes"), [
    ({"provider": "govuk-notify"}, "plain", set()), ({}, "parens", set()), ({"provider": "twilio"}, "parens", {"ENC002", "ENC003"}),
    ({}, "plain", {"ENC002", "ENC003"}), ({"provider": "govuk-notify", "smart_encoding": False}, "plain", {"ENC002", "ENC003"}),
])  # fmt: skip
def test_nothing_is_said_about_what_the_provider_drops(context: dict[str, Any], dialect: str, codes: set[str]) -> None:
    from smslint.rules import packs
    from smslint.rules.engine import run

    subject = Subject("Acme: a\u200bb is  here", dialect=dialect, context=make_context(context, "test"))
    rules = [rule for rule in packs.load().rules if rule.code in ("ENC002", "ENC003")]
    assert {each.code for each in run(rules, subject, ("message",))} == codes
    assert subject.bounds.encodings == (("UCS-2",) if codes else ("GSM-7",))


def test_the_name_of_the_service_is_said_to_be_unknown() -> None:
    from smslint.rules.notes import notes

    said = "Not known: whether GOV.UK Notify puts the name of the service and a colon before the text"
    assert any(each.startswith(said) for each in notes(Subject("Your code is 123456", dialect="parens")))
    assert not any("Notify" in each for each in notes(Subject("Your code is 123456")))


PREFIXED = [
    # what is put before the text, the text, what ``add_prefix`` and then ``SMSMessageTemplate`` make of them
    ("Camden: ", "Your code is 123456", "Camden: Your code is 123456"),
    ("Camden: ", "\n Your code is 123456", "Camden: Your code is 123456"),
    ("Camden: ", "Your code   is , 1", "Camden: Your code is, 1"),
    ("Camden’s “Vax”: ", "Hello", 'Camden\'s "Vax": Hello'),
    ("Łódź: ", "x" * 67, "Łódź: " + "x" * 67),
    ("Camden: ", "x" * 153, "Camden: " + "x" * 153),
    ("", "x" * 160, "x" * 160),
]


@pytest.mark.parametrize(("before", "body", "printed"), PREFIXED)
def test_the_name_of_the_service_is_counted_where_it_is_stated(before: str, body: str, printed: str) -> None:
    from smslint.rules.notes import notes

    printed = apply(printed, table("govuk-notify"), "normalised")
    for text in (body, "((first)) "):
        subject = Subject(
            text,
            dialect="parens",
            context=make_context({"prepended": before}, "test"),
            values=ValueTable({"first": {"enum": [body]}}),
        )
        sent = smslint.segment(printed)
        assert (subject.bounds.most, subject.bounds.encodings) == (sent.count, (sent.encoding,))
        assert not any("Notify" in each for each in notes(subject, elsewhere=False))
    assert (
        Subject(body, dialect="parens", context=make_context({"prepended": before}, "test")).bounds.least == sent.count
    )


def test_the_limit_of_the_provider_is_without_the_name_of_the_service() -> None:
    """``is_message_too_long`` of notifications-utils takes the prefix off before it compares."""
    from smslint.rules import packs
    from smslint.rules.engine import run

    rules = [rule for rule in packs.load().rules if rule.code == "LEN001"]
    for length, codes in ((918, []), (919, ["LEN001"])):
        context = make_context({"prepended": "Camden: "}, "test")
        assert [
            each.code for each in run(rules, Subject("x" * length, dialect="parens", context=context), ("message",))
        ] == codes


def test_a_list_gets_the_name_of_the_service_before_each_text() -> None:
    body, rows = {"text": "x" * 150 + "{{ name }}"}, [{"phone": "+447911123456", "name": "An"}]
    config = {"kind": "transactional", "provider": "govuk-notify"}
    counts = [
        smslint.preflight(body, rows, dialect="jinja", config={**config, "prepended": before}).segments
        for before in ("", "Camden: ", "Camden:   ")
    ]
    assert counts == [1, 1, 1]
    assert smslint.preflight(body, rows, dialect="jinja", config={**config, "prepended": "Camden Ltd: "}).segments == 2


def test_a_list_is_measured_as_it_is_sent() -> None:
    """Also where all its texts are plain ASCII, whose units are otherwise their lengths."""
    body = {"text": "Acme: hello {{ name }}  , " + "x " * 70 + " ."}
    rows = [{"phone": "+447911123456", "name": "Ann" + " " * 20}]
    config = {"kind": "transactional", "brand": "Acme"}
    for provider, segments in (("govuk-notify", 1), ("twilio", 2)):
        found = smslint.preflight(body, rows, dialect="jinja", config={**config, "provider": provider})
        assert found.segments == segments
