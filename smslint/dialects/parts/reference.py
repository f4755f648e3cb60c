"""One place where a template names another: what it extends or includes, and what it passes along."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from smslint.dialects.blocks.tags import Tag
    from smslint.dialects.lexing.tokens import Token
    from smslint.dialects.names.assigned import Given


class Reference(NamedTuple):
    """One place where a template names another."""

    names: tuple[str, ...]
    """As written; the first that exists counts. Empty where only a run can tell the name."""
    label: str
    """What people see: the name, or the code that gives it."""
    extends: bool = False
    optional: bool = False
    """A file that does not exist renders as nothing."""
    bound: frozenset[str] | None = frozenset()
    """Names that mean something else inside; ``None`` for all."""
    raw: bool = False
    """The file is text, not a template."""
    indents: str = ""
    """Where the tag is ``alone`` on its line, its indentation is put in front of each line of the file; ``perhaps`` where some engines
    do so behind text too (mustache.js)."""
    passed: tuple[Given, ...] = ()
    """The values of names inside."""
    each: str | None = None
    """The list for whose items it renders, each time with another one."""
    why: str = ""
    """Why it is not read although its name may be known."""
    leaks: bool = False
    """What the file assigns is assigned after it too."""
    when: tuple[str, bool] | None = None
    """The code of the condition under which it renders, and whether the condition must be false."""


class Site(NamedTuple):
    """A tag or an output of a template."""

    source: str
    token: Token
    tag: Tag | None
    """``None`` for an output."""

    @property
    def code(self) -> str:
        """The code between the delimiters."""
        return self.source[self.token.body.start : self.token.body.end]


TEXT: Final = r"""(?:"([^"\\{}]*)"|'([^'\\{}]*)')"""
_LITERAL: Final = re.compile(rf"\s*{TEXT}\s*")
_LIST: Final = re.compile(rf"\s*\[\s*({TEXT}\s*(?:,\s*{TEXT}\s*)*),?\s*\]\s*")
KEYWORD: Final = re.compile(r"(\w+)\s*=(?!=)")
PAIR: Final = re.compile(r"""['"]?(\w+)['"]?\s*:""")


def named(code: str) -> tuple[tuple[str, ...], str]:
    """The names at the start of some code, and what follows; no names where they are no literals."""
    if match := _LITERAL.match(code):
        return (match[1] or match[2] or "",), code[match.end() :]
    if match := _LIST.match(code):
        names = tuple(each[0] or each[1] for each in re.findall(TEXT, match[1]))
        return names, code[match.end() :]
    return (), ""
