"""Where the facts are from: every source has an address or says why not, a date, and facts that rest on it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from smslint.data import data_path
from smslint.rules import countries
from smslint.rules.packfile import address

RULES = data_path("rules")
FILES = sorted(RULES.rglob("*.yaml"))
GATHERED = dt.date(2026, 11, 26)
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def sources_of(path: Path) -> Iterator[dict[str, object]]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    for part in found.get("states", [found]):
        yield from part.get("sources", [])


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(RULES)))
def test_each_source_can_be_followed_or_says_why_not(path: Path) -> None:
    found = list(sources_of(path))
    assert found, "no sources"
    for source in found:
        assert ("url" in source) != ("no_url" in source), source["title"]
        if "url" in source:
            parts = urlsplit(str(source["url"]))
            assert parts.scheme in {"http", "https"}
            assert "." in parts.netloc, source
            assert not re.search(r"[\s<>\"{}|\\^`]", str(source["url"])), source
        else:
            assert len(str(source["no_url"]).split()) >= 3, "a reason is a few words"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(RULES)))
def test_each_source_has_a_day_that_has_passed(path: Path) -> None:
    for source in sources_of(path):
        days = [str(source[key]) for key in ("published", "retrieved") if key in source]
        assert days, source["title"]
        for day in days:
            assert day[:4].isdigit(), (source["title"], day)
            if _DAY.fullmatch(day):
                assert day <= GATHERED.isoformat()[: len(day)], (source["title"], day)


@pytest.mark.parametrize("iso2", countries.names())
def test_a_fact_of_a_country_names_its_source(iso2: str) -> None:
    country = countries.load(iso2)
    assert country is not None
    for source in country.sources:
        for fact in source.get("facts", "").split():
            assert fact in country.confidence, f"{source['title']} is about {fact!r}, which is no fact of the file"
    for fact, confidence in country.confidence.items():
        if confidence != "knowledge":
            assert any(fact in each.get("facts", fact).split() for each in country.sources), fact


def test_an_address_that_names_the_fact_goes_first() -> None:
    table = {"title": "a table", "url": "https://a.example/table"}
    law = {"title": "a law", "url": "https://a.example/law", "facts": "hours cap"}
    lost = {"title": "a page", "no_url": "not recorded at all", "facts": "sender"}
    assert address([table, law, lost], "hours") == "https://a.example/law"
    assert address([table, law, lost], "sender") == "https://a.example/table"
    assert address([law, lost], "sender") == ""
