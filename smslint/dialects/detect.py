"""Which dialect a text looks like, for files that nobody described. A guess, and reported as one."""

from __future__ import annotations

import re
from typing import Final

MARKS: Final = (
    ("erb", "<%", r"<%[=#-]?\s*\S"),
    ("jinja", "{%", r"\{%[-+~]?\s*\w"),
    ("go", "{{", r"\{\{-?\s*(?:\.[A-Za-z]|if\b|range\b|template\b|end\b|with\b|/\*)"),
    ("handlebars", "{{", r"\{\{[#^/>!]"),
    ("jinja", "{{", r"\{\{\s*[A-Za-z_\"']"),
    ("dollar", "${", r"\$\{[A-Za-z_]"),
    ("percent", "%", r"%\([A-Za-z_]\w*\)[sd]|%\{[A-Za-z_][\w.]*\}"),
    ("parens", "((", r"\(\([A-Za-z_][^()\n]{0,60}\)\)"),
    ("brackets", "[[", r"\[\[\s*[A-Za-z_][^\[\]\n]{0,60}\]\]"),
    ("brace", "{", r"\{[A-Za-z_][\w.]*(?:![rsa])?(?::[^{}]*)?\}"),
)
"""From the most telling mark to the least: a dialect, what its mark always holds, and the mark as a pattern."""


def detect(source: str) -> str:
    """The dialect that a text looks like; ``plain`` when nothing in it looks like a placeholder."""
    for dialect, needed, mark in MARKS:
        if needed in source and re.search(mark, source):
            return dialect
    return "plain"
