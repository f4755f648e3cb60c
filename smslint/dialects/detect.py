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


_CLOSING: Final = {"<%": "%>", "{%": "%}", "{{": "}}", "${": "}", "((": "))", "[[": "]]", "{": "}"}


def evidence(source: str, dialect: str) -> str:
    """What in a text looks like the dialect that was guessed: ``{{ name }}``."""
    for name, needed, mark in MARKS:
        if name == dialect and needed in source and (found := re.search(mark, source)) is not None:
            shown = source[found.start() : found.start() + 40].partition("\n")[0]
            end = shown.find(_CLOSING.get(needed, "\n"))
            return found[0] if end < 0 else shown[: end + len(_CLOSING[needed])]
    return ""


def detect(source: str) -> str:
    """The dialect that a text looks like; ``plain`` when nothing in it looks like a placeholder."""
    for dialect, needed, mark in MARKS:
        if needed in source and re.search(mark, source):
            return dialect
    return "plain"
