"""Texts that a log does not show."""

from __future__ import annotations

import re
from typing import Final

_HIDDEN: Final = re.compile(
    r"[\[(<{*\s]*(?:(?:body|message|text|content)?\s*(?:redacted|removed|hidden|masked|deleted|not available)|n/?a|null|none)?[\])>}*.\s]*",
    re.IGNORECASE,
)
_MASKS: Final = "*xX#•█. -"
_LONGEST: Final = 100


def is_hidden(text: str) -> bool:
    """Whether a log has no text there, or only says that there was one."""
    return not text or not text.strip(_MASKS) or (len(text) <= _LONGEST and _HIDDEN.fullmatch(text) is not None)
