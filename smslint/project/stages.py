"""Texts that are filled more than once, and texts with merge fields that their dialect does not read.

Both change only the literals of a tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from smslint.dialects import parse, parse_leniently
from smslint.dialects.merge_fields import MergeField, may_hold, merge_fields
from smslint.errors import TemplateError
from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.tree import Branch, Literal, Loop, Placeholder, Sequence, leaves, unknown_text, with_inside

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from smslint.text.tree import Node, Text

    Change = Callable[[tuple[Literal, ...]], list[Node]]

_CONTROL: Final = later(
    r"\{%|<%(?![=-]?=)|</?[#@]|\[%|#\w+\s?\(|@\w+\s?\(|\*\|(?:IF|ELSE|END)|%/?(?:IF|ELSE)|%%\[|<\?php"
    r"|\{\{\s?(?:[#/^?~]|(?:if|for|while|else|end|func|capture)\b)|\{/?(?:if|else|foreach|include|extends|insert|literal)\b|\{[?^>:]|\{%="
    r"|</?%\w|%[ \t]{0,4}(?:if|elif|else|for|while|end)|</?(?:c|fmt|fn|s|tal|metal|th|g):|<\w+\s[^<>]*(?:th:|tal:|v-|ng-)|\[(?:/|#)"
    r"|@\{|\$(?:if|else|endif)\b"
)
"""Merge fields that choose what is sent."""
_SHOWN: Final = 60
"""The most characters of a construct that are named."""
_DEEPEST: Final = 100


def again(text: Text, dialect: str) -> Text:
    """The tree with its literals read in another dialect: what one program puts together another one fills.

    What is no template of that dialect stays text; where only its code is refused, its text is unknown.
    """

    def read(literals: tuple[Literal, ...]) -> list[Node]:
        shown = [index for index, each in enumerate(literals) if each.text]
        if not shown:
            return list(literals)
        before, inner, after = literals[: shown[0]], literals[shown[0] : shown[-1] + 1], literals[shown[-1] + 1 :]
        written = "".join(each.text for each in inner)
        try:
            found = parse(written, dialect)
            if not any(isinstance(part, Placeholder | Branch | Loop) for part in found.parts):
                return list(literals)
            edges = _edges(inner)
            return [*before, *(_moved(part, edges) for part in found.parts), *after]
        except TemplateError:
            if parse_leniently(written, dialect) is None:
                return list(literals)
            return [
                *before,
                Placeholder(written[:_SHOWN], Span(inner[0].span.start, inner[-1].span.end), opaque=True),
                *after,
            ]
        except KeyError:  # something begins in the middle of an escape
            return list(literals)

    return _changed(text, read)


def with_fields(
    text: Text, source: str, known: Container[str] = (), *, escaped: bool = False
) -> tuple[Text, tuple[MergeField, ...]]:
    """The tree with the merge fields of other tools as placeholders with unknown values, and these fields with their places in
    the source.

    If fields choose what is sent, one unknown placeholder replaces all from the first to the last of them; in a template with
    tags of its own, it replaces the whole text.

    :param known: as for :func:`merge_fields`.
    :param escaped: whether what an escape prints counts too, as in the strings of a program: an f-string leaves ``{name}`` of
        ``{{name}}``. In a template it is meant to be sent.
    """
    if not escaped and not any(type(each) is Literal and may_hold(each.text, known) for each in leaves(text)):
        return text, ()
    found: list[MergeField] = []

    def read(literals: tuple[Literal, ...]) -> list[Node]:
        runs = [literals] if escaped else [(each,) for each in literals]
        nodes: list[Node] = []
        for run in runs:
            places = _fields_in(run, known) if escaped or run[0].verbatim else []
            found.extend(each for each, _ in places)
            nodes += _with_holes(run, _joined(places, source), source)
        return nodes

    changed = _changed(text, read)
    if not found:
        return text, ()
    choosing = next(filter(_chooses(source), found), None)
    if choosing is not None and not (len(text.parts) == 1 and isinstance(text.parts[0], Literal)):
        whole = Span(0, len(source))
        written = " ".join(source[choosing.start : choosing.end].split())
        shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
        changed = unknown_text(shown, whole)
    return changed, tuple(found)


def _chooses(source: str) -> Callable[[MergeField], bool]:
    return lambda field: _CONTROL.match(source, field.start) is not None


_Place = tuple[MergeField, Span]
"""A field with its place in the source, and its place in the text of a run of literals."""


def _fields_in(literals: tuple[Literal, ...], known: Container[str]) -> list[_Place]:
    """The fields in a run of literals, without those that begin or end inside an escape."""
    text = "".join(each.text for each in literals)
    if not may_hold(text, known):
        return []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = 0
    for each in literals:
        size, place = len(each.text), each.span
        steps = range(size) if each.verbatim else range(min(size, 1))
        starts.update((at + step, place.start + step) for step in steps)
        ends.update((at + size - step, place.end - step) for step in steps)
        at += size
    return [
        (field._replace(start=starts[field.start], end=ends[field.end]), Span(field.start, field.end))
        for field in merge_fields(text, known)
        if field.start in starts and field.end in ends
    ]


def _with_holes(literals: tuple[Literal, ...], fields: list[_Place], source: str) -> Iterator[Node]:
    """The literals, with a placeholder in the place of each field."""
    at = 0
    for literal in literals:
        end = at + len(literal.text)
        inside = [(field, place) for field, place in fields if place.start < end and place.end > at]
        begin = at
        for field, place in inside:
            yield from _part(literal, begin - at, place.start - at)
            if place.start >= at:
                name = field.name or source[field.start : field.end]
                yield Placeholder(name, Span(field.start, field.end), opaque=True)
            begin = min(place.end, end)
        yield from _part(literal, begin - at, end - at) if inside else (literal,)
        at = end


def _part(literal: Literal, start: int, end: int) -> Iterator[Literal]:
    if start < end:
        span = literal.span
        place = Span(span.start + start, span.start + end) if literal.verbatim else span
        yield Literal(literal.text[start:end], place)


def _joined(fields: list[_Place], source: str) -> list[_Place]:
    """The fields; all from the first to the last that choose what is sent are joined into one."""
    choosing = [index for index, (each, _) in enumerate(fields) if _chooses(source)(each)]
    if not choosing:
        return fields
    (first, begin), (last, end) = fields[choosing[0]], fields[choosing[-1]]
    whole = (first._replace(name="", end=last.end), Span(begin.start, end.end))
    return [*fields[: choosing[0]], whole, *fields[choosing[-1] + 1 :]]


def _changed(node: Sequence, change: Change, depth: int = 0) -> Sequence:
    """A sequence in which each run of literals is changed, also inside branches and loops."""
    if depth > _DEEPEST:
        return node
    parts: list[Node] = []
    run: list[Literal] = []
    for part in (*node.parts, None):
        if isinstance(part, Literal):
            run.append(part)
            continue
        if run:
            parts += change(tuple(run))
            run = []
        if part is not None:
            parts.append(with_inside(part, lambda inner: _changed(inner, change, depth + 1)))
    return Sequence(tuple(parts), node.span)


def _edges(literals: tuple[Literal, ...]) -> dict[int, int]:
    """The place in the source of each place between two characters of the text, except those inside an escape."""
    found: dict[int, int] = {}
    at = 0
    for each in literals:
        if each.verbatim:
            found.update((at + index, each.span.start + index) for index in range(len(each.text) + 1))
        else:
            found.setdefault(at, each.span.start)
            found[at + len(each.text)] = each.span.end
        at += len(each.text)
    return found


def _moved(node: Node, edges: dict[int, int]) -> Node:
    """A node with its places in the source.

    :raises KeyError: if one of its ends has no place there.
    """
    span = Span(edges[node.span.start], edges[node.span.end])
    match node:
        case Sequence():
            return Sequence(tuple(_moved(part, edges) for part in node.parts), span)
        case Branch():
            arms = tuple(arm._replace(body=cast("Sequence", _moved(arm.body, edges))) for arm in node.arms)
            return Branch(arms, span)
        case Loop():
            empty = None if node.empty is None else cast("Sequence", _moved(node.empty, edges))
            return node._replace(body=cast("Sequence", _moved(node.body, edges)), span=span, empty=empty)
        case _:
            return node._replace(span=span)
