"""Suppression lists with entries that are no numbers: a few are said, and more than there are numbers are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import smslint
from smslint.cli.app import run
from smslint.errors import ConfigError, RecipientsError
from smslint.sending import make_gate
from smslint.sending.verdict import Outgoing
from tests.sending.support import TO, commands_refuse

if TYPE_CHECKING:
    from pathlib import Path


MOSTLY_UNREADABLE = {
    "column.csv": "name,phone\n" + "".join(f"S{at},order {at}\n" for at in range(99)) + "Sam,+14155552672\n",
    "lines.txt": "+14155552672\n" + "Sam\n" * 2,
    "repeated.txt": "+14155552672\n" * 3 + "4.15556E+10\n" * 4,
    "l.jsonl": '{"phone": "+14155552672"}\n' + '{"phone": "nobody"}\n' * 2,
}


@pytest.mark.parametrize("name", MOSTLY_UNREADABLE)
def test_a_list_in_which_most_entries_are_no_numbers(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of such a file the wrong column is read, or it is no suppression list: it is refused unless somebody says otherwise."""
    path = tmp_path / name
    path.write_text(MOSTLY_UNREADABLE[name], "utf-8")
    commands_refuse(path, "are no valid numbers", tmp_path, capsys)
    sending: dict[str, object] = {"suppression": str(path)}
    for make in (
        lambda: make_gate(config={"sending": sending}),
        lambda: make_gate(suppression=path),
        lambda: smslint.guard(body="text", to="to", config={"sending": sending}),
        lambda: smslint.preflight({"text": "Hi"}, [{"phone": TO}], suppression=path),
    ):
        with pytest.raises(RecipientsError, match=r"are no valid numbers.*allow_empty_suppression"):
            make()
    sending["allow_empty_suppression"] = True
    assert not make_gate(config={"sending": sending})(Outgoing("Hi", "+14155552672", "transactional")).passed


@pytest.mark.parametrize("content", ["+14155552672\nSam\n", "+14155552672\n" * 5 + "Sam\n" * 5, "+14155552672\n+14155552673\nSam\n"])  # fmt: skip
def test_a_few_entries_that_are_no_numbers_are_said(
    content: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "s.txt"
    path.write_text(content, "utf-8")
    assert not make_gate(suppression=path)(Outgoing("Hi", "+14155552672", "transactional")).passed
    make_gate(suppression=path)
    (record,) = caplog.records
    assert f"{content.count('Sam')} line" in record.getMessage()
    assert record.getMessage().endswith(f"the first is {content[: content.index('Sam')].count(chr(10)) + 1}")


def test_the_lines_after_the_third_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "s.txt").write_text("+14155552672\n" * 9 + "Sam\n" * 8, "utf-8")
    (tmp_path / "l.csv").write_text("phone\n+14155552671\n", "utf-8")
    run(["recipients", str(tmp_path / "l.csv"), "--suppress", str(tmp_path / "s.txt"), "--require-consent", "no"])
    out = capsys.readouterr().out
    assert out.count("of the suppression list is not a valid number") == 3
    assert "5 more lines of the suppression list" in out


def test_a_list_that_becomes_unreadable_while_it_is_used(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_text("+14155552672\n", "utf-8")
    gate = make_gate(suppression=path)
    assert gate(Outgoing("Your order has shipped", TO, "transactional")).passed
    path.write_text("+14155552672\n" + "Sam\n" * 3, "utf-8")
    with pytest.raises(RecipientsError, match="are no valid numbers"):
        gate(Outgoing("Your order has shipped", TO, "transactional"))


@pytest.mark.parametrize("nothing", [[], ()])
def test_an_empty_list_of_files(nothing: list[str] | tuple[str, ...]) -> None:
    """As a search for files gives that finds none: it does not mean that nobody opted out, unless somebody says so."""
    with pytest.raises(ConfigError, match="allow_empty_suppression"):
        make_gate(suppression=nothing)
    said = make_gate({"sending": {"allow_empty_suppression": True}}, suppression=nothing)
    assert said(Outgoing("Your order has shipped", TO, "transactional")).passed
