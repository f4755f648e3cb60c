"""Habits that people bring from other linters (ruff, eslint, vale, zizmor, typos): each is typed, and the real command does what it means.

The table names the habit, how smslint does it, and what the command prints. Habits that a table cannot hold (a terminal, a full disk, an
editor that saves) have a test of their own, which :data:`OWN_TESTS` names.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest

from tests.project.support import project
from tests.rules.test_packs import GOOD
from tests.test_end_to_end import TOP, smslint

if TYPE_CHECKING:
    from collections.abc import Mapping

FILES: Final[Mapping[str, str]] = {
    "smslint.yaml": "kind: transactional\nbrand: Acme\nregions: [US]\nprovider: twilio\nmessages: [{files: 'sms/*.txt', dialect: jinja}]\n",
    "sms/good.txt": "Acme: your parcel is here.\n",
    "sms/quote.txt": "Acme: your parcel is on its way, it\u2019s with our driver, who comes to you today.\n",
    "sms/link.txt": "Acme: https://bit.ly/x is your parcel, it\u2019s with our driver, who comes to you today.\n",
}
"""ENC001, a warning, in two messages; URL001, an error, in one of them."""


class Habit(NamedTuple):
    """One habit."""

    habit: str
    """What people type or write with the other tools."""
    ours: str
    """How smslint does it."""
    command: str
    status: int = 0
    out: str = ""
    """A pattern in standard output."""
    err: str = ""
    """A pattern in standard error, which is otherwise empty."""
    without: str = "\0"
    """A pattern that is not in standard output."""
    files: Mapping[str, str] = {}
    environ: Mapping[str, str] = {}
    stdin: str = ""
    written: Mapping[str, str] = {}
    """What files have afterwards; all others are as they were."""


YML: Final = "kind: transactional\nbrand: Acme\nregions: [US]\nprovider: twilio\nmessages: [{files: '*.yml', dialect: percent}]\n"
LINKS: Final = """en:
  # smslint: disable=URL001 -- the range has its own end
  a: "Acme: https://bit.ly/a is here."
  b: "Acme: https://bit.ly/b is here."
  # smslint: disable=URL001 -- ours
  c: "Acme: https://bit.ly/c is here."
  d: "Acme: https://bit.ly/d is here."
  # smslint: enable=URL001
  e: "Acme: https://bit.ly/e is here."
"""


def yml(text: str) -> Mapping[str, str]:
    """A project with one catalogue."""
    return {"smslint.yaml": YML, "en.yml": text}


HABITS: Final = (
    Habit("ruff --select ENC", "a prefix is a family", "check --select ENC", 0, "2 warnings", without="URL001"),
    Habit("ruff --ignore URL", "likewise", "check --ignore URL001", 0, "2 warnings", without="URL001"),
    Habit("sqlfluff's names of rules", "a code and a readable name", "check --select public-shortener", 1, "URL001"),
    Habit("eslint --max-warnings 0", "--fail-level", "check --select ENC --fail-level warning", 1, "2 warnings"),
    Habit(
        "ruff --exit-zero, zizmor --no-exit-codes", "--exit-zero, which says so", "check --exit-zero", 0, "1 error",
        "exit status is 0 because of --exit-zero, and would be 1",
    ),
    Habit("ruff --exit-zero with a mistake in the command", "no such mistake passes", "check --exit-zero nope", 2, err="no such file"),
    Habit("ruff --statistics", "--statistics", "check --statistics", 1, r"\A2  warning  ENC001  non-gsm-character \(2 fixable with --fix\)\n1  info .*\n1  error "),
    Habit("ruff --quiet", "-q", "check -q", 1, r"\Aerror\[URL001\]", without="ENC001|3 files"),
    Habit("ruff: extend", "extends", "config show sms/good.txt", 0, "brand: Base  # base.yaml\n", files={"smslint.yaml": "extends: base.yaml\nmessages: [{files: 'sms/*.txt', dialect: jinja}]\n", "base.yaml": "brand: Base\n"}),
    Habit("eslint: a list in extends, the later one wins", "likewise, and config show says which", "config show sms/good.txt", 0, r"brand: B  # b.yaml\n(.*\n)*    kind: otp  # a.yaml\n(.*\n)*    regions: \[\"US\"\]  # smslint.yaml", files={"smslint.yaml": "extends: [a.yaml, b.yaml]\nregions: [US]\nmessages: [{files: 'sms/*.txt', dialect: jinja}]\n", "a.yaml": "brand: A\nkind: otp\nregions: [FR]\n", "b.yaml": "brand: B\n"}),
    Habit("eslint: a file of the list that is not there", "an error at its place", "check", 2, err=r"smslint.yaml:2: extends\[1\]: there is no file b.yaml", files={"smslint.yaml": "extends: [a.yaml,\n  b.yaml]\n", "a.yaml": "brand: A\n"}),
    Habit("eslint: files that extend one another many times", "an error, and not a million files", "check", 2, err=r"extends\[\d\]: more than 100 files", files={"smslint.yaml": "extends: [f0.yaml, f0.yaml]\n", **{f"f{at}.yaml": f"extends: [f{at + 1}.yaml, f{at + 1}.yaml]\n" for at in range(18)}, "f18.yaml": "brand: A\n"}),
    Habit("eslint: a family off", "rules: {ENC: off}", "check", 1, "1 error, 1 info", without="ENC001", files={"smslint.yaml": FILES["smslint.yaml"] + "rules: {ENC: off}\n"}),
    Habit("eslint: a family off, and one rule of it on", "the rule's own setting wins", "check", 1, r"3 errors", files={"smslint.yaml": FILES["smslint.yaml"] + "rules: {ENC001: error, ENC: off}\n"}),
    Habit("eslint: a family with a severity", "rules: {ENC: error}", "check --select ENC", 1, "2 errors", files={"smslint.yaml": FILES["smslint.yaml"] + "rules: {ENC: error}\n"}),
    Habit("eslint: a family with options", "an error that says what to write", "check", 2, err=r"smslint.yaml:6: rules.LEN.max_segments: options belong to one rule: write its code", files={"smslint.yaml": FILES["smslint.yaml"] + "rules: {LEN: {max_segments: 1}}\n"}),
    Habit("ruff: per-file-ignores", "rules: of an entry", "check", 0, "2 warnings, 1 info", files={"smslint.yaml": FILES["smslint.yaml"].replace("dialect: jinja", "dialect: jinja, rules: {URL001: off}")}),
    Habit("ruff --config 'key = value'", "--config KEY=VALUE", "check --config rules.URL=off", 0, "2 warnings, 1 info"),
    Habit("ruff --config, and where a setting comes from", "config show names the layer", "config show sms/good.txt --config brand=Bolt", 0, "brand: Bolt  # --config"),
    Habit("ruff --config with a mistake", "an error with the nearest key", "check --config brnad=Acme", 2, err=r"error: --config: unknown key 'brnad' \(did you mean 'brand'\?\)"),
    Habit("ruff --config FILE, twice", "an error", "check --config smslint.yaml --config smslint.yaml", 2, err="are two files"),
    Habit("ruff --exclude", "--exclude", "check --exclude link.txt --exclude sms/q* --list-files", 0, r"\Asms/good.txt\n\Z"),
    Habit("ruff --extend-select", "--extend-select, beside a selection", "check --extend-select URL001", 1, "1 error, 2 warnings", files={"smslint.yaml": FILES["smslint.yaml"] + "select: [ENC001]\n"}),
    Habit("ruff --extend-select of a rule that is off", "it is on", "check --extend-select URL001", 1, "1 error", files={"smslint.yaml": FILES["smslint.yaml"] + "rules: {URL001: off}\n"}),
    Habit("ruff --extend-select, misspelled", "an error", "check --extend-select URL999", 2, err="--extend-select: no rule is called 'URL999'"),
    Habit("ruff: unfixable", "unfixable:", "check --fix sms/quote.txt", 0, r"\(by hand\)", files={"smslint.yaml": FILES["smslint.yaml"] + "unfixable: [ENC]\n"}),
    Habit("ruff: fixable", "fixable:", "check --diff sms/quote.txt", 0, err="Nothing to fix", files={"smslint.yaml": FILES["smslint.yaml"] + "fixable: [URL]\n"}),
    Habit("ruff: fixable, misspelled", "an error", "check", 2, err=r"smslint.yaml:6: fixable\[0\]: no rule is called 'URX'", files={"smslint.yaml": FILES["smslint.yaml"] + "fixable: [URX]\n"}),
    Habit("$schema in a file, for editors", "allowed", "check", 1, "1 error", files={"smslint.yaml": "$schema: https://json.schemastore.org/smslint.json\n" + FILES["smslint.yaml"]}),
    Habit("the schema, ready for SchemaStore", "config schema, with its address", "config schema", 0, '"\\$id": "https://json.schemastore.org/smslint.json"'),
    Habit("hadolint's variables", "SMSLINT_FORMAT, named when it is used", "check", 1, "^sms/link.txt:1:15: error: URL001", "note: --format is concise, from SMSLINT_FORMAT", environ={"SMSLINT_FORMAT": "concise"}),
    Habit("a variable makes a run stricter", "SMSLINT_FAIL_LEVEL", "check sms/quote.txt", 1, "1 warning", "note: --fail-level is warning", environ={"SMSLINT_FAIL_LEVEL": "warning"}),
    Habit("a variable and the command line", "the command line wins", "check sms/quote.txt --fail-level error", 0, "1 warning", environ={"SMSLINT_FAIL_LEVEL": "warning"}),
    Habit("SMSLINT_STRICT", "it makes a run stricter", "check --region AQ sms/good.txt", 1, "", "note: --strict is 1, from SMSLINT_STRICT\n(.*\n)*error: --strict", environ={"SMSLINT_STRICT": "1"}),
    Habit("a variable that would open a gate", "it is refused", "check", 2, err="SMSLINT_FAIL_LEVEL=never: only the command line", environ={"SMSLINT_FAIL_LEVEL": "never"}),
    *(Habit(f"{name} in the environment", "it is not read, which is said", "check", 1, "1 error", f"warning: {name} is not read", environ={name: value})
      for name, value in {"SMSLINT_EXIT_ZERO": "1", "SMSLINT_IGNORE": "URL", "SMSLINT_SELECT": "ENC", "SMSLINT_CONFIG": "other.yaml", "SMSLINT_EXCLUDE": "*", "SMSLINT_MIN_CONFIDENCE": "high", "SMSLINT_BASELINE": "x", "SMSLINT_ALLOW_EMPTY": "1", "SMSLINT_ISOLATED": "1"}.items()),
    Habit("ruff --quiet, and all is well", "nothing is printed", "check -q sms/good.txt", 0, r"\A\Z"),
    Habit("typos --verbose", "-v", "check -v sms/good.txt", 0, "sms/good.txt:1 +GSM-7"),
    Habit(
        "zizmor --min-confidence", "--min-confidence, which says so", "check --fail-level info --min-confidence high sms/loud.txt", 0,
        r"1 message: nothing to report \(1 suppressed\)", "note: --min-confidence high leaves out 1 finding",
        files={"sms/loud.txt": "ACME: YOUR PARCEL IS HERE AND WAITS FOR YOU NOW.\n"},
    ),
    Habit("yamllint --strict", "--strict", "check --strict --region AQ sms/good.txt", 1, "nothing to report", "--strict: something is unknown"),
    Habit("ruff --output-format concise", "--format concise", "check --format concise", 1, r"^sms/link.txt:1:15: error: URL001 "),
    Habit("ruff --output-format grouped", "--format grouped", "check --format grouped", 1, r"^sms/link.txt:\n +1:15  error    URL001  "),
    Habit("ruff --output-format azure", "--format azure", "check --format azure", 1, r"^##vso\[task.logissue type=error;sourcepath=sms/link.txt;linenumber=1;columnnumber=15;code=URL001;\]"),
    Habit("the same inside Azure Pipelines", "the guard of the output lets it pass", "check --format azure", 1, r"^##vso\[task.logissue type=error;", environ={"TF_BUILD": "True"}),
    Habit("annotations in GitHub Actions without an option", "they are there", "check", 1, "^::error file=sms/link.txt", environ={"GITHUB_ACTIONS": "true"}),
    Habit("spectral: several reports at once", "--output FORMAT=PATH", "check --output json=out.json --output sarif=out.sarif", 1, "1 error"),
    Habit("ruff rule F401", "smslint rule CODE", "rule opt001", 0, r"\AOPT001 missing-opt-out"),
    Habit("ruff rule for a family", "smslint rule PREFIX", "rule OPT", 0, r"\AOPT001 (.*\n)+OPT002 ", without="ENC001"),
    Habit("vale: the rules of a project", "smslint rule knows its packs", "rule ACM001", 0, r"\AACM001 ", files={"smslint.yaml": "packs: [rules]\n", "rules/a.yaml": GOOD}),
    Habit("a rule with a configuration that is broken", "ours are explained", "rule OPT001", 0, r"\AOPT001", "not known: .*brnad", files={"smslint.yaml": "brnad: Acme\n"}),
    Habit("ruff check --show-files", "--list-files", "check --list-files", 0, r"\Asms/good.txt\nsms/link.txt\nsms/quote.txt\n\Z"),
    Habit("ruff --show-settings FILE", "config show FILE", "config show sms/good.txt", 0, "brand: Acme  # smslint.yaml"),
    Habit("ruff --isolated", "--isolated", "check --isolated sms/good.txt --brand Acme --kind otp", 0, "1 message"),
    Habit("ruff --diff", "--diff", "check --diff sms/quote.txt", 1, r"^\+Acme: your parcel .* it's with", "Would fix 1"),
    Habit("ruff --fix", "--fix", "check --fix sms/quote.txt", 0, "nothing to report", "Fixed 1", written={"sms/quote.txt": FILES["sms/quote.txt"].replace("\u2019", "'")}),
    Habit("ruff --stdin-filename", "--stdin-filename", "check - --stdin-filename sms/new.txt", 1, "sms/new.txt:1:15", stdin="Acme: https://bit.ly/x is here.\n"),
    Habit("ruff --fix -", "the fixed text on standard output, the findings on standard error", "check - --fix --stdin-filename sms/new.txt", 1, r"\AAcme: https://bit.ly/x it's with our driver, who comes to you today, between nine and one.\n\Z", "Fixed 1 finding in 1 file.\nerror\\[URL001\\] (.*\n)+1 file, 1 message: 1 error", stdin="Acme: https://bit.ly/x it\u2019s with our driver, who comes to you today, between nine and one.\n"),
    Habit("ruff --fix -, and all is well", "the text as it is", "check - --fix --stdin-filename sms/new.txt --format concise", 0, r"\AAcme: here.\Z", "1 message: nothing to report", stdin="Acme: here."),
    Habit("ruff --fix --show-fixes", "--show-fixes", "check --fix --show-fixes sms/quote.txt", 0, "nothing to report", "Fixed 1 finding in 1 file.\n  sms/quote.txt: 1 x ENC001", written={"sms/quote.txt": FILES["sms/quote.txt"].replace("\u2019", "'")}),
    Habit("ruff --diff --show-fixes", "likewise", "check --diff --show-fixes sms/quote.txt", 1, r"^\+Acme", "  sms/quote.txt: 1 x ENC001"),
    Habit("yamllint's disable and enable", "a range, from a disable on its own line to its enable", "check --format concise", 1, r"\Aen.yml:4:21: error: URL001 .*\nen.yml:9:21: error: URL001 .*\n1 file, 5 messages: 2 errors \(3 suppressed\)", files=yml(LINKS)),
    Habit("eslint's enable without a rule", "it ends the closest disable", "check --format concise", 1, r"\Aen.yml:4:.*\nen.yml:9:.*\n1 file, 5 messages: 2 errors \(3 suppressed\)", files=yml(LINKS.replace("enable=URL001", "enable"))),
    Habit("an enable that ends nothing", "DIR001", "check --format concise", 1, r"en.yml:10:\d+: warning: DIR001 There is no disable=URL002 above this enable.", files=yml(LINKS + "  # smslint: enable=URL002\n")),
    Habit("a range in which nothing is found", "DIR001", "check --format concise", 0, r"en.yml:2:\d+: warning: DIR001 URL001 is switched off here, but has no findings", files=yml('en:\n  # smslint: disable=URL001\n  a: "Acme: here."\n  b: "Acme: there."\n  # smslint: enable=URL001\n')),
    Habit("ruff RUF100 --fix: a line", "the fix of DIR001 removes the comment", "check --fix", 0, "nothing to report", "Fixed 1", files=yml('en:\n  # smslint: disable=URL001\n  a: "Acme: here."\n'), written={"en.yml": 'en:\n  a: "Acme: here."\n'}),
    Habit("ruff RUF100 --fix: behind a message", "likewise", "check --fix", 0, "nothing to report", "Fixed 1", files=yml('en:\n  a: "Acme: here."  # smslint: disable=URL001 -- ours\n'), written={"en.yml": 'en:\n  a: "Acme: here."\n'}),
    Habit("ruff RUF100 --fix: one of two codes", "the code alone", "check --fix", 0, "1 suppressed", "Fixed 1", files=yml('en:\n  # smslint: disable=SEC001,URL001 -- ours\n  a: "Acme: https://bit.ly/a is here."\n'), written={"en.yml": 'en:\n  # smslint: disable=URL001 -- ours\n  a: "Acme: https://bit.ly/a is here."\n'}),
    Habit("ruff RUF100 --fix: in a template", "likewise", "check --fix sms/good.txt", 0, "nothing to report", "Fixed 1", files={"sms/good.txt": "Acme: your parcel{# smslint: disable=URL001 #} is here.\n"}, written={"sms/good.txt": FILES["sms/good.txt"]}),
    Habit("ruff RUF100 --fix, where the rule does not run", "nothing is removed", "check --fix --select ENC,DIR", 0, "nothing to report", files=yml('en:\n  # smslint: disable=URL001\n  a: "Acme: here."\n')),
    Habit("ruff --add-noqa", "--add-directives, with a reason", "check --add-directives later", 0, r"nothing to report \(2 suppressed\)", "Added directives for 2 findings to 1 file", files=yml('en:\n  a: "Acme: https://bit.ly/a is here."\n  sub:\n    b: "Acme: https://bit.ly/b is here."\n  c: "Acme: there."\n'), written={"en.yml": 'en:\n  # smslint: disable=URL001 -- later\n  a: "Acme: https://bit.ly/a is here."\n  sub:\n    # smslint: disable=URL001 -- later\n    b: "Acme: https://bit.ly/b is here."\n  c: "Acme: there."\n'}),
    Habit("ruff --add-noqa, where a file has no comments", "the sidecar", "check --add-directives later", 0, "suppressed", "Added directives for 3 findings to 2 files", written={"sms/link.txt.smslint.yaml": '"*": {disable: [ENC001, URL001], reason: "later"}\n', "sms/quote.txt.smslint.yaml": '"*": {disable: [ENC001], reason: "later"}\n'}),
    Habit("ruff --add-noqa in a JSON file", "the sidecar, with the key", "check --add-directives later", 0, "suppressed", "Added directives for 1 finding to 1 file", files={"smslint.yaml": YML.replace("*.yml", "*.json"), "en.json": '{"sms": {"a": "Acme: https://bit.ly/a is here.", "b": "Acme: here."}}\n'}, written={"en.json.smslint.yaml": '"sms.a": {disable: [URL001], reason: "later"}\n'}),
    Habit("ruff --add-noqa without a good reason", "an error", "check --add-directives --", 2, err="write a reason on one line"),
    Habit("ruff --add-noqa in a folded text", "the sidecar, where a comment would be text", "check --add-directives later", 0, "suppressed", "Added", files=yml('en:\n  a: >\n    Acme: https://bit.ly/a is here.\n'), written={"en.yml.smslint.yaml": '"en.a": {disable: [URL001], reason: "later"}\n'}),
    Habit("eslint --concurrency, ruff's threads", "--jobs", "check --jobs 1", 1, "1 error"),
    Habit("eslint --suppress-all", "a baseline", "baseline create", 0, "4 findings in 2 files accepted", written={".smslint-baseline.json": ""}),
    Habit("eslint's warning of a directive without effect", "DIR001", "check sms/good.txt", 0, "DIR001", files={"sms/good.txt": "Acme: here.{# smslint: disable=URL001 #}\n"}),
    Habit("ruff's noqa with a reason", "disable=CODE -- reason", "check sms/link.txt", 0, "1 suppressed", files={"sms/link.txt": "Acme: https://bit.ly/x is here.{# smslint: disable=URL001 -- ours #}\n"}),
    Habit(".gitignore and its way out", "--no-gitignore", "check --no-gitignore --list-files", 0, "sms/good.txt", files={".gitignore": "sms\n"}),
    Habit("ruff: closest file, with a hint for an unknown key", "an error with the nearest key", "check", 2, err="brand", files={"smslint.yaml": "brnad: Acme\n"}),
    Habit("usage errors in one style: an option", "one line that says where to read on", "check --nope", 2, err=r"\Aerror: no such option '?--nope'?.*; see smslint check --help\n\Z"),
    Habit("usage errors in one style: an argument", "likewise", "recipients", 2, err=r"\Aerror: missing argument 'LIST'; see smslint recipients --help\n\Z"),
    Habit("usage errors in one style: a command", "likewise", "chekc", 2, err=r"\Aerror: there is no command 'chekc'; did you mean 'check'\? .*\n\Z"),
    Habit("usage errors in one style: two options", "likewise", "check -q -v", 2, err=r"\Aerror: --quiet and --verbose exclude each other; see smslint check --help\n\Z"),
    Habit("ruff --color always, through a pipe", "--color always", "check --color always", 1, r"\x1b\[1;31m"),
    Habit("FORCE_COLOR", "likewise", "check", 1, r"\x1b\[1;31m", environ={"FORCE_COLOR": "1", "NO_COLOR": ""}),
    Habit("NO_COLOR", "no colours", "check", 1, "URL001", without="\x1b", environ={"FORCE_COLOR": "1"}),
    Habit("zizmor's links in a terminal (OSC 8)", "for terminals that can; FORCE_HYPERLINK", "check", 1, r"\x1b\]8;;https://", environ={"FORCE_HYPERLINK": "1"}),
)  # fmt: skip


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.habit)
def test_habit(tmp_path: Path, habit: Habit) -> None:
    files = {**FILES, **habit.files}
    project(tmp_path, files)
    done = smslint(*habit.command.split(" "), cwd=tmp_path, stdin=habit.stdin.encode(), **habit.environ)
    assert (done.returncode, bool(done.stderr)) == (habit.status, bool(habit.err)), done.stdout + done.stderr
    assert re.search(habit.out, done.stdout, re.MULTILINE), done.stdout
    assert re.search(habit.err, done.stderr, re.MULTILINE), done.stderr
    assert not re.search(habit.without, done.stdout)
    for name, text in {**files, **habit.written}.items():
        if text or name not in habit.written:
            assert (tmp_path / name).read_text(encoding="utf-8") == text


def in_terminal(*arguments: str, cwd: Path, columns: int, **environ: str) -> str:
    """What a command prints on a terminal of some columns."""
    import fcntl
    import pty
    import struct
    import termios

    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "NO_COLOR", "FORCE_COLOR"}}
    with subprocess.Popen(
        [sys.executable, "-m", "smslint", *arguments], stdout=other, stderr=other, cwd=cwd, env={**kept, **environ}
    ):
        os.close(other)
        printed = b""
        while True:
            try:
                piece = os.read(main, 65536)
            except OSError:  # Linux says so of a terminal whose last program has ended
                break
            if not piece:
                break
            printed += piece
    os.close(main)
    return printed.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
@pytest.mark.parametrize(("columns", "widest"), [(0, 80), (60, 60), (120, 120)])
def test_a_terminal_of_no_columns_has_eighty(tmp_path: Path, columns: int, widest: int) -> None:
    project(tmp_path, FILES)
    printed = in_terminal("check", "sms/link.txt", cwd=tmp_path, columns=columns, TERM="dumb")
    lines = printed.replace("\r", "").split("\n")
    assert widest - 12 < max(len(line) for line in lines if line.startswith("  ")) <= widest


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_a_terminal_that_opens_links_gets_them_and_others_do_not(tmp_path: Path) -> None:
    project(tmp_path, FILES)
    link = "\x1b]8;;https://"
    for environ, linked in (({"TERM_PROGRAM": "vscode"}, True), ({"VTE_VERSION": "7200"}, True), ({}, False)):
        known = {"TERM_PROGRAM": "", "VTE_VERSION": "", "WT_SESSION": "", "KITTY_WINDOW_ID": "", **environ}
        printed = in_terminal("check", "sms/link.txt", cwd=tmp_path, columns=100, TERM="xterm", **known)
        assert (link in printed) is linked


FULL: Final = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="the system has no disk that is always full")
@pytest.mark.parametrize(
    "arguments", [("check",), ("check", "--format", "json"), ("rule",), ("--version",), ("--help",)]
)
def test_a_full_disk_is_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    project(tmp_path, FILES)
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "smslint", *arguments], stdout=full, stderr=subprocess.PIPE, text=True,
            cwd=tmp_path, check=False,
        )  # fmt: skip
    assert re.fullmatch(r"error: the output: No space left on device\n", done.stderr)
    assert done.returncode == 2


def test_an_internal_error_names_the_versions(capsys: pytest.CaptureFixture[str]) -> None:
    from smslint.cli.boundary import failed
    from smslint.version import __version__

    assert failed(ZeroDivisionError("by zero")) == 2
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    assert f"smslint {__version__}, Python {sys.version_info.major}.{sys.version_info.minor}." in line


WATCHED: Final = """
import sys, time
from smslint.cli import watching
watching.PAUSE = 0.05
from smslint.cli.app import run
sys.exit(run(["check", "--watch", "--format", "concise"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
def test_watch_checks_again_and_ends_with_an_interrupt(tmp_path: Path) -> None:
    """A change, a mistake in the configuration, its mend: each is answered; Ctrl-C ends it with the status of interrupts."""
    import signal

    project(tmp_path, FILES)
    environment = {**os.environ, "PYTHONPATH": str(TOP), "PYTHONUNBUFFERED": "1"}
    environment.pop("GITHUB_ACTIONS", None)
    with subprocess.Popen(
        [sys.executable, "-c", WATCHED], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=tmp_path,
        env=environment,
    ) as program:  # fmt: skip
        killer = threading.Timer(60, program.kill)  # a line that does not come would be waited for
        killer.start()

        def until(pattern: str) -> str:
            assert program.stdout is not None
            seen = ""
            for line in program.stdout:
                seen += line
                if line.startswith("watching "):
                    break
            assert re.search(pattern, seen, re.MULTILINE), seen
            return seen

        assert "changed" not in until("^sms/link.txt:1:15: error: URL001")
        (tmp_path / "sms/link.txt").write_text("Acme: here.\n", encoding="utf-8")
        until("^changed: ./sms/link.txt\n(.*\n)*3 files, 3 messages: 1 warning")
        config = (tmp_path / "smslint.yaml").read_text(encoding="utf-8")
        (tmp_path / "smslint.yaml").write_text("brnad: Acme\n", encoding="utf-8")
        until("^error: .*unknown key 'brnad'")
        (tmp_path / "smslint.yaml").write_text(config, encoding="utf-8")
        until("^3 files, 3 messages: 1 warning")
        (tmp_path / "sms/new.txt").write_text("Acme: https://bit.ly/x is here.\n", encoding="utf-8")
        until("^sms/new.txt:1:15: error: URL001")
        program.send_signal(signal.SIGINT)
        assert program.wait(60) == 130
        killer.cancel()


COMPLETED: Final = {
    "smslint check --select ENC0": "ENC001",
    "smslint check --select ENC001,URL": "ENC001,URL001",
    "smslint check --extend-select opt": "OPT001",
    "smslint baseline create --ignore OPT00": "OPT001",
    "smslint check --dialect jin": "jinja",
    "smslint segments --provider twi": "twilio",
    "smslint check --region U": "US",
    "smslint rule OPT": "OPT001",
    "smslint countries D": "DE",
}
"""What is typed, and a word that is offered."""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("typed", COMPLETED)
def test_a_shell_completes_words(tmp_path: Path, typed: str, shell: str) -> None:
    words = typed.split(" ")
    environ = {"_SMSLINT_COMPLETE": f"{shell}_complete", "COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1)}
    if shell == "fish":
        environ["COMP_CWORD"] = words[-1]
    done = smslint(cwd=tmp_path, stdin=b"", **environ)
    offered = re.split(r"[\n,\t]" if "," not in COMPLETED[typed] else r"[\n\t]", done.stdout)
    assert any(each.removeprefix("plain,") == COMPLETED[typed] for each in offered), done.stdout
    assert done.stderr == ""


DOCKERFILE: Final = TOP / "Dockerfile"


def test_the_dockerfile_is_slim_without_root_and_copies_what_there_is() -> None:
    """It cannot be built where there is no Docker: each of its lines is read."""
    joined = DOCKERFILE.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.split(None, 1) for line in joined.splitlines() if line and not line.startswith("#")]
    last = max(number for number, (word, _) in enumerate(lines) if word == "FROM")
    stages = [rest.split() for word, rest in lines if word == "FROM"]
    final = lines[last:]
    metadata = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for stage in stages:
        image, version = stage[0].removesuffix("-slim").split(":")
        assert (image, stage[0].endswith("-slim")) == ("python", True)
        assert f"Programming Language :: Python :: {version}" in metadata["classifiers"]
    users = [rest for word, rest in final if word == "USER"]
    assert users
    assert all(user.isdecimal() and int(user) >= 1000 for user in users)
    assert [json.loads(rest) for word, rest in final if word == "ENTRYPOINT"] == [[*metadata["scripts"]]]
    assert not [word for word, _ in lines if word == "ADD"]
    ignored = (TOP / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = [name for word, rest in lines if word == "COPY" and "--from" not in rest for name in rest.split()[:-1]]
    assert set(copied) == {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert all((TOP / name).exists() for name in copied)
    extras = re.search(r'"\.\[(.+)\]"', joined)
    assert extras is not None
    assert set(extras[1].split(",")) <= set(metadata["optional-dependencies"])
    build = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    needed = {*build["wheel"]["packages"], *build["wheel"]["force-include"], "hatch_build.py", metadata["readme"], *metadata["license-files"]}  # fmt: skip
    assert needed <= set(copied)


OWN_TESTS: Final[Mapping[str, Any]] = {
    "a terminal of 0 columns": test_a_terminal_of_no_columns_has_eighty,
    "links in terminals that can": test_a_terminal_that_opens_links_gets_them_and_others_do_not,
    "a full disk": test_a_full_disk_is_one_line,
    "ruff --watch": test_watch_checks_again_and_ends_with_an_interrupt,
    "completion of codes, dialects, providers, countries": test_a_shell_completes_words,
    "a Dockerfile, slim and without root": test_the_dockerfile_is_slim_without_root_and_copies_what_there_is,
    "versions in an internal error": test_an_internal_error_names_the_versions,
}
"""Habits with a test of their own."""


def test_there_are_forty_and_each_has_a_name() -> None:
    names = [*(habit.habit for habit in HABITS), *OWN_TESTS]
    assert len(names) == len(set(names)) >= 40
