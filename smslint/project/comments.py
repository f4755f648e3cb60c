"""Directives in the comments of host files: each format's own comment, found without parsing the file a second time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.rules.directives import MARK, Directive, parse
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class Found(NamedTuple):
    """A directive of a host file: whether it has its line to itself, and where its comment ends."""

    directive: Directive
    alone: bool
    end: int


def _line(*marks: str) -> re.Pattern[str]:
    """A comment to the end of its line. Something may stand before it, if that does not run into it (``http://``)."""
    opening = "|".join(map(re.escape, marks))
    return re.compile(rf"(?:^|(?<=[\s;,(\[{{}}\])\"'>|]))(?:{opening})+[ \t]*(smslint:[^\r\n]*)", re.MULTILINE)


def _block(opening: str, closing: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(opening)}\**\s*(smslint:.*?)\s*{re.escape(closing)}", re.DOTALL)


_WHOLE_LINE: Final = re.compile(r"^[ \t]*[#!]+[ \t]*(smslint:[^\r\n]*)", re.MULTILINE)
_C_BLOCK: Final = _block("/*", "*/")
_XML: Final = _block("<!--", "-->")

STYLES: Final = {
    "yaml": (_line("#"),),
    "json": (_line("//"), _C_BLOCK),
    "toml": (_line("#"),),
    "hcl": (_line("#", "//"), _C_BLOCK),
    "properties": (_WHOLE_LINE,),
    "po": (_WHOLE_LINE,),
    "fluent": (_WHOLE_LINE,),
    "python": (_line("#"),),
    "php": (_line("#", "//"), _C_BLOCK),
    "javascript": (_line("//"), _C_BLOCK),
    "sql": (_line("--", "#"), _C_BLOCK),
    "android": (_XML,),
    "odoo": (_XML,),
    "markdown": (_XML,),
}
"""A source's comments. ``plain`` and ``csv`` have none: front matter, the template's own comments or a sidecar serve there."""


def in_host(text: str, source: str, taken: tuple[Span, ...]) -> Iterator[Found]:
    """The directives in a file's comments, in order.

    :param taken: where the messages are: what stands inside one is the message's own.
    """
    if MARK not in text:
        return
    found = []
    for style in STYLES.get(source, ()):
        for match in style.finditer(text):
            start, end = match.span(1)
            if not any(span.start <= start < span.end for span in taken):
                end = start + len(text[start:end].rstrip())
                alone = not text[_line_start(text, match.start()) : match.start()].strip()
                found.append(Found(parse(text, Span(start, end)), alone, match.end()))
    yield from sorted(found, key=lambda each: each.directive.span.start)


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
