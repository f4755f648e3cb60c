"""What a call of Twilio's client can send: the product and the path of its address, and its fields.

A product or a host that is not known is asked about as if it could send: what may send an SMS that the call does not show is refused.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from smslint.errors import SendRefused
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

QUIET: Final = frozenset({
    "accounts", "bulkexports", "content", "events", "frontline-api", "iam", "insights", "intelligence", "knowledge", "lookups", "marketplace",
    "memory", "messaging", "monitor", "numbers", "oauth", "preview-iam", "pricing", "routes", "serverless", "sync", "taskrouter", "trunking",
    "trusthub", "video", "voice",
})  # fmt: skip
"""Products that send no message of their user, whatever the call: settings, records, voice and video."""
SENDING: Final = {
    name: re.compile(pattern)
    for name, pattern in {
        "verify": "/verifications$",
        "studio": "/(executions|engagements)$",
        "webhooks": "/flows/",
        "flex-api": "/(interactions|channels|participants|webchats)$",
        "chat": "/(messages|members|invites)$",
        "ip-messaging": "/(messages|members|invites)$",
        "preview": "/commands$",
        "wireless": "/commands$",
        "supersim": "/smscommands$",
    }.items()
}
"""Products of which only some calls can send a text that the call does not show: the paths of those."""
UNSEEN: Final = {
    "conversations": re.compile("/(messages|communications|actions)$"),
    "notify": re.compile("/notifications$"),
    "proxy": re.compile("/(messageinteractions|interactions)$"),
}
"""Products that send a text of the call to people whom the call does not name: the paths of the calls that do; others do with a text."""
_ELSEWHERE: Final = re.compile(
    "|".join(pattern.pattern for name, pattern in SENDING.items() if name not in ("chat", "ip-messaging", "flex-api"))
    + "|/interactions$|/(?:conversations|channels)/[^/]+/(?:messages|communications|actions)$"
    + "|/notifications$|/messageinteractions$"
)
"""Paths of all these products, for a host that is not Twilio's, such as a proxy of the company."""
CREATE: Final = re.compile(r"/messages(\.\w+)?$")
"""The path, in small letters, of a call that sends a message whose text and recipient it shows."""
_WITHOUT_SMS: Final = frozenset(["call", "email", "sna"])
"""The channels of Verify that never use SMS. WhatsApp and RCS can fall back to it."""
_TEXTS: Final = frozenset({"body", "content", "contentsid", "mediasid", "sms", "title"})
_DOMAIN: Final = ".twilio.com"


class Call(NamedTuple):
    """A call that is not one that only reads."""

    product: str | None
    """The first part of Twilio's host names; ``None`` for another host."""
    path: str
    """In small letters, without what a server ignores: escapes, ``//``, ``/./``, a parameter after ``;``."""
    fields: Mapping[str, Any]
    """Everything that the call states, by its name as written: the form, the parameters and the query of the address."""

    def field(self, name: str) -> str:
        """A field of any case, as text in small letters; empty if there is none."""
        return next((str(value).lower() for key, value in self.fields.items() if key.lower() == name), "")


def read_call(method: str, url: str, params: object, data: object) -> Call | None:
    """The call of a request; ``None`` for one that only reads or deletes.

    :raises SendRefused: for an address or a body that cannot be read.
    """
    if str(method).strip().upper() in ("GET", "HEAD", "OPTIONS", "DELETE"):
        return None
    try:
        parts = urlsplit(str(url).strip())
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        raise SendRefused(f"smslint cannot read the address of the call: {str(url)[:80]!r}") from None
    product = _product(host.removesuffix(_DOMAIN).split(".")) if host.endswith(_DOMAIN) else None
    path = posixpath.normpath("/" + "/".join(each.split(";")[0] for each in unquote(parts.path).split("/"))).lower()
    fields = {**dict(parse_qsl(parts.query)), **_fields(params), **_fields(data)}
    return Call(product, re.sub("^/+", "/", path), fields)


def _product(labels: list[str]) -> str:
    """The product of a host, which may have an edge and a region behind it: with another product there, it is one of its own."""
    known = {*QUIET, *SENDING, *UNSEEN, "api"}
    return labels[0] if len(labels) <= 3 and not known & set(labels[1:]) else ".".join(labels)


def _fields(given: object) -> dict[str, Any]:
    """The fields of a form, whatever it is written as.

    :raises SendRefused: for what is no form.
    """
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return {str(key): value for key, value in given.items()}
    if isinstance(given, bytes | bytearray):
        given = bytes(given).decode("utf-8", "replace")
    if isinstance(given, str):
        return dict(parse_qsl(given, keep_blank_values=True))
    if isinstance(given, list | tuple) and all(isinstance(each, tuple) and len(each) == 2 for each in given):
        pairs: Iterable[tuple[object, object]] = given
        return {str(key): value for key, value in pairs}
    raise SendRefused(f"smslint cannot read the form of the call, a {type(given).__name__}: give its fields by name")


def refuse_unseen(call: Call) -> None:
    """Let a call that is not one of Twilio's messages pass only if it is known not to send an SMS.

    :raises SendRefused: if it can send one.
    """
    if call.product is None or call.product == "api":
        _refuse_twiml(call)
        if call.product is None and _ELSEWHERE.search(call.path) and not _is_without_sms(call):
            raise _unseen("what this call sends", "the call does not show the text or the recipients")
        return
    what = f"what {call.product.capitalize()} of Twilio sends"
    if call.product in QUIET:
        return
    if call.product in UNSEEN:
        if UNSEEN[call.product].search(call.path) or any(_is_text(name.lower()) for name in call.fields):
            raise _unseen(what, "the call does not name the recipients")
        return
    if call.product not in SENDING:
        raise _unseen(what, "it does not know this product")
    if SENDING[call.product].search(call.path) and not (call.product == "verify" and _is_without_sms(call)):
        raise _unseen(what, "the call does not show the text")


def _is_text(name: str) -> bool:
    return name in _TEXTS or name.endswith("body")  # such as the first message of a session


def _is_without_sms(call: Call) -> bool:
    return call.path.endswith("/verifications") and call.field("channel") in _WITHOUT_SMS


def _refuse_twiml(call: Call) -> None:
    """Refuse the instructions of a voice call, or an address that repeats them, with an SMS in them."""
    if any("<sms" in unquote(call.field(name)) for name in ("twiml", "url", "fallbackurl")):
        raise _unseen("an <Sms> in the TwiML of a call", "the call is not a message")


def _unseen(what: str, why: str) -> SendRefused:
    return SendRefused(
        f"smslint cannot check {what}, because {why}: use messages.create, or a client without the guard"
    )
