"""Which column of a list a placeholder's name means.

People write one name in several ways: ``first_name`` is ``First Name``, and ``user.first_name`` may be a list's ``First Name`` or its
``User First Name``. A dot, a bracket or a slash is more than a way of writing: it asks for a part of something. So it counts only
between two words of the other name (``n.ame`` is not ``name``), and a name with an empty part (``name._``) is only itself. A part of
a column's text (``name.first`` where there is a column ``name``) is no other column, and names that end alike under different owners
(``user.name`` and ``shop.name``) are not the same column ``name``. A name that ends with an underscore (``$name_``, which was meant as
``${name}_``) is only itself too. Then there is no column for the name, and people are told so.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from smslint.recipients import header_names
from smslint.text.condition import names
from smslint.text.tree import Branch, Loop, Placeholder, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smslint.text.tree import Text

_SIGN: Final = re.compile(r"[.$@]+")
_SIGNS: Final[Mapping[str, re.Pattern[str]]] = {
    "mustache": re.compile(""),
    "handlebars": re.compile(r"\.\.(?!\.)|@root\."),
    **dict.fromkeys(("jinja", "django", "liquid", "twig", "brace", "icu", "message_format"), re.compile("")),
}
"""By dialect: what is written before a name and is not a part of it; :data:`_SIGN` for all others."""
_WHOLE: Final = frozenset({"mustache"})
"""The dialects in which a name with dots is only itself: it is looked up part by part, and without an owner nothing is printed."""
_OF: Final = re.compile(r"[^\w\s'’\"-]+")
"""What separates a part from its owner."""
_AROUND: Final = re.compile(r"\A[\W_]+|[\W_]+\Z")
"""Signs around a header (``Name:``), which ask for no part."""
_WORDS: Final = re.compile(r"[^\W_]+")
_HUMPS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class Naming:
    """The columns of a list by the names of one template."""

    def __init__(self, columns: list[str], dialect: str, text: Text | None = None) -> None:
        """:param text: the template whose names are looked up: the same last part under two owners is then nobody's."""
        self.columns = columns
        self.first = {column: index for index, column in reversed(list(enumerate(columns)))}
        """The first column of each name."""
        self.sign = _SIGNS.get(dialect, _SIGN)
        self.exact = dialect in _WHOLE
        self.normal: dict[str, list[int]] = {}
        """The columns that are written with the same words, by these."""
        for index, column in enumerate(columns):
            self.normal.setdefault(header_names.normal(column), []).append(index)
        self.longest = max(map(len, self.normal), default=0)
        self.owners: dict[str, set[str]] = {}
        for name in () if text is None else _names(text):
            plain = self.plain(name)
            owner, _, last = plain.rpartition(".")
            self.owners.setdefault(header_names.normal(last), set()).add(header_names.normal(owner))

    def plain(self, name: str) -> str:
        """A name without the sign that some languages write before each."""
        found = self.sign.match(name)
        return name[found.end() :] if found else name

    def find(self, name: str) -> int | None:
        """The index of the column; ``None`` if there is none, or if more than one could be meant."""
        plain = self.plain(name)
        for each in (name, plain):
            if each in self.first:
                return self.first[each]
        if (found := self.alike(plain)) is not None:
            return found
        owner, dot, last = plain.rpartition(".")
        if not dot or self.exact or last.isdigit() or not all(map(header_names.normal, _OF.split(plain))):
            return None
        if self.of_text(owner) or len(self.owners.get(header_names.normal(last), ())) > 1:
            return None
        return self.first[last] if last in self.first else self.alike(last)

    def of_text(self, owner: str) -> bool:
        """Whether the owner of a part, or its owner, is a column with a text."""
        parts = owner.split(".")
        lengths = accumulate(len(header_names.normal(part)) for part in parts)
        for count, length in enumerate(lengths, 1):
            if length > self.longest:  # no column is as long
                return False
            head = ".".join(parts[:count])
            if head in self.first or self.alike(head) is not None:
                return True
        return False

    def alike(self, name: str) -> int | None:
        """The only column whose name is written with the same words."""
        wanted = "" if name.endswith("_") else header_names.normal(name)
        found = [
            index
            for index in (self.normal.get(wanted, ()) if wanted else ())
            if _fits(name, self.columns[index]) and _fits(_AROUND.sub("", self.columns[index]), name)
        ]
        different = {self.columns[index] for index in found}
        return found[0] if len(different) == 1 else None


def _fits(one: str, other: str) -> bool:
    """Whether each part of a name begins where a word of the other one begins."""
    if not _OF.search(one):
        return True
    parts = [header_names.normal(part) for part in _OF.split(one)]
    words = [header_names.normal(word) for piece in _WORDS.findall(other) for word in _HUMPS.split(piece)]
    return all(parts) and _ends(parts) <= _ends(words)


def _ends(parts: list[str]) -> set[int]:
    return set(accumulate(map(len, parts)))


def _names(text: Text) -> Iterator[str]:
    """All names that a template prints or asks."""
    for node in walk(text):
        match node:
            case Placeholder():
                if not node.opaque:
                    yield node.name
            case Branch():
                for arm in node.arms:
                    if arm.condition is not None and arm.condition.test is not None:
                        yield from names(arm.condition.test)
            case Loop() if node.condition is not None and node.condition.test is not None:
                yield from names(node.condition.test)
