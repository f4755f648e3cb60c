"""What makes a text in a file look like a text message: its words, its key and its path. Used only to propose a configuration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.detect import detect
from smslint.errors import SmslintError
from smslint.sources.calls import loads
from smslint.sources.requests import GATEWAYS
from smslint.text.tree import Literal, leaves
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.sources.message import Message

LONGEST: Final = 1600
"""The longest message that providers usually accept, in characters: longer texts are something else."""

# `sms`, `SMS`, `smsBody`, `welcome_sms`, `text-message`, `welcomeTextMessage`; not `transmission`.
WORD: Final = re.compile(
    r"(?:(?<![A-Za-z])|(?<=[a-z])(?=[ST]))(sms|Sms|SMS|mms|MMS|[Tt]ext[_-]?[Mm]essages?|[Tt]ext[_-]?[Mm]essaging)(?![a-z])"
)
IN_PROGRAMS: Final = re.compile(rf"{WORD.pattern}|[a-z](?:SMS|Sms)(?![a-z])|_sms(?![a-z])|[Tt]wilio|[Vv]onage|[Nn]exmo")
"""What the words of a program that sends text messages contain: also ``client.SendSMS``."""
OF_CODES: Final = "contains a code"
PHRASES: Final = (
    ("says how to opt out", re.compile(r"\b(?:reply|text|txt|send)\s+[\"']?stop\b", re.IGNORECASE)),
    ("mentions message rates", re.compile(r"\bm(?:sg|essage)\s*(?:&|and|&amp;)\s*data\s+rates\b", re.IGNORECASE)),
    (
        OF_CODES,
        re.compile(r"\b(?:verification|security|one[- ]time|login|sign[- ]in|otp)\s*(?:pass)?code\b", re.IGNORECASE),
    ),
)


_TEXT_NAMES: Final = word_set(
    "body bodies caption content contents copy message messages msg reminder reply sms template templates text texts"
)
"""The names that a variable, an argument or a key for the words of a message has."""
_SENDS: Final = re.compile(
    r"(?:send|notify|push|queue|publish)_?(?:sms|text|mms)|(?:sms|text)_?(?:send|notif)|\bto_?sms\b", re.IGNORECASE
)
"""A function that sends, or makes, a text message."""
_VERB: Final = re.compile(
    r"_*(?:(?:re)?send|notify|push|queue|publish)(?![a-z])|_*(?:(?:Re)?[Ss]end|Notify|Push|Queue|Publish)(?![a-z])"
)
"""How a function is called that sends: what it returns says how that went. What it is given is known by the call."""
_LOOKS: Final = re.compile(
    r"_*(?:validate|verify|check|handle|process|parse|request|test|log|can|is|has|should)(?![a-z])"
    r"|_*(?:Validate|Verify|Check|Handle|Process|Parse|Request|Test|Log|Can|Is|Has|Should)(?![a-z])"
)
"""How a function is called that looks at a text."""
_DEFAULT: Final = re.compile(r"(?i:default_?(?:sms_?)?(?:message|msg|text|body|template|content))")
_MADE_FOR_TEXTS: Final = word_set("template templates body bodies caption copy")
_CREATES: Final = re.compile(r"(?:^|\.)(?:messages?\.create|publish|sendMessage|send_message)(?:\.|$)")
_SHOWN: Final = word_set(
    "alarm bad button choose column columns cost css denied desc description dialog disabled error errors field fields flash heading help hint html icon input "
    "instruction instructions invalid label labels locked menu missing name placeholder policy price select setting settings subject "
    "subjects subtitle summary tab table title toast tooltip unavailable voice wrong"
)
"""Names of texts that are shown on a screen."""
_OF_FORMS: Final = word_set(
    "activerecord activemodel simple_form formtastic helpers validation validations errors flash devise"
)
"""Above them, catalogues of web frameworks have what pages and forms say."""
_OUTCOMES: Final = tuple(
    map(word_set, ("code expired", "otp expired", "pin expired", "not sent", "code sent", "sms sent"))
)
"""What pages say after a text message: words that are all in one name."""
_ELSE: Final = _SHOWN | word_set(
    "abort assert catch categories choice choices class confirm console debug describe display endpoint err exception expect header headers href html id json jsonify key kinds "
    "log logger logging logs option options param params path prepare print query raise regex repr response result results schema selector sql statuses str style "
    "throw type types uri url validation validator verbose warn warning"
)
"""In a program, also names of texts for logs, errors, addresses and databases."""
_SETTINGS: Final = word_set("option options param params setting settings")
_MAIL: Final = word_set("email emails mail mails mailer mailers")
_WHATSAPP: Final = word_set("whatsapp whats wa")
_ERRORS: Final = word_set("error errors err exception warning log")
_PARTS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
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
    r"^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\s+[\w`\"*(]|^\s*(?i:select\s[^.!?]*\sfrom|insert\s+into|update\s+\S+\s+set|"
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


OF_TEMPLATES: Final = re.compile(
    r"(?:^|[/._-])(?:templates?|messages?|texts?|notifications?|reminders?|vorlagen|plantillas|modèles)(?=[/._-])",
    re.IGNORECASE,
)
"""A file or folder of templates."""
_NUMBERS: Final = re.compile(r"phone|mobile|msisdn|e-?mail|telefon|recipient|^(?:to|tel|cell)$", re.IGNORECASE)
"""A column of a list of recipients, or of a log of what was sent."""


_SHORT: Final = re.compile(r"(?:^|/)(short)(?=/)", re.IGNORECASE)


def word_in(path: str) -> str | None:
    """The word in a path that says that a file is about text messages: also a folder of short forms of templates."""
    found = WORD.search(path) or (_SHORT.search(path) if OF_TEMPLATES.search(path) else None)
    return None if found is None else found[1]


_REMINDS: Final = re.compile(r"(?:^|/)(notifications?|reminders?)(?=[/.])", re.IGNORECASE)
_ELSEWHERE: Final = word_set(
    "title titles subject subjects html push email emails mail headline heading url link icon whatsapp"
)
"""Names of texts that go by another way than a text message."""
_SHORTEST, _USUAL = 20, 480
"""Characters of a text that is certainly for a message of few segments."""


def reminds(path: str) -> str | None:
    """The word in a path that says that a file has texts which are sent, by whatever way."""
    found = _REMINDS.search(path) if WORD.search(path) is None and not is_mail(path) else None
    return None if found is None else found[1]


def is_reminder(message: Message) -> bool:
    """Whether a text of a file for notifications can be that of a text message."""
    text = literal(message).strip()
    if any(_words(segment) & _ELSEWHERE for segment in (message.key or "").split(".")):
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


def is_number_column(name: str) -> bool:
    """Whether a column of a table contains the addresses of recipients."""
    return _NUMBERS.search(name.strip()) is not None


def is_mail(name: str) -> bool:
    """Whether a key or a path names e-mails, and no text messages."""
    return bool(_words(name) & _MAIL) and WORD.search(name) is None


def goes_elsewhere(name: str) -> bool:
    """Whether a key names messages of WhatsApp, and no text messages."""
    return "whats" in name.lower() and bool(_words(name) & _WHATSAPP) and WORD.search(name) is None


def is_error(segments: Sequence[str]) -> bool:
    """Whether a text is given to something for errors, and not sent: ``history.setErrorMessage("No number")``, not ``sendErrorSms(...)``."""
    last = next((segment for segment in reversed(segments) if not segment.isdigit()), "")
    return bool(_words(last) & _ERRORS) and WORD.search(last) is None and _VERB.match(last) is None


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


def is_shown(segments: Sequence[str]) -> bool:
    """Whether a key of a catalogue names a text on a screen, such as a label."""
    if any(segment in _OF_FORMS for segment in segments[:-1]):
        return True
    last = [_words(segment) for segment in segments[-2:]]
    together = set().union(*last)
    return any(words & _SHOWN for words in last) or any(pair <= together for pair in _OUTCOMES)


def is_for_words(segments: Sequence[str]) -> bool:
    """Whether a key of a service's settings names the words of a text message."""
    return WORD.search(".".join(segments)) is not None and bool(_words(segments[-1]) & _TEXT_NAMES - {"sms"})


def names_else(segments: Sequence[str]) -> bool:
    """Whether a key of a program names a text that is not sent, such as a label or a log line."""
    if segments and _is_for_message(segments[-1]):
        return bool(_words(segments[-1]) & _ELSE - _SETTINGS)
    if segments and _is_for_message(segments[0]):  # `SMS_TEMPLATE = setting("SMS_TEMPLATE", "Hi")`
        return any(_words(segment) & _ELSE - _SETTINGS for segment in segments[1:])
    return any(_words(segment) & _ELSE for segment in segments)


def is_default(segments: Sequence[str]) -> bool:
    """Whether a key of a program names the words that are sent if nobody writes others: ``default_message``."""
    return bool(segments) and _DEFAULT.fullmatch(segments[-1]) is not None


def _is_for_message(name: str) -> bool:
    """Whether a name is that of the words of a text message: ``SMS_TEMPLATE``."""
    return WORD.search(name) is not None and bool(_words(name) & _TEXT_NAMES - {"sms"})


def is_message_in_code(segments: Sequence[str], in_sms_file: bool) -> bool:
    """Whether a key of program code names what is sent: an argument of a call that sends, a variable or a result for its words.

    :param in_sms_file: whether the file, or the object whose method is called, is about text messages.
    """
    named = [segment for segment in segments if not segment.isdigit()]
    if not named or names_else(named):
        return False
    while len(named) > 1 and loads((named[-1],)):  # `$text = config("sms.order", "Your order is ready")`
        del named[-1]
    key = ".".join(named)
    tail = _words(named[-1])
    about = in_sms_file or WORD.search(key) is not None or _CREATES.search(key) is not None
    if _LOOKS.match(named[-1]) is not None:
        return False
    if _VERB.match(named[-1]) is not None and not tail & _MADE_FOR_TEXTS:
        return named[-1][:1].isupper() and segments[-1].isdigit() and _SENDS.search(named[-1]) is not None
    if _SENDS.search(named[-1]) or (about and tail & _TEXT_NAMES):
        return True
    if in_sms_file and len(named) > 1 and _words(named[0]) & {"template", "templates", "messages", "texts"}:
        return True
    if _is_for_message(named[0]):
        return True
    # `WELCOME_SMS`, `smsTemplates.welcome`, and what a function such as `build_sms` returns.
    return WORD.search(named[0]) is not None and (len(segments) == 1 or (len(named) == 2 and len(segments) == 2))


def _words(name: str) -> set[str]:
    return {part.lower() for part in _PARTS.findall(name)}
