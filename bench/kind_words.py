"""Make the weights of words from labelled texts, or measure them on a source of texts that is left out.

    python bench/kind_words.py > rules/lexicons/kind-words.yaml     weights from tests/rules/kinds/
    python bench/kind_words.py --leave-out terse.tsv ...            what weights from the other files say about these

A logistic regression with one weight for each word of a language: a word of seven and more letters counts by its first five, so that
its endings share a weight. Each step goes over the texts in a fixed order, so that the same texts give the same weights. Weights are
whole quarters; small ones and those of rare words are left out. ``unseen.tsv`` is never read: it measures the result.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from pathlib import Path
from unittest import mock

from smslint.rules.kind_words import SHAPES, shapes, words_of
from smslint.rules.kinds import Kind, infer, shown_of
from smslint.rules.lexicons import load

TEXTS = Path(__file__).resolve().parent.parent / "tests" / "rules" / "kinds"
LANGUAGES = ("en", "de", "fr", "es", "pt", "tr", "id")
OF_OPT_OUTS = frozenset({
    "stop", "stopp", "reply", "text", "opt", "out", "end", "baja", "alto", "sair", "ret", "iptal", "berhenti", "ketik", "balas", "respo*",
    "abmel*", "desab*", "unsub*", "sms", "yaz", "msg",
})  # fmt: skip
"""Words with which any message says how to opt out: no evidence."""
FRIENDS = "false friends of the cues of marketing"
ROUNDS = 15
STEP = 0.3
DECAY = 0.003
LEAST_TEXTS = 4
PARTS = 4
LEAST_WEIGHT = 2
HEAD = """lexicon: kind-words
title: How much the words of a text speak for marketing, where no cue decides
sources:
  - {title: 'Our own labelled texts in tests/rules/kinds and the false friends of message-kinds, weighed by bench/kind_words.py', published: 2026-11-28, no_url: 'the project''s own list, measure or profiles'}
notes:
  - Made by bench/kind_words.py; change the texts, not the weights. A weight is a quarter of the logarithm of the odds.
  - A word that ends with an asterisk stands for all words of seven and more letters that begin so.
"""

Row = tuple[str, str, str, str]


def read(leave_out: frozenset[str]) -> tuple[list[Row], list[Row]]:
    """The texts to learn from, and those left out: file, language, kind, text."""
    kept, left, seen = list[Row](), list[Row](), set[str]()
    for path in sorted(TEXTS.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            language, kind, text = line.split("\t", 2)
            if language not in LANGUAGES or path.name == "unseen.tsv":
                continue
            (left if path.name in leave_out else kept).append((path.name, language, kind, text))
    for entry in load("message-kinds").entries(LANGUAGES):
        if entry.group in {"marketing", "discount-code"} and entry.language in LANGUAGES:
            kept.extend((FRIENDS, entry.language, "transactional", friend) for friend in entry.false_friends)
    held = {text for *_, text in left}
    return [row for row in kept if row[3] not in held and not (row[3] in seen or seen.add(row[3]))], left  # type: ignore[func-returns-value]


def features(row: Row) -> list[str]:
    """The features of a text: its words, each with its language, and its shapes."""
    _, language, _, text = row
    words = dict.fromkeys(word for word, _, _ in words_of(shown_of(text)))
    return [f"{language} {word}" for word in words if word not in OF_OPT_OUTS] + [
        f"any {name}" for name in shapes(text)
    ]


def learn(rows: list[Row]) -> tuple[dict[str, int], int]:
    """The weight of each feature, and what a text without any has."""
    texts = [(features(row), row[2] == "marketing") for row in rows]
    often = Counter(name for names, _ in texts for name in names)
    weights = {name: 0.0 for name, count in often.items() if count >= LEAST_TEXTS}
    steps = dict.fromkeys(weights, 1e-8)
    start = 0.0
    known = [([name for name in names if name in weights], label) for names, label in texts]
    for turn in range(ROUNDS):
        for at in range(len(known)):
            names, label = known[(at * 7919 + turn * 104729) % len(known)]
            total = start + sum(weights[name] for name in names)
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - label
            for name in names:
                slope = error + DECAY * weights[name]
                steps[name] += slope * slope
                weights[name] -= STEP * slope / math.sqrt(steps[name])
            start -= 0.02 * error
    whole = {name: round(PARTS * weight) for name, weight in weights.items()}
    return {name: weight for name, weight in whole.items() if abs(weight) >= LEAST_WEIGHT}, round(PARTS * start)


def written(weights: dict[str, int], start: int) -> str:
    """The file of the lexicon."""
    lines = [HEAD, f"threshold: {-start}\nentries:\n"]
    by_weight: dict[tuple[str, int], list[str]] = defaultdict(list)
    for name, weight in weights.items():
        language, word = name.split(" ", 1)
        by_weight[language, weight].append(word)
    for language, weight in sorted(by_weight, key=lambda key: ((*LANGUAGES, "any").index(key[0]), -key[1])):
        group = "marketing" if weight > 0 else "transactional"
        words = [f"'{word}'" for word in sorted(by_weight[language, weight])]
        lines.append(
            f"  - key: {language}-{group}-{abs(weight)}\n    group: {group}\n    language: {language}\n    weight: {abs(weight)}\n"
            f"    confidence: knowledge\n    words: [{', '.join(words)}]\n"
        )
    return "".join(lines)


def measure(weights: dict[str, int], start: int, rows: list[Row]) -> None:
    """What the cues say of these texts, and what they say with weights, at several thresholds."""
    sums = [start + sum(weights.get(name, 0) for name in features(row)) for row in rows]
    with mock.patch("smslint.rules.kinds.weigh", return_value=None):  # what cues say without any weights
        cues: list[Kind] = [infer(text) for *_, text in rows]
    for least in (2, 4, 6, 8, 10, 12):
        counts: Counter[tuple[bool, str]] = Counter()
        for (_, _, kind, _), cue, total in zip(rows, cues, sums, strict=True):
            counts[kind == "marketing", "cues"] += cue.kind == "marketing"
            counts[kind == "marketing", "alone"] += total >= least
            counts[kind == "marketing", "both"] += cue.kind == "marketing" or (not cue.known and total >= least)
            doubted = cue.kind == "marketing" and cue.lead < 3 and total <= 2 - least
            counts[kind == "marketing", "doubting"] += (cue.kind == "marketing" and not doubted) or (
                not cue.known and total >= 8
            )
            counts[kind == "marketing", "all"] += 1
        print(
            f"from {least}: "
            + "; ".join(
                f"{name} {counts[True, name]} of marketing, {counts[False, name]} of others"
                for name in ("cues", "alone", "both", "doubting", "all")
            )
        )


def main() -> None:
    """Print the lexicon, or what it would say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leave-out", nargs="+", default=[])
    left_out = frozenset(parser.parse_args().leave_out)
    kept, left = read(left_out)
    weights, start = learn(kept)
    if left_out:
        print(f"{len(kept)} texts, {len(weights)} weights, {len(SHAPES)} shapes")
        measure(weights, start, left)
    else:
        print(written(weights, start), end="")


if __name__ == "__main__":
    main()
