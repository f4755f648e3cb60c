"""PLH001: an error in a text that is about to be sent or if the name is known, a warning in a template."""

from __future__ import annotations

import mimetypes
import re

import pytest

from smslint.dialects import DIALECTS, parse
from smslint.dialects.merge_fields import SYNTAXES, Syntax
from smslint.errors import TemplateError
from smslint.finding import Severity
from smslint.rules import packs
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.subject import Subject
from smslint.text.tree import placeholders
from smslint.text.values import ValueTable

RULES = tuple(rule for rule in packs.load().rules if rule.code == "PLH001")

KNOWN = {"first_name": {"max": 20}, "*_url": {"max": 40}}
TEMPLATES = [
    # The dialect, a template in it, what is known, and the findings.
    ("plain", "Hi *|FNAME|*", {}, ["warning Mailchimp"]),
    ("plain", "Hi *|FIRST_NAME|*", {}, ["error Mailchimp"]),
    ("jinja", "Hi {first_name}", {}, ["error a mail merge or a program"]),
    ("jinja", "Hi {other}", {}, ["warning a mail merge or a program"]),
    ("jinja", "Hi {{ first_name }}", {}, []),
    ("jinja", "Hi {{ '{first}' }}", {}, []),
    ("brace", "Hi {{first}}", {}, ["warning '{{first}}' looks like a placeholder"]),
    ("brace", "Hi {first} of %%shop%%", {}, ["warning Salesforce Marketing Cloud"]),
    ("message_format", "It's {0}", {}, ["warning MessageFormat"]),
    ("message_format", "It''s {0}", {}, []),
    ("percent", "Hi %s, %1$s, %(name)s", {}, []),
    ("velocity", "Dear $! fullName, for $! RID", {}, ["warning Velocity", "warning Velocity"]),
    ("plain", "Hi [vip tier]", {}, []),
    ("plain", "Hi [vip tier]", {"columns": ["VIP Tier"]}, ["error a mail merge"]),
    ("plain", "Order {#numeric#} is there", {}, []),
    ("plain", "Hi -first_name-", {}, ["error a language that smslint does not know"]),
    ("jinja", "Hi firstName, welcome", {}, ["error a language that smslint does not know"]),
    ("plain", "Hi (first name)", {}, ["error a language that smslint does not know"]),
    ("plain", "Hi (last name)", {}, ["warning a language that smslint does not know"]),
    ("plain", "See you at %shop", {}, []),
    ("plain", "See you at %shop", {"columns": ["Shop"]}, ["error a language that smslint does not know"]),
    ("plain", "Hi <no value>", {}, ["error "]),
]


@pytest.mark.parametrize(("dialect", "text", "facts", "says"), TEMPLATES, ids=[str(row[:3]) for row in TEMPLATES])
def test_in_a_template(dialect: str, text: str, facts: dict[str, object], says: list[str]) -> None:
    context = make_context({"facts": facts})
    found = run(RULES, Subject(text, dialect=dialect, values=ValueTable(KNOWN), context=context, template=True))
    assert [each.severity.label for each in found] == [line.partition(" ")[0] for line in says]
    assert all(line.partition(" ")[2] in each.message for each, line in zip(found, says, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "Hi *|FNAME|*",
        "Hi {other}",
        "Order {#numeric#}",
        "Dear $! RID",
        "Hi %name%",
        "Hi {0}",
        "See %1$s",
        "Hi :name",
        "Hi ~Contact.Name~, welcome",
        "Hi {{name, welcome",
        "Hi {{{name",
        "Hi {name",
        "Hi {{ first_name }}",
    ],
)
def test_in_a_text_that_is_about_to_be_sent(text: str) -> None:
    (found,) = run(RULES, Subject(text))
    assert found.severity is Severity.ERROR
    assert text[found.span.start : found.span.end] in found.message


@pytest.mark.parametrize(
    "text",
    [
        "Hi (null), your code is 1", "Hi None, your code", "Hi nil, welcome", "Your code is (nil)", "Hi Some(\"Bob\")", "Pick up on Invalid Date",
        "Hi ???en.sms.x???", 'Hi [missing "en.sms.x" translation]', "Hi <built-in method title of str object>", "Hi java.lang.Object@1b6d3",
        "Hi <User: ann>, welcome", "Hi <User object (5)>", "Hi map[name:Ann]", "Hi {'name': 'Ann'}, welcome", "Hi Liquid error: x", "Hi Some(Ann), welcome",
        "Hi <None>, welcome", "Hi =CONCAT(A1), welcome", "Hi sms.greeting.title, welcome", "sms.order_shipped", "Hi Optional[Ann]",
        "Hi first_name, welcome", "Hi FIRST_NAME", "Hi contact.first_name.", "Hi INSERT NAME HERE, welcome",
    ],
)  # fmt: skip
def test_a_printed_nothing_is_reported_once(text: str) -> None:
    (found,) = run(RULES, Subject(text))
    assert "missing value" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "The undefined terms course starts on Monday", "Try our nan khatai", "It ended nil all", "Invalid date of birth", "Write to ann@acme.com.example",
        "What???really???", "Optional: (none)", "Write to sms.acme.com or message.body_shop@acme.example", "Thanks for your text.Message us", "See sms.acme.com/order_id",
        "<Note: closed on Monday>", "We sell some(many) things", "Reply with 1=yes", "Your first name, please", "See https://acme.example/?f=first_name", "Write to first_name@acme.example", "Object (5) of the museum is back",
    ],
)  # fmt: skip
def test_ordinary_words_are_not_printed_nothings(text: str) -> None:
    assert not run(RULES, Subject(text))


def test_a_lower_severity_is_kept() -> None:
    (rule,) = RULES
    (found,) = run((rule.with_options(None, Severity.INFO),), Subject("Hi *|FNAME|*", template=True))
    assert found.severity is Severity.INFO


@pytest.mark.parametrize(
    "text",
    ["Hi %!s(MISSING)", "Total %!d(string=x)", "Hi %!(EXTRA string=Sam)", "Your code is <nil>", "translation missing: en.sms.hi",
     "Hi #N/A, welcome", "Hi #REF!, welcome", "Hi #VALUE!, welcome", "Balance: #DIV/0!", 'Hi Optional("Sam")', "Hi [object Object]", "Your total is NaN"],
)  # fmt: skip
def test_what_engines_print_for_nothing(text: str) -> None:
    (found,) = run(RULES, Subject(text, template=True))
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(
    "text",
    ["#NAMEDAY sale", "Win #NA tour", "Translation missing? Tell us.", "50%! (extra) off", "Optional (sweet)", "#1/A"],
)
def test_similar_words_have_no_finding(text: str) -> None:
    assert run(RULES, Subject(text)) == []


def example(syntax: Syntax) -> str:
    """The field in the example of a syntax."""
    found = re.search(syntax.pattern, syntax.example)
    return found[0] if found is not None else ""


def fills(dialect: str, token: str) -> bool:
    """Whether a text is one placeholder of a dialect."""
    try:
        found = placeholders(parse(token, dialect))
    except TemplateError:
        return False
    return len(found) == 1 and not found[0].opaque and found[0].span.length == len(token) > 0


PRINTED_BEFORE = (
    "Your class at {}, an Array ({}), a map({}), a Promise {}, function {} => {}, object {} Error: {}, <Buffer {}>"
)
OWN = sorted({(dialect, token) for dialect in DIALECTS for token in map(example, SYNTAXES) if fills(dialect, token)})


@pytest.mark.parametrize(("dialect", "token"), OWN)
def test_no_printed_nothing_reaches_into_a_placeholder(dialect: str, token: str) -> None:
    for text in (f"Hi {token}! Your class at {token} starts at 10.", PRINTED_BEFORE.replace("{}", token)):
        found = run(RULES, Subject(text, dialect=dialect, template=True))
        assert not [each for each in found if "missing value" in each.message]


def test_each_dialect_has_a_placeholder_to_look_at() -> None:
    assert len({dialect for dialect, _ in OWN}) >= 25
    (found,) = run(RULES, Subject("Hi class Order {", dialect="brace", template=True))
    assert "missing value" in found.message


@pytest.mark.parametrize(
    "text",
    ["order.ready", "order.ready.text", " otp_code.message\n", "checkout.confirmation.sms_body", "notifications.orderReady", "orders.order_delivery",
     "kunde.bestellung.versandt", "en.pedido.listo", "sms-texts.order-shipped", "a.b.c.ready"],
)  # fmt: skip
@pytest.mark.parametrize("template", [True, False])
def test_the_key_of_a_text_in_place_of_the_text(text: str, template: bool) -> None:
    (found,) = run(RULES, Subject(text, template=template))
    assert found.severity is Severity.WARNING
    assert f"{text.strip()!r} looks like the key of a text" in found.message


@pytest.mark.parametrize(
    "text",
    ["acme.com", "acme.shop", "www.acme.example", "bit.ly", "order.in", "menu.today", "thanks.", "order.ready.", "v1.2", "node.js", "Order.Ready", "ready",
     "order_ready.txt", "image.png", "prices.xlsx", "your order.ready", "order.ready now", "order.ready/1", "mail@acme.ready", "10.30.uhr", "1.order", "e.g"],
)  # fmt: skip
def test_hosts_files_and_sentences_are_no_keys(text: str) -> None:
    assert not [each for each in run(RULES, Subject(text)) if "the key of a text" in each.message]


def test_no_suffix_of_files_ends_a_key() -> None:
    """Of the suffixes that Python itself knows."""
    from smslint.rules.text_keys import is_key

    known = {each.removeprefix(".") for each in mimetypes.types_map}
    keys = {each for each in known if is_key(f"order.{each}")}
    assert not keys & {"html", "json", "jpeg", "webp", "docx", "xlsx", "tiff", "webm", "xhtml"}
