"""Fluent catalogues (``.ftl``), read with ``fluent.syntax``: the extra ``fluent``.

A pattern's placeables and selectors are part of the host, so every message comes with the text tree that the dialect makes of it. If a pattern has a
placeable next to text, Fluent puts isolation marks around it by default: the fact ``isolation_marks`` records this.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from smslint.dialects.fluent import parse_entry
from smslint.dialects.fluent_values import unescaped
from smslint.errors import SourceError, TemplateError
from smslint.sources import comments
from smslint.sources.escapes import harmless
from smslint.sources.message import Message, SourceMap
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smslint.sources.options import Options

COMMENTS = (comments.WHOLE_LINE,)
MANY_STRINGS = False

# The parser is recursive: deeper braces are refused before parsing.
_DEPTH_LIMIT = 30
# A term may contain terms: limits for their depth and number, so that a small file cannot expand a million times.
_REFERENCES = 6
_ARGUMENT = re.compile(r'(?<![\w-])([A-Za-z][\w-]*+)\s*+:\s*"((?:\\.|[^"\\\n])*)"')
_BRACE = re.compile(r"[{}]|\n(?=\S)")


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted message and attribute. Terms are not messages; their uses become placeholders.

    :raises SourceError: when an entry does not parse, or the extra is not installed.
    """
    try:
        from fluent.syntax import FluentParser, ast
    except ImportError:
        raise SourceError("Reading Fluent files needs an extra: pip install 'smslint[fluent]'.") from None
    _check_depth(text)
    try:
        resource = FluentParser(with_spans=True).parse(text)
    except RecursionError:
        raise SourceError("This Fluent file is nested too deeply.", Span(0, 0)) from None
    values: dict[str, Any] = {}
    for entry in resource.body:
        if isinstance(entry, ast.Message | ast.Term):
            name = ("-" if isinstance(entry, ast.Term) else "") + entry.id.name
            values[name] = entry.value
            values |= {f"{name}.{each.id.name}": each.value for each in entry.attributes if name == entry.id.name}
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            raise _junk(entry)
        if isinstance(entry, ast.Message):
            yield from _messages(text, entry, options, values)


def _known(name: str, arguments: str, values: Mapping[str, Any]) -> str | None:
    """The text of a term or message of the same file, called with these arguments, if it does not depend on values."""
    given = _ARGUMENT.findall(arguments)
    if arguments and _ARGUMENT.sub("", arguments).strip("(), \t\r\n"):
        return None
    return _text(name, {key: unescaped(text) for key, text in given}, values, 0)


def _text(name: str, given: Mapping[str, str], values: Mapping[str, Any], depth: int) -> str | None:
    pattern = values.get(name)
    # A term sees only the arguments that it is called with. A message sees those of the program, which nobody knows here.
    return None if pattern is None else _constant(pattern, given if name.startswith("-") else None, values, depth)


def _constant(pattern: Any, given: Mapping[str, str] | None, values: Mapping[str, Any], depth: int) -> str | None:
    if depth > _REFERENCES:
        return None
    texts: list[str] = []
    for element in pattern.elements:
        found = _element(element, given, values, depth + 1)
        if found is None or len(texts) > _REFERENCES:
            return None
        texts.append(found)
    return "".join(texts)


def _element(element: Any, given: Mapping[str, str] | None, values: Mapping[str, Any], depth: int) -> str | None:
    inner: Any = getattr(element, "expression", None)
    kind = type(inner).__name__
    if kind == "NoneType":
        return str(element.value)
    if kind == "StringLiteral":
        return unescaped(inner.value)
    if kind == "SelectExpression" and given is not None and type(inner.selector).__name__ == "VariableReference":
        # A number chooses by its plural form, too; a text that a term is called with chooses the variant of its name.
        wanted = given.get(inner.selector.id.name)
        variants = [each for each in inner.variants if getattr(each.key, "name", "") == wanted]
        return _constant((variants or [each for each in inner.variants if each.default])[0].value, given, values, depth)
    if kind in {"TermReference", "MessageReference"} and getattr(inner, "arguments", None) is None:
        name = ("-" if kind == "TermReference" else "") + inner.id.name
        return _text(name if inner.attribute is None else f"{name}.{inner.attribute.name}", {}, values, depth)
    return None


def _check_depth(text: str) -> None:
    depth = 0
    for match in _BRACE.finditer(text):
        found = match[0]
        depth = depth + 1 if found == "{" else max(depth - 1, 0) if found == "}" else 0
        if depth > _DEPTH_LIMIT:
            raise SourceError(f"This Fluent file has more than {_DEPTH_LIMIT} open braces.", Span(*match.span()))


def _junk(entry: Any) -> SourceError:
    annotation = entry.annotations[0] if entry.annotations else None
    problem = annotation.message if annotation is not None else "expected an entry"
    start = annotation.span.start if annotation is not None and annotation.span is not None else entry.span.start
    return SourceError(
        f"This is not valid Fluent: {problem.rstrip('.')}. (FreeMarker templates have the suffix .ftl too.)",
        Span(start, start),
    )


def _messages(text: str, entry: Any, options: Options, values: Mapping[str, Any]) -> Iterator[Message]:
    patterns: list[tuple[tuple[str, ...], Any]] = [((entry.id.name,), entry.value)]
    patterns += [((entry.id.name, each.id.name), each.value) for each in entry.attributes]
    for path, pattern in patterns:
        if pattern is None or not options.wants(path):
            continue
        start, end = pattern.span.start, pattern.span.end
        body = text[start:end]
        try:
            tree = parse_entry(body, partial(_known, values=values), block=text[start - 1 : start] == "\n")
        except TemplateError as error:
            raise SourceError(str(error), Span(start + error.span.start, start + error.span.end)) from None
        settings: dict[str, Any] = {
            "dialect": "fluent",
            **({"facts": {"isolation_marks": True}} if _isolates(pattern) else {}),
        }
        source_map = SourceMap.identity(len(body), start)
        yield Message(body, source_map, ".".join(path), options.locale, settings, text=tree)


def _isolates(pattern: Any) -> bool:
    """Whether a value gets isolation marks: always, unless it is alone in its pattern or is a string."""
    patterns = [pattern]
    while patterns:
        elements = patterns.pop().elements
        for element in elements:
            expression = getattr(element, "expression", None)
            if expression is None:
                continue
            if len(elements) > 1 and type(expression).__name__ not in {"StringLiteral", "NumberLiteral"}:
                return True
            patterns.extend(variant.value for variant in getattr(expression, "variants", ()))
    return False


def escape(replacement: str, _quote: str, _before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`."""
    return harmless(replacement) or (replacement if replacement in "'\"" else None)
