"""The user's cache: data that smslint can rebuild, in one folder per user with a subfolder for each use.

``SMSLINT_CACHE_DIR`` names the folder; an empty value switches the cache off. By default it is ``smslint`` in the platform's
cache folder: ``LOCALAPPDATA`` on Windows; ``XDG_CACHE_HOME``, or ``~/.cache``, elsewhere.

An entry starts with a code made from its name, its content and a secret that this user's smslint keeps in the same folder. An entry
that is damaged, has another name, or was written by anybody who cannot read the secret counts as absent, and is built again.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.hashing import blake2b

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

STATED: Final = "SMSLINT_CACHE_DIR"
SETTLED: Final = 2_000_000_000
"""A file's times are trusted after this many nanoseconds: a file can change twice within one tick of a coarse clock."""
_WINDOWS: Final = os.name == "nt"
_SEAL: Final = ".secret.tmp"
"""The name of the secret: of the form that a folder of ours may contain (see ``own_folder``)."""
_SEAL_BYTES: Final = 32


def user_cache(use: str, environment: Mapping[str, str] = os.environ) -> Path | None:
    """The folder for one use, such as ``packs``; it may not exist. ``None`` if the cache is off or no folder is known."""
    stated = environment.get(STATED)
    if stated is not None:
        return Path(stated) / use if stated else None
    base = _platform(environment)
    return base / "smslint" / use if base else None


def entry(folder: Path, name: str, most: int) -> bytes | None:
    """The content of an entry of at most about ``most`` bytes; ``None`` if there is none that this user's smslint has written."""
    secret = _read(folder / _SEAL, _SEAL_BYTES)
    code, _, data = _read(folder / name, most).partition(b"\n")
    return data if len(secret) == _SEAL_BYTES and code == _code(secret, name, data) else None


def keep(folder: Path, names: re.Pattern[str], name: str, data: bytes, count: int) -> None:
    """Write an entry, and remove the oldest ones above a number. A failure only costs time.

    :param names: what all entries of the folder are called.
    """
    from smslint.own_folder import OwnFolder

    own = OwnFolder(folder, names)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        secret = _read(folder / _SEAL, _SEAL_BYTES)
        if len(secret) != _SEAL_BYTES:
            secret = os.urandom(_SEAL_BYTES)
            own.write(_SEAL, secret, 0o600)
        own.write(name, _code(secret, name, data) + b"\n" + data, 0o600)
        own.keep_newest(count)
    except OSError:
        return


def _read(path: Path, most: int) -> bytes:
    """What is in an ordinary file; nothing if it cannot be read, is too large, or is something else."""
    from smslint.own_folder import content

    try:
        return content(path, most) or b""
    except OSError:
        return b""


def _code(secret: bytes, name: str, data: bytes) -> bytes:
    digest = blake2b(name.encode() + b"\0", key=secret, digest_size=20)
    digest.update(data)
    return digest.hexdigest().encode()


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
