"""Fluent catalogues (``.ftl``), read with ``fluent.syntax``: the extra ``fluent``.

A pattern's placeables and selectors are part of the host, so every message comes with its text tree. If a pattern has a
placeable next to text, Fluent puts isolation marks around it by default: the fact ``isolation_marks`` records this.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from smslint.dialects.fluent import FUNCTIONS, chosen, number_filters, unescaped
from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.escapes import harmless
from smslint.sources.expression import TreeBuilder
from smslint.sources.message import Message, SourceMap
from smslint.span import Span
from smslint.text.tree import Arm, Branch, Filter, Placeholder, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smslint.sources.options import Options
    from smslint.text.tree import Node

COMMENTS = (comments.WHOLE_LINE,)
MANY_STRINGS = False

_LINE = re.compile(r"((?:[^\r\n]|\r(?!\n))*)(\r\n|\n|\Z)")
# The parser is recursive: deeper braces are refused before parsing.
_DEPTH_LIMIT = 30
# A term may contain terms: limits for their depth and number, so that a small file cannot expand a million times.
_REFERENCES = 6
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
    values = {
        ("-" if isinstance(entry, ast.Term) else "") + entry.id.name: entry.value
        for entry in resource.body
        if isinstance(entry, ast.Message | ast.Term)
    }
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            raise _junk(entry)
        if isinstance(entry, ast.Message):
            yield from _messages(text, entry, options, values)


class _Builder(TreeBuilder):
    """Builds trees for a file whose terms and messages are known."""

    def __init__(self, source: str, base: int, values: Mapping[str, Any]) -> None:
        super().__init__(source, base)
        self.values = values

    def known(self, expression: Any, depth: int = 0) -> str | None:
        """The text of a term or message of the same file, if it does not depend on values."""
        attribute = getattr(expression, "attribute", None)
        arguments = getattr(expression, "arguments", None)
        pattern = None if attribute is not None or arguments is not None else self.values.get(_name(expression))
        if pattern is None or depth > _REFERENCES:
            return None
        texts: list[str] = []
        for element in pattern.elements:
            found = self._constant(element, depth)
            if found is None or len(texts) > _REFERENCES:
                return None
            texts.append(found)
        return "".join(texts)

    def _constant(self, element: Any, depth: int) -> str | None:
        inner: Any = getattr(element, "expression", None)
        if inner is None:
            return str(element.value)
        match type(inner).__name__:
            case "StringLiteral":
                return unescaped(inner.value)
            case "TermReference" | "MessageReference":
                return self.known(inner, depth + 1)
            case _:
                return None


def _function(expression: Any) -> tuple[Filter, ...]:
    """The effect of a function on the value: Fluent's functions format for the locale, unless an option changes that."""
    arguments = expression.arguments
    plain = len(arguments.positional) == 1 and not arguments.named
    return (Filter(FUNCTIONS.get(expression.id.name, "unknown") if plain else "unknown"),)


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
        tree = _pattern(_Builder(text, start, values), pattern)
        settings = {"facts": {"isolation_marks": True}} if _isolates(pattern) else {}
        source_map = SourceMap.identity(len(body), start)
        yield Message(body, source_map, ".".join(path), options.locale, settings, text=tree)


def _pattern(make: _Builder, pattern: Any) -> Sequence:
    nodes: list[Node] = []
    for element in pattern.elements:
        start, end = element.span.start, element.span.end
        if type(element).__name__ == "TextElement":
            nodes.extend(_text(make, element.value, start, end))
        else:
            nodes.append(_expression(make, element.expression, start, end))
    return make.sequence(nodes, pattern.span.start, pattern.span.end)


def _text(make: _Builder, value: str, start: int, end: int) -> Iterator[Node]:
    """Lines of a text element: what is in a source line but not in the value's line is indentation."""
    lines = value.split("\n")
    written = _LINE.finditer(make.source, start, end)
    for index, (line, match) in enumerate(zip(lines, written, strict=False)):
        # After the first line the indentation is missing on the left; at the end of a pattern spaces are missing on the right.
        place = match[1].rfind(line) if index else match[1].find(line)
        if line:
            at = match.start() + max(place, 0)
            yield make.literal(line, at, at + len(line))
        if index < len(lines) - 1:
            yield make.literal("\n", *match.span(2))


def _expression(make: _Builder, expression: Any, start: int, end: int) -> Node:
    """The expression between the braces at ``start`` and ``end``."""
    match type(expression).__name__:
        case "StringLiteral":
            return make.literal(unescaped(expression.value), start, end)
        case "NumberLiteral":
            return Placeholder(expression.value, make.span(start, end), number_filters(expression.value))
        case "FunctionReference":
            return make.placeholder(start, end, _name(expression))._replace(filters=_function(expression))
        case "TermReference" | "MessageReference" if (known := make.known(expression)) is not None:
            return make.literal(known, start, end)
        case "Placeable":
            inner = expression.expression
            return make.sequence([_expression(make, inner, expression.span.start, expression.span.end)], start, end)
        case "SelectExpression":
            return _select(make, expression, start, end)
        case _:
            return make.placeholder(start, end, _name(expression))


def _select(make: _Builder, expression: Any, start: int, end: int) -> Branch:
    """One arm per variant; the selector and the variants' keys render as nothing."""
    edges = [start, *(variant.span.start for variant in expression.variants[1:]), end]
    name, variable = _name(expression.selector), type(expression.selector).__name__ == "VariableReference"
    arms = [
        Arm(
            make.sequence([_pattern(make, variant.value)], edges[index], edges[index + 1]),
            None if variant.default else chosen(name, _key(variant.key), variable=variable),
        )
        for index, variant in enumerate(expression.variants)
    ]
    return Branch(tuple(arms), make.span(start, end))


def _key(key: Any) -> str:
    return str(key.name if type(key).__name__ == "Identifier" else key.value)


def _name(expression: Any) -> str:
    match type(expression).__name__:
        case "VariableReference":
            return str(expression.id.name)
        case "TermReference":
            return f"-{expression.id.name}"
        case "MessageReference":
            attribute = f".{expression.attribute.name}" if expression.attribute is not None else ""
            return f"{expression.id.name}{attribute}"
        case "FunctionReference":
            arguments = expression.arguments.positional
            return _name(arguments[0]) if arguments else str(expression.id.name)
        case _:
            return str(getattr(expression, "value", ""))


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
