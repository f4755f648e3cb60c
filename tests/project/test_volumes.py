"""How often messages are sent: which entry is about which message, and entries that cannot be meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from smslint.errors import ConfigError
from smslint.project.config import load_config
from smslint.project.volumes import Volume, Volumes, volumes_of
from smslint.settings import Node, Origin


def volumes(settings: dict[Any, Any]) -> Volumes:
    return Volumes(volumes_of(Node(Origin("config"), settings)))


GIVEN = {
    "kind:otp": 1,
    "*.txt": 2,
    "sms/*.txt": 3,
    "sms/sale.txt": {"monthly": 4},
    "en.yml": 5,
    "*.yml#sms.*": 6,
    "en.yml#sms.code": 7,
    "#*.bye": 8,
}


@pytest.mark.parametrize(
    ("path", "key", "kind", "monthly"),
    [
        ("sms/sale.txt", None, "marketing", 4),
        ("sms/other.txt", None, "otp", 2),
        ("x/other.txt", None, "otp", 2),
        ("en.yml", "mail.a", "marketing", 5),
        ("en.yml", "sms.a", "marketing", 6),
        ("en.yml", "sms.code", "otp", 7),
        ("fr.yml", "sms.code", "otp", 6),
        ("fr.yml", "mail.bye", "marketing", 8),
        ("fr.yml", "mail.a", "otp", 1),
        ("fr.yml", "mail.a", "marketing", None),
        ("sms.py", None, "marketing", None),
    ],
)
def test_the_most_exact_entry_counts(path: str, key: str | None, kind: str, monthly: int | None) -> None:
    found = volumes(GIVEN).find(path, key, kind)
    assert (found and found.monthly) == monthly


def test_entries_without_a_message_are_known() -> None:
    table = volumes({"a.txt": 1, "b.txt": 2, "kind:otp": 3})
    table.find("a.txt", None, "otp")
    assert table.idle == ("b.txt", "kind:otp")


def test_shares() -> None:
    found = volumes({"a.txt": {"monthly": 10, "regions": {"us": 0.9, "CA": 0.1}}}).find("a.txt", None, "otp")
    assert found is not None
    assert [(region, str(share)) for region, share in found.shares] == [("US", "0.9"), ("CA", "0.1")]
    assert volumes({"a.txt": 0}).find("a.txt", None, "otp") == Volume(0)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"a.txt": "many"}, "a.txt: 'many' is no number of messages a month"),
        ({"a.txt": True}, "a.txt: True is no number of messages a month"),
        ({"a.txt": -1}, "-1 is no number of messages a month"),
        ({"a.txt": 10**13}, "is no number of messages a month"),
        ({"a.txt": {}}, "'monthly' is missing"),
        ({"a.txt": {"monthly": 1.5}}, "monthly: must be a whole number"),
        ({"a.txt": {"montly": 1}}, "unknown key 'montly' (did you mean 'monthly'?)"),
        ({"a.txt": {"monthly": 1, "regions": {"US": 0.9}}}, "the parts add up to 0.9, not to 1"),
        ({"a.txt": {"monthly": 1, "regions": {"USA": 1}}}, "'USA' is no region (did you mean 'US'?)"),
        ({"a.txt": {"monthly": 1, "regions": {False: 1}}}, "YAML reads this name as false"),
        (
            {"a.txt": {"monthly": 1, "regions": {"US": 90, "CA": 10}}},
            "is not a part of all messages such as 0.25, but 90",
        ),
        ({"a.txt": {"monthly": 1, "regions": {"US": True}}}, "is not a part of all messages"),
        ({"kind:ads": 1}, "there is no kind 'ads'; known: marketing, transactional, otp"),
        ({"": 1}, "names no message: write a file, file#key, or kind:marketing"),
        ({"a.txt#": 1}, "names no message"),
        ({"[z-a].txt": 1}, "has a range that ends before it starts"),
    ],
)
def test_entries_that_cannot_be_meant(settings: dict[Any, Any], words: str) -> None:
    with pytest.raises(ConfigError) as error:
        volumes(settings)
    assert words in str(error.value)


def test_a_base_adds_its_entries_and_limits_behind_those_of_the_closer_file(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "base.yaml").write_text(
        "volumes: {sms/a.txt: 7}\nbudgets: {change: {monthly: 5}, total: {monthly: 9}, unknown: warn}\n"
    )
    (tmp_path / "smslint.yaml").write_text(
        "extends: shared/base.yaml\nvolumes: {sms/b.txt: 2}\nbudgets: {change: {monthly: 6}}\n"
    )
    config = load_config(tmp_path / "smslint.yaml")
    assert [(each.files, each.volume.monthly) for each in config.volumes] == [("sms/b.txt", 2), ("shared/sms/a.txt", 7)]
    limits = {each.name: int(each.fail.number) for each in config.budgets.limits if each.fail is not None}
    assert (limits, config.budgets.unknown) == ({"change.monthly": 6, "total.monthly": 9}, "warn")
