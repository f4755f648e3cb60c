"""Packs against their published schemas."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator

from smslint.data import data_path


class _Strict(yaml.SafeLoader):
    """Refuses duplicate keys, of which YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"{node.start_mark}: a key twice among {keys}"
        return super().construct_mapping(node, deep)


def schema_errors(name: str, path: Path) -> list[str]:
    """The errors of a schema about a file; dates are checked as written text."""
    value = json.loads(
        json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=lambda date: date.isoformat())
    )
    return [
        f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in _validator(name).iter_errors(value)
    ]


@cache
def _validator(name: str) -> Draft202012Validator:
    schema = json.loads((data_path("schema") / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
