"""Which source reads which file: tables, and the two functions that use them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from smslint.errors import ConfigError
from smslint.sources.locales import locale_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.message import Message
    from smslint.sources.options import Options

# One line per host format. Each module has `read(text, options)`; a module is imported when it is first used.
SOURCES = {
    "plain": "smslint.sources.plain",
    "yaml": "smslint.sources.yaml",
    "json": "smslint.sources.json",
    "toml": "smslint.sources.toml",
    "hcl": "smslint.sources.hcl",
    "csv": "smslint.sources.csv",
    "properties": "smslint.sources.properties",
    "po": "smslint.sources.po",
    "fluent": "smslint.sources.fluent",
    "android": "smslint.sources.android",
    "odoo": "smslint.sources.odoo",
    "php": "smslint.sources.php",
    "python": "smslint.sources.python",
    "javascript": "smslint.sources.javascript",
    "sql": "smslint.sources.sql",
    "markdown": "smslint.sources.markdown",
}


class Choice(NamedTuple):
    """How a file is read: its source and, where the suffix tells, the template dialect of its texts."""

    source: str
    dialect: str | None = None


# Looked up from the longest suffix to the shortest: `sms.blade.php` is Blade, not PHP.
SUFFIXES = {
    ".txt": Choice("plain"),
    ".text": Choice("plain"),
    ".sms": Choice("plain"),
    ".html": Choice("plain"),
    ".j2": Choice("plain", "jinja"),
    ".jinja": Choice("plain", "jinja"),
    ".jinja2": Choice("plain", "jinja"),
    ".djt": Choice("plain", "django"),
    ".liquid": Choice("plain", "liquid"),
    ".twig": Choice("plain", "twig"),
    ".mustache": Choice("plain", "mustache"),
    ".hbs": Choice("plain", "handlebars"),
    ".handlebars": Choice("plain", "handlebars"),
    ".gotmpl": Choice("plain", "go"),
    ".tmpl": Choice("plain", "go"),
    ".erb": Choice("plain", "erb"),
    ".vm": Choice("plain", "velocity"),
    ".blade.php": Choice("plain", "blade"),
    ".yml": Choice("yaml"),
    ".yaml": Choice("yaml"),
    ".json": Choice("json"),
    ".jsonc": Choice("json"),
    ".json5": Choice("json"),
    ".arb": Choice("json", "icu"),
    ".toml": Choice("toml"),
    ".tf": Choice("hcl"),
    ".hcl": Choice("hcl"),
    ".tfvars": Choice("hcl"),
    ".csv": Choice("csv"),
    ".tsv": Choice("csv"),
    ".properties": Choice("properties"),
    ".po": Choice("po"),
    ".pot": Choice("po"),
    ".ftl": Choice("fluent"),
    ".xml": Choice("odoo"),
    ".php": Choice("php"),
    ".py": Choice("python"),
    ".js": Choice("javascript"),
    ".cjs": Choice("javascript"),
    ".mjs": Choice("javascript"),
    ".jsx": Choice("javascript"),
    ".ts": Choice("javascript"),
    ".cts": Choice("javascript"),
    ".mts": Choice("javascript"),
    ".tsx": Choice("javascript"),
    ".sql": Choice("sql"),
    ".md": Choice("markdown"),
    ".markdown": Choice("markdown"),
}
# Whole file names that say more than their suffix.
NAMES = {"strings.xml": Choice("android")}


def source_for(path: str, configured: str | None = None) -> Choice:
    """How to read a file.

    :param configured: the source that the project names for it, which wins over the suffix.
    :raises ConfigError: when ``configured`` is no source.
    """
    name = path.replace("\\", "/").rsplit("/", 1)[-1].lower()
    choice = NAMES.get(name) or _by_suffix(name)
    if configured is None:
        return choice
    if configured not in SOURCES:
        raise ConfigError(f"unknown source {configured!r}; the sources are {', '.join(sorted(SOURCES))}")
    return choice if choice.source == configured else Choice(configured)


def read(source: str, text: str, options: Options) -> Iterator[Message]:
    """The messages of a file, in the order in which they stand in it.

    :param source: a name of :data:`SOURCES`.
    :param text: the decoded file with its original line endings.
    :raises SourceError: when the file cannot be read as what it claims to be, or an extra has to be installed for it.
    """
    if options.locale is None and (locale := locale_of(options.path)) is not None:
        options = options._replace(locale=locale)
    found: Iterator[Message] = import_module(SOURCES[source]).read(text, options)
    return found


def _by_suffix(name: str) -> Choice:
    stem = name
    while (dot := stem.find(".", 1)) > 0:
        stem = stem[dot:]
        if stem in SUFFIXES:
            return SUFFIXES[stem]
    return Choice("plain")
