"""One form for the names of files in all that is printed for people: one line, and nothing that a terminal or a runner obeys."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sqlite3
import subprocess
from pathlib import Path

import pytest

from smslint.cli.app import run
from smslint.project.baseline import load
from smslint.rules import packs

N = "h\n::error::x\x1b[31m\x07\u202ez"
"""A line that a runner obeys, an escape, a bell, and a mark that turns the direction of the text."""
T = f"{N}.txt"

COMMANDS = [
    ["check"], ["check", "--list-files"], ["check", T], ["check", "--diff"], ["check", f"{N}absent"], ["check", "--config", f"{N}no.yaml"],
    ["check", "--baseline", f"{N}b.json"], ["check", "--baseline", T], ["check", "--cache-dir", f"{N}pack"], ["check", "--output", N],
    ["check", "--output", f"json=no{N}/x"], ["check", "--format", "concise"], ["check", "--format", "github"], ["check", "--verbose"],
    ["check", f"--{N}"], [N],
    ["recipients", "l.csv", "--clean", f"{N}c.csv"], ["recipients", "l.csv", "--rejected", f"{N}r.csv"], ["recipients", f"{N}.csv"],
    ["recipients", "l.csv", "--clean", f"no{N}/c.csv"], ["recipients", "l.csv", "--suppress", f"{N}no.db"], ["recipients", f"{N}none.csv"],
    ["config", "show", T], ["config", "show", f"{N}none"], ["config", "show", "--config", f"{N}.yaml", T],
    ["suppress", "add", "--list", f"{N}s.db", "+14155552671", "--reason", N, "--source", N], ["suppress", "add", "--list", f"{N}s.db", N],
    ["suppress", "check", "--list", f"{N}s.db", "+14155552671"], ["suppress", "import", "--list", f"{N}s.db", f"{N}s.txt"],
    ["suppress", "remove", "--list", f"{N}s.db", "+14155552671"], ["suppress", "check", "--list", T, "+14155552671"],
    ["suppress", "from-inbound", "--list", f"{N}s.db", f"{N}in.csv"], ["suppress", "import", "--list", f"{N}s.db", f"{N}nope"],
    ["suppress", "add", "+14155552671", "--list", f"{N}s.db", "--date", N],
    ["test-rules", f"{N}pack"], ["test-rules", f"{N}none"], ["discover", N], ["discover", f"{N}pack"], ["init", N], ["init", f"{N}pack"],
    ["prices", "show", "--card", T], ["prices", "import", f"{N}p.csv", "-o", f"{N}card.csv"], ["prices", "show", "--card", f"{N}card.csv"],
    ["prices", "show", "--provider", N], ["rule", N], ["countries", N], ["segments", "--file", f"{N}none"],
    ["baseline", "create", "--baseline", f"{N}b.json"], ["baseline", "show", "--baseline", f"{N}b.json"],
    ["baseline", "prune", "--baseline", f"{N}b.json"], ["baseline", "show", "--baseline", f"{N}none.json"],
    ["preflight", T, f"{N}.csv"], ["preflight", f"{N}none", "l.csv"], ["preflight", T, "l.csv", "--suppress", f"{N}no.db"],
    ["send", "journal", "--journal", f"{N}none"], ["send", "journal", "--journal", T],
    ["send", T, "l.csv", "--journal", f"{N}j.db", "--yes", "--key-file", f"{N}key"],
    ["send", "--to", N, "--body", "x", "--kind", "transactional", "--dry-run", "--isolated"],
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        T: "Acme: it’s on sale, 50% off {{ x }}",
        "l.csv": "phone,consent\n+14155552671,2026-01-01\nbad,\n",
        f"{N}.csv": "a,b\n1,2\n",
        f"{N}s.txt": "+14155552671\nbad one\n",
        f"{N}in.csv": "from,body\n+14155552671,STOP\nzz,STOP\n",
        f"{N}p.csv": "country,iso,price,currency\nUnited States,US,0.01,USD\n",
        "smslint.yaml": "regions: [FR]\nmessages: [{files: '*.txt', kind: marketing}]\n",
        f"{N}.yaml": "regions: [FR]\nmessages: [{files: '*.txt', kind: marketing}]\n",
        f"{N}pack/{N}.yaml": "code: 5\n",
        f".smslint_cache/{N}.json": "{}",  # of somebody else: a warning names it
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def quiet(text: str) -> bool:
    return not re.search(r"(?m)^\s*::error::x|[\x07\x0b\x1b\u202e]", text)


@pytest.mark.skipif(os.name == "nt", reason="names that Windows refuses")
def test_a_name_is_shown_on_one_line_without_controls(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Into a pipe: a terminal and a runner have a guard of their own besides."""
    shown = 0
    for arguments in COMMANDS:
        packs.load.cache_clear()
        with contextlib.suppress(SystemExit):
            run(arguments)
        out, err = capsys.readouterr()
        if arguments[:3] == ["check", "--format", "github"]:
            out = re.sub(r"(?m)^::(?:notice|warning|error) .*", "", out)
        assert quiet(out), (arguments, out)
        assert quiet(err), (arguments, err)
        assert "internal error" not in err, arguments
        shown += "h\\n::error::x<U+001B>[31m<U+0007><U+202E>z" in out + err
    assert shown > 40
    packs.load.cache_clear()


RULE = """\
code: ACM001
name: shout
summary: A summary.
why: A reason.
severity: warning
confidence: high
check: pattern
options: {forbid: ['hot'], message: '{match} is bad.'}
help: Write another word.
sources: [{title: Style, published: 2026-01-01, no_url: internal}]
review_by: 2030-01-01
tests:
  - {text: HOSTILE, note: HOSTILE, expect: [ACM001]}
  - {text: HOSTILE, expect: [ACM001]}
  - {text: good, expect: []}
  - {text: fine, expect: []}
"""


def test_texts_and_notes_of_rule_tests_are_shown_without_controls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "a.yaml").write_text(RULE.replace("HOSTILE", json.dumps(N)), encoding="utf-8")
    with contextlib.suppress(SystemExit):
        run(["test-rules", "pack"])
    out, err = capsys.readouterr()
    assert "2 failed" in out
    assert out.count("error::x") == 3
    assert quiet(out + err), out + err


@pytest.mark.skipif(os.name == "nt", reason="names that Windows refuses")
@pytest.mark.parametrize("name", [T, 'a"b.txt', "a\\b.txt", "a\tb.txt", "é\x7f.txt", "été.txt", "a b.txt"])
def test_git_applies_a_diff_of_any_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text("Acme: it’s here", encoding="utf-8")
    (tmp_path / "smslint.yaml").write_text("messages: [{files: '*.txt', kind: transactional}]\n")
    assert run(["check", "--diff"]) == 1
    diff = capsys.readouterr().out
    done = subprocess.run(["git", "apply", "-"], input=diff, text=True, capture_output=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8") == "Acme: it's here"


@pytest.mark.skipif(os.name == "nt", reason="names that Windows refuses")
def test_files_for_programs_have_the_exact_names(folder: Path) -> None:
    assert run(["baseline", "create", "--baseline", "b.json"]) == 0
    assert {key.path for key in load(Path("b.json")).counts} == {T, f"{N}s.txt"}
    assert run(["suppress", "add", "--list", f"{N}s.db", "+14155552671"]) == 0
    with sqlite3.connect(folder / f"{N}s.db") as store:
        assert store.execute("SELECT count(*) FROM suppressed").fetchone() == (1,)
    store.close()
