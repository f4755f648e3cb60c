"""Which language a file called ``.ftl`` is in: Fluent and FreeMarker both use the suffix."""

from __future__ import annotations

import re

from smslint.text.patterns import later

_TAG = later(r"</?[#@][A-Za-z]|<#--|\A\s*\[#ftl")
_ENTRY = later(r"^-?[A-Za-z][\w-]*[ \t]*=|^#{1,3}(?:[ \t]|$)", re.MULTILINE)
_PLACEABLE = later(r"\{\s*[-$\"]")
PAGE = ("<div", "<form", "<@layout", "<html", "<p>", "<input")
"""What a page has, which is not a message."""


def is_template(text: str) -> bool:
    """Whether a text is a message of FreeMarker: it has its tags, or ``${name}`` and nothing of Fluent, or no entry of Fluent at all."""
    if any(each in text for each in PAGE):
        return False
    if _TAG.search(text) is not None:
        return True
    if "${" in text and _PLACEABLE.search(text) is None:
        return True
    return bool(text.strip()) and _ENTRY.search(text) is None
