"""Whatever arrives, the server goes on, and nobody sees a traceback."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import IO, Any

import pytest
from lsprotocol import types

from smslint.server.documents import uri_of
from smslint.server.protocol import _Input
from tests.server.editor import CURLY, editing, project

SERVER = (sys.executable, "-m", "smslint", "server")


def framed(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def message(method: str, params: Any = None, number: int | None = None) -> bytes:
    numbered = {} if number is None else {"id": number}
    return framed(json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **numbered}).encode())


INITIALIZE = message("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, 1)
INITIALIZED = message("initialized", {})
END = message("shutdown", None, 99) + message("exit")


def talk(*sent: bytes, awaited: int | None = None) -> tuple[list[dict[str, Any]], str, int]:
    """What the server answers, what it says on standard error, and its exit status.

    :param awaited: the number of a request whose answer is waited for before the editor ends.
    """
    answers: list[dict[str, Any]] = []
    with subprocess.Popen(SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        assert server.stderr is not None
        with contextlib.suppress(BrokenPipeError):  # it may have ended before it has read all
            server.stdin.write(b"".join(sent))
            server.stdin.flush()
        while awaited is not None and (answer := read(server.stdout)) is not None:
            answers.append(answer)
            if answer.get("id") == awaited:
                server.stdin.write(END)
                break
        with contextlib.suppress(BrokenPipeError):
            server.stdin.close()
        while (answer := read(server.stdout)) is not None:
            answers.append(answer)
        errors = server.stderr.read().decode()
    return answers, errors, server.returncode


def read(stream: IO[bytes]) -> dict[str, Any] | None:
    """The next answer; ``None`` at the end."""
    length = 0
    while head := stream.readline().strip():
        if head.startswith(b"Content-Length: "):
            length = int(head.removeprefix(b"Content-Length: "))
    return json.loads(stream.read(length)) if length else None


def of(answers: list[dict[str, Any]], number: int) -> dict[str, Any]:
    return next(each for each in answers if each.get("id") == number)


TEXT = {"textDocument": {"uri": "file:///nowhere/a.txt"}}
PLACE = {**TEXT, "position": {"line": 0, "character": 0}}
ODD = (
    framed(b"not json"),
    framed(b"[]"),
    framed(b"17"),
    framed(b"null"),
    framed(b"{}"),
    framed(b'{"jsonrpc": "1.0", "method": "x"}'),
    framed(b"[" * 100_000),
    framed(b'"\xff\xfe"'),
    framed(json.dumps({"jsonrpc": "2.0", "id": 3, "result": {"jsonrpc": "2.0"}}).encode()),
    b"Garbage: 1\r\n",
    message("no/such/thing"),
    message("$/cancelRequest", {"id": 1234}),
    message("textDocument/didChange", {"textDocument": {"uri": "file:///x", "version": 1}, "contentChanges": [{"text": "x"}]}),
    message("textDocument/didOpen", {"textDocument": {"uri": "\0", "languageId": "", "version": 1, "text": "\ud800"}}),
    message("textDocument/didOpen", {"textDocument": {"uri": "file:///nowhere/" + "a" * 5000, "languageId": "", "version": 1, "text": ""}}),
    message("textDocument/didClose", {"textDocument": {"uri": "file:///x"}}),
    message("textDocument/didSave", {"textDocument": {"uri": "file:///x"}}),
    message("workspace/didChangeConfiguration", {"settings": [[1]]}),
    message("workspace/didChangeWatchedFiles", {"changes": [{"uri": "x", "type": 1}]}),
    message("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [{"uri": "file:///x", "name": "x"}]}}),
)  # fmt: skip
ASKED: tuple[tuple[str, Any, int | None], ...] = (
    ("no/such/thing", {}, -32601),
    ("textDocument/hover", {"wrong": 1}, -32602),
    ("textDocument/hover", {**TEXT, "position": {"line": -1, "character": "x"}}, -32602),
    ("textDocument/hover", PLACE, None),
    ("textDocument/codeLens", TEXT, None),
    ("textDocument/inlayHint", {**TEXT, "range": {"start": PLACE["position"], "end": PLACE["position"]}}, None),
    ("workspace/executeCommand", {"command": "no.such.command"}, -32602),
    ("workspace/executeCommand", {"command": "smslint.showRenderings"}, None),
    ("workspace/executeCommand", {"command": "smslint.showRenderings", "arguments": [{"a": 1}, [2]]}, None),
    ("workspace/executeCommand", {"command": "smslint.checkFile", "arguments": ["file:///etc/passwd", 2, 3]}, None),
)


def test_any_bytes_and_any_request() -> None:
    asked = [message(method, params, 10 + number) for number, (method, params, _) in enumerate(ASKED)]
    answers, errors, status = talk(INITIALIZE, INITIALIZED, *ODD, *asked, awaited=9 + len(ASKED))
    assert of(answers, 1)["result"]["serverInfo"]["name"] == "smslint"
    for number, (method, _, code) in enumerate(ASKED):
        answer = of(answers, 10 + number)
        assert answer.get("error", {}).get("code") == code, (method, answer)
        assert "\n" not in answer.get("error", {}).get("message", "")
        assert not answer.get("error", {}).get("data")
    assert "Traceback" not in json.dumps(answers) + errors
    assert all(line.startswith("smslint server: ") for line in errors.splitlines())
    assert of(answers, 99)["result"] is None
    assert status == 0


def test_nothing_is_answered_before_the_start() -> None:
    answers, errors, status = talk(
        message("textDocument/hover", PLACE, 5), message("textDocument/didOpen", {}), INITIALIZE, END
    )
    assert of(answers, 5)["error"]["code"] == -32002
    assert "result" in of(answers, 1)
    assert (len(errors.splitlines()), status) == (1, 0)


@pytest.mark.parametrize(
    "sent", [b"", INITIALIZE, INITIALIZE + b"Content-Length: 99\r\n\r\n{", INITIALIZE + message("exit")]
)
def test_an_editor_that_goes_away(sent: bytes) -> None:
    _, errors, status = talk(sent)
    assert (errors, status) == ("", 1)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (b"x" * 200_000, "a line of a header is too long"),
        (b"Content-Length: 99999999999\r\n\r\n{", "a message has more than 256 MB"),
        (b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n{", "a message has more than 256 MB"),
    ],
)
def test_what_is_no_message_ends_it(sent: bytes, says: str) -> None:
    _, errors, status = talk(INITIALIZE, sent)
    assert errors == f"smslint server: what it reads is not the Language Server Protocol: {says}\n"
    assert status == 1


def test_it_reads_no_further_ahead_than_it_answers() -> None:
    source, sink = os.pipe()
    written = 0

    def write() -> None:
        nonlocal written
        for _ in range(1000):
            written += os.write(sink, b"x" * 9999 + b"\n")

    async def work() -> None:
        stream = _Input(source)
        await asyncio.sleep(0.5)
        assert written < 1_000_000
        assert await stream.readexactly(5_000_000) == (b"x" * 9999 + b"\n") * 500
        for _ in range(500):
            assert len(await stream.readline()) == 10_000
        assert written == 10_000_000

    Thread(target=write, daemon=True).start()
    asyncio.run(work())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_asked_to(number: signal.Signals) -> None:
    with subprocess.Popen(SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(INITIALIZE)
        server.stdin.flush()
        assert server.stdout.read(1) == b"C"
        server.send_signal(number)
        _, errors = server.communicate(timeout=20)
    assert server.returncode in {128 + number, 130, -number}
    assert b"Traceback" not in errors


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ImportError\n", encoding="utf-8")
    done = subprocess.run(
        SERVER, input=b"", capture_output=True, timeout=60, check=False, cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "error: smslint server needs pygls: pip install 'smslint[server]'\n"


@pytest.mark.asyncio
@pytest.mark.parametrize(("units", "start"), [("utf-8", 10), ("utf-16", 7), ("utf-32", 6)])
async def test_columns_are_counted_as_agreed(tmp_path: Path, units: str, start: int) -> None:
    path = project(tmp_path, {"sms/a.txt": "Ab \u4e2d\U0001f389\u2019"}) / "sms/a.txt"
    text = "Ab {# \u4e2d #}\u2019"
    start = (
        len(text[:-1].encode({"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[units]))
        // ({"utf-8": 1, "utf-16": 2, "utf-32": 4}[units])
    )
    capabilities = types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind(units)])
    )
    async with editing(capabilities=capabilities) as editor:
        found = await editor.open(path, text)
        (curly,) = (each for each in found if each.code == "ENC001")
        assert curly.range.start == types.Position(0, start)


@pytest.mark.asyncio
@pytest.mark.parametrize("relative", [False, True])
async def test_an_editor_that_watches_files(tmp_path: Path, relative: bool) -> None:
    folder = project(tmp_path, {"sms/a.txt": "{% include 'part.txt' %}\n", "sms/part.txt": CURLY})
    capabilities = types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(
                dynamic_registration=True, relative_pattern_support=relative
            ),
            code_lens=types.CodeLensWorkspaceClientCapabilities(refresh_support=True),
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
        ),
        text_document=types.TextDocumentClientCapabilities(
            code_action=types.CodeActionClientCapabilities(
                resolve_support=types.ClientCodeActionResolveOptions(properties=["edit"])
            )
        ),
    )
    async with editing(folder, capabilities=capabilities, options={"inlayHints": True, "codeLens": False}) as editor:
        path, card = folder / "sms/a.txt", folder / "prices.csv"
        await editor.open(path)
        wanted = {str(folder / "smslint.yaml"), str(card), str(folder / "sms/part.txt")}
        await editor.soon(lambda: wanted <= set(editor.watched))
        assert await editor.lenses(path) == []
        everything = types.Range(types.Position(0, 0), types.Position(9, 0))
        asked = types.InlayHintParams(types.TextDocumentIdentifier(uri_of(path)), everything)
        (hint,) = await editor.client.text_document_inlay_hint_async(asked) or ()
        assert hint.label == "1 segment \u00b7 $0.0079"
        card.write_text(card.read_text(encoding="utf-8").replace("0.0079", "0.0081"), encoding="utf-8")
        editor.changed_on_disk(card)
        deadline = time.monotonic() + 20
        while hint.label != "1 segment \u00b7 $0.0081" and time.monotonic() < deadline:
            (hint,) = await editor.client.text_document_inlay_hint_async(asked) or ()
        assert hint.label == "1 segment \u00b7 $0.0081"
        assert editor.refreshed
        editor.client.workspace_did_change_configuration(
            types.DidChangeConfigurationParams({"smslint": {"severity": "error"}})
        )
        assert await editor.until(path, lambda said: not said.diagnostics) == []
        (folder / "sms/part.txt").write_text("Acme: {{ late }} hello\n", encoding="utf-8")
        editor.changed_on_disk(folder / "sms/part.txt")
        await editor.type(path, CURLY)
        (action,) = await editor.actions(path, ["source.fixAll.smslint"])
        assert action.edit is None
        action = await editor.resolved(action)
        assert action.edit is not None
        (change,) = action.edit.document_changes or ()
        assert isinstance(change, types.TextDocumentEdit)
        assert change.text_document.version == 2
