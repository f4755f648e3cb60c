"""Apple's ``.stringsdict``: property lists with the plural forms of texts, and their variations by width or device.

Source: "Stringsdict File Format" of Apple's Internationalization and Localization Guide.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.apple_forms import Form, has_variables, spelled_out
from smslint.sources.body import BodyBuilder
from smslint.sources.escapes import by_table
from smslint.sources.message import Message
from smslint.sources.plurals import CATEGORIES
from smslint.sources.xml import WRITTEN, contents, decode, elements
from smslint.span import Span
from smslint.text.tree import unknown_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options
    from smslint.sources.xml import Element

COMMENTS = (comments.XML,)
MANY_STRINGS = False
escape = by_table(WRITTEN)

_FORMAT = "NSStringLocalizedFormatKey"
_VARIATIONS = ("NSStringVariableWidthRuleType", "NSStringDeviceSpecificRuleType")
_DEEPEST = 8


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted text under its key, with a message for each plural form.

    :raises SourceError: when the file is not a property list in XML.
    """
    document = _Lists(text, elements(text))
    roots = [number for number, each in enumerate(document.found) if each.parent == 0 and each.name == "dict"]
    if not roots or document.found[0].name != "plist":
        raise SourceError("This is not a property list with texts.", Span(0, min(1, len(text))))
    for key, number in document.pairs(roots[0]):
        if options.wants(tuple(key.split("."))):
            for body, source_map, category in document.forms(number, {}):
                tree = unknown_text(key, Span(0, len(body))) if has_variables(body) else None
                yield Message(body, source_map, key, options.locale, plural=category, text=tree)


class _Lists:
    def __init__(self, text: str, found: list[Element]) -> None:
        self.text = text
        self.found = found
        self.inside = contents(found)

    def pairs(self, number: int) -> list[tuple[str, int]]:
        """The keys of a dictionary and the elements of their values."""
        inner = self.inside.get(number, [])
        return [
            (self.form(key).body, value)
            for key, value in pairwise(inner)
            if self.found[key].name == "key" and self.found[value].name != "key"
        ]

    def form(self, number: int, category: str | None = None) -> Form:
        element = self.found[number]
        return Form(
            *decode(BodyBuilder(element.start), self.text, element.start, element.end).build(), category=category
        )

    def forms(self, number: int, around: dict[str, list[Form]], depth: int = 0) -> Iterator[Form]:
        """The messages of the value of a key: a text, or a dictionary with a format, or with variations."""
        if self.found[number].name == "string":
            form = self.form(number)
            yield from spelled_out(form, around) or [form]
            return
        inner = self.pairs(number) if depth < _DEEPEST else []
        variables = around | {
            name: self.variable(value)
            for name, value in inner
            if self.found[value].name == "dict" and name not in _VARIATIONS
        }
        for name, value in inner:
            if name == _FORMAT:
                yield from self.forms(value, variables, depth + 1)
            elif name in _VARIATIONS:
                for _, variation in self.pairs(value):
                    yield from self.forms(variation, variables, depth + 1)

    def variable(self, number: int) -> list[Form]:
        return [self.form(value, name) for name, value in self.pairs(number) if name in CATEGORIES]
