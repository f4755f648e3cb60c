"""The lexicons by name: a file ``rules/lexicons/<name>.yaml``, or a folder with one file per language, so that only the languages
asked for are read."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.data import data_path
from smslint.errors import PackError
from smslint.rules.lexicon import Lexicon

if TYPE_CHECKING:
    from pathlib import Path


@lru_cache(maxsize=64)
def load(name: str, folder: Path | None = None) -> Lexicon:
    """A lexicon by name; its files are read later.

    :param folder: the folder of lexicons; the shipped ones by default. Those of another folder are verified immediately.
    :raises PackError: if no lexicon has that name.
    """
    home = folder or data_path("rules") / "lexicons"
    single = home / f"{name}.yaml"
    if single.is_file():
        lexicon = Lexicon(name, {"any": single}, trusted=folder is None)
    elif (home / name).is_dir():
        paths = sorted(path for path in (home / name).iterdir() if path.suffix == ".yaml")
        # English first: it is the most likely, and a search that stops at the first hit then reads no other file.
        paths.sort(key=lambda path: (path.stem != "any", path.stem != "en", path.stem))
        lexicon = Lexicon(name, {path.stem: path for path in paths}, trusted=folder is None)
    else:
        raise PackError(f"there is no lexicon {name!r} in {home}; there are: {', '.join(names(folder))}")
    if folder is not None:
        lexicon.verify()
    return lexicon


@lru_cache(maxsize=64)
def lexicon_at(name: str, path: Path) -> Lexicon:
    """The lexicon that a rule file at ``path`` names: from its own pack if that has one, otherwise the shipped one.

    :raises PackError: if no lexicon has that name.
    """
    for home in _homes(path):
        if (home / f"{name}.yaml").is_file() or (home / name).is_dir():
            return load(name, home)
    return load(name)


def names_at(path: Path) -> tuple[str, ...]:
    """The lexicons that a rule file at ``path`` can name."""
    return tuple(sorted({name for home in _homes(path) for name in names(home)} | set(names())))


def _homes(path: Path) -> list[Path]:
    """The folders of lexicons of the pack that a rule file is in; none for a shipped rule."""
    shipped = data_path("rules") / "lexicons"
    homes = (path.parent / "lexicons", path.parent.parent / "lexicons")
    return [home for home in homes if home != shipped and home.is_dir()]


def forget() -> None:
    """Read lexicons again at the next use: those of a pack may have changed."""
    load.cache_clear()
    lexicon_at.cache_clear()


def names(folder: Path | None = None) -> tuple[str, ...]:
    """The lexicons of a folder; the shipped ones by default."""
    home = folder or data_path("rules") / "lexicons"
    return tuple(sorted({path.stem for path in home.iterdir() if path.suffix == ".yaml" or path.is_dir()}))
