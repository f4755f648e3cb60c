"""A guard around Twilio's own client: ``Client(sid, token, http_client=guarded_client())``.

Every call goes through the HTTP client, so no call is missed and nothing is patched. Checked are SMS with a body; a message
of a content template (``content_sid``) has no body here, and WhatsApp, RCS and Messenger are not SMS: those pass.

The sender that counts is the one that the call shows: its ``from_``, or what ``services`` says of its messaging service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twilio.http import AsyncHttpClient, HttpClient
from twilio.http.http_client import TwilioHttpClient

from smslint.errors import ConfigError
from smslint.numbers.e164 import check_number
from smslint.rules.context import Sender, make_kind, make_sender
from smslint.sending.guard import refuse_unless_ok, stated_sender

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from smslint.sending.guard import Check

    Ask = Callable[[str | None, str, Mapping[str, Any]], None]
    """Asks about a body, a recipient, and the form that they came in."""

_CREATE = "/messages.json"
_WITHOUT_BODY = ("ContentSid", "MediaUrl")


class GuardedHttpClient(HttpClient):  # type: ignore[misc, unused-ignore]
    """Asks before each message leaves; everything else is handed on as it is."""

    def __init__(self, inner: HttpClient, ask: Ask) -> None:
        super().__init__(inner.logger, inner.is_async, inner.timeout)
        self._inner = inner
        self._ask = ask

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        """As Twilio's; raises :class:`~smslint.errors.SendRefused` before the network."""
        _examine(method, url, _form(args, kwargs), self._ask)
        return self._inner.request(method, url, *args, **kwargs)


class GuardedAsyncHttpClient(AsyncHttpClient):  # type: ignore[misc, unused-ignore]
    """The asynchronous twin, for ``messages.create_async``."""

    def __init__(self, inner: AsyncHttpClient, ask: Ask) -> None:
        super().__init__(inner.logger, inner.is_async, inner.timeout)
        self._inner = inner
        self._ask = ask

    async def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        """As Twilio's; raises :class:`~smslint.errors.SendRefused` before the network."""
        _examine(method, url, _form(args, kwargs), self._ask)
        return await self._inner.request(method, url, *args, **kwargs)


def guarded_client(
    inner: HttpClient | None = None,
    *,
    kind: str | None = None,
    sender: Any = None,
    services: Mapping[str, Any] | None = None,
    config: Any = None,
    check: Check | None = None,
) -> GuardedHttpClient | GuardedAsyncHttpClient:
    """An HTTP client for Twilio's ``Client`` that checks each message first.

    :param inner: what does the sending; ``None`` is Twilio's own. An asynchronous one gives an asynchronous guard.
    :param sender: what is known of the sender: of a ``from_`` it fills in what the number does not show (``registered``),
        and it stands in where a call shows none.
    :param services: a sender for each messaging service: ``{"MG...": {"type": "toll_free", "registered": True}}``.
    :param check: what decides; ``None`` is ``smslint.check``.
    :raises ConfigError: for a kind, a sender or a configuration that cannot be used.
    """
    make_kind(kind, "guarded_client")
    stated = stated_sender(None if check else config, sender)
    known = {name: make_sender(each, f"services.{name}") for name, each in (services or {}).items()}
    for name in known:
        if not name.startswith("MG"):
            raise ConfigError(f"services: {name!r} is not the SID of a messaging service, which begins with MG")

    def ask(body: str | None, to: str, form: Mapping[str, Any]) -> None:
        seen = _sender(form, known, stated)
        refuse_unless_ok(body, to, kind=kind, sender=seen, config=config, check=check)

    if isinstance(inner, AsyncHttpClient):
        return GuardedAsyncHttpClient(inner, ask)
    return GuardedHttpClient(inner or TwilioHttpClient(), ask)


def _sender(form: Mapping[str, Any], services: Mapping[str, Sender], stated: Sender | None) -> Sender | None:
    """The sender that a call shows. Of one that was stated only what does not contradict it is taken over."""
    shown = str(form.get("From") or "")
    service = str(form.get("MessagingServiceSid") or "")
    if not shown:
        return services.get(service, stated)
    number = check_number(shown)
    if number.valid:
        kind = "toll_free" if number.type == "toll_free" else "long_code"
    else:
        kind = "short_code" if shown.isascii() and shown.isdigit() and len(shown) <= 8 else "alphanumeric"
    about = services.get(service) or stated or Sender()
    same = about.type in (None, kind) and about.id in (None, shown)
    return Sender(
        type=kind,
        region=number.region or (about.region if same else None),
        id=shown,
        registered=about.registered if same else None,
        first_message=about.first_message,
    )


def _form(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Mapping[str, Any]:
    """The form fields: Twilio's client passes them by name, third parties might not."""
    data = kwargs.get("data", args[1] if len(args) > 1 else None)
    return data if isinstance(data, dict) else {}


def _examine(method: str, url: str, form: Mapping[str, Any], ask: Ask) -> None:
    creates = method.upper() == "POST" and url.partition("?")[0].lower().endswith(_CREATE)
    to = str(form.get("To") or "")
    # "whatsapp:+1415...", "rcs:...", "messenger:...": other channels, other rules.
    if not creates or ":" in to:
        return
    body = form.get("Body")
    if body is None and any(name in form for name in _WITHOUT_BODY):
        return
    ask(body, to, form)
