"""Cells that stand for no value: a printed null, ``TBD``, ``-``, a formula, the name of the column, a merge field of another tool."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.dialects.merge_fields import may_hold, merge_fields
from smslint.recipients import headers
from smslint.rules import lexicons
from smslint.rules.checks.leak import as_english
from smslint.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Container

LEXICON: Final = "no-values"
LEAKED: Final = "leaked-nulls"
NAMES: Final = "names"
"""The group of words that stand for nothing only where the name of a person is expected."""
_MOST_KEPT: Final = 100_000


class Cells:
    """The cells of one column that stand for no value. Each cell is looked at once."""

    def __init__(self, columns: tuple[str, ...], column: int, known: Container[str]) -> None:
        name = columns[column]
        self._known = known
        self._groups = frozenset(("", NAMES)) if _is_of_people(columns, column) else frozenset(("",))
        self._own = headers.normal(name)
        self._words = _words() | _spellings(name)
        self._seen: set[str] = set()
        self._found: dict[str, str] = {}

    def among(self, cells: set[str]) -> dict[str, str]:
        """Those of some cells that stand for no value, each with the part of it that says so."""
        fresh = cells - self._seen
        if fresh:
            if len(self._seen) > _MOST_KEPT:
                self._seen.clear()
                self._found.clear()
            self._seen |= fresh
            for cell in self._doubtful(fresh):
                if found := self._stands_for_nothing(cell):
                    self._found[cell] = found
        return {cell: self._found[cell] for cell in self._found.keys() & cells}

    def _doubtful(self, cells: set[str]) -> set[str]:
        """Those that are worth a closer look: words of the lexicon, and what does not begin with a letter or a digit."""
        lower = {cell.strip().lower() if cell.isascii() else fold(cell).text.strip(): cell for cell in cells}
        doubtful = {lower[word] for word in self._words.intersection(lower)}
        if any(not first.isalnum() for first in {cell[:1] for cell in cells}):
            doubtful |= {cell for cell in cells if not cell[:1].isalnum()}
        if may_hold("\n".join(cells), self._known):
            doubtful |= {cell for cell in cells if may_hold(cell, self._known)}
        return doubtful

    def _stands_for_nothing(self, cell: str) -> str:
        """The part of a cell that shows that it has no value; empty if it has one."""
        text = cell.strip()
        if not text:
            return ""
        if headers.normal(text) == self._own and self._own:
            return text
        for lexicon in (lexicons.load(LEXICON), lexicons.load(LEAKED)):
            for match in lexicon.find(text):
                if match.entry.group not in self._groups or match.span.length != len(text):
                    continue
                if match.entry.group == NAMES or not as_english(text):
                    return text
        fields = merge_fields(cell, self._known)
        return cell[fields[0].start : fields[0].end] if fields else ""


def why(word: str) -> str:
    """Why a cell with this in it has no value, for people."""
    if merge_fields(word):
        return "another program should have filled it"
    if any(match.entry.key == "printed" for match in lexicons.load(LEXICON).find(word)):
        return "a program wrote this instead of an empty value"
    return "it stands for no value"


def _is_of_people(columns: tuple[str, ...], column: int) -> bool:
    """Whether a column has names of people."""
    return column in headers.candidates(columns, "name") or headers.normal(columns[column]).endswith("name")


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """The words of the lexicon, and words that begin with a letter in its patterns."""
    return frozenset(word for entry in lexicons.load(LEXICON).entries() for word in entry.words)


def _spellings(name: str) -> frozenset[str]:
    """The ways to write the name of a column."""
    lower = name.strip().lower()
    return frozenset((lower, lower.replace("_", " "), lower.replace(" ", "_"), headers.normal(name))) - {""}
