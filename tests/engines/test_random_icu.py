"""Random ICU messages against ``intl-messageformat``; numbers and times against Babel, which prints the spaces that CLDR has.

Node prints a plain space where CLDR has U+202F, so it is not used for dates. Only this library has tags (``<b>``), so they are
not drawn; its numbers are printed in English.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from babel import dates, numbers

from smslint.dialects import parse
from smslint.text.bounds import bounds
from smslint.text.segmentation import segment
from tests.engines.drawing import A_FEW, MANY, filler, hold
from tests.engines.engine import engine

if TYPE_CHECKING:
    import random

    from tests.engines.drawing import Context

NAMES = ["name", "code", "brand", "plan"]


def text(draw: random.Random, inside: bool) -> str:
    found = filler(draw).replace("<", "").replace("{", "'{'")
    return found.replace("}", "'}'") if inside else found


def piece(draw: random.Random, depth: int) -> str:
    match draw.randrange(8 if depth < 3 else 5):
        case 0 | 1:
            return draw.choice(["{{{}}}", "{{ {} }}", "{{\n{}\t}}"]).format(draw.choice(NAMES))
        case 2:
            return draw.choice(["''", "it's", "'{'", "'{x}'", "'{''}'", "'#'", "#", "'}'", "' '", "|", "'|'"])
        case 3:
            return text(draw, depth > 0)
        case 4:
            return draw.choice(["{n, number}", "{n, number, integer}", "{n,number}", "{n, number, percent}"])
        case 5:
            arms = f"Basic {{{body(draw, depth + 1)}}} other {{{body(draw, depth + 1)}}}"
            return draw.choice(["{{plan, select, {} }}", "{{plan,select,{}}}", "{{ plan ,\nselect , {}\n}}"]).format(
                arms
            )
        case kind:
            offset = draw.choice(["", "offset:1 ", "offset: 2 "])
            arms = f"=1 {{{body(draw, depth + 1)}}} one {{{body(draw, depth + 1)}}} other {{{body(draw, depth + 1)}#}}"
            return f"{{n, {'plural' if kind == 6 else 'selectordinal'}, {offset}{arms}}}"


def body(draw: random.Random, depth: int = 0) -> str:
    return "".join(text(draw, depth > 0) + piece(draw, depth) for _ in range(draw.randrange(1, 4))) + text(
        draw, depth > 0
    )


@pytest.mark.parametrize("count", [A_FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_icu_renders_what_our_tree_allows(count: int) -> None:
    icu = engine("icu")

    def render(source: str, values: Context) -> str:
        return icu.render(source, {**values, "n": [0, 1, 2, 3, 21, 1234, 98765][len(source) % 7]}, locale="en")

    assert hold("icu", render, body, count, unknown=("n",)) == count


LOCALES = ["en", "de", "fr", "sv", "pl", "ar_EG", "fa", "hi", "bn", "he", "ja", "de_CH", "pt", "ru", "nb"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("number", [7, 999, 1234, 98765])
def test_numbers_in_cldr_form_are_within_our_bounds(locale: str, number: int) -> None:
    values = {"n": {"min": len(str(number)), "max": len(str(number)), "charset": "digits"}}
    for before in ("", "a" * 66, "a" * 152, "a" * 158):
        found = bounds(parse(before + "{n, plural, other {#}}", "icu"), values)
        count = segment(before + numbers.format_decimal(number, locale=locale, numbering_system="default")).count
        assert found.least <= count, (locale, number)
        assert found.most is None or count <= found.most, (locale, number)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", ["time", "date"])
def test_times_in_cldr_form_are_within_our_bounds(locale: str, kind: str) -> None:
    moment = dt.datetime(2026, 11, 25, 15, 5, tzinfo=dt.UTC)
    written = (
        dates.format_time(moment, "short", locale=locale)
        if kind == "time"
        else dates.format_date(moment, "medium", locale=locale)
    )
    values = {"t": {"min": 4, "max": max(len(written), 4), "charset": "gsm7_basic"}}
    for before in ("", "a" * 60, "a" * 150):
        found = bounds(parse(before + f"{{t, {kind}, short}}", "icu"), values)
        assert found.most is not None
        assert found.least <= segment(before + written).count <= found.most, (locale, written)
