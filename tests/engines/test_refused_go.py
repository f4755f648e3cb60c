"""Random code in the actions of Go's ``text/template``: refused where its parser refuses it or it always fails, and only there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from tests.engines.breaking import broken, hold
from tests.engines.engine import EngineError, engine
from tests.engines.random_templates import SIZES

if TYPE_CHECKING:
    import random

VALUES: Final = (".Name", "$", "$.Name", ".M.N", '"x y"', "`r`", "1", "-2.5", "true", ".", "(len .Name)", 'print "a" 1', "print (len .Name) .M.N", "printf \"%s\" .Name",
                 ".Name | len", ".Name | printf \"%s-%s\" .Name | print", "index .Items 0", "$v", "'a'", "(.M).N")  # fmt: skip
CONDITIONS: Final = (".Name", 'eq .Name "x"', "and .Name (not .M)", 'or (eq .Name "x" "y") .M', "gt (len .Name) 3", "not .Name", '.Name | eq "x"', "ne .Name .M.N",
                     '$w := .Name', "true")  # fmt: skip
LOOPS: Final = (".Items", "$i := .Items", "$i, $e := .Items", "$w, $e := .Items")
MORE: Final = ("|", "(", ")", ".", ",", "=", ":=", "$v", "$x", "$", ".A", " ", '"', "`", "'", "-", "+", "!", "1", "1x", "==", "&&", "nil", "eq", "not", "len", "if", "end", "else",
               "/* c */", "%", "[", "{", "..", "print", '"a"', "break", "define", "with", "<", ":", ";", "?", "range", "template", "/", "true")  # fmt: skip
DATA: Final[dict[str, object]] = {"Name": "N", "Items": ["a", "b"], "M": {"N": "n"}}


def template(draw: random.Random) -> str:
    def code(written: str) -> str:
        return broken(draw, written, MORE)

    value = "{{" + draw.choice(["", " "]) + code(draw.choice(VALUES)) + draw.choice(["", " "]) + "}}"
    declared = "{{$v := 1}}"
    match draw.randrange(10):
        case 9:  # loops, templates and conditions around each other
            made = "{{" + draw.choice(["break", "break", "continue", "$i"]) + "}}"
            for _ in range(draw.randrange(1, 4)):
                opened = draw.choice(
                    ["range .Items", "range $i := .Items", f'block "b{draw.randrange(10**6)}" .', "if .", "with ."]
                )
                made = "{{" + opened + "}}" + draw.choice([made, "x{{else}}" + made, made + "{{else}}x"]) + "{{end}}"
            return made
        case 0 | 1 | 2:
            return declared + value
        case 3 | 4:
            arm = draw.choice(["else", "else if .Name", "end"])
            return declared + "{{if " + code(draw.choice(CONDITIONS)) + "}}T{{" + code(arm) + "}}F{{end}}"
        case 5:
            inner = draw.choice(["{{$i}}", "{{.}}", "{{break}}", "{{if .}}{{continue}}{{end}}", ""])
            return declared + "{{range " + code(draw.choice(LOOPS)) + "}}" + inner + draw.choice(["", "{{else}}"]) + "{{end}}" + draw.choice(["{{$i}}", "", "", "{{break}}"])  # fmt: skip
        case 6:
            return "{{" + code("$z := " + draw.choice(VALUES)) + "}}{{$z}}"
        case 7:
            word = draw.choice(['define "x"', 'block "x" .Name', 'template "t" .', "with .M", "with $z := .M"])
            return declared + "{{" + code(word) + "}}" + draw.choice(["{{$}}", "{{$v}}", "{{.N}}"]) + "{{end}}"
        case _:
            return declared + "{{if .Name}}{{$k := 1}}" + value + "{{else}}{{end}}" + draw.choice(["{{$k}}", "{{$v}}", "{{else}}", ""])  # fmt: skip


_LATE: Final = re.compile(
    r"wrong number of args for|missing argument for comparison|nil is not a command|non-function|undefined variable"
)


_CONDITION: Final = re.compile(r"\{\{if [^}]*\}\}")


def _error(source: str, data: dict[str, object], only: str = "") -> str:
    try:
        engine("go").render(source, data, partials={"t": "x"}, only=only)
    except EngineError as error:
        return str(error)
    return ""


def refused(source: str) -> list[bool]:
    """What fails only where it is reached is reached with values or without, and where the condition around it is another."""
    late = _error(source, DATA) + _error(source, {})
    if not late:
        late = "".join(_error(_CONDITION.sub(f"{{{{if {known}}}}}", source), DATA) for known in ("true", "false"))
    return [bool(_error(source, {}, "compile")) or _LATE.search(late) is not None]


def fails(source: str) -> bool:
    """Functions that the package does not have, and values that are no functions."""
    return bool(_error(source, DATA) + _error(source, {}))


@pytest.mark.parametrize("count", SIZES)
def test_go_refuses_what_its_engine_refuses(count: int) -> None:
    hold("go", template, refused, count, fails=fails)
