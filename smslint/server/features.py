"""What the server answers: each request and each command, as a table of small functions."""

from __future__ import annotations

import asyncio
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import attrs
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError

from smslint.server import words
from smslint.server.documents import path_of
from smslint.server.fixes import all_fixes, has_safe_fixes, quick_fixes
from smslint.server.hover import hover
from smslint.server.options import options_of
from smslint.server.protocol import words_of
from smslint.server.renderings import renderings, shown
from smslint.server.server import SmslintServer

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator

    from smslint.server.checks import Checked
    from smslint.server.fixes import QuickFix
    from smslint.server.projects import Projects

    _Handler = Callable[[SmslintServer, Any], Coroutine[Any, Any, Any]]

FIX_ALL: Final = "source.fixAll.smslint"
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


async def _actions(ls: SmslintServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    checked = await ls.checked(params.text_document.uri)
    if checked is None:
        return []
    only = params.context.only
    found: list[types.CodeAction] = []
    if _is_wanted(types.CodeActionKind.QuickFix, only):
        quick = await ls.do(_quick, checked, ls.checks.projects, params.range)
        told = params.context.diagnostics
        found += [_action(ls, checked, fix, told) for fix in quick]
    if _is_wanted(FIX_ALL, only) and has_safe_fixes(checked):
        action = types.CodeAction("smslint: apply all safe fixes", FIX_ALL, data=checked.document.uri)
        if _resolves(ls):  # an editor asks for its actions wherever the cursor goes
            found.append(action)
        elif (resolved := await _resolved(ls, action)).edit is not None:
            found.append(resolved)
    return found


def _resolves(ls: SmslintServer) -> bool:
    """Whether an editor asks for the edit of an action once a person has chosen it."""
    can = ls.client_capabilities.text_document
    support = None if can is None or can.code_action is None else can.code_action.resolve_support
    return support is not None and "edit" in support.properties


async def _resolved(ls: SmslintServer, action: types.CodeAction) -> types.CodeAction:
    """An action with its edit: that of the text as it is now."""
    checked = await ls.checked(action.data) if isinstance(action.data, str) else None
    if checked is None or action.edit is not None:
        return action
    edits = await ls.do(all_fixes, checked, ls.checks.projects, ls.checks.open())
    return attrs.evolve(action, edit=_workspace_edit(ls, edits) if edits else None)


def _quick(checked: Checked, projects: Projects, range_: types.Range) -> list[QuickFix]:
    return list(quick_fixes(checked, checked.lines.span(range_), projects.keys(checked.target.config)))


def _action(ls: SmslintServer, checked: Checked, fix: QuickFix, told: Iterable[types.Diagnostic]) -> types.CodeAction:
    mends = [each for each in told if each.code == fix.finding.code and each.source == "smslint"]
    edit = _workspace_edit(ls, {checked.document.uri: list(fix.edits)})
    return types.CodeAction(
        fix.title, types.CodeActionKind.QuickFix, diagnostics=mends or None, is_preferred=fix.safe, edit=edit
    )


def _is_wanted(kind: str, only: Iterable[str] | None) -> bool:
    """Whether an editor asked for a kind of actions: ``source`` includes ``source.fixAll.smslint``."""
    return not only or any(each == "" or kind == each or kind.startswith(f"{each}.") for each in only)


def _workspace_edit(ls: SmslintServer, edits: dict[str, list[types.TextEdit]]) -> types.WorkspaceEdit:
    """Edits, with the versions that they are for where the editor understands them."""
    can = ls.client_capabilities.workspace
    if can is None or can.workspace_edit is None or not can.workspace_edit.document_changes:
        return types.WorkspaceEdit(changes=edits)
    changes = []
    for uri, some in edits.items():
        known = ls.checks.known.get(uri)
        name = types.OptionalVersionedTextDocumentIdentifier(
            uri=uri, version=None if known is None else known.document.version
        )
        changes.append(types.TextDocumentEdit(name, list(some)))
    return types.WorkspaceEdit(document_changes=changes)


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
        _actions, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True),
    ),
    types.CODE_ACTION_RESOLVE: (_resolved, None),
}  # fmt: skip
_COMMANDS: Final[dict[str, Callable[..., Coroutine[Any, Any, Any]]]] = {
    RENDERINGS: _renderings,
    CHECK_FILE: _check_file,
}
