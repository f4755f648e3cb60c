"""Apple's string catalogues, ``.xcstrings``: each text in each language, with its plural forms and its variations.

Source: the files that Xcode writes. A text without a value in the source language is its own key.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from smslint.sources import comments
from smslint.sources.apple_forms import Form, has_variables, spelled_out, with_inner
from smslint.sources.escapes import double_quoted
from smslint.sources.file_locale import as_locale
from smslint.sources.json_values import Value, decode, scan
from smslint.sources.message import Message, Run, SourceMap
from smslint.sources.plurals import CATEGORIES
from smslint.span import Span
from smslint.text.tree import unknown_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

    Tree: TypeAlias = dict[str, "Tree | Value"]

COMMENTS = comments.NONE
MANY_STRINGS = False

_ARGUMENT = re.compile(r"%arg\b")
_SPECIFIER = re.compile(r"[A-Za-z@]{1,3}(?<!arg)")
_ARGUMENTS = 20
"""The most places of an argument in one text that are read."""
_OF_KEY = re.compile(r'[{,]\s*"\Z')
_DEEPEST = 8


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted text under its key, in the order of the file.

    :raises SourceError: when the file is not valid JSON.
    """
    catalogue, keys = _tree(text)
    language = _text(text, catalogue.get("sourceLanguage"))
    for key, at in keys.items():
        entry = _inner(_inner(catalogue, "strings"), key)
        if not options.wants(tuple(key.split("."))) or _is_fixed(text, entry):
            continue
        languages = _inner(entry, "localizations")
        if key and not any(_forms(text, _inner(languages, language), {})):
            body, source_map = decode(text, at.start, at.end)
            yield Message(body, source_map, key, as_locale(language))
        for name in languages:
            own = _inner(languages, name)
            for body, source_map, category in _forms(text, own, _variables(text, own)):
                tree = unknown_text(key, Span(0, len(body))) if has_variables(body) else None
                yield Message(body, source_map, key, as_locale(name), plural=category, text=tree)


def escape(replacement: str, quote: str, before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`. A key is what programs know a text by, so it is not changed."""
    return None if _OF_KEY.search(before) else double_quoted(replacement, quote, before)


def _tree(text: str) -> tuple[Tree, dict[str, Value]]:
    """The values of a file by their paths, and the keys of its texts."""
    tree: Tree = {}
    keys: dict[str, Value] = {}
    for value in scan(text):
        if value.kind == "key":
            if len(value.path) == 2 and value.path[0] == "strings":
                keys[value.path[1]] = value
            continue
        inner = tree
        for name in value.path[:-1]:
            following = inner.setdefault(name, {})
            if not isinstance(following, dict):
                inner[name] = following = {}
            inner = following
        if value.path:
            inner[value.path[-1]] = value
    return tree, keys


def _inner(tree: Tree, name: str) -> Tree:
    found = tree.get(name)
    return found if isinstance(found, dict) else {}


def _text(text: str, value: Tree | Value | None) -> str:
    return decode(text, value.start, value.end)[0] if isinstance(value, Value) else ""


def _is_fixed(text: str, entry: Tree) -> bool:
    """Whether nobody is to translate a text, such as a sign or the name of a product."""
    value = entry.get("shouldTranslate")
    return isinstance(value, Value) and text[value.start : value.end].strip() == "false"


def _forms(
    text: str, own: Tree, variables: dict[str, list[Form]], category: str | None = None, depth: int = 0
) -> Iterator[Form]:
    """The messages of a text in one language: its value, or those of its variations."""
    value = _inner(own, "stringUnit").get("value")
    if isinstance(value, Value) and value.kind == "text" and value.start < value.end:
        form = Form(*decode(text, value.start, value.end), category=category)
        yield from spelled_out(form, variables) or [form]
    for kind in ("plural", "device", "width"):
        for name in _inner(_inner(own, "variations"), kind) if depth < _DEEPEST else ():
            inner = _inner(_inner(_inner(own, "variations"), kind), name)
            yield from _forms(text, inner, variables, name if name in CATEGORIES else category, depth + 1)


def _variables(text: str, own: Tree) -> dict[str, list[Form]]:
    """The forms of each substitution, with the argument that ``%arg`` stands for."""
    found = {}
    for name in _inner(own, "substitutions"):
        substitution = _inner(_inner(own, "substitutions"), name)
        written = _text(text, substitution.get("formatSpecifier"))
        specifier = written if _SPECIFIER.fullmatch(written) else "lld"
        number = _text(text, substitution.get("argNum"))
        argument = f"%{number}${specifier}" if number.isdigit() else f"%{specifier}"
        found[name] = [_filled(form, argument) for form in _forms(text, substitution, {})]
    return found


def _filled(form: Form, argument: str) -> Form:
    """A form with its argument at each ``%arg``."""
    for match in reversed(list(_ARGUMENT.finditer(form.body))[:_ARGUMENTS]):
        place = form.map.to_file(Span(*match.span()))
        written = SourceMap((Run(0, len(argument), place.start, place.length, False),))
        form = with_inner(form, match.span(), Form(argument, written))
    return form
