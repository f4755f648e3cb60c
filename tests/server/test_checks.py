"""The check of an open text says what ``smslint check`` says, however the text came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from fuzz.steps import check_steps
from smslint.project.files import Chooser
from smslint.project.fixes import applied as fixes_applied
from smslint.project.run import Runner
from smslint.server import fixes
from smslint.server.checks import Checks, StaleError
from smslint.server.diagnostics import diagnostics
from smslint.server.documents import document, path_of, uri_of
from smslint.server.fixes import all_fixes, has_safe_fixes, quick_fixes
from smslint.server.hover import hover
from smslint.server.words import lens
from smslint.span import Span
from tests.server.editor import CURLY, edited, project

if TYPE_CHECKING:
    from pathlib import Path

UNITS = types.PositionEncodingKind.Utf16


def check(checks: Checks, path: Path, text: str) -> object:
    found = document(uri_of(path), 1, text)
    assert found is not None
    return checks.check(found, UNITS)


LINES = (
    "    a: 'Acme: hello.'", "    a: 'Acme: it\u2019s {{ name }}.'", "    b: \"Acme: \\u2019 twice \\U0001F389\"",
    "    c: 'Acme: sale! 20% off  now'", "    # smslint: disable ENC001", "    # smslint: disable-next ENC003 because",
    "    # smslint: kind=marketing", "  # smslint: values name={max: 400}", "    d: |", "      Acme: a block\u00a0here", "en:", "  sms:",
    "  other:", "    a: 'Acme: hello.'", "", "    e: *x", "    f: 'broken",
)  # fmt: skip


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("catalogue"), {"locales/en.yml": "en:\n"}) / "locales/en.yml"


@given(st.lists(st.lists(st.sampled_from(LINES), max_size=8), min_size=2, max_size=4))
def test_what_is_remembered_is_what_a_new_check_finds(catalogue: Path, texts: list[list[str]]) -> None:
    checks, target = Checks(), Chooser().target(catalogue)
    for number, lines in enumerate(texts):
        found = document(uri_of(catalogue), number, "\n".join(("en:", "  sms:", *lines)))
        assert found is not None
        mine = checks.check(found, UNITS)
        assert mine is not None
        runner = Runner()
        outcome = runner.text(target, found.data())
        assert mine.outcome == outcome
        assert mine.result == runner.result([(target, outcome)])


def test_a_check_that_nobody_waits_for_ends_and_loses_nothing(catalogue: Path) -> None:
    checks = Checks()
    text = "en:\n  sms:\n" + "".join(f"    m{each}: 'Acme: it\u2019s {each}.'\n" for each in range(50))
    found = document(uri_of(catalogue), 1, text)
    assert found is not None
    asked: list[bool] = []

    def stale() -> bool:
        asked.append(len(asked) == 20)
        return asked[-1]

    with pytest.raises(StaleError):
        checks.check(found, UNITS, stale)
    assert len(asked) == 21
    again = checks.check(found, UNITS)
    assert again is not None
    assert len(again.outcome.messages) == 50


@pytest.mark.parametrize(
    ("name", "data", "line", "column"),
    [
        ("bom", "\ufeffAcme: it\u2019s here.\n", 0, 9),
        ("crlf", "Acme: one\r\nit\u2019s here.\r\n", 1, 2),
        ("cr", "Acme: one\rit\u2019s here.\r", 1, 2),
        ("separators", "Acme: \u2028it\u2019s\x0b here.\n", 0, 9),
        ("lone surrogate", "Acme: \ud83d it\u2019s here.\n", 0, 10),
    ],
)
def test_odd_texts(tmp_path: Path, name: str, data: str, line: int, column: int) -> None:
    path = project(tmp_path, {"sms/a.txt": ""}) / "sms/a.txt"
    found = document(uri_of(path), 1, data)
    assert found is not None
    checked = Checks().check(found, UNITS)
    assert checked is not None
    places = [
        each.range.start
        for each in diagnostics(checked)
        if each.code == "ENC001" and each.range.end.character == each.range.start.character + 1
    ]
    assert types.Position(line, column) in places


def test_a_file_that_is_not_utf_8_says_what_check_says(tmp_path: Path) -> None:
    path = project(tmp_path, {"sms/a.txt": "Acme: caf\u00e9.\n".encode("latin-1")}) / "sms/a.txt"
    found = document(uri_of(path), 1, "Acme: caf\u00e9.\n")
    assert found is not None
    checks = Checks()
    checked = checks.check(found, UNITS)
    assert checked is not None
    assert [each.code for each in checked.result.findings if each.code.startswith("SRC")] == ["SRC001"]
    path.write_text("Acme: caf\u00e9.\n", encoding="utf-8")
    checks.saved(found.uri)
    checked = checks.check(found, UNITS)
    assert checked is not None
    assert not [each for each in checked.result.findings if each.code.startswith("SRC")]


def test_a_fix_that_the_encoding_of_the_file_cannot_write_is_not_offered(tmp_path: Path) -> None:
    config = 'messages: [{files: "sms/*.txt", kind: transactional, encoding: latin-1}]\n'
    path = (
        project(tmp_path, {"smslint.yaml": config, "sms/a.txt": "caf\u00e9 \u00a0\u00ab x\n".encode("latin-1")})
        / "sms/a.txt"
    )
    found = document(uri_of(path), 1, "caf\u00e9 \u00a0\u00ab x\n")
    assert found is not None
    checks = Checks()
    checked = checks.check(found, UNITS)
    assert checked is not None
    assert checked.reading.encoding == "latin-1"
    for edits in all_fixes(checked, checks.projects, checks.open()).values():
        edited(found.text, edits).encode("latin-1")


def test_bytes_of_another_encoding_that_are_utf_8_by_chance(tmp_path: Path) -> None:
    config = 'messages: [{files: "sms/*.txt", kind: transactional, encoding: latin-1}]\n'
    path = project(tmp_path, {"smslint.yaml": config, "sms/a.txt": "\u00e9 x".encode("latin-1")}) / "sms/a.txt"
    found = document(uri_of(path), 1, "\u00e9\u00a0\u00ab\n")
    assert found is not None
    checked = Checks().check(found, UNITS)
    assert checked is not None
    assert checked.reading.text == found.text


def test_fixes_of_a_text_that_translations_are_looked_up_by(tmp_path: Path) -> None:
    """It changes in every file that has it, also in one that is open and not saved."""
    files = {
        "smslint.yaml": 'messages:\n  - {files: "app.py", names: ["_*"], kind: transactional}\n  - {files: "*.po", kind: transactional}\n',
        "app.py": 'from gettext import gettext as _\nsend_sms(_("Acme: it\u2019s here"))\n',
        "de.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Acme: it\u2019s here"\nmsgstr "Acme: da"\n',
    }
    folder = project(tmp_path, files)
    path = folder / "de.po"
    found = document(uri_of(path), 1, files["de.po"].replace("Acme: da", "Acme: es\u2019ist da"))
    assert found is not None
    checks = Checks()
    checked = checks.check(found, UNITS)
    assert checked is not None
    edits = all_fixes(checked, checks.projects, checks.open())
    after = edited(found.text, edits[found.uri])
    assert "es'ist da" in after
    quick = list(quick_fixes(checked, Span(0, len(found.text)), checks.projects.keys(checked.target.config)))
    assert all("msgid" not in edit.new_text for fix in quick for edit in fix.edits)


def test_a_template_that_cannot_be_parsed(tmp_path: Path) -> None:
    path = project(tmp_path, {"sms/a.txt": ""}) / "sms/a.txt"
    found = document(uri_of(path), 1, "Acme: {% if %}\n")
    assert found is not None
    checked = Checks().check(found, UNITS)
    assert checked is not None
    ((_, record),) = checked.messages()
    assert lens(record) == "segments unknown: the template cannot be parsed"
    shown = hover(checked, 8)
    assert shown is not None
    assert "unknown" in shown[0]


@pytest.mark.parametrize(
    "text",
    ["Acme: ```` \u2019 <script>alert(1)</script> [x](y) {{ a }}", "`\n``\n```\u2019", "\u202e\u2066 Acme \u2019"],
)
def test_hover_shows_hostile_texts_as_text(tmp_path: Path, text: str) -> None:
    path = project(tmp_path, {"sms/a.txt": ""}) / "sms/a.txt"
    found = document(uri_of(path), 1, text)
    assert found is not None
    checked = Checks().check(found, UNITS)
    assert checked is not None
    shown = hover(checked, text.index("\u2019"))
    assert shown is not None
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(shown[0])
    assert not [each for each in tokens if each.type == "html_block"]
    inner = [child for each in tokens for child in each.children or ()]
    assert not [each for each in inner if each.type == "html_inline"]
    links = [str(each.attrGet("href")) for each in inner if each.type == "link_open"]
    assert all(each.startswith("https://") for each in links)
    assert not {"\u202e", "\u2066"} & set(shown[0])


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "git:/a/b",
        "file://",
        "",
        "http://x/y",
        "file:///a%00b",
        "%",
        "file://[/a",
        "vscode-notebook-cell:/a#1",
    ],
)
def test_addresses_that_are_no_files(uri: str) -> None:
    assert path_of(uri) is None
    assert document(uri, 1, "text") is None


@given(st.text(st.characters(exclude_characters="\0/", exclude_categories=["Cs"]), min_size=1, max_size=10))
def test_the_address_of_a_path_leads_back(name: str) -> None:
    from pathlib import Path as _Path

    path = _Path("/a b/\u00e9") / f"x{name}"
    assert path_of(uri_of(path)) == path


def test_a_message_that_is_registered(tmp_path: Path) -> None:
    """What check says of a registered message that has changed, and what registration check says of the file."""
    import shutil
    from pathlib import Path as _Path

    fixtures = _Path(__file__).parents[2] / "fixtures"
    shutil.copytree(fixtures, tmp_path / "shop", ignore=shutil.ignore_patterns("*.csv.gz"))
    path = tmp_path / "shop/registration.yaml"
    checks = Checks()
    found = document(uri_of(path), 1, path.read_text(encoding="utf-8"))
    assert found is not None
    checked = checks.check(found, UNITS)
    assert checked is not None
    assert checked.result.findings
    assert {each.place.path for each in checked.result.findings} == {checked.target.shown}
    lines = {each.range.start.line for each in diagnostics(checked)}
    more = document(found.uri, 2, "# one more line\n" + found.text)
    assert more is not None
    moved = checks.check(more, UNITS)
    assert moved is not None
    assert {each.range.start.line - 1 for each in diagnostics(moved)} == lines
    template = tmp_path / "shop/templates/sms/refund.gotmpl"
    text = document(uri_of(template), 1, template.read_text(encoding="utf-8"))
    assert text is not None
    message = checks.check(text, UNITS)
    assert message is not None
    assert [each for each in message.result.findings if each.field == "message"]


def test_the_unsaved_text_of_an_open_file(tmp_path: Path) -> None:
    path = project(tmp_path, {"sms/a.txt": "Acme: hello.\n"}) / "sms/a.txt"
    found = document(uri_of(path), 1, CURLY)
    assert found is not None
    checks = Checks()
    checked = checks.check(found, UNITS)
    assert checked is not None
    (edits,) = all_fixes(checked, checks.projects, checks.open()).values()
    assert edited(found.text, edits) == CURLY.replace("\u2019", "'")


def test_a_text_in_which_editors_count_lines_differently_is_not_edited(tmp_path: Path) -> None:
    path = project(tmp_path, {"sms/a.txt": ""}) / "sms/a.txt"
    for text, fixed in (("Acme: one\rit\u2019s here", False), ("Acme: one\r\nit\u2019s here", True)):
        found = document(uri_of(path), 1, text)
        assert found is not None
        checks = Checks()
        checked = checks.check(found, UNITS)
        assert checked is not None
        keys = checks.projects.keys(checked.target.config)
        assert bool(list(quick_fixes(checked, Span(0, len(text)), keys))) == fixed
        assert bool(all_fixes(checked, checks.projects, checks.open())) == fixed
        assert has_safe_fixes(checked) == fixed


def test_a_menu_of_fixes_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each fix reads the whole text again, and an editor may ask for those of all lines."""
    folder = project(tmp_path, {})
    found = document(uri_of(folder / "sms" / "a.txt"), 1, "Acme: it\u2019s here\n" * 100)
    assert found is not None
    checks = Checks()
    checks.asked.add(found.uri)
    checked = checks.check(found, UNITS)
    assert checked is not None
    tried: list[object] = []

    def counted(*arguments: Any) -> Any:
        tried.append(arguments)
        return fixes_applied(*arguments)

    monkeypatch.setattr(fixes, "applied", counted)
    keys = checks.projects.keys(checked.target.config)
    offered = list(quick_fixes(checked, Span(0, len(found.text)), keys))
    assert 0 < len(offered) <= len(tried) <= 20
    assert len(edited(found.text, all_fixes(checked, checks.projects, checks.open())[found.uri]).split("it's")) == 101


def test_a_fix_of_many_places_is_made_in_linear_time(tmp_path: Path) -> None:
    folder = project(tmp_path, {})
    checks = Checks()

    def offer(count: int) -> None:
        found = document(uri_of(folder / "sms" / "a.txt"), 1, "it\u2019s " * count)
        assert found is not None
        checks.asked.add(found.uri)
        checked = checks.check(found, UNITS)
        assert checked is not None
        keys = checks.projects.keys(checked.target.config)
        (fix,) = quick_fixes(checked, Span(0, len(found.text)), keys)
        assert len(fix.edits) == count

    check_steps(offer, 80)
