"""What a new user of smslint reads: help with examples, and errors that quote what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click
import pytest

import smslint
from smslint.cli.app import app, run
from smslint.report.width import hanging
from tests.project.support import project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = {
    "smslint.yaml": "messages:\n  - {files: 'sms/*.txt', dialect: jinja}\n",
    "sms/sale.txt": "Acme: hi {{ name }}, your parcel is here\n",
    "party.txt": f"We\u2019re glad you\u2019re here \U0001f389! {'Get started at the door. ' * 4}\n",
    "locales/en.yml": "en:\n  sms:\n    shipped:\n      one: A parcel\n      other: Parcels\n    late: Late\n",
    "tab.txt": "Your parcel\tis here\n",
    "list.csv": "name,phone\nAnn,+14155552671\n",
    "many.csv": "name,phone\n" + "Ann,+14155552671\n" * 8,
    "none.csv": "name,phone\n",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "CI", "FORCE_COLOR", "OCTOPODS_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(project(tmp_path, FILES))
    (tmp_path / "empty").mkdir()
    return tmp_path


def commands(group: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(group, click.Group):
        yield path, group
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield from commands(command, f"{path} {name}")


WITHOUT_EXAMPLE = {
    "smslint baseline prune", "smslint baseline show", "smslint config schema", "smslint prices list",
}  # fmt: skip
"""They take nothing that an example would show."""


@pytest.mark.parametrize(
    ("path", "command"), [each for each in commands(app, "smslint") if each[0] not in WITHOUT_EXAMPLE]
)
def test_the_help_of_each_command_ends_with_examples(path: str, command: click.Command) -> None:
    epilog = command.epilog or ""
    assert re.search(r"^Examples?:", epilog, re.MULTILINE)
    assert path in epilog
    assert "   |   " not in epilog


SAYS = [
    (["zzz"], "there is no command 'zzz'. Run smslint --help"),
    (["chek"], "did you mean 'check'? Run smslint --help"),
    (["check", "--select", "FOO"], "error: --select: no rule is called 'FOO'"),
    (["check", "--ignore", "FOO"], "error: --ignore: no rule is called 'FOO'"),
    (["check", "--region", "USA"], "error: --region: 'USA' is not an ISO 3166-1"),
    (["check", "--dialect", "jinj"], "error: --dialect: unknown dialect 'jinj' (did you mean 'jinja'?)"),
    (["check", "--output", "sarif=out/x.sarif"], "out/x.sarif: there is no folder out; create it first"),
    (["config", "show", "sms/sale.txt"], "  configuration: smslint.yaml\n"),
    (["config", "show", "sms/nope.txt"], "this file does not exist; these settings would apply to it"),
    (["recipients", "none.csv"], "the list has no rows: no message would be sent"),
    (["preflight", "sms/sale.txt", "list.csv", "--prices", "x.csv"], "error: --prices: there is no file x.csv"),
    (["preflight", "many.csv", "sms/sale.txt"], "The template comes first, then the list"),
    (["preflight", "locales/en.yml", "list.csv"], "choose one with --key: en.sms.shipped, en.sms.late\n"),
    (["preflight", "locales/en.yml", "list.csv", "--key", "en.sms.shipped"], "matches 2 messages of this file"),
    (["send", "--to", "+14155552671", "--body", "Acme: your parcel is here"], "--key-file"),
    (["suppress", "add", "+14155552671"], "1 number on suppressed.db"),
    (["rule", "OPT001"], "has an unsafe fix"),
    (["check", "tab.txt", "--format", "concise"], "A character U+0009, a tab, is not in GSM-7"),
    (["countries", "France"], "'France' is a name, not a two-letter code: smslint countries FR"),
    (["countries", "XX"], "there is no profile for 'XX'; run 'smslint countries' for the list"),
    (["init", "empty"], "but no file looked like a text message.\nList your files under messages: in it"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "words"), SAYS)
@pytest.mark.usefixtures("here")
def test_output_and_errors(arguments: list[str], words: str, capfd: pytest.CaptureFixture[str]) -> None:
    run(arguments)
    output = capfd.readouterr()
    assert words in output.out + output.err


@pytest.mark.usefixtures("here")
def test_preflight_does_not_ask_for_lengths_that_the_list_has(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["preflight", "sms/sale.txt", "list.csv"]) == 0
    out = capfd.readouterr().out
    assert "PLH004" not in out
    assert "on the card" not in out  # there is no card


@pytest.mark.usefixtures("here")
def test_a_text_that_no_replacement_makes_gsm7_is_not_called_free(capfd: pytest.CaptureFixture[str]) -> None:
    """The party popper keeps the message UCS-2, in two segments where it could be one."""
    run(["check", "party.txt", "--select", "ENC001", "--format", "concise"])
    out = capfd.readouterr().out
    assert out.count("a segment holds 70 characters, not 160") == 1
    assert "costs nothing" not in out


@pytest.mark.parametrize(
    "arguments", [["rule", "OPT001"], ["rule", "LEN002"], ["countries", "FR"], ["countries", "US"]]
)
@pytest.mark.usefixtures("here")
def test_help_fits_the_terminal(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    run(arguments)
    assert max(map(len, capfd.readouterr().out.splitlines())) <= 80


@pytest.mark.usefixtures("here")
def test_the_current_folder_is_called_this_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path / "empty")
    run(["discover"])
    assert capfd.readouterr().out.startswith("Nothing below this folder looks like a text message.")


HANGING = [
    ("a short line", 40, ["a short line"]),
    ("", 40, [""]),
    ("  - one two three four five six", 22, ["  - one two three four", "    five six"]),
    ("one two three four five six", 22, ["one two three four", "five six"]),
]


@pytest.mark.parametrize(("line", "width", "expected"), HANGING)
def test_continued_lines_are_indented_under_the_text(line: str, width: int, expected: list[str]) -> None:
    assert hanging(line, width) == expected


def wrong(value: object) -> Any:
    """A value that a type checker would refuse, passed as a caller without one would pass it."""
    return value


WRONG_TYPES = [
    (lambda: smslint.check(wrong(None)), "check: body must be text (str), not NoneType"),
    (lambda: smslint.check(wrong(b"Hi")), "check: body must be text (str), not bytes"),
    (lambda: smslint.check("Hi", to=wrong(14155552671)), "check: to must be text (str), not int"),
    (lambda: smslint.check_number(wrong(14155552671)), "a number is text such as '+14155550123', not int"),
    (lambda: smslint.bounds(wrong("Hi")), "smslint.bounds(smslint.parse(source, dialect))"),
    (lambda: smslint.parse(wrong(None)), "parse: source must be text (str), not NoneType"),
]


@pytest.mark.parametrize(("call", "words"), WRONG_TYPES)
def test_an_argument_of_a_wrong_type_is_refused_with_its_name(call: Callable[[], object], words: str) -> None:
    with pytest.raises(TypeError, match=re.escape(words)):
        call()


WRONG_VALUES = [
    ({"name": {"maximum": 20}}, "unknown key 'maximum' (did you mean 'max'?)"),
    ({"name": {"max_item": 20}}, "unknown key 'max_item' (did you mean 'max_items'?)"),
    (["name"], "values: expected a mapping"),
]


@pytest.mark.parametrize(("values", "words"), WRONG_VALUES)
def test_invalid_values_are_refused(values: Any, words: str) -> None:
    with pytest.raises(smslint.ConfigError, match=re.escape(words)):
        smslint.bounds(smslint.parse("Hi {{ name }}", "jinja"), values)


def test_a_report_does_not_print_the_whole_alphabet() -> None:
    assert len(repr(smslint.check("Acme: your parcel is here"))) < 300
