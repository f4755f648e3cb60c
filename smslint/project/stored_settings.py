"""The settings in a YAML file as an earlier run has read them, found by its text: the YAML parser takes longer to load than a message to check.

They are in the user's cache (``user_cache``), and only where they are the same as JSON. A file with an error is always read again.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from smslint.hashing import blake2b
from smslint.settings import Node
from smslint.settings_file import reading
from smslint.settings_file.limits import LARGEST
from smslint.settings_file.reading import read, text_of
from smslint.user_cache import entry, keep, user_cache

if TYPE_CHECKING:
    from smslint.settings_file.reading import FileOrigin

MOST_ENTRIES: Final = 100
"""Above this the oldest entries are removed."""
CODE: Final = ("yaml_file.py", "yaml_numbers.py", "limits.py")
"""The modules that read settings: what is stored is invalid after these modules, or this one, change."""


def read_again(origin: FileOrigin) -> Node:
    """The settings of a file, read before or now; as :func:`smslint.settings_file.reading.read`.

    :raises SmslintError: of the origin's type, if the file is absent or invalid.
    """
    folder = None if origin.toml else user_cache("settings")
    if folder is None:
        return read(origin)
    import json

    text = text_of(origin)
    name = f"{_name(text)}.json"
    try:
        known: Any = json.loads(entry(folder, name, LARGEST) or b"null")
    except (ValueError, RecursionError):
        known = None
    if isinstance(known, dict):
        return Node(origin, known)
    from smslint.settings_file.yaml_file import parse_yaml

    node = parse_yaml(text, origin)
    data = _as_json(node.values)
    if data is not None:
        import re

        keep(folder, re.compile(r"[0-9a-f]{40}\.json"), name, data, MOST_ENTRIES)
    return node


def _name(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), key=_code(), digest_size=20).hexdigest()


@cache
def _code() -> bytes:
    """The hash of the code."""
    here = Path(reading.__file__).parent
    return blake2b(
        b"\0".join(path.read_bytes() for path in (*(here / name for name in CODE), Path(__file__))), digest_size=32
    ).digest()


def _as_json(values: Any) -> bytes | None:
    """The same values as JSON; ``None`` where they would be others: dates, numbers as keys, what is not a number, a set, a tuple."""
    import json

    try:
        data = json.dumps(values, allow_nan=False)
        return data.encode() if _same(json.loads(data), values) else None
    except (TypeError, ValueError, RecursionError):
        return None


def _same(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
