"""Expressions of Jinja, Django and Twig, in a file of cases: those that smslint computes give the text of the engine for every cell, and
the others are refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import django
import jinja2
import pytest
from django.conf import settings as django_settings
from django.template import Context
from django.template import Engine as DjangoEngine

from smslint.broadcast.fill import compile_template
from smslint.broadcast.pieces import Columns
from smslint.dialects import parse
from smslint.text.bounds import bounds
from smslint.text.segmentation import segment
from tests.engines.engine import EngineError, engine

if TYPE_CHECKING:
    from collections.abc import Callable

if not django_settings.configured:
    django_settings.configure(USE_I18N=False, TEMPLATES=[])
    django.setup()
CASES: Final = json.loads(Path(__file__).with_name("curly_expressions.json").read_text(encoding="utf-8"))
COLUMNS: Final = ["name", "n"]
NAMES: Final = (
    "", "Ann", "0", "3", "3.0", "1", " 1", " ", "-2", "a<b&", "pro", "Ann Lee Bob", "zoë", "ann\"o'b", "İstanbul ǆ ß", "12",
    "<b>x</b> &amp; y", "a\nb\r\nc", "\\x", "00", "-0", "1e3", "٣", "٣٤", "anana", "2.5", "nan", "1_0", " x ", "\tq\n", "é", "🙂a",
    "/a?b=c d", "0.0", "a,b,c", "a-b c_d", "..", "&lt;", "o'neill mc'Donald 3RD", "\u00a0x\u00a0", "Ann  Lee", "%s%d{}", "{{ name }}", "a;b",
    "ΑΣ", "ﬃ", "true", "None",
)  # fmt: skip
NUMBERS: Final = ("", "0", "1", "2.5", "x", "a", "<", "&amp;")
ROWS: Final = [(name, NUMBERS[(at + turn * 3) % len(NUMBERS)]) for at, name in enumerate(NAMES) for turn in range(2)]
JINJA: Final = jinja2.Environment()
DJANGO: Final = DjangoEngine(autoescape=False)
FAILS: Final = (EngineError, jinja2.TemplateError, TypeError, ValueError, OverflowError)


def renderer(dialect: str, source: str) -> Callable[[tuple[str, str]], str]:
    """The real engine, as a function of a row."""
    if dialect == "jinja":
        template = JINJA.from_string(source)
        return lambda row: template.render(name=row[0], n=row[1])
    if dialect == "django":
        made = DJANGO.from_string(source)
        return lambda row: str(made.render(Context({"name": row[0], "n": row[1]}, autoescape=False)))
    program = engine(dialect)
    return lambda row: program.render(source, {"name": row[0], "n": row[1]})


@pytest.mark.parametrize(
    ("dialect", "source"), [(name, each) for name, found in CASES.items() for each in found["filled"]]
)
def test_a_computed_text_is_that_of_the_engine(dialect: str, source: str) -> None:
    tree = parse(source, dialect)
    made = compile_template(tree, COLUMNS, dialect=dialect, source=source)
    assert not made.notes
    assert not made.missing
    assert len(made.variants) == 1
    render = renderer(dialect, source)
    limits = bounds(tree, {name: {"enum": sorted({row[at] for row in ROWS})} for at, name in enumerate(COLUMNS)})
    for row, text in zip(ROWS, made.texts(Columns(ROWS), len(ROWS)), strict=True):
        try:
            expected = render(row)
        except FAILS:  # no message is sent
            continue
        assert text == expected, row
        assert limits.least <= segment(text).count, row
        assert limits.most is None or segment(text).count <= limits.most, row


@pytest.mark.parametrize(
    ("dialect", "source"), [(name, each) for name, found in CASES.items() for each in found["refused"]]
)
def test_what_is_not_computed_is_refused(dialect: str, source: str) -> None:
    made = compile_template(parse(source, dialect), COLUMNS, dialect=dialect, source=source)
    assert made.notes or made.missing or made.unread
