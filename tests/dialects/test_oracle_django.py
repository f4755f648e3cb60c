"""Django templates rendered by Django's own engine, against our bounds and our tree. Escaping for HTML is off."""

from __future__ import annotations

from typing import Any

import django
from django.conf import settings as django_settings
from django.template import Context, Engine, TemplateSyntaxError
from hypothesis import given
from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.errors import TemplateError
from tests.dialects.oracle import CONTEXTS, DRAWN, FILLS, check

if not django_settings.configured:
    django_settings.configure(USE_I18N=False, TEMPLATES=[])
    django.setup()
ENGINE = Engine(autoescape=False, libraries={"i18n": "django.templatetags.i18n"}, builtins=["django.templatetags.i18n"])

NAMES = ["name", "code", "brand", "plan", '"text"', "'it\\'s €'", "5", "-3", "2.5", '_("hi")', "'a\\\\b'", "'\\n'"]
FILTERS = [
    "", "|upper", "|lower", "|title", "|capfirst", '|default:"you"', '|default:""', "|default:code", '|default_if_none:"x"',
    "|truncatechars:5", "|truncatechars:1", "|truncatechars:0", "|truncatechars:code", "|truncatewords:2", '|slice:":4"', '|slice:"2:5"',
    '|slice:"3"', '|slice:"-2:"', '|slice:":-1"', '|slice:"2:"', "|slice:code", "|safe", "|striptags", '|cut:"a"', "|center:9", "|ljust:9",
    "|rjust:\"9\"", "|first", "|last", "|escape", "|force_escape", "|pluralize", '|pluralize:"es"', '|pluralize:"y,ies"', "|yesno",
    '|yesno:"a,b"', '|yesno:"a,b,c"', '|yesno:"a"', "|length", "|wordcount", "|linebreaksbr", "|addslashes", '|add:"3"', "|floatformat",
    "|floatformat:2", "|urlencode", "|upper|truncatechars:4", "|truncatechars:6|upper", "|truncatechars:6|truncatechars:3", '|join:", "',
    "|divisibleby:2", "|make_list", "|slugify", "|stringformat:\"s\"", '|default:"a b"|upper', "|wordwrap:4", "|urlize", "|phone2numeric",
    "|intcomma", "|filesizeformat", '|date:"H:i"', '|time:"H"', "|unordered_list", "|escapejs", "|linenumbers", "|random", "|length_is:3",
    '|default:"x"|truncatechars:3', "|truncatechars_html:4", '|slice:":5"|title', "|escape|truncatechars:5", "|json_script", '|pluralize:"a,b,c"',
    '|pluralize:""', '|pluralize:","', "|center:3|upper", '|truncatechars:"4"', "|add:code", '|slice:":"', '|slice:"1:3:2"', '|default:5',
]  # fmt: skip
BLOCKS = [
    ("if a", ".", "endif"), ("if a", ".", "else", ".", "endif"), ("if a", ".", "elif b and not a", ".", "else", ".", "endif"),
    ("for item in items", ".", "endfor"), ("for item in items", ".", "empty", ".", "endfor"), ("comment", "{{ x }} {% if %} {# ", "endcomment"),
    ('comment "note"', ".", "endcomment"), ("verbatim", " {{ x }} {% if %}\n", "endverbatim"), ("verbatim me", "{% endverbatim %}", "endverbatim me"),
    ("with x=name", "{{ x }}", "endwith"), ("with name as x", ".", "endwith"), ("blocktrans", "one", "endblocktrans"),
    ("blocktrans with x=name", "Hi {{ x }}", "endblocktrans"), ("blocktrans count n=3", "one", "plural", "{{ n }} more", "endblocktrans"),
    ("blocktranslate trimmed", "\n  a \n  b {{ name }}\n", "endblocktranslate"), ("autoescape off", ".", "endautoescape"), ("load i18n",),
    ("now \"Y\"",), ("trans \"hi\"",), ("translate 'hi'",), ("firstof a name \"x\"",), ("spaceless", "<p> <b> x", "endspaceless"),
    ("filter upper", ".", "endfilter"), ("block b", ".", "endblock"), ("block c", ".", "endblock c"), ("cycle 'a' 'b'",), ("templatetag openblock",),
    ("widthratio 1 2 100",), ("ifchanged", ".", "endifchanged"), ("for item in items reversed", ".", "endfor"), ("regroup items by x as y",),
    ("csrf_token",), ("lorem 3 w",), ("for x, y in items", ".", "endfor"), ("with x='a'", "{{ x|upper }}", "endwith"), ("trans 'hi' as z",),
    ("for item in items|slice:\":1\"", ".", "endfor"), ("if name == '%}'", ".", "endif"), ("endif",), ("blocktrans asvar z", "no", "endblocktrans"),
    ("now 'Y' as z",), ("firstof a 'b' as z",), ("templatetag closecomment",), ("cycle 'a' 'b' as c",), ("cycle 'a' as c silent",), ("language 'fr'", ".", "endlanguage"),
    ("partialdef x", ".", "endpartialdef"), ("querystring",), ("widthratio 1 2 100 as w",), ("resetcycle",), ("get_current_language as L",), ("plural",), ("unheard of",),
]  # fmt: skip
FILL = st.sampled_from([*FILLS, "{{ ", " }}", "{%", "#}", "{# a\nb #}", "{{ a\nb }}", "{{ name }\n}"])


@st.composite
def outputs(draw: st.DrawFn) -> str:
    space = draw(st.sampled_from([" ", " ", " ", "", "  ", "\t"]))
    return "{{" + space + draw(st.sampled_from(NAMES)) + draw(st.sampled_from(FILTERS)) + space + "}}"


@st.composite
def blocks(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    form = draw(st.sampled_from(BLOCKS))
    space = draw(st.sampled_from([" ", " ", " ", ""]))
    return "".join(
        draw(inner) if part == "." else part if index % 2 else f"{{%{space}{part}{space}%}}"
        for index, part in enumerate(form)
    )


LEAVES = st.one_of(
    FILL, FILL, outputs(), st.sampled_from(["{# note #}", "{##}", "{# {{ x }} #}", "{# {% if #}", "{{ item }}"])
)
BODIES = st.lists(LEAVES, max_size=3).map("".join)
TEMPLATES = st.lists(LEAVES | blocks(BODIES) | blocks(BODIES | blocks(BODIES)), max_size=6).map("".join)


@DRAWN
@given(TEMPLATES, CONTEXTS)
def test_django_renders_within_our_bounds(source: str, context: dict[str, Any]) -> None:
    try:
        rendered = ENGINE.from_string(source).render(Context(context, autoescape=False))
    except (TemplateSyntaxError, TypeError, ValueError, AttributeError):
        try:
            parse(source, "django")
        except TemplateError as error:
            assert str(error)
        return
    check(source, "django", context, rendered)
