"""The harnesses: functions of bytes that fail if a promise is broken.

Each takes any bytes. Errors of smslint (``SmslintError``) are answers; every other exception is a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Final, TypeAlias

from fuzz.inputs import LONGEST, Choices, folder, split
from fuzz.programs import editor, registered, tools
from fuzz.steps import check_steps
from smslint import bounds, segment
from smslint.dialects import DIALECTS, parse
from smslint.errors import SmslintError
from smslint.project.check import check
from smslint.project.comments import in_host
from smslint.project.config import load_config
from smslint.project.sidecar import parse as parse_sidecar
from smslint.recipients.reader import open_list
from smslint.recipients.suppression_files import load
from smslint.rules.directives import in_template
from smslint.sending.journal.entries import State, storable
from smslint.sending.journal.journal import Journal
from smslint.sending.outcome import InDoubt
from smslint.sending.receipt import Receipt
from smslint.sending.verdict import Outgoing
from smslint.sending.wire import StatusUnavailable, interpret, interpret_status
from smslint.sources import registry
from smslint.sources.options import Options
from smslint.span import Span
from smslint.text.tree import Branch, Literal, Loop, Node, Placeholder, children, walk

Harness: TypeAlias = Callable[[bytes], None]

_DIALECTS: Final = tuple(DIALECTS)
_SOURCES: Final = tuple(registry.SOURCES)
_VALUES: Final = {"*": {"max": 4, "charset": "any", "max_items": 2}}
_PIECES: Final = ("", "a", "€", "я", "\U0001f600", "abcd")
_LISTS: Final = (".csv", ".jsonl", ".tsv", ".txt")
_DEPTH: Final = 60


def dialects(data: bytes) -> None:
    """Spans tile the text, the bounds are reached, and no rendering is outside of them."""
    which, choices, source = split(data)
    with suppress(SmslintError):
        text = parse(source, _DIALECTS[which % len(_DIALECTS)])
        _tiles(text, len(source))
        found = bounds(text, _VALUES)
        assert segment(found.least_witness).count == found.least
        if found.most is not None:
            assert found.most_witness is not None
            assert segment(found.most_witness).count == found.most
        for _ in range(3):
            rendering = _rendering(text, choices)
            if rendering is not None:
                count = segment(rendering).count
                assert found.least <= count <= (count if found.most is None else found.most), rendering


def _tiles(text: Node, length: int) -> None:
    at = 0
    for node in walk(text):
        if not children(node):
            if isinstance(node, Literal | Placeholder):
                assert node.span.start == at, node
                at = node.span.end
            assert 0 <= node.span.start <= node.span.end <= length, node
    assert at == length


def _rendering(node: Node, choices: Choices, depth: int = 0) -> str | None:
    """A rendering by random values and decisions; ``None`` if a filter changes a value, which only its engine knows."""
    if depth > _DEPTH:
        return None
    if isinstance(node, Literal):
        return node.text
    if isinstance(node, Placeholder):
        return None if node.filters or node.calls or node.opaque else _PIECES[choices.below(len(_PIECES))]
    if isinstance(node, Branch):
        return _rendering(node.arms[choices.below(len(node.arms))].body, choices, depth + 1)
    if isinstance(node, Loop):
        rounds = choices.below(3)
        if not rounds:
            return "" if node.empty is None else _rendering(node.empty, choices, depth + 1)
        parts = [_rendering(node.body, choices, depth + 1) for _ in range(rounds)]
    else:
        parts = [_rendering(part, choices, depth + 1) for part in node.parts]
    return None if None in parts else "".join(part for part in parts if part)


def sources(data: bytes) -> None:
    """Every message has its place in the file, and the spans of an expression tile it."""
    which, _, text = split(data)
    source = _SOURCES[which % len(_SOURCES)]
    with suppress(SmslintError):
        for message in registry.read(source, text, Options(path=f"a.{source}")):
            for at in {0, len(message.body) // 2, len(message.body)}:
                place = message.map.to_file(Span(at, at))
                assert 0 <= place.start <= place.end <= len(text), (message, place)
            if message.text is not None:
                _tiles(message.text, len(message.body))


def directives(data: bytes) -> None:
    """Directives of templates and of comments: never an error, each with its place."""
    which, text = (data[0] if data else 0), data[1:LONGEST].decode("utf-8", "replace")
    text = f"smslint: {text}" if which % 2 else text
    wrapped = f"{{# smslint: {text} #}}\n# smslint: {text}\n// smslint: {text}\n<!-- smslint: {text} -->"
    for directive in in_template(wrapped):
        assert 0 <= directive.span.start <= directive.span.end <= len(wrapped)
    for found in in_host(wrapped, _SOURCES[which % len(_SOURCES)], ()):
        assert 0 <= found.directive.span.start <= found.end <= len(wrapped)


def lists(data: bytes) -> None:
    """Lists of recipients and of suppressed numbers, in every format."""
    path = folder() / f"list{_LISTS[(data[0] if data else 0) % len(_LISTS)]}"
    path.write_bytes(data[1:LONGEST])
    with suppress(SmslintError), open_list(path) as found:
        for batch in found.batches():
            assert all(isinstance(cell, str) for row in batch.rows for cell in row)
    with suppress(SmslintError):
        assert all(0 < key < 10**16 for key in load(path, allow_empty=True).keys())  # noqa: SIM118 (not a mapping)


def configuration(data: bytes) -> None:
    """A configuration or a sidecar; a configuration that loads also checks a text."""
    path = folder() / ("smslint.toml" if data[:1] == b"t" else "smslint.yaml")
    path.write_bytes(data[1:LONGEST])
    with suppress(SmslintError):
        config = load_config(path)
        check("Acme: 20% off today", config=config)
    with suppress(SmslintError):
        parse_sidecar(data[1:LONGEST].decode("utf-8", "replace"), "a.smslint.yaml")


def answers(data: bytes) -> None:
    """The provider's answers: every one is an outcome, and its texts can be kept and shown."""
    status = (data[0] if data else 0) * 3
    headers = {"retry-after": data[1:9].decode("latin-1")}
    body = data[9 : 9 + LONGEST]
    outcome = interpret(status, headers, body, now=datetime(2026, 11, 26, tzinfo=UTC), secrets=("secret",))
    assert "secret" not in repr(outcome)
    if isinstance(outcome, Receipt):
        assert all(part is None or part.isprintable() for part in storable(outcome, "+14155550123"))
    else:
        assert str(outcome).isprintable()
    with suppress(StatusUnavailable, SmslintError):
        assert interpret_status(status, body, ("secret",)).word.isprintable()
    journal, message = _journal(), Outgoing(data.hex(), "+14155550123")
    claim = journal.claim(journal.add("c", message))
    if claim.granted:
        state = journal.settle(claim, outcome)
        assert state is journal.state("c", message)
        assert (state is State.IN_DOUBT) is isinstance(outcome, InDoubt)


@cache
def _journal() -> Journal:
    return Journal(folder() / "journal")


def growth(data: bytes) -> None:
    """Eight times as many repetitions of a piece take about eight times as many steps, in every dialect and source."""
    which, choices, text = split(data)
    at, size = choices.below(16), 1 + choices.below(16)
    before, piece, after = text[:at], text[at : at + size] or "a", text[at + size : at + size + 16]
    names = (*_DIALECTS, *_SOURCES)
    name = names[which % len(names)]

    def use(times: int) -> None:
        repeated = before + piece * times + after
        with suppress(SmslintError):
            if which % len(names) < len(_DIALECTS):
                bounds(parse(repeated, name), _VALUES)
            else:
                for _ in registry.read(name, repeated, Options(path=f"a.{name}")):
                    pass

    check_steps(use, max(256 // len(piece), 8))


HARNESSES: Final[Mapping[str, Harness]] = MappingProxyType(
    {
        each.__name__: each
        for each in (dialects, sources, directives, lists, configuration, answers, editor, tools, registered, growth)
    }
)
