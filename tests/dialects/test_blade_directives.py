"""Blade: components, code that acts, what renders elsewhere or only perhaps, and directives of the project itself."""

from __future__ import annotations

import pytest

from smslint.dialects import parse
from smslint.errors import TemplateError
from smslint.text.bounds import bounds
from smslint.text.tree import leaves, placeholders
from tests.dialects.shapes import shape

CASES = [
    ("a <x-foo/> b", "a <?x-foo> b"),
    ("a <x-foo a='>' :b=\"$c->d\" /> b", "a <?x-foo> b"),
    ("a <x-foo>Reply STOP</x-foo> b", "a <?x-foo> b"),
    ("a <x-foo><x-slot:title>T</x-slot>body</x-foo > b", "a <?x-foo> b"),
    ("a <x-slot:title>T</x-slot:title> b", "a <?x-slot:title> b"),
    ("a <x-shop::foo.bar /> b", "a <?x-shop::foo.bar> b"),
    ("a <livewire:foo :id=\"1\"/> b", "a <?livewire:foo> b"),
    ("a <x-foo> b", "a <?x-foo> b"),
    ("a < x-ray b", "a < x-ray b"),
    ("a <x@b.example> c", "a <x@b.example> c"),
    (" @push('x') L @endpush a", "  a"),
    (" @pushOnce('x') L @endPushOnce a", "  a"),
    (" @prepend('x') L @endprepend a", "  a"),
    (" @prependOnce('x') L @endPrependOnce a", "  a"),
    (" @feature('x') L @endfeature a", " ( L |) a"),
    (" @hasrole('x') L @else M @endhasrole a", " ( L | M ) a"),
    (" @foo('x') L @endfoo a", " <?foo 'x'> a"),
    (" @admin L @else M @endadmin a", " <?admin> a"),
    (" @admin L @elseadmin M @endadmin a", " <?admin> a"),
    (" @lang a @endlang b", " <?lang> b"),
    (" @lang('x') b", " <?lang 'x'> b"),
    (" @acme L", " @acme L"),
    (" @endacme L", " @endacme L"),
    (" @fragment('x') a @endfragment b", "  a  b"),
    (" @php $x = 'echo'; // print\n@endphp b", "  b"),
    (" @php unset($x); $y['print'] = 1; @endphp b", "  b"),
    (" @php($x = 1) b", "  b"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_directives_and_components(source: str, expected: str) -> None:
    tree = parse(source, "blade")
    assert shape(tree) == expected
    assert "".join(source[leaf.span.start : leaf.span.end] for leaf in leaves(tree)) == source


@pytest.mark.parametrize(
    "code",
    [
        "@php echo $x; @endphp", "@php print $x; @endphp", "@php printf('%s', $x); @endphp", "@php ?>text<?php @endphp",
        "@php footer(); @endphp", "@php if ($x) { footer(); } @endphp", "@php(print $x)", "@php(print_r($x)) ", "<?php echo 1 ?>", "<?= footer() ?>",
        "@php include 'foot.php'; @endphp", "@dd($x)",
    ],
)  # fmt: skip
def test_code_that_may_print_is_unknown(code: str) -> None:
    tree = parse(f" {code} Reply STOP", "blade")
    assert bounds(tree).most is None
    assert code.startswith("<?=") or any(hole.opaque for hole in placeholders(tree))


@pytest.mark.parametrize(
    "code",
    ["@php return; @endphp", "@php if ($x) exit; @endphp", "<?php die; ?>", "@php(abort_if($x, 404))", "@dd($x)", "@php throw new E('x'); @endphp"],
)  # fmt: skip
def test_what_follows_code_that_leaves_may_not_render(code: str) -> None:
    assert bounds(parse(f"a {code} {'L' * 200}", "blade"), {}).least == 1


@pytest.mark.parametrize(
    "leave", ["@break(2)", "@continue(2)", "@php break 2; @endphp", "@php if ($x) continue 2; @endphp"]
)
def test_a_loop_that_may_be_left_is_unknown(leave: str) -> None:
    source = f"@foreach($xs as $x) @switch($x) @case(1) a {leave} @break @default b @endswitch {'L' * 200} @endforeach"
    assert bounds(parse(source, "blade"), {"xs": {"min_items": 3, "max_items": 3}}).least == 1


def test_the_end_of_a_component_without_a_start_is_an_error() -> None:
    with pytest.raises(TemplateError, match="'/x-foo' has no start"):
        parse("a </x-foo>", "blade")
