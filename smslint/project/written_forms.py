"""How files write the characters of a text: as they are, as escapes or entities, in several strings, or with the fields of a template."""

from __future__ import annotations

import html.entities
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable

JOINT: Final = r"[\"'`][ \t]*(?:\\[ \t]*)?(?:\r?\n[ \t]*)?(?:[+.~][ \t]*)?(?:\r?\n[ \t]*)?[rubf]?[\"'`]"
"""The end of a string and the beginning of the next, which continues it."""
_JOINED: Final = later(JOINT)
_TRANSLATED: Final = later(r"\{%[-+]?\s*(?:blocktrans(?:late)?|trans)\b")
_UNIT: Final = later(r"(?s)%\([^()%\n]{1,80}\)s|%%|.")
BROKEN: Final = r"(?:[ \t]*\r?\n\s*| )"
"""A space, or the end of a line and the white space around it."""


class Ways(NamedTuple):
    """How a file can write a text: a pattern with all ways takes long to compile."""

    joints: bool
    """Whether a string anywhere continues another one."""
    escapes: bool
    """Whether there are any backslashes or entities."""
    nested: bool
    """Whether a text may take in the translation of another one: ``$t(It is late)`` of i18next."""
    fields: bool
    """Whether tags of Django or Jinja translate what is between them: ``%(name)s`` of the text is ``{{ name }}`` there."""
    trimmed: bool
    """Whether they may join lines with a space."""


@lru_cache(maxsize=8)
def ways_of(text: str) -> Ways:
    """How this file can write a text."""
    fields = _TRANSLATED.search(text) is not None
    return Ways(
        _JOINED.search(text) is not None,
        "\\" in text or "&" in text,
        "$t(" in text,
        fields,
        fields and "trimmed" in text,
    )


def units(key: str, ways: Ways) -> list[str]:
    """The parts of a text that a file writes each in its own way: characters, and fields of templates."""
    return _UNIT.findall(key) if ways.fields else list(key)


def _field_forms(unit: str, forms: Callable[[str], str]) -> str:
    """How files write a field: as the text has it, or as the template does."""
    name = unit[2:-2]
    in_template = rf"\{{\{{[-+]?\s*{re.escape(name)}\s*[-+]?\}}\}}" if name else "%"
    return f"(?:{''.join(map(forms, unit))}|{in_template})"


@lru_cache(maxsize=4096)
def plain_forms(char: str) -> str:
    """How files without escapes write a character."""
    if len(char) > 1:
        return _field_forms(char, plain_forms)
    return f"(?:{char * 2}|{char})" if char in "\"'" else re.escape(char)


@lru_cache(maxsize=4096)
def forms_of(char: str) -> str:
    """How files write a character: itself, an escape with a backslash, or an entity of HTML."""
    if len(char) > 1:
        return _field_forms(char, forms_of)
    code = ord(char)
    forms = [re.escape(char)]
    if char in "\"'`\\/$#":
        forms.insert(0, rf"\\{re.escape(char)}")
    if char in "\"'":
        forms.insert(0, char * 2)
    if char in "\n\t\r":
        forms.append({"\n": r"\\n", "\t": r"\\t", "\r": r"\\r"}[char])
    if not (char.isalnum() and char.isascii()):
        if code > 0xFFFF:
            high, low = 0xD800 + ((code - 0x10000) >> 10), 0xDC00 + ((code - 0x10000) & 0x3FF)
            forms += [rf"\\[uU](?i:{high:04x})\\[uU](?i:{low:04x})", rf"\\U(?i:{code:08x})"]
        else:
            forms.append(rf"\\u(?i:{code:04x})")
        forms += [rf"\\u\{{0*(?i:{code:x})\}}", rf"&#0*{code};", rf"&#[xX]0*(?i:{code:x});"]
        if code < 0x100:
            forms.append(rf"\\x(?i:{code:02x})")
        if (name := html.entities.codepoint2name.get(code)) is not None:
            forms.append(f"&{name};")
    return f"(?:{'|'.join(forms)})"


@lru_cache(maxsize=4096)
def form_of(unit: str, trimmed: bool) -> re.Pattern[str]:
    """One of :func:`units` as any file writes it, after the end of a string that the next one continues.

    :param trimmed: whether lines may be joined with a space.
    """
    return re.compile(rf"(?:{JOINT})?(?P<char>{BROKEN if trimmed and unit == ' ' else forms_of(unit)})")
