"""Which texts of a file look like messages, why, and the glob that matches each and similar ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.project import likely_names, likeness
from smslint.sources.calls import key_in, texts_to_translate
from smslint.sources.registry import module
from smslint.text.patterns import later
from smslint.text.tree import Branch, Literal, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.sources.message import Message
    from smslint.text.tree import Text


SHARE: Final = 0.6
"""The least share of likely messages among the texts that a glob selects; below it, each key is listed by itself."""


_SENT, _SAID = 2, 3
"""How many words a text has, at least: one that a call sends, and another."""
_MOST, _FEWEST = 0.9, 3
"""The least share, and the least number, of likely messages in a file that may have other notifications."""


_OF_TEXTS: Final = re.compile(r"(?i)template|message|texts?\b|copy|strings|wording|bodies")
"""The name of a file of texts, which are text messages if its folder is for those: ``sms/templates.ts``."""


_ENTRY: Final = re.compile(r"\[\s*['\"](\w+)['\"]\s*\]\s*\.?=\s*(?:[\w:>$-]+\(\s*)*['\"]?\Z")
"""The key under which a table gets a text: ``$templates[$id]['title'] =``."""


class Hint(NamedTuple):
    """A text that may be a message: the glob that matches it and similar ones, and the reason."""

    glob: str | None
    reason: str
    message: Message


_TELLING: Final = 5
"""Characters of a part of a text that show which text it is of."""
_SIGNS: Final = later(r"[*?\[\]]")
_NOT_PLAIN: Final = later(r"(?:[^\x20-\x7e]|`|\.{3}| (?= |\Z)|\A +)+")
"""What a fix may write in another way, or remove."""


def exactly(key: str) -> str:
    """A glob for one key, and for no other that a person would write. If the key is a text, it also matches what fixes make of it."""
    if any(map(str.isspace, key)):
        return "*".join(_SIGNS.sub("?", each) for each in _NOT_PLAIN.split(key))
    return _SIGNS.sub("?", key)


def in_code(message: Message, path: str, before: str = "", *, requested: bool = False) -> Hint | None:
    """A text of a program, if its key and its words are those of a message.

    :param before: what the file has before it.
    :param requested: whether it is the text in a request to a service.
    """
    segments = _keys(message)
    given = message.sent or requested or likeness.is_in_message(before)
    if not likeness.is_short(message) or not likeness.is_written(message, _SENT if given else _SAID):
        return None
    if likely_names.is_error(segments) or likely_names.goes_elsewhere(message.key or ""):
        return None
    if message.sent or (requested and not likely_names.is_mail(message.key or "")):
        return Hint(exactly(message.key or ""), "a call that sends", message)
    if likely_names.is_mail(message.key or "") or likely_names.is_mail(path):
        return None
    if (entry := _ENTRY.search(before)) is not None and likely_names.names_else([entry[1]]):
        return None
    for reason, pattern in likeness.PHRASES:
        if pattern.search(message.body) and not likely_names.names_else(segments) and _is_one(reason, message):
            return Hint(exactly(message.key or ""), reason, message)
    folder, _, name = path.rpartition("/")
    named = likely_names.WORD.search(name) or (
        _OF_TEXTS.search(name) is not None and likely_names.WORD.search(folder.rpartition("/")[2])
    )
    about = bool(named) or likeness.is_in_message(before)
    if (
        likely_names.is_default(segments)
        and likely_names.WORD.search(folder)
        and not likeness.is_of_the_program(message)
    ):
        return Hint(f"*.{exactly(segments[-1])}" if segments[:-1] else exactly(segments[-1]), "its folder", message)
    if not likely_names.is_message_in_code(segments, about) or likeness.is_of_the_program(message):
        return None
    for index, segment in enumerate(segments):
        word = likely_names.WORD.search(segment)
        if word is not None:
            return Hint(_program_glob(segments, index, word[1]), f"{word[1]!r} in its key", message)
    return Hint(exactly(message.key or ""), "the file name" if named else "a call that sends", message)


def in_catalogue(messages: list[Message], source: str, path: str, *, infrastructure: bool = False) -> list[Hint]:
    """The texts of a catalogue that look like messages: by its path, if nearly all of its texts do, else by key and words.

    :param infrastructure: whether it sets up services, so that most of its texts are names and addresses.
    """
    short = [each for each in messages if likeness.is_short(each) and (source != "csv" or each.body.count(" ") > 1)]
    word = likely_names.word_in(path)
    if infrastructure:
        return [
            hint
            for each in short
            if likely_names.is_for_words(_keys(each)) and (hint := _hint(each, source, path)) is not None
        ]
    if word is not None and short:
        likely = [each for each in short if likeness.is_written(each) and not likely_names.is_shown(_keys(each))]
        about = sum(likeness.is_of_the_program(each) for each in likely)
        if likely and about <= (1 - SHARE) / 2 * len(likely) and len(likely) >= SHARE * len(short):
            reason = "the file name" if likely_names.WORD.search(path.rpartition("/")[2]) else f"{word!r} in its path"
            return [Hint("*", reason, each) for each in likely]
    return [hint for each in short if (hint := _hint(each, source, path)) is not None]


def sent_keys(messages: Iterable[Message], text: str) -> frozenset[str]:
    """The keys of a catalogue that a program gives to calls that send; where texts are the keys, the texts.

    :param text: the program. A text with forms for numbers, or of several parts, is one that it translates.
    """
    sent = [each for each in messages if each.sent]
    found = {key_in(each.body) if each.unknown else each.body for each in sent if each.unknown or each.text is None}
    parts = {part for each in sent if each.text is not None and not each.unknown for part in _longest_parts(each.text)}
    asked = texts_to_translate(text) if parts else ()
    return frozenset(each for each in (*found, *(one for one in asked if any(map(one.__contains__, parts)))) if each)


def _longest_parts(text: Text) -> Iterator[str]:
    """The longest literal of a text, and of each of its alternatives."""
    own = [each.text for each in text.parts if isinstance(each, Literal)]
    inner = [one for each in text.parts if isinstance(each, Branch | Sequence) for one in _of_alternatives(each)]
    yield from (each for each in (max(own, key=len, default=""), *inner) if len(each) >= _TELLING)


def _of_alternatives(node: Branch | Sequence) -> Iterator[str]:
    for each in [arm.body for arm in node.arms] if isinstance(node, Branch) else [node]:
        yield from _longest_parts(each)


def in_programs(messages: list[Message], path: str, keys: frozenset[str]) -> list[Hint]:
    """The texts of a catalogue under keys that programs send."""
    stem = path.rpartition("/")[2].partition(".")[0]
    found = []
    for each in messages:
        key = each.key or ""
        first, _, rest = key.partition(".")
        names = {key, rest if first == each.locale else key, f"{stem}.{key}", f"{stem}:{key}", each.original or key}
        if names & keys and likeness.is_short(each):
            found.append(Hint(all_languages(each), "a program sends it", each))
    return found


def in_reminders(messages: list[Message], path: str) -> list[Hint]:
    """The texts of a catalogue of notifications, if nearly all of them can be text messages, and the rest is nothing else."""
    likely = [each for each in messages if likeness.is_reminder(each)]
    enough = len(likely) >= max(_MOST * len(messages), _FEWEST) and any(likeness.has_value(each) for each in likely)
    word = likely_names.reminds(path)
    return (
        [Hint("*", f"{word!r} in its path, and the project sends text messages", each) for each in likely]
        if enough
        else []
    )


def in_table(messages: list[Message], text: str) -> list[Hint]:
    """The texts of a table of templates, whose header names a column for them: no list of recipients, which has their numbers."""
    from smslint.sources.csv import header_of

    if any(likely_names.is_number_column(name) for name in header_of(text)):
        return []
    likely = [each for each in messages if likeness.is_short(each) and likeness.is_written(each)]
    return [Hint("*", "a table of templates", each) for each in likely] if len(likely) >= SHARE * len(messages) else []


def _keys(message: Message) -> list[str]:
    return (message.key or "").split(".")


def _hint(message: Message, source: str, path: str) -> Hint | None:
    if not likeness.is_written(message) or likeness.is_of_the_program(message):
        return None
    segments = _keys(message)
    if likely_names.is_shown(segments) or likely_names.is_mail(".".join(segments)):
        return None
    if source != "po" and likeness.is_sentence(message):
        for index, segment in enumerate(segments):
            word = likely_names.WORD.search(segment)
            if word is not None and " " not in segment:  # a text that is its own key speaks of it
                return Hint(_glob(segments, index, word[1]), f"{word[1]!r} in its key", message)
    if not module(source).MANY_STRINGS and message.key is not None and not likely_names.is_mail(path):
        for reason, pattern in likeness.PHRASES:
            if pattern.search(message.body) and _is_one(reason, message):
                return Hint(all_languages(message), reason, message)
    return None


def _is_one(reason: str, message: Message) -> bool:
    """Whether a text with such words is a message, and does not only speak of one."""
    return reason != likeness.OF_CODES or (likeness.has_code(message) and not likeness.is_of_the_program(message))


def _glob(segments: list[str], index: int, word: str) -> str:
    """A glob for the keys with the same word in a similar position."""
    segment = segments[index]
    last = index == len(segments) - 1
    if segment != word:
        return f"*{word}" if last and segment.endswith(word) else f"*{word}*"
    return ("*." if index else "") + word + ("" if last else ".*")


def _program_glob(segments: list[str], index: int, word: str) -> str:
    """The same for a program: entries of a table for texts, and whatever has the same name; else only this text."""
    if (len(segments) == 1 and segments[0].isupper()) or (
        len(segments) == 2 and index == 0 and likely_names.is_for_words(segments[:1])
    ):
        return _glob(segments, index, word)
    last = index == len(segments) - 1 and index > 0 and not segments[index].isdigit()
    return f"*.{exactly(segments[index])}" if last else exactly(".".join(segments))


def all_languages(message: Message) -> str:
    """A glob for a message in all languages, where its key begins with the language."""
    key = message.key or ""
    first, dot, rest = key.partition(".")
    return f"*.{exactly(rest)}" if dot and message.locale == first else exactly(key)
