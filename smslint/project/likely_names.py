"""What the names of files, keys, variables and functions say: whether what they name is, or is sent as, a text message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.calls import loads
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

# `sms`, `SMS`, `smsBody`, `welcome_sms`, `text-message`, `welcomeTextMessage`; not `transmission`.
WORD: Final = re.compile(
    r"(?:(?<![A-Za-z])|(?<=[a-z])(?=[ST]))(sms|Sms|SMS|mms|MMS|[Tt]ext[_-]?[Mm]essages?|[Tt]ext[_-]?[Mm]essaging)(?![a-z])"
)
IN_PROGRAMS: Final = re.compile(rf"{WORD.pattern}|[a-z](?:SMS|Sms)(?![a-z])|_sms(?![a-z])|[Tt]wilio|[Vv]onage|[Nn]exmo")
"""What the words of a program that sends text messages contain: also ``client.SendSMS``."""
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
_HEADS: Final = word_set(
    "status state segments segment count length reason notice result outcome error provider gateway"
)
"""The last words of names that tell how a text message fared, or what it measures: ``mapSmsStatus``."""
_SETTINGS: Final = word_set("option options param params setting settings")
_MAIL: Final = word_set("email emails mail mails mailer mailers")
_WHATSAPP: Final = word_set("whatsapp whats wa")
_ERRORS: Final = word_set("error errors err exception warning log")
_PARTS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
OF_TEMPLATES: Final = re.compile(
    r"(?:^|[/._-])(?:templates?|messages?|texts?|notifications?|reminders?|vorlagen|plantillas|modèles)(?=[/._-])",
    re.IGNORECASE,
)
"""A file or folder of templates."""
_NUMBERS: Final = re.compile(r"phone|mobile|msisdn|e-?mail|telefon|recipient|^(?:to|tel|cell)$", re.IGNORECASE)
"""A column of a list of recipients, or of a log of what was sent."""
_SHORT: Final = re.compile(r"(?:^|/)(short)(?=/)", re.IGNORECASE)
_REMINDS: Final = re.compile(r"(?:^|/)(notifications?|reminders?)(?=[/.])", re.IGNORECASE)


def word_in(path: str) -> str | None:
    """The word in a path that says that a file is about text messages: also a folder of short forms of templates."""
    found = WORD.search(path) or (_SHORT.search(path) if OF_TEMPLATES.search(path) else None)
    return None if found is None else found[1]


def reminds(path: str) -> str | None:
    """The word in a path that says that a file has texts which are sent, by whatever way."""
    found = _REMINDS.search(path) if WORD.search(path) is None and not is_mail(path) else None
    return None if found is None else found[1]


def is_number_column(name: str) -> bool:
    """Whether a column of a table contains the addresses of recipients."""
    return _NUMBERS.search(name.strip()) is not None


def is_mail(name: str) -> bool:
    """Whether a key or a path names e-mails, and no text messages."""
    return bool(words_in(name) & _MAIL) and WORD.search(name) is None


def goes_elsewhere(name: str) -> bool:
    """Whether a key names messages of WhatsApp, and no text messages."""
    return "whats" in name.lower() and bool(words_in(name) & _WHATSAPP) and WORD.search(name) is None


def is_error(segments: Sequence[str]) -> bool:
    """Whether a text is given to something for errors, and not sent: ``history.setErrorMessage("No number")``, not ``sendErrorSms(...)``."""
    last = next((segment for segment in reversed(segments) if not segment.isdigit()), "")
    return bool(words_in(last) & _ERRORS) and WORD.search(last) is None and _VERB.match(last) is None


def is_shown(segments: Sequence[str]) -> bool:
    """Whether a key of a catalogue names a text on a screen, such as a label."""
    if any(segment in _OF_FORMS for segment in segments[:-1]):
        return True
    last = [words_in(segment) for segment in segments[-2:]]
    together = set().union(*last)
    return any(words & _SHOWN for words in last) or any(pair <= together for pair in _OUTCOMES)


def is_for_words(segments: Sequence[str]) -> bool:
    """Whether a key of a service's settings names the words of a text message."""
    return WORD.search(".".join(segments)) is not None and bool(words_in(segments[-1]) & _TEXT_NAMES - {"sms"})


_GIVES_DEFAULT: Final = frozenset(("default", "default_value", "defaultValue", "server_default"))
_NEAR: Final = 4
"""How many names before a default are looked at, with it."""


def names_else(segments: Sequence[str]) -> bool:
    """Whether a key of a program names a text that is not sent, such as a label or a log line."""
    named = [segment for segment in segments if not segment.isdigit()]
    if named and _last_word(named[-1]) in _HEADS:
        return True
    if segments and _is_for_message(segments[-1]):
        return bool(words_in(segments[-1]) & _ELSE - _SETTINGS)
    if segments and _is_for_message(segments[0]):  # `SMS_TEMPLATE = setting("SMS_TEMPLATE", "Hi")`
        return any(words_in(segment) & _ELSE - _SETTINGS for segment in segments[1:])
    return any(words_in(segment) & _ELSE for segment in segments)


def is_default(segments: Sequence[str]) -> bool:
    """Whether a key of a program names the words that are sent if nobody writes others: ``default_message``."""
    return bool(segments) and _DEFAULT.fullmatch(segments[-1]) is not None


def _is_for_message(name: str) -> bool:
    """Whether a name is that of the words of a text message: ``SMS_TEMPLATE``."""
    return WORD.search(name) is not None and bool(words_in(name) & _TEXT_NAMES - {"sms"})


def is_message_in_code(segments: Sequence[str], in_sms_file: bool) -> bool:
    """Whether a key of program code names what is sent: an argument of a call that sends, a variable or a result for its words.

    :param in_sms_file: whether the file, or the object whose method is called, is about text messages.
    """
    named = [segment for segment in segments if not segment.isdigit()]
    if named and named[-1] in _GIVES_DEFAULT and any(map(_is_for_message, named[-_NEAR:-1])):
        return True  # `sms_template = TextField(default="Hi {name}")`
    if not named or names_else(named):
        return False
    while len(named) > 1 and loads((named[-1],)):  # `$text = config("sms.order", "Your order is ready")`
        del named[-1]
    key = ".".join(named)
    tail = words_in(named[-1])
    about = in_sms_file or WORD.search(key) is not None or _CREATES.search(key) is not None
    if _LOOKS.match(named[-1]) is not None:
        return False
    if _VERB.match(named[-1]) is not None and not tail & _MADE_FOR_TEXTS:
        return named[-1][:1].isupper() and segments[-1].isdigit() and _SENDS.search(named[-1]) is not None
    if _SENDS.search(named[-1]) or (about and tail & _TEXT_NAMES):
        return True
    if in_sms_file and len(named) > 1 and words_in(named[0]) & {"template", "templates", "messages", "texts"}:
        return True
    if _is_for_message(named[0]):
        return True
    # `WELCOME_SMS`, `smsTemplates.welcome`, and what a function such as `build_sms` returns.
    return WORD.search(named[0]) is not None and (len(segments) == 1 or (len(named) == 2 and len(segments) == 2))


def _last_word(name: str) -> str:
    found = _PARTS.findall(name)
    return found[-1].lower() if found else ""


def words_in(name: str) -> set[str]:
    """The words of a name, in small letters: ``send``, ``sms`` of ``sendSMS``."""
    return {part.lower() for part in _PARTS.findall(name)}
