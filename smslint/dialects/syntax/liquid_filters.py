"""How many values Liquid's own filters take."""

from __future__ import annotations

from typing import Final

from smslint.vocabulary import word_set

TAKES: Final = {
    **dict.fromkeys(
        word_set(
            "upcase downcase capitalize strip lstrip rstrip strip_html strip_newlines newline_to_br escape escape_once h url_encode url_decode "
            "size abs ceil floor"
        ),
        (0, 0),
    ),
    **dict.fromkeys(
        word_set("split append prepend plus minus times divided_by modulo at_least at_most remove remove_first date"),
        (1, 1),
    ),
    "round": (0, 1),
    **dict.fromkeys(word_set("truncate truncatewords default"), (0, 2)),
    **dict.fromkeys(word_set("replace replace_first slice"), (1, 2)),
}
"""Liquid's own filters, and the least and the most values that each takes behind its input. Source: ``Liquid::StandardFilters``."""
