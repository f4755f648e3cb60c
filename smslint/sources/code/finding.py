"""Collects the texts of a program, and decides which of them are messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from typing import Literal as OneOf

from smslint.records import NamedTuple
from smslint.sources.code.alternatives import is_form, without_empty
from smslint.sources.code.fragments import Covers
from smslint.sources.code.handing import given_as
from smslint.sources.code.knowledge import SILENT
from smslint.sources.code.messages import message
from smslint.sources.code.returning import with_returned
from smslint.sources.code.senders import texts_within
from smslint.sources.code.values import Value, literal_spans, starts_of
from smslint.sources.expression import from_elsewhere, with_callers
from smslint.sources.helpers import calls_of_names, is_of_this_file
from smslint.sources.sending_calls import may_send
from smslint.text.tree import Literal, leaves
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smslint.sources.calls import Names
    from smslint.sources.message import Message
    from smslint.sources.options import Options
    from smslint.span import Span

_WORDS: Final = re.compile(r"[^\W\d_]{2,}[^\n]*?\s+(?:[^\W_]|\W*\x00|\S*[^\W\d_]{2,})")
"""What a text for people has, and the name of a table or a path has not: two words."""
_QUERY: Final = re.compile(
    r"\s*(?:SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|CREATE\s+\w+|ALTER\s+\w+|WITH\s+\w+\s+AS|DROP\s+\w+)\b|\s*<[a-zA-Z!?]|https?://\S*$"
)
_MOST: Final = 100
"""How many values of a variable a new one may take the place of."""
_REPLACE: Final = word_set("replace Replace replaceAll replaceFirst replacingOccurrences gsub sub")


class FoundText(NamedTuple):
    """A text, and why it may be a message."""

    why: OneOf["sent", "return", "constant", "local", "argument"]
    path: Names
    named: Names
    value: Value
    parameter_of: str = ""
    """The function whose parameter is sent, if its callers are to be asked."""
    changed: frozenset[str] = frozenset()
    """The parameters of the function that returns it which have another value there."""
    hides: tuple[Span, ...] = ()
    """Where the text is that is given in its place, if what is made of it is unknown."""


class Call(NamedTuple):
    """A call in a function."""

    scope: Names
    parameters: frozenset[str]
    callee: Names
    given: list[tuple[str | None, Value]]
    facts: Mapping[str, str]
    """What is known of the parameters of the function around it."""

    def found(self, key: str, value: Value, why: OneOf["sent", "argument"] = "sent") -> FoundText:
        """A text that it is given under a key or in a place."""
        named = (*self.callee, key)
        return FoundText(why, (*self.scope, *named), named, value)


class Texts:
    """The texts of one file."""

    def __init__(self, source: str, options: Options) -> None:
        self.source = source
        self.options = options
        self.found: list[FoundText] = []
        self.constants: dict[Names, Value] = {}
        self.only_sent: dict[Names, Value] = {}
        """The constants that are messages only if something sends them."""
        self._below: dict[Names, list[Names]] = {}
        """The constants below each path, and the one at the path."""
        self._named: dict[str, list[Names]] = {}
        """The constants of each last name."""
        self.locals: list[dict[Names, list[Value]]] = []
        self.calls: dict[str, list[Call]] = {}
        """The calls of each function."""

    def add(self, found: FoundText) -> None:
        self.found.append(found)

    def constant(self, path: Names, value: Value) -> None:
        """What a class or the file assigns, and what a table of it has."""
        if value.entries is not None and not value.written:
            for index, (key, each) in enumerate(value.entries):
                name = key if key is not None else str(index)
                fields = each.fields if each.made and not each.written else ()
                self.constant((*path, name), each._replace(entries=fields) if fields else each)
        elif value.written:
            self.constants[path] = value

    def opened(self, _scope: Names) -> None:
        self.locals.append({})

    def local(self, scope: Names, names: Names, value: Value) -> None:
        """A variable of a function has a text; if it is added to, that is one text."""
        path = (*scope, *names)
        if not (self.options.selective and self.locals and self.options.wants(path)):
            return
        known = self.locals[-1].setdefault(path, [])
        _replace(known, value)

    def met(self, path: Names, value: Value) -> None:
        """A variable has what one of several arms, or a loop, made of it."""
        if self.locals and path in self.locals[-1]:
            _replace(self.locals[-1][path], value)

    def closed(self) -> None:
        for path, values in self.locals.pop().items():
            self.found += [FoundText("local", path, path, value) for value in values]

    def arguments(self, call: Call) -> None:
        """The arguments of a call that sends nothing are messages only if the project selects them."""
        if call.callee:
            self.calls.setdefault(call.callee[-1], []).append(call)
        if not self.options.selective:
            return
        own = [value for _, value in call.given]
        for key, value in texts_within(call.given):
            if not key.isdigit() or any(value is each for each in own):  # those of other calls have their own places
                self.found.append(call.found(key, value, "argument"))

    def hand_on(self) -> None:
        """What is given to a function that hands it to a call that sends is sent, through any number of functions."""
        asked = [(each.parameter_of, each.value.names[0]) for each in self.found if each.parameter_of]
        known = set(asked)
        for function, name in asked:
            for call in self.calls.get(function, ()):
                if not is_of_this_file(call.callee, self.source):
                    continue
                if (found := given_as(name, function, call.given, self.source)) is None:
                    continue
                key, value = found
                if value.written:
                    self.found.append(call.found(key, value))
                elif len(value.names) == 1 and value.names[0] in call.parameters and call.scope:
                    more = (call.scope[-1], value.names[0])
                    if more not in known:
                        known.add(more)
                        asked.append(more)

    def messages(self) -> Iterator[Message]:
        """The messages, in the order of the file."""
        self.constants |= self.only_sent
        for path in self.constants:
            self._named.setdefault(path[-1], []).append(path)
            for length in range(1, len(path) + 1):
                self._below.setdefault(path[:length], []).append(path)
        self.hand_on()
        self.found = with_returned(self.found, self.source)
        yield from (each for _, each in sorted(self._messages(), key=lambda pair: (pair[0], pair[1].key or "")))

    def _messages(self) -> Iterator[tuple[int, Message]]:
        taken: set[int] = set()
        covered: list[Span] = []
        sent: set[Names] = set()
        others: set[Names] = set()
        """The constants that functions return, or that a project selects where they are used."""
        returning = {
            each.named[-1] for each in self.found if each.why == "return" and each.named and _has_words(each.value)
        }
        sending = {
            each.value.callee[-1]
            for each in self.found
            if each.why == "sent" and not each.value.written and each.value.callee
        }
        seen: set[tuple[int, ...]] = set()
        for each in sorted(self.found, key=lambda one: one.why not in {"sent", "return"}):
            value = without_empty(each.value)
            if not self._wanted(each):
                continue
            if each.hides:
                taken.update(one.start for one in each.hides)
                yield value.place.start, lost(self.source, each, ".".join(each.path), self.options.locale)
                continue
            if not value.written:
                if each.why == "sent" and not self._is_told(each, returning, sent):
                    told = from_elsewhere(self.source, value.place, ".".join(each.path), self.options.locale, sent=True)
                    yield value.place.start, with_callers(told, each.parameter_of)
                continue
            if is_form(value.parts):
                continue
            starts = starts_of(value)
            asked = each.why == "sent" or (each.why == "return" and bool(each.named) and each.named[-1] in sending)
            if entries := self._constants_of(value, starts):
                (sent if asked else others).update(entries)
                continue
            if each.why in {"local", "argument"} and taken >= starts:
                continue
            if (
                each.why == "return"
                and not self.options.selective
                and not (_is_prose(value) and each.named[-1] not in SILENT)
                and (each.named[-1] not in sending or not _has_words(value))
            ):
                continue
            place = tuple(sorted(starts))
            if place and place in seen:
                continue
            seen.add(place)
            taken |= starts
            covered += literal_spans(value)
            found = message(self.source, value, ".".join(each.path) or None, self.options.locale)
            yield value.place.start, found._replace(sent=asked)
        yield from self._constants(taken, covered, sent, others)

    def _constants(
        self, taken: set[int], covered: list[Span], sent: set[Names], others: set[Names]
    ) -> Iterator[tuple[int, Message]]:
        """The constants that are messages.

        :param taken: where texts of messages begin.
        :param covered: where they are: of one in which something is replaced, only the rest.
        :param others: those that are, although nothing of them is sent.
        """
        covers = Covers(covered)
        for path, value in self.constants.items():
            starts = starts_of(value)
            if path not in sent and path not in others:
                plain = not self.options.selective
                if not self.options.wants(path, named=path) or (
                    plain and (path in self.only_sent or not _is_prose(value))
                ):
                    continue
                if starts and (starts <= taken or all(map(covers.part_of, literal_spans(value)))):
                    continue
            found = message(self.source, value, ".".join(path) or None, self.options.locale)
            yield value.place.start, found._replace(sent=path in sent)

    def _wanted(self, found: FoundText) -> bool:
        return self.options.wants(found.path, named=found.named)

    def _constants_of(self, value: Value, starts: frozenset[int]) -> list[Names]:
        """The constants that a text is, unchanged, if they are messages under their own names: one, or all entries of a table."""
        if not value.origin:
            return []
        found = self._below.get(value.origin, [])
        same = [path for path in found if starts_of(self.constants[path]) <= starts]
        return same if same and all(self.options.wants(path, named=path) for path in same) else []

    def _is_told(self, found: FoundText, returning: set[str], sent: set[Names]) -> bool:
        """Whether what is sent is known from elsewhere in the file: a table, a function of the file, or the callers."""
        value = found.value
        if value.origin:
            entries = self._below.get(value.origin, [])
            sent.update(entries)
            return bool(entries)
        if value.callee and value.callee[-1] in returning:
            return True
        names = list(value.callee)
        while names and names[-1] in _REPLACE:
            names.pop()
        if names and len(names) < len(value.callee):  # a constant whose fields are filled by hand
            entries = self._named.get(names[-1], [])
            sent.update(entries)
            return bool(entries)
        return bool(found.parameter_of) and may_send((found.parameter_of,)) and self._is_called(found.parameter_of)

    def _is_called(self, function: str) -> bool:
        return calls_of_names(self.source).get(function, 0) > 1


def lost(source: str, found: FoundText, key: str | None, locale: str | None) -> Message:
    """What is said about a text that a call gives to a function of the file which makes something of it that is not followed."""
    told = from_elsewhere(source, found.value.place, key, locale, sent=True)
    if found.value.reach.hides:
        return told
    function = found.named[-2] if len(found.named) > 1 else "the function"
    return told._replace(
        unknown=f"What {function} makes of {' '.join(found.value.source.split())[:80]} before it sends it is not known."
    )


def _replace(known: list[Value], value: Value) -> None:
    """Add a value; it takes the place of those that it contains."""
    starts = starts_of(value)
    known[-_MOST:] = [*(each for each in known[-_MOST:] if not starts_of(each) <= starts), value]


def _has_words(value: Value) -> bool:
    """Whether something is written in a text, besides white space and signs."""
    written = (leaf.text for part in value.parts for leaf in leaves(part) if isinstance(leaf, Literal))
    return any(map(str.isalnum, "".join(written)))


def _is_prose(value: Value) -> bool:
    text = "".join(leaf.text if isinstance(leaf, Literal) else "\x00" for part in value.parts for leaf in leaves(part))
    return _WORDS.search(text) is not None and _QUERY.match(text) is None
