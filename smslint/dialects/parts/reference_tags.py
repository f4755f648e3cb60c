"""How Jinja, Django, Twig and Liquid name another template.

Sources: the documentation of Jinja (template inheritance, include), Django (``extends``, ``include``), Twig (``extends``, ``include``) and
Liquid (``render``, ``include``).
"""

from __future__ import annotations

import re
from typing import Final

from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.parts import passing
from smslint.dialects.parts.reference import KEYWORD, PAIR, TEXT, Reference, Site, named


def _unread(site: Site, *words: str) -> Reference | None:
    """A tag that takes texts of another template in a way that is not read; ``import`` and ``from`` may also name this one."""
    tag = site.tag
    if tag is None or tag.word not in words or (tag.word in {"import", "from"} and not re.match(r"\s*['\"]", tag.rest)):
        return None
    return Reference((), f"{tag.word} {tag.rest}", why=f"smslint does not read {tag.word}")


def jinja(site: Site) -> Reference | None:
    if site.tag is None or site.tag.word not in {"include", "extends"}:
        return _unread(site, "import", "from")
    names, rest = named(site.tag.rest)
    words = rest.split()
    if words not in ([], ["ignore", "missing"], *_CONTEXTS):
        names = ()  # an expression: 'a' if x else 'b'
    return Reference(
        names,
        names[0] if len(names) == 1 else site.tag.rest,
        site.tag.word == "extends",
        words[:2] == ["ignore", "missing"],
        None if "without" in words else frozenset(),
    )


_CONTEXTS: Final = tuple(
    [*start, *end] for start in ([], ["ignore", "missing"]) for end in (["with", "context"], ["without", "context"])
)


def django(site: Site) -> Reference | None:
    if site.tag is None or site.tag.word not in {"include", "extends"}:
        return None
    names, rest = named(site.tag.rest)
    words = rest.split()
    if words and words[0] not in {"with", "only"}:
        names = ()  # a filter on the name
    bound = None if "only" in words else frozenset(KEYWORD.findall(rest))
    passed = tuple(passing.django(site.source, site.token)) if words[:1] == ["with"] else ()
    label = names[0] if names else site.tag.rest
    return Reference(names, label, site.tag.word == "extends", bound=bound, passed=passed)


_ELSEWHERE: Final = re.compile(r"\b(source|template_from_string)\s*\(|\bblock\s*\([^()]{0,200},")
_INCLUDES: Final = re.compile(r"(?<![\w'\".])include\s*\(")
_AMONG_OTHERS: Final = "smslint reads include only where nothing else is printed with it"
_FUNCTION: Final = re.compile(rf"\s*include\(\s*({TEXT}|\[[^\]]*\])\s*(?:,(.*))?\)\s*", re.DOTALL)


def twig(site: Site) -> Reference | None:
    if site.token.kind is Kind.OUTPUT:
        code = site.code
        if found := _ELSEWHERE.search(code):
            return Reference((), code.strip(), why=f"smslint does not read {found[1] or 'a block of another file'}")
        if not re.match(r"\s*include\s*\(", code):
            return Reference((), code.strip(), why=_AMONG_OTHERS) if _INCLUDES.search(code) else None
        found = _FUNCTION.fullmatch(code)
        if found is None:
            return Reference((), code.strip())
        names, _ = named(found[1])
        options = found[4] or ""
        closed = "with_context" in options
        return Reference(
            names,
            names[0] if len(names) == 1 else code.strip(),
            optional="ignore_missing" in options,
            bound=None if closed else frozenset(PAIR.findall(options)),
            passed=tuple(passing.keyed(site.source, site.token)),
        )
    if site.tag is None or site.tag.word not in {"include", "extends"}:
        return _unread(site, "embed", "use", "import", "from")
    names, rest = named(site.tag.rest)
    if rest.strip() and not re.match(r"\s*(?:ignore missing|with|only)\b", rest):
        names = ()
    words = rest.split()
    bound = None if "only" in words else frozenset(PAIR.findall(rest))
    if "with" in words and not re.search(r"\bwith\s*\{", rest):
        bound = None
    optional = words[:2] == ["ignore", "missing"]
    label = names[0] if len(names) == 1 else site.tag.rest
    passed = tuple(passing.keyed(site.source, site.token)) if re.search(r"\bwith\s*\{", rest) else ()
    return Reference(names, label, site.tag.word == "extends", optional, bound, passed=passed)


_CONTENT: Final = re.compile(r"\s*(content_blocks\.\$\{|snippets(?:\.|\[))")
"""Braze's content blocks and Customer.io's snippets."""
_LINES: Final = re.compile(r"^\s*(?:render|include|section)\b", re.MULTILINE)


def liquid(site: Site) -> Reference | None:
    if site.tag is None:
        content = _CONTENT.match(site.code)
        what = "content blocks" if content and content[1].startswith("content") else "snippets"
        return Reference((), site.code.strip(), why=f"smslint does not read {what}") if content else None
    if site.tag.word == "liquid" and _LINES.search(site.tag.rest):
        return Reference((), "liquid", why="smslint does not read the tag liquid")
    if site.tag.word not in {"render", "include"}:
        return _unread(site, "layout", "section", "sections", "connected_content")
    names, rest = named(site.tag.rest)
    passed, each = passing.liquid(site.source, site.token, names[0] if names else "")
    bound = frozenset({*PAIR.findall(rest), *(given.name for given in passed)})
    return Reference(
        names,
        names[0] if names else site.tag.rest,
        bound=None if site.tag.word == "render" else bound,
        passed=passed,
        each=each,
        leaks=site.tag.word == "include",
    )
