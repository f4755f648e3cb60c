"""Texts in Markdown, as GitHub and GitLab read it: whatever they contain, they stay texts."""

from __future__ import annotations

import re

from smslint.report.width import visible

# Markup, tables, math, and a dot or colon that would turn an address into a link.
_SPECIAL = re.compile(r"[\\`*_\[\]|~$#]|(?<=\bwww)\.|:(?=//)")
# @person, #issue, !request, %milestone, &epic, GH-1: GitHub and GitLab turn them into references, even when escaped.
_REFERENCE = re.compile(r"(@|\\#|!|%|&amp;|\\~|\\\$|\bGH-)(?=\w)")


def text_of(text: str) -> str:
    """Text escaped so that it creates no markup, no links, no mention of a person and no reference to an issue."""
    escaped = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _REFERENCE.sub(r"\1<!-- -->", _SPECIAL.sub(r"\\\g<0>", escaped))


def code(text: str) -> str:
    """A code span in a table cell. Uses HTML, because some texts cannot be written between backticks in a cell."""
    escaped = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<code>{_SPECIAL.sub(lambda match: f'&#{ord(match[0])};', escaped)}</code>"
