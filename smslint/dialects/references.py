"""How each template language names another template: what it extends, what it includes, and what it passes along.

Sources: the documentation of Jinja (template inheritance, include), Django (``extends``, ``include``), Twig (``extends``, ``include``),
Liquid (``render``, ``include``), Handlebars and Mustache (partials), Go's ``text/template`` (nested templates), Rails (rendering
partials), Laravel's Blade (``@include``) and Velocity (``#parse``, ``#include``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects import passing
from smslint.dialects.signed import arguments, word_and_argument
from smslint.dialects.tokens import Kind, Token
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.dialects.assigned import Given
    from smslint.dialects.tags import Tag


class Reference(NamedTuple):
    """One place where a template names another."""

    names: tuple[str, ...]
    """As written; the first that exists counts. Empty where only a run can tell the name."""
    label: str
    """What people see: the name, or the code that gives it."""
    extends: bool = False
    optional: bool = False
    """A file that does not exist renders as nothing."""
    bound: frozenset[str] | None = frozenset()
    """Names that mean something else inside; ``None`` for all."""
    raw: bool = False
    """The file is text, not a template."""
    indents: str = ""
    """Where the tag is ``alone`` on its line, its indentation is put in front of each line of the file; ``perhaps`` where some engines
    do so behind text too (mustache.js)."""
    passed: tuple[Given, ...] = ()
    """The values of names inside."""
    each: str | None = None
    """The list for whose items it renders, each time with another one."""
    why: str = ""
    """Why it is not read although its name may be known."""
    when: tuple[str, bool] | None = None
    """The code of the condition under which it renders, and whether the condition must be false."""


class Site(NamedTuple):
    """A tag or an output of a template."""

    source: str
    token: Token
    tag: Tag | None
    """``None`` for an output."""

    @property
    def code(self) -> str:
        """The code between the delimiters."""
        return self.source[self.token.body.start : self.token.body.end]


class References(NamedTuple):
    """One language: the reader of a tag, and the names that its files have."""

    read: Callable[[Site], Reference | None]
    files: Callable[[str], tuple[str, ...]] = lambda name: (name,)


_TEXT: Final = r"""(?:"([^"\\{}]*)"|'([^'\\{}]*)')"""
_LITERAL: Final = re.compile(rf"\s*{_TEXT}\s*")
_LIST: Final = re.compile(rf"\s*\[\s*({_TEXT}\s*(?:,\s*{_TEXT}\s*)*),?\s*\]\s*")
_KEYWORD: Final = re.compile(r"(\w+)\s*=(?!=)")
_PAIR: Final = re.compile(r"""['"]?(\w+)['"]?\s*:""")


def _named(code: str) -> tuple[tuple[str, ...], str]:
    """The names at the start of some code, and what follows; no names where they are no literals."""
    if match := _LITERAL.match(code):
        return (match[1] or match[2] or "",), code[match.end() :]
    if match := _LIST.match(code):
        names = tuple(each[0] or each[1] for each in re.findall(_TEXT, match[1]))
        return names, code[match.end() :]
    return (), ""


def _reference(
    code: str, *, extends: bool = False, optional: bool = False, bound: frozenset[str] | None = frozenset()
) -> Reference:
    names, _ = _named(code)
    return Reference(names, names[0] if len(names) == 1 else code.strip(), extends, optional, bound)


def _jinja(site: Site) -> Reference | None:
    if site.tag is None or site.tag.word not in {"include", "extends"}:
        return None
    names, rest = _named(site.tag.rest)
    words, why = rest.split(), ""
    if names and words not in ([], ["ignore", "missing"], *_CONTEXTS):
        names = ()
        why = "" if "if" in words else "what follows its name is not Jinja"  # "a" if x else "b"
    return Reference(
        names,
        names[0] if len(names) == 1 else site.tag.rest,
        site.tag.word == "extends",
        words[:2] == ["ignore", "missing"],
        None if "without" in words else frozenset(),
        why=why,
    )


_CONTEXTS: Final = tuple(
    [*start, *end] for start in ([], ["ignore", "missing"]) for end in (["with", "context"], ["without", "context"])
)


def _django(site: Site) -> Reference | None:
    if site.tag is None or site.tag.word not in {"include", "extends"}:
        return None
    names, rest = _named(site.tag.rest)
    words = rest.split()
    if words and words[0] not in {"with", "only"}:
        names = ()  # a filter on the name
    bound = None if "only" in words else frozenset(_KEYWORD.findall(rest))
    passed = tuple(passing.django(site.source, site.token)) if words[:1] == ["with"] else ()
    label = names[0] if names else site.tag.rest
    return Reference(names, label, site.tag.word == "extends", bound=bound, passed=passed)


_FUNCTION: Final = re.compile(rf"\s*include\(\s*({_TEXT}|\[[^\]]*\])\s*(?:,(.*))?\)\s*", re.DOTALL)


def _twig(site: Site) -> Reference | None:
    if site.token.kind is Kind.OUTPUT:
        code = site.code
        if not re.match(r"\s*include\s*\(", code):
            return None
        found = _FUNCTION.fullmatch(code)
        if found is None:
            return Reference((), code.strip())
        names, _ = _named(found[1])
        options = found[4] or ""
        closed = "with_context" in options
        return Reference(
            names,
            names[0] if len(names) == 1 else code.strip(),
            optional="ignore_missing" in options,
            bound=None if closed else frozenset(_PAIR.findall(options)),
            passed=tuple(passing.keyed(site.source, site.token)),
        )
    if site.tag is not None and site.tag.word in {"embed", "use"}:
        return Reference((), f"{site.tag.word} {site.tag.rest}", why=f"smslint does not read {site.tag.word}")
    if site.tag is None or site.tag.word not in {"include", "extends"}:
        return None
    names, rest = _named(site.tag.rest)
    if rest.strip() and not re.match(r"\s*(?:ignore missing|with|only)\b", rest):
        names = ()
    words = rest.split()
    bound = None if "only" in words else frozenset(_PAIR.findall(rest))
    if "with" in words and not re.search(r"\bwith\s*\{", rest):
        bound = None
    optional = words[:2] == ["ignore", "missing"]
    label = names[0] if len(names) == 1 else site.tag.rest
    passed = tuple(passing.keyed(site.source, site.token)) if re.search(r"\bwith\s*\{", rest) else ()
    return Reference(names, label, site.tag.word == "extends", optional, bound, passed=passed)


def _liquid(site: Site) -> Reference | None:
    if site.tag is None or site.tag.word not in {"render", "include", "layout"}:
        return None
    names, rest = _named(site.tag.rest)
    if site.tag.word == "layout":
        return Reference((), site.tag.rest, why="smslint does not read layout")
    passed, each = passing.liquid(site.source, site.token, names[0] if names else "")
    bound = frozenset({*_PAIR.findall(rest), *(given.name for given in passed)})
    return Reference(
        names,
        names[0] if names else site.tag.rest,
        bound=None if site.tag.word == "render" else bound,
        passed=passed,
        each=each,
    )


_PARTIAL: Final = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w./@$-]+))\s*(.*)\Z""", re.DOTALL)


def _handlebars(site: Site) -> Reference | None:
    if site.tag is None or site.tag.word not in {">", "#>"}:
        return None
    match = _PARTIAL.match(site.tag.rest)
    name = next((each for each in match.groups()[:3] if each), "") if match else ""
    if not name or match is None or (name.startswith("@") and name != "@partial-block"):
        return Reference((), site.tag.rest)
    words = match[4].split()
    passes = bool(words) and "=" not in words[0]
    bound = None if passes else frozenset(_KEYWORD.findall(match[4]))
    return Reference(
        (name,), name, bound=bound, indents="alone", passed=tuple(passing.handlebars(site.source, site.token))
    )


def _mustache(site: Site) -> Reference | None:
    if site.tag is None or site.tag.word[:1] not in {">", "<"}:
        return None
    name = site.tag.rest or site.tag.word[1:]
    return Reference(() if name.startswith("*") else (name,), name, indents="perhaps")


def _go(site: Site) -> Reference | None:
    if site.tag is None or site.tag.word != "template":
        return None
    names, rest = _named(site.tag.rest)
    return Reference(
        names, names[0] if names else site.tag.rest, bound=frozenset() if rest.strip() in {".", "$"} else None
    )


_RENDER: Final = re.compile(
    rf"\s*=?\s*render[\s(]\s*(?:partial:\s*|:partial\s*=>\s*)?{_TEXT}\s*(?:,\s*(.*?))?\)?\s*", re.DOTALL
)


def _erb(site: Site) -> Reference | None:
    code = site.code
    if not re.match(r"\s*=?\s*render\b", code):
        return None
    found = _RENDER.fullmatch(code)
    rest = (found[3] or "") if found else ""
    if found is None or re.search(r"\b(?:collection|layout|object|as|formats)\b", rest):
        why = "" if found is None else "smslint does not read render with a collection, an object or a layout"
        return Reference((), code.strip(), why=why)
    name = found[1] or found[2] or ""
    # A partial sees instance variables and what is passed to it, but no local variable of the template around it.
    passed = tuple(passing.keyed(site.source, site.token, frozenset({"partial", "locals"})))
    return Reference((name,), name, bound=None, passed=passed)


_BLADE_INCLUDES: Final = frozenset({"include", "includeif", "includefirst", "includewhen", "includeunless"})
_BLADE_EXTENDS: Final = frozenset({"extends", "extendsfirst"})


def _blade(site: Site) -> Reference | None:
    written = site.source[site.token.start : site.token.end]
    if site.tag is not None and written.startswith("<") and not written.startswith("<?") and site.tag.word[:1] != "/":
        return Reference((), site.tag.word, why="smslint does not read components that are written as tags")
    word, code = word_and_argument(site.source, site.token) if site.tag is not None else ("", None)
    word = word.lower()
    if code is None or word not in _BLADE_INCLUDES | _BLADE_EXTENDS:
        return None
    spans, when = arguments(code), None
    found = [code[span.start : span.end] for span in spans]
    if word in {"includewhen", "includeunless"} and len(found) > 1:
        when = (found.pop(0), word == "includeunless")
    names, rest = _named(found[0]) if found else ((), "")
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
    if site.tag is None or site.tag.word not in {"parse", "include"}:
        return None
    names, rest = _named(site.tag.rest)
    if rest.strip() or any("$" in name for name in names):
        names = ()
    return Reference(names, names[0] if names else site.tag.rest, raw=site.tag.word == "include")


def _with(*ends: str, folders: tuple[str, ...] = ("",), prefix: str = "") -> Callable[[str], tuple[str, ...]]:
    """The files that a name may mean: in each folder, with each end."""

    def files(name: str) -> tuple[str, ...]:
        folder, slash, base = name.rpartition("/")
        return tuple(f"{within}{folder}{slash}{prefix}{base}{end}" for within in folders for end in ends)

    return files


def _dotted(name: str) -> tuple[str, ...]:
    return (f"{name.replace('.', '/')}.blade.php",)


REFERENCES: Final[dict[str, References]] = {
    "jinja": References(_jinja),
    "django": References(_django),
    "twig": References(_twig),
    "liquid": References(
        _liquid,
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
