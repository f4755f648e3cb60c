"""Random code in the tags of Handlebars: refused where its parser or a helper built into it refuses it, and only there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from tests.engines.breaking import broken, hold
from tests.engines.engine import EngineError, engine
from tests.engines.random_templates import SIZES

if TYPE_CHECKING:
    import random

VALUES: Final = ("name", "this.name", "./code", "user.n", "user/n", "../name", "@root.name", "[a b]", "user.[n]", '"x y"', "'z'", "12", "-1.5", "true", "null", "this", ".",
                 "lookup this 'name'", "größe", "items.[0]", "items.0", "first-name")  # fmt: skip
CALLS: Final = ("(lookup this 'name')", "name", "user.n", "'x'", "1", "(lookup items 0)", "@root.code")
MORE: Final = ("=", "|", "(", ")", ".", "..", "/", "@", "#", "'", '"', "[", "]", " ", "!", "~", "&", "*", ",", ">", "^", "a", "else", "as |x|", "a=1", "1", "this", "{", "}",
               "if", " x", "-", "+", ":", "?", "$", "<", "%", "\\")  # fmt: skip
DATA: Final[dict[str, object]] = {
    "name": "N",
    "code": "C",
    "items": ["a", "b"],
    "user": {"n": "u"},
    "a b": "x",
    "a": True,
    "größe": "g",
}


def template(draw: random.Random) -> str:
    def code(written: str) -> str:
        return broken(draw, written, MORE)

    value, call = draw.choice(VALUES), draw.choice(CALLS)
    match draw.randrange(11):
        case 0 | 1:
            return "{{" + code(value) + "}}"
        case 2:
            return "{{{" + code(value) + "}}}"
        case 3 | 4:
            return "{{#if " + code(call) + "}}T{{else}}F{{/if}}"
        case 5:
            return "{{#" + draw.choice(["each items", "with user", "unless a"]) + code(draw.choice([" as |x|", "", " as |x i|"])) + "}}T{{" + code(draw.choice(["else", "^", "else if a", "name"])) + "}}F{{/" + "}}"  # fmt: skip
        case 6:
            block = draw.choice(["each items", "with user", "unless a", "if a", "items", "user"])
            arm = draw.choice(["else", "^", "else if a", "name", " else ", "else with user as |u|"])
            end = "{{" + code("/" + block.split()[0]) + "}}"
            return "{{#" + block + "}}T{{" + code(arm) + "}}F" + draw.choice(["", "{{else}}G"]) + end
        case 7:
            return "{{^" + code("if a") + "}}T{{" + code(draw.choice(["else", "name", "else if a"])) + "}}F{{/if}}"
        case 8:
            return "{{> " + code(draw.choice(["foot", "foot name=code", "foot user", "(lookup this 'part')"])) + "}}"
        case 9:
            return (
                "{{"
                + code(draw.choice(["#if a", "#with user as |u|", "# if a"]))
                + "}}T{{/"
                + draw.choice(["if", "with", "a"])
                + "}}"
            )
        case _:
            return "{{" + code(draw.choice(["#> foot", '#*inline "p"', "#> foot name=1"])) + "}}T" + draw.choice(["", "{{else}}", "{{name}}"]) + "{{/" + draw.choice(["foot", "inline"]) + "}}"  # fmt: skip


_FAULTS: Final = re.compile(
    r"Parse error|doesn't match|Invalid path|exactly one argument|Must pass iterator|number of partial arguments|Unexpected inverse|(?:fn|inverse) is not a function"
)


def refused(source: str) -> list[bool]:
    """A helper refuses its values only where it is reached, so the other arms are rendered too."""
    return [any(_fails(source, data) for data in (DATA, {}))]


def _fails(source: str, data: dict[str, object]) -> bool:
    return _FAULTS.search(_error(source, data)) is not None


def _error(source: str, data: dict[str, object]) -> str:
    try:
        engine("handlebars").render(source, data, partials={"foot": "-"})
    except EngineError as error:
        return str(error)
    return ""


def fails(source: str) -> bool:
    """A helper that nobody has registered is missed first."""
    return any(_error(source, data) and not _fails(source, data) for data in (DATA, {}))


def argued(source: str) -> bool:
    """Left out: ``lookup`` with other than two values, which fails or not as the values are; decorators that nobody has registered."""
    return (
        re.search(r"\(?lookup(?! this '(?:name|part)'\)| items 0\)| this 'name'\}\})", source) is not None
        or "{{*" in source
    )


@pytest.mark.parametrize("count", SIZES)
def test_handlebars_refuses_what_its_engine_refuses(count: int) -> None:
    hold("handlebars", template, refused, count, argued, fails)
