"""A one-time code that no word names: a short text whose only number is one to type.

"Acme: 482 913" and "482913 to sign in" say what they are by their form. A text counts if it is short, its only number is as long as a
code (or its only value is a placeholder that is named like a code), it has no amount, date or question, and no word of another thing
that has a number, such as an order or a door. Then a word of access decides, in one of its languages; without one, nothing but a name
may stand beside the number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.rules.lexicons import load
from smslint.span import Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 160
"""Characters of the longest text that is looked at."""
MOST_NAMES: Final = 3
"""Words that may stand beside a number without a word of access: the name of a sender."""

_NUMBER: Final = later(
    r"(?<![\w$€£¥₹₺₽#%+.,:/-])(?:[A-Z]{1,2}-)?(?:\d{3}[ -]\d{3}|\d\d \d\d \d\d|\d{4}[ -]\d{4}|\d{4,8})"
    r"(?![\w%$€£¥₹₺₽]|[-./:,]\d| ?[%$€£¥₹₺₽]| \d| ?(?:kr|kc|kč|zl|zł|ft|lei|lv|лв|руб|р|грн|tl|lira|rp|rs|usd|eur|euro|euros|gbp|chf|din|rsd|km|kg|m|gb|mb|kwh|円|元|원|点|分|บาท)\b)",
    re.IGNORECASE,
)
_GROUPED: Final = later(r"\D|\d{6}\Z")
"""What a number needs without a word of access: six digits, or groups, so that it is neither a year nor the number of a bus."""
_MINUTES: Final = later(r"\b\d{1,2}(?= ?[^\W\d_]|\s\{)")
_UNLIKE: Final = later(r"[?？؟;$€£¥₹₺₽%#№]|\w\.[a-z]{2,}/|https?:")
"""A question, an amount, the number of an order, a link with a path."""
_TITLED: Final = later(
    r"\b(?:n[or]?|nr|no|num|núm|br|sz|ref|tel|tlf|id|acct|a/c|č|č\.j)\.? ?:?\s*\Z|№\s*\Z", re.IGNORECASE
)
"""What makes the number behind it the number of something."""
_YEAR: Final = later(r"(?:19|20)\d\d\Z")
_PLACEHOLDER: Final = later(r"\{([^{}]*)\}")
_PARTS: Final = later(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_CODES: Final = r"codes?|t?otp|m?tan|pin|token|pass(?:code|word)|codigo|codice|kodu?|kode|clave|senha|sifre|sandi|contrasena|passwort"
_NAMED: Final = later(
    rf"(?=.*\b(?:{_CODES})\b)(?:(?:{_CODES}|log ?in|sign ?in|sign ?up|verif\w+|valid\w+|auth\w*|access|security|sms|activation|confirm\w*"
    r"|register|registration|recovery|reset|one|time|onetime|temp\w*|user|two|factor|2fa|2|mfa|phone|mobile|app|the|my|value|number"
    r"|acceso|seguridad|acesso|dogrulama|onay|giris|masuk|bestaetigung)(?: |\Z))+\Z"
)
"""The name of a one-time code, in parts. A name with any other part, such as ``promo_code``, is none."""
_BESIDE: Final = later(
    r"(?:(?:(?:first|last|full|user|site|app|vor|nach)?name|first|last|full|user|brand|company|app|application|service|site|website|product"
    r"|organi[sz]ation|org|tenant|e?mail|device|minutes?|mins?|seconds|expir\w+|in|ttl|duration|valid\w*|nombre|nome|nama|ad|isim|prenom|kunde"
    r"|cliente|servicio|empresa|marca|minutos|dakika|menit|minuten|hash|domain|host|\d)(?: |\Z))+\Z"
)
"""The name of a value that may stand beside a code."""


def lone_code(text: str, languages: Iterable[str]) -> Span | None:
    """The place of the code in a text that is a one-time code by its form.

    :param text: the message, its placeholders written ``{name}``.
    :param languages: BCP 47 tags of the languages that it may be in.
    """
    if len(text) > LONGEST or _UNLIKE.search(text) is not None:
        return None
    place = _only_value(text)
    if place is None:
        return None
    start, end = place
    beside = f"{_PLACEHOLDER.sub('_', text[:start])} 0 {_PLACEHOLDER.sub('_', text[end:])}"
    words = load("lone-codes")
    by_form = len(re.findall(r"[^\W\d]+", beside)) <= MOST_NAMES and _stands_apart(text, start, end)
    groups = words.groups(beside, None if by_form else languages)
    if "another-number" in groups or not (by_form or "access" in groups):
        return None
    return Span(start, end)


def _only_value(text: str) -> tuple[int, int] | None:
    """The place of the only number, or of the placeholder that is named like a code, if nothing else in the text is a value."""
    codes: list[tuple[int, int]] = []
    for hole in _PLACEHOLDER.finditer(text):
        name = " ".join(_PARTS.findall(hole[1])).lower()
        if _NAMED.match(name):
            codes.append(hole.span())
        elif name and not _BESIDE.match(name):
            return None
    without = _PLACEHOLDER.sub(lambda hole: "{" + " " * (len(hole[0]) - 2) + "}", text)
    numbers = [] if codes else [found.span() for found in _NUMBER.finditer(without)]
    if len(codes) > 1 or len(codes) + len(numbers) != 1:
        return None
    start, end = (codes or numbers)[0]
    if any(char.isdigit() for char in _MINUTES.sub("", without[:start] + without[end:])):
        return None
    if numbers and (_YEAR.match(text[start:end]) or _TITLED.search(text[:start])):
        return None
    return start, end


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether the value is set off from the names beside it, and is not too short to be a code by its form."""
    before = text[:start].rstrip()
    return (not before or before[-1] in ":：-–—>]】") and (
        text[start] == "{" or _GROUPED.search(text[start:end]) is not None
    )
