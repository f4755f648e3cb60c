"""``break`` and ``continue`` of Liquid, in and outside of loops: what the engine prints is a rendering of our tree."""

from __future__ import annotations

import pytest

from smslint.dialects import parse
from tests.dialects.oracle import check_tree
from tests.engines.engine import engine

TEMPLATES = [
    "a{% for i in none %}x{% else %}b{% break %}c{% endfor %}d",
    "a{% for i in items %}x{% else %}b{% break %}c{% endfor %}d",
    "{% for j in items %}[{% for i in none %}x{% else %}b{% break %}c{% endfor %}]{% endfor %}d",
    "{% for j in items %}[{% for i in none %}x{% else %}b{% continue %}c{% endfor %}]{% endfor %}d",
    "a{% break %}b",
    "a{% if name %}{% break %}{% endif %}b",
    "{% for i in none %}{% else %}{% if name %}{% break %}{% endif %}{% endfor %}d",
    "{% tablerow i in items %}{{ i }}{% break %}{% endtablerow %}d",
    "{% for i in items %}{% for j in none %}{% else %}{% continue %}{% endfor %}z{% else %}q{% endfor %}d",
    "a{% case name %}{% when 'Q' %}{% break %}{% endcase %}b",
    "a{% capture x %}q{% break %}r{% endcapture %}{{ x }}b",
    "a{% for i in none %}x{% else %}{% for j in items %}{% break %}y{% endfor %}z{% endfor %}d",
    "a{% for i in none %}x{% else %}{% case name %}{% when 'Q' %}{% break %}{% endcase %}z{% endfor %}d",
    "a{% case name %}{% when name %}{% break %}{% when name %}hi{% if name %}k{% endif %}not printed{% endcase %}",
    "a{% case name %}{% when 'x' %}p{% when name %}{% break %}{% when name %}q{% endcase %}b",
    "a{% case name %}{% when name %}{% if items %}{% break %}{% endif %}p{% when 'Q' %}q{% else %}r{% endcase %}b",
    "{% for i in items %}{% case name %}{% when name %}{% continue %}{% when 'Q' %}q{% endcase %}z{% endfor %}b",
    "a{% unless name %}{% for i in none %}{% else %}{% continue %}{% endfor %}{% endunless %}d",
]
ROWS = [{"name": "Q", "items": ["1", "2"], "none": []}, {"name": "", "items": [], "none": []}]


@pytest.mark.parametrize("row", ROWS, ids=["values", "none"])
@pytest.mark.parametrize("source", TEMPLATES)
def test_what_ends_where(source: str, row: dict[str, object]) -> None:
    check_tree(parse(source, "liquid"), source, row, engine("liquid").render(source, row))
