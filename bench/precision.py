"""How accurate the default rules are: they run over real texts, and every finding can be reviewed.

    python bench/precision.py corpus.jsonl                   findings per rule and severity
    python bench/precision.py corpus.jsonl --show OPT001     its findings, with their texts
    python bench/precision.py corpus.jsonl --errors          every finding that is an error

Each line of the corpus is a JSON object with ``raw`` (the message), and, if known, ``format``, ``locale`` and ``kind``. Kinds are
inferred unless ``--kinds`` selects those of the corpus, which may also be guesses. ``--region`` may be given more than once.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smslint.dialects import DIALECTS
from smslint.rules import packs
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding

FORMATS = {
    "go-template": "go", "ejs": "erb", "rails-i18n-yaml": "percent", "rails-yaml": "percent", "laravel-php": "colon",
    "laravel": "colon", "jinja2": "jinja", "govuk-notify": "parens", "python-format": "brace", "python": "brace",
    "py-fstring": "brace", "ts-template-literal": "dollar", "dollar-brace": "dollar", "i18next-json": "mustache",
    "i18next": "mustache", "json-i18n": "mustache", "odoo-xml": "mustache", "django-html": "django", "django-txt": "django",
}  # fmt: skip


def main() -> int:
    options = _options()
    if not options.corpus.is_file():
        print(f"{options.corpus}: there is no such file; nothing is measured")
        return 0
    rows = [json.loads(line) for line in options.corpus.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = [(row, finding) for row in rows for finding in _findings(row, options)]
    if options.show or options.errors:
        for row, finding in found:
            if finding.code in options.show or (options.errors and finding.severity.label == "error"):
                _print(row, finding)
        return 0
    counts = Counter((finding.code, finding.name, finding.severity.label) for _, finding in found)
    for (code, name, severity), count in sorted(counts.items()):
        print(f"{code}  {name:<28} {severity:<8} {count:>4}")
    totals = Counter(finding.severity.label for _, finding in found)
    print(f"{len(rows)} messages: " + ", ".join(f"{totals[word]} {word}" for word in ("error", "warning", "info")))
    return 0


def _findings(row: dict[str, Any], options: argparse.Namespace) -> Iterator[Finding]:
    settings: dict[str, Any] = {
        "locale": row.get("locale"),
        "regions": options.region or None,
        "provider": options.provider,
    }
    if options.sender:
        settings["sender"] = options.sender
    if options.kinds and row.get("kind") in {"marketing", "transactional", "otp"}:
        settings["kind"] = row["kind"]
    dialect = FORMATS.get(row.get("format", ""), row.get("format", "plain"))
    subject = Subject(
        row["raw"], dialect=dialect if dialect in DIALECTS else _guess(row["raw"]), context=make_context(settings)
    )
    return iter(run(packs.load().rules, subject))


def _guess(text: str) -> str:
    for mark, dialect in (("{%", "django"), ("<%", "erb"), ("{{", "mustache"), ("%{", "percent"), ("${", "dollar"), ("((", "parens"),
                          ("{", "brace"), ("%", "percent")):  # fmt: skip
        if mark in text:
            return dialect
    return "plain"


def _print(row: dict[str, Any], finding: Finding) -> None:
    print(
        f"{finding.code} {finding.severity.label} [{row.get('format')}, {row.get('locale')}, {row.get('kind')}] {finding.message}"
    )
    print(f"    {row['raw'][finding.span.start : finding.span.end][:60]!r} in {row['raw'][:300]!r}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Findings of the default rules over a corpus of messages.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--show", action="append", default=[], metavar="CODE")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--kinds", action="store_true", help="take the corpus' own kinds")
    parser.add_argument("--sender")
    parser.add_argument("--provider")
    parser.add_argument("--region", action="append", default=[])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
