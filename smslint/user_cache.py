"""The user's cache: data that smslint can rebuild, in one folder per user with a subfolder for each use.

``SMSLINT_CACHE_DIR`` names the folder; an empty value switches the cache off. By default it is ``smslint`` in the platform's
cache folder: ``LOCALAPPDATA`` on Windows; ``XDG_CACHE_HOME``, or ``~/.cache``, elsewhere.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

STATED: Final = "SMSLINT_CACHE_DIR"
_WINDOWS: Final = os.name == "nt"


def user_cache(use: str, environment: Mapping[str, str] = os.environ) -> Path | None:
    """The folder for one use, such as ``packs``; it may not exist. ``None`` if the cache is off or no folder is known."""
    stated = environment.get(STATED)
    if stated is not None:
        return Path(stated) / use if stated else None
    base = _platform(environment)
    return base / "smslint" / use if base else None


def _platform(environment: Mapping[str, str]) -> Path | None:
    """The cache folder of all programs. A relative path is ignored, because it would depend on the working folder."""
    if _WINDOWS:
        base = environment.get("LOCALAPPDATA", "")
    else:
        base = environment.get("XDG_CACHE_HOME", "")
        if not Path(base).is_absolute():
            home = environment.get("HOME") or os.path.expanduser("~")  # noqa: PTH111  # no error where there is none
            base = str(Path(home) / ".cache")
    return Path(base) if Path(base).is_absolute() else None
