"""Where a file writes a text by which translations are looked up: a msgid, the key of a catalogue, a string of a program or a template."""

from __future__ import annotations

import html.entities
import re
from bisect import bisect_right
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.errors import SourceError
from smslint.sources.registry import UNKNOWN, module, source_for
from smslint.span import Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.sources.message import SourceMap

CATALOGUES: Final = frozenset(
    {".json", ".jsonc", ".json5", ".arb", ".xcstrings", ".yml", ".yaml", ".toml", ".properties", ".strings", ".ftl"}
)
"""Suffixes of catalogues in which a text is a key only before ``:`` or ``=``: as a value it is a translation."""
TABLES: Final = frozenset({".csv", ".tsv"})
"""Suffixes of tables, whose first column has the keys."""
GETTEXT: Final = frozenset({".po", ".pot"})
_KEY_FOLLOWS: Final = later(r"\s*(?:=>|:|=(?!=))")
_SOURCE_TAG: Final = later(r"<(?:source|key|original)\b[^<>]*\Z")
_JOINT: Final = r"(?:[\"'`][ \t]*\\?[ \t]*(?:\r?\n)?[ \t]*[+.~]?[ \t]*(?:\r?\n)?[ \t]*[rubf]?[\"'`])?"
"""The end of a string and the beginning of the next, which continues it."""
_PLAIN: Final = later(r"[^\"'`\\<>&{}%$#\r\n\x00-\x1f]*")
"""What every file writes unchanged, whatever its format is."""
_LETTERS: Final = later(r"[A-Za-z0-9]{3,}")


_QUOTE_OF_VALUE: Final = later(r"[:=(,{]\s*([\"'`])")
_NAMES: Final = r"[\w.:-]{0,80}[:.]"
"""A namespace, or the keys around a key."""


class Spelled(NamedTuple):
    """One place in a file where it writes a text."""

    starts: tuple[int, ...]
    """The place in the file of each character of the text, and the end of the last."""
    ends: tuple[int, ...]
    """The end of each character."""
    quote: str
    """The quote around it; empty if there is none."""

    @property
    def start(self) -> int:
        """The place of its first character."""
        return self.starts[0]

    @property
    def end(self) -> int:
        """The end of its last character."""
        return self.ends[-1]


_LONGEST_KEY: Final = 2000
"""No message is as long: ten segments have 1,530 characters."""


def may_hold(text: str, key: str) -> bool:
    """Whether a file can contain a text as a key: a quick test before the search, whose pattern takes time to compile."""
    if len(key) > min(len(text), _LONGEST_KEY):
        return False
    word = _longest(key)
    return word in text if word else True


@lru_cache(maxsize=1024)
def _longest(key: str) -> str:
    return max(_LETTERS.findall(key), key=len, default="")


def suffix_of(path: str) -> str:
    """The suffix of a file in lower case."""
    name = path.rpartition("/")[2].lower()
    return name[name.rfind(".") :] if "." in name else ""


def places(text: str, key: str, path: str) -> list[Spelled]:
    """Every place of a file where a text is a key, or may be one: values of a catalogue are translations, and no keys."""
    suffix = suffix_of(path)
    if suffix in GETTEXT:
        return list(_originals(text, key)) if len(key) <= _LONGEST_KEY else []
    if not may_hold(text, key):
        return []
    found = [
        each
        for match in _pattern(key, within=suffix not in CATALOGUES | TABLES).finditer(text)
        if (each := _spelled(text, key, match)) is not None and _is_key(text, each, suffix)
    ]
    return [*found, *_nested(text, key), *_bare(text, key, suffix)]


def _originals(text: str, key: str) -> Iterator[Spelled]:
    for source_map in _by_original(text).get(key, ()):
        spots = [source_map.to_file(span) for span in _spans(len(key))]
        yield Spelled(tuple(each.start for each in spots), tuple(each.end for each in spots), '"')


@lru_cache(maxsize=4)  # a file is asked for each of its keys, before and after a change
def _by_original(text: str) -> dict[str, list[SourceMap]]:
    """The places of each text that a program looks up in a catalogue; of one that is damaged, those before the damage."""
    from smslint.sources.po import originals

    found: dict[str, list[SourceMap]] = {}
    with suppress(SourceError):
        for body, source_map in originals(text):
            found.setdefault(body, []).append(source_map)
    return found


def _spans(length: int) -> Iterator[Span]:
    return (Span(at, at + 1) for at in range(length))


@lru_cache(maxsize=1024)
def _pattern(key: str, *, within: bool) -> re.Pattern[str]:
    """A text between two quotes, tags or template tags, as some language writes it.

    :param within: whether the names of what the key is in may be before it: ``t("sms:It is late")``, ``t("sms.It is late")``.
    """
    body = _JOINT.join(map(_forms, key))
    names = rf"(?:(?<=[\"'`]){_NAMES})?" if within else ""
    return re.compile(
        rf"(?P<before>[\"'`]|>\s*|[%}}]\}}\s*){names}(?P<key>{body})(?P<more>_\w{{1,20}})?(?=(?P<after>[\"'`]|\s*<|\s*\{{[%{{]))"
    )


def _nested(text: str, key: str) -> Iterator[Spelled]:
    """Where a translation takes in that of a key: ``$t(It is late)`` of i18next."""
    if "$t(" not in text:
        return
    for match in re.finditer(rf"\$t\(\s*(?:{_NAMES})?(?P<key>{''.join(map(_forms, key))})(?=\s*[,)])", text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        quotes = _QUOTE_OF_VALUE.findall(line)
        if (found := _aligned(text, key, match.start("key"), quotes[-1] if quotes else "")) is not None:
            yield found


@lru_cache(maxsize=4096)
def _forms(char: str) -> str:
    """How files write a character: itself, an escape with a backslash, or an entity of HTML."""
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
def _form(char: str) -> re.Pattern[str]:
    return re.compile(rf"{_JOINT}(?P<char>{_forms(char)})")


def _spelled(text: str, key: str, match: re.Match[str]) -> Spelled | None:
    before, after = match["before"], match["after"].strip()
    quote = before if before in "\"'`" else ""
    if quote != (after if after in "\"'`" else "") or (match["more"] and not _KEY_FOLLOWS.match(text, match.end() + 1)):
        return None
    return _aligned(text, key, match.start("key"), quote)


def _aligned(text: str, key: str, at: int, quote: str) -> Spelled | None:
    starts, ends = [], []
    for char in key:
        found = _form(char).match(text, at)
        if found is None:
            return None
        starts.append(found.start("char"))
        ends.append(at := found.end())
    return Spelled(tuple(starts), tuple(ends), quote)


def _is_key(text: str, spelled: Spelled, suffix: str) -> bool:
    after = spelled.end + len(spelled.quote)
    if suffix in CATALOGUES:
        rest = re.compile(r"(?:_\w{1,20})?").match(text, spelled.end)
        after = (rest.end() if rest is not None else spelled.end) + len(spelled.quote)
        return bool(spelled.quote) and _KEY_FOLLOWS.match(text, after) is not None
    if suffix in TABLES:
        return text[: spelled.start - len(spelled.quote)].endswith(("\n", "\r")) or spelled.start <= 1
    if not spelled.quote and text[: spelled.start].rstrip().endswith(
        ">"
    ):  # XML: a translation, unless its tag says otherwise
        head = text[: spelled.start].rstrip()[:-1]
        return _SOURCE_TAG.search(head[-300:]) is not None
    return True


def _bare(text: str, key: str, suffix: str) -> Iterator[Spelled]:
    """Keys without quotes, in catalogues and tables whose format allows them."""
    if suffix in {".yml", ".yaml"}:
        ends = r"(?=[ \t]*:(?:\s|\Z))"
    elif suffix == ".properties":
        ends = r"(?=[ \t]*[=:])"
    elif suffix in TABLES:
        ends = r"(?=[,;\t\r\n]|\Z)"
    else:
        return
    forms = {" ": r"\\? "} if suffix == ".properties" else {}
    for match in re.finditer(
        rf"^[ \t]*(?P<key>{''.join(forms.get(char) or _forms(char) for char in key)}){ends}", text, re.MULTILINE
    ):
        if (found := _aligned(text, key, match.start("key"), "")) is not None:
            yield found


Renames = dict[str, tuple[tuple[int, int, str], ...]]
"""For each key its changes: the start and end in the key, and the new characters."""


def rewritten(text: str, renames: Renames, path: str) -> tuple[str, str]:
    """A file in which texts are changed at every place where they are keys, and why that is not possible; one of them is empty."""
    edits: list[tuple[int, int, str]] = []
    spots = {key: places(text, key, path) for key in renames}
    for key, changes in renames.items():
        own, why = _edits(text, spots[key], changes, source_for(path).source)
        if why:
            return "", why
        edits += own
    pieces, at = [], 0
    for first, last, written in sorted(set(edits)):
        if first < at:
            return "", "two of its keys overlap"
        pieces += [text[at:first], written]
        at = last
    out = "".join([*pieces, text[at:]])
    for key, changes in renames.items():
        new = changed(key, changes)
        if len(places(out, new, path)) != len(spots[key]) + len(places(text, new, path)) or places(out, key, path):
            return "", "reading it again would not give the new text"
    return out, ""


def unwritable(text: str, spots: list[Spelled], changes: Iterable[tuple[int, int, str]], path: str) -> str:
    """Why a text cannot be changed at its places in a file; empty if nothing speaks against it."""
    return _edits(text, spots, changes, source_for(path).source)[1]


def _edits(
    text: str, spots: list[Spelled], changes: Iterable[tuple[int, int, str]], source: str
) -> tuple[list[tuple[int, int, str]], str]:
    edits: list[tuple[int, int, str]] = []
    for spot in spots:
        for start, end, replacement in changes:
            first = spot.starts[start] if start < len(spot.starts) else spot.end
            last = spot.ends[end - 1] if end > start else first
            if any(spot.starts[at] != spot.ends[at - 1] for at in range(start + 1, end)):
                return [], "a line ends inside the characters to replace"
            written = _written(replacement, source, spot.quote, text[max(0, first - 200) : spot.start])
            if written is None:
                return [], "what the fix writes may have another meaning there"
            edits.append((first, last, written))
    return edits, ""


def changed(key: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """The text after its changes."""
    for start, end, replacement in sorted(changes, reverse=True):
        key = key[:start] + replacement + key[end:]
    return key


def _written(replacement: str, source: str, quote: str, before: str) -> str | None:
    if source not in {UNKNOWN, "plain", "markdown", "odoo", "android", "xliff"}:
        return module(source).escape(replacement, quote, before)
    if _PLAIN.fullmatch(replacement) or (replacement in {"'", '"'} and replacement != quote):
        return replacement
    return None


def covering(spots: list[Spelled], start: int, end: int) -> Spelled | None:
    """The one of these places, in order, that contains a part of the file."""
    at = bisect_right(spots, start, key=lambda each: each.start) - 1
    return spots[at] if at >= 0 and spots[at].start <= start and end <= spots[at].end else None
