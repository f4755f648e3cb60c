"""What PHP joins of a list by way of a variable, and what ``sprintf`` fills in the arms of a choice."""

from __future__ import annotations

import pytest

from smslint.text.tree import Branch, Literal, Loop, Placeholder, Sequence
from tests.sources.support import read_all


def shown(node: object) -> str:
    match node:
        case Literal(text=text):
            return text
        case Placeholder(name=name):
            return f"<{name}>"
        case Branch(arms=arms):
            return "[" + "|".join(shown(arm.body) for arm in arms) + "]"
        case Loop(body=body):
            return "(" + shown(body) + ")*"
        case Sequence(parts=parts):
            return "".join(map(shown, parts))
    raise AssertionError(node)


def sent(code: str) -> list[str]:
    found = [each for each in read_all("php", f"<?php function f($o, $u) {{ {code} }}") if each.sent]
    return [each.unknown or (shown(each.text) if each.text is not None else each.body) for each in found]


SENT = [
    ("$l = array('Order ' . $o->id . ' is here.', 'Bring your ID.'); $t = implode(\"\\n\", $l); send_sms($u->tel, $t);", ["Order <o->id> is here.\nBring your ID."]),
    ("$l = array('Hi,', 'come in.'); send_sms($u->tel, join(' ', $l));", ["Hi, come in."]),
    ("$l = []; $l[] = 'Hi,'; $l[] = 'come in.'; send_sms($u->tel, implode(' ', $l));", ["Hi, come in."]),
    ("$l = array(); $l[] = 'Hi,'; if ($o->late) { $l[] = 'hurry up.'; } send_sms($u->tel, implode(' ', $l));", ["Hi,[ hurry up.|]"]),
    ("$l = []; $l[] = 'Hi,'; foreach ($o->all as $a) { $l[] = \"get $a\"; } send_sms($u->tel, implode(' ', $l));", ["Hi,( get <a>)*"]),
    ("$l = []; if ($o->late) { $l[] = 'Hurry up,'; } $l[] = 'come in.'; send_sms($u->tel, implode(' ', $l));", ["[Hurry up, come in.|come in.]"]),
    ("$l = array(); array_push($l, 'come', 'in.'); send_sms($u->tel, implode(' ', $l));", ["come in."]),
    ("$t = $o->paid ? sprintf('Hi %s, paid.', $u->name) : sprintf('Hi %s, please pay.', $u->name); send_sms($u->tel, $t);", ["[Hi <u->name>, paid.|Hi <u->name>, please pay.]"]),
    ("send_sms($u->tel, $o->paid ? sprintf('Hi %s, paid.', $u->name) : 'Hi, please pay.');", ["[Hi <u->name>, paid.|Hi, please pay.]"]),
    ("$t = $o->text ?? sprintf('Hi %s, paid.', $u->name); send_sms($u->tel, $t);", ["[<o->text>|Hi <u->name>, paid.]"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "expected"), SENT, ids=[str(number) for number, _ in enumerate(SENT)])
def test_a_list_or_a_choice_is_one_text(code: str, expected: list[str]) -> None:
    assert sent(code) == expected


UNKNOWN = [
    "$l = array(); fill($l); $l[] = 'come in.'; send_sms($u->tel, implode(' ', $l));",
    "$l = array('come in.'); foreach ($l as &$x) { $x = f($x); } send_sms($u->tel, implode(' ', $l));",
]


@pytest.mark.parametrize("code", UNKNOWN)
def test_a_list_that_something_else_changes_is_unknown(code: str) -> None:
    assert all("not known" in each for each in sent(code))


PIPES = [
    '"Hi #{u.name}, it is here." |> then(&Sms.send_sms(u.tel, &1))',
    '"Hi #{u.name}, it is here." |> String.trim() |> then(fn text -> Sms.send_sms(u.tel, text) end)',
    'text = "Hi #{u.name}, it is here."\n    text |> then(&send_sms(u.tel, &1))',
]


@pytest.mark.parametrize("code", PIPES)
def test_elixir_sends_what_a_pipe_gives_to_then(code: str) -> None:
    found = [
        each for each in read_all("elixir", f"defmodule A do\n  def f(u) do\n    {code}\n  end\nend\n") if each.sent
    ]
    assert [shown(each.text) for each in found] == ["Hi <u.name>, it is here."]


@pytest.mark.parametrize("code", ["x |> then(&f/1)", "x |> then(f)", "x |> then(fn {a, b} -> a end)", "x |> then()"])
def test_another_use_of_then_is_read(code: str) -> None:
    assert read_all(
        "elixir", f'defmodule A do\n  def f(x, u) do\n    {code}\n    send_sms(u, "Hi, it is here")\n  end\nend\n'
    )
