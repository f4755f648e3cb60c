"""An editor in a test: a real client of a real server, which speaks the protocol over its standard input and output."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest_lsp
from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

from smslint.server.documents import path_of, uri_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

CONFIG = """\
brand: Acme
regions: [US]
sender: {type: long_code, region: US, a2p_registered: true}
prices: prices.csv
messages:
  - {files: "sms/*.txt", dialect: jinja, kind: transactional}
  - {files: "locales/*.yml", keys: "*.sms.*", kind: transactional}
"""
PRICES = "country,price,currency,as_of\nUS,0.0079,USD,2026-11-01\n"
CURLY = "Acme: your order\u2019s on its way.\n"
SECONDS = 30.0


def project(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder with a configuration, a rate card and files."""
    for name, text in {"smslint.yaml": CONFIG, "prices.csv": PRICES, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


class Editor:
    """What a person does in an editor."""

    def __init__(self, client: pytest_lsp.LanguageClient) -> None:
        self.client = client
        self.said: dict[str, types.PublishDiagnosticsParams] = {}
        self.watched: list[str] = []
        self.refreshed = 0
        self._news = asyncio.Condition()
        self._versions: dict[str, int] = {}

    async def hear(self, params: types.PublishDiagnosticsParams) -> None:
        async with self._news:
            self.said[params.uri] = params
            self._news.notify_all()

    async def until(self, path: Path, wanted: Any) -> list[types.Diagnostic]:
        """The diagnostics of a file, as soon as they are as wanted."""
        uri = uri_of(path)
        async with self._news:
            found = self._news.wait_for(lambda: uri in self.said and wanted(self.said[uri]))
            await asyncio.wait_for(found, SECONDS)
        return list(self.said[uri].diagnostics)

    async def soon(self, wanted: Any) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(SECONDS):
            while not wanted():
                await asyncio.sleep(0.01)

    def show(self, path: Path, text: str | None = None) -> None:
        """Open a file, and do not wait."""
        uri = uri_of(path)
        self._versions[uri] = self._versions.get(uri, 0) + 1
        text = path.read_bytes().decode() if text is None else text
        item = types.TextDocumentItem(uri, "text", self._versions[uri], text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    async def open(self, path: Path, text: str | None = None) -> list[types.Diagnostic]:
        """Open a file that is a message; what is said about it."""
        self.show(path, text)
        return await self._answer(path)

    def write(self, path: Path, text: str) -> None:
        """Change the text of an open file, and do not wait."""
        uri = uri_of(path)
        self._versions[uri] = self._versions.get(uri, 0) + 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(uri=uri, version=self._versions[uri]),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def type(self, path: Path, text: str) -> list[types.Diagnostic]:
        """Change the text of an open file; what is said about it."""
        self.write(path, text)
        return await self._answer(path)

    async def save(self, path: Path, text: str) -> None:
        """Write a file, and say so."""
        path.write_text(text, encoding="utf-8", newline="")
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri_of(path))))

    def close(self, path: Path) -> None:
        self.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri_of(path)))
        )

    def changed_on_disk(self, *paths: Path) -> None:
        events = [types.FileEvent(uri_of(path), types.FileChangeType.Changed) for path in paths]
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(events))

    async def lenses(self, path: Path) -> list[str]:
        found = await self.client.text_document_code_lens_async(
            types.CodeLensParams(types.TextDocumentIdentifier(uri_of(path)))
        )
        return [each.command.title for each in found or () if each.command]

    async def hover(self, path: Path, line: int, character: int) -> str:
        found = await self.client.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(uri_of(path)), types.Position(line, character))
        )
        return found.contents.value if found and isinstance(found.contents, types.MarkupContent) else ""

    async def actions(self, path: Path, only: Sequence[str] | None = None) -> list[types.CodeAction]:
        everything = types.Range(types.Position(0, 0), types.Position(100_000, 0))
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(uri_of(path)), everything, types.CodeActionContext([], only)
            )
        )
        return [each for each in found or () if isinstance(each, types.CodeAction)]

    async def resolved(self, action: types.CodeAction) -> types.CodeAction:
        return await self.client.code_action_resolve_async(action)

    async def command(self, name: str, *arguments: Any) -> Any:
        return await self.client.workspace_execute_command_async(types.ExecuteCommandParams(name, list(arguments)))

    async def _answer(self, path: Path) -> list[types.Diagnostic]:
        version = self._versions[uri_of(path)]
        return await self.until(path, lambda said: said.version == version)


def converter() -> Any:
    """The usual one; but that takes each action with a command for a command."""
    found = default_converter()  # type: ignore[no-untyped-call]

    def action(said: Any, _: type) -> types.Command | types.CodeAction:
        return found.structure(said, types.Command if isinstance(said.get("command"), str) else types.CodeAction)  # type: ignore[no-any-return]

    found.register_structure_hook(types.Command | types.CodeAction, action)
    return found


@asynccontextmanager
async def editing(
    *folders: Path, capabilities: types.ClientCapabilities | None = None, options: Any = None, errors: Any = None
) -> AsyncIterator[Editor]:
    """An editor with a server, which ends well: with status 0, and without a word on standard error."""
    client = pytest_lsp.LanguageClient(converter_factory=converter)
    usual = {
        name: each for name, each in DEFAULT_CLIENT_FEATURES.items() if name != types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
    }
    register_lsp_features(client, usual)
    found = Editor(client)

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
    async def hear(params: types.PublishDiagnosticsParams) -> None:
        await found.hear(params)

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)  # type: ignore[untyped-decorator]
    def register(params: types.RegistrationParams) -> None:
        for each in params.registrations:
            found.watched = [name for one in each.register_options["watchers"] for name in expanded(one["globPattern"])]  # type: ignore[index]

    @client.feature(types.CLIENT_UNREGISTER_CAPABILITY)  # type: ignore[untyped-decorator]
    def unregister(params: types.UnregistrationParams) -> None:
        found.watched = []

    @client.feature(types.WORKSPACE_CODE_LENS_REFRESH)  # type: ignore[untyped-decorator]
    def refresh(params: None) -> None:
        found.refreshed += 1

    await client.start_io(sys.executable, "-m", "smslint", "server")
    await client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities or types.ClientCapabilities(),
            workspace_folders=[types.WorkspaceFolder(uri_of(each), each.name) for each in folders],
            initialization_options=options,
        )
    )
    yield found
    await client.shutdown_session()
    assert client._server is not None
    assert client._server.returncode == 0
    await client.stop()  # type: ignore[no-untyped-call]


def expanded(pattern: str | dict[str, str]) -> list[str]:
    """The files of a pattern such as ``/a/{b,c}``."""
    whole = pattern if isinstance(pattern, str) else f"{path_of(pattern['baseUri'])}/{pattern['pattern']}"
    start, _, rest = whole.partition("{")
    return [start + each for each in rest.rstrip("}").split(",")] if rest else [whole]


def edited(text: str, edits: Sequence[types.TextEdit]) -> str:
    """A text with the edits of an editor that counts UTF-16 code units: an independent reading of the protocol."""
    lines = [line.encode("utf-16-le") for line in text.replace("\r\n", "\n\0").split("\n")]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 2)
    data = text.replace("\r\n", "\n\0").encode("utf-16-le")

    def at(place: types.Position) -> int:
        extra = 2 if place.line and lines[place.line].startswith(b"\0\0") else 0
        return starts[place.line] + extra + 2 * place.character

    for edit in sorted(edits, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True):
        data = data[: at(edit.range.start)] + edit.new_text.encode("utf-16-le") + data[at(edit.range.end) :]
    return data.decode("utf-16-le").replace("\n\0", "\r\n")
