"""A log whose truth is known: nearly every message is found again, none is given to a template that it is not from."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from smslint.logs.opened import open_log
from smslint.project.files import Chooser
from smslint.project.run import Runner
from smslint.reconcile.canonical import canonical
from smslint.reconcile.form import forms
from smslint.reconcile.matcher import Matcher
from smslint.reconcile.reconcile import reconcile
from smslint.reconcile.template import Template, templates
from tests.reconcile import made

COUNT = 6000


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    made.lay(folder)
    return folder


@pytest.fixture(scope="module")
def found(project: Path) -> list[Template]:
    return templates(Chooser().targets((project,)), Runner()).templates


def test_every_message_is_from_the_template_that_it_was_made_from(found: list[Template]) -> None:
    matcher = Matcher([form for number, each in enumerate(found) for form in forms(number, each)])
    counts: Counter[str] = Counter()
    for row in made.rows(COUNT):
        match = matcher.match(canonical(row.cells[2]))
        got = None if match.form is None else found[match.form.template].key
        counts["right" if got == (row.truth and row.truth[1]) else "missed" if got is None else "wrong"] += 1
    assert counts["wrong"] == 0
    assert counts["right"] >= COUNT * 0.99


def test_the_counts_and_the_spend_are_those_of_the_log(project: Path, found: list[Template]) -> None:
    rows = made.rows(COUNT, seed=2)
    made.write(project / "log.csv", rows)
    done = reconcile(open_log(project / "log.csv"), found)
    truth = Counter(row.truth[1] for row in rows if row.truth)
    assert {each.key: each.sums.messages for each in done.lines if each.sums.messages} == truth
    total = done.total
    assert total.messages == COUNT == done.matched + done.unmatched.messages
    with (project / "log.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert total.billed == sum(int(each["NumSegments"]) for each in cells) == total.counted
    assert f"{total.spend['USD']:.4f}" == f"{total.billed * 83 / 10000:.4f}"
    assert done.values["link"].charset == "gsm7_basic"
    assert done.values["name"].most == max(map(len, made.NAMES))
    assert done.values["name"].charset == "any"
