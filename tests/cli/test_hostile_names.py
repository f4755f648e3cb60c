"""One form for the names of files in all that is printed for people: one line, and nothing that a terminal or a runner obeys."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from smslint.cli.app import run
from smslint.project.baseline import load
from smslint.report import FORMATS
from smslint.rules import packs
from smslint.vocabulary import PAGE

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
REGISTERED = f"{N}/registration.yaml"
COMPARED = [
    ["cost"], ["cost", "--all"], ["cost", "--format", "markdown"], ["cost", T], ["cost", f"{N}none"], ["cost", "--config", f"{N}p.yaml"],
    ["cost", "--isolated", "--volumes-from", f"{N}v.yaml"], ["cost", "--volumes-from", f"{N}none"], ["cost", "--output", f"no{N}/x"],
    ["cost", "--max-total", N], ["cost", "--provider", N],
    *(["diff", "--format", form] for form in ("text", "markdown", "github")), ["diff", N], ["diff", "HEAD", f"{N}none"], ["diff", f"HEAD:{T}"],
    ["diff", "--output", f"no{N}/x"], ["diff", "--max-increase", N],
    ["reconcile", f"{N}log.csv"], ["reconcile", f"{N}log.csv", "--all"], ["reconcile", f"{N}log.csv", "--format", "yaml"],
    ["reconcile", f"{N}none"], ["reconcile", N], ["reconcile", T], ["reconcile", f"{N}log.csv", f"{N}none"], ["reconcile", f"{N}log.csv", "--layout", N],
    ["reconcile", f"{N}log.csv", "--account", N], ["reconcile", f"{N}log.csv", "--encoding", N], ["reconcile", f"{N}log.csv", "--output", f"no{N}/x"],
    *(["registration", "check", REGISTERED, "--format", form] for form in (*FORMATS, PAGE)), ["registration", "check", REGISTERED, "--verbose"],
    ["registration", "check", f"{N}none"], ["registration", "check", T], ["registration", "check", N],
    ["registration", "check", REGISTERED, "--output", f"json=no{N}/x"], ["registration", "check", REGISTERED, "--output", N],
    ["registration", "show", REGISTERED], ["registration", "show", REGISTERED, "--for", "aws"], ["registration", "show", REGISTERED, "--for", N],
    ["registration", "show", REGISTERED, "--campaign", f"{N}!"], ["registration", "show", f"{N}none"],
    *(["check", "--no-cache", N, "--format", form] for form in (*FORMATS, PAGE)), ["check", "--no-cache", "--config", f"{N}a.yaml"],
    ["check", "--no-cache", "--config", f"{N}p.yaml"], ["check", "--no-cache", T, "--output", f"html=no{N}/x"],
    *(["preflight", T, f"{N}l.csv", "--format", form] for form in ("text", "html")), ["preflight", T, f"{N}l.csv", "--rows", f"no{N}/x"],
    ["page", "--output", f"no{N}/x"], ["page", "--prices", f"{N}bad.csv"], ["page", "--prices", f"{N}none"], ["page", "--config", f"{N}none"],
    ["page", "--provider", N], ["page", "--region", N], ["page", "--prices", f"{N}good.csv"],
    ["mcp", "--config", f"{N}none"], ["mcp", "--allow-send", "--journal", f"{N}j", "--key-file", f"{N}none", "--config", f"{N}.yaml"],
    ["comment", f"{N}none"], ["comment", T], ["comment", T, "--key", N],
    ["prices", "diff", f"{N}good.csv", f"{N}bad.csv"], ["prices", "diff", f"{N}good.csv", f"{N}good.csv"], ["registration", "init", N],
]  # fmt: skip
"""Commands about costs, comparisons, registrations and pages, besides :data:`COMMANDS`."""
MORE = {
    f"{N}/smslint.yaml": f"regions: [IN]\nmessages: [{{files: '*.txt', kind: marketing}}]\napproved: [{{file: {json.dumps(f'{N}e.csv')}, format: dlt}}]\n",
    f"{N}/{N}e.csv": "Template ID,Template Content,Status\n1107170000000000001,Acme: order {#numeric#} is out,Odd\n,,\n",
    f"{N}/{T}": "Acme: order {{ x }} is out\u2019",
    REGISTERED: f"brand: {{name: {json.dumps(N)}}}\ncampaigns: [{{name: {json.dumps(N)}, use_case: LOW_VOLUME, samples: [{{file: {json.dumps(T)}}}, x]}}]\n",
    f"{N}a.yaml": f"messages: [{{files: '*.txt'}}]\napproved: [{{file: {json.dumps(f'{N}.csv')}, format: dlt}}]\n",
    f"{N}p.yaml": f"messages: [{{files: '*.txt'}}]\nprices: {json.dumps(f'{N}bad.csv')}\n", f"{N}v.yaml": "volumes: [1]\n",
    f"{N}good.csv": "region,price_per_segment,currency,as_of\nUS,0.01,USD,2026-01-01\n", f"{N}bad.csv": "region,price_per_segment,currency,as_of\nZZ,,,\n",
    f"{N}l.csv": "phone,consent,x\n+14155552671,2026-01-01,z\n",
}  # fmt: skip


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
        if arguments[0] == "test-rules":
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


@pytest.mark.skipif(os.name == "nt", reason="names that Windows refuses")
def test_what_is_compared_and_registered_is_shown_without_controls(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in MORE.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copy(Path(__file__).parents[2] / "fixtures/logs/october.csv", folder / f"{N}log.csv")
    for git in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", N]):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@a.example", *git], check=True, cwd=folder)
    (folder / T).write_text("Acme: it\u2019s on sale, 50% off, {{ x }}", encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    monkeypatch.setenv("OCTOPODS_API_KEY", "k" * 32)
    for variable in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI", "GITHUB_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    shown = 0
    for arguments in COMPARED:
        with contextlib.suppress(SystemExit):
            assert run(arguments) in (0, 1, 2)
        out, err = capsys.readouterr()
        if "github" in arguments:
            out = re.sub(r"(?m)^::(?:notice|warning|error) .*", "", out)
        assert quiet(out), (arguments, out)
        assert quiet(err), (arguments, err)
        assert "internal error" not in err, arguments
        shown += "::error::x" in out + err
    assert shown > 50


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
