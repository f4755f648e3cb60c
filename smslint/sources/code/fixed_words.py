"""Constants that stand for something and have no text: ``Level.URGENT``, ``.urgent``, ``:urgent``, ``3``. Two of one kind are compared by name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

MARK: Final = "="
"""Before what is known of such a constant."""
TEXT: Final = '"'
"""Before a text, in what is known of a value."""
WORDS: Final = {
    **dict.fromkeys(("true", "True", "TRUE"), "true"),
    **dict.fromkeys(("false", "False", "FALSE"), "false"),
    **dict.fromkeys(("null", "None", "nil", "NULL"), "null"),
    "undefined": "undefined",
}
"""Values that have a word of their own, in all languages."""
SELVES: Final = frozenset({"self", "this", "cls", "static"})
"""How a method calls its own object or class."""
_CONSTANT: Final = re.compile(
    r"(?:(?:[\w$\\]+(?:\.|::))*(?P<owner>[A-Z]\w*|self|static)(?:\.|::)|(?P<sign>[.:]))(?P<name>[A-Za-z_]\w*)\Z"
)
_NUMBER: Final = re.compile(r"\d{1,9}\Z")
_BARE: Final = re.compile(r"[A-Za-z_]\w*\Z")
_COUNTED: Final = re.compile(r"\bconst\s*\((?P<inside>[^()]*\biota\b[^()]*)\)")
_LINE: Final = re.compile(r"^\s*([A-Za-z_]\w*)\b", re.MULTILINE)
_OWN: Final = frozenset({"self", "static"})


def constant_fact(written: str, source: str) -> str | None:
    """What is known of a value by the name of the constant that it is, as written; ``None`` if it is none."""
    if _NUMBER.match(written) is not None:
        return f"{MARK}# {int(written)}"
    found = _CONSTANT.match(written)
    if found is not None:
        owner = found["owner"] or {":": ":", ".": ""}[found["sign"]]
        return f"{MARK}{'' if owner in _OWN else owner} {found['name']}"
    return f"{MARK} {written}" if _BARE.match(written) is not None and written in _counted(source) else None


def same_constant(one: str, other: str) -> bool | None:
    """Whether two facts are of the same constant; ``None`` for constants of different classes."""
    (owner, name), (another, other_name) = (each.removeprefix(MARK).split(" ") for each in (one, other))
    signs = {owner, another} & {":", "#"}
    if owner != another and (signs or (owner and another)):
        return None
    return name == other_name


@lru_cache(maxsize=2)
def _counted(source: str) -> frozenset[str]:
    """The constants of Go that ``iota`` counts."""
    return frozenset(name for each in _COUNTED.finditer(source) for name in _LINE.findall(each["inside"]))
