"""A message whose length is a few characters above or below a segment boundary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.check_options import Boundary
from smslint.text.gsm7 import GSM_7
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding when the longest rendering ends at most ``over`` units after a boundary or ``under`` units before one."""
    options = Boundary.of(rule)
    found = subject.bounds
    if found.most is None or found.most_witness is None or found.headroom is None:
        return
    encoding, units, count = subject.alphabet.measure(found.most_witness)
    single, segment = (subject.alphabet.single, subject.alphabet.segment) if encoding == GSM_7 else (70, 67)
    capacity = single if count == 1 else segment
    over = units - single if count == 2 else capacity - found.headroom
    subject_words = "The message" if found.least == found.most else "The longest rendering"
    if count > 1 and 0 < over <= options.over:
        yield rule.finding(
            f"{subject_words} is {plural(over, 'character')} too long for segment {count - 1}, so it costs segment {count}.",
            subject.span,
            help=f"Shorten it by {plural(over, 'character')} to save a segment for every recipient.",
        )
    elif found.headroom <= options.under and units:
        left = "exactly full" if found.headroom == 0 else f"{plural(found.headroom, 'character')} away from the next"
        yield rule.finding(
            f"{subject_words} fills {plural(count, 'segment')} and is {left}.",
            subject.span,
            help="Leave some space: one more character costs a segment for every recipient.",
        )
