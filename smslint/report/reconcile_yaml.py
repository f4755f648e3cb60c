"""What a log says about volumes and values, as YAML to paste into ``smslint.yaml``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from smslint.report.reconcile_json import volume

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.reconcile.record import Reconciliation


def yaml(found: Reconciliation) -> str:
    """The entries. Names are written as JSON writes them, which YAML reads alike."""
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Reconciliation) -> Iterator[str]:
    period = found.period
    if found.volumes and period is not None:
        yield f"volumes:  # messages a month, of those from {period.first} to {period.last}"
        for name, each in found.volumes.items():
            yield f"  {_name(name)}: {json.dumps(volume(each)).replace(chr(34), '')}"
    if found.values:
        yield "values:  # what the log has; leave room for what it does not have"
        for name, proposal in found.values.items():
            yield f"  {_name(name)}: {{min: {proposal.least}, max: {proposal.most}, charset: {proposal.charset}}}"


def _name(name: str) -> str:
    return json.dumps(name, ensure_ascii=not name.isprintable())
