"""A broadcast counted on record batches against the same one row by row: the same result in every field, or a refusal to take the list."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import smslint
from smslint.broadcast.count import count, count_large
from smslint.broadcast.options import Options, planned
from smslint.broadcast.plan import make_plan
from smslint.broadcast.record import Broadcast
from smslint.broadcast.template import of_text
from smslint.cli.app import run
from smslint.errors import RecipientsError
from smslint.project.known_projects import project_of
from smslint.recipients.reader import open_list
from smslint.recipients.suppression import Suppressed
from tests.broadcast.test_bulk_preflight import CARD, CELLS, COLUMNS, SETTINGS, SUPPRESSED, TEXTS, rows_of
from tests.recipients.support import US, as_csv
from tests.recipients.test_bulk_audit import written

pa = pytest.importorskip("pyarrow")
pytest.importorskip("numpy")

from smslint.broadcast.bulk_count import bulk_count  # noqa: E402

MORE_SETTINGS: Final[dict[str, tuple[dict[str, Any], dict[str, Any]]]] = {
    **SETTINGS,
    "own clocks": ({"brand": "Acme", "regions": ["US", "GB"]}, {"kind": "marketing", "at": "2026-12-01 20:30", "local": True}),
    "own clocks, no kind": ({}, {"at": "2026-03-08 02:30", "local": True}),
    "a budget": ({"brand": "Acme", "regions": ["US"]}, {"kind": "transactional", "max_cost": "0.05 USD"}),
}  # fmt: skip
MORE_TEXTS: Final = {
    **TEXTS,
    "HTML": "Acme: hi {{ name }} in {{ city }}. Reply STOP to opt out",
    "given": "Acme: hi {{ brand_name }} {{ name }}, {{ city }}",
}
FORMATS: Final = ("csv", "csv.gz", "jsonl", "parquet", "arrow")


def list_in(form: str, columns: list[str], rows: list[list[str]]) -> bytes:
    """A list in a format. Cells without line breaks: in CSV a row is a line."""
    if form in ("parquet", "arrow"):
        return written(form, columns, rows)
    if form == "jsonl":
        return "".join(json.dumps(dict(zip(columns, row, strict=True))) + "\n" for row in rows).encode()
    content = as_csv(columns, rows).encode()
    return gzip.compress(content, 1) if form == "csv.gz" else content


def facts(found: Broadcast) -> dict[str, Any]:
    """All that a result has. The order of what is unknown about the hours is not defined: by rows they are learned from a set."""
    shown = found.as_dict()
    rows = range(found.audit.total * 2 + 3)
    return {
        **shown, "unknown": sorted(shown["unknown"]), "text": sorted(str(found).splitlines()),
        "offenders": [*found.offenders.items()], "nulls": [*found.nulls.items()], "empty": [*found.empty.items()],
        "first_empty": found.first_empty, "worst": found.worst, "first rows": found.first_rows, "timing": found.timing,
        "sums": (found.now, found.most, found.fixed, found.plain, found.substituted), "senders": found.senders,
        "findings of rows": {code: (tally.count, tally.findings) for code, tally in found.audit.tallies.items()},
        "duplicates": [row for row in rows if row in found.audit.duplicate_rows],
        "opted out": [row for row in rows if row in found.audit.opted_out_rows],
    }  # fmt: skip


def same(
    path: Path, text: str, config: dict[str, Any], chosen: dict[str, Any], *, jobs: int | None = None
) -> Broadcast | None:
    """Count a list both ways; the result on batches, or ``None`` if it was declined."""
    given = dict(chosen)
    time = planned(given.pop("at", None), local=given.pop("local", False))
    options = Options(
        **given, at=time.at, wall=time.wall, values={"brand_name": "Acmé"} if "brand_name" in text else {}
    )
    template = of_text(text, options, project_of(config).config)

    def plan(columns: tuple[str, ...]) -> Any:
        made = make_plan(template, columns, options)
        return replace(made, policy=replace(made.policy, suppressed=Suppressed(map(int, SUPPRESSED))))

    with open_list(path) as found:
        fast = bulk_count(found, plan(found.columns), jobs=jobs)
    with open_list(path) as found:
        slow = count(found, plan(found.columns))
    if fast is not None:
        assert facts(fast) == facts(slow)
    return fast


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("prices") / "prices.csv"
    path.write_text(CARD)
    return str(path)


def options_for(settings: str, text: str, card: str | None) -> dict[str, Any]:
    dialect = {"no dialect": None, "HTML": "django"}.get(text, "jinja")
    own = {"dialect": dialect, **MORE_SETTINGS[settings][1]}
    if card is None:
        own.pop("max_cost", None)
        return own
    return {**own, "prices": card}


PAIRS: Final = [
    pytest.param(text, settings, marks=[] if (at - other) % 6 == 0 else pytest.mark.long)
    for at, text in enumerate(MORE_TEXTS)
    for other, settings in enumerate(MORE_SETTINGS)
]
"""Each text with some settings; all of them in the long run."""


@pytest.mark.parametrize(("text", "settings"), PAIRS)
def test_hostile_lists(tmp_path: Path, text: str, settings: str, card: str) -> None:
    rows = rows_of(Random(2), 300, COLUMNS, 0.7)
    path = tmp_path / "list.parquet"
    path.write_bytes(written("parquet", COLUMNS, rows))
    config = MORE_SETTINGS[settings][0]
    assert same(path, MORE_TEXTS[text], config, options_for(settings, text, card)) is not None


@pytest.mark.parametrize("seed", [pytest.param(at, marks=[] if at < 30 else pytest.mark.long) for at in range(200)])  # fmt: skip
def test_random_lists(tmp_path: Path, seed: int, card: str, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    size = random.choice([5, 64, 1 << 16])
    for module in ("recipients.bulk_columns", "recipients.bulk_parts", "broadcast.bulk_count"):
        monkeypatch.setattr(f"smslint.{module}.CHUNK", size)
    others = [each for each in CELLS if each not in ("name", "phone", "city", "order") and random.random() < 0.5]
    columns = random.sample(["name", "phone", "city", "order", *others], 4 + len(others))
    rows = rows_of(random, random.randrange(1, 600), columns, random.choice([0.05, 0.4, 1.0]))
    form = random.choice(FORMATS)
    if form in ("parquet", "arrow"):
        rows += [[""] * len(columns), rows[0]] * random.randrange(3)
    settings, text = random.choice([*MORE_SETTINGS]), random.choice([*MORE_TEXTS])
    prices = card if random.random() < 0.5 else None
    path = tmp_path / f"list.{form}"
    path.write_bytes(list_in(form, columns, rows))
    options, config = options_for(settings, text, prices), MORE_SETTINGS[settings][0]
    assert same(path, MORE_TEXTS[text], config, options, jobs=random.choice([1, 2, 3])) is not None


cell = st.one_of(
    st.sampled_from([each for cells in CELLS.values() for each in cells]),
    st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=8),
)
row = st.tuples(st.one_of(st.sampled_from([*US[:4], "+442079460114", "+61291550199"]), cell), cell, cell, cell)


@settings(max_examples=25, deadline=None)
@given(st.lists(row, min_size=1, max_size=12), st.sampled_from(FORMATS), st.sampled_from([*MORE_SETTINGS]), st.sampled_from([*MORE_TEXTS]))  # fmt: skip
def test_any_cells(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], form: str, chosen: str, text: str
) -> None:
    path = tmp_path_factory.mktemp("any") / f"list.{form}"
    columns = ["phone", "name", "city", "order"]
    try:
        path.write_bytes(list_in(form, columns, [list(each) for each in rows]))
        same(path, MORE_TEXTS[text], MORE_SETTINGS[chosen][0], options_for(chosen, text, None))
    except RecipientsError:
        pass  # so says the row path, too: this is no list of numbers


@pytest.mark.parametrize("jobs", [None, 2])
@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
def test_the_files_of_a_folder(tmp_path: Path, form: str, jobs: int | None, card: str) -> None:
    """Rows that repeat in another file, a hole, a message that is not GSM-7; read by processes too."""
    random = Random(form)
    for number in range(3):
        rows = rows_of(random, 120, COLUMNS, 0.5)
        (tmp_path / f"{number}.{form}").write_bytes(list_in(form, COLUMNS, rows))
    found = same(tmp_path, TEXTS["cells"], *SETTINGS["no time"][:1], options_for("no time", "cells", card), jobs=jobs)
    assert found is not None
    assert len(found.audit.duplicate_rows)
    assert len(found.audit.files.names) == 3


def test_a_spreadsheet(tmp_path: Path, card: str) -> None:
    openpyxl, _ = pytest.importorskip("openpyxl"), pytest.importorskip("python_calamine")
    book = openpyxl.Workbook()
    for row in [COLUMNS, *rows_of(Random(5), 200, COLUMNS, 0.5)]:
        book.active.append(["".join(filter(str.isprintable, each)) for each in row])
    book.save(tmp_path / "list.xlsx")
    assert same(
        tmp_path / "list.xlsx", TEXTS["cells"], *SETTINGS["marketing"][:1], options_for("marketing", "cells", card)
    )


def test_columns_whose_names_do_not_tell_them_apart(tmp_path: Path) -> None:
    """Parquet is read by names of columns: ``a`` also means ``a.b``, and one name may stand for two columns."""
    rows = [[US[0], "Ann", "x", "", ""], [US[1], "", "", "", ""], ["", "", "", "", ""], ["", "", "", "y", ""]]
    for at, columns in enumerate((["phone", "name", "a", "a.b", "c"], ["phone", "name", "a", "a", "c"])):
        path = tmp_path / f"{at}.parquet"
        path.write_bytes(written("parquet", columns, rows))
        found = same(path, "Acme: hi {{ name }}", {}, {"dialect": "jinja", "kind": "transactional"})
        assert found is not None
        assert found.audit.total == 3


def test_rows_that_are_blank_in_all_columns_that_decide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are recipients if another column has a value. That column is read only where this matters."""
    random = Random(1)
    monkeypatch.setattr("smslint.recipients.bulk_parts.CHUNK", 7)
    for share in (0.1, 0.5, 1.0):
        rows = [
            [US[at % 100], "Ann", random.choice(["", "x"])] if random.random() > share else ["", "", random.choice(["", " ", f"y{at}"])]
            for at in range(400)
        ]  # fmt: skip
        path = tmp_path / "list.parquet"
        path.write_bytes(written("parquet", ["phone", "name", "remark"], rows))
        found = same(path, "Acme: hi {{ name }}", {}, {"dialect": "jinja", "kind": "transactional"})
        assert found is not None
        assert found.audit.total == sum(any(map(str.strip, each)) for each in rows)


def test_it_declines_what_depends_on_earlier_rows(tmp_path: Path) -> None:
    """Where a number may be texted twice, what it was sent before decides; the answer is then that of the rows."""
    path = tmp_path / "list.parquet"
    path.write_bytes(written("parquet", ["phone", "name"], [[US[0], "Ann"], [US[0], "Ann"], [US[0], "Bo"]]))
    config = {"rules": {"NUM003": "off"}}
    assert same(path, "Acme: hi {{ name }}", config, {"dialect": "jinja", "kind": "transactional"}) is None
    with open_list(path) as found:
        options = Options(dialect="jinja", kind="transactional")
        plan = make_plan(of_text("Acme: hi {{ name }}", options, project_of(config).config), found.columns, options)
        assert facts(count_large(found, plan)) == facts(count(found, plan))


def test_a_large_list_is_counted_on_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command and by the function; with a file for each row it is read by rows."""
    asked = list[int]()

    def counted(*rest: Any, **options: Any) -> Broadcast | None:
        found = bulk_count(*rest, **options)
        asked.append(0 if found is None else found.audit.total)
        return found

    monkeypatch.setattr("smslint.broadcast.bulk_count.bulk_count", counted)
    monkeypatch.setattr("smslint.broadcast.count.PAYS_ABOVE", 0)
    path = tmp_path / "list.csv"
    path.write_text(as_csv(["phone", "name"], [[number, "Ann"] for number in US]), encoding="utf-8")
    whole = smslint.preflight({"text": "Acme: hi {{ name }}"}, path, dialect="jinja", kind="transactional")
    template = tmp_path / "hi.txt"
    template.write_text("Acme: hi {{ name }}", encoding="utf-8")
    command = [
        "preflight",
        str(template),
        str(path),
        "--dialect",
        "jinja",
        "--kind",
        "transactional",
        "--format",
        "json",
    ]
    run([*command, "--isolated", "--jobs", "1"])
    assert json.loads(capsys.readouterr().out)["list"]["rows"]["total"] == whole.recipients == 100
    assert asked == [100, 100]
    run([*command, "--rows", str(tmp_path / "rows.csv")])
    assert asked == [100, 100]
