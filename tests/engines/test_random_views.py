"""Random families of Blade views, rendered by Laravel's own view factory: layouts, sections, includes, components with slots."""

from __future__ import annotations

import contextlib
import random
from typing import TYPE_CHECKING

import pytest

from smslint.dialects import grammar_of, parse
from smslint.dialects.parts.composed import Part
from smslint.dialects.parts.composing import compose
from smslint.errors import TemplateError
from smslint.text.tree import leaves
from tests.dialects.oracle import check_tree
from tests.engines.drawing import A_FEW, MANY, context
from tests.engines.engine import FIRST_SEED, EngineError, engine
from tests.engines.filling import count as count_one
from tests.engines.test_random_blade import before, body, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.dialects.parts.composed import Composed

Files = dict[str, str]
INCLUDES = [
    "@include('first')", "@include ('first')\n", "@includeIf('first')", "@includeIf('none')\n", "@includeFirst(['none', 'first'])",
    "@includeWhen($a, 'first')", "@includeUnless($a, 'second')\n", "@include('second', ['name' => $code])", "@each('item', $items, 'item')",
    "@each('item', $items, 'item', 'empty')\n", "@include('second')", "@include('none')",
]  # fmt: skip
COMPONENTS = [
    ("@component('card')", "@endcomponent"),
    ("@component('card', ['plan' => 'x'])\n", "@endcomponent\n"),
    ("@componentFirst(['none', 'card'])", "@endcomponentFirst"),
]
SPACES = ["", " ", "\n", "\n  ", "\r\n"]
SECTIONS = ["one", "two", "three"]
SHORT = ["'text'", "''", "$brand", "$name"]


def piece(draw: random.Random) -> str:
    made = body(draw, 2) if draw.random() < 0.5 else text(draw)
    return draw.choice(SPACES) + made + draw.choice(SPACES)


def part(draw: random.Random, parts: int = 2) -> str:
    """Text with includes and components."""
    made = piece(draw)
    for _ in range(draw.randrange(parts)):
        made = (
            before(draw, made) + (component(draw) if draw.random() < 0.3 else draw.choice(INCLUDES[:-1])) + piece(draw)
        )
    return made


def component(draw: random.Random) -> str:
    opened, closed = draw.choice(COMPONENTS)
    made = opened + piece(draw)
    for name in ("title", "foot"):
        if draw.random() < 0.5:
            slot = before(draw, f"@slot('{name}')" + piece(draw)) + "@endslot"
            made = (
                before(draw, made)
                + draw.choice([slot, f"@slot('{name}', 'T')"])
                + draw.choice([" ", "\n"])
                + piece(draw)
            )
    return before(draw, made) + closed + draw.choice([" ", "\n"])


def section(draw: random.Random, name: str, ends: list[str]) -> str:
    if draw.random() < 0.2:
        return f"@section('{name}', {draw.choice(SHORT)})"
    made = f"@section('{name}')" + part(draw)
    if draw.random() < 0.4:
        made = before(draw, made) + draw.choice(["@parent", "@parent\n"]) + " " + piece(draw)
    return before(draw, made) + draw.choice(ends) + " "


def yielded(draw: random.Random, name: str) -> str:
    return draw.choice([f"@yield('{name}')", f"@yield('{name}', 'default')\n", f"@yield('{name}', $name)"])


def layout(draw: random.Random) -> str:
    made = piece(draw)
    for name in SECTIONS:
        if draw.random() < 0.8:
            shown = section(draw, name, ["@show", "@show\n"]) if draw.random() < 0.5 else yielded(draw, name)
            if shown.startswith("@section") and not shown.rstrip().endswith("@show"):
                shown += draw.choice([" ", "\n"]) + yielded(draw, name)
            if draw.random() < 0.15:
                shown = "@if($a)" + before(draw, shown) + "@endif "
            made = before(draw, made) + shown
        made = before(draw, made) + piece(draw)
    return made


def child(draw: random.Random, parent: str) -> str:
    made = draw.choice(["", "", "\n", piece(draw)])
    made = before(draw, made) + f"@extends('{parent}')" + draw.choice(["", "\n", "\n\n", " "])
    for name in draw.sample(SECTIONS, draw.randrange(4)):
        one = section(draw, name, ["@endsection", "@stop", "@endsection\n", "@append", "@overwrite"])
        if draw.random() < 0.1:
            one = "@if($b)" + before(draw, one) + "@endif "
        made = before(draw, made) + one
        if draw.random() < 0.2:
            made = before(draw, made) + piece(draw)
    return made + draw.choice(["", "\n"])


def drawn(draw: random.Random) -> tuple[str, Files]:
    """A view and the views that it needs."""
    card = "".join(
        piece(draw) + each
        for each in ("{{ $slot }}", " {!! $title ?? 'none' !!}" if draw.random() < 0.3 else "{{ $slot }}")
    )
    files = {
        "first": draw.choice([piece(draw), "{{ $name }} {{ $brand }}" + piece(draw), "@if($a) x @endif {{ $plan }} y"]),
        "second": piece(draw) + " @include('first') " + piece(draw),
        "item": draw.choice(["{{ $item }}", " - {{ $item }}\n", "x"]),
        "empty": draw.choice(["none", " none {{ $code }}"]),
        "card": card,
        "base": layout(draw),
    }
    files["middle"] = child(draw, "base") if draw.random() < 0.7 else "@extends('base')"
    if draw.random() < 0.25:
        return before(draw, part(draw, 3)) + draw.choice(INCLUDES) + piece(draw), files
    return child(draw, draw.choice(["base", "middle"])), files


def slots(draw: random.Random) -> tuple[str, Files]:
    """A component whose slots assign names, printed by its view once, more than once or not at all, and used behind it."""
    printed = ["{{ $slot }}", "{{ $title }}", "{{ $title ?? 'none' }}", "{{ $plan }}", "@if($a){{ $slot }} @endif", " "]
    codes = ["@php $plan = $name; @endphp", "@php $plan = 'x'; @endphp", "{{ $plan }}", "t"]
    uses = ["{{ $plan }}", "{{ $name }}", "@if($plan == 'x')y @endif"]
    card = "".join(draw.choice(printed) for _ in range(draw.randrange(1, 4)))
    inner = "@component('inner')" + draw.choice(codes) + " @endcomponent "
    rest = draw.choice([*codes, inner]) + " "
    title = f"@slot('title'){draw.choice(codes)} @endslot " if draw.random() < 0.7 else "@slot('title', 'T') "
    source = f"@component('card'){rest}{title}{draw.choice([*codes, ''])} @endcomponent {draw.choice(uses)}"
    return source, {"card": card, "inner": draw.choice(printed)}


def composed(source: str, files: Files) -> Composed | None:
    grammar = grammar_of("blade")
    assert grammar is not None
    return compose(
        source, "blade", grammar, lambda name, _by: Part(name, files[name]) if name in files else None, "message"
    )


@pytest.mark.parametrize("count", [A_FEW, pytest.param(MANY, marks=pytest.mark.long)])
@pytest.mark.parametrize("drawn", [drawn, slots])
def test_what_laravel_makes_of_many_views_is_a_rendering_of_our_tree(
    drawn: Callable[[random.Random], tuple[str, Files]], count: int
) -> None:
    laravel = engine("blade")
    rendered = read = 0
    for seed in range(FIRST_SEED, FIRST_SEED + 4 * count):
        draw = random.Random(seed)
        (source, files), data = drawn(draw), context(draw)
        count_one("blade, many views", "drawn")
        data["name"] = data["name"].replace("'", "’")  # Laravel escapes what a section or a yield gets as an argument
        try:
            shown = laravel.render(source, data, partials=files)
        except EngineError:
            with contextlib.suppress(TemplateError):
                composed(source, files)
            continue
        found = composed(source, files)
        tree = parse(source, "blade") if found is None else found.text
        if found is not None:
            at = 0
            for leaf in leaves(tree):
                assert leaf.span.start == at, (source, files, leaf)
                at = leaf.span.end
            assert at == len(found.source)
        check_tree(tree, f"{source!r} {files}", data, shown)
        rendered += 1
        count_one("blade, many views", "rendered")
        if found is not None and not found.unread:
            read += 1
            count_one("blade, many views", "read")
        if rendered == count:
            break
    assert rendered == count, rendered
    assert read > count // 3, read
