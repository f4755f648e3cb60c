"""Texts that a log does not show."""

from __future__ import annotations

import re
from typing import Final

_HIDDEN: Final = re.compile(
    r"[\[(<{*\s]*(?:(?:body|message|text|content)?\s*(?:redacted|removed|hidden|masked|deleted|not available)|n/?a|null|none)?[\])>}*.\s]*"
    r"|[*xX#•█.\s-]+",
    re.IGNORECASE,
)


def is_hidden(text: str) -> bool:
    """Whether a log has no text there, or only says that there was one."""
    return not text or (len(text) <= 2000 and _HIDDEN.fullmatch(text) is not None)
