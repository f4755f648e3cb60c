"""Random Mustache templates, rendered by mustache.js.

Left out, because mustache.js differs there from the specification, which we follow: a line with more than one tag that prints
nothing (mustache.js removes it, the specification keeps it), a tag that spans lines, and white space other than spaces and tabs on
a line. A table tests the blocks of a parent: mustache.js does not know them.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.engines.engine import EngineError, engine
from tests.engines.random_templates import SIZES, Draw, Renderer, hold

if TYPE_CHECKING:
    from collections.abc import Mapping

DIALECT = "mustache"
REFUSED = (EngineError,)
OUTPUTS = (
    "{{name}}",
    "{{ name }}",
    "{{{brand}}}",
    "{{{ plan }}}",
    "{{&code}}",
    "{{& name }}",
    "{{missing}}",
    "{{\tname\t}}",
    "{{no.such}}",
    "{{größe}}",
    "{{{z}}}",
    "{{&größe}}",
    "{{name.length}}",
    "{{{code.length}}}",
    "{{ plan.missing }}",
)
TEXTS = ("Hi", "a", " .", "é", "€", "}", "}}", "{", "~", "'", '"', "\\", "ж", "{%", "<%", "#")
SECTIONS = (
    "a",
    "b",
    "name",
    "größe",
    "items",
    "plan",
    "missing",
    " a ",
    "code",
    "z",
    "brand",
    "name.length",
    "\tplan ",
)
COMMENTS = ("{{! c }}", "{{!}}", "{{! {{x }}", "{{!# }}", "{{!--c--}}")


class Mustache(Draw):
    dialect = DIALECT

    def texts(self) -> str:
        return self.text(TEXTS)

    def output(self) -> str:
        return self.code(OUTPUTS, "CODE")

    def solid(self, made: str) -> str:
        """On a line with other text, so that it is not alone."""
        return self.pick(TEXTS[:2]) + made + self.pick(TEXTS[:2])

    def alone(self, tag: str) -> str:
        return "\n" + self.pick(["", " ", "\t", "  "]) + tag + self.pick(["", " ", "\t"]) + self.pick(["\n", "\r\n"])

    def comment(self) -> str:
        return self.random.choice([self.solid, self.alone])(self.pick(COMMENTS))

    def partial(self) -> str:
        made = "{{>" + self.pick(["", " "]) + "foot}}"
        return f"\n{made}\n" if self.chance(0.4) else self.random.choice([self.solid, self.solid, self.alone])(made)

    def section(self) -> str:
        place = self.random.choice([self.solid, self.alone])
        name, sign = self.code(SECTIONS, "{{#CODE}}x{{/CODE}}"), self.pick(["#", "#", "^"])
        opened, closed = (
            "{{" + sign + self.pick(["", " "]) + name + "}}",
            "{{/" + self.pick(["", " "]) + name.strip() + "}}",
        )
        item = (
            self.pick(["{{.}}", "{{{.}}}", "{{^name}}-{{/name}}"])
            if name == "items" and sign == "#" and self.chance(0.5)
            else ""
        )
        if name in {"name", "plan", "brand"} and sign == "#" and self.chance(0.3):
            item = self.pick(["{{.}}", "{{&.}}"])  # the text itself
        return place(opened) + item + self.body() + place(closed)

    def body(self) -> str:
        parts = [self.texts, self.blank, self.output, self.output, self.comment, self.section, self.section]
        return self.several(parts if self.decided else [*parts, self.partial])


def make(draw: Draw) -> str:
    mustache = draw.as_a(Mustache)
    return mustache.body() + mustache.body() + mustache.body()


def renderer() -> Renderer:
    render = partial(engine(DIALECT).render, partials={"foot": "- foot {{name}}"})

    def of_templates_without_parents(source: str, data: Mapping[str, Any]) -> str:
        if re.search(r"\{\{\s*[<$]", source):  # texts that meet: "{", "{" and "<%"
            raise EngineError("mustache.js does not know parents and blocks: to it they are names")
        return render(source, data)

    return of_templates_without_parents


@pytest.mark.parametrize("count", SIZES)
def test_what_mustache_renders_is_a_rendering_of_our_tree(count: int) -> None:
    hold(DIALECT, make, renderer(), REFUSED, count)
