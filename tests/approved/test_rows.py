"""A list for India: exactly the rows whose values do not fit the template are refused, by the preflight, on batches, and when sent."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.broadcast.asking import Asking
from smslint.broadcast.count import count
from smslint.broadcast.fitting_values import fitting_values
from smslint.broadcast.options import Options, planned
from smslint.broadcast.pieces import Cell, Columns
from smslint.broadcast.plan import make_plan
from smslint.broadcast.template import load
from smslint.project.known_projects import project_of
from smslint.recipients.reader import open_list
from smslint.rules import template_formats
from smslint.rules.approved import ApprovedList, make_template
from smslint.rules.context import Context
from smslint.rules.facts import Facts
from smslint.rules.variables import Units
from smslint.sending.gate import make_gate
from smslint.sending.verdict import Outgoing
from tests.approved.made import project

NOON = "2026-12-01T12:00:00+05:30"
TEMPLATE = "Fernhill: {#alphanumeric#}, order {#numeric#} has shipped."
TEXT = "Fernhill: {{ name }}, order {{ id }} has shipped."
FITS = re.compile(r"Fernhill: (?!.*(?:@|://|www\.))[^\n]{1,40}, order (?=[^.]*\d)[\d.,/: ()+-]{1,30} has shipped\.")
NAMES = [
    "Ana",
    "Bela Cora",
    "x" * 40,
    "x" * 41,
    "A\nB",
    "a@b.example",
    "Ana, order 7",
    "www.acme.example",
    "O'Neil",
    "Анна",
]
IDS = ["1", "12", "7" * 30, "7" * 31, "AB1", "12-7", "1\n2", "३४", "(:)", "12 a"]
EXPORT = f'Template ID,Template Name,Template Content,Status\n1107170000000000001,ship,"{TEMPLATE}",Approved\n'
SETTINGS: dict[str, dict[str, Any]] = {
    "an export": {},
    "a fact": {"approved": [], "facts": {"dlt_template": TEMPLATE}},
}


def rows() -> list[tuple[str, str, str]]:
    random = Random(7)
    pairs = [(name, number) for name in NAMES for number in IDS]
    random.shuffle(pairs)
    return [(f"+9198123{at:05}", *pair) for at, pair in enumerate(pairs)]


@pytest.mark.parametrize("how", SETTINGS)
def test_exactly_the_rows_that_do_not_fit_are_refused(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dlt.csv").write_text(EXPORT)
    own = {
        "regions": ["IN"],
        "values": {"name": {"max": 60}, "id": {"max": 60}},
        "rules": {"LEN002": "off"},
        **SETTINGS[how],
    }
    folder = project(tmp_path, {"file": "dlt.csv", "format": "dlt"}, {"a": TEXT}, **own)
    monkeypatch.chdir(folder)
    with (tmp_path / "list.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("phone", "name", "id"), *rows()])
    time = planned(NOON, local=False)
    options = Options(at=time.at, wall=time.wall)
    template = load(tmp_path / "sms/a.txt", options, None)

    def plan(columns: tuple[str, ...]) -> Any:
        return make_plan(template, columns, options)

    with open_list(tmp_path / "list.csv") as found:
        assert plan(found.columns).stopping == ()
        slow = count(found, plan(found.columns))
    expected = [
        FITS.fullmatch(TEXT.replace("{{ name }}", name).replace("{{ id }}", number)) is None
        for _, name, number in rows()
    ]
    tallies = {code: tally.count for code, tally in slow.audit.tallies.items()}
    assert tallies == {"REG022" if how == "an export" else "DLT001": sum(expected)}

    project_ = project_of(folder)
    gate = make_gate(project_)
    refused = []
    for phone, name, number in rows():
        body = TEXT.replace("{{ name }}", name).replace("{{ id }}", number)
        refused.append(not gate(Outgoing(body, phone, "transactional", NOON)).passed)
    assert refused == expected

    pytest.importorskip("pyarrow")
    from smslint.broadcast.bulk_count import bulk_count
    from tests.recipients.test_bulk_audit import written

    (tmp_path / "list.parquet").write_bytes(written("parquet", ["phone", "name", "id"], [list(row) for row in rows()]))
    with open_list(tmp_path / "list.parquet") as found:
        fast = bulk_count(found, plan(found.columns), jobs=1)
    assert fast is not None
    with open_list(tmp_path / "list.parquet") as found:
        slow = count(found, plan(found.columns))
    assert fast.as_dict() == slow.as_dict()
    assert str(fast) == str(slow)
    assert {code: tally.count for code, tally in fast.audit.tallies.items()} == tallies


def test_a_template_that_is_not_approved_stops_the_whole_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dlt.csv").write_text(EXPORT.replace("Approved", "Rejected"))
    monkeypatch.chdir(project(tmp_path, {"file": "dlt.csv", "format": "dlt"}, {"a": TEXT}, regions=["IN"]))
    options = Options()
    template = load(tmp_path / "sms/a.txt", options, None)
    assert make_plan(template, ("phone", "name", "id"), options).stopping == ("REG020",)


def test_a_list_of_another_country_needs_no_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dlt.csv").write_text(EXPORT)
    monkeypatch.chdir(project(tmp_path, {"file": "dlt.csv", "format": "dlt"}, {"a": TEXT}, regions=["GB"]))
    gate = make_gate(project_of(tmp_path))
    assert gate(Outgoing("Fernhill: hello", "+447400123456", "transactional", "2026-12-01T12:00Z")).passed
    assert not gate(Outgoing("Fernhill: hello", "+919812345678", "transactional", NOON)).passed


def many(folder: Path, odd: int) -> Path:
    """A list of 3,000 different rows, of which some do not fit."""
    rows = [
        (f"+9198123{at:05}", f"Ana{chr(97 + at % 26)} {at}", f"{at}" if at >= odd else f"A{at}") for at in range(3_000)
    ]
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("phone", "name", "id"), *rows])
    return path


@pytest.mark.parametrize("how", SETTINGS)
@pytest.mark.parametrize(
    "text",
    [TEXT, "{% if id > '5' %}Fernhill{% else %}Fernhill{% endif %}: {{ name|upper }}, order {{ id }} has shipped."],
)
@pytest.mark.parametrize("bulk", [False, True])
def test_only_rows_that_may_not_fit_are_held_against_the_templates(
    how: str, text: str, bulk: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dlt.csv").write_text(EXPORT)
    own = {"regions": ["IN"], "values": {"*": {"max": 60}}, "rules": {"LEN002": "off"}, **SETTINGS[how]}
    monkeypatch.chdir(project(tmp_path, {"file": "dlt.csv", "format": "dlt"}, {"a": text}, **own))
    asked: list[Any] = []
    ask = Asking.ask

    def counted_ask(*given: Any, **more: Any) -> Any:
        asked.append(given)
        return ask(*given, **more)

    monkeypatch.setattr(Asking, "ask", counted_ask)
    options = Options(at=planned(NOON, local=False).at)
    template = load(tmp_path / "sms/a.txt", options, None)
    tallies = []
    for odd in (0, 40):
        asked.clear()
        with open_list(many(tmp_path, odd)) as found:
            plan = make_plan(template, found.columns, options)
            if bulk:
                pytest.importorskip("pyarrow")
                from smslint.broadcast.bulk_count import bulk_count

                counted = bulk_count(found, plan, jobs=1)
                assert counted is not None
            else:
                counted = count(found, plan)
        tallies.append({code: tally.count for code, tally in counted.audit.tallies.items()})
        assert len(asked) <= 30 + odd
    assert tallies == [{}, {"REG022" if how == "an export" else "DLT001": 40}]


PARTS = st.lists(st.sampled_from([" ", "a", ".", "12", "a@", "\n"]), min_size=1, max_size=5)
CELLS = st.one_of(
    st.sampled_from(["", "1", "ab", "a b", "www.a", "ab.cd", "1.2", "{a}", "a\nb", "x" * 40, "é", "\ufffc", "12 a"]),
    st.text(max_size=3),
)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(["{#var#}", "{#numeric#}", "{#alphanumeric#}", "{#url#}"]), PARTS.map("".join)),
        min_size=1,
        max_size=5,
    ),
    st.lists(st.one_of(st.just(0), PARTS.map("".join)), min_size=1, max_size=5),
    st.lists(CELLS, min_size=5, max_size=5),
)
def test_rows_of_fitting_values_fit(template: list[str], text: list[int | str], cells: list[str]) -> None:
    """Whatever is beside a field: in the template and in the text."""
    pieces: list[Any] = [Cell(at) if each == 0 else each for at, each in enumerate(text)]
    made, _ = make_template({"text": "".join(template)}, template_formats.load("dlt"))
    approved = ApprovedList("", (), [made])
    context = Context(facts=Facts(approved=(approved,)))
    fitting = fitting_values(pieces, context)
    if fitting is None or fitting.rows(Columns([cells]), 1) == [True]:
        return
    sent = "".join(cells[at] if each == 0 else str(each) for at, each in enumerate(text))
    outcome = approved.outcome(Units(list(sent)))
    assert outcome.values is not None
    assert not any(value.cost for value in outcome.values)
