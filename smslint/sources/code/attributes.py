"""The attributes of objects: what one method assigns, and another sends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.calls import Names
    from smslint.sources.code.changing import Frame
    from smslint.sources.code.finding import FoundText
    from smslint.sources.code.values import Value

_ASSIGNED: Final = re.compile(r"(?:@|\b(?:this|self)\s*(?:\.|->)\s*)(\w+)\s*(?:\+|\|\||\?\?)?=\s*\Z")
_USED: Final = re.compile(r"(?:@|\$?(?:this|self)(?:\.|->))?(\w+)")
_BEFORE: Final = 80
"""Characters before a value that show what it is assigned to."""


class Attributes:
    """What the methods of one file assign to the attributes of their objects."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.touched: dict[tuple[Names, str], str] = {}
        """The variables that are attributes, by the method and their names in it."""
        self.values: dict[tuple[Names, str], list[Value]] = {}
        """What an attribute has after each method that assigns it, by its class and name."""

    def assigned(self, frame: Frame, variable: str, start: int) -> None:
        """A variable gets a value that begins here."""
        found = _ASSIGNED.search(self.text, max(0, start - _BEFORE), start)
        if found is not None:
            self.touched[frame.scope, variable] = found[1]
        elif variable not in frame.own and variable.isidentifier() and len(frame.scope) > 1:
            self.touched[frame.scope, variable] = variable

    def leave(self, frame: Frame) -> None:
        """The end of a method: keep what its attributes have now."""
        for (scope, variable), name in list(self.touched.items()):
            if scope == frame.scope and (value := frame.variables.get(variable)) is not None:
                self.values.setdefault((scope[:-1], name), []).append(value)
                del self.touched[scope, variable]

    def resolved(self, found: list[FoundText]) -> list[FoundText]:
        """What is sent, with the texts of attributes in their places."""
        return [text for each in found for text in self.texts(each)]

    def texts(self, found: FoundText) -> Iterator[FoundText]:
        value = found.value
        used = _USED.fullmatch(value.source) if value.names and not found.parameter_of else None
        scope = found.path[: len(found.path) - len(found.named) + len(value.names)]
        known = (
            self.values.get((scope[:-1], used[1]), [])
            if used is not None and found.why == "sent" and not value.written
            else []
        )
        if not known or not all(each.written for each in known):
            yield found
        yield from (found._replace(value=each) for each in known if each.written)
