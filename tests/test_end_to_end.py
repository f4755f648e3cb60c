"""The main job as a user meets it: the command on the example project, on broken files, on standard input."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
FIXTURES = TOP / "fixtures"
TODAY = "1795435200"  # noon of 2026-11-23 in UTC: prices and rules grow old, and these tests must not


def smslint(
    *arguments: str, cwd: Path = TOP, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own."""
    env = {key: value for key, value in os.environ.items() if key not in {"GITHUB_ACTIONS", "FORCE_COLOR"}}
    done = subprocess.run(
        [sys.executable, "-m", "smslint", *arguments],
        cwd=cwd, input=stdin, capture_output=True, check=False,
        env={**env, "PYTHONPATH": str(TOP), "NO_COLOR": "1", "COLUMNS": "100", "SOURCE_DATE_EPOCH": TODAY, **environment},
    )  # fmt: skip
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def findings(*arguments: str, cwd: Path = TOP) -> list[tuple[str, str, int, int]]:
    done = smslint("check", *arguments, "--format", "json", cwd=cwd)
    return [(f["code"], f["path"], f["line"], f["column"]) for f in json.loads(done.stdout)["findings"]]


EXPECTED = [
    ("ENC002", "fixtures/catalogue/messages.json", 3, 56),
    ("ENC001", "fixtures/locales/es.yml", 4, 102),
    ("ENC001", "fixtures/templates/sms/order_shipped.txt", 1, 70),
    ("PLH001", "fixtures/templates/sms/pickup.txt", 1, 11),
    ("URL001", "fixtures/templates/sms/spring_sale.txt", 4, 75),
    ("OPT001", "fixtures/templates/sms/spring_sale.txt", 4, 91),
]


def test_the_example_project_has_a_handful_of_real_findings() -> None:
    found = findings("fixtures", "--select", "ENC001,ENC002,PLH001,URL001,OPT001")
    assert found == EXPECTED
    assert smslint("check", "fixtures").returncode == 1


MENDED = {
    "catalogue/messages.json": [("\\u200b", "")],
    "locales/es.yml": [("reservación", "cita")],
    "templates/sms/order_shipped.txt": [("’", "'")],
    "templates/sms/pickup.txt": [("{first_name}", "{{ first_name }}")],
    "templates/sms/refund.gotmpl": [("{{- if .Late }} Sorry that it took so long.{{ end }}", "Reply STOP to opt out.")],
    "templates/sms/spring_sale.txt": [
        ("bit.ly/fern-sale", "fernhill.example/sale"),
        ("{%- if first_time %} Reply STOP to opt out.{% endif %}", " Reply STOP to opt out."),
    ],
}


def test_mending_what_it_found_makes_it_exit_0(tmp_path: Path) -> None:
    project = tmp_path / "shop"
    shutil.copytree(FIXTURES, project)
    for name, changes in MENDED.items():
        path = project / name
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    done = smslint("check", ".", cwd=project)
    assert (done.returncode, "0 errors" in done.stdout or "error" not in done.stdout) == (0, True), done.stdout


def test_check_writes_nothing(tmp_path: Path) -> None:
    project = tmp_path / "shop"
    shutil.copytree(FIXTURES, project)
    before = {
        path: path.read_bytes() for path in project.rglob("*") if path.is_file() and ".smslint_cache" not in path.parts
    }
    smslint("check", "templates/sms/order_shipped.txt", "locales/es.yml", cwd=project)
    after = {
        path: path.read_bytes() for path in project.rglob("*") if path.is_file() and ".smslint_cache" not in path.parts
    }
    assert before == after


def test_standard_input_takes_the_settings_of_the_name_it_is_given() -> None:
    body = "Fernhill: it’s here, {{ first_name }}"
    done = smslint(
        "check", "-", "--stdin-filename", "fixtures/templates/sms/new.txt", "--format", "json", stdin=body.encode()
    )
    report = json.loads(done.stdout)
    assert [message["dialect"] for message in report["messages"]] == ["jinja"]
    assert ("ENC001", 1, 13) in [(f["code"], f["line"], f["column"]) for f in report["findings"]]


# (file name, bytes, words of the one finding): a finding at its line, never a traceback.
BAD_FILES = [
    ("sms.txt", b"caf\xe9", "SRC001", "not UTF-8"),
    ("sms.yml", b"a: [1, 2", "SRC001", ""),
    ("sms.json", b'{"a": "b"', "SRC001", ""),
    ("sms.j2", b"Hi {{ name", "TPL001", "never closed"),
    ("sms.j2", b"{% if a %}" * 10_000 + b"{% endif %}" * 10_000, "TPL001", "nested more than 100 deep"),
    ("sms.json", b"[" * 10_000 + b"]" * 10_000, "SRC001", ""),
    ("sms.yaml", b"[" * 10_000, "SRC001", ""),
    ("sms.txt", b"---\nkind: [\n---\nHi", "SRC001", ""),
]


@pytest.mark.parametrize(("name", "data", "code", "words"), BAD_FILES, ids=lambda value: str(value)[:20])
def test_bad_files_are_findings(tmp_path: Path, name: str, data: bytes, code: str, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    done = smslint("check", name, "--format", "json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert [finding["code"] for finding in report["findings"]] == [code]
    assert words in report["findings"][0]["message"]
    assert (done.returncode, done.stderr) == (1, "")


# (arguments, files, words): usage and configuration errors are one line on stderr and exit 2.
WRONG_USE = [
    (["check", "missing.txt"], {}, "missing.txt: there is no such file or folder"),
    (["chekc"], {}, "did you mean 'check'?"),
    (["check", ".", "--config", "nope.yaml"], {}, "there is no such configuration file"),
    (["check", "."], {"smslint.yaml": "provder: twilio"}, "unknown key 'provder' (did you mean 'provider'?)"),
    (["check", "a.txt"], {"smslint.yaml": "provider: twillio", "a.txt": "Hi"}, "twilio"),
    (
        ["check", "."],
        {"smslint.yaml": "messages: [{files: a.txt, dialekt: jinja}]"},
        "messages[0]: unknown key 'dialekt'",
    ),
    (["check", "."], {"smslint.yaml": "messages: [{files: a.txt, dialect: jinja2}]"}, "did you mean 'jinja'?"),
    (["check", "a.txt"], {"smslint.yaml": "rules: {LEN02: off}", "a.txt": "Hi"}, "did you mean 'LEN002'?"),
    (
        ["check", "a.txt"],
        {"smslint.yaml": "rules: {LEN002: {max_segment: 2}}", "a.txt": "Hi"},
        "did you mean 'max_segments'?",
    ),
    (["check", "a.txt"], {"smslint.yaml": "values: {x: {mx: 2}}", "a.txt": "Hi"}, "values.x: unknown key 'mx'"),
    (["check", "a.txt"], {"smslint.yaml": "prices: none.csv", "a.txt": "Hi"}, "prices: there is no file none.csv"),
    (["check", "a.txt"], {"smslint.yaml": "extends: smslint.yaml", "a.txt": "Hi"}, "extends this file in turn"),
    (["check", "a.txt"], {"smslint.yaml": "a: [", "a.txt": "Hi"}, "smslint.yaml:2:1: is not YAML"),
    (["check", "a.txt", "--select", "XYZ"], {"a.txt": "Hi"}, "no rule is called 'XYZ'"),
    (["check", "a.txt", "--dialect", "jinja2"], {"a.txt": "Hi"}, "did you mean 'jinja'?"),
    (["check", "a.txt"], {"a.txt": "---\nkind: sales\n---\nHi"}, "unknown kind 'sales'"),
]


@pytest.mark.parametrize(("arguments", "files", "words"), WRONG_USE, ids=lambda value: str(value)[:40])
def test_wrong_use_is_one_line_and_exit_2(
    tmp_path: Path, arguments: list[str], files: dict[str, str], words: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = smslint(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stdout
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_the_fail_level_decides_the_exit_status(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It’s {{ name }}", encoding="utf-8")
    statuses = [smslint("check", "a.txt", "--fail-level", level, cwd=tmp_path).returncode for level in
                ("error", "warning", "info", "never")]  # fmt: skip
    assert statuses == [0, 1, 1, 0]


def test_rules_past_their_review_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Hi", encoding="utf-8")
    later = smslint("check", "a.txt", cwd=tmp_path, SOURCE_DATE_EPOCH="4102444800")
    assert "PAK001" in later.stderr
    assert "OPT001" in later.stderr
    assert later.returncode == 0
    assert smslint("check", "a.txt", cwd=tmp_path).stderr == ""


def test_the_report_says_what_smart_encoding_saves(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It’s here", encoding="utf-8")
    done = smslint("check", "a.txt", "--provider", "govuk-notify", "--format", "json", cwd=tmp_path)
    (message,) = json.loads(done.stdout)["messages"]
    assert (message["encodings"], message["segments"]) == (["GSM-7"], {"least": 1, "most": 1})
    assert "smart encoding replaces 1 character" in message["notes"][0]


def test_an_unreadable_file_is_a_finding(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert [code for code, *_ in findings("pipe.txt", cwd=tmp_path)] == ["SRC001"]


def test_a_file_of_a_hundred_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    done = smslint("check", "big.txt", cwd=tmp_path)
    assert "100 MiB" in done.stdout
    assert done.returncode == 1


def test_a_pack_that_cannot_be_used_fails_the_run(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack/bad.yaml").write_text("code: X\nchekc: pattern\n", encoding="utf-8")
    (tmp_path / "smslint.yaml").write_text("packs: [pack]\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Hi {{ name", encoding="utf-8")
    done = smslint("check", "a.txt", "--dialect", "jinja", "--format", "concise", cwd=tmp_path)
    assert "bad.yaml:2: chekc: unknown key; did you mean 'check'?" in done.stderr
    assert (done.returncode, done.stdout) == (2, "")


def test_a_line_that_no_message_can_be_is_named_and_not_checked(tmp_path: Path) -> None:
    (tmp_path / "line.txt").write_text("é" * 5_000_000, encoding="utf-8")
    done = smslint("check", "line.txt", "--format", "concise", cwd=tmp_path)
    assert "SRC001" in done.stdout
    assert "5,000,000 characters" in done.stdout
    assert (done.returncode, done.stderr) == (1, "")
