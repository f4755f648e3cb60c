"""Which numbers of all countries some digits without a plus sign may mean: smslint suggests one only if it is the only one.

Two ways of writing lead to other countries: as a number is dialled inside its country (``131 2345 6789`` is a Chinese mobile, and with a plus
sign in front a number in Chicago), and as it is dialled from abroad (``0011 32 ...`` from Australia, ``8~10 ...`` from Russia).
The formats of ``phonenumbers`` say how a country writes and dials. Only numbers that can be texted count: a list of
recipients contains mobile numbers.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.numbers import store
from smslint.numbers.label import TEXTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phonenumbers.phonemetadata import NumberFormat

    from smslint.numbers.store import NumberingPlan

HEAD: Final = 4
"""How many first digits are the key of the cache of possible countries."""
ABROAD: Final = ("00", "011", "0011", "810", "010", "009", "119", "000")
"""What is dialled before a calling code if the country of the caller is unknown; ``8~10`` is 810. Left out: ``0`` (Cape Verde, Samoa)
and ``001`` (Guyana, Mongolia), which would make every number after ``00`` doubtful, and the prefixes of single carriers."""


class Form(NamedTuple):
    """National numbers of one shape, and whether they are written without the prefix."""

    shape: re.Pattern[str]
    bare: bool


class Country(NamedTuple):
    """How one country writes its own numbers, and how it dials other countries."""

    region: str
    code: str
    """The calling code."""
    prefix: str
    """The prefix of a number dialled inside the country, such as the ``0`` of ``07911 123456``; may be empty."""
    forms: tuple[Form, ...]
    """How its national numbers are written; the first form that fits decides."""
    abroad: re.Pattern[str]
    """What is dialled before a calling code."""


def at_home(digits: str, plan: NumberingPlan) -> dict[str, str]:
    """The numbers that their own country writes like this: E.164 to region."""
    found = {}
    for country in _countries_of(digits[:HEAD], len(digits)):
        for national in _beginnings(digits, country):
            number = f"+{country.code}{national}"
            label = plan.label(plan.classify(number))
            if not (label.canonical and label.region == country.region and label.type in TEXTED):
                continue
            if national is not digits or _written_bare(digits, country):
                found[number] = country.region
    return found


def _written_bare(national: str, country: Country) -> bool:
    return next((form.bare for form in country.forms if form.shape.fullmatch(national)), True)


def is_written_so(digits: str, region: str) -> bool:
    """Whether a region writes national digits like this: with the prefix that is dialled inside it, if its numbers have one."""
    return any(
        (country.prefix != "" and digits.startswith(country.prefix))
        or next((form.bare for form in country.forms if form.shape.fullmatch(digits)), not country.prefix)
        for country in countries()
        if country.region == region
    )


def from_abroad(digits: str, plan: NumberingPlan, region: str | None = None) -> dict[str, bool]:
    """The numbers that some country, or ``region``, dials like this, and whether all of their digits are used."""
    found: dict[str, bool] = {}
    for rest in _behind_prefix(digits, region):
        label = plan.label(plan.classify(f"+{rest}"))
        if label.valid:
            found[plan.canonical(f"+{rest}")] = label.canonical
    return found


def _behind_prefix(digits: str, region: str | None) -> list[str]:
    if region is None:
        return [digits.removeprefix(prefix) for prefix in ABROAD if digits.startswith(prefix)]
    matches = [each.abroad.match(digits) for each in countries() if each.region == region]
    return [digits[match.end() :] for match in matches if match]


@lru_cache(maxsize=20_000)
def _countries_of(head: str, length: int) -> tuple[Country, ...]:
    """The countries that write a number with this length and these first digits."""
    plan = store.plan()
    return tuple(
        each
        for each in countries()
        if any(plan.reaches(f"{each.code}{national}", length - len(head)) for national in _beginnings(head, each))
    )


def _beginnings(head: str, country: Country) -> Iterator[str]:
    """The parts of some digits that can be the start of a national number."""
    if country.prefix and head.startswith(country.prefix):
        yield head[len(country.prefix) :]
    yield head


@cache
def countries() -> tuple[Country, ...]:
    """Every country that ``phonenumbers`` knows."""
    import phonenumbers
    from phonenumbers import PhoneMetadata

    found = []
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        data = PhoneMetadata.metadata_for_region(region)
        if data is None:
            continue
        main = (
            PhoneMetadata.metadata_for_region(phonenumbers.region_code_for_country_code(data.country_code or 0)) or data
        )
        prefix = data.national_prefix or ""
        forms = tuple(
            Form(re.compile(_shape(each)), not prefix or _is_bare(each, prefix))
            for each in data.number_format or main.number_format
        )
        abroad = re.compile(data.international_prefix or r"(?!)")
        found.append(Country(region, str(data.country_code), prefix, forms, abroad))
    return tuple(found)


def _is_bare(form: NumberFormat, prefix: str) -> bool:
    return prefix not in (form.national_prefix_formatting_rule or "") or bool(
        form.national_prefix_optional_when_formatting
    )


def _shape(form: NumberFormat) -> str:
    """The national numbers of one format: the last, longest pattern says how they begin."""
    return f"(?={form.leading_digits_pattern[-1]}){form.pattern}" if form.leading_digits_pattern else str(form.pattern)
