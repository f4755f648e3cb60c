from __future__ import annotations

from typing import Any

import pytest

from smslint.rules.context import make_context
from smslint.rules.notes import notes
from smslint.rules.subject import Subject
from smslint.text.values import ValueTable

CASES: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("Plain text", {}, ()),
    ("“Hello” " + "x " * 36, {"provider": "twilio"}, ()),
    (
        "“Hello” " + "x" * 72,
        {"provider": "twilio", "smart_encoding": True},
        ("Twilio's smart encoding replaces 2 characters (“ ”), at no cost; without it the message takes 2 segments.",),
    ),
    ("“Hello” \U0001f600", {"provider": "bird", "smart_encoding": True}, ()),
    (
        "ağaç",
        {"provider": "infobip", "facts": {"national_languages": ["tr"]}},
        (
            "Sent with national shift tables, Turkish (locking shift): 155 septets in one segment, 149 in each of several.",
        ),
    ),
    ("ж" * 66 + "e\u0301" + "ж" * 66, {}, ("It takes 3 segments if grapheme clusters are kept whole.",)),
    ("a" * 150 + " " + "b" * 148 + " " + "c" * 6, {}, ("It takes 3 segments if segments are cut at whole words.",)),
]


@pytest.mark.parametrize(("text", "context", "expected"), CASES)
def test_notes(text: str, context: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert notes(Subject(text, context=make_context(context))) == expected


def test_notes_on_a_template_are_about_its_longest_or_shortest_rendering() -> None:
    text = "ж" * 66 + "e\u0301" + "ж" * 64 + "{{ a }}"
    short = Subject(text, dialect="jinja", values=ValueTable({"a": {"max": 2, "charset": "digits"}}))
    assert notes(short) == ("It takes 3 segments if grapheme clusters are kept whole.",)
    long = Subject("ж" * 66 + "e\u0301" + "ж" * 66 + "{{ a }}", dialect="jinja")
    assert notes(long) == ("Its shortest rendering takes 3 segments if grapheme clusters are kept whole.",)


def test_a_template_that_does_not_parse_has_none() -> None:
    assert notes(Subject("{{ a ", dialect="jinja")) == ()
