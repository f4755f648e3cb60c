"""Formats that smslint does not read, by their suffixes: files in them are named, and never taken for plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_PROGRAMS: Final = (".c", ".rs", ".scala", ".sh", ".vue")
OTHER_FORMATS: Final = frozenset((*_PROGRAMS, ".cfg", ".conf", ".css", ".env", ".ini", ".less", ".scss", ".service"))
"""Formats without a source. A template of one is not a message; any other word before a template's suffix is part of its name."""
UNREAD: Final = {
    ".ejs": "EJS", ".eex": "EEx", ".heex": "HEEx", ".mako": "Mako", ".smarty": "Smarty", ".latte": "Latte", ".ftlh": "FreeMarker for pages, which escapes its values",
    ".cshtml": "Razor", ".razor": "Razor", ".pug": "Pug", ".jade": "Pug", ".haml": "Haml", ".slim": "Slim", ".jsp": "JSP",
    ".scriban": "Scriban", ".sbn": "Scriban", ".dust": "Dust", ".eta": "Eta", ".tera": "Tera", ".peb": "Pebble", ".phtml": "PHP",
    ".scala.txt": "Twirl", ".scala.html": "Twirl", ".rocker.html": "Rocker", ".rocker.txt": "Rocker", ".jte": "JTE", ".kte": "JTE",
}  # fmt: skip
"""The template languages that are not read."""
NAMES: Final = frozenset({
    "ads.txt", "appfile", "appraisals", "artisan", "authors", "berksfile", "brewfile", "caddyfile", "cakefile", "capfile", "cartfile",
    "changelog", "changelog.txt", "cmakelists.txt", "cname", "codeowners", "constraints.txt", "containerfile", "contributing",
    "contributors", "copying", "crontab", "dangerfile", "dockerfile", "earthfile", "fastfile", "gemfile", "gnumakefile", "gradlew",
    "guardfile", "humans.txt", "jenkinsfile", "justfile", "kconfig", "licence", "licence.txt", "license", "license.txt", "maintainers",
    "makefile", "mvnw", "pipfile", "podfile", "procfile", "rakefile", "readme", "readme.txt", "requirements-dev.txt",
    "requirements.txt", "robots.txt", "sconscript", "sconstruct", "security.txt", "snakefile", "steepfile", "thorfile", "tiltfile",
    "vagrantfile",
})  # fmt: skip
"""Names, in lower case, of files that build, start or describe a program: none is a template."""
LANGUAGES: Final = tuple(sorted((*UNREAD, *_PROGRAMS)))
"""The suffixes of programs and templates without a source."""


def why_unread(called: str, made: str, sources: Iterable[str]) -> str:
    """The message about a file that is not read, by its name.

    :param made: the suffix of the format that it makes, if it is a template; else empty.
    :param sources: the names of what is read.
    """
    name = called.lower()
    suffix = name[max(name.rfind("."), 0) :]
    if made:
        return f"A template of a {made} file is not read by itself. State its source: plain if the whole file is one message."
    if suffix == ".xml":
        return "This .xml is not a format that smslint reads. Of XML, it reads Android's <resources>, Odoo's <odoo>, TwiML's <Response> and <xliff>."
    language = next((known for unread, known in UNREAD.items() if name.endswith(unread)), None)
    if language is not None:
        return f"{language} is not a language that smslint reads."
    return f"{called if name in NAMES else suffix} is not a format that smslint reads. It reads {', '.join(sorted(sources))}."
