"""The schemas of registrations, of registries and of exports: what is shipped follows them, and they name what the code reads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from smslint.data import data_path
from smslint.rules import registries, template_formats
from smslint.rules.campaign import _CAMPAIGN_KEYS, ATTRIBUTES, METHODS, MOST_SAMPLES, Brand
from smslint.rules.variables import HOLDS
from tests.registration.made import CLEAN, changed, run, write
from tests.rules.schemas import schema_errors
from tests.test_end_to_end import TOP

RULES = data_path("rules")
SCHEMA = json.loads((data_path("schema") / "registration.schema.json").read_text(encoding="utf-8"))
FORMATS = json.loads((data_path("schema") / "approved.schema.json").read_text(encoding="utf-8"))
CONFIG = json.loads((data_path("schema") / "config.schema.json").read_text(encoding="utf-8"))
CAMPAIGN = SCHEMA["$defs"]["campaign"]["properties"]


@pytest.mark.parametrize("path", sorted((RULES / "registries").glob("*.yaml")), ids=lambda path: path.stem)
def test_each_registry_follows_its_schema(path: Path) -> None:
    assert schema_errors("registry", path) == []


@pytest.mark.parametrize("path", sorted((RULES / "approved").glob("*.yaml")), ids=lambda path: path.stem)
def test_each_format_follows_its_schema(path: Path) -> None:
    assert schema_errors("approved", path) == []


def test_the_example_and_a_first_registration_follow_the_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert schema_errors("registration", TOP / "fixtures/registration.yaml") == []
    assert schema_errors("registration", write(tmp_path, CLEAN)) == []
    (tmp_path / "registration.yaml").unlink()
    (tmp_path / "smslint.yaml").write_text("messages:\n  - files: sms/*.txt\n    kind: marketing\n")
    (tmp_path / "sms").mkdir()
    (tmp_path / "sms/a.txt").write_text("Fernhill: ferns are 20% off today")
    monkeypatch.chdir(tmp_path)
    assert run("init").exit_code == 0
    assert schema_errors("registration", tmp_path / "registration.yaml") == []


PUBLISHED: list[tuple[Iterable[str], Iterable[str]]] = [
    (CAMPAIGN, _CAMPAIGN_KEYS),
    (CAMPAIGN["attributes"]["properties"], ATTRIBUTES),
    (CAMPAIGN["opt_in"]["properties"]["methods"]["items"]["enum"], METHODS),
    (CAMPAIGN["registry"]["enum"], registries.names()),
    (CAMPAIGN["sender"]["enum"], registries.SENDERS),
    (SCHEMA["properties"]["brand"]["properties"], Brand._fields),
    (FORMATS["properties"]["fields"]["properties"], template_formats.FIELDS),
    (FORMATS["properties"]["variables"]["properties"]["kinds"]["additionalProperties"]["properties"]["holds"]["enum"], HOLDS),
    (CONFIG["$defs"]["export"]["properties"]["format"]["enum"], template_formats.names()),
    (CONFIG["$defs"]["export"]["properties"]["columns"]["properties"], template_formats.FIELDS),
]  # fmt: skip


@pytest.mark.parametrize(("published", "known"), PUBLISHED)
def test_the_schemas_have_exactly_the_words_that_are_read(published: Iterable[str], known: Iterable[str]) -> None:
    assert sorted(published) == sorted(known)


def test_the_schema_takes_as_many_samples_as_are_read() -> None:
    assert CAMPAIGN["samples"]["maxItems"] == MOST_SAMPLES


WRONG: list[dict[str, Any]] = [
    {"brand": None},
    {"brand.name": ""},
    {"brand.website": 5},
    {"campaigns": []},
    {"campaigns.0.name": None},
    {"campaigns.0.samples": "one"},
    {"campaigns.0.samples": [1]},
    {"campaigns.0.registry": "twillio"},
    {"campaigns.0.sender": "pigeon"},
    {"campaigns.0.opt_in": {"methods": ["wbe"]}},
    {"campaigns.0.attributes": {"link": True}},
    {"campaigns.0.attributes": {"links": "maybe"}},
    {"campaigns.0.flow": ["x"]},
    {"campaigns.0.samples": ["Fernhill: hello"] * 51},
    {"privacy": {"adress": "x"}},
]


@pytest.mark.parametrize("change", WRONG, ids=str)
def test_the_schema_refuses_what_the_command_refuses(change: dict[str, Any], tmp_path: Path) -> None:
    path = write(tmp_path, changed(change))
    assert run("check", str(path)).exit_code == 2
    assert schema_errors("registration", path) != []
