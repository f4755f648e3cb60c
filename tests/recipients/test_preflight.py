"""The exact segments of every row: compared with :func:`segment` of what Jinja renders for it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.broadcast.count import RowMeasure, count
from smslint.broadcast.fill import compile_template
from smslint.broadcast.measuring import Filled, measure_all, measure_filled
from smslint.broadcast.pieces import Cell, Columns
from smslint.broadcast.plan import Plan, substitutes
from smslint.broadcast.program import Program
from smslint.broadcast.record import Broadcast
from smslint.broadcast.rules import Rules
from smslint.dialects import parse
from smslint.prices import Rate, RateCard
from smslint.recipients.hours import Hours
from smslint.recipients.policy import Policy
from smslint.rules import packs
from smslint.rules.context import Context
from smslint.text.gsm7 import GSM7
from smslint.text.segmentation import segment
from tests.recipients.support import US, as_csv, listed

COLUMNS = ["first_name", "phone", "city", "order_id"]

RULES = Rules({rule.code: rule for rule in packs.load().rules}, Context("transactional"))
"""As they are shipped."""

TEMPLATES = [
    "Hi {{ first_name }}, order {{ order_id }} is on its way to {{ city }}!",
    "no placeholder at all",
    "",
    "{{ first_name }}",
    "[{{ first_name }}] {costs €5}",
    "It’s {{ first_name }} 🎉",
    "x" * 140 + "{{ first_name }}",
    "é€" * 70 + "{{ city }}",
    "{{ first_name | upper }} {{ city | title }} {{ first_name|capitalize }}{{ city|lower }}",
    "{{ first_name | truncate(8) }}|{{ city|truncate(5, true, '', 0) }}|{{ city[:3] }}{{ city[1:4]|upper }}",
    "{{ first_name | default('friend') }} {{ first_name | d('friend', true) }} {{ first_name or 'you' }}",
    "{{ first_name|trim|replace('a', 'ł') }}{{ city|e }}{{ first_name|length }}{{ city|first }}{{ city|last }}",
    "Dear {{ first_name if first_name else 'customer' }},",
    "{{ first_name or city }}!",
    "{% if first_name %}Hi {{ first_name }}{% else %}Hi there{% endif %}, see you in {{ city }}",
    "{% if city == 'Łódź' %}PL{% elif city %}{{ city }}{% else %}nowhere{% endif %}.",
    "{% if not city %}-{% endif %}{% if first_name != 'Ann' %}{% if city %}{{ city }}{% endif %}{% endif %}",
    "a {%- if city -%} {{ city }} {%- endif %} b\r\nc\n",
    "{{ 'Acme: ' ~ first_name ~ '!' }}{# a comment #}",
    "{% raw %}{{ first_name }}{% endraw %}",
]

NAMES = ["Ann", "", "  ", "Zoë", "Łukasz", "O'Brien-smith mcX", "a b c d e f g h i", "€", "^{}\\[~]|", "`", "🎉", "e\u0301",
         "ß", "ŉ", "<b>&\"'", "x" * 200, "\n", "%s {0}", "{{ city }}", "\u200d", "𝒵" * 40, "ﬁ", "ΐ", "İ"]  # fmt: skip
CITIES = ["Łódź", "New York", "", "São Paulo", "0", "[]" * 20]
ROWS = [[name, US[0], city, "7"] for name in NAMES for city in CITIES]


def program(source: str, columns: list[str] = COLUMNS, dialect: str = "jinja", **constants: str) -> Program:
    return compile_template(parse(source, dialect), columns, constants, dialect=dialect)


def rendered(source: str, row: list[str]) -> str:
    return jinja2.Environment(autoescape=False).from_string(source).render(dict(zip(COLUMNS, row, strict=True)))


def run(folder: Path, source: str, rows: list[list[str]], **plan: object) -> tuple[Broadcast, list[RowMeasure]]:
    measures: list[RowMeasure] = []
    with listed(folder, as_csv(COLUMNS, rows)) as found:
        made = Plan(program(source), **{"policy": Policy(), "substitute": substitutes(), "rules": RULES, **plan})  # type: ignore[arg-type]
        return count(found, made, each=measures.extend), measures


@pytest.mark.parametrize("source", TEMPLATES)
def test_every_row_is_measured_as_jinja_renders_it(tmp_path: Path, source: str) -> None:
    assert len(program(source).variants) == 1, "the rows decide everything in these templates"
    _, measures = run(tmp_path, source, ROWS)
    expected = [segment(rendered(source, row)) for row in ROWS]
    assert [(m.encoding, m.units, m.segments) for m in measures] == [(e.encoding, e.units, e.count) for e in expected]


value = st.text(st.one_of(st.sampled_from("ab €[^ëł'🎉\n"), st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")), max_size=30)  # fmt: skip


@settings(max_examples=60)
@given(st.sampled_from(TEMPLATES), st.lists(st.tuples(value, value), min_size=1, max_size=6))
def test_any_values_are_measured_as_jinja_renders_them(
    tmp_path_factory: pytest.TempPathFactory, source: str, values: list[tuple[str, str]]
) -> None:
    rows = [[name, US[0], city, "12"] for name, city in values]
    _, measures = run(tmp_path_factory.mktemp("run"), source, rows)
    expected = [segment(rendered(source, row)) for row in rows]
    assert [(m.encoding, m.units, m.segments) for m in measures] == [(e.encoding, e.units, e.count) for e in expected]


@given(st.lists(st.text(st.one_of(st.sampled_from("ab€[`ł\0"), st.characters()), max_size=200), max_size=8))
def test_measuring_all_rows_equals_measuring_each_row(texts: list[str]) -> None:
    assert measure_all(texts, GSM7) == [GSM7.measure(text) for text in texts]


cell = st.text(st.one_of(st.sampled_from("abé€[`ł\0 "), st.characters()), max_size=90)


@given(st.sampled_from(["Hi ", "é", "[", "ł", ""]), st.lists(st.tuples(cell, cell), max_size=8))
def test_the_lengths_of_cells_determine_the_size_of_the_message(literal: str, rows: list[tuple[str, str]]) -> None:
    filled = Filled((literal, Cell(1), "-", Cell(0), Cell(1)), Columns(rows))
    texts = [f"{literal}{second}-{first}{second}" for first, second in rows]
    found = measure_filled(filled, len(rows), GSM7)
    assert (found is None) == (literal in {"[", "ł"})
    assert found in (None, [GSM7.measure(text) for text in texts])
    assert [filled[index] for index in range(len(rows))] == texts


UNDECIDED = [
    ("{% if vip %}Dear {{ first_name }}, {% endif %}hello", ["hello", "Dear Ann, hello"], "`vip`"),
    ("{% if order_id > 5 %}many{% else %}few!{% endif %}", ["many", "few!"], "`order_id > 5`"),
    ("{% for x in items %}- {{ city }}{% endfor %}", ["", "- Rome"], "loop over `items`"),
    ("{% if a %}1{% endif %}{% if a %}2{% endif %}", ["12", ""], "`a`"),
]


@pytest.mark.parametrize(("source", "texts", "message"), UNDECIDED)
def test_what_rows_do_not_decide_is_a_range_with_a_note(source: str, texts: list[str], message: str) -> None:
    from smslint.broadcast.pieces import Columns

    made = program(source)
    cells = Columns([["Ann", US[0], "Rome", "7"]])
    found = {"".join(text) for index in range(len(made.variants)) for text in [next(made.texts(cells, 1, index))]}
    assert found == set(texts)
    assert any(message in note for note in made.notes)


def test_least_and_most_are_both_counted(tmp_path: Path) -> None:
    result, measures = run(tmp_path, "{% if vip %}" + "x" * 170 + "{% endif %}y", [["", US[0], "", ""]])
    assert result.most is not None
    assert (result.now.segments, result.most.segments) == (1, 2)
    assert (measures[0].segments, measures[0].most_segments) == (1, 2)


def test_expressions_that_are_not_evaluated_are_reported() -> None:
    made = program("{{ first_name | weird(3) }} {{ brand }} {{ other }}", brand="Acme")
    assert "too complex for smslint" in made.notes[0]
    assert [each.name for each in made.missing] == ["other"]
    assert made.literal == " Acme "


@pytest.mark.parametrize("name", ["first_name", "FirstName", "user.first_name", "first_name "])
def test_column_names_match_placeholders_in_other_spellings(name: str) -> None:
    made = program(f"{{{{ {name} }}}}", ["First Name"])
    assert not made.missing
    assert made.fields[0].column == 0


def card() -> RateCard:
    rates = [
        Rate("US", Decimal("0.01"), "USD", "2026-11-01"),
        Rate("CA", Decimal("0.02"), "USD", "2026-10-01"),
        Rate("AU", Decimal("0.05"), "AUD", "2026-11-01"),
    ]
    return RateCard("test", tuple(rates))


def test_a_broadcast_is_summed_and_priced(tmp_path: Path) -> None:
    rows = [
        ["Ann", US[0], "Rome", "1"],
        ["Łuk", US[1], "x" * 60, "2"],
        ["Zoë", "+16135550101", "Bonn", "3"],
        ["Ben", "+61491570006", "Perth", "4"],
        ["Kim", "+46701740605", "Lund", "5"],
        ["Ann", "+1 202 555 0100", "Rome", "1"],
        ["Bad", "nope", "Rome", "1"],
        ["", US[2], "NULL", "1"],
    ]
    result, _ = run(tmp_path, TEMPLATES[0], rows, pricing=card().price)
    assert (result.audit.total, result.now.recipients, result.audit.rejected) == (8, 5, 3)
    assert result.now.histogram == {1: 4, 2: 1}
    assert result.now.encodings == {"GSM-7": 3, "UCS-2": 2}
    assert {name: (r.recipients, r.segments) for name, r in result.now.regions.items()} == {
        "US": (2, 3), "CA": (1, 1), "AU": (1, 1), "SE": (1, 1),
    }  # fmt: skip
    assert str(result.now.cost[1]) == "0.05 AUD + 0.05 USD"
    assert result.now.unpriced == {"SE": 1}
    assert result.now.as_of == ("2026-10-01", "2026-11-01")
    assert result.substituted is not None
    assert result.substituted.segments == 5
    assert {(each.field, each.char): n for each, n in result.offenders.items()} == {
        ("first_name", "Ł"): 1, ("first_name", "ë"): 1,
    }  # fmt: skip
    assert result.empty == {"first_name": 1}
    assert result.first_empty["first_name"] == (9, "Hi , order 1 is on its way to NULL!")
    assert result.nulls == {("city", "NULL"): 1}
    assert result.worst[0].row == 3
    assert result.worst[0].cause == (
        "`first_name` contains U+0141 Ł (LATIN CAPITAL LETTER L WITH STROKE) → UCS-2, 2 segments"
    )


def test_fixes_of_the_template_and_what_remains(tmp_path: Path) -> None:
    source = "It’s ready, {{ first_name }}: " + "x" * 60
    fixed = program(source.replace("’", "'"))
    rows = [["Ann", US[0], "", ""], ["Łukasz", US[1], "", ""]]
    result, _ = run(tmp_path, source, rows, fixed=fixed)
    assert result.fixed is not None
    assert result.substituted is not None
    assert (result.now.segments, result.fixed.segments, result.substituted.segments) == (4, 3, 2)
    assert [each.char for each in result.template_offenders] == ["’"]
    assert {(each.field, each.char) for each in result.offenders} == {("first_name", "Ł")}


def test_empty_fields_covered_by_a_condition_or_default_are_not_reported(tmp_path: Path) -> None:
    source = "{% if first_name %}{{ first_name }}{% endif %}{{ city or 'here' }}"
    result, _ = run(tmp_path, source, [["", US[0], "", "1"]])
    assert not result.empty


def test_the_worst_rows_have_the_most_segments(tmp_path: Path) -> None:
    rows = [["x" * (n * 37 % 700), US[n % 100], "", str(n)] for n in range(60)]
    result, measures = run(tmp_path, "{{ first_name }}", rows)
    sent = [m for m in measures if not m.refused]
    ranked = sorted(sent, key=lambda m: (-m.segments, -m.units, m.row))[:10]
    assert [each.row for each in result.worst] == [m.row for m in ranked]


def test_duplicates_are_not_paid_for_twice(tmp_path: Path) -> None:
    rows = [["Łuk" * 30, US[n % 3], "", str(n)] for n in range(2000)]
    result, _ = run(tmp_path, "{{ first_name }}{{ order_id }}", rows)
    assert result.now.recipients == 3
    assert result.audit.tallies["NUM003"].count == 1997
    assert sum(result.now.histogram.values()) == 3


def test_refused_rows_cost_nothing_and_are_marked(tmp_path: Path) -> None:
    night = dt.datetime.fromisoformat("2026-11-24T22:30:00+09:00")
    policy = Policy(hours=Hours(night, Context(kind="marketing"), packs.load().rules))
    result, measures = run(tmp_path, "hi", [["", "+821012345678", "", ""], ["", "+12125550123", "", ""]], policy=policy)
    assert [m.refused for m in measures] == ["TIM001", ""]
    assert [tally.count for tally in result.audit.tallies.values()] == [1]
    assert result.now.recipients == 1


def test_short_rows_have_empty_cells(tmp_path: Path) -> None:
    with listed(tmp_path, f"first_name,phone,city,order_id\nAnn,{US[0]}\n") as found:
        result = count(found, Plan(program("{{ first_name }}{{ city }}!"), Policy(), rules=RULES))
    assert result.empty == {"city": 1}
    assert result.first_empty["city"] == (2, "Ann!")
