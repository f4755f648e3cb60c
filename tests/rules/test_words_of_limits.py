"""Who limits the length of a message: the project, the provider, or the standard itself."""

from __future__ import annotations

import pytest

import smslint

LONG = "Hi " * 14_000


@pytest.mark.parametrize(
    ("body", "config", "words"),
    [
        (LONG, {}, "segments; the standard allows at most 255."),
        (LONG, {"provider": "twilio"}, "; Twilio accepts 1600."),
        ("Hi " * 50, {"rules": {"LEN001": {"max_characters": 100}}}, "has 150 characters; your limit is 100."),
        ("Hi " * 50, {"provider": "twilio", "rules": {"LEN001": {"max_characters": 100}}}, "; your limit is 100."),
    ],
)
def test_the_finding_names_who_limits_it(body: str, config: dict[str, object], words: str) -> None:
    found = [each.message for each in smslint.check(body, config=config).findings if each.code == "LEN001"]
    assert [words in each for each in found] == [True]
