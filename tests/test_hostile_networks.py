"""Whatever a server, a proxy or the environment does: the key and the token go to no other host, and every wait ends."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING

import pytest

from smslint.ci import comment as commenting
from smslint.cli.app import run
from smslint.report.diff_markdown import MARK
from smslint.sending.http import AsyncHttpxTransport, HttpxTransport, Timeouts
from smslint.sending.key import ApiKey
from smslint.sending.wire import Endpoint, Request
from tests.pki import NAMES, Behaviour, answering, make_certificates, serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.pki import Server

SECRET = "the-secret-9f31"
CLIENTS = ("sender", "async sender", "GitHub", "GitLab")
PROXIES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
SETTINGS = (
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NO_PROXY",
    "no_proxy",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "GITHUB_STEP_SUMMARY",
)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    make_certificates(folder)
    return folder


@pytest.fixture(params=CLIENTS)
def ask(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], str]:
    """Speaks to an address as each client does that takes a key to the network; returns what the client says of it."""
    for name in (*PROXIES, *SETTINGS):
        monkeypatch.delenv(name, raising=False)

    def sent(base: str) -> str:
        endpoint, key = Endpoint.parse(base), ApiKey(SECRET)
        wanted, timeouts = Request("POST", f"{base}/x", b"{}"), Timeouts(2.0, 1.0)
        if request.param == "sender":
            transport = HttpxTransport(endpoint, key, timeouts)
            try:
                return str(transport.exchange(wanted))
            finally:
                transport.close()
        import asyncio

        async def exchanged() -> str:
            transport = AsyncHttpxTransport(endpoint, key, timeouts)
            try:
                return str(await transport.exchange(wanted))
            finally:
                await transport.close()

        return asyncio.run(exchanged())

    def commented(base: str) -> str:
        hub = request.param == "GitHub"
        for name, value in {
            "GITHUB_ACTIONS": "true" if hub else "", "GITHUB_API_URL": base, "GITHUB_REPOSITORY": "acme/texts",
            "GITHUB_REF": "refs/pull/7/merge", "GITHUB_TOKEN": SECRET, "GITLAB_CI": "" if hub else "true",
            "CI_API_V4_URL": base, "CI_PROJECT_ID": "1", "CI_MERGE_REQUEST_IID": "7", "SMSLINT_GITLAB_TOKEN": SECRET,
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        (tmp_path / "report.md").write_text(f"{MARK}\nx\n", "utf-8")
        assert run(["comment", str(tmp_path / "report.md")]) == 0
        return capsys.readouterr().err

    def asked(base: str) -> str:
        said = (sent if "sender" in request.param else commented)(base)
        assert SECRET not in said
        return said

    return asked


GOOD = answering(200, b"[]")


@pytest.mark.parametrize("name", NAMES)
def test_certificates(
    name: str, ask: Callable[[str], str], certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "ca.pem"))
    with serving(GOOD, certificates / name) as server:
        said = ask(f"https://localhost:{server.port}")
    assert server.saw(SECRET) == (name == "trusted"), said
    assert ("certificate" in said) == (name != "trusted")


def test_an_authority_that_nobody_trusts(ask: Callable[[str], str], certificates: Path) -> None:
    with serving(GOOD, certificates / "trusted") as server:
        said = ask(f"https://localhost:{server.port}")
    assert not server.saw(SECRET)
    assert "certificate" in said


ELSEWHERE: dict[str, Callable[[Server], str]] = {
    "another host": lambda other: f"http://127.0.0.1:{other.port}/x",
    "another host without a scheme": lambda other: f"//localhost:{other.port}/x",
    "a user name that looks like the host": lambda other: f"http://localhost@127.0.0.1:{other.port}/",
    "data": lambda _: "data:application/json,[]",
    "a file": lambda _: "file:///etc/passwd",
    "an address that is none": lambda _: "http://[::1",
    "nothing": lambda _: "",
    "itself": lambda _: "/",
}


REDIRECTS = [*((302, where) for where in ELSEWHERE), *((status, "another host") for status in (301, 303, 307, 308))]


@pytest.mark.parametrize(("status", "where"), REDIRECTS)
def test_redirects(
    status: int, where: str, ask: Callable[[str], str], certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "ca.pem"))
    with serving(GOOD) as other:
        redirect = answering(status, b"", f"Location: {ELSEWHERE[where](other)}")
        with serving(redirect, certificates / "trusted") as server:
            said = ask(f"https://localhost:{server.port}")
    assert other.seen == []
    assert len(server.seen) == 1
    assert str(status) in said


@pytest.mark.parametrize("variable", PROXIES)
def test_a_proxy_never_sees_what_is_not_encrypted(
    variable: str, ask: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(GOOD) as proxy, serving(GOOD) as server:
        monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.port}")
        said = ask(f"http://localhost:{server.port}")
    assert proxy.seen == []
    assert server.saw(SECRET), said


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy"])
def test_a_proxy_is_asked_for_a_tunnel_and_gets_no_key(
    variable: str, ask: Callable[[str], str], certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "ca.pem"))
    with serving(answering(407, b"")) as proxy, serving(GOOD, certificates / "trusted") as server:
        monkeypatch.setenv(variable, f"http://user:word@127.0.0.1:{proxy.port}")
        said = ask(f"https://localhost:{server.port}")
    assert proxy.seen
    assert not proxy.saw(SECRET)
    assert server.seen == []
    assert "word" not in said


def dripping(head: bytes, piece: bytes) -> Behaviour:
    def drip(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head)
        for _each in range(200):
            connection.sendall(piece)
            time.sleep(0.1)

    return drip


SLOW = {
    "headers": dripping(b"HTTP/1.1 200 X\r\n", b"X: y\r\n"),
    "a body": dripping(b"HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n", b" "),
    "answers before the answer": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "hints before the answer": dripping(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
}


LONG = ("answers before the answer", "hints before the answer")
"""Each waits for seconds."""


@pytest.mark.parametrize("what", [pytest.param(each, marks=[pytest.mark.long] * (each in LONG)) for each in SLOW])
def test_what_never_ends(what: str, ask: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece comes in time. The server goes on for twenty seconds."""
    monkeypatch.setattr(commenting, "_SECONDS", 2)
    with serving(SLOW[what]) as server:
        said = ask(f"http://127.0.0.1:{server.port}")
        sent = server.seen.copy()
    assert len(sent) == 1
    ends = ("did not answer within 2 seconds", "no answer in time", "body=b''", "answers 103")
    assert any(words in said for words in ends), said


def test_no_connection_is_never_in_doubt(ask: Callable[[str], str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    said = ask(f"http://127.0.0.1:{port}")
    assert "nothing was sent" in said or "cannot be reached" in said
