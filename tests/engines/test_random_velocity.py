"""Random Velocity templates. Our reader follows 2.4; Debian has 1.7.

With engine 1.7, constructs that differ in 2.4 are not drawn: line breaks and spaces (1.7 keeps more of them around directives and after
``##``), a hyphen after a name (part of it in 1.7), another value (``|``) and escapes. ``SMSLINT_VELOCITY_JARS`` names the jars of 2.4, and then everything is drawn; texts
rendered by 2.4 are in ``velocity.json`` next to this file.

A "#" or "$" alone among the spaces before a directive that begins a line is not drawn: Velocity's lexer loses it with the spaces.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.dialects.oracle import check
from tests.engines.drawing import A_FEW, MANY, filler, hold
from tests.engines.engine import VELOCITY_JARS, engine

if TYPE_CHECKING:
    import random

OLD = "velocity-engine-core" not in VELOCITY_JARS
RECORDED = json.loads(Path(__file__).with_name("velocity.json").read_text(encoding="utf-8"))
NAMES = ["name", "code", "brand", "plan"]
CONDITIONS = ["($a)", " ( $a )", "($a && $b)", "(!$b)", '($plan == "Basic")', "($name == $plan)", "($code != '1234' && $a)", "(($a) || ($b))", '($a == "0")',
              '(!($plan == "") && $code)', '($brand)', '("$plan" == "Basic")', "($plan != 'Basic' || $name == '')", "($name.length() > 2)", "(${a})", "($items.size() > 1)",
              '($plan == "" and $a or not $b)', "($zz)"]  # fmt: skip
CHOSEN = ["\n($a)", "($plan)", "(!$plan)", "($name && !$plan)", "(!($plan && $name))"]
"""An empty text is true to 1.7 and false to 2.4."""
ASSIGNED = ["($x = 1)", "($x = ')')", '($z = $name)', '($z = "$code")', "($z = 'it')", '($name = $brand)', '($z = "$name-x")', "( $z = $plan )", '($z = $code.substring(1))',
            '($z = ["a", "b"])', "($a = $b)"]  # fmt: skip
CHANGED = ["(${z} = $name)", "($!z = $code)", "($!{name} = 'q')", '($z = "${name}$!code")']
"""1.7 assigns nothing to a reference that is written in another way than ``$z``."""
REFERENCES = ["${}", "$!{}", "${{{}}}", "$!{{{}}}", "${{{}|'you'}}", "$${}", "\\${}", "\\\\${}", "\\${{{}}}"]


def text(draw: random.Random) -> str:
    return plain(filler(draw))


def plain(found: str) -> str:
    """Without a bracket or a brace, which next to a reference would belong to it; and a sign next to a "#" begins another tag."""
    found = "".join(char for char in found if char not in "[](){}|\\\r#")
    return "".join(char for char in found if not char.isspace() and char != "-") if OLD else found


def word(draw: random.Random, name: str) -> str:
    return draw.choice([f"#{name}", f"#{{{name}}}"])


def asked(draw: random.Random) -> str:
    return draw.choice(CONDITIONS if OLD else CONDITIONS + CHOSEN)


def piece(draw: random.Random, depth: int) -> str:
    match draw.randrange(11 if depth < 3 else 6):
        case 0 | 1:
            # A letter after it would give another name, which is not defined: then the backslash stays.
            behind = draw.choice(["", "."]) if OLD else draw.choice(["様", "é", ";", "\n", ". ", "-x"])
            return draw.choice(REFERENCES[:4] if OLD else REFERENCES).format(draw.choice(NAMES)) + behind
        case 2:
            return (
                draw.choice(["#* note *#", "#** formal *#", "#[[ $name #if ]]#", "#[[]]#"])
                if OLD
                else draw.choice(
                    ["## note\n", "##\n\n", "#* a\n#if *#", "#** formal *#", "#[[ $name\n #if ]]#", "#[[]]#"]
                )
            )
        case 3:
            return (
                word(draw, "set")
                + draw.choice(ASSIGNED if OLD else ASSIGNED + CHANGED)
                + draw.choice(["", "$!z;", "$!{x}"])
            )
        case 4:
            return draw.choice(["#sale", "#;", "$;", "$5", "#9", "$!5", "\\#sale", "#_x"]) + (
                ";" if OLD else draw.choice(["", " ", "\n"])
            )
        case 5:
            return text(draw)
        case 6 | 7:
            arm = draw.choice(
                [
                    "",
                    word(draw, "else") + body(draw, depth + 1),
                    word(draw, "elseif") + asked(draw) + body(draw, depth + 1),
                ]
            )
            return word(draw, "if") + asked(draw) + body(draw, depth + 1) + arm + word(draw, "end")
        case 8:
            inner = draw.choice(["", "$item", "$!item;", "$foreach.count;", "#if($a)#break#end"])
            return word(draw, "foreach") + "($item in $items)" + inner + body(draw, depth + 1) + word(draw, "end")
        case 9:
            name = draw.choice("fg")
            return (
                f"#define(${name})"
                + body(draw, depth + 2)
                + word(draw, "end")
                + f"x${name}"
                + draw.choice(["", f";$!{{{name}}}"])
                + ";"
            )
        case _:
            name = f"m{draw.randrange(10**9)}"
            arguments = draw.choice(["", " $p"])
            made = f"#macro({name}{arguments})" + draw.choice(["", "$!p;"]) + body(draw, depth + 2) + word(draw, "end")
            return made + f"#{name}(" + ("$name" if arguments else "") + ")" + ";"


def body(draw: random.Random, depth: int = 0) -> str:
    found = "".join(text(draw) + piece(draw, depth) for _ in range(draw.randrange(1, 4))) + text(draw)
    return found + "#stop" + text(draw) if depth < 2 and not OLD and draw.random() < 0.03 else found


@pytest.mark.parametrize("count", [A_FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_velocity_renders_what_our_tree_allows(count: int) -> None:
    velocity = engine("velocity")
    assert hold("velocity", velocity.render, body, count) == count


@pytest.mark.parametrize("case", RECORDED, ids=[str(index) for index in range(len(RECORDED))])
def test_our_tree_allows_what_2_4_rendered(case: dict[str, Any]) -> None:
    check(case["template"], "velocity", case["data"], case["text"])
