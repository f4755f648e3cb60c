"""What programs print for objects and for nothing: in a text, and in a cell of a list."""

from __future__ import annotations

import pytest

import smslint

IN_TEXTS = [
    "[object Object]", "[object Promise]", "[Function: name]", "[Function (anonymous)]", "Promise { <pending> }", "<Buffer 41 6e>",
    "Map(2) { 'a' => 1 }", "Symbol(name)", "function name() { return 1 }", "() => name", "{ name: 'Ann' }", "undefined", "NaN",
    "Invalid Date", "Invalid DateTime",
    "None", "<function f at 0x7f>", "<bound method User.name of <User 1>>", "<coroutine object f at 0x7f>", "<app.User object at 0x7f>",
    "['Ann']", "['Ann', 'Bo']", "['Zoë']", "('Ann',)", "('Ann', 5)", "{'a': 1}", "b'Ann'", 'b"Ann"', "u'Ann'", "Decimal('5.00')",
    "datetime.datetime(2026, 1, 1, 0, 0)", "UUID('12-34')", "dict_keys(['a'])", "OrderedDict([('a', 1)])", "NoneType", "User(name=Ann)",
    "KeyError: 'name'", "TypeError: x is not a function", "<Response [200]>",
    "nil", "(nil)", "&lt;nil&gt;", "<nil>", "%!d(string=hi)", "%!s(MISSING)", "&{Ann 5}", "0xc000010020", "map[name:Ann]",
    "Optional(5)", 'Optional("Sam")', 'Optional("Zoë")', "Optional[Ann]", "OptionalInt[5]", 'Some("x")', "Some(5)", "Some(Ok(5))", 'Just "Ann"', "Nothing",
    "#<User:0x000055>", "#<Proc:0x00 (lambda)>", "java.lang.Object@1f", "com.acme.User@1b6d3f", "User@1b6d3f", "java.lang.NullPointerException",
    "User [name=Ann]", "System.String[]", "System.Object", "System.Collections.Generic.List`1[System.String]", "Array", "stdClass Object",
    "Resource id #5", "HASH(0x55d)", "kotlin.Unit", "#N/A", "#ERROR!", "0000-00-00", "1899-12-30",
]  # fmt: skip
"""Each is certain after a greeting."""
IN_CELLS = [
    *IN_TEXTS, "Just 5", "Ok(5)", "Err(no such user)", "[1, 2]", "(1, 2)", "[]", "{}", "set()", '["Ann"]', '{"name":"Ann"}', '[{"a": 1}]',
    's:3:"Ann";', 'a:1:{i:0;s:3:"Ann";}', "NaT", "1.#IND", "-Infinity", "<unset>", "[Circular]", "-nan",
]  # fmt: skip
WORDS = [
    "Acme: optional(s) are free, some(one) waits, symbol(s) and System updates, nothing is due, an array of gifts.",
    "Acme: happy b'day to Ann's boys' team, u'll love it, rock 'n' roll.",
    "Acme: your class is at 5, our function (party) starts at 6 => be there (new) => acme.example",
    'Acme: just 5 days left, just "YES" will do, infinity pool open, Nan and Nat called.',
    "Acme: write to sam@acme.example or ann@12345, follow bob@acme, see acme.example/a(b=c)?x=1",
    "Acme: error 5 was fixed, your exception was approved, dates 01/01/2026 and 2026-01-01.",
    "Acme: OK(5), [1] of [2], (1, 2), ['tis the season], the system is up. Map (2) and set (3).",
    "Acme: R&B & more, 0xC0 is a number, <note: call back>, Object to it, resource is ready.",
]
NAMES = [
    "Nat",
    "Na",
    "Just",
    "Justin",
    "Ok Soon",
    "O'Neil",
    "Zoë",
    "D'Arcy",
    "Bill (Bo)",
    "Max [Mo]",
    "Nan",
    "Ann 5",
    "Robert@Acme",
    "B. O'Brien",
]


def codes(text: str) -> list[str]:
    return [each.code for each in smslint.check(text, kind="transactional").findings if each.code == "PLH001"]


@pytest.mark.parametrize("value", IN_TEXTS)
def test_a_printed_value_in_a_text_is_an_error(value: str) -> None:
    assert codes(f"Hi {value}, your order is ready")


@pytest.mark.parametrize("value", IN_CELLS)
@pytest.mark.parametrize("column", ["name", "code"])
def test_a_cell_with_a_printed_value_is_sent_to_nobody(column: str, value: str) -> None:
    rows = [{"phone": "+14155550100", column: value}, {"phone": "+14155550101", column: "Ann"}]
    found = smslint.preflight({"text": f"Hi {{{{ {column} }}}}, it is ready"}, rows, dialect="jinja", config={"kind": "transactional"})  # fmt: skip
    assert found.would_send == 1
    assert found.audit.tallies["PLH001"].count == 1


@pytest.mark.parametrize("text", WORDS)
def test_words_of_people_are_no_printed_values(text: str) -> None:
    assert not codes(text)


@pytest.mark.parametrize("value", NAMES)
def test_names_of_people_are_no_printed_values(value: str) -> None:
    found = smslint.preflight(
        {"text": "Hi {{ name }}, it is ready"}, [{"phone": "+14155550100", "name": value}], dialect="jinja", config={"kind": "transactional"}
    )  # fmt: skip
    assert found.would_send == 1
