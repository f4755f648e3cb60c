"""Random Go templates, rendered by Go's text/template."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines.engine import EngineError, engine
from tests.engines.random_templates import SIZES, Blocks, Draw, Renderer, hold

if TYPE_CHECKING:
    from collections.abc import Callable

DIALECT = "go"
REFUSED = (EngineError,)
OUTPUTS = (".name", ".code", ".brand", "$.plan", '"}}"', "`{{ x }}`", "'\"'", '"a\\"}}"', 'printf "%s}}" .name', "(.name)", "len .items", ".name | html", '"/* x */"',
           "`a\nb`", "print .name", '""', "$x := .name", "$y := `}}`", ".größe", 'printf "%.3s" .name', 'or .plan "x"', "and .name .code", 'printf "%-8s|" .plan', "slice .code 0 2", "print .plan .code", 'index .items 0')  # fmt: skip
CONDITIONS = (
    ".a",
    ".b",
    "(.a)",
    "not .a",
    "and .a .b",
    'eq .name "x"',
    "(or .a .b)",
    ".name",
    '"x"',
    "$v := .a",
    "not .plan",
    'eq .name "x" "a b"',
    'ne .a "0"',
    "eq .name .plan",
    'and .name (ne .plan "")',
    'or (eq .a "false") .b',
    ".größe",
    "len .name",
    "gt (len .name) 2",
    'and (not .a) (eq .code "1234")',
)
COMMENTS = ("/* c */", "/* }} */", "/* a\nb */", "/**/", "/* {{ if }} */", '/* " */', "/* ' */")


class Go(Blocks):
    dialect = DIALECT
    undecided = ("loop", "named")

    def set_(self) -> str:
        """An assignment, and the name of it printed."""
        value = self.pick(
            [
                ".name",
                ".code",
                '"q"',
                ".plan",
                'printf "%s!" .name',
                "(.größe)",
                "$.brand",
                "or .plan .code",
                "len .name",
            ]
        )
        again = self.chance(0.3)
        changed = self.tag("$z = " + self.pick([".code", '"w"', ".name", "$z"])) if again else ""
        if again and self.chance(0.4):
            changed = self.if_() + changed + self.tag("end")
        return (
            self.tag("$z := " + value)
            + self.blank()
            + changed
            + self.tag(self.pick(["$z", "$z", "print $z", "$z | html"]))
            + self.pick(["", self.tag("if $z") + "y" + self.tag("end")])
        )

    def tag(self, code: str, *, exact: bool = False) -> str:
        left, right = ("-" if self.chance(0.15) else "" for _ in range(2))
        before = self.pick([" ", "\n", "\t", "\r\n"]) if left else "" if exact else self.pick(["", " ", "\n", "\t"])
        after = self.pick([" ", "\n", "\t"]) if right else "" if exact else self.pick(["", " ", "\n"])
        return "{{" + left + before + code + after + right + "}}"

    def word(self, word: str, rest: str) -> str:
        near = rest[:1] in {"(", "."} and self.chance(0.3)
        return self.tag(word + ("" if near else self.pick([" ", "\n", "\t", "  "])) + rest)

    def output(self) -> str:
        return self.tag(self.code(OUTPUTS, "{{CODE}}"))

    def comment(self) -> str:
        return self.tag(self.pick(COMMENTS), exact=True)

    def if_(self) -> str:
        return self.word("if", self.code(CONDITIONS, "{{if CODE}}{{end}}"))

    def else_if(self) -> str:
        return self.word("else" + self.pick([" ", "\n"]) + "if", self.code(CONDITIONS, "{{if CODE}}{{end}}"))

    def end(self) -> str:
        return (self.tag("else") + self.body() if self.chance(0.4) else "") + self.tag("end")

    def with_(self) -> str:
        return (
            self.word(
                "with",
                self.pick([".name", "$w := .brand", "(.plan)", ".größe", "$w := .code", "or .plan .code", "len .name"]),
            )
            + self.pick(["", " ", "{{ . }}", "{{- . -}}\n", "{{ $.name }}", "{{if .}}x{{end}}", "{{ print . }}"])
            + self.end()
        )

    def loop(self) -> str:
        asked = self.pick([".items", "$i, $x := .items", "$x := .items", "(.items)"])
        inner = self.pick(["", "{{ . }}", " \n", "{{ break }}", "x{{ continue }}y", "{{ if . }}{{ break }}{{ end }}z"])
        return self.word("range", asked) + inner + self.end()

    def named(self) -> str:
        name = self.pick(["one", "two", "six"]) + str(self.random.randint(0, 10**6))
        kind = self.random.choice([0, 1, 2, 3])
        defined = self.tag(f'define "{name}"') + self.pick(["", "D", " \n", "{{ .name }}"]) + self.tag("end")
        if kind == 0:
            return self.tag(f'block "{name}" .') + self.body() + self.tag("end")
        if kind == 1:
            self.defined.append(defined)
            return self.tag(f'template "{name}" .')
        if kind == 2:  # an empty block is replaced by a definition of the same name
            self.defined.append(self.tag(f'define "{name}"') + self.pick(["", "D", " \n"]) + self.tag("end"))
            return self.tag(f'block "{name}" .') + self.blank() + self.tag("end")
        return self.tag(f'block "{name}" .') + "x" + self.tag("end")

    def more(self) -> list[Callable[[], str]]:
        return [self.with_, self.set_, self.loop, self.named]

    def whole(self) -> str:
        self.defined: list[str] = []
        made = self.body() + self.body() + self.body()
        return made + "".join(self.defined)


def make(draw: Draw) -> str:
    return draw.as_a(Go).whole()


def renderer() -> Renderer:
    return engine(DIALECT).render


@pytest.mark.parametrize("count", SIZES)
def test_what_go_renders_is_a_rendering_of_our_tree(count: int) -> None:
    hold(DIALECT, make, renderer(), REFUSED, count)
