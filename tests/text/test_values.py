"""Types of values against real examples, and the charsets against their standards."""

from __future__ import annotations

import string

import pytest

from smslint.text.charsets import CHARSETS
from smslint.text.segmentation import segment
from smslint.text.values import TYPES, Run, ValueTable, parse_values

# the shortest and the longest value of a type; both are of its charset
EXAMPLES = {
    "otp": ("4829", "48291357"),
    "first_name": ("Ł", "Konstantin-Alexander"),
    "last_name": ("O", "Wolfeschlegelsteinhausenberger"),
    "brand": ("X", "Acme Stores Limited."),
    "url": ("https://a.co/1a", "https://shop.example.com/orders/2026-11-23/8f3a9c?from=sms&x"),
    "money": ("5", "€12,345.678 "),
    "date": ("1 Mar", "Wednesday 23 Sept."),
    "time": ("9:05", "11:30 AM"),
    "phone": ("+2902222", "+44 20 7946 0018"),
    "int": ("7", "123456"),
}


@pytest.mark.parametrize("name", TYPES)
def test_a_type_has_the_length_of_its_shortest_and_longest_example(name: str) -> None:
    (run,) = parse_values({"type": name}).options
    assert isinstance(run, Run)
    shortest, longest = EXAMPLES[name]
    assert (run.least, run.most) == (len(shortest), len(longest))
    assert run.charset.name == "any" or set(shortest + longest) <= set(run.charset.members)


def test_charsets_are_the_sets_that_they_are_named_after() -> None:
    members = {name: set(charset.members) for name, charset in CHARSETS.items()}
    units = {char: found.units for char in map(chr, range(0x3000)) if (found := segment(char)).encoding == "GSM-7"}
    assert members["digits"] == set(string.digits)
    assert members["ascii"] == {char for char in map(chr, range(128)) if char.isprintable()}
    assert members["gsm7"] == set(units)
    assert members["gsm7_basic"] == {char for char, count in units.items() if count == 1}


KINDS: list[tuple[dict[str, object], bool, bool]] = [
    ({"max": 3}, True, False),
    ({"min": 1}, False, False),
    ({"type": "url"}, True, False),
    ({"enum": ["a", ""]}, True, True),
]


@pytest.mark.parametrize(("setting", "bounded", "exact"), KINDS)
def test_whether_values_have_a_longest_one_and_are_a_list(
    setting: dict[str, object], bounded: bool, exact: bool
) -> None:
    found = parse_values(setting)
    assert (found.bounded, found.exact) == (bounded, exact)


LOOKUPS = [
    ("tracking_url", 10), ("order.tracking_url", 10), ("a_url", 10), ("my_url", 7), ("order.my_url", 7), ("url", None),
    ("user.name", 5), ("name", 50), ("other.name", 50), ("name.first", None), ("item1", 1), ("item2", None), ("names", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "most"), LOOKUPS)
def test_the_values_of_a_name(name: str, most: int | None) -> None:
    """An exact name counts before a glob, the first glob before others, the full name before its last part."""
    settings = {"*_url": 10, "my_url": 7, "a_*": 3, "user.name": 5, "name": 50, "item[1]": 1}
    found = ValueTable({key: {"max": value} for key, value in settings.items()}).lookup(name)
    if most is None:
        assert found is None
    else:
        assert found is not None
        assert isinstance(run := found.options[0], Run)
        assert run.most == most
