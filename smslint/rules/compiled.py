"""Pack files in a form that loads without a YAML parser, found by the content of the files.

An entry's name is the hash of the exact bytes it was made from (for rules also of the code that read them), so an entry for
other bytes is never found, and nothing needs to be invalidated. A wheel contains the entries of the shipped packs; for packs of a project, and in a checkout,
they are kept in the user's cache (``user_cache``). Without either, the YAML is parsed. The user's cache also knows the hash of many files by
their sizes and times, so that only the first run reads them.
"""

from __future__ import annotations

import os
import time
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, Final

from smslint.data import data_path
from smslint.settings_file.reading import bytes_of
from smslint.user_cache import SETTLED, entry, keep, user_cache

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FORM: Final = b"smslint packs 4"
"""Part of every hash; changes when what is stored changes."""

LARGEST: Final = 64 * 1024 * 1024
"""The largest entry that is read, in bytes."""

DAMAGE: Final = (TypeError, ValueError, LookupError, AttributeError, AssertionError)
"""What goes wrong when a value of another form is taken for a stored one: it counts as not found."""

MOST_ENTRIES: Final = 400
"""Above this the oldest entries of the user's cache are removed."""


def key(kind: str, contents: Sequence[bytes]) -> str:
    """The name of the entry for files with these contents. ``kind`` says what was made from them."""
    from smslint.hashing import blake2b

    digest = blake2b(FORM, digest_size=20)
    digest.update(f"{kind} {len(contents)}".encode())
    for content in contents:
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()


def key_of(kind: str, paths: Sequence[Path]) -> str:
    """The name of the entry for some files. Nothing is read if their sizes and times are those of an earlier run, as git does.

    :raises OSError: when a file cannot be read.
    """
    times = _by_times(kind, paths)
    known = find(times) if times else None
    if isinstance(known, str) and len(known) == len(times):
        return known
    name = key(kind, [bytes_of(path) for path in paths])
    if times:
        store(times, name)
    return name


def _by_times(kind: str, paths: Sequence[Path]) -> str:
    """The name under which the name for some files is kept; empty if one is no file, or can change without a change of its times."""
    found = [os.stat(path) for path in paths]  # noqa: PTH116 (a hundred files at the start of every run)
    newest = max([max(each.st_mtime_ns, each.st_ctime_ns) for each in found], default=0)
    if newest >= time.time_ns() - SETTLED or not all(S_ISREG(each.st_mode) for each in found):
        return ""
    states = [(each.st_dev, each.st_ino, each.st_size, each.st_mtime_ns, each.st_ctime_ns) for each in found]
    return key(f"{kind}, by times", [repr(states).encode()])


def find(name: str) -> Any:
    """The value stored under a name; ``None`` if there is none that can be read."""
    import json

    body = _found(name)
    return None if body is None else json.loads(body)


def find_lines(name: str) -> list[bytes] | None:
    """The values stored together under a name, each as JSON, so that only those that are needed are decoded."""
    body = _found(name)
    return None if body is None else body.split(b"\n")


def _found(name: str) -> bytes | None:
    """What is stored under a name; ``None`` if there is nothing, or it is damaged."""
    try:
        return _opened((data_path("rules").parent / "compiled" / f"{name}.json").read_bytes())
    except (OSError, ValueError):
        pass
    users = user_cache("packs")
    return None if users is None else entry(users, f"{name}.json", LARGEST)


def _opened(stored: bytes) -> bytes:
    """What is stored in an entry of a wheel, which starts with the hash of the rest.

    :raises ValueError: if it is damaged.
    """
    digest, _, body = stored.partition(b"\n")
    if digest != _digest(body):
        raise ValueError("the entry is damaged")
    return body


def store(name: str, value: object) -> None:
    """Keep a value in the user's cache, if there is one; a failed write only costs time."""
    store_lines(name, [value])


def store_lines(name: str, values: Sequence[object]) -> None:
    """Keep some values together, each on a line: :func:`find_lines` finds them."""
    folder = user_cache("packs")
    if folder is not None:
        import re

        keep(folder, re.compile(r"[0-9a-f]{40}\.json"), f"{name}.json", _body(values), MOST_ENTRIES)


def packed(value: object) -> bytes:
    """The bytes of an entry of a wheel."""
    return packed_lines([value])


def packed_lines(values: Sequence[object]) -> bytes:
    """The bytes of an entry of a wheel with several values."""
    body = _body(values)
    return _digest(body) + b"\n" + body


def _body(values: Sequence[object]) -> bytes:
    import json

    lines = (json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str) for value in values)
    return "\n".join(lines).encode()


def _digest(body: bytes) -> bytes:
    from smslint.hashing import blake2b

    return blake2b(body, digest_size=20).hexdigest().encode()
