"""Random PHP in Blade's outputs and conditions: refused only where PHP cannot compile it. The look is light, so PHP refuses more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.engines.breaking import broken, hold
from tests.engines.random_templates import SIZES
from tests.engines.refusing import uncompiled

if TYPE_CHECKING:
    import random

VALUES: Final = ("$name", "$user->name", "$user?->name", "$a['k']", "$items[0]", "'x'", '"y $name"', "1", "2.5", "true", "null", "strtoupper($name)", "f($name, 1)", "[1, 'x']", "['a' => 1]",
                 "$name ?? 'x'", "$a ? 'b' : 'c'", "!$a", "($a || $b)", "-1", "A::B", "new Foo($a)", "fn($x) => $x", "(int) $a", "$a instanceof Foo", "A::f()->g()", "$a ?: 'x'", "\\A\\f($x)",
                 "config('a.b')", "$user->f(1)->g", "count($items)", "$$name", "@$a", "isset($a)", "$a++", "'a' . 'b'", "match(true) { default => 1 }")  # fmt: skip
BETWEEN: Final = (" == ", " && ", " || ", " + ", " and ", " . ", " > ", " !== ", " * ", " ?? ", " <=> ")
MORE: Final = ("=", "==", "!", "&&", "|", "&", ",", ".", "(", ")", "[", "]", "'", '"', " ", "and", "if", "$x", "x", "1", "+", "-", "?", ":", "=>", "->", ";", "@", "$", "<", "not", "\n", "::",
               "#", "/", "*", "'s'", "as", "new", "??", "...", "%", "fn", "~")  # fmt: skip


def template(draw: random.Random) -> str:
    def code(written: str) -> str:
        return broken(draw, written, MORE)

    made = draw.choice(VALUES)
    value = made if draw.random() < 0.6 else made + draw.choice(BETWEEN) + draw.choice(VALUES)
    match draw.randrange(6):
        case 0 | 1:
            return "Hi {{ " + code(value) + " }}"
        case 2:
            return "{!! " + code(value) + " !!} x"
        case 3 | 4:
            word = draw.choice(["if", "if", "unless"])
            return (
                f"@{word}({code(value)}) T "
                + draw.choice(["", "@else F ", f"@elseif({code(made)}) E "])
                + f"@end{word}"
            )
        case _:
            return (
                "@foreach("
                + code(draw.choice(["$items as $i", "$items as $k => $i", "f($a) as $i"]))
                + ") T @endforeach"
            )


def refused(source: str) -> list[bool]:
    return [bool(uncompiled("blade", source))]


@pytest.mark.parametrize("count", SIZES)
def test_blade_refuses_only_what_php_refuses(count: int) -> None:
    hold("blade", template, refused, count, light=True)
