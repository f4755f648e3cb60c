"""Files outside of a project. A repository can name any file of the machine, by a path or a link: nothing that such a file says is shown."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from smslint.real_paths import real_path

_KEPT: Final = (": cannot be read", ": is too large")
"""How an error continues after the place if it says nothing about the content."""


def is_outside(path: Path, root: Path) -> bool:
    """Whether a path leads, directly or through links, out of a project: out of its folder, its repository and the working folder."""
    real = real_path(path)
    inside = any(real.is_relative_to(top) for top in _tops(real_path(root)))
    return not inside and not real.is_relative_to(real_path(Path.cwd()))


@lru_cache(maxsize=64)
def _tops(root: Path) -> tuple[Path, ...]:
    repository = next((each for each in (root, *root.parents) if (each / ".git").exists()), root)
    return root, repository


def unquoted(text: str, name: str, how: str) -> str:
    """The text of an error about a file outside of a project: its place, and ``how`` to see what is wrong there.

    :param name: the name of the file in the error.
    """
    place = re.match(re.escape(name) + r"(?::\d+)*", text)
    if place is None or text[place.end() :].startswith(_KEPT):
        return text
    return f"{place[0]}: is not valid, and is not quoted here because it is outside of the project: {how}"
