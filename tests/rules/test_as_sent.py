"""A subject's bounds are those of the message as its provider sends it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.errors import ConfigError
from smslint.rules.context import make_context
from smslint.rules.subject import Subject
from smslint.text.segmentation import segment
from smslint.text.values import ValueTable

QUOTED = "“Hello” " + "x" * 72

CASES: list[tuple[str, dict[str, Any], int]] = [
    (QUOTED, {}, 2),
    (QUOTED, {"provider": "twilio"}, 2),
    (QUOTED, {"provider": "twilio", "smart_encoding": True}, 1),
    (QUOTED, {"provider": "govuk-notify"}, 1),
    (QUOTED, {"provider": "govuk-notify", "smart_encoding": False}, 2),
    (QUOTED, {"provider": "bird", "smart_encoding": True}, 1),
    (QUOTED + "\U0001f600", {"provider": "bird", "smart_encoding": True}, 2),
    (QUOTED, {"provider": "sinch", "smart_encoding": True}, 1),
    (QUOTED + "\u200b", {"provider": "sinch", "smart_encoding": True}, 2),
    ("“Hello”", {"provider": "sinch", "smart_encoding": True}, 1),
    ("’" * 80, {"provider": "sinch", "smart_encoding": True}, 1),
    ("ağaç" * 20, {"provider": "infobip"}, 2),
    ("ağaç" * 20, {"provider": "infobip", "facts": {"national_languages": ["tr"]}}, 1),
    ("ağaç" * 20, {"provider": "infobip", "facts": {"national_languages": "tr"}}, 1),
    ("ağaç" * 20, {"provider": "twilio", "facts": {"national_languages": ["tr"]}}, 2),
]


@pytest.mark.parametrize(("text", "context", "count"), CASES)
def test_segments_as_sent(text: str, context: dict[str, Any], count: int) -> None:
    found = Subject(text, context=make_context(context)).bounds
    assert (found.least, found.most) == (count, count)


def test_the_alphabet_is_the_one_of_the_longest_rendering() -> None:
    context = make_context({"provider": "infobip", "facts": {"national_languages": ["tr"]}})
    subject = Subject("ağaç {{ name }}", dialect="jinja", context=context, values=ValueTable({"name": {"max": 9}}))
    assert subject.alphabet.measure(subject.bounds.most_witness or "")[2] == subject.bounds.most
    assert Subject("ağaç", context=context).alphabet.name == "Turkish (locking shift)"


def test_an_unknown_language_is_refused() -> None:
    context = make_context({"provider": "infobip", "facts": {"national_languages": ["xx"]}})
    with pytest.raises(ConfigError, match="'xx'"):
        _ = Subject("x", context=context).bounds


CHARS = st.text(st.sampled_from("ab €[’“…¼\u200b\tłğşИ\U0001f600"), max_size=12)
SENT = [
    {"provider": name, "smart_encoding": True} for name in ("twilio", "bird", "sinch", "govuk-notify", "telnyx", "aws")
] + [
    {"provider": "infobip", "facts": {"national_languages": ["tr", "es"]}},
    {"appended": " “STOP”", "provider": "sinch"},
]


@pytest.mark.parametrize("context", SENT, ids=lambda context: context["provider"])
@settings(max_examples=60, deadline=None)
@given(CHARS, st.integers(1, 30))
def test_a_concrete_text_has_the_same_count_everywhere(context: dict[str, Any], text: str, times: int) -> None:
    subject = Subject(text * times, context=make_context(context))
    found = subject.bounds
    count = segment(subject.sent_text, subject.alphabet).count
    assert (found.least, found.most, found.exact) == (count, count, True)
    assert found.most_witness == subject.sent_text
