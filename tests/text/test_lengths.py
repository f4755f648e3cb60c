"""Least and most characters of a template: a table, and the lengths of all renderings of small templates."""

from __future__ import annotations

from itertools import product

import pytest

from smslint.dialects import parse
from smslint.text.lengths import lengths
from smslint.text.values import ValueTable

VALUES = {
    "name": {"min": 1, "max": 3, "charset": "gsm7_basic"},
    "word": {"enum": ["", "ab", "abcde"]},
    "any": {"max": 4, "charset": "any"},
    "steps": {"min_items": 1, "max_items": 2},
    "some": {"max_items": 3},
    "open": {"min_items": 2},
}

ROWS: list[tuple[str, int, int | None]] = [
    ("", 0, 0),
    ("Hi €", 4, 4),
    ("Hi {{ name }}", 4, 6),
    ("{{ word }}", 0, 5),
    ("{{ any }}", 0, 4),
    ("{{ unknown }}", 0, None),
    ("{{ name }}{{ unknown }}", 1, None),
    ("{% if a %}four{% else %}{{ name }}{% endif %}", 1, 4),
    ("{% if a %}four{% endif %}", 0, 4),
    ("{% if a %}four{% else %}{{ unknown }}{% endif %}", 0, None),
    ("{% if a %}{{ unknown }}{% else %}four{% endif %}", 0, None),
    ("{% for x in steps %}ab{% endfor %}", 2, 4),
    ("{% for x in some %}ab{% endfor %}", 0, 6),
    ("{% for x in some %}ab{% else %}12345678{% endfor %}", 2, 8),
    ("{% for x in some %}ab{% else %}1{% endfor %}", 1, 6),
    ("{% for x in steps %}ab{% else %}12345678{% endfor %}", 2, 4),
    ("{% for x in open %}ab{% endfor %}", 4, None),
    ("{% for x in items %}{% endfor %}a", 1, 1),
    ("{% for x in steps %}{{ unknown }}{% endfor %}", 0, None),
]


@pytest.mark.parametrize(("source", "least", "most"), ROWS)
def test_least_and_most_characters(source: str, least: int, most: int | None) -> None:
    assert tuple(lengths(parse(source, "jinja"), ValueTable(VALUES))) == (least, most)


def test_they_are_those_of_all_renderings() -> None:
    words = ["", "ab", "abcde"]
    source = "{{ word }}x{% if a %}{{ word }}{% else %}1234567{% endif %}"
    found = {len(f"{one}x{two}") for one, two in product(words, [*words, "1234567"])}
    assert tuple(lengths(parse(source, "jinja"), ValueTable(VALUES))) == (min(found), max(found))
