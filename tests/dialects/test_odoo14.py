"""Odoo's templates up to version 14, compared with Jinja as Odoo sets it up."""

from __future__ import annotations

import contextlib
import itertools

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.errors import TemplateError
from smslint.text.tree import Branch, Literal, Node, Placeholder, Sequence

ODOO = jinja2.Environment(
    block_start_string="<%", block_end_string="%>", variable_start_string="${", variable_end_string="}", comment_start_string="<%doc>",
    comment_end_string="</%doc>", line_statement_prefix="%", line_comment_prefix="##", trim_blocks=True, autoescape=True,
)  # fmt: skip
SWITCHES = ("a", "b")


def rendered(node: Node, on: dict[str, bool]) -> str:
    match node:
        case Literal():
            return node.text
        case Placeholder():
            return f"[{node.name}]"
        case Branch():
            chosen = (
                arm.body for arm in node.arms if arm.condition is None or on.get(arm.condition.source.split()[-1], True)
            )
            return rendered(next(chosen, Sequence((), node.span)), on)
        case Sequence():
            return "".join(rendered(part, on) for part in node.parts)
    raise AssertionError(node)


PIECES = st.sampled_from(
    ["% if a:\n", "% if b\n", "  % if a :  \n", "% else:\n", "% endif\n", "%endif\n\n", "text", " ", "\n", "\r\n", "${name}", "${ name }", "50% off", "<%doc>x</%doc>", "## note", "##", "%\n"]
)  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        "Hi ${name},\n% if a:\nyour code\n% else:\nno code\n% endif\nBye\n",
        "% if a\n\n  \n  x\n% endif\n\ny",
        "a\n  % if b:\n b\n  % endif\n c ## note\n## more\nd",
        "<%doc>x</%doc>\ny\n",
    ],
)
def test_the_lines_of_odoo(source: str) -> None:
    same(source)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_any_lines_of_odoo(source: str) -> None:
    same(source)


def same(source: str) -> None:
    try:
        template = ODOO.from_string(source)
    except jinja2.TemplateSyntaxError:
        with contextlib.suppress(TemplateError):
            parse(source, "odoo14")
        return
    text = parse(source, "odoo14")
    for values in itertools.product((False, True), repeat=len(SWITCHES)):
        on = dict(zip(SWITCHES, values, strict=True))
        assert rendered(text, on) == template.render(name="[name]", **on)
