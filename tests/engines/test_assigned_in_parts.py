"""Names that a file or a block of it assigns: what the engine prints with them afterwards, and in what is inside, is a rendering of our tree."""

from __future__ import annotations

from typing import Final

import pytest

from smslint.dialects import parse
from smslint.text.tree import Literal, Sequence, Text
from tests.dialects.oracle import check_tree
from tests.engines.test_random_parts import LANGUAGES, composed

LONG: Final = "set " * 60
"""Two segments: bounds that take it for the value of a name are wrong by one."""
SET: Final = f"{{% set z = '{LONG}' %}}"
ASSIGN: Final = f"{{% assign z = '{LONG}' %}}"
PRINTED: Final = "[{{ z }}]"
BASE: Final = {"base": f"{{% block one %}}{SET}{{% endblock %}}{PRINTED}"}
EMPTY: Final = {"base": f"{{% block one %}}{{% endblock %}}{PRINTED}"}
EXTENDS: Final = "{% extends 'base' %}"

BLOCKS = [
    (f"{EXTENDS}{{% block one %}}{{{{ PARENT }}}}{{% endblock %}}", BASE),
    (f"{EXTENDS}{{% block one %}}{SET}{PRINTED}{{% endblock %}}", EMPTY),
    (f"{EXTENDS}{{% block one %}}{SET}{{{{ PARENT }}}}{{% endblock %}}", {"base": f"{{% block one %}}{PRINTED}{{% endblock %}}"}),
    (f"{EXTENDS}{SET}{{% block one %}}{PRINTED}{{% endblock %}}", EMPTY),
    (f"{EXTENDS}{{% block one %}}{PRINTED}{{% endblock %}}", {"base": f"{SET}{{% block one %}}{{% endblock %}}{PRINTED}"}),
    (f"{EXTENDS}{{% block one %}}{SET}{{% endblock %}}{{% block two %}}{PRINTED}{{% endblock %}}", {"base": "{% block one %}{% endblock %}{% block two %}{% endblock %}"}),
    (f"{EXTENDS}{{% block one %}}{SET}{{% block two %}}{PRINTED}{{% endblock %}}{PRINTED}{{% endblock %}}", EMPTY),
    (f"{EXTENDS}{{% block one %}}{SET}{{% include 'g' %}}{{% endblock %}}", {**EMPTY, "g": PRINTED}),
    (f"{EXTENDS}{{% block one %}}{{% include 'g' %}}{PRINTED}{{% endblock %}}", {**EMPTY, "g": SET}),
    (f"{{% include 'g' %}}{PRINTED}", {"g": SET}),
    (f"{{% include 'g' %}}{PRINTED}", {"g": f"{SET}{PRINTED}"}),
    ("{% include 'g' %}{% include 'h' %}", {"g": SET, "h": PRINTED}),
    (f"{SET}{{% include 'h' %}}", {"h": PRINTED}),
    (f"{{% set z = 'A' %}}{{% include 'g' %}}{PRINTED}", {"g": SET}),
    (f"{{% include 'g' %}}{PRINTED}", {"g": f"{{% set z %}}{LONG}{{% endset %}}"}),
]  # fmt: skip
TEMPLATES = [
    *[("jinja", source.replace("PARENT", "super()"), files) for source, files in BLOCKS],
    *[("twig", source.replace("PARENT", "parent()"), files) for source, files in BLOCKS],
    ("jinja", f"{EXTENDS}{{% block one %}}{PRINTED}{{% endblock %}}", {"base": f"{{% with z='{LONG}' %}}{{% block one %}}{{% endblock %}}{PRINTED}{{% endwith %}}"}),
    ("twig", f"{EXTENDS}{{% block one %}}{PRINTED}{{% endblock %}}", {"base": f"{{% with {{z: '{LONG}'}} %}}{{% block one %}}{{% endblock %}}{PRINTED}{{% endwith %}}"}),
    ("liquid", f"{{% render 'g' %}}{PRINTED}", {"g": ASSIGN}),
    ("liquid", f"{{% render 'g' %}}{PRINTED}", {"g": f"{{% capture z %}}{LONG}{{% endcapture %}}{PRINTED}"}),
    ("liquid", f"{{% include 'g' %}}{PRINTED}", {"g": ASSIGN}),
    ("liquid", "{% include 'g' %}{% include 'h' %}", {"g": ASSIGN, "h": PRINTED}),
    ("liquid", f"{{% assign z = 'A' %}}{{% render 'g' %}}{PRINTED}", {"g": ASSIGN}),
    ("django", f"{{% include 'g' %}}{PRINTED}", {"g": f"{{% cycle '{LONG}' 'x' as z %}}"}),
    ("liquid", f"{{% include 'g' for items %}}{PRINTED}", {"g": ASSIGN}),
    ("velocity", '#if($a)#parse("g")#end[$!z]', {"g": f'#set($z="{LONG}")'}),
    ("velocity", '#parse("g")[$!z]', {"g": f'#set($z="{LONG}")'}),
    ("erb", '<% z = "A" %><%= render "g" %>[<%= z %>]', {"g": f'<% z = "{LONG}" %><%= z %>'}),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "source", "files"), TEMPLATES)
def test_what_a_part_assigns(dialect: str, source: str, files: dict[str, str]) -> None:
    language = LANGUAGES[dialect]
    data: dict[str, object] = {"z": "row"}
    if dialect in {"jinja", "twig", "liquid"}:
        data = {}
    kept = {f"{language.suffix and ''}{name}": text for name, text in files.items()}
    found = composed(source, dialect, kept)
    tree = parse(source, dialect) if found is None else found.text
    check_tree(tree, source, data, language.render(source, kept, dict(data)))


def texts(tree: Text) -> str:
    return "".join(
        part.text if isinstance(part, Literal) else texts(part) if isinstance(part, Sequence) else "?"
        for part in tree.parts
    )


@pytest.mark.parametrize(("dialect", "source", "files"), TEMPLATES)
def test_a_value_that_is_seen_is_known(dialect: str, source: str, files: dict[str, str]) -> None:
    """Nothing that the engine prints for sure became unknown."""
    shown = LANGUAGES[dialect].render(source, files, {})
    found = composed(source, dialect, files)
    tree = parse(source, dialect) if found is None else found.text
    if LONG in shown and "'A'" not in source and "for items" not in source and dialect not in {"erb", "django"}:
        assert LONG in texts(tree)


@pytest.mark.parametrize(
    "inner",
    [
        "{{#with a}}{{/with}}{{name}}",
        "{{#with code}}{{this}}{{/with}}{{this.name}}",
        "{{#each items}}{{/each}}{{name}}",
        "{{#items}}{{name}}{{/items}}{{name}}",
        "{{#a}}x{{/a}}{{name}}{{^a}}{{name}}{{/a}}",
        "{{#each items as |name|}}{{#with a}}{{/with}}{{name}}{{/each}}{{name}}",
        "{{#with a}}{{/with}}{{#if name}}{{name}}{{/if}}{{#with a}}{{/with}}{{name}}",
        "{{name}}",
    ],
)
@pytest.mark.parametrize(
    "source",
    [
        "{{> outer name='constant'}}",
        "{{#if a}}{{> outer name='constant'}}{{/if}}{{name}}",
        "{{> outer}}{{name}}",
    ],
)
@pytest.mark.parametrize("outer", ["{{> inner name=code}}", "{{> inner name=code}}[{{name}}]"])
def test_the_value_that_the_innermost_file_gets_counts_behind_a_block_too(source: str, outer: str, inner: str) -> None:
    files = {"outer": outer, "inner": inner}
    data = {"name": "row", "code": "1234", "items": ["a", "é"], "a": True}
    found = composed(source, "handlebars", files)
    assert found is not None
    check_tree(found.text, source, data, LANGUAGES["handlebars"].render(source, files, data))
