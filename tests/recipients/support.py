"""Lists for tests: write, open or read one in a single call."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from smslint.recipients.reader import RecipientList, open_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

# Reserved for fiction (555-01xx), and valid in the numbering plan.
US = [f"+1202555{n:04}" for n in range(100, 200)]


def listed(folder: Path, content: str | bytes, name: str = "list.csv", **options: Any) -> RecipientList:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_list(path, **options)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
