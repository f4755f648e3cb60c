"""Texts are selected by keys and names; a missing extra is named."""

from __future__ import annotations

import sys

import pytest

from smslint.errors import SourceError
from tests.sources.support import read_all

PYTHON = """
SMS = {"otp": "a", "late": "b"}
OTHER = "c"
def notify(user):
    log.info("d")
    send_sms(user, "e", note="f")
    return "g"
"""
JAVASCRIPT = """
const SMS = { otp: "a", late: "b" };
const OTHER = "c";
function notify(user) {
  log.info("d");
  sendSms(user, "e", { note: "f" });
  return "g";
}
"""
PHP = """<?php
$SMS = ['otp' => 'a', 'late' => 'b'];
const OTHER = 'c';
function notify($user) {
    log()->info('d');
    send_sms($user, 'e', ['note' => 'f']);
    return 'g';
}
"""


@pytest.mark.parametrize(
    ("source", "text", "call"),
    [("python", PYTHON, "send_sms"), ("javascript", JAVASCRIPT, "sendSms"), ("php", PHP, "send_sms")],
)
def test_code(source: str, text: str, call: str) -> None:
    def chosen(**options: tuple[str, ...]) -> str:
        return "".join(each.body for each in read_all(source, text, **options))

    assert chosen() == "abceg"
    assert chosen(names=("SMS",)) == "ab"
    assert chosen(names=("otp",)) == "a"
    # A returned text is named after its function; arguments are named after the called function.
    assert chosen(names=("notify",)) == "g"
    assert chosen(names=(call,)) == "ef"
    assert chosen(keys=(f"notify.{call}.1",)) == "e"
    assert chosen(keys=(f"*{call}.1",)) == "e"
    assert chosen(keys=("notify*",)) == "efg"
    assert chosen(keys=("SMS.*",), names=("OTHER",)) == "abc"
    assert chosen(names=("nothing",)) == ""


def test_a_missing_csv_column_names_the_nearest() -> None:
    with pytest.raises(SourceError, match=r"no column 'txt'\. Did you mean 'text'"):
        read_all("csv", "id,text\na,b", columns=("txt",))


@pytest.mark.parametrize(
    ("source", "module", "extra"),
    [
        ("javascript", "tree_sitter", "code"),
        ("fluent", "fluent.syntax", "fluent"),
        ("kotlin", "tree_sitter_kotlin", "code"),
        ("go", "tree_sitter", "code"),
    ],
)
def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, source: str, module: str, extra: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SourceError, match=rf"smslint\[{extra}\]"):
        read_all(source, "a = b")
