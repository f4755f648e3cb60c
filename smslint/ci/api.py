"""Requests to the API of a host: JSON both ways, never redirected, so that the token reaches no other host."""

from __future__ import annotations

import http.client
import json
import ssl
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from smslint.ci.host import Thread

_SECONDS: Final = 20
_LARGEST: Final = 64 * 1024 * 1024


class HostError(Exception):
    """The host did not do what it was asked for. The message says why, in a phrase for people."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status
        """Of HTTP; 0 if there was no answer."""


def _opener(url: str) -> urllib.request.OpenerDirector:
    """What speaks HTTP and nothing else. It follows no redirection, which would take the token along."""
    # What is not encrypted stays on this machine: a proxy of the environment would see the token.
    proxies = urllib.request.ProxyHandler(None if urlsplit(url).scheme == "https" else {})
    opener = urllib.request.OpenerDirector()
    for handler in (
        proxies,
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def ask(thread: Thread, method: str, url: str, body: dict[str, str] | None = None) -> Any:
    """What the host answers.

    :raises HostError: if it refuses, or cannot be reached.
    """
    data = None if body is None else json.dumps(body).encode()
    headers = {
        thread.kind.header: f"{thread.kind.prefix}{thread.token}",
        "Accept": "application/json",
        "Content-Type": "application/json",
        "User-Agent": "smslint",
    }
    try:
        request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310 (https, or this machine)
        with _opener(url).open(request, timeout=_SECONDS) as answer:
            return json.loads(answer.read(_LARGEST))
    except urllib.error.HTTPError as error:
        error.close()
        raise HostError(f"{thread.kind.name} answers {error.code}", error.code) from None
    except (OSError, ValueError, RecursionError, http.client.HTTPException) as error:
        raise HostError(f"{thread.kind.name}: {_why(error)}") from None


def _why(error: Exception) -> str:
    if isinstance(getattr(error, "reason", None), ssl.SSLCertVerificationError):
        return "its certificate cannot be verified (SSL_CERT_FILE and SSL_CERT_DIR name who is trusted)"
    return "its answer is no JSON" if isinstance(error, ValueError | RecursionError) else "it cannot be reached"
