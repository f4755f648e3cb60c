"""One concrete text as one provider sends it: its segments, the reasons for UCS-2, possible savings, counts of other providers."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from smslint.dialects.merge_fields import MergeField, merge_fields
from smslint.errors import ConfigError
from smslint.rules.providers import SmartEncoding, load
from smslint.sealed import sealed
from smslint.text import national
from smslint.text.gsm7 import GSM7, UCS_2, Alphabet
from smslint.text.offenders import Offender, offenders
from smslint.text.segmentation import Segment, Segmentation, segment
from smslint.text.shift_tables import LANGUAGES, tables
from smslint.text.splitting import alternatives, cut
from smslint.text.substitutions import default_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from smslint.rules.providers import Provider


class Saving(NamedTuple):
    """The segments of a text without its offenders.

    ``how``: ``safe`` replaces those whose replacement reads the same, ``spelling`` also the others, ``without``
    also removes those that have no replacement.
    """

    how: str
    text: str
    segmentation: Segmentation


@sealed
@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that ``smslint segments`` shows about a text."""

    text: str
    sent: Segmentation
    """The text as it is sent, after smart encoding."""
    pieces: tuple[Segment, ...]
    """Its segments as this provider cuts them."""
    split: str
    counts: Mapping[str, int]
    """Segments for each way of cutting."""
    provider: Provider | None
    replaced: tuple[Offender, ...]
    """The characters that the provider's smart encoding replaces."""
    offenders: tuple[Offender, ...]
    savings: tuple[Saving, ...]
    shift: Segmentation | None
    """The result with national shift tables, if they would save a segment and are not in use."""

    @property
    def as_written(self) -> Segmentation:
        """The result without smart encoding."""
        return segment(self.text, GSM7 if self.provider is None else self.provider.alphabet())

    @property
    def capacity(self) -> int:
        """Units that fit in a segment."""
        return self.sent.capacity

    @property
    def unfilled(self) -> tuple[MergeField, ...]:
        """The placeholders in the text. They are counted as they are written, although something else will be sent."""
        return tuple(merge_fields(self.text))


def analyse(
    text: str, provider: str | None = None, *, smart: bool | None = None, languages: Sequence[str] = ()
) -> Analysis:
    """Analyse a text.

    :param provider: a profile's name; ``None`` means the rule of the standard, with our table for smart encoding.
    :param smart: whether smart encoding is on; ``None`` means the provider's default.
    :param languages: the languages whose national shift tables may be used.
    :raises ConfigError: for an unknown provider or language, and for something that the provider does not support.
    """
    profile = None if provider in (None, "generic") else load(provider or "")
    smarts = SmartEncoding("partial", "smslint") if profile is None else profile.smart_encoding
    on = (profile is not None and smarts.default_on) if smart is None else smart
    _possible(profile, smarts, smart=smart, languages=languages)
    alphabet = GSM7 if profile is None else profile.alphabet()
    out = smarts.apply(text, alphabet) if on else text
    sent = national.segment(out, languages) if languages else segment(out, alphabet)
    split = "greedy" if profile is None else profile.split
    replaced = {char for char in text if char not in out} if out != text else set()
    found = offenders(text, sent.alphabet)
    return Analysis(
        text=text,
        sent=sent,
        pieces=cut(out, split, sent.alphabet),
        split=split,
        counts=alternatives(out, sent.alphabet),
        provider=profile,
        replaced=tuple(each for each in found if each.char in replaced),
        offenders=tuple(each for each in found if each.char not in replaced) if sent.encoding == UCS_2 else (),
        savings=_savings(sent, alphabet),
        shift=None if languages else _shift(sent),
    )


def _possible(profile: Provider | None, smarts: SmartEncoding, *, smart: bool | None, languages: Sequence[str]) -> None:
    if profile is not None and smart and smarts.table is None:
        raise ConfigError(f"{profile.title} has no smart encoding; leave --smart-encoding out")
    if profile is not None and languages and not profile.national_language_shift:
        raise ConfigError(f"{profile.title} documents no national shift tables; it sends UCS-2. Leave --national out.")


def _savings(sent: Segmentation, alphabet: Alphabet) -> tuple[Saving, ...]:
    """The smallest change that saves a segment, and each larger one that saves more."""
    if sent.encoding != UCS_2:
        return ()
    found: list[Saving] = []
    # An accent written separately from its letter reads the same as one character.
    composed = unicodedata.normalize("NFC", sent.text)
    for how in ("safe", "spelling", "without"):
        text = "".join(char if alphabet.septets(char) else _instead(char, how) for char in composed)
        result = segment(text, alphabet)
        if result.count < (found[-1].segmentation.count if found else sent.count):
            found.append(Saving(how, text, result))
    return tuple(found)


def _instead(char: str, how: str) -> str:
    row = default_table().get(char)
    if row is not None:
        return row.replacement if row.lossless or how != "safe" else char
    # Letters are not removed: a word without some of its letters is not a word any more.
    return "" if how == "without" and unicodedata.category(char)[0] not in "LM" else char


def _shift(sent: Segmentation) -> Segmentation | None:
    chars = {char for _, char in sent.offenders}
    languages = [code for code in LANGUAGES if not chars.isdisjoint("".join(tables()[code]))] if chars else []
    if not languages:
        return None
    found = national.segment(sent.text, languages)
    return found if found.count < sent.count else None
