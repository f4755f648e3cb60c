"""A thin layer over httpx (the ``[send]`` extra): one request in, an answer or a simple failure out.

The key is added here, at the last moment, to a request whose origin is already verified. No exception of httpx leaves this
module, because it would contain the request, with the key and the number.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from smslint.deadline import TooLateError, within
from smslint.errors import ConfigError
from smslint.sending.mask import scrub
from smslint.sending.outcome import InDoubt, NotConnected
from smslint.sending.wire import KEY_HEADER, MAX_ANSWER_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextvars import Token
    from types import ModuleType
    from typing import Self

    import httpx

    from smslint.sending.key import ApiKey
    from smslint.sending.wire import Endpoint, Request

_Client = TypeVar("_Client")

# A server may close an idle connection just when it is used again, and then it is unknown whether the request was read. Closing
# idle connections early makes that rare.
_KEEP_ALIVE_SECONDS: Final = 2.0

# Failures that certainly happened before the request was sent. All others are in doubt.
_NEVER_LEFT: Final = {
    "ConnectError": "the connection was not made",
    "ConnectTimeout": "connecting took too long",
    "PoolTimeout": "no free connection",
    "ProxyError": "the proxy made no connection",
    "UnsupportedProtocol": "the address has no known protocol",
}
_AFTERWARDS: Final = {
    "ReadTimeout": "no answer in time",
    "WriteTimeout": "the request could not be written in time",
    "ReadError": "the connection broke before the answer",
    "WriteError": "the connection broke while the request was written",
    "RemoteProtocolError": "the connection closed before a whole answer",
}


# httpx logs the address of every request, and the provider chooses the address of a status request.
_ASKING: ContextVar[ApiKey | None] = ContextVar("asking", default=None)


class _MaskedAddress(logging.Filter):
    """Masks numbers and the key in the addresses that httpx logs, only during requests of this module."""

    def filter(self, record: logging.LogRecord) -> bool:
        key = _ASKING.get()
        if key is not None and isinstance(record.args, tuple):
            record.args = tuple(_shown(arg, key) if type(arg).__name__ == "URL" else arg for arg in record.args)
        return True


def _shown(address: object, key: ApiKey) -> str:
    return scrub(str(address).replace(key.reveal(), "[hidden]"), limit=500)


_MASKED_ADDRESS: Final = _MaskedAddress()


class Timeouts(NamedTuple):
    """Timeouts in seconds: for a free connection, for connecting, and for the answer."""

    connect: float = 10.0
    answer: float = 30.0

    @property
    def total(self) -> float:
        """The limit of a whole exchange, however slowly its pieces arrive."""
        return 2 * self.connect + self.answer


class Answer(NamedTuple):
    """An HTTP answer. ``body`` is empty if it is incomplete: then only the status counts."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def load_httpx() -> ModuleType:
    """httpx, or a :class:`ConfigError` that says how to get it."""
    try:
        import httpx
    except ModuleNotFoundError:
        missing = ConfigError("sending needs httpx: run pip install 'smslint[send]'")
    else:
        return httpx
    raise missing


def _failure(error: Exception) -> NotConnected | InDoubt:
    name = type(error).__name__
    if name == "ConnectError" and _is_untrusted(error):
        return NotConnected(
            "the certificate of the server cannot be verified: SSL_CERT_FILE and SSL_CERT_DIR name who is trusted"
        )
    if name in _NEVER_LEFT:
        return NotConnected(_NEVER_LEFT[name])
    return InDoubt(_AFTERWARDS.get(name, f"the exchange failed ({name})"))


def _is_untrusted(error: BaseException) -> bool:
    """Whether a failure came from a certificate: httpx says it only in what it was raised from."""
    cause: BaseException | None = error
    while cause is not None:
        if type(cause).__name__ == "SSLCertVerificationError":
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def _headers(request: Request, key: ApiKey) -> dict[str, str]:
    headers = {KEY_HEADER: key.reveal(), "Accept": "application/json", "User-Agent": "smslint"}
    return headers if request.content is None else {**headers, "Content-Type": "application/json"}


def _settings(endpoint: Endpoint, timeouts: Timeouts, hook: Callable[[httpx.Response], object]) -> dict[str, object]:
    """The settings of both clients. No proxy from the environment is used for plain http, because it would see the key."""
    httpx = load_httpx()
    logging.getLogger("httpx").addFilter(_MASKED_ADDRESS)
    return {
        "timeout": httpx.Timeout(timeouts.answer, connect=timeouts.connect, pool=timeouts.connect),
        "limits": httpx.Limits(keepalive_expiry=_KEEP_ALIVE_SECONDS),
        "follow_redirects": False,
        "event_hooks": {"response": [hook]},
        "trust_env": not endpoint.plain,
    }


def _without_redirect(response: httpx.Response) -> None:
    """Remove the address of a redirect: no redirect is followed, and httpx would fail for an address that it cannot read."""
    response.headers.pop("location", None)


async def _without_redirect_async(response: httpx.Response) -> None:
    _without_redirect(response)


def _client(make: Callable[..., _Client], settings: Mapping[str, object]) -> _Client:
    """A client of httpx.

    :raises ConfigError: if the proxy or the certificates that the environment names cannot be used.
    """
    try:
        return make(**settings)
    except (ImportError, OSError) as error:
        reason = scrub(str(error).split(". ")[0])
    except (ValueError, load_httpx().InvalidURL):
        reason = "the address of a proxy cannot be used"  # what httpx says may quote its user name and password
    raise ConfigError(
        f"the connection cannot be prepared ({reason}): check HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE, "
        "SSL_CERT_DIR and SSLKEYLOGFILE"
    )


class _Exchange:
    """One exchange: the answer so far, limited in size, or the failure.

    As a context manager it masks the key in logs and catches every failure of httpx.
    """

    def __init__(self, key: ApiKey, failures: tuple[type[Exception], ...]) -> None:
        self._key = key
        self._failures = failures
        self._answer: Answer | None = None
        self._failure: NotConnected | InDoubt = InDoubt("no answer in time")
        self._asking: Token[ApiKey | None] | None = None
        self._chunks: list[bytes] = []
        self._size = 0
        self.late = False
        """Nobody waits for the rest of the answer."""

    def __enter__(self) -> Self:
        self._asking = _ASKING.set(self._key)
        return self

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> bool:
        if self._asking is not None:
            _ASKING.reset(self._asking)
        if isinstance(error, self._failures):
            self._failure = _failure(error)
            return True
        return False

    def begin(self, response: httpx.Response) -> None:
        """Record the status and the headers: from now on there is an answer."""
        self._answer = Answer(response.status_code, response.headers, b"")

    def add(self, chunk: bytes) -> bool:
        """Add a piece of the body; returns whether to continue reading."""
        self._chunks.append(chunk)
        self._size += len(chunk)
        return self._size <= MAX_ANSWER_BYTES and not self.late

    def end(self) -> None:
        """Mark the body as complete."""
        if self._answer is not None:
            self._answer = self._answer._replace(body=b"".join(self._chunks))

    @property
    def outcome(self) -> Answer | NotConnected | InDoubt:
        """The answer if there is one, even without its body; else the failure."""
        return self._answer or self._failure


class _Transport:
    """Shared by both transports: the endpoint, the key and the timeouts."""

    _hook: Callable[[httpx.Response], object] = staticmethod(_without_redirect)

    def __init__(self, endpoint: Endpoint, key: ApiKey, timeouts: Timeouts) -> None:
        self._httpx = load_httpx()
        self._key = key
        self._timeouts = timeouts
        self._settings = _settings(endpoint, timeouts, self._hook)

    def _begin(self) -> _Exchange:
        return _Exchange(self._key, (self._httpx.HTTPError, self._httpx.InvalidURL))

    def _asked(self, request: Request) -> dict[str, Any]:
        return {
            "method": request.method, "url": request.url, "content": request.content, "headers": _headers(request, self._key),
        }  # fmt: skip


class HttpxTransport(_Transport):
    """One pool of connections to one origin."""

    def __init__(self, endpoint: Endpoint, key: ApiKey, timeouts: Timeouts) -> None:
        super().__init__(endpoint, key, timeouts)
        self._client: httpx.Client = _client(self._httpx.Client, self._settings)

    def exchange(self, request: Request) -> Answer | NotConnected | InDoubt:
        """Send one request and read its answer. A thread that is late ends with its connection."""
        exchange = self._begin()
        try:
            within(self._timeouts.total, lambda: self._read(request, exchange))
        except TooLateError:
            exchange.late = True
        return exchange.outcome

    def _read(self, request: Request, exchange: _Exchange) -> None:
        with exchange, self._client.stream(**self._asked(request)) as response:
            exchange.begin(response)
            if all(exchange.add(chunk) for chunk in response.iter_bytes()):
                exchange.end()

    def close(self) -> None:
        """Close the pool."""
        self._client.close()


class AsyncHttpxTransport(_Transport):
    """The asynchronous version of :class:`HttpxTransport`."""

    _hook = staticmethod(_without_redirect_async)

    def __init__(self, endpoint: Endpoint, key: ApiKey, timeouts: Timeouts) -> None:
        super().__init__(endpoint, key, timeouts)
        self._client: httpx.AsyncClient = _client(self._httpx.AsyncClient, self._settings)

    async def exchange(self, request: Request) -> Answer | NotConnected | InDoubt:
        """Send one request and read its answer."""
        exchange = self._begin()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._timeouts.total):
                await self._read(request, exchange)
        return exchange.outcome

    async def _read(self, request: Request, exchange: _Exchange) -> None:
        with exchange:
            async with self._client.stream(**self._asked(request)) as response:
                exchange.begin(response)
                async for chunk in response.aiter_bytes():
                    if not exchange.add(chunk):
                        break
                else:
                    exchange.end()

    async def close(self) -> None:
        """Close the pool."""
        await self._client.aclose()
