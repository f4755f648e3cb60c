"""A change of a file as a unified diff, which ``git apply`` and ``patch`` take."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from smslint.real_paths import real_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.project.files import Target
    from smslint.project.fixes import Change


def diff(change: Change) -> Iterator[str]:
    """The change as a unified diff that ``git apply`` and ``patch`` take."""
    import difflib

    old, new = _lines(change.before), _lines(change.after)
    name = _patched(change.target)
    for line in difflib.unified_diff(old, new, _quoted(f"a/{name}"), _quoted(f"b/{name}")):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _patched(target: Target) -> str:
    """The name of the file that is written: behind a link, git and patch change nothing."""
    name = os.path.normpath(target.shown)
    written = os.path.relpath(real_path(target.path), real_path(Path.cwd()))
    if not os.path.isabs(name) and not name.startswith("..") and not written.startswith(".."):  # noqa: PTH117
        name = written
    return name.replace(os.sep, "/")


def _quoted(name: str) -> str:
    """A name as git writes it (core.quotePath): in quotes, with octal escapes, if a character of it is a control or hidden."""
    if name.isprintable() and not re.search(r'["\\]', name):
        return name
    return '"' + re.sub(r'["\\]|[^ -~]', _octal, name) + '"'


def _octal(found: re.Match[str]) -> str:
    return "".join(f"\\{byte:03o}" for byte in os.fsencode(found[0]))


def _lines(text: str) -> list[str]:
    """Lines as patch counts them: only a line feed ends a line."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines
