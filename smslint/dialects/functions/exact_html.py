"""Exact functions of filters about HTML: removing tags, and escaping.

As in :mod:`smslint.dialects.functions.exact`, each takes the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.functions.effects import argument
from smslint.text.patterns import later
from smslint.text.typed import Markup

if TYPE_CHECKING:
    from smslint.dialects.functions.exact import Change
    from smslint.text.tree import Call

_HTML_BLOCK_STARTS: Final = later(r"<script|<!--|<style")
_HTML_BLOCK_ENDS: Final = {"<script": "</script>", "<!--": "-->", "<style": "</style>"}
_HTML_TAGS: Final = later(r"<[^>]*>")
_ONCE: Final = later(r"[\"><']|&(?!(?:[a-zA-Z]+|#\d+);)")


def liquid_strip_html(value: str) -> str:
    """Scripts, comments and styles are removed first, then tags."""
    value = _without_html_blocks(value)
    behind = value.rfind(">") + 1  # no tag ends after it: to look for one from each "<" would take quadratic time
    return _HTML_TAGS.sub("", value[:behind]) + value[behind:]


def _without_html_blocks(value: str) -> str:
    parts: list[str] = []
    at = kept = 0
    unclosed: set[str] = set()
    while (start := _HTML_BLOCK_STARTS.search(value, at)) is not None:
        at = start.end()
        closing = _HTML_BLOCK_ENDS[start[0]]
        found = -1 if closing in unclosed else value.find(closing, at)
        if found == -1:
            unclosed.add(closing)
            continue
        parts.append(value[kept : start.start()])
        at = kept = found + len(closing)
    return "".join((*parts, value[kept:]))


def jinja_striptags(value: str) -> str:
    """Comments and tags are removed, white space becomes one space, character references are resolved."""
    import html

    for opening, closing in (("<!--", "-->"), ("<", ">")):
        while (start := value.find(opening)) != -1 and (end := value.find(closing, start)) != -1:
            value = value[:start] + value[end + len(closing) :]
    return html.unescape(" ".join(value.split()))


def _escaped(value: str, quote: str, apostrophe: str) -> str:
    import html

    return html.escape(value, quote=False).replace('"', quote).replace("'", apostrophe)


def once(escape: Change) -> Change:
    """A text that is escaped already does not change."""
    return lambda value: value if isinstance(value, Markup) else escape(value)


def short_html(value: str) -> str:
    """As markupsafe escapes."""
    return _escaped(value, "&#34;", "&#39;")


def long_html(value: str) -> str:
    """As Python and Django escape."""
    return _escaped(value, "&quot;", "&#x27;")


def ruby_html(value: str) -> str:
    return _escaped(value, "&quot;", "&#39;")


def php_html(value: str) -> str:
    return _escaped(value, "&quot;", "&#039;")


def go_html(value: str) -> str:
    return _escaped(value, "&#34;", "&#39;").replace("\0", "\ufffd")


def ruby_html_once(value: str) -> str:
    """Existing character references do not change."""
    return _ONCE.sub(lambda match: ruby_html(match[0]), value)


def twig_escape(call: Call) -> Change | None:
    """For HTML, which other strategies are not."""
    return php_html if argument(call, 0, "strategy", "html") == "html" and len(call.arguments) < 2 else None
