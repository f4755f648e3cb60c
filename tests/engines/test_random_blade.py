"""Random Blade templates against Laravel's compiler, run as PHP.

A comment between a word and ``@`` is not drawn, because Blade removes comments before it searches for words. ``@case`` arms are drawn
with and without ``@break``: PHP continues into the next arm. Other things that are not drawn: a space after a word that is not a directive (Laravel 8 doubles it), ``@php(...)``, which Laravel
reads up to the next ``@endphp`` anywhere, and an echo directly after ``@endphp``, which Laravel breaks with its own ``@``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines.drawing import A_FEW, MANY, filler, hold
from tests.engines.engine import engine

if TYPE_CHECKING:
    import random

NAMES = ["name", "code", "brand", "plan"]
ECHOS = [
    "{{{{ ${} }}}}",
    "{{{{${}}}}}",
    "{{!! ${} !!}}",
    "{{{{\n${}\n}}}}",
    "{{{{ ${} ?? 'you' }}}}",
    "{{{{ ${} }}}}\n",
    "{{!!${}!!}}\n\n",
    "{{{{ strtoupper(${}) }}}}",
    "{{{{ ${} ? 'y' : 'n' }}}}",
    "{{{{ ${}.'-' }}}}",
    "{{{{ substr(${}, 0, 3) }}}}",
    "{{{{ trim(${}) }}}}",
    "{{!! ${} ?: '}}}}' !!}}",
    "{{{{ strlen(${}) }}}}",
    "@isset(${0}) {{{{ ${0} }}}} @endisset ",
    "@empty(${0}) - @endempty ",
]


def text(draw: random.Random) -> str:
    # A bracket after a directive is its argument, and a brace or a sign next to a tag begins another one.
    return "".join(char for char in filler(draw) if char not in "(){}!@\\?<")


def word(draw: random.Random, name: str) -> str:
    """A directive without an argument. The next character must not be a bracket, and not an ASCII letter, which would give another word."""
    return draw.choice([f"@{name}", f"@{name.capitalize()}"]) + draw.choice(
        ["\n", " ", "\t\n", "您", "é", "\r\n", ".", "-", "\n\n"]
    )


CONDITIONS = ["($a)", " ($a)", "\t( $a )", "($a && $b)", "(!$b)", "(($a) || ($b))", "($plan)", "(!$plan)", "($plan == 'Basic')", "($code != '1' && $a)", "($name === $plan)", "(empty($plan))",
              "($plan ?? false)", "(isset($name) && $name)", "($a and $b)", "(strlen($name) > 2)", "($code > 5)", "(! ($plan == ''))", "(in_array($plan, ['Basic', 'x']))", "($a == '0')", "($b !== 'x' || $a)",
              "($zz ?? $a)", "(count($items) > 1)", "(trim($name) == '')", "($a ? $b : true)", "(\n$a\n)"]  # fmt: skip
ASSIGNED = ["$plan = $name;", "$x = $name;", "$name = 'q';", "$x = $a ? $name : $plan;", "$code = strtoupper($brand);", "$name .= '!';", "$x ??= $code;", "[$x, $name] = [$name, $code];",
            "if ($a) $name = $plan;", "foreach ($items as $name) {}", "$items[] = 'z';", "unset($plan); $plan = 'x';", "$x = 1;", "extract(['name' => 'E']);", "$f = fn() => $name; $x = $f();"]  # fmt: skip


def asked(draw: random.Random, name: str) -> str:
    return draw.choice([f"@{name}", f"@{name.capitalize()}"]) + draw.choice(CONDITIONS)


def before(draw: random.Random, found: str) -> str:
    """An ``@`` after an ASCII letter or digit does not begin a directive."""
    return (
        found + draw.choice([" ", "\n", "é", "您", ".", ":"])
        if found[-1:].isascii() and (found[-1:].isalnum() or found[-1:] == "_")
        else found
    )


def piece(draw: random.Random, depth: int) -> str:
    match draw.randrange(11 if depth < 3 else 6):
        case 0 | 1:
            return draw.choice(ECHOS).format(draw.choice(NAMES))
        case 2:
            return " {{-- note @if --}}" + draw.choice(["", "\n", " "])
        case 3:
            return (
                draw.choice(
                    [
                        "@@if",
                        "@@",
                        "a@b.example",
                        "@acme,",
                        "@{{ $name }}",
                        "@{!! $name !!}",
                        "@@json",
                        "x@if.example",
                        "@verbatim {{ $x }} @if\n@endverbatim\n",
                    ]
                )
                + " "
            )
        case 4:
            return draw.choice(
                [
                    "@unset($y)",
                    "@php $x = 1; @endphp",
                    "@php $plan = $name; @endphp",
                    "@php\n$x = 1;\n@endphp",
                    "@unset($x)",
                    "@php echo $name; @endphp",
                    "@php if ($a) return; @endphp",
                    "<?php print 'x'; ?>",
                    "@php printf('%s', $code) ?>!<?php @endphp",
                ]
            ) + draw.choice([" ", "\n", " \n"])
        case 5:
            return text(draw)
        case 6 | 7:
            name = draw.choice(["if", "if", "if", "unless", "isset", "empty"])
            if name == "if":
                made = asked(draw, "if") + body(draw, depth + 1)
                for _ in range(draw.choice([0, 0, 1, 2])):
                    made += asked(draw, "elseif") + body(draw, depth + 1)
                return made + draw.choice(["", word(draw, "else") + body(draw, depth + 1)]) + word(draw, "endif")
            opened = (
                asked(draw, name) if name == "unless" else f"@{name}({draw.choice(['$name', '$plan', '$zz', '$code'])})"
            )
            return opened + body(draw, depth + 1) + word(draw, f"end{name}")
        case 8:
            return (
                draw.choice(["@foreach($items as $item)", "@foreach ($items as $key => $item)"])
                + body(draw, depth + 1)
                + draw.choice(["", "", " @break($a)", " @continue($b) ", "@php if ($b) continue; @endphp "])
                + body(draw, depth + 1)
                + word(draw, "endforeach")
            )
        case 9:
            loop = draw.choice(
                [
                    ("@forelse($items as $item)", "endforelse"),
                    (f"@for($i{depth} = 0; $i{depth} < 2; $i{depth}++)", "endfor"),
                    ("@while($a && ($n = ($n ?? 0) + 1) < 3)", "endwhile"),
                ]
            )
            none = word(draw, "empty") + body(draw, depth + 1) if loop[1] == "endforelse" else ""
            inner = draw.choice(["", "{{ $item ?? '' }}", "@break ", "@continue($b)"])
            return before(draw, loop[0] + inner + body(draw, depth + 1)) + none + word(draw, loop[1])
        case _:
            leave = word(draw, "break") if draw.random() < 0.8 else ""
            arms = (
                draw.choice(
                    ["@switch($plan)\n@case('Basic')", "@switch($name)\n@case('x')", "@switch($plan)  @case($name)"]
                )
                + body(draw, depth + 1)
                + leave
                + word(draw, "default")
                + body(draw, depth + 1)
            )
            return arms + word(draw, "endswitch")


def body(draw: random.Random, depth: int = 0) -> str:
    return before(
        draw, "".join(before(draw, text(draw)) + piece(draw, depth) for _ in range(draw.randrange(1, 4))) + text(draw)
    )


@pytest.mark.parametrize("count", [A_FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_blade_renders_what_our_tree_allows(count: int) -> None:
    blade = engine("blade")
    assert hold("blade", blade.render, body, count) == count
