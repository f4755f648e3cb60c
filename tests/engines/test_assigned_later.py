"""A name that a template reads first and assigns later: what Jinja prints, and what we print or refuse."""

from __future__ import annotations

import jinja2
import pytest

from smslint.broadcast.fill import compile_template
from smslint.broadcast.pieces import Columns
from smslint.dialects import parse

ROW = {"name": "Val", "size": "Zed"}
LATER = "{% set name = 'a' %}"


@pytest.mark.parametrize(
    ("source", "filled"),
    [
        ("{{ name }}" + LATER + "{{ name }}", True),
        ("{% if size %}{{ name }}{% endif %}" + LATER, True),
        ("{% with name = 'b' %}{{ size }}{% endwith %}{{ name }}", True),
        ("{% with %}{{ size }}{% endwith %}" + LATER + "{{ name }}", True),
        ("{% with %}{{ name }}{% endwith %}" + LATER, False),
        ("{% with %}{{ name }}{% endwith %}" + LATER + "{{ name }}", False),
        ("{% with %}{% if name %}A{% else %}B{% endif %}{% endwith %}" + LATER, False),
        ("{%- with y = 1 -%}{{ name|upper }}{%- endwith -%}" + LATER, False),
        ("{% autoescape false %}{{ name }}{% endautoescape %}" + LATER, False),
        ("{% filter upper %}{{ name }}{% endfilter %}" + LATER, False),
        ("{% set y %}{{ name }}{% endset %}{{ y }}" + LATER, False),
        ("{% with %}{% with %}{{ name }}{% endwith %}" + LATER + "{% endwith %}", False),
    ],
)
def test_a_name_read_in_a_block_before_its_assignment_is_refused(source: str, filled: bool) -> None:
    made = compile_template(parse(source, "jinja"), ROW, dialect="jinja", source=source)
    known = not (made.missing or made.unread or made.notes)
    assert known == filled
    text = next(iter(made.texts(Columns([list(ROW.values())]), 1)))
    assert not known or text == jinja2.Environment().from_string(source).render(ROW)
