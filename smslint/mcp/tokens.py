"""Tokens between the two steps of sending: each is good once, for exactly what was prepared, for a short time, in this process."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import time
from threading import Lock
from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

VALID: Final = 600
"""Seconds between the two steps."""
_NONCE: Final = 16
_EXPIRY: Final = 8
_LONGEST: Final = 200


class Prepared(NamedTuple):
    """What a token stands for."""

    body: str
    recipients: tuple[str, ...]
    kind: str | None
    configuration: bytes
    """The hash of its files."""


class Tokens:
    """Gives tokens, and takes each back once. The key is that of the process, so a token is worth nothing after its end."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._key = os.urandom(32)
        self._clock = clock
        self._used: dict[bytes, float] = {}
        """Nonces that came back, until they expire."""
        self._lock = Lock()

    def give(self, prepared: Prepared) -> str:
        """A token for what was prepared."""
        head = int(self._clock() + VALID).to_bytes(_EXPIRY, "big") + os.urandom(_NONCE)
        return base64.urlsafe_b64encode(head + self._sign(head, prepared)).decode()

    def take(self, token: str, prepared: Prepared) -> None:
        """Use a token up.

        :raises ConfigError: if it is not for exactly this, was used before, or has expired. Then it stays as it was.
        """
        try:
            data = (
                base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
                if len(token) <= _LONGEST
                else b""
            )
        except (binascii.Error, ValueError):
            data = b""
        head, mac = data[: _EXPIRY + _NONCE], data[_EXPIRY + _NONCE :]
        if not hmac.compare_digest(mac, self._sign(head, prepared)):
            raise ConfigError(
                "token: it is not for this: the text, the recipients, the kind and the configuration must be exactly what "
                "prepare_send was asked. Nothing was sent; call prepare_send again"
            )
        expiry, nonce = int.from_bytes(head[:_EXPIRY], "big"), head[_EXPIRY:]
        now = self._clock()
        with self._lock:
            if now >= expiry:
                raise ConfigError(
                    f"token: it has expired, after {VALID // 60} minutes. Nothing was sent; call prepare_send again"
                )
            if nonce in self._used:
                raise ConfigError(
                    "token: it was used before, and each is good once. Nothing was sent now; what was sent then stays so"
                )
            self._used = {each: until for each, until in self._used.items() if until > now}
            self._used[nonce] = expiry

    def _sign(self, head: bytes, prepared: Prepared) -> bytes:
        message = hashlib.sha256()
        for part in (head, *_parts(prepared)):
            message.update(len(part).to_bytes(8, "big"))
            message.update(part)
        return hmac.new(self._key, message.digest(), hashlib.sha256).digest()


def _parts(prepared: Prepared) -> Iterator[bytes]:
    """What is signed, each part with its length before it, so that no two things look alike."""
    yield prepared.body.encode("utf-8", "surrogatepass")
    yield b"" if prepared.kind is None else b"kind:" + prepared.kind.encode()
    yield prepared.configuration
    yield len(prepared.recipients).to_bytes(8, "big")
    for each in prepared.recipients:
        yield each.encode("utf-8", "surrogatepass")
