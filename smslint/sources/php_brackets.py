"""The tokens of a PHP file, the words that are not names of functions, and the open brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from smslint.sources.comments import C_COMMENT
from smslint.sources.php_expressions import Joined, Mark, holds_text

if TYPE_CHECKING:
    from smslint.sources.php_calls import Argument
    from smslint.sources.php_expressions import Item, String

OPEN_TAG: Final = re.compile(r"<\?(?:php\b|=)?", re.IGNORECASE)
_LINE: Final = r"[^\r\n]*?(?=\?>|[\r\n]|\Z)"
"""The rest of a line, up to a closing tag."""
TOKEN: Final = re.compile(
    rf"(?P<gap>\s++|(?://|#(?!\[)){_LINE}|{C_COMMENT})|(?P<endless>/\*)"
    r"|(?P<close_tag>\?>)"
    r"|(?P<heredoc><<<[ \t]*(?P<mark>[\"']?)(?P<word>[A-Za-z_]\w*+)(?P=mark)(?:\r\n|[\r\n]))"
    r"|(?P<string>['\"])"
    r"|(?P<name>\$?[A-Za-z_\\\x80-\U0010ffff][\w\\\x80-\U0010ffff]*+)"
    r"|(?P<arrow>=>)|(?P<member>\?->|->|::)"
    r"|(?P<comparison>[=!]==?|<=>|<=|>=|[<>](?![<>=]))"
    r"|(?P<assign>\?\?=|[-+*/%&|^]=|=)|(?P<append>\.=)"
    r"|(?P<number>\d[\w.]*+)"
    r"|(?P<choice>\?\?|\?:|[?:])"
    r"|(?P<dot>\.(?!\.))"
    r"|(?P<open>[\[({])|(?P<close>[\])}])|(?P<comma>,)|(?P<end>;)|(?P<other>.)",
    re.DOTALL,
)
_JOINS: Final = (("implode",), ("join",), ("\\implode",), ("\\join",))
CLOSING: Final = {"[": "]", "(": ")", "{": "}"}
WORDS: Final = frozenset(
    {
        "return",
        "echo",
        "print",
        "new",
        "public",
        "private",
        "protected",
        "static",
        "readonly",
        "final",
        "abstract",
        "const",
        "var",
        "yield",
        "throw",
        "and",
        "or",
        "not",
        "clone",
    }
)
CONTROL: Final = frozenset(
    {
        "if",
        "elseif",
        "while",
        "for",
        "foreach",
        "switch",
        "case",
        "isset",
        "empty",
        "unset",
        "declare",
        "catch",
        "match",
    }
)


@dataclass(slots=True)
class OpenBracket:
    """An open array, call, subscript, group or block, and the current expression in it."""

    path: tuple[str, ...]
    named: tuple[str, ...]
    opening: str = "{"
    start: int = 0
    silent: bool = False
    """Strings in it are not texts: conditions, subscripts."""
    key: tuple[str, ...] = ()
    index: int | None = None
    items: list[Item] = field(default_factory=list)
    conditions: int = 0
    """How many ``?`` still wait for their ``:``."""
    callee: list[str] = field(default_factory=list)
    array: bool = False
    """Whether these are the entries of ``array(...)``."""
    group: bool = False
    """Whether it is only a pair of parentheses."""
    scope: str | None = None
    """The function or class whose block opens next."""
    scopes: tuple[str, ...] = ()
    """The functions and classes around it."""
    call: tuple[str, ...] = ()
    """The called function, if these are the arguments of a call."""
    parameters: bool = False
    """Whether these are the parameters of a function, which may have defaults."""
    arguments: list[Argument] = field(default_factory=list)
    """The arguments of the call so far; of an array, its values."""
    elsewhere: bool = False
    """Whether the call gives a text that is not written here."""
    listed: bool = False
    """Whether it is a list that is written in a call of ``implode``: its entries are one text."""
    added: bool = False
    """Whether it is in what a statement adds to a text."""
    entries: list[list[Item]] = field(default_factory=list)
    """The entries of that list so far."""
    glue: list[Item] = field(default_factory=list)
    """What that call puts between two entries."""

    template: String | None = None
    """What this call fills, if it is written in it."""

    def is_list(self) -> bool:
        """Whether these are the entries of an array."""
        return self.opening == "[" or self.array

    def joins(self) -> bool:
        """Whether these are the arguments of a call that makes one text of a list."""
        return self.call in _JOINS

    def takes(self, items: list[Item]) -> bool:
        """Whether an expression is an entry of a list that is joined; what is between the entries is kept, too."""
        kept = self.listed or (self.joins() and bool(self.entries))
        if kept and items:
            self.entries.append(items)
        elif self.joins() and items:
            self.glue = items
        return kept or (self.joins() and holds_text(items))

    def hold(self, inner: OpenBracket) -> None:
        """The list that this call joins is complete."""
        self.entries = inner.entries
        if inner.opening == "(":
            self.items.pop()  # the word ``array``

    def joined(self, outer: OpenBracket, end: int) -> list[Item]:
        """The text that this call makes of a list that is written in it; the name of the function is part of it."""
        if not (self.joins() and any(map(holds_text, self.entries))):
            return []
        name = outer.items.pop()
        return [Joined(name.start, end, self.glue, self.entries)]

    def restart(self) -> None:
        """Begin the next expression."""
        self.key, self.items, self.conditions, self.callee = (), [], 0, []

    def adds(self) -> bool:
        """Whether this is a statement that adds something to a text."""
        return any(isinstance(each, Mark) and each.kind == "append" for each in self.items)

    def place(self) -> tuple[str, ...]:
        """The name of the current expression: its key, or its number."""
        return self.key or ((str(self.index),) if self.index is not None else ())
