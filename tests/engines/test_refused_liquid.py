"""Random code in the tags and outputs of Liquid: refused only where every engine refuses it, and counted only where all accept it.

The engines are the gem in its lax and in its strict mode, and python-liquid.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import liquid
import pytest

from tests.engines.breaking import broken, hold
from tests.engines.engine import EngineError, engine
from tests.engines.random_templates import SIZES

if TYPE_CHECKING:
    import random

VALUES: Final = ("name", "user.n", "items[0]", "'x'", '"y z"', "1", "-2.5", "items.size", "user['n']", "(1..3)", "true", "nil", "empty", "a")  # fmt: skip
FILTERS: Final = ("upcase", "append: 'x'", "default: name", "truncate: 5, '..'", "slice: 0, 3", "default: 'x', allow_false: true", "split: ' ' | first")  # fmt: skip
LOOPS: Final = ("i in items", "i in (1..2)", "i in items limit:1", "i in items reversed limit: 2 offset:1", "i in user.n")  # fmt: skip
ARMS: Final = ("'x'", "'x', 'y'", "name or 'y'", "1")
MORE: Final = ("=", "==", "!", "&&", "|", "||", ",", ":", ".", "..", "(", ")", "'", '"', " ", "and", "or", "contains", "name", "1", "'x'", "-", "?", "+", "$", "===", "#",
               "@", "<", "<=", ";", "{", "/", "x y")  # fmt: skip
DATA: Final = {"name": "N", "items": ["a", "b"], "user": {"n": "u"}, "a": True}


def output(draw: random.Random) -> str:
    return " | ".join([draw.choice(VALUES), *draw.choices(FILTERS, k=draw.choice([0, 0, 1, 2]))])


def condition(draw: random.Random) -> str:
    made = ""
    for _ in range(draw.choice([1, 1, 2, 3])):
        made += draw.choice([" and ", " or "]) if made else ""
        made += draw.choice(VALUES)
        if draw.random() < 0.6:
            made += draw.choice([" == ", " != ", " contains ", " > ", " <= ", " <> "]) + draw.choice(VALUES)
    return made


def template(draw: random.Random) -> str:
    def code(written: str) -> str:
        return broken(draw, written, MORE)

    match draw.randrange(9):
        case 0 | 1 | 2:
            return "{% " + draw.choice(["if", "if"]) + " " + code(condition(draw)) + " %}T{% else %}F{% endif %}"
        case 3:
            return "{% unless " + code(condition(draw)) + " %}T{% elsif a == true %}F{% endunless %}"
        case 4:
            return "{{ " + code(output(draw)) + " }}"
        case 5:
            return "{% for " + code(draw.choice(LOOPS)) + " %}T{% endfor %}"
        case 6:
            return "{% assign " + code("v = " + output(draw)) + " %}{{ v }}"
        case 7:
            arms = "{% when " + code(draw.choice(ARMS)) + " %}T{% else %}F{% endcase %}"
            return "{% case " + code(draw.choice(VALUES)) + " %}" + arms
        case _:
            word = draw.choice(["capture v", "cycle 'a', 'b'", "tablerow i in items cols:2"])
            name, _, rest = word.partition(" ")
            end = "" if name == "cycle" else "T{% end" + name + " %}"
            return "{% " + name + " " + code(rest) + " %}" + end


def refused(source: str) -> list[bool]:
    return [_gem(source, "lax"), _gem(source, "strict"), _python(source)]


def _gem(source: str, mode: str) -> bool:
    try:
        engine("liquid").render(source, DATA, mode=mode)
    except EngineError as error:
        return "SyntaxError" in str(error) or "Unknown operator" in str(error)
    return False


def _python(source: str) -> bool:
    try:
        liquid.Environment().from_string(source)
    except liquid.exceptions.LiquidSyntaxError:
        return True
    return False


_RESERVED: Final = re.compile(r"\b(?:not|in|reversed|limit|offset|cols|with|for|as|if|else|and|or|contains)\b")


def argued(source: str) -> bool:
    """Left out: the words that python-liquid reserves, used as names (the gem has none); its values that begin with a bracket; ``(a)`` in a
    condition, which only a lax engine reads, and which the shared cases want so; white space that it alone needs between a number and a word; a captured name in quotes."""
    code = re.sub(r"""'[^']*'|"[^"]*\"""", "''", source)
    names = re.sub(
        r"\s(?:and|or|contains|in|reversed|limit\s*:|offset\s*:|cols\s*:)(?=\s)|(?:limit|offset|cols)\s*:", " ", code
    )
    return bool(
        _RESERVED.search(re.sub(r"\{% \w+", "", names))
        or re.search(r"capture\s+(?:'|and\b|or\b)|in\s+reversed", source)
        or re.search(r"\(\w+\)|[\s(\[=<>|:,]\[|\d[A-Za-z]|in\(", code)
    )


@pytest.mark.parametrize("count", SIZES)
def test_liquid_refuses_what_no_engine_reads(count: int) -> None:
    hold("liquid", template, refused, count, argued)


def test_the_number_of_values_of_each_filter() -> None:
    """What the gem prints in place of a text whose filter has too many or too few values is not counted as the text."""
    from smslint import bounds
    from smslint.dialects import parse
    from smslint.dialects.syntax.liquid_filters import TAKES

    names = sorted(TAKES)
    assert len(names) > 30
    given = ["", ": '1'", ": '1', '2'", ": '1', '2', '3'"]
    for name in names:
        for written in given:
            source = f"{{{{ 'a' | {name}{written} }}}}"
            try:
                refused = "wrong number of arguments" in engine("liquid").render(source, {})
            except EngineError as error:
                refused = "wrong number of arguments" in str(error)
            known = bounds(parse(source, "liquid")).most is not None
            assert not (refused and known), source
            if refused:
                assert "unknown" in str(parse(source, "liquid")), source


LINES = [
    "{% liquid\n  if a\n  echo b\n%}", "{% liquid if a\n  echo b\n%}", "{% liquid\necho b\nendif %}", "{% liquid\nif a\nendfor\nendif %}", "{% liquid\nfor x in\nendfor\n%}", "{% liquid\nif a\necho b\nendif\n%}", "{% liquid %}",
    "{% liquid\n\n\n%}", "{% liquid echo b %}", "{% liquid\nassign x = 'a'\necho x %}", "{% liquid\n# c\necho b %}", "{%- liquid\n  if a\n    echo b\n  else\n    echo 'z'\n  endif\n-%}", "{% liquid\nif %}", "{% liquid\necho 'endif'\n%}",
    "{% liquid\ncase a\nwhen 'A'\necho b\nendcase %}", "{% liquid\ncapture x\necho b\nendcapture\necho x %}", "{% liquid\nif a\n%}x{% endif %}", "{% if a %}{% liquid\nelse\necho 'q' %}{% endif %}", "{% liquid\nfor i in (1..2)\necho i\nendfor %}",
    "{% liquid\nincrement x\nif a %}", "{% liquid\nwhen 'x' %}",
]  # fmt: skip


@pytest.mark.parametrize("source", LINES)
def test_the_lines_of_a_liquid_tag(source: str) -> None:
    from smslint.dialects import parse
    from smslint.errors import TemplateError

    refusals = 0
    for name in ("the gem", "python-liquid"):
        try:
            if name == "the gem":
                engine("liquid").render(source, DATA)
            else:
                liquid.Environment().from_string(source).render(**DATA)
        except (EngineError, liquid.exceptions.LiquidError):
            refusals += 1
    try:
        parse(source, "liquid")
    except TemplateError:
        assert refusals == 2
    else:
        assert refusals == 0
