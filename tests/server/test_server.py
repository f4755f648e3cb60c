"""The server as an editor meets it: a real process, the real protocol."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from smslint.server.documents import uri_of
from tests.server.editor import CONFIG, CURLY, Editor, edited, editing, project

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

import pytest_asyncio

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def editor() -> AsyncIterator[Editor]:
    async with editing() as found:
        yield found


def codes(found: list[types.Diagnostic]) -> list[str]:
    return [str(each.code) for each in found]


async def test_a_finding_has_its_place_its_link_and_what_to_do(editor: Editor, tmp_path: Path) -> None:
    path = project(tmp_path, {"sms/a.txt": "Acme \U0001f389 e\u0301: it\u2019s here.\n"}) / "sms/a.txt"
    found = await editor.open(path)
    odd, curly = (each for each in found if each.code == "ENC001")
    assert odd.range == types.Range(types.Position(0, 5), types.Position(0, 7))  # two units of UTF-16
    assert curly.range == types.Range(types.Position(0, 14), types.Position(0, 15))
    assert odd.code_description is not None
    assert odd.code_description.href.startswith("https://")


async def test_the_lens_says_segments_encoding_room_and_price(editor: Editor, tmp_path: Path) -> None:
    path = project(tmp_path, {"sms/a.txt": "Acme: your order\u2019s " + "x" * 59}) / "sms/a.txt"
    await editor.open(path)
    assert await editor.lenses(path) == ["2 segments \u00b7 UCS-2 \u00b7 56 left \u00b7 $0.0158"]


async def test_all_fixes_make_what_check_fix_makes(editor: Editor, tmp_path: Path) -> None:
    from smslint.cli.app import run

    text = CURLY * 3 + "\u201cHi\u201d \U0001f389 {{ name }}\u2026\r\nbye\u00a0now\n"
    path = project(tmp_path, {"sms/a.txt": text}) / "sms/a.txt"
    await editor.open(path)
    (action,) = await editor.actions(path, ["source.fixAll"])
    assert action.kind == "source.fixAll.smslint"
    assert action.edit is not None
    assert action.edit.changes is not None
    after = edited(text, action.edit.changes[uri_of(path)])
    assert after != text
    run(["check", "--fix", str(path), "--format", "concise", "--output", f"json={tmp_path / 'out.json'}"])
    assert path.read_bytes().decode() == after


async def test_only_messages_are_checked_and_others_when_asked(editor: Editor, tmp_path: Path) -> None:
    folder = project(tmp_path, {"notes.txt": CURLY, "sms/a.txt": "Acme: hello.\n"})
    note, message = folder / "notes.txt", folder / "sms/a.txt"
    editor.show(note)
    await editor.open(message)
    assert await editor.lenses(note) == []
    assert uri_of(note) not in editor.said
    assert await editor.command("smslint.checkFile", uri_of(note)) is True
    assert "ENC001" in codes(await editor.until(note, lambda said: said.diagnostics))
    editor.close(note)
    await editor.until(note, lambda said: not said.diagnostics)


async def test_the_unsaved_text_counts(editor: Editor, tmp_path: Path) -> None:
    path = project(tmp_path, {"sms/a.txt": "Acme: hello.\n"}) / "sms/a.txt"
    assert "ENC001" not in codes(await editor.open(path))
    assert "ENC001" in codes(await editor.type(path, CURLY))
    assert "ENC001" not in codes(await editor.type(path, "Acme: hello.\n"))


async def test_a_configuration_broken_and_mended(editor: Editor, tmp_path: Path) -> None:
    folder = project(tmp_path, {"sms/a.txt": CURLY})
    path, config = folder / "sms/a.txt", folder / "smslint.yaml"
    assert "ENC001" in codes(await editor.open(path))
    await editor.save(config, CONFIG + "ruels: {}\n")
    (wrong,) = await editor.until(config, lambda said: said.diagnostics)
    assert wrong.range.start.line == CONFIG.count("\n")
    assert "did you mean 'rules'" in wrong.message
    await editor.until(path, lambda said: not said.diagnostics)
    await editor.save(config, CONFIG + "rules: {ENC001: off}\n")
    await editor.until(config, lambda said: not said.diagnostics)
    assert "ENC001" not in codes(await editor.until(path, lambda said: said.diagnostics or True))
    await editor.save(config, CONFIG)
    await editor.until(path, lambda said: "ENC001" in codes(said.diagnostics))


async def test_two_folders_have_their_own_configurations(editor: Editor, tmp_path: Path) -> None:
    one = project(tmp_path / "one", {"sms/a.txt": CURLY})
    two = project(tmp_path / "two", {"sms/a.txt": CURLY, "smslint.yaml": CONFIG + "rules: {ENC001: off}\n"})
    assert "ENC001" in codes(await editor.open(one / "sms/a.txt"))
    assert "ENC001" not in codes(await editor.open(two / "sms/a.txt"))


async def test_hover_draws_the_segments_and_says_why(editor: Editor, tmp_path: Path) -> None:
    path = project(tmp_path, {"sms/a.txt": CURLY}) / "sms/a.txt"
    await editor.open(path)
    text = await editor.hover(path, 0, 16)
    assert "ENC001" in text
    assert "Source: <https://" in text
    assert "segment 1" in text
    assert "$0.0079" in text
    assert "2026" in text


async def test_the_renderings_of_a_template(editor: Editor, tmp_path: Path) -> None:
    text = "Acme: {% if late %}your order is late{% else %}ok{% endif %}.\n"
    path = project(tmp_path, {"sms/a.txt": text}) / "sms/a.txt"
    await editor.open(path)
    found = await editor.command("smslint.showRenderings", uri_of(path), {"line": 0, "character": 3})
    assert found["longest"] == {"text": "Acme: your order is late.", "segments": 1}
    assert found["shortest"] == {"text": "Acme: ok.", "segments": 1}


async def test_the_last_of_many_changes_is_answered(editor: Editor, tmp_path: Path) -> None:
    text = "en:\n  sms:\n" + "".join(f"    m{each}: 'Acme: it\u2019s {each}.'\n" for each in range(200))
    path = project(tmp_path, {"locales/en.yml": text}) / "locales/en.yml"
    editor.show(path)
    for each in range(20):
        editor.write(path, text.replace("Acme", f"Acme {each}"))
    found = await editor.type(path, "en:\n  sms:\n    a: 'Acme: hi.'\n")
    assert "ENC001" not in codes(found)
    assert len(await editor.lenses(path)) == 1


async def test_a_request_that_is_cancelled(editor: Editor, tmp_path: Path) -> None:
    text = "en:\n  sms:\n" + "".join(f"    m{each}: 'Acme: it\u2019s {each}.'\n" for each in range(200))
    path = project(tmp_path, {"locales/en.yml": text}) / "locales/en.yml"
    editor.show(path)
    params = types.CodeLensParams(types.TextDocumentIdentifier(uri_of(path)))
    future = editor.client.protocol.send_request(types.TEXT_DOCUMENT_CODE_LENS, params, msg_id="to be cancelled")
    editor.client.protocol.notify(types.CANCEL_REQUEST, types.CancelParams("to be cancelled"))
    with pytest.raises(Exception, match="cancel"):
        await asyncio.wrap_future(future)
    assert len(await editor.lenses(path)) == 200


async def test_quick_fixes_and_what_they_mend(editor: Editor, tmp_path: Path) -> None:
    path = project(tmp_path, {"sms/a.txt": CURLY}) / "sms/a.txt"
    (found,) = (each for each in await editor.open(path) if each.code == "ENC001")
    actions = await editor.client.text_document_code_action_async(
        types.CodeActionParams(
            types.TextDocumentIdentifier(uri_of(path)), found.range, types.CodeActionContext([found])
        )
    )
    quick, whole = (each for each in actions or () if isinstance(each, types.CodeAction))
    assert (quick.kind, quick.is_preferred) == (types.CodeActionKind.QuickFix, True)
    assert list(quick.diagnostics or ()) == [found]
    for action in (quick, whole):
        assert action.edit is not None
        assert action.edit.changes is not None
        assert edited(CURLY, action.edit.changes[uri_of(path)]) == CURLY.replace("\u2019", "'")
    assert [each.kind for each in await editor.actions(path, ["refactor"])] == []


async def test_a_place_without_a_message(editor: Editor, tmp_path: Path) -> None:
    folder = project(tmp_path, {"locales/en.yml": "en:\n  sms:\n    a: 'Acme: hi.'\n", "notes.txt": "hi"})
    path, note = folder / "locales/en.yml", folder / "notes.txt"
    await editor.open(path)
    editor.show(note)
    assert await editor.hover(path, 0, 0) == ""
    assert await editor.hover(note, 0, 0) == ""
    assert await editor.actions(note) == []
    assert await editor.command("smslint.showRenderings", uri_of(path), {"line": 0, "character": 0}) is None
    assert await editor.command("smslint.checkFile", "untitled:1") is False
    assert [each.message for each in editor.client.messages[-2:]] == [
        "smslint: there is no message here.",
        "smslint: open the file, and save it under a name, to have it checked.",
    ]


async def test_a_registration_that_cannot_be_read_is_said_at_its_line(editor: Editor, tmp_path: Path) -> None:
    folder = project(tmp_path, {"sms/a.txt": CURLY, "registration.yaml": "brand: {name: Acme}\ncampaigns: []\n"})
    assert "ENC001" in codes(await editor.open(folder / "sms/a.txt"))
    (wrong,) = await editor.until(folder / "registration.yaml", lambda said: said.diagnostics)
    assert wrong.range.start.line == 1


async def test_a_text_that_gets_another_name(editor: Editor, tmp_path: Path) -> None:
    """As some editors do it: it changes under a name that was not opened."""
    folder = project(tmp_path, {"sms/a.txt": CURLY})
    await editor.open(folder / "sms/a.txt")
    editor.close(folder / "sms/a.txt")
    assert "ENC001" in codes(await editor.type(folder / "sms/b.txt", CURLY))
