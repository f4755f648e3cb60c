"""The library's surface: small, lazy, typed."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest

import smslint
from smslint.errors import ConfigError


def test_every_public_name_is_there() -> None:
    for name in smslint.__all__:
        assert getattr(smslint, name) is not None
    with pytest.raises(AttributeError):
        smslint.nothing  # noqa: B018


def test_importing_costs_nothing_heavy() -> None:
    """`import smslint` brings neither click nor phonenumbers, and checking a message needs neither as well."""
    program = (
        "import sys, smslint\n"
        "heavy = {'click', 'phonenumbers', 'yaml', 'regex', 'numpy', 'pyarrow', 'httpx'}\n"
        "print(sorted(heavy & sys.modules.keys()))\n"
        "smslint.check('Hi', to='+14155552671')\n"
        "print(sorted({'click', 'phonenumbers', 'numpy', 'pyarrow', 'httpx'} & sys.modules.keys()))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "[]"]


def test_a_clean_message_is_ok() -> None:
    report = smslint.check("Hi", to="+14155552671")
    assert report.ok
    assert report.findings == ()
    assert (report.segmentation.encoding, report.segmentation.count) == ("GSM-7", 1)
    assert report.cost == ()


def test_a_bad_number_is_not_ok() -> None:
    report = smslint.check("Hi", to="4155552671")
    assert not report.ok
    assert [finding.code for finding in report.findings] == ["NUM001"]
    assert "4155552671" not in str(report)


def test_the_config_may_be_a_mapping() -> None:
    config = {"brand": "Acme", "regions": ["US"], "provider": "twilio", "sender": "long_code"}
    codes = [
        finding.code
        for finding in smslint.check("20% off today only, shop now!", kind="marketing", config=config).findings
    ]
    assert {"IDN001", "OPT001"} <= set(codes)
    assert smslint.check("Acme: your order has shipped.", config=config).ok


def test_appended_text_is_counted() -> None:
    report = smslint.check("a" * 155, kind="marketing", config={"appended": " Reply STOP to opt out"})
    assert report.segmentation.count == 2
    assert report.ok


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"kind": "sales"}, "unknown kind 'sales'"),
        ({"sender": {"typ": "x"}}, "unknown key 'typ' (did you mean 'type'?)"),
        ({"config": {"providr": "x"}}, "did you mean 'provider'?"),
        ({"config": "/nowhere/smslint.yaml"}, "there is no such configuration file"),
        ({"config": 3}, "must be a mapping or the path"),
        ({"at": "noon"}, "is not a time"),
    ],
)
def test_wrong_arguments_are_config_errors(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        smslint.check("Hi", **arguments)
    assert words in str(caught.value)


def test_a_time_is_taken() -> None:
    assert smslint.check("Hi", at=datetime(2026, 11, 23, 12, tzinfo=UTC)).ok


def test_the_issue_examples() -> None:
    assert smslint.segment("€" * 81).count == 2
    assert smslint.bounds(smslint.parse("Hi {{ name }}", "jinja"), {"name": {"max": 20}}).most == 1
    assert smslint.check_number("+14155552671").region == "US"


@pytest.mark.parametrize("text", [None, b"Hi", 5])
def test_segment_asks_for_text(text: object) -> None:
    with pytest.raises(TypeError, match="segment: text must be str"):
        smslint.segment(text)  # type: ignore[arg-type]


def test_an_unknown_region_is_refused() -> None:
    with pytest.raises(ConfigError, match="'ZZ' is not an ISO 3166-1"):
        smslint.check("Hi", config={"regions": ["ZZ"]})


@pytest.mark.parametrize("wrong", [None, b"x", 5, [], 1.5])
@pytest.mark.parametrize("name", ["segment", "check_number", "opt_out", "bounds", "check"])
def test_what_is_no_text_is_named(name: str, wrong: bytes | float | list[object] | None) -> None:
    with pytest.raises(TypeError, match=type(wrong).__name__):
        getattr(smslint, name)(wrong)


def test_settings_that_are_none_are_refused() -> None:
    for config in ("x" * 5000, "a\0b"):
        with pytest.raises(smslint.ConfigError):
            smslint.check("hi", config=config)
    with pytest.raises(smslint.ConfigError, match="mapping"):
        smslint.bounds(smslint.parse("Hi {{ x }}", "jinja"), 5)  # type: ignore[arg-type]
