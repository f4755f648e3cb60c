"""The shipped patterns run without a time limit, so none of them may be slow on hostile texts."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from types import FrameType

import pytest

from smslint.rules import countries, lexicons, packs
from smslint.rules.matching import Pattern, hostile
from smslint.rules.options import leaves
from smslint.text.fold import fold_pattern

LIMIT = 2.0
"""Seconds for all hostile texts of one pattern: a hundred times the slowest, but short for a pattern that never ends."""


def shipped() -> Iterator[tuple[str, str]]:
    for name in lexicons.names():
        for entry in lexicons.load(name).entries():
            for pattern in (*entry.patterns, *entry.unless):
                yield f"{name} {entry.key}", fold_pattern(pattern)
    for rule in packs.load().rules:
        for written in leaves(rule.options, Pattern):
            yield rule.code, written.source
    for iso2 in countries.names():
        country = countries.load(iso2)
        assert country is not None
        for asked in country.text_checks:
            if asked.pattern is not None:
                yield f"{iso2} {asked.what}", asked.pattern
            if asked.opt_out is not None and asked.opt_out.number is not None:
                yield f"{iso2} {asked.what}", asked.opt_out.number


def out_of_time(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


@pytest.mark.no_cover
@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs an interval timer")
@pytest.mark.parametrize("share", [0, *(pytest.param(each, marks=pytest.mark.long) for each in (1, 2))])
def test_no_shipped_pattern_is_slow(share: int) -> None:
    slow = []
    before = signal.signal(signal.SIGALRM, out_of_time)
    try:
        for where, pattern in list(shipped())[share::3]:
            compiled = re.compile(pattern, re.IGNORECASE)
            signal.setitimer(signal.ITIMER_REAL, LIMIT)
            try:
                for text in hostile(pattern):
                    compiled.findall(text)
            except TimeoutError:
                slow.append((where, pattern))
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert slow == []
