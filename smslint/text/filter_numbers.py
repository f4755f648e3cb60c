"""What filters whose result does not repeat the value do to it: numbers, dates, words, one of some texts."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from smslint.text.charsets import ANY, DIGITS, GSM7_BASIC, Charset
from smslint.text.patterns import later
from smslint.text.values import Run

if TYPE_CHECKING:
    from smslint.text.values import Options


def one_of(_: Options, *strings: str | int) -> Options:
    return tuple(str(string) for string in strings)


def digits(_: Options, least: str | int, most: str | int) -> Options:
    return (Run(int(least), int(most), DIGITS),)


def plain(_: Options, least: str | int, most: str | int) -> Options:
    return (Run(int(least), int(most), GSM7_BASIC),)


def words(_: Options, least: str | int, most: str | int) -> Options:
    """Words of the reader's language, such as the name of a month."""
    return (Run(int(least), int(most), ANY),)


def number(options: Options, width: str | int = 0, sign: str | int = 0, *_: str | int) -> Options:
    """A number in the digits, signs and points of the default alphabet, at least ``width`` wide; ``sign``: with a plus sign."""
    width, sign = int(width), int(sign)
    numbers: list[Run | str] = []
    for option in options:
        if isinstance(option, str):
            numbers.append(option.rjust(width, "0"))
            if sign:
                numbers.append(f"+{option}".rjust(width))
        else:
            most = None if option.most is None else max(option.most + sign, width, 1)
            numbers.append(Run(max(option.least, width, 1), most, GSM7_BASIC))
    return tuple(numbers)


_INTEGER: Final = later(r"[ \t\n\r\v\f]*([-+]?)(\d{1,18})(?![\d.eE])", re.ASCII)
_LONGEST: Final = 19
"""The most digits of a number of 64 bits; without a sign it may have one more."""


def integer(options: Options, width: str | int = 1, sign: str | int = 0, *_: str | int) -> Options:
    """The whole number of 64 bits that a text begins with, or 0, at least ``width`` wide; ``sign``: with a plus sign."""
    width, sign = int(width), int(sign)
    numbers: list[Run | str] = []
    for option in options:
        found = _INTEGER.match(option) if isinstance(option, str) else None
        if found is not None and found[1] != "-":
            number = str(int(found[2]))
            numbers.append(("+" * sign + number).rjust(width, "0"))
        else:
            most = _LONGEST + 1
            if isinstance(option, Run) and _of_digits(option) and option.most is not None:
                most = max(min(option.most, _LONGEST), 1) + sign
            numbers.append(
                Run(max(1 + sign if sign and not isinstance(option, str) else 1, width), max(most, width), GSM7_BASIC)
            )
    return tuple(numbers)


def grouped(options: Options, known: str | int = "", *_: str | int) -> Options:
    """A number as its locale writes it: thousands are separated, in some locales by a space that is not in GSM-7, and the digits and the
    sign may be those of the locale.

    :param known: the digits and the signs between thousands of the locale, where it is known. Signs of fractions and of negative numbers
        are not among them: only a value of digits is limited to them.
    """
    grouped: list[Run | str] = []
    for option in options:
        if isinstance(option, str):
            least, most = min(len(option), 1), len(option) if option.isdecimal() else None
        else:
            least, most = max(option.least, 1), option.most
        longest = None if most is None else max(most + max(most // 3, (most - 2) // 2), 1)  # in India 12,34,56,78,901
        whole = option.isdecimal() and option.isascii() if isinstance(option, str) else _of_digits(option)
        grouped.append(Run(least, longest, _written(str(known), most) if known and whole else ANY))
    return tuple(grouped)


def perhaps_grouped(options: Options, known: str | int = "", *_: str | int) -> Options:
    """A value that a program may give as a number, which is grouped, or as a text."""
    return tuple(dict.fromkeys((*options, *grouped(options, known))))


def _of_digits(option: Run) -> bool:
    return option.charset is DIGITS and not option.suffix


@cache
def _written(known: str, most: int | None) -> Charset:
    """The characters of a whole number: up to three digits are not separated."""
    found = known if most is None or most > 3 else "".join(char for char in known if char.isdecimal())
    return Charset(f"numbers with {found}", tuple(found))


def in_locale(options: Options, *_: str | int) -> Options:
    """A date or a time, as long as declared, in any characters of its locale."""
    return tuple(
        Run(len(option), len(option), ANY)
        if isinstance(option, str)
        else option if option.suffix else option._replace(charset=ANY)
        for option in options
    )  # fmt: skip


def unknown_number(_: Options, *__: str | int) -> Options:
    """A number whose length depends on its value."""
    return (Run(1, None, GSM7_BASIC),)
