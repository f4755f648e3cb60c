"""A list, a table or a text that is changed in another way than by an assignment: the exact answer, or that it is not known.

The languages whose interpreters are in ``tests/engines`` have their own table there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.changing import Program, judged, programs

FOLDER = Path(__file__).parent / "changed"
PROGRAMS = [
    pytest.param(each, id=f"{each.suffix}-{each.title}")
    for path in sorted(FOLDER.glob("*.txt"))
    for each in programs(path)
]
KNOWN = {
    "kt": {
        "let on null",
        "error skips",
        "continue",
        "return at",
        "shadow",
        "when",
        "entry",
        "map entry",
        "elvis",
        "and",
    },
    "cs": {"list entry", "dictionary entry", "and", "null coalescing", "finally", "continue", "ForEach return"},
    "swift": {"list is copied", "entry", "fallthrough", "continue", "guard in a loop", "shadow", "error skips"},
    "dart": {"entry", "map entry", "cascade", "conditional", "continue", "forEach", "shadow", "conditional write"},
    "ex": {"nothing changes a list", "nothing leaves an if", "nothing leaves a function", "value of an if", "with"},
    "ts": {"declared only"},
}
"""Programs of which the texts are known: nothing changes them in a way that is not followed."""


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_is_sent_is_read_or_unknown(program: Program) -> None:
    assert judged(program, program.sends) in {"known", "unknown"}


@pytest.mark.parametrize("suffix", KNOWN)
def test_what_nothing_else_changes_stays_known(suffix: str) -> None:
    found = {each.title for each in programs(FOLDER / f"{suffix}.txt") if judged(each, each.sends) == "known"}
    assert KNOWN[suffix] - found == set()
