"""The public functions on record batches give the same answers as the base path: both run on the same hostile lists."""

from __future__ import annotations

import csv
import doctest
import inspect
import pickle
import re
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint import arrow, check_number
from smslint.broadcast.count import RowMeasure, count
from smslint.broadcast.fill import compile_template
from smslint.broadcast.plan import Plan
from smslint.dialects import parse
from smslint.errors import ConfigError, RecipientsError
from smslint.numbers.samples import Sampler
from smslint.recipients import limits
from smslint.recipients.audit import audit
from smslint.recipients.clean import write
from smslint.recipients.headers import Roles
from smslint.recipients.mappings import list_of
from smslint.recipients.policy import Policy, make_policy
from smslint.recipients.screen import Screen
from smslint.recipients.suppression import Suppressed
from smslint.text.gsm7 import GSM7
from tests.recipients.support import US, as_csv, listed
from tests.recipients.test_preflight import CITIES, NAMES
from tests.test_wrong_types import WRONG

pa = pytest.importorskip("pyarrow")
pytest.importorskip("numpy")

from tests.recipients.test_bulk import HOSTILE  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

TO: Final = "+12025550101"
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def batch(**columns: Sequence[str | None]) -> Any:
    return pa.record_batch([pa.array(each, pa.string()) for each in columns.values()], names=list(columns))


def numbers(texts: Sequence[str], region: str | None = None) -> list[dict[str, object]]:
    fields = ("e164", "valid", "region", "type", "canonical", "reason", "suggestion")
    return [{name: getattr(each, name) for name in fields} for each in (check_number(text, region) for text in texts)]


def test_the_examples_of_the_documentation() -> None:
    assert doctest.testmod(arrow).failed == 0


# --- classify ---


@pytest.mark.parametrize("region", [None, "US", "gb", "DE", "IT"])
def test_hostile_numbers(region: str | None) -> None:
    assert arrow.classify(batch(phone=HOSTILE), "phone", region).to_pylist() == numbers(HOSTILE, region)


def test_numbers_of_all_countries() -> None:
    sampler = Sampler(7)
    texts = [sampler.replaced() for _ in range(3000)]
    assert arrow.classify(batch(phone=texts), "phone").to_pylist() == numbers(texts)


old_forms = st.sampled_from(["+521", "+39", "+55", "+225", "+229", "+84", "+1", "+44", "+490"])
digits = st.from_regex(r"[0-9]{4,14}", fullmatch=True)


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.from_regex(r"\+?[0-9]{5,17}", fullmatch=True), st.builds(str.__add__, old_forms, digits), anything), max_size=12), st.integers(0, 3), st.sampled_from([None, "US", "FR"]))  # fmt: skip
def test_any_numbers(texts: list[str], offset: int, region: str | None) -> None:
    some = batch(phone=texts).slice(min(offset, len(texts)))
    assert arrow.classify(some, "phone", region).to_pylist() == numbers(texts[offset:], region)


def test_a_batch_that_is_longer_than_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smslint.recipients.bulk_columns.CHUNK", 7)
    texts = [*HOSTILE, TO] * 3
    assert arrow.classify(batch(phone=texts), "phone").to_pylist() == numbers(texts)
    expected = [GSM7.measure(f"Hi {text}") for text in texts]
    found = arrow.measure(batch(v=texts), "Hi {{ v }}", dialect="jinja").to_pylist()
    assert [(each["encoding"], each["units"], each["segments"]) for each in found] == expected


# --- the columns that a batch may have ---

LAYOUTS: Final = {
    "string": lambda cells: pa.array(cells, pa.string()),
    "large string": lambda cells: pa.array(cells, pa.large_string()),
    "string view": lambda cells: pa.array(cells, pa.string_view()),
    "binary": lambda cells: pa.array([None if each is None else each.encode() for each in cells], pa.binary()),
    "dictionary": lambda cells: pa.array(cells, pa.string()).dictionary_encode(),
    "nulls in a dictionary": lambda cells: pa.DictionaryArray.from_arrays(
        pa.array(range(len(cells)), pa.int32()), pa.array(cells, pa.string())
    ),
    "run-end encoded": lambda cells: pa.RunEndEncodedArray.from_arrays(
        pa.array(range(1, len(cells) + 1), pa.int32()), pa.array(cells, pa.string())
    ),
    "a slice": lambda cells: pa.array(["x", "🎉", *cells, "+1"], pa.string()).slice(2, len(cells)),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_layouts_of_text(layout: Any) -> None:
    cells: list[str | None] = [None, TO, "", "Zoë", None, "12025550101", "🎉"]
    some = pa.record_batch([layout(cells)], names=["phone"])
    texts = ["" if each is None else each for each in cells]
    assert arrow.classify(some, "phone").to_pylist() == numbers(texts)
    found = arrow.measure(some, "{{ phone }}!", dialect="jinja").to_pylist()
    assert [tuple(each.values())[:3] for each in found] == [GSM7.measure(f"{text}!") for text in texts]


OTHERS: Final = {
    "integers": (pa.array([12025550101, None, -1], pa.int64()), ["12025550101", "", "-1"]),
    "unsigned": (pa.array([12025550101, None, 2**64 - 1], pa.uint64()), ["12025550101", "", str(2**64 - 1)]),
    "booleans": (pa.array([True, None]), ["true", ""]),
    "nulls": (pa.nulls(2), ["", ""]),
    "lists": (pa.array([["+1", "2"], None]), ["['+1', '2']", ""]),
    "structs": (pa.array([{"a": 1}, None]), ["{'a': 1}", ""]),
    "dates": (pa.array([0, None], pa.date32()), ["1970-01-01", ""]),
    "no rows": (pa.array([], pa.string()), []),
}


@pytest.mark.parametrize(("column", "texts"), OTHERS.values(), ids=OTHERS)
def test_other_types_are_read_as_text(column: Any, texts: list[str]) -> None:
    some = pa.record_batch([column], names=["phone"])
    assert arrow.classify(some, "phone").to_pylist() == numbers(texts)
    found = arrow.measure(some, "{{ phone }}", dialect="jinja").to_pylist()
    assert [tuple(each.values())[:3] for each in found] == [GSM7.measure(text) for text in texts]


SCHEMAS: Final[dict[str, str]] = {
    "classify": "e164: string\nvalid: bool not null\nregion: string\ntype: string not null\ncanonical: bool not null\n"
    "reason: string not null\nsuggestion: string",
    "measure": "encoding: string not null\nunits: int32 not null\nsegments: int32 not null\nmost_segments: int32 not null",
    "audit": "e164: string\nregion: string\ntype: string not null\nrefused: string not null\nnoted: string not null\n"
    "opted_out: bool not null",
}
SCHEMAS["preflight"] = (
    f"{SCHEMAS['audit']}\n{SCHEMAS['measure']}\ncost: decimal128(38, 12)\nmost_cost: decimal128(38, 12)\ncurrency: string\n"
    "stopped: string not null\nunknown: string not null"
)
"""What the documentation says, and what others build on: a change of it breaks their programs."""
CALLS: Final = {
    "classify": partial(arrow.classify, column="phone"),
    "measure": partial(arrow.measure, message="Hi"),
    "audit": partial(arrow.audit, columns={"phone": "phone"}, suppressed=["+12025550199"]),
    "preflight": partial(
        arrow.preflight,
        message="Acme: hi",
        columns={"phone": "phone"},
        prices="reference:twilio",
        suppressed=["+12025550199"],
    ),
}


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("cells", [[], [None], [TO], ["x", TO]], ids=str)
def test_the_schema_is_the_same_for_every_batch(name: str, cells: list[str | None]) -> None:
    answer = CALLS[name](batch(phone=cells))
    answer.validate(full=True)
    assert str(answer.schema) == SCHEMAS[name]
    assert answer.num_rows == len(cells)


def test_the_functions_can_be_pickled_and_run_elsewhere() -> None:
    for name, call in CALLS.items():
        assert pickle.loads(pickle.dumps(call))(batch(phone=[TO])).equals(call(batch(phone=[TO]))), name


def test_the_import_brings_nothing_heavy() -> None:
    program = "import sys, smslint.arrow; print(sorted({'numpy', 'pyarrow', 'phonenumbers', 'yaml', 'regex'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# --- measure ---

TEMPLATES: Final = {
    "cells": ("jinja", "Hi {{ name }}, {{ city }} {{ name }}"),
    "a filter": ("jinja", "Hi {{ name|upper }} in {{ city|default('town', true) }}"),
    "a condition": ("jinja", "{% if city %}In {{ city }}{% else %}Hi {{ name }}{% endif %} [bye]"),
    "an undecided condition": (
        "jinja",
        "{% if vip %}Dear 🎉 {{ name }} of {{ city }}{% else %}Hi{% endif %} {{ name }}",
    ),
    "a loop": ("jinja", "{% for each in items %}{{ name }} {% endfor %}" + "x" * 150),
    "constant": ("plain", "Hi {{ name }}"),
    "not GSM-7": ("liquid", "’{{ name }}" + "x" * 60),
    "cut": ("liquid", "{{ name | truncate: 5 }}{{ city | slice: 0, 2 }}"),
    "empty": ("plain", ""),
}


def by_rows(template: str, dialect: str, rows: list[dict[str, str]]) -> list[RowMeasure]:
    found: list[RowMeasure] = []
    with list_of([{"phone": TO, **row} for row in rows]) as recipients:
        program = compile_template(parse(template, dialect), recipients.columns, dialect=dialect)
        count(recipients, Plan(program, Policy()), each=found.extend)
    return found


def same_measures(template: str, dialect: str, rows: list[dict[str, str]], offset: int = 0) -> None:
    some = pa.RecordBatch.from_pylist([{"phone": TO, **row} for row in rows]).slice(offset)
    expected = [
        {"encoding": each.encoding, "units": each.units, "segments": each.segments, "most_segments": each.most_segments}
        for each in by_rows(template, dialect, rows)[offset:]
    ]
    assert arrow.measure(some, template, dialect=dialect).to_pylist() == expected


@pytest.mark.parametrize(("dialect", "template"), TEMPLATES.values(), ids=TEMPLATES)
def test_measures(dialect: str, template: str) -> None:
    same_measures(template, dialect, [{"name": name, "city": city} for name in NAMES for city in CITIES])


signs = st.one_of(st.sampled_from("a€[ł🎉"), st.characters(exclude_categories=["Cs"]))
literals = st.sampled_from(
    ["", "Hi ", "x" * 150, "[" * 80, "€" * 70 + "x" * 13, "é", "’", "🎉" * 30, "x" * 66 + "’", "`"]
)
cell = st.text(signs, max_size=170)


@settings(max_examples=80, deadline=None)
@given(
    literals,
    st.lists(st.tuples(cell, cell), min_size=1, max_size=5),
    st.integers(0, 2),
    st.sampled_from(sorted(TEMPLATES)),
)
def test_measures_of_any_values(literal: str, values: list[tuple[str, str]], offset: int, name: str) -> None:
    dialect, template = TEMPLATES[name]
    rows = [{"name": first, "city": second} for first, second in values]
    same_measures(literal + template, dialect, rows, min(offset, len(values)))


def test_values_that_are_the_same_for_every_row() -> None:
    some = batch(name=["Ann", ""])
    found = arrow.measure(some, "{{ name }} {{ brand }}", dialect="jinja", values={"brand": "Ž" * 70}).to_pylist()
    assert found == [
        {"encoding": "UCS-2", "units": 74, "segments": 2, "most_segments": 2},
        {"encoding": "UCS-2", "units": 71, "segments": 2, "most_segments": 2},
    ]


# --- audit ---

CELLS: Final[dict[str, list[str | None]]] = {
    "phone": [*HOSTILE, *US[:6]],
    "country": ["US", "AU", "", "xx", None],
    "consent": ["yes", "no", "", "?", " ", "express", None],
    "also": ["", "yes", "no"],
    "opt_out": ["", "", "TRUE", "no", "unsubscribed", "maybe", None],
    "more": ["", "", "2024-05-12", "by phone"],
    "status": ["", "active", "Opted out", "bounced"],
    "reply": ["", "thanks", "STOP", "who is this?"],
    "comment": ["", "likes tea", "please stop texting me", "wife says wrong number?"],
    "channel": ["", "SMS", "email"],
    "consent_ends": ["", "2020-01-01", "2999-01-01", "soon"],
}
ALL_ROLES: Final[dict[str, Any]] = {
    **{name: name for name in CELLS if name not in ("also", "more")}, "consent": ["consent", "also"], "opt_out": ["opt_out", "more"],
}  # fmt: skip
POLICIES: Final[list[dict[str, Any]]] = [
    {}, {"enabled": ["us", "AU"], "suppressed": US[1:4], "require_consent": True}, {"accept_suggestions": True, "region": "US"},
    {"require_consent": False, "region": "AU"},
]  # fmt: skip


def audited_by_rows(
    rows: list[dict[str, str | None]], roles: dict[str, Any], policy: dict[str, Any]
) -> list[dict[str, object]]:
    """The base path about the same rows: the screen that the audit, the preflight and the clean list use."""
    columns = list(rows[0])
    at = {
        role: [columns.index(each) for each in ([named] if isinstance(named, str) else named)]
        for role, named in roles.items()
    }
    outs, consents = at.get("opt_out", []), at.get("consent", [])
    found = Roles(
        phone=at["phone"][0], region=at.get("country", [None])[0], consent=next(iter(consents), None),
        opt_out=next(iter(outs), None), status=at.get("status", [None])[0], more=tuple(outs[1:]), also=tuple(consents[1:]),
        limits=tuple((each, role) for role in limits.READERS for each in at.get(role, [])),
    )  # fmt: skip
    chosen = make_policy(**{name: value for name, value in policy.items() if name != "suppressed"})
    chosen = replace(chosen, suppressed=Suppressed(map(int, policy.get("suppressed", ()))))
    screen = Screen(chosen, found, len(columns))
    cells = [["" if each is None else each for each in row.values()] for row in rows]
    answer = screen.batch([row[found.phone or 0] for row in cells], cells)
    made: list[dict[str, object]] = []
    for index, (label_id, key) in enumerate(zip(answer.labels, answer.keys, strict=True)):
        codes = [each.code for each in answer.problems.get(index, [])]
        label = screen.label(label_id)
        refused, noted = (dict.fromkeys(each.code for each in codes if each.refuses is way) for way in (True, False))
        made.append({
            "e164": f"+{key}" if key else None, "region": label.region if key else None, "type": label.type if key else "unknown",
            "refused": " ".join(refused), "noted": " ".join(noted), "opted_out": bool(refused.keys() & {"CON001", "CON003"}),
        })  # fmt: skip
    return made


def same_audit(random: Random, count: int, roles: dict[str, Any], policy: dict[str, Any]) -> None:
    rows = [{name: random.choice(cells) for name, cells in CELLS.items()} for _ in range(count)]
    some = pa.record_batch({name: pa.array([row[name] for row in rows], pa.string()) for name in CELLS})
    assert arrow.audit(some, roles, **policy).to_pylist() == audited_by_rows(rows, roles, policy)


@pytest.mark.parametrize("policy", POLICIES, ids=["default", "strict", "lenient", "elsewhere"])
@pytest.mark.parametrize(
    "roles", [ALL_ROLES, {"phone": "phone"}, {"phone": "phone", "consent": "consent"}], ids=["all", "phone", "consent"]
)
def test_hostile_rows(roles: dict[str, Any], policy: dict[str, Any]) -> None:
    same_audit(Random(5), 2000, roles, policy)


@settings(max_examples=200, deadline=None)
@given(
    st.randoms(use_true_random=False),
    st.integers(1, 30),
    st.sets(st.sampled_from(sorted(ALL_ROLES))),
    st.sampled_from(POLICIES),
)
def test_random_rows(random: Random, count: int, names: set[str], policy: dict[str, Any]) -> None:
    same_audit(random, count, {"phone": "phone", **{name: ALL_ROLES[name] for name in names}}, policy)


def test_threads_give_the_same_answers() -> None:
    """Engines call a function from several threads at once; a screen learns, so that no two may share one."""
    random = Random(9)
    some = [
        pa.record_batch({name: pa.array(random.choices(cells, k=300), pa.string()) for name, cells in CELLS.items()})
        for _ in range(40)
    ]
    call = partial(arrow.audit, columns=ALL_ROLES, enabled=["US"], require_consent=True)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(call, some))
    assert together == [call(each) for each in some]


# --- what is wrong is said in one line ---

FAULTS: Final = {
    "no such column": (lambda: arrow.classify(batch(phone=[TO]), "mobile"), ConfigError, "'mobile': there is no such column; the columns are 'phone'"),
    "two of one name": (lambda: arrow.classify(pa.record_batch([pa.array([TO])] * 2, names=["a", "a"]), "a"), ConfigError, "more than one"),
    "a country": (lambda: arrow.classify(batch(phone=[TO]), "phone", "XX"), ConfigError, "region: 'XX' is not an ISO"),
    "a table": (lambda: arrow.classify(pa.table({"phone": [TO]}), "phone"), ConfigError, "batch: expected a pyarrow.RecordBatch, found Table"),
    "a placeholder": (lambda: arrow.measure(batch(a=["x"]), "{{ b }}", dialect="jinja"), RecipientsError, "no column for `b`; it has 'a'"),
    "a role": (lambda: arrow.audit(batch(phone=[TO]), {"phone": "phone", "optout": "x"}), ConfigError, "columns: there is no role 'optout' (did you mean 'opt_out'?)"),
    "no phone": (lambda: arrow.audit(batch(phone=[TO]), {}), ConfigError, 'columns: name the column of phone numbers: {"phone": NAME}'),
    "two phones": (lambda: arrow.audit(batch(a=[TO]), {"phone": ["a", "a"]}), ConfigError, "columns: phone: expected the name of one column, found 2"),
    "a column of a role": (lambda: arrow.audit(batch(phone=[TO]), {"phone": "phone", "consent": "x"}), ConfigError, "columns: consent: 'x': there is no such column"),
    "an enabled country": (lambda: arrow.audit(batch(phone=[TO]), {"phone": "phone"}, enabled=["USA"]), ConfigError, "enabled: 'USA'"),
    "a place": (lambda: arrow.preflight(batch(a=[TO]), "x", {"phone": "a", "zones": "a"}), ConfigError, "columns: there is no role 'zones' (did you mean 'zone'?)"),
    "a hole": (lambda: arrow.preflight(batch(a=[TO]), "{{ b }}", {"phone": "a"}, dialect="jinja"), RecipientsError, "no column for `b`; it has 'a'"),
    "a time": (lambda: arrow.preflight(batch(a=[TO]), "x", {"phone": "a"}, at="tomorrow"), ConfigError, "at 'tomorrow' is not a time with its offset"),
    "a card": (lambda: arrow.preflight(batch(a=[TO]), "x", {"phone": "a"}, prices="reference:none"), ConfigError, "no reference card is called 'none'"),
    "a kind": (lambda: arrow.preflight(batch(a=[TO]), "x", {"phone": "a"}, kind="spam"), ConfigError, "kind"),
    "a suppressed number": (lambda: arrow.audit(batch(phone=[TO]), {"phone": "phone"}, suppressed=[TO, "2025550101"]), ConfigError, "suppressed: entry 1 is not"),
    "a dialect": (lambda: arrow.measure(batch(a=["x"]), "x", dialect="jinga"), ConfigError, "jinga"),
    "bytes": (lambda: arrow.classify(pa.record_batch([pa.StringArray.from_buffers(1, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff"))], names=["a"]), "a"), RecipientsError, "damaged value: Invalid UTF8"),
}  # fmt: skip


@pytest.mark.parametrize(("call", "error", "words"), FAULTS.values(), ids=FAULTS)
def test_faults(call: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", CALLS)
def test_wrong_types(name: str) -> None:
    right: dict[str, Any] = {"batch": batch(phone=[TO]), **CALLS[name].keywords}
    function = CALLS[name].func
    for argument in inspect.signature(function).parameters:
        for value in WRONG:
            try:
                answer = function(**{**right, argument: value})
            except (ConfigError, RecipientsError) as error:
                assert "\n" not in str(error), (argument, value)
            else:
                assert answer.num_rows == 1, (argument, value)


# --- the guide ---

GUIDE: Final = Path(__file__).parents[1] / "docs" / "arrow.md"


def test_the_guide_prints_what_the_functions_print() -> None:
    blocks = re.findall(r"```pycon\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) > 2
    session = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "docs/arrow.md", None, None)
    assert doctest.DocTestRunner().run(session).failed == 0


def test_the_documentation_of_each_function_names_every_column() -> None:
    for call in CALLS.values():
        rows = re.findall(r"(?m)^ *``(\w+)`` +(\w+(?:\(38, 12\))?) +(yes|no) ", str(call.func.__doc__))
        names = {
            "bool": pa.bool_(),
            "string": pa.string(),
            "int32": pa.int32(),
            "decimal128(38, 12)": pa.decimal128(38, 12),
        }
        assert [pa.field(column, names[kind], nullable=null == "yes") for column, kind, null in rows] == [
            *call(batch(phone=[TO])).schema
        ]


def test_the_guides_query_finds_the_rows_that_the_audit_of_the_whole_list_leaves(tmp_path: Path) -> None:
    (query,) = re.findall(r"```sql\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    random = Random(11)
    rows = [
        [
            random.choice([*US[:40], f"{US[5][:2]} {US[5][2:]}", "12", "n/a"]),
            random.choice(["yes", "yes", "yes", "no", ""]),
        ]
        for _ in range(120)
    ]
    some = pa.record_batch([pa.array(each) for each in zip(*rows, strict=True)], names=["phone", "consent"])
    answer = arrow.audit(some, {"phone": "phone", "consent": "consent"}, suppressed=US[7:8]).to_pylist()
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE answers (row, e164, refused, opted_out)")
        database.executemany(
            "INSERT INTO answers VALUES (?, ?, ?, ?)",
            [(row, each["e164"], each["refused"], each["opted_out"]) for row, each in enumerate(answer, 1)],
        )
        found = [row for row, _ in database.execute(query)]
    policy = Policy(suppressed=Suppressed([int(US[7])]))
    with listed(tmp_path, as_csv(["phone", "consent"], rows)) as recipients:
        whole = audit(recipients, policy)
        write(recipients, policy, whole, tmp_path / "clean.csv", tmp_path / "rejected.csv")
    with (tmp_path / "rejected.csv").open(encoding="utf-8", newline="") as file:
        rejected = {int(each["row"]) - 1 for each in csv.DictReader(file)}
    assert found == [row for row in range(1, len(rows) + 1) if row not in rejected]
    assert 10 < len(found) < 40


@pytest.mark.parametrize("zone", ["Nowhere/X", "a\x1b[31m", "é", "/etc/passwd"])
def test_times_of_a_zone_that_nobody_knows(zone: str) -> None:
    """Another library reads the zone, and has errors of its own."""
    batch = pa.RecordBatch.from_arrays([pa.array([3, None], pa.timestamp("s", zone))], names=["phone"])
    for asked in (partial(arrow.classify, batch, "phone"), partial(arrow.audit, batch, {"phone": "phone"})):
        with pytest.raises(RecipientsError, match=r"^The batch has a damaged value"):
            asked()
