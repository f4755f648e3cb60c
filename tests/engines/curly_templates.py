"""Random templates of the languages with ``{{ output }}``, ``{% tag %}`` and ``{# comment #}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.engines.random_templates import Blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KEPT = {"foot": "- foot {{ name }}", "base": "A{% block one %}1{% endblock %}B{% block two %}{% endblock %}C"}
"""Templates that others include or extend."""
CONDITIONS = ("a", "b", "(a)", "(a)and(b)", "[1]", "not a", "a and\nb", "name == '%}'", "name", "not plan", "plan == ''", "name == 'x'", "code == '1234'",
              "a == '0'", "a == b", "name == plan", "a or b and name", "not (a or plan)", "plan in ['Basic', '']", "name|length > 2", "'a' in name", "z", "z == name",
              "a != 'false'", "name|upper == 'A B'", "größe", "plan not in ['', 'x']", "name|trim")  # fmt: skip
"""Conditions of both Jinja and Twig."""


ASSIGNED = (
    "z = 1",
    "z={'a': '%}'}",
    "z, y = 1, 2",
    "z = '}}'",
    "z = name",
    "z=code",
    "z = name|upper",
    "z = name ~ code",
    "z = a",
    "größe = plan",
)
"""Assignments of both Jinja and Twig."""


class Curly(Blocks):
    """Shared by Jinja, Twig and Django; each subclass defines what it writes."""

    texts = 2
    trims: tuple[str, ...] = ("-",)
    right_trims: tuple[str, ...] = ("-",)
    output_trims: tuple[str, ...] = ("-",)
    spaces: tuple[str, ...] = (" ", "\n", "\t", "  ", "\r\n")
    edges: tuple[str, ...] = (" ", " ", "", "\n", "\t", "\v", "\f", "\r\n", "\u00a0", "\u2003")
    outputs: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    comments: tuple[str, ...] = (" c ", "", " {{ x }} ", " {% if %} ", "a\nb", "'", " {# ")
    items: tuple[str, ...] = ("item in items",)
    otherwise = "elif"
    empty = "else"

    def trim(self, trims: tuple[str, ...]) -> str:
        return self.pick(trims) if trims and self.chance(0.15) else ""

    def tag(self, word: str, rest: str = "") -> str:
        bracket = rest[:1] in {"(", "["} and self.spaces != (" ",) and self.chance(0.5)
        code = word + ("" if not rest or bracket else self.pick(self.spaces)) + rest
        return (
            "{%"
            + self.trim(self.trims)
            + self.pick(self.edges)
            + code
            + self.pick(self.edges)
            + self.trim(self.right_trims)
            + "%}"
        )

    def output(self) -> str:
        return (
            "{{"
            + self.trim(self.output_trims)
            + self.pick(self.edges)
            + self.code(self.outputs, "{{ CODE }}")
            + self.pick(self.edges)
            + self.trim(self.output_trims)
            + "}}"
        )

    def comment(self) -> str:
        return "{#" + self.trim(self.trims) + self.pick(self.comments) + self.trim(self.trims) + "#}"

    def if_(self) -> str:
        return self.tag("if", self.code(self.conditions, "{% if CODE %}{% endif %}"))

    def else_if(self) -> str:
        return self.tag(self.otherwise, self.code(self.conditions, "{% if CODE %}{% endif %}"))

    def end(self) -> str:
        return (self.tag("else") + self.body() if self.chance(0.4) else "") + self.tag("endif")

    def loop(self) -> str:
        inner = "{{ item }}" if self.chance(0.5) else ""
        return (
            self.tag("for", self.pick(self.items))
            + inner
            + self.body()
            + (self.tag(self.empty) + self.body() if self.chance(0.4) else "")
            + self.tag("endfor")
        )

    def block(self) -> str:
        name = f"b{self.random.randint(0, 10**9)}"
        return self.tag("block", name) + self.body() + self.tag("endblock", name if self.chance(0.3) else "")

    def more(self) -> list[Callable[[], str]]:
        return [self.loop, self.block]

    def captured(self) -> str:
        """The name to which the content of a block is assigned."""
        return "z"

    def assigned(self) -> str:
        if self.chance(0.5):
            return self.tag("set", self.code(ASSIGNED, "{% set CODE %}"))
        return self.tag("set", self.captured()) + self.body() + self.tag("endset")

    def text(
        self,
        texts: Sequence[str] = (
            "Hi",
            "a",
            " .",
            "é",
            "€",
            "}",
            "}}",
            "%",
            "'",
            '"',
            "\\",
            "[",
            "ж",
            "%}",
            "#}",
            "x\n",
        ),
    ) -> str:
        return super().text(texts)

    def before_parent(self) -> str:
        """Text before the tag that extends another template."""
        return self.pick(["", "", "before"])

    def after_parent(self) -> str:
        """Text after it that is in no block."""
        return self.text()

    def inherited(self) -> str:
        """The content of the block in the parent, in the block that replaces it."""
        return ""

    def child(self) -> str:
        """A template that extends another."""
        inner = "".join(
            self.tag("block", name) + self.body() + self.inherited() + self.tag("endblock")
            for name in ("one", "two", "six")
            if self.chance(0.7)
        )
        return self.before_parent() + self.tag("extends", "'base'") + self.after_parent() + inner

    def whole(self) -> str:
        return self.child() if not self.decided and self.chance(0.1) else self.body() + self.body() + self.body()
