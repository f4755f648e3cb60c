"""Texts held against templates that were registered for them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    ("Hi {#alphanumeric#}, {#numeric#} left", "Hi Ann, 2, 3 left", None),
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


HOLES: list[tuple[str, str, dict[str, Any], list[tuple[str, str]]]] = [
    ("Code {#numeric#} for {#alphanumeric#}", "Code {{ code }} for {{ name }}", {"code": {"type": "otp"}, "name": {"max": 20}}, []),
    ("Code {#numeric#}", "Code {{ code }}", {"code": {"max": 8, "charset": "any"}}, [("warning", "may not be")]),
    ("Code {#numeric#}", "Code {{ code }}", {"code": {"enum": ["12", "34"]}}, []),
    ("Code {#numeric#}", "Code {{ code }}", {"code": {"enum": ["12", "AB"]}}, [("warning", "may not be")]),
    ("Code {#alphanumeric#}", "Code {{ code }}", {}, [("warning", "no declared length")]),
    ("Code {#alphanumeric#}", "Code {{ a }}-{{ b }}", {"*": {"max": 20}}, [("error", "can have 41 characters")]),
    ("Code {#alphanumeric#}{#alphanumeric#}", "Code {{ a }}-{{ b }}", {"*": {"max": 20}}, []),
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
    st.sampled_from(["{#numeric#}", "{#var#}", "{#alphanumeric#}", "a", " ", "1", "ab"]), min_size=1, max_size=5
)


@given(PIECES, st.text(alphabet="a1 b", max_size=9))
def test_the_split_agrees_with_a_search_of_all_splits(pieces: list[str], text: str) -> None:
    """The oracle is a regular expression that knows the types, on texts that no limit concerns."""
    template = "".join(pieces)
    classes = {"numeric": r"[^a-z]+", "alphanumeric": r".+", "var": r".*"}
    strict = "".join(
        [classes[piece] if at % 2 else re.escape(piece) for at, piece in enumerate(VARIABLE.split(template))]
    )
    loose = "".join([".*" if at % 2 else re.escape(piece) for at, piece in enumerate(VARIABLE.split(template))])
    values = best_split(template, text)
    assert (values is not None) is (re.fullmatch(loose, text) is not None)
    assert (values is not None and not any(value.cost for value in values)) is (re.fullmatch(strict, text) is not None)


@given(st.lists(st.one_of(st.sampled_from("ab "), st.integers(0, 40)), max_size=12))
def test_a_value_counts_its_characters_and_placeholders(parts: list[str | int]) -> None:
    units = [Hole("n", part, letters=False) if isinstance(part, int) else part for part in parts]
    values = best_split("{#alphanumeric#}", units)
    assert values is not None
    most = sum(part if isinstance(part, int) else 1 for part in parts)
    assert (values[0].most, values[0].too_long) == (most, most > LIMITS["alphanumeric"])
