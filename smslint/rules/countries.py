"""Country profiles: sender support, two-way, opt-out forms, hours, mandatory text. Data: ``rules/countries/<ISO2>.yaml``.

Every profile has its sources and a confidence per field; a fact with the confidence ``knowledge`` never becomes an error.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.data import data_path
from smslint.rules.country_file import read

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.rules.country import Country


def names() -> tuple[str, ...]:
    """The ISO 3166-1 alpha-2 codes that have a profile."""
    return tuple(sorted(path.stem for path in _folder().glob("[A-Z][A-Z].yaml")))


@lru_cache(maxsize=256)
def known(iso2: str) -> bool:
    """Whether a country has a profile, without reading it."""
    code = iso2.upper()
    return len(code) == 2 and code.isascii() and code.isalpha() and (_folder() / f"{code}.yaml").is_file()


@lru_cache(maxsize=256)
def load(iso2: str) -> Country | None:
    """The profile of a country, or ``None`` when there is none.

    :raises PackError: when the profile cannot be used.
    """
    code = iso2.upper()
    path = _folder() / f"{code}.yaml"
    # The name is checked first, so that a text from a file cannot become a path.
    return read(path) if known(code) else None


def _folder() -> Path:
    return data_path("rules") / "countries"
