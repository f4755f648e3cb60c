"""Which calls of a program send a text message, which of their arguments is the text, and whether the file shows what it is."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.sources.channels import is_channel, sets_text
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.sources.calls import Names
    from smslint.sources.message import Message
    from smslint.sources.options import Options

_SMS: Final = r"(?:sms|mms|text_?messages?|texts?)"
_VERB: Final = r"(?:send|notify|push|queue|publish|deliver|dispatch|schedule|enqueue|broadcast)"
_SENDS: Final = re.compile(
    rf"_*(?:(?:wp|wpsms|wc|woo|edd|um|twl|jot)_)?(?:{_VERB}\w*?_?{_SMS}|(?:sms|mms)_?{_VERB}|(?:sms|mms)|{_VERB}_?(?:otp|code|pin))(?:_?(?:to|async|later|now|message|messages|notification|job)|_?(?-i:To[A-Z]|to_)\w*)?_*",
    re.IGNORECASE,
)
"""A function that sends text messages, by its own name."""
_MADE: Final = frozenset({"Sms", "SMS", "Mms", "MMS"})
"""Classes of messages: to make one is not to send it."""
_SENDING: Final = re.compile(
    rf"_*(?:{_VERB}|create|text|message|new|make)(?:_?(?:message|one|now|async|text))?(?:Command|Request|Input)?_*",
    re.IGNORECASE,
)
_DEFERS: Final = word_set(
    "delay apply_async perform_later perform_async perform_in perform_now perform dispatch dispatchSync "
    "dispatch_sync dispatchNow dispatchAfterResponse enqueue deliver_later deliver_now call run execute invoke add"
)
"""What jobs and queues have their work done by: ``send_sms.delay(number, text)``."""
_JOB: Final = re.compile(r"(['\"`])[a-z][\w.:-]*\1")
"""The name of a job: ``queue.add("missed-call", data)``."""
_OF_SMS: Final = re.compile(
    r"sms|mms|text_?message|twilio|twiml|messaging_?response|vonage|nexmo|octopods", re.IGNORECASE
)
_PROVIDER: Final = re.compile(r"(?i)telnyx|twilio|plivo|sinch|vonage|bandwidth|signalwire")
_PLACED: Final = {"message_create": 2}
"""Calls of providers' libraries whose text has a place and no name."""
_BODY: Final = re.compile(
    r"(?:.*_)?(?:body|text|texts|message|msg|content|contents|sms|caption|template)|.*(?:Body|Text|Message|Msg|Content|Sms|Template)|Message|Body|Text",
)
_TO: Final = re.compile(
    r"(?i:to|tel|phone|phones|phone_?numbers?|mobile|mobile_?numbers?|cell|msisdn|recipients?|numbers?|destination|contacts?|(?:to|user|customer)_?(?:number|phone)"
    r"|[a-z]+_?(?:phone|phones|phone_?(?:numbers?|no)|mobile|mobile_?(?:numbers?|no)|tel|telephone|msisdn|contact|contact_?(?:numbers?|no)))"
)
_BESIDE: Final = re.compile(
    r"(?i:db|ctx|context|conn(?:ection)?|req(?:uest)?|res(?:ponse)?|session|tx|trx|opts|options|config|settings|logger|(?:\w*_)?from(?:_?(?:number|phone|line))?|\w*sender(?:_?id)?)|\w*From"
)
"""What a call is given beside the recipient and the text."""
_MAIL: Final = re.compile(r"(?:e?mail|subject|html|attachments?|cc|bcc|socket|channel|topic)", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(
    r"(?i:res|resp|response|reply|ws|io|worker|port|window|parent|chat|bot|telegram|ActionCable|pusher|emitter)"
)
"""What answers a request, or sends to another program."""
_BAG: Final = re.compile(r"(?i:opts|options|config|settings)")
"""An object in which a call may be given the text."""
_LAST: Final = re.compile(r"(?<![\w$])([\w$]++)(?:\(\)|\[[^\]]*+\])*+\Z")
_ONLY: Final = re.compile(r"\[\s*+(?:[\w$]++(?:\.|->|::|\?\.))*+([\w$]++)(?:\(\))?\s*+,?\s*+\]")
"""A list with one item: ``[phone]``."""
_LAST_NAME_IN: Final = 400
"""How many characters from the end of an argument the last name of a variable is looked for."""
_INSIDE: Final = r"[^()]{0,2000}(?:\([^()]{0,200}\)[^()]{0,200}){0,20}"
"""What a function has between its parentheses."""
_ASSIGNS: Final = re.compile(
    rf"(?<![\w$.>])(?P<name>#?[\w$]++)\s*+[:=]\s*+(?:async\s*+)?(?:function\s*+\w*+\s*+)?\((?=(?P<inside>{_INSIDE})\))"
)
_DEFINES: Final = (
    re.compile(
        rf"\b(?:def|function|fn|fun|func)\s++(?:\([^()]*+\)\s*+)?&?(?:\w++\??\.)?(?P<name>#?[\w$]++)[!?]?\s*+\((?=(?P<inside>{_INSIDE})\))"
    ),
    re.compile(
        r"^[ \t]*+(?:(?:public|private|protected|internal|static|async|final|override|virtual|synchronized)[ \t]++)++[\w.<>\[\],? ]{1,80}?[ \t]"
        rf"(?P<name>\w++)[ \t]*+\((?=(?P<inside>{_INSIDE})\)[^;{{}}]{{0,200}}\{{)",
        re.MULTILINE,
    ),
    re.compile(
        r"^[ \t]*+(?:@\w++[ \t]++)?(?:void|bool|boolean|int|long|double|[A-Z][\w.]{0,60}(?:<[\w<>,? .]{1,80}>)?)[ \t]++"
        rf"(?P<name>\w++)[ \t]*+\((?=(?P<inside>{_INSIDE})\)[^;{{}}]{{0,200}}(?:\{{|=>))",
        re.MULTILINE,
    ),
    _ASSIGNS,
    re.compile(
        r"^[ \t]*+(?:(?:public|private|protected|static|async|final|override)[ \t]++)*(?P<name>#?[\w$]++)[ \t]*+"
        rf"\((?=(?P<inside>{_INSIDE})\)\s*+(?::[^{{;=]{{0,2000}})?\{{)",
        re.MULTILINE,
    ),
)
"""How languages define a function: by a word before its name, as a value, or as a method."""
_WORDS: Final = re.compile(r"['\"`][^'\"`\s]*+\s[^'\"`]*+['\"`]")


class Sent(NamedTuple):
    """A message; if it is a variable that a call sends, the functions and classes around it, and the names of the variable."""

    message: Message
    scope: Names = ()
    names: Names = ()


class Given(NamedTuple):
    """One argument of a call."""

    key: str | None
    """Its keyword, or its key in an object or array; ``None`` by position."""
    source: str
    """The argument as written."""

    @property
    def name(self) -> str:
        """Its keyword, or the last name of a variable: ``body`` of ``order.body``."""
        if self.key is not None:
            return self.key
        if _WORDS.search(self.source) is not None:
            return ""  # a text to which a variable is added
        found = _LAST.search(self.source[-_LAST_NAME_IN:]) or _ONLY.fullmatch(self.source[-_LAST_NAME_IN:])
        return found[1].lstrip("$") if found is not None else ""


def may_send(callee: Names, options: Options | None = None) -> bool:
    """Whether a call with the right arguments sends a text message. Most calls do not, whatever they are given."""
    if not callee:
        return False
    name = callee[-1]
    doubtful = _SENDING.fullmatch(name) is not None and name.lower() not in {"create", "new", "make"}
    return doubtful or _certainly_sends(callee, options) or _defers(callee)


def _defers(callee: Names) -> bool:
    """Whether a job or a queue for text messages is given one: not yet sent, and certainly meant to be."""
    return len(callee) > 1 and callee[-1] in _DEFERS and any(map(_OF_SMS.search, callee[:-1]))


def _certainly_sends(callee: Names, options: Options | None) -> bool:
    name = callee[-1]
    named = (
        [] if options is None else [glob for glob in options.names if any(fnmatchcase(each, glob) for each in callee)]
    )
    if options is not None and named:
        for glob in named:
            options.meets("names", glob)
        return True
    if callee[-2:] == ("Message", "create"):  # of Telnyx and Plivo; a class of this name is also a row of a database
        return any(map(_PROVIDER.fullmatch, callee[:-2]))
    return (_SENDS.fullmatch(name) is not None and name not in _MADE) or _is_creation(callee)


def _is_creation(callee: Names) -> bool:
    """Whether a call makes a message and sends it: of Twilio and Plivo, or of MessageBird."""
    return callee[-2:] == ("messages", "create") or callee[-1] == "message_create"


def sends(callee: Names, given: Sequence[Given], options: Options | None = None) -> bool:
    """Whether a call sends a text message: by the name of the function, by its arguments, or because the project selects it."""
    if not may_send(callee, options):
        return False
    owners = callee[:-1]
    if _certainly_sends(callee, options) or any(_OF_SMS.search(each) for each in owners):
        return True
    if any(map(_ELSEWHERE.fullmatch, owners)):
        return False
    names = {each.name for each in given}
    return any(_TO.fullmatch(each) for each in names) and not any(_MAIL.search(each) for each in (*names, *owners))


def body_of_call(callee: Names, given: Sequence[Given], source: str, options: Options) -> int | None:
    """Which argument of a call is the text; ``None`` if the call sends none.

    :param source: the file, which may define the function.
    """
    if _is_of_channel(callee, given):
        return 0
    if not given or not sends(callee, given, options) or (len(callee) == 1 and not takes_body(source, callee[0])):
        return None
    index = body_among(callee, given)
    return None if index is not None and _is_no_text(callee, given, index) else index


def _is_no_text(callee: Names, given: Sequence[Given], index: int) -> bool:
    """Whether what a call is given in the place of a text is a function to call later, or alone the word for how it went: ``sendSms('error')``."""
    each = given[index]
    if _is_creation(callee) or each.key is not None:
        return False
    return _CALLBACK.fullmatch(each.source) is not None or (
        len(given) == 1 and _STATUS.fullmatch(each.source) is not None
    )


def body_among(callee: Names, given: Sequence[Given]) -> int | None:
    """Which argument of a call that sends is the text."""
    if callee[-1] in _PLACED and all(each.key is None for each in given):
        return _PLACED[callee[-1]] if len(given) > _PLACED[callee[-1]] else None
    for keyed in (True, False):
        for index, each in enumerate(given):
            if (each.key is not None) is keyed and _BODY.fullmatch(each.name) and not _TO.fullmatch(each.name):
                return index
            if callee[-1:] == ("SmsMessage",) and each.key == "subject":  # of Symfony
                return index
    spread = next((index for index, each in enumerate(given) if each.key in {"**", "..."}), None)
    if spread is not None:
        return spread
    placed = [index for index, each in enumerate(given) if each.key is None]
    if _is_creation(callee) and placed and len(placed) == len(given):
        return _place_of_creation(given)
    if not placed or _is_creation(callee):
        return None
    if callee[-1] in _DEFERS:
        placed = [index for index in placed if _JOB.fullmatch(given[index].source) is None]
    written = next((index for index in placed if _WORDS.search(given[index].source)), None)
    placed = [index for index in placed if not _BESIDE.fullmatch(given[index].name)]
    others = [index for index in placed if not _TO.fullmatch(given[index].name)]
    if written is None and not others:  # sendSms(options)
        others = [index for index in range(len(given) == 1) if _BAG.fullmatch(given[index].name)]
    if written is not None or not others:
        return written
    return others[1] if len(others) == len(placed) > 1 else others[0]


def _place_of_creation(given: Sequence[Given]) -> int:
    """The text among arguments without names: ``create(options, callback)`` of JavaScript, ``create($to, $options)`` of PHP,
    ``create(from, to, text)`` of Plivo."""
    last = min(len(given) - 1, 2)
    return last if last != 1 or _CALLBACK.fullmatch(given[1].source) is None else 0


def _is_of_channel(callee: Names, given: Sequence[Given]) -> bool:
    """Whether a call gives its only argument to a message of Laravel's channels, as its text."""
    if len(given) != 1 or given[0].key is not None or _TO.fullmatch(given[0].name):
        return False
    owner = callee[-2] if len(callee) > 1 else ""
    if sets_text(callee[-1]):
        return is_channel(owner)
    made = owner if callee[-1] == "create" else callee[-1]
    return (
        is_channel(made) and made != "SmsMessage"
    )  # which is also the name of a table, and of a class with two arguments


def is_callback(name: str) -> bool:
    """Whether a name is that of a function to call later."""
    return _CALLBACK.fullmatch(name) is not None


_CALLBACK: Final = re.compile(r"\$?(?:callback|cb|done|next|resolve|reject|on[A-Z]\w*|\w*[cC]allback)")
_STATUS: Final = re.compile(
    r"(['\"`])(?:error|errors|failed|failure|fail|ok|success|successful|done|sent|pending|delivered|queued|accepted|rejected|timeout|invalid|unknown|finished|complete|completed|start|started|stop|end)\1"
)


class Defined(NamedTuple):
    """Where a file defines a function."""

    start: int
    end: int
    inside: str
    """What it has between the parentheses."""

    def parameters(self) -> list[str]:
        """The words of its parameters, also of their types and defaults."""
        return re.findall(r"\w+", self.inside)


@lru_cache(maxsize=2)
def definitions(source: str) -> dict[str, Defined]:
    """The first definition of each function in a file. All are found at once: a search for each would read the file again and again."""
    found: dict[str, Defined] = {}
    for pattern in _DEFINES:
        for each in pattern.finditer(source):
            for name, start in as_named(each) if pattern is _ASSIGNS else ((each["name"], each.start()),):
                if name not in found or start < found[name].start:
                    found[name] = Defined(start, each.end("inside") + 1, each["inside"])
    return found


def as_named(found: re.Match[str]) -> Iterator[tuple[str, int]]:
    """A name and where it begins; of one with ``#``, which JavaScript writes before what is private, also without it."""
    name, start = found["name"], found.start("name")
    yield name, start
    if name.startswith("#"):
        yield name[1:], start + 1


def is_body(name: str) -> bool:
    """Whether an argument or an entry with this name is the text of a message."""
    return _BODY.fullmatch(name) is not None


def takes_body(source: str, function: str) -> bool:
    """Whether a function that a file defines is given its text; also if the file does not define it."""
    found = definitions(source).get(function)
    return found is None or any(map(_BODY.fullmatch, found.parameters()))
