"""A loop over a list that a program writes out sends each of its texts, in every language; a loop over numbers or keys sends none."""

from __future__ import annotations

from itertools import product

import pytest

from smslint.text.tree import Branch, Literal, Node, Placeholder, Sequence
from tests.sources.support import read_all

SEND = {
    "python": 'def f():\n    notes = ["{0}", "{1}"]\n    for note in notes:\n        sms.send_sms(to, note)\n',
    "javascript": 'function f() {{ const notes = ["{0}", "{1}"];\n for (const note of notes) sms.sendSms(to, note); }}',
    "ruby": 'def f\n  ["{0}", "{1}"].each do |note|\n    sms.send_sms(to, note)\n  end\nend\n',
    "go": 'func f() {{\n notes := []string{{"{0}", "{1}"}}\n for _, note := range notes {{ sms.SendSms(to, note) }}\n}}\n',
    "java": 'class A {{ void f() {{ String[] notes = {{"{0}", "{1}"}}; for (String note : notes) {{ sms.sendSms(to, note); }} }} }}',
    "kotlin": 'fun f() {{\n listOf("{0}", "{1}").forEach {{ sms.sendSms(to, it) }}\n}}\n',
    "csharp": 'class A {{ void F() {{ var notes = new[] {{"{0}", "{1}"}}; foreach (var note in notes) {{ sms.SendSms(to, note); }} }} }}',
    "swift": 'func f() {{\n for note in ["{0}", "{1}"] {{ sms.sendSms(to: to, body: note) }}\n}}\n',
    "dart": "void f() {{ final notes = ['{0}', '{1}']; for (final note in notes) {{ sms.sendSms(to, note); }} }}",
}
TEXTS = ("Take your tablet at eight", "Take your tablet at noon")


def renderings(node: Node) -> set[str]:
    """Everything that a tree without loops can become, with ``<>`` for a placeholder."""
    match node:
        case Literal(text=text):
            return {text}
        case Placeholder():
            return {"<>"}
        case Branch(arms=arms):
            return {each for arm in arms for each in renderings(arm.body)}
        case Sequence(parts=parts):
            return {"".join(each) for each in product(*map(renderings, parts))}
    raise AssertionError(node)


def sent(source: str, code: str) -> set[str]:
    found = [each for each in read_all(source, code) if each.sent]
    assert not any(each.unknown for each in found)
    return {one for each in found for one in (renderings(each.text) if each.text is not None else {each.body})}


@pytest.mark.parametrize("source", SEND)
def test_each_text_of_a_list_is_sent(source: str) -> None:
    assert sent(source, SEND[source].format(*TEXTS)) == set(TEXTS)


NUMBERS = {
    "go": 'func f() {\n notes := []string{"Take it now", "Take it soon"}\n for i := range notes { sms.SendSms(to, fmt.Sprintf("Dose %d is due", i)) }\n}\n',
    "javascript": 'function f() { const notes = ["Take it now", "Take it soon"];\n for (const i in notes) sms.sendSms(to, `Dose ${i} is due`); }',
}


@pytest.mark.parametrize("source", NUMBERS)
def test_a_loop_over_places_has_no_texts(source: str) -> None:
    assert sent(source, NUMBERS[source]) == {"Dose <> is due"}


def test_a_list_with_something_unknown_stays_unknown() -> None:
    code = "def f(more):\n    for note in ['Take it now, please', more]:\n        sms.send_sms(to, note)\n"
    assert any(each.unknown for each in read_all("python", code) if each.sent)


RETURNED = {
    "go": 'func f(o Order) {\n text := wording(o.State)\n msg, err := sms.Create(client, "Acme", to, text, nil)\n log.Println(msg, err)\n}\n'
    'func wording(s string) string {\n switch s {\n case "p": return "Hello, we pack it now"\n }\n return "Hello, it is on its way"\n}\n',
    "java": "class A { void f(Order o) { sms.sendSms(o.tel, wording(o.state)); }\n"
    ' String wording(int s) { return s == 1 ? "Hello, we pack it now" : "Hello, it is on its way"; } }',
}


@pytest.mark.parametrize("source", RETURNED)
def test_what_a_function_returns_to_a_call_that_sends_is_sent(source: str) -> None:
    assert sent(source, RETURNED[source]) == {"Hello, we pack it now", "Hello, it is on its way"}


def test_the_address_of_a_request_is_not_the_message_in_it() -> None:
    code = (
        "def f(o, tel):\n    if o.due:\n        message = f'Dear {o.name}, your bill is due.'\n    else:\n"
        "        message = f'Dear {o.name}, your bill is paid.'\n    http.request('GET', f'{URL}?to={tel}&message={message}')\n"
    )
    found = {each.key: each for each in read_all("python", code, keys=("f.message",))}
    assert list(found) == ["f.message"]
    keyed = [each for each in read_all("python", code, keys=("f.message",)) if each.text is not None]
    assert [renderings(each.text) for each in keyed if each.text is not None] == [
        {"Dear <>, your bill is due."},
        {"Dear <>, your bill is paid."},
    ]


@pytest.mark.parametrize("wrap", ["str", "cstr", "frappe.utils.cstr", "force_str", "mark_safe"])
def test_a_function_that_makes_a_text_of_a_text_keeps_it(wrap: str) -> None:
    assert sent("python", f"sms.send_sms(to, {wrap}('Your bill is here: ' + url))") == {"Your bill is here: <>"}


def test_an_empty_array_of_csharp_is_read() -> None:
    code = 'class A { void F() { var a = new int[] {}; var b = new string[0]; sms.SendSms(to, "Hi, it is here"); } }'
    assert sent("csharp", code) == {"Hi, it is here"}
