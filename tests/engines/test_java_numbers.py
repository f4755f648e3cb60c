"""Whole numbers in Java's MessageFormat: grouped as the locale does it, also where the argument says nothing of a number."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import smslint
from smslint import segment
from smslint.rules.context import make_context
from smslint.rules.subject import Subject
from smslint.text.values import ValueTable
from tests.engines.engine import absent

LOCALES = ["en-US", "de-DE", "fr-FR", "hi-IN", "es-ES", "pl-PL", "de-CH", "ar-EG", "sv-SE", "pt-PT"]
NUMBERS = [0, 7, 42, 999, 1000, 1234, 12345, 123456, 999999]


@pytest.fixture(scope="module")
def printed() -> list[list[str]]:
    java = shutil.which("java")
    if java is None:
        absent("MessageFormat", "java")
    program = Path(__file__).with_name("Numbers.java")
    given = [",".join(LOCALES), ",".join(map(str, NUMBERS))]
    ended = subprocess.run([java, str(program), *given], capture_output=True, encoding="utf-8", check=True)
    return [line.split("\t") for line in ended.stdout.splitlines()]


def subject(pattern: str, locale: str | None, declared: dict[str, object]) -> Subject:
    context = make_context({} if locale is None else {"locale": locale}, "test")
    return Subject(pattern, dialect="message_format", context=context, values=ValueTable({"0": declared}))


@pytest.mark.parametrize("known", [True, False])
def test_what_java_prints_is_within_the_bounds(printed: list[list[str]], known: bool) -> None:
    for locale, number, *shown in printed:
        for argument, text in zip(("{0}", "{0,number}"), shown, strict=True):
            for room in range(len(text) + 3):
                for limit in (160, 70):
                    front = "x" * (limit - room)
                    found = subject(
                        front + argument, locale if known else None, {"type": "int", "max": len(number)}
                    ).bounds
                    sent = segment(front + text)
                    assert found.least <= sent.count, (locale, argument, text)
                    assert found.most is not None
                    assert sent.count <= found.most, (locale, argument, text)
                    assert sent.encoding in found.encodings, (locale, argument, text)


def test_java_groups_a_number_without_a_format(printed: list[list[str]]) -> None:
    assert ["en-US", "123456", "123,456", "123,456"] in printed


def test_codes_are_texts() -> None:
    for declared in ({"type": "otp", "max": 6}, {"min": 6, "max": 6, "charset": "digits"}):
        assert subject("x" * 154 + "{0}", None, declared).bounds.most == 1
    assert subject("x" * 154 + "{0}", "en-US", {"type": "int", "max": 6}).bounds.most == 2


def test_a_cell_of_a_list_is_a_text() -> None:
    text = "Acme: your table is booked for tomorrow at noon and for all of your friends, so come hungry and bring everybody whom you know to our pretty place, number {0}"
    rows = [{"phone": "+447911123456", "0": "123456"}]
    config = {"kind": "transactional", "brand": "Acme", "values": {"0": {"type": "int"}}}
    found = smslint.preflight({"text": text}, rows, dialect="message_format", config=config)
    assert (found.segments, found.notes) == (1, ())
