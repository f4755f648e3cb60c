"""What makes a text in a file look like a text message: its words. Used only to propose a configuration, as :mod:`.likely_names` is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.detect import detect
from smslint.errors import SmslintError
from smslint.project.likely_names import words_in
from smslint.sources.requests import GATEWAYS
from smslint.text.tree import Literal, leaves
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from smslint.sources.message import Message

LONGEST: Final = 1600
"""The longest message that providers usually accept, in characters: longer texts are something else."""
OF_CODES: Final = "contains a code"
PHRASES: Final = (
    ("says how to opt out", re.compile(r"\b(?:reply|text|txt|send)\s+[\"']?stop\b", re.IGNORECASE)),
    ("mentions message rates", re.compile(r"\bm(?:sg|essage)\s*(?:&|and|&amp;)\s*data\s+rates\b", re.IGNORECASE)),
    (
        OF_CODES,
        re.compile(r"\b(?:verification|security|one[- ]time|login|sign[- ]in|otp)\s*(?:pass)?code\b", re.IGNORECASE),
    ),
)
_OBJECT: Final = re.compile(rf"\bnew\s+[\w\\]*(?i:{GATEWAYS})\w*Message\b[^;{{}}]*\Z")
HOLE: Final = "\ufffc"
"""Stands for a placeholder."""
_BETWEEN_PERCENTS: Final = re.compile(r"%[A-Za-z_][\w.-]{0,60}%")
"""A placeholder of a project's own: ``%sms-code%``."""
_STOPS: Final = re.compile(r"[.,!?:;\u0589\u061f\u0964\u1362\u3002]|\d")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_JOINED: Final = re.compile(r"[^\W\d][_/\\][^\W\d]|\.(?:php|html?|js|py|css)$")
"""A name or a path of a program."""
_WIDE: Final = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af]")
"""A character of a script that writes without spaces, or with few."""
_NOT_WORDS: Final = re.compile(
    r"^\s*[\[{]\s*[\"']\w+[\"']\s*[:,]|^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\s+[\w`\"*(]|^\s*(?i:select\s[^.!?]*\sfrom|insert\s+into|update\s+\S+\s+set|"
    r"delete\s+from|(?:create|alter|drop)\s+(?:table|index|view|type|column))\s|^arn:|^[\w-]+:\s?[\w-]+/[\w+.-]+|</?(?:p|div|span|h[1-6]|br|hr|b|i|li|ul|a|td|"
    r"tr|table|strong|em|html|body|img|button|input|label|form|fieldset|select|option|script|style|section)\b[^>]*>|\$this\b|=>|\(\)|::|[{;]\s*$|^[.#][\w-]+(?:[ .#>]|$)|[?&]\w+=[^ ]*&\w+=|^\s*//|^https?://\S*$"
)
"""What statements, headers, markup, selectors and addresses contain, and messages do not."""
_OF_THE_PROGRAM: Final = re.compile(
    r"^(?:failed|fail|could ?n[o']t|cannot|can't|unable|invalid|error|please (?:enter|type|select|provide|choose)|enter (?:your|the)|missing|unknown|unexpected|"
    r"unsupported|whether|enable|disable|select|choose|allow|should|must|expected|the (?:api|username|password)|no )\b|\b(?:mms|api|gateway|url|webhook|twilio|vonage)\b|"
    r"\b(?:sms|text messages?) (?:(?:was|were|has been) )?(?:sent|delivered|queued|complete|completed|partially|failed)\b",
    re.IGNORECASE,
)
"""How programs speak to the people who run them, and what they talk about."""
_ABOUT_SMS: Final = re.compile(r"\bsms\b", re.IGNORECASE)
_IDENTIFIER: Final = re.compile(r"(?<![\w/.?&=])[a-z]+_[a-z]+\w*(?![\w/.=])")
_LINK: Final = re.compile(r"https?://\S+|\bwww\.\S+|(?<!\S)(?=\S+?[?&]\w+=)\S+")
_OF_A_CODE: Final = re.compile(
    r"\bc(?:od|ód)(?:e|es|ice|igo|i)\b|\bkod\w*|\bkood\w*|\bотп\b|\bкод\w*|otp\b|\bpin\b", re.IGNORECASE
)
_WAS_SENT: Final = re.compile(
    r"\b(?:re)?sent\b|\b(?:gesendet|geschickt|verstuurd|gestuurd|skickat|sendt|wysłan\w+|enviad[oa]|envoyée?|inviat[oa]|enviat|gönderil\w+|lähet\w+|отправлен\w*)\b",
    re.IGNORECASE,
)
_CODE: Final = re.compile(rf"{HOLE}|\d{{4}}|[A-Z\d]{{2,4}}-[A-Z\d]{{2,4}}")
_ELSEWHERE: Final = word_set(
    "title titles subject subjects html push email emails mail headline heading url link icon whatsapp"
)
"""Names of texts that go by another way than a text message."""
_SHORTEST, _USUAL = 20, 480
"""Characters of a text that is certainly for a message of few segments."""


def is_reminder(message: Message) -> bool:
    """Whether a text of a file for notifications can be that of a text message."""
    text = literal(message).strip()
    if any(words_in(segment) & _ELSEWHERE for segment in (message.key or "").split(".")):
        return False
    return (
        _SHORTEST <= len(text) <= _USUAL
        and is_written(message)
        and is_sentence(message)
        and not is_of_the_program(message)
    )


def has_value(message: Message) -> bool:
    """Whether a text is filled with something."""
    return HOLE in literal(message)


def is_short(message: Message) -> bool:
    """Whether it has any text, and no more than a message can have."""
    return bool(message.body.strip()) and len(message.body) <= LONGEST


def literal(message: Message) -> str:
    """A message with :data:`HOLE` for each placeholder."""
    from smslint.dialects import parse

    try:
        tree = message.text or parse(message.body, detect(message.body).dialect)
    except SmslintError:
        return message.body
    return "".join(
        _BETWEEN_PERCENTS.sub(HOLE, each.text) if isinstance(each, Literal) else HOLE for each in leaves(tree)
    )


def is_written(message: Message, least: int = 3) -> bool:
    """Whether it can be a sentence for a person, with this many words and values: not a label, an address, a statement, or markup."""
    text = literal(message)
    if is_markup(text):
        return False
    words, holes = 0, 0
    for token in text.split():
        if _LETTERS.search(token):
            words += _JOINED.search(token) is None
        else:
            holes += HOLE in token
    words += len(_WIDE.findall(text)) // 2
    return words > 0 and words + holes >= least


def is_sentence(message: Message) -> bool:
    """Whether it says more than a label of three words."""
    text = literal(message)
    return HOLE in text or len(text.split()) > 3 or _WIDE.search(text) is not None or _STOPS.search(text) is not None


def is_markup(text: str) -> bool:
    """Whether it is for a program: a statement, a header, markup, a selector or an address."""
    return _NOT_WORDS.search(_LINK.sub(_without_query, text)) is not None


def _without_query(link: re.Match[str]) -> str:
    """A link is what it is, also in a text for people; only the query of one makes it look like a form."""
    return link[0].partition("?")[0] if link[0].startswith("http") else link[0]


def is_of_the_program(message: Message) -> bool:
    """Whether it speaks to those who run or use the program: an error, a setting, or a text about text messages."""
    text = literal(message).strip()
    return (
        _OF_THE_PROGRAM.search(text) is not None
        or (_ABOUT_SMS.search(text) is not None and _CODE.search(text) is None)
        or (_OF_A_CODE.search(text) is not None and _WAS_SENT.search(text) is not None)
        or _IDENTIFIER.search(_LINK.sub("", text)) is not None
    )


def has_code(message: Message) -> bool:
    """Whether there is something in it that can be the code of which it speaks."""
    return _CODE.search(literal(message)) is not None


def is_in_message(before: str) -> bool:
    """Whether a text is given to a message that is made just before it: ``(new VonageMessage)->content(``."""
    return _OBJECT.search(before) is not None
