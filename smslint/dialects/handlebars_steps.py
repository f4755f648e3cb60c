"""Steps out of a block of Handlebars: ``{{#with plan}}{{../name}}{{/with}}`` prints the name, and ``{{#with this}}`` always renders.

``if``, ``unless`` and an ``else`` change no value, so a step out of them alone leaves the template and finds nothing. Source: the guide of
Handlebars ("Built-in helpers", "Changing the context"), and ``depths`` in its runtime.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeGuard

from smslint.text.patterns import later
from smslint.text.tree import Branch, Literal, Placeholder, leaves

if TYPE_CHECKING:
    from smslint.dialects.blocks.open_blocks import OpenBlock
    from smslint.dialects.blocks.tags import Tag
    from smslint.text.tree import Node

ALWAYS: Final = "#with always"
"""The word of a ``with`` that always renders its first arm."""
PARAMETERS: Final = later(r"(?:^|\s)as\s+\|([^|]*)\|?.*\Z", 16)
_STEP: Final = later(r"(?<![\w./\]@])\.\./(?=([\w$-]+)(?:\.[\w$-]+)*(?![\w$./\[-]))")
_PATH: Final = later(r"\.\./([\w$-]+)(?:\.[\w$-]+)*")
_CONDITIONS: Final = frozenset({"if", "unless"})


def placed(tag: Tag, stack: list[OpenBlock], source: str) -> Tag:
    """A tag with what the blocks around it make of its value."""
    if tag.word in {"#with", "#with this"} and tag.rest in {"this", "."}:
        # An item of a loop may be an empty text, which is no value.
        sure = all(_helper(each) in {*_CONDITIONS, "with", "else"} for each in stack[1:])
        return tag._replace(word=ALWAYS) if sure else tag
    found = [match[1] for match in _STEP.finditer(tag.rest)] if "../" in tag.rest else []
    if not found or tag.opaque or not all(_is_outside(name, stack, source) for name in found):
        return tag
    return tag._replace(rest=_STEP.sub("", tag.rest))


def stepped(node: Node, stack: list[OpenBlock], source: str) -> Node:
    """The node of an output, with the name that a step out of a block means; unknown if JavaScript adds it to a number."""
    if _is_number(node) and _behind_number(stack):
        return Placeholder(node.name, node.span, opaque=True)
    match = _PATH.fullmatch(node.name) if isinstance(node, Placeholder) and node.name.startswith("../") else None
    if match is None or not isinstance(node, Placeholder) or not _is_outside(match[1], stack, source):
        return node
    return node._replace(name=node.name[3:], filters=())


def _is_number(node: Node) -> TypeGuard[Placeholder]:
    """Whether a node prints a number, whatever the values are: Handlebars joins what it does not escape with ``+``, and adds numbers."""
    return isinstance(node, Placeholder) and node.name.endswith(".length")


def _may_be_number(node: Node) -> bool:
    return isinstance(node, Placeholder | Branch) and any(map(_is_number, leaves(node)))


def _behind_number(stack: list[OpenBlock]) -> bool:
    """Whether there is nothing but numbers, and what may be one, in front of this place."""
    for frame in reversed(stack):
        parts = [part for part in frame.parts if not isinstance(part, Literal) or part.text]
        if not all(_may_be_number(part) for part in parts):
            return False
        if parts:
            return True
    return False


def _is_outside(name: str, stack: list[OpenBlock], source: str) -> bool:
    """Whether one step leads from the open blocks to the template around them, where a name has its own meaning."""
    moved = [_helper(each) for each in stack[1:]]
    named = [PARAMETERS.search(source, each.token.body.start, each.token.body.end) for each in stack[1:]]
    named += [PARAMETERS.search(key) for each in stack[1:] for key in each.keys]
    if any(match is not None and name in match[1].split() for match in named):
        return False
    other = [each for each in moved if each not in {*_CONDITIONS, "else"}]
    return len(other) == 1 and other[0] in {"with", "each"}


def _helper(frame: OpenBlock) -> str:
    """The helper that decides about the open arm of a block; empty where that is not known."""
    if frame.keys:
        return frame.keys[-1].split(None, 1)[0] if frame.keys[-1].strip() else "else"
    word = frame.tag.word
    if word == ALWAYS:
        return "else"  # it changes no value
    helper = word[1:].partition(" ")[0]
    return helper if word[0] == "#" or helper in _CONDITIONS else ""
