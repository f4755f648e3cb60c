"""Where a file writes a text by which translations are looked up: a msgid, the key of a catalogue, a string of a program or a template."""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.errors import SourceError
from smslint.project.config_path import NAMES
from smslint.project.key_starts import matches
from smslint.project.written_forms import BROKEN, JOINT, Ways, form_of, forms_of, plain_forms, units, ways_of
from smslint.span import Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from smslint.project.key_starts import Keys
    from smslint.sources.message import SourceMap

CATALOGUES: Final = frozenset(
    {".json", ".jsonc", ".json5", ".arb", ".xcstrings", ".yml", ".yaml", ".toml", ".properties", ".strings", ".ftl"}
)
"""Suffixes of catalogues in which a text is a key only before ``:`` or ``=``: as a value it is a translation."""
TABLES: Final = frozenset({".csv", ".tsv"})
"""Suffixes of tables, whose first column has the keys."""
GETTEXT: Final = frozenset({".po", ".pot"})
_CONFIGS: Final = frozenset(name.rpartition("/")[2] for name in NAMES)
_KEY_FOLLOWS: Final = later(r"\s*(?:=>|:|=(?!=))")
_SOURCE_TAG: Final = later(r"<(?:source|key|original)\b[^<>]*\Z")
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


class Finder:
    """The places of many keys in a file, without a look through all of it for each of them."""

    def __init__(self, text: str, keys: Keys, path: str) -> None:
        self._text, self._keys, self._path = text, keys, path
        self._originals: Final = _by_original(text) if suffix_of(path) in GETTEXT else None
        self._starts: Final = keys.starts(text) if self._originals is None else {}

    def near(self) -> list[str]:
        """The keys that may be there, in their order; the others are not."""
        if self._originals is not None:
            near: Iterable[str] = self._originals.keys() & self._keys.numbers.keys()
        else:
            near = (*self._starts, *self._keys.single)
        return sorted(near, key=self._keys.numbers.__getitem__)

    def __call__(self, key: str) -> list[Spelled]:
        """Every place of a key, as :func:`places`."""
        return places(self._text, key, self._path, self._starts.get(key, () if key in self._keys.indexed else None))


def places(text: str, key: str, path: str, starts: Sequence[int] | None = None) -> list[Spelled]:
    """Every place of a file where a text is a key, or may be one: values of a catalogue are translations, and no keys.

    :param starts: where to look, if that is known.
    """
    suffix = "" if is_config(path) else suffix_of(path)
    if suffix in GETTEXT:
        return list(_originals(text, key)) if len(key) <= _LONGEST_KEY else []
    if (starts is not None and not starts) or not may_hold(text, key):
        return []
    found = [
        each
        for match in matches(_pattern(key, suffix not in CATALOGUES | TABLES, ways_of(text)), text, starts)
        if (each := _spelled(text, key, match)) is not None and _is_key(text, each, suffix)
    ]
    bare = _bare_in_config(text, key, path, starts) if is_config(path) else _bare(text, key, suffix, starts)
    return [*found, *_nested(text, key, starts), *bare]


def is_config(path: str) -> bool:
    """Whether a file is a configuration of smslint, whose ``keys`` select messages by such texts."""
    return path.rpartition("/")[2] in _CONFIGS


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
def _pattern(key: str, within: bool, ways: Ways) -> re.Pattern[str]:
    """A text between two quotes, tags or template tags, as some language writes it.

    :param within: whether the names of what the key is in may be before it: ``t("sms:It is late")``, ``t("sms.It is late")``.
    """
    forms = forms_of if ways.escapes else plain_forms
    pieces = [BROKEN if ways.trimmed and each == " " else forms(each) for each in units(key, ways)]
    body = (f"(?:{JOINT})?" if ways.joints else "").join(pieces)
    names = rf"(?:(?<=[\"'`]){_NAMES})?" if within else ""
    return re.compile(
        rf"(?P<before>[\"'`]|>\s*|[%}}]\}}\s*){names}(?P<key>{body})(?P<more>_\w{{1,20}})?(?=(?P<after>[\"'`]|\s*<|\s*\{{[%{{]))"
    )


def _nested(text: str, key: str, starts: Sequence[int] | None) -> Iterator[Spelled]:
    """Where a translation takes in that of a key."""
    if not ways_of(text).nested:
        return
    pattern = re.compile(rf"\$t\(\s*(?:{_NAMES})?(?P<key>{''.join(map(forms_of, key))})(?=\s*[,)])")
    for match in matches(pattern, text, starts):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        quotes = _QUOTE_OF_VALUE.findall(line)
        if (found := _aligned(text, key, match.start("key"), quotes[-1] if quotes else "")) is not None:
            yield found


def _spelled(text: str, key: str, match: re.Match[str]) -> Spelled | None:
    before, after = match["before"], match["after"].strip()
    quote = before if before in "\"'`" else ""
    if quote != (after if after in "\"'`" else "") or (match["more"] and not _KEY_FOLLOWS.match(text, match.end() + 1)):
        return None
    return _aligned(text, key, match.start("key"), quote)


def _aligned(text: str, key: str, at: int, quote: str) -> Spelled | None:
    starts, ends, ways = [], [], ways_of(text)
    for unit in units(key, ways):
        found = form_of(unit, ways.trimmed).match(text, at)
        if found is None:
            return None
        starts += [found.start("char")] * len(unit)
        ends += [at := found.end()] * len(unit)
    return Spelled(tuple(starts), tuple(ends), quote)


def _is_key(text: str, spelled: Spelled, suffix: str) -> bool:
    after = spelled.end + len(spelled.quote)
    if suffix in CATALOGUES:
        rest = re.compile(r"(?:_\w{1,20})?").match(text, spelled.end)
        after = (rest.end() if rest is not None else spelled.end) + len(spelled.quote)
        return bool(spelled.quote) and _KEY_FOLLOWS.match(text, after) is not None
    if suffix in TABLES:
        return text.endswith(("\n", "\r"), 0, spelled.start - len(spelled.quote)) or spelled.start <= 1
    end = spelled.start
    while not spelled.quote and text[end - 1 : end].isspace():
        end -= 1
    if not spelled.quote and text[end - 1 : end] == ">":  # XML: a translation, unless its tag says otherwise
        return _SOURCE_TAG.search(text[max(0, end - 301) : end - 1]) is not None
    return True


def _bare(text: str, key: str, suffix: str, starts: Sequence[int] | None) -> Iterator[Spelled]:
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
    body = "".join(forms.get(char) or forms_of(char) for char in key)
    for match in matches(re.compile(rf"^[ \t]*(?P<key>{body}){ends}", re.MULTILINE), text, starts):
        if (found := _aligned(text, key, match.start("key"), "")) is not None:
            yield found


def _bare_in_config(text: str, key: str, path: str, starts: Sequence[int] | None) -> Iterator[Spelled]:
    """Texts without quotes in a configuration."""
    body = "".join(map(forms_of, key))
    pattern = re.compile(
        rf"(?:^[ \t]*(?:- +)*|[:,\[{{] *)(?:{_NAMES})?(?P<key>{body})(?=[ \t]*(?:[\]}},]|: |$| #))", re.MULTILINE
    )
    for match in matches(pattern, text, starts) if not path.endswith(".toml") else ():
        if (found := _aligned(text, key, match.start("key"), "")) is not None:
            yield found


def covering(spots: list[Spelled], start: int, end: int) -> Spelled | None:
    """The one of these places, in order, that contains a part of the file."""
    at = bisect_right(spots, start, key=lambda each: each.start) - 1
    return spots[at] if at >= 0 and spots[at].start <= start and end <= spots[at].end else None
