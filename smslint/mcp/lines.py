"""What a client sends, line by line. A request that cannot be read is answered here: the library would drop it, and its client wait for ever."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

import mcp_types as types
from anyio import from_thread
from mcp.shared.message import SessionMessage
from pydantic import ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import IO

LONGEST: Final = 1 << 26
"""The characters of the longest message."""


class Lines:
    """A file of messages, as the library reads it: in a thread of its own."""

    answer: Callable[[SessionMessage], Coroutine[Any, Any, None]] | None = None
    """Sends an answer to the client."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def readline(self) -> str:
        """The next message that can be read; empty at the end."""
        while line := self._file.readline(LONGEST):
            if len(line) == LONGEST:
                print(f"smslint mcp: a message has more than {LONGEST >> 20} million characters", file=sys.stderr)
                return ""
            refused = _refused(line)
            if refused is None:
                return line
            if self.answer is not None:
                from_thread.run(self.answer, SessionMessage(refused))
        return ""


def _refused(line: str) -> types.JSONRPCError | None:
    """Why a request cannot be read, as its answer; ``None`` for what can be read, and for what is no request."""
    try:
        types.jsonrpc_message_adapter.validate_json(line, by_name=False)
    except ValidationError as error:
        number = _number(line)
        if number is None:
            return None
        (first, *_) = error.errors(include_url=False, include_context=False, include_input=False)
        unreadable = first["type"] == "json_invalid"
        words = (
            f"this is no message that can be read: {first['msg']}"
            if unreadable
            else "this is no request of JSON-RPC 2.0"
        )
        code = types.PARSE_ERROR if unreadable else types.INVALID_REQUEST
        return types.JSONRPCError(jsonrpc="2.0", id=number, error=types.ErrorData(code=code, message=words))
    return None


def _number(line: str) -> int | str | None:
    """The number of a request, as Python reads it: it knows halves of surrogate pairs and numbers of any size."""
    try:
        message: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    number = message.get("id") if isinstance(message, dict) else None
    if isinstance(number, str):
        return number if number.isprintable() else None
    return number if isinstance(number, int) and not isinstance(number, bool) and abs(number) < 1 << 63 else None
