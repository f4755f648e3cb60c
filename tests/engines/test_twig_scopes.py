"""Twig's ``with``, ``autoescape`` and ``import``: what the engine prints is in the tree, or the tree says that it is unknown."""

from __future__ import annotations

from typing import Any, Final

import pytest

from smslint import segment
from smslint.broadcast.fill import compile_template
from smslint.dialects import parse
from smslint.text.bounds import bounds
from tests.engines.engine import engine

ROW: Final[dict[str, Any]] = {"name": "Zoë & Ana", "flag": "no", "x": "column"}
Q: Final = "q" * 300

UNKNOWN = [
    "{% with {x: name} only %}{{ x }}{% if flag %} VIP{% else %} guest{% endif %}{% endwith %}",
    f"{{% set d = {{name: '{Q}'}} %}}{{% with d %}}{{{{ name }}}}{{% endwith %}}",
    f"{{% with {{x: name}}|merge({{flag: '{Q}'}}) %}}{{{{ flag }}}}{{% endwith %}}",
    f"{{% with flag == 'no' ? {{}} : {{name: '{Q}'}} %}}{{{{ name }}}}{{% endwith %}}",
    f"{{% macro name() %}}{Q}{{% endmacro %}}{{% import _self as x %}}{{{{ x.name() }}}}",
    f"{{% macro m() %}}{Q}{{% endmacro %}}{{% from _self import m as name %}}{{{{ name() }}}}",
    "{% macro m() %}m{% endmacro %}{% import _self as x %}{{ x.m() }}",
    "{% autoescape 'js' %}{{ name }}{% endautoescape %}",
    "{% autoescape 'url' %}{{ name }}{% endautoescape %}",
    "{% autoescape 'css' %}{{ name }}{% endautoescape %}",
    "{% autoescape 'html_attr' %}{{ name }}{% endautoescape %}",
]
READ = [
    "{% with {x: name} %}{{ x }}{{ flag }}{% endwith %}{{ x }}",
    "{% with {'x': name, y: {a: '}'}} %}{{ x }}{% endwith %}",
    "{% with %}{{ name }}{% endwith %}",
    "{% autoescape false %}{{ name }}{% endautoescape %}",
    "{% autoescape %}{{ name }}{% endautoescape %}",
    "{% autoescape 'html' %}{{ name }}{% endautoescape %}",
]


@pytest.mark.parametrize("source", UNKNOWN)
def test_what_is_not_known_has_no_upper_bound_and_is_not_filled(source: str) -> None:
    shown = engine("twig").render(source, ROW)
    tree = parse(source, "twig")
    found = bounds(tree, {name: {"max": len(value), "charset": "any"} for name, value in ROW.items()})
    assert found.least <= segment(shown).count
    assert found.most is None
    made = compile_template(tree, list(ROW), dialect="twig", source=source)
    assert made.unread or made.notes


@pytest.mark.parametrize("source", READ)
def test_what_is_known_is_read(source: str) -> None:
    tree = parse(source, "twig")
    made = compile_template(tree, list(ROW), dialect="twig", source=source)
    assert not made.unread
    shown = engine("twig").render(source, ROW)
    found = bounds(tree, {name: {"max": len(value), "charset": "any"} for name, value in ROW.items()})
    assert found.least <= segment(shown).count <= (found.most or 0)
