"""A host of repositories on this machine: it keeps comments as GitHub and GitLab do, and refuses what they refuse."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class Host:
    """What the host has and was asked for."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.comments: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str, str]] = []
        """Each request: its method, its path and its token."""
        self.refuses: dict[str, int] = {}
        """The status with which a method is refused."""
        self.redirects = ""
        self.me = "smslint-bot" if kind == "gitlab" else None
        """Whose token it is; GitHub does not tell it to that of a job."""

    def says(self, body: str, *, bot: bool = True, name: str = "github-actions[bot]") -> None:
        author = {"login": name, "username": name, "type": "Bot" if bot else "User"}
        number = len(self.comments) + 1
        self.comments.append({"id": number, "body": body, "user": author, "author": author})

    def answer(self, method: str, path: str, token: str, body: Any) -> tuple[int, Any]:
        self.asked.append((method, path, token))
        if not token.endswith("the-token"):
            return 401, {}
        parts = urlsplit(path)
        if parts.path.endswith("/user"):
            return (200, {"login": self.me, "username": self.me}) if self.me else (403, {})
        if method in self.refuses:
            return self.refuses[method], {"message": "Resource not accessible by integration"}
        if method == "GET":
            page = int(parse_qs(parts.query)["page"][0])
            return 200, self.comments[(page - 1) * 100 : page * 100]
        limit = 65_536 if self.kind == "github" else 1_000_000
        if len(body["body"]) > limit:
            return 422, {"message": "body is too long"}
        if method == "POST":
            self.says(body["body"], name=self.me or "github-actions[bot]")
            return 201, self.comments[-1]
        number = int(parts.path.rpartition("/")[2])
        self.comments[number - 1]["body"] = body["body"]
        return 200, self.comments[number - 1]


@contextmanager
def serving(host: Host) -> Iterator[str]:
    """The address of a host while it is there."""

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            token = self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or ""
            if host.redirects:
                self.send_response(302)
                self.send_header("Location", host.redirects)
                self.end_headers()
                return
            status, found = host.answer(self.command, self.path, token, body)
            data = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = do_PUT = _do  # noqa: N815 (the names of the base class)

        def log_message(self, *_: Any) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
