"""How each template language names another template, and the files that a name may mean.

Sources: the documentation of Handlebars and Mustache (partials), Go's ``text/template`` (nested templates), Rails (rendering partials),
Laravel's Blade (``@include``) and Velocity (``#parse``, ``#include``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.lexing.elsewhere import from_elsewhere
from smslint.dialects.lexing.signed import arguments, word_and_argument
from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.parts import passing, reference_tags
from smslint.dialects.parts.reference import KEYWORD, TEXT, Reference, Site, named
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable


class References(NamedTuple):
    """One language: the reader of a tag, and the names that its files have."""

    read: Callable[[Site], Reference | None]
    files: Callable[[str], tuple[str, ...]] = lambda name: (name,)


_PARTIAL: Final = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w./@$-]+))\s*(.*)\Z""", re.DOTALL)


_HELPER: Final = re.compile(r"""\s*(include|partial|snippet|render)(?=\s+["'])""")
"""Helpers that print another template, as Iterable's ``snippet``."""


def _handlebars(site: Site) -> Reference | None:
    if found := _HELPER.match(site.code):
        return Reference((), site.code.strip(), why=f"smslint does not read {found[1]}, a helper that a program adds")
    if site.tag is None or site.tag.word not in {">", "#>"}:
        return None
    match = _PARTIAL.match(site.tag.rest)
    name = next((each for each in match.groups()[:3] if each), "") if match else ""
    if not name or match is None or (name.startswith("@") and name != "@partial-block"):
        return Reference((), site.tag.rest)
    words = match[4].split()
    passes = bool(words) and "=" not in words[0]
    bound = None if passes else frozenset(KEYWORD.findall(match[4]))
    return Reference(
        (name,), name, bound=bound, indents="alone", passed=tuple(passing.handlebars(site.source, site.token))
    )


def _mustache(site: Site) -> Reference | None:
    if site.tag is None or site.tag.word[:1] not in {">", "<"}:
        return None
    name = site.tag.rest or site.tag.word[1:]
    return Reference(() if name.startswith("*") else (name,), name, indents="perhaps")


_GO_ADDED: Final = re.compile(
    r"\s*((?:include|partial|partialCached|tpl|render)\b|partials\.Include(?:Cached)?\b)(?=\s*[\"`$.(])"
)
"""Functions of Helm, Hugo and Sprig's users that print another template."""


def _go(site: Site) -> Reference | None:
    if found := _GO_ADDED.match(site.code):
        return Reference((), site.code.strip(), why=f"smslint does not read {found[1]}, a function that a program adds")
    if site.tag is None or site.tag.word != "template":
        return None
    names, rest = named(site.tag.rest)
    return Reference(
        names, names[0] if names else site.tag.rest, bound=frozenset() if rest.strip() in {".", "$"} else None
    )


_RENDER: Final = re.compile(
    rf"\s*=?\s*render[\s(]\s*(?:partial:\s*|:partial\s*=>\s*)?{TEXT}\s*(?:,\s*(.*?))?\)?\s*", re.DOTALL
)


def _erb(site: Site) -> Reference | None:
    code = site.code
    if found := re.match(r"\s*=?=?\s*(render_\w+|ERB\.new|File\.(?:read|open)|IO\.read)\b", code):
        return Reference((), code.strip(), why=f"smslint does not read {found[1]}")
    if not re.match(r"\s*=?\s*render\b", code):
        return _erb_elsewhere(site)
    found = _RENDER.fullmatch(code)
    rest = (found[3] or "") if found else ""
    if found is None or re.search(r"\b(?:collection|layout|object|as|formats)\b", rest):
        why = "" if found is None else "smslint does not read render with a collection, an object or a layout"
        return Reference((), code.strip(), why=why)
    name = found[1] or found[2] or ""
    # A partial sees instance variables and what is passed to it, but no local variable of the template around it.
    passed = tuple(passing.keyed(site.source, site.token, frozenset({"partial", "locals"})))
    return Reference((name,), name, bound=None, passed=passed)


_KEEPS: Final = re.compile(r"\s*@?\w+\s*(?:\|\|)?=(?![=~])")
"""Code that keeps a text in a variable."""


def _erb_elsewhere(site: Site) -> Reference | None:
    """A text that another template or a block hands to this one: ``yield``, or ``render`` inside of other code."""
    if site.tag is not None and (site.tag.word == "do" or not (site.tag.opaque or _KEEPS.match(site.code))):
        return None
    word = from_elsewhere(site.code)
    return (
        Reference((), site.code.strip(), why=f"{word} gives a text that is written in another place") if word else None
    )


_BLADE_INCLUDES: Final = frozenset({"include", "includeif", "includefirst", "includewhen", "includeunless"})
_BLADE_UNREAD: Final = frozenset({"livewire", "inertia", "stack"})
_BLADE_VIEW: Final = re.compile(r"\s*(?:view|\\?(?:Illuminate\\Support\\Facades\\)?(?:View|Blade)::\w+)\s*\(")
"""Code that prints another view."""
_BLADE_EXTENDS: Final = frozenset({"extends", "extendsfirst"})


def _blade(site: Site) -> Reference | None:
    written = site.source[site.token.start : site.token.end]
    if site.tag is not None and written.startswith("<") and not written.startswith("<?") and site.tag.word[:1] != "/":
        return Reference((), site.tag.word, why="smslint does not read components that are written as tags")
    word, code = word_and_argument(site.source, site.token) if site.tag is not None else ("", None)
    word = word.lower()
    if site.token.kind is Kind.OUTPUT and _BLADE_VIEW.match(site.code):
        return Reference((), site.code.strip(), why="smslint does not read views that code prints")
    if word in _BLADE_UNREAD:
        return Reference((), f"@{word}", why=f"smslint does not read @{word}")
    if code is None or word not in _BLADE_INCLUDES | _BLADE_EXTENDS:
        return None
    spans, when = arguments(code), None
    found = [code[span.start : span.end] for span in spans]
    if word in {"includewhen", "includeunless"} and len(found) > 1:
        when = (found.pop(0), word == "includeunless")
    names, rest = named(found[0]) if found else ((), "")
    data = found[1] if len(found) > 1 else ""
    if rest.strip() or len(found) > 2:
        names = ()
    at = site.source.find("(", site.token.start, site.token.end) + 1
    plain = not data or (data.startswith("[") and data.endswith("]"))
    return Reference(
        names,
        names[0] if len(names) == 1 else code.strip(),
        word in _BLADE_EXTENDS,
        word == "includeif",
        frozenset(re.findall(r"""['"](\w+)['"]\s*=>""", data)) if plain else None,
        passed=tuple(passing.blade(site.source, Span(at + spans[-1].start, at + spans[-1].end))) if data else (),
        when=when,
    )


def _velocity(site: Site) -> Reference | None:
    if site.tag is None or site.tag.word not in {"parse", "include", "evaluate"}:
        return None
    if site.tag.word == "evaluate":
        return Reference((), site.tag.rest or "#evaluate", why="smslint does not read #evaluate", leaks=True)
    names, rest = named(site.tag.rest)
    if rest.strip() or any("$" in name for name in names):
        names = ()
    return Reference(names, names[0] if names else site.tag.rest, raw=site.tag.word == "include", leaks=True)


def _with(*ends: str, folders: tuple[str, ...] = ("",), prefix: str = "") -> Callable[[str], tuple[str, ...]]:
    """The files that a name may mean: in each folder, with each end."""

    def files(name: str) -> tuple[str, ...]:
        folder, slash, base = name.rpartition("/")
        return tuple(f"{within}{folder}{slash}{prefix}{base}{end}" for within in folders for end in ends)

    return files


def _dotted(name: str) -> tuple[str, ...]:
    return (f"{name.replace('.', '/')}.blade.php",)


REFERENCES: Final[dict[str, References]] = {
    "jinja": References(reference_tags.jinja),
    "django": References(reference_tags.django),
    "twig": References(reference_tags.twig),
    "liquid": References(
        reference_tags.liquid,
        _with(".liquid", "", folders=("", "snippets/")),
    ),
    "handlebars": References(
        _handlebars,
        _with(".hbs", ".handlebars", ".mustache", ".txt", ".html", "", folders=("", "partials/")),
    ),
    "mustache": References(
        _mustache,
        _with(".mustache", ".txt", ".html", "", folders=("", "partials/")),
    ),
    "go": References(_go, _with("", ".tmpl", ".gotmpl", ".tpl", ".txt")),
    "erb": References(
        _erb,
        _with(".text.erb", ".txt.erb", ".sms.erb", ".erb", ".html.erb", prefix="_"),
    ),
    "blade": References(_blade, _dotted),
    "velocity": References(_velocity),
}
