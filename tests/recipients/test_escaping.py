"""HTML escaping: filled values are escaped only if the template asks for it; rows that the real engine may escape are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.broadcast.count import count
from smslint.broadcast.fill import compile_template
from smslint.broadcast.pieces import Columns
from smslint.broadcast.plan import Plan
from smslint.dialects import parse
from smslint.recipients.policy import Policy
from smslint.text.bounds import bounds
from smslint.text.segmentation import segment
from tests.recipients.support import as_csv, listed

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [["O'Brien", "+12025550101"], ["A&B", "+12025550102"], ["Ann", "+12025550103"]]

MAY_ESCAPE = [
    ("django", "Hi {{ name }}", True),
    ("django", "Hi {{ name|upper }}", True),
    ("django", "Hi {{ name|safe }}", False),
    ("django", "{% autoescape off %}Hi {{ name }}{% endautoescape %}", False),
    ("twig", "Hi {{ name }}", True),
    ("twig", "Hi {{ name|raw }}", False),
    ("twig", "{% autoescape false %}Hi {{ name|upper }}{% endautoescape %}", False),
    ("handlebars", "Hi {{name}}", True),
    ("handlebars", "Hi {{{name}}}", False),
    ("handlebars", "Hi {{~{name}~}}", False),
    ("handlebars", "Hi {{&name}}", False),
    ("handlebars", "{{#if name}}Hi {{name}}{{/if}}", True),
    ("mustache", "Hi {{name}}", True),
    ("mustache", "Hi {{{name}}}", False),
    ("mustache", "Hi {{& name }}", False),
    ("blade", "Hi {{ $name }}", True),
    ("blade", "Hi {!! $name !!}", False),
    ("blade", "Hi {!! $name ?? 'you' !!}", False),
    ("jinja", "Hi {{ name }}", False),
    ("liquid", "Hi {{ name }}", False),
    ("go", "Hi {{ .name }}", False),
    ("erb", "Hi <%= name %>", False),
]


@pytest.mark.parametrize(("dialect", "source", "escapes"), MAY_ESCAPE)
def test_rows_that_an_engine_may_escape_are_counted(tmp_path: Path, dialect: str, source: str, escapes: bool) -> None:
    made = compile_template(parse(source, dialect), ["name", "phone"], dialect=dialect)
    assert not made.notes
    with listed(tmp_path, as_csv(["name", "phone"], ROWS)) as found:
        notes = count(found, Plan(made, Policy())).notes
    warnings = [note for note in notes if note.startswith("2 rows have one of & < > \" ' in a value.")]
    assert len(warnings) == escapes
    limits = bounds(parse(source, dialect), {"name": {"max": 7}})
    for row, text in zip(ROWS, made.texts(Columns(ROWS), 3), strict=False):
        assert row[0].upper() in text.upper(), "filled as the list has it"
        assert limits.least <= segment(text).count <= (limits.most or 0)


ESCAPES = [
    ("django", "{% autoescape on %}Hi {{ name }}{% endautoescape %}"),
    ("jinja", "{% autoescape true %}Hi {{ name }}{% endautoescape %}"),
    ("twig", "{% autoescape %}Hi {{ name }}{% endautoescape %}"),
    ("twig", "{% autoescape 'html' %}Hi {{ name }}{% endautoescape %}"),
]


@pytest.mark.parametrize(("dialect", "source"), ESCAPES)
def test_a_template_that_says_itself_that_it_escapes_is_filled_with_escaped_values(
    tmp_path: Path, dialect: str, source: str
) -> None:
    made = compile_template(parse(source, dialect), ["name", "phone"], dialect=dialect)
    assert not made.notes
    assert "Hi A&amp;B" in list(made.texts(Columns(ROWS), 3))
    with listed(tmp_path, as_csv(["name", "phone"], ROWS)) as found:
        assert not [note for note in count(found, Plan(made, Policy())).notes if "have one of" in note]


UNREAD = [
    ("jinja", "{% autoescape enabled %}Hi {{ name }}{% endautoescape %}"),
    ("twig", "{% autoescape 'js' %}Hi {{ name }}{% endautoescape %}"),
]


@pytest.mark.parametrize(("dialect", "source"), UNREAD)
def test_a_template_that_escapes_in_a_way_that_is_not_known_is_not_filled(dialect: str, source: str) -> None:
    made = compile_template(parse(source, dialect), ["name", "phone"], dialect=dialect)
    assert made.notes
    assert bounds(parse(source, dialect), {"name": {"max": 7}}).most is None


def test_without_markup_in_values_there_is_no_note(tmp_path: Path) -> None:
    made = compile_template(parse("Hi {{name}}", "handlebars"), ["name", "phone"], dialect="handlebars")
    with listed(tmp_path, as_csv(["name", "phone"], ROWS[2:])) as found:
        assert not count(found, Plan(made, Policy())).notes
