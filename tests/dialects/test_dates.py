"""The length of a formatted date, compared with the real ``strftime`` and Django's ``date``."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.dateformat import format as django_format

from smslint.dialects.functions.dates import PHP, STRFTIME, php_date, strftime
from smslint.text.tree import Filter
from tests.dialects import test_filters  # noqa: F401  # configures Django

DAYS = [
    dt.datetime(year, month, day, hour, minute, 7, 5, tzinfo=dt.UTC)
    for year, month, day in [(2026, 1, 1), (2026, 9, 30), (2024, 2, 29), (2026, 12, 31), (2026, 5, 6)]
    for hour, minute in [(0, 0), (9, 5), (12, 0), (23, 59)]
]
OURS_ALONE = frozenset("l")  # letters that Python's strftime does not have on some systems are not tested

# a format, its effect on a value
FORMATS = [
    (strftime, "%H:%M", Filter("plain", (3, 5))),
    (strftime, "%d.%m.%Y", Filter("plain", (5, 10))),
    (strftime, "%b %-d", Filter("words", (3, 23))),
    (strftime, "100%%", Filter("plain", (4, 4))),
    (strftime, "%Hч", Filter("words", (2, 3))),
    (strftime, "%H%Q", None),
    (strftime, "", Filter("plain", (0, 0))),
    (php_date, "H:i", Filter("plain", (5, 5))),
    (php_date, "j.n.Y", Filter("plain", (8, 10))),
    (php_date, "j F", Filter("words", (4, 23))),
    (php_date, "H\\h", Filter("plain", (3, 3))),
    (php_date, "H\\ч", Filter("words", (3, 3))),
    (php_date, "Hч", Filter("words", (3, 3))),
    (php_date, "H e", None),
    (php_date, "", Filter("plain", (0, 0))),
]  # fmt: skip


@pytest.mark.parametrize(("read", "pattern", "expected"), FORMATS)
def test_formats(read: object, pattern: str, expected: Filter | None) -> None:
    assert callable(read)
    assert read(pattern) == expected


@pytest.mark.parametrize("letter", sorted(STRFTIME.keys() - OURS_ALONE))
def test_strftime_is_as_long_as_python_writes_it(letter: str) -> None:
    found = strftime(f"%{letter}")
    assert found is not None
    least, most = found.arguments
    assert all(int(least) <= len(day.strftime(f"%{letter}")) <= int(most) for day in DAYS)


@pytest.mark.parametrize("letter", sorted(PHP))
def test_date_is_as_long_as_django_writes_it(letter: str) -> None:
    found = php_date(letter)
    assert found is not None
    least, most = found.arguments
    assert all(int(least) <= len(django_format(day, letter)) <= int(most) for day in DAYS)


@pytest.mark.parametrize("letter", sorted(PHP.keys() - set("DlNMFbEaAP")))
def test_plain_characters_are_plain(letter: str) -> None:
    assert all(django_format(day, letter).isascii() for day in DAYS)
