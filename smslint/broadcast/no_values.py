"""Cells that stand for no value: a printed null, ``TBD``, ``-``, a formula, the name of the column, a merge field of another tool."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.dialects.merge_fields import may_hold, merge_fields
from smslint.recipients import header_names, headers
from smslint.rules import lexicons
from smslint.rules.checks.leak import as_english
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Container

LEXICON: Final = "no-values"
LEAKED: Final = "leaked-nulls"
NAMES: Final = "names"
"""The group of words that stand for nothing only where the name of a person is expected."""
_MOST_KEPT: Final = 100_000
_SIGNS: Final = frozenset("-–—−_.·•…?¿*~/\\|,;:=^'\"`#@<[({ \t\xa0")
"""What a cell without a value may begin with: the signs of the patterns and words in the lexicon, and white space."""

_OPENS: Final = later(r"(?im)^[^\S\n]*+(?:just[ ][\d\"-]|(?:ok|err|success|failure)\(|[asi]:\d)")
"""How such a cell begins where it is a letter."""


class Cells:
    """The cells of one column that stand for no value. Each cell is looked at once."""

    def __init__(self, name: str, known: Container[str]) -> None:
        self._known = known
        self._groups = frozenset(("", NAMES)) if _is_of_people(name) else frozenset(("",))
        self._own = header_names.normal(name)
        self._words = _words() | _spellings(name)
        self._seen: set[str] = set()
        self._found: dict[str, str] = {}

    @property
    def numbers(self) -> frozenset[str] | None:
        """The cells of digits alone that stand for no value; ``None``: any may."""
        if may_hold("5", self._known):
            return None
        return frozenset(each for each in self._words if each.isdecimal() and each.isascii())

    def among(self, cells: set[str]) -> dict[str, str]:
        """Those of some cells that stand for no value, each with the part of it that says so."""
        fresh = cells - self._seen
        if fresh:
            self._look(fresh)
        return {cell: self._found[cell] for cell in self._found.keys() & cells}

    def _look(self, fresh: set[str]) -> None:
        if len(self._seen) > _MOST_KEPT:
            self._seen.clear()
            self._found.clear()
        self._seen |= fresh
        together = "\n".join(fresh)
        doubtful = {cell for cell in fresh if cell[:1] in _SIGNS}
        if not self._words.isdisjoint(together.lower().split("\n")):
            doubtful |= {cell for cell in fresh if cell.lower() in self._words}
        if _OPENS.search(together):
            doubtful |= {cell for cell in fresh if _OPENS.match(cell.lstrip())}
        for cell in doubtful:
            if self._stands_for_nothing(cell.strip()):
                self._found[cell] = cell.strip()
        if may_hold(together, self._known):
            for cell in fresh - self._found.keys():
                if may_hold(cell, self._known) and (fields := merge_fields(cell, self._known)):
                    self._found[cell] = cell[fields[0].start : fields[0].end]

    def _stands_for_nothing(self, text: str) -> bool:
        if text and header_names.normal(text) == self._own:
            return True
        return any(
            match.entry.group in self._groups
            and match.span.length == len(text)
            and (match.entry.group == NAMES or not any(map(str.isalpha, text)) or not as_english(text))
            for lexicon in (lexicons.load(LEXICON), lexicons.load(LEAKED))
            for match in lexicon.find(text)
        )


def why(word: str) -> str:
    """Why a cell with this in it has no value, for people."""
    if merge_fields(word):
        return "another program should have filled it"
    if any(match.entry.key == "printed" for match in lexicons.load(LEXICON).find(word)):
        return "a program wrote this instead of an empty value"
    return "it stands for no value"


def _is_of_people(column: str) -> bool:
    """Whether a column has names of people."""
    return headers.may_be(column, "name") or header_names.normal(column).endswith("name")


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """The words of the lexicon in lower case: its examples have those that are not ASCII as people write them."""
    return frozenset(
        word for entry in lexicons.load(LEXICON).entries() for word in (*entry.words, *map(str.lower, entry.phrases))
    )


def _spellings(name: str) -> frozenset[str]:
    """The ways to write the name of a column."""
    lower = name.strip().lower()
    return frozenset((lower, lower.replace("_", " "), lower.replace(" ", "_"), header_names.normal(name))) - {""}
