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

OPENS, CLOSES = ["<% ", "<%- ", "<%", "<%-", "<%\n"], [" %>", " -%>", "%>", "-%>", " =%>", "\n-%>"]


OUTPUTS = ["name", "code", "brand", "plan", "name.upcase", "code[-4..]", "name[0, 3]", "(a ? name : plan)", "plan.empty? ? code : plan", "name || plan", "name.strip", "brand + code",
           '"#{name}-#{code}"', "name.length", "plan.capitalize", "name.presence || code", "name.sub('a', 'b')", "name.to_s", "if a then name end", "'%>'.length", "items.join(', ')", "nil", "name.to_sym",
           "name.tr('a', 'b').downcase", "defined?(zz)", "plan == 'Basic' ? 'B' : 'P'", "code.to_i + 1", "name.slice(0, 2)", "name.center(9)", "x ||= name"]  # fmt: skip
ASSIGNED = ["x = 1", "x = name", "name = brand", "# note\n", "x = 1 if a", "", "_buf << name", "next if a", "plan = plan.upcase", "x = a ? name : code", "name ||= 'q'", "brand += code", "x, name = name, code",
            "name = name.strip", "code = '12' unless b", "plan.freeze", "brand = %(a-b)", "name = case plan when 'Basic' then code else brand end", "name << 'x'.dup", "x = y = plan"]  # fmt: skip
CONDITIONS = ["a", "a && b", "name.empty?", 'plan == ""', "name == plan", 'a == "0" || b != "x"', "name.length > 2", "!plan.empty? && code", "not a", "(a)", "a and not b", 'plan != "Basic"', "name.nil?",
              "code.start_with?('1')", "name.include?('a')", "plan.present?", "name =~ /a/", "code.to_i > 5", "items.any?", "%w[Basic].include?(plan)", "name.blank?", "true", "defined?(name)", "a == b",
              "(z = name) && a", "name.size.zero?", "b\n"]  # fmt: skip


def tag(draw: random.Random, code: str) -> str:
    return draw.choice(OPENS) + code + draw.choice(CLOSES)


def piece(draw: random.Random, depth: int) -> str:
    kind = draw.randrange(10 if depth < 3 else 6)
    match kind:
        case 0 | 1:
            return (
                draw.choice(["<%= ", "<%=", "<%=\n"]) + draw.choice(OUTPUTS) + draw.choice([" %>", "%>", " -%>", "-%>"])
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
            ]
            code = draw.choice(leaves) if draw.random() < 0.2 else draw.choice(ASSIGNED)
            after = draw.choice(["", "<%= x %>"]) if code.startswith("x =") else ""
            return tag(draw, code) + after
        case 5:
            return filler(draw)
        case 6:
            asked = draw.choice(["if", "if", "unless"]) + " " + draw.choice(CONDITIONS)
            made = tag(draw, asked + draw.choice(["", "", " then"])) + body(draw, depth + 1)
            if not asked.startswith("unless"):
                for _ in range(draw.choice([0, 0, 1, 2])):
                    made += tag(draw, "elsif " + draw.choice(CONDITIONS)) + body(draw, depth + 1)
            return made + draw.choice(["", tag(draw, "else") + body(draw, depth + 1)]) + tag(draw, "end")
        case 9:
            made = tag(draw, draw.choice(["x = 1; ", "x = code\n", "x = ", ""]) + "if " + draw.choice(CONDITIONS))
            made += body(draw, depth + 1)
            made += tag(draw, draw.choice(["else x = 2", "else; unless b then x = 3 end", "elsif b then x = 4;"]))
            made += body(draw, depth + 1)
            more = draw.choice(["", "", "x = 6\nend; if b", "end; items.each { |i| x = i }; unless a"])
            made += tag(draw, more) + body(draw, depth + 1) if more else ""
            return made + tag(draw, draw.choice(["end", "x = 7 end", "x = 8; end"]))
        case 7:
            return (
                tag(
                    draw,
                    draw.choice(
                        [
                            "items.each do |item|",
                            "for item in items",
                            "items.each_with_index do |item, i|",
                            "2.times do",
                            "items.reverse.each { |item|",
                        ]
                    ),
                )
                + body(draw, depth + 1)
                + tag(draw, "end")
            )
        case _:
            arms = (
                tag(draw, draw.choice(['when "Basic"', 'when "Basic", "x"', "when ''", "when name"]))
                + body(draw, depth + 1)
                + tag(draw, "else")
                + body(draw, depth + 1)
            )
            return tag(draw, "case plan") + draw.choice(["", "\n", "  "]) + arms + tag(draw, "end")


def body(draw: random.Random, depth: int = 0) -> str:
    return "".join(filler(draw) + piece(draw, depth) for _ in range(draw.randrange(1, 4))) + filler(draw)


@pytest.mark.parametrize("count", [A_FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_erubi_renders_what_our_tree_allows(count: int) -> None:
    erubi = engine("erb")
    assert hold("erb", erubi.render, body, count) == count
