"""The options of ``smslint check`` as a person types them: the files written, the output, and the exit status."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from smslint.cli.app import run
from smslint.report import FORMATS
from smslint.vocabulary import PAGE
from tests.project.support import project

FILES = {
    "smslint.yaml": "messages:\n  - {files: 'sms/*.txt'}\n  - {files: '*.yaml', keys: 'sms.*'}\nselect: [ENC001, DIR]\n",
    "sms/a.txt": "Hi \u2013 you\n",
    "sms/b.txt": "Hi you\n",
    "c.yaml": "sms:\n  x: 'it\u2019s'\n",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "CI", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(project(tmp_path, FILES))
    return tmp_path


STATUS = [
    (["check"], 0),
    (["check", "--fail-level", "warning"], 0),
    (["check", "--fail-level", "info"], 1),
    (["check", "--fail-level", "never"], 0),
    (["check", "nope.txt"], 2),
    (["check", "--select", "NOPE"], 2),
    (["check", "--unsafe-fixes"], 2),
    (["check", "-", "sms"], 2),
    (["check", "--show-fixes"], 2),
    (["check", "-", "--watch"], 2),
    (["check", "--watch", "--output", "json=x"], 2),
    (["check", "--jobs", "0"], 2),
    (["check", "--output", "sarif"], 2),
    (["check", "--output", "tarif=x"], 2),
    (["check", "--output", "json=x", "--output", "sarif=x"], 2),
    (["check", "--output", "json=nowhere/x"], 2),
    (["check", "--baseline", "nope.json"], 2),
    (["check", "--config", "nope.yaml"], 2),
    (["check", "--diff"], 1),
    (["check", "--diff", "sms/b.txt"], 0),
    (["check", "--list-files"], 0),
]


@pytest.mark.parametrize(("arguments", "status"), STATUS, ids=[" ".join(words) for words, _ in STATUS])
def test_exit_status(here: Path, arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == status
    output = capsys.readouterr()
    assert "Traceback" not in output.err
    if status == 2:
        assert output.err.strip()
    assert (here / "sms/a.txt").read_text(encoding="utf-8") == FILES["sms/a.txt"]


def test_list_files(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--list-files"])
    assert capsys.readouterr().out.split() == ["c.yaml", "sms/a.txt", "sms/b.txt"]


def test_several_reports_at_once(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forms = (*FORMATS, PAGE)
    outputs = [f"--output={form}=out.{form}" for form in forms]
    assert run(["check", "--format", "concise", *outputs]) == 0
    output = capsys.readouterr().out
    assert (here / "out.concise").read_text(encoding="utf-8") == output
    assert all((here / f"out.{form}").stat().st_size for form in forms)
    assert json.loads((here / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert json.loads((here / "out.json").read_text(encoding="utf-8"))["summary"]["files"] == 3


def test_github_actions_gets_annotations_without_an_option(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(here / "summary.md"))
    (here / "summary.md").write_text("from another step\n", encoding="utf-8")
    run(["check"])
    output = capsys.readouterr().out
    assert "::notice file=sms/a.txt,line=1," in output
    assert "3 files, 3 messages" in output
    summary = (here / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("from another step\n**smslint**")
    run(["check", "--format", "concise"])
    assert "::" not in capsys.readouterr().out


def test_fix_writes_files_and_reports_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--fix", "--fail-level", "info"]) == 0
    assert "Fixed 2 findings in 2 files." in capsys.readouterr().err
    assert (here / "sms/a.txt").read_text(encoding="utf-8") == "Hi - you\n"
    assert (here / "c.yaml").read_text(encoding="utf-8") == "sms:\n  x: 'it''s'\n"
    assert run(["check", "--fix"]) == 0
    assert capsys.readouterr().err == ""


def test_diff_of_standard_input(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = io.TextIOWrapper(io.BytesIO("Hi \u2013".encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    assert run(["check", "-", "--stdin-filename", "sms/new.txt", "--diff"]) == 1
    assert "+Hi -\n" in capsys.readouterr().out


def test_standard_input_uses_the_sidecar_of_its_name(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("sms/new.txt.smslint.yaml").write_text("'*': {disable: [ENC001]}\n", encoding="utf-8")
    for options, status in (([], 0), (["--diff"], 0)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Hi \u2013".encode())))
        assert run(["check", "-", "--stdin-filename", "sms/new.txt", "--fail-level", "info", *options]) == status
        assert "ENC001" not in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["check"], ["check", "../p/sms"], ["preflight", "../p/sms/en.json", "../l.csv"]])
def test_an_error_in_a_sidecar_leads_to_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    sidecar = tmp_path / "p/sms/en.json.smslint.yaml"
    sidecar.parent.mkdir(parents=True)
    sidecar.with_name("en.json").write_text('{"a": "Acme: hi"}', encoding="utf-8")
    sidecar.write_text("\na: {kind: otpp}\n", encoding="utf-8")
    (tmp_path / "p/smslint.yaml").write_text("messages: [{files: sms/*.json}]\n", encoding="utf-8")
    (tmp_path / "l.csv").write_text("phone\n+14155550100\n", encoding="utf-8")
    for folder in ("p", "p/sms") if arguments == ["check"] else ("p",):
        monkeypatch.chdir(tmp_path / folder)
        assert run(arguments) == 2
        place, _, rest = capsys.readouterr().err.removeprefix("error: ").partition(":")
        assert Path(place).resolve() == sidecar.resolve()
        assert rest == "2: a.kind: unknown kind 'otpp' (did you mean 'otp'?)\n"


def test_baseline_is_written_used_and_updated(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["baseline", "create"]) == 0
    assert "2 findings in 2 files accepted" in capsys.readouterr().out
    assert run(["check", "--fail-level", "info"]) == 0
    assert "(2 suppressed)" in capsys.readouterr().out
    assert run(["check", "--fail-level", "info", "--no-baseline"]) == 1
    capsys.readouterr()
    assert run(["baseline", "show"]) == 0
    assert capsys.readouterr().out.splitlines() == ["c.yaml: ENC001 x1", "sms/a.txt: ENC001 x1", "2 findings accepted"]
    project(here, {"sms/a.txt": "Hi"})
    assert run(["check"]) == 0
    assert "1 finding accepted in sms/a.txt no longer exists;" in capsys.readouterr().err
    assert run(["baseline", "prune"]) == 0
    assert "1 finding removed, 1 finding left" in capsys.readouterr().out
    assert run(["check"]) == 0
    assert capsys.readouterr().err == ""


def test_only_folders_use_the_cache(here: Path) -> None:
    run(["check", "sms/a.txt"])
    run(["check", "--no-cache"])
    assert not (here / ".smslint_cache").exists()
    run(["check"])
    assert (here / ".smslint_cache").is_dir()
    run(["check", "sms/a.txt", "--cache-dir", "elsewhere"])
    assert list((here / "elsewhere").glob("*.json"))


def test_an_interrupt_between_two_files_puts_the_first_one_back(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    replace = Path.replace
    replaced: list[Path] = []

    def interrupted(path: Path, target: Path) -> Path:
        replaced.append(path)
        if len(replaced) == 2:
            raise KeyboardInterrupt
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    assert run(["check", "--no-cache", "--fix"]) == 130
    assert [name for name in FILES if (here / name).read_text(encoding="utf-8") != FILES[name]] == []
    assert not list(here.rglob("*.tmp"))
    assert "No file was rewritten" in capsys.readouterr().err


ANDROID = '<?xml version="1.0"?>\n<!-- app -->\n<resources><string name="a">Acme: hi %1$s</string></resources>\n'
KNOWN = ["--kind", "transactional", "--brand", "Acme", "--provider", "octopods", "--region", "US"]
"""With these, nothing else is unknown."""


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("n.json", '{"a": 1}\n', "There is no message in this file, which was read as json."),
        ("o.xml", "<odoo/>\n", "There is no message in this file, which was read as odoo."),
        ("A.java", "class A { }\n", "There is no message in this file, which was read as java. What it gives to functions of other files is read where keys or names select it: smslint init writes them."),
        ("sms.xml", ANDROID, None),
        ("sms.xml", "\ufeff" + ANDROID, None),
        ("e.yaml", "sms: {}\n", "There is no message in this file, which was read as yaml."),
    ],
)  # fmt: skip
def test_a_named_file_without_a_message_is_not_read(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    body: str,
    why: str | None,
) -> None:
    """Other files with messages do not hide it."""
    monkeypatch.chdir(project(tmp_path, {"ok.txt": "Acme: your order shipped\n", name: body}))
    command = ["check", "--isolated", "--strict", *KNOWN, "ok.txt", name, "--format", "json"]
    status = run(command)
    report = json.loads(capsys.readouterr().out)
    assert report["coverage"]["unread"] == ([] if why is None else [{"path": name, "line": 1, "why": why}])
    assert report["coverage"]["complete"] is (why is None)
    assert len(report["messages"]) == (2 if why is None else 1)
    assert status == (0 if why is None else 1)
    if why is not None:
        assert run([*command, "--allow-empty"]) == 0, "the person expects it"
        assert run([*command[:-4], ".", "--allow-empty"]) == 0, "nobody named the file"


def test_a_text_that_other_files_give_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = "class A { void tell(String p, String note) { smsService.sendSms(p, note); } }"
    monkeypatch.chdir(project(tmp_path, {"A.java": code}))
    run(["check", "--isolated", *KNOWN, "A.java", "--format", "json"])
    why = "What this call sends is not known: note, which callers of tell give; in other files, smslint init finds their keys."
    assert json.loads(capsys.readouterr().out)["coverage"]["unread"] == [{"path": "A.java", "line": 1, "why": why}]


IDLE = {
    "files: o.xml": "There is no message in o.xml.",
    "files: [gone.txt, far.txt]": "No file matches gone.txt or far.txt.",
    "files: n.json, keys: 'b.*'": "There is no message that keys selects (b.*) in n.json.",
    "files: [n.json, o.xml]": None,
    "files: ok.txt": "Earlier entries already match all of its messages: 1 message.",
}


@pytest.mark.parametrize("entry", IDLE)
@pytest.mark.parametrize("off", [False, True])
def test_an_entry_that_read_nothing_fails_a_strict_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], entry: str, off: bool
) -> None:
    """Also if the project has switched off the finding."""
    settings = "kind: transactional\nbrand: Acme\nprovider: octopods\nregions: [US]\nignore: [IDN" + ", CFG001]" * off
    settings += "]" * (not off) + f"\nmessages:\n  - files: ok.txt\n  - {{{entry}}}\n"
    files = {"ok.txt": "Acme: your order shipped\n", "o.xml": "<odoo/>\n", "n.json": '{"a": "Acme: hi"}\n'}
    monkeypatch.chdir(project(tmp_path, {"smslint.yaml": settings, **files}))
    status = run(["check", "--strict", "--format", "json"])
    why = IDLE[entry]
    unread = json.loads(capsys.readouterr().out)["coverage"]["unread"]
    assert [each["why"] for each in unread] == ([] if why is None else [why])
    assert [(each["path"], each["line"]) for each in unread] == ([] if why is None else [("smslint.yaml", 8)])
    assert status == (0 if why is None else 1)
    assert run(["check", "--strict", "--allow-empty"]) == 0
    assert run(["check", "--strict", "ok.txt"]) == 0, "not a whole run"
