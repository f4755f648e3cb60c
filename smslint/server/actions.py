"""What an editor offers at a place: fixes, a directive with a reason, and all safe fixes of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs
from lsprotocol import types

from smslint.server.fixes import all_fixes, has_safe_fixes, quick_fixes
from smslint.server.silencing import silencings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.finding import Finding
    from smslint.server.checks import Checked
    from smslint.server.fixes import QuickFix
    from smslint.server.projects import Projects
    from smslint.server.server import SmslintServer
    from smslint.server.silencing import Silencing

FIX_ALL: Final = "source.fixAll.smslint"
TYPE_REASON: Final = "smslint.typeReason"


async def actions(ls: SmslintServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    """What is offered for a place, of the kinds that the editor asks for."""
    checked = await ls.checked(params.text_document.uri)
    if checked is None:
        return []
    only = params.context.only
    found: list[types.CodeAction] = []
    if _is_wanted(types.CodeActionKind.QuickFix, only):
        quick, silent = await ls.do(_quick, checked, ls.checks.projects, params.range)
        told = params.context.diagnostics
        found += [_action(ls, checked, fix.title, fix.finding, fix.edits, told, preferred=fix.safe) for fix in quick]
        found += [_silencing(ls, checked, each, told) for each in silent]
    if _is_wanted(FIX_ALL, only) and has_safe_fixes(checked):
        action = types.CodeAction("smslint: apply all safe fixes", FIX_ALL, data=checked.document.uri)
        if _resolves(ls):  # an editor asks for its actions wherever the cursor goes
            found.append(action)
        elif (whole := await resolved(ls, action)).edit is not None:
            found.append(whole)
    return found


def _resolves(ls: SmslintServer) -> bool:
    """Whether an editor asks for the edit of an action once a person has chosen it."""
    can = ls.client_capabilities.text_document
    support = None if can is None or can.code_action is None else can.code_action.resolve_support
    return support is not None and "edit" in support.properties


async def resolved(ls: SmslintServer, action: types.CodeAction) -> types.CodeAction:
    """An action with its edit: that of the text as it is now."""
    checked = await ls.checked(action.data) if isinstance(action.data, str) else None
    if checked is None or action.edit is not None:
        return action
    edits = await ls.do(all_fixes, checked, ls.checks.projects, ls.checks.open())
    return attrs.evolve(action, edit=_workspace_edit(ls, edits) if edits else None)


def _quick(checked: Checked, projects: Projects, range_: types.Range) -> tuple[list[QuickFix], list[Silencing]]:
    span, config = checked.lines.span(range_), checked.target.config
    fixes = list(quick_fixes(checked, span, projects.keys(config)))
    return fixes, list(silencings(checked, span, projects.runner.checker(config)))


def _action(
    ls: SmslintServer, checked: Checked, title: str, finding: Finding, edits: Iterable[types.TextEdit],
    told: Iterable[types.Diagnostic], *, preferred: bool,
) -> types.CodeAction:  # fmt: skip
    mends = [each for each in told if each.code == finding.code and each.source == "smslint"]
    edit = _workspace_edit(ls, {checked.document.uri: list(edits)})
    return types.CodeAction(
        title, types.CodeActionKind.QuickFix, diagnostics=mends or None, is_preferred=preferred, edit=edit
    )


def _silencing(
    ls: SmslintServer, checked: Checked, each: Silencing, told: Iterable[types.Diagnostic]
) -> types.CodeAction:
    """A directive; where the editor can, its reason is selected, so that a person types it."""
    action = _action(ls, checked, each.title, each.finding, [each.edit], told, preferred=False)
    window = ls.client_capabilities.window
    if window is not None and window.show_document is not None and window.show_document.support:
        start, end = ({"line": at.line, "character": at.character} for at in (each.reason.start, each.reason.end))
        action.command = types.Command("type the reason", TYPE_REASON, arguments=[checked.document.uri, start, end])
    return action


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
