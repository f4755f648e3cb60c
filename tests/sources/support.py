"""Shared by the tests of all sources: a table of positions, and messages written character by character."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import strategies as st

from smslint.sources.options import Options
from smslint.sources.registry import read
from smslint.span import LineIndex, Span
from smslint.text.tree import Branch, Literal, Loop, Placeholder, Sequence, children, leaves, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from smslint.sources.message import Message


class Expected(NamedTuple):
    """A message that must be found.

    ``at`` says on which line and column parts of the body start, or names words that the file contains exactly once.
    """

    key: str | None
    body: str
    at: Mapping[str, tuple[int, int]] | str = ""
    extra: Mapping[str, object] = {}


def read_all(source: str, text: str, **options: Any) -> list[Message]:
    return list(read(source, text, Options(**options)))


def check_table(source: str, text: str, expected: list[Expected], **options: object) -> None:
    """The messages are exactly the expected ones, in order, at the places in the table."""
    messages = read_all(source, text, **options)
    assert [(each.key, each.body) for each in messages] == [(each.key, each.body) for each in expected]
    lines = LineIndex(text)
    for message, wanted in zip(messages, expected, strict=True):
        check_map(text, message)
        for name, value in wanted.extra.items():
            assert getattr(message, name) == value
        for part, position in _positions(wanted.at, text, lines).items():
            start = message.body.index(part)
            found = message.map.to_file(Span(start, start + 1))
            assert lines.position(found.start) == position, f"{part!r} in {wanted.key}"


def _positions(at: Mapping[str, tuple[int, int]] | str, text: str, lines: LineIndex) -> Mapping[str, tuple[int, int]]:
    """Words instead of a table mean their only place in the file."""
    if not isinstance(at, str):
        return at
    assert all(text.count(word) == 1 for word in at.split())
    return {word: lines.position(text.index(word)) for word in at.split()}


def check_map(text: str, message: Message, *, ordered: bool = True) -> None:
    """The runs cover the message, increase in the file (unless a form is put into its text, or a program composes it of earlier parts),
    and a verbatim run equals the file's text."""
    at, place = 0, 0
    for run in message.map.runs:
        assert run.text_start == at
        assert run.file_start >= place or message.plural is not None or not ordered
        at, place = run.text_start + run.text_length, run.file_start + run.file_length
        assert place <= len(text)
        if run.verbatim:
            assert run.text_length == run.file_length
            assert text[run.file_start : place] == message.body[run.text_start : at]
    assert at == len(message.body)
    if message.text is not None:
        check_tree(message)


def check_tree(message: Message) -> None:
    """The leaves cover the body, and a node's span is that of its children."""
    assert message.text is not None
    at = 0
    for leaf in leaves(message.text):
        assert leaf.span.start == at
        assert leaf.span.end > at
        at = leaf.span.end
    assert at == len(message.body)
    for node in walk(message.text):
        inner = children(node)
        assert not inner or (inner[0].span.start, inner[-1].span.end) == node.span


def check_written(
    source: str, prefix: str, body: str, write: Callable[[str], str], suffix: str, **options: object
) -> Message:
    """A message written to the file with ``write`` is read back equal, and every character maps to its exact place."""
    pieces = [write(character) for character in body]
    text = prefix + "".join(pieces) + suffix
    (message,) = read_all(source, text, **options)
    assert message.body == body
    check_map(text, message)
    at = len(prefix)
    for index, piece in enumerate(pieces):
        assert message.map.to_file(Span(index, index + 1)) == Span(at, at + len(piece))
        at += len(piece)
    return message


_CHARACTERS = st.one_of(
    st.sampled_from(list("aZ0 '\"\\/\n\t{}[]$%@#&<>:;,=+-|?!`~^_.()€é😀\u2019\u00a0\u2028\x85\x7f")),
    st.characters(codec="utf-8", exclude_characters="\r"),
)
TEXTS = st.text(_CHARACTERS, max_size=60)
"""Message texts with many characters that host formats escape; no carriage return, because most formats turn it into a line feed."""

PRINTABLE = st.text(_CHARACTERS.filter(lambda c: c.isprintable() or c in "\n\t"), max_size=60)
"""The same without control characters, for hosts that forbid them."""


def outline(node: object) -> str:
    """Literals unchanged, ``<name>`` for a placeholder, ``[a|b]`` for a branch, ``{a}*`` for a loop."""
    match node:
        case Literal():
            return node.text
        case Placeholder():
            return f"<{node.name}>"
        case Branch():
            return f"[{'|'.join(outline(arm.body) for arm in node.arms)}]"
        case Loop():
            return f"{{{outline(node.body)}}}*"
        case Sequence():
            return "".join(outline(part) for part in node.parts)
    raise AssertionError(node)
