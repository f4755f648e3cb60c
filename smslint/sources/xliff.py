"""XLIFF 1.2 and 2.x: the target of each unit under its name, or its source where there is no translation yet.

Source: OASIS XLIFF 1.2 (section 2, inline elements) and XLIFF 2.1. An inline element that stands for something of the program is a
placeholder; one around a part of the text, or one that contains the program's own code, such as ``<ph>%s</ph>``, gives what is in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.sources import comments
from smslint.sources.body import BodyBuilder
from smslint.sources.escapes import through
from smslint.sources.file_locale import as_locale
from smslint.sources.inline import Content
from smslint.sources.message import Message
from smslint.sources.plurals import CATEGORIES, gettext_form
from smslint.sources.xml import WRITTEN, contents, decode, elements, local
from smslint.span import Span
from smslint.text.tree import Sequence, unknown_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smslint.sources.options import Options
    from smslint.sources.xml import Element

COMMENTS = (comments.XML,)
MANY_STRINGS = False
_OF_SOURCE = re.compile(r"<(?:[\w.-]+:)?source\b[^<>]*>(?:<[^<>]*>)*\Z")

_UNITS = ("trans-unit", "unit")
_PIECES = ("segment", "ignorable")
_NOT_YET = frozenset(("new", "needs-translation", "initial"))
"""The states of a target that may be no more than a copy of its source."""
_OF_XCODE = ("|==|", ":dict")
_PART_OF_XCODE = re.compile(r"%(?:\d+\$)?#@[^@]*@|\|==\|substitutions\.")
_DIALECTS = {
    "strings": "percent", "stringsdict": "percent", "xcstrings": "percent", "xml": "percent", "resx": "csharp", "resw": "csharp",
    "properties": "message_format", "javapropertyresourcebundle": "message_format", "cstring": "percent", "arb": "icu",
}  # fmt: skip
"""The dialect of texts that come from a file with this suffix, or with this ``datatype``."""


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted unit under its ``resname``, its ``name`` or its ``id``.

    :raises SourceError: when the file is not well-formed XML.
    """
    document = _Document(text, elements(text))
    for number, element in enumerate(document.found):
        if local(element.name) in _UNITS:
            yield from document.unit(number, options)


class _Document:
    def __init__(self, text: str, found: list[Element]) -> None:
        self.text = text
        self.found = found
        self.inside = contents(found)

    def named(self, parent: int, *names: str) -> list[int]:
        return [each for each in self.inside.get(parent, ()) if local(self.found[each].name) in names]

    def above(self, number: int, name: str) -> Mapping[str, str]:
        """The attributes of the closest element with this name that the element is in."""
        while (number := self.found[number].parent) >= 0:
            if local(self.found[number].name) == name:
                return self.found[number].attributes
        return {}

    def unit(self, number: int, options: Options) -> Iterator[Message]:
        key, written, plural = self.name(number)
        if not options.wants(tuple(key.split("."))) or _is_format(written, self.text, self.found, number):
            return
        codes = {
            self.found[each].attributes.get("id", ""): _plain(self.text, self.found[each])
            for group in self.named(number, "originalData")
            for each in self.named(group, "data")
        }
        source, target = Content(self.text, codes), Content(self.text, codes)
        translated, states = False, set()
        for piece in self.named(number, *_PIECES) or [number]:
            ours, theirs = self.named(piece, "source"), self.named(piece, "target")
            states.add(
                self.found[(theirs or [piece])[0]].attributes.get("state") or self.found[piece].attributes.get("state")
            )
            translated = translated or any(self.found[each].start < self.found[each].end for each in theirs)
            for each in ours[:1]:
                source.add(self.found[each].start, self.found[each].end)
            for each in (theirs or ours)[:1]:
                target.add(self.found[each].start, self.found[each].end)
        if translated and not states.isdisjoint(_NOT_YET) and source.body.build()[0] == target.body.build()[0]:
            translated = False
        yield self.message(number, key, written, (target if translated else source, translated), options)._replace(
            plural=plural, original=_original(source) if translated else None
        )

    def message(self, number: int, key: str, written: str, content: tuple[Content, bool], options: Options) -> Message:
        of_file, whole = self.above(number, "file"), self.above(number, "xliff")
        of_source = as_locale(of_file.get("source-language") or whole.get("srcLang") or "")
        of_target = as_locale(of_file.get("target-language") or whole.get("trgLang") or "") or options.locale
        suffix = of_file.get("original", "").rpartition(".")[2].lower()
        dialect = _DIALECTS.get(suffix) or _DIALECTS.get(of_file.get("datatype", "").lower())
        chosen, translated = content
        body, source_map, tree = chosen.build()
        if tree is None and _PART_OF_XCODE.search(f"{body}\n{written}"):
            at = Span(0, len(body))
            tree = unknown_text(written, at) if body else Sequence((), at)
        return Message(body, source_map, key, of_target if translated else of_source, text=tree, dialect=dialect)

    def name(self, number: int) -> tuple[str, str, str | None]:
        """The key of a unit, what the file has for it, and its plural category."""
        unit = self.found[number]
        written = unit.attributes.get("resname") or unit.attributes.get("name") or unit.attributes.get("id", "")
        group = self.found[unit.parent] if unit.parent >= 0 else unit
        if group.attributes.get("restype") == "x-gettext-plurals":
            forms = self.named(unit.parent, *_UNITS)
            name = group.attributes.get("resname") or group.attributes.get("id") or written.partition("[")[0]
            return name, written, gettext_form(forms.index(number), len(forms))
        if _OF_XCODE[0] in written:
            key, _, variation = written.partition(_OF_XCODE[0])
            return key, written, next((each for each in reversed(variation.split(".")) if each in CATEGORIES), None)
        if _OF_XCODE[1] in written:
            parts = written.strip("/").split("/")
            category = parts[2].partition(":")[0] if len(parts) > 2 else ""
            return parts[0].removesuffix(_OF_XCODE[1]), written, category if category in CATEGORIES else None
        return written, written, None


def _original(source: Content) -> str | None:
    """The source of a unit, if its placeholders are in its text: not as inline elements, whose names only the file has."""
    body, _, tree = source.build()
    return body if tree is None and body.strip() and not _PART_OF_XCODE.search(body) else None


def _is_format(written: str, text: str, found: list[Element], number: int) -> bool:
    """Whether a unit only says which forms there are: Xcode's ``%#@items@``."""
    at = [each for each in found[number + 1 : number + 2] if local(each.name) == "source"]
    return "NSStringLocalizedFormatKey" in written and any(
        re.fullmatch(r"%#@[^@]*@", text[each.start : each.end]) for each in at
    )


def _plain(text: str, element: Element) -> str:
    return decode(BodyBuilder(element.start), text, element.start, element.end).build()[0]


def escape(replacement: str, _quote: str, before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`. A source is what other files know the unit by, so it is not changed."""
    return None if _OF_SOURCE.search(before) else through(replacement, WRITTEN)
