"""Random Handlebars templates, rendered by Handlebars (node)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.engines.breaking import answer
from tests.engines.engine import EngineError, engine
from tests.engines.random_templates import SIZES, Draw, hold

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engines.random_templates import Renderer

OUTPUTS = ("name", "code", "brand", "plan", " name ", "\n name\t", "this.name", "./code", "{name}", "&name", "{ name }", "[name]", "missing", "'lit}}'",
           "items.length", "lookup this 'name'", "lookup . \"n}}\"", "'a\"b'", "[a}}b]", "helperMissing", "größe", "{größe}", "z", "&z", "@root.name", "../name",
           "this.[name]", "lookup this plan", "lookup items 0", "items.[0]", "code.length", "@root.plan.length", "(lookup this 'code')")  # fmt: skip
COMMENTS = ("! c ", "!-- c --", "!--{{x}}--", "!", "!-- a }} b --", "!---", "!--\n--", "! \n ", "!-- -- --")
CONDITIONS = ("a", "b", "name", "plan", "items", "'x'", "missing", "(lookup . 'a')", "\na", "a\n", "\ta ", "code", "größe", "z", "this.plan", "@root.a",
              "../b", "[name]", "brand includeZero=true", "name.length", "''", "0", "true", "items.length")  # fmt: skip
TEXTS = ("Hi", "a", " .", "é", "€", "}", "}}", "\\", "\\\\", "{", "~", "'", "[", "ж", "\u00a0", "\ufeff", "\u2028")


class Handlebars(Draw):
    dialect = "handlebars"
    undecided = ("partial", "inline", "raw")

    def tag(self, code: str, *, close: str = "}}") -> str:
        left, right = ("~" if self.chance(0.12) else "" for _ in range(2))
        return "{{" + left + code + right + close

    def leaf(self) -> str:
        return self.text(TEXTS)

    def output(self) -> str:
        return self.tag(self.code(OUTPUTS, "{{CODE}}"))

    def escaped(self) -> str:
        return self.pick(["\\", "\\\\", "a\\", "\\\\\\"]) + self.output()

    def comment(self) -> str:
        return self.tag(self.pick(COMMENTS))

    def partial(self) -> str:
        return self.tag(self.pick(["> foot", ">foot", "> foot name=code", ">\nfoot "]))

    def raw(self) -> str:
        return (
            "{{{{keep}}}}"
            + self.pick(["x", "{{x}}", "\n", "{{/if}}", "\n{{{{keep}}}} a {{{{/keep}}}}\n"])
            + "{{{{/keep}}}}"
        )

    def otherwise(self) -> str:
        return self.tag(self.pick(["else", "^", " else ", "^ ", "else\n"])) + self.body()

    def asked(self) -> str:
        return self.code(CONDITIONS, "{{#if CODE}}x{{/if}}")

    def named(self) -> str:
        """A value that is given another name inside a block, and what is printed of it."""
        name = self.pick(["z", "name", "it"])
        if self.decided or self.chance(0.5):
            value = self.code(["name", "plan", "code", "größe", "this.brand"], "{{#with CODE}}x{{/with}}")
            inner = self.pick(
                [
                    "{{this}}",
                    "{{.}}",
                    "{{ . }}",
                    "{{{this}}}",
                    "{{../code}}",
                    "{{#if ../b}}{{~ ../plan }}{{^}}{{../z}}{{/if}}",
                ]
            )
            named = self.chance(0.5)
            opened = f"#with {value}" + (f" as |{name}|" if named else "")
            inner = self.pick([inner, "{{" + name + "}}"]) if named else inner
            closed = self.tag("/with")
        else:
            name = self.pick(["z", "it"])
            opened = "#each items" + self.pick([f" as |{name}|", f" as |{name} i|", ""])
            inner = self.pick(
                [
                    "{{this}}",
                    "{{" + name + "}}",
                    "{{@index}}",
                    "{{#if @first}}1{{else}}n{{/if}}",
                    "{{../name}}",
                    "{{@root.code}}",
                ]
            )
            closed = self.tag("/each")
        return (
            self.tag(opened)
            + self.pick(["", "x", "\n"])
            + inner
            + self.blank()
            + (self.otherwise() if self.chance(0.3) else "")
            + closed
        )

    def chain(self) -> str:
        helper = self.pick(["if", "unless", "if"] if self.decided else ["if", "unless", "with", "each"])
        return (
            self.tag(f"else {self.pick(['', ' ', chr(10)])}{helper}{self.pick([' ', chr(10)])}{self.asked()}")
            + self.body()
        )

    def block(self) -> str:
        helper, asked = self.pick(["if", "unless", "with", "each", "a", "items", "name", "missing"]), ""
        if self.decided:
            helper = self.pick(["if", "if", "unless"])
        if helper in {"if", "unless", "with", "each"}:
            asked = self.pick(["items", "missing", "\nitems"]) if helper == "each" else self.asked()
            asked = self.pick([" ", "\n ", "\t"]) + asked
        inverted = self.chance(0.15)
        arms = self.body()
        if not inverted:
            arms += "".join(self.chain() for _ in range(self.random.choice([0, 0, 0, 1, 2])))
        if self.chance(0.4):
            arms += self.otherwise()
        return self.tag(("^" if inverted else "#") + helper + asked) + arms + self.tag("/" + helper)

    def inline(self) -> str:
        kind = self.pick(['#*inline "p"', "#> nowhere", "#> foot"])
        return self.tag(kind) + self.body() + self.tag({"#*": "/inline", "#>": "/" + kind[3:]}[kind[:2]])

    def line(self) -> str:
        """A tag that is alone on its line, or nearly."""
        makes = [self.comment, self.partial, self.block, self.raw]
        make = self.random.choice([self.comment, self.block] if self.decided else makes)
        return "\n" + self.pick(["", " ", "\t"]) + make() + self.pick(["", " ", "\t"]) + "\n"

    def body(self) -> str:
        parts: list[Callable[[], str]] = [
            self.leaf,
            self.leaf,
            self.output,
            self.comment,
            self.block,
            self.block,
            self.line,
        ]
        return self.several([*parts, self.named, self.partial, self.escaped, self.inline, self.raw])


def make(draw: Draw) -> str:
    handlebars = draw.as_a(Handlebars)
    return handlebars.body() + handlebars.body() + handlebars.body()


DIALECT = "handlebars"
REFUSED = (EngineError,)


def renderer() -> Renderer:
    real = engine("handlebars")
    return lambda source, data: real.render(source, data, partials={"foot": "- foot\n{{name}}"})


def seen(data: dict[str, Any]) -> dict[str, Any]:
    """Inside ``with``, ``each`` and a section on a text the names are looked up in it, and not found."""
    return {name: frozenset({value, ""}) if isinstance(value, str) else value for name, value in data.items()}


@pytest.mark.parametrize("count", SIZES)
def test_what_handlebars_renders_is_a_rendering_of_our_tree(count: int) -> None:
    hold(DIALECT, make, renderer(), REFUSED, count, seen)


NUMBERS = (
    "{{a.length}}{{a.length}}", "x{{a.length}}{{a.length}}", "{{a}}{{a.length}}{{a.length}}", "{{#if a}}{{a.length}}{{a.length}}{{/if}}",
    "x{{#if a}}{{a.length}}{{a.length}}{{/if}}", "{{a.length}}{{#if a}}{{a.length}}{{/if}}", "{{#if a}}{{a.length}}{{/if}}{{a.length}}",
    "{{a.length}} {{a.length}}", "{{a.length}}{{!-- --}}{{{a.length}}}", "{{#if a}}x{{/if}}{{a.length}}",
)  # fmt: skip


@pytest.mark.parametrize("source", NUMBERS)
def test_numbers_that_javascript_adds_are_unknown(source: str) -> None:
    """Without escapes, Handlebars joins what its parts return with ``+``."""
    joined = re.sub(r"\{\{\{?a\.length\}?\}\}", "4", re.sub(r"\{\{(?:#if a|/if|!-- --)\}\}", "", source)).replace(
        "{{a}}", "AAAA"
    )
    adds = engine("handlebars").render(source, {"a": "AAAA"}) != joined
    assert (answer(source, "handlebars") == "unknown") is adds
