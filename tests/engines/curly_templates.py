"""Random templates of the languages with ``{{ output }}``, ``{% tag %}`` and ``{# comment #}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.engines.random_templates import Draw

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Curly(Draw):
    """Shared by Jinja, Twig and Django; each subclass defines what it writes."""

    trims: tuple[str, ...] = ("-",)
    right_trims: tuple[str, ...] = ("-",)
    output_trims: tuple[str, ...] = ("-",)
    spaces: tuple[str, ...] = (" ", "\n", "\t", "  ", "\r\n")
    edges: tuple[str, ...] = (" ", " ", "", "\n", "\t")
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
            + self.pick(self.outputs)
            + self.pick(self.edges)
            + self.trim(self.output_trims)
            + "}}"
        )

    def comment(self) -> str:
        return "{#" + self.trim(self.trims) + self.pick(self.comments) + self.trim(self.trims) + "#}"

    def choice(self) -> str:
        made = self.tag("if", self.pick(self.conditions)) + self.body()
        for _ in range(self.random.choice([0, 0, 1, 2])):
            made += self.tag(self.otherwise, self.pick(self.conditions)) + self.body()
        return made + (self.tag("else") + self.body() if self.chance(0.4) else "") + self.tag("endif")

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
        return []

    def body(self) -> str:
        return self.several(
            [
                self.text,
                self.text,
                self.blank,
                self.output,
                self.output,
                self.comment,
                self.choice,
                self.choice,
                self.loop,
                self.block,
                *self.more(),
            ]
        )

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

    def whole(self) -> str:
        return self.body() + self.body() + self.body()
