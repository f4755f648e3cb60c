"""Patterns of PHP (``/^[A-Z]\\d+$/i``), where Python's mean the same: of bytes, as PCRE reads a text without ``u``.

Source: the pages "Delimiters", "Possible modifiers" and "Pattern syntax" of PHP's manual.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable

_PAIRS: Final = {"(": ")", "[": "]", "{": "}", "<": ">"}
_REPEATED: Final = r"(?:(?:[*+?]|\{\d{1,2}(?:,\d{0,2})?\})\??)?"
_ESCAPED: Final = r"\\[-dDwWsS.+*?^$()\[\]{}|\\/#@~!%&]"
_OF_CLASS: Final = rf"(?:{_ESCAPED}|[^\\\[\]^\-&~|]|(?<=[A-Za-z0-9])-(?=[A-Za-z0-9])|-(?=\]))"
_SAFE: Final = later(
    rf"(?:(?:{_ESCAPED}|[^\\^$.\[\](){{}}*+?|]|\.|\[\^?{_OF_CLASS}+\]){_REPEATED}|\\b|[\^$|]|\((?:\?:)?|\)(?![*+?{{]))*"
)
"""No repeated group, and nothing that PCRE and Python read differently."""
_WITHOUT_END: Final = later(r"(?<!\\)(?:[*+]|,\})")


@lru_cache(maxsize=128)
def matcher(written: str) -> Callable[[str], bool] | None:
    """Whether a text matches a pattern as PHP writes it, with its delimiters; ``None`` where smslint does not know."""
    text = written.lstrip(" \t\r\n\v\f")
    opening = text[:1]
    end = text.rfind(_PAIRS.get(opening, opening), 1)
    if end < 0 or opening.isalnum() or opening == "\\" or text[end + 1 :] not in {"", "i"}:
        return None
    pattern = text[1:end]
    if not opening.isascii() or opening in pattern.replace(f"\\{opening}", "") or not _SAFE.fullmatch(pattern):
        return None
    if len(_WITHOUT_END.findall(pattern)) > 1 + pattern.startswith("^"):
        return None  # slow on a long text
    try:
        made = re.compile(pattern.encode(), re.IGNORECASE if text[end + 1 :] else 0)
    except (re.error, UnicodeEncodeError):
        return None
    return lambda value: made.search(value.encode("utf-8", "surrogatepass")) is not None
