"""Declared texts that an engine escapes for HTML: what it prints with escaping on and off lies within the bounds, and Django is asked itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings as django_settings
from django.template import Context, Engine

from smslint.rules.subject import Subject
from smslint.text.segmentation import segment
from smslint.text.values import ValueTable
from tests.project.support import project, run

if TYPE_CHECKING:
    from pathlib import Path

if not django_settings.configured:
    django_settings.configure(USE_I18N=False, TEMPLATES=[])

NAMES = ["Ann", "O'Brien & Sons", '<"x">', "a'b" * 30]
SOURCES = [
    "Hi {{ name }}" + ", your order is ready" * 4,
    "Hi {{ name|upper }}" + "." * 120,
    "Hi {{ name|safe }}" + "." * 140,
    "Hi {{ name|truncatechars:9 }}" + "." * 148,
    "{% autoescape off %}Hi {{ name }}{% endautoescape %}" + "." * 150,
    "{% if name %}Hi {{ name }}{% endif %}" + "." * 140,
]


@pytest.mark.parametrize("source", SOURCES)
def test_what_django_prints_is_within_the_bounds(source: str) -> None:
    found = Subject(source, dialect="django", values=ValueTable({"name": {"enum": NAMES}}), template=True).bounds
    assert found.most is not None
    printed = [
        Engine(autoescape=on).from_string(source).render(Context({"name": name}, autoescape=on))
        for name in NAMES
        for on in (True, False)
    ]
    counts = [segment(each).count for each in printed]
    assert found.least == min(counts)
    assert found.most == max(counts)


ESCAPED = {
    # The name, and how the engine prints it. Handlebars.js: lib/handlebars/utils.js; PHP: htmlspecialchars with ENT_QUOTES.
    "handlebars": ("{{name}}", "{{{name}}}", "O'Brien=", "O&#x27;Brien&#x3D;"),
    "mustache": ("{{name}}", "{{&name}}", "a/b's", "a&#x2F;b&#39;s"),
    "blade": ("{{ $name }}", "{!! $name !!}", "O'Brien", "O&#039;Brien"),
    "twig": ("{{ name }}", "{{ name|raw }}", "O'Brien", "O&#039;Brien"),
}


@pytest.mark.parametrize("dialect", sorted(ESCAPED))
def test_other_engines(dialect: str) -> None:
    escaping, raw, name, printed = ESCAPED[dialect]
    fill = "." * (160 - len(printed) + 1)
    values = ValueTable({"name": {"enum": [name]}})
    one, two = (Subject(each + fill, dialect=dialect, values=values, template=True).bounds for each in (escaping, raw))
    assert (one.least, one.most) == (1, 2)
    assert (two.least, two.most) == (1, 1)


def test_a_guess_between_two_engines_is_said_where_one_of_them_escapes(tmp_path: Path) -> None:
    text = "Hi {{ name }}" + "." * 149
    for name, also in (("O'Brien", True), ("Brennan", False)):
        config = f'messages: [{{files: a.txt}}]\nvalues: {{name: {{enum: ["{name}"]}}}}\n'
        (message,) = run(project(tmp_path, {"a.txt": text, "smslint.yaml": config})).messages
        assert ("django" in message.dialect_also) is also
        assert message.most == (2 if also else 1)


def test_a_value_known_by_its_length_is_counted_before_it_is_escaped(tmp_path: Path) -> None:
    config = "messages: [{files: a.txt, dialect: django}]\nvalues: {name: {max: 20, charset: gsm7}}\n"
    found = run(project(tmp_path, {"a.txt": "Hi {{ name }}", "smslint.yaml": config}))
    assert found.messages[0].most == 1
    (finding,) = [each for each in found.findings if each.code == "PLH005"]
    assert "counted before that" in finding.message
