"""The cheapest wording of a message that is known: its fixes made, a shorter text appended, or everything in GSM-7."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules.check_options import lexicon_of
from smslint.rules.engine import run
from smslint.rules.profiles import profiles
from smslint.rules.rule import rule_of
from smslint.text.gsm7 import GSM7, GSM_7
from smslint.vocabulary import ALL_FIXES, APPENDED, GSM_7_ONLY, SAFE_FIXES
from smslint.wording import first_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.cost.mended import Mended
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.bounds import Bounds
    from smslint.text.values import Run

_EFFORT: Final = {SAFE_FIXES: 1, APPENDED: 2, ALL_FIXES: 4, GSM_7_ONLY: 8}
"""Of two wordings that cost the same, the one that takes less is named."""
_IS_TEXT: Final = re.compile(r"[^\W\d_]+(?:[ ,.!:'-]+[^\W\d_]+)*")
"""A form of an opt-out text that can be used as it is: others have a number, an address or a choice in them."""
_NAMED: Final = 3


class Step(NamedTuple):
    """One thing to do for a cheaper wording."""

    name: str
    """``fixes``, ``all_fixes``, ``appended`` or ``gsm7``."""
    what: str = ""
    """The text to append, or the characters and the placeholders that are not in GSM-7; empty for fixes."""


class Wording(NamedTuple):
    """A message written in another way."""

    steps: tuple[Step, ...]
    least: int
    """Segments."""
    most: int
    encodings: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int, int]:
        """The order of wordings: the fewest segments, then what takes the least effort."""
        return self.most, self.least, sum(_EFFORT[each.name] for each in self.steps)


def cheapest(about: Mended, rules: Iterable[Rule]) -> Wording | None:
    """The cheapest wording of a message; ``None`` if none is known that takes fewer segments.

    :param rules: those of its project: no wording is cheaper that brings a finding.
    """
    subject = about.now.subject
    assert subject is not None
    now = subject.bounds
    if now.most is None or now.most == 1:
        return None
    found = (
        Wording(steps, bounds.least, bounds.most, bounds.encodings)
        for steps, bounds in _wordings(about, tuple(rules))
        if bounds.most is not None and _is_cheaper(bounds, now)
    )
    return min(found, key=lambda each: each.rank, default=None)


def _is_cheaper(bounds: Bounds, than: Bounds) -> bool:
    """Whether it takes fewer segments at one end, and no more at the other."""
    assert than.most is not None
    if bounds.most is None or bounds.most > than.most or bounds.least > than.least:
        return False
    return (bounds.most, bounds.least) != (than.most, than.least)


def _wordings(about: Mended, rules: tuple[Rule, ...]) -> Iterator[tuple[tuple[Step, ...], Bounds]]:
    """Every combination of what can be done, with its bounds; the first is the message as it is."""
    assert about.now.subject is not None
    now = about.now.subject.bounds
    for fixes, record in (((), about.now), ((Step(SAFE_FIXES),), about.safe), ((Step(ALL_FIXES),), about.all)):
        fixed = None if record is None else record.subject
        if fixed is None or fixed.error is not None:
            continue
        for added, subject in _appended(fixed, rules, now):
            yield (*fixes, *added), subject.bounds
            whole = subject.in_gsm7
            if whole.encodings == (GSM_7,) != subject.bounds.encodings:
                yield (*fixes, *added, Step(GSM_7_ONLY, _not_in_gsm7(subject))), whole


def _appended(subject: Subject, rules: tuple[Rule, ...], now: Bounds) -> Iterator[tuple[tuple[Step, ...], Subject]]:
    """The message as it is, and with the shortest opt-out text appended that all of its countries have, that makes it cheaper, and to
    which no rule objects."""
    yield (), subject
    appended = subject.stated.appended
    rule = rule_of(rules, "OPT001")
    if not appended or rule is None or not lexicon_of(rule).holds(appended):
        return
    countries = profiles(subject)
    if not countries or len(countries) < len(subject.regions):
        return
    common = [
        form for form in countries[0].opt_out.forms if _IS_TEXT.fullmatch(form) and all(form in each.opt_out.forms for each in countries)
    ]  # fmt: skip
    start = appended[: len(appended) - len(appended.lstrip())]
    for text in sorted((start + form for form in common if len(start + form) < len(appended)), key=len):
        shorter = subject.under(subject.stated._replace(appended=text))
        cheaper = _is_cheaper(shorter.bounds, now) or _is_cheaper(shorter.in_gsm7, now)
        if cheaper and _codes(rules, shorter) <= _codes(rules, subject):
            yield (Step(APPENDED, text),), shorter
            return


def _codes(rules: tuple[Rule, ...], subject: Subject) -> set[str]:
    return {each.code for each in run(rules, subject)}


def _not_in_gsm7(subject: Subject) -> str:
    """``’ U+2019, first_name``: the characters and the values that keep a message from GSM-7."""
    chars = [each for each in dict.fromkeys("".join(part.text for part in subject.literals)) if not GSM7.septets(each)]
    names = dict.fromkeys(
        hole.name
        for hole in subject.placeholders
        if (values := subject.values.lookup(hole.name)) is not None and not all(map(_is_in_gsm7, values.options))
    )
    found = [*(f"{char} U+{ord(char):04X}" if char.isprintable() else f"U+{ord(char):04X}" for char in chars), *names]
    return first_of(found, _NAMED)


def _is_in_gsm7(option: Run | str) -> bool:
    return GSM7.holds(option if isinstance(option, str) else "".join(option.charset.members))
