"""Bounds with smart encoding, against brute force over all renderings of small templates near the boundaries."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.text.bounds import bounds
from smslint.text.gsm7 import GSM7
from smslint.text.substitution_bounds import sent_bounds
from smslint.text.substitutions import apply, table
from smslint.text.tree import Arm, Branch, Node, Placeholder, Sequence
from tests.text.test_bounds import NOWHERE, hole, lit, renderings, seq

# One character of each cost before and after Twilio's replacement: nothing, one septet, two, three; kept, and kept in two units.
MEMBERS = "a€ł\U0001f600¼’｛\u200b"
DECLARED: dict[str, dict[str, Any]] = {
    "any1": {"max": 1, "charset": "any"},
    "any2": {"min": 1, "max": 2, "charset": "any"},
    "gsm": {"max": 2, "charset": "gsm7_basic"},
    "quoted": {"enum": ["“a”", "a", "¼¼"]},
    "mixed": {"enum": ["“ł”", "", "’’"]},
    "long": {"enum": ["’" * 70, "a" * 80, "¼" * 60]},
}
STRINGS = {
    "any1": ["", *MEMBERS],
    "any2": [*MEMBERS, *map("".join, product(MEMBERS, repeat=2))],
    "gsm": ["", "a", "aa"],
} | {name: setting["enum"] for name, setting in DECLARED.items() if "enum" in setting}
BRUTE = {name: {"enum": strings} for name, strings in STRINGS.items()}

FILL = [("a", n) for n in (60, 64, 66, 67, 68, 69, 70, 149, 150, 151, 152, 158, 159, 160, 161)] + [
    ("’", n) for n in (1, 65, 68, 70, 71, 153, 159)
] + [("¼", n) for n in (1, 22, 23, 50, 53)] + [("｛", 76), ("ł", 66), ("\U0001f600", 1), ("\u200b", 70)]  # fmt: skip
PIECES = st.sampled_from(FILL).map(lambda fill: lit(fill[0] * fill[1])) | st.sampled_from(sorted(DECLARED)).map(hole)
BRANCHES = st.lists(st.lists(PIECES, max_size=1).map(lambda parts: seq(*parts)), min_size=1, max_size=3)
TEMPLATES = st.lists(PIECES | BRANCHES.map(lambda arms: Branch(tuple(map(Arm, arms)), NOWHERE)), max_size=4).map(
    lambda parts: seq(*parts)
)


def every(text: Sequence) -> set[str]:
    """All renderings; an exact list used in several places has the same value everywhere."""
    names = list(names_of(text))
    repeated = sorted({name for name in names if names.count(name) > 1 and "enum" in DECLARED[name]})
    return set().union(*(
        renderings(text, BRUTE, dict(zip(repeated, choice, strict=True)))
        for choice in product(*(STRINGS[name] for name in repeated))
    ))  # fmt: skip


def names_of(node: Node) -> list[str]:
    if isinstance(node, Sequence | Branch):
        return [
            name
            for part in (node.parts if isinstance(node, Sequence) else [arm.body for arm in node.arms])
            for name in names_of(part)
        ]
    return [node.name] if isinstance(node, Placeholder) else []


def size(text: Sequence) -> int:
    total = 1
    for name in names_of(text):
        total *= len(STRINGS[name])
    return total


@pytest.mark.parametrize("policy", ["partial", "all_or_nothing", "only_if_needed"])
@settings(max_examples=150, deadline=None)
@given(TEMPLATES.filter(lambda text: size(text) <= 700))
def test_bounds_as_sent_equal_brute_force(policy: str, text: Sequence) -> None:
    found = sent_bounds(text, DECLARED, GSM7, "twilio", policy)
    measures = [GSM7.measure(apply(rendering, table("twilio"), policy)) for rendering in every(text)]
    assert found.least == min(count for _, _, count in measures)
    most = max(count for _, _, count in measures)
    assert found.most is not None
    assert found.most == most if found.exact else found.most > most
    assert found.exact or policy == "only_if_needed"
    assert set(found.encodings) == {encoding for encoding, _, _ in measures} or policy == "only_if_needed"
    assert GSM7.measure(found.least_witness)[2] == found.least
    if found.exact:
        assert found.most_witness is not None
        assert GSM7.measure(found.most_witness)[1:] == (found.most_units, found.most)


CASES = [
    # Twilio, Octopods' channel: everything possible is replaced, also in a text that stays UCS-2.
    ("It’s “here”" + "x" * 140, "twilio", "partial", 1),
    ("It’s “here”" + "x" * 60, "twilio", "none", 2),
    ("It’s \U0001f600" + "x" * 65, "twilio", "partial", 2),
    # Bird and Webex: all or nothing.
    ("It’s here" + "x" * 140, "webex", "all_or_nothing", 1),
    ("¼ " + "x" * 66 + "\U0001f600", "smslint", "all_or_nothing", 1),
    ("¼ " + "x" * 66 + "\U0001f600", "smslint", "partial", 2),
    # Sinch: only a text that does not fit one segment.
    ("¼" * 70, "sinch", "only_if_needed", 1),
    ("¼" * 71, "sinch", "only_if_needed", 2),
    ("¼" * 70, "sinch", "partial", 2),
    # GOV.UK Notify: partial, on by default; accents stay.
    ("It’s…" + "x" * 150, "govuk-notify", "partial", 1),
    ("ó" + "x" * 70, "govuk-notify", "partial", 2),
]


@pytest.mark.parametrize(("text", "name", "policy", "count"), CASES)
def test_policies_on_concrete_texts(text: str, name: str, policy: str, count: int) -> None:
    found = sent_bounds(parse(text, "plain"), None, GSM7, name, policy)
    assert (found.least, found.most, found.exact) == (count, count, True)


def test_curly_quotes_cost_nothing_and_a_name_may_still_force_ucs_2() -> None:
    text = parse("“Hello” {{ name }}, see you at your usual place tomorrow evening.", "jinja")
    values = {"name": {"max": 30}}
    plain = bounds(text, values)
    sent = sent_bounds(text, values, GSM7, "twilio", "partial")
    assert (plain.encodings, sent.encodings) == (("UCS-2",), ("GSM-7", "UCS-2"))
    assert sent.flipped_by == ("name",)
    assert "“" not in (sent.most_witness or "")


def test_an_undeclared_placeholder_stays_unbounded() -> None:
    for policy in ("none", "partial", "all_or_nothing", "only_if_needed"):
        found = sent_bounds(parse("’ {{ name }}", "jinja"), None, GSM7, "sinch", policy)
        assert (found.least, found.most, found.unbounded_by, found.exact) == (1, None, "name", True)


def test_a_limit_that_no_rendering_reaches_is_not_exact() -> None:
    # Forty quarters and an emoji are three segments after replacement, but fit one unchanged, so they are sent unchanged.
    # A text that does not fit has at least fifteen emoji, and then two segments are enough.
    text = seq(lit("x" * 15), hole("name"))
    found = sent_bounds(text, {"name": {"max": 41, "charset": "any"}}, GSM7, "sinch", "only_if_needed")
    assert (found.least, found.most, found.exact) == (1, 3, False)
    assert GSM7.measure(found.most_witness or "")[2] == 2
