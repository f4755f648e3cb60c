"""What the variables of a program hold, so that a text is not also unknown where a variable with it is sent."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.sources.expression import with_callers
from smslint.sources.sending_calls import Given, as_named, definitions, is_body, sends
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.sources.calls import Names
    from smslint.sources.message import Message
    from smslint.sources.sending_calls import Defined, Sent

_CALLED: Final = re.compile(r"(?<![\w$])(?P<name>#?[\w$]++)\s*+\(")
_ENTRY: Final = re.compile(r"[\[{(,]\s*(?:\w+|'[^'\n]*'|\"[^\"\n]*\")\s*(?:=>|:(?!:))\s*[fr]?(?:['\"`]|['\"]{3})?\Z")
_NEAR: Final = 80
_MADE_BY: Final = re.compile(r"(?:await\s+)?(?:(?:\$?this|self|cls|static)(?:\.|->|::)#?)?#?([A-Za-z_]\w*)\s*\(")
"""A call of a function of the file."""


@lru_cache(maxsize=2)
def _calls(source: str) -> dict[str, tuple[int, int]]:
    """Where a file first and last has the name of each function with a parenthesis after it."""
    found: dict[str, tuple[int, int]] = {}
    for each in _CALLED.finditer(source):
        for name, start in as_named(each):
            found[name] = (found[name][0] if name in found else start, start)
    return found


def _called(source: str, function: str, defined: Defined) -> bool:
    """Whether a file calls a function that it defines."""
    first, last = _calls(source).get(function, (defined.start, defined.start))
    return first < defined.start or last >= defined.end


def _is_told_by_callers(source: str, scope: Names, variable: str) -> bool:
    """Whether a variable is a parameter of a function that sends and is called in this file: then its callers are looked at."""
    for depth, function in enumerate(scope, 1):
        found = definitions(source).get(function)
        names = [] if found is None else found.parameters()
        if found is None or variable.lstrip("$") not in names or not any(map(is_body, names)):
            continue
        if _called(source, function, found) and sends(scope[:depth], [Given(None, name) for name in names]):
            return True
    return False


def value_given(variable: str, source: str) -> str:
    """The expression that a file first gives a variable; empty if it gives it none."""
    found = re.search(rf"(?<![\w.])\$?{re.escape(variable)}\s*:?=\s*(?P<value>[^=;\n][^;\n]*)", source)
    return found["value"] if found is not None else ""


class Variables:
    """What the variables of a file hold, by their paths: functions and classes, then the name."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.texts: set[Names] = set()
        """Those that hold a text that was read, or that was already said to be unknown."""
        self.others: set[Names] = set()
        """Those that also, or only, hold something else."""
        self.added: set[Names] = set()
        """Those to which something is added."""
        self.returned: set[Names] = set()
        """The functions that return one, where that is not also the path of a variable."""
        self.bound: set[Names] = set()
        """Those to which a loop, a function without a name or the parts of a value also give something that is not known."""

        self.doubted: set[Names] = set()
        """Those that something else may change, with all that they hold."""

    def told(self, found: Iterable[Sent]) -> Iterator[Message]:
        """The messages, without the variables that certainly hold one of them; those are sent. Asked when the whole file was read."""
        attributes = {path[-1] for path in self.texts if path} - {path[-1] for path in self.others if path}
        kept: list[Message] = []
        by_end: dict[Names, list[Names]] = {}
        for each in self.texts:
            by_end.setdefault(each[-2:], []).append(each)
        sent: set[str] = set()
        assigned: set[str] = set()
        """Those of variables, and not of constants of classes."""
        for message, scope, names in found:
            path = self._told(scope, names) if len(names) == 1 else ()
            paths = [path] if path else []
            if not paths and message.unknown and message.sent and (*scope, *names) not in self.added:
                paths = self._made(message.body, names)
            told = bool(paths) or (
                len(names) > 1 and names[-1] in attributes and (*scope, names[0]) not in self.doubted
            )
            if len(names) > 1:  # a constant of a class: Texts::LATE
                paths = by_end.get(names[-2:], [])
            sent.update(".".join(each) for each in paths)
            if len(names) == 1:
                assigned.update(".".join(each) for each in paths)
            if not told and not (names and _is_told_by_callers(self.source, scope, names[0])):
                kept.append(with_callers(message, self._given_to(message, scope, names)))
        for message in kept:
            is_sent = message.sent or (
                message.key in sent and not (message.key in assigned and self._is_entry(message))
            )
            yield message._replace(sent=is_sent)

    def _is_entry(self, message: Message) -> bool:
        """Whether a text is an entry of a table, which may have the key of a variable: ``return ['message' => 'Sent']``."""
        start = message.map.to_file(Span(0, 0)).start
        return _ENTRY.search(self.source, max(start - _NEAR, 0), start) is not None

    def adds(self, path: Names) -> None:
        """Something is added to a variable."""
        self.others.add(path)
        self.added.add(path)

    def _made(self, expression: str, names: Names) -> list[Names]:
        """The paths of the texts that functions of this file return, if an expression or its variable is a call of one."""
        if len(names) == 1:
            expression = value_given(names[0].lstrip("$"), self.source)
        found = _MADE_BY.match(expression)
        if found is None or found[1] not in definitions(self.source):
            return []
        return [path for path in (*self.returned, *self.texts) if path and path[-1].lstrip("#") == found[1]]

    def _told(self, scope: Names, names: Names) -> Names:
        """The path of the texts that a variable certainly holds; none if it can hold something else."""
        for depth in range(len(scope), -1, -1):
            path = (*scope[:depth], *names)
            if path in self.others or path in self.bound or path in self.doubted:
                return ()
            if path in self.texts:
                return path
            if depth and self._is_parameter(scope[depth - 1], names[0].lstrip("$")):
                return ()  # what is outside of the function has the same name only
        return ()

    def _given_to(self, message: Message, scope: Names, names: Names) -> str:
        """The function of which a parameter is sent; empty for anything else."""
        asked = message.unknown and message.sent and len(names) == 1 and scope
        return scope[-1] if asked and self._is_parameter(scope[-1], names[0].lstrip("$")) else ""

    def _is_parameter(self, function: str, name: str) -> bool:
        found = definitions(self.source).get(function)
        return found is not None and name in found.parameters()
