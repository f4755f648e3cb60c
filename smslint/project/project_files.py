"""Which template engine a project has, by the files in its folder: asked only where a text fits several dialects."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Engine(NamedTuple):
    """A template engine, and the file that names it."""

    dialect: str
    file: str


SIGNS: Final = (
    ("manage.py", "", "django"),
    ("composer.json", '"twig/', "twig"),
    ("composer.json", '"symfony/twig', "twig"),
    ("package.json", '"liquidjs"', "liquid"),
    ("package.json", '"nunjucks"', "jinja"),
    ("package.json", '"handlebars"', "handlebars"),
    ("package.json", '"mustache"', "mustache"),
    ("Gemfile", "liquid", "liquid"),
    ("requirements.txt", "jinja2", "jinja"),
)
"""A file, a word in it, and the dialect that it means."""
_UP: Final = 3
"""Folders above the configuration's that are looked in."""
_MOST_FILES: Final = 100
_LARGEST: Final = 1024 * 1024


@lru_cache(maxsize=64)
def engine_of(folder: Path) -> Engine | None:
    """The engine that the nearest folder names, from this one upward to the one with the repository; ``None`` if it names several."""
    for each in (folder, *folder.parents[:_UP]):
        found = {dialect: name for name, word, dialect in SIGNS if _holds(each / name, word)}
        if found:
            return Engine(*found.popitem()) if len(found) == 1 else None
        if os.path.exists(each / ".git"):  # noqa: PTH110 (asked for every folder)
            return None
    return None


_PACKAGES: Final = (
    ("vue-i18n", "vue_i18n"),
    ("@nuxtjs/i18n", "vue_i18n"),
    *((name, "icu") for name in ("next-intl", "use-intl", "react-intl", "@formatjs/", "intl-messageformat", "i18next-icu", "svelte-i18n", "@lingui/", "transloco-messageformat")),
)  # fmt: skip
"""Packages of JavaScript that read catalogues, and the dialect in which they read them."""


@lru_cache(maxsize=64)
def catalogue_dialect(folder: Path) -> str | None:
    """The dialect of the catalogues of the package in a folder, or in one above it in the repository; ``None`` if it names none."""
    for each in (folder, *folder.parents[:_UP]):
        for name, dialect in _PACKAGES:
            if _holds(each / "package.json", f'"{name}'):
                return dialect
        if os.path.exists(each / ".git"):  # noqa: PTH110 (asked for every folder)
            return None
    return None


def prints_plain_numbers(source: str, path: str, folder: Path) -> bool:
    """Whether what fills a text in ICU's syntax prints a number without a format as it is: JavaScript, and Dart's code of an ARB file.

    ICU itself (ICU4J, PHP's intl) prints it as the locale writes numbers.

    :param folder: that of the configuration.
    """
    if source == "javascript" or path.lower().endswith(".arb"):
        return True
    return source == "json" and catalogue_dialect(folder) == "icu"


@lru_cache(maxsize=256)
def is_filled_by_terraform(file: Path, folder: Path) -> bool:
    """Whether a Terraform file beside this one, or in a folder above it up to this folder, gives its name to ``templatefile``."""
    for each in file.parents:
        with suppress(OSError):
            for path in sorted(each.glob("*.tf"))[:_MOST_FILES]:
                if _holds(path, "templatefile") and _holds(path, f'/{file.name}"'.lower()):
                    return True
        if each == folder or folder not in each.parents:
            return False
    return False


def _holds(path: Path, word: str) -> bool:
    try:
        if not word or path.stat().st_size > _LARGEST or not path.is_file():
            return not word and path.is_file()
        return word in path.read_text(encoding="utf-8", errors="replace").lower()
    except OSError:
        return False
