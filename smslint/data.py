"""Where the packs and schemas are: inside an installed wheel, or next to the package in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def data_path(name: str) -> Path:
    """The folder ``rules`` or ``schema``. A wheel has both under ``_data``; a checkout has them at its root."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
