"""The published schema of the configuration, compared with the code that reads configurations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from smslint.data import data_path
from smslint.dialects import DIALECTS
from smslint.errors import ConfigError
from smslint.project.config import ENTRY_KEYS, make_config
from smslint.project.config_path import TOP_KEYS
from smslint.project.sending import KEYS as SENDING_KEYS
from smslint.rules.sender import SENDER_TYPES
from smslint.sources.registry import SOURCES
from smslint.text.charsets import CHARSETS
from smslint.text.values import KEYS, TYPES
from smslint.vocabulary import KINDS, OTHER_NAMES

SCHEMA = json.loads((data_path("schema") / "config.schema.json").read_text(encoding="utf-8"))
DEFS = SCHEMA["$defs"]


@pytest.mark.parametrize(
    ("published", "known"),
    [
        (SCHEMA["properties"], TOP_KEYS),
        (DEFS["entry"]["properties"], ENTRY_KEYS),
        (DEFS["value"]["properties"], KEYS),
        (DEFS["sending"]["properties"], SENDING_KEYS),
        (DEFS["dialect"]["enum"], DIALECTS),
        (DEFS["entry"]["properties"]["source"]["enum"], SOURCES),
        (DEFS["value"]["properties"]["charset"]["enum"], CHARSETS),
        (DEFS["value"]["properties"]["type"]["enum"], TYPES),
        (SCHEMA["properties"]["kind"]["enum"], KINDS),
        (DEFS["sender"]["anyOf"][0]["enum"], SENDER_TYPES),
    ],
)
def test_the_schema_has_exactly_the_keys_that_are_read(published: Iterable[str], known: Iterable[str]) -> None:
    assert sorted(published) == sorted(known)


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_what_people_write_for_a_key_is_no_key_beside_it(name: str) -> None:
    beside = [keys for keys in (TOP_KEYS, ENTRY_KEYS) if name in keys]
    assert beside, f"{name} is no key"
    for other in OTHER_NAMES[name]:
        assert any(other not in keys for keys in beside)


def undescribed(schema: Any, path: str = "") -> Iterator[str]:
    """The properties without a description, except in conditions and references to a definition of the same kind."""
    if isinstance(schema, list):
        schema = dict(enumerate(schema))
    if not isinstance(schema, dict):
        return
    for name, each in schema.get("properties", {}).items():
        if isinstance(each, dict) and not {"description", "const"} & set(each) and set(each) != {"$ref"}:
            yield f"{path}/{name}"
    for key, each in schema.items():
        if key not in {"if", "default", "enum"}:
            yield from undescribed(each, f"{path}/{key}")


@pytest.mark.parametrize(
    "name", ["config", "rule", "country", "lexicon", "provider", "us-states", "registration", "registry", "approved"]
)
def test_every_property_has_a_description(name: str) -> None:
    schema = json.loads((data_path("schema") / f"{name}.schema.json").read_text(encoding="utf-8"))
    found = [path for path in undescribed(schema) if not path.endswith("/properties/options")]
    assert found == []


CONFIGS = [
    ("{}", True),
    ("provider: octopods\nbrand: [Acme, Acme Inc]\nregions: [us, GB]\nsender: long_code", True),
    ("values: {name: {max: 20}, '*_url': {type: url}}", True),
    ("messages: [{files: a.txt, dialect: jinja, keys: [a, b], rules: {OPT001: off}}]", True),
    ("rules: {OPT001: off, LEN002: {max_segments: 2, severity: error}, CNT003: info}", True),
    ("volumes: {a.txt: 5, 'b/*.txt#k': {monthly: 5, regions: {US: 0.5, CA: 0.5}}, 'kind:otp': 1}", True),
    (
        "budgets: {message: {segments: 2}, change: {monthly: {silent: 1, warn: 2 USD, fail: 3}, percent: 1.5}, total: {monthly: 5}, unknown: warn}",
        True,
    ),
    ("logs: {ours: {columns: {id: Sid, body: 'parts[].text'}, currency: eur, rows_are: part, open: [queued]}}", True),
    ("logs: {ours: {columns: {}}}", False),
    ("logs: {ours: {columns: {boddy: Text}}}", False),
    ("logs: {ours: {columns: {body: Text}, rows_are: line}}", False),
    ("logs: {ours: {}}", False),
    ("volumes: {a.txt: -1}", False),
    ("volumes: {a.txt: {montly: 1}}", False),
    ("volumes: {a.txt: {monthly: 1, regions: {US: 2}}}", False),
    ("budgets: {message: {segments: 0}}", False),
    ("budgets: {change: {monthly: lots}}", False),
    ("budgets: {total: {monthly: {silent: 1}}}", False),
    ("budgets: {unknown: pass}", False),
    ("messages: [{dialect: jinja}]", False),
    ("messages: [{files: a.txt, dialect: jinga}]", False),
    ("values: {name: {mx: 20}}", False),
    ("values: {name: {charset: emoji}}", False),
    ("regions: [USA]", False),
    ("kind: ads", False),
    ("knd: otp", False),
    ("sender: {type: pigeon}", False),
    ("exclude: {a: b}", False),
]


@pytest.mark.parametrize(("text", "fine"), CONFIGS)
def test_schema_and_reader_agree(text: str, fine: bool) -> None:
    settings = yaml.safe_load(text)
    found = not list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(settings))
    try:
        make_config(settings, Path())
        read = True
    except ConfigError:
        read = False
    assert (found, read) == (fine, fine)
