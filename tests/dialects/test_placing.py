"""Where ``extends``, ``block`` and ``super`` may stand: Jinja and Django themselves say which templates they refuse."""

from __future__ import annotations

import pytest

from smslint.dialects import parse
from smslint.errors import TemplateError

BASE = "Acme: [{% block b %}B{% endblock %}] STOP"
B = "{% block b %}x{% endblock %}"
EXTENDS = "{% extends 'base.txt' %}"
BOTH = [
    f"{EXTENDS}{B}", f"Acme {EXTENDS}{B}", f" \n{EXTENDS}{B}", f"{{# c #}}{EXTENDS}{B}", f"{EXTENDS}{EXTENDS}{B}", f"{EXTENDS}{B}{B}",
    f"Acme {B}{B}", "Acme {% block b %}x{% block b %}y{% endblock %}{% endblock %}", f"{EXTENDS}{{% block b %}}x{{% endblock c %}}",
    f"{EXTENDS}{{% block b %}}x{{% endblock b %}}", f"{EXTENDS}{{% block %}}x{{% endblock %}}", f"{{% extends %}}{B}",
    f"{{% block b %}}{EXTENDS}{{% endblock %}}", f"{{{{ v }}}}{EXTENDS}{B}", f"{{% if v %}}a{{% endif %}}{EXTENDS}{B}", f"Acme {B} {{{{ v }}}}",
    f"{{% if v %}}{B}{{% endif %}} a", f"{EXTENDS}{{% block b %}}{{% if v %}}x{{% else %}}y{{% endif %}}{{% endblock %}}{{% block c %}}z{{% endblock %}}",
]  # fmt: skip
DJANGO = [
    f"{{% load i18n %}}{EXTENDS}{B}", f"{{% comment %}}c{{% endcomment %}}{EXTENDS}{B}", "Acme {% block b %}{{ block.super }} hi{% endblock %}",
    f"{EXTENDS}{{% block b %}}{{{{ block.super }}}} hi{{% endblock %}}", "Acme {{ block.super }} hi", "Acme {% block b c %}x{% endblock %}",
    f"{EXTENDS}{{% load i18n %}}{B}",
]  # fmt: skip
JINJA = [
    "Acme {{ super() }} hi", "Acme {% block b %}{{ super() }} hi{% endblock %}", f"{EXTENDS}{{% block b %}}{{{{ super() }}}} hi{{% endblock %}}",
    f"{{% set x = 1 %}}{EXTENDS}{B}", f"{{% if v %}}{EXTENDS}{{% else %}}{EXTENDS}{{% endif %}}{B}", "Acme {% block b scoped %}x{% endblock %}",
    f"{{% import 'm.txt' as m %}}{EXTENDS}{B}",
]  # fmt: skip


def by_jinja(source: str) -> bool:
    jinja2 = pytest.importorskip("jinja2")
    files = {"base.txt": BASE, "m.txt": "{% macro m() %}{% endmacro %}", "a.txt": source}
    try:
        jinja2.Environment(loader=jinja2.DictLoader(files), autoescape=False).get_template("a.txt").render(v="v")
    except jinja2.TemplateError:
        return False
    return True


def by_django(source: str) -> bool:
    template = pytest.importorskip("django.template")
    exceptions = pytest.importorskip("django.template.exceptions")
    settings = pytest.importorskip("django.conf").settings
    if not settings.configured:
        settings.configure(USE_I18N=False, TEMPLATES=[])
    loaders = [("django.template.loaders.locmem.Loader", {"base.txt": BASE, "a.txt": source})]
    engine = template.Engine(loaders=loaders, libraries={"i18n": "django.templatetags.i18n"})
    try:
        engine.get_template("a.txt").render(template.Context({"v": "v"}))
    except exceptions.TemplateSyntaxError:
        return False
    return True


def by_us(source: str, dialect: str) -> bool:
    try:
        parse(source, dialect)
    except TemplateError:
        return False
    return True


@pytest.mark.parametrize("source", [*BOTH, *JINJA])
def test_jinja(source: str) -> None:
    assert by_us(source, "jinja") is by_jinja(source)


@pytest.mark.parametrize("source", [*BOTH, *DJANGO])
def test_django(source: str) -> None:
    assert by_us(source, "django") is by_django(source)


TWIG = {
    f"{EXTENDS}{B}": True, f" {EXTENDS}{B}": True, f"{{% set x = 1 %}}{EXTENDS}{B}": True, f"{{% if v %}}{EXTENDS}{{% endif %}}{B}": True,
    f"{EXTENDS}{{% block b 'x' %}}": True, f"{EXTENDS}{{% block b %}}{{{{ parent() }}}}{{% endblock %}}": True,
    f"{EXTENDS}{{% set x %}}hi{{% endset %}}{B}": True, f"{EXTENDS}{{% macro m(a) %}}hi{{% endmacro %}}{B}": True,
    f"{EXTENDS}{{% block b %}}{{% embed 'x' %}}{B}{{% endembed %}}{{% endblock %}}": True,
    f"Acme {EXTENDS}{B}": False, f"{EXTENDS} text {B}": False, f"{{{{ v }}}}{EXTENDS}{B}": False, f"{EXTENDS}{{% if v %}}t{{% endif %}}{B}": False,
    f"{EXTENDS}{EXTENDS}{B}": False, f"{EXTENDS}{B}{B}": False, f"A {B}{B}": False, "A {{ parent() }}": False,
    "A {% block b %}{{ parent() }}{% endblock %}": False, f"{EXTENDS}{{% block b %}}x{{% endblock c %}}": False,
    f"{{% block b %}}{EXTENDS}{{% endblock %}}": False,
}  # fmt: skip
"""What Twig 3 says of each: whether it takes it."""


@pytest.mark.parametrize("source", TWIG)
def test_twig(source: str) -> None:
    assert by_us(source, "twig") is TWIG[source]
