"""Numbers in the form of a locale: the table is what CLDR has, as Babel reads it, and bounds allow what Babel prints."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.numbers import format_decimal, get_group_symbol

from smslint.rules.context import Context
from smslint.rules.subject import Subject
from smslint.text.locale_numbers import characters
from smslint.text.segmentation import segment
from smslint.text.values import ValueTable
from tests.text import cldr

LOCALES = ["af-ZA", "ar-AE", "ar-EG", "az-AZ", "bg-BG", "bn-BD", "cs-CZ", "da-DK", "de-AT", "de-CH", "de-DE", "el-GR", "en-GB", "en-IN", "en-US", "en-ZA", "es-ES", "es-MX", "et-EE", "fa-IR", "fi-FI",
           "fr-CA", "fr-CH", "fr-FR", "fr-LU", "he-IL", "hi-IN", "hu-HU", "id-ID", "it-CH", "it-IT", "ja-JP", "ko-KR", "lt-LT", "nb-NO", "nl-NL", "pl-PL", "pt-BR", "pt-PT", "ro-RO", "ru-RU", "sr-Latn-RS",
           "sv-SE", "sw-KE", "th-TH", "tr-TR", "uk-UA", "ur-PK", "vi-VN", "zh-Hans-CN", "zh-Hant-TW"]  # fmt: skip
NUMBERS = [7, 21, 999, 1234, 98765, 1234567, 12345678901]


def test_the_table_is_what_cldr_has() -> None:
    table = {tag: key for key, tags in cldr.table().items() for tag in tags}
    assert len(table) > 500
    for tag, key in table.items():
        found = characters(tag)
        assert found is not None, tag
        assert set(key) <= set(found), tag


@pytest.mark.parametrize("locale", LOCALES)
def test_the_bounds_of_a_locale_allow_what_it_prints(locale: str) -> None:
    for tag in (locale, locale.partition("-")[0]):
        for number in NUMBERS:
            for before in ("", "a" * 66, "a" * 152):
                found = subject(before + "{n, number}", len(str(number)), tag).bounds
                shown = format_decimal(number, locale=Locale.parse(locale, sep="-"), numbering_system="default")
                segments = segment(before + shown)
                assert found.least <= segments.count, (tag, shown)
                assert found.most is not None
                assert segments.count <= found.most, (tag, shown)
                assert segments.encoding in found.encodings, (tag, shown)
        sign = get_group_symbol(Locale.parse(locale, sep="-"), numbering_system="default")
        assert sign in (characters(tag) or ""), tag


@pytest.mark.parametrize(
    ("locale", "dialect", "digits", "encodings"),
    [
        ("en-US", "icu", 6, ("GSM-7",)), ("en_us", "icu", 6, ("GSM-7",)), ("de-DE", "icu", 12, ("GSM-7",)), ("fr-FR", "icu", 3, ("GSM-7",)), ("fr-FR", "icu", 4, ("GSM-7", "UCS-2")), ("en", "icu", 3, ("GSM-7",)),
        ("en", "icu", 4, ("GSM-7", "UCS-2")), ("ar-EG", "icu", 1, ("GSM-7", "UCS-2")), ("ar-AE", "icu", 6, ("GSM-7",)), ("xx", "icu", 1, ("GSM-7", "UCS-2")), (None, "icu", 1, ("GSM-7", "UCS-2")), ("no", "icu", 3, ("GSM-7",)),
        ("en-FR", "icu", 4, ("GSM-7", "UCS-2")), ("de-BR", "icu", 4, ("GSM-7", "UCS-2")), ("zh-TW", "icu", 9, ("GSM-7",)), ("sr-Latn", "icu", 9, ("GSM-7",)), ("en-US", "message_format", 6, ("GSM-7",)), ("en-US", "fluent", 6, ("GSM-7",)),
    ],
)  # fmt: skip
def test_a_known_locale_narrows_the_bounds(
    locale: str | None, dialect: str, digits: int, encodings: tuple[str, ...]
) -> None:
    source = {"icu": "{n, number}", "message_format": "{0,number}", "fluent": "{ NUMBER($n) }"}[dialect]
    assert subject(source, digits, locale, dialect).bounds.encodings == encodings


@pytest.mark.parametrize(
    "source",
    ["{n, plural, one {# day} other {# days}}", "{name, select, x {{n, number}} other {{n, number, integer}}}", "{n, selectordinal, other {{n, number}th}}"],
)  # fmt: skip
def test_numbers_in_the_arms_of_a_choice_are_those_of_the_locale(source: str) -> None:
    assert subject(source, 2, "fr-FR").bounds.encodings == ("GSM-7",)
    assert subject(source, 4, "fr-FR").bounds.encodings == ("GSM-7", "UCS-2")


def test_a_value_that_is_no_whole_number_stays_unknown_in_each_locale() -> None:
    context = Context(locale="en-US")
    values = ValueTable({"n": {"max": 3, "charset": "gsm7_basic"}})
    found = Subject("{n, number}", dialect="icu", context=context, values=values).bounds
    assert found.encodings == ("GSM-7", "UCS-2")


def subject(source: str, digits: int, locale: str | None, dialect: str = "icu") -> Subject:
    limits = {"min": digits, "max": digits, "charset": "digits"}
    return Subject(
        source, dialect=dialect, context=Context(locale=locale), values=ValueTable({"n": limits, "0": limits})
    )
