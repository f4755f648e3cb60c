"""Code inside tags that no engine of the language compiles: the place of the fault, and a few words. The engines' tests ask them."""

from __future__ import annotations

from typing import Final

import pytest

from smslint import bounds
from smslint.dialects import parse
from smslint.errors import TemplateError
from smslint.text.tree import Placeholder, leaves

REFUSED: Final = [
    ("liquid", "{% if ¦%}x{% endif %}", "a value is missing"),
    ("liquid", "{% if ¦, %}x{% endif %}", "a value is missing, in front of ','"),
    ("liquid", "{% if name ¦= 'x' %}x{% endif %}", "'=' is no comparison in Liquid"),
    ("liquid", "{%- unless name ¦=== 'x' -%}x{% endunless %}", "'===' is no comparison in Liquid"),
    ("liquid", "{% if a %}x{% elsif ¦%}y{% endif %}", "a value is missing"),
    ("liquid", "{% for x ¦in %}x{% endfor %}", "a value is missing after 'in'"),
    ("liquid", "{% for x ¦of items %}x{% endfor %}", "'in' is missing after 'x', in front of 'of'"),
    ("liquid", "{% for x¦, y in items %}x{% endfor %}", "'in' is missing after 'x', in front of ','"),
    ("liquid", "{% for ¦%}x{% endfor %}", "the name of an item is missing"),
    ("liquid", "{% assign x ¦'a' %}", "'=' is missing after 'x', in front of \"'a'\""),
    ("liquid", "{% assign ¦%}", "a name is missing"),
    ("liquid", "{% case ¦%}{% when 'a' %}x{% endcase %}", "a value is missing"),
    ("liquid", "{% include ¦%}", "the name of a template is missing"),
    ("liquid", "x ¦{% %}", "a tag begins with its name"),
    ("handlebars", "{{#¦if}}x{{/if}}", "'if' needs exactly one value"),
    ("handlebars", "{{#¦each as |x|}}x{{/each}}", "'each' needs exactly one value"),
    ("handlebars", "{{#if a}}x{{else ¦if}}y{{/if}}", "'if' needs exactly one value"),
    ("handlebars", "{{¦if a}}", "'if' is written as a block: {{#if}}"),
    ("handlebars", "{{name ¦| upper}}", "'|' is not expected after 'name'"),
    ("handlebars", "{{foo¦=bar}}", "'=' is not expected after 'foo'"),
    ("handlebars", "{{a b¦=}}", "a name is missing after '='"),
    ("handlebars", "¦{{}}", "a name is missing"),
    ("handlebars", "{{a.¦this}}", "'this' must be at the start of a path"),
    ("handlebars", "{{#if ¦(a b}}x{{/if}}", "'(' is never closed"),
    ("handlebars", "{{ ¦#if a}}x{{/if}}", "a name is missing, in front of '#'"),
    ("handlebars", "{{a}}¦}", "a brace more than the tag needs"),
    ("handlebars", "{{{a}}}¦}", "a brace more than the tag needs"),
    ("handlebars", "a ¦{{else}}", "'else' is outside of a block"),
    ("handlebars", "{{#if a}}x{{else}}y¦{{else}}z{{/if}}", "no 'else' is expected here"),
    ("handlebars", "{{^a}}x¦{{else if b}}y{{/a}}", "no 'else' is expected here"),
    ("handlebars", "{{#> foot}}x¦{{else}}y{{/foot}}", "no 'else' is expected here"),
    ("handlebars", "{{#a.b}}x{{/¦a.c}}", "this closes 'a.c', but 'a.b' is open"),
    ("handlebars", "{{> ¦foot a b}}", "a partial gets one value at most"),
    ("velocity", "¦#if()x#end", "a value is missing"),
    ("velocity", "#if($a ¦== )x#end", "a value is missing after '=='"),
    ("velocity", "#if($a ¦= 'x')y#end", "'=' is not expected after '$a'"),
    ("velocity", "#if($a ¦'x')y#end", "\"'x'\" is not expected after '$a'"),
    ("velocity", "#if(¦a == 'x')y#end", "a value is missing, in front of 'a'"),
    ("velocity", "#if($a == ¦x)y#end", "a value is missing after '==', in front of 'x'"),
    ("velocity", "#if($a.b(1,¦))y#end", "an expression is missing after ',', in front of ')'"),
    ("velocity", "#if($a) x #elseif($b ¦&&) y #end", "a value is missing after '&&'"),
    ("velocity", "#{if}(¦!)x#end", "a value is missing after '!'"),
    ("velocity", "#if($a ¦is $b)x#end", "'is' is not expected after '$a'"),
    ("velocity", "#set($x ¦= )z", "a value is missing after '='"),
    ("velocity", "#set(¦x = 1)z", "a reference is missing, in front of 'x'"),
    ("velocity", "#set(¦$x)z", "'=' is missing after '$x'"),
    ("velocity", "#set($x = 1 ¦2)z", "'2' is not expected after '1'"),
    ("velocity", "#set($x = [1,¦])z", "an expression is missing after ',', in front of ']'"),
    ("velocity", "#set¦($x = 1", "'(' is never closed"),
    ("velocity", "Hi #if¦($a x", "'(' is never closed"),
    ("velocity", "Hi $¦{a", "'{' is never closed"),
    ("velocity", "Hi $!¦{a.b(", "'{' is never closed"),
    ("velocity", "Hi ${a¦ b}", "white space is inside a reference"),
    ("velocity", "Hi ${a.b¦\n} x", "white space is inside a reference"),
    ("velocity", "${a} $b¦[0", "'[' is never closed"),
    ("velocity", "Hi $a.b¦(1,", "'(' is never closed"),
    ("velocity", "¦#foreach()x#end", "a reference is missing"),
    ("velocity", "#foreach(¦in $items)x#end", "a reference is missing, in front of 'in'"),
    ("velocity", "#foreach($i in ¦items)x#end", "a reference is missing after 'in', in front of 'items'"),
    ("velocity", "#define(¦x)y#end", "a reference is missing, in front of 'x'"),
    ("velocity", "¦#macro()x#end", "the name of the macro is missing"),
    ("velocity", "#if($a)x#{else}y¦#{else}z#end", "'else' stands after the last arm of 'if'"),
    ("erb", "<%= name¦. %>", "a value is missing after '.'"),
    ("erb", "<%= ¦== a %>", "a value is missing in front of '=='"),
    ("erb", "<% if a ¦== %>x<% end %>", "a value is missing after '=='"),
    ("erb", "¦<% if %>x<% end %>", "a condition is missing"),
    ("erb", "<% if a %>x¦<% elsif %>y<% end %>", "a condition is missing"),
    ("erb", "<% if ¦(a %>x<% end %>", "'(' is never closed"),
    ("erb", "<%= a b c¦( %>", "'(' is never closed"),
    ("erb", "<%= f(a¦] %>", "']' closes no bracket"),
    ("erb", "<%= 'a' ¦b %>", "'b' is not expected after \"'a'\""),
    ("erb", "<%= 1 ¦2 %>", "'2' is not expected after '1'"),
    ("erb", "<%= a ¦&& %>", "a value is missing after '&&'"),
    ("erb", "<%= (¦&& a) %>", "a value is missing in front of '&&'"),
    ("erb", "Hi <%= ¦'a %> x", "' is never closed"),
    ("erb", "<% x ¦= %>y", "a value is missing after '='"),
    ("blade", "@if($a ¦==) x @endif", "a value is missing after '=='"),
    ("blade", "¦@if() x @endif", "an expression is missing"),
    ("blade", "@if¦($a x", "'(' is never closed"),
    ("blade", "¦@foreach($a as) x @endforeach", "a list, 'as' and a variable are expected here"),
    ("blade", "{{ $name¦-> }}", "a value is missing after '->'"),
    ("blade", "{{ $a ¦$b }}", "'$b' is not expected after '$a'"),
    ("blade", "¦{{ }}", "an expression is missing"),
    ("blade", "{!! 'a' ¦b !!}", "'b' is not expected after \"'a'\""),
    ("blade", "@if(¦&& $a) x @endif", "a value is missing in front of '&&'"),
    ("blade", "{{ f¦($a }}", "'(' is never closed"),
    ("go", "{{¦if}}x{{end}}", "a value is missing after 'if'"),
    ("go", "{{if ¦eq .A}}x{{end}}", "'eq' takes at least 2 values, not 1"),
    ("go", "{{if .A}}x{{else if ¦not}}y{{end}}", "'not' takes 1 value, not 0"),
    ("go", "{{.A | ¦len .B}}", "'len' takes 1 value, not 2"),
    ("go", "{{range $i ¦:= }}x{{end}}", "a value is missing after ':='"),
    ("go", "{{range $i, $j¦, $k := .A}}x{{end}}", "',' is not expected after '$j'"),
    ("go", "{{if .A}}{{$x := 1}}{{end}}{{¦$x}}", "'$x' is not declared"),
    ("go", "{{¦$x = 1}}", "'$x' is not declared"),
    ("go", "{{$x¦=1}}", "'=' is not expected after '$x'"),
    ("go", "{{.A¦.}}", "'.' is not expected after '.A'"),
    ("go", "{{.A .B¦.}}", "'.' is not expected after '.B'"),
    ("go", "{{¦| .A}}", "'|' is not expected"),
    ("go", "{{.A | ¦1}}", "'1' is no function"),
    ("go", "{{¦nil}}", "'nil' is no value of its own"),
    ("go", "{{print¦(1)}}", "'(' is not expected after 'print'"),
    ("go", "{{¦1x}}", "'1x' is no number"),
    ("go", "¦{{}}", "a value is missing"),
    ("go", "¦{{ /* c */ }}", "a comment must be next to its braces"),
    ("go", "¦{{break}}", "'break' is outside of a 'range'"),
    ("go", "{{if .A}}{{end ¦x}}", "'x' is not expected after 'end'"),
    ("go", '{{if .A}}¦{{define "x"}}{{end}}{{end}}', "'define' is inside of a block"),
    ("go", "{{template ¦x .}}", "the name of a template in quotes is missing after 'template', in front of 'x'"),
    ("go", '{{block ¦"x"}}y{{end}}', "a value is missing after '\"x\"'"),
    ("go", "{{with .A}}x{{else ¦if .B}}y{{end}}", "'if' is not expected after 'else'"),
    ("go", "{{.A ¦&& .B}}", "'&&' is not expected after '.A'"),
]
"""A dialect, a template with the place of the fault after a broken bar, and the words."""
UNKNOWN: Final = [
    ("liquid", "{% if name == %}x{% endif %}"),
    ("liquid", "{% if (name %}x{% endif %}"),
    ("liquid", "{% if a && b %}x{% endif %}"),
    ("liquid", "{% if a and %}x{% endif %}"),
    ("liquid", "{% if name ==x %}x{% endif %}"),
    ("liquid", "{% if name== x %}x{% endif %}"),
    ("liquid", "{% if b %}1{% else x %}2{% endif %}"),
    ("liquid", "{% if b %}1{% endif b %}"),
    ("liquid", "{% case name x %}{% when 'a' %}x{% endcase %}"),
    ("liquid", "{% case name %}{% when %}x{% endcase %}"),
    ("liquid", "{% assign x = %}x"),
    ("liquid", "{% capture x y %}x{% endcapture %}"),
    ("liquid", "{{ name upper }}"),
    ("liquid", "{{ name | upcase: }}"),
    ("liquid", "{{ name | upcase: 1 }}"),
    ("liquid", "{{ name | append }}"),
    ("liquid", "{{ name | replace: 'a', 'b', 'c' }}"),
    ("liquid", "{% assign x = name | date %}{{ x }}"),
    ("liquid", "{% echo name | truncate: 1, 2, 3 %}"),
    ("jinja", "{% block x required %}{% endblock %}"),
    ("jinja", "Hi {% block x scoped required %} {% endblock %}."),
    ("liquid", "{{ name | append: 'x' 'y' }}"),
    ("liquid", "{{ }}"),
    ("liquid", "{{ 'a' + 'b' }}"),
    ("blade", "{{}}"),
    ("handlebars", "{{a..b}}"),
    ("handlebars", "{{a.}}"),
    ("mustache", "a {{#b}} {{=<% %>=}}<%/b%> {{ text"),
    ("velocity", "#foreach($a in)x#end"),
    ("velocity", "#foreach($a $items)x#end"),
    ("velocity", "#macro(m true)x#end"),
    ("velocity", "#if($a == $)x#end"),
    ("go", "{{.A | }}"),
    ("go", "{{own .A}}"),
    ("go", "{{.A .B}}"),
]
"""What some engines of the language refuse and others print."""
KNOWN: Final = [
    ("liquid", "{% if name=='x' %}x{% endif %}"),
    ("liquid", "{% if ${name} == 'x' and {{custom_attribute.${a b}}} != blank %}x{% endif %}"),
    ("liquid", "{% if größe %}x{% endif %}"),
    ("liquid", "{%if a contains 'x' or b.c[0]['d'] <= -1.5%}x{%endif%}"),
    ("liquid", "{% case name %}{% when 'a' or 'b',  %}x{% endcase %}"),
    ("liquid", "{% comment x %}a{% endcomment %}"),
    ("handlebars", "{{#if (own a b='c' d=(e))}}x{{^}}y{{/if}}"),
    ("handlebars", "{{#if [a b].c includeZero=true}}x{{else if @root.d}}y{{else}}z{{/if}}"),
    ("handlebars", "{{#with a as |x|}}x{{else}}y{{/with}}"),
    ("handlebars", "{{#if a}}x{{/[if]}}"),
    ("go", "{{$x := 1}}{{if (own .A.B 1e+5 -0x1F 1_0 'a' `r`).C}}{{$x = 2}}{{else if $y := .D}}x{{end}}"),
    ("go", '{{- /* c */ -}}{{if and .A (not (eq .B "x" "y"))}}x{{else}}y{{end}}'),
    ("go", '{{define "x"}}{{$}}{{end}}{{if ne .A nil}}x{{end}}'),
    ("velocity", "#if(!$a && ($b.c(1, 'x').d[0] == -1 || ${e.f()} > 2.5))x#elseif( not $!{g} )y#{else}z#end"),
    ("velocity", "#set( $x = {'a': [1..3], 'b': [$c, \"d\"]} )x"),
    ("velocity", "#define($d)x#end#macro(m $a, $b)y#end"),
    ("velocity", "#set x is text, and #[[ #if($a ]]# too"),
    ("erb", "<% if a =~ /x(/ && b.c?(:d, e: 1) %>x<% elsif !f&.g[0] %>y<% end %>"),
    ("erb", "<% if a ==\n%>\nx<% end %>"),
    ("erb", "<% x = a ? 'b' : c; y = h[:d] || [1, 2]; z = a.+ 1 %>x"),
    ("erb", '<% if "a #{b["c"]} d" then %>x<% end %>'),
    ("velocity", "$5 ${ $!{ ${1} ##${a\n#[[ ${a ]]#"),
    ("blade", "@switch($a) @default y @break @case(1) x @endswitch"),
    ("blade", "@unless($a) x @elseif($b['c'] ?? f(1, 'd')->e === .5) y @else z @endunless"),
    ("blade", "@if($a?->b && !(new C($d))->e() || $f instanceof G) x @endif me@if.example"),
    ("go", "{{with .A}}x{{else with .B}}y{{end}}"),
    ("go", "{{if\n.größe}}x{{end}}"),
    ("handlebars", "{{^if a}}x{{else}}}y{{/if~}}}{{!x}}}"),
]
"""What every engine reads, in unusual forms."""


@pytest.mark.parametrize(("dialect", "marked", "words"), REFUSED)
def test_the_place_and_the_words(dialect: str, marked: str, words: str) -> None:
    place = marked.index("¦")
    with pytest.raises(TemplateError) as error:
        parse(marked.replace("¦", ""), dialect)
    assert (error.value.span.start, str(error.value)) == (place, words)


@pytest.mark.parametrize(("dialect", "source"), UNKNOWN)
def test_what_engines_read_in_different_ways_has_no_most(dialect: str, source: str) -> None:
    text = parse(source, dialect)
    assert bounds(text).most is None
    assert text.span.end == len(source)


@pytest.mark.parametrize(("dialect", "source"), KNOWN)
def test_what_all_engines_read_stays_known(dialect: str, source: str) -> None:
    text = parse(source, dialect)
    assert bounds(text).most == 1
    assert not any(isinstance(leaf, Placeholder) and leaf.opaque for leaf in leaves(text))
