"""Lists, tables and texts that a program changes in another way than by an assignment that is followed, decided by the interpreters.

What smslint reads renders everything that the program really sends, or it says that it does not know.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from tests.engines.interpreters import NEEDS, is_there, really_sent
from tests.sources.changing import judged, programs

FOLDER: Final = Path(__file__).parent / "changed"
LEAST_KNOWN: Final = {"py": 25, "js": 33, "rb": 32, "php": 82, "go": 27, "java": 21}
"""How many of the texts are known in spite of the change, so that unknown does not become the answer to everything."""


@pytest.mark.parametrize("suffix", NEEDS)
def test_what_is_really_sent_is_read_or_unknown(suffix: str, tmp_path: Path) -> None:
    if not is_there(suffix) and os.environ.get("SMSLINT_ENGINES") != "required":
        pytest.skip(f"there is no {NEEDS[suffix]}")
    table = programs(FOLDER / f"{suffix}.txt")
    sent = really_sent(suffix, table, tmp_path)
    found = {each.title: judged(each, map(str, sent[each.title])) for each in table}
    assert {title: each for title, each in found.items() if each not in {"known", "unknown"}} == {}
    assert sum(each == "known" for each in found.values()) >= LEAST_KNOWN[suffix]
