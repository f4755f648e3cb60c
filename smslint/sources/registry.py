"""Which source reads which file: two tables, and the functions that use them.

A source is one module. To add one, write a module with the names of :class:`Source`, and enter it and its suffixes in both tables.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from smslint.errors import ConfigError, FormatError
from smslint.records import NamedTuple
from smslint.sources.file_locale import locale_of
from smslint.sources.unread import NAMES, OTHER_FORMATS, UNREAD, why_unread
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.comments import Comments
    from smslint.sources.message import Message
    from smslint.sources.options import Options

# One line per host format. A module is imported at its first use.
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
    "apple": "smslint.sources.apple",
    "stringsdict": "smslint.sources.stringsdict",
    "xcstrings": "smslint.sources.xcstrings",
    "odoo": "smslint.sources.odoo",
    "xliff": "smslint.sources.xliff",
    "twiml": "smslint.sources.twiml",
    "resx": "smslint.sources.resx",
    "php": "smslint.sources.php",
    "python": "smslint.sources.python",
    "javascript": "smslint.sources.javascript",
    "java": "smslint.sources.code.java",
    "dart": "smslint.sources.code.dart",
    "swift": "smslint.sources.code.swift",
    "elixir": "smslint.sources.code.elixir",
    "kotlin": "smslint.sources.code.kotlin",
    "go": "smslint.sources.code.go",
    "ruby": "smslint.sources.code.ruby",
    "csharp": "smslint.sources.code.csharp",
    "sql": "smslint.sources.sql",
    "markdown": "smslint.sources.markdown",
}

PROGRAMS = frozenset({"php", "python", "javascript", *(name for name, path in SOURCES.items() if ".code." in path)})
"""The sources of programs, in which most texts are not messages."""


class Source(Protocol):
    """The names that the module of a source defines."""

    COMMENTS: Comments
    """The comments that can contain directives."""
    MANY_STRINGS: bool
    """Whether most strings of such a file are not messages, so that a phrase in one is not enough to propose the file."""

    def read(self, text: str, options: Options, /) -> Iterator[Message]:
        """See :func:`read`."""

    def escape(self, replacement: str, quote: str, before: str, /) -> str | None:
        """See :mod:`smslint.sources.escapes`."""


class Choice(NamedTuple):
    """How a file is read: its source and, if the suffix shows it, the template dialect of its texts."""

    source: str
    dialect: str | None = None


# The files of each source, by a suffix or a whole name in lower case. They are here and not in the modules, so that a file does not cost
# the import of every source. The lookup goes from the whole name and the longest suffix to the shortest: `sms.blade.php` is Blade, not PHP.
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
    ".tftpl": Choice("plain", "terraform"),
    ".blade.php": Choice("plain", "blade"),
    ".htm": Choice("plain"),
    ".tpl": Choice("plain"),
    ".template": Choice("plain"),
    ".njk": Choice("plain", "jinja"),
    ".message": Choice("plain"),
    ".msg": Choice("plain"),
    ".body": Choice("plain"),
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
    ".strings": Choice("apple"),
    ".stringsdict": Choice("stringsdict"),
    ".xcstrings": Choice("xcstrings"),
    ".xml": Choice("odoo"),
    ".twiml": Choice("twiml"),
    ".xlf": Choice("xliff"),
    ".xliff": Choice("xliff"),
    ".resx": Choice("resx"),
    ".resw": Choice("resx"),
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
    ".java": Choice("java"),
    ".rb": Choice("ruby"),
    ".rake": Choice("ruby"),
    ".go": Choice("go"),
    ".kt": Choice("kotlin"),
    ".kts": Choice("kotlin"),
    ".ex": Choice("elixir"),
    ".exs": Choice("elixir"),
    ".swift": Choice("swift"),
    ".dart": Choice("dart"),
    ".cs": Choice("csharp"),
    ".sql": Choice("sql"),
    ".md": Choice("markdown"),
    ".markdown": Choice("markdown"),
    "strings.xml": Choice("android"),
}
_ROOT = later(r"\ufeff?(?:\s+|<\?.*?\?>|<!--.*?-->)*+<(?:!DOCTYPE\s+)?([\w:.-]+)", re.DOTALL)
"""The name of the root element of an XML file, which a document type names too."""
_ROOTS = {**dict.fromkeys(("odoo", "openerp", "data"), "odoo"), "resources": "android", "xliff": "xliff"}
"""The source of an XML file, by the name of its root element."""
_SCRIPT = later(r"\ufeff?#![ \t]*/")
"""The beginning of a script: the path of the program that runs it."""
_SCHEMES = ("sms", "SMS", "mms", "MMS")
"""One of these is in each link that opens a text message."""
UNKNOWN = "unknown"
"""The source of a file whose suffix shows a format that smslint does not read."""
_MAY_ANSWER = frozenset(("odoo", "plain", UNKNOWN))
"""The sources that the names of answers in TwiML, and of templates of them, show."""
_TEMPLATES = frozenset(
    (
        *(suffix for suffix, choice in SUFFIXES.items() if choice.source == "plain" and choice.dialect),
        ".tpl",
        ".template",
    )
)
"""The suffixes of templates: the suffix before them shows the format that they make."""


def source_for(path: str, configured: str | None = None) -> Choice:
    """How to read a file.

    A name without a suffix is plain text, such as ``sms/welcome``. :data:`UNKNOWN` is one with a suffix that no source claims, one that
    is hidden, and that of a file which every program has, such as ``Makefile``.

    :param configured: the source that the project names for it, which goes before the suffix.
    :raises ConfigError: when ``configured`` is not a source.
    """
    name = path.replace("\\", "/").rsplit("/", 1)[-1].lower()
    choice = _by_name(name)
    if configured is None:
        return choice
    if configured not in SOURCES:
        raise ConfigError(f"unknown source {configured!r}; the sources are {', '.join(sorted(SOURCES))}")
    if choice.source == configured:
        return choice
    return Choice(configured, choice.dialect if choice.source == UNKNOWN else None)


def by_root(choice: Choice, text: str) -> Choice:
    """How to read a file whose content shows its format better than its name: the root element of XML does, also in a template of it,
    and so does the line that names the program which runs a script.

    :param choice: what the name shows.
    """
    if choice.source == "plain" and _SCRIPT.match(text) is not None:
        return Choice(UNKNOWN)
    if choice.source in _MAY_ANSWER and "<Response" in text:
        from smslint.sources.twiml import is_answer

        if is_answer(text):
            return choice._replace(source="twiml")
    if choice.source == "fluent":
        from smslint.sources.ftl import is_template

        return Choice("plain", "freemarker") if is_template(text) else choice
    if choice.source == "odoo" and (root := _ROOT.match(text)) is not None:
        return Choice(_ROOTS.get(root[1].rpartition(":")[2], UNKNOWN))
    return choice


def read(source: str, text: str, options: Options) -> Iterator[Message]:
    """The messages of a file, in the order of the file.

    :param source: a name of :data:`SOURCES`.
    :param text: the decoded file with its original line endings.
    :raises SourceError: when the file cannot be read in its format, or an extra must be installed for it.
    """
    if options.locale is None and (locale := locale_of(options.path)) is not None:
        options = options._replace(locale=locale)
    if source == UNKNOWN:
        if _SCRIPT.match(text) is not None:
            raise FormatError(
                "This is a script, which smslint does not read. State its source: plain if it is a message."
            )
        raise FormatError(_why_unread(options.path.replace("\\", "/").rpartition("/")[2]))
    found = module(source).read(text, options)
    if source not in PROGRAMS:
        return found
    from smslint.sources.channels import of_texts

    if any(scheme in text for scheme in _SCHEMES):
        from smslint.sources.sms_links import LINK, with_links

        if LINK.search(text) is not None:
            found = with_links(found)
    return of_texts(found, text)


@cache
def module(source: str) -> Source:
    """The module of a source."""
    return cast("Source", import_module(SOURCES[source]))


def _by_name(name: str) -> Choice:
    stem = name
    if name in NAMES:
        return Choice(UNKNOWN)
    if not name.startswith(".") and name in SUFFIXES:
        return SUFFIXES[name]
    while (dot := stem.find(".", 1)) > 0:
        stem = stem[dot:]
        if stem in UNREAD:
            return Choice(UNKNOWN)
        if stem in SUFFIXES:
            made = _made(name, stem)
            return Choice(UNKNOWN, SUFFIXES[stem].dialect) if made else SUFFIXES[stem]
    return Choice(UNKNOWN if stem != name or name.startswith(".") else "plain")


def _made(name: str, template: str) -> str:
    """The suffix of the format that a template makes, if its text is not one message: ``.json`` of ``sms.json.j2``."""
    if template not in _TEMPLATES:
        return ""
    before = name.removesuffix(template)
    suffix = before[before.rfind(".") :] if before.rfind(".") > 0 else ""
    choice = SUFFIXES.get(suffix)
    return suffix if suffix in OTHER_FORMATS or (choice is not None and choice.source != "plain") else ""


def _why_unread(called: str) -> str:
    """The message about a file that is not read, by its name."""
    name = called.lower()
    template = ".blade.php" if name.endswith(".blade.php") else name[max(name.rfind("."), 0) :]
    return why_unread(called, _made(name, template), SOURCES)
