"""A preflight says of merge fields that are left what the gate would say of the filled texts: an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import smslint
from smslint.broadcast.options import Options
from smslint.broadcast.plan import make_plan
from smslint.broadcast.template import of_text
from smslint.finding import Severity
from smslint.project.config import Config
from smslint.recipients.reader import open_list

if TYPE_CHECKING:
    from pathlib import Path

LEFT = [
    # A template, and the fields that nothing fills.
    ("Hi %%first_name%%", ["%%first_name%%"]),
    ("Hi {{ first_name }} of [vip tier]", ["[vip tier]"]),
    ("Hi {{ first_name }}, {{ '{shop}' }}", ["{shop}"]),
    ("Hi {{ first_name }} of [Acme]", []),
]


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("phone,first_name,vip tier\n+14155552671,Sam,gold\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "left"), LEFT, ids=[row[0] for row in LEFT])
def test_what_is_left_is_an_error(tmp_path: Path, people: Path, text: str, left: list[str]) -> None:
    template = tmp_path / "a.txt"
    template.write_text(text, encoding="utf-8")
    found = smslint.preflight(template, people, config={"kind": "transactional"})
    leaks = [each for each in found.findings if each.code == "PLH001"]
    assert [each.severity for each in leaks] == [Severity.ERROR] * len(left)
    assert all(repr(field) in each.message for field, each in zip(left, leaks, strict=True))


def test_a_template_that_two_dialects_read_in_two_ways_is_not_sent(tmp_path: Path, people: Path) -> None:
    text = "{{ first_name }}\n{% if first_name %}a{% endif %}\n{{ first_name }}"
    with open_list(people) as found:
        plan = make_plan(of_text(text, Options(), Config(tmp_path)), found.columns, Options())
        assert "it looks like jinja" in plan.inexact
        stated = Options(dialect="jinja")
        assert make_plan(of_text(text, stated, Config(tmp_path)), found.columns, stated).inexact == ""
    said = smslint.preflight({"text": text}, people)
    assert (said.would_send, said.refused_whole) == (0, True)


def test_what_given_values_and_defaults_filled_is_counted() -> None:
    people = [
        {"phone": f"+1415555010{at}", "name": name, "day": day}
        for at, (name, day) in enumerate([("Ann", "Monday"), ("", "Friday"), (" ", ""), ("", "x")])
    ]
    text = "{{ brand }}: hello {{ name | default('you', true) }}, {{ name | default('dear', true) }}! {{ brand }} is open on {{ day }}."
    found = smslint.preflight({"text": text}, people, dialect="jinja", kind="transactional", values={"brand": "Acme"})
    assert found.recipients == 3
    said = [(each.name, each.default, each.rows, each.places) for each in found.filled]
    assert said == [("brand", False, 3, 2), ("name", True, 2, 2)]
    assert found.as_dict()["filled"][1] == {"name": "name", "default": True, "rows": 2, "places": 2}
    assert "the given value of `brand` filled 3 messages in 2 places each" in str(found)
