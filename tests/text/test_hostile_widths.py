"""Templates of a few characters that ask for texts of gigabytes: the length is then unknown, and nothing of that size is made."""

from __future__ import annotations

import tracemalloc

import pytest

import smslint
from smslint.dialects import parse
from smslint.dialects.functions.results import exact_change
from smslint.text.tree import Call, Placeholder, walk
from smslint.text.values import LONGEST

NINES = "9" * 5000
HUGE = [
    ("django", "{{ a|ljust:700000000 }}"),
    ("django", f"{{{{ a|ljust:{NINES} }}}}"),
    ("django", f'{{{{ a|slice:":{NINES}" }}}}'),
    ("django", "{{ a|center:999999999999999999999999999999 }}"),
    ("jinja", "{{ a|center(100000000) }}"),
    ("jinja", "{{ a|truncate(100000000, true, '') }}"),
    ("jinja", f"{{{{ a[:{NINES}] }}}}"),
    ("jinja", f"{{{{ a.ljust({NINES}) }}}}"),
    ("liquid", "{{ a | truncate: 100000000 }}"),
    ("liquid", f"{{{{ a | slice: 0, {NINES} }}}}"),
    ("brace", "{a:>9999999999}"),
    ("jinja", "{{ a.zfill(700000000) }}"),
    ("jinja", "{{ a|center(700000000) }}"),
    ("jinja", "{{ '%700000000s'|format(a) }}"),
    ("jinja", "{{ '{:>700000000}'.format(a) }}"),
    ("jinja", "{{ 'x' * 700000000 }}"),
    ("jinja", "{{ a|indent(700000000, true) }}"),
    ("django", "{{ a|stringformat:'700000000s' }}"),
    ("django", "{{ '1.5'|floatformat:'700000000' }}"),
    ("twig", "{{ '%700000000s'|format(a) }}"),
    ("twig", "{{ 5|number_format(700000000) }}"),
    ("liquid", "{% for i in (1..700000000) %}{{ a }}{% endfor %}"),
    ("erb", "<%= a.ljust(700000000) %>"),
    ("erb", "<%= 'x' * 700000000 %>"),
    ("erb", "<%= 1.5.round(700000000) %>"),
    ("erb", "<%= format('%700000000d', 5) %>"),
    ("blade", "{{ str_pad($a, 700000000) }}"),
    ("blade", "{{ str_repeat('x', 700000000) }}"),
    ("blade", "{{ sprintf('%700000000s', $a) }}"),
    ("blade", "{{ number_format(5, 700000000) }}"),
    ("go", '{{ printf "%700000000d" 5 }}'),
    ("csharp", "{0:D700000000}"),
    ("terraform", '${format("%700000000s", a)}'),
    ("fluent", "{ NUMBER($a, minimumIntegerDigits: 700000000) }"),
    ("percent", "%9999999999d"),
    ("percent", f"%.{NINES}s"),
    ("go", '{{ printf "%9999s" .a }}'),
    ("jinja", "{{ a" + "|replace('a', 'aaaaaaaaaa')" * 12 + " }}"),
    (
        "jinja",
        "{{ a" + "".join(f"|replace('{letter}', '{letter.upper()}')" for letter in "bcdefghijklmnopqrstuvw") + " }}",
    ),
    ("liquid", "{{ a" + " | replace: 'a', 'aaaaaaaaaa'" * 12 + " }}"),
    ("jinja", "{{ a }}" * 2000),
    ("jinja", "{% for b in x %}{% for c in x %}{{ a }}{% endfor %}{% endfor %}"),
]
VALUES: list[dict[str, dict[str, object]]] = [
    {},
    {"a": {"max": LONGEST}, "x": {"max_items": 1000}},
    {"a": {"enum": ["bcdefghijklmnopqrstuvw", "a" * 200]}, "x": {"max_items": 1000}},
]


@pytest.mark.parametrize(("dialect", "source"), HUGE, ids=[f"{dialect}-{source[:24]}" for dialect, source in HUGE])
def test_memory_stays_in_proportion(dialect: str, source: str) -> None:
    tree = parse(source, dialect)
    tracemalloc.start()
    try:
        for values in VALUES:
            found = smslint.bounds(tree, values)
            assert found.most is None or found.most >= found.least
        for node in walk(tree):
            if isinstance(node, Placeholder):
                change = exact_change(dialect, node.calls)
                assert change is None or len(change("a" * 1000)) <= LONGEST
        assert tracemalloc.get_traced_memory()[1] < 64 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_width_that_a_message_can_have_is_exact() -> None:
    found = smslint.bounds(parse("{{ a|ljust:200 }}", "django"), {"a": {"max": 10}})
    assert found.least == 2
    assert found.most is not None
    (node,) = (each for each in walk(parse("{{ a|ljust:20 }}", "django")) if isinstance(each, Placeholder))
    change = exact_change("django", node.calls)
    assert change is not None
    assert change("ab") == "ab" + " " * 18


def test_replacements_that_make_a_cell_much_longer_are_not_computed() -> None:
    long = Call("replace", ("a", "a" * 60), source="replace")
    assert exact_change("jinja", [long]) is not None
    assert exact_change("jinja", [long, long]) is None
