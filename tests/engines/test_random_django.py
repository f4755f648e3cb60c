"""Random Django templates, rendered by Django's own engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django
import pytest
from django.conf import settings
from django.template import Context, Engine, TemplateDoesNotExist, TemplateSyntaxError

from tests.engines.curly_templates import KEPT, Curly
from tests.engines.random_templates import SIZES, Draw, Renderer, hold

if TYPE_CHECKING:
    from collections.abc import Callable

DIALECT = "django"
REFUSED = (TemplateSyntaxError, TemplateDoesNotExist)


class Django(Curly):
    dialect = DIALECT
    undecided = ("loop", "small")
    trims = right_trims = output_trims = ()
    spaces = (" ", "\t", "  ", " \t ")
    edges = (" ", " ", "", "\t")
    outputs = (
        "name",
        "code",
        "brand",
        "'a'",
        "'}'",
        "name|upper",
        "name|default:'{{'",
        "''",
        "missing",
        "name|default:'%}'",
        "5",
        '"#}"',
        "z",
        "z|lower",
        "größe",
        "name|default:'x'|upper",
        "name|truncatechars:5",
        "name|slice:':3'",
        "code|slice:'-4:'",
        "name|cut:'a'",
        "name|add:'x'",
        "code|add:1",
        "name|title",
        "plan|capfirst",
        "name|ljust:8",
        "name|center:9",
        "plan|default_if_none:'x'",
        "a|yesno:'y,n'",
        "name|yesno",
        "brand|lower",
        "name|length",
        "name|truncatewords:1",
        "name|first",
        "code|make_list|join:'-'",
        "name|escape",
        "name|stringformat:'s'",
        "name|default:plan",
    )
    conditions = ("a", "b", "not a", "a and\tb", "a or b", "name == '%'", "name in items", "a == b", "'}' in name", "name", "not plan", "plan == ''", "name == 'x'", "code == '1234'",
                  "a == '0'", "name == plan", "a or b and name", "not a or plan", "name|length > 2", "'a' in name", "z", "z == name", "a != 'false'", "name|upper == 'A B'", "größe",
                  "plan not in items", "name in 'a b c'", "name is None", "a is True", "code > '2'", "name|default:plan")  # fmt: skip
    items = ("item in items", "item\tin items", "item in items reversed")
    comments = (" c ", "", " {{ x }} ", " {% if %} ", "'", " {# ", " a\n b ", "%}")
    empty = "empty"

    def hidden(self) -> str:
        inner = self.pick(
            [
                "",
                "{{ x }}",
                "{% if %}",
                "{# {% endcomment %} #}",
                "{{ {% endcomment %} }}",
                "{% endcomment x %}",
                "{# ",
                "\n",
                "{% comment %}",
                "{%endcomment",
                "{% x\n%}",
            ]
        )
        return self.tag("comment", self.pick(["", "'note'", "x y"])) + inner + self.tag("endcomment")

    def raw(self) -> str:
        name = self.pick(["", "", "me", "a b"])
        inner = self.pick(
            [
                "",
                " ",
                "{{ x }}",
                "{% if %}",
                "{# {% endverbatim %} #}",
                "{{ {% endverbatim %} }}",
                "{% endverbatim x %}",
                "{% verbatim %}",
                "\n{% endverbatim",
                "{% endverbatim %}",
            ]
        )
        edge = self.pick(self.edges)
        return (
            "{%"
            + edge
            + f"verbatim {name}".strip()
            + edge
            + "%}"
            + inner
            + "{%"
            + self.pick(self.edges)
            + f"endverbatim {name}".strip()
            + " %}"
        )

    def broken(self) -> str:
        return (
            self.pick(["{{ a\n }}", "{% if\na %}", "{# a\n #}", "{{ {% x", "{%\n%}", "{{", "{#", "{% "])
            if self.chance(0.2)
            else ""
        )

    def wrapped(self) -> str:
        word, rest = self.random.choice(
            [
                ("with", "z=name"),
                ("with", "name as z"),
                ("with", "name=code z=name|upper"),
                ("with", "größe=brand"),
                ("with", "z=plan|default:'-'"),
                ("autoescape", "off"),
                ("filter", "upper"),
                ("spaceless", ""),
                ("ifchanged", ""),
                ("blocktrans", ""),
            ]
        )
        if self.decided and word in {"filter", "spaceless", "ifchanged", "blocktrans"}:
            word, rest = "with", "z=brand b=a"
        return self.tag(word, rest) + ("x " if word == "blocktrans" else self.body()) + self.tag("end" + word)

    def small(self) -> str:
        return self.tag(*self.random.choice([("load", "i18n"), ("firstof", "a 'x'"), ("cycle", "'a' 'b'"), ("now", "'Y'"), ("trans", "'hi'"), ("include", "'foot'"), ("templatetag", "openblock"),
                                             ("csrf_token", ""), ("widthratio", "1 2 100"), ("lorem", "1 w")]))  # fmt: skip

    def inherited(self) -> str:
        return self.pick(["", "{{ block.super }}"])

    def more(self) -> list[Callable[[], str]]:
        return [*super().more(), self.hidden, self.raw, self.broken, self.wrapped, self.small]


def make(draw: Draw) -> str:
    return draw.as_a(Django).whole()


def renderer() -> Renderer:
    if not settings.configured:
        settings.configure(USE_I18N=False, TEMPLATES=[])
        django.setup()
    loaders = [("django.template.loaders.locmem.Loader", KEPT)]
    real = Engine(
        autoescape=False,
        loaders=loaders,
        builtins=["django.templatetags.i18n"],
        libraries={"i18n": "django.templatetags.i18n"},
    )

    def render(source: str, data: dict[str, Any]) -> str:
        return str(real.from_string(source).render(Context(data, autoescape=False)))

    return render


@pytest.mark.parametrize("count", SIZES)
def test_what_django_renders_is_a_rendering_of_our_tree(count: int) -> None:
    hold(DIALECT, make, renderer(), REFUSED, count)
