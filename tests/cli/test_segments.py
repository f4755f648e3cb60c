"""``smslint segments`` compared with recorded output: ``segments/NAME.txt`` is the message, ``segments/NAME.OPTIONS.out`` the output."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from smslint.cli.segments import command
from smslint.errors import ConfigError, SmslintError
from smslint.report.width import display_width

FOLDER = Path(__file__).parent / "segments"

GOLDEN = [
    ("mixed", []),
    ("quotes", []),
    ("quotes", ["--provider", "twilio", "--smart-encoding"]),
    ("parcel", ["--provider", "aws"]),
    ("parcel", []),
    ("turkish", []),
    ("turkish", ["--national", "tr"]),
    ("empty", []),
]


def run(*arguments: str, input: bytes | None = None) -> str:  # noqa: A002 (click's own word)
    result = CliRunner().invoke(command, arguments, input=input, catch_exceptions=False, env={"COLUMNS": "80"})
    assert result.exit_code == 0, result.output
    return result.output


def as_json(*arguments: str, input: bytes | None = None) -> dict[str, Any]:  # noqa: A002
    result: dict[str, Any] = json.loads(run(*arguments, "--format", "json", input=input))
    return result


@pytest.mark.parametrize(("name", "options"), GOLDEN)
def test_output_equals_the_recorded_files(name: str, options: list[str]) -> None:
    output = run("--file", str(FOLDER / f"{name}.txt"), *options)
    suffix = "".join("." + option.strip("-") for option in options)
    assert output == (FOLDER / f"{name}{suffix}.out").read_text(encoding="utf-8")
    assert max(map(display_width, output.splitlines())) <= 80


def test_colours_do_not_change_the_text() -> None:
    path = str(FOLDER / "mixed.txt")
    coloured = run("--file", path, "--color", "always")
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == run("--file", path, "--color", "never")


def test_json_has_the_same_figures() -> None:
    found = as_json("It’s “here” \U0001f600")
    assert (found["version"], found["encoding"], found["units"], found["count"]) == (1, "UCS-2", 14, 1)
    assert found["offenders"][0] == {
        "char": "’", "codepoint": "U+2019", "name": "RIGHT SINGLE QUOTATION MARK", "indexes": [2],
        "replacement": "'", "lossless": True,
    }  # fmt: skip
    assert found["segments"] == [{"text": "It’s “here” \U0001f600", "units": 14, "left": 56}]
    assert found["alternatives"] == {"greedy": 1, "words": 1, "graphemes": 1}


def test_smart_encoding_makes_quotes_free_and_is_reported() -> None:
    text = "It’s “here”" + "x" * 100
    found = as_json(text, "--provider", "twilio", "--smart-encoding")
    assert (found["encoding"], found["count"], found["offenders"]) == ("GSM-7", 1, [])
    assert found["smart_encoding"]["without"]["count"] == 2
    assert len(found["smart_encoding"]["replaced"]) == 3
    assert as_json(text, "--provider", "twilio")["count"] == 2
    assert as_json(text, "--provider", "govuk-notify")["count"] == 1
    assert as_json(text, "--provider", "govuk-notify", "--no-smart-encoding")["count"] == 2


GOVUK = [
    ("Dear François, your appointment is on Monday at 10am. Reply YES to confirm.", 2),
    ("Ōkład", 1),
    ("Fern & Co™", 1),
]


@pytest.mark.parametrize(("text", "count"), GOVUK)
def test_govuk_notify_sends_any_character(text: str, count: int) -> None:
    """Since August 2026: no accents are lost, and nothing becomes a question mark."""
    found = as_json(text, "--provider", "govuk-notify")
    assert (found["encoding"], found["count"], found["smart_encoding"]["sent"]) == ("UCS-2", count, text)
    assert as_json("It’s", "--provider", "sinch", "--smart-encoding")["encoding"] == "UCS-2"
    assert as_json(text + "\U0001f600", "--provider", "bird", "--smart-encoding")["smart_encoding"]["replaced"] == []


def test_national_tables() -> None:
    text = (FOLDER / "turkish.txt").read_text(encoding="utf-8")
    assert as_json(text)["national_shift"]["count"] == 1
    found = as_json(text, "--national", "tr", "--provider", "infobip")
    assert (found["encoding"], found["alphabet"], found["capacity"]) == ("GSM-7", "Turkish (locking shift)", 155)


def test_savings_are_listed_from_the_smallest_change() -> None:
    text = "’" + "ó" * 10 + "x" * 70
    assert [each["how"] for each in as_json(text)["savings"]] == ["spelling"]
    assert [each["how"] for each in as_json("’" * 71)["savings"]] == ["safe"]
    assert [each["how"] for each in as_json("\U0001f600" + "x" * 70)["savings"]] == ["without"]
    assert as_json("ж" * 71)["savings"] == []
    assert [each["how"] for each in as_json("cafe\u0301 " + "x" * 70)["savings"]] == ["safe"]


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"Hello\n", "Hello"), (b"Hello\r\n", "Hello"), (b"a\n\n", "a\n"), (b"\xef\xbb\xbfHi", "Hi"), (b"", "")],
)
def test_one_line_break_at_the_end_of_a_file_is_not_counted(data: bytes, text: str, tmp_path: Path) -> None:
    path = tmp_path / "message.txt"
    path.write_bytes(data)
    assert as_json("--file", str(path))["text"] == text
    assert as_json("-", input=data)["text"] == text


def test_invisible_characters_are_shown_and_control_no_terminal() -> None:
    output = run("a\x1b[31mb\u200b\u202ec\x00d\u2028e")
    assert "a<U+001B>[31mb<U+200B><U+202E>c<U+0000>d<U+2028>e" in output
    assert not set(output) & set("\x1b\x00\u200b\u202e\u2028")


def test_limits_of_the_provider() -> None:
    output = run("x" * 1601, "--provider", "twilio")
    assert "Twilio refuses it: 1601 characters; the limit is 1600." in output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["x", "--provider", "aws", "--smart-encoding"], "has no smart encoding"),
        (["x", "--provider", "aws", "--national", "tr"], "no national shift tables"),
        (["x", "--provider", "twillio"], "did you mean 'twilio'"),
        (["x", "--national", "xx"], "national shift tables for 'xx'"),
    ],
)
def test_an_option_that_a_provider_lacks_is_refused(arguments: list[str], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        run(*arguments)


def test_exactly_one_text_is_required(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(b"caf\xe9")
    assert CliRunner().invoke(command, []).exit_code == 2
    assert CliRunner().invoke(command, ["x", "--file", str(path)]).exit_code == 2
    with pytest.raises(SmslintError, match="Line 1, column 4"):
        run("--file", str(path))
    with pytest.raises(SmslintError, match="cannot read"):
        run("--file", str(tmp_path / "none.txt"))


def test_the_help_has_examples() -> None:
    assert "smslint segments 'Your code is 482913'" in run("--help")


def test_a_huge_file_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    os.truncate(path, 3 * 1024**3)
    with pytest.raises(ConfigError, match="too large for the text of one message"):
        command.main(["--file", str(path)], standalone_mode=False)
