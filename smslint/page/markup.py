"""HTML that texts cannot leave: every text becomes text of an element or of a quoted attribute, with its hidden characters visible."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Final

from smslint.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Iterable


class Markup(str):
    """HTML that was made here; any other text is escaped."""

    __slots__ = ()


Content = str | Markup
_VOID: Final = frozenset(("meta", "br"))


def text(words: str) -> Markup:
    """A text as it is read: on one line, nothing in it is markup, hides, or turns the direction of writing."""
    return Markup(escape(visible(words)))


def raw(words: str) -> Markup:
    """Our own code in an element whose content is not markup (``style``, ``script``)."""
    return Markup(words)


def join(parts: Iterable[Content], between: str = "") -> Markup:
    """Some parts one after another."""
    return Markup(between.join(part if isinstance(part, Markup) else text(part) for part in parts))


def tag(element: str, /, *parts: Content, **attributes: str | float | None) -> Markup:
    """An element. ``class_`` is its class, ``data_key`` its ``data-key``; an attribute that is ``None`` is left out."""
    stated = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if element in _VOID:
        return Markup(f"<{element}{stated}>")
    return Markup(f"<{element}{stated}>{join(parts)}</{element}>")


def link(words: Content, address: str) -> Content:
    """A link to an address of the web; of any other address only the words."""
    if not address.startswith(("https://", "http://")):
        return words
    return tag("a", words, href=address, rel="noreferrer noopener")


def data(name: str, value: object) -> Markup:
    """Values for the script, which no text in them can end."""
    written = json.dumps(value, separators=(",", ":"))  # ASCII: nothing in it is hidden
    for char in "<>&":
        written = written.replace(char, f"\\u{ord(char):04x}")
    return Markup(f'<script type="application/json" id="{name}">{written}</script>')
