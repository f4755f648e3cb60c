"""The functions of Go's templates in an output: ``or .Name "x"``, ``and``, ``len``, ``print`` and ``printf``, and pipes of them.

Source: the documentation of the packages text/template and fmt.
"""

from __future__ import annotations

import re
from typing import Final

from smslint.dialects.functions import filters
from smslint.dialects.functions.lookup import effect_in
from smslint.dialects.lexing.strings import go_string
from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.condition import Condition, Not, Truth
from smslint.text.patterns import later
from smslint.text.tree import Arm, Branch, Call, Filter, Literal, Node, Placeholder, Sequence

_WORD: Final = later(
    r'\s*(?:(?P<text>"(?:\\.|[^"\\])*"|`[^`]*`)|\$?\.(?P<field>[A-Za-z_][\w.]*)|\$(?P<variable>[A-Za-z_][\w.]*)|(?P<name>[A-Za-z_]\w*)|(?P<pipe>\|)|(?P<dot>\.)(?![\w.])|(?P<root>\$)(?!\w)|(?P<open>\()|(?P<close>\)))\s*',
    re.DOTALL,
)
_VERB: Final = later(r"%(?:(?P<flag>-?)(?P<width>[1-9]\d{0,3})?(?:\.(?P<precision>\d{1,4}))?[sv]|%)")
_MOST_WORDS: Final = 100
_EFFECT: Final = effect_in("go")
_ON_ONE: Final = frozenset(filters.GO) - {"or", "printf"}


class Word(NamedTuple):
    """One word of a command."""

    kind: str
    """``text``, ``field`` (of the data, or ``.`` itself), ``variable``, ``name`` (of a function), ``pipe``, ``root`` or a bracket."""
    value: str
    start: int
    end: int

    @property
    def printed(self) -> str:
        """The name of the value; empty for anything else."""
        return self.value if self.kind in {"field", "variable"} else ""


Words = list[Word]


def output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    """The nodes that print what is in an output; nothing where a function or a value is not known."""
    commands = _commands(source, body)
    if commands is None:
        return ()
    first, *rest = commands
    if rest and len(rest[0]) > 1 and rest[0][0].value == "printf" and len(first) == 1:
        first, rest = [*rest[0], first[0]], rest[1:]
    nodes = _command(source, tag, first)
    if not rest or not nodes:
        return nodes
    if len(nodes) > 1 or not isinstance(nodes[0], Placeholder):
        return ()
    made = nodes[0]
    written = [source[each[0].start : each[-1].end].strip() for each in rest]
    calls = tuple(Call(each, source=each) for each in written)
    return (made._replace(filters=(*made.filters, *map(_effect, calls)), calls=(*made.calls, *calls)),)


def _effect(call: Call) -> Filter:
    return _EFFECT(call) or Filter("unknown")


def _commands(source: str, body: Span) -> list[Words] | None:
    """The words between the pipes; nothing where something else is written, or nothing is."""
    found: Words = []
    at = body.start
    while at < body.end:
        match = _WORD.match(source, at, body.end)
        if match is None or len(found) > _MOST_WORDS:
            return None
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        value = match[kind]
        found.append(Word("field" if kind == "dot" else kind, value, start, end))
        at = match.end()
        while (shorter := _shorter(found)) is not None:
            found = shorter
    commands: list[Words] = [[]]
    for word in found:
        if word.kind in {"open", "close"}:
            return None
        if word.kind == "pipe":
            commands.append([])
        else:
            commands[-1].append(word)
    if not all(commands):
        return None
    return [[field] if len(each) == 3 and (field := _indexed(each)) is not None else each for each in commands]


def _shorter(found: Words) -> Words | None:
    """The words without brackets around a value at their end: ``(.Name)``, ``(index . "Name")``."""
    if found[-1].kind != "close":
        return None
    if len(found) > 2 and found[-3].kind == "open" and found[-2].kind in {"field", "variable", "text"}:
        return [*found[:-3], found[-2]._replace(start=found[-3].start, end=found[-1].end)]
    if len(found) > 4 and found[-5].kind == "open" and (field := _indexed(found[-4:-1])) is not None:
        return [*found[:-5], field._replace(start=found[-5].start, end=found[-1].end)]
    return None


def _indexed(words: Words) -> Word | None:
    """``index . "Name"``: the field of that name. Inside ``with`` and ``range`` the point is something else."""
    function, owner, key = words
    name = go_string(key.value) if key.kind == "text" else None
    if (function.kind, function.value) != ("name", "index") or owner.kind != "root" or not name:
        return None
    return Word("field", name, function.start, key.end) if name.isidentifier() else None


def _command(source: str, tag: Span, words: Words) -> tuple[Node, ...]:
    first = words[0]
    if len(words) == 1:
        return (Placeholder(first.value, tag),) if first.kind in {"field", "variable", "name"} else ()
    if first.kind != "name":
        return ()
    name = first.value
    if name in {"or", "and"} and len(words) > 2:
        return _chosen(source, tag, words)
    if name == "printf":
        return _printf(source, tag, words)
    if name in _ON_ONE and len(words) == 2 and words[1].printed:
        call = Call(name, source=name)
        return (Placeholder(words[1].printed, tag, (_effect(call),), calls=(call,)),)
    if name in {"print", "println"}:
        return _printed(tag, words[1:], lines=name == "println")
    return ()


def _printed(tag: Span, values: Words, *, lines: bool) -> tuple[Node, ...]:
    """``print .A "b" .C``: texts one after another; ``println`` with spaces between them and a line break behind them."""
    nodes: list[Node] = []
    for value in values:
        text = go_string(value.value) if value.kind == "text" else None
        if text is None and not value.printed:
            return ()
        if lines and nodes:
            nodes.append(Literal(" ", Span(nodes[-1].span.end, value.start)))
        span = Span(value.start, value.end)
        nodes.append(Literal(text, span) if text is not None else Placeholder(value.printed, span))
    if lines:
        nodes.append(Literal("\n", Span(nodes[-1].span.end, tag.end)))
    return _tiled(nodes, tag)


def _chosen(source: str, tag: Span, words: Words) -> tuple[Node, ...]:
    """``or``: the first value that is not empty, else the last one. ``and``: the first empty one, else the last one."""
    either, values = words[0].value == "or", words[1:]
    if not all(value.printed for value in values[:-1]):
        return ()
    text = go_string(values[-1].value) if values[-1].kind == "text" else ""
    if text is None or not (values[-1].kind == "text" or values[-1].printed):
        return ()
    if either and len(values) == 2 and values[-1].kind == "text":
        call = Call("or", (text,), source=source[words[0].start : words[-1].end].strip())
        return (Placeholder(values[0].printed, tag, (_effect(call),), calls=(call,)),)
    arms: list[Arm] = []
    start = tag.start
    for value in values:
        last = value is values[-1]
        span = Span(start, tag.end if last else value.end)
        field = value.printed
        condition = None
        if not last:
            truth = Truth(field, zero=True)
            condition = Condition(source[value.start : value.end].strip(), truth if either else Not(truth))
        node = Placeholder(field, span) if field else Literal(text, span)
        arms.append(Arm(Sequence((node,), span), condition))
        start = span.end
    return (Branch(tuple(arms), tag),)


def _printf(source: str, tag: Span, words: Words) -> tuple[Node, ...]:
    """``printf "Hi %-10.3s" .Name``: texts, and values of at most and at least so many characters."""
    if words[1].kind != "text":
        return ()
    begin, end, quote = words[1].start + 1, words[1].end - 1, words[1].value[0]
    values = words[2:]
    nodes: list[Node] = []
    at = begin
    for verb in [*_VERB.finditer(source, begin, end), None]:
        stop = end if verb is None else verb.start()
        text = go_string(f"{quote}{source[at:stop]}{quote}")
        if text is None or "%" in text:
            return ()
        if text:
            nodes.append(Literal(text, Span(at, stop)))
        if verb is None:
            break
        at = verb.end()
        if verb[0] == "%%":
            nodes.append(Literal("%", Span(stop, at)))
            continue
        if not values or not values[0].printed:
            return ()
        nodes.append(_formatted(source, verb, values.pop(0).printed, words))
    return () if values else _tiled(nodes, tag)


def _formatted(source: str, verb: re.Match[str], name: str, words: Words) -> Placeholder:
    width, precision = int(verb["width"] or 0), None if verb["precision"] is None else int(verb["precision"])
    effects: tuple[Filter, ...] = () if precision is None else (Filter("cut", (precision,)),)
    effects += (Filter("pad", (width,)),) if width else ()
    written = source[words[0].start : max(word.end for word in words)].strip()
    call = Call("printf", (verb["flag"], width, precision), source=written)
    return Placeholder(name, Span(*verb.span()), effects, calls=(call,))


def _tiled(nodes: list[Node], tag: Span) -> tuple[Node, ...]:
    """The nodes with spans that tile the tag."""
    if not nodes:
        return (Literal("", tag),)
    tiled: list[Node] = []
    start = tag.start
    for index, node in enumerate(nodes):
        span = Span(start, tag.end if index == len(nodes) - 1 else node.span.end)
        tiled.append(node._replace(span=span) if isinstance(node, Literal | Placeholder) else node)
        start = span.end
    return tuple(tiled)
