"""What a name of a template stands for: a column, a value that is the same for everyone, or a part of one of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.broadcast.naming import Naming
from smslint.dialects.functions.filters import attribute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.text.tree import Call, Text

_OF_A_TEXT: Final = frozenset({"first", "last", "length", "size"})


class Lookup:
    """The names of one template. What was asked for is kept: ``used`` columns, ``named`` names."""

    def __init__(self, columns: list[str], constants: Mapping[str, str], dialect: str, text: Text) -> None:
        self.columns = columns
        self.constants = constants
        self.dialect = dialect
        self.used: set[int] = set()
        self.named: set[str] = set()
        self._naming = Naming(columns, dialect, text)

    def part_of_column(self, name: str) -> tuple[str, Call] | None:
        """For ``name.0`` and ``name.size``, where the list has a column only for ``name``: that name, and what is made of it."""
        owner, _, last = name.rpartition(".")
        # Of an empty text, Handlebars prints nothing for @root.name.length, and 0 for name.length.
        call = attribute(self.dialect, last) if owner and not owner.startswith("@root.") else None
        if call is None or self.column(name) is not None or name in self.constants:
            return None
        return (owner, call) if owner in self.constants or self.column(owner) is not None else None

    def is_part_of_text(self, name: str) -> bool:
        """Whether a name asks for a part or a property of a column's text, which is then not a column of its own."""
        owner, _, last = name.rpartition(".")
        asks = bool(owner) and (last in _OF_A_TEXT or (last.isascii() and last.isdigit()))
        return asks and (owner in self.constants or self.column(owner) is not None)

    def constant(self, name: str) -> str | None:
        """The value of a name that is the same for everyone."""
        self.named.add(name)
        return self.constants.get(name)

    def column(self, name: str) -> int | None:
        """The column that a name means."""
        found = self._naming.find(name)
        if found is not None:
            self.used.add(found)
        return found

    def result_column(self, code: str) -> int | None:
        """The column that is named like the code that computes its values: the list then contains the result."""
        if code not in self.columns:
            return None
        found = self.columns.index(code)
        self.used.add(found)
        return found
