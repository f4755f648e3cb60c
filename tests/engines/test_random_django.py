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
    )
    conditions = ("a", "b", "not a", "a and\tb", "a or b", "name == '%'", "name in items", "a == b", "'}' in name")
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
                ("autoescape", "off"),
                ("filter", "upper"),
                ("spaceless", ""),
                ("ifchanged", ""),
                ("blocktrans", ""),
            ]
        )
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
