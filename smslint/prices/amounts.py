"""Cells of a rate card: amounts, currencies, dates and regions as people and providers write them.

Every function raises ``ValueError`` with a text that fits after the name of a file and line.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from smslint.prices.rate import SENDERS, first_day
from smslint.vocabulary import KINDS

_SYMBOLS = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₫": "VND",
    "₺": "TRY",
}
_CODES = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP
    CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD
    JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN
    NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
    THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())
"""ISO 4217: the currencies used for payment."""

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’]")
_MARKED = re.compile(
    r"(?P<before>[A-Z]{3}|[^\w\s.,+-]|US\$)?(?P<number>[+-]?[0-9][0-9.,]*|[+-]?[.,][0-9]+)(?P<after>[A-Z]{3}|[^\w\s.,+-])?"
)

# The most expensive text message costs much less than one dollar; 100 of most other units is also less than a dollar,
# but a segment to a market priced in rupiah or dong has three or four digits.
_LIMIT = Decimal(100_000)
_LIMITS = dict.fromkeys(
    ("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD", "KWD", "BHD", "OMR", "JOD"), Decimal(10)
)

SENDER_ALIASES = {
    "10dlc": "long_code", "longcode": "long_code", "local": "long_code", "mobile": "long_code", "national": "long_code",
    "tollfree": "toll_free", "shortcode": "short_code", "alpha": "alphanumeric", "alphasender": "alphanumeric",
    "senderid": "alphanumeric",
}  # fmt: skip
_ANY = ("", "any", "all", "all networks", "*", "default")


def amount(cell: str, currency: str = "") -> Decimal:
    """The number in a cell such as ``0.0079``, ``$0.0079``, ``0,075 €`` or ``USD 1,234.50``. Never rounded.

    :param currency: the card's currency; a symbol or code in the cell must agree with it, and it sets the limit for an absurd price.
    """
    text = _SPACES.sub("", cell)
    if not text:
        raise ValueError("there is no price")
    match = _MARKED.fullmatch(text)
    if match is None or (match["before"] and match["after"]):
        raise ValueError(f"{shown(cell)} is not a price: write digits and a decimal point, such as 0.0079")
    _agree(match["before"] or match["after"] or "", currency, cell)
    number = Decimal(_point(match["number"], cell))
    if number.is_signed():
        raise ValueError(f"the price {shown(cell)} is below zero")
    if number > _LIMITS.get(currency, _LIMIT):
        raise ValueError(f"{shown(cell)} {currency} for one segment cannot be right".replace("  ", " "))
    if -int(number.as_tuple().exponent) > 12:
        raise ValueError(f"the price {shown(cell)} has more than 12 decimals")
    return number


def currency(cell: str) -> str:
    """An ISO 4217 code, from a code or a symbol."""
    text = cell.strip().upper()
    text = _SYMBOLS.get(text, text)
    if text not in CURRENCIES:
        raise ValueError(f"{shown(cell)} is not a currency: write its three letters, such as USD")
    return text


def as_of(cell: str) -> str:
    """A day, month or year in ISO 8601, without the time of a time stamp."""
    text = cell.strip()
    if match := re.match(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]", text):
        text = match[1]
    try:
        day = first_day(text) if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text) else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError(f"{shown(cell)} is not a date: write it as 2026-11-23")
    if day < dt.date(1992, 12, 3):
        raise ValueError(f"{text} is before the first text message was sent")
    return text


def region(cell: str) -> str:
    """An ISO 3166-1 alpha-2 code (``XK`` for Kosovo)."""
    text = cell.strip().upper()
    if not re.fullmatch("[A-Z]{2}", text):
        raise ValueError(f"{shown(cell)} is not a region: write the two letters of ISO 3166-1, such as GB")
    return "GB" if text == "UK" else text


def sender(cell: str) -> str:
    """A type of sender; empty means every type."""
    text = cell.strip().lower()
    plain = re.sub(r"[\s_-]", "", text)
    if plain in _ANY:
        return ""
    found = SENDER_ALIASES.get(plain, text.replace("-", "_").replace(" ", "_"))
    if found not in SENDERS:
        raise ValueError(f"{shown(cell)} is not a type of sender. Known: {', '.join(SENDERS)}")
    return found


def kind(cell: str) -> str:
    """A kind of message; empty means every kind."""
    text = cell.strip().lower()
    if text in _ANY:
        return ""
    if text == "promotional":
        return "marketing"
    if text not in KINDS:
        raise ValueError(f"{shown(cell)} is not a kind of message. Known: {', '.join(KINDS)}")
    return text


def label(cell: str) -> str:
    """A text on one line, without control characters, of at most 200 characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in cell).split())[:200].rstrip()


def network(cell: str) -> str:
    """The name of a network; empty means every network."""
    text = label(cell)
    return "" if text.lower() in _ANY else text


def shown(cell: str) -> str:
    """A cell as an error quotes it: short, printable, in quotes."""
    text = cell if len(cell) <= 40 else cell[:40] + "…"
    return ascii(text) if not text.isprintable() else f"'{text}'"


def _agree(mark: str, expected: str, cell: str) -> None:
    if not mark:
        return
    code = currency(mark)
    # About twenty currencies use a dollar sign alone.
    if expected and code != expected and not (mark == "$" and expected.endswith("D")):
        raise ValueError(f"the price {shown(cell)} is in {code}, but the card says {expected}")


def _point(number: str, cell: str) -> str:
    """The number with a decimal point and without thousands separators."""
    last = max(number.rfind("."), number.rfind(","))
    if last < 0:
        return number
    mark, other = number[last], "," if number[last] == "." else "."
    whole, decimals = number[:last], number[last + 1 :]
    if number.count(mark) > 1 and other not in number:  # 1,234,567
        groups = number.split(mark)
        if _grouped(groups):
            return "".join(groups)
    elif other in whole:  # 1,234.50 and 1.234,50
        if mark not in whole and _grouped(whole.split(other)):
            return f"{whole.replace(other, '')}.{decimals or '0'}"
    elif mark == "," and len(decimals) == 3 and whole.lstrip("+-0"):
        raise ValueError(f"{shown(cell)} may mean {whole}.{decimals} or {whole}{decimals}: write a decimal point")
    else:
        return f"{whole or '0'}.{decimals or '0'}"
    raise ValueError(f"{shown(cell)} is not a price: its commas and points are in wrong places")


def _grouped(groups: list[str]) -> bool:
    return 1 <= len(groups[0].lstrip("+-")) <= 3 and all(len(group) == 3 for group in groups[1:])
