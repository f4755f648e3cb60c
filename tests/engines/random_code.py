"""Random templates of Jinja, Django and Twig, valid ones and ones broken by small changes: does the engine refuse what smslint refuses?

A template is a list of words and spaces. A change drops, doubles, swaps or puts in one of them, or cuts the end off.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from smslint.dialects import parse
from smslint.errors import TemplateError
from smslint.text.bounds import bounds
from tests.engines.engine import FIRST_SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

VALUES: Final = {name: {"max": 5} for name in ("a", "b", "name", "user.name", "item", "x", "y", "z", "loop.index", "forloop.counter")} | {
    "items": {"max_items": 2},
    "user.items": {"max_items": 2},
}  # fmt: skip
"""Every name has a limit, so that bounds without one come from code that is not understood."""


class Code:
    """Draws the templates of one language."""

    names: Sequence[str] = ("a", "b", "name", "user.name", "x")
    literals: Sequence[str] = ("'x'", '"y"', "''", "1", "2.5", "'it\\'s'", "true", "none")
    joined: Sequence[str] = ("and", "or", "==", "!=", "<", ">=", "+", "-", "*", "in", "not in", "~")
    before: Sequence[str] = ("not", "-")
    filters: Sequence[str] = ("upper", "lower", "trim")
    tests: Sequence[str] = ("defined", "odd")
    noise: Sequence[str] = (
        "(", ")", "[", "]", "{", "}", ",", ".", ":", "|", "=", "==", "+", "-", "~", "and", "or", "not", "in", "is", "if", "else", "a", "1", "'x'", '"', "'", "?", "%",
        "*", "**", "as", "with", "only", " ", "!", "&&", ";", "_x", "{{", "}}", "{%", "%}",
    )  # fmt: skip
    """What is put into templates that are broken."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def pick(self, options: Sequence[str]) -> str:
        return self.random.choice(options)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def spaced(self, *words: str | list[str]) -> list[str]:
        """Words with a space between them."""
        found: list[str] = []
        for word in words:
            if found and word:
                found.append(" ")
            found += [word] if isinstance(word, str) and word else word
        return found

    def several(self, draw: Callable[[], list[str]], most: int = 3, sign: str = ",") -> list[str]:
        found: list[str] = []
        for index in range(self.random.randint(0, most)):
            found += [*([sign, " "] if index else []), *draw()]
        return found

    def value(self, depth: int) -> list[str]:
        """A name, a literal, or a value in brackets."""
        return [self.pick(self.names if self.chance(0.6) else self.literals)]

    def expression(self, depth: int = 2) -> list[str]:
        if depth <= 0 or self.chance(0.4):
            return self.value(depth)
        found = self.spaced(self.expression(depth - 1), self.pick(self.joined), self.expression(depth - 1))
        return self.spaced(self.pick(self.before), found) if self.chance(0.1) else found

    def output(self) -> list[str]:
        return ["{{", " ", *self.expression(), " ", "}}"]

    def tag(self, *words: str | list[str]) -> list[str]:
        return ["{%", " ", *self.spaced(*words), " ", "%}"]

    def body(self, depth: int = 1) -> list[str]:
        return [] if depth <= 0 else self.random.choice([lambda: ["x"], self.output, *self.blocks()])()

    def blocks(self) -> list[Callable[[], list[str]]]:
        """The tags of the language, each with its end."""
        return [self.condition]

    else_if = "elif"

    def condition(self) -> list[str]:
        found = [*self.tag("if", self.asked()), *self.body(0), "x"]
        if self.chance(0.4):
            found += [*self.tag(self.else_if, self.asked()), "y"]
        if self.chance(0.4):
            found += [*self.tag("else"), "z"]
        return found + self.tag("endif")

    def asked(self) -> list[str]:
        return self.expression()

    def template(self) -> list[str]:
        found = ["Hi "]
        for _ in range(self.random.choice([1, 1, 2])):
            found += self.body()
        return [*found, "."]

    def source(self) -> str:
        words = self.template()
        if self.chance(0.75):
            for _ in range(self.random.choice([1, 1, 1, 2])):
                self.change(words)
                words = words or [" "]
        return self.changed("".join(words)) if self.chance(0.2) else "".join(words)

    def changed(self, source: str) -> str:
        """A source with one character less, twice, or in front of another one."""
        at = self.random.randrange(max(len(source), 1))
        put = self.pick(
            ("", source[at : at + 1] * 2, self.pick("{}%()[]|.:,'\"_-+~!=<>&#\\ \n\tx0é") + source[at : at + 1])
        )
        return source[:at] + put + source[at + 1 :]

    def change(self, words: list[str]) -> None:
        """One small change."""
        at = self.random.randrange(len(words))
        match self.random.randrange(7):
            case 0 | 1:
                del words[at]
            case 2:
                words.insert(at, words[at])
            case 3 if at + 1 < len(words):
                words[at], words[at + 1] = words[at + 1], words[at]
            case 4:
                words.insert(at, self.pick(self.noise))
            case 5:
                words[at] = self.pick(self.noise)
            case 6 if self.chance(0.2):
                del words[at:]
            case _:
                words[at : at + 1] = [words[at], " ", self.pick(self.noise)]


class Curly(Code):
    """What Jinja and Twig share."""

    def value(self, depth: int) -> list[str]:
        if depth <= 0 or self.chance(0.6):
            return [*super().value(depth), *self.behind(depth)]
        kind = self.random.randrange(5)
        if kind == 0:
            return ["(", *self.expression(depth - 1), ")", *self.behind(depth)]
        if kind == 1:
            return ["[", *self.several(lambda: self.expression(depth - 1)), "]", *self.behind(depth)]
        if kind == 2:
            return ["{", *self.several(lambda: [self.pick(("'k'", '"l"', "1")), ":", " ", *self.expression(depth - 1)]), "}", *self.behind(depth)]  # fmt: skip
        if kind == 3:
            return self.spaced(self.value(0), "is", self.pick(self.tests))
        return [self.pick(self.names), *self.behind(depth)]

    calls: Sequence[str] = ("max",)
    filters_with: Sequence[str] = ("default", "join")

    def behind(self, depth: int) -> list[str]:
        found: list[str] = []
        while self.chance(0.25):
            match self.random.randrange(5):
                case 0:
                    found += [".", self.pick(("name", "0", "items"))]
                case 1:
                    found += ["[", *self.expression(depth - 1), "]"]
                case 2:
                    found += ["[", *self.value(0), ":", *self.value(0), "]"]
                case 3:
                    return [*found, "|", self.pick(self.filters)]
                case _:
                    return [*found, "|", self.pick(self.filters_with), "(", *self.expression(depth - 1), ")"]
        return found


class Jinja(Curly):
    literals = (*Curly.literals, "0x1f", "1_000", "1e5", "None", "True")
    joined = (*Curly.joined, "//", "**", "%", "if", "/")
    before = ("not", "-", "+")
    tests = (
        "defined",
        "odd",
        "none",
        "not none",
        "divisibleby 3",
        "divisibleby(3)",
        "in [1]",
        "sameas true",
        "eq 'x'",
        "string",
    )
    noise = (
        *Code.noise,
        "recursive",
        "ignore",
        "missing",
        "context",
        "without",
        "import",
        "loop",
        "scoped",
        "is defined",
        "elif",
        "~~",
        "//",
        "endif",
        "set",
        "for",
    )

    def expression(self, depth: int = 2) -> list[str]:
        if depth > 0 and self.chance(0.1):
            return self.spaced(
                self.expression(depth - 1), "if", self.expression(depth - 1), "else", self.expression(depth - 1)
            )
        if depth > 0 and self.chance(0.05):
            return [self.pick(("range", "dict", "cycler", "name.title")), "(", *self.several(self.argument), ")"]
        return super().expression(depth)

    def argument(self) -> list[str]:
        return [*([self.pick(("k=", "*", "**", "d="))] if self.chance(0.3) else []), *self.expression(1)]

    def asked(self) -> list[str]:
        return Curly.expression(self)

    def blocks(self) -> list[Callable[[], list[str]]]:
        tag, pick, expression = self.tag, self.pick, self.expression
        return [
            self.condition,
            self.condition,
            lambda: [*tag("for", pick(("x", "x, y", "(x, y)")), "in", pick(("items", "user.items", "[1, 2]", "items|list")), pick(("", "", "if x", "recursive", "if x > 1 recursive"))), "x", *(tag("else") if self.chance(0.3) else []), *tag("endfor")],
            lambda: tag("set", pick(("x", "x, y", "x.y")), "=", expression()),
            lambda: [*tag("set", pick(("x", "x|upper", "x | default('a')"))), "x", *tag("endset")],
            lambda: [*tag("with", self.several(lambda: self.spaced(pick(("x", "z")), "=", expression(1)))), *self.output(), *tag("endwith")],
            lambda: tag("include", pick(("'foot'", "name", "['a', 'b']")), pick(("", "ignore missing", "without context", "ignore missing with context"))),
            lambda: [*tag("macro", "m", "(", pick(("", "x", "x, y=1", "x=1, y='a'")), ")"), "x", *tag("endmacro")],
            lambda: tag("import", "'foot'", "as", "f", pick(("", "with context"))),
            lambda: tag("from", "'foot'", "import", pick(("a", "a as b", "a, b as c", "a with context"))),
            lambda: [*tag("call", pick(("", "(x)")), "m()"), "x", *tag("endcall")],
            lambda: [*tag("filter", pick(("upper", "upper|trim", "replace('a', 'b')"))), "x", *tag("endfilter")],
            lambda: [*tag("autoescape", pick(("true", "false", "a"))), *self.output(), *tag("endautoescape")],
            lambda: [*tag("block", pick(("t", "t scoped", "t required"))), *tag("endblock", pick(("", "t")))],
            lambda: tag("print", self.several(lambda: expression(1))),
            lambda: [*tag("raw"), "{{ x", *tag("endraw")],
        ]  # fmt: skip


class Twig(Curly):
    literals = (*Curly.literals, "null", "1e+5", '"a#{name}b"', '"#{a}"')
    joined = (*Curly.joined, "//", "**", "%", "??", "?:", "..", "matches", "starts with", "ends  with", "b-and", "<=>")
    tests = (
        "defined",
        "odd",
        "not empty",
        "divisible by(3)",
        "divisible by 3",
        "same as(a)",
        "not null",
        "constant('X')",
    )
    calls = ("max", "range", "name.title", "block")
    filters_with = (*Curly.filters_with, "slice")
    noise = (
        *Code.noise,
        "ignore",
        "missing",
        "import",
        "elseif",
        "~~",
        "//",
        "endif",
        "set",
        "for",
        "#{",
        "??",
        "?:",
        "..",
        "=>",
        "matches",
        "starts",
        "null",
    )
    else_if = "elseif"

    def expression(self, depth: int = 2) -> list[str]:
        if depth > 0 and self.chance(0.1):
            return self.spaced(
                self.expression(depth - 1), "?", self.expression(depth - 1), ":", self.expression(depth - 1)
            )
        if depth > 0 and self.chance(0.05):
            return [self.pick(self.calls), "(", *self.several(lambda: self.expression(1)), ")"]
        if depth > 0 and self.chance(0.03):
            return ["items", "|", "map", "(", self.pick(("x => ", "(x, y) => ")), *self.expression(depth - 1), ")"]
        return super().expression(depth)

    def blocks(self) -> list[Callable[[], list[str]]]:
        tag, pick, expression = self.tag, self.pick, self.expression
        return [
            self.condition,
            self.condition,
            lambda: [*tag("for", pick(("x", "x, y")), "in", pick(("items", "user.items", "[1, 2]", "1..3", "items|reverse"))), "x", *(tag("else") if self.chance(0.3) else []), *tag("endfor")],
            lambda: tag("set", pick(("x", "z")), "=", expression()),
            lambda: tag("set", "x, y", "=", expression(1), ",", expression(1)),
            lambda: [*tag("set", "x"), "x", *tag("endset")],
            lambda: [*tag("with", pick(("", "{'x': 1}", "{x: a} only", "name"))), *self.output(), *tag("endwith")],
            lambda: tag("include", pick(("'foot'", "name", "['a', 'b']")), pick(("", "ignore missing", "with {'a': 1}", "with {'a': b} only", "only"))),
            lambda: [*tag("macro", "m", "(", pick(("", "x", "x, y=1", "x='a', y=[1, {'a': -1}]")), ")"), "x", *tag("endmacro", pick(("", "m")))],
            lambda: tag("import", "'foot'", "as", "f"),
            lambda: tag("from", "'foot'", "import", pick(("a", "a as b", "a, b as c"))),
            lambda: [*tag("apply", pick(("upper", "upper|trim", "replace({'a': 'b'})"))), "x", *tag("endapply")],
            lambda: [*tag("autoescape", pick(("", "false", "'html'"))), *self.output(), *tag("endautoescape")],
            lambda: [*tag("block", "t"), "x", *tag("endblock", pick(("", "t")))],
            lambda: tag("block", "s", expression(1)),
            lambda: tag("do", expression(1)),
            lambda: [*tag("verbatim"), "{{ x", *tag("endverbatim")],
            lambda: [*tag("embed", "'foot'"), *tag("block", "u"), "x", *tag("endblock"), *tag("endembed")],
        ]  # fmt: skip


class Django(Code):
    literals = ("'x'", '"y z"', "''", "1", "-2.5", "'it\\'s'", "True", "None", '_("a b")', "_('c')")
    joined = ("and", "or", "==", "!=", "<", ">=", "in", "not in", "is", "is not")
    before = ("not",)
    noise = (
        *Code.noise,
        "for",
        "from",
        "by",
        "count",
        "on",
        "silent",
        "reversed",
        "noop",
        "_",
        "trimmed",
        "elif",
        "|upper",
        ":",
        "a=b",
        "with",
        "x|y",
        "endif",
        "_x",
    )

    def value(self, depth: int) -> list[str]:
        found = super().value(depth)
        while self.chance(0.3):
            found += [
                "|",
                self.pick(("upper", "lower", "title", "length", "date", "yesno"))
                if self.chance(0.6)
                else self.pick(("default", "cut", "add", "join", "date", "slice")),
            ]
            if found[-1] in {"default", "cut", "add", "join", "slice"} or (
                found[-1] in {"date", "yesno"} and self.chance(0.5)
            ):
                found += [":", self.pick(("'y'", '"a b"', "a", "user.name", "1", "'it\\'s'"))]
        return found

    def output(self) -> list[str]:
        return ["{{", self.pick((" ", "", "  ")), *self.value(1), self.pick((" ", "")), "}}"]

    def some(self, least: int = 0, most: int = 3) -> list[str]:
        return self.spaced(*(self.value(1) for _ in range(self.random.randint(least, most))))

    def pairs(self) -> list[str]:
        if self.chance(0.3):
            found = self.spaced(self.value(1), "as", self.pick(("z", "w")))
            return self.spaced(found, "and", self.value(1), "as", "v") if self.chance(0.3) else found
        return self.spaced(*([self.pick(("x=", "z=", "v=")), *self.value(1)] for _ in range(self.random.randint(1, 2))))

    def blocks(self) -> list[Callable[[], list[str]]]:
        tag, pick, value = self.tag, self.pick, self.value
        return [
            self.condition,
            self.condition,
            self.condition,
            lambda: [*tag("for", pick(("x", "x, y", "x,y", "x , y")), "in", value(1), pick(("", "", "reversed"))), "x", *(tag("empty") if self.chance(0.3) else []), *tag("endfor")],
            lambda: [*tag("with", self.pairs()), *self.output(), *tag("endwith")],
            lambda: tag("include", pick(("'foot'", "name")), pick(("", "only", "with x=a", "with x=a|upper y='b c' only", "only with x=1"))),
            lambda: [*tag("autoescape", pick(("on", "off"))), *self.output(), *tag("endautoescape")],
            lambda: [*tag("cycle", self.some(2), pick(("", "as c", "as c silent"))), *(tag("cycle", "c") if self.chance(0.2) else []), *(tag("resetcycle", pick(("", "c"))) if self.chance(0.2) else [])],
            lambda: [*tag("filter", pick(("upper", "upper|cut:'a'", "default:a"))), "x", *tag("endfilter")],
            lambda: tag("firstof", self.some(1), pick(("", "as f"))),
            lambda: [*tag("ifchanged", self.some(0, 1)), "x", *(tag("else") if self.chance(0.3) else []), *tag("endifchanged")],
            lambda: tag("load", pick(("i18n", "i18n l10n", "trans from i18n"))),
            lambda: tag("lorem", pick(("", "2", "2 w", "a p random"))),
            lambda: tag("now", pick(("'Y'", '"jS F"', "'Y' as y"))),
            lambda: tag("regroup", value(0), "by", pick(("a", "a.b")), "as", "g"),
            lambda: [*tag("spaceless"), "x", *tag("endspaceless")],
            lambda: tag("templatetag", pick(("openblock", "closebrace"))),
            lambda: tag("url", pick(("'home'", "name")), pick(("", "a b|upper", "x=1 y=a", "a as u"))),
            lambda: tag("widthratio", self.some(3, 3), pick(("", "as w"))),
            lambda: tag(pick(("trans", "translate")), value(0), pick(("", "noop", "as t", "context 'c'", "context 'c' as t"))),
            lambda: [*tag("blocktrans", pick(("", "with x=a", "with a as x and b as y", "trimmed", "asvar q", "context 'c'"))), "x {{ x }}", *tag("endblocktrans")],
            lambda: [*tag("blocktranslate", pick(("count n=items|length", "count a as n", "with x=a count n=b trimmed"))), "x", *tag("plural"), "{{ n }}", *tag("endblocktranslate")],
            lambda: tag("get_current_language", "as", "l"),
            lambda: tag("get_language_info", "for", value(0), "as", "l"),
            lambda: [*tag("language", value(0)), "x", *tag("endlanguage")],
            lambda: [*tag("localize", pick(("", "on"))), "x", *tag("endlocalize")],
            lambda: [*tag("cache", "500", "n", self.some(0, 2), pick(("", 'using="x"'))), "x", *tag("endcache")],
            lambda: tag("static", pick(("'a.png'", "name", "'a.png' as s"))),
            lambda: [*tag("verbatim"), "{{ x", *tag("endverbatim")],
            lambda: [*tag("block", "t"), *self.output(), *tag("endblock", pick(("", "t")))],
            lambda: ["{#", " c ", "#}"],
        ]  # fmt: skip


KINDS: Final[dict[str, type[Code]]] = {"jinja": Jinja, "twig": Twig, "django": Django}
ARGUED: Final = {
    # A project may have libraries of its own, with filters.
    "django": re.compile(r"is not a registered tag library|is not a valid tag or filter|Invalid filter"),
    # Twig 3.15 takes functions wherever a value stands, 3.21 what stands behind a value also behind a test, 3.23 an assignment as a value;
    # a host may add tests.
    "twig": re.compile(r"""=>|of value "="|Unknown .* test|\bis\s.*of value "[|[.]" \("""),
}
"""Templates and reasons of an engine whose text smslint may count: other releases take them, or another host."""


REFUSED_HERE: Final = {"django": re.compile(r"(?:^|[%}]\})\s*endblocktrans(?:late)?\s*$")}
"""What only smslint refuses. Django takes the text ``endblocktrans`` at the end of a file for the tag that is missing, and prints it to
the recipient: nobody means that."""


def compare(
    dialect: str, kind: type[Code], refuses: Callable[[str], str], count: int
) -> tuple[Counter[str], list[str], list[str]]:
    """How many templates there were of each kind; those that only smslint refuses; those that only the engine refuses, with exact bounds here.

    :param refuses: why the engine does not compile a template; empty if it does.
    """
    found: Counter[str] = Counter()
    false: list[str] = []
    exact: list[str] = []
    for seed in range(FIRST_SEED, FIRST_SEED + count):
        source = kind(seed).source()
        why = refuses(source)
        try:
            tree = parse(source, dialect)
        except TemplateError as error:
            found["both refuse" if why else "only smslint refuses"] += 1
            if not why and not (dialect in REFUSED_HERE and REFUSED_HERE[dialect].search(source)):
                false.append(f"{source!r}: {error}")
            continue
        if not why:
            found["both take"] += 1
        elif bounds(tree, VALUES).most is None:
            found["unknown"] += 1
        elif dialect in ARGUED and ARGUED[dialect].search(f"{source}: {why}"):
            found["argued"] += 1
        else:
            found["only the engine refuses"] += 1
            exact.append(f"{source!r}: {why}")
    return found, false, exact
