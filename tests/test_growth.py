"""Twice the input takes about twice the time: every construct of every dialect and source is repeated, and the time may not explode.

Only processor time is measured, and only a growth far from linear fails: eight times the input may take 24 times as long.
"""

from __future__ import annotations

import gc
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

import pytest

import smslint
from smslint.broadcast.naming import Naming
from smslint.broadcast.no_values import Cells
from smslint.dialects import DIALECTS, grammar_of, parse
from smslint.dialects.constructs import BREAKS
from smslint.dialects.parts.composed import Part
from smslint.dialects.parts.composing import compose
from smslint.errors import SmslintError
from smslint.project.globs import compile_glob
from smslint.project.likeness import is_of_the_program
from smslint.recipients.headers import roles
from smslint.sources import registry
from smslint.sources.message import Message, SourceMap
from smslint.sources.options import Options
from smslint.text.renderings import renderings
from tests.project.support import project, run

if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from pathlib import Path

MOST_GROWTH: Final = 24
"""Times as long for eight times the input."""
NOTICEABLE: Final = 0.5
"""Seconds; below, a measurement says nothing."""

MARKS = [
    "{{",
    "{%",
    "{%%",
    "[[",
    "<<",
    "%%",
    "%",
    "${",
    "#{",
    "{#",
    "{",
    "}",
    "}}",
    "}}",
    "%}",
    "(",
    ")",
    "'",
    '"',
    "\\",
    "&",
    "<",
    ">",
    "=",
    "|",
    "||",
    "a",
    "1",
    ".",
    "$",
    "@",
    ":",
    ",",
    "-",
    "#",
    "##",
    "*",
    "*|",
    "!",
    "?",
    "/",
    "~",
    "é",
    "[a]",
    "[[a]]",
    "((a))",
    "<a>",
    "<!--",
    "<![CDATA[",
    "-->",
    "{{{",
    "}}}",
    "{{-",
    "-}}",
    "{{&",
    "{{!",
    "{{!--",
    "{{/*",
    "<%",
    "%>",
    "<%#",
    "<%=",
    "{!!",
    "@{{",
    "#*",
    "#[[",
]
TAGS = [
    " ", "\n", "\t", "\r\n", "\u00a0", "{{ a }}", "{{a", "{% if a %}", "{% endif %}", "{% else %}", "{% for a in b %}", "{% raw %}",
    "{% comment %}", "{{#a}}", "{{/a}}", "{{^a}}", "{{>a}}", "<%= a %>", "<% if a %>", "@if(a)", "@endif", "#if($a)", "#end", "##x\n",
    "$a", "$!{a}", "${a}", "{{range .A}}", "{{end}}", "{{if .A}}", "{a, plural,", "one {", "other {#}}", "{0}", "%s", "%1$s", "%(a)s",
    ":a", "{{ a|upper", "|upper", "| b", "a.b.", "a(", "a[", "b in ", "and ", "not ", "== ", "\\'", '{{ "', "{$a", "{ $a ->\n",
    "*[other] a\n", "a = b\n", "-a = \n  b\n", "{ NUMBER(", "{{=<% %>=}}", "{{else}}", "{{else if a}}", "{% set a = b %}{{ a }}",
    "{% assign a = b %}", "{{with .A}}", "{{$a := .B}}{{$a}}", "{% if x %}{% set a = 'x' %}{% endif %}{{ a }}",
]  # fmt: skip
OPENINGS = [
    "",
    "{{ ",
    "{% ",
    "{{ a|",
    "{{ a(",
    "${",
    "<%= ",
    "{a, plural, ",
    "#if(",
    "{{#if ",
    "[[",
    "{% raw %}",
    "'",
    '"',
    "{{range ",
    "@if(",
]
CODE = [
    '"a",', "a: b\n", "- a\n", "<a/>", 'msgid "a"\n', 'msgstr "b"\n', 'a = "b"\n', '$a = "b";\n', '"a""b",', 'f"{a}" ', "`${a}`", "x + ",
    '"a" + ', "f(", "a?b:", '{"a":', "[a.a]\n", "# smslint: disable=OPT001\n", "// smslint: disable\n", "a: b # smslint: disable=OPT001\n",
    "''", "/*", "*/", "--", "\\u00e9", "&amp;", "&#1;", "<?php ", "?>", "<<<A\n", "EOF\n", '"""', "'''", "```\n", "-}}", "[", "a[",
]  # fmt: skip
WORDS = [
    " ", "\t", "a" + " " * 30, "20% off ", "code is 123456 ", "Reply STOP to opt out. ", "http://a.bc/d ", "bit.ly/x ", "STOP ", "é", "FREE!!! ", "1",
    "<b>", "&amp;", "\\n", "{name} ", "%%X%% ", "*|X|* ", "[Name] ", "#", "ʼ", "😀", "+14155550123 ", "$5.00 ", "a@b.cd ",
    "Hi{# smslint: kind=otp #}", "{# smslint: values a max=2 #}{{ a }}", "{# smslint: disble=OPT001 #}", "http://", "www.", "a.", "a@", "pwd=", "a-", "{{", "null, undefined, NaN ", "🇺🇸", "a\u0301", "\u200d", "'\"",
]  # fmt: skip


def seconds(use: Callable[[int], object], size: int) -> float:
    """The processor time without the garbage collector, which would look at what all tests before have left."""
    gc.disable()
    try:
        start = time.process_time()
        with suppress(SmslintError):
            use(size)
        return time.process_time() - start
    finally:
        gc.enable()


def check_growth(use: Callable[[int], object], size: int) -> None:
    """Both sizes are measured again only if what was measured first says that there is a fault."""
    large, small = seconds(use, 8 * size), NOTICEABLE / MOST_GROWTH
    for _ in range(2):
        if large <= NOTICEABLE or large < MOST_GROWTH * small:
            return
        small = max(small, seconds(use, size))
    assert min(large, seconds(use, 8 * size)) < MOST_GROWTH * small


def repeated(piece: str, characters: int) -> int:
    return max(1, characters // len(piece))


def template(dialect: str, opening: str, piece: str, times: int) -> object:
    return smslint.bounds(parse(opening + piece * times, dialect))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_templates(dialect: str) -> None:
    """A part of the constructs; the run marked ``long`` takes all of them behind every opening."""
    for piece in (MARKS + TAGS)[list(DIALECTS).index(dialect) % 5 :: 5]:
        check_growth(partial(template, dialect, "", piece), repeated(piece, 2500))


@pytest.mark.long
@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_all_templates(dialect: str, opening: str) -> None:
    for piece in MARKS + TAGS:
        check_growth(partial(template, dialect, opening, piece), repeated(piece, 1000))


def messages(source: str, opening: str, piece: str, times: int) -> int:
    return sum(1 for _ in registry.read(source, opening + piece * times, Options(path=f"a.{source}")))


@pytest.mark.parametrize("source", registry.SOURCES)
def test_sources(source: str) -> None:
    for piece in (CODE + MARKS)[list(registry.SOURCES).index(source) % 3 :: 3]:
        check_growth(partial(messages, source, "", piece), repeated(piece, 500))


@pytest.mark.long
@pytest.mark.parametrize(
    "opening",
    ["", '{"a":"', "a: '", 'a = "', "<?php ", "<?php '", "x = `", "<a>", "INSERT INTO t VALUES ('", 'msgid "', "a,b\n"],
)
@pytest.mark.parametrize("source", registry.SOURCES)
def test_all_sources(source: str, opening: str) -> None:
    for piece in CODE + MARKS + TAGS:
        check_growth(partial(messages, source, opening, piece), repeated(piece, 1000))


@pytest.mark.parametrize("opening", ["(", "a((", "[(", "!(", "x => (", "(0, ", "await (", "<A>(", "f(b, ("])
@pytest.mark.parametrize(
    "source",
    ["java", "kotlin", "go", "ruby", "csharp", "swift", "dart", "elixir", "python", "javascript", "php", "sql"],
)
def test_closed_brackets(source: str, opening: str) -> None:
    """Unlike brackets that stay open, these are parsed, and what is in them is looked for a text."""
    head = {
        "php": "<?php ",
        "go": "package a\nfunc f() { ",
        "java": "class A { void f() { ",
        "csharp": "class A { void F() { ",
    }.get(source, "")
    closing = opening.translate(str.maketrans("([", ")]"))[::-1].replace(" ", "")
    ends = "".join(each for each in closing if each in ")]")

    def use(times: int) -> int:
        return messages(source, "", f"{head}send_sms({opening * times}1{ends * times})", 1)

    check_growth(use, 150)


SENT = {
    "python": 'send("a", f"Hi {n#}")\n',
    "javascript": 'send("a", `Hi ${n#}`);\n',
    "php": '<?php send("a", "Hi {$n#}"); ?>\n',
}
NAMED = {"python": 'x# = f"Hi {n#}"\nx# += "a"\n', "javascript": 'let x# = `Hi ${n#}`; x# += "a";\n'}

FOLLOWED = [
    ("php", '<?php $l# = ["a b", "c"]; send_sms($p, implode(" ", $l#)); ?>\n'),
    ("java", 'class A# { String w#(String t) { return "a b " + t; } void f() { sms.send(p, w#("x y")); } }\n'),
    ("elixir", 't# = "Hi you #"\nsend_sms(x, t#)\n'),
    ("java", 'class A# { @Value("${a:b c}") String t#; void f() { sms.send(p, t#); } }\n'),
    ("swift", 'func f#(to: String, t: String = "x y") { sendSMS(to: to, body: t) }\n'),
    ("javascript", 'const a# = "sms:+1?body=Hi%20you"; const b# = { channel: "email", body: "Hi you" };\n'),
]
"""What takes its texts from elsewhere in the file, or is found by what is around it."""


@pytest.mark.parametrize(("source", "piece"), [*SENT.items(), *NAMED.items(), *FOLLOWED])
def test_many_texts_in_one_program(source: str, piece: str) -> None:
    """The texts of a file are found by their place and name: each is not compared with all others."""
    check_growth(
        lambda times: messages(source, "", "".join(piece.replace("#", str(at)) for at in range(times)), 1), 250
    )


@pytest.mark.parametrize(
    ("source", "head", "piece", "end"),
    [
        ("python", "T = {", "'k#': 'Hi you #', ", "}\nsend_sms(x, T[k])"),
        ("javascript", "const T = {", "k#: 'Hi you #', ", "}; sendSms(x, T[k]);"),
        ("ruby", "T = {", "'k#' => 'Hi you #', ", "}\nsend_sms(x, T[k])"),
    ],
)
def test_a_table_of_many_texts(source: str, head: str, piece: str, end: str) -> None:
    """Whether a key is there already is not asked of each entry before it."""

    def use(times: int) -> int:
        return messages(source, "", head + "".join(piece.replace("#", str(at)) for at in range(times)) + end, 1)

    check_growth(use, 1000)


@pytest.mark.parametrize(
    ("source", "piece"),
    [
        ("javascript", '"a" + x + '),
        ("python", '"a" + x + '),
        ("php", '"a" . $x . '),
        ("dart", "'a' + x + "),
        ("java", '"a" + x + '),
    ],
)
def test_a_long_sum(source: str, piece: str) -> None:
    head = {"php": "<?php ", "java": "class A { void f() { ", "dart": "void f() { "}.get(source, "")
    end = {"java": "; }}", "dart": "; }", "php": ";"}.get(source, "")
    check_growth(lambda times: messages(source, "", f'{head}send({piece * times}"b"){end}', 1), 450)


def checked(kind: str, piece: str, times: int) -> object:
    return smslint.check(piece * times + "!", kind=kind, config={"regions": ["US"], "brand": "Acme"})


@pytest.mark.parametrize("piece", WORDS)
def test_messages(piece: str) -> None:
    """All rules, on a word that is repeated, also before a character that ends the search of a pattern."""
    for kind in ("marketing", "otp"):
        check_growth(partial(checked, kind, piece), repeated(piece, 5000))


BRANCHES = [
    ("jinja", "{% if a %}x{% endif %}"), ("jinja", "{% if a %}x{% elif b %}y{% else %}z{% endif %}"), ("jinja", "{{ 'x' if a else 'y' }}"),
    ("jinja", "{% for a in b %}x{% endfor %}"), ("django", "{% if a %}x{% endif %}"), ("twig", "{{ a ? 'x' : 'y' }}"),
    ("liquid", "{% case a %}{% when 1 %}x{% else %}y{% endcase %}"), ("handlebars", "{{#if a}}x{{else if b}}y{{/if}}"),
    ("mustache", "{{#a}}x{{/a}}"), ("go", "{{if .A}}x{{end}}"), ("erb", "<%= a ? 'x' : 'y' %>"), ("blade", "@if($a)x@endif\n"),
    ("velocity", "#if($a)x#end\n"), ("velocity", "#foreach($x in $xs)$x #end\n"), ("icu", "{a, plural, one {x} other {y}} "),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "piece"), BRANCHES)
def test_branches(dialect: str, piece: str) -> None:
    """More branches than every combination of them could be looked at."""
    check_growth(lambda times: renderings(parse("Acme: " + piece * times, dialect)), 120)


@pytest.mark.long
@pytest.mark.parametrize(("dialect", "piece"), BRANCHES)
def test_the_rules_on_branches(dialect: str, piece: str, tmp_path: Path) -> None:
    settings = f"values: {{'*': {{max: 5}}}}\nmessages: [{{files: '*.txt', dialect: {dialect}, kind: marketing}}]\n"

    def use(times: int) -> object:
        return run(project(tmp_path, {"smslint.yaml": settings, "a.txt": "Acme: " + piece * times}))

    check_growth(use, 120)


def matched(pattern: re.Pattern[str], path: str, times: int) -> object:
    return pattern.match(path * times)


GLOBS = ["*a", "**/a/", "*", "?*", "[!a]*", "a*/", "{a,b}*", "**/*a/"]


@pytest.mark.parametrize("piece", GLOBS)
def test_globs(piece: str) -> None:
    """Stars that would be tried in every combination."""
    pattern = compile_glob(piece * 12 + "b")
    for path in ("a" * 200, "a/" * 100 + "a"):
        check_growth(partial(matched, pattern, path), 1)


NUMBERED = [
    ("jinja", "{% set x# = 1 %}{% for i in a %}y{% endfor %}{{ x# }}"),
    ("jinja", "{% block b# %}y{% endblock %}{% with x# = 1 %}{{ x# }}{% endwith %}"),
    ("jinja", "{% macro m#() %}y{% endmacro %}{{ m#() }}"),
    ("twig", "{% set x# = 1 %}{% with {y#: 1} %}{{ y# }}{% endwith %}{{ x# }}"),
    ("django", "{% with x#=1 %}{{ x# }}{% endwith %}"),
    ("liquid", "{% assign x# = 1 %}{% capture y# %}y{% endcapture %}{{ x# }}"),
    ("go", "{{$x# := 1}}{{$x#}}"),
    ("blade", "@php $x# = 1; @endphp{{ $x# }}"),
]
"""Constructs whose names differ, as ``#`` becomes a number: a table of all names must not be walked for each of them."""


@pytest.mark.parametrize(("dialect", "piece"), NUMBERED)
def test_names_that_differ(dialect: str, piece: str) -> None:
    def use(times: int) -> object:
        with suppress(SmslintError):
            return parse("".join(piece.replace("#", str(number)) for number in range(times)), dialect)
        return None

    check_growth(use, 250)


def test_a_name_of_many_parts_and_the_names_of_a_section() -> None:
    naming = Naming(["first name", "phone"], "jinja")
    check_growth(lambda times: naming.find("a." * times + "b"), 500)
    grammar = grammar_of("blade")
    assert grammar is not None

    def composed(times: int) -> object:
        code = "".join(f"@php $p{number} = 1; @endphp{{{{ $p{number} }}}}" for number in range(times))
        source = f"@extends('base')@section('x'){code}@endsection"
        return compose(source, "blade", grammar, lambda name, _: Part(name, "@yield('x')"))

    check_growth(composed, 125)


CHAINS = [
    ("javascript", 'sendSms(to, "Hi {n}"', '.replace("{n}", x)', ")"), ("javascript", "sendSms(to, `Hi ${n}`", '.concat("a")', ")"),
    ("javascript", "sendSms(to, t", '.replace(/{n}/g, "b")', ")"), ("javascript", 'f("Hi {n}"', ".trim()", ")"),
    ("javascript", 'sendSms(to, "a"', " || x", ")"), ("python", "send_sms(t", '.replace("{n}", x)', ")"),
    ("python", 'send_sms("Hi {n}"', ".format(n=x)", ")"), ("python", "send_sms(t", ".strip()", ")"),
    ("java", 'class A { void f() { send("Hi {n}"', '.replace("{n}", x)', "); } }"), ("swift", 'send("Hi"', '.appending("a")', ")"),
    ("dart", "void f() { send('Hi {n}'", ".replaceAll('{n}', x)", "); }"), ("ruby", 'send_sms("Hi {n}"', '.gsub("{n}", x)', ")"),
    ("csharp", 'class A { void F() { Send("Hi {n}"', '.Replace("{n}", x)', "); } }"), ("elixir", 'send_sms("Hi {n}"', ' |> String.replace("{n}", x)', ")"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "head", "piece", "end"), CHAINS)
def test_chains_of_calls(source: str, head: str, piece: str, end: str) -> None:
    """Each call of a chain is asked about: it must not look at all calls before it."""
    for times in (12, 90, 200):
        check_growth(lambda count: messages(source, "", head + piece * count + end, 1), times)


@pytest.mark.parametrize(
    ("dialect", "piece"),
    [
        ("terraform", "<% end %>${{{a.[b]}}"),
        ("jinja", "{{-{{range .A}}@endisset\n"),
        ("twig", ':A{% trans "a" %}{%-'),
        ("twig", "((a)) {{{a}}}{{-\n"),
        ("hubspot", "{{/with}}{%{% call m() %}"),
        ("csharp", "{% set a %}"),
    ],
)
def test_brackets_that_never_match(dialect: str, piece: str) -> None:
    check_growth(partial(template, dialect, "", piece), repeated(piece, 6000))


NEVER_CLOSED = [
    ("go", '{{ "', '\\"', " }}"), ("go", '{{ .A | printf "', '\\"', " }}"), ("hubspot", '{{ "', '\\"', " }}"), ("hubspot", "{{ a|b('", "\\'", ") }}"),
    ("klaviyo", '{{ "', '\\"', " }}"), ("handlebars", "{{ ", "[", " }}"), ("handlebars", "{{ ", "a", "! }}"), ("handlebars", "{{#if ", "-", "! }}"),
    ("klaviyo", "{% with a=", '\\"', "%}"), ("erb", '<%= "', '\\"', " %>"), ("erb", "<%= '", "\\'", " %>"), ("erb", "<% ", "\\'", "%>"),
]  # fmt: skip
"""In a tag with an end: quotes and brackets without a partner, and names with a wrong sign behind them."""


@pytest.mark.parametrize(("dialect", "opening", "piece", "end"), NEVER_CLOSED)
def test_quotes_that_never_close(dialect: str, opening: str, piece: str, end: str) -> None:
    """Their end is looked for once, and not again from each quote behind the first."""
    check_growth(lambda times: template(dialect, opening + piece * times + end, "", 1), 2000)


@pytest.mark.parametrize(
    ("source", "head", "piece"),
    [
        ("csharp", "", "<a "),
        ("csharp", "", "<new(){"),
        ("csharp", "", "<a+new(){"),
        ("csharp", "", "x=<T>"),
        ("csharp", "", "x= <"),
        ("dart", "void f() { send('", "<A>'"),
        ("dart", "void f() { sendSms(a, ", "yield !="),
        ("csharp", "", "%w("),
        ("java", "", "=> a"),
        ("dart", "", "é"),
        ("dart", "", "`"),
    ],
)
def test_programs_that_are_hard_to_parse(source: str, head: str, piece: str) -> None:
    """The parser is stopped: by itself it would take minutes."""
    assert seconds(lambda size: messages(source, head, piece, size), 100_000 // len(piece)) < 5


LONG: list[tuple[str, Callable[[int], object]]] = [
    ("a word in a program", lambda size: messages("go", "", "package a\nfunc f() { x := " + "a" * size + ' + "b"; send(x) }', 1)),
    ("an argument of blanks", lambda size: messages("javascript", "", 'send(to, "a' + " " * size + "`b`)" + '"', 1)),
    ("an argument of one word", lambda size: messages("javascript", "", "sendSms(to, " + "a" * size + "!)", 1)),
    ("a word like a link", lambda size: is_of_the_program(Message("_w." * size, SourceMap.identity(3 * size, 0)))),
    ("an open bracket", lambda size: roles(("phone", "(" * size))),
    ("names that are imported", lambda size: template("jinja", '{% from "a" import ', "_", size)),
    ("breaks", lambda size: BREAKS.search("\n" * size)),
    ("a cell of breaks", lambda size: Cells("name", ()).among({"\n" * size + "x"})),
    ("an argument in Fluent", lambda size: messages("fluent", "", "a = { NUMBER($a, " + "n" * size + ") }", 1)),
    ("a key of many parts in TOML", lambda size: messages("toml", "", "a.b." * size + 'c = "d"', 1)),
    ("quoted parts of a key in TOML", lambda size: messages("toml", "", "x = {'a'. " + '"b".' * size + 'c = "d"}', 1)),
    ("a directive of blanks in HCL", lambda size: messages("hcl", "", 'a = "%{if a' + " " * size + 'b}x%{endif}"', 1)),
]  # fmt: skip


@pytest.mark.parametrize("use", [pytest.param(use, id=name) for name, use in LONG])
def test_one_long_word(use: Callable[[int], object]) -> None:
    """Patterns that could begin at each of its characters."""
    check_growth(use, 5000)


def nested_loops(times: int) -> object:
    loops = "{% for a in xs %}{% for b in ys %}{% for c in zs %}"
    ends = "{% endfor %}" * 3
    many = {name: {"max_items": min(times, 1000)} for name in ("xs", "ys", "zs")}
    return smslint.bounds(parse(f"{loops}{{{{ n }}}}, {{{{ m }}}}{ends}", "jinja"), {**many, "*": {"max": 20}})


SMALL: list[tuple[str, int, Callable[[int], object]]] = [
    ("40,000 blanks", 40_000, lambda size: smslint.check(" " * size)),
    ("40,000 tabs before a letter", 40_000, lambda size: smslint.check("\t" * size + "a")),
    ("40,000 blanks in a template", 40_000, lambda size: smslint.bounds(parse("{{ a" + " " * size + "}}", "jinja"))),
    ("brackets and blanks", 4_000, lambda size: template("brackets", "[[", " ", size)),
    ("brackets, blanks and a name", 4_000, lambda size: template("brackets", "[[" + " " * size, "a]", 1)),
    ("Adobe tags that never close", 100_000, lambda size: template("adobe", "", "<%", size)),
    ("blocks of AMPscript that never close", 100_000, lambda size: template("salesforce", "", "%%[", size)),
    ("outputs of AMPscript that never close", 100_000, lambda size: template("salesforce", "", "%%=", size)),
    ("comments of AMPscript that never close", 40_000, lambda size: template("salesforce", "%%[" + "/*" * size, "]%%", 1)),
    ("conditions of AMPscript", 20_000, lambda size: template("salesforce", "%%[" + "if " * size, "]%%", 1)),
    ("20% off", 2_000, lambda size: smslint.check("20% off " * size, kind="marketing")),
    ("20% off as a format", 2_000, lambda size: template("percent", "", "20% off ", size)),
    ("loops in loops of a declared length", 1_000, nested_loops),
]  # fmt: skip


@pytest.mark.parametrize(("most", "use"), [pytest.param(most, use, id=name) for name, most, use in SMALL])
def test_small_inputs_that_took_minutes(most: int, use: Callable[[int], object]) -> None:
    """Also the whole, at once, takes less than a second."""
    check_growth(use, most // 8)
    assert min(seconds(use, most) for _ in range(2)) < 1


TAGGED: dict[str, Callable[[int], str]] = {
    "one after another": lambda times: f"x = f{'`a${b}`' * times};",
    "in conditions": lambda times: f"x = {'a ? f`x` : ' * times}`a`;",
    "in a sum": lambda times: f"x = {'f`x` + ' * times}`a`;",
    "in blocks": lambda times: "if (a) { x = f`x`; " * times + "}" * times,
}


@pytest.mark.parametrize("form", TAGGED)
def test_many_tagged_templates(form: str) -> None:
    """What is around a literal is not looked for from the root of the file."""
    check_growth(lambda times: messages("javascript", "", TAGGED[form](times), 1), 1000)


NESTED = [
    ("javascript", "", "'a'+(", ")"), ("python", "", "'a'+(", ")"), ("php", "<?php $x = ", "'a'.(", ")"), ("sql", "UPDATE t SET body = ", "(", ")"),
    ("sql", "UPDATE t SET body = ", "CONCAT('a',x,", ")"), ("sql", "INSERT INTO t (body) VALUES (", "CONCAT(", ")"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "head", "opening", "closing"), NESTED)
def test_texts_in_brackets_in_brackets(source: str, head: str, opening: str, closing: str) -> None:
    check_growth(lambda times: messages(source, "", head + opening * times + "'a'" + closing * times + ";", 1), 250)


ELIXIR = [
    'case a do\n  1 -> send_sms(to, "Hi you")\n  _ -> :ok\nend\n',
    'try do\n  f()\nrescue\n  e -> send_sms(to, "Hi you")\nend\n',
    'receive do\n  e -> send_sms(to, "Hi #{e}")\nafter\n  1 -> f()\nend\n',
    'with {:ok, x} <- f() do\n  send_sms(to, "Hi you")\nelse\n  e -> e # again\n  # g()\nend\n',
]
"""Blocks with clauses, which Elixir's parser keeps in two readings."""


@pytest.mark.parametrize("piece", ELIXIR)
def test_many_blocks_of_elixir(piece: str) -> None:
    assert messages("elixir", "", piece, 3000) == 3000  # more than the parser would take as they are
    check_growth(partial(messages, "elixir", "", piece), 250)


@pytest.mark.parametrize(
    ("source", "piece"),
    [("swift", "{ a = b %}"), ("swift", "{ f(a) + }"), ("elixir", 'case a do\n e -> "" # c\nend\n')],
)
def test_what_a_parser_would_need_minutes_and_gigabytes_for(source: str, piece: str) -> None:
    with pytest.raises(SmslintError):
        messages(source, "", piece, 4000)
    check_growth(partial(messages, source, "", piece), 500)


def test_blanks_in_a_field_that_never_ends() -> None:
    for dialect in DIALECTS:
        for opening in ("{{ ", "{{ a", "*| ", "{", "${", "%%"):
            check_growth(partial(template, dialect, opening, " "), 1000)


FINDINGS = [
    ("dollar", "`${a}`"), ("percent", "```\n%%[ENDIF]%%%{a}"), ("jinja", "{{ a }}\u200b"), ("go", '{{template "a"}}'),
]  # fmt: skip
"""Messages with thousands of findings."""


@pytest.mark.parametrize(("dialect", "piece"), FINDINGS)
def test_many_findings_in_one_message(dialect: str, piece: str, tmp_path: Path) -> None:
    """A finding is placed without a look at the whole message."""
    settings = (
        f"regions: [US]\nvalues: {{'*': {{max: 5}}}}\nmessages: [{{files: '*.txt', dialect: {dialect}, kind: otp}}]\n"
    )

    def use(times: int) -> object:
        return run(project(tmp_path, {"smslint.yaml": settings, "a.txt": "Hi " + piece * times}))

    check_growth(use, 100)
