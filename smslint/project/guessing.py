"""How a message is read if its dialect is not set, and the evidence for that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects import grammar_of, parse, parse_leniently
from smslint.dialects.constructs import MARKS_OF_HOSTS
from smslint.dialects.detect import PLAIN, Likeness, detect
from smslint.errors import TemplateError
from smslint.project.host_dialects import host_of, host_path
from smslint.records import NamedTuple
from smslint.text.patterns import later
from smslint.text.tree import Branch, Literal, Loop, Placeholder, leaves

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from pathlib import Path

    from smslint.dialects.merge_fields import MergeField
    from smslint.dialects.parts.composed import Composed
    from smslint.project.placing import Place
    from smslint.rules.subject import Subject
    from smslint.sources.message import Message
    from smslint.text.tree import Filter, Node, Text
    from smslint.text.values import ValueTable

_CATALOGUE: Final = later(r"(?:^|/)(?:i18n|intl|l10n|langs?|languages?|locales?|messages|translations?)/")


class Guess(NamedTuple):
    """A reading of a message."""

    dialect: str
    text: Text | None = None
    """``None`` if it does not parse."""
    evidence: str = ""
    """What in the text looks like the dialect; empty if the format of the file determines it, or if there is no evidence."""
    others: tuple[tuple[str, Text], ...] = ()
    """Other dialects that fit as well but read it differently, with their trees."""
    fields: tuple[MergeField, ...] = ()
    """Merge fields of a tool whose language is not among the dialects."""
    fit: tuple[str, ...] = ()
    """All dialects that fit, also those that read the text in the same way."""

    def escaping(self, values: ValueTable) -> Guess:
        """The same reading, with the dialects that fit and print a declared text escaped for HTML as others."""
        if not values.lists or self.text is None or not (self.fit or self.others):
            return self
        from smslint.dialects.escaped_lists import with_escaped_lists

        others = [(each, with_escaped_lists(text, each, values)) for each, text in self.others]
        told = {each for each, _ in others}
        for dialect in self.fit:
            text = with_escaped_lists(self.text, dialect, values)
            if dialect not in told and text != self.text:
                others.append((dialect, text))
        return self._replace(others=tuple(others))

    def resulting(self, stated: Mapping[str, Filter], body: str) -> tuple[Guess, frozenset[str]]:
        """The same reading with what the project says of its own calls, and the names of those that it has.

        :param body: what is read where nobody has parsed it so far.
        """
        if not stated:
            return self, frozenset()
        from smslint.dialects.stated_results import with_results

        try:
            own = parse(body, self.dialect) if self.text is None else self.text
        except TemplateError:
            return self, frozenset()
        text, used = with_results(own, self.dialect, stated)
        read = {each: with_results(text, each, stated) for each, text in self.others}
        others = tuple((each, text) for each, (text, _) in read.items())
        return self._replace(text=text, others=others), used.union(*(names for _, names in read.values()))

    def also(self, subject: Subject) -> tuple[str, ...]:
        """The other dialects in which the message has other bounds than in this one."""
        if not self.others:
            return ()
        own = subject.bounds_of(subject.text)
        return tuple(dialect for dialect, text in self.others if subject.bounds_of(text)[:3] != own[:3])


def at_host(source: str, dialect: str | None) -> str | None:
    """The stated dialect, or the wider one that reads the same placeholders and that the program of the host fills: Odoo's templates
    with ``${name}`` also have lines of code."""
    return "odoo14" if (source, dialect) == ("odoo", "dollar") else dialect


def stated_reading(message: Message, dialect: str, known: Container[str] = ()) -> Guess:
    """The reading of a message whose dialect is set. A message that a program puts together is filled twice: the text that the program
    leaves is read in this dialect."""
    if message.text is None:
        return Guess(dialect)
    from smslint.project.stages import again

    text = again(message.text, dialect)
    return Guess(dialect, text, fields=_behind_escapes(text, message.body, known))


def program_reading(message: Message, again_in: str | None, known: Container[str] = ()) -> Guess:
    """The reading of a text that a call of the program fills, such as ``.format``.

    :param again_in: the dialect in which another program fills what is left, if that is set.
    """
    from smslint.project.stages import again, with_fields

    filled = str(message.settings["dialect"])
    try:
        text = parse(message.body, filled)
    except TemplateError:
        return Guess(filled)
    if again_in is not None:
        text = again(text, again_in)
        return Guess(filled, text, fields=_behind_escapes(text, message.body, known))
    text, fields = with_fields(text, message.body, known, escaped=True)
    return Guess(filled, text, fields=fields)


def _behind_escapes(text: Text, body: str, known: Container[str]) -> tuple[MergeField, ...]:
    """The merge fields that are written with an escape: no literal has the whole field as the source writes it."""
    from smslint.project.stages import with_fields

    plain = [each.span for each in leaves(text) if isinstance(each, Literal) and each.verbatim]
    _, fields = with_fields(text, body, known, escaped=True)
    return tuple(each for each in fields if not any(one.start <= each.start and each.end <= one.end for one in plain))


_OF_NO_PROGRAM: Final = frozenset({"fluent"})
"""Dialects that no program has in its own texts, but which look like them: ``"Hi {$o->name}"`` of PHP."""


def guess(message: Message, place: Place, known: Container[str] = (), folder: Path | None = None) -> Guess:
    """The reading of a message whose dialect is not set.

    :param folder: the folder of the configuration: its files can name the engine if a text fits several.
    :param known: names of placeholders, as :func:`smslint.dialects.merge_fields.folded` makes them.
    """
    from smslint.project.stages import again, with_fields

    body = message.body
    path = host_path(place)
    found = _likeness(body, host_of(message, place, folder), path, folder)
    if message.text is not None:
        found = PLAIN if found.dialect in _OF_NO_PROGRAM else found
        filled = message.text if message.dialect is None else again(message.text, message.dialect)
        text, fields = with_fields(filled, body, known, escaped=True)
        return Guess(found.dialect, text, fields=fields)
    parsed, found = _read(body, found)
    if parsed is None:
        return Guess(found.dialect, None, _shown(found))
    text, fields = with_fields(parsed, body, known)
    others = _others(body, parsed, found) if found.also else ()
    if "|" in body and _CATALOGUE.search(path):
        from smslint.dialects.plural_bars import with_forms

        if (forms := with_forms(text)) is not None:
            others = (*others, ("plural forms", forms))
    if "{{-" in body and "-}}" not in body and "{%" not in body and _CATALOGUE.search(path):
        others = (*others, *_unescaped(body, found.dialect))
    return Guess(found.dialect, text, _shown(found), others, fields, found.fit)


def _unescaped(body: str, dialect: str) -> tuple[tuple[str, Text], ...]:
    """The reading of ``{{- name}}`` in which it trims nothing: i18next escapes no value there."""
    try:
        return (("i18next", parse(body.replace("{{-", "{{ "), dialect)),)
    except TemplateError:
        return ()


_WIDER: Final = {"brace": ("icu",)}
"""Dialects that read the constructs of a simpler one in the same way."""


def dialects_that_fit(message: Message, place: Place, folder: Path) -> tuple[str, ...]:
    """The dialects in which a message can be read if none is stated and its host shows none, the most likely first; none for a text
    without placeholders."""
    found = _likeness(message.body, None, host_path(place), folder)
    wider = _WIDER.get(found.dialect, ())
    return tuple(dict.fromkeys((found.dialect, *found.fit, *wider))) if found.dialect != "plain" else ()


def _likeness(body: str, host: str | None, path: str, folder: Path | None) -> Likeness:
    found = detect(body, host) if host is None or host in MARKS_OF_HOSTS else Likeness(host)
    if found.dialect == "fluent" and path.endswith(".tpl"):
        found = PLAIN  # ``{$name}`` there is Smarty, whose fields nothing here fills
    return _of_project(found, folder) if len(found.fit) > 1 and folder is not None else found


def composed_reading(
    read: Guess, parts: Composed, others: Iterable[tuple[str, Composed | None]], known: Container[str] | None
) -> Guess:
    """A reading of a template with its parts.

    :param others: the other dialects that fit, with the parts that the template has in those.
    :param known: as in :func:`guess`; ``None`` where the dialect is stated.
    """
    text, fields = parts.text, read.fields
    if known is not None:
        from smslint.project.stages import with_fields

        text, fields = with_fields(parts.text, parts.source, known)
    shape = _reading(parts.text)
    kept = dict(read.others)
    for dialect, other in others:
        if other is not None:
            kept[dialect] = other.text
    differing = tuple((dialect, other) for dialect, other in kept.items() if _reading(other) != shape)
    return read._replace(text=text, fields=fields, others=differing)


def _of_project(found: Likeness, folder: Path) -> Likeness:
    """The likeness; if the project's own files name one of the dialects that fit, that one only."""
    from smslint.project.project_files import engine_of

    engine = engine_of(folder)
    if engine is None or engine.dialect not in found.fit:
        return found
    return Likeness(engine.dialect, (engine.file,))


def _read(body: str, found: Likeness) -> tuple[Text | None, Likeness]:
    """The tree in the likeliest dialect in which it parses."""
    try:
        return parse(body, found.dialect), found
    except TemplateError:
        pass
    fitting: Iterable[str] = found.also
    if _is_strict(found.dialect):
        # The others that fit may take code that it refuses; those that are not strict take nearly everything.
        fitting = sorted((*found.also, *found.fit), key=lambda each: not _is_strict(each))
    for dialect in dict.fromkeys(each for each in fitting if each != found.dialect):
        try:
            text = parse(body, dialect)
        except TemplateError:
            continue
        also = tuple(each for each in found.also if each != dialect)
        return text, Likeness(dialect, found.evidence, also)
    # What has no tags may be filled by a program that nothing here knows.
    return None if "{%" in body else parse_leniently(body, found.dialect), found


def _is_strict(dialect: str) -> bool:
    """Whether code that its engine cannot compile is refused here, too."""
    grammar = grammar_of(dialect)
    return grammar is not None and grammar.syntax is not None


def _others(body: str, text: Text, found: Likeness) -> tuple[tuple[str, Text], ...]:
    read = _reading(text)
    kept = []
    for dialect in found.also:
        try:
            other = parse(body, dialect)
        except TemplateError:
            continue
        if _reading(other) != read:
            kept.append((dialect, other))
    return tuple(kept)


def _shown(found: Likeness) -> str:
    return found.evidence[0] if found.evidence else ""


def _reading(node: Node) -> object:
    """The content of a tree without its places: trees with the same content give equal values."""
    match node:
        case Literal():
            return node.text
        case Placeholder():
            return node.name, node.filters, node.opaque
        case Branch():
            return "branch", tuple(_reading(arm.body) for arm in node.arms)
        case Loop():
            return node.name, _reading(node.body), None if node.empty is None else _reading(node.empty)
    parts: list[object] = []
    for part in node.parts:
        shape_of_part = _reading(part)
        if isinstance(shape_of_part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += shape_of_part
        elif shape_of_part != "":
            parts.append(shape_of_part)
    return tuple(parts)
