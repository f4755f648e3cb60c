"""Check the arguments of functions that a program calls: a wrong one is an error at once, with its name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from smslint.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


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
