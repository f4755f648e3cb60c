"""Assignments in templates: the names and values that the tags of each language assign."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.erubi import CODE
from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.lexing.words import at_top, words
from smslint.dialects.names.assigned import Given
from smslint.dialects.names.captures import imported
from smslint.dialects.names.loops import loop_names, own, ruby_parameters
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from smslint.dialects.lexing.tokens import Token
    from smslint.dialects.lexing.words import Word

_TAG: Final = re.compile(r"\s*(\w+)")
_AS: Final = re.compile(r"(?<=\s)as\s+(\w+)\s*\Z")
BITS: Final = re.compile(r"""(?:(?<!\\)(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|[^\s"'])+""")
"""The words of a tag of Django."""
KEYWORD: Final = re.compile(r"(\w+)=(?=[^=])")
_TARGET: Final = re.compile(r"\s*[\"']?([\w-]+)")
_LINES: Final = re.compile(r"^\s*(?:assign|capture)\s+(\w+)", re.MULTILINE)


def _opened(source: str, token: Token) -> tuple[str, int]:
    """The word of a tag, and the start of the rest of it."""
    match = _TAG.match(source, token.body.start, token.body.end) if token.kind is Kind.TAG else None
    return (match[1], match.end()) if match else ("", token.body.end)


def jinja(source: str, token: Token) -> Iterator[Given]:
    """``set x = a``, ``set x`` with an end, ``with x = a, y = b``, ``trans x = a``, ``macro x()``, ``import 'm' as x``,
    ``from 'm' import x``."""
    word, at = _opened(source, token)
    if word in {"set", "with", "trans"}:
        yield from _equations(words(source, at, token.body.end), scoped=word != "set")
    elif word == "macro" and (name := _TARGET.match(source, at, token.body.end)):
        yield Given(name[1], None)
    else:
        yield from _imports(word, source[at : token.body.end])
        yield from loop_names(word, source, at, token.body.end)


def twig(source: str, token: Token) -> Iterator[Given]:
    """``set x = a``, ``set x`` with an end, ``with {x: a}``, ``import 'm' as x``, ``from 'm' import x``."""
    word, at = _opened(source, token)
    if word == "set":
        yield from _equations(words(source, at, token.body.end), scoped=False)
    elif word == "with":
        found = words(source, at, token.body.end)
        for index in range(1, len(found) - 1):
            if found[index].text == ":" and found[index].depth == 1:
                name = found[index - 1].text.strip("\"'")
                ends = (each for each in found[index:] if each.depth == 0 or (each.depth == 1 and each.text == ","))
                yield Given(name, Span(found[index + 1].start, next(ends, found[-1]).start), scoped=True)
    else:
        yield from _imports(word, source[at : token.body.end])
        yield from loop_names(word, source, at, token.body.end)


def _imports(word: str, rest: str) -> Iterator[Given]:
    """``import 'm' as x``, ``from 'm' import x``: what a name of another file stands for is unknown."""
    if word in {"import", "from"}:
        yield from (Given(each[:-1], None) for each in imported(word, rest.strip()))


def _equations(found: list[Word], *, scoped: bool) -> Iterator[Given]:
    places = [index for index, word in enumerate(found) if word.depth == 0 and word.text == "="]
    if not places:
        targets = found[: at_top(found, "|")]  # filters change what the block captures
        yield from (Given(word.text, None) for word in targets if word.kind == "name" and not scoped)
        return
    targets = found[: places[0]]
    for place, following in zip(places, [*places[1:], len(found)], strict=True):
        after = found[place + 1 : following]
        comma = at_top(after, ",") if scoped else None
        value = after[:comma]
        single = len(targets) == 1 and (scoped or len(places) == 1)
        code = Span(value[0].start, value[-1].end) if value and single else None
        yield from (Given(each.text, code, scoped) for each in targets if each.kind == "name")
        targets = [] if comma is None else after[comma + 1 :]


def django(source: str, token: Token) -> Iterator[Given]:
    """``with x=a y=b``, ``with a as x``, the same in ``blocktranslate``, and every tag that ends in ``as x``."""
    word, at = _opened(source, token)
    if word in {"with", "blocktrans", "blocktranslate"}:
        bits = list(BITS.finditer(source, at, token.body.end))
        for index, bit in enumerate(bits):
            if key := KEYWORD.match(bit[0]):
                yield Given(key[1], Span(bit.start() + key.end(), bit.end()), scoped=True)
            elif bit[0] == "as" and 0 < index < len(bits) - 1:
                yield Given(bits[index + 1][0], Span(*bits[index - 1].span()), scoped=True)
            elif bit[0] == "asvar" and index < len(bits) - 1:
                yield Given(bits[index + 1][0], None)
    elif word == "for":
        yield from loop_names(word, source, at, token.body.end)
    elif word not in {"", "load"} and (match := _AS.search(source, at, token.body.end)):
        yield Given(match[1], None, upward=word == "cycle")


def liquid(source: str, token: Token) -> Iterator[Given]:
    """``assign x = a``, ``capture x``, ``increment x``."""
    word, at = _opened(source, token)
    if word == "liquid":
        yield from (Given(match[1], None) for match in _LINES.finditer(source, at, token.body.end))
    elif word in {"assign", "capture", "increment", "decrement"} and (
        match := _TARGET.match(source, at, token.body.end)
    ):
        equals = source.find("=", match.end(), token.body.end) if word == "assign" else -1
        simple = equals >= 0 and not source[match.end() : equals].strip()
        yield Given(match[1], Span(equals + 1, token.body.end) if simple else None)
    else:
        yield from loop_names(word, source, at, token.body.end)


_GO: Final = re.compile(r"\s*(?:(if|with|else\s+if|else\s+with)\s+)?\$(\w+)\s*:?=\s*")
_GO_ROUNDS: Final = re.compile(r"((?:\s*,?\s*\$\w+)+)\s*(:?=)")
_WORD: Final = re.compile(r"\w+")
_GO_WITH: Final = re.compile(r"\s*(?:(?:else\s+)?with\b\s*(?:\$\w+\s*:?=\s*)?|(range)\b)")


def go(source: str, token: Token) -> Iterator[Given]:
    """``$x := .Name``, alone or in an ``if`` or a ``with``, and ``.`` inside a ``with`` or a ``range``. A field of the same name is
    read as the same name."""
    if token.kind is not Kind.TAG:
        return
    if within := _GO_WITH.match(source, token.body.start, token.body.end):
        yield Given(".", None if within[1] else Span(within.end(), token.body.end), arm=True)
        if within[1] and (rounds := _GO_ROUNDS.match(source, within.end(), token.body.end)):
            yield from (own(each, inside=rounds[2] == ":=") for each in _WORD.findall(rounds[1]))
            return
    match = _GO.match(source, token.body.start, token.body.end)
    if match is None or source[match.end() : token.body.end].strip() == f".{match[2]}":
        return
    scoped = match[1] in {"if", "with"}
    if match[2] in _go_fields(source):
        yield from (Given(match[2], None), Given(match[2], None))  # two assignments make the value uncertain
    else:
        yield Given(match[2], Span(match.end(), token.body.end) if scoped or not match[1] else None, scoped)


@lru_cache(maxsize=4)
def _go_fields(source: str) -> frozenset[str]:
    """The fields of the current value that a template names, such as ``.Name``."""
    return frozenset(re.findall(r"(?<![\w)])\.(\w+)", source))


_HANDLEBARS_WITH: Final = re.compile(
    r"\s*(?:#|else\s+)(?:with\s+(.*?)(?:\s+as\s+\|\s*(\S+?)\s*\|)?|each\b.*?(?:\s+as\s+\|([^|]*)\|)?)\s*\Z", re.DOTALL
)


def handlebars(source: str, token: Token) -> Iterator[Given]:
    """``{{#with name}}``: ``this`` and ``.`` inside it; unknown inside an ``each``."""
    match = _HANDLEBARS_WITH.match(source[: token.body.end], token.body.start) if token.kind is Kind.TAG else None
    if match:
        value = Span(*match.span(1)) if match[1] else None
        for name in ("this", ".", match[2]):
            if name:
                yield Given(name, value, arm=True)
        if match[3]:
            yield from (own(each) for each in match[3].split())


_RUBY: Final = re.compile(r"(?<![\w.@])(@?[a-z_]\w*)\s*(\|\||&&|[-+*/]|<<)?=(?![=~>])\s*", re.ASCII)
_RUBY_CHANGES: Final = re.compile(r"(?<![\w.@])(@?[a-z_]\w*)(?:\.\w+!|\s*<<)", re.ASCII)
_RUBY_ASKS: Final = re.compile(r"\s*(?:#|(?:if|elsif|unless|while|until|case|when)\b)")
_RUBY_FOR: Final = re.compile(r"\s*for\s+(.+?)\s+in\b", re.DOTALL)
_RUBY_SEVERAL: Final = re.compile(r"\s*((?:\*?@?[a-z_]\w*\s*,\s*)+)\*?@?[a-z_]\w*\s*=(?![=~>])", re.ASCII)
_RUBY_MORE: Final = re.compile(r"[;\n]|\b(?:if|unless|do|rescue|while|until)\b")


def erb(source: str, token: Token) -> Iterator[Given]:
    """``x = name``; a name that is changed in place (``name << "x"``, ``name.upcase!``) gets an unknown value."""
    code = source[token.body.start : token.body.end]
    if token.mark is not CODE or token.kind is not Kind.TAG or _RUBY_ASKS.match(code):
        return
    yield from (own(each) for each in ruby_parameters(code))
    if rounds := _RUBY_FOR.match(code):
        yield from (own(each, inside=False) for each in _WORD.findall(rounds[1]))
        return
    if several := _RUBY_SEVERAL.match(code):
        yield from (Given(each, None) for each in _WORD.findall(several[1]))
    found = list(_RUBY.finditer(code))
    alone = len(found) == 1 and not code[: found[0].start()].strip() and not found[0][2]
    alone = alone and not _RUBY_MORE.search(code[found[0].end() :].strip())
    for match in found:
        yield Given(match[1], Span(token.body.start + match.end(), token.body.end) if alone else None)
    yield from (Given(match[1], None) for match in _RUBY_CHANGES.finditer(code))


_DEFINE: Final = re.compile(r"#\{?define\}?\s*\(\s*\$!?\{?([A-Za-z_]\w*)", re.ASCII)
_FOREACH: Final = re.compile(r"#\{?foreach\}?\s*\(\s*\$!?\{?([A-Za-z_]\w*)", re.ASCII)
_VELOCITY_TEXT: Final = re.compile(r"""'([^']*)'|"([^"$#\\]*)"|(0|[1-9]\d{0,14})""")
_VELOCITY: Final = re.compile(r"#\{?set\}?\s*\(\s*\$!?\{?([A-Za-z_]\w*)\}?((?:\.\w+)*)\s*=\s*", re.ASCII)


def velocity(source: str, token: Token) -> Iterator[Given]:
    """``#set($x = $name)``, ``#define($x)``."""
    if token.kind is Kind.TAG and (rounds := _FOREACH.match(source, token.start, token.end)):
        yield own(rounds[1])
    if token.kind is Kind.TAG and (captured := _DEFINE.match(source, token.start, token.end)):
        yield Given(captured[1], None)
    if token.kind is Kind.TAG and (match := _VELOCITY.match(source, token.start, token.end)):
        end = source.rfind(")", match.end(), token.end)
        code = source[match.end() : end].strip() if end >= 0 and not match[2] else ""
        text = _VELOCITY_TEXT.fullmatch(code)
        plain = (
            None if text is None else text[1] if text[1] is not None else text[2] if text[2] is not None else text[3]
        )
        yield Given(match[1], Span(match.end(), end) if code else None, text=plain)


_PHP: Final = re.compile(r"\$(\w+)(?:->\w+|\[[^\]]*\])*\s*(?:\?\?|[-+*/.])?=(?![=>])")


def blade(source: str, token: Token) -> Iterator[Given]:
    """PHP code gives a name an unknown value."""
    written = source[token.start : token.end]
    if written.startswith(("@php", "<?php")):
        yield from (Given(match[1], None) for match in _PHP.finditer(written))


ASSIGNS: Final[Mapping[str, Callable[[str, Token], Iterable[Given]]]] = {
    each.__name__: each for each in (jinja, django, liquid, twig, go, handlebars, erb, velocity, blade)
}
"""By dialect: the assignments of a tag."""
