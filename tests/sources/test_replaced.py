"""Texts in which a program replaces a part, and texts of catalogues in JSX."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import smslint
from smslint.sources.replaced import Replacing, is_field, replaced
from smslint.text.tree import Placeholder, leaves
from tests.sources.support import read_all

REPLACED = [
    # host, expression, the literal text with each placeholder in angle brackets
    ("javascript", "'Hi {n}, hi {n}'.replace('{n}', name)", "Hi <name>, hi {n}"),
    ("javascript", "'Hi {n}, hi {n}'.replaceAll('{n}', name)", "Hi <name>, hi <name>"),
    ("javascript", r"'Hi {n}, hi {n}'.replace(/\{n\}/g, user.name)", "Hi <user.name>, hi <user.name>"),
    ("javascript", "'Hi {n} {c}'.replace('{n}', name).replace('{c}', code)", "Hi <name> <code>"),
    ("javascript", "'Hi [NAME]!'.replace('[NAME]', 'Ann')", "Hi Ann!"),
    ("javascript", "`Hi {n}, ${x}`.replace('{n}', name)", "Hi <name>, <x>"),
    ("javascript", "(vip ? 'Dear {n}' : 'Hi {n}').replace('{n}', name)", "Dear <name>Hi <name>"),
    ("javascript", "'Hi you'.replace('{n}', name)", "Hi you"),
    ("python", "'Hi {n}, hi {n}'.replace('{n}', name)", "Hi <name>, hi <name>"),
    ("python", "'Hi [NAME] %s'.replace('[NAME]', user.name)", "Hi <user.name> %s"),
    ("python", "('Hi ' + x + ' {c}').replace('{c}', code).strip()", "Hi <x> <code>"),
    ("python", "'Hi #NAME#'.replace('#NAME#', 'Ann')", "Hi Ann"),
    ("python", "'Hi NAME, NAME'.replace('NAME', name)", "Hi <name>, <name>"),
    ("python", "'Hi NAME, NAME'.replace('NAME', name, 1)", "Hi <name>, NAME"),
    ("python", "f'Hi NAME, {x}'.replace('NAME', name)", "Hi <name>, <x>"),
    ("javascript", "'Hi NAME, NAME'.replace('NAME', name)", "Hi <name>, NAME"),
    ("javascript", "`Hi NAME, ${x}`.replace('NAME', name)", "Hi <name>, <x>"),
]
UNREAD = [
    ("javascript", "'Hi {n}'.replace(/\\{(.*?)\\}/g, f)"),
    ("javascript", "'Hi {n}'.replace('{n}', () => name)"), ("javascript", "text.replace('{n}', name)"), ("javascript", "'Hi {n}'.replace(part, name)"),
    ("python", "text.replace('{n}', name)"), ("python", "'Hi {n}'.replace(part, name)"),
    ("python", "f'Hi {x} '.replace('a', name)"), ("javascript", "`Hi ${x}`.replace('NAME', name)"),
]  # fmt: skip


def program(host: str, expression: str) -> str:
    if host == "python":
        return f"client.messages.create(to=to, body={expression})\n"
    return f"client.messages.create({{ to, body: {expression} }});\n"


@pytest.mark.parametrize(("host", "expression", "text"), REPLACED)
def test_a_replaced_part(host: str, expression: str, text: str) -> None:
    pytest.importorskip("tree_sitter")
    (found,) = [each for each in read_all(host, program(host, expression)) if not each.unknown]
    assert found.text is not None
    shown = "".join(f"<{each.name}>" if isinstance(each, Placeholder) else each.text for each in leaves(found.text))
    assert shown == text
    at = 0
    for each in leaves(found.text):  # the spans cover the source once
        assert each.span.start == at
        at = each.span.end
    assert at == len(found.body)


@pytest.mark.parametrize(("host", "expression"), UNREAD)
def test_other_replacements_are_said(host: str, expression: str) -> None:
    pytest.importorskip("tree_sitter")
    found = read_all(host, program(host, expression))
    assert [each.unknown for each in found if each.unknown]


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ("{n}", True),
        ("[NAME]", True),
        ("%name%", True),
        (":name", True),
        ("NAME", False),
        ("$", False),
        ("{}", False),
        ("a b", False),
    ],
)
def test_what_looks_like_a_field(part: str, field: bool) -> None:
    assert is_field(part) is field


@settings(deadline=None)
@given(st.text("ab{}n ", max_size=20), st.booleans())
def test_replacing_is_what_python_does(text: str, everywhere: bool) -> None:
    tree = replaced(smslint.parse(text, "plain"), Replacing("{n}", everywhere, lambda span: Placeholder("x", span)))
    shown = "".join("X" if isinstance(each, Placeholder) else each.text for each in leaves(tree))
    assert shown == text.replace("{n}", "X", -1 if everywhere else 1)


JSX = """export const A = () => <div>
  <FormattedMessage id="sms.welcome" defaultMessage="Hi {name}, welcome!" description="x" />
  {ok && <FormattedMessage id={'sms.code'} defaultMessage={'Your code is {code}'}>{(t) => <b>{t}</b>}</FormattedMessage>}
  <p title="Not a text">Nor this</p>
</div>;
"""


@pytest.mark.parametrize("suffix", ["jsx", "tsx"])
def test_texts_of_catalogues_in_markup(suffix: str) -> None:
    pytest.importorskip("tree_sitter")
    found = [(each.key, each.body) for each in read_all("javascript", JSX, path=f"a.{suffix}")]
    assert found == [
        ("A.sms.welcome.defaultMessage", "Hi {name}, welcome!"), ("A.sms.code.defaultMessage", "Your code is {code}"),
    ]  # fmt: skip
