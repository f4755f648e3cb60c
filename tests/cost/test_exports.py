"""`smslint diff` where templates are approved elsewhere: the export of the base is that of its commit."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.cost.repo import Repo

HEAD = "Template ID,Template Name,Template Content,Status\n"
FIRST = "1107170000000000001,ship,Acme: order {#numeric#} has shipped,Approved\n"
SECOND = "1107170000000000002,code,Acme: your code is {#numeric#},Approved\n"
SETTINGS = """regions: [IN]
kind: transactional
messages: [{files: "sms/*.txt", dialect: jinja}]
values: {"*": {max: 6, charset: digits}}
approved: [{file: dlt.csv, format: dlt}]
"""
TEXTS = {"sms/a.txt": "Acme: order {{ n }} has shipped", "sms/b.txt": "Acme: your code is {{ n }}"}


def changes(document: dict[str, Any]) -> set[tuple[str, str, str]]:
    """The findings that came and went."""
    return {(what, each["path"], each["code"]) for what, found in document["findings"].items() for each in found}


def sheet(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


# the export at the base, the export now, and what came and went
EXPORTS = [
    (HEAD + FIRST + SECOND, HEAD + FIRST + SECOND, set()),
    (HEAD + FIRST + SECOND, (HEAD + FIRST + SECOND).replace("\n", "\r\n"), set()),
    (HEAD + FIRST + SECOND, HEAD + FIRST, {("brought", "sms/b.txt", "REG020")}),
    (HEAD + FIRST, HEAD + FIRST + SECOND, {("removed", "sms/b.txt", "REG020")}),
    (HEAD + FIRST + SECOND, HEAD + FIRST + SECOND.replace("your code", "the code"), {("brought", "sms/b.txt", "REG021")}),
    (HEAD + FIRST + SECOND, HEAD + FIRST + SECOND.replace("Approved", "Rejected"), {("brought", "sms/b.txt", "REG020")}),
    (None, HEAD + FIRST, {("brought", "sms/b.txt", "REG020")}),
]  # fmt: skip


@pytest.mark.parametrize(("then", "now", "expected"), EXPORTS)
def test_the_findings_are_those_of_each_side(
    then: str | None, now: str, expected: set[tuple[str, str, str]], project: Repo
) -> None:
    project.commit({"smslint.yaml": SETTINGS, **TEXTS, **({} if then is None else {"dlt.csv": then})})
    project.write({"dlt.csv": now})
    assert changes(project.diff("HEAD")) == expected
    if expected:  # against itself nothing changes
        project.commit({})
        assert changes(project.diff("HEAD")) == set()


def test_a_spreadsheet_of_the_base(project: Repo) -> None:
    rows = [each.split(",") for each in (HEAD + FIRST + SECOND).splitlines()]
    settings = SETTINGS.replace("dlt.csv", "dlt.xlsx")
    project.commit({"smslint.yaml": settings, **TEXTS, "dlt.xlsx": sheet(rows)})
    project.write({"dlt.xlsx": sheet(rows[:2])})
    assert changes(project.diff("HEAD")) == {("brought", "sms/b.txt", "REG020")}


def test_an_export_of_the_base_that_cannot_be_read_is_said(project: Repo) -> None:
    project.commit({"smslint.yaml": SETTINGS, **TEXTS, "dlt.csv": "<html>no table</html>"})
    project.write({"dlt.csv": HEAD + FIRST})
    found = project.diff("HEAD")
    assert changes(found) == set()
    (unread,) = [each for each in found["not_compared"] if each["path"] == "dlt.csv"]
    assert "at the base: dlt.csv: this is a web page and no table" in unread["why"]
