"""Names that the code in a section of a Blade view assigns: all code of a view runs before its layout prints a section."""

from __future__ import annotations

import pytest

from smslint.dialects import grammar_of
from smslint.dialects.parts.composed import Part
from smslint.dialects.parts.composing import compose
from smslint.text.tree import Placeholder, placeholders

FILES = {"card": "[{{ $plan }}]", "base": "@yield('one')@yield('two')", "named": "@yield('one') {{ $plan }}"}
CODE = "@php $plan = $name; @endphp"

USED_ELSEWHERE = [
    f"@extends('base')@section('three'){CODE}@endsection @section('one')@include('card')@endsection",
    f"@extends('base')@section('three'){CODE}@endsection @section('one'){{{{ $plan }}}}@endsection",
    f"@extends('base')@section('one'){{{{ $plan }}}}@endsection @section('two'){CODE}@endsection",
    f"@extends('named')@section('one'){CODE}@endsection",
]
USED_THERE = [
    f"@extends('base')@section('one'){CODE}{{{{ $plan }}}}@endsection",
    f"@extends('base')@section('one'){CODE}@endsection @section('two')Hi {{{{ $name }}}}@endsection",
]


@pytest.mark.parametrize("source", USED_ELSEWHERE)
def test_a_name_of_a_section_that_is_used_elsewhere_makes_the_text_unknown(source: str) -> None:
    assert [each.opaque for each in _placeholders(source)] == [True]


@pytest.mark.parametrize("source", USED_THERE)
def test_a_name_of_a_section_that_is_used_only_there_leaves_the_rest_readable(source: str) -> None:
    assert all(not each.opaque for each in _placeholders(source))


@pytest.mark.parametrize(
    "block", ["@empty($plan)e @endempty", "@isset($plan)e @endisset", "@forelse($plan as $x)e @empty f @endforelse"]
)
def test_a_section_under_a_condition_is_not_known_after_another_block(block: str) -> None:
    found = _placeholders(f"@extends('base'){block} @if($a)@section('one', 'x')@endif")
    assert [each for each in found if each.filters]


def _placeholders(source: str) -> tuple[Placeholder, ...]:
    grammar = grammar_of("blade")
    assert grammar is not None
    found = compose(source, "blade", grammar, lambda name, _: Part(name, FILES[name]))
    assert found is not None
    return placeholders(found.text)
