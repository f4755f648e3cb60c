"""What is printed is data: no terminal and no GitHub runner obeys it, and every encoding gets valid JSON."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.cli.app import run
from smslint.cli.printing import JSON_ESCAPES, guarded_output, workflow_commands
from smslint.guarded_stream import GuardedStream

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = "##[stop-commands]x"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def runner_obeys(line: str) -> bool:
    """What the runner of GitHub Actions takes for a command (actions/runner: ActionCommand.cs)."""
    return line.lstrip().startswith("::") or "##[" in line


@given(pieces=st.lists(st.text("#[: \n\t\ra]\u2028\x0b", max_size=12), max_size=6))
def test_no_piece_of_output_is_a_workflow_command(pieces: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GITHUB_ACTIONS", "true")
        under = io.StringIO(newline="")
        stream = GuardedStream(under)
        for piece in pieces:
            stream.write(piece + "\n")
    assert not any(map(runner_obeys, re.split(r"[\r\n]", under.getvalue())))


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        (["a", "::b"], "a::b"),
        (["a\n", "  ::b"], "a\n  \\u003a:b"),
        (["a\n::b\n"], "a\n\\u003a:b\n"),
        (["a\r::b\r\n::c"], "a\r\\u003a:b\r\n\\u003a:c"),
        (["a", "b\r", "::c"], "ab\r\\u003a:c"),
        (["##vso[task.setvariable]x ##teamcity[y]"], "#\\u0023vso[task.setvariable]x #\\u0023teamcity[y]"),
        (["  ", "::b"], "  \\u003a:b"),
        (["std::vector ::x"], "std::vector ::x"),
    ],
)
def test_a_command_starts_its_line(pieces: list[str], shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    under = io.StringIO()
    GuardedStream(under).writelines(pieces)
    assert under.getvalue() == shown


def test_our_own_commands_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    under = io.StringIO()
    monkeypatch.setattr(sys, "stdout", under)
    with guarded_output():
        with workflow_commands():
            print(f"::error::{COMMAND}")
        print("::error::b")
    assert under.getvalue() == "::error::#\\u0023[stop-commands]x\n\\u003a:error::b\n"
    assert sys.stdout is under
    with workflow_commands():
        print("no guard")


@given(text=st.text())
def test_a_terminal_gets_no_controls(text: str) -> None:
    under = Terminal()
    GuardedStream(under).write(text)
    assert not set(under.getvalue()) & set("\x1b\x07\x08\x7f\x9b\u061c\u202e\u2066")
    assert "\r" not in under.getvalue().replace("\r\n", "")


def test_our_own_colours_stay() -> None:
    under = Terminal()
    GuardedStream(under).write("\x1b[1;31mred\x1b[0m \x1b[8mhidden \x1b]0;title\x07")
    assert under.getvalue() == "\x1b[1;31mred\x1b[0m <U+001B>[8mhidden <U+001B>]0;title<U+0007>"


def in_a_terminal(arguments: list[str], folder: Path) -> str:
    """What a terminal is told to show."""
    import pty

    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        environment = {name: value for name, value in os.environ.items() if name != "CI"}
        os.execve(sys.executable, [sys.executable, "-m", "smslint", *arguments], {**environment, "TERM": "xterm"})
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the other side has ended
            break
        if not piece:
            break
        shown += piece
    os.waitpid(child, 0)
    os.close(terminal)
    return shown.decode()


@pytest.mark.parametrize(
    "arguments",
    [["check", "::stop-commands::t.txt"], ["check", "t.txt"], ["segments", COMMAND], ["check", f"{COMMAND}.txt"]],
)
def test_runs_in_github_actions(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    for name in ("::stop-commands::t.txt", "t.txt"):
        (tmp_path / name).write_text(f"Acme: It’s {COMMAND}", "utf-8")
    run(arguments)
    found = capsys.readouterr()
    lines = [line for line in (found.out + found.err).split("\n") if runner_obeys(line)]
    assert all(line.startswith(("::notice ", "::warning ", "::error ")) for line in lines)
    assert "##[" not in found.out + found.err


TEXT = f"Acme: It’s \r::stop-commands::x\n::stop-commands::x\u202e\x1b[2J {COMMAND}"
PLACES = [
    *(["check", "--no-cache", "t.txt", "--output", f"{form}=/dev/stdout"] for form in ("text", "json", "junit", "github", "markdown")),
    ["check", "--no-cache", "t.txt", "--output", "text=/dev/stderr"], ["check", "--no-cache", "--diff", "t.txt"],
    ["recipients", "l.csv", "--rejected", "/dev/stdout"], ["recipients", "l.csv", "--clean", "/dev/fd/1"],
    ["recipients", "l.csv", "--clean", "/proc/self/fd/2"], ["config", "show", "a\r::stop-commands::x.txt"],
]  # fmt: skip
"""Command lines that write what a file holds to a standard stream, by one of its names."""


def hostile_files(folder: Path) -> None:
    (folder / "t.txt").write_text(TEXT, "utf-8", newline="")
    quoted = f'"{TEXT}"'
    (folder / "l.csv").write_text(f"phone,name\n+14155552671,{quoted}\n1,{quoted}\n", "utf-8", newline="")


@pytest.mark.skipif(os.name == "nt", reason="names of POSIX")
@pytest.mark.parametrize("variable", ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"])
@pytest.mark.parametrize("arguments", PLACES, ids=" ".join)
def test_standard_streams_by_their_names(arguments: list[str], variable: str, tmp_path: Path) -> None:
    if variable != "GITHUB_ACTIONS" and arguments[0] != "recipients":
        pytest.skip("one command is enough for the other runners")
    hostile_files(tmp_path)
    environment = {name: value for name, value in os.environ.items() if name != "GITHUB_STEP_SUMMARY"}
    done = subprocess.run(
        [sys.executable, "-m", "smslint", *arguments], cwd=tmp_path, env={**environment, variable: "true"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    text = done.stdout.decode()
    assert "stop-commands" in text
    lines = [line for line in re.split(r"[\r\n]", text) if runner_obeys(line)]
    assert all(line.startswith(("::notice ", "::warning ", "::error ")) for line in lines)
    assert lines or "github=/dev/stdout" not in arguments


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
@pytest.mark.parametrize("place", ["/dev/stdout", "/dev/fd/1", "/dev/tty"])
@pytest.mark.parametrize("option", ["--clean", "--rejected"])
def test_a_terminal_by_its_names(option: str, place: str, tmp_path: Path) -> None:
    hostile_files(tmp_path)
    shown = in_a_terminal(["recipients", "l.csv", option, place], tmp_path).replace("\r\n", "\n")
    assert "<U+202E><U+001B>[2J" in shown
    assert not {"\u202e", "\r"} & set(shown)
    assert "\x1b[2J" not in shown


def test_an_error_with_line_feeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (tmp_path / "smslint.yaml").write_text('extends: "x\\n::stop-commands::a"\n', "utf-8")
    (tmp_path / "a.txt").write_text("Hello", "utf-8")
    assert run(["check", "a.txt"]) == 2
    assert not any(map(runner_obeys, capsys.readouterr().err.split("\n")))


@pytest.mark.parametrize("line", ["root:*:secret:0", "root,secret", "secret", "secret;secret\tx"])
def test_a_file_that_is_no_rate_card_is_not_quoted(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A configuration of a foreign repository can name any file of the machine."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "foreign").write_text(f"{line}\nx\n", "utf-8")
    (tmp_path / "a.txt").write_text("Hello", "utf-8")
    for setting in ("prices: foreign", "extends: foreign", "packs: [foreign]"):
        (tmp_path / "smslint.yaml").write_text(setting + "\n", "utf-8")
        assert run(["check", "--no-cache", "a.txt"]) == 2
        found = capsys.readouterr()
        assert "secret" not in found.out + found.err
        assert "root" not in (found.out + found.err).replace("pytest-of-root", "")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1", "gb18030", "utf-16"])
@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "gitlab", "rdjson", "junit"])
def test_reports_in_every_encoding(encoding: str, form: str, tmp_path: Path) -> None:
    """Redirected into a file on Windows, standard output is in an old encoding; JSON is read as UTF-8, XML as its declaration says."""
    (tmp_path / "a.txt").write_text("Hé \U0001f600 {{ \U0001f600 ", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "smslint", "check", "--no-cache", "--format", form, "a.txt"],
        cwd=tmp_path, env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=False,
    )  # fmt: skip
    text = done.stdout.decode(encoding)
    assert text.isascii()
    if form == "junit":
        assert "\U0001f600" in "".join(ET.fromstring(done.stdout).itertext())
    elif form == "jsonl":
        assert all(map(json.loads, text.splitlines()))
    else:
        assert json.loads(done.stdout)


JSON_COMMANDS = [
    ["segments", "it’s \U0001f600", "--format", "json"], ["recipients", "l.csv", "--format", "json"],
    ["preflight", "a.txt", "l.csv", "--format", "json"], ["config", "show", "a.txt", "--format", "json"],
    ["discover", "--format", "json"], ["rule", "ENC001", "--format", "json"], ["rule", "--format", "json"],
    ["rule", "--check-sources", "--format", "json"], ["countries", "FR", "--format", "json"], ["countries", "--format", "json"],
    ["prices", "show", "--format", "json"], ["prices", "list", "--format", "json"], ["test-rules", "pack", "--format", "json"],
    *(["check", "--no-cache", "--format", form, "a.txt"] for form in ("json", "jsonl", "sarif", "gitlab", "rdjson")),
]  # fmt: skip


@pytest.mark.parametrize("arguments", JSON_COMMANDS, ids=lambda each: " ".join(each[:2]))
def test_json_of_each_command_in_every_encoding(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ASCII with escapes where standard output is ASCII, or the locale says so; the same values everywhere."""
    (tmp_path / "a.txt").write_text("Acme: it’s €5 \U0001f600 {{ x }}", "utf-8")
    (tmp_path / "l.csv").write_text("phone,consent,x\n+14155552671,2026-01-01,Zoë\U0001f600\nbad,,é\n", "utf-8")
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "é’.yaml").write_text("code: 5\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    printed = {}
    for encoding, locale in [("utf-8", "C.UTF-8"), ("utf-8", "C"), ("ascii", ""), ("cp1252", ""), ("utf-16", "POSIX")]:
        monkeypatch.setenv("LC_ALL", locale)
        buffer = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding, newline="\n"))
        with suppress(SystemExit):
            assert run(arguments) in (0, 1)
        sys.stdout.flush()
        shown = buffer.getvalue().decode(encoding)
        assert shown.isascii() or (encoding == "utf-8" and locale not in ("C", "POSIX"))
        lines = shown.splitlines() if "jsonl" in arguments else [shown]
        printed[encoding, locale] = [json.loads(line) for line in lines]
    assert len({json.dumps(each) for each in printed.values()}) == 1


@pytest.mark.skipif(os.name == "nt", reason="the arguments of a process are bytes on POSIX only")
def test_a_text_that_is_typed_where_the_locale_is_not_utf_8(tmp_path: Path) -> None:
    for word, characters in ((b"it\xe2\x80\x99s \xf0\x9f\x98\x80", 6), (b"caf\xe9", 4)):
        done = subprocess.run(
            [sys.executable, "-X", "utf8=0", "-m", "smslint", "segments", word, "--format", "json"], cwd=tmp_path,
            env={**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, capture_output=True, check=True,
        )  # fmt: skip
        assert len(json.loads(done.stdout.decode("ascii"))["text"]) == characters


@given(text=st.text())
def test_escapes_are_json(text: str) -> None:
    printed = json.dumps(text, ensure_ascii=False).encode("ascii", JSON_ESCAPES)
    assert json.loads(printed) == text


STREAMS = [
    (">&-", 0), ("2>&-", 0), ("<&-", 0), (">&- 2>&-", 0), ("2>/dev/full", 0), (">/dev/full", 2), (">/dev/full 2>/dev/full", 2),
]  # fmt: skip
"""How a shell redirects the streams, and the status of a program that prints what it found."""


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize(("closed", "status"), STREAMS)
@pytest.mark.parametrize("program", ["check --no-cache a.txt", "segments Hello", "--version", "check absent.txt"])
def test_closed_streams_and_a_full_disk(program: str, closed: str, status: int, tmp_path: Path) -> None:
    if "full" in closed and not os.path.exists("/dev/full"):  # noqa: PTH110
        pytest.skip("this system has no /dev/full")
    (tmp_path / "a.txt").write_text("Hello", "utf-8")
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m smslint {program} {closed}'],
        cwd=tmp_path, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == (2 if "absent" in program else status)
    assert "Traceback" not in done.stderr
    if "absent" not in program:
        silent = "2>" in closed or not status
        assert done.stderr == ("" if silent else "error: the output: No space left on device\n")


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize(
    ("program", "status"),
    [
        ("check --no-cache --stdin-filename a.txt -", 1),
        ("segments -", 0),
        ("recipients -", 2),
        ("preflight a.txt -", 2),
    ],
)
def test_a_standard_input_that_is_closed_is_empty(program: str, status: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Hello", "utf-8")
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m smslint {program} <&-'], cwd=tmp_path, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == status, done.stderr
    assert "internal error" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize(
    "program", ["check --no-cache a.txt", "segments Hello", "--version", "rule OPT001", "check absent.txt"]
)
def test_a_reader_that_has_exited(program: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It’s here", "utf-8")
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m smslint {program} | true'],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
    )
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")  # noqa: PTH110
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--no-cache", "a.txt", "--output", "json=/dev/full"], ["recipients", "l.csv", "--clean", "/dev/full"],
        ["recipients", "l.csv", "--rejected", "/dev/full"], ["preflight", "a.txt", "l.csv", "--rows", "/dev/full"],
        ["baseline", "create", "a.txt", "--baseline", "/dev/full"], ["prices", "import", "p.csv", "--output", "/dev/full"],
    ],
)  # fmt: skip
def test_an_output_file_on_a_full_disk(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("It’s here", "utf-8")
    (tmp_path / "l.csv").write_text("phone,name\n+14155552671,Sam\n1,x\n", "utf-8")
    (tmp_path / "p.csv").write_text("region,price_per_segment,currency,as_of\nUS,0.01,USD,2026-01-01\n", "utf-8")
    assert run(arguments) == 2
    error = capsys.readouterr().err
    assert "/dev/full" in error
    assert "No space left on device" in error
    assert error.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_a_progress_bar_shows_no_names(tmp_path: Path) -> None:
    """The bar writes past the guard, so nothing of a file may be in it."""
    (tmp_path / "smslint.yaml").write_text("messages: [{files: '*.txt'}]\n", "utf-8")
    for number in range(200):
        (tmp_path / f"{number}\x1b[2J\u202e.txt").write_text("\x1b[2J" if number == 7 else "Hello", "utf-8")
    text = in_a_terminal(["check", "--no-cache", "."], tmp_path)
    assert "100%" in text
    assert "[2J" in text  # the name or the text is shown, without its escape
    assert not {"\x1b[2J", "\u202e"} & {text[at : at + length] for at in range(len(text)) for length in (1, 4)}


OBEYED = "\x7f\x9b31m\u202e\u2066\u200b\U000e0041"
"""Controls and direction marks that JSON may hold as they are."""


def test_no_json_in_a_pipe_holds_what_a_terminal_obeys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pipe may lead to a terminal: ``smslint segments … --format json | cat``."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "smslint.yaml").write_text(
        f"brand: {json.dumps('Acme' + OBEYED)}\nregions: [US]\nmessages: [{{files: '*.txt', kind: otp}}]\n"
    )
    (tmp_path / "a.txt").write_text(f"Hi {OBEYED} {{{{ name }}}}", "utf-8")
    (tmp_path / "l.csv").write_text(f"phone,name,x{OBEYED}\n+14155552671,{OBEYED},y\n", "utf-8")
    (tmp_path / "p.csv").write_text(f"country,price,currency,x\nUS,0.01,USD,{OBEYED}\n", "utf-8")
    for arguments in (
        ["check", "--no-cache"], ["segments", f"Hi {OBEYED}"], ["config", "show"], ["recipients", "l.csv"], ["discover"],
        ["preflight", "a.txt", "l.csv"], ["prices", "show", "p.csv"], ["rules"], ["countries"],
    ):  # fmt: skip
        run([*arguments, "--format", "json"])
        printed = capsys.readouterr().out
        assert not set(OBEYED) - set("31m") & set(printed), arguments
        if printed:
            json.loads(printed)
    run(["segments", f"Hi {OBEYED}", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["text"] == f"Hi {OBEYED}"


def test_a_traceback_obeys_nothing_and_is_no_finding(tmp_path: Path) -> None:
    name = "\x1b]0;title\x07\u202e.txt"
    shown = in_a_terminal(["--debug", "check", name], tmp_path)
    assert "Traceback" in shown
    assert "<U+001B>]0;title<U+0007><U+202E>.txt: there is no such file" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    done = subprocess.run(
        [sys.executable, "-m", "smslint", "--debug", "check", "absent"], cwd=tmp_path, check=False, capture_output=True
    )
    assert done.returncode == 2


def test_a_terminal_that_does_not_know_its_width(tmp_path: Path) -> None:
    """As in a container or under ``expect``: it says 0 columns."""
    (tmp_path / "a.txt").write_text("Acme: it’s {{ name }}", "utf-8")
    shown = in_a_terminal(["check", "--isolated", "--no-cache", "a.txt"], tmp_path)
    assert "'’' U+2019, right single quotation mark" in shown
