"""Where an opt-out text stands that has what a country asks for: a number of its own, a link, or one language and another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.rules.opt_out_forms import LINK
from smslint.span import Ranges
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.rules.country import OptOutForm
    from smslint.rules.lexicon import Lexicon

NEAR: Final = 40
"""How many characters may be between the opt-out text and its number or link."""

_NUMBER: Final = later(r"\{[^{}]{1,40}\}|(?<![\d.,])[*+\d](?:[ ()\u2010-\u2015-]{0,2}[*#\d]){2,16}")
"""A number, a service code, or a placeholder for one."""
_LINK: Final = later(rf"(?:{LINK})\S{{0,200}}", re.IGNORECASE)
_SENTENCE_ENDS: Final = later(r"[!\n]|\.\s")
_MONEY: Final = r"€|eur(?:a|o)?s?\b|kn\b|kun[ae]\b|din\b|rsd\b|£|gbp\b|\$|usd\b|p\b|cents?\b|c\b|lipa\b"
_PRICE: Final = later(
    rf"(?<![\d.,])(?!0+(?:[.,]0+)?(?![\d.,]))(?:\d{{1,3}}[.,]\d{{1,2}}\s?(?:{_MONEY})|\d{{1,3}}\s?(?:{_MONEY}))"
    rf"|(?:€|eur\s|£|\$|kn\s)\s?(?!0+(?:[.,]0+)?(?![\d.,]))\d{{1,3}}(?:[.,]\d{{1,2}})?",
    re.IGNORECASE,
)
"""A price above zero."""


def places_of(form: OptOutForm, lexicon: Lexicon, text: str) -> list[list[tuple[int, int]]]:
    """The places of such an opt-out text; with ``every_language`` a list for each language."""
    if form.every_language:
        return [_in(form, lexicon, text, (language,)) for language in form.languages]
    return [_in(form, lexicon, text, form.languages or None)]


def _in(form: OptOutForm, lexicon: Lexicon, text: str, languages: tuple[str, ...] | None) -> list[tuple[int, int]]:
    found = (_whole(form, text, *match.span) for match in lexicon.find(text, languages))
    spans = list(dict.fromkeys(span for span in found if span is not None))
    outer = set(Ranges(spans))
    return [each for each in spans if each in outer]


def _whole(form: OptOutForm, text: str, start: int, end: int) -> tuple[int, int] | None:
    """The opt-out text with its number or link; ``None`` if it does not have what is asked for."""
    if form.number is None and not form.link and not form.priced:
        return start, end
    stop = _SENTENCE_ENDS.search(text, end)
    if form.priced:
        price = _PRICE.search(text, start, min(end + 2 * NEAR, stop.start() if stop else len(text)))
        return (start, max(end, price.end())) if price else None
    near = text[start : min(end + NEAR, stop.start() if stop else len(text))]
    for match in _NUMBER.finditer(near) if form.number is not None else ():
        number = re.sub(r"[^*#\d{]", "", match[0])
        if number.startswith("{") or re.fullmatch(form.number or "", number):
            return start, max(end, start + match.end())
    link = _LINK.search(near) if form.link else None
    return (start, max(end, start + link.end())) if link else None
