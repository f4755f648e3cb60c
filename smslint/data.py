"""Where the packs and schemas are: inside an installed wheel, or next to the package in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from smslint.errors import InstallationError

_PACKAGE = Path(__file__).parent


@cache
def data_path(name: str) -> Path:
    """The folder ``rules`` or ``schema``. A wheel has both under ``_data``; a checkout has them at its root.

    :raises InstallationError: inside a zip file.
    """
    installed = _PACKAGE / "_data" / name
    if installed.is_dir():
        return installed
    refuse_archive()
    return _PACKAGE.parent / name


def refuse_archive() -> None:
    """Say in one line why nothing is found inside a zip file.

    :raises InstallationError: there.
    """
    if not _PACKAGE.is_dir():
        raise InstallationError(
            "smslint cannot read its files from inside a zip file: install it with pip, or use a tool that unpacks the "
            "archive when it starts, such as shiv"
        )
