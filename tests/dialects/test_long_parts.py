"""Parts with many tags: how often a tag is read does not depend on how many there are."""

from __future__ import annotations

import pytest

from smslint.dialects import grammar_of
from smslint.dialects.parts import blade_directives
from smslint.dialects.parts.composed import Part
from smslint.dialects.parts.composer import Composer
from smslint.dialects.parts.composing import compose

LONG = [
    ("handlebars", Composer, "tag", "{{#> a}}", "{{#if x}}{{else}}{{/if}}", "{{/a}}", "hi {{> @partial-block}}"),
    (
        "blade",
        blade_directives,
        "word_and_argument",
        "@extends('a')@section('s')",
        "@parent x ",
        "@endsection",
        "hi @yield('s')",
    ),
]


@pytest.mark.parametrize(
    ("dialect", "owner", "method", "start", "middle", "end", "part"), LONG, ids=["handlebars", "blade"]
)
def test_tags_are_read_in_linear_time(
    monkeypatch: pytest.MonkeyPatch,
    dialect: str,
    owner: object,
    method: str,
    start: str,
    middle: str,
    end: str,
    part: str,
) -> None:
    grammar = grammar_of(dialect)
    assert grammar is not None
    real = getattr(owner, method)
    reads = 0

    def counted(*arguments: object) -> object:
        nonlocal reads
        reads += 1
        return real(*arguments)

    monkeypatch.setattr(owner, method, counted)
    found: list[int] = []
    for count in (20, 40):
        reads = 0
        assert compose(start + middle * count + end, dialect, grammar, lambda name, _by: Part(name, part)) is not None
        found.append(reads)
    assert 20 < found[0] < found[1] < found[0] * 2.2
