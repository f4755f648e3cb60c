"""How accurate the default rules are: they run over real texts, and every finding can be reviewed.

    python bench/precision.py corpus.jsonl                   findings per rule and severity
    python bench/precision.py corpus.jsonl --show OPT001     its findings, with their texts
    python bench/precision.py corpus.jsonl --errors          every finding that is an error

See ``bench/corpus.py`` for the form of a corpus. Kinds are inferred unless ``--kinds`` selects those of the corpus, which may also be
guesses. ``--region`` may be given more than once.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import read

from smslint.rules import packs
from smslint.rules.engine import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import Message

    from smslint.finding import Finding


def main() -> int:
    options = _options()
    if not options.corpus.is_file():
        print(f"{options.corpus}: there is no such file; nothing is measured")
        return 0
    rows = list(read(options.corpus))
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


def _findings(row: Message, options: argparse.Namespace) -> Iterator[Finding]:
    settings = {
        "locale": None if row.language == "?" else row.language,
        "regions": options.region or None,
        "provider": options.provider,
        "sender": options.sender or None,
        "kind": row.kind if options.kinds else None,
    }
    known = {name: value for name, value in settings.items() if value is not None}
    return iter(run(packs.load().rules, row.subject(known)))


def _print(row: Message, finding: Finding) -> None:
    print(f"{finding.code} {finding.severity.label} [{row.format}, {row.language}, {row.kind}] {finding.message}")
    print(f"    {row.text[finding.span.start : finding.span.end][:60]!r} in {row.text[:300]!r}")


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
