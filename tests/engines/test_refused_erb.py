"""Random Ruby in the tags of ERB: refused only where Ruby cannot compile it. The look is light, so Ruby refuses more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.engines.breaking import broken, hold
from tests.engines.engine import EngineError, engine
from tests.engines.random_templates import SIZES
from tests.engines.refusing import uncompiled

if TYPE_CHECKING:
    import random

VALUES: Final = ("name", "@name", "user.name", "user[:n]", "items[0]", "'x'", '"y z"', '"a #{name} b"', "1", "2.5", ":sym", "nil", "true", "name.upcase", "name.present?", "f(name, 1)",
                 "f name", "h('a' => 1, b: 2)", "[1, 'x']", "items.map { |i| i }", "name&.size", "items.each(&:x)", "-1", "!a", "(a || b)", "name.presence || 'x'", "a ? 'b' : c",
                 "name[0..2]", "items.join(', ')", "t('.key')", "number_to_currency 5, unit: '€'", "not a", "A::B", "->(x) { x }", "name =~ /x/", "a if b", "defined?(a)")  # fmt: skip
BETWEEN: Final = (" == ", " && ", " || ", " + ", " and ", " or ", " > ", " != ", " * ", ".", ", ", " - ")
MORE: Final = ("=", "==", "!", "&&", "|", "&", ",", ".", "(", ")", "[", "]", "{", "}", "'", '"', " ", "and", "if", "unless", "do", "end", "then", "x", "1", "+", "-", "?", ":", "=>", ";", "@",
               "$", "<", "not", "\n", "#", "%", "/", "*", "||=", "::", "..", "'s'", "a:", ":b", "while", "in", "else")  # fmt: skip


def template(draw: random.Random) -> str:
    def code(written: str) -> str:
        return broken(draw, written, MORE)

    def value() -> str:
        made = draw.choice(VALUES)
        return made if draw.random() < 0.6 else made + draw.choice(BETWEEN) + draw.choice(VALUES)

    around = draw.choice(["", "Hi ", "Hi\n", "x's "])
    behind = draw.choice(["", " x", "\n", "\nx", " %", ' "q" '])
    match draw.randrange(8):
        case 7:
            front = code(draw.choice(["x = 1; ", "x = ", "f a\n", "a and ", "y.each do |z| z end; ", "x = a if b;"]))
            end = draw.choice(
                ["end", "x = 1; end", "f 1 end", "else; y = 2; end", "end; if b", "end if b", "end; z = 1"]
            )
            more = "<% end %>" if end == "end; if b" else ""
            return around + "<% " + front + draw.choice(["if", "unless", "case"]) + " a %>T<% " + code(end) + " %>" + behind + more  # fmt: skip
        case 0 | 1 | 2:
            return around + "<%= " + code(value()) + " %>" + behind
        case 3 | 4:
            word = draw.choice(["if", "unless", "while", "if", "until"])
            arm = draw.choice(["", "<% else %>F", "<% elsif " + code(value()) + " %>E"]) if word == "if" else ""
            return (
                around
                + "<% "
                + code(word + " " + value())
                + " %>"
                + draw.choice(["T", "\nT"])
                + arm
                + "<% end %>"
                + behind
            )
        case 5:
            return around + "<% " + code("x = " + value()) + " %>" + behind + "<%= " + code("x") + " %>"
        case _:
            start = draw.choice(
                ["items.each do |i|", "items.each { |i|", "case name", "for i in items", "f(", "x = [", "y ="]
            )
            inner = draw.choice(["<% when 'a' %>", "<%= i %>", "<% 1 %>", ""])
            return around + "<% " + code(start) + " %>" + inner + "T<% " + code(draw.choice(["end", "}", ")", "]", "else"])) + " %>" + behind  # fmt: skip


def refused(source: str) -> list[bool]:
    return [bool(uncompiled("erb", source))]


def argued(source: str) -> bool:
    """Left out: comments, which may hide the rest of a line with its tags."""
    return "#" in source.replace("#{", "")


@pytest.mark.parametrize("count", SIZES)
def test_erb_refuses_only_what_ruby_refuses(count: int) -> None:
    hold("erb", template, refused, count, argued, light=True)


@pytest.mark.parametrize(
    ("source", "refused"),
    [
        ("<%= a) + (a %>", False),
        ("<%= a.to_s) || (a %>", False),
        ("<%= (a)) + ((a) %>", False),
        ("<%= a)) + ((a %>", True),
        ("<%= a) %>", True),
        ("<%= (a %>", True),
        ("<%= a] + [a %>", True),
        ("<% a) or (a %>", True),
    ],
)
def test_erubi_puts_an_output_into_brackets(source: str, refused: bool) -> None:
    from smslint.dialects import parse
    from smslint.errors import TemplateError

    for call, error in (
        (lambda: engine("erb").render(source, {"a": "A"}), EngineError),
        (lambda: parse(source, "erb"), TemplateError),
    ):
        try:
            call()
        except error:
            assert refused
        else:
            assert not refused


SEVERAL = [
    "<%\n  # greet\n  name = user.name\n  if name\n%>Hi<% end %>", "<% a; if b %>T<% end %>", "<% x = if a %>T<% else %>F<% end %>", "<% y = case name when 'a' %>T<% end %>", "<% if a %>T<% x = 1 end %>",
    "<% if a %>T<% end; if b %>U<% end %>", "<% if a %>x<% else; if b %>y<% end; end %>", "<% a.each { |x| if x %>T<% end } %>", "<% a.each do |x| if x %>T<% end end %>", "<% def m %>T<% end %>",
    "<% if a then x = 1 end %>T", "<% begin; x = 1 %>T<% rescue; y = 2 %>U<% end %>", "<% while x do y = 1 %>T<% end %>", "<% f(if: 1, unless: :end) %>T", "<% x.end; x.if; @end = 1 %>T", "<% %w[if do].each do |x| %>T<% end %>",
    "<% x = a / 2; if b %>T<% end %>", "<% return if a; unless b %>T<% end %>", "<% if a %>T<% end.to_s; end %>", "<% x = if a; end; end %>T", "<% 's'end %>T", "<% if a %>T<% end; else %>",
    "<%= ?: %>", "<%= ?. %>", "<%= ?@ %>", "<%= [?:, ?,] %>", "<%= ?:.to_s + ?. %>", "<%= x ? ?: : ?a %>", "<% if a ==?: %>T<% end %>", "<%= {a: ?:} %>", "<%= ?? %>",
]  # fmt: skip


@pytest.mark.parametrize("source", SEVERAL)
def test_the_statements_of_one_tag(source: str) -> None:
    """Blocks that open, divide and end between other statements."""
    from smslint.dialects import parse
    from smslint.errors import TemplateError

    try:
        parse(source, "erb")
    except TemplateError:
        assert uncompiled("erb", source)
    else:
        assert not uncompiled("erb", source)
