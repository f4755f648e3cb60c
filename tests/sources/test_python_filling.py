"""Texts that Python fills with values: what is read is what Python makes of them, with a mark in place of each value that is not known."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from smslint.text.tree import Branch, Literal, Placeholder, Sequence, leaves
from tests.sources.support import check_map, read_all

if TYPE_CHECKING:
    from smslint.text.tree import Node

HEAD = """\
BRAND = "Acme"
DAYS = {"a": "Monday", "b": "Friday"}


def send(code, name, n):
"""

# Statements that give ``body`` a text of which everything but code and name is known.
PROGRAMS = [
    'body = "%s: your code is %s" % (BRAND, code)',
    'body = "{}: your code is {}, {}".format(BRAND, code, "bye")',
    'body = "{1}: your code is {0}. {1}!".format(code, BRAND)',
    'body = f"{BRAND}: your code is {code}"',
    'shop = "Acme"\nbody = f"{shop}: your code is {code}"',
    'shop = "Acme"\nbody = "%s: your code is " % shop + code',
    'values = {"shop": "Acme", "code": code}\nbody = "%(shop)s: your code is %(code)s" % values',
    'values = {"shop": "Acme", "code": code}\nbody = "{shop}: your code is {code}".format(**values)',
    'values = {"shop": "Acme", "code": code}\nbody = "{shop}: your code is {code}".format_map(values)',
    'values = ("Acme", code)\nbody = "%s: your code is %s" % values',
    'values = ["Acme", code]\nbody = "{}: your code is {}".format(*values)',
    'shop = "Acme"\nbody = "{shop}: your code is {code}".format(**locals())',
    'body = "{shop}: your code is {code}, 100%".format(shop="Acme", code=code)',
    'body = "100%% off, %s, code %s" % ("today", code)',
    'body = "{{{}}} and {}".format("in brackets", code)',
    'body = "{0[a]} or {0[b]}: your code is {1}".format({"a": "Monday", "b": "Friday"}, code)',
    'text = "%s: your code is %s"\nbody = text % (BRAND, code)',
    'text = "{}: your code is {}"\nbody = text.format(BRAND, code)',
    'body = ("%s: your code is "\n        "%s, bye") % (BRAND, code)',
    'body = "Hi %s, " % name + "your code is {}".format(code) + f", {BRAND}"',
    'body = f"{BRAND.upper()}: your code is {code!s}"',
    "body = f\"{DAYS['a']}: your code is {code}\"",
    'body = "%s: %s" % ("Acme", "your code is %s" % code)',
    'shop = "Acme" if n else "Ajax"\nbody = "%s: your code is %s" % (shop, code)',
    'body = ("%s: your code is %s" if n else "%s, your pin is %s") % (BRAND, code)',
    'body = "%s: your code is %s" % (BRAND, code) % ()',
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_is_read_is_what_python_makes(program: str) -> None:
    lines = "".join(f"    {line}\n" for line in program.split("\n"))
    code = f"{HEAD}{lines}    client.messages.create(to='+1', body=body)\n"
    sent: list[str] = []
    for n in (0, 1):
        scope: dict[str, object] = {"client": _Client(sent)}
        exec(code, scope)
        scope["send"]("<code>", "<name>", n)  # type: ignore[operator]
    found = set()
    for each in read_all("python", code):
        check_map(code, each, ordered=False)
        if each.sent:
            assert each.text is not None
            assert not each.unknown
            found |= set(_renderings(each.text))
    assert found == set(sent)


class _Client:
    def __init__(self, sent: list[str]) -> None:
        self.sent = sent
        self.messages = self

    def create(self, to: str, body: str) -> None:
        assert to
        self.sent.append(body)


def _renderings(node: Node) -> list[str]:
    match node:
        case Literal():
            return [node.text]
        case Placeholder():
            return [f"<{node.name}>"]
        case Branch():
            return [each for arm in node.arms for each in _renderings(arm.body)]
        case Sequence():
            return ["".join(each) for each in product(*map(_renderings, node.parts))]
    raise AssertionError(node)


@pytest.mark.parametrize(
    ("program", "filters"),
    [
        ('body = f"{BRAND:>9}" + ", your code"', 1),
        ('body = "%9s, your code" % BRAND', 1),
        ('body = "{:>9}, your code".format(BRAND)', 1),
        ('body = "%r, your code" % BRAND', 1),
        ('body = "{!r}, your code".format(BRAND)', 1),
        ('body = "{:{w}}, your code".format(BRAND, w=n)', 1),
        ('body = "%s, your code" % BRAND', 0),
    ],
)
def test_a_value_in_another_form_stays_a_placeholder(program: str, filters: int) -> None:
    code = f"{HEAD}    {program}\n    body += name\n    client.messages.create(to='+1', body=body)\n"
    [message] = [each for each in read_all("python", code) if each.sent]
    assert message.text is not None
    holes = [leaf for leaf in leaves(message.text) if isinstance(leaf, Placeholder) and leaf.filters]
    assert len(holes) == filters
