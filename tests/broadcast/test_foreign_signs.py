"""Signs of another language around a placeholder, and merge fields that are only half there: before a list is sent, and in ``check``."""

from __future__ import annotations

import pytest

import smslint
from smslint.finding import Severity
from smslint.rules import packs
from smslint.rules.checks import leak
from smslint.rules.facts import Facts
from smslint.rules.subject import Subject

ANN = {
    "phone": "+14155550100",
    "name": "Ann",
    "order": "7",
    "total": "5.00",
    "code": "4821",
    "date": "1 May",
    "city": "Bonn",
}
FOREIGN = [
    ("brace", "Hi #{name}, welcome", "#{name}"),
    ("brace", "Hi @{name}, welcome", "@{name}"),
    ("brace", "Hi ${name}, welcome", "${name}"),
    ("brace", "Hi %{name}, welcome", "%{name}"),
    ("brace", "Hi !{name}, welcome", "!{name}"),
    ("brace", "Hi $!{name}, welcome", "$!{name}"),
    ("icu", "Hi #{name}, welcome", "#{name}"),
    ("icu", "Hi ${name}, welcome", "${name}"),
    ("message_format", "Hi ${name}, welcome", "${name}"),
    ("jinja", "Hi #{{name}}, welcome", "#{{name}}"),
    ("jinja", "Hi ${{ name }}, welcome", "${{ name }}"),
    ("django", "Hi @{{ name }}, welcome", "@{{ name }}"),
    ("liquid", "Hi %{{ name }}, welcome", "%{{ name }}"),
    ("twig", "Hi ${{ name }}, welcome", "${{ name }}"),
    ("mustache", "Hi ${{name}}, welcome", "${{name}}"),
    ("handlebars", "Hi #{{name}}, welcome", "#{{name}}"),
    ("jinja", "Your visit is on ${{ date }}", "${{ date }}"),
    ("jinja", "Hi {{ name }}}, welcome", "{{ name }}}"),
    ("liquid", "Hi {{ name }}}}, welcome", "{{ name }}}}"),
    ("brace", "Hi {name}}, welcome", "{name}}"),
    ("icu", "Hi {name}}, welcome", "{name}}"),
]
"""Dialects, texts, and what is left of another language."""
TEXT = [
    ("jinja", "Order #{{ order }} is ready, pay ${{ total }}, @{{ city }} #{{ code }}"),
    ("brace", "Order #{order} is ready, pay ${total} @ {city}"),
    ("icu", "Order #{order}: {order, plural, one {# item} other {# items for {name}}}"),
    ("jinja", "Order #{{ name }} is ready"),
    ("jinja", "Tom & {{ name }}: Hi!{{ name }} *{{ name }}* 20%{{ code }}"),
    ("brace", "{{{name}}} and {{ {name} }}"),
    ("jinja", 'See https://acme.example/#{{ name }} {"name": "{{ name }}"}'),
    ("percent", "Hi %{name}"),
    ("dollar", "Hi ${name}"),
    ("erb", "Hi <%= name %>"),
]
"""Dialects and texts in which every sign is text, or belongs to the placeholder."""
LEFT = [
    ("Hi NAME%, welcome", 1), ("Hi ::name::, welcome", 1), ("Your code is ??code??", 1), ("Hi {@name}, welcome", 1),
    ("Hi {.name}, welcome", 1), ("Hi $(name), welcome", 1), ("Hi name}}, welcome", 1), ("Hi name]], welcome", 1),
    ("Hi {{name, welcome", 1), ("Hi %7Bname%7D, welcome", 1), ("acme.example/?n=%7B%7Bfirst_name%7D%7D", 1), ("Hi &lt;name&gt;, welcome", 1),
    ("Hi &#123;&#123;name&#125;&#125;", 1), ("Hi &lcub;name&rcub;, welcome", 1), ("Hi [[name], welcome", 1), ("Hi <name>, welcome", 1),
    ("Hi {{ }}, welcome", 1), ("Hi { }, welcome", 1), ("Hi <%= name, welcome", 1), ("Hi %%name%, welcome", 1), ("Hi --name--, welcome", 1),
    ("I <3 you, a <b> c, :) ;-) {-: 50% off, 10:30", 0), ("Who?? name?? Really?? C++::vector 3::4", 0), ("$(5) $(5.00) Save 20% code: SALE", 0),
    ("https://acme.example/?q=%7B%22a%22%3A1%7D https://acme.example/%7B3F2504E0-4F89-11D3-9A0C-0305E82C3301%7D", 0),
    ("Hello everyone] bye} ok", 0), ("Hi all, name your price, 5% total", 0), ("Hi (Sam), Hi 'name', Hi -> link, Hi {Sam", 0),
    ("a && b || c &amp; &lt;3 && date%", 0),
]  # fmt: skip
"""Plain texts, and how many merge fields are in them for everybody who reads them."""
KNOWN = ["NAME% OFF", "see you, name]", "Hello name}", "We wait at CITY%.", "Your name]] is on the list"]
"""Texts with half a merge field, for a list that has the column."""


def sent(text: str, dialect: str) -> smslint.Broadcast:
    return smslint.preflight({"text": text}, [ANN], dialect=dialect, config={"kind": "transactional"})


@pytest.mark.parametrize(("dialect", "text", "left"), FOREIGN)
def test_a_sign_of_another_language_is_never_sent(dialect: str, text: str, left: str) -> None:
    found = sent(text, dialect)
    assert [each.severity for each in found.findings if each.code == "PLH001" and repr(left) in each.message] == [
        Severity.ERROR
    ]
    assert (found.would_send, found.refused_whole, found.ok) == (0, True, False)


@pytest.mark.parametrize(("dialect", "text", "left"), FOREIGN)
def test_check_warns_of_it(dialect: str, text: str, left: str) -> None:
    rule = packs.load().find("PLH001")
    assert rule is not None
    found = list(leak.check(rule, Subject(text, dialect=dialect, template=True)))
    assert [each.severity for each in found if repr(left) in each.message] == [Severity.WARNING]


@pytest.mark.parametrize(("dialect", "text"), TEXT)
def test_a_sign_that_is_text_stays(dialect: str, text: str) -> None:
    rule = packs.load().find("PLH001")
    assert rule is not None
    assert not list(leak.check(rule, Subject(text, dialect=dialect, template=True)))


@pytest.mark.parametrize(("text", "count"), LEFT)
def test_half_a_merge_field_is_a_warning_for_everybody(text: str, count: int) -> None:
    rule = packs.load().find("PLH001")
    assert rule is not None
    found = list(leak.check(rule, Subject(text, template=True)))
    assert [each.severity for each in found] == [Severity.WARNING] * count


@pytest.mark.parametrize("text", KNOWN)
def test_half_a_merge_field_that_the_list_has_is_an_error(text: str) -> None:
    rule = packs.load().find("PLH001")
    assert rule is not None
    subject = Subject(text, template=True)
    assert not list(leak.check(rule, subject))
    found = list(leak.check(rule, subject.knowing(Facts(columns=("name", "city")))))
    assert [each.severity for each in found] == [Severity.ERROR]
    assert sent(text, "plain").would_send == 0


@pytest.mark.parametrize("dialect", ["jinja", "django", "liquid", "twig", "brace", "icu"])
@pytest.mark.parametrize("sign", ["@", "$"])
def test_a_name_with_the_sign_of_another_language_is_no_column(dialect: str, sign: str) -> None:
    text = f"Hi {{{sign}name}}" if dialect in ("brace", "icu") else f"Hi {{{{ {sign}name }}}}"
    try:
        found = sent(text, dialect)
    except smslint.SmslintError:
        return
    assert found.would_send == 0
