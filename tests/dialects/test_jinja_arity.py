"""Filters of Jinja with too many, too few or other values: the engine raises an error while it renders, so the result is unknown."""

from __future__ import annotations

import jinja2
import pytest

import smslint
from smslint.dialects import parse
from smslint.dialects.functions.arity import _TAKES

GIVEN = ["", "(1)", "(1, 2)", "('a', 'b')", "('a', 'b', 3)", "(1, 2, 3, 4)", "(1, 2, 3, 4, 5)", "(foo=1)", "(1, width=2)", "(length=5)", "(old='a', new='b')", "(chars='x')"]  # fmt: skip


@pytest.mark.parametrize("name", sorted(_TAKES))
def test_every_filter(name: str) -> None:
    checked = 0
    for given in GIVEN:
        call = f".{name.removesuffix('()')}{given or '()'}" if name.endswith("()") else f"|{name}{given}"
        source = "{{ a" + call + " }}"
        try:
            jinja2.Environment().from_string(source).render(a="Ann")
            refused = False
        except TypeError as error:
            refused = "argument" in str(error)
        except Exception:  # noqa: BLE001 (a value of the wrong type)
            continue
        broadcast = smslint.preflight(
            {"text": source + " {{ b }}"},
            [{"phone": "+14155550100", "consent": "yes", "a": "Ann", "b": "x"}],
            dialect="jinja",
        )
        if refused:
            checked += 1
            assert smslint.bounds(parse(source, "jinja"), {"a": {"max": 9}}).most is None, source
            assert broadcast.inexact, source
    assert checked


def test_the_right_number_stays_known() -> None:
    for source in ("{{ a|upper }}", "{{ a|default('x', true) }}", "{{ a|truncate(5, end='.') }}", "{{ a|replace('a', 'b') }}", "{{ a.upper() }}", "{{ a|trim(chars='x') }}"):  # fmt: skip
        assert jinja2.Environment().from_string(source).render(a="Ann")
        assert smslint.bounds(parse(source, "jinja"), {"a": {"max": 9}}).most == 1, source
