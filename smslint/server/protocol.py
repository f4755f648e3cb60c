"""The protocol as any editor, and anything else, may speak it: whatever arrives, the answer is one clear line and never a traceback."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Final, TextIO
from urllib.parse import unquote

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.io_ import StdoutWriter, run_async
from pygls.protocol import LanguageServerProtocol, lsp_method

from smslint.errors import SmslintError, without_login
from smslint.records import NamedTuple
from smslint.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import BinaryIO

    from pygls.lsp.server import LanguageServer

_LONGEST: Final = 500
_CHUNK: Final = 1 << 16
_LARGEST: Final = 1 << 28
"""The bytes of the largest message; an editor sends a whole text in one."""
_DIGITS: Final = 12
_NOT_INITIALIZED: Final = -32002
_LIFE: Final = frozenset({types.INITIALIZE, types.EXIT, types.SHUTDOWN})


class _Refused(NamedTuple):
    """A message that is not what the protocol says."""

    data: dict[str, Any]
    error: JsonRpcException
    jsonrpc: str = "2.0"


class Protocol(LanguageServerProtocol):
    """Answers also what pygls would leave without an answer, and shows nobody where in the code an error was raised."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as a record; one that cannot be, is refused when its turn comes."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            return _Refused(data, error)

    def handle_message(self, message: Any) -> None:
        """Hand a message to whoever handles it."""
        if isinstance(message, _Refused):
            number = message.data.get("id")
            if "method" in message.data and isinstance(number, int | str):
                self._send_response(number, error=message.error.to_response_error())
            return
        if not hasattr(message, "jsonrpc"):
            raise JsonRpcException("this is no message of JSON-RPC 2.0")
        method = getattr(message, "method", "")
        if self._workspace is None and method not in _LIFE:
            if hasattr(message, "id") and method:
                self._send_response(
                    message.id, error=types.ResponseError(_NOT_INITIALIZED, "the server is not initialized yet")
                )
            return
        super().handle_message(message)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        """A text has changed. One that was not opened is opened by it: some editors rename an open text so."""
        uri, version = params.text_document.uri, params.text_document.version
        if unquote(uri) not in self.workspace.text_documents:
            self.workspace.put_text_document(types.TextDocumentItem(uri, "", version, ""))
        yield from super().lsp_text_document__did_change(params)

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *args: Any) -> None:  # type: ignore[override]  # noqa: ARG002 (pygls' signature)
        """The editor ends: what it still waits for is cancelled."""
        for future in list(self._request_futures.values()):
            future.cancel()
        self._shutdown = True

    def _send_response(self, msg_id: Any, result: Any = None, error: types.ResponseError | None = None) -> None:
        if error is not None:
            error = types.ResponseError(error.code, one_line(error.message))
        super()._send_response(msg_id, result, error)

    @property
    def ended(self) -> bool:
        """Whether the editor said that it ends."""
        return bool(self._shutdown)


class _Lines(logging.Formatter):
    """One line for each event, without the traceback that belongs to it."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        what = record.getMessage().partition("\n")[0]  # some have the traceback in their text
        return one_line(f"smslint server: {what}" + (f" ({type(error).__name__})" if error else ""))


def log_to(stream: TextIO) -> None:
    """Write what goes wrong in the protocol to a stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Lines())
    handler.setLevel(logging.WARNING)
    for name in ("pygls", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False


def one_line(text: str) -> str:
    """A text on one line, shortened."""
    text = visible(without_login(" ".join(text.split())))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def words_of(error: BaseException) -> str:
    """What a person is told about an error."""
    if isinstance(error, SmslintError):
        return one_line(str(error))
    return one_line(f"internal error: {type(error).__name__}: {error}; please report it")


def serve(server: LanguageServer, source: int, sink: BinaryIO) -> int:
    """Answer until the editor ends or closes its side. The exit status: 0 if it said that it ends.

    :param source: the number of the file from which messages are read. A thread waits for them, so that Ctrl-C is never waited for.
    """
    protocol = server.protocol
    assert isinstance(protocol, Protocol)
    protocol.set_writer(StdoutWriter(sink))
    try:
        with suppress(BrokenPipeError, SystemExit):
            asyncio.run(_talk(server, protocol, source))
    finally:
        server.shutdown()  # type: ignore[no-untyped-call]
    return 0 if protocol.ended else 1


class _Input:
    """A file that is read without waiting, and no further ahead than its reader is."""

    def __init__(self, source: int) -> None:
        self._stream = asyncio.StreamReader(limit=_CHUNK)
        self._stream.set_transport(self)  # type: ignore[arg-type]  # which is told when there is enough
        self._loop = asyncio.get_running_loop()
        self._wanted, self._enough = Event(), False
        Thread(target=self._pump, args=(source,), name="smslint-input", daemon=True).start()

    def _pump(self, source: int) -> None:
        with suppress(OSError, RuntimeError):  # it was closed, or the loop was
            while data := os.read(source, _CHUNK):
                self._wanted.clear()
                self._loop.call_soon_threadsafe(self._feed, data)
                self._wanted.wait()
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._stream.feed_eof)

    def _feed(self, data: bytes) -> None:
        self._stream.feed_data(data)
        if not self._enough:
            self._wanted.set()

    def pause_reading(self) -> None:
        """There is enough for now."""
        self._enough = True

    def resume_reading(self) -> None:
        """More is wanted."""
        self._enough = False
        self._wanted.set()

    async def readline(self) -> bytes:
        """The next line of a header; empty at the end, and where no message can follow."""
        try:
            line = await self._stream.readline()
        except ValueError:  # longer than any header is
            return _no_message("a line of a header is too long")
        length = line.partition(b":")[2].strip() if line.startswith(b"Content-Length:") else b""
        if length.isdigit() and (len(length) > _DIGITS or int(length) > _LARGEST):
            return _no_message(f"a message has more than {_LARGEST >> 20} MB")
        return line

    async def readexactly(self, n: int) -> bytes:
        """So many bytes; empty if there are less."""
        try:
            return await self._stream.readexactly(n)
        except asyncio.IncompleteReadError:
            return b""


def _no_message(why: str) -> bytes:
    print(f"smslint server: what it reads is not the Language Server Protocol: {why}", file=sys.stderr)
    return b""


async def _talk(server: LanguageServer, protocol: Protocol, source: int) -> None:
    asyncio.get_running_loop().set_exception_handler(_unheard)
    stop = server._stop_event = Event()  # noqa: SLF001 (pygls ends its loop by it)
    await run_async(stop, _Input(source), protocol, logging.getLogger("pygls"), server.report_server_error)


def _unheard(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:  # noqa: ARG001 (asyncio's signature)
    """An error that nobody waited for."""
    error = context.get("exception")
    if not isinstance(error, asyncio.CancelledError | SystemExit | BrokenPipeError | None):
        print(f"smslint server: {words_of(error)}", file=sys.stderr)
