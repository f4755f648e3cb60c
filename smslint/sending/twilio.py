"""A guard around Twilio's own client: ``Client(sid, token, http_client=guarded_client())``.

Every call goes through the HTTP client, so no call is missed and nothing is patched. Checked are SMS with a body; a message
of a content template (``content_sid``) has no body here, and WhatsApp, RCS and Messenger are not SMS: those pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twilio.http import AsyncHttpClient, HttpClient
from twilio.http.http_client import TwilioHttpClient

from smslint.sending.guard import refuse_unless_ok

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from smslint.sending.guard import Check

_CREATE = "/messages.json"
_WITHOUT_BODY = ("ContentSid", "MediaUrl")


class GuardedHttpClient(HttpClient):  # type: ignore[misc, unused-ignore]
    """Asks before each message leaves; everything else is handed on as it is."""

    def __init__(self, inner: HttpClient, ask: Callable[[str | None, str | None], None]) -> None:
        super().__init__(inner.logger, inner.is_async, inner.timeout)
        self._inner = inner
        self._ask = ask

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        """As Twilio's; raises :class:`~smslint.errors.SendRefused` before the network."""
        _examine(method, url, _form(args, kwargs), self._ask)
        return self._inner.request(method, url, *args, **kwargs)


class GuardedAsyncHttpClient(AsyncHttpClient):  # type: ignore[misc, unused-ignore]
    """The asynchronous twin, for ``messages.create_async``."""

    def __init__(self, inner: AsyncHttpClient, ask: Callable[[str | None, str | None], None]) -> None:
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
    config: Any = None,
    check: Check | None = None,
) -> GuardedHttpClient | GuardedAsyncHttpClient:
    """An HTTP client for Twilio's ``Client`` that checks each message first.

    :param inner: what does the sending; ``None`` is Twilio's own. An asynchronous one gives an asynchronous guard.
    :param check: what decides; ``None`` is ``smslint.check``.
    """

    def ask(body: str | None, to: str | None) -> None:
        refuse_unless_ok(body, to, kind=kind, sender=sender, config=config, check=check)

    if isinstance(inner, AsyncHttpClient):
        return GuardedAsyncHttpClient(inner, ask)
    return GuardedHttpClient(inner or TwilioHttpClient(), ask)


def _form(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Mapping[str, Any]:
    """The form fields: Twilio's client passes them by name, third parties might not."""
    data = kwargs.get("data", args[1] if len(args) > 1 else None)
    return data if isinstance(data, dict) else {}


def _examine(method: str, url: str, form: Mapping[str, Any], ask: Callable[[str | None, str | None], None]) -> None:
    creates = method.upper() == "POST" and url.partition("?")[0].lower().endswith(_CREATE)
    to = str(form.get("To") or "")
    # "whatsapp:+1415...", "rcs:...", "messenger:...": other channels, other rules.
    if not creates or ":" in to:
        return
    body = form.get("Body")
    if body is None and any(name in form for name in _WITHOUT_BODY):
        return
    ask(body, to or None)
