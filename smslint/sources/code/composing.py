"""Messages that a program composes of several expressions: they take the place of the fragments that were read one by one.

A reader of single expressions gives ``body = "Hi"`` and ``body += ", bye"`` as two texts. What a call sends, a function returns or a
variable holds in the end is followed through the statements; if it consists of more than one fragment, it is one message.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from smslint.errors import SourceError
from smslint.sources.code.alternatives import (
    alternatives,
    is_address,
    is_form,
    is_known,
    is_other_text,
    may_be_spread,
    spans_of,
    texts_of,
    written_parts,
)
from smslint.sources.code.finding import FoundText, lost
from smslint.sources.code.fragments import Fragments, ReadMessage, holds
from smslint.sources.code.inlining import Inlining
from smslint.sources.code.messages import message
from smslint.sources.code.parts import is_within, parts_of, senders
from smslint.sources.code.returning import with_returned
from smslint.sources.code.values import Value, followed
from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.tree import leaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from smslint.sources.calls import Names
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node as Code
    from smslint.sources.message import Message
    from smslint.sources.options import Options

_COMPOSES: Final = later(
    r"\+=|\.(?:append|extend|push|concat|join)\(|(?:dedent|cleandoc)\b|(?i:sms|mms|text)\w*\(|(?i:send|publish|notify)\w*\(|\bmessages\.create\("
)
"""What composes texts, or may send one."""
_DEDENTS: Final = later(r"\b(?:dedent|cleandoc)\.0\Z")
"""The name of an argument whose indentation a function takes off."""
_ORDER: Final = {"sent": 0, "return": 1, "local": 2, "argument": 3, "constant": 4}


def composes(text: str) -> bool:
    """Whether a file has a statement that composes texts, or may send one."""
    return _COMPOSES.search(text) is not None


def may_compose(text: str, messages: Iterable[Message]) -> bool:
    """Whether a file may compose a message of what was read: it has such a statement, or a text with a variable in it."""
    found = list(messages)
    return bool(found) and (composes(text) or any(each.text is not None for each in found))


def composed(file: File, root: Code, messages: list[Message], options: Options) -> list[Message]:
    """The messages of a file, with the composed ones in place of their fragments.

    :param messages: what was read, and what is unknown.
    """
    flow = Inlining(file, options._replace(keys=("*", *options.keys)))
    try:
        flow.run(root)
    except (RecursionError, SourceError):
        return messages
    read = [ReadMessage(each, each.map.to_file(Span(0, len(each.body)))) for each in messages]
    composing = _Composing(file, read, options)
    composing.gone.update(composing.around(flow.overwritten))
    composing.gone.update(number for place in flow.known for number in composing.index.unknown.get(place, ()))
    return composing.run(with_returned(flow.texts.found, file.text), flow.texts.constants)


class _Composing:
    def __init__(self, file: File, read: list[ReadMessage], options: Options) -> None:
        self.file = file
        self.read = read
        self.index = Fragments(read)
        self.locale = options.locale
        self.selective = options.selective
        self.covered: set[int] = set()
        """Where the literals of the composed messages begin."""
        self.gone: set[int] = set()
        """The fragments, by their number."""
        self.sent: set[int] = set()
        """The fragments that are sent as they are, perhaps as a variable."""
        self.made: list[tuple[int, Message]] = []
        self.texts_sent: set[object] = set()
        """The texts that are sent, so that one which is sent twice is one message."""

    def run(self, found: list[FoundText], constants: Mapping[Names, Value]) -> list[Message]:
        found = [*found, *self.dedented(constants)]
        alone = self.alone(found)
        sending = senders(found, self.index)
        found += self.results(found)
        for each in sorted(found, key=lambda one: (_ORDER[one.why], -one.value.size)):
            self.lose(each)
            if (each.why == "argument" and is_address(each.value)) or is_form(each.value.parts):
                continue
            if each.why in {"local", "argument"} and not self.selective and is_within(".".join(each.path), sending):
                continue
            values = [each.value] if self.is_choice(each) else list(alternatives(each.value))
            for value in values:
                self.compose(each, value, alone)
            if len(values) > 1 and is_known(each.value.parts):
                self.gone.update(self.said(each))
        self.gone |= self.replaced(found)
        if not self.selective:
            inner, unknown = parts_of(found, self.index, self.file.text)
            self.gone |= inner - self.sent
            self.made += [
                (each.value.place.start, lost(self.file.text, each, ".".join(each.path), self.locale))
                for each in unknown
                if not self.said(each)
            ]
        self.gone.update(
            number for number, each in enumerate(self.read) if each.message.text and is_form((each.message.text,))
        )
        kept = [
            (each.place.start, each.message._replace(sent=each.message.sent or number in self.sent))
            for number, each in enumerate(self.read)
            if number not in self.gone
        ]
        if not self.made:
            return [each for _, each in kept]
        return [each for _, each in sorted((*kept, *self.made), key=itemgetter(0))]

    def results(self, found: list[FoundText]) -> list[FoundText]:
        """What functions of the file return to calls that send it. What a function returns by itself has its name."""
        returned = {written_parts(each.value.parts): each for each in found if each.why == "return"}
        made: list[FoundText] = []
        for each in found:
            if each.why != "sent" or each.value.written or not each.value.result:
                continue
            self.gone.update(self.said(each))
            for value in alternatives(followed(each.value)):
                known = returned.get(written_parts(value.parts))
                nowhere = value._replace(place=Span(value.place.start, value.place.start))  # its parts have names
                made.append(each._replace(value=nowhere) if known is None else known._replace(why="sent"))
        return made

    def replaced(self, found: list[FoundText]) -> set[int]:
        """The fragments that a variable had before it got the texts that are sent, which nothing has."""
        if self.selective:
            return set()
        settled: dict[str, bool] = {}
        for each in found:
            if each.why == "sent" and each.value.names:
                path = ".".join(self.variable(each))
                settled[path] = settled.get(path, True) and each.value.written and not each.hides
        used = {number for each in found if each.why != "local" for number in self.around(spans_of(each.value))}
        return {
            number
            for path in settled
            if settled[path]
            for number in self.index.by_key.get(path, ())
            if number not in used and self.read[number].message.sent and not self.read[number].message.unknown
        }

    def is_choice(self, found: FoundText) -> bool:
        """Whether a call sends one of several texts of which one is unknown: ``body or DEFAULT``."""
        value = found.value
        return (
            value.written
            and not value.names
            and bool(self.unknown(found) or (found.why == "sent" and may_be_spread(value)))
        )

    def dedented(self, constants: Mapping[Names, Value]) -> Iterator[FoundText]:
        """The constants of which a fragment still has the indentation that a function takes off."""
        for path, value in constants.items():
            if any(map(self.is_dedented, self.around(texts_of(value)))):
                yield FoundText("constant", path, path, value)

    def alone(self, found: list[FoundText]) -> set[int]:
        """The fragments that are also sent or returned as they are."""
        wholes: set[int] = set()
        for each in found:
            if each.why in {"sent", "return"} and not self.is_choice(each):
                for value in alternatives(each.value):
                    inside = self.around(texts_of(value))
                    wholes.update(inside if self.is_whole(value, inside) else ())
        return wholes

    def around(self, spans: Iterable[Span]) -> list[int]:
        """The numbers of the messages in which these places are."""
        return sorted({number for span in spans for number in self.index.around(span)})

    def unknown(self, found: FoundText) -> list[int]:
        """What was said to be unknown where a call sends it, unless the project selects other texts."""
        return [] if self.selective else self.said(found)

    def said(self, found: FoundText) -> list[int]:
        """What was said too early to be unknown where a call sends it."""
        return self.index.unknown.get(found.value.place, []) if found.why == "sent" else []

    def empty(self, found: FoundText) -> list[int]:
        """The empty text with which a variable began."""
        return self.index.empty.get(".".join(self.variable(found)), [])

    def variable(self, found: FoundText) -> tuple[str, ...]:
        """The path of the variable that has a text."""
        names = found.value.names
        if found.why == "return":
            return (*found.path, *names)
        rest = len(found.named) - len(names)
        return (*found.path[: len(found.path) - rest], *names) if found.why == "sent" else found.path

    def is_whole(self, value: Value, inside: list[int]) -> bool:
        """Whether a text is one fragment, and nothing else."""
        if len(inside) != 1:
            return False
        one = self.read[inside[0]]
        spans = (leaf.span for part in value.parts for leaf in leaves(part) if leaf.span.length)
        return all(map(one.holds, spans)) and not self.is_dedented(inside[0]) and not is_other_text(value, one.message)

    def lose(self, found: FoundText) -> None:
        """Say that what a call sends is unknown, in place of the text that it is given."""
        if found.hides and (inside := self.around(found.hides)):
            key = self.read[inside[0]].message.key
            self.gone.update({*inside, *self.said(found)})
            self.covered.update(each.start for each in found.hides)
            self.made.append((found.hides[0].start, lost(self.file.text, found, key, self.locale)))

    def compose(self, found: FoundText, value: Value, alone: set[int]) -> None:
        spans = texts_of(value)
        starts = {span.start for span in spans}
        another = self.is_another(found, value)
        if not starts or (starts <= self.covered and not another):
            return
        empty = self.empty(found)
        inside = self.around(spans) or self.unknown(found) or empty
        if found.why == "argument" and not (inside := [one for one in inside if not self.is_inside(value, one)]):
            return
        if not inside and (self.selective or found.why != "sent" or not found.value.names):
            return
        if self.is_whole(value, inside) and not self.is_choice(found):
            self.sent.update(inside if found.why == "sent" else ())
            self.gone.update(empty if found.why == "sent" else ())
            bare = len(found.value.names) == 1 or written_parts(value.parts) != written_parts(found.value.parts)
            self.gone.update(self.said(found) if value.parts == found.value.parts or not bare else ())
            return
        made = message(self.file.text, value, self.key(found, inside), self.locale)
        sent = found.why == "sent" or any(self.read[number].message.sent for number in inside)
        self.made.append((min(starts), made._replace(sent=sent)))
        self.covered |= starts
        wordless = {each for each in self.around([*spans_of(value), found.value.place]) if self.is_wordless(each)}
        self.gone.update({*inside, *empty, *wordless} - alone)
        if value.parts == found.value.parts or is_known(found.value.parts):
            self.gone.update(self.said(found))

    def is_another(self, found: FoundText, value: Value) -> bool:
        """Whether a call sends a text that no other call sends, although all of its parts are also in others."""
        before = len(self.texts_sent)
        if found.why == "sent":
            self.texts_sent.add(written_parts(value.parts))
        return len(self.texts_sent) > before

    def is_inside(self, value: Value, number: int) -> bool:
        """Whether a fragment is more than the expression of a value, which is in it."""
        place = self.read[number].place
        return place != value.place and place.start <= value.place.start and value.place.end <= place.end

    def is_wordless(self, number: int) -> bool:
        """Whether a fragment has only variables and spaces."""
        tree = self.read[number].message.text
        return tree is not None and not texts_of(Value((tree,)))

    def is_dedented(self, number: int) -> bool:
        """Whether the only fragment is the text before its indentation was taken off."""
        return _DEDENTS.search(self.read[number].message.key or "") is not None

    def key(self, found: FoundText, inside: list[int]) -> str | None:
        """The name of a message: that of the expression, of the variable, or of its first fragment."""
        if found.why in {"local", "return", "constant"}:
            return ".".join(found.path) or None
        path = ".".join(self.variable(found))
        if found.value.names and path in self.index.by_key:
            return path
        own = [number for number in inside if holds(found.value.place, self.read[number].place)]
        first = self.read[(own or inside)[0]].message.key if inside else path
        return self.index.keys_at.get(found.value.place.start, first) if found.value.place.length else first
