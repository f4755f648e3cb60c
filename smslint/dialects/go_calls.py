"""The functions of Go's templates in an output: ``or .Name "x"``, ``and``, ``len``, ``print`` and ``printf``, and pipes of them.

Source: the documentation of the packages text/template and fmt.
"""

from __future__ import annotations

import re
from typing import Final

from smslint.dialects import filters
from smslint.dialects.lookup import effect_in
from smslint.dialects.strings import go_string
from smslint.span import Span
from smslint.text.condition import Condition, Not, Truth
from smslint.text.patterns import later
from smslint.text.tree import Arm, Branch, Call, Filter, Literal, Node, Placeholder, Sequence

_WORD: Final = later(
    r'\s*(?:(?P<text>"(?:\\.|[^"\\])*"|`[^`]*`)|\$?\.(?P<field>[A-Za-z_][\w.]*)|\$(?P<variable>[A-Za-z_][\w.]*)|(?P<name>[A-Za-z_]\w*)|(?P<pipe>\|))\s*',
    re.DOTALL,
)
_VERB: Final = later(r"%(?:(?P<flag>-?)(?P<width>[1-9]\d{0,3})?(?:\.(?P<precision>\d{1,4}))?[sv]|%)")
_MOST_WORDS: Final = 100
_EFFECT: Final = effect_in("go")
_ON_ONE: Final = frozenset(filters.GO) - {"or", "printf"}
Words = list[re.Match[str]]


def output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    """The nodes that print what is in an output; nothing where a function or a value is not known."""
    commands = _commands(source, body)
    if commands is None:
        return ()
    first, *rest = commands
    if rest and len(rest[0]) > 1 and rest[0][0]["name"] == "printf" and len(first) == 1:
        first, rest = [*rest[0], first[0]], rest[1:]
    nodes = _command(source, tag, first)
    if not rest or not nodes:
        return nodes
    if len(nodes) > 1 or not isinstance(nodes[0], Placeholder):
        return ()
    made = nodes[0]
    written = [source[each[0].start() : each[-1].end()].strip() for each in rest]
    calls = tuple(Call(each, source=each) for each in written)
    return (made._replace(filters=(*made.filters, *map(_effect, calls)), calls=(*made.calls, *calls)),)


def _effect(call: Call) -> Filter:
    return _EFFECT(call) or Filter("unknown")


def _commands(source: str, body: Span) -> list[Words] | None:
    """The words between the pipes; nothing where something else is written, or nothing is."""
    commands: list[Words] = [[]]
    at = body.start
    while at < body.end:
        word = _WORD.match(source, at, body.end)
        if word is None or len(commands) > _MOST_WORDS or len(commands[-1]) > _MOST_WORDS:
            return None
        if word["pipe"]:
            commands.append([])
        else:
            commands[-1].append(word)
        at = word.end()
    return commands if all(commands) else None


def _command(source: str, tag: Span, words: Words) -> tuple[Node, ...]:
    name = words[0]["name"]
    if len(words) == 1:
        return (
            (Placeholder(words[0]["field"] or words[0]["variable"] or name, tag),) if words[0]["text"] is None else ()
        )
    if name in {"or", "and"} and len(words) > 2:
        return _chosen(source, tag, words)
    if name == "printf":
        return _printf(source, tag, words)
    if name in _ON_ONE and len(words) == 2 and words[1]["field"]:
        call = Call(name, source=name)
        return (Placeholder(words[1]["field"], tag, (_effect(call),), calls=(call,)),)
    return ()


def _chosen(source: str, tag: Span, words: Words) -> tuple[Node, ...]:
    """``or``: the first value that is not empty, else the last one. ``and``: the first empty one, else the last one."""
    either, values = words[0]["name"] == "or", words[1:]
    if not all(value["field"] for value in values[:-1]):
        return ()
    text = go_string(values[-1]["text"]) if values[-1]["text"] else ""
    if text is None or values[-1]["name"] or values[-1]["variable"]:
        return ()
    if either and len(values) == 2 and values[-1]["text"]:
        call = Call("or", (text,), source=source[words[0].start() : words[-1].end()].strip())
        return (Placeholder(values[0]["field"], tag, (_effect(call),), calls=(call,)),)
    arms: list[Arm] = []
    start = tag.start
    for value in values:
        last = value is values[-1]
        span = Span(start, tag.end if last else value.end())
        field = value["field"]
        condition = None
        if not last:
            truth = Truth(field, zero=True)
            condition = Condition(source[value.start() : value.end()].strip(), truth if either else Not(truth))
        node = Placeholder(field, span) if field else Literal(text, span)
        arms.append(Arm(Sequence((node,), span), condition))
        start = span.end
    return (Branch(tuple(arms), tag),)


def _printf(source: str, tag: Span, words: Words) -> tuple[Node, ...]:
    """``printf "Hi %-10.3s" .Name``: texts, and values of at most and at least so many characters."""
    written = words[1]["text"]
    if not written:
        return ()
    begin, end, quote = words[1].start("text") + 1, words[1].end("text") - 1, written[0]
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
        if not values or not values[0]["field"]:
            return ()
        nodes.append(_formatted(source, verb, values.pop(0)["field"], words))
    return () if values else _tiled(nodes, tag)


def _formatted(source: str, verb: re.Match[str], name: str, words: Words) -> Placeholder:
    width, precision = int(verb["width"] or 0), None if verb["precision"] is None else int(verb["precision"])
    effects: tuple[Filter, ...] = () if precision is None else (Filter("cut", (precision,)),)
    effects += (Filter("pad", (width,)),) if width else ()
    written = source[words[0].start() : max(word.end() for word in words)].strip()
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
