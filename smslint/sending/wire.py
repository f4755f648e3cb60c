"""The Octopods API as pure functions: requests, where the key may be sent, and the meaning of answers. No I/O.

Source: docs.octopods.io, articles "Send SMS Message", "API Error Reference" and "Sending SMS Messages via API", read
2026-11-23. They contradict each other: docs/reliability.md has the reading of each contradiction, and the tests of the contract hold it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from smslint.arguments import must_be
from smslint.errors import ConfigError, TransportError
from smslint.sealed import sealed
from smslint.sending.mask import scrub
from smslint.sending.outcome import InDoubt, Outcome, RateLimited, Reason, Rejected, Unauthorised
from smslint.sending.receipt import DeliveryStatus, Receipt
from smslint.vocabulary import OCTOPODS_API

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from smslint.sending.verdict import Outgoing

SEND_PATH: Final = "/api/v1/sms/messages"
KEY_HEADER: Final = "X-Octopods-Auth"
OPTIONAL: Final = ("open_intercom_conversation", "intercom_teammate_id", "destination_user_name")
_FLAGS: Final = ("true", "false", "1", "0", "yes", "no", "on", "off")
"""What the API takes for ``open_intercom_conversation``."""
MAX_ANSWER_BYTES: Final = 1 << 20

REASONS: Final[Mapping[int, Reason]] = MappingProxyType(
    {
        1: Reason.ARGUMENT_MISSING,
        2: Reason.EMPTY_BODY,
        3: Reason.PHONE_INVALID,
        4: Reason.PROVIDER_ERROR,
        5: Reason.KEY_DEPRECATED,
    }
)
_BY_NAME = {reason.name: reason for reason in Reason}
# Searched in the lower-case text, the first match wins: the text is more reliable than the code.
_BY_TEXT: Final = (
    (("e.164", "phone is invalid", "invalid phone", "phone number is invalid"), Reason.PHONE_INVALID),
    (("deprecated", "rotated"), Reason.KEY_DEPRECATED),
    (("body is empty", "body can't be blank", "body cannot be empty", "empty body"), Reason.EMPTY_BODY),
    (("is missing", "is required", "missing argument"), Reason.ARGUMENT_MISSING),
)


class Request(NamedTuple):
    """One HTTP request without the key, which the transport adds at the last moment."""

    method: str
    url: str
    content: bytes | None

    def __repr__(self) -> str:
        return f"Request({self.method} {self.url})"


@sealed
@dataclass(frozen=True, slots=True)
class Endpoint:
    """The only origin that may receive the key."""

    base: str
    """Scheme, host, port and path prefix, without a slash at the end."""

    @classmethod
    def parse(cls, base: str) -> Endpoint:
        """Check a base address: https, or http on this machine only; :class:`ConfigError` otherwise."""
        problem = _unusable(base)
        if problem is None:
            parts = urlsplit(base)
            if parts.query or parts.fragment:
                problem = "contains a query or a fragment"
            elif parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
                problem = (
                    "is not https (plain http is allowed on this machine only), so the key would be sent unencrypted"
                )
        if problem is not None:
            # What may hold a password is not shown: a user name in any spelling, a query, a fragment.
            named = (
                "" if any(sign in base.lower() for sign in ("@", "%40", "＠", "﹫", "?", "#")) else f" {scrub(base)!r}"
            )
            raise ConfigError(f"the API address{named} {problem}. Use for example {OCTOPODS_API}")
        return cls(base.rstrip("/"))

    @property
    def plain(self) -> bool:
        """Whether what is sent is not encrypted. It stays on this machine."""
        return urlsplit(self.base).scheme != "https"

    def pin(self, url: str) -> str:
        """``url`` if it is on this origin, else :class:`TransportError`. Built from its parts, so that another parser cannot disagree."""
        base = urlsplit(self.base)
        if url.startswith("/") and not url.startswith("//"):
            url = f"{base.scheme}://{base.netloc}{url}"
        problem = _unusable(url)
        if problem is None and _origin(url) != _origin(self.base):
            problem = "is on another host"
        if problem is not None:
            raise TransportError(
                f"the status address {problem}: the key is sent only to {base.hostname}, so the status was not requested"
            )
        parts = urlsplit(url)
        return f"{base.scheme}://{base.netloc}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def build_request(endpoint: Endpoint, message: Outgoing) -> Request:
    """The request that sends one message; ``ConfigError`` for an unknown optional argument."""
    unknown = sorted(set(message.options) - set(OPTIONAL))
    if unknown:
        raise ConfigError(f"the Octopods API has no argument {unknown[0]!r}; known: {', '.join(OPTIONAL)}")
    flag = message.options.get("open_intercom_conversation", True)
    if str(flag).lower() not in _FLAGS:
        raise ConfigError(f"open_intercom_conversation must be one of {', '.join(_FLAGS)}, not {flag!r}")
    payload = {"destination_phone": message.to, "body": message.body, **message.options}
    content = json.dumps(payload).encode("ascii")
    return Request("POST", endpoint.base + SEND_PATH, content)


def build_status_request(endpoint: Endpoint, receipt: Receipt) -> Request:
    """The request for the status of a message; ``TransportError`` if its address cannot be trusted."""
    must_be(isinstance(receipt, Receipt), "receipt", "a smslint.sending.Receipt", receipt)
    if not receipt.status_url:
        raise TransportError("the provider gave no status address for this message: look it up at the provider")
    return Request("GET", endpoint.pin(receipt.status_url), None)


def interpret(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    *,
    now: datetime,
    reasons: Mapping[int, Reason] = REASONS,
    secrets: tuple[str, ...] = (),
) -> Outcome:
    """The outcome in the answer to a send. Only a clear answer counts as refused; anything unclear is in doubt.

    :param headers: with lower-case names.
    :param now: to turn a ``Retry-After`` date into seconds.
    :param secrets: removed from every text, because the provider may quote them.
    """
    answer = _json_object(body, secrets)
    if 200 <= status < 300:
        return _receipt(status, answer)
    if status == 429:
        return RateLimited(retry_after(headers.get("retry-after"), now))
    if status in (401, 403):
        return Unauthorised(scrub(_text(answer, "error")))
    # After a redirect, 408 or 5xx the message may or may not have been accepted.
    if not 400 <= status < 500 or status == 408:
        return InDoubt(f"the provider answered HTTP {status}")
    rejected = _rejected(status, answer, reasons)
    return Unauthorised(rejected.error) if rejected.reason is Reason.KEY_DEPRECATED else rejected


class StatusUnavailable(TransportError):
    """No status this time; another request may succeed."""


def interpret_status(status: int, body: bytes, secrets: tuple[str, ...] = ()) -> DeliveryStatus:
    """The status in the answer to a status request.

    Raises :class:`StatusUnavailable` if another request may succeed (5xx, 408, 429, an incomplete answer), and a plain
    :class:`TransportError` if not (401, 404, a redirect, which is not followed).
    """
    answer = _json_object(body, secrets)
    word = next((value for name in ("status", "message_status") if (value := _text(answer, name))), "")
    if status >= 500 or status in (408, 429) or (status == 200 and not word):
        raise StatusUnavailable(f"the status request was answered with HTTP {status} and no status: try again later")
    if status != 200:
        raise TransportError(f"the status request was answered with HTTP {status}: check the key and the API address")
    return DeliveryStatus.of(scrub(word, limit=40), scrub(_text(answer, "failure_reason")) or None)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds in a ``Retry-After`` header, which contains seconds or an HTTP date; ``None`` for anything else."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    # An HTTP date is always GMT; "-0000" parses as naive.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
    return max(0.0, (moment - now).total_seconds())


def _receipt(status: int, answer: Mapping[str, object]) -> Receipt | InDoubt:
    message_id, request_id = _text(answer, "message_id"), _text(answer, "request_id")
    if not message_id and not request_id:
        return InDoubt(f"the provider answered HTTP {status}, but the answer could not be read")
    return Receipt(request_id, message_id, _text(answer, "message_status_url") or None, _text(answer, "phone_number"))


def _rejected(status: int, answer: Mapping[str, object], reasons: Mapping[int, Reason]) -> Rejected:
    raw, error = _text(answer, "error_code"), _text(answer, "error")
    code: int | str | None = (
        int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else (scrub(raw, limit=60) or None)
    )
    reason = next((reason for words, reason in _BY_TEXT if any(word in error.lower() for word in words)), None)
    if reason is None:
        by_code = reasons.get(code) if isinstance(code, int) else _BY_NAME.get(raw.upper())
        reason = by_code or Reason.UNKNOWN
    error = scrub(error) or f"HTTP {status}"
    return Rejected(reason, code, error, scrub(_text(answer, "request_id"), limit=100) or None, status)


def _json_object(body: bytes, secrets: tuple[str, ...]) -> Mapping[str, object]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(answer, dict):
        return {}
    return {name: _without(value, secrets) if isinstance(value, str) else value for name, value in answer.items()}


def _without(text: str, secrets: tuple[str, ...]) -> str:
    for secret in secrets:
        text = text.replace(secret, "[hidden]")
    return text


def _text(answer: Mapping[str, object], name: str) -> str:
    """A string or an integer as text; anything else counts as absent."""
    value = answer.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _unusable(url: str) -> str | None:
    """Why an address cannot be trusted, independent of its host."""
    if any(not "!" <= char <= "~" or char == "\\" for char in url):
        return "contains a space, a backslash or a character outside ASCII"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return "is not a web address"
    if "@" in parts.netloc:
        return "contains a user name"
    return None if parts.hostname else "has no host"
