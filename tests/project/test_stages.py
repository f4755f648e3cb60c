"""Merge fields in the literals of a template: each becomes an opaque placeholder at its place."""

from __future__ import annotations

from itertools import pairwise

import pytest

from smslint.dialects import parse
from smslint.project.stages import with_fields
from smslint.text.tree import Placeholder, leaves

SOURCES = [
    ("Hi *|FNAME|* you", ["*|FNAME|*"]),
    ("*|FNAME|*", ["*|FNAME|*"]),
    ("{{ a }} Hi *|FNAME|* and %%name%% ok", ["*|FNAME|*", "%%name%%"]),
    ("{% if a %}x *|FNAME|*{% else %}%%name%%{% endif %} {{ b }} *|X|*", ["%%name%%", "*|FNAME|*", "*|X|*"]),
    ("{{ a }}{% for i in x %}*|A|*-*|B|*{% else %}*|C|*{% endfor %}", ["*|A|*", "*|B|*", "*|C|*"]),
    ("{{ a }} and no field", []),
]


@pytest.mark.parametrize(("source", "fields"), SOURCES)
def test_fields_become_opaque_placeholders_and_the_tree_still_tiles_the_source(source: str, fields: list[str]) -> None:
    changed, found = with_fields(parse(source, "jinja"), source)
    assert sorted(source[each.start : each.end] for each in found) == sorted(fields)
    parts = list(leaves(changed))
    opaque = [each.span for each in parts if isinstance(each, Placeholder) and each.opaque]
    assert sorted(source[span.start : span.end] for span in opaque) == sorted(fields)
    assert (parts[0].span.start, parts[-1].span.end) == (0, len(source))
    assert all(one.span.end == two.span.start for one, two in pairwise(parts))


def test_nothing_is_known_between_fields_that_choose_what_is_sent() -> None:
    source = "Hi *|IF:A|*{{ b }}*|END:IF|* you"
    changed, found = with_fields(parse(source, "jinja"), source)
    assert len(found) == 2
    assert [(each.name, each.opaque) for each in leaves(changed) if isinstance(each, Placeholder)] == [
        ("*|IF:A|*", True)
    ]
