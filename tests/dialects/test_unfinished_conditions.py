"""Conditions that lack an operand: unknown, never an error of Python."""

from __future__ import annotations

from itertools import product

import pytest

from smslint import bounds
from smslint.dialects import DIALECTS, parse
from smslint.errors import TemplateError

TAGS = [
    "{{% if {} %}}x{{% endif %}}",
    "<% if {} %>x<% end %>",
    "@if({}) x @endif",
    "#if({}) x #end",
    "{{{{if {}}}}}x{{{{end}}}}",
    "{{{{#if {}}}}}x{{{{/if}}}}",
    "{{{{ a if {} else b }}}}",
]
OPERATORS = [
    "in",
    "not in",
    "contains",
    "is",
    "is not",
    "is in",
    "is not in",
    "is sameas",
    "==",
    "!=",
    "<",
    "not",
    "and",
    "or",
    "&&",
    "||",
    "!",
    "?",
    ".",
    "|",
    "is defined",
    "??",
    "eq",
    "in []",
    "in (,)",
    "~",
    "'",
    '"',
    "$a == 'x",
    '"x',
]
FORMS = ["{}", "{} f", "a {}", "{} {}", "a {} {} b", "({})", "a {} ()", "a {} []", "'a' {}", "{} 'a'"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_operand_is_missing(dialect: str) -> None:
    for tag, form, operator in product(TAGS, FORMS, OPERATORS):
        source = tag.format(form.replace("{}", operator))
        try:
            text = parse(source, dialect)
        except TemplateError:
            continue
        assert text.span.end == len(source)
        assert bounds(text).least >= 1
