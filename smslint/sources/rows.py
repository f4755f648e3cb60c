"""Rows of a program for tables of text messages: what seeds and migrations write into a database."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.sources.brackets import around, inside_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIELD: Final = re.compile(
    r"(?<![\w$.>-])(?P<quote>['\"]?):?(?i:message|msg|text|txt|body|sms|content|template|(?:message|sms|template)_?(?:body|text|content|message)|(?:body|text|content|message)_[a-z]{2})"
    r"(?P=quote)\s{0,9}(?:=>|:(?!:)|=(?![=>]))\s{0,9}(?=(?P<literal>[$@furbFURB]{0,2}['\"`]))"
)
"""A column that has words, with a text as its value."""
_TABLE: Final = re.compile(
    r"(?i:(?<![a-z/.])(?:sms|text_?message)_?\w{0,30}|\w{0,30}_sms(?:_\w{0,30})?)['\"]?(?:\)|\]|\.|::|->|,|\s*[=:(\[{]|\s+with\b)"
    r"|\.sms[A-Z_]\w{0,30}\.|[a-z]Sms[A-Z]?\w{0,30}(?:\.|::|->|\s*=)"
)
"""A model, a table or a variable that is named after text messages."""
_CHANNEL: Final = re.compile(
    r"(?<![\w$])['\"]?:?(?i:channel|medium|type|kind|via|method|transport|(?:notification|message|template)_?(?:type|channel))['\"]?\s*(?:=>|:|=)\s*:?"
    r"(?:['\"](?i:sms|text[ _-]?message)['\"]|[\w.:]*(?:\.|::)(?i:sms)\b|:sms\b)"
)
"""A column that says by which way something is sent."""
_WRITES: Final = re.compile(
    r"(?:create|insert|upsert|save|seed|build|new|add|first_or|find_or|firstOr|updateOr|bulk)", re.IGNORECASE
)
_VALUE: Final = re.compile(r"(?:[:(,\[{]|(?<![=!<>])=)\s*\Z")
"""What is before an object that is a value."""
_LEVELS: Final = 4
_GIVEN: Final = re.compile(r"[^;{}\[\]]{0,160}\Z")


_MADE: Final = re.compile(r"\b(?:[a-z]\w*)?(?:SMS|Sms|TextMessage)_?Templates?(?:\.new)?\(")
"""What makes a template of a text message of its parts."""
_PART: Final = re.compile(r"(?:\A|,)\s{0,40}(?P<literal>['\"`])(?=(?:[^'\"`\s]+\s+){3})")
"""A part of several words."""
_BLOCK: Final = re.compile(r"(?:\bdo|\{)\s*\|\s*(?P<row>\w+)\s*\|")
"""A block of Ruby that is given a row."""


@lru_cache(maxsize=2)
def places_in_rows(text: str) -> frozenset[int]:
    """Where a program has the words of a text message as a column of a row."""
    columns = (each.start("literal") for each in _FIELD.finditer(text) if _is_row(text, each.start()))
    return frozenset((*columns, *_parts(text), *_in_blocks(text)))


def _parts(text: str) -> Iterator[int]:
    """``new SmsTemplate("welcome", "Hi {name}, welcome")``."""
    for made in _MADE.finditer(text):
        inside = inside_of(text, made.end())
        yield from (made.end() + each.start("literal") for each in _PART.finditer(inside))


def _in_blocks(text: str) -> Iterator[int]:
    """``SmsTemplate.find_or_create_by!(name: "bye") do |row| row.body = "Bye" end``."""
    for block in _BLOCK.finditer(text):
        before = _GIVEN.search(text, max(block.start() - 200, 0), block.start())
        line = before[0].rpartition("\n")[2] if before is not None else ""
        if _TABLE.search(line) is not None and _WRITES.search(line) is not None:
            sets = re.compile(
                rf"(?<![\w.]){block['row']}\.(?i:message|msg|text|body|content|template)\s*=\s*(?P<literal>['\"])"
            )
            yield from (each.start("literal") for each in sets.finditer(text, block.end(), block.end() + 600))


def _is_row(text: str, start: int) -> bool:
    for level, opened in enumerate(around(text, start, _LEVELS)):
        if level == 0 and _CHANNEL.search(inside_of(text, opened + 1)) is not None:
            return True
        if level and text[opened] == "{" and _VALUE.search(text, max(opened - 40, 0), opened) is None:
            return False  # a function or a class
        given = _GIVEN.search(text, max(opened - 200, 0), opened)
        written = given[0] + text[opened] if given is not None else ""
        if _TABLE.search(written) is not None and (level or _WRITES.search(written) is not None):
            return True
    return False
