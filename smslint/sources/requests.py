"""What a program gives as the text of a request to a service that sends text messages, without the library of a provider."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.sources.brackets import CLOSED, OPEN, inside_of
from smslint.sources.rows import places_in_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

GATEWAYS: Final = (
    r"sms|twilio|vonage|nexmo|messagebird|plivo|openphone|africas?_?talking|termii|msg91|kavenegar|clickatell|infobip|sinch|telnyx|"
    r"clicksend|textlocal|textbelt|hubtel|arkesel|unifonic|46elks|zenvia|gupshup|sendchamp|mnotify|bandwidth|signalwire|netgsm|coolsms|nurigo|solapi|mocean|gatewayapi|"
    r"eskiz|itexmo|ghasedak|melipayamak|ippanel|mobizon|esendex|exotel|routee|semaphore\.co|brevo|sendinblue"
)
"""What a program speaks of that sends text messages."""
_GATEWAY: Final = re.compile(GATEWAYS, re.IGNORECASE)
_QUERY: Final = re.compile(
    r"[?&'\"](?:message|msg|text|txt|body|sms|content)=(?:['\"`]\s*[.+]\s*)?[${]{0,2}(?:[\w.]*(?:url_?encode|encodeURIComponent|quote|quote_plus|escape)\(\s*)?"
    r"\$?([A-Za-z_]\w*)",
    re.IGNORECASE,
)
"""A parameter of an address with what becomes its value, in the languages that put addresses and forms together from texts."""
_TEXT: Final = r"(?i:message|msg|mes|text|txt|body|sms|content|message_?(?:body|text|content)|sms_?(?:body|text|message|content)|mocean-text)"
_TO: Final = (
    r"(?i:to|tos|tel|cell|dest|phones?|phone_?numbers?|mobiles?|mobile_?(?:number|no)|msisdn|recipients?|recipient_?(?:number|phone)|"
    r"numbers?|destinations?|destination_?number|receptor|receivers?|gsm|gsm_?number|contacts?|mocean-to)"
)
_WAYS: Final = r"(?:['\"]{0}['\"](?:\s{{0,9}}(?:=>|:|,)|\]\s{{0,9}}=)|(?<![\w$.>'\"-]){0}\s{{0,9}}:(?![:=])|(?<![\w$.>'\"-]){0}\s{{0,9}}=(?![=>])(?=[^;\n]{{0,200}}[,)}}]))\s{{0,9}}"
"""How an entry of a table, a field of an object, an argument or a form is given a value."""
_FIELD: Final = re.compile(
    _WAYS.format(_TEXT)
    + r"(?:\$?(?P<value>[A-Za-z_]\w*)(?=\s{0,40}(?:[,;)}\]]|$))|(?P<literal>[$@furbFURB]{0,2}['\"`]))"
    + r"|(?<!\$\{)(?<=[{,])\s{0,40}(?P<short>message|text|body|content|msg)(?=\s{0,40}[,}])",
    re.MULTILINE,
)
"""A field of a request with the variable or the text that is its value."""
_NUMBER: Final = re.compile(
    _WAYS.format(_TO)
    + r"(?P<value>[^,\n]{0,120})|(?<!\$\{)(?<=[{,])\s{0,40}(?P<short>to|phone|phoneNumber)(?=\s{0,40}[,}])"
)
_VALUE: Final = r"\s{0,40}(?:(?:[\w.]{0,30}(?i:format|sprintf)\(\s{0,40})?(?P<literal>[$@furbFURB]{0,2}['\"`])|\$?(?P<value>[A-Za-z_]\w*)\s{0,9}[);\n])"
"""A text that is there, or the variable that has it."""
_GIVEN_TO: Final = r"\((?:[^()\n]|\([^()\n]{0,80}\)){0,200}\)"
_STEP: Final = r"\s{0,80}(?:\??->|\??\.|\|>\s{0,9}\w+\.)\s{0,9}"
_CHAIN: Final = re.compile(
    rf"(?:->|::|\.)(?:set|with|add)?_?{_TO}{_GIVEN_TO}(?:{_STEP}\w+{_GIVEN_TO}){{0,2}}?{_STEP}(?i:(?:set|with)?_?{_TEXT})\({_VALUE}"
)
"""``Sms::to($phone)->text("Hi")``, in any language."""
_SETS: Final = re.compile(
    rf"(?<![\w$.>-])(?P<of>\$?[A-Za-z_]\w*)(?:->|\.)(?i:(?:set_?)?{_TEXT})\s{{0,9}}(?:=(?![=>])|\(){_VALUE}"
)
"""``$message->setText("Hi")`` and ``message.text = "Hi"``."""
_IS_SENT: Final = re.compile(
    r"(?i:send_?sms|sms_?send|sendmessage)\(\s{0,9}(?:[^,()\n]{0,40},\s{0,9})?\$(\w+)\s{0,9}\)"
)
"""A call of PHP that sends an array."""
_MAIL: Final = re.compile(r"mail|socket|token|channel", re.IGNORECASE)
_PHONE: Final = re.compile(r"['\"\s]*(?:[Pp]hone(?!Number\b|s\b)|[Mm]obile|[Tt]el|[Cc]ontact)")
_ELSEWHERE: Final = re.compile(
    r"\b(?:subject|html|title|cc|bcc|jsonify|JSONResponse|NextResponse|ResponseEntity|gin\.H)\b|(?<![a-z])(?:Json)?Response(?:\.json)?\(|(?:\bres\b|->|\bc|\bresponse)[^;]{0,40}\.?(?:json|JSON)\(|render json|[Mm]ail\w*\("
)
"""What mails, notifications and the answers of a program have beside their text."""
_BLOCK: Final = re.compile(r"(?:\)[\s\w.*:|?\\<>\[\]]{0,60}|=>\s*|\b(?:else|try|do|finally)\s*)\{\Z")
"""The brace that begins what a function does."""
_GIVEN: Final = re.compile(r"[^;{}]{0,80}\Z")
_SET: Final = re.compile(r"['\"]\w+['\"](?:,|\]\s*=)")
"""A field that is set by itself: ``form.put("text", text)``, ``$fields["text"] = $text``."""
_NAMES: Final = re.compile(r"(['\"])\w+\1\s{0,9},\s{0,9}(['\"])[\w.:-]*\2\s{0,9}[,)\]]")
"""Two words of a list of names: ``['body', 'content']``."""
_BEFORE: Final = 300
"""How many characters before a text its variable is looked for."""
_QUOTE: Final = 5
"""Characters of the longest opening quote, and one."""
_NEAR: Final = 600
"""How many characters are between the fields of one request, at most."""


class Field(NamedTuple):
    """The text in a request."""

    name: str
    """Of the variable; empty where the text itself is there."""
    start: int
    """Where the request has it."""


@lru_cache(maxsize=2)
def requested(text: str) -> tuple[Field, ...]:
    """What a program gives as the text to a service that sends text messages, with a number beside it."""
    return tuple(_fields(text)) if _GATEWAY.search(text) is not None else ()


def _fields(text: str) -> Iterator[Field]:
    for each in _QUERY.finditer(text):
        yield Field(each[1], each.start(1))
    for each in _FIELD.finditer(text):
        kind = each.lastgroup or ""
        if _NAMES.match(text, each.start()) is not None:
            continue
        around = _around(text, each.start())
        if _ELSEWHERE.search(around) is None and any(_is_number(one, kind) for one in _NUMBER.finditer(around)):
            yield Field("" if kind == "literal" else each[kind], each.start(kind))

    for each in (*_CHAIN.finditer(text), *filter(lambda one: _has_number(one, text), _SETS.finditer(text))):
        kind = "literal" if each["literal"] else "value"
        yield Field("" if kind == "literal" else each[kind], each.start(kind))
    for name in {each[1] for each in _IS_SENT.finditer(text)}:
        for array in re.finditer(rf"\${name}\s{{0,9}}=\s{{0,9}}(?:\[|array\()", text):
            for each in _FIELD.finditer(text, array.end(), array.end() + len(inside_of(text, array.end()))):
                kind = each.lastgroup or ""
                yield Field("" if kind == "literal" else each[kind], each.start(kind))


def _has_number(found: re.Match[str], text: str) -> bool:
    """Whether an object whose text is set also gets the number of a recipient near it, and is no mail."""
    near = text[max(found.start() - _NEAR, 0) : found.end() + _NEAR]
    number = rf"(?<![\w$.>-]){re.escape(found['of'])}(?:->|\.)(?i:(?:set_?)?{_TO})\s{{0,9}}(?:=(?![=>])|\()"
    return "subject" not in near.lower() and _MAIL.search(found["of"]) is None and re.search(number, near) is not None


def _around(text: str, start: int) -> str:
    """The object that has a field, and what is given it; where the field is set by itself, what is near it."""
    depth = 0
    for at in range(start - 1, max(start - _NEAR, 0), -1):
        depth += (text[at] in CLOSED) - (text[at] in OPEN)
        if depth < 0:
            inside = f"{text[at]}{inside_of(text, at + 1)})"  # with a bracket after the last field
            before = text[max(at - _BEFORE, 0) : at + 1]
            if _BLOCK.search(before) is None and _NUMBER.search(inside) is not None:
                given = _GIVEN.search(before[:-1])
                return (given[0] if given is not None else "") + inside
            break
    return text[max(start - _NEAR, 0) : start + _NEAR] if _SET.match(text, start) is not None else ""


def _is_number(found: re.Match[str], kind: str) -> bool:
    """Whether a field has the number of the recipient.

    :param kind: how the text is given: a text beside a ``phone`` may be an answer of the program.
    """
    return _MAIL.search(found["value"] or "") is None and not (kind == "literal" and _PHONE.match(found[0]) is not None)


class InRequests:
    """Which texts of a program are given to a service, in place or by a variable, or are in rows for a table of text messages.

    :param rows_only: whether only rows count: a change to a database sends nothing.
    """

    def __init__(self, text: str, *, rows_only: bool = False) -> None:
        self._text = text
        found = () if rows_only else requested(text)
        names = frozenset(each.name for each in found if each.name)
        self._names = names | {given for name in names for given in _given_names(name, text)}
        self._places = frozenset(each.start for each in found if not each.name) | places_in_rows(text)

    def __bool__(self) -> bool:
        return bool(self._names or self._places)

    def has(self, key: str | None, start: int) -> bool:
        """Whether a text is given to a service.

        :param start: where it begins in the file, with or without its quote.
        """
        if any(start - quote in self._places for quote in range(_QUOTE)):
            return True
        before = self._text[max(start - _BEFORE, 0) : start]
        last = (key or "").rpartition(".")[2]
        return any(_assigned(name, own=name == last).search(before) is not None for name in self._names)


def _given_names(name: str, text: str) -> frozenset[str]:
    """The variables that a variable is given as they are: ``$message = $text;``."""
    given = re.compile(
        rf"(?<![\w.>]){re.escape(name)}\s{{0,9}}:?=\s{{0,9}}\$?([A-Za-z_]\w*)[ \t]*(?:;|$)", re.MULTILINE
    )
    return frozenset(each[1] for each in given.finditer(text))


@lru_cache(maxsize=64)
def _assigned(name: str, *, own: bool) -> re.Pattern[str]:
    """What is before a text that a variable has: its name, and what assigns.

    :param own: whether the text has the key of the variable, so that it is not given to another function.
    """
    between = r"[^;{}]{0,150}" if own else r"(?:(?i:\s*[\w.]*(?:format|printf)\(\s*))?[^;{}()]{0,150}"
    return re.compile(
        rf"(?<![\w.]){re.escape(name)}(?:\s*:\s*[\w<>|\[\] ]{{1,30}})?\s*(?:[.+:|]|\|\||\?\?)?=(?![=>]){between}\Z"
    )
