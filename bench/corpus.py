"""Corpora of real messages for the other scripts: one message in each line of a ``.tsv`` or ``.jsonl`` file.

A ``.tsv`` line has a language, a kind and a text. A ``.jsonl`` record has ``raw`` or ``text``, and, if known, ``locale``, ``kind`` and
``format``. Messages are templates as in a file that ``smslint check`` reads: what a program fills later is no fault.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from smslint.dialects import is_dialect
from smslint.dialects.detect import detect
from smslint.rules.context import make_context
from smslint.rules.kinds import ORDER
from smslint.rules.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FORMATS = {
    "go-template": "go", "ejs": "erb", "rails-i18n-yaml": "percent", "rails-yaml": "percent", "laravel-php": "colon",
    "laravel-lang": "colon", "laravel": "colon", "jinja2": "jinja", "govuk-notify": "parens", "notify-python": "parens",
    "python-format": "brace", "py-format": "brace", "python": "brace", "py-fstring": "brace", "ts-template-literal": "dollar",
    "dollar-brace": "dollar", "dollar-brace-txt": "dollar", "i18next-json": "mustache", "i18next": "mustache",
    "json-i18n": "mustache", "csv-mustache": "mustache", "django-html": "django", "django-txt": "django",
    "sql-seed": "[name]",
}  # fmt: skip
_HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
"""The front matter of a file, which is not sent."""


class Message(NamedTuple):
    """A message of a corpus, with what people said about it."""

    text: str
    language: str = "?"
    kind: str = "transactional"
    """``marketing``, ``transactional`` or ``otp``; a text about which one cannot say more is ``transactional``."""
    format: str = ""

    def subject(self, settings: Mapping[str, object] | None = None) -> Subject:
        """The message as the rules see it."""
        dialect = FORMATS.get(self.format, self.format)
        if not is_dialect(dialect):
            dialect = detect(self.text).dialect
        return Subject(self.text, dialect=dialect, context=make_context(dict(settings or {})), template=True)


def read(path: Path) -> Iterator[Message]:
    """The messages of a corpus."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if path.suffix == ".tsv":
            language, kind, text = line.split("\t", 2)
            yield Message(text, language, kind)
        elif line.strip():
            record = json.loads(line)
            kind = record.get("kind")
            yield Message(
                _HEAD.sub("", record.get("text") or record["raw"]),
                record.get("locale") or "?",
                kind if kind in ORDER else "transactional",
                record.get("format") or "",
            )
