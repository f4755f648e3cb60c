"""A guard around Twilio's own client: ``Client(sid, token, http_client=guarded_client())``.

Every call goes through the HTTP client, so no call is missed and nothing is patched. SMS with a body are checked, and pictures without
a text as far as no text is needed. WhatsApp, RCS and Messenger are not SMS: they are not checked. What the call does not show is refused unless it is stated: the
text of a content template (``content_sid``, see ``contents``), the sender that a messaging service chooses (see ``services``), and what
Verify, Studio, Flex, Conversations, Notify and Proxy send. A call to a product of Twilio that this module does not know is refused too.

The sender is taken from the call: its ``from_``, or the entry of ``services`` for its messaging service. So is the time of a message
that is scheduled (``send_at``): the hours are checked at that time.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from twilio.http import AsyncHttpClient, HttpClient
from twilio.http.http_client import TwilioHttpClient

from smslint.clock import moment
from smslint.errors import ConfigError, SendRefused
from smslint.numbers.e164 import check_number
from smslint.rules.context import make_kind
from smslint.rules.sender import Sender, make_sender
from smslint.sending.refusing import refuse_unless_ok, stated_sender
from smslint.sending.twilio_calls import CREATE, read_call, refuse_unseen
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from smslint.sending.refusing import Check

    Ask = Callable[[str, Mapping[str, Any]], None]
    """Checks the message in the form fields of a call to a recipient."""

_SMS = re.compile(r"^(sms|smsto|tel):", re.IGNORECASE)
_OTHER_CHANNELS = ("whatsapp:", "rcs:", "messenger:")
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class GuardedHttpClient(HttpClient):  # type: ignore[misc, unused-ignore]
    """Checks each message before it is sent; all other requests are passed on unchanged."""

    def __init__(self, inner: HttpClient, ask: Ask) -> None:
        super().__init__(inner.logger, inner.is_async, inner.timeout)
        self._inner = inner
        self._ask = ask

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        """Like Twilio's; raises :class:`~smslint.errors.SendRefused` before the network."""
        _examine(method, url, args, kwargs, self._ask)
        return self._inner.request(method, url, *args, **kwargs)


class GuardedAsyncHttpClient(AsyncHttpClient):  # type: ignore[misc, unused-ignore]
    """The asynchronous version, for ``messages.create_async``."""

    def __init__(self, inner: AsyncHttpClient, ask: Ask) -> None:
        super().__init__(inner.logger, inner.is_async, inner.timeout)
        self._inner = inner
        self._ask = ask

    async def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        """Like Twilio's; raises :class:`~smslint.errors.SendRefused` before the network."""
        _examine(method, url, args, kwargs, self._ask)
        return await self._inner.request(method, url, *args, **kwargs)


def guarded_client(
    inner: HttpClient | None = None,
    *,
    kind: str | None = None,
    sender: Any = None,
    services: Mapping[str, Any] | None = None,
    contents: Mapping[str, str] | None = None,
    config: Any = None,
    check: Check | None = None,
) -> GuardedHttpClient | GuardedAsyncHttpClient:
    """An HTTP client for Twilio's ``Client`` that checks each message first.

    :param inner: the HTTP client that sends; ``None`` is Twilio's own. An asynchronous one gives an asynchronous guard.
    :param sender: what is known about the sender: for a ``from_`` it adds what the number does not show (``registered``), and
        it is used if a call has no sender.
    :param services: a sender for each messaging service: ``{"MG...": {"type": "toll_free", "registered": True}}``. A message of
        another service is refused, because the call does not show its sender.
    :param contents: the text of each content template: ``{"HX...": "Hi {{1}}"}``. A message of another template is refused.
    :param check: the check to use; ``None`` is ``smslint.check``.
    :raises ConfigError: for an invalid kind, sender or configuration.
    """
    make_kind(kind, "guarded_client")
    stated = stated_sender(None if check else config, sender)
    known = {name: make_sender(each, f"services.{name}") for name, each in (services or {}).items()}
    for name in known:
        if not name.startswith("MG"):
            raise ConfigError(f"services: {name!r} is not the SID of a messaging service, which starts with MG")

    for name, text in (contents or {}).items():
        if not name.startswith("HX") or not isinstance(text, str):
            raise ConfigError(
                f"contents: {name!r} must be the SID of a content template, which starts with HX, with its text"
            )

    def ask(to: str, form: Mapping[str, Any]) -> None:
        body = _text(form, contents or {})
        seen = _sender(form, known, stated)
        picture = not body and bool(form.get("MediaUrl"))
        at = _planned(form)
        refuse_unless_ok(body, to, kind=kind, sender=seen, at=at, config=config, check=check, picture=picture)

    if isinstance(inner, AsyncHttpClient):
        return GuardedAsyncHttpClient(inner, ask)
    return GuardedHttpClient(inner or TwilioHttpClient(), ask)


def _text(form: Mapping[str, Any], contents: Mapping[str, str]) -> str | None:
    """The text of a call: its body, or its content template with the variables of the call.

    :raises SendRefused: for a template whose text is not stated, or that is not the only text.
    """
    template = str(form.get("ContentSid") or "")
    if not template:
        return form.get("Body")
    if form.get("Body"):
        raise SendRefused(
            f"the call has a body and the content template {template}, of which Twilio sends one: give only the one to send"
        )
    if template not in contents:
        raise SendRefused(
            f"smslint cannot check the content template {template}, because its text is not in the call: state it in "
            f'guarded_client(contents={{"{template}": "..."}}), or use a client without the guard'
        )
    try:
        values = json.loads(form.get("ContentVariables") or "{}")
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise SendRefused(f"the variables of the content template {template} are not a JSON object")
    return _VARIABLE.sub(lambda match: str(values.get(match[1], match[0])), contents[template])


def _planned(form: Mapping[str, Any]) -> datetime | None:
    """When Twilio will send the message of a call; ``None`` for now.

    :raises SendRefused: for a time that is none, or that Twilio may not keep because the call does not ask for a schedule.
    """
    stated = str(form.get("SendAt") or "")
    if not stated:
        return None
    if form.get("ScheduleType") != "fixed":
        raise SendRefused(
            f"the call has send_at {shown(stated)} without schedule_type='fixed', so it may be sent at once: give both"
        )
    try:
        return moment(stated, "send_at")
    except ConfigError as error:
        raise SendRefused(f"smslint cannot check the hours of a scheduled message: {error}") from None


def _sender(form: Mapping[str, Any], services: Mapping[str, Sender], stated: Sender | None) -> Sender | None:
    """The sender of a call. From a stated sender, only values that do not contradict the call are used.

    :raises SendRefused: for a messaging service whose sender is not stated.
    """
    seen = str(form.get("From") or "")
    service = str(form.get("MessagingServiceSid") or "")
    if not seen:
        if service and service not in services:
            raise SendRefused(
                f"smslint does not know the sender of the messaging service {service}, because Twilio chooses it: state it in "
                f'guarded_client(services={{"{service}": {{"type": "long_code"}}}}), or use a client without the guard'
            )
        return services[service] if service else stated
    number = check_number(seen)
    if number.valid:
        kind = "toll_free" if number.type == "toll_free" else "long_code"
    else:
        kind = "short_code" if seen.isascii() and seen.isdigit() and len(seen) <= 8 else "alphanumeric"
    about = services.get(service) or stated or Sender()
    same = about.type in (None, kind) and about.id in (None, seen)
    return Sender(
        type=kind,
        region=number.region or (about.region if same else None),
        id=seen,
        registered=about.registered if same else None,
        first_message=about.first_message,
    )


def _examine(method: str, url: str, args: tuple[Any, ...], kwargs: Mapping[str, Any], ask: Ask) -> None:
    """Twilio's client passes the parameters and the form by name, other code may not."""
    params, data = (
        kwargs.get(name, args[at] if len(args) > at else None) for at, name in enumerate(("params", "data"))
    )
    call = read_call(method, url, params, data)
    if call is None:
        return
    refuse_unseen(call)
    if call.product not in (None, "api") or not CREATE.search(call.path):
        return
    to = _SMS.sub("", str(call.fields.get("To") or ""))
    if not to.lower().startswith(_OTHER_CHANNELS):
        ask(to, call.fields)
