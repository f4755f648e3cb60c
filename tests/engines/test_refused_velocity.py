"""Random code in the directives of Velocity: refused only where its parser (1.7) refuses it, and never counted where it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from tests.engines.breaking import answer, broken, hold
from tests.engines.engine import EngineError, engine
from tests.engines.random_templates import SIZES

if TYPE_CHECKING:
    import random

VALUES: Final = ("$a", "$!a", "${a}", "$a.length()", "$items.get(0)", "$items[0]", "'x'", '"y z"', "1", "2.5", "true", "[1, 2]", "[1..3]", "{'a': 1}", "$a.substring(0, 1)", "($a)",
                 "!$a", "$a.b.c", "$!{a}", "${a.length()}")  # fmt: skip
BETWEEN: Final = (" == ", " != ", " && ", " || ", " > ", " <= ", " and ", " or ", " eq ")
MORE: Final = ("=", "==", "!", "&&", "|", "&", ",", ".", "..", "(", ")", "[", "]", "{", "}", "'", '"', " ", "and", "not", "in", "$", "$a", "$x", "x", "1", "+", "-", "===", "?", ":", "<", ";",
               "@", "%", "true")  # fmt: skip
DATA: Final = {"a": "A", "items": ["x", "y"]}


def template(draw: random.Random) -> str:
    def code(written: str) -> str:
        return broken(draw, written, MORE)

    value = "".join(
        part for _ in range(draw.choice([1, 1, 2, 3])) for part in (draw.choice(BETWEEN), draw.choice(VALUES))
    ).lstrip(" =!&|><andoreq")  # fmt: skip
    value = draw.choice(VALUES) + draw.choice(BETWEEN) + value if draw.random() < 0.5 else draw.choice(VALUES)
    match draw.randrange(6):
        case 0 | 1 | 2:
            return "#if(" + code(value) + ")T" + draw.choice(["", "#{else}F", "#elseif(" + code(draw.choice(VALUES)) + ")E"]) + "#end"  # fmt: skip
        case 3:
            return "#set(" + code("$x = " + value) + ")z"
        case 4:
            return "#foreach(" + code("$i in " + draw.choice(["$items", "[1..3]", "[1, 2]", "$items.subList(0, 1)"])) + ")T#end"  # fmt: skip
        case _:
            return "#" + draw.choice(["define(" + code("$d") + ")", "macro(" + code("m $x") + ")", "if($a)T#else F#else "]) + "T#end"  # fmt: skip


_PARSING: Final = re.compile(r"Encountered|Lexical|[Ii]nvalid|First argument|missing|out of bounds|^null$")


def refused(source: str) -> list[bool]:
    try:
        engine("velocity").render(source, DATA)
    except EngineError as error:
        return [_PARSING.search(str(error)) is not None and "Invocation" not in str(error)]
    return [False]


_MORE_IN_2: Final = re.compile(
    r"(?<![\w)\]}])\s*-\s*(?!\d)|\s[\])}]|\$\{?true|[:,(]\s*(?:not|!)|\([^()]*[-+*/%<>=!|&][^()]*\)|\[[^\]]*(?:[-+*/%<>=!|&]|(?<!\w)(?:and|or|eq)\b|\d(?:and|or|eq)\b)[^\]]*\]"
    r"|\{(?:not|!)|\[\d*\.\d*\]|\w\[\[|[)\]](?:and|or|eq)\b"
)


def argued(source: str) -> bool:
    """Left out: what 2.4 reads and 1.7 does not: a minus in front of a value, calculations as arguments and in lists, blanks at the end of brackets, any value
    as an index, a word directly behind a bracket; a reference called ``true``; and references without an end in the text, which are no directives."""
    return bool(re.search(r"[)z].*\$\w+\[", source)) or _MORE_IN_2.search(source.partition("(")[2]) is not None


@pytest.mark.parametrize("count", SIZES)
def test_velocity_refuses_what_its_engine_refuses(count: int) -> None:
    hold("velocity", template, refused, count, argued)


SIGNS = (
    "#if(2.-5)T#end", "#if(2-5)T#end", "#if(2 -5 == 1)T#end", "#if(2 - 5 == 1)T#end", "#if($a -1)T#end", "#if($a-1)T#end", "#if(($a)-1 == 1)T#end", "#set($x = 2.5-5)z",
    "#set($x = 2.5 - 5)z", "#foreach($i in [-1..2])$i#end", "#foreach($i in [2..-1])$i#end", "#if(1 --1 == 2)T#end", "#if(-.5 < 1)T#end", "#if(1.-.5 < 1)T#end",
)  # fmt: skip


@pytest.mark.parametrize("source", SIGNS)
def test_a_minus_in_front_of_a_digit_is_a_part_of_the_number(source: str) -> None:
    assert (answer(source, "velocity") == "refused") is refused(source)[0]
