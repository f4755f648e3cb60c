"""Random ICU messages against ``intl-messageformat``; numbers and times against Babel, which prints the spaces that CLDR has.

Node prints a plain space where CLDR has U+202F, so it is not used for dates. Only this library has tags (``<b>``), so they are
not drawn; its numbers are printed in English.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from typing import TYPE_CHECKING

import pytest
from babel import dates, numbers

from smslint.dialects import parse
from smslint.errors import TemplateError
from smslint.rules.context import Context as Circumstances
from smslint.rules.subject import Subject
from smslint.text.bounds import bounds
from smslint.text.locale_numbers import characters
from smslint.text.segmentation import segment
from smslint.text.values import ValueTable
from tests.dialects.oracle import VALUES
from tests.engines.drawing import A_FEW, MANY, context, filler, hold
from tests.engines.engine import FIRST_SEED, EngineError, engine

if TYPE_CHECKING:
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
            name, cases = draw.choice(
                [("plan", "Basic"), ("name", "x"), ("a", "true"), ("b", "x"), ("brand", "€"), ("code", "1234")]
            )
            arms = "".join(
                f"{case} {{{body(draw, depth + 1)}}} "
                for case in draw.choice([[cases], [cases, "false"], [cases, "0", "True"], []])
            )
            arms += f"other {{{body(draw, depth + 1)}}}"
            written = draw.choice(["{{NAME, select, {} }}", "{{NAME,select,{}}}", "{{ NAME ,\nselect , {}\n}}"])
            return written.replace("NAME", name).format(arms)
        case kind:
            offset = draw.choice(["", "offset:1 ", "offset: 2 "])
            arms = f"=1 {{{body(draw, depth + 1)}}} one {{{body(draw, depth + 1)}}} other {{{body(draw, depth + 1)}#}}"
            return f"{{n, {'plural' if kind == 6 else 'selectordinal'}, {offset}{arms}}}"


def body(draw: random.Random, depth: int = 0) -> str:
    return "".join(text(draw, depth > 0) + piece(draw, depth) for _ in range(draw.randrange(1, 4))) + text(
        draw, depth > 0
    )


def drawn(draw: random.Random) -> str:
    """A message; half of them without numbers, so that the texts of a row decide them."""
    made = body(draw)
    while draw.random() < 0.7 and re.search(r"\bn\s*,", made):
        made = body(draw)
    return made


@pytest.mark.parametrize("count", [A_FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_icu_renders_what_our_tree_allows(count: int) -> None:
    icu = engine("icu")

    def render(source: str, values: Context) -> str:
        return icu.render(source, {**values, "n": [0, 1, 2, 3, 21, 1234, 98765][len(source) % 7]}, locale="en")

    def filled(source: str, row: Context) -> str:
        return icu.render(source, row, locale="en")

    assert hold("icu", render, drawn, count, unknown=("n",), filled=filled) == count


PRINTED = ["ar-AE", "ar-EG", "bn-BD", "cs-CZ", "da-DK", "de-AT", "de-CH", "de-DE", "en-GB", "en-IN", "en-US", "en-ZA", "es-ES", "es-MX", "fa-IR", "fi-FI", "fr-CA", "fr-CH", "fr-FR", "he-IL",
           "hi-IN", "it-IT", "ja-JP", "nb-NO", "nl-NL", "pl-PL", "pt-BR", "pt-PT", "ru-RU", "sv-SE", "tr-TR", "uk-UA", "zh-Hant-TW"]  # fmt: skip


def test_intl_prints_numbers_with_the_characters_of_the_locale() -> None:
    icu = engine("icu")
    for locale in PRINTED:
        for number in (7, 1234, 12345678901):
            printed = icu.render("{n, number}", {"n": number}, locale=locale)
            assert set(printed) <= set(characters(locale) or ""), (locale, printed)
            found = Subject(
                "{n, number}",
                dialect="icu",
                context=Circumstances(locale=locale),
                values=ValueTable({"n": {"max": len(str(number)), "charset": "digits"}}),
            )
            assert found.lengths.most is not None
            assert len(printed) <= found.lengths.most, (locale, printed)


@pytest.mark.parametrize("count", [A_FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_arms_with_numbers_in_many_locales_are_within_our_bounds(count: int) -> None:
    """``#`` and ``{n, number}`` inside arms, after an offset and in loops of arms, as ``Intl`` prints them for the locale."""
    icu = engine("icu")
    rendered = 0
    for seed in range(FIRST_SEED, FIRST_SEED + 20 * count):
        draw = random.Random(seed)
        source, locale = body(draw), draw.choice(PRINTED)
        number = draw.choice([0, 1, 2, 5, 11, 21, 100, 999, 1234, 98765, 1234567, 12345678901])
        if not re.search(r"\bn\s*,", source):
            continue
        row = {**context(draw), "n": number}
        try:
            text = icu.render(source, row, locale=locale)
        except EngineError:
            continue
        values = {**VALUES, "n": {"min": 1, "max": 11, "charset": "digits"}}
        found = Subject(source, dialect="icu", context=Circumstances(locale=locale), values=ValueTable(values))
        segments, lengths = segment(text).count, found.lengths
        assert found.bounds.least <= segments, (locale, number, source, text)
        assert found.bounds.most is None or segments <= found.bounds.most, (locale, number, source, text)
        assert lengths.least <= len(text), (locale, number, source, text)
        assert lengths.most is None or len(text) <= lengths.most, (locale, number, source, text)
        rendered += 1
        if rendered == count:
            break
    assert rendered == count


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


REFUSED = ["Acme {n, plural, one {#}}", "{plan, select, Basic {b}}", "{n, selectordinal, one {#st}}", "{n, plural, other {{plan, select, Basic {b}}}}", "{n, plural, =0 {none} =1 {one}}"]  # fmt: skip


@pytest.mark.parametrize("source", REFUSED)
def test_a_choice_without_other_is_refused_as_icu_refuses_it(source: str) -> None:
    with pytest.raises(EngineError, match="MISSING_OTHER"):
        engine("icu").render(source, {"n": 5, "plan": "Basic"})
    with pytest.raises(TemplateError, match="has no arm 'other'"):
        parse(source, "icu")
