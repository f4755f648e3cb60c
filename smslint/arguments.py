"""Check the arguments of functions that a program calls: a wrong one is an error at once, with its name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from smslint.calling import called
from smslint.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST_CAMPAIGN: Final = 5_000
"""Characters of the name of a campaign: that of a template, whose key may be its text, is shorter."""


def must_be(right: bool, name: str, expected: str, value: object) -> None:
    """Check one argument.

    :raises ConfigError: if it is not ``right``.
    """
    if not right:
        raise ConfigError(f"{name}: expected {expected}, found {type(value).__name__}")


def must_have(value: object, name: str, methods: tuple[str, ...], expected: str) -> None:
    """Check an argument that is known by its methods; ``None`` is allowed.

    :raises ConfigError: if it lacks one of them.
    """
    has_all = all(callable(getattr(value, method, None)) for method in methods)
    must_be(value is None or (has_all and not isinstance(value, type)), name, expected, value)


def must_be_text(value: object, name: str) -> None:
    """Check an argument that is text or ``None``.

    :raises ConfigError: if it is neither.
    """
    must_be(value is None or isinstance(value, str), name, "text", value)


def must_be_campaign(value: object) -> None:
    """Check the name of a campaign, which decides who is not sent the same again; ``None`` is allowed.

    :raises ConfigError: for a name that says nothing, or that no journal can hold.
    """
    must_be_text(value, "campaign")
    if value is None:
        return
    name = str(value)
    if not name.strip():
        problem = "is empty"
    elif len(name) > _LONGEST_CAMPAIGN:
        problem = f"has {len(name):,} characters; use at most {_LONGEST_CAMPAIGN:,}"
    elif any("\ud800" <= char <= "\udfff" for char in name):
        problem = "has bytes that are no characters; write it in UTF-8"
    else:
        return
    raise ConfigError(f"{called('campaign')}: the name of the campaign {problem}")


def must_be_journal(value: object, methods: tuple[str, ...]) -> None:
    """Check a journal by the methods that are called; ``None`` is allowed.

    :raises ConfigError: if it is not an open journal.
    """
    must_have(value, "journal", methods, "an open journal: smslint.sending.Journal(path)")


def is_path(value: str | Path) -> bool:
    """Whether the system can look for a file of this name: it is not empty, not too long, and can be encoded."""
    try:
        os.lstat(value)
    except (FileNotFoundError, PermissionError, NotADirectoryError):
        return bool(str(value))
    except (OSError, ValueError):
        return False
    return True
