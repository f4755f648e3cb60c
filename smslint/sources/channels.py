"""By which way a message is sent, where a column or a field of its record says it: ``channel: email``.

Records of other ways than text messages are none of ours. A column that is only perhaps about ways (``type``) counts if it has both.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.folding import fold, folded_words
from smslint.sources.brackets import CLOSED, OPEN, around, inside_of
from smslint.span import Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from smslint.sources.message import Message

_SURE: Final = folded_words(
    "channel|channels|channel type|delivery channel|notification channel|message channel|communication channel|medium|transport|delivery method|"
    "delivery type|send via|sent via|via|kanal|versandart|canal|canal de envío|canale|kanał|kanaal|канал|kanal türü|渠道|チャネル|채널"
)
_PERHAPS: Final = folded_words(
    "type|kind|method|message type|msg type|notification type|template type|typ|art|tipo|tipo de mensaje|tipo di messaggio|тип|类型|種類|유형"
)
_SMS: Final = folded_words("sms|text message|textmessage|mms|short message|sms message|sms mms")
_TEXTS: Final = _SMS | folded_words("text|texts|txt")
_OTHERS: Final = folded_words(
    "email|e mail|emails|mail|html|push|push notification|web push|webpush|in app|inapp|app|web|whatsapp|viber|telegram|messenger|slack|teams|"
    "discord|voice|call|phone call|voicemail|letter|fax|chat|webhook|desktop|banner|e posta|correo|courriel"
)
_BETWEEN: Final = later(r"[,;/|+&]|\band\b")
_LAST: Final = later(r"(?:.*(?:\.|::))?:?(\w[\w -]*)\Z", re.DOTALL)
_WORDS: Final = later(r"(?<=[a-z])(?=[A-Z])|[_-]")
_FIELD: Final = later(
    r"(?<![\w$])(?P<quote>['\"]?):?(?P<name>[A-Za-z]\w{2,30})(?P=quote)\s{0,9}(?:=>|:(?!:)|=(?![=>]))\s{0,9}"
    r"(?:['\"](?P<text>[\w -]{2,30})['\"]|(?P<word>:?[A-Za-z][\w.:]{1,60}))"
)
"""A field of a record in a program, with its value."""
_SOME: Final = later(r"(?i)(?<![a-z])(?:e-?mail|push|in_?-?app|whatsapp|voice|letter|slack|web)(?![a-z])")
_LEVELS: Final = 2
_FEW: Final = 2
"""How many records there are at least: one alone may be the words of a form."""
_CHANNEL: Final = re.compile(
    r"(?:Nexmo|Vonage|Twilio\w*|Plivo|Telnyx|Sns|AwsSns|SmsApi\w*|Mess?age[bB]ird|Clickatell|Infobip\w*|AfricasTalking|Sms\w*|SMS)Message"
)
"""The classes of messages of Laravel's channels."""
_CONTENT: Final = frozenset({"content", "body", "text", "message"})
"""Their methods that set the text."""


@lru_cache(maxsize=256)
def plain(word: str) -> str:
    """A name or a cell as it is compared."""
    return " ".join(fold(_WORDS.sub(" ", word)).split())


def is_of_channels(name: str) -> bool:
    """Whether a column or a field may say by which way a message is sent."""
    return plain(name) in _SURE | _PERHAPS


class Way(NamedTuple):
    """What a cell says."""

    texts: bool
    others: bool

    @property
    def is_known(self) -> bool:
        """Whether it is a way."""
        return self.texts or self.others

    @property
    def is_other(self) -> bool:
        """Whether it is only ways other than text messages."""
        return self.others and not self.texts


@lru_cache(maxsize=256)
def way_of(cell: str) -> Way:
    """The ways that a cell names: ``sms, email``."""
    words = [plain(each) for each in _BETWEEN.split(cell) if each.strip()]
    found = [(each in _TEXTS, each in _OTHERS) for each in words]
    if not all(text or other for text, other in found):
        return Way(False, False)
    return Way(any(text for text, _ in found), any(other for _, other in found))


def _is_sms(cell: str) -> bool:
    return way_of(cell).texts and any(plain(each) in _SMS for each in _BETWEEN.split(cell))


def others_in(name: str, cells: Sequence[str]) -> list[bool]:
    """Which cells of a column are of other ways than text messages."""
    ways = [way_of(each) for each in cells]
    sure = plain(name) in _SURE
    mixed = plain(name) in _PERHAPS and any(map(_is_sms, cells))  # fields of a form have the types text and email
    known = all(each.is_known or not cell.strip() for each, cell in zip(ways, cells, strict=True))
    return [each.is_other and (sure or (mixed and known)) for each in ways]


def other_rows(header: Sequence[str], column: Callable[[int], Sequence[str]], texts: Iterable[int]) -> set[int]:
    """The rows of a table, from 0, that are of other ways.

    :param column: the cells of a column, one for each row.
    :param texts: the columns of texts.
    """
    named = [at for at, name in enumerate(header) if at not in texts and is_of_channels(name)]
    return {row for at in named for row, other in enumerate(others_in(header[at], column(at))) if other}


class Records:
    """The records of a catalogue that say by which way they are sent, by their paths."""

    def __init__(self) -> None:
        self._cells: dict[tuple[tuple[str, ...], str], list[tuple[tuple[str, ...], str]]] = {}
        """By the list of the records and the name of the field: the paths of the fields, and what they say."""
        self._paths: dict[int, tuple[str, ...]] = {}
        """The paths of messages, by their ids."""

    def add(self, path: tuple[str, ...], text: str) -> None:
        """A text at a path."""
        if len(path) > 1 and is_of_channels(path[-1]):
            self._cells.setdefault((path[:-2], plain(path[-1])), []).append((path, text))

    def took(self, message: Message, path: tuple[str, ...]) -> Message:
        """A message, of which the path is kept."""
        self._paths[id(message)] = path
        return message

    def of_texts(self, found: list[Message]) -> list[Message]:
        """The messages without those in records that are sent by another way."""
        others = self._others()
        return [each for each in found if not _is_below(self._paths.get(id(each), ()), others)] if others else found

    def _others(self) -> frozenset[tuple[str, ...]]:
        """The paths of the records of other ways, and those of the fields that say it."""
        found: set[tuple[str, ...]] = set()
        for (_, name), cells in self._cells.items():
            if len(cells) < _FEW and not cells[0][0][-2].isdigit():
                continue
            marked = others_in(name, [text for _, text in cells])
            found.update(path[:-1] for (path, _), other in zip(cells, marked, strict=True) if other)
            if any(marked):
                found.update(path for path, text in cells if way_of(text).is_known)
        return frozenset(found)


def _is_below(path: tuple[str, ...], records: frozenset[tuple[str, ...]]) -> bool:
    """Whether a path is in one of these records, or is one of these fields."""
    return any(path[:length] in records for length in range(1, len(path) + 1))


class InProgram:
    """The records of a program: tables and objects with a field that says by which way they are sent."""

    def __init__(self, text: str) -> None:
        self._text = text
        cells: dict[str, list[str]] = {}
        for name, value in _fields(text) if _SOME.search(text) is not None else ():
            cells.setdefault(plain(name), []).append(value)
        self._names = {name for name, values in cells.items() if name in _SURE or any(map(_is_sms, values))}
        self.has_others = any(way_of(each).is_other for name in self._names for each in cells[name])

    def is_other(self, start: int) -> bool:
        """Whether a text is in a record of another way.

        :param start: where it begins.
        """
        for opened in around(self._text, start, _LEVELS):
            fields = list(_fields(_flat(inside_of(self._text, opened + 1))))
            ways = [way_of(value) for name, value in fields if plain(name) in self._names]
            known = [each for each in ways if each.is_known]
            if known:
                return all(each.is_other for each in known)
        return False


def of_texts(found: Iterator[Message], text: str) -> Iterator[Message]:
    """The messages of a program without those in records that are sent by another way: ``{channel: "email", body: "..."}``."""
    records = InProgram(text)
    if not records.has_others:
        return found
    return (each for each in found if not records.is_other(each.map.to_file(Span(0, 0)).start))


def _fields(text: str) -> Iterator[tuple[str, str]]:
    for found in _FIELD.finditer(text):
        if is_of_channels(found["name"]):
            word = _LAST.match(found["word"] or found["text"])
            yield found["name"], word[1] if word is not None else ""


def _flat(inside: str) -> str:
    """What is between brackets, without what is between the brackets in it."""
    depth = 0
    kept = []
    for sign in inside:
        depth -= sign in CLOSED
        if depth <= 0:
            kept.append(sign)
        depth += sign in OPEN
    return "".join(kept)


def is_channel(name: str) -> bool:
    """Whether a name is that of a class of messages of Laravel's channels."""
    return _CHANNEL.fullmatch(name) is not None


def sets_text(method: str) -> bool:
    """Whether a method of such a class sets the text."""
    return method in _CONTENT
