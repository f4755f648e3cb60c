"""What a preflight was asked, kept with its answer, so that exactly this can be sent."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from smslint.hashing import blake2b
from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from smslint.broadcast.options import Options
    from smslint.broadcast.template import Template
    from smslint.project.config import Config
    from smslint.recipients.reader import RecipientList

_PIECE = 1 << 20


@sealed
@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """The arguments of a preflight. It has no ``repr``, because the rows are people."""

    template: Path | Mapping[str, str]
    recipients: str | tuple[dict[str, str], ...]
    """The list as it is named from everywhere; a list in memory itself, each cell as text."""
    config: Path | Mapping[str, object] | Config | None
    options: Options
    seal: str
    """A hash of the template and the list as they were: it differs as soon as one of them does."""


def seal_of(template: Template, found: RecipientList) -> str:
    """A hash of the text of a template and of everything in a list."""
    digest = blake2b(digest_size=16)
    subject = template.subject
    _add(digest, f"{subject.dialect}\0{subject.context.kind}\0{subject.body}")
    if found.size:
        for path in found.paths:
            if len(found.paths) > 1:
                _add(digest, os.path.abspath(path))  # noqa: PTH100 (a list named from here is the same one named from the root)
            with path.open("rb") as file:
                while piece := file.read(_PIECE):
                    digest.update(piece)
    else:
        for batch in found.batches():
            for row in batch.rows:  # row by row: where a batch ends depends on the blank rows, which are not kept
                _add(digest, repr(row))
    return digest.hexdigest()


def _add(digest: blake2b, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    digest.update(len(data).to_bytes(8, "big") + data)
