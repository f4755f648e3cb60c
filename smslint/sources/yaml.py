"""YAML catalogues: Rails locale files, Symfony and plain key paths.

Read as a stream of parser events, so depth needs no stack and an alias is never expanded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from smslint.errors import SourceError
from smslint.sources import channels, cloudformation, comments
from smslint.sources.body import coarse
from smslint.sources.escapes import C_LIKE, through
from smslint.sources.expression import from_elsewhere
from smslint.sources.file_locale import as_locale
from smslint.sources.message import Message
from smslint.sources.plurals import CATEGORIES, fold_plurals
from smslint.sources.yaml_scalars import decode
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.message import SourceMap
    from smslint.sources.options import Options

COMMENTS = (comments.line("#"),)
MANY_STRINGS = False

# Much more than people write, and much less than what takes time.
_DEPTH_LIMIT = 200
_CORE = "tag:yaml.org,2002:"
_STRING = f"{_CORE}str"
_NO_TEXTS = frozenset(
    f"{_CORE}{name}"
    for name in ("int", "float", "bool", "null", "timestamp", "merge", "map", "seq", "omap", "set", "pairs")
)
_OF_STACKS = frozenset({"AWSTemplateFormatVersion", "Resources"})
"""Keys at the top of templates of CloudFormation, where a tag mostly makes no text."""
_SYMBOL = re.compile(r":([A-Za-z_][\w.]*[?!]?)")
"""How Ruby writes the key of another text, without quotes."""
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string value, under its key path. A text that aliases repeat is reported once, at its definition.

    :raises SourceError: when the file is not valid YAML or is nested too deeply.
    """
    reader = _YamlReader(text, options)
    reader.run()
    messages = fold_plurals(reader.records.of_texts(reader.messages), ".")
    if not reader.roots.isdisjoint(_OF_STACKS):
        messages = (each for each in messages if not each.unknown)
    if reader.roots and all(as_locale(root) for root in reader.roots):
        messages = (
            each._replace(
                locale=as_locale((each.key or "").split(".", 1)[0]), unknown=each.unknown or _link(each, text)
            )
            for each in messages
        )
    yield from messages


def _link(message: Message, text: str) -> str:
    """Why a text of a Rails catalogue is unknown that is a symbol of Ruby: the key of another text. Nothing of any other."""
    found = _SYMBOL.fullmatch(message.body)
    quoted = found is not None and text[
        message.map.to_file(Span(0, 0)).start - 1 : message.map.to_file(Span(0, 0)).start
    ] in {"'", '"'}
    return "" if found is None or quoted else f"The text comes from the catalogue, under the key {found[1]}."


@dataclass(slots=True)
class _OpenCollection:
    """An open mapping or sequence. ``key`` is the key whose value comes next; ``None`` when a key comes next."""

    path: tuple[str, ...]
    mapping: bool
    key: str | None = None
    index: int = -1
    function: tuple[str, ...] = ()
    """The path from the function of CloudFormation on that makes its texts, with tags as keys; a key path has no tags."""


class _YamlReader:
    def __init__(self, text: str, options: Options) -> None:
        self.text = text
        self.options = options
        self.messages: list[Message] = []
        self.roots: set[str] = set()
        self.frames: list[_OpenCollection] = []
        self.anchors: dict[str, tuple[Any, bool]] = {}
        self.loader: Any = None
        self.records = channels.Records()
        self.parts: list[cloudformation.Part] = []
        """The values inside the function that is read."""

    def run(self) -> None:
        try:
            self.loader = _Loader(self.text)
            try:
                while self.loader.check_event():
                    self.event(self.loader.get_event())
            finally:
                self.loader.dispose()
        except yaml.MarkedYAMLError as error:
            raise self.marked(error) from None
        except yaml.reader.ReaderError as error:
            raise self.unreadable(str(error.reason)) from None
        except UnicodeError:
            raise self.unreadable("invalid character") from None

    def event(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(self.frames) >= _DEPTH_LIMIT:
                at = _index(event.start_mark)
                raise SourceError(f"This YAML is nested more than {_DEPTH_LIMIT} levels deep.", Span(at, at + 1))
            if event.anchor is not None:
                self.anchors[event.anchor] = (None, True)
            path = self.step("?")
            path = path if path is not None else (*self.frames[-1].path, "?")
            self.tagged(event, path)
            self.frames.append(_OpenCollection(path, _is_mapping(event), function=self.function(event, path)))
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = self.frames.pop()
            if closed.function and not (self.frames and self.frames[-1].function):
                self.make(closed.path)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.anchors.clear()

    def function(self, event: Any, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path of a node from the functions that make it on, with their tags as keys."""
        around = self.frames[-1].function if self.frames else ()
        own = path[-1:] if around or (path[-1:] and path[-1] in cloudformation.FUNCTIONS) else ()
        tag = cloudformation.key_of(event.tag)
        if not around and not own and tag not in cloudformation.FUNCTIONS:
            return ()
        return (*around, *own, tag) if tag else (*around, *own)

    def step(self, key: str) -> tuple[str, ...] | None:
        """The path of the next node, or ``None`` when it is a key: then ``key`` is stored."""
        if not self.frames:
            return ()
        frame = self.frames[-1]
        if not frame.mapping:
            frame.index += 1
            return (*frame.path, str(frame.index))
        if frame.key is None:
            frame.key = key
            if len(self.frames) == 1:
                self.roots.add(key)
            return None
        path, frame.key = (*frame.path, frame.key), None
        return path

    def scalar(self, event: Any) -> None:
        path = self.step(event.value)
        if path is not None and (function := self.function(event, path)):
            if event.anchor is not None:
                self.anchors[event.anchor] = (event, True)
            self.part(event, path, function)
            return
        if path is not None:
            self.records.add(path, event.value)
        wanted = path is not None and self.is_string(event) and self.wanted(path)
        if event.anchor is not None:
            self.anchors[event.anchor] = (event, wanted)
        if wanted and path is not None:
            self.take(event, path)
        elif path is not None:
            self.tagged(event, path)

    def tagged(self, event: Any, path: tuple[str, ...]) -> None:
        """A value that another program makes a text of, or a key: ``!include foot.txt``, ``!ruby/symbol ready``."""
        tag = event.tag
        if tag in {None, "!", _STRING} or tag in _NO_TEXTS or self.function(event, path) or not self.wanted(path):
            return
        start, end = _index(event.start_mark), _index(event.end_mark)
        written = f"!!{tag.removeprefix(_CORE)}" if tag.startswith(_CORE) else tag
        told = from_elsewhere(self.text, Span(start, max(start, end)), ".".join(path) or None, self.options.locale)
        self.messages.append(told._replace(unknown=f"smslint does not read what {written} makes of a value."))

    def alias(self, event: Any) -> None:
        path = self.step(f"*{event.anchor}")
        at = _index(event.start_mark)
        if event.anchor not in self.anchors:
            raise SourceError(f"This is not valid YAML: there is no anchor &{event.anchor}.", Span(at, at + 1))
        target, taken = self.anchors[event.anchor]
        if path is not None and target is not None and self.frames and self.frames[-1].function:
            self.part(target, path, self.function(target, path))
        elif path is not None and not taken and self.is_string(target) and self.wanted(path):
            self.anchors[event.anchor] = (target, True)
            self.take(target, path)

    def wanted(self, path: tuple[str, ...]) -> bool:
        if path and path[-1] in CATEGORIES:
            return self.options.wants(path, path[:-1])
        return self.options.wants(path, cloudformation.shorter(path))

    def is_string(self, event: Any) -> bool:
        if event.tag in {None, "!"}:
            return bool(self.loader.resolve(yaml.ScalarNode, event.value, event.implicit) == _STRING)
        return bool(event.tag == _STRING)

    def take(self, event: Any, path: tuple[str, ...]) -> None:
        body, source_map = self.decoded(event)
        found = Message(body, source_map, ".".join(path) or None, self.options.locale)
        self.messages.append(self.records.took(found, path))

    def decoded(self, event: Any) -> tuple[str, SourceMap]:
        """The text of a scalar, and its map."""
        start, end = _index(event.start_mark), _index(event.end_mark)
        body, source_map = decode(self.text, start, end, event.style, event.value).build()
        return (body, source_map) if body == event.value else coarse(event.value, start, end)

    def part(self, event: Any, path: tuple[str, ...], function: tuple[str, ...]) -> None:
        """A value inside a function of CloudFormation, or the function's only one."""
        self.parts.append(cloudformation.Part(function, *self.decoded(event)))
        if not self.frames or not self.frames[-1].function:
            self.make(path)

    def make(self, path: tuple[str, ...]) -> None:
        """The message of the function that was read."""
        parts, self.parts = self.parts, []
        if self.wanted(path) and (made := cloudformation.message(parts, path, self.options.locale)) is not None:
            self.messages.append(made)

    def marked(self, error: yaml.MarkedYAMLError) -> SourceError:
        mark = error.problem_mark or error.context_mark
        at = _index(mark)
        return SourceError(f"This is not valid YAML: {error.problem or error.context}.", Span(at, at))

    def unreadable(self, reason: str) -> SourceError:
        match = yaml.reader.Reader.NON_PRINTABLE.search(self.text)
        at = match.start() if match is not None else 0
        return SourceError(f"This is not valid YAML: {reason} (a control character?).", Span(at, at + 1))


def _is_mapping(event: Any) -> bool:
    return isinstance(event, yaml.MappingStartEvent)


def _index(mark: Any) -> int:
    return mark.index if mark is not None else 0


_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?\r?\n?\s*\Z")


def escape(replacement: str, quote: str, before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`."""
    if quote == '"':
        return through(replacement, {**C_LIKE, '"': '\\"'})
    if quote == "'":
        return through(replacement, {"'": "''"})
    if _BLOCK_HEADER.search(before):
        return through(replacement, {})
    # A plain scalar ends at ": " and " #", in brackets at a comma; it must not begin with an indicator, which is found when the file is read again.
    return None if set(replacement) & set(":#,[]{}") else through(replacement, {})
