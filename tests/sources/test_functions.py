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


@pytest.mark.parametrize(
    ("suffix", "code"),
    [
        pytest.param("py", """
def tell(to, text, loud=False): hand(to, text, loud)
def hand(to, text, loud): send_sms(to, "ALERT: " + text if loud else text)
def x(u): tell(u.phone, "The gate is shut.")
def y(u): tell(u.phone, "The dam is full.", loud=True)
""", id="py"),
        pytest.param("ts", """
function tell(to: string, text: string, loud = false) { hand(to, text, loud); }
function hand(to: string, text: string, loud: boolean) { sendSms(to, loud ? 'ALERT: ' + text : text); }
function x(u) { tell(u.phone, 'The gate is shut.'); }
function y(u) { tell(u.phone, 'The dam is full.', true); }
""", id="ts"),
        pytest.param("php", """<?php
function tell($to, $text, $loud = false) { hand($to, $text, $loud); }
function hand($to, $text, $loud) { sendSms($to, $loud ? 'ALERT: ' . $text : $text); }
function x($u) { tell($u->phone, 'The gate is shut.'); }
function y($u) { tell($u->phone, 'The dam is full.', true); }
""", id="php"),
    ],
)  # fmt: skip
def test_a_flag_is_known_in_the_function_that_it_is_handed_to(suffix: str, code: str) -> None:
    path = f"x.{suffix}"
    found = {
        each
        for message in read_all(source_for(path).source, code, path=path)
        if (text := guess(message, Place(path, LineIndex(code), None, "", source_for(path).source, inside=path)).text)
        for each in renderings(text)
    }
    assert {each for each in found if each.endswith((" shut.", " full."))} == {
        "The gate is shut.",
        "ALERT: The dam is full.",
    }


def test_a_text_in_an_object_that_is_sent_is_understood() -> None:
    code = "<?php\n$sms = SendSmsBag::withMessage($to, 'Your visit is tomorrow.');\n$service->sendSms($sms);\n"
    assert [(each.body, each.unknown) for each in read_all("php", code)] == [("Your visit is tomorrow.", "")]
