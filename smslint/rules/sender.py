"""Who sends a message: the type of the sender, its country, and what the recipient sees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from smslint.records import NamedTuple
from smslint.rules.stated_regions import region_of
from smslint.settings import Key, Node, Origin
from smslint.wording import near, nearest, shown, word_of

SENDER_TYPES: Final = ("long_code", "toll_free", "short_code", "alphanumeric")
SENDER_KEYS: Final = ("type", "region", "id", "registered", "a2p_registered", "first_message")
_SENDER_WORDS: Final = {
    "10dlc": "long_code", "longcode": "long_code", "number": "long_code", "phone": "long_code", "local": "long_code",
    "long": "long_code", "shortcode": "short_code", "short": "short_code", "tollfree": "toll_free", "tfn": "toll_free",
    "alpha": "alphanumeric", "sender id": "alphanumeric", "name": "alphanumeric",
}  # fmt: skip


class Sender(NamedTuple):
    """The sender of the message."""

    type: str | None = None
    region: str | None = None
    id: str | None = None
    """What the recipient sees: a number, or up to eleven letters."""
    registered: bool | None = None
    """Whether the sender is registered if that is needed (A2P 10DLC, toll-free verification, a sender ID registry)."""
    first_message: bool | None = None


def make_sender(setting: object, where: str = "sender") -> Sender:
    """A sender from a configuration: a mapping, or one of the types as a word.

    :raises ConfigError: names the invalid key.
    """
    if setting is None:
        return Sender()
    if isinstance(setting, Sender):
        return setting
    return sender_of(Node(Origin(where), {"sender": setting}), ())


def sender_of(above: Node, way: tuple[Key, ...] = ("sender",)) -> Sender:
    """The sender of a mapping with the key ``sender``.

    :param way: where errors say that it is.
    :raises ConfigError: names the invalid key.
    """
    setting = above.values["sender"]
    if isinstance(setting, Sender):
        return setting
    if isinstance(setting, str):
        setting = {"type": setting}
    if not isinstance(setting, Mapping):
        above.fail(f"expected a mapping such as {{type: long_code, region: US}}, found {shown(setting)}", *way)
    node = Node(above.origin, setting, (*above.keys, *way)).only(SENDER_KEYS)
    word = node.values.get("type")
    if word is not None and not (isinstance(word, str) and word in SENDER_TYPES):
        hint = _SENDER_WORDS.get(word_of(word).lower().replace("-", " ").replace("_", " "))
        hint_text = f" (did you mean {hint!r}?)" if hint else nearest(word_of(word), SENDER_TYPES)
        if (
            not hint
            and isinstance(word, str | int)
            and len(word_of(word)) <= 16
            and not near(word_of(word), SENDER_TYPES)
        ):
            kind = "long_code" if str(word).lstrip("+").isdigit() else "alphanumeric"
            hint_text += f"; for a sender ID write {{type: {kind}, id: {word!s}}}"
        node.fail(
            f"unknown type {shown(word)}{hint_text}",
            *(("type",) if isinstance(above.values.get("sender"), Mapping) else ()),
        )
    region = node.optional("region")
    registered = "registered" if node.has("registered") else "a2p_registered"
    return Sender(
        type=word,
        region=None if not region else region_of(node, region, "region"),
        id=_identity(node),
        registered=node.optional_flag(registered),
        first_message=node.optional_flag("first_message"),
    )


def _identity(node: Node) -> str | None:
    """What the recipient sees. A number without quotes is accepted if YAML reads it as written."""
    value = node.values.get("id")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**20:
        written = node.origin.written((*node.keys, "id"))
        if written is None or written == str(value):
            return str(value)
    return None if value is None else node.text("id")
