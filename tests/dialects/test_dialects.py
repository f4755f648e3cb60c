"""Every dialect: a table of sources and their trees, and the invariant that spans cover the source."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import smslint
from smslint.dialects import DIALECTS, grammar_of, parse
from smslint.dialects.parts.composed import Part
from smslint.dialects.parts.composing import compose
from smslint.errors import ConfigError, TemplateError
from smslint.sources.options import Options
from smslint.sources.registry import read
from smslint.text.bounds import bounds
from smslint.text.condition import names
from smslint.text.tree import Branch, Literal, leaves, placeholders, walk
from tests.dialects.shapes import shape

CASES = {
    "plain": [("Hi {{ x }} %s", "Hi {{ x }} %s"), ("", "")],
    "jinja": [
        ("Hi {{ name }}!", "Hi <name>!"),
        ("Hi {{ user.first_name }}", "Hi <user.first_name>"),
        ("{{ user['name'] }}{{ rows[0] }}", "<user.name><rows.0>"),
        ("a {# note #} b", "a  b"),
        ("a {#- note -#} b", "ab"),
        ("a  {{- x -}}  b", "a<x>b"),
        ("{% if a %}A{% elif b %}B{% else %}C{% endif %}", "(A|B|C)"),
        ("{% if a %}A{% endif %}", "(A|)"),
        ("x \n{%- if a %} A {%- endif %} y", "x( A|) y"),
        ("{% for s in steps %}{{ s }};{% else %}none{% endfor %}", "[steps*: <s>; else none]"),
        ("{{ 'A' if x else 'B' }}", "(A|B)"),
        ('{{ "A" if x }}', "(A|)"),
        ("{{ name if name else 'you' }}", "(<name>|you)"),
        ("{{ 'a' if x else ('b' if y else 'c') }}", "(a|(b|c))"),
        ("{{ name|upper }}", "<name|upper>"),
        ("{{ name | truncate(10) }}", "<name|cut 10 ... 5>"),
        ("{{ name|truncate(length=10, end='~') }}", "<name|cut 10 ~ 5>"),
        ("{{ name[:7] }}", "<name|cut 7>"),
        ("{{ name[2:5] }}{{ name[2:] }}{{ name[::2] }}", "<name|part 2 5><name|part 2 ><name|shrink>"),
        ("{{ name|replace('a', 'b')|first }}{{ name|truncate(n) }}", "<name|replace a b|cut 1><name|unknown>"),
        ("{{ name|default('you') }}", "<name|also you>"),
        ("{{ name|default('you', true) }}", "<name|default you>"),
        ("{{ name or 'you' }}", "<name|default you>"),
        ("{{ 'Hi ' ~ name }}", "Hi <name>"),
        ("{{ f(x) }}", "<f(x)|unknown>"),
        ("{{ name|frobnicate }}", "<name|unknown>"),
        ('{{ "}}" }}', "}}"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("a {%- raw -%} {{ x }} {%- endraw -%} b", "a{{ x }}b"),
        ("{% set x = 1 %}b", "b"),
        ("{% set x %}captured{% endset %}b", "b"),
        ("{% macro m() %}body{% endmacro %}b", "b"),
        ("{% include 'footer.txt' %}", "<?include 'footer.txt'>"),
        ("{% hero x %}", "<?hero x>"),
        ("{% box %}text{% endbox %}", "<?box>"),
        ("{% trans %}Hi{% endtrans %}", "Hi"),
        ("{% trans n %}one{% pluralize %}many{% endtrans %}", "(one|many)"),
        ("Hi\n", "Hi"),
        ("Hi\n\n", "Hi\n"),
        ("{{ 5 }}", "5"),
    ],
    "django": [
        ("Hi {{ name }}!\n", "Hi <name>!\n"),
        ('{{ name|default:"you" }}', "<name|default you>"),
        ('{{ name|truncatechars:10 }}', "<name|cut 10 …>"),
        ('{{ name|slice:":5" }}', "<name|cut 5>"),
        ('{{ when|date:"H:i" }}', "<when|or_empty plain 5 5>"),
        ("{{ n|pluralize }}{{ n|pluralize:\"y,ies\" }}", "<n|one_of  s><n|one_of y ies >"),
        ("{% if a %}A{% else %}B{% endif %}", "(A|B)"),
        ("{% for s in steps %}{{ s }}{% empty %}none{% endfor %}", "[steps*: <s> else none]"),
        ("{% comment %}{{ x }}{% if %}{% endcomment %}b", "b"),
        ("{% verbatim %}{{ x }}{% endverbatim %}", "{{ x }}"),
        ("{% blocktrans count n=n %}one{% plural %}many{% endblocktrans %}", "(one|many)"),
        ("{% load i18n %}{% with a=b %}{{ a }}{% endwith %}", "<b>"),
        ("a {# b\nc #} d", "a {# b\nc #} d"),
        ("{{ a\nb }}", "{{ a\nb }}"),
    ],
    "liquid": [
        ("Hi {{ name | default: 'there' }}", "Hi <name|default there>"),
        ("{{ name | truncate: 10 }}", "<name|cut 10 ...>"),
        ("Acme: {{${first_name}}}!", "Acme: <first_name>!"),
        ("{{ ${first_name} | default: 'there' }}{{custom_attribute.${plan}}}", "<first_name|default there><custom_attribute.plan>"),
        ("{{content_blocks.${footer}}} a", "<?content_blocks.${footer}> a"),
        ("{{ name }}} a", "<name>} a"),
        ("{{ name | upcase | slice: 0, 5 }}", "<name|upper|cut 5>"),
        ("a {%- if x -%} b {%- endif -%} c", "a(b|)c"),
        ("{% case n %} x {% when 1 %}one{% when 2 %}two{% else %}many{% endcase %}", "(one|two|many)"),
        ("{% unless a %}A{% endunless %}", "(A|)"),
        ("{% capture x %}captured{% endcapture %}", ""),
        ("{% for i in x %}{% case i %}{% when 1 %}a{% break %}{% endcase %}b{% endfor %}", "<?for i in x>"),
        ("{{ name | slice: -3, 2 }}", "<name|shrink>"),
        ("{% comment %} {% if %} {% endcomment %}b", "b"),
        ("{% # a note %}b{% assign x = 1 %}", "b"),
    ],
    "twig": [
        ("{% if a %}\nA{% endif %}\nB", "(A|)B"),
        ("{{ a ? 'x' : 'y' }}", "(x|y)"),
        ("{{ name ?? 'you' }}{{ name ?: 'you' }}", "<name|also you><name|default you>"),
        ("a {#~ c ~#} b", "ab"),
        ("{{ name[2:5] }}{{ name|slice(2, 5) }}", "<name|part 2 7><name|part 2 7>"),
    ],
    "mustache": [
        ("Hi {{name}} {{{raw}}} {{&amp}}", "Hi <name> <raw> <amp>"),
        ("{{#notes}}Note: {{notes}}{{/notes}}", "(Note: <notes>|)"),
        ("{{#items}}{{.}},{{/items}}", "[items*: <.>,]"),
        ("{{^items}}none{{/items}}", "(none|)"),
        ("a\n{{#x}}\nb{{x}}\n{{/x}}\nc", "a\n(b<x>\n|)c"),
        ("a\n  {{! note }}  \nb", "a\nb"),
        ("{{> footer}}", "<?> footer>"),
    ],
    "handlebars": [
        ("{{#if a}}A{{else if b}}B{{else}}C{{/if}}", "(A|B|C)"),
        ("{{#if a}}A{{else if b}}B{{/if}}", "(A|B|)"),
        ("{{#if a}}A{{else unless b}}B{{/if}}", "(A|B|)"),
        ("{{#each items}}{{this.name}};{{else}}none{{/each}}", "[items*: <name>; else none]"),
        ("a  {{~x~}}  b", "a<x>b"),
        ("{{formatDate when 'short'}}", "<formatDate when 'short'|unknown>"),
        ("{{!-- a }} b --}}c", "c"),
        ("\\{{x}}", "{{x}}"),
        ("{{#unless a}}A{{/unless}}", "(A|)"),
        ("{{#box 'x'}}text{{/box}}", "<?#box box>"),
    ],
    "go": [
        ("Code: {{ .Code }}", "Code: <Code>"),
        ("{{ if .A }}A{{ else if .B }}B{{ else }}C{{ end }}", "(A|B|C)"),
        ("a\n{{- if .A }} A {{ end -}}\n b", "a( A |)b"),
        ("{{ range .Items }}{{ .Name }};{{ else }}none{{ end }}", "[Items*: <Name>; else none]"),
        ("{{/* note */}}a{{- /* note */ -}} b", "ab"),
        ("{{ template \"app.name\" }}", '<?template "app.name">'),
        ("{{ `{{ .Code }}` }}", "{{ .Code }}"),
        ('{{ printf "%.10s" .Name }}', "<Name|cut 10>"),
        ("{{ if .A }}A{{ else if .B }}B{{ end }}", "(A|B|)"),
        ("{{ $x := .A }}{{ with .A }}{{ . }}{{ end }}", "(<A>|)"),
        ("{{-3}}", "<-3|unknown>"),
    ],
    "erb": [
        ("Hi <%= name %>!", "Hi <name>!"),
        ("a\n  <% if x %>\nb\n<% else %>\nc\n<% end %>\nd", "a\n(b\n|c\n)d"),
        ("<% if x -%>\nb<% end %>", "(b|)"),
        ("a <%# note %> b <%% c %>", "a  b <% c %>"),
        ("<% items.each do |item| %><%= item %>,<% end %>", "[items*: <item>,]"),
        ("<%= x ? 'A' : 'B' %>", "(A|B)"),
        ("<%= t('a.b', name: name) %>", "<t('a.b', name: name)|unknown>"),
        ("<%= name || 'you' %>", "<name|also you>"),
    ],
    "brace": [
        ("Hi {name}, {0} {} {}", "Hi <name>, <0> <0> <1>"),
        ("{{literal}} {a.b[0]} {x!r}", "{literal} <a.b[0]> <x|unknown>"),
        ("{hour:02d}:{x:>10}{y:.5}{z:,.2f}", "<hour|number 2>:<x|pad 10><y|cut 5><z|unknown_number>"),
        ("50% { off", "50% { off"),
    ],
    "percent": [
        ("Hi %(name)s, 100%% %{x} %<y>d", "Hi <name>, 100% <x> <y|number 1>"),
        ("%s and %s, %2$s, %d, %05d, %.2f, %.3s", "<1> and <2>, <2>, <3|number 1>, <4|number 5>, <5|unknown_number>, <6|cut 3  0 4>"),
        ("20% off, 5% discount", "20% off, 5% discount"),
        ("%s %<s, %2$s %<-5s, %tY-%<tm", "<1> <1>, <2> <2|pad 5 4>, <2|unknown>-<2|unknown>"),
        ("%<s, 20%<br>, %s 5%<br/>", "%<s, 20%<br>, <1> 5%<br/>"),
        ("Due:% d, (% .2f), %+ d|% 5d|% s", "Due:<1|number 1 1>, (<2|unknown_number>), <3|number 1 1>|<4|number 5 1>|<5>"),
        ("20 % d'or, the % of it, % i, %d % off, %{n} % d", "20 % d'or, the % of it, % i, %d % off, <n> % d"),
        ("20\u00a0% s, x% d, %s% d, % d'accord", "20\u00a0% s, x% d, <1>% d, % d'accord"),
    ],
    "dollar": [
        ("Hi ${name}, $5, $${x}", "Hi <name>, $5, ${x}"),
        ("${user?.name} ${a ? `b` : 'c'} ${f({a: 1})}", "<user.name> <a ? `b` : 'c'|unknown> <f({a: 1})|unknown>"),
    ],
    "colon": [
        ("{0} none |[1,19] :count of :n|[20,*] many", "(none|<count> of <n>|many)"),
        ("one|many", "one|many"),
        ("{0} none|many", "{0} none|many"),
        ("Hi :name, at 10:30 see http://x.y Order: :ORDER :Shop", "Hi <name>, at 10:30 see http://x.y Order: <order|upper> <shop|title>"),
    ],
    "string_template": [
        ("Hi $name, ${sum}c, $$5, $5, ${a b}, $Name1", "Hi <name>, <sum>c, $5, $5, ${a b}, <Name1>"),
        ("$$name $$$name $", "$name $<name> $"),
    ],
    "symfony": [
        ("Hi %name%, 50% of %order.sum%, %a b%", "Hi <name>, 50% of <order.sum>, %a b%"),
        ("{0} none|{1} one|]1,Inf[ %n% days", "(none|one|<n> days)"),
        ("one car | %count% cars", "(one car|<count> cars)"),
        ("Acme | %name%", "Acme | <name>"),
    ],
    "vue_i18n": [
        ("Hi {name}, {0}, { n }, {'@'}x, {a b}", "Hi <name>, <0>, <n>, @x, {a b}"),
        ("no car | one {n} | {n} cars", "(no car|one <n>|<n> cars)"),
        ("Hi @:sms.foot, @.lower:sms.foot. @:{'x'} a@b.c", "Hi <?@:sms.foot>, <?@.lower:sms.foot>. <?@:{'x'}> a@b.c"),
        ("|", "(|)"),
    ],
    "brackets": [("Hi [[name]], [ref] [[ x y ]]", "Hi <name>, [ref] <x y>")],
    "parens": [
        ("Hi ((name)) (ok) ((is late??You are late.)) (((a)))", "Hi <name> (ok) (You are late.|) (<a>)"),
    ],
    "icu": [
        ("Hi {name}, it''s {d, date, short} }{x, spellout}", "Hi <name>, it's <d|in_locale> }<x|unknown>"),
        ("{n, plural, =0 {none} one {# day} other {# days}} left", "(none|<n|grouped> day|<n|grouped> days) left"),
        ("{g, select, male {He} other {They}} {n, selectordinal, offset:1 one {#st} other {#th}}", "(He|They) (<n|unknown>st|<n|unknown>th)"),
        ("{n, plural, one {{g, select, a {x #} other {y}}} other {z}}", "((x #|y)|z)"),
        ("It's '{'name'}' and '{a''b}' # {n, number} {n, number, percent}", "It's {name} and {a'b} # <n|grouped> <n|unknown>"),
    ],
    "message_format": [
        ("It''s {0} '{''}' for {1,number} on {2,date,short}", "It's <0> {'} for <1|grouped> on <2|in_locale>"),
        ("It's {0}", "Its {0}"),
    ],
    "csharp": [
        ("Hi {0}, {1:N2} {{x}} { 2 }{3,-10}{4,5:d}", "Hi <0>, <1|unknown> {x} <2><3|pad 10><4|unknown|pad 5>"),
        ("{name} {{x y}} {{0}} {0,999999}", "<name> {x y} {0} <0|unknown>"),
    ],
    "go_fmt": [
        ("Hi %s, %[2]d%% %v %-10s%.3s", "Hi <1>, <2|number 1>% <3> <4|pad 10><5|cut 3>"),
        ("%5.2f %+d %c %x %*d 50% off", "<1|unknown_number> <2|number 1 1> <3|words 1 1> <4|unknown> <6|unknown> 50% off"),
        ("%[3]*.[2]*[1]f, %[2]d and %d, %[1]*d", "<1|unknown>, <2|number 1> and <3|number 1>, <2|unknown>"),
    ],
    "php_sprintf": [
        ("Hi %s, %2$s%% % d %05d %+d %-8s%.3s", "Hi <1>, <2>% <2|integer 1> <3|integer 5> <4|integer 1 1> <5|pad 8 4><6|cut 3  0 4>"),
        ("20% discount %'*10s %'[5d %b %4x %.2o %5% %c %.2f", "20<1|integer 1>iscount <2|pad 10 4> <3|unknown> <4|plain 1 64> <5|plain 4 16> <6|plain 0 0> % <8|words 1 1> <9|unknown_number>"),
        ("%*d %.*f %2$*3$s %1$'%5s", "<2|unknown> <4|unknown> <2|unknown> <1|pad 5 4>"),
    ],
    "odoo14": [
        ("Hi ${object.name},\n% if object.code:\nyour code\n% else:\nno code\n% endif\nBye\n", "Hi <object.name>,\n(your code\n|no code\n)Bye"),
        ("${object.name or 'you'} 50% off ## note\n  % set x = 1\nb<%doc>c</%doc>", "<object.name|default you> 50% off\nb"),
        ("% for a in b:\n${a},\n\n% endfor\n", "[b*: <a>,\n\n]"),
    ],
    "mailchimp": [
        ("Hi *|FNAME|*, *|IF:CODE|*code *|CODE|**|ELSE:|*none*|END:IF|*!", "Hi <FNAME>, (code <CODE>|none)!"),
        ("*|IF:A=1|*a*|ELSEIF:B|*b*|END:IF|* *|TITLE:FNAME|* *|INTERESTED:X|*y*|ELSE:|*n*|END:INTERESTED|**|POLL:X|*y*|END:POLL|*", "(a|b|) <FNAME|unknown> (y|n)<?POLL X>"),
        ("5*|3 *| x |* *||*", "5*|3 *| x |* *||*"),
    ],
    "active_campaign": [
        ("Hi %FIRSTNAME%, %IF !empty($CODE)%code %CODE%%ELSE%none%/IF%", "Hi <FIRSTNAME>, (code <CODE>|none)"),
        ("50% off, 20% more %SENDER-INFO% %x% 100%", "50% off, 20% more <SENDER-INFO> %x% 100%"),
    ],
    "salesforce": [
        ("Hi %%First_Name%% %%First Name%%, 5%% off %%=v(@code)=%%", "Hi <First_Name> <First Name>, 5%% off <code>"),
        ('%%[ set @n = AttributeValue("x") ]%%Hi %%=IIF(EMPTY(@n),"there",@n)=%%%%=Lowercase(@n)=%%', "Hi <n|default there><Lowercase(@n)|unknown>"),
        ("%%[ IF @a == 'if' THEN ]%%A%%[ ELSEIF @b THEN ]%%B%%[ ELSE ]%%C%%[ ENDIF ]%%", "(A|B|C)"),
        ("%%[ set @n = 1\nif @n then ]%%A%%[ endif ]%% %%[ if @a then set @b = 1 endif if @b then ]%%B%%[ endif ]%%", "(A|) (B|)"),
        ("%%[ SET @n = Lookup('a', 'if') IF NOT EMPTY(@n) THEN ]%%Hi %%=v(@n)=%%%%[ ELSE /* if none */ SET @n = 'x' ]%%Hi%%[ ENDIF ]%%!", "(Hi <n>|Hi)!"),
        ("%%[ IF @a == 1 THEN SET @b = 'x' ELSEIF @c THEN SET @b = 'y' ELSE SET @b = 'z' ENDIF ]%%Hi %%=v(@b)=%%", "Hi <b>"),
        ("%%[ FOR @i = 1 TO 3 DO SET @n = Concat(@n, @i) NEXT @i ]%%%%=v(@n)=%%", "<n>"),
        ("%%[ IF @a THEN Output(v(@b)) ENDIF ]%%.%%[ OutputLine(v(@b)) ]%%", "<?output>.<?output>"),
        ("%%[ set @n = 1 " + "/* note */ " * 400 + "]%%Hi %%=v(@n)=%%%%[ if", "Hi <n>%%[ if"),
        ("%%=Concat(" + "'a', " * 800 + "@n)=%%", "<Concat(" + "'a', " * 800 + "@n)|unknown>"),
        ("%% a%%b c%%%%d%% %%%e%%%", "%% a<b c><d> %<e>%"),
        ("%%[ for @i = 1 to 3 do ]%%%%=v(@i)=%% %%[ next @i ]%%.", "<?for @i = 1 to 3 do>."),
        ("%%=IIF(@vip == 'y', 'Gold', \"Basic\")=%% %%= IIF(Length(@a) > 1, '', 's') =%% %%=IIF(@a, @b, 'c')=%%", "(Gold|Basic) (|s) <IIF(@a, @b, 'c')|unknown>"),
    ],
    "adobe": [
        ("Hi <%= recipient.firstName %> <%= recipient.x || 'there' %> <%= f(x) %>", "Hi <recipient.firstName> <recipient.x|default there> <f(x)|unknown>"),
        ("<% if (recipient.a == 1) { %>A<% } else if (b) { %>B<% } else { %>C<% } %>.<%-- note --%><%@ include view='x' %>", "(A|B|C).<?@ include view='x'>"),
        # what is in a block that is not read renders any number of times
        ("a<% for (var i in x) { %>b<% if (i) { %>c<% } %><% } %>d", "a<?for (var i in x) {>d"),
        ("<% try { %>a<% } catch (e) { %>b<% } %>.<% if (x) { %>c<% log('}'); } %>", "<?try {>.(c<?}>|)"),
    ],
    "marketo": [("Hi {{lead.First Name:default=there}}, {{ my.Code }} {x}", "Hi <lead.First Name|default there>, <my.Code> {x}")],
    "mautic": [("Hi {contactfield=firstname|there} {contactfield=x|date} {pagelink=3} {x}", "Hi <firstname|default there> <x|unknown> <3> {x}")],
    "responsys": [("Hi $lookup(FIRST_NAME)$ $nvl(lookup(X),there)$ $5 $cond(a,b,c)$", "Hi <FIRST_NAME> <X|default there> $5 <cond(a,b,c)|unknown>")],
    "hubspot": [('Hi {{ personalization_token("contact.firstname", "there") }} {{ contact.x }}{% if a %}b{% endif %}', "Hi <contact.firstname|default there> <contact.x>(b|)")],
    "klaviyo": [("Hi {{ first_name|default:'there' }} {{ person|lookup:'First Name'|default:'you' }}{% if a %}b{% endif %}", "Hi <first_name|default there> <First Name|default you>(b|)")],
    "whatsapp": [("Hi {{1}}, {{ code }} {{a.b}} {1}", "Hi <1>, <code> {{a.b}} {1}")],
    "n8n": [("Hi {{ $json.name }} {{ $('Get').item.json.code || 'none' }} {{ $json['a b'] }} {{ {a: 1} }}", "Hi <name> <code|default none> <$json['a b']|unknown> <{a: 1}|unknown>")],
    "fluent": [
        ("Hi { $name }, { -brand } { msg.attr }", "Hi <name>, <?-brand> <?msg.attr>"),
        ('{ "{" }{ "\\u0041\\"" }{ 5 }{ NUMBER($n, a: 1) }', '{A"<5|words 1 3><n|unknown>'),
        ("You have { $n ->\n    [one] one [x] day\n   *[other] { $n } days\n  } left", "You have (one [x] day|<n> days) left"),
        ("{ { $x } } { -brand(case: \"a\") }", "<x> <?-brand>"),
    ],
    "velocity": [
        ("Hi $name, $!x ${a.b}c $5 #sale $a.b(1).c.", "Hi <name>, <x> <a.b>c $5 #sale <a.b(1).c|unknown>."),
        ("#if($x)A#elseif($y)B#{else}C#end", "(A|B|C)"),
        ("a\n  #if ($x)\nb\n  #end\nc", "a\n(b\n|)c"),
        ("#foreach($i in $items)$i,#end#set($a = \")\")b#* c\n *#d", "[items*: <i>,]bd"),
        ("\\$x ${x|'you'} #parse('x.vm')", "$x <x|default you> <?parse 'x.vm'>"),
    ],
    "freemarker": [
        ('Hi ${name}, ${user.first!"you"} ${(a.b)!} ${name?upper_case}', "Hi <name>, <user.first|default you> <a.b|default > <name?upper_case|unknown>"),
        ("<#if a>\nA\n<#elseif b == '>'>\nB\n<#else>\nC\n</#if>\n.", "(A\n|B\n|C\n)."),
        ("<#list items as x>${x},<#else>none</#list><#-- a --><#noparse>${b}</#noparse> $5 <b>", "[items*: <x>, else none]${b} $5 <b>"),
        ("<@m to=x>Hi</@m> <#assign n = 1>${n} <#compress> a </#compress>", "<?@m to=x> <n|unknown> <?compress>"),
        ("[#ftl]\n[#if a]A[/#if] <#if>", "(A|) <#if>"),
        ("a <#t>\nb", "<?a <#t>\nb>"),
    ],
    "blade": [
        ("Hi {{ $user->name }} {!! $x !!}{{-- c --}} a@b.com", "Hi <user.name> <x> a@b.com"),
        ("@if ($a)\nA\n@elseif($b)\nB\n@else\nC\n@endif\n.", "(A\n|B\n|C\n)."),
        ("@foreach ($items as $item){{ $item }}@endforeach", "[items*: <item>]"),
        ("@forelse ($items as $item)x @empty none @endforelse @unless($a)b @endunless", "[items*: x  else  none ] (b |)"),
        ("@{{ x }} @@if @acme @include('x') @verbatim{{ y }}@endverbatim", "{{ x }} @if @acme <?include 'x'> {{ y }}"),
        ("{{ $x ?? 'you' }} {{ $a ? 'p' : 'q' }} {{ $a['b'] }} {{ f($x) }}", "<x|also you> (p|q) <a.b> <f($x)|unknown>"),
        ("{{ $x }}\n@php $y = 1; @endphp!", "<x>\n!"),
        ("@foreach($x as $i)@switch($i)@case(1)a @break @default b @endswitch.@endforeach", "[x*: (a | b ).]"),
    ],
    "terraform": [
        ("Hi ${name}, ${var.x} ${a.b[0]} $5 50%!", "Hi <name>, <var.x> <a.b[0]> $5 50%!"),
        ("%{ if vip }VIP%{ else }hi%{ endif } %{ if x }y%{ endif }", "(VIP|hi) (y|)"),
        ("%{ for day, at in days }${day} %{ endfor }", "[days*: <day> ]"),
        ("a $${x} %%{ if } b", "a ${x} %{ if } b"),
        ("a ${~ x ~} b\n%{~ if y ~}\n c %{~ endif ~}\nd", "a<x>b(c|)d"),
        ('${upper("}")} ${ {a = 1}["a"] } ${x ? "a" : "b"}', '<upper("}")|unknown> <{a = 1}["a"]|unknown> <x ? "a" : "b"|unknown>'),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("dialect", "source", "expected"),
    [(dialect, source, expected) for dialect, cases in CASES.items() for source, expected in cases],
)
def test_tree(dialect: str, source: str, expected: str) -> None:
    assert shape(parse(source, dialect)) == expected


def test_every_dialect_has_cases() -> None:
    assert set(CASES) == set(DIALECTS)


@pytest.mark.parametrize(
    ("dialect", "source"),
    [("jinja", "{% extends 'x' %}{% block b %}Hi{% endblock %}"), ("django", "{% include 'x' %}"), ("twig", "{% embed 'x' %}{% endembed %}"),
     ("handlebars", "{{> x}}"), ("handlebars", "{{#> x}}y{{/x}}"), ("mustache", "{{> x}}"), ("liquid", "{% render 'x' %}"), ("go", '{{template "x"}}')],
)  # fmt: skip
def test_a_limit_for_every_name_does_not_apply_to_included_text(dialect: str, source: str) -> None:
    text = parse(source, dialect)
    assert bounds(text, {"*": {"max": 20}}).most is None
    (piece,) = (hole.name for hole in placeholders(text) if hole.opaque)
    assert bounds(text, {piece: {"max": 20}}).most == 1


BROKEN = [
    ("jinja", "Hi {{ name", 3, "'{{' is never closed"),
    ("jinja", "a {% if x %}b", 2, "'if' is never closed by 'endif'"),
    ("jinja", "a {% endif %}", 2, "'endif' has no start"),
    ("jinja", "{% for x in y %}{% endif %}{% endfor %}", 16, "'endif' has no start; 'for' is open"),
    ("jinja", "{% raw %}x", 0, "'raw' has no end"),
    ("jinja", "{% if a %}" * 200 + "{% endif %}" * 200, 1000, "nested more than 100 deep"),
    ("django", "{% if x %}b", 0, "'if' is never closed"),
    ("terraform", "Hi ${name", 3, "'${' is never closed"),
    ("terraform", "%{ if x }b", 0, "'if' is never closed by 'endif'"),
    ("freemarker", "Hi ${name", 3, "'${' is never closed"),
    ("freemarker", "Hi <#if a>", 3, "'if' is never closed by '/if'"),
    ("freemarker", "Hi <#if a", 3, "'<#i' is never closed"),
    ("liquid", "{{ a", 0, "never closed"),
    ("mustache", "{{#a}}x{{/b}}", 7, "'/b'"),
    ("mustache", "{{=<% =}}", 0, "no pair of new delimiters"),
    ("go", "{{ if .A }}", 0, "'if' is never closed by 'end'"),
    ("erb", "<% if x %>a", 0, "'if' is never closed"),
    ("icu", "a {n, plural, one {x}", 2, "'plural' of 'n' is never closed"),
    ("icu", "a {{x}} b", 2, "does not open an argument"),
    ("fluent", "a { $b", 2, "never closed"),
    ("velocity", "a #if($x) b", 2, "'if' is never closed by 'end'"),
    ("blade", "@if($x) b", 0, "'if' is never closed by 'endif'"),
    ("liquid", "{% if x %}{% break %}{% endif %}a" * 400, 300 * 33 + 32, "more than 100 levels"),
    ("velocity", "#if($x)#stop#{end}a" * 400, 300 * 19 + 18, "more than 100 levels"),
    ("erb", "<% return if x %>a" * 400, 299 * 18 + 17, "more than 100 levels"),
]


@pytest.mark.parametrize(("dialect", "source", "start", "words"), BROKEN)
def test_errors_of_broken_templates_have_a_place(dialect: str, source: str, start: int, words: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse(source, dialect)
    assert words in str(caught.value)
    assert caught.value.span.start == start


@pytest.mark.parametrize(("blocks", "ends"), [(0, 99), (50, 49), (98, 1)])
def test_the_deepest_tree_of_early_ends_has_bounds(blocks: int, ends: int) -> None:
    inner = "{% if y %}{% break %}{% endif %}a" * ends
    text = parse("{% if x %}" * blocks + inner + "{% endif %}" * blocks, "liquid")
    assert bounds(text).most == 1
    with pytest.raises(TemplateError, match="more than 100 levels"):
        parse(
            "{% if x %}" * blocks + inner * 2 + "{% if y %}{% break %}{% endif %}a" + "{% endif %}" * blocks, "liquid"
        )


def test_an_unknown_dialect_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match="did you mean 'jinja'"):
        parse("", "jinja2")


FRAGMENTS = st.sampled_from([
    "{{", "}}", "{%", "%}", "{#", "#}", "{{-", "-}}", "{%-", "-%}", "~", "<%", "<%=", "%>", "-%>", "<%%", "[[", "]]", "((", "))", "??",
    "${", "}", "{", "$", "%", "%s", "%(", ")s", "%{", ":name", "if", "endif", "else", "for x in y", "endfor", "end", "#if", "/if",
    "#a", "/a", "^", ">", "!", "raw", "endraw", "comment", "endcomment", "\"", "'", "`", "\\", "|", "a", "upper", "default", "(", ")",
    "[", "]", " ", "\n", "\r\n", "x", "é", "\U0001f600", "case", "when", "do |x|", ".each", "set", "=", "?", ":", "1", "block",
    "#if(", "#end", "#foreach(", "#set(", "@if(", "@endif", "@else", "@empty", "@foreach(", "@@", "{!!", "!!}", "{{--", "--}}", "{n, plural, ", "one {",
    "other {", "{ $n -> ", "[one]", "*[other]", "{ $a }", "{ -b }", "\\$", "#*", "*#", "##",
])  # fmt: skip
WHOLE = st.sampled_from(sorted({source for cases in CASES.values() for source, _ in cases}))
SOURCES = (
    st.lists(FRAGMENTS, max_size=24).map("".join) | st.lists(WHOLE, max_size=3).map("".join) | st.text(max_size=40)
)


@settings(max_examples=400)
@given(st.sampled_from(sorted(DIALECTS)), SOURCES)
def test_leaves_cover_the_source(dialect: str, source: str) -> None:
    try:
        text = parse(source, dialect)
    except TemplateError as error:
        assert 0 <= error.span.start <= error.span.end <= len(source)
        return
    at = 0
    for leaf in leaves(text):
        assert leaf.span.start == at, (leaf, at)
        at = leaf.span.end
    assert at == len(source)
    for node in walk(text):
        assert 0 <= node.span.start <= node.span.end <= len(source)


HOSTILE = ["#if(", "#foreach($a in ", "$a.b(", "${a", "@if(", "@php ", "@verbatim", "{{-- ", "{!! ", "{a, plural, one {", "{a,", "'{", "{ $a -> *[b] ",
           "{ -a(", "#*", "{a, select, ", "<%= ", "{% for a in b %}{{ a }}", "(", "{ { ", "@foreach($a as $b)x", "$", "$a[", " [a] ", "\r", "{a, b,'", "\n ", "{% a %}",
           "{{", "{%", "{{ x ", "{% if a %}", "{{#a}}", "<%", "((", "((a??", "[[", "${", "${{", "{", "%(", ":a", "\\", "'", '{{ "', "{{ (", "{{ a if ",
           "{% raw %}", "{{ a ~ ", "{{ 'a' if x else ", "{{ [", "{{ a|", "{#"]  # fmt: skip


@pytest.mark.no_cover
@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_hostile_sources_end(dialect: str) -> None:
    """Thirty thousand characters of each opening: a result or a clear error, without recursion."""
    for opening in HOSTILE:
        source = opening * (30_000 // len(opening))
        try:
            text = parse(source, dialect)
            assert text.span.end == len(source)
            assert bounds(text, {"*": {"max": 5, "max_items": 3}}).least >= 1
        except TemplateError as error:
            assert str(error)


EXPRESSIONS = [
    "'%s and %d' % (a, b)", "'{} {n}'.format(a, n=b)", "'%s' | format(a)", "'x' | replace('x', a)", "[a, b] | join(', ')", "a ~ 'b' ~ c", "a if b else 'c'",
    "a ? b : 'c'", "a ?: b", "a ?? 'b'", "f(a, b=c)['d'].e", "a | f: 1, b: 2 | g", "{'a': b}[c]", "\"a #{b} {$c}\"", "a and not (b or c) == 1", "a is defined",
]  # fmt: skip
OPENINGS = [
    "{{ ",
    "{% if ",
    "{% set x = ",
    "{% for x in ",
    "{{#if ",
    "{{#",
    "<%= ",
    "<% if ",
    "${",
    "#if(",
    "#set($x = ",
    "@if(",
    "{!! ",
    "{",
]


@pytest.mark.no_cover
@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_expressions_that_end_too_early_or_begin_too_late(dialect: str) -> None:
    for opening in OPENINGS:
        closing = opening.translate(str.maketrans("{<(", "}>)")).split()[0][::-1].lstrip("fiarotes#@$ =")
        for expression in EXPRESSIONS:
            parts = [expression[:at] for at in range(len(expression))] + [
                expression[at:] for at in range(len(expression))
            ]
            for part in parts:
                with suppress(TemplateError):
                    assert (
                        bounds(parse(f"{opening}{part}{closing}", dialect), {"*": {"max": 5, "max_items": 3}}).least
                        >= 1
                    )


def test_a_fluent_text_reads_its_escapes_in_a_file_as_alone() -> None:
    written = r'{ "\u0041\"\\ \U01F600 \uD83D" }'
    (message,) = read("fluent", f"hello = {written}\n", Options())
    assert message.text is not None
    for tree in (parse(written, "fluent"), message.text):
        assert "".join(leaf.text for leaf in leaves(tree) if isinstance(leaf, Literal)) == 'A"\\ \U0001f600 \ufffd'


def test_a_block_of_jinja_does_not_see_what_a_block_around_it_assigns() -> None:
    source = "{% with name = code %}{{ name }}{% block b %}{{ name }}{% block c scoped %}{{ name }}{% endblock %}"
    tree = parse(source + "{% endblock %}{{ name }}{% endwith %}{{ name }}", "jinja")
    assert [hole.name for hole in placeholders(tree)] == ["code", "name", "name", "code", "name"]


def test_a_name_assigned_in_an_autoescape_of_jinja_is_another_one_after_it() -> None:
    source = "{% autoescape false %}{% set z = 'x' %}{{ z }}{% endautoescape %}{{ z }}"
    assert [hole.name for hole in placeholders(parse(source, "jinja"))] == ["z", "z"]


def test_names_in_a_condition_are_replaced_all_at_once() -> None:
    made = parse("{% with name=code z=name|upper %}{% if z == name %}Y{% endif %}{% endwith %}", "django")
    (branch,) = (node for node in walk(made) if isinstance(node, Branch))
    condition = branch.arms[0].condition
    assert condition is not None
    assert condition.test is not None
    assert set(names(condition.test)) == {"name", "code"}


def test_a_section_of_handlebars_does_not_see_what_is_passed_to_its_partial() -> None:
    grammar = grammar_of("handlebars")
    assert grammar is not None
    inner = "{{name}}{{#name}}{{name}}{{/name}}{{#if a}}{{name}}{{/if}}{{#with a}}{{name}}{{/with}}{{name}}"
    found = compose("{{> foot name='x'}}", "handlebars", grammar, lambda name, _by: Part(name, inner))
    assert found is not None
    assert shape(found.text) == "x(<?name in a part>|)(x|)(<?name in a part>|)x"


PLACES = ["{{ # }}", "{% if # %}x{% endif %}", "{% set a = # %}{{ a }}", "{{ x|f(#) }}", "<%= # %>", "<% if # %>x<% end %>", "${#}", "{{#if #}}x{{/if}}", "@if(#)\nx\n@endif",
          "{!! # !!}", "#if(#)x#end", "#set($a = #)$a", "{#}", "{ # }", "{{ if # }}x{{ end }}", "{% for a in # %}x{% endfor %}", "%%[ set @a = # ]%%%%=v(@a)=%%", "%{#}"]  # fmt: skip
PAIRS = [
    ("(", ")"),
    ("f(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("not ", ""),
    ("!", ""),
    ("-", ""),
    ("a ? ", " : b"),
    ("a or (", ")"),
    ("'x' ~ (", ")"),
    ("a[", "]"),
    ("a.b(", ")"),
]


@pytest.mark.no_cover
@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_brackets_by_the_thousand(dialect: str) -> None:
    """Closed, so that what is in them is read; and asked for its bounds."""
    for place in PLACES:
        for opening, closing in PAIRS:
            for times in (30, 3000):
                source = place.replace("#", opening * times + "a" + closing * times, 1)
                with suppress(TemplateError):
                    bounds(parse(source, dialect))


@pytest.mark.parametrize("code", ["name | upper(", "name | upper)", "name | truncate(5", "(name", "name[0"])
def test_code_with_an_open_bracket_has_no_known_length(code: str) -> None:
    text = smslint.parse(f"Hi {{{{ {code} }}}}", "hubspot")
    assert smslint.bounds(text, {"name": {"max": 5, "charset": "gsm7"}}).most is None
