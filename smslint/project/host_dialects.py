"""The dialect in which the program that reads a file fills its texts: by the format of the file, its path and the packages of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.text.patterns import later

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.project.placing import Place
    from smslint.sources.message import Message

_LANGUAGE_FILE: Final = later(r"(?:^|/)lang/(?:[^/]+/)*[^/]+\.(?:php|json)\Z")
_SYMFONY: Final = later(
    r"(?:^|/)translations/(?:[^/]+/)*[\w-]+\.[a-z]{2,3}(?:[_-][A-Za-z]+)*\.(?:ya?ml|json|php|xlf|xliff)\Z"
)
_FORMATTED: Final = later(r"(?:^|\.)v?s?printf(?:\.|\Z)")
_TEMPLATE: Final = later(r"(?:^|\.)Template(?:\.|\Z)")
_OF_PRINTF: Final = frozenset(("android", "apple", "stringsdict", "xcstrings"))
_OF_FORMAT: Final = {"properties": "message_format", "resx": "csharp", "odoo": "odoo14"}
_CATALOGUES: Final = {"vue_i18n": ("json", "yaml", "javascript"), "icu": ("json", "yaml")}
"""The sources that a package of JavaScript reads in its dialect."""
_FOLDERS: Final = 3
"""The folders of a file that can show its host, where the configuration is in the file's own folder or is not used."""


def host_dialect(source: str, path: str, key: str | None) -> str | None:
    """The dialect in which programs fill the texts of a file, such as an Android resource, an Apple strings file or a Laravel language file.

    :param path: with forward slashes.
    :param key: the key of the message; in code it names the call of which the message is an argument.
    """
    if source in _OF_PRINTF or (source == "php" and key is not None and _FORMATTED.search(key)):
        return "percent"
    if source in {"php", "json"} and _LANGUAGE_FILE.search(path):
        return "colon"
    if source == "python" and key is not None and _TEMPLATE.search(key):
        return "string_template"
    if source in _OF_FORMAT:
        return _OF_FORMAT[source]
    if "+intl-icu" in path:
        return "icu"
    return "symfony" if source in {"yaml", "json", "php", "xliff"} and _SYMFONY.search(path) else None


def host_of(message: Message, place: Place, folder: Path | None) -> str | None:
    """The dialect of the host of a message: the one that its file shows, :func:`host_dialect`, or that of a package which the project uses."""
    from smslint.project.project_files import catalogue_dialect, is_filled_by_terraform

    if message.dialect is None and place.source == "plain" and folder is not None and place.file is not None:
        signs = "${" in message.body or "%{" in message.body
        if signs and is_filled_by_terraform(place.file.absolute(), folder.absolute()):
            return "terraform"
    host = message.dialect or host_dialect(place.source, host_path(place), message.key)
    if host is None and folder is not None and any(place.source in each for each in _CATALOGUES.values()):
        dialect = catalogue_dialect(folder)
        return dialect if place.source in _CATALOGUES.get(dialect or "", ()) else None
    return host


def host_path(place: Place) -> str:
    """The path that shows the host: below the configuration's folder, and with the nearest folders if there are none below it."""
    path = (place.inside or place.path or "").replace("\\", "/")
    if "/" in path or place.file is None:
        return path
    return "/".join(place.file.parts[-_FOLDERS - 1 :])
