"""What a preflight counts is what the provider bills: appended text, smart encoding, its alphabet and national languages included."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import smslint

SETTINGS: list[dict[str, Any]] = [
    {},
    {"appended": " Reply STOP to end"},
    {"appended": " “stop”"},
    {"prepended": "“Acme”: ", "appended": " stop"},
    {"prepended": " Acme: ", "provider": "govuk-notify"},
    {"provider": "twilio", "smart_encoding": True},
    {"provider": "twilio", "smart_encoding": True, "appended": " – “stop”"},
    {"provider": "twilio", "smart_encoding": False},
    {"provider": "aws"},
    {"provider": "vonage", "appended": " “stop”"},
    {"provider": "plivo", "facts": {"national_languages": ["tr", "es"]}},
]
VALUES = st.text(st.sampled_from("aZ 9€[“’–…éßçğŞжñ\U0001f600\n"), min_size=1, max_size=90).map(
    lambda text: f"x{text}x"
)


def broadcast(template: str, names: list[str], config: dict[str, Any]) -> smslint.Broadcast:
    people = [{"phone": f"+120255501{index:02}", "name": name} for index, name in enumerate(names)]
    return smslint.preflight({"text": template}, people, dialect="jinja", kind="transactional", config=config)


@pytest.mark.parametrize("config", SETTINGS, ids=range(len(SETTINGS)))
@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["Hi {{ name }}", "“{{ name }}” " + "a" * 60, "{{ name }}{{ name }}"]),
    st.lists(VALUES, min_size=1, max_size=4),
)
def test_segments_are_those_that_a_check_of_each_message_finds(
    config: dict[str, Any], template: str, names: list[str]
) -> None:
    found = broadcast(template, names, config)
    texts = [template.replace("{{ name }}", name) for name in names]
    checked = [smslint.check(text, kind="transactional", config=config).segmentation for text in texts]
    assert found.recipients == len(names)
    assert found.segments == sum(each.count for each in checked)


def test_what_is_appended_is_counted_and_not_sent() -> None:
    found = broadcast("Hi {{ name }}", ["Ann"], {"appended": "x" * 192})
    assert found.segments == 2
