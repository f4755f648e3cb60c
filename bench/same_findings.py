"""Whether this working copy has the same findings as commit 2510cba. Run: python bench/same_findings.py [FILE ...] [--commit NAME]

On every rule's tests, every phrase of the lexicons, disguises of both, the example project under ``fixtures`` and each line of
the files named: code, place, severity, confidence, message, fix, predicted error, bounds with their witnesses, kind and evidence.
A line of a file is a text, or JSON with ``text`` and ``dialect``. Prints each kind of difference with its first examples.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from old import COMMIT, TOP, environment, export

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN: Final = 3
"""How many examples of each kind of difference are printed."""
SCRIPT: Final = str(Path(__file__).parent / "recording.py")


def run(tree: Path, *arguments: str, given: str = "") -> list[str]:
    """The lines that the recorder prints with one tree's smslint."""
    command = [sys.executable, SCRIPT, *arguments]
    done = subprocess.run(
        command, env=environment(tree), input=given, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.splitlines()


def project(tree: Path, folder: Path) -> list[Any]:
    """What ``smslint check`` says about the example project: its messages and findings as JSON."""
    command = [sys.executable, "-m", "smslint", "check", "--no-cache", "--format", "json"]
    done = subprocess.run(command, cwd=folder, env=environment(tree), capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1}:
        raise SystemExit(done.stderr)
    told = json.loads(done.stdout)
    return [*told["messages"], *told["findings"]]


def differences(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """The differences between the records of one message, in words."""
    for key in sorted(old.keys() | new.keys() - {"findings"}):
        if key != "findings" and old.get(key) != new.get(key):
            yield f"{key}: {_changed(old.get(key), new.get(key))}"
    gone = [each for each in old.get("findings", ()) if each not in new.get("findings", ())]
    come = [each for each in new.get("findings", ()) if each not in old.get("findings", ())]
    for each in gone:
        yield f"{each['code']} is gone"
    for each in come:
        yield f"{each['code']} is new"
    if not gone and not come and old.get("findings") != new.get("findings"):
        yield "the order of the findings"


def _changed(old: Any, new: Any) -> str:
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return ", ".join(f"item {index}" for index, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1])
    return "differs"


def main() -> None:
    """Print how many records were compared and what differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*")
    parser.add_argument("--commit", default=COMMIT)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        tree = export(Path(name), asked.commit)
        texts = run(tree, "texts", *asked.files)
        given = "\n".join(texts)
        pairs = list(zip(run(tree, "record", given=given), run(TOP, "record", given=given), strict=True))
        projects = project(tree, TOP / "fixtures"), project(TOP, TOP / "fixtures")
    found: Counter[str] = Counter()
    examples: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for text, (old, new) in zip(texts, pairs, strict=True):
        if old != new:
            for what in differences(json.loads(old), json.loads(new)):
                found[what] += 1
                if len(examples[what]) < SHOWN:
                    examples[what].append((text, old, new))
    same = sum(old == new for old, new in pairs)
    told = sum(len(json.loads(old).get("findings", ())) for old, _ in pairs)
    print(f"{len(pairs):,} messages with {told:,} findings under {asked.commit}: {same:,} with equal records")
    alike = "alike" if projects[0] == projects[1] else "DIFFERENT"
    print(f"the example project, {len(projects[0])} messages and findings: {alike}")
    for what, count in found.most_common():
        print(f"\n{count:6,} x {what}")
        for text, old, new in examples[what]:
            print(f"  {text}\n    old {old}\n    new {new}")
    raise SystemExit(bool(found) or projects[0] != projects[1])


if __name__ == "__main__":
    main()
