"""Which rows name the brand, where the fixed text does not: each row is read whole here, and only where its values may help there."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import smslint
from smslint import arrow
from smslint.rules.engine import run
from smslint.text.fold import fold

BRANDS = (
    "Acme",
    "Acme Stores",
    "Ac",
    "a",
    "Čedok",
    "Łódź Ltd",
    "Пятёрочка",
    "ΑΘΗΝΑ",
    "O'Neil",
    "B&B",
    "Æon",
    "7-Eleven",
    "東京",
)
GAPS = ("", " ", ", ", " me", "Ac", " A", "-", "'", ". ", "́", " Stores ", "Čed", " & ", "  \n", "Π. ", "n")
PARTS = (
    *"AcmeB&", "Ann", "Acm", "me", "acme", "ACME", "Ａcme", "Аcme", "Stores", "Acme Stores", "Łódź", "Lodz", "ltd", "cedok", "ok", "OK",
    "пятерочка", "Пятё", "рочка", "Αθήνα", "AΘHNA", "Neil", "O’Neil", "7", "Eleven", "Æ", "aeon", "on", "東", "京", "​", " ", "B&B", "1234567",
)  # fmt: skip


@st.composite
def pieces(draw: st.DrawFn) -> tuple[list[str], tuple[str, ...], list[tuple[str, str]]]:
    """Brands, the words around two fields, and their values: the brand is cut, and each part may be a value or words beside one."""
    brands = draw(st.lists(st.sampled_from(BRANDS), min_size=1, max_size=2, unique=True))
    first, second = sorted((draw(st.integers(0, len(brands[0]))), draw(st.integers(0, len(brands[0])))))
    cut = [brands[0][:first], brands[0][first:second], brands[0][second:]]
    slots = (
        draw(st.integers(-2, 2)) + 1
    )  # where the first part of the brand is: before the first field, in it, between both ...
    five = ["Hi ", "Ann", ", ", "Berlin", "."]
    for at, part in enumerate(cut, slots):
        if 0 <= at < 5:
            five[at] = draw(st.sampled_from((part, f"{five[at]} {part}", f"{part} {five[at]}", part.upper())))
    gaps = tuple(
        draw(st.one_of(st.just(five[at]), st.sampled_from(GAPS))) if draw(st.booleans()) else five[at]
        for at in (0, 2, 4)
    )
    other = st.one_of(st.sampled_from(PARTS), st.just("Ann"))
    values = [
        (five[1], five[3]),
        (five[1], draw(other)),
        (draw(other), five[3]),
        (draw(other), draw(other)),
        ("Ann", "Berlin"),
    ]
    return brands, gaps, values


@settings(max_examples=150, deadline=None)
@given(pieces())
def test_a_row_is_refused_if_and_only_if_its_whole_text_lacks_the_brand(
    drawn: tuple[list[str], tuple[str, ...], list[tuple[str, str]]],
) -> None:
    brands, gaps, rows = drawn
    text = f"{gaps[0]}{{{{ x }}}}{gaps[1]}{{{{ y }}}}{gaps[2]}"
    columns = {
        "phone": [f"+1202555{at:04}" for at in range(len(rows))],
        "x": [x for x, _ in rows],
        "y": [y for _, y in rows],
    }
    found = arrow.preflight(
        pa.record_batch(columns), text, {"phone": "phone"}, dialect="jinja", kind="transactional", config={"brand": brands}
    )  # fmt: skip
    for (x, y), refused in zip(rows, found.column("refused").to_pylist(), strict=True):
        if refused in {"", "IDN003"}:  # another rule may refuse the row before
            filled = fold(f"{gaps[0]}{x}{gaps[1]}{y}{gaps[2]}").text
            assert (refused == "") is any(fold(brand).text in filled for brand in brands), filled


def test_a_template_without_the_brand_asks_the_rules_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def counted(*arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return run(*arguments)

    monkeypatch.setattr("smslint.broadcast.asking.run", counted)
    rows = [
        {"phone": f"+1202555{at:04}", "name": "Acme" if at == 7 else f"Ann{'a' * (at % 9)}", "order": str(at)}
        for at in range(3000)
    ]
    found = smslint.preflight(
        {"text": "Hi {{ name }}, your order {{ order }} is here."}, rows, dialect="jinja", kind="transactional",
        config={"brand": "Acme"},
    )  # fmt: skip
    assert found.audit.total == 3000
    assert asked < 60
