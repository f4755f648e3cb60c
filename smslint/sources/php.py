"""PHP source: Laravel language files, seeders, constants, returned texts and arguments.

A tokenizer that follows array keys, assignments, functions and calls. Concatenation with ``.`` is one message. What several statements
compose takes the place of their texts: see :mod:`smslint.sources.php_composing`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from smslint.errors import SourceError
from smslint.sources import comments, php_calls
from smslint.sources.calls import keeps_text
from smslint.sources.code.composing import composes
from smslint.sources.code.selecting import with_composed
from smslint.sources.expression import from_elsewhere
from smslint.sources.other_arguments import is_other, without_names
from smslint.sources.php_brackets import CLOSING, CONTROL, OpenBracket
from smslint.sources.php_calls import Argument, Role, added_to, body, bound_names, is_loaded, is_silent, role, variable
from smslint.sources.php_composing import composed_php
from smslint.sources.php_expressions import (
    Elsewhere,
    Item,
    Mark,
    Other,
    String,
    groups,
    holds_text,
    message,
    resolve,
)
from smslint.sources.php_formats import filled
from smslint.sources.php_strings import escape as escape
from smslint.sources.php_tokens import TokenReader
from smslint.sources.sending_calls import Given, Sent, is_body, sends
from smslint.sources.variables import Variables
from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.tree import placeholders
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.sources.calls import Names
    from smslint.sources.message import Message
    from smslint.sources.options import Options

COMMENTS = (comments.line("#", "//"), comments.C_BLOCK)
MANY_STRINGS = False

_DEPTH_LIMIT = 1000
_WORD = re.compile(r"\w+")
_FOR_OTHERS = word_set("via toMail toArray toDatabase toBroadcast toSlack toTelegram toDiscord")
"""Methods of Laravel's notifications that name channels, or make what other channels than text messages send."""
_COMPOSES = later(r"Message\b(?:\(\))?\)*\s*->|\.=|\[\]\s*=|\b(?:implode|join|sprintf|call_user_func)\s*\(")
"""What composes texts."""


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string, with the path of functions, variables, calls and keys that leads to it.

    :raises SourceError: when a string, a comment, a heredoc, an array or a block never ends.
    """
    found, error = _selected(text, options)
    if options.selective and error is None and _may_compose(text):
        found = with_composed(found, _selected(text, options._replace(keys=(), names=()))[0], options)
    yield from without_names(found, options)
    if error is not None:
        raise error


def _may_compose(text: str) -> bool:
    """Whether a file has a statement that composes texts, or may send one."""
    return _COMPOSES.search(text) is not None or composes(text)


def _selected(text: str, options: Options) -> tuple[list[Message], SourceError | None]:
    """The wanted strings, and why the rest of the file cannot be read."""
    reader = _PhpReader(text, options)
    error = None
    try:
        reader.found.extend(reader.run())
    except SourceError as stopped:
        error = stopped
    found = reader.told()
    return composed_php(text, found, options) if error is None and reader.may_compose(found) else found, error


class _PhpReader(TokenReader):
    def __init__(self, text: str, options: Options) -> None:
        super().__init__(text)
        self.options = options
        self.found: list[Message] = []
        self.variables = Variables(text)
        self.returns = php_calls.returns_array(text)
        """Whether the file returns an array, as a catalogue does."""
        self.sent: dict[int, tuple[Names, Names]] = {}
        """The variables that are sent, by their offset: the functions and classes around, and the names."""
        self.given: list[Span] = []
        """The texts in calls that send, in the order of the file."""
        self.parts: set[int] = set()
        """Where texts begin that are parts of others."""
        self.kept: set[int] = set()
        """Where calls end that fill or translate a text that was read."""

    def told(self) -> list[Message]:
        """The messages in source order, without the variables that hold one of them."""
        self.variables.others |= {(name,) for name in added_to(self.text)}
        starts = [(each.map.to_file(Span(0, 0)).start, each) for each in self.found]
        starts = [each for each in starts if each[0] not in self.parts or "dialect" not in each[1].settings]
        starts.sort(key=itemgetter(0))
        told = self.variables.told(
            Sent(each, *self.sent.get(start, ()) if each.unknown else ()) for start, each in starts
        )
        return list(self.marked(told))

    def may_compose(self, found: list[Message]) -> bool:
        """Whether something is sent, a statement adds to a text, or a text has another one of the file in it."""
        if not found or self.sent or self.given or _may_compose(self.text):
            return bool(found)
        known = {path[-1].lstrip("$") for path in self.variables.texts if path}
        trees = (each.text for each in found if each.text is not None and not each.unknown)
        return any(not known.isdisjoint(_WORD.findall(one.name)) for tree in trees for one in placeholders(tree))

    def marked(self, found: Iterable[Message]) -> Iterator[Message]:
        """The messages, those in calls that send with a mark."""
        given = sorted(self.given)
        starts = [each.start for each in given]
        for each in found:
            start = each.map.to_file(Span(0, 0)).start
            at = bisect_right(starts, start) - 1
            yield each._replace(sent=True) if at >= 0 and start < given[at].end else each

    def open(self, frame: OpenBracket, token: re.Match[str]) -> Iterator[Message]:
        if len(self.frames) > _DEPTH_LIMIT:
            raise SourceError(f"This PHP is nested more than {_DEPTH_LIMIT} levels deep.", Span(*token.span()))
        opening, path, named = token[0], (*frame.path, *frame.place()), (*frame.named, *frame.place())
        silent = frame.silent or is_silent(frame.call, frame.index)
        inner = OpenBracket(path, named, opening, token.start(), silent, scopes=frame.scopes)
        callee = tuple(frame.callee) if self.previous == "name" else ()
        if opening == "{":
            scope = (frame.scope,) if frame.scope else ()
            inner.path, inner.named = (*path, *scope), (*named, *scope)
            inner.scopes = (*frame.scopes, *scope)
            yield from self.finish()
            frame.scope = None
        elif opening == "[":
            inner.silent = silent or self.previous in {"name", "]", ")"}
            inner.index = 0
        elif callee and callee[-1].lower() in CONTROL:
            inner.silent = True
        elif callee == ("array",):
            inner.index, inner.array = 0, True
        elif callee and not frame.scope:
            inner.path, inner.named, inner.index, inner.call = (*path, *callee), callee, 0, callee
            inner.silent = inner.silent and not (self.is_condition() and sends(callee, ()))
        elif not frame.scope:
            inner.group = True
        else:
            inner.path, inner.named = (*path, frame.scope), (*named, frame.scope)
            inner.parameters = True
        inner.added = frame.added or frame.adds()
        inner.listed = frame.joins() and inner.index == 0 and not inner.call and not inner.silent
        self.frames.append(inner)

    def close(self, token: re.Match[str]) -> Iterator[Message]:
        frame = self.frames[-1]
        if len(self.frames) == 1 or CLOSING[frame.opening] != token[0]:
            raise SourceError(f"This {token[0]!r} closes nothing.", Span(*token.span()))
        outer = self.frames[-2]
        if frame.opening == "(":
            names = bound_names(self.text, frame.start, token.end())
            self.variables.bound |= {(*frame.scopes, each) for each in names}
        items = resolve(frame.items, self.text) if frame.group else []
        if not holds_text(items):
            elsewhere = frame.group and any(isinstance(each, Elsewhere) for each in items)
            if not elsewhere:
                yield from self.finish()
            if frame.call:
                yield from self.sending(frame)
                if keeps_text(frame.call) and any(each.known and each.given.key is None for each in frame.arguments):
                    self.kept.add(token.end())
            kind = Elsewhere if elsewhere or frame.elsewhere else Other
            written = filled(frame, outer, self.text, token.end())
            if written is not None:
                self.parts.add(written.content.start)
            items = [written] if written is not None else frame.joined(outer, token.end())
            items = items or [kind(frame.start, token.end())]
        self.frames.pop()
        if frame.listed:
            outer.hold(frame)
        elif frame.opening == "{":
            outer.restart()
        else:
            outer.items.extend(items)
        if frame.is_list():
            outer.arguments.extend(each for each in frame.arguments if each.given.key is not None)

    def sending(self, frame: OpenBracket) -> Iterator[Message]:
        """The text of a call that sends, if it is not written in the call."""
        call = php_calls.with_class(frame.call, self.text, frame.start)
        found = None if frame.silent else body(call, frame.arguments, self.text, self.options)
        if found is None:
            return
        if found.known:
            self.given.append(found.place)
            return
        path = (*frame.path, found.given.key or "")
        if self.options.wants(path, named=(*frame.call, found.given.key or "")):
            self.sent[found.place.start] = (frame.scopes, variable(found.given.source))
            yield from_elsewhere(self.text, found.place, ".".join(path).rstrip("."), self.options.locale, sent=True)

    def is_condition(self) -> bool:
        """Whether only a condition keeps the strings here from being texts."""
        return not any(is_silent(each.call, each.index) for each in self.frames)

    def finish(self) -> Iterator[Message]:
        """The end of an expression: its strings become one message, or one message each if it is more than a concatenation."""
        frame = self.frames[-1]
        path, named = (*frame.path, *frame.place()), (*frame.named, *frame.place())
        items = resolve(frame.items, self.text)
        part = role(frame.call, frame.index or 0, items)
        if frame.takes(items) or not items or part is Role.NOTHING or frame.silent:
            frame.restart()
            return
        place = Span(items[0].start, items[-1].end)
        written = holds_text(items)
        elsewhere = any(isinstance(each, Elsewhere) for each in items) or (
            not written
            and not frame.call
            and (self.is_entry(frame, place) or (self.options.selective and is_loaded(self.text[slice(*place)])))
        )
        if part in {Role.KEY, Role.CHANGED} or (elsewhere and not written and keeps_text(frame.call)):
            frame.elsewhere = True
            frame.restart()
            return
        example = frame.parameters and not self.options.selective and bool(path) and not is_body(path[-1])
        wanted = (
            (written or elsewhere)
            and (self.options.selective or _FOR_OTHERS.isdisjoint(frame.scopes))
            and not example
            and not self.is_other(named)
            and self.options.wants(path, named=named)
        )
        known = wanted or (elsewhere and not written) or place.end in self.kept
        self.assign(frame, path, items, known=known)
        frame.arguments.append(
            Argument(Given(frame.key[0] if frame.key else None, self.text[slice(*place)]), place, known)
        )
        if wanted and written and frame.opening == "{" and not frame.key:
            self.variables.returned.add(path)
        if part is Role.FORMAT and len(items) == 1 and isinstance(items[0], String):
            frame.template = items[0]
        if wanted and written and not self.is_part(frame):
            settings = {"dialect": "php_sprintf"} if part is Role.FORMAT else {}
            for group in groups(items):
                found = message(self.text, group, ".".join(path) or None, self.options.locale, settings)
                yield found
        elif wanted and not written:
            sent = bool(frame.call) and sends(frame.call, [each.given for each in frame.arguments], self.options)
            yield from_elsewhere(self.text, place, ".".join(path) or None, self.options.locale, sent=sent)
        frame.restart()

    def is_entry(self, frame: OpenBracket, place: Span) -> bool:
        """Whether an expression is the value of a key of the array that the file returns, and may be a text: ``"foot" => Texts::FOOT``."""
        if not self.returns or not frame.key or any(each.call or each.scopes or each.group for each in self.frames):
            return False
        return php_calls.may_be_text(self.text[slice(*place)])

    @staticmethod
    def is_part(frame: OpenBracket) -> bool:
        """Whether a text is only added to another."""
        return frame.adds() or (frame.added and (not frame.call or keeps_text(frame.call)))

    def is_other(self, named: tuple[str, ...]) -> bool:
        """Whether this is an argument of a call that is no message by its own name; the entries of a catalogue are messages."""
        return any(each.call for each in self.frames) and is_other(named, self.options)

    def assign(self, frame: OpenBracket, path: tuple[str, ...], items: list[Item], *, known: bool) -> None:
        """Keep what a variable holds now."""
        at = next((index for index, each in enumerate(items) if isinstance(each, Mark) and each.kind == "append"), 0)
        if at:
            name = self.text[items[at - 1].start : items[at - 1].end].lstrip("$")
            self.variables.adds((*frame.path, name))
        elif frame.key:
            (self.variables.texts if known else self.variables.others).add(path)
