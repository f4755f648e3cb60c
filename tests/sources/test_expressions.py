"""Messages that a program composes: the tree, in a notation that fits a table, and its renderings compared with Python's."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.text.tree import Branch, Literal, Loop, Placeholder, Sequence
from tests.sources.support import check_map, outline, read_all

if TYPE_CHECKING:
    from smslint.text.tree import Node


PYTHON = [
    ('f"Hi {name}"', "Hi <name>"),
    ('f"{{x}} {a.b!r:>{width}} {d[\'k:v\']} {f(x, y=1)} {a != b} {x=}\\n"', "{x} <a.b> <d['k:v']> <f(x, y=1)> <a != b> <x>\n"),
    ('f"a{\'é b\' if x else f\'c{y}\'}{d[\'e\']} {\'f\':>9}"', "a[é b|c<y>]<d['e']> <'f'>"),
    ("f\"\"\"a{\n'b'\n if x else\n c }\"\"\"", "a[b|<c>]"),
    ("f'''a\n{ x }'''", "a\n<x>"),
    ('rf"\\d{x}"', "\\d<x>"),
    ('"a" f"{x}" "{y}"', "a<x>{y}"),
    ('"Hi " + name + "!"', "Hi <name>!"),
    ('"a" if x else f"b{y}"', "[a|b<y>]"),
    ('"a" + ("b" if x else "c" if y else z)', "a[b|[c|<z>]]"),
    ('name or "there"', "[<name>|there]"),
    ('"a {} {x:.2f} {{".format(1) + y', "a <{}> <x> {<y>"),
    ('"a %s %(b)d 5%%" % y + "%s"', "a <%s> <b> 5%%s"),
    ('ngettext("%(n)d day", "%(n)d days", n) % {"n": n}', "[<n> day|<n> days]"),
    ('", ".join(["a", b, "c"])', "a, <b>, c"),
    ('_("a") + b', "a<b>"),
    ('f"a {x} ".strip()', "a <x> "),
    ('"\\ud83d" + x', "\ufffd<x>"),
]  # fmt: skip

JAVASCRIPT = [
    ("`Hi ${name}`", "Hi <name>"),
    ("`a${ u.b['c'] }\\n\\${d}`", "a<u.b['c']>\n${d}"),
    ("`a${x ? ' b' : ''}c`", "a[ b|]c"),
    ("`a${x ? `b${y}` : z}`", "a[b<y>|<z>]"),
    ("'Hi ' + name + \"!\"", "Hi <name>!"),
    ("x ? 'a' : y ? 'b' : c", "[a|[b|<c>]]"),
    ("('a' + (x ? 'b' : 'c'))", "a[b|c]"),
    ("name ?? 'there'", "[<name>|there]"),
    ("name || `x`", "[<name>|x]"),
    ("['a', b, `c`].join(', ')", "a, <b>, c"),
    ("`a ${x} `.trim()", "a <x> "),
    ("'Hi '.concat(name, ', it is ').concat(day, '.')", "Hi <name>, it is <day>."),
    ("'Hi '.concat(x ? 'you' : y)", "Hi [you|<y>]"),
    ("'a' + /* no */ b // no\n", "a<b>"),
]  # fmt: skip

PHP = [
    ('"Hi $name"', "Hi <name>"),
    ('"Hi {$u->name[\'a}\']} $x[0] $u->y ${z} \\$w"', "Hi <u->name['a}']> <x[0]> <u->y> <z> $w"),
    ("'Hi ' . $name . '!'", "Hi <name>!"),
    ("'Hi ' . ucfirst($u->name) . \" {$x}\"", "Hi <ucfirst($u->name)> <x>"),
    ("'a' . ($x ? 'b' : 'c' . $d) . 'e'", "a[b|c<d>]e"),
    ("$x ? 'a' : 'b'", "[a|b]"),
    ("$name ?? 'there'", "[<name>|there]"),
    ("$name ?: 'there'", "[<name>|there]"),
    ("$x === 'no' ? 'a' : \"b$y\"", "[a|b<y>]"),
]  # fmt: skip

FLUENT = [
    ("Hi { $name }", "Hi <name>"),
    ("{ -brand } is { b.attr } { NUMBER($n, x: 1) }", "<-brand> is <b.attr> <n>"),
    ('one\n    two\n\n      three { "\\u2019{" } { { 5 } }', "one\ntwo\n\n  three \u2019{ <5>"),
    ("{ $n ->\n    [one] One { $x }\n   *[other] Many\n      lines\n  } left", "[One <x>|Many\nlines] left"),
]  # fmt: skip

HCL = [('"Hi ${var.name} %{ if x }y%{ endif }$${z}"', "Hi <var.name> [y|]${z}")]

CASES = [
    *(("python", f"A = {expression}\n", expected) for expression, expected in PYTHON),
    *(("javascript", f"a = {expression};", expected) for expression, expected in JAVASCRIPT),
    *(("php", f"<?php $a = {expression};", expected) for expression, expected in PHP),
    *(("fluent", f"a = {expression}\n", expected) for expression, expected in FLUENT),
    *(("hcl", f"a = {expression}\n", expected) for expression, expected in HCL),
]


@pytest.mark.parametrize(("source", "text", "expected"), CASES)
def test_outline(source: str, text: str, expected: str) -> None:
    (message,) = read_all(source, text)
    check_map(text, message)
    assert outline(message.text) == expected


# Literals with all quotes and prefixes, composed in all ways; `eval` is the oracle.
_TEXT = st.text(st.sampled_from("ab {}%\\'\"\n\té€😀"), max_size=6)
_PLAIN = st.one_of(_TEXT.map(repr), _TEXT.map(ascii), _TEXT.map(lambda text: f"u{text!r}"))
_DOUBLED = {"{": "{{", "}": "}}"}
_ESCAPED = _TEXT.map(lambda text: "".join(_DOUBLED.get(c, c if c.isalnum() else f"\\U{ord(c):08x}") for c in text))
_FIELD = st.sampled_from(["{x}", "{y!s}", "{ x }", "{y:}", "{'é' if yes else x}"])
_FORMATTED = st.lists(st.one_of(_ESCAPED, _FIELD), max_size=4).map(lambda parts: 'f"' + "".join(parts) + '"')
_ATOM = st.one_of(_PLAIN, _FORMATTED)
_EXPRESSIONS = st.recursive(
    _ATOM,
    lambda inner: st.one_of(
        st.tuples(inner, st.one_of(inner, st.just("x"))).map(lambda pair: f"({pair[0]} + {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} if yes else {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} if no else {pair[1]})"),
        st.tuples(_ATOM, _ATOM).map(" ".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"', '.join([{', '.join(parts)}])"),
    ),
    max_leaves=5,
)
_NAMES = {"x": "X1", "y": "Y2", "yes": True, "no": False}


def render(node: Node) -> str:
    match node:
        case Literal():
            return node.text
        case Placeholder():
            return str(_NAMES[node.name])
        case Branch():
            return render(
                node.arms[0 if _NAMES[str(node.arms[0].condition and node.arms[0].condition.source)] else 1].body
            )
        case Sequence():
            return "".join(render(part) for part in node.parts)
        case Loop():
            raise AssertionError
    raise AssertionError(node)


@given(_EXPRESSIONS)
def test_the_tree_renders_as_python_does(expression: str) -> None:
    expected = eval(expression, {}, dict(_NAMES))
    (message,) = read_all("python", f"é = {expression}\n")
    check_map(f"é = {expression}\n", message)
    assert (message.body if message.text is None else render(message.text)) == expected
    assert isinstance(ast.parse(expression), ast.Module)


@pytest.mark.parametrize(
    ("source", "code", "texts"),
    [
        ("python", "send(to, render('x.txt'))", []),
        ("python", "send(to, env.get_template('sms/x.j2').render(ctx))", []),
        ("python", "send(to, open('sms.txt').read())", []),
        ("python", "send(to, ', '.join(names))", []),
        ("python", "send(to, render('Hi {{ name }}'))", ["Hi {{ name }}"]),
        ("python", "send(to, shorten('Hi there'))", ["Hi there"]),
        ("javascript", "send(to, renderTemplate('order'))", []),
        ("javascript", "send(to, fs.readFileSync('order.txt'))", []),
        ("javascript", "send(to, names.join(', '))", []),
        ("javascript", "send(to, render('Hi {{ name }}'))", ["Hi {{ name }}"]),
    ],
)
def test_the_name_of_a_file_and_a_separator_are_no_texts(source: str, code: str, texts: list[str]) -> None:
    assert [message.body for message in read_all(source, code) if not message.unknown] == texts
