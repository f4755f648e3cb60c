"""What a pattern requires: correct for every shipped pattern on every shipped phrase, and not empty where it can be known."""

from __future__ import annotations

import re
from itertools import product

import pytest

from smslint.rules import lexicons
from smslint.rules.lexicon import Lexicon
from smslint.text.fold import fold, fold_pattern
from smslint.text.required import EDGE, marked, required

# a pattern; what it demands, with | for the edge of a word
DEMANDS = [
    (r"sale", [["sale"]]),
    (r"\bsale\b", [["|sale|"]]),
    (r"\b(?:je|uw)\s+code", [["|je| |code", "|uw| |code"]]),
    (r"\d+% off", [["% |off"]]),
    (r"scont[oi]\b", [["sconto|", "sconti|"]]),
    (r"stop(?:\s?all)?(?!\s+sign)", [["stop"]]),
    (r"reply \w+ stop", [["reply| "], [" |stop"]]),
    (r"a{2,3}b", [["a"], ["b"]]),
    (r"(?:ab)+c|d", [["ab", "d"]]),
    (r"(?:ab)*", []),
    (r"[a-z]x|[^q]y", [["x", "y"]]),
    (r"STOP|É", [["stop", "é"]]),
    (r"a  b", [["a| |b"]]),
    (r"(?i)x", []),
    (r"(x)\1", []),
    (r"a|", []),
    (r"x(?=y)z", [["xz"]]),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "expected"), DEMANDS)
def test_what_a_pattern_demands(pattern: str, expected: list[list[str]]) -> None:
    found = [[string.replace(EDGE, "|") for string in demand] for demand in required(pattern).demands]
    assert found == expected


# a pattern; the strings that begin its matches
BEGINNINGS = [
    (r"sale", ["sale"]),
    (r"\bsale\b", ["sale"]),
    (r"\b(?:je|uw)\s+code", ["je", "uw"]),
    (r"\d+% off", []),
    (r"scont[oi]\b", ["sconto", "sconti"]),
    (r"(?:an? )?sale", ["a", "an", "sale"]),
    (r"(?:the\s+)*sale", []),
    (r"(?:\bstop\w*|end)\s+it", ["stop", "end"]),
    (r"(?:stop|\w+)\s+it", []),
    (r"(?:ab)+c|d", ["ab", "d"]),
    (r"(?<=save )[$€]\s?\d", ["$", "€"]),
    (r"(?:^|\s)code", []),
    (r"STOP|É", ["stop", "é"]),
    (r"(?i)x", []),
    (r"a|", []),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "expected"), BEGINNINGS)
def test_what_begins_the_matches_of_a_pattern(pattern: str, expected: list[str]) -> None:
    assert sorted(required(pattern).beginnings) == sorted(expected)


def test_a_marked_text_has_the_edges_of_words_and_single_spaces() -> None:
    assert marked("20% off, a  b_c").replace(EDGE, "|") == "|20|% |off|, |a| |b_c|"


SHIPPED = [lexicons.load(name) for name in lexicons.names()]


FEW = 200
"""About how many texts each pattern gets: with all, the time grows with the square of a lexicon."""


@pytest.mark.no_cover
@pytest.mark.parametrize("most", [FEW, pytest.param(10**9, marks=pytest.mark.long, id="all")])
@pytest.mark.parametrize("lexicon", SHIPPED, ids=lambda lexicon: lexicon.name)
def test_no_shipped_pattern_matches_without_what_it_demands(lexicon: Lexicon, most: int) -> None:
    """On the phrases of its own entry, and on those of others, which differ from pattern to pattern."""
    texts = [fold(phrase).text for entry in lexicon.entries() for phrase in entry.phrases]
    texts += [f"{one}  {two}".replace("e", "e ", 1) for one, two in zip(texts, reversed(texts), strict=True)]
    all_looks = [(text, marked(text)) for text in texts]
    step = max(len(all_looks) // most, 1)
    with_demands = 0
    for number, entry in enumerate(lexicon.entries()):
        own = [(text, marked(text)) for text in (fold(phrase).text for phrase in entry.phrases)]
        looks = [*own, *all_looks[number % step :: step]]
        for source in (*entry.patterns, *entry.unless):
            pattern, needed = fold_pattern(source), required(fold_pattern(source))
            compiled = re.compile(pattern, re.IGNORECASE)
            with_demands += bool(needed.demands)
            for text, look in looks:
                first = compiled.search(text)
                if not all(any(string in look for string in demand) for demand in needed.demands):
                    assert first is None, pattern
                if first is not None:
                    assert 0 <= needed.start(text) <= first.start(), pattern
    patterns = sum(len(entry.patterns) + len(entry.unless) for entry in lexicon.entries())
    assert with_demands * 10 >= patterns * 6


PARTS = ["a", "b?", "(?:ab|c)", "(?:a|b)+", r"\s+", r"\s*", r"\b", "[ab]", r"\w", "(?:a{2}b)?", "(?!b)"]
TEXTS = ["".join(chars) for size in range(5) for chars in product("ab c", repeat=size)]


@pytest.mark.no_cover
@pytest.mark.parametrize("pattern", sorted({"".join(parts) for parts in product(PARTS, repeat=3)}))
def test_small_patterns_demand_only_what_they_need(pattern: str) -> None:
    compiled, needed = re.compile(pattern, re.IGNORECASE), required(pattern)
    for text in TEXTS:
        if first := compiled.search(text):
            assert all(any(string in marked(text) for string in demand) for demand in needed.demands), text
            assert 0 <= needed.start(text) <= first.start(), text
