"""How the templates of a registry write their variables: from a registered text to its parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules.registered import Perhaps
from smslint.rules.variables import HOLDS, Variable
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.rules.registered import Piece
    from smslint.settings import Node

MOST_VARIABLES: Final = 30
"""The most variables of a template that is read."""


class Bound(NamedTuple):
    """What a kind of variable holds."""

    holds: str = "anything"
    least: int = 0
    most: int | None = None


class Syntax(NamedTuple):
    """A syntax of variables."""

    pattern: str
    """A pattern with the groups ``name``, ``kind`` (a key of ``kinds``), ``most`` (its own limit) and ``text`` (of a part that is printed or
    left out); each may be absent."""
    kinds: Mapping[str, Bound] = {}
    """By kind, or by the kind that a template gives a name; ``*`` for the others."""

    def bound(self, kind: str) -> Bound | None:
        """What a kind holds; ``None`` for an unknown one."""
        return self.kinds.get(kind.lower()) or self.kinds.get("*")


NOTHING: Final = Syntax(r"(?!)")
"""Templates without variables."""


class Parts(NamedTuple):
    """The parts of a template."""

    pieces: tuple[Piece, ...]
    unknown: str = ""
    """A variable of a kind that does not exist; empty if there is none."""


def parts_of(text: str, syntax: Syntax, types: Mapping[str, str] = {}, limits: Mapping[str, int] = {}) -> Parts:
    """The parts of a registered text.

    :param types: the kinds that the template gives its variables, by name.
    :param limits: the most characters of values, by name or by kind; ``*`` for all.
    """
    pieces: list[Piece] = []
    unknown, at = "", 0
    for match in re.finditer(syntax.pattern, text):
        found = match.groupdict()
        name = (found.get("name") or "").strip()
        kind = (found.get("kind") or types.get(name) or "*").strip()
        bound = syntax.bound(kind)
        if bound is None:
            unknown, bound = unknown or match[0], Bound(least=1)
        pieces.append(text[at : match.start()])
        at = match.end()
        if found.get("text") is not None:
            pieces.append(Perhaps(found["text"] or ""))
            continue
        most = int(found["most"]) if found.get("most") else bound.most
        stated = next((limits[key] for key in (name, kind, "*") if key in limits), most)
        pieces.append(Variable(match[0], bound.holds, bound.least, stated))
    pieces.append(text[at:])
    return Parts(tuple(piece for piece in pieces if piece), unknown)


def written_as(example: str) -> str:
    """The pattern of variables that are written like an example with the word ``name``: ``#{name}``, ``[name]``.

    :raises ValueError: for an example without it, or without a sign before it.
    """
    before, word, behind = example.partition("name")
    if not word or not before.strip() or "name" in behind:
        raise ValueError(f"{shown(example)} is not a variable with the word name in it, such as {{{{name}}}} or [name]")
    inside = r"[^\W\d]\w*" if not behind else rf"[^{re.escape(behind[0])}\n]{{1,80}}?"
    return re.escape(before) + rf"(?P<name>{inside})" + re.escape(behind)


def make_syntax(node: Node) -> Syntax:
    """A syntax from the file of a format.

    :raises PackError: names file, line and key.
    """
    node.only(("pattern", "kinds"), ("pattern",))
    kinds = node.child("kinds")
    return Syntax(node.filled("pattern"), {str(key).lower(): _bound(kinds.child(str(key))) for key in kinds.values})


def _bound(node: Node) -> Bound:
    node.only(("holds", "least", "most"))
    return Bound(
        node.choice("holds", HOLDS, "anything"), node.optional_number("least") or 0, node.optional_number("most")
    )
