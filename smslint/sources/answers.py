"""What a program answers to those who call it: the words beside a status, which are shown and not sent."""

from __future__ import annotations

import re
from typing import Final

from smslint.sources.brackets import around, inside_of

_STATUS: Final = re.compile(
    r"(?<![\w$.>-])['\"]?:?(?:status_?code|success|ok|errors?|is_?success(?:ful)?)['\"]?\s{0,9}(?:=>|:(?!:)|=(?![=>]))"
    r"|(?<![\w$.>-])['\"]?:?status['\"]?\s{0,9}(?:=>|:(?!:)|=(?![=>]))\s{0,9}"
    r"(?:\d{3}\b|true\b|false\b|(?:[\w.]*\.)?(?:HttpStatus|StatusCodes?|status)\b|['\"](?:success|ok|error|fail|failed|failure|\d+)['\"])",
    re.IGNORECASE,
)
"""A field that says how a request went."""


def is_answered(text: str, start: int) -> bool:
    """Whether a text is a field of an object that also says how a request went: ``{success: true, message: "Sent"}``."""
    opened = next(around(text, start, 1), None)
    if opened is None or text[opened] == "(":
        return False
    inside = inside_of(text, opened + 1)
    return ";" not in inside and _STATUS.search(inside) is not None
