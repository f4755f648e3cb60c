"""Which argument of a call is a text that is sent: the calls of the providers' own libraries, and those that look like them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.channels import is_channel, sets_text
from smslint.sources.sending_calls import Given, body_of_call, definitions, is_body, may_send
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from smslint.sources.calls import Names
    from smslint.sources.code.shapes import Called
    from smslint.sources.code.values import Value
    from smslint.sources.options import Options

_KEYED: Final = ("body", "text", "message", "content", "messagebody", "smsmessage", "message_body", "msg", "smstext")
"""The names of the text, in the order in which they are looked for."""
PLACED: Final[dict[Names, int]] = {
    ("Message", "creator"): 2,  # Twilio and Plivo for Java and Kotlin
    ("client", "sendMessage"): 1,  # MessageBird
    ("messageBirdClient", "sendMessage"): 1,
    ("messageBirdClient", "SendMessage"): 1,
    ("sms", "Create"): 3,  # MessageBird for Go: client, originator, recipients, body
    ("client", "message_create"): 2,  # MessageBird for Ruby
    ("messages", "create"): 2,  # Plivo for Ruby: from, to, text
    ("Message", "Send"): 2,  # Kavenegar for Go: sender, recipients, text
    ("SendSmsBag", "withMessage"): 1,  # SMSAPI for PHP
    ("SendSmssBag", "withMessage"): 1,
}
"""Calls of providers' libraries whose text has a place and no name."""
NAMED: Final[frozenset[Names]] = frozenset({
    ("MessageResource", "Create"),  # Twilio for C#
    ("Api", "CreateMessage"), ("client", "CreateMessage"),  # Twilio for Go
    ("ExTwilio", "Message", "create"), ("messages", "create"), ("Messages", "Create"), ("Message", "Create"), ("Message", "create"),
    ("sns", "publish"), ("SNS", "publish"), ("snsClient", "Publish"), ("snsClient", "publish"), ("sns", "Publish"),
    ("svc", "Publish"), ("SNS", "Publish"), ("Sns", "Publish"),
    ("SMSMessage", "builder"), ("pinpoint", "sendTextMessage"), ("client", "sendTextMessage"), ("client", "SendTextMessage"), ("client", "send_text_message"),
    ("pinpoint", "send_messages"), ("client", "submitMessage"), ("getSmsClient", "submitMessage"), ("smsClient", "submitMessage"), ("sms", "sendText"),
    ("SmsClient", "SendAnSms"), ("Sms", "Send"), ("Telnyx", "Message", "create"), ("messages", "send"),
    ("batches", "send"), ("Batches", "Send"), ("Octopods", "send"), ("octopods", "send"), ("Octopods", "Send"), ("octopods", "Send"), ("batches", "Send"),
})  # fmt: skip
"""Calls of providers' libraries whose text has a name; those of C# also end in ``Async``."""
_OF_ANDROID: Final = frozenset({"sendTextMessage", "sendMultipartTextMessage"})
"""Methods of Android's ``SmsManager``: the number, the centre, then the text, or its parts."""
_MESSAGES: Final = {"TextMessage": 2, "Message": 1}
"""Classes of messages, of Vonage and MessageBird, which are constructed with the text in this place."""
_ANSWER: Final = "MessagingResponse"
"""The class of Twilio's libraries that answers a text message."""
_ANSWERS: Final = {"MessagingMessage": "Body", "MessagingBody": "Message"}
"""What Twilio's library for Go answers with, and the field that has the text."""
_SMS_CLASS: Final = re.compile(r"\w*(?:Sms|SMS|TextMessage)(?:Message|Notification|Request|Payload|Params|Input)?")
"""Classes of messages, which are made with their text under its name: ``SMSMessage{To: to, Body: text}``."""
_ADDS: Final = word_set("add append line part")
_PARTS: Final = _ADDS | word_set("body content message sms text")
"""How methods are called that add a part to what is sent later, and that send in other classes."""
_CALLS: Final = frozenset({"send", "public_send", "__send__"})
"""Methods of Ruby that call the one whose name they are given as a symbol."""
_LONGEST: Final = 3
_DEEPEST: Final = 4
_ANDROIDS: Final = 5
"""How many arguments they have, at least."""
_OPTION: Final = re.compile(r"[wW]ith_?(?P<name>[A-Z]\w*|(?<=_)\w+)")
"""A function that makes one of the options of a call."""
_RECIPIENTS: Final = word_set("to recipient recipients phone number phonenumber phone_number")
_ADDS_TEXT: Final = re.compile(r"(?:put_|with_|set_|add_)?(?:body|text|message|content|sms_body|text_body)")
_LONGEST_PIPE: Final = 12
_CONTEXT: Final = re.compile(r"(?:ctx|context\.\w+\(\)|r\.Context\(\))\Z")
"""What Go's functions are given first."""
_GETTER: Final = re.compile(r"\bget(?=[A-Z])")
"""The name of a getter is that of its attribute."""

Text = tuple[str, "Value"]


def sent_by(shape: Called, given: list[tuple[str | None, Value]], source: str, options: Options) -> Text | None:
    """The text that a call sends, with its key or its place; ``None`` if the call sends none."""
    callee = shape.callee
    if callee and (answer := _ANSWERS.get(callee[-1])) is not None:
        return next(((key, value) for key, value in given if key == answer), None)
    if shape.new and callee and len(given) == 1 and is_channel(callee[-1]) and " " in (_literal(given[0][1]) or ""):
        return "0", given[0][1]
    if callee[:1] == (_ANSWER,) and callee[-1].lower() == "body" and len(given) == 1:
        return "0", given[0][1]
    if not callee or shape.new or (callee[-1] in _CALLS and given and given[0][1].source.startswith(":")):
        return None
    if sets_text(callee[-1]) and len(given) == 1 and is_channel((*callee[-2:-1], "")[0]):
        return "0", given[0][1]
    if is_built(callee, source):
        return None
    given = [_as_named(key, _whole(_whole_of_pipe(_text_of_bag(value)), source)) for key, value in given]
    flat = flattened(given)
    known = (*callee[:-1], callee[-1].removesuffix("Async"))
    for length in range(1, _LONGEST + 1):
        end = known[-length:]
        if end in NAMED and (found := _by_key(flat) or _constructed(given)) is not None:
            return found
        if end in PLACED and all(key is None for key, _ in given) and PLACED[end] < len(given):
            return str(PLACED[end]), given[PLACED[end]][1]
    if callee[-1] in _OF_ANDROID and len(given) >= _ANDROIDS and all(key is None for key, _ in given):
        return "2", given[2][1]
    flat = [(key, value) for key, value in flat if key is not None or not _CONTEXT.match(value.source)]
    if not may_send(callee, options) or not flat:
        return None
    arguments = [Given(key, _GETTER.sub("", value.source)) for key, value in flat]
    index = body_of_call(callee, arguments, source, options)
    if index is None and callee[-1] in options.names:  # a function of the project: tell(to, note: "...")
        index = _only_text(flat)
    if index is None and len(given) > 1:  # an object that makes the text in a way that is not followed
        plain = [(key, value._replace(fields=())) for key, value in given]
        index = body_of_call(callee, [Given(key, value.source) for key, value in plain], source, options)
        flat = plain if index is not None and given[index][1].made else flat
        index = index if flat is plain else None
    if index is None:
        return None
    key, value = flat[index]
    text = _only_text(flat, keyed=False) if key is None and not value.written else None
    if text is not None:
        index, value = text, flat[text][1]
    place = (
        next(number for number, (_, one) in enumerate(given) if one is value)
        if any(one is value for _, one in given)
        else index
    )
    return key if key is not None else str(place), value


def is_built(callee: Names, source: str) -> bool:
    """Whether a call gives a part to an object of a class of the file: ``SmsBuilder().add("Hello").add("you")``. What that makes is sent later."""
    return (
        len(callee) > 1
        and callee[-1].lower() in (_PARTS if len(callee) >= _LONGEST else _ADDS)
        and f"class {callee[0]}" in source
        and callee[-1] in definitions(source)
    )


def _whole(value: Value, source: str) -> Value:
    """An object without its parts if a class of the file makes one text of several: ``Sms().text("Hello").footer("Bye").build()``."""
    several = sum(each.written for _, each in value.fields) > 1
    own = several and len(value.callee) >= _LONGEST and f"class {value.callee[0]}" in source
    return value._replace(fields=(), made=False) if own else value


def answering(shape: Called, owner: Value | None) -> Called:
    """A call, with the class of its object in place of the variable if that is an answer to a text message."""
    return shape._replace(callee=(_ANSWER, shape.name)) if is_answer(owner) and shape.callee else shape


def is_answer(value: Value | None) -> bool:
    """Whether a value is an answer to a text message, or a message in one."""
    return value is not None and value.made and _ANSWER in value.callee


def fills(callee: Names) -> bool:
    """Whether a call has a request filled by the function that it is given: ``sns.publish(r -> r.message("Hello"))``."""
    return may_send(callee) or any(callee[-length:] in NAMED for length in range(1, _LONGEST + 1))


def _as_named(key: str | None, value: Value) -> tuple[str | None, Value]:
    """What a function makes an option of, with the name of the option: ``WithBody("Hello")`` of Go."""
    option = _OPTION.fullmatch(value.callee[-1]) if value.callee and key is None and not value.written else None
    if option is None or len(value.given) != 1 or value.fields or value.result:
        return key, value
    if not (is_body(option["name"]) or option["name"].lower() in _RECIPIENTS):
        return key, value
    return option["name"], value.given[0][1].at(value.place, value.source)


def _whole_of_pipe(value: Value) -> Value:
    """The text that one of the functions adds to a message that is piped through all of them: ``new_sms() |> to(phone) |> body("Hello")``."""
    each = value
    for _ in range(_LONGEST_PIPE):
        if each.written or each.fields or each.result or len(each.given) != 2 or not each.callee:
            break
        if _ADDS_TEXT.fullmatch(each.callee[-1]) is not None and each.given[1][1].written:
            return each.given[1][1].at(value.place, value.source)
        each = each.given[0][1]
    return value


def _only_text(given: Sequence[tuple[str | None, Value]], *, keyed: bool = True) -> int | None:
    """The argument that is a text of several words, if only one is.

    :param keyed: whether one with a key counts.
    """
    texts = [place for place, (key, one) in enumerate(given) if (keyed or key is None) and " " in (_literal(one) or "")]
    return texts[0] if len(texts) == 1 else None


def _literal(value: Value) -> str | None:
    return value.source if value.written else None


def _text_of_bag(value: Value) -> Value:
    """The text of an object that a function of a library made with it; any other value as it is."""
    place = PLACED.get(value.callee[-2:]) if value.callee and not value.written else None
    known = place is not None and place < len(value.given) and value.given[place][1].written
    if not known or place is None:
        return value
    return value.given[place][1].at(value.place, value.source)._replace(names=value.names)


def text_of_made(value: Value) -> Text | None:
    """The text of a message that a program makes, and perhaps returns to what sends it; ``None`` of any other value."""
    if not value.made or not value.callee or _SMS_CLASS.fullmatch(value.callee[-1]) is None:
        return None
    found = _by_key(flattened(value.fields))
    return found if found is not None and found[1].written else None


def _constructed(given: list[tuple[str | None, Value]]) -> Text | None:
    for _, value in given:
        place = _MESSAGES.get(value.callee[-1]) if value.made and value.callee else None
        if place is not None and place < len(value.fields):
            return str(place), value.fields[place][1]
    return None


def flattened(
    given: Sequence[tuple[str | None, Value]], known: set[int] | None = None
) -> list[tuple[str | None, Value]]:
    """The arguments; of an object or a table among them, its fields.

    :param known: what was looked into, by its ids: objects may have each other as their fields.
    """
    known = set() if known is None else known
    found: list[tuple[str | None, Value]] = []
    for key, value in given:
        if value.made and value.fields and not value.written:
            fields = [_as_named(*each) for each in value.fields]
            inside = any(is_body(name or "") and not each.fields for name, each in fields)
            if inside:
                found += fields
            elif key is not None and is_body(key):
                found.append((key, value))  # an object that makes the text in a way that is not followed
            elif id(value.fields) not in known:
                known.add(id(value.fields))
                found += flattened(value.fields, known)
        elif key is None and not value.written and value.entries and all(each is not None for each, _ in value.entries):
            found += value.entries
        else:
            found.append((key, value))
    return found


def texts_within(
    given: Iterable[tuple[str | None, Value]], depth: int = 0, known: set[tuple[int, ...]] | None = None
) -> Iterator[tuple[str, Value]]:
    """The texts among arguments and in the tables and objects that they are, with their keys or places.

    :param known: what was looked into, by its depth and ids: a variable may be in many places.
    """
    known = set() if known is None else known
    for index, (key, value) in enumerate(given):
        inside = (value.entries or (), value.fields, value.given)
        looked = (depth, *map(id, inside))
        if value.written:
            yield key if key is not None else str(index), value
        elif depth < _DEEPEST and looked not in known:
            known.add(looked)
            yield from texts_within((each for some in inside for each in some), depth + 1, known)


def _by_key(given: list[tuple[str | None, Value]]) -> Text | None:
    keyed = {key.lower(): (key, value) for key, value in given if key is not None}
    return next((keyed[name] for name in _KEYED if name in keyed), None)
