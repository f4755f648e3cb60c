"""Requests to the API of a host: JSON both ways, never redirected, so that the token reaches no other host."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any, Final

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


class _NotElsewhere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow no redirection: it would take the token along."""
        return None  # noqa: RET501 (what the base class asks for)


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
        with urllib.request.build_opener(_NotElsewhere).open(request, timeout=_SECONDS) as answer:
            return json.loads(answer.read(_LARGEST))
    except urllib.error.HTTPError as error:
        error.close()
        raise HostError(f"{thread.kind.name} answers {error.code}", error.code) from None
    except (OSError, ValueError, RecursionError, http.client.HTTPException) as error:
        name = thread.kind.name
        why = "its answer is no JSON" if isinstance(error, ValueError) else "it cannot be reached"
        raise HostError(f"{name}: {why}") from None
