"""What the server says of messages of every kind: one row for each."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcInternalError

from smslint.errors import ConfigError
from smslint.finding import Severity
from smslint.server.checks import Checked, Checks
from smslint.server.diagnostics import diagnostics
from smslint.server.documents import document, uri_of
from smslint.server.features import _guarded, make_server
from smslint.server.fixes import quick_fixes
from smslint.server.hover import hover
from smslint.server.options import Options, options_of
from smslint.server.problems import Problem, problem_of
from smslint.server.renderings import renderings, shown
from smslint.server.words import hint, lens
from smslint.span import Span
from tests.server.editor import CURLY, project

if TYPE_CHECKING:
    from pathlib import Path

CARD = "country,price,currency,as_of\nUS,0.0079,USD,2026-11-01\nCA,0.01,USD,2026-11-01\nGB,0.04,GBP,2026-11-01\nFR,0.07,EUR,2026-11-01\n"


def checked(folder: Path, text: str, settings: str = "", name: str = "sms/a.txt", data: bytes | None = None) -> Checked:
    """The check of one text in a project with more settings."""
    config = 'prices: prices.csv\nmessages: [{files: "sms/*", dialect: jinja, kind: transactional}]\n'
    files: dict[str, str | bytes] = {"smslint.yaml": config + settings, "prices.csv": CARD, name: data or text}
    project(folder, files)
    opened = document(uri_of(folder / name), 1, text)
    assert opened is not None
    found = Checks().check(opened, types.PositionEncodingKind.Utf16)
    assert found is not None
    return found


ROWS: tuple[tuple[str, str, str, str], ...] = (
    ("Acme: hi.", "regions: [US]\n", "1 segment \u00b7 GSM-7 \u00b7 151 left \u00b7 $0.0079", "1 segment \u00b7 $0.0079"),
    ("Acme: hi.", "", "1 segment \u00b7 GSM-7 \u00b7 151 left", "1 segment"),
    ("Acme: hi.", "regions: [DE]\n", "1 segment \u00b7 GSM-7 \u00b7 151 left", "1 segment"),
    (
        "Acme: {{ n }}", "regions: [US]\nvalues: {n: {max: 200, charset: gsm7_basic}}\n",
        "1\u20132 segments \u00b7 GSM-7 \u00b7 100 left \u00b7 $0.0079\u2013$0.0158", "1\u20132 segments \u00b7 $0.0079\u2013$0.0158",
    ),
    (
        "Acme: {{ n }}", "regions: [US]\n", "1\u2013\u221e segments (n has no length) \u00b7 GSM-7 or UCS-2 \u00b7 $0.0079\u2013\u221e",
        "1\u2013\u221e segments (n has no length) \u00b7 $0.0079\u2013\u221e",
    ),
    (
        "Acme: hi.", "regions: [US, GB]\n", "1 segment \u00b7 GSM-7 \u00b7 151 left \u00b7 US $0.0079 \u00b7 GB \u00a30.04",
        "1 segment \u00b7 US $0.0079 \u00b7 GB \u00a30.04",
    ),
    (
        "Acme: hi.", "regions: [US, CA, GB]\n",
        "1 segment \u00b7 GSM-7 \u00b7 151 left \u00b7 US $0.0079 \u00b7 CA $0.01 \u00b7 and 1 more region",
        "1 segment \u00b7 US $0.0079 \u00b7 CA $0.01 \u00b7 and 1 more region",
    ),
    (
        "Acme: hi.", "regions: [US, CA, GB, FR]\n",
        "1 segment \u00b7 GSM-7 \u00b7 151 left \u00b7 US $0.0079 \u00b7 CA $0.01 \u00b7 and 2 more regions",
        "1 segment \u00b7 US $0.0079 \u00b7 CA $0.01 \u00b7 and 2 more regions",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("text", "settings", "above", "behind"), ROWS)
def test_lens_and_hint(tmp_path: Path, text: str, settings: str, above: str, behind: str) -> None:
    ((_, record),) = checked(tmp_path, text, settings).messages()
    assert (lens(record), hint(record)) == (above, behind)


RENDERINGS: tuple[tuple[str, str, str], ...] = (
    ("Acme: {{ n }}", "", "nothing limits the longest rendering (n has no length).\nshortest rendering, 1 segment: Acme: "),
    ("Acme: {{ n }}", "values: {n: {enum: [a, bc]}}\n", "longest rendering, 1 segment: Acme: bc\nshortest rendering, 1 segment: Acme: a"),
    ("Acme: hi.", "", "longest rendering, 1 segment: Acme: hi."),
    ("Acme: {% if %}", "", "the template cannot be parsed, so its renderings are unknown."),
)  # fmt: skip


@pytest.mark.parametrize(("text", "settings", "words"), RENDERINGS)
def test_the_renderings_in_words(tmp_path: Path, text: str, settings: str, words: str) -> None:
    ((_, record),) = checked(tmp_path, text, settings).messages()
    assert shown(record).rstrip() == words.rstrip()
    assert (renderings(record)["longest"] is None) == (not words.startswith("longest"))


def test_hover_says_what_is_not_known(tmp_path: Path) -> None:
    found = checked(tmp_path, "Acme: {{ n }} your order\u2019s here")
    shown_ = hover(found, 0)
    assert shown_ is not None
    assert "nothing limits the longest" in shown_[0]
    assert "not known: brand, provider, regions" in shown_[0]
    assert "The cost is unknown" in shown_[0]
    assert shown_[1] == Span(0, len(found.document.text))


def test_hover_says_what_a_provider_changes(tmp_path: Path) -> None:
    text = hover(checked(tmp_path, CURLY, "provider: twilio\nregions: [US]\n"), 0)
    assert text is not None
    assert "Twilio" in text[0]
    assert "$0.0079 to US for one recipient" in text[0]


@pytest.mark.parametrize("provider", ["twilio", "aws", "octopods", "bird", "generic", "vonage"])
@pytest.mark.parametrize(
    "text", ["Acme: it\u2019s " + "so " * 50, "Acme: " + "word " * 60, CURLY, "Acme \u00e7 " + "y" * 160]
)
def test_what_is_drawn_is_what_is_counted_or_says_why_not(tmp_path: Path, provider: str, text: str) -> None:
    found = checked(tmp_path, text, f"provider: {provider}\n")
    ((_, record),) = found.messages()
    answer = hover(found, 0)
    assert answer is not None
    assert record.result is not None
    drawn = answer[0].count("\n\u2500\u2500 segment ")
    told = (
        f"cuts it into {drawn}, as drawn; the standard, by which it is counted and priced, into {record.result.most}."
    )
    assert (told in answer[0]) == (drawn != record.result.most)


def test_a_text_that_is_too_long_to_be_drawn(tmp_path: Path) -> None:
    answer = hover(checked(tmp_path, "Acme: " + "x" * 5000), 0)
    assert answer is not None
    assert "It has 5,006 characters: too many to be drawn." in answer[0]


def test_nothing_is_shown_where_there_is_nothing(tmp_path: Path) -> None:
    found = checked(tmp_path, "a: [1, 2]\n", "", "sms/a.yml")
    assert hover(found, 3) is None
    assert found.message_at(3) is None
    assert diagnostics(found) == []


def test_what_is_not_understood_is_said_at_its_line(tmp_path: Path) -> None:
    found = checked(tmp_path, "hello\n{% if %}\n", "rules: {TPL001: off}\n")
    (unknown,) = (each for each in diagnostics(found) if each.code == "not-known")
    assert unknown.message.startswith("Not known: ")
    assert unknown.range.start.line == 1
    assert not [each for each in diagnostics(found, Severity.WARNING) if each.code == "not-known"]


def test_a_finding_in_an_included_template_is_shown_where_it_is_included(tmp_path: Path) -> None:
    (tmp_path / "sms").mkdir()
    (tmp_path / "sms/part.j2").write_text("it\u2019s here\n", encoding="utf-8")
    found = checked(tmp_path, "Acme: {% include 'part.j2' %}\n")
    (curly,) = (each for each in diagnostics(found) if each.code == "ENC001")
    assert curly.range.start == types.Position(0, 0)
    (related,) = curly.related_information or ()
    assert related.location.uri == uri_of(tmp_path / "sms/part.j2")
    assert related.location.range.start == types.Position(0, 2)


def test_the_titles_of_quick_fixes(tmp_path: Path) -> None:
    text = "Acme: it\u2019s \u201cso\u201d\u200b sale! " + "x" * 40
    found = checked(tmp_path, text, "", "sms/b.txt")
    fixes = list(quick_fixes(found, Span(0, len(text)), Checks().projects.keys(found.target.config)))
    titles = [each.title for each in fixes]
    assert "smslint: fix 3 places (ENC001)" in titles
    assert any(each.startswith('smslint: remove "<U+200B>"') for each in titles)
    assert all(each.safe or "a person should review" in each.title for each in fixes)


ERRORS: tuple[tuple[str, str, int, str], ...] = (
    ("{there}:3: regions: wrong", "there", 3, "regions: wrong"),
    ("{there}:3:7: wrong", "there", 3, "wrong"),
    ("{there}: cannot be read", "there", 1, "cannot be read"),
    ("/no/such/file:3: wrong", "near", 1, "/no/such/file:3: wrong"),
    ("nothing that has a place", "near", 1, "nothing that has a place"),
    ("a: b", "near", 1, "a: b"),
)


@pytest.mark.parametrize(("text", "where", "line", "what"), ERRORS)
def test_the_place_of_an_error(tmp_path: Path, text: str, where: str, line: int, what: str) -> None:
    there = tmp_path / "a b.yaml"
    there.write_text("", encoding="utf-8")
    near = tmp_path / "near.txt"
    found = problem_of(ConfigError(text.format(there=there)), near)
    assert found == Problem(there if where == "there" else near, line, what)


@pytest.mark.parametrize(
    "stated", [None, 1, [], {}, {"smslint": 3}, {"codeLens": 1, "inlayHints": "x", "severity": []}, {"severity": "x"}]
)
def test_settings_of_the_wrong_kind_are_not_set(stated: Any) -> None:
    assert options_of(stated) == Options()


def test_an_error_inside_is_one_line() -> None:
    async def broken(ls: object, params: object) -> None:
        raise ValueError("first\nsecond")

    async def refused(ls: object, params: object) -> None:
        raise ConfigError("smslint.yaml:1: wrong")

    server = make_server()
    try:
        with pytest.raises(JsonRpcInternalError) as error:
            asyncio.run(_guarded(broken)(server, None))
        assert str(error.value) == "internal error: ValueError: first second; please report it"
        with pytest.raises(JsonRpcInternalError) as error:
            asyncio.run(_guarded(refused)(server, None))
        assert str(error.value) == "smslint.yaml:1: wrong"
    finally:
        server.shutdown()
