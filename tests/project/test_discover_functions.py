"""What ``init`` writes for the programs of which a check without keys reads every text: the keys of what each function sends.

The functions are those of ``tests/sources/functions`` that send something in the same file, and more that have texts beside it which
are for others: log lines, the subjects of mails, answers of the program.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from smslint.project.discover import discover
from smslint.project.files import Chooser
from smslint.project.guessing import guess
from smslint.project.placing import Place
from smslint.project.proposals import entry_lines, proposals, useful
from smslint.project.reading import read_bytes, read_target
from smslint.sources.registry import source_for
from smslint.span import LineIndex
from tests.project.support import project
from tests.sources.test_functions import renderings

FOLDERS = [Path(__file__).parents[1] / "sources" / "functions", Path(__file__).parent / "functions"]
NOT_SENT = {
    "php-early",
    "ts-switch",
    "ts-nested",
    "php-enum",
    "js-a parameter with the name of a function",
    "py-a function that counts",
    "py-dict dispatch of functions",
    "py-enum with method",
    "php-enum texts",
    "js-i18n with interpolation",
}
"""Functions that only return a text, and tables of which it is not known which entry is sent: nothing shows that it is sent."""
NOT_SELECTED = {"php-fluent builder"}
"""What a cast makes of an object has a key that no entry selects."""
CASES = [
    pytest.param(path.stem, *code.split("\n---\n"), id=f"{path.stem}-{name}")
    for folder in FOLDERS
    for path in sorted(folder.iterdir())
    for each in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for name, _, code in [each.partition("\n")]
    if path.stem in {"py", "js", "ts", "php"} and f"{path.stem}-{name}" not in NOT_SENT | NOT_SELECTED
]


@pytest.mark.parametrize(("suffix", "code", "expected"), CASES)
def test_exactly_what_a_function_sends_is_proposed(tmp_path: Path, suffix: str, code: str, expected: str) -> None:
    path = f"x.{suffix}"
    entries = useful(proposals(discover(project(tmp_path, {path: code})).candidates), tmp_path)
    lines = "\n".join(line for each in entries for line in entry_lines(each))
    (tmp_path / "smslint.yaml").write_text(f"messages:\n{lines}\n" if lines else "messages: []\n", encoding="utf-8")
    place = Place(path, LineIndex(code), None, "", source_for(path).source, inside=path)
    found = set()
    for target in Chooser().targets([tmp_path]):
        for message in read_target(target, read_bytes(target.path)).messages:
            read = guess(message, place) if not message.unknown else None
            found |= renderings(read.text) if read is not None else set()
    assert found == {each.replace("\\n", "\n") for each in expected.splitlines() if each}
