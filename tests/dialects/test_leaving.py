"""Code that leaves a loop or ends the template: what follows may not render, so the least is never that of the whole text."""

from __future__ import annotations

import pytest

from smslint.dialects import parse
from smslint.text.bounds import bounds
from tests.dialects.shapes import shape

LONG = "L" * 200
VALUES = {"xs": {"min_items": 3, "max_items": 3}, "x": {"max": 5}}

SHORTER = [
    ("erb", "a<% return if x %>LONG"),
    ("erb", "a<% return unless x.blank? %>LONG"),
    ("erb", "a<% return %>LONG"),
    ("erb", "LONG<% return if x %>"),
    ("erb", "LONG<% return %>"),
    ("erb", "a<% if x %><% return %><% end %>LONG"),
    ("erb", "a<% x or return %>LONG"),
    ("erb", "a<% raise 'x' if x %>LONG"),
    ("erb", "a<% raise ArgumentError %>LONG"),
    ("erb", "a<% throw :done %>LONG"),
    ("erb", "a<% y = x || raise('no') %>LONG"),
    ("erb", "a<% next if x %>LONG"),
    ("erb", "<% xs.each do |x| %>a<% next if x %>LONG<% end %>"),
    ("erb", "<% xs.each do |x| %>a<% break unless x %>LONG<% end %>"),
    ("erb", "<% xs.each do |x| %>a<% return if x %>LONG<% end %>"),
    ("go", "{{range .xs}}a{{if .}}{{continue}}{{end}}LONG{{end}}"),
    ("go", "{{range .xs}}a{{break}}LONG{{end}}"),
    ("go", "a{{if .x}}{{return}}{{end}}LONG"),
    ("jinja", "{% for x in xs %}a{% if x %}{% break %}{% endif %}LONG{% endfor %}"),
    ("jinja", "{% for x in xs %}a{% continue %}LONG{% endfor %}"),
    ("twig", "{% for x in xs %}a{% if x %}{% break %}{% endif %}LONG{% endfor %}"),
    ("liquid", "{% for x in xs %}a{% if x %}{% break %}{% endif %}LONG{% endfor %}"),
    ("liquid", "a{% if x %}{% break %}{% endif %}LONG"),
    ("liquid", "a{% if x %}{% abort_message('x') %}{% endif %}LONG"),
    ("velocity", "a#if($x)#stop#end LONG"),
    ("velocity", "a#if($x)#break#end LONG"),
    ("velocity", "#foreach($x in $xs)a#if($x)#stop#end LONG#end"),
    ("velocity", "#foreach($x in $xs)a#if($x)#break#end LONG#end"),
    ("blade", "@foreach($xs as $x)a @break($x) LONG @endforeach"),
    ("blade", "@foreach($xs as $x)a @continue($x) LONG @endforeach"),
    ("blade", "@foreach($xs as $x)a @if($x) @continue @endif LONG @endforeach"),
]


@pytest.mark.parametrize(("dialect", "source"), SHORTER, ids=[f"{index}-{row[0]}" for index, row in enumerate(SHORTER)])
def test_what_follows_may_not_render(dialect: str, source: str) -> None:
    found = bounds(parse(source.replace("LONG", LONG), dialect), VALUES)
    assert found.least == 1


STILL = [
    ("<% x = 'return' %>LONG", "LONG"),
    ("<% returned = 1 %>LONG", "LONG"),
    ("<% raise_alarm %>LONG", "LONG"),
    ("<% x.return %>LONG", "LONG"),
    ("a<% return if x %>LONG", "(a(LONG|)|)"),
    ("a<% raise 'x' if x %>LONG", "a(LONG|)"),
    ("a<% return 'b' if x %>LONG", "<?return 'b' if x>"),
]


@pytest.mark.parametrize(("source", "expected"), STILL)
def test_ruby_that_leaves_is_distinguished_from_other_ruby(source: str, expected: str) -> None:
    assert shape(parse(source, "erb")) == expected


@pytest.mark.parametrize(
    "code",
    ["concat 'x'", "safe_concat(x)", "@output_buffer << 'x'", "@output_buffer.safe_concat('x')", "_erbout << 'x'", "xs.each { |y| concat y }"],
)  # fmt: skip
def test_ruby_that_prints_without_saying_so_is_unknown(code: str) -> None:
    assert bounds(parse(f"a<% {code} %>b", "erb")).most is None
    assert bounds(parse(f"<% if x %>a<% {code} %>b<% end %>c", "erb")).most is None
    assert bounds(parse(f"<% if {code} %>b<% end %>c", "erb")).most is None
