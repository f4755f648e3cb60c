from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from smslint.errors import SourceError
from smslint.span import LineIndex
from tests.sources.support import TEXTS, Expected, check_table, check_written, read_all

CASES = [
    ("Hello {{ name }}\n", {}, "Hello {{ name }}", {"Hello": (1, 1), "name": (1, 10)}, {}),
    ("Hello\n", {"final_newline": "keep"}, "Hello\n", {"Hello": (1, 1)}, {}),
    ("Hello\r\n\r\n", {}, "Hello\r\n", {"Hello": (1, 1)}, {}),
    ("", {}, "", {}, {}),
    ("---\nkind: otp\ntemplate_id: 7\n---\nCode\n", {}, "Code", {"Code": (5, 1)}, {"kind": "otp", "template_id": 7}),
    ("---\r\nkind: otp\r\n---\r\nCode", {}, "Code", {"Code": (4, 1)}, {"kind": "otp"}),
    ("---\n---\nCode", {}, "Code", {"Code": (3, 1)}, {}),
    ("---\nkind: otp\n...\n\nCode", {}, "\nCode", {"Code": (5, 1)}, {"kind": "otp"}),
    # Dashes that are part of the message: never closed, or around text that is not a mapping.
    ("---\nHello", {}, "---\nHello", {"Hello": (2, 1)}, {}),
    ("---\nHello\n---\nBye", {}, "---\nHello\n---\nBye", {"Bye": (4, 1)}, {}),
    ("Hi\n---\nkind: otp\n---\n", {}, "Hi\n---\nkind: otp\n---", {"Hi": (1, 1)}, {}),
]


@pytest.mark.parametrize(("text", "options", "body", "at", "settings"), CASES)
def test_table(text: str, options: dict[str, Any], body: str, at: dict[str, Any], settings: dict[str, Any]) -> None:
    check_table("plain", text, [Expected(None, body, at, {"settings": settings})], **options)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nkind: otp\n a: [\n---\nCode", 3),
        ("---\nkind: 'otp\n---\nCode", 3),
        ("---\nwhen: 2026-99-99\n---\nCode", 2),
        ("---\na: !!python/object:os.system x\n---\nCode", 2),
        ("---\na: *nowhere\n---\nCode", 2),
        ("---\na: " + "[" * 10_000 + "\n---\nCode", 2),
        ("---\na: \x07\n---\nCode", 2),
    ],
)
def test_front_matter_that_does_not_parse_is_an_error_at_its_line(text: str, line: int) -> None:
    with pytest.raises(SourceError) as caught:
        read_all("plain", text)
    assert caught.value.span is not None
    assert abs(LineIndex(text).position(caught.value.span.start).line - line) <= 1


@given(TEXTS.filter(lambda text: not text.startswith("---")))
def test_every_character_has_its_place(body: str) -> None:
    check_written("plain", "---\nkind: otp\n---\n", body, str, "\n")
