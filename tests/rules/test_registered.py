"""Texts held against templates that were registered for them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import smslint
from smslint.rules import packs
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.registered import LIMITS, VARIABLE, Hole, best_split
from smslint.rules.subject import Subject
from smslint.text.values import ValueTable

LONG = "x" * 35

# template, text, what is wrong (None: it fits)
TEXTS = [
    ("Code {#numeric#} for {#alphanumeric#}. Acme", "Code 4821 for login. Acme", None),
    ("Code {#numeric#} for {#alphanumeric#}. Acme", "code 4821 for login. Acme", "differs"),
    ("Code {#numeric#} for {#alphanumeric#}. Acme", "Code 4821 for login.  Acme", "differs"),
    ("Code {#numeric#} for {#alphanumeric#}. Acme", "Code 4821 for login. Acme!", "differs"),
    ("Code {#numeric#}. Acme", "Code AB12. Acme", "is not what {#numeric#} holds"),
    ("Code {#numeric#}. Acme", "Code . Acme", "is not what {#numeric#} holds"),
    ("Code {#numeric#}. Acme", "Code 1,250.00. Acme", None),
    ("Code {#var#}. Acme", "Code . Acme", None),
    # any split that fits is a match
    ("Hi {#alphanumeric#} for {#alphanumeric#}. Acme", "Hi seats for two for Friday. Acme", None),
    ("Hi {#alphanumeric#} {#numeric#}", "Hi Ann Lee 12", None),
    ("Hi {#numeric#} {#alphanumeric#}", "Hi 12 Ann Lee", None),
    ("Hi {#var#}{#var#}. Acme", f"Hi {LONG}. Acme", None),  # 35 characters in two variables of 30
    ("Hi {#var#}{#var#}. Acme", f"Hi {LONG}{LONG}. Acme", "the limit is 30"),
    ("Hi {#numeric#}{#alphanumeric#}", "Hi 12ab", None),
    ("Hi {#alphanumeric#}. Acme", f"Hi {'x' * 40}. Acme", None),
    ("Hi {#alphanumeric#}. Acme", f"Hi {'x' * 41}. Acme", "the limit is 40"),
    # links, numbers to call, addresses
    ("See {#url#} Acme", "See https://acme.example/a Acme", None),
    ("See {#url#} Acme", "See our shop Acme", "is not what {#url#} holds"),
    ("Call {#cbn#} Acme", "Call +91 80 1234 5678 Acme", None),
    ("Call {#cbn#} Acme", "Call us Acme", "is not what {#cbn#} holds"),
    ("Write {#email#} Acme", "Write a@acme.example Acme", None),
    ("Write {#email#} Acme", "Write acme.example Acme", "is not what {#email#} holds"),
    ("Write {#email#} Acme", "Write a@b@c Acme", "is not what {#email#} holds"),
    ("Write {#email#} Acme", "Write a@b Acme", "is not what {#email#} holds"),
    ("Write {#email#} Acme", "Write a.b+c@mail.acme.example Acme", None),
    ("Call {#cbn#} Acme", "Call 12 Acme", "is not what {#cbn#} holds"),
    ("Call {#cbn#} Acme", "Call ++++ Acme", "is not what {#cbn#} holds"),
    ("Call {#cbn#} Acme", "Call 1800-123-4567 Acme", None),
    ("Call {#cbn#} Acme", "Call 1930 Acme", None),
    ("See {#url#} Acme", "See 1.5 Acme", "is not what {#url#} holds"),
    ("See {#url#} Acme", "See https:// Acme", "is not what {#url#} holds"),
    ("See {#url#} Acme", "See acme.example/a?b=1 Acme", None),
    ("Get {#urlott#} Acme", "Get market://details?id=a Acme", None),
    ("Get {#urlott#} Acme", "Get the app Acme", "is not what {#urlott#} holds"),
    # digits, and letters and digits: other signs are refused by all operators, or by some
    ("Paid {#number#}. Acme", "Paid 1,250.00. Acme", None),
    ("Paid {#numeric#}. Acme", "Paid !!!. Acme", "is not what {#numeric#} holds"),
    ("Paid {#numeric#}. Acme", "Paid ₹50. Acme", "is not what {#numeric#} holds"),
    ("Paid {#numeric#}. Acme", "Paid . Acme", "is not what {#numeric#} holds"),
    ("For {#alphanumeric#}. Acme", "For Ann Lee 12. Acme", None),
    ("For {#alphanumeric#}. Acme", "For आपका 12. Acme", None),
    ("For {#alphanumeric#}. Acme", "For https://evil.example. Acme", "is not what {#alphanumeric#} holds"),
    ("For {#alphanumeric#}. Acme", "For www.evil.example. Acme", "is not what {#alphanumeric#} holds"),
    ("For {#alphanumeric#}. Acme", "For ann@evil.example. Acme", "is not what {#alphanumeric#} holds"),
    ("For {#var#}. Acme", "For https://acme.example!. Acme", None),
    # a text that is not filled, and templates without variables
    ("Code {#numeric#}. Acme", "Code {#numeric#}. Acme", "still has the variable"),
    ("Code {#var#}. Acme", "Code {#var#}. Acme", "still has the variable"),
    ("Your order is ready. Acme", "Your order is ready. Acme", None),
    ("Your order is ready. Acme", "Your order is ready", "differs"),
    ("{#alphanumeric#} (50% off)", "Ann (50% off)", None),
]  # fmt: skip


def problems(
    template: str, text: str, dialect: str = "plain", values: dict[str, Any] | None = None
) -> list[tuple[str, str]]:
    context = make_context({"kind": "transactional", "regions": ["IN"], "facts": {"dlt_template": template}})
    rule = packs.load().find("DLT001")
    assert rule is not None
    subject = Subject(text, dialect=dialect, context=context, values=ValueTable(values or {}))
    found = [(each.severity.label, each.message) for each in run([rule], subject, ("message",))]
    return [each for each in found if "is not allowed in a registered template" not in each[1]]


@pytest.mark.parametrize(("template", "text", "problem"), TEXTS)
def test_texts_and_their_templates(template: str, text: str, problem: str | None) -> None:
    found = problems(template, text)
    assert len(found) == (problem is not None)
    assert problem is None or (found[0][0] == "error" and problem in found[0][1])


DOUBTFUL = [
    ("On {#numeric#}. Acme", "On 12/11/2026. Acme", "has signs"),
    ("At {#numeric#}. Acme", "At 10:30. Acme", "has signs"),
    ("Order {#alphanumeric#}. Acme", "Order OD-12/7. Acme", "has signs"),
    ("Hi {#alphanumeric#}, {#numeric#} left", "Hi Ann, 2, 3 left", "has signs"),
]


@pytest.mark.parametrize(("template", "text", "problem"), DOUBTFUL)
def test_signs_that_some_operators_refuse_are_a_warning(template: str, text: str, problem: str) -> None:
    ((severity, message),) = problems(template, text)
    assert severity == "warning"
    assert problem in message


FORMS = [
    ("{#alphanumeric#} has {#numeric#} left", False),
    ("{#alphanumeric#}{#numeric#} left", True),
    ("{#alphanumeric#} {#numeric#} left", True),
    ("{#alphanumeric#}, {#numeric#} left", True),
    ("{#alphanumeric#} - ({#numeric#}) left", True),
    ("{#alphanumeric#} को {#numeric#} left", False),
    ("{#numeric#} left", False),
]


@pytest.mark.parametrize(("template", "touch"), FORMS)
def test_variables_need_a_word_between_them(template: str, touch: bool) -> None:
    """TRAI, 2025-11-18: not contiguous, and not separated by spaces, commas or special characters only."""
    report = smslint.check("Acme", kind="transactional", config={"regions": ["IN"]}, facts={"dlt_template": template})
    assert any("variables that touch" in each.message for each in report.findings) is touch


HOLES: list[tuple[str, str, dict[str, Any], list[tuple[str, str]]]] = [
    ("Code {#numeric#} for {#alphanumeric#}", "Code {{ code }} for {{ name }}", {"code": {"type": "otp"}, "name": {"max": 20}}, []),
    ("Code {#numeric#}", "Code {{ code }}", {"code": {"max": 8, "charset": "any"}}, [("warning", "may not be")]),
    ("Code {#numeric#}", "Code {{ code }}", {"code": {"enum": ["12", "34"]}}, []),
    ("Code {#numeric#}", "Code {{ code }}", {"code": {"enum": ["12", "AB"]}}, [("warning", "may not be")]),
    ("Code {#alphanumeric#}", "Code {{ code }}", {}, [("warning", "no declared length")]),
    ("Code {#alphanumeric#}", "Code {{ a }} {{ b }}", {"*": {"max": 20}}, [("error", "can have 41 characters")]),
    ("Code {#alphanumeric#}{#alphanumeric#}", "Code {{ a }} {{ b }}", {"*": {"max": 20}}, []),
    ("See {#url#}", "See {{ link }}", {}, []),
]  # fmt: skip


@pytest.mark.parametrize(("template", "text", "values", "expected"), HOLES)
def test_placeholders_in_a_registered_text(
    template: str, text: str, values: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    found = problems(template, text, "jinja", values)
    assert [severity for severity, _ in found] == [severity for severity, _ in expected]
    assert all(words in message for (_, words), (_, message) in zip(expected, found, strict=True))


PIECES = st.lists(
    st.sampled_from([*(f"{{#{name}#}}" for name in ("numeric", "number", "var", "alphanumeric", "url", "cbn", "email")), "a", " ", "1", ".", "a@"]),
    min_size=1, max_size=5,
)  # fmt: skip
# What fits at every operator, and what at some: written again, and tried on every split.
EXACT = {
    "var": r"(?s:.*)",
    "numeric": r"[.,]*[0-9][0-9.,]*",
    "number": r"[.,]*[0-9][0-9.,]*",
    "alphanumeric": r"[a-z0-9 ]+",
    "url": r"(?:[a-z0-9-]+[.])+[a-z]{2,}",
    "cbn": r"(?:[0-9][ -]{0,2}){3,14}[0-9]",
    "email": r"[^ @]+@(?:[a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z]{2,}",
}
SOME = {**EXACT, "numeric": r"[ .,-]*[0-9][0-9 .,-]*", "number": r"[ .,-]*[0-9][0-9 .,-]*", "alphanumeric": r"[^@]+"}


def splits(template: str, text: str) -> list[list[tuple[str, str]]]:
    """Every way in which the text can be read as the template, by brute force."""
    literal, *rest = VARIABLE.split(template, maxsplit=1)
    if not text.startswith(literal):
        return []
    text = text[len(literal) :]
    if not rest:
        return [[]] if not text else []
    name, after = rest
    found = range(len(text) + 1)
    return [[(name, text[:end]), *more] for end in found for more in splits(after, text[end:])]


def best(template: str, text: str) -> int | None:
    """0: some split fits everywhere; 1: at some operators; 2: it has another type of value; ``None``: the words differ."""
    every = splits(template, text)
    fits = [
        [all(re.fullmatch(forms[name], value) for name, value in each) for each in every] for forms in (EXACT, SOME)
    ]
    return None if not every else 0 if any(fits[0]) else 1 if any(fits[1]) else 2


@st.composite
def filled(draw: st.DrawFn) -> tuple[str, str]:
    """A template and a text, most often one that was made from it."""
    template = "".join(draw(PIECES))
    value = st.sampled_from(
        ["12", "1234", "1.5", "1-2", "ab", "a b", "a.b", "ab.ab", "a@ab.ab", "a@b@c", "", " ", "-", "1 a"]
    )
    made = VARIABLE.sub(lambda _: draw(value), template)
    return template, draw(st.one_of(st.just(made), st.text(alphabet="a1 .@-", max_size=9)))


@settings(max_examples=400)
@given(filled())
@example(("{#alphanumeric#}{#numeric#}", "1.a1-"))
def test_the_split_agrees_with_a_search_of_all_splits(case: tuple[str, str]) -> None:
    """On texts that no limit concerns."""
    values = best_split(*case)
    answer = (
        None
        if values is None
        else 2
        if any(value.of_another_type for value in values)
        else int(any(value.doubtful for value in values))
    )
    assert answer == best(*case)


LIMITED = {"var": r"(?s:.{0,30})", "numeric": r"(?=[.,]*[0-9])[0-9.,]{1,30}", "alphanumeric": r"[A-Za-z0-9 ]{1,40}"}
WORDS = st.sampled_from(["", " ", "a", "1", "-", " to ", "a a", "OK"])
VALUES = [
    "",
    "1",
    "a",
    "1a",
    "a1 b",
    "12.5",
    "x" * 30,
    "7" * 30,
    "x" * 31,
    "7" * 31,
    "z" * 40,
    "z" * 41,
    "a a a",
    "-1",
    "OKOK",
]


@settings(max_examples=400)
@given(st.data())
def test_the_split_agrees_with_a_regular_expression_that_knows_the_limits(data: st.DataObject) -> None:
    """A regular expression tries every split, too; its repeats are the limits."""
    names = data.draw(st.lists(st.sampled_from(sorted(LIMITED)), min_size=1, max_size=4))
    first, *others = data.draw(st.lists(WORDS, min_size=len(names) + 1, max_size=len(names) + 1))
    template = first + "".join(f"{{#{name}#}}{word}" for name, word in zip(names, others, strict=True))
    text = first + "".join(data.draw(st.sampled_from(VALUES)) + word for word in others)
    pattern = re.escape(first) + "".join(
        LIMITED[name] + re.escape(word) for name, word in zip(names, others, strict=True)
    )
    values = best_split(template, text)
    exact = values is not None and all(value.cost == 0 for value in values)
    assert exact == (re.fullmatch(pattern, text) is not None)


@given(st.lists(st.one_of(st.sampled_from("ab "), st.integers(0, 40)), max_size=12))
def test_a_value_counts_its_characters_and_placeholders(parts: list[str | int]) -> None:
    units = [Hole("n", part, letters=False) if isinstance(part, int) else part for part in parts]
    values = best_split("{#alphanumeric#}", units)
    assert values is not None
    most = sum(part if isinstance(part, int) else 1 for part in parts)
    assert (values[0].most, values[0].too_long) == (most, most > LIMITS["alphanumeric"])
