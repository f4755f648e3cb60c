"""Arguments, entries and variables of programs that hold something other than a message: who sends it, to whom, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.sources.message import Message
    from smslint.sources.options import Options

_OTHERS: Final = later(
    r"from|sender|originator|to|recipients?|destinations?|msisdn|(?:from|to|sender|recipient|destination)(?:name|number|id|phone|email|address)"
    r"|(?:phone|mobile|cell)(?:numbers?)?|senderid|channels?|subjects?|(?:\w*(?:url|uri|webhook|callback))|(?:\w+(?:sid|token|secret|apikey))"
    r"|type|contenttype|messagetype|priority|encoding|charset|template(?:id|name|key)|(?:api|auth)key|apiversion|endpoint|host|method|headers?"
    r"|cc|bcc|replyto|useragent|timezone|tz|locale|currency"
)
"""Names in lower case and without underscores."""


_WORD: Final = later(r"[a-z][a-z0-9]*(?:[_.:/-][a-z0-9]+)*")
_IDENTIFIER: Final = later(r"/[\w:/.{}*-]*|[a-z][a-z0-9]+(?:[_.:/-][a-z][a-z0-9]+)+(?:[-_.]\d+)?")
"""A route, the name of a hook, a key, a region: no text for people."""
_OF_PROGRAMS: Final = later(
    r"(?:.*\.)?(?i:(?:\w+_)?(?:queue|topic|exchange|channel|provider|driver|transport|backend|event|job|task|gateway|connection|namespace)(?:_?name)?)"
)
"""The path of a constant that is the name of something."""
_ABOUT: Final = later(
    r"(?:.*\.)?[A-Z]\w*\.(?:help|help_?text|usage|epilog|description|(?:short|long)_?description|signature|verbose_?name(?:_?plural)?)"
)
"""The path of an attribute of a class that says what a command or a field is for."""


def without_names(messages: Iterable[Message], options: Options) -> Iterator[Message]:
    """The messages without what only programs and those who run them read, unless the project selects texts.

    That is a constant with one word in small letters as ``queue = "sms"`` or ``WELCOME = "welcome"``, and an attribute of a class that says
    what a command does.
    """
    for each in messages:
        key = each.key or ""
        free = options.selective or each.sent or each.unknown or each.text is not None
        if free or not (_ABOUT.fullmatch(key) or _is_identifier(each.body, key)):
            yield each


def _is_identifier(word: str, key: str) -> bool:
    """Whether an argument without a name is that of a route or a hook, or a constant that of something in the program."""
    if _IDENTIFIER.fullmatch(word):
        return key.rpartition(".")[2].isdigit() or key.endswith(("region", "Region"))
    return _WORD.fullmatch(word) is not None and _is_named(word, key)


def _is_named(word: str, key: str) -> bool:
    """Whether a word in small letters is the name of what has it, or of something in the program."""
    named = len(word) > 2 and _plain(word) == _plain(key.rpartition(".")[2])
    return named or _OF_PROGRAMS.fullmatch(key) is not None


def _plain(word: str) -> str:
    return "".join(filter(str.isalnum, word)).lower()


def is_other(path: tuple[str, ...], options: Options) -> bool:
    """Whether a text with this path is no message by its own name, unless the project names it: ``from_`` of a call that sends."""
    names = [each for each in path if not each.isdigit()]
    if not names or not _OTHERS.fullmatch(names[-1].replace("_", "").lower()):
        return False
    return not any(glob.endswith(names[-1]) and not glob.startswith("!") for glob in (*options.keys, *options.names))
