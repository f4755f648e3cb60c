"""The tables, constants and functions of a program's own file of which a call sends something that is not written in the call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.sources.sending_calls import definitions
from smslint.sources.variables import value_given

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.sources.message import Message

_ROUNDS: Final = 3
"""Through how many variables a value is followed."""
_LONGEST: Final = 600
_QUOTED: Final = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"")
_NAME: Final = re.compile(r"[A-Za-z_]\w*")
_IS_TEXT: Final = re.compile(r"\s*(?:[$@fFrRbBuU]{0,2}['\"`]|<<<|(?:match|switch|if|when|case)\b|[\[(]\s*\Z)")
"""A value that begins with a text, or with a choice between texts."""
_TAKEN: Final = re.compile(
    r"\s*(?:\)\s*)?(?:\[|(?:\.|->|\?\.)(?:get|fetch|format|replace|replaceAll|substitute|safe_substitute|render|value|find)\b)"
)
"""What comes after the name of a table or of a template."""


class SentNames(NamedTuple):
    """Names of what is sent."""

    names: frozenset[str]
    """Tables, constants and functions, wherever the file has them."""
    paths: frozenset[str]
    """Variables, with the classes and functions in which they are."""

    def has(self, message: Message) -> bool:
        """Whether a text is one of these constants, an entry of a table, what a function returns or what a variable has."""
        key = message.key or ""
        if not self.names.isdisjoint(key.split(".")):
            return True
        return any(key == path or key.startswith(f"{path}.") for path in self.paths)


def sent_names(text: str, messages: Iterable[Message]) -> SentNames:
    """What is sent by its name.

    :param messages: those of the program, also what is sent and is not written in it.
    """
    names: set[str] = set()
    paths: set[str] = set()
    for each in messages:
        if each.unknown and each.sent:
            found, variables = _names(each.body, text, _ROUNDS)
            names |= found
            around = (each.key or "").split(".")
            paths |= {".".join((*around[:depth], name)) for depth in range(1, len(around)) for name in variables}
    return SentNames(frozenset(names), frozenset(paths))


def _names(expression: str, text: str, rounds: int) -> tuple[set[str], set[str]]:
    """The tables, constants and functions in an expression, and its variables."""
    found: set[str] = set()
    variables: set[str] = set()
    bare = _QUOTED.sub("''", expression[:_LONGEST])
    for name, depth, after in _words(bare):
        called = after.startswith("(")
        if (called and name in definitions(text)) or (
            not called and (name.isupper() or _TAKEN.match(after) is not None) and len(name) > 1
        ):
            found.add(name)
        if depth <= 1 and not (called and name in definitions(text)):
            given = value_given(name, text)
            variables |= {name} if _IS_TEXT.match(given) is not None else set()
            if rounds and given:
                more, others = _names(given, text, rounds - 1)
                found |= more
                variables |= others
    return found, variables


def _words(code: str) -> Iterator[tuple[str, int, str]]:
    """The names in code, in how many parentheses they are, and what comes after them."""
    for each in _NAME.finditer(code):
        before = code[: each.start()]
        if (
            not before.endswith((".", "->"))
            or before.endswith(("this.", "self.", "this->", "cls."))
            or each[0].isupper()
            or code[each.end() :].startswith("(")
        ):
            yield each[0], before.count("(") - before.count(")"), code[each.end() :]
