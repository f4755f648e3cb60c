"""The engines work at all: the oracle tests in this folder depend on that."""

from __future__ import annotations

import pytest

from tests.engines.engine import EngineError, engine

CASES = [
    ("handlebars", "Hi {{name}}{{#if vip}}!{{/if}}", "Hi Zoë & co!"),
    ("mustache", "Hi {{name}}{{#vip}}!{{/vip}}", "Hi Zoë & co!"),
    ("icu", "Hi {name}{vip, select, true {!} other {}}", "Hi Zoë & co!"),
    ("erb", "Hi <%= name %><% if vip %>!<% end %>", "Hi Zoë & co!"),
    ("liquid", "Hi {{ name }}{% if vip %}!{% endif %}", "Hi Zoë & co!"),
    ("twig", "Hi {{ name }}{% if vip %}!{% endif %}", "Hi Zoë & co!"),
    ("blade", "Hi {{ $name }}@if($vip)!@endif", "Hi Zoë & co!"),
    ("go", "Hi {{.name}}{{if .vip}}!{{end}}", "Hi Zoë & co!"),
    ("velocity", "Hi $name#if($vip)!#end", "Hi Zoë & co!"),
]
BROKEN = {
    "handlebars": "{{#if}}", "mustache": "{{#a}}", "icu": "{a", "erb": "<% if a %>", "liquid": "{% if a %}", "twig": "{% if a %}",
    "blade": "@if($a)", "go": "{{if .a}}", "velocity": "#if($a)",
}  # fmt: skip


@pytest.mark.parametrize(("name", "template", "text"), CASES, ids=[case[0] for case in CASES])
def test_each_engine_renders(name: str, template: str, text: str) -> None:
    assert engine(name).render(template, {"name": "Zoë & co", "vip": True}) == text


@pytest.mark.parametrize("name", BROKEN)
def test_each_engine_refuses_a_broken_template(name: str) -> None:
    with pytest.raises(EngineError):
        engine(name).render(BROKEN[name], {})
