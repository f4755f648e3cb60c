"""The characters of a text that are not in its alphabet: their places and possible replacements."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from smslint.text.substitutions import default_table

if TYPE_CHECKING:
    from smslint.text.gsm7 import Alphabet
    from smslint.text.substitutions import Substitution


class Offender(NamedTuple):
    """A character outside the alphabet: its indexes in the text as written, and a possible replacement."""

    char: str
    indexes: tuple[int, ...]
    substitution: Substitution | None

    def as_dict(self) -> dict[str, object]:
        """The character as in ``smslint segments --format json``."""
        row = self.substitution
        return {
            "char": self.char,
            "codepoint": f"U+{ord(self.char):04X}",
            "name": unicodedata.name(self.char, ""),
            "indexes": list(self.indexes),
            "replacement": None if row is None else row.replacement,
            "lossless": None if row is None else row.lossless,
        }


def offenders(text: str, alphabet: Alphabet) -> list[Offender]:
    """Every character outside the alphabet, in order of first appearance."""
    indexes: dict[str, list[int]] = {}
    for index, char in enumerate(text):
        if not alphabet.septets(char):
            indexes.setdefault(char, []).append(index)
    table = default_table()
    return [Offender(char, tuple(where), table.get(char)) for char, where in indexes.items()]
