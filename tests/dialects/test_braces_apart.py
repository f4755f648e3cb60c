"""``{{ {name}}}``: mustache.js prints it unescaped, chevron prints nothing and a brace, Handlebars refuses it; so it is refused."""

from __future__ import annotations

import chevron
import pytest

from smslint.dialects import parse
from smslint.errors import TemplateError
from tests.engines.engine import EngineError, engine

SOURCES = ["a{{ {name}}}b", "a{{\n{name}}}b", "a{{ {{{name}}}b", "{{ {name} }}"]


@pytest.mark.parametrize("dialect", ["mustache", "handlebars"])
@pytest.mark.parametrize("source", SOURCES)
def test_it_is_refused(source: str, dialect: str) -> None:
    with pytest.raises(TemplateError, match="white space"):
        parse(source, dialect)


def test_the_engines_differ() -> None:
    assert engine("mustache").render(SOURCES[0], {"name": "Ann"}) == "aAnnb"
    assert chevron.render(SOURCES[0], {"name": "Ann"}) == "a}b"
    with pytest.raises(EngineError):
        engine("handlebars").render(SOURCES[0], {"name": "Ann"})


@pytest.mark.parametrize(
    ("source", "dialect"),
    [
        ("a{{{ name }}}b", "mustache"),
        ("a{{{ name }}}b", "handlebars"),
        ("a{{~{ name }~}}b", "handlebars"),
        ("{{ #name}}x{{ /name}}", "mustache"),
    ],
)
def test_white_space_elsewhere_is_usual(source: str, dialect: str) -> None:
    parse(source, dialect)
