"""Random code in the tags of Mustache: refused only where mustache.js refuses it, and never counted where it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from tests.engines.breaking import broken, hold
from tests.engines.engine import EngineError, engine
from tests.engines.random_templates import SIZES

if TYPE_CHECKING:
    import random

TAGS: Final = ("{{name}}", "{{{name}}}", "{{&name}}", "{{#items}}T{{/items}}", "{{^a}}T{{.}}{{/a}}", "{{! c }}", "{{> foot}}", "{{=<% %>=}}<%name%>", "{{user.n}}",
               "{{#a}}{{#user}}{{n}}{{/user}}{{/a}}")  # fmt: skip
MORE: Final = ("{{", "}}", "{", "}", "#", "/", "^", " ", "=", "!", "&", ">", ".", "a", "|", "{{/a}}", "{{#a}}", "<", "%", "-", "name")  # fmt: skip
DATA: Final = {"name": "N", "items": ["a"], "user": {"n": "u"}, "a": True}


def template(draw: random.Random) -> str:
    return draw.choice(["", "Hi "]) + broken(draw, "".join(draw.choices(TAGS, k=draw.choice([1, 1, 2]))), MORE)


def refused(source: str) -> list[bool]:
    try:
        engine("mustache").render(source, DATA, partials={"foot": "-"})
    except EngineError:
        return [True]
    return [False]


def argued(source: str) -> bool:
    """Left out: braces apart (``{{ {a} }}``), which engines read in different ways, and parents and their blocks, which mustache.js does not have."""
    return (
        "{" in source.replace("{{{", "").replace("{{", "")
        or re.search(r"\{\{\s*<", source) is not None
        or "{{{{" in source
    )


@pytest.mark.parametrize("count", SIZES)
def test_mustache_refuses_what_its_engine_refuses(count: int) -> None:
    hold("mustache", template, refused, count, argued)
