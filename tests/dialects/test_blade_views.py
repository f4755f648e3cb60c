"""Names that the code in a section or a slot of a Blade view assigns: it runs where it is written, and its text is printed elsewhere."""

from __future__ import annotations

import pytest

from smslint.dialects import grammar_of
from smslint.dialects.parts.composed import Part
from smslint.dialects.parts.composing import compose
from smslint.text.tree import Placeholder, placeholders

FILES = {"card": "[{{ $plan }}]", "base": "@yield('one')@yield('two')", "named": "@yield('one') {{ $plan }}",
         "titled": "{{ $slot }}{{ $title ?? 'none' }}", "twice": "{{ $slot }}{{ $slot }}", "turned": "{{ $title }}{{ $slot }}"}  # fmt: skip
CODE = "@php $plan = $name; @endphp"

USED_ELSEWHERE = [
    f"@extends('base')@section('three'){CODE}@endsection @section('one')@include('card')@endsection",
    f"@extends('base')@section('three'){CODE}@endsection @section('one'){{{{ $plan }}}}@endsection",
    f"@extends('base')@section('one'){{{{ $plan }}}}@endsection @section('two'){CODE}@endsection",
    f"@extends('named')@section('one'){CODE}@endsection",
]
SLOT = f"@slot('title'){CODE} t @endslot "
USED_BEHIND_A_SLOT = [
    f"@component('titled')a {SLOT}@endcomponent {{{{ $plan }}}}",
    f"@component('card')a {CODE} @endcomponent {{{{ $plan }}}}",
    f"@component('twice'){{{{ $plan }}}}{CODE} @endcomponent {{{{ $plan }}}}",
    f"@component('turned')@php $plan = $code; @endphp {SLOT}@endcomponent {{{{ $plan }}}}",
    f"@component('titled')@component('card'){CODE} @endcomponent @endcomponent {{{{ $plan }}}}",
]
USED_THERE = [
    f"@component('turned')a {CODE} @slot('title', 'T') @endcomponent Hi {{{{ $plan }}}}",
    f"@component('turned')a {SLOT}@endcomponent Hi {{{{ $name }}}}",
    f"@extends('base')@section('one'){CODE}{{{{ $plan }}}}@endsection",
    f"@extends('base')@section('one'){CODE}@endsection @section('two')Hi {{{{ $name }}}}@endsection",
]


@pytest.mark.parametrize("source", USED_ELSEWHERE + USED_BEHIND_A_SLOT)
def test_a_name_of_a_section_or_slot_that_is_used_elsewhere_makes_the_text_unknown(source: str) -> None:
    assert [each.opaque for each in _placeholders(source)] == [True]


@pytest.mark.parametrize("source", USED_THERE)
def test_a_name_of_a_section_or_slot_that_is_used_only_there_leaves_the_rest_readable(source: str) -> None:
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
