"""The kinds that smslint infers, against the kinds that people gave: a confusion table per language.

Run: python bench/kinds.py CORPUS... [--languages] [--wrong] [--labels LABELS]

See ``bench/corpus.py`` for the form of a corpus. ``--languages`` tells smslint the language of each text, as a project with locales
does; otherwise it does not know it. ``--wrong`` prints the texts whose kind is wrong. ``--labels`` names a file of kinds that replace
those of the corpus: in each line the first 12 digits of the SHA-256 of a text, and its kind; texts without a label are then left out.

``unknown`` is an answer: the words decide nothing. A text about which one cannot say more is ``transactional`` in a corpus.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import read

from smslint.rules.kinds import ORDER, Kind, infer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus import Message

FOUND = (*ORDER, "unknown")


def relabelled(texts: Iterable[Message], path: Path) -> Iterator[Message]:
    """Only the texts that a file of labels has, with its kinds."""
    labels = dict(line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    for each in texts:
        kind = labels.get(hashlib.sha256(each.text.encode()).hexdigest()[:12])
        if kind is not None:
            yield each._replace(kind=kind)


def name_of(found: Kind) -> str:
    """The answer, or ``unknown``."""
    return found.kind if found.known else "unknown"


def table(title: str, counts: Counter[tuple[str, str]]) -> Iterator[str]:
    """A confusion table: a row for each kind that people gave, a column for each answer."""
    yield f"{title:16}{'':4}" + "".join(f"{name:>15}" for name in FOUND) + f"{'recall':>9}"
    for kind in ORDER:
        row = [counts[kind, name] for name in FOUND]
        if sum(row):
            yield f"  {kind:18}" + "".join(f"{count:15}" for count in row) + f"{counts[kind, kind] / sum(row):9.1%}"
    precisions = []
    for name in ORDER:
        column = sum(counts[kind, name] for kind in ORDER)
        precisions.append(f"{counts[name, name] / column:15.1%}" if column else f"{'-':>15}")
    yield f"  {'precision':18}" + "".join(precisions)
    others = [count for (kind, _), count in counts.items() if kind == "transactional"]
    if others:
        yield f"  transactional called marketing: {counts['transactional', 'marketing'] / sum(others):.1%}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--languages", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--labels", type=Path)
    given = parser.parse_args()
    texts = [each for path in given.corpora for each in read(path)]
    if given.labels:
        texts = list(relabelled(texts, given.labels))
    by_language: dict[str, Counter[tuple[str, str]]] = {}
    by_certainty: Counter[tuple[float, bool]] = Counter()
    for each in texts:
        found = infer(each.subject().first.text, [each.language] if given.languages else None)
        by_language.setdefault(each.language, Counter())[each.kind, name_of(found)] += 1
        if found.known:
            by_certainty[found.certainty, found.kind == each.kind] += 1
        if given.wrong and found.kind != each.kind:
            print(f"{each.language} {each.kind} -> {name_of(found)} {found.score} {found}\n    {each.text!r}")
    total: Counter[tuple[str, str]] = Counter()
    for language in sorted(by_language):
        print("\n".join(table(language, by_language[language])))
        total += by_language[language]
    print("\n".join(table("all", total)))
    for certainty in sorted({certainty for certainty, _ in by_certainty}):
        right, wrong = by_certainty[certainty, True], by_certainty[certainty, False]
        print(f"  certainty {certainty:.0%}: right {right / (right + wrong):.1%} of {right + wrong}")


if __name__ == "__main__":
    main()
