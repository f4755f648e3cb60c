"""What the server answers: each request and each command, as a table of small functions."""

from __future__ import annotations

import asyncio
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError

from smslint.server import words
from smslint.server.actions import FIX_ALL, TYPE_REASON, actions, resolved
from smslint.server.documents import path_of
from smslint.server.hover import hover
from smslint.server.options import options_of
from smslint.server.protocol import words_of
from smslint.server.renderings import renderings, shown
from smslint.server.server import SmslintServer

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from smslint.server.checks import Checked

    _Handler = Callable[[SmslintServer, Any], Coroutine[Any, Any, Any]]

RENDERINGS: Final = "smslint.showRenderings"
CHECK_FILE: Final = "smslint.checkFile"


def make_server() -> SmslintServer:
    """A server with everything that it answers."""
    server = SmslintServer()
    server.feature(types.INITIALIZE)(_initialize)
    for name, handler in _NOTIFICATIONS.items():
        server.feature(name)(_guarded(handler))
    for name, (handler, options) in _REQUESTS.items():
        server.feature(name, options)(_guarded(handler))
    for name, command in _COMMANDS.items():
        server.command(name)(_guarded_command(command))
    return server


def _guarded(handler: _Handler) -> Any:
    """A handler whose errors are one line."""

    @wraps(handler)
    async def guarded(ls: SmslintServer, params: Any) -> Any:
        try:
            return await handler(ls, params)
        except (JsonRpcException, asyncio.CancelledError):
            raise
        except Exception as error:  # noqa: BLE001 (the boundary of a request)
            raise JsonRpcInternalError(words_of(error)) from None

    return guarded


def _guarded_command(command: Callable[..., Coroutine[Any, Any, Any]]) -> Any:
    guarded = _guarded(command)

    async def called(ls: SmslintServer, *arguments: Any) -> Any:
        return await guarded(ls, arguments)

    return called


# Documents.


def _initialize(ls: SmslintServer, params: types.InitializeParams) -> None:
    ls.options = options_of(params.initialization_options)


async def _opened(ls: SmslintServer, params: types.DidOpenTextDocumentParams) -> None:
    ls.change(params.text_document.uri, at_once=True)


async def _changed(ls: SmslintServer, params: types.DidChangeTextDocumentParams) -> None:
    ls.change(params.text_document.uri)


async def _saved(ls: SmslintServer, params: types.DidSaveTextDocumentParams) -> None:
    uri = params.text_document.uri
    await ls.do(ls.checks.saved, uri)
    ls.change(uri, at_once=True)
    await ls.look()


async def _closed(ls: SmslintServer, params: types.DidCloseTextDocumentParams) -> None:
    ls.close(params.text_document.uri)


async def _files_changed(ls: SmslintServer, params: types.DidChangeWatchedFilesParams) -> None:  # noqa: ARG001
    await ls.look()


async def _folders_changed(ls: SmslintServer, params: Any) -> None:  # noqa: ARG001
    await ls.look(anyway=True)


async def _configured(ls: SmslintServer, params: types.DidChangeConfigurationParams) -> None:
    options = options_of(params.settings)
    if options != ls.options:
        ls.options = options
        await ls.look(anyway=True)


# Requests.


async def _lenses(ls: SmslintServer, params: types.CodeLensParams) -> list[types.CodeLens]:
    checked = await ls.checked(params.text_document.uri) if ls.options.code_lens else None
    return [] if checked is None else list(_lenses_of(checked))


def _lenses_of(checked: Checked) -> Iterator[types.CodeLens]:
    for span, record in checked.messages():
        start = checked.lines.position(span.start)
        arguments = [checked.document.uri, {"line": start.line, "character": start.character}]
        command = types.Command(words.lens(record), RENDERINGS, arguments=arguments)
        yield types.CodeLens(types.Range(start, start), command)


async def _hints(ls: SmslintServer, params: types.InlayHintParams) -> list[types.InlayHint]:
    checked = await ls.checked(params.text_document.uri) if ls.options.inlay_hints else None
    if checked is None:
        return []
    wanted = checked.lines.span(params.range)
    return [
        types.InlayHint(checked.lines.position(span.end), words.hint(record), padding_left=True)
        for span, record in checked.messages()
        if wanted.start <= span.end <= wanted.end
    ]


async def _hover(ls: SmslintServer, params: types.HoverParams) -> types.Hover | None:
    checked = await ls.checked(params.text_document.uri)
    if checked is None:
        return None
    found = await ls.do(hover, checked, checked.lines.offset(params.position))
    if found is None:
        return None
    text, span = found
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), checked.lines.range(span))


# Commands.


async def _renderings(ls: SmslintServer, arguments: tuple[Any, ...]) -> dict[str, Any] | None:
    """The longest and the shortest rendering of the message at a place: the address of its file, and the place."""
    uri = arguments[0] if arguments and isinstance(arguments[0], str) else ""
    checked = await ls.checked(uri)
    record = None if checked is None else checked.message_at(checked.lines.offset(_position(arguments[1:])))
    if record is None:
        ls.say("smslint: there is no message here.", types.MessageType.Warning)
        return None
    ls.say(f"smslint: {shown(record)}")
    return renderings(record)


async def _check_file(ls: SmslintServer, arguments: tuple[Any, ...]) -> bool:
    """Check a file that no configuration names as messages, until it is closed: its address."""
    uri = arguments[0] if arguments and isinstance(arguments[0], str) else ""
    if path_of(uri) is None or ls.text(uri) is None:
        ls.say("smslint: open the file, and save it under a name, to have it checked.", types.MessageType.Warning)
        return False
    ls.checks.asked.add(uri)
    ls.change(uri, at_once=True)
    return await ls.checked(uri) is not None


async def _type_reason(ls: SmslintServer, arguments: tuple[Any, ...]) -> None:
    """Select the reason of a directive that was just written: the address of its file, and its start and end."""
    if arguments and isinstance(arguments[0], str):
        selection = types.Range(_position(arguments[1:2]), _position(arguments[2:3]))
        ls.window_show_document(types.ShowDocumentParams(arguments[0], take_focus=True, selection=selection))


def _position(stated: tuple[Any, ...]) -> types.Position:
    """The place in the arguments of a command; the start of the text if there is none."""
    place = stated[0] if stated else None
    line, character = (place.get("line"), place.get("character")) if isinstance(place, dict) else (0, 0)
    if not isinstance(line, int) or not isinstance(character, int):
        return types.Position(0, 0)
    return types.Position(max(line, 0), max(character, 0))


_NOTIFICATIONS: Final[dict[str, _Handler]] = {
    types.TEXT_DOCUMENT_DID_OPEN: _opened,
    types.TEXT_DOCUMENT_DID_CHANGE: _changed,
    types.TEXT_DOCUMENT_DID_SAVE: _saved,
    types.TEXT_DOCUMENT_DID_CLOSE: _closed,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _files_changed,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: _folders_changed,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: _configured,
}
_REQUESTS: Final[dict[str, tuple[_Handler, Any]]] = {
    types.TEXT_DOCUMENT_CODE_LENS: (_lenses, types.CodeLensOptions()),
    types.TEXT_DOCUMENT_INLAY_HINT: (_hints, types.InlayHintOptions()),
    types.TEXT_DOCUMENT_HOVER: (_hover, types.HoverOptions()),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        actions, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True),
    ),
    types.CODE_ACTION_RESOLVE: (resolved, None),
}  # fmt: skip
_COMMANDS: Final[dict[str, Callable[..., Coroutine[Any, Any, Any]]]] = {
    RENDERINGS: _renderings,
    CHECK_FILE: _check_file,
    TYPE_REASON: _type_reason,
}
