"""gettext catalogues. smslint has its own reader, because libraries give the line of an entry but not the place of a character.

The message is what gettext would return: a fuzzy or empty translation falls back to the original text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.body import BodyBuilder
from smslint.sources.escapes import double_quoted
from smslint.sources.file_locale import as_locale
from smslint.sources.message import Message
from smslint.sources.plurals import gettext_form
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.message import SourceMap
    from smslint.sources.options import Options

COMMENTS = (comments.WHOLE_LINE,)
MANY_STRINGS = False
escape = double_quoted

_LINE = re.compile(
    r"[ \t]*+(?:"
    r"(?P<comment>#[^\r\n]*+)"
    r'|(?P<keyword>msgctxt|msgid_plural|msgid|msgstr)?(?:\[(?P<index>\d{1,2})\])?[ \t]*+"(?P<string>(?:[^"\\\r\n]++|\\.)*+)"'
    r"|)[ \t]*+(?:\r\n|[\r\n]|\Z)"
)
_ESCAPE = re.compile(r"\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}|.)")
_SIMPLE = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_LANGUAGE = re.compile(r"^Language:[ \t]*(\S+)", re.MULTILINE)
_DIALECTS = (("python-brace-format", "brace"), ("python-format", "percent"), ("c-format", "percent"))


@dataclass(slots=True)
class _Entry:
    flags: set[str] = field(default_factory=set)
    strings: dict[str, BodyBuilder] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.strings[name].build()[0] if name in self.strings else ""


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted entry under its msgid, after the context if there is one.

    :raises SourceError: when a line is neither a comment nor a string of an entry.
    """
    locale = options.locale
    for entry in _entries(text):
        context, original = entry.text("msgctxt"), entry.text("msgid")
        if not original and not context:
            language = _LANGUAGE.search(entry.text("msgstr"))
            locale = locale or (as_locale(language[1]) if language is not None else None)
            continue
        path = (context, original) if context else (original,)
        if options.wants(path, (original,)):
            yield from _messages(entry, ".".join(path), locale)


def _messages(entry: _Entry, key: str, locale: str | None) -> Iterator[Message]:
    dialect = next((dialect for flag, dialect in _DIALECTS if flag in entry.flags), None)
    settings = {"dialect": dialect} if dialect else {}
    forms = [name for name in entry.strings if name.startswith("msgstr")]
    plural = "msgid_plural" in entry.strings
    if "fuzzy" in entry.flags or not forms or not all(entry.text(name) for name in forms):
        names: dict[str, str | None] = {"msgid": "one", "msgid_plural": "other"} if plural else {"msgid": None}
        locale = None  # the language of the source, which the catalogue does not name
    else:
        names = {name: gettext_form(index, len(forms)) if plural else None for index, name in enumerate(forms)}
    for name, category in names.items():
        body, source_map = entry.strings[name].build()
        of_one = not plural or category == "one"
        original = entry.text("msgid" if of_one else "msgid_plural")
        yield Message(
            body, source_map, key, locale, dict(settings), category, original=original if _is_text(original) else None
        )


def _is_text(original: str) -> bool:
    """Whether a msgid is a text, and not the name of one."""
    return any(map(str.isspace, original.strip()))


def originals(text: str) -> Iterator[tuple[str, SourceMap]]:
    """The texts that a program looks up: every msgid and its plural, each with its place in the file.

    :raises SourceError: as :func:`read`.
    """
    for entry in _entries(text):
        for name in ("msgid", "msgid_plural"):
            if name in entry.strings and (built := entry.strings[name].build())[0]:
                yield built


def _entries(text: str) -> Iterator[_Entry]:
    entry = _Entry()
    current: str | None = None
    at = 0
    while at < len(text):
        line = _LINE.match(text, at)
        if line is None or line.end() == at:
            raise SourceError("This line is not part of a gettext catalogue.", Span(at, at))
        at = line.end()
        if line["string"] is None:
            starts_entry = line["comment"] is not None
        else:
            starts_entry = line["keyword"] == "msgctxt" or (line["keyword"] == "msgid" and current != "msgctxt")
        if starts_entry and any(name.startswith("msgstr") for name in entry.strings):
            yield entry
            entry = _Entry()
        if line["comment"] is not None:
            if line["comment"].startswith("#,"):
                entry.flags.update(flag.strip() for flag in line["comment"][2:].split(","))
        elif line["string"] is not None:
            current = _string(text, entry, line, current)
    if "msgid" in entry.strings:
        yield entry


def _string(text: str, entry: _Entry, line: re.Match[str], current: str | None) -> str:
    """Add one line's string to the entry and return the name that it belongs to."""
    start, end = line.span("string")
    name = line["keyword"] or current
    if line["index"] is not None:
        name = f"{name}[{line['index']}]"
    if (
        name is None
        or (line["keyword"] is None and line["index"] is not None)
        or ("msgid" not in entry.strings and name.startswith(("msgid_", "msgstr")))
    ):
        raise SourceError("This string does not belong to an entry.", Span(start - 1, end + 1))
    if line["keyword"] is not None and name in entry.strings:
        raise SourceError(f"This entry has {name} twice.", Span(start - 1, end + 1))
    body = entry.strings.setdefault(name, BodyBuilder(start))
    body.decode(text, start, end, _ESCAPE, _resolve)
    return name


def _resolve(match: re.Match[str]) -> str:
    written = match[0]
    if written[1] in "01234567":
        return chr(int(written[1:], 8))
    if written[1] == "x" and len(written) > 2:
        digits = written[2:]
        return chr(int(digits, 16))
    return _SIMPLE.get(written[1], written[1])
