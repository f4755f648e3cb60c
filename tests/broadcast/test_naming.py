"""Which column a placeholder's name means, compared with the real engines, and by the ways in which people write one name."""

from __future__ import annotations

import re

import django
import jinja2
import pytest
from django.conf import settings as django_settings
from django.template import Context, Engine

from smslint import preflight
from smslint.broadcast.fill import compile_template
from smslint.broadcast.naming import Naming
from smslint.broadcast.pieces import Columns
from smslint.dialects import parse
from smslint.errors import RecipientsError
from tests.engines.engine import EngineError, engine

if not django_settings.configured:
    django_settings.configure(USE_I18N=False, TEMPLATES=[])
    django.setup()
ROW = {"name": "Val", "size": "Zed", "first": "Fi"}
DOTTED = (
    "name",
    "n.ame",
    "na.me",
    "name.first",
    "name.x",
    "name.size",
    "name.name",
    "size.name.first",
    "n.a.m.e",
    "no.size.x",
    "name_",
)
SOURCES = {
    "jinja": [f"{{{{ {name} }}}}" for name in (*DOTTED, "name._", "n['ame']", "name['size']", "name['first']", "name[0]")],
    "django": [f"{{{{ {name} }}}}" for name in (*DOTTED, "name.0")],
    "twig": [f"{{{{ {name} }}}}" for name in (*DOTTED, "n['ame']", "name['size']", "name._")]
    + ["{% with {y: 1} only %}{{ name }}{% endwith %}", "{% with {y: size} only %}{{ y }}{{ name }}{% endwith %}{{ name }}", "{% with {y: name} %}{{ y }}{% endwith %}"],
    "liquid": [f"{{{{ {name} }}}}" for name in (*DOTTED, "n['ame']", "name['size']", "name._")],
    "mustache": [f"{{{{{name}}}}}" for name in (*DOTTED, ".name", "name.", "name..", "name._", "na/me", "../name", "./name", "@name", "n. ame")],
    "handlebars": [f"{{{{{name}}}}}" for name in (*DOTTED, "name._", "na/me", "../name", "./name", "@name", "@root.name", "this.name", "n.[ame]")],
    "velocity": [*(f"$!{name}" for name in DOTTED), "$!name._", "$!{name._}", "$!n._ame", "$!name.", "$!name..size", "$name_", "${name}_"],
    "go": [f"{{{{.{name}}}}}" for name in DOTTED] + ["{{$.name}}", "{{$.n.ame}}"],
    "erb": [f"<%= {name} %>" for name in DOTTED],
    "blade": ["{{ $name }}", "{{ $n->ame }}", "{{ $n['ame'] }}", "{{ $name['size'] }}", "{{ $name['first'] }}"],
}  # fmt: skip
PLAIN = {dialect: found[:1] for dialect, found in SOURCES.items()}
"""What must not be refused: the name as it is."""
JINJA, DJANGO = jinja2.Environment(), Engine(autoescape=False)


def render(dialect: str, source: str) -> str:
    match dialect:
        case "jinja":
            return JINJA.from_string(source).render(ROW)
        case "django":
            return str(DJANGO.from_string(source).render(Context(ROW, autoescape=False)))
    return engine(dialect).render(source, ROW)


@pytest.mark.parametrize(
    ("dialect", "source"), [(dialect, each) for dialect, found in SOURCES.items() for each in found]
)
def test_a_part_of_a_name_is_filled_as_the_engine_prints_it_or_refused(dialect: str, source: str) -> None:
    made = compile_template(parse(source, dialect), ROW, dialect=dialect, source=source)
    found = next(iter(made.texts(Columns([list(ROW.values())]), 1)))
    if made.missing or made.unread or made.notes:
        assert source not in PLAIN[dialect]
        return
    try:
        text = render(dialect, source)
    except (EngineError, jinja2.TemplateError):
        text = "refused by the engine"
    assert found == text


@pytest.mark.parametrize(
    ("dialect", "name", "columns", "found"),
    [
        ("jinja", "first_name", ["First Name"], 0),
        ("jinja", "firstname", ["first_name"], 0),
        ("jinja", "first_name", ["FirstName"], 0),
        ("jinja", "first_name", ["First.Name"], 0),
        ("jinja", "name", ["Name:"], 0),
        ("jinja", "name", ["n.ame"], None),
        ("jinja", "user.first_name", ["First Name"], 0),
        ("jinja", "user.first_name", ["User First Name"], 0),
        ("jinja", "user.first_name", ["UserFirstName"], 0),
        ("jinja", "user.first_name", ["user.first_name", "first_name"], 0),
        ("jinja", "user.first_name", ["userfirst_name"], None),
        ("jinja", "user.first_name", ["User", "First Name"], None),
        ("jinja", "user.name.first", ["name", "first"], 1),
        ("jinja", "name.first.x", ["name", "x"], None),
        ("jinja", "NAME", ["Name", "name"], None),
        ("jinja", "name", ["Name", "name"], 1),
        ("jinja", "NAME", ["Name", "Name"], 0),
        ("jinja", "name._", ["name"], None),
        ("jinja", "_", ["-"], None),
        ("jinja", "items[0]", ["items0"], None),
        ("jinja", "items.0", ["0"], None),
        ("go", ".FirstName", ["first_name"], 0),
        ("go", "$.Name", ["name"], 0),
        ("erb", "@name", ["name"], 0),
        ("mustache", ".name", ["name"], None),
        ("mustache", "@name", ["name"], None),
        ("handlebars", "@root.name", ["name"], 0),
        ("handlebars", "..name", ["name"], 0),
        ("handlebars", "...name", ["name"], None),
        ("govuk", "first name", ["First-Name"], 0),
    ],
)
def test_a_name_finds_the_column_that_people_mean(
    dialect: str, name: str, columns: list[str], found: int | None
) -> None:
    assert Naming(columns, dialect).find(name) == found


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("{{ user.name }} of {{ shop.name }}", ["user.name", "shop.name"]),
        ("{{ name }} of {{ shop.name }}", ["shop.name"]),
        ("{{ user.name }} {{ User.name }}", []),
        ("{% if user.name == 'x' %}a{% endif %}{{ shop.name }}", ["shop.name"]),
    ],
)
def test_names_that_end_alike_are_not_one_column(source: str, missing: list[str]) -> None:
    made = compile_template(parse(source, "jinja"), ["name"], dialect="jinja", source=source)
    assert [each.name for each in made.missing] == missing


@pytest.mark.parametrize(
    ("dialect", "text", "over"),
    [
        ("jinja", "{% for each in range(3) %}{{ each }}{% endfor %}", "`range(3)`"),
        ("liquid", "{% for each in (1..3) %}{{ each }}{% endfor %}", "`(1..3)`"),
        ("erb", "<% 3.times do |each| %>x<%= each %><% end %>", "`3`"),
        ("blade", "@foreach(['a','b'] as $each){{ $each }}@endforeach", "`['a','b'] as each`"),
        ("velocity", "#foreach($each in [1..3])$each#end", "`[1..3]`"),
    ],
)
def test_a_value_of_a_loop_is_not_said_to_be_a_missing_column_alone(dialect: str, text: str, over: str) -> None:
    with pytest.raises(
        RecipientsError, match=re.escape(f"`each` is printed in a loop over {over}: smslint does not evaluate it")
    ):
        preflight({"text": text}, [{"phone": "+15005550006", "name": "Ann"}], dialect=dialect, kind="transactional")
