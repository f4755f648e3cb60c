"""The kind of each message, from a column of its CSV file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run
from smslint.folding import fold
from smslint.sources import csv_kinds
from smslint.span import Span
from tests.project.support import project
from tests.sources.support import read_all

if TYPE_CHECKING:
    from pathlib import Path

KINDS = [
    ("kind", "marketing", "marketing"), ("Type", "Promotional", "marketing"), ("category", "MARKETING", "marketing"), ("message_type", "UTILITY", "transactional"),
    ("Template Category", "AUTHENTICATION", "otp"), ("type", "one-time password", "otp"), ("Art", "Werbung", "marketing"), ("Kategorie", "transaktional", "transactional"),
    ("Catégorie", "Publicité", "marketing"), ("type", "Vérification", "otp"), ("Tipo", "promocional", "marketing"), ("categoría", "transaccional", "transactional"),
    ("Tipo", "autenticação", "otp"), ("Rodzaj", "marketingowy", "marketing"), ("Тип", "реклама", "marketing"), ("Вид", "сервисное", "transactional"),
    ("種類", "マーケティング", "marketing"), ("类型", "营销", "marketing"), ("类别", "验证码", "otp"), ("유형", "광고성", "marketing"), ("유형", "정보성", "transactional"),
    ("النوع", "تسويقي", "marketing"), ("סוג", "פרסומי", "marketing"), ("Tür", "pazarlama", "marketing"), ("loại", "quảng cáo", "marketing"), ("jenis", "promosi", "marketing"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "cell", "kind"), KINDS)
def test_a_column_of_kinds_is_used(column: str, cell: str, kind: str) -> None:
    messages = read_all("csv", f"id,text,{column}\na,Hi,{cell}\nb,Ho,\n")
    assert [(each.key, dict(each.settings)) for each in messages] == [("a", {"kind": kind}), ("b", {})]


@pytest.mark.parametrize(("header", "cells", "said"), [
    ("category", ("Orders", "Shipping"), "Orders"), ("kind", ("marketing", "newsletter"), "newsletter"), ("type", ("sms", "email"), ""), ("type", ("", ""), ""),
    ("status", ("marketing", "otp"), ""), ("class", ("string", "otp"), "string"),
])  # fmt: skip
def test_other_cells_are_said(header: str, cells: tuple[str, str], said: str) -> None:
    text = f"id,text,{header}\na,Hi,{cells[0]}\nb,Ho,{cells[1]}\n"
    unknown = [each for each in read_all("csv", text) if each.unknown]
    assert bool(unknown) is bool(said)
    for each in unknown:
        assert f"{header!r} may have the kind of each message, but {said!r} is no kind" in each.unknown
        assert text[each.map.to_file(Span(0, 0)).start :].startswith(said)


def test_the_key_of_a_message_is_not_its_kind() -> None:
    assert [each.key for each in read_all("csv", "type,text\nmarketing,Hi\notp,Ho\n")] == ["2", "3"]
    assert [each.key for each in read_all("csv", "type,name,text\nmarketing,a,Hi\notp,b,Ho\n")] == ["a", "b"]


def test_check_uses_it_and_strict_names_a_strange_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "id,text,kind\na,Acme: see our new shop,marketing\nb,Acme: see our new shop,otp\n"
    monkeypatch.chdir(
        project(tmp_path, {"t.csv": rows, "smslint.yaml": "brand: Acme\nregions: [US]\nmessages: [{files: t.csv}]\n"})
    )
    run(["check", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert [(each["kind"], each["kind_inferred"]) for each in found["messages"]] == [
        ("marketing", False),
        ("otp", False),
    ]
    assert {each["line"] for each in found["findings"] if each["code"] == "OPT001"} == {2}
    (tmp_path / "t.csv").write_text(rows + "c,Acme: hi,sonstiges\n")
    assert run(["check", "--strict", "--fail-level", "never"]) == 1
    assert "t.csv:4: The column 'kind' may have the kind of each message, but 'sonstiges'" in capsys.readouterr().err


def test_no_word_is_two_kinds() -> None:
    words = [word for words in csv_kinds._KINDS.values() for word in words]
    assert len(words) == len(set(words))
    assert all(fold(word) == word for word in words)
    assert set(csv_kinds._OTHER).isdisjoint(words)
