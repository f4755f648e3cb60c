"""Real-looking functions in each language, each with every text that it can send, as a person would list them.

``<>`` is a value that the program fills in, ``{...}*`` what a loop repeats, and ``\\n`` a line break.
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from smslint.project.guessing import guess
from smslint.project.placing import Place
from smslint.sources.registry import source_for
from smslint.span import LineIndex
from smslint.text.tree import Branch, Literal, Loop, Placeholder, Sequence
from tests.sources.support import check_map, read_all

FOLDER = Path(__file__).parent / "functions"
CASES = [
    pytest.param(path.stem, *code.split("\n---\n"), id=f"{path.stem}-{name}")
    for path in sorted(FOLDER.iterdir())
    for each in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for name, _, code in [each.partition("\n")]
]


def renderings(node: object) -> set[str]:
    match node:
        case Literal():
            return {node.text}
        case Placeholder():
            return {"<>"}
        case Branch():
            return {each for arm in node.arms for each in renderings(arm.body)}
        case Loop():
            return {f"{{{each}}}*" for each in renderings(node.body)}
        case Sequence():
            return {"".join(each) for each in product(*map(renderings, node.parts))}
    raise AssertionError(node)


@pytest.mark.parametrize(("suffix", "code", "expected"), CASES)
def test_the_messages_of_a_function(suffix: str, code: str, expected: str) -> None:
    path = f"x.{suffix}"
    source = source_for(path).source
    found = set()
    for message in read_all(source, code, path=path):
        check_map(code, message, ordered=False)
        if not message.unknown:
            read = guess(message, Place(path, LineIndex(code), None, "", source, inside=path))
            assert read.text is not None
            found |= renderings(read.text)
    assert found == {each.replace("\\n", "\n") for each in expected.splitlines() if each}
