"""Which dialect a text looks like, for files that nobody described. A guess, and reported as one."""

from __future__ import annotations

import re
from typing import Final

MARKS: Final = (
    ("erb", re.compile(r"<%[=#-]?\s*\S")),
    ("jinja", re.compile(r"\{%[-+~]?\s*\w")),
    ("go", re.compile(r"\{\{-?\s*(?:\.[A-Za-z]|if\b|range\b|template\b|end\b|with\b|/\*)")),
    ("handlebars", re.compile(r"\{\{[#^/>!]")),
    ("jinja", re.compile(r"\{\{\s*[A-Za-z_\"']")),
    ("dollar", re.compile(r"\$\{[A-Za-z_]")),
    ("percent", re.compile(r"%\([A-Za-z_]\w*\)[sd]|%\{[A-Za-z_][\w.]*\}")),
    ("parens", re.compile(r"\(\([A-Za-z_][^()\n]{0,60}\)\)")),
    ("brackets", re.compile(r"\[\[\s*[A-Za-z_][^\[\]\n]{0,60}\]\]")),
    ("brace", re.compile(r"\{[A-Za-z_][\w.]*(?:![rsa])?(?::[^{}]*)?\}")),
)
"""From the most telling mark to the least: the first that occurs decides."""


def detect(source: str) -> str:
    """The dialect that a text looks like; ``plain`` when nothing in it looks like a placeholder."""
    return next((dialect for dialect, mark in MARKS if mark.search(source)), "plain")
