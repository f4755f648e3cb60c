"""Certificates of an authority that only these tests trust, and one server behind them."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

Behaviour = Callable[[socket.socket, bytes], object]
"""What a server does with a connection after a request has come."""
NAMES = {
    "trusted": ("DNS:localhost,IP:127.0.0.1", "30"),
    "of another host": ("DNS:other.example", "30"),
    "expired": ("DNS:localhost,IP:127.0.0.1", "-1"),
}
"""Certificates: the names that each is for, and for how many days from now on it is valid."""


def make_certificates(folder: Path) -> None:
    """Write ``ca.pem``, and for each name its certificate and key in one file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl")

    def run(*words: str) -> None:
        subprocess.run([openssl, *words], cwd=folder, check=True, capture_output=True)

    new = ("req", "-newkey", "rsa:2048", "-nodes")
    authority = ("-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign")
    run(*new, "-x509", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=tests", "-days", "30", *authority)
    for name, (names, days) in NAMES.items():
        (folder / "extensions").write_text(f"subjectAltName={names}\nauthorityKeyIdentifier=keyid\n", "utf-8")
        run(*new, "-keyout", "key", "-out", "request", "-subj", "/CN=x")
        signed = ("-in", "request", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "extensions")
        run("x509", "-req", *signed, "-out", "certificate", "-days", days)
        (folder / name).write_bytes((folder / "certificate").read_bytes() + (folder / "key").read_bytes())


class Server:
    """Every request as it arrived."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.seen: list[bytes] = []

    def saw(self, secret: str) -> bool:
        return any(secret.encode() in each for each in self.seen)


@contextmanager
def serving(behave: Behaviour, certificate: Path | None = None) -> Iterator[Server]:
    """A server on this machine, over TLS if it has a certificate."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(listening.getsockname()[1])
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)

    def one(connection: socket.socket) -> None:
        with suppress(OSError):  # the client has left
            connection.settimeout(20)
            if context is not None:
                connection = context.wrap_socket(connection, server_side=True)
            with connection:
                request = b""
                while not _is_whole(request) and (piece := connection.recv(65536)):
                    request += piece
                server.seen.append(request)
                if request:
                    behave(connection, request)

    def accept() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        with suppress(OSError):  # wakes the thread that waits, where the system allows it
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def _is_whole(request: bytes) -> bool:
    head, ended, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    return bool(ended) and len(body) >= int(length[1] if length is not None else 0)


def answering(status: int, body: bytes, *headers: str) -> Behaviour:
    """The same answer to every request."""
    lines = (f"HTTP/1.1 {status} X", *headers, f"Content-Length: {len(body)}", "Connection: close", "", "")
    return lambda connection, _: connection.sendall("\r\n".join(lines).encode() + body)
