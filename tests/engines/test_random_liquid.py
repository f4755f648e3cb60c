"""Random Liquid templates, rendered by Shopify's Liquid (Ruby, 5.4).

Left out, because 5.4 differs there from the releases since 5.5, which we follow: a trim marker on ``raw`` and on its end (5.4 applies
the first to the text after it, and does not know ``{%- endraw``), and tags inside a comment, which 5.4 parses.
"""

from __future__ import annotations

import pytest

from tests.engines.engine import EngineError, engine
from tests.engines.random_templates import SIZES, Draw, Renderer, hold

DIALECT = "liquid"
REFUSED = (EngineError,)
OUTPUTS = ("name", "code", "brand", "plan", "''", '""', "'a'", "name | upcase", "missing", "name | default: 'x}'", "'%}'", "items | size", "",
           "name | append: '{%'")  # fmt: skip
CONDITIONS = ("a", "b", "name == 'x'", "a and b", "a or b", "missing", "plan contains 'a'", "items == empty", "(a)")
WHENS = (
    "'Basic'",
    "'Basic', 'Basic'",
    "'Pro €' or 'Basic'",
    "'x'",
    "name",
    "plan, plan",
    "''",
    "blank",
    '"Basic"',
    "1",
)
COMMENTS = ("", "{{ x }}", "{% comment %} a {% endcomment %}", "{% raw %}{% endcomment %}{% endraw %}", "{% comment %}{% comment %}{% endcomment %}b{% endcomment %}",
            "{% if a %} {% endif %}", "{% unknown %}", "{%- comment -%}{%- endcomment -%}")  # fmt: skip


class Liquid(Draw):
    def tag(self, word: str, rest: str = "") -> str:
        left, right = ("-" if self.chance(0.15) else "" for _ in range(2))
        space = self.pick([" ", " ", "", "\n", "\t"])
        between = (
            ""
            if not rest
            else rest
            if rest.startswith("(") and self.chance(0.5)
            else self.pick([" ", "\n", "\t", "  "]) + rest
        )
        return "{%" + left + space + word + between + self.pick([" ", " ", "\n", ""]) + right + "%}"

    def output(self) -> str:
        left, right = ("-" if self.chance(0.15) else "" for _ in range(2))
        return "{{" + left + self.pick([" ", "\n", ""]) + self.pick(OUTPUTS) + self.pick([" ", "\t"]) + right + "}}"

    def choice(self) -> str:
        word = self.pick(["if", "unless"])
        made = self.tag(word, self.pick(CONDITIONS)) + self.body()
        for _ in range(self.random.choice([0, 0, 1, 2])):
            made += self.tag("elsif", self.pick(CONDITIONS)) + self.body()
        return made + (self.tag("else") + self.body() if self.chance(0.4) else "") + self.tag("end" + word)

    def case(self) -> str:
        made = self.tag("case", self.pick(["plan", "name", "1"])) + self.blank()
        for _ in range(self.random.randint(1, 3)):
            made += self.tag("when", self.pick(WHENS)) + self.body()
        return made + (self.tag("else") + self.body() if self.chance(0.5) else "") + self.tag("endcase")

    def loop(self) -> str:
        made = (
            self.tag(
                "for",
                self.pick(
                    [
                        "item in items",
                        "item in items limit:1",
                        "item\nin items",
                        "i in (1..2)",
                        "item in items reversed",
                    ]
                ),
            )
            + self.body()
        )
        if self.chance(0.25):
            made += self.tag(self.pick(["break", "continue"])) + self.body()
        return made + (self.tag("else") + self.body() if self.chance(0.3) else "") + self.tag("endfor")

    def wrapped(self) -> str:
        word = self.pick(["capture", "ifchanged", "ifchanged"])
        return self.tag(word, "c" if word == "capture" else "") + self.body() + self.tag("end" + word)

    def comment(self) -> str:
        return self.tag("comment") + self.pick(COMMENTS) + self.tag("endcomment")

    def raw(self) -> str:
        return (
            "{% raw %}"
            + self.pick(["", " ", "{{ x }}", "{% if %}", "\n{% endraw", "{{ x", "}}", " {%"])
            + self.pick(["{% endraw %}", "{%endraw%}", "{% endraw\n%}"])
        )

    def small(self) -> str:
        word, rest = self.random.choice([("assign", "z = 'q'"), ("assign", "z='a%'"), ("#", "note"), ("#note", ""), ("cycle", "'a', 'b'"), ("increment", "k"), ("echo", "name"),
                                         ("liquid", "echo name\necho 'x'")])  # fmt: skip
        return self.tag(word, rest)

    def stop(self) -> str:
        return self.tag(self.pick(["break", "continue"])) if self.chance(0.15) else self.blank()

    def body(self) -> str:
        return self.several([self.text, self.blank, self.blank, self.output, self.choice, self.choice, self.case, self.loop, self.wrapped, self.comment,
                             self.raw, self.small, self.stop])  # fmt: skip


def make(draw: Draw) -> str:
    return draw.as_a(Liquid).body() + draw.as_a(Liquid).body() + draw.as_a(Liquid).body()


def renderer() -> Renderer:
    return engine(DIALECT).render


@pytest.mark.parametrize("count", SIZES)
def test_what_liquid_renders_is_a_rendering_of_our_tree(count: int) -> None:
    hold(DIALECT, make, renderer(), REFUSED, count)
