"""The findings of one smslint in a list of messages, one JSON line each: the part of ``same_findings.py`` that runs in both trees.

Run: python bench/recording.py texts [FILE ...] > messages; python bench/recording.py record < messages
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SCOPES: Final = ("message", "recipient", "send", "config")
CONTEXTS: Final[tuple[dict[str, Any], ...]] = (
    {},
    {
        "kind": "marketing",
        "regions": ["US", "FR", "IN"],
        "sender": "long_code",
        "brand": ["Acme"],
        "provider": "twilio",
    },
    {"kind": "otp", "regions": ["GB"], "sender": "alphanumeric", "locale": "en", "domains": ["acme.example"]},
    {"kind": "transactional", "regions": ["DE", "SG"], "provider": "octopods", "locale": "de", "program": "help"},
    {"locale": "es", "appended": "\nReply STOP to opt out", "provider": "aws"},
)
"""The settings for each text."""

VALUES: Final = {
    "*name*": {"max": 20},
    "*code*": {"type": "otp"},
    "*url*": {"type": "url"},
    "shop": {"enum": ["A", "Ł"]},
}
DIALECTS: Final = {
    "go-template": "go", "toml-gotemplate": "go", "jinja2": "jinja", "rails-yaml": "percent", "csv-mustache": "mustache",
    "ts-const-mustache": "mustache", "py-fstring": "brace", "py-format": "brace", "yaml-erb": "erb", "erb-frontmatter": "erb",
    "laravel-lang": "colon", "dollar-brace-txt": "dollar", "ts-template-literal": "dollar", "java-properties": "brace",
    "notify-python": "parens", "ts-i18n": "mustache", "sql-seed": "jinja",
}  # fmt: skip
"""Other names for dialects in files of texts."""


def texts(files: list[str]) -> Iterator[dict[str, Any]]:
    """The messages: every rule's tests, every phrase of a lexicon, disguises of both, and each line of the files."""
    from smslint.rules import lexicons, packs

    plain = []
    with_tests = getattr(packs, "load_tested", packs.load)  # an older commit has only the second
    for rule in with_tests().rules:
        for test in rule.tests:
            yield {
                "text": test.text, "dialect": test.dialect, "context": _plain(test.context), "values": _plain(test.values),
                "to": test.to,
            }  # fmt: skip
            plain.append((test.text, test.dialect))
    for name in lexicons.names():
        plain += [(phrase, "plain") for entry in lexicons.load(name).entries() for phrase in entry.phrases]
    for file in files:
        plain += _of_file(Path(file))
    plain = list(dict.fromkeys(plain))
    for text, dialect in [*plain, *_disguised(plain)]:
        for context in CONTEXTS:
            yield {"text": text, "dialect": dialect, "context": context, "values": VALUES, "to": None}
    for text, dialect in plain[::7]:
        for to in ("+14155552671", "+33612345678", "0612345678"):
            yield {"text": text, "dialect": dialect, "context": {"kind": "marketing"}, "values": {}, "to": to}


def _of_file(path: Path) -> list[tuple[str, str]]:
    """One message per line: plain text, or JSON with ``text`` or ``raw`` and the dialect in ``dialect`` or ``format``."""
    from smslint.dialects import DIALECTS as KNOWN

    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("{"):
            found.append((line, "plain"))
            continue
        row = json.loads(line)
        dialect = str(row.get("dialect") or row.get("format") or "plain")
        dialect = DIALECTS.get(dialect, dialect)
        text = str(row.get("text") or row.get("raw") or "")
        found.append((text, dialect if dialect in KNOWN else "plain"))
    return found


def _disguised(plain: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The texts in capitals, in full width, with invisible characters and odd spaces, in pairs, and cut anywhere."""
    random = Random(9)
    for text, dialect in plain[::3]:
        yield text.upper(), dialect
    for text, dialect in plain[1::3]:
        if dialect == "plain":
            yield "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text), dialect
            yield text.replace("e", "\u0435").replace("o", "\u043e"), dialect
            yield "\u200b".join(text.split(" ")).replace("t", "t\u0301"), dialect
            yield text.replace(" ", random.choice(("\u00a0", "  ", "\n", "\t"))), dialect
            yield text[random.randrange(len(text) + 1) :], dialect
    simple = [text for text, dialect in plain if dialect == "plain"]
    random.shuffle(simple)
    for one, two in pairwise(simple):
        yield f"{one} {two}", "plain"


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(dict(value), default=str))


def record(row: dict[str, Any]) -> dict[str, Any]:
    """The record of one message: its findings, its bounds with their witnesses, its kind with the evidence."""
    from smslint.errors import SmslintError
    from smslint.rules import packs
    from smslint.rules.context import make_context
    from smslint.rules.engine import run
    from smslint.rules.subject import Subject
    from smslint.text.values import ValueTable

    try:
        context = make_context(row["context"])
        subject = Subject(
            row["text"], dialect=row["dialect"], context=context, values=ValueTable(row["values"]), to=row["to"]
        )
        found = run(packs.load().rules, subject, SCOPES)
        bounds = None if subject.error is not None else list(subject.bounds)
    except SmslintError as error:
        return {"error": str(error)}
    return {
        "kind": [subject.context.kind, subject.context.kind_inferred, subject.context.evidence],
        "bounds": bounds,
        "lengths": list(subject.lengths),
        "findings": [
            {
                "code": each.code, "span": list(each.span), "severity": each.severity.name, "confidence": each.confidence.name,
                "message": each.message, "help": each.help, "why": each.why, "predicts": each.predicts,
                "fix": None if each.fix is None else [list(each.fix.span), each.fix.replacement, each.fix.safe],
                "labels": [[list(label.span), label.text] for label in each.labels],
            }
            for each in found
        ],
    }  # fmt: skip


def main() -> None:
    """Write the messages, or the findings in the messages from standard input."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    if sys.argv[1] == "texts":
        for row in texts(sys.argv[2:]):
            print(json.dumps(row))
    else:
        for line in sys.stdin:
            print(json.dumps(record(json.loads(line))))


if __name__ == "__main__":
    main()
