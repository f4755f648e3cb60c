"""Volumes that are not in the configuration: what ``smslint reconcile`` found in a log, as JSON or as YAML."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from smslint.errors import ConfigError
from smslint.project.volumes import volumes_of
from smslint.records import NamedTuple
from smslint.settings import Node
from smslint.settings_file.reading import FileOrigin, read, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.project.volumes import VolumeEntry


class StatedVolumes(NamedTuple):
    """The volumes of a file."""

    name: str
    entries: tuple[VolumeEntry, ...]
    period: str = ""
    """``2026-10-01 to 2026-10-31``, if the file says of which days they are."""


def read_volumes(path: Path) -> StatedVolumes:
    """The volumes of a file: the report of ``smslint reconcile`` as JSON or YAML, or any file with ``volumes:``.

    :raises ConfigError: if it has none, or something in it is wrong, with the line.
    """
    origin = FileOrigin(str(path), path)
    text = text_of(origin)
    top = (
        _from_json(text, origin)
        if text.lstrip().startswith("{")
        else read(FileOrigin(str(path), path, text), empty=False)
    )
    if not top.has("volumes"):
        raise ConfigError(
            f"{path}: there are no volumes: write smslint reconcile LOG --format json --output {path.name}"
        )
    entries = volumes_of(top.child("volumes", "{templates/sale.txt: {monthly: 200000}}"))
    log = top.values.get("log")
    days = [log.get(each) for each in ("first", "last")] if isinstance(log, dict) else []
    period = " to ".join(map(str, days)) if days and all(days) else ""
    return StatedVolumes(str(path), entries, period)


def _from_json(text: str, origin: FileOrigin) -> Node:

    def single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            (twice, _), *_ = Counter(name for name, _ in pairs).most_common(1)
            raise ConfigError(f"{origin.name}: {twice}: duplicate key; JSON would ignore the first")
        return found

    try:
        values = json.loads(text, object_pairs_hook=single)
    except (json.JSONDecodeError, RecursionError) as error:
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ConfigError(f"{origin.name}{line}: this is not readable JSON") from error
    return Node(origin, values)
