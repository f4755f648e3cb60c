"""Real-looking programs of which everything is understood: what they really send, decided by the interpreters, is exactly what is read.

Each program runs with ``ok`` true and false. Every text that it sends is one of the messages, every message is sent in one of the two runs,
nothing is unknown, and no part of a message is a message of its own.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from smslint.project.guessing import guess
from smslint.project.placing import Place
from smslint.sources.registry import source_for
from smslint.span import LineIndex
from tests.engines.interpreters import NEEDS, is_there, really_sent
from tests.sources.changing import SOURCES, pattern, programs, whole
from tests.sources.support import read_all
from tests.sources.test_functions import renderings

if TYPE_CHECKING:
    from tests.sources.changing import Program

FOLDER: Final = Path(__file__).parent / "exactly"


def _as_pattern(rendering: str) -> str:
    return re.sub(r"\\\{.*?\\\}\\\*", ".*", re.escape(rendering), flags=re.DOTALL).replace("<>", ".*")


def compared(program: Program, sends: set[str]) -> list[str]:
    """What is wrong."""
    wrong: list[str] = []
    patterns: list[str] = []
    path, code = f"x.{program.suffix}", whole(program)
    place = Place(path, LineIndex(code), None, "", source_for(path).source, inside=path)
    for each in read_all(SOURCES[program.suffix], code, path=path):
        if each.unknown:
            wrong.append(f"unknown: {each.unknown}")
        elif not each.sent:
            wrong.append(f"a part: {each.body}")
        else:
            text = guess(each, place).text
            assert text is not None
            patterns.append(pattern(text))
            for one in renderings(text):
                if not any(re.fullmatch(_as_pattern(one), sent, re.DOTALL) for sent in sends):
                    wrong.append(f"never sent: {one}")
    wrong += [f"not read: {sent}" for sent in sends if not any(re.fullmatch(one, sent, re.DOTALL) for one in patterns)]
    return wrong


@pytest.mark.parametrize("suffix", NEEDS)
def test_exactly_what_is_sent_is_read(suffix: str, tmp_path: Path) -> None:
    if not is_there(suffix) and os.environ.get("SMSLINT_ENGINES") != "required":
        pytest.skip(f"there is no {NEEDS[suffix]}")
    table = programs(FOLDER / f"{suffix}.txt")
    sent = really_sent(suffix, table, tmp_path)
    assert {each.title: wrong for each in table if (wrong := compared(each, set(map(str, sent[each.title]))))} == {}
