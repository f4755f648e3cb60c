"""What a composed text is: one of several, an address, a fragment in other letters; and where its parts are."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from smslint.sources.code.values import Value, fixed, size_of
from smslint.sources.sms_links import START
from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.tree import Branch, Literal, Loop, Placeholder, Sequence, leaves, placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.sources.message import Message
    from smslint.text.tree import Node

_PARAMETER: Final = later(r"[?&][\w.\[\]-]+=\Z")
"""The name of a parameter of an address, before its value."""
_JSON: Final = later(r"\s*[\[{][\[{\s]*\\?[\"']\w+\\?[\"']\s*:")
"""The beginning of JSON that a program writes by hand."""
_WHITE: Final = later(r"\s")
_WORD: Final = re.compile(r"[\w ]+")
_DEEPEST: Final = 8


def is_other_text(value: Value, read: Message) -> bool:
    """Whether a text is not that of a fragment, although all of it is there: in other letters, with a word replaced."""
    if read.text is not None:
        numbers = {
            leaf.span
            for part in value.parts
            for leaf in leaves(part)
            if isinstance(leaf, Literal) and leaf.text.isdigit()
        }
        places = [read.map.to_file(each.span) for each in placeholders(read.text)] if numbers else []
        return any(hole.start <= each.start and each.end <= hole.end for each in numbers for hole in places)
    if read.dialect or "dialect" in read.settings:
        return False
    known = fixed(value)
    if known is not None:
        return known != read.body
    holes = (leaf.span for part in value.parts for leaf in leaves(part) if isinstance(leaf, Placeholder))
    start = read.map.to_file(Span(0, 0)).start
    return any(
        _WORD.fullmatch(read.body, each.start - start, each.end - start) for each in holes if each.start >= start
    )


def spans_of(value: Value) -> list[Span]:
    return [leaf.span for part in value.parts for leaf in leaves(part) if leaf.span.length]


def texts_of(value: Value) -> list[Span]:
    """Where the literals of a text are."""
    return [
        leaf.span for part in value.parts for leaf in leaves(part) if isinstance(leaf, Literal) and leaf.text.strip()
    ]


def written_parts(parts: Iterable[Node]) -> tuple[object, ...]:
    """What a text is made of, by the places in the file: alike for two calls that send the same."""
    found: list[object] = []
    for part in parts:
        match part:
            case Sequence(inner):
                found += written_parts(inner)
            case Branch(arms):
                found.append(("one of", *(written_parts(arm.body.parts) for arm in arms)))
            case Loop(body):
                found.append(("again", *written_parts(body.parts)))
            case Placeholder(name):
                found.append(name)
            case Literal(text, span) if text:
                found.append((text, span))
    return tuple(found)


def is_address(value: Value) -> bool:
    """Whether a text is the address of a request, which has a message as the value of a parameter."""
    written = (leaf.text for part in value.parts for leaf in leaves(part) if isinstance(leaf, Literal))
    return any(map(_PARAMETER.search, written))


def is_form(parts: Iterable[Node]) -> bool:
    """Whether a text is the form of a request, and no message: ``To={to}&Body={body}``, ``{"body": "{body}"}``."""
    found = [leaf for part in parts for leaf in leaves(part)]
    written = [leaf.text for leaf in found if isinstance(leaf, Literal)]
    head = "".join(each.text for each in takewhile(lambda leaf: isinstance(leaf, Literal), found))  # type: ignore[union-attr]
    if _JSON.match(head) and len(found) > 1:
        return True
    return any(map(_PARAMETER.search, written)) and not any(
        _WHITE.search(each) or START.match(each)
        for each in written  # an address that opens a message has its words
    )


def may_be_spread(value: Value) -> bool:
    """Whether a text may be another one, of a table that is not known: ``{ body: "Hi", ...rest }``."""
    last = value.parts[-1] if value.parts else None
    arms = last.arms if isinstance(last, Branch) else ()
    others = (each for arm in arms[1:] for each in arm.body.parts)
    return any(isinstance(each, Placeholder) and each.name.startswith(("...", "**")) for each in others)


def is_known(parts: Iterable[Node]) -> bool:
    """Whether each of several texts has something written."""
    found = tuple(parts)
    if len(found) == 1 and isinstance(found[0], Branch):
        return all(is_known(arm.body.parts) for arm in found[0].arms)
    if len(found) == 1 and isinstance(found[0], Sequence):
        return is_known(found[0].parts)
    return any(isinstance(leaf, Literal) and leaf.text.strip() for part in found for leaf in leaves(part))


def _is_cut(parts: Iterable[Node]) -> bool:
    """Whether this is the beginning of another text, and no message of its own: ``substr($text, 0, 157) . '...'``."""
    found = [leaf for part in parts for leaf in leaves(part)]
    cut = any(isinstance(leaf, Placeholder) and any(each.name == "cut" for each in leaf.filters) for leaf in found)
    return cut and not any(isinstance(leaf, Literal) and any(map(str.isalnum, leaf.text)) for leaf in found)


def without_empty(value: Value) -> Value:
    """One of several texts without those that are empty, which nobody sends; any other value as it is."""
    parts = _without_empty(value.parts)
    return value if parts is value.parts or not parts else value._replace(parts=parts, size=size_of(parts))


def _without_empty(parts: tuple[Node, ...], depth: int = 0) -> tuple[Node, ...]:
    if len(parts) != 1 or not isinstance(parts[0], Branch | Sequence) or depth > _DEEPEST:
        return parts
    (only,) = parts
    if isinstance(only, Sequence):
        inner = _without_empty(only.parts, depth + 1)
        return parts if inner is only.parts else (only._replace(parts=inner),)
    assert isinstance(only, Branch)
    bodies = [(arm, _without_empty(arm.body.parts, depth + 1)) for arm in only.arms]
    kept = [
        arm if inner is arm.body.parts else arm._replace(body=arm.body._replace(parts=inner))
        for arm, inner in bodies
        if inner
    ]
    if len(kept) == len(only.arms) and all(one is other for one, other in zip(kept, only.arms, strict=True)):
        return parts
    if len(kept) < 2:
        return kept[0].body.parts if kept else ()
    return (only._replace(arms=(*kept[:-1], kept[-1]._replace(condition=None))),)


def alternatives(value: Value, depth: int = 0) -> Iterator[Value]:
    """The texts of which a value is one: each is a message of its own."""
    parts = value.parts
    if not value.written:
        return
    if len(parts) == 1 and isinstance(parts[0], Branch) and any(_is_cut(arm.body.parts) for arm in parts[0].arms):
        yield value
    elif len(parts) == 1 and isinstance(parts[0], Branch) and depth < _DEEPEST:
        for arm in parts[0].arms:
            inner = arm.body.parts
            yield from alternatives(value._replace(parts=inner, size=size_of(inner)), depth + 1)
    elif len(parts) == 1 and isinstance(parts[0], Sequence):
        yield from alternatives(value._replace(parts=parts[0].parts), depth + 1)
    elif any(not isinstance(each, Placeholder) for each in parts):
        yield value
