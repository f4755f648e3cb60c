"""For any message and any context the rules answer, and their findings are inside the message."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.rules import packs
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.sender import SENDER_TYPES
from smslint.rules.subject import Subject
from smslint.text.edits import apply_fixes
from smslint.vocabulary import KINDS

PIECES = st.sampled_from(
    ["Reply STOP to opt out", "Text NO to 12345", "20% off", "your code is 123456", "\r\n", "  ", "{{ name }}", "{% if a %}", "{% endif %}",
     "{#var#}", "@acme.example #123456", "<#>", "https://a@1.2.3.4/x", "http://xn--a.b", "bit.ly/x", "(광고)", "[QC]", "【x】", "무료수신거부 080",
     "Dear ,", "F R E E", "!!!", "4111 1111 1111 1111", "\u200b", "e\u0301", "аcme", "payday loan", "password: Xy12!abc", "…", "’", "STOP au 36111",
     "Reply CANCEL to cancel your visit", "None", "undefined", "%s", "${x}", "+60 3 1234 5678"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=6).map(" ".join)
CONTEXTS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(KINDS),
        "regions": st.lists(st.sampled_from(["US", "KR", "FR", "VN", "IN", "CN", "MY", "TR", "SG", "HK", "LU"]), max_size=3),
        "sender": st.sampled_from(SENDER_TYPES),
        "provider": st.sampled_from(["twilio", "telnyx", "octopods", "aws", "govuk-notify"]),
        "brand": st.just("Acme"),
        "appended": st.just(" Bye."),
        "prepended": st.sampled_from(["Acme: ", ""]),
        "locale": st.sampled_from(["en", "fr-FR", "ko", "zh-Hans", "xx"]),
        "program": st.sampled_from(["confirmation", "help", "stop"]),
        "consent": st.sampled_from(["express", "none"]),
        "at": st.sampled_from(["2026-11-22T03:00:00+00:00", "2026-11-24T12:00:00Z", "2026-12-25T12:00:00-08:00"]),
        "facts": st.fixed_dictionaries(
            {},
            optional={
                "suppressed": st.just(True),
                "sent_last_24h": st.integers(0, 5),
                "state": st.sampled_from(["FL", "TX", "ZZ"]),
                "dlt_template": st.just("Order {#var#} of {#numeric#}"),
                "isolation_marks": st.just(True),
                "empty_fields": st.just(["name"]),
                "null_fields": st.just(["name"]),
                "columns": st.just(["vip tier"]),
            },
        ),
    },
)  # fmt: skip
RECIPIENTS = st.none() | st.sampled_from(["+13055550100", "+821012345678", "+33123456789", "18005550199", "hello", ""])


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["plain", "jinja", "django", "brace"]), CONTEXTS, RECIPIENTS)
def test_the_rules_answer_and_point_inside(text: str, dialect: str, known: dict[str, Any], to: str | None) -> None:
    subject = Subject(text, dialect=dialect, to=to, context=make_context(known))
    found = run(packs.load().rules, subject, ("message", "recipient", "send", "config"))
    for finding in found:
        assert 0 <= finding.span.start <= finding.span.end <= len(text), finding
        assert finding.message.strip()
        assert "did not run" not in finding.message
        for label in finding.labels:
            assert 0 <= label.span.start <= label.span.end <= len(text)
        if finding.fix is not None:
            assert 0 <= finding.fix.span.start <= finding.fix.span.end <= len(text)
    apply_fixes(text, [finding.fix for finding in found if finding.fix is not None])


@settings(max_examples=60, deadline=None)
@given(TEXTS, CONTEXTS)
def test_the_same_message_gets_the_same_answer(text: str, known: dict[str, Any]) -> None:
    rules = packs.load().rules
    first = run(rules, Subject(text, context=make_context(known)))
    assert run(tuple(reversed(rules)), Subject(text, context=make_context(known))) == first
