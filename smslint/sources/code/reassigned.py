"""Variables of classes and files that get another value while the program runs, which are no constants: ``var place = ""``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_KEEPS: Final = re.compile(r"\b(?:const|final|val|readonly|static\s+let)\b")
"""What a language writes before something that keeps its value."""
_ASSIGNED: Final = re.compile(
    r"(?:^[ \t]*|[;{}]\s*|->\s*|=>\s*|\bin\s+)(?:(?:this|self)\s*\.\s*)?(?P<name>[A-Za-z_]\w*)\s*(?:\+|\?\?)?=(?![=>])(?=(?P<rest>[^\n]{0,400}))",
    re.MULTILINE,
)
"""A value is given to a name that is known already: no word is before it."""
_COUNTED: Final = re.compile(
    r"([^\W\d]\w*)[ \t]*(?:\+\+|--|(?:[-*/%|&^+]|<<|>>)=)|(?:\+\+|--)\$?(?:\w+(?:\.|->|::)\$?)*([^\W\d]\w*)"
)
_LINE: Final = 300
_OTHERS: Final = frozenset({"Python", "Ruby", "Elixir"})
"""Languages in which a function that assigns has its own variable."""


@lru_cache(maxsize=2)
def counted(text: str) -> frozenset[str]:
    """The variables of a file that count: ``sent++``, ``--left``, ``left -= 1``."""
    return frozenset(one or other for one, other in _COUNTED.findall(text))


def is_reassigned(name: str, start: int, text: str, title: str) -> bool:
    """Whether a file gives a variable of a class, or of its own, another value later.

    :param start: where its first value begins.
    :param title: the language.
    """
    line = text[max(text.rfind("\n", 0, start), start - _LINE) + 1 : start]
    if title in _OTHERS or _KEEPS.search(line) is not None or (title == "Swift" and re.search(r"\blet\b", line)):
        return False
    own = text.rfind(name, max(start - _LINE, 0), start)
    return any(place != own for place in _assigned(text).get(name, ()))


@lru_cache(maxsize=2)
def _assigned(text: str) -> dict[str, tuple[int, ...]]:
    """Where each name is given a value; an argument in a line of its own is none: ``text = "Hi",``."""
    found: dict[str, tuple[int, ...]] = {}
    for each in _ASSIGNED.finditer(text):
        if not each["rest"].rstrip().endswith(","):
            found[each["name"]] = (*found.get(each["name"], ()), each.start("name"))
    return found
