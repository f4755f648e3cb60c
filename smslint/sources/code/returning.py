"""What a function of the file makes of the text that it is given: ``send(to, wrap("Reset code " + code))`` sends all of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code.alternatives import alternatives
from smslint.sources.code.handing import given_as, is_assigned
from smslint.sources.code.values import LARGEST, Value, followed, literal_spans, size_of, starts_of
from smslint.sources.helpers import calls_of_names, is_of_this_file
from smslint.span import Span
from smslint.text.tree import Placeholder, placeholders, with_leaves
from smslint.text.tree import Sequence as Nodes
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from smslint.sources.code.finding import FoundText
    from smslint.text.tree import Literal, Node


_FILLS: Final = word_set("replace Replace replaceAll replacingOccurrences gsub sub replace_all")
_FIELD: Final = re.compile(r"[{%<\[#$]{2}|[({/'\"]\\?[{%:#$<\[]")
"""The beginning of a field that a method replaces by its value: ``/{{(\\w+)}}/``, ``"{name}"``, ``'%name%'``."""


def with_returned(found: list[FoundText], source: str) -> list[FoundText]:
    """The found texts, with what a function makes of a text in place of the call of it, where a call sends that.

    A function of which every call is replaced so has no text of its own left.
    """
    returned: dict[str, list[FoundText]] = {}
    for each in found:
        if each.why == "return" and each.named:
            returned.setdefault(each.named[-1], []).append(each)
    replaced: dict[str, int] = {}
    made: list[FoundText] = []
    asked: set[int] = set()
    """The texts that functions return to calls that send just them."""
    for each in found:
        function = each.value.callee[-1] if each.value.callee else ""
        given = each.value.given
        if each.why == "sent" and (whole := of_given(each.value)) is not None:
            replaced[function] = replaced.get(function, 0) + 1
            made += [each._replace(value=one) for one in alternatives(whole)]
            continue
        texts = returned.get(function, ()) if each.why == "sent" and not each.value.written and given else ()
        if not texts or not is_of_this_file(each.value.callee, source):
            made.append(each)
            continue
        if each.value.result and len({one.path for one in texts}) > 1:  # those of some of the functions with this name
            starts = starts_of(each.value.result[0])
            asked.update(id(one) for one in texts if starts_of(one.value) <= starts)
            continue
        filled = [_filled(one, function, each.value, source) for one in texts]
        known = [one for one in filled if one is not None]
        if any(one is None and not text.value.written for one, text in zip(filled, texts, strict=True)):
            hidden = tuple(place for _, value in given for place in literal_spans(value))
            made += [each._replace(named=(*each.value.callee, ""), hides=hidden)] if hidden else [each]
            continue
        if len(known) < len(filled):
            made.append(each)
            continue
        replaced[function] = replaced.get(function, 0) + 1
        made += [each._replace(value=one) for one in known]
    gone = {name for name, count in replaced.items() if calls_of_names(source).get(name, 0) <= count + 1}
    made = [each._replace(why="sent") if id(each) in asked else each for each in made]
    return [each for each in made if not (each.why == "return" and each.named and each.named[-1] in gone)]


def fills_fields(variable: str, value: Value) -> bool:
    """Whether a variable gets its own text with a value in place of a field: ``text = text.replace("{" + key + "}", value)``."""
    return value.callee[:-1] == (variable,) and value.callee[-1] in _FILLS and _FIELD.search(value.source) is not None


def of_given(call: Value) -> Value | None:
    """What a function returns that has a text in it which the call gives; ``None`` if none is known."""
    if call.written or not call.result:
        return None
    given = frozenset(start for _, value in call.given for start in starts_of(followed(value)))
    return followed(call) if given & starts_of(call.result[0]) else None


def _filled(found: FoundText, function: str, call: Value, source: str) -> Value | None:
    """What the function returns, with the texts that it is given; ``None`` if it puts none of them into it."""
    value = found.value
    if value.names and not value.written:  # it is returned as it is given
        bare = given_as(value.names[0], function, list(call.given), source) if len(value.names) == 1 else None
        changed = bare is None or value.names[0] in found.changed or not bare[1].written
        return None if bare is None or changed else bare[1].at(call.place, call.source)
    if len(value.callee) == 2 and value.callee[1] in _FILLS and _FIELD.search(value.source) is not None:
        template = given_as(value.callee[0], function, list(call.given), source)
        if template is not None and template[1].written and value.callee[0] not in found.changed:
            return template[1].at(call.place, call.source)
    text = Nodes(value.parts, Span(0, 0))
    texts: dict[str, Value] = {}
    for name in {each.name for each in placeholders(text)}:
        given = given_as(name, function, list(call.given), source) if name.isidentifier() else None
        if given is not None and (name in found.changed or is_assigned(name, function, source, value.place.start)):
            return None
        if given is not None:
            texts[name] = given[1]
    if not any(each.written for each in texts.values()):
        return None

    def change(leaf: Literal | Placeholder) -> Node:
        known = texts.get(leaf.name) if isinstance(leaf, Placeholder) else None
        return leaf if known is None else Nodes(known.parts, Span(0, 0))

    parts = with_leaves(text, change).parts
    size = size_of(parts)
    if size > LARGEST:
        return None
    return value._replace(parts=parts, size=size, place=call.place, source=call.source)
