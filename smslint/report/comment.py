"""What Markdown reports about money share: sentences of ours, names of messages, and lists that are cut to fit into a comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.report.markup import code, text_of
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.cost.version import Version

_MONEY: Final = re.compile(r"\\\$<!-- -->(?=[\d,]+\.\d)")
"""A dollar sign before an amount: a digit follows it, so it never ends a formula, and needs no escape."""
_PLAIN: Final = re.compile(r"[A-Za-z0-9_./ -]+")


def own(text: str) -> str:
    """A sentence of ours, which may quote others: escaped, but for its amounts of money."""
    return _MONEY.sub("$", text_of(text))


def named(version: Version) -> str:
    """The name of a message, as code."""
    return f"`{version.name}`" if _PLAIN.fullmatch(version.name) else code(version.name)


def capital(words: str) -> str:
    """A sentence with a capital letter at its start."""
    return words[:1].upper() + words[1:]


def cut(lines: Iterable[str], most: int, more: str, what: str = "message") -> list[str]:
    """As many lines as fit in so many characters, and a line that says how many more there are."""
    found, size, left = list[str](), 0, 0
    for line in lines:
        size += len(line) + 1
        if size > most:
            left += 1
        elif not left:
            found.append(line)
    return [*found, more.format(plural(left, f"more {what}"))] if left else found
