"""A server with the provider's API over real HTTP on loopback, with every documented answer and every fault.

Raw sockets, because most faults are breaches of HTTP. Run as a program it serves until killed and keeps a log of the
messages that it accepted, one line each, so that it outlives the sender under test::

    python -m tests.sending.server LOG
"""

from __future__ import annotations

import json
import socket
import struct
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Self

SEND = "/api/v1/sms/messages"


@dataclass
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, object]:
        body: dict[str, object] = json.loads(self.body)
        return body


@dataclass
class Reply:
    """What to answer, and how to break the answer."""

    status: int = 201
    payload: object = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    """Sent instead of a well-formed answer."""
    reset: bool = False
    """Close with a TCP reset after what was sent."""
    hold: bool = False
    """Keep the connection open and silent until the server stops."""
    drip: bool = False
    """Send the answer byte by byte."""
    pause: float = 0.0
    """Seconds between the bytes of a drip."""
    accepts: bool | None = None
    """Whether the provider took the message; by default as the status says."""


class Server:
    """Answers with the replies in ``script``, one for each request, then as :meth:`default` does."""

    def __init__(self, log: Path | None = None) -> None:
        self.script: deque[Reply | Callable[[Seen], Reply] | str] = deque()
        self.seen: list[Seen] = []
        self.accepted: list[dict[str, object]] = []
        self.connections = 0
        self.statuses: deque[str] = deque()
        self._log = log
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._socket.close()
        self._thread.join(5)

    def default(self, seen: Seen) -> Reply:
        """The documented answers to a good request and to each bad one."""
        if "x-octopods-auth" not in seen.headers:
            return Reply(401, {"error": "unauthorized"})
        if seen.method == "GET":
            return Reply(200, {"status": self.statuses.popleft() if self.statuses else "Delivered"})
        body = seen.json
        for name in ("destination_phone", "body"):
            if name not in body:
                return error(1, f"{name} is missing")
        if not str(body["body"]).strip():
            return error(2, "body is empty")
        if not str(body["destination_phone"]).startswith("+"):
            return error(3, "destination_phone must be in E.164 format")
        return self.ok(seen)

    def ok(self, seen: Seen) -> Reply:
        number = len(self.accepted) + 1
        url = f"{self.base}/api/v1/sms/messages/msg_{number}/status"
        payload = {"request_id": f"req_{number}", "message_id": f"msg_{number}", "message_status_url": url}
        return Reply(201, {**payload, "phone_number": seen.json["destination_phone"]})

    def _accept(self) -> None:
        while not self._done.is_set():
            try:
                self._socket.settimeout(0.02)
                connection, _ = self._socket.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _next(self) -> Reply | Callable[[Seen], Reply] | str | None:
        with self._lock:
            return self.script.popleft() if self.script else None

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(30)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            with connection:
                while self._one(connection):
                    pass
        except OSError:
            return

    def _one(self, connection: socket.socket) -> bool:
        """Read one request and answer it; returns whether the connection stays open."""
        first = connection.recv(1, socket.MSG_PEEK)
        if not first:
            return False
        planned = self._next()
        if planned == "reset-before":
            return _reset(connection)
        if planned == "reset-during":
            connection.recv(20)
            return _reset(connection)
        seen = _read(connection)
        if seen is None:
            return False
        reply = planned if isinstance(planned, Reply) else planned(seen) if callable(planned) else self.default(seen)
        self._record(seen, reply)
        return self._answer(connection, reply)

    def _record(self, seen: Seen, reply: Reply) -> None:
        took = reply.accepts if reply.accepts is not None else 200 <= reply.status < 300
        with self._lock:
            self.seen.append(seen)
            if seen.method != "POST" or not took:
                return
            self.accepted.append(seen.json)
            if self._log is not None:
                # Written before the answer leaves: what the sender knows, the log knows.
                with self._log.open("a", encoding="utf-8") as file:
                    file.write(json.dumps([seen.json["destination_phone"], seen.json["body"]]) + "\n")

    def _answer(self, connection: socket.socket, reply: Reply) -> bool:
        if reply.hold:
            self._done.wait(30)
            return False
        data = reply.raw if reply.raw is not None else _encode(reply)
        if reply.drip:
            for index in range(len(data)):
                connection.sendall(data[index : index + 1])
                if reply.pause and self._done.wait(reply.pause):
                    return False
        else:
            connection.sendall(data)
        if reply.reset:
            return _reset(connection)
        return reply.raw is None


def error(code: int, text: str, status: int = 400) -> Reply:
    return Reply(status, {"request_id": "req_0", "error_code": code, "error": text})


def in_an_hour() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)


def _encode(reply: Reply) -> bytes:
    body = b"" if reply.payload is None else json.dumps(reply.payload).encode()
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **reply.headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {reply.status} Text\r\n{head}\r\n".encode() + body


def _read(connection: socket.socket) -> Seen | None:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            return None
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    request, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        chunk = connection.recv(65536)
        if not chunk:
            return None
        body += chunk
    method, path, _ = request.split(" ")
    return Seen(method, path, headers, body)


def _reset(connection: socket.socket) -> bool:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    return False


if __name__ == "__main__":
    with Server(Path(sys.argv[1])) as server:
        print(server.port, flush=True)
        threading.Event().wait()
