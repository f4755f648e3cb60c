"""Every command of the manual is run, in the order of its page, on a project such as a reader has; what it prints is held against what is shown.

Blocks with ``<!-- output: … -->`` are compared by tests/test_readme.py. The list of what cannot be run here says why.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from smslint.sending import Journal
from tests.test_end_to_end import TODAY, TOP

PAGES = {
    path.name: path.read_text("utf-8")
    for path in [TOP / "README.md", TOP / "CONTRIBUTING.md", *sorted((TOP / "docs").glob("*.md"))]
}
BLOCK = re.compile(r"(?:^<!-- ([a-z]+)[^\n]*-->\n)?^```(?:console|sh|bash|shell)\n(.*?)^```", re.DOTALL | re.MULTILINE)
COMPARED: Final = {"output": "tests/test_readme.py", "expected": "tests/cost/test_reports.py"}
"""Blocks that begin with these marks are compared elsewhere."""
NOT_RUN: Final = (
    (r"pip install|npm |docker |python3 -m venv|python -m venv", "it asks the network"),
    (r"\.venv/bin/pytest", "it is this test"),
    (r"code --install-extension", "Visual Studio Code is not here; tests/server/test_vscode.py packages the extension"),
    (r"python bench/kills\.py", "it takes hours; tests/sending/test_kills.py runs it in small"),
    (r"python -m fuzz dialects --seconds 3600", "it takes an hour; tests/test_fuzz.py runs each harness in small"),
    (r"smslint comment", "it asks the network; tests/ci/test_comment.py runs it against a server"),
    (r"smslint send (--to|sale\.txt customers\.csv --(journal|plan))|send status", "it sends; tests/broadcast and tests/sending run it against a server"),
    (r"send journal .*--(resolve|accept-shorter|in-doubt)", "it needs what a crash left; tests/cli/test_send_crash.py makes one"),
    (r"sqlite3 |^cp ", "programs of others, on the files of a sending"),
)  # fmt: skip
"""What cannot be run: a pattern of the command, and why."""
OUTPUT_ELSEWHERE: Final = {
    ("cost.md", "smslint cost"): "tests/cost/test_cost.py",
    ("CONTRIBUTING.md", "smslint test-rules my-pack"): "tests/test_contributing.py",
}
"""Commands whose printed lines are compared elsewhere, on another project."""


def commands(name: str) -> list[str]:
    """The commands of a page that are not compared elsewhere, without their comments."""
    found = []
    for mark, block in BLOCK.findall(PAGES[name]):
        lines = block.splitlines()
        prompts = [line[2:] for line in lines if line.startswith("$ ")] or lines
        if mark not in COMPARED:
            found += [re.sub(r"\s+#\s.*", "", line) for line in prompts if line.strip()]
            shows = any(line.startswith("$ ") for line in lines) and not all(line.startswith("$ ") for line in lines)
            assert not shows or (name, prompts[0]) in OUTPUT_ELSEWHERE, (
                f"{name}: what {prompts[0]!r} prints is compared nowhere"
            )
    return found


def why_not(command: str) -> str | None:
    return next((why for pattern, why in NOT_RUN if re.search(pattern, command)), None)


RUN = [name for name in PAGES if any(why_not(each) is None for each in commands(name))]
RULE = re.search(r"<!-- rule: (\S+) -->\n```yaml\n(.*?)```", PAGES["own-rules.md"], re.DOTALL)


BARE: Final = {"start.md": "smslint.yaml", "checking.md": "smslint.yaml", "registration.md": "registration.yaml"}
"""Pages whose commands write this file first."""
OURS: Final = "message_id,phone,body,created,state,parts,cost\n1,+14155550101,Fernhill: it is here,2026-10-02T10:00:00Z,ok,1,0.01\n"


def stage(folder: Path, name: str) -> None:
    """The project of a reader of a page: the example project, in a repository, with the files that the manual names."""
    shutil.copytree(TOP / "fixtures", folder, dirs_exist_ok=True)
    lists, logs, excel = folder / "lists", folder / "logs", folder / "excel"
    cards = TOP / "tests" / "prices" / "cases"
    for source, names in {
        lists / "customers.csv": ("customers.csv", "list.csv"), excel / "contacts.xlsx": ("contacts.xlsx",),
        excel / "sale.txt": ("sale.txt", "welcome.txt"), logs / "october.csv": ("october.csv",), cards / "twilio.csv": ("twilio.csv",),
        folder / "prices-2027.csv": ("new.csv", "card.csv"), lists / "suppressed.txt": ("provider-opt-outs.csv",),
    }.items():  # fmt: skip
        for copy in names:
            shutil.copy(source, folder / copy)
    (folder / "october.csv.gz").write_bytes(gzip.compress((folder / "october.csv").read_bytes()))
    (folder / "messages.json").write_text(json.dumps({"messages": twilio_rows(folder / "october.csv")}), "utf-8")
    (folder / "export.csv").write_text(OURS, "utf-8")
    sheet = openpyxl.Workbook()
    lines = (cards / "vonage-table.csv").read_text("cp1252").splitlines()[1:]
    for row in csv.reader([*lines, "United States;US;AT&T;310;410;0,0068 €"], delimiter=";"):
        sheet.active.append(row)
    sheet.save(folder / "vonage.xlsx")
    more = (
        "packs: [our-rules]\n"
        if name == "own-rules.md"
        else "".join(re.findall(r"```yaml\n(logs:.*?)```", PAGES[name], re.DOTALL))
    )
    with (folder / "smslint.yaml").open("a", encoding="utf-8") as config:
        config.write(more)
    for pack in ("our-rules", "my-pack"):
        assert RULE is not None
        (folder / pack).mkdir()
        (folder / pack / RULE[1]).write_text(RULE[2], "utf-8")
    for words in (
        "init -q -b main", "add -A", "commit -qm one", "tag v1.4", "commit -q --allow-empty -m two",
        "update-ref refs/remotes/origin/main HEAD~1", "symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main",
    ):  # fmt: skip
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@a.example", *words.split()], cwd=folder, check=True
        )
    Journal(folder / "agents.journal").close()
    report = run("smslint reconcile october.csv --format json", folder)
    (folder / "october.json").write_text(report.stdout, "utf-8")
    if name in BARE:
        (folder / BARE[name]).unlink()


def twilio_rows(log: Path) -> list[dict[str, str]]:
    """The rows of a log of the console as the API gives them."""
    names = {"Sid": "sid", "From": "from", "To": "to", "Body": "body", "Status": "status", "SentDate": "date_sent", "NumSegments": "num_segments", "Price": "price", "PriceUnit": "price_unit", "Direction": "direction"}  # fmt: skip
    return [
        {names[key]: value for key, value in row.items() if key in names}
        for row in csv.DictReader(io.StringIO(log.read_text("utf-8")))
    ]


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A line of the manual, as a shell runs it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {key: value for key, value in os.environ.items() if key not in {"GITHUB_ACTIONS", "FORCE_COLOR", "CI"}}
    env |= {
        "PATH": path,
        "PYTHONPATH": str(TOP),
        "SOURCE_DATE_EPOCH": TODAY,
        "XDG_CACHE_HOME": str(folder / ".cache"),
        "COLUMNS": "96",
    }
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("name", RUN)
def test_the_commands_of_a_page_run(name: str, tmp_path: Path) -> None:
    stage(tmp_path, name)
    for command in commands(name):
        if why_not(command) is None:
            done = run(command, tmp_path)
            print(command, done.returncode, done.stderr[-200:])
            assert done.returncode in {0, 1}, f"{command}\n{done.stdout[-600:]}{done.stderr[-600:]}"
            assert "Traceback" not in done.stderr
