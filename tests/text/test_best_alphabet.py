"""Bounds over the best of several alphabets, against brute force over small Turkish and Hindi templates."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.text import national
from smslint.text.segmentation import segment
from smslint.text.tree import Arm, Branch, Loop, Node, Placeholder, Sequence
from tests.text.test_bounds import NOWHERE, hole, lit, renderings, seq

LANGUAGES = ("tr", "hi")
DECLARED: dict[str, dict[str, Any]] = {
    "name": {"max": 1, "charset": "any"},
    "code": {"max": 2, "charset": "digits"},
    "word": {"enum": ["ğ", "न", "è", "A"]},
    "long": {"enum": ["ş" * 90, "न" * 80, "A" * 130, "€" * 80]},
}
# Together they cover: one or two septets in each table, or not in any table.
STRINGS = {
    "name": ["", "a", "è", "Ω", "€", "[", "ł", "\U0001f600"],
    "code": ["", "0", "00"],
    "word": DECLARED["word"]["enum"],
    "long": DECLARED["long"]["enum"],
}
BRUTE = {name: {"enum": strings} for name, strings in STRINGS.items()}
FILL = [("a", n) for n in (60, 66, 69, 70, 145, 148, 149, 152, 155, 159, 160)] + [
    ("ğ", n) for n in (1, 66, 70, 77, 146)
] + [("न", n) for n in (1, 67, 70, 149, 155)] + [("A", 72), ("€", 75), ("è", 1), ("ł", 1)]  # fmt: skip
PIECES = st.sampled_from(FILL).map(lambda fill: lit(fill[0] * fill[1])) | st.sampled_from(sorted(DECLARED)).map(hole)
BRANCHES = st.lists(st.lists(PIECES, max_size=1).map(lambda parts: seq(*parts)), min_size=1, max_size=3)
TEMPLATES = st.lists(PIECES | BRANCHES.map(lambda arms: Branch(tuple(map(Arm, arms)), NOWHERE)), max_size=4).map(
    lambda parts: seq(*parts)
)


def every(text: Sequence) -> set[str]:
    names = [node.name for node in _holes(text)]
    repeated = sorted({name for name in names if names.count(name) > 1 and "enum" in DECLARED[name]})
    return set().union(*(
        renderings(text, BRUTE, dict(zip(repeated, choice, strict=True)))
        for choice in product(*(STRINGS[name] for name in repeated))
    ))  # fmt: skip


def _holes(node: Node) -> list[Placeholder]:
    if isinstance(node, Sequence | Branch):
        return [
            found
            for part in (node.parts if isinstance(node, Sequence) else [arm.body for arm in node.arms])
            for found in _holes(part)
        ]
    return [node] if isinstance(node, Placeholder) else []


def size(text: Sequence) -> int:
    total = 1
    for node in _holes(text):
        total *= len(STRINGS[node.name])
    return total


@settings(max_examples=200, deadline=None)
@given(TEMPLATES.filter(lambda text: size(text) <= 600))
def test_bounds_are_correct_and_exact_where_marked_exact(text: Sequence) -> None:
    found = national.bounds(text, DECLARED, LANGUAGES)
    measures = [national.best(rendering, LANGUAGES)[1] for rendering in every(text)]
    assert found.least == min(count for _, _, count in measures)
    most = max(count for _, _, count in measures)
    assert found.most is not None
    assert found.most == most if found.exact else found.most > most
    assert {encoding for encoding, _, _ in measures} <= set(found.encodings)
    assert national.best(found.least_witness, LANGUAGES)[1][2] == found.least
    assert found.most_witness is not None
    assert (national.best(found.most_witness, LANGUAGES)[1][2] == found.most) == found.exact


def test_each_value_takes_its_best_tables() -> None:
    # In Turkish tables the second value is UCS-2, in Hindi ones the first is: no single alphabet shows that one segment is enough.
    text = parse("{{ greeting }}", "jinja")
    values = {"greeting": {"enum": ["ş" * 140, "न" * 140]}}
    found = national.bounds(text, values, LANGUAGES)
    assert (found.least, found.most, found.exact, found.encodings) == (1, 1, True, ("GSM-7",))
    assert national.bounds(text, values, ["tr"]).most == 3


def test_each_arm_in_the_middle_of_a_text_takes_its_best_tables() -> None:
    text = parse("Hi {% if turkish %}" + "ş" * 135 + "{% else %}" + "न" * 135 + "{% endif %} bye", "jinja")
    found = national.bounds(text, {}, LANGUAGES)
    assert (found.least, found.most, found.exact) == (1, 1, True)
    assert len(found.most_witness or "") == len("Hi  bye") + 135


def test_without_national_characters_nothing_changes() -> None:
    text = parse("Hi {{ name }}, your code is {{ code }}", "jinja")
    for name, limit in (("name", {"max": 20}), ("name", {"max": 200, "charset": "gsm7"})):
        values = {name: limit, "code": {"type": "otp"}}
        found = national.bounds(text, values, ["tr", "es"])
        assert found.exact
        assert found.most == segment(found.most_witness or "").count


@pytest.mark.parametrize("languages", [("tr",), LANGUAGES])
def test_an_undeclared_placeholder_is_unbounded(languages: tuple[str, ...]) -> None:
    found = national.bounds(parse("ağaç {{ name }}", "jinja"), None, languages)
    assert (found.least, found.most, found.unbounded_by, found.exact) == (1, None, "name", True)


def test_a_limit_that_no_rendering_reaches_is_not_exact() -> None:
    # Rounds of a loop are not separated. Only one word is one segment; a mixture is two in single shift tables; the limit
    # is what each alphabet needs for its own worst rendering.
    text = seq(Loop(seq(hole("word")), NOWHERE, "rounds"))
    values: dict[str, dict[str, Any]] = {"word": {"enum": ["ş" * 50, "è" * 50]}, "rounds": {"max_items": 3}}
    found = national.bounds(text, values, ["tr"])
    assert (found.least, found.most, found.exact) == (1, 3, False)
    assert national.best(found.most_witness or "", ["tr"])[1][2] == 2
    worst = max(national.best("".join(words), ["tr"])[1][2] for words in product(values["word"]["enum"], repeat=3))
    assert worst == 2
