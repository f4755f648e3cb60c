"""Random ERB templates against Erubi with ``trim``, as Rails runs it.

A tag that is never closed is not drawn: Erubi prints it, and here it is an error, because it is never intended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines.drawing import A_FEW, MANY, filler, hold
from tests.engines.engine import engine

if TYPE_CHECKING:
    import random

NAMES = ["name", "code", "brand", "plan"]
OPENS, CLOSES = ["<% ", "<%- ", "<%", "<%-", "<%\n"], [" %>", " -%>", "%>", "-%>", " =%>", "\n-%>"]


def tag(draw: random.Random, code: str) -> str:
    return draw.choice(OPENS) + code + draw.choice(CLOSES)


def piece(draw: random.Random, depth: int) -> str:
    kind = draw.randrange(9 if depth < 3 else 6)
    match kind:
        case 0 | 1:
            return (
                draw.choice(["<%= ", "<%=", "<%=\n"]) + draw.choice(NAMES) + draw.choice([" %>", "%>", " -%>", "-%>"])
            )
        case 2:
            return draw.choice(["<%# note %>", "<%#- x -%>", "<%#\nlong\nnote %>", "<%#%>", "<%# if a do %>"])
        case 3:
            return draw.choice(["<%%= x %>", "<%% y -%>", "<%%>", "%%>", "% >", "<%%= code =%>"])
        case 4:
            leaves = [
                "return if a",
                "return unless a && b",
                "raise code if a",
                "return",
                "return brand if b",
                "b or return",
                "next if a",
            ]
            return tag(
                draw,
                draw.choice(
                    [
                        "x = 1",
                        "x = name",
                        "name = brand",
                        "# note\n",
                        "x = 1 if a",
                        "",
                        "_buf << name",
                        draw.choice(leaves),
                    ]
                ),
            )
        case 5:
            return filler(draw)
        case 6:
            inner, other = body(draw, depth + 1), body(draw, depth + 1)
            middle = draw.choice(["", tag(draw, "else") + other, tag(draw, "elsif b") + other])
            return (
                tag(
                    draw,
                    draw.choice(
                        [
                            "if a",
                            "unless a",
                            "if a && b",
                            "if a then",
                            "if name.empty?",
                            'if plan == ""',
                            "unless name == plan",
                            'if a == "0" || b != "x"',
                            "if name.length > 2",
                            "if !plan.empty? && code",
                        ]
                    ),
                )
                + inner
                + middle
                + tag(draw, "end")
            )
        case 7:
            return (
                tag(draw, draw.choice(["items.each do |item|", "for item in items"]))
                + body(draw, depth + 1)
                + tag(draw, "end")
            )
        case _:
            arms = tag(draw, 'when "Basic"') + body(draw, depth + 1) + tag(draw, "else") + body(draw, depth + 1)
            return tag(draw, "case plan") + draw.choice(["", "\n", "  "]) + arms + tag(draw, "end")


def body(draw: random.Random, depth: int = 0) -> str:
    return "".join(filler(draw) + piece(draw, depth) for _ in range(draw.randrange(1, 4))) + filler(draw)


@pytest.mark.parametrize("count", [A_FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_erubi_renders_what_our_tree_allows(count: int) -> None:
    erubi = engine("erb")
    assert hold("erb", erubi.render, body, count) == count
