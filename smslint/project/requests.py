"""Which variables of a program are the text in a request to a service that sends text messages."""

from __future__ import annotations

import re
from typing import Final

_GATEWAY: Final = re.compile(r"sms", re.IGNORECASE)
_REQUEST: Final = re.compile(
    r"[?&'\"](?:message|msg|text|txt|body|sms|content)=(?:['\"`]\s*[.+]\s*)?[${]{0,2}(?:[\w.]*(?:url_?encode|encodeURIComponent|quote|quote_plus|escape)\(\s*)?"
    r"\$?([A-Za-z_]\w*)",
    re.IGNORECASE,
)
"""A parameter of the request with what becomes its value, in the languages that put addresses and forms together from texts."""


def requested(text: str) -> frozenset[str]:
    """The variables of a program that are the text in a request to a service that sends text messages."""
    return frozenset(each[1] for each in _REQUEST.finditer(text)) if _GATEWAY.search(text) is not None else frozenset()
