"""An arm after an ``else``: engines refuse it or differ about it, so each arm is counted, and no value of a list decides between them."""

from __future__ import annotations

import pytest

import smslint
from smslint.dialects import parse
from smslint.errors import TemplateError
from tests.engines.engine import EngineError, engine
from tests.engines.refusing import REFUSES

LONG = "z" * 200
FORMS = [
    ("liquid", "{% if a == '2' %}x{% else %}y{% else %}~{% endif %}"), ("liquid", "{% if a == '2' %}x{% else %}y{% elsif b %}~{% endif %}"),
    ("liquid", "{% unless a %}x{% else %}y{% else %}~{% endunless %}"), ("liquid", "{% case a %}{% when '1' %}x{% else %}y{% else %}~{% endcase %}"),
    ("liquid", "{% case a %}{% else %}y{% when '1' %}~{% endcase %}"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "written"), FORMS)
def test_every_arm_is_counted(dialect: str, written: str) -> None:
    source = written.replace("~", LONG)
    found = smslint.bounds(parse(source, dialect))
    assert (found.least, found.most) == (1, 2)
    # The first arm is decided: its value is one for which an ``else`` renders.
    row = {"phone": "+14155552671", "a": "1" if "unless" in source else "", "b": "1", "consent": "yes"}
    broadcast = smslint.preflight({"text": source}, [row], dialect=dialect)
    assert broadcast.most is not None
    assert (broadcast.now.segments, broadcast.most.segments) == (1, 2)
    assert any("both cases are counted" in note for note in broadcast.notes)


@pytest.mark.parametrize(
    ("dialect", "further"),
    [
        ("jinja", "else"),
        ("jinja", "elif b"),
        ("jinja", "elseif b"),
        ("django", "else"),
        ("django", "elif b"),
        ("twig", "else"),
        ("twig", "elseif b"),
    ],
)
def test_some_engines_refuse_it(dialect: str, further: str) -> None:
    source = f"{{% if a %}}x{{% else %}}y{{% {further} %}}z{{% endif %}}"
    assert REFUSES[dialect]()(source)
    with pytest.raises(TemplateError):
        parse(source, dialect)


@pytest.mark.parametrize(
    ("dialect", "source"),
    [
        ("handlebars", "{{#if a}}x{{else}}y{{else}}z{{/if}}"),
        ("handlebars", "{{#if a}}x{{else}}y{{else if b}}z{{/if}}"),
        ("go", "{{if .a}}x{{else}}y{{else}}z{{end}}"),
        ("velocity", "#if($a)x#{else}y#{else}z#end"),
        ("erb", "<% if a %>x<% else %>y<% else %>z<% end %>"),
        ("erb", "<% if a %>x<% else %>y<% elsif b %>z<% end %>"),
        ("velocity", "#if($a)x#{else}y#elseif($b)z#end"),
        ("go", "{{if .a}}x{{else}}y{{else if .b}}z{{end}}"),
        ("blade", "@if($a)x @else y @else z @endif"),
        ("blade", "@if($a)x @else y @elseif($b) z @endif"),
        ("blade", "@unless($a)x @else y @else z @endunless"),
        ("blade", "@isset($a)x @else y @else z @endisset"),
        ("blade", "@forelse($a as $x)x @empty y @empty z @endforelse"),
    ],
)
def test_engines_in_other_programs_refuse_it(dialect: str, source: str) -> None:
    with pytest.raises(EngineError):
        engine(dialect).render(source, {"a": "1", "b": "1"})
    with pytest.raises(TemplateError):
        parse(source, dialect)


@pytest.mark.parametrize(
    "form",
    [
        "{% when '1' %}x{% else %}~{% else %}~",
        "{% else %}~{% when '2' %}~",
        "{% when '2' %}~{% else %}x{% when '2' %}~",
    ],
)
def test_a_case_of_liquid_may_render_several_arms(form: str) -> None:
    liquid = pytest.importorskip("liquid")
    source = f"{{% case a %}}{form.replace('~', 'z' * 100)}{{% endcase %}}"
    rendered = liquid.Environment().from_string(source).render(a="2")
    assert rendered == "z" * 200
    found = smslint.bounds(parse(source, "liquid"))
    assert found.most is not None
    assert found.most >= smslint.segment(rendered).count == 2
