"""Random templates that extend and include each other, rendered by their engines: the composed tree allows what they print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import django
import jinja2
import pytest
from django.conf import settings
from django.template import Context, Engine, TemplateDoesNotExist, TemplateSyntaxError, VariableDoesNotExist

from smslint.dialects import grammar_of, parse
from smslint.dialects.parts.composed import Composed, Part
from smslint.dialects.parts.composing import compose
from smslint.dialects.parts.references import REFERENCES
from smslint.errors import TemplateError
from smslint.text.tree import leaves
from tests.dialects.oracle import check_tree
from tests.engines import (
    test_random_django,
    test_random_erb,
    test_random_go,
    test_random_handlebars,
    test_random_jinja,
    test_random_liquid,
    test_random_mustache,
    test_random_twig,
    test_random_velocity,
)
from tests.engines.engine import FIRST_SEED, EngineError, engine
from tests.engines.filling import count as count_one
from tests.engines.random_templates import MOST_DRAWN, SIZES, Draw

if TYPE_CHECKING:
    from collections.abc import Callable

Files = dict[str, str]


class Language(NamedTuple):
    """How a language writes an include, what draws its templates, and what renders them."""

    tags: tuple[str, ...]
    """Ways to include NAME."""
    draw: Callable[[Draw], str]
    render: Callable[[str, Files, dict[str, Any]], str]
    suffix: str = ""
    """What a file is called, behind its name."""
    prefix: str = ""
    extends: str = ""
    parent: str = ""
    again: str = ""
    between: str = ""
    """What is between two tags: mustache.js takes a line with nothing but tags and white space for one tag that is alone on it."""
    constant: str = ""
    """What its files may hold, where they do not see the values of the template around."""
    plain: Callable[[str], str] = str
    """A text without what would be a part of the tag next to it."""
    seen: Callable[[dict[str, Any]], dict[str, Any]] = lambda data: data
    assigns: str = ""
    """Assigns the name that all files share."""


def by_jinja(source: str, files: Files, data: dict[str, Any]) -> str:
    return jinja2.Environment(loader=jinja2.DictLoader(files)).from_string(source).render(data)


def by_django(source: str, files: Files, data: dict[str, Any]) -> str:
    if not settings.configured:
        settings.configure(USE_I18N=False, TEMPLATES=[])
        django.setup()
    loaders = [("django.template.loaders.locmem.Loader", files)]
    i18n = "django.templatetags.i18n"
    real = Engine(autoescape=False, loaders=loaders, builtins=[i18n], libraries={"i18n": i18n})
    return str(real.from_string(source).render(Context(data, autoescape=False)))


def by(name: str) -> Callable[[str, Files, dict[str, Any]], str]:
    return lambda source, files, data: engine(name).render(source, data, partials=files)


LANGUAGES: Final = {
    "jinja": Language(
        ("{% include 'NAME' %}", "{%- include \"NAME\" -%}", "{% include ['none', 'NAME'] %}", "{% include 'none' ignore missing %}",
         "{% include 'NAME' without context %}", "{% include 'NAME' ignore missing with context %}"),
        lambda draw: draw.as_a(test_random_jinja.Jinja).body(), by_jinja, extends="{% extends 'NAME' %}", parent="{{ super() }}", again="{{ self.one() }}",
        assigns="{% set shared = 'one of them' %}",
    ),
    "django": Language(
        ("{% include 'NAME' %}", '{% include "NAME" with name=code %}', "{% include 'NAME' with brand='x' a=b only %}", "{% include 'NAME' with name='fixed ' code=name items=items %}"),
        lambda draw: draw.as_a(test_random_django.Django).body(), by_django, extends="{% extends 'NAME' %}", parent="{{ block.super }}",
    ),
    "twig": Language(
        ("{% include 'NAME' %}", "{{ include('NAME') }}", "{% include 'NAME' with {name: code} %}", "{%- include 'NAME' only -%}",
         "{{ include('NAME', {brand: 'x', name: a ? 'y' : 'z'}) }}", "{% include 'NAME' with {'name': 'fixed', code: name} only %}", "{% include 'none' ignore missing %}", "{{ include(['none', 'NAME']) }}"),
        lambda draw: draw.as_a(test_random_twig.Twig).body(), by("twig"), extends="{% extends 'NAME' %}", parent="{{ parent() }}",
        assigns="{% set shared = 'one of them' %}",
    ),
    "handlebars": Language(
        ("{{> NAME}}", "{{>NAME}}", "{{~> NAME ~}}", "{{> NAME name=code}}", "{{> NAME name='fixed' code=name}}", "{{> NAME this brand=\"x\" a=b}}", "\n  {{> NAME}}\n", "{{> NAME this}}"),
        test_random_handlebars.make, by("handlebars"), seen=test_random_handlebars.seen,
    ),
    "mustache": Language(
        ("\n{{> NAME}}\nx", "\n{{>NAME}}\n.", "\n{{> NAME}}x", "\n{{>NAME}}.\n", "{{> NAME}}"), test_random_mustache.make, by("mustache"), between=".",
        constant="{{name}} {{^plan}}-{{{code}}}{{/plan}}{{#b}}{{> foot}}{{/b}}", plain=lambda text: "".join(text.split()),
    ),
    "go": Language(
        ('{{template "NAME" .}}', '{{- template "NAME" . -}}', '{{template "NAME" $}}', '{{template "NAME"}}'),
        test_random_go.make, by("go"),
    ),
    "liquid": Language(
        ("{% render 'NAME' %}", "{% include 'NAME' %}", "{%- render 'NAME', name: code -%}", "{% render 'NAME', name: 'fixed', code: name %}", "{% include 'NAME' with 'x', brand: name %}",
         "{% render 'NAME' with name as code %}", "{% render 'NAME' for items as item %}", "{% render 'NAME' for items %}", "{% include 'NAME' for items %}", "{% include 'NAME', name: code %}"),
        test_random_liquid.make, by("liquid"), suffix=".liquid", assigns="{% assign shared = 'one of them' %}",
    ),
    "velocity": Language(
        ('#parse("NAME")', "#parse( 'NAME' )", '#include("NAME")', '#{parse}("NAME")', '#if($a)#parse("NAME")#end'),
        lambda draw: test_random_velocity.body(draw.random, 1), by("velocity"), plain=test_random_velocity.plain,
    ),
    "erb": Language(
        ('<%= render "NAME" %>', '<%= render partial: "NAME" %>', '<%= render "NAME", name: code %>', '<%= render "NAME", name: "fixed", code: a ? name : brand, brand: brand %>'),
        lambda draw: test_random_erb.body(draw.random), by("erb"), constant="<%# note %>\n<%= 1 + 1 %>", suffix=".text.erb", prefix="_",
    ),
}  # fmt: skip
REFUSED: Final = (
    jinja2.TemplateError,
    RecursionError, TypeError, ValueError, AttributeError, TemplateSyntaxError, TemplateDoesNotExist, VariableDoesNotExist, EngineError,
)  # fmt: skip


def composed(source: str, dialect: str, files: Files) -> Composed | None:
    language = LANGUAGES[dialect]
    kept = {f"{language.prefix}{name}{language.suffix}": text for name, text in files.items()}

    def load(name: str, _named_by: str) -> Part | None:
        return next((Part(each, kept[each]) for each in REFERENCES[dialect].files(name) if each in kept), None)

    grammar = grammar_of(dialect)
    assert grammar is not None
    return compose(source, dialect, grammar, load, "message")


def drawn(draw: Draw, language: Language) -> tuple[str, Files]:
    """A template and its files; the second file includes the first."""

    def text() -> str:
        return language.plain(draw.text())

    def blank() -> str:
        return language.plain(draw.blank())

    def piece() -> str:
        draw.depth = 1
        made = language.draw(draw) if draw.chance(0.6) else text()
        if language.assigns and draw.chance(0.3):
            made += draw.pick([language.assigns, "[{{ shared }}]"])
        return made if steady(made) or language.suffix != ".liquid" else "{{ name }}" + text()

    def include(name: str) -> str:
        return draw.pick(language.tags).replace("NAME", name)

    def block(name: str, inner: str) -> str:
        return "{% block " + name + " %}" + inner + "{% endblock %}"

    def part() -> str:
        return text() + draw.pick(["", language.constant]) + text() if language.constant else piece()

    files = {"first": part(), "second": part() + include("first") + part(), "foot": "- foot", "base": "base"}
    if not language.extends or draw.chance(0.5):
        between = text() + language.between
        return piece() + include(draw.pick(["first", "second"])) + between + include("second"), files
    parent = draw.pick([language.parent, "", language.parent + piece()])
    files["base"] = (
        text() + block("one", piece()) + text() + block("two", text() + block("inner", "deep")) + include("first")
    )
    files["middle"] = language.extends.replace("NAME", "base") + blank() + block("one", text() + language.parent)
    again = language.again if draw.chance(0.3) else ""
    child = language.extends.replace("NAME", draw.pick(["base", "middle"])) + blank()
    if draw.chance(0.8):
        child += block("one", piece() + parent)
    if draw.chance(0.5):
        child += block(draw.pick(["two", "inner", "unused"]), text() + again + include("second"))
    return child + blank(), files


def steady(text: str) -> bool:
    """Whether what Liquid does with a file rests on the file alone: a ``break`` in it ends more than its own text, and where the last
    tag of the template trims, the start of each file is trimmed too."""
    return "break" not in text and "continue" not in text and not text.endswith(("-%}", "-}}"))


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("dialect", LANGUAGES)
def test_what_engines_make_of_many_files_is_a_rendering_of_our_tree(dialect: str, count: int) -> None:
    language = LANGUAGES[dialect]
    rendered = read = 0
    for seed in range(FIRST_SEED, FIRST_SEED + MOST_DRAWN * count):
        draw = Draw(seed)
        source, files = drawn(draw, language)
        data = draw.data()
        count_one(f"{dialect}, many files", "drawn")
        if dialect == "mustache" and "\xa0" in f"{source}{''.join(files.values())}":
            continue  # to JavaScript it is white space, and a tag behind it alone on its line
        if dialect == "liquid" and not all(map(steady, (source, *files.values()))):
            continue
        try:
            text = language.render(source, files, data)
        except REFUSED:
            continue
        try:
            found = composed(source, dialect, files)
            tree = parse(source, dialect) if found is None else found.text
        except TemplateError as error:
            assert str(error)
            continue
        if found is not None:
            at = 0
            for leaf in leaves(found.text):
                assert leaf.span.start == at, (source, files, leaf)
                at = leaf.span.end
            assert at == len(found.source)
        check_tree(tree, f"{source!r} {files}", language.seen(data), text)
        rendered += 1
        count_one(f"{dialect}, many files", "rendered")
        if found is not None and not found.unread:
            read += 1
            count_one(f"{dialect}, many files", "read")
        if rendered == count:
            break
    assert rendered == count, rendered
    assert read > rendered // 5, read
