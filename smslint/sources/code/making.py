"""What the calls of a program make of texts and lists that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.code import formats, knowledge
from smslint.sources.code.entries import copied, is_complete, known_key, taken
from smslint.sources.code.indentation import dedented
from smslint.sources.code.lists import compacted, separated, takes_empty_out
from smslint.sources.code.replacing import ADJUSTS, adjusted, translating
from smslint.sources.code.taking import entry, key_of, list_of, or_default, table_of
from smslint.sources.code.translating import text_to_translate
from smslint.sources.code.trimming import TRIMS, recased, squished, trimmed, without_lines
from smslint.sources.code.values import (
    Value,
    chosen,
    joined,
    new_line,
    unknown,
)
from smslint.span import Span
from smslint.text.tree import Literal

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from smslint.sources.calls import Names
    from smslint.sources.code.shapes import Called

Given = tuple[str | None, Value]

_ANOTHER: Final = Value()
"""Stands for the value of a function that the asked ones do not know."""
_SETS: Final = ("set_", "set", "Set", "with_", "with", "With", "add", "Add")
_COPIES: Final = frozenset({"copy", "copyWith"})
"""Methods that make the same object with other values."""
_LOOK_UP: Final = frozenset({"Map", "Keyword"})
"""Modules of Elixir whose functions are given the table."""
_CONSTRUCTS: Final = frozenset({"builder", "newBuilder", "new", "New"})


def _pattern_of(callee: Names) -> re.Pattern[str]:
    """How a function writes the places of its values."""
    numbered = callee[-1:] in {("Format",), ("AppendFormat",)} or callee[-2:] == ("MessageFormat", "format")
    return formats.NUMBERED if numbered else formats.PRINTF


def field_name(method: str) -> str:
    """The field that a method sets: ``Body`` of ``SetBody``."""
    for start in _SETS:
        rest = method.removeprefix(start)
        if rest != method and rest and (start.endswith("_") or rest[0].isupper()):
            return rest
    return method


def made(text: str, shape: Called, owner: Value | None, given: Sequence[Given], place: Span) -> Value:
    """The value of a call."""
    source = text[slice(*place)]
    found = _made(shape, owner, list(given), place, source) if shape.callee else None
    if found is not None:
        return found.at(place, source)
    callee = shape.callee
    value = unknown(place, source)._replace(callee=callee, given=tuple(given))
    if owner is not None and owner.made:
        if shape.name == "build" and not given:
            return value._replace(fields=owner.fields, made=True)
        if shape.name in _COPIES:
            return value._replace(fields=copied(owner, given, text), made=True, callee=owner.callee)
        return value._replace(fields=(*owner.fields, *((field_name(shape.name), each) for _, each in given)), made=True)
    if shape.new or shape.name in _CONSTRUCTS:
        return value._replace(fields=tuple(given), made=True)
    return value


class _Call(NamedTuple):
    """A call whose value is looked for."""

    shape: Called
    subject: Value | None
    """The text, list or table that its method belongs to."""
    elsewhere: bool
    """Whether the method belongs to something else."""
    given: list[Given]
    place: Span
    source: str

    @property
    def name(self) -> str:
        """The last name of the function."""
        return self.shape.name

    @property
    def first(self) -> Value | None:
        """The first value that it is given."""
        return self.given[0][1] if self.given else None


def _made(shape: Called, owner: Value | None, given: list[Given], place: Span, source: str) -> Value | None:
    callee, name = shape.callee, shape.name
    subject = owner if owner is not None and (owner.written or owner.entries is not None) else None
    elsewhere = owner is not None and subject is None and not {*callee[-2:-1]} & knowledge.OF_TEXTS
    call = _Call(shape, subject, elsewhere, given, place, source)
    first = call.first
    if (
        name == "also"
        and shape.blocks
        and (owner is None or owner.entries is not None or {*callee} & knowledge.BUILDERS)
    ):
        return None
    if subject is not None and name in {"call", "invoke", "Invoke"}:  # a function that is an entry of a table
        return subject
    if subject is not None and subject.written and name in {"orElse", "orElseGet"} and first is not None:
        return chosen([subject, first], "", place, source)
    if (
        owner is not None
        and "Optional" in callee
        and name in {"orElse", "orElseGet"}
        and first is not None
        and first.written
    ):
        return chosen([first, owner], "", place, source)
    if callee in knowledge.NEW_LINES:
        return new_line(place, source)
    if callee[-2:] in {("Uri", "encode"), ("URLEncoder", "encode")}:
        return first if first is not None and first.written else None
    if callee == ("String", "new"):
        return first if first is not None and first.written else None
    if (without := without_lines(subject, name, [value for _, value in given])) is not None:
        return without
    if callee == ("String",) and given and given[0][0] == "localized":
        return text_to_translate(("NSLocalizedString",), [(None, given[0][1]), *given[1:]], place, source)
    if name in knowledge.BUILDERS and subject is None:
        return first if first is not None and first.written else Value(written=True)
    for known in (_of_text, _of_entries):
        found = known(call)
        if found is not _ANOTHER:
            return found
    if callee == ("String",) and given and given[0][0] == "format" and given[0][1].written:
        return formats.filled(given[0][1], formats.Filling(formats.PRINTF, _values(given[1:])), place, source)
    if name in knowledge.THROUGH and len(given) <= 1 and (not elsewhere or name in knowledge.GIVEN):
        through = subject if subject is not None else first
        return through if through is not None and (through.written or through.entries is not None) else None
    return text_to_translate(callee, given, place, source) if subject is None else None


def _of_text(call: _Call) -> Value | None:
    """What a function makes of texts; :data:`_ANOTHER` if it is no such function."""
    shape, subject, elsewhere, given, place, source = call
    if call.name in knowledge.DEDENTS and subject is not None:
        if given:
            return None
        return subject._replace(parts=dedented(subject, call.name))
    if call.name == "squish" and call.subject is not None and call.subject.written and not call.given:
        return squished(call.subject)
    if call.name in TRIMS and not elsewhere and not shape.blocks:
        values = [*([subject] if subject is not None else []), *(value for _, value in given)]
        return trimmed(values[0], call.name, values[1:]) if values and values[0].written else None
    if call.name in knowledge.OF_ENUMS and subject is not None and subject.origin and not given:
        return subject
    if call.name in ADJUSTS and subject is None and given and given[0][1].written:
        return adjusted(call.name, [value for _, value in given])
    if call.name == "strtr" and len(given) == 2 and given[1][1].entries:
        return translating(given[0][1], given[1][1].entries) if given[0][1].written else None
    if call.name in knowledge.CASES and not elsewhere and not shape.blocks and len(given) == (subject is None):
        whole = subject if subject is not None else given[0][1]
        return recased(whole, knowledge.CASES[call.name]) if whole.written else None
    if call.name in knowledge.JOINS:
        if shape.blocks or any(key in {"prefix", "postfix", "transform", "limit", "truncated"} for key, _ in given):
            return None
        if elsewhere and not any(each.entries is not None for _, each in given):
            return None
        if call.name == "joinToString" and not given:
            given = [(None, Value((Literal(", ", Span(place.end - 1, place.end)),), True, 1, place, source))]
        return _joined(subject, given, place, source)
    if call.name in knowledge.FORMATS and not elsewhere:
        found = _formatted(shape, subject, given, place, source)
        if found is not None:
            return found
    if call.name in knowledge.CONCATS and (
        (subject is not None and subject.written) or (given and not subject and not elsewhere)
    ):
        every = [each for _, each in given]
        return joined([subject, *every] if subject is not None else every, place, source)
    return _ANOTHER


def _of_entries(call: _Call) -> Value | None:
    """What a function makes of lists and tables, or takes from one; :data:`_ANOTHER` if it is no such function."""
    _, subject, _, given, place, source = call
    name, callee, first = call.name, call.shape.callee, call.first
    if takes_empty_out(callee, source):
        many = next((each for each in (subject, *(one for _, one in given)) if each is not None and each.entries), None)
        return unknown(place, source)._replace(entries=compacted(many.entries or ())) if many is not None else None
    if (
        subject is None
        and {*callee[-2:-1]} & _LOOK_UP
        and name in knowledge.GETS
        and first is not None
        and first.entries is not None
        and given[1:]
    ):
        subject, first, given = first, given[1][1], given[1:]
    if name in knowledge.GETS and subject is not None and subject.entries is not None and first is not None:
        key = known_key(first) if is_complete(subject) else None
        if key is not None and given[1:]:  # it has it, or it has not
            found = taken(subject, key)
            return chosen(
                [*([found] if found else []), *([given[-1][1]] if not found or found.perhaps else [])],
                source,
                place,
                source,
            )
        return or_default(entry(subject, first, place, source), given[1:], place, source)
    if callee[-2:] == ("Keyword", "get") and len(given) == 3:
        return or_default(unknown(place, source), given[2:], place, source)
    if name in {"of", "ofNullable", "some"} and "Optional" in callee:
        return first
    if subject is None and (name in knowledge.TABLES or (name in {"of", "ofEntries"} and "Map" in callee)):
        return table_of(given, place, source)
    if subject is None and (name in knowledge.LISTS or (name == "of" and "List" in callee)):
        found = list_of(given, place, source)
        return found._replace(entries=compacted(found.entries or ())) if name == "listOfNotNull" else found
    if name in knowledge.PAIRS and len(given) == 2 and subject is None:
        return unknown(place, source)._replace(entries=((key_of(given[0][1]), given[1][1]),))
    return _ANOTHER


def _formatted(shape: Called, subject: Value | None, given: list[Given], place: Span, source: str) -> Value | None:
    pattern = _pattern_of(shape.callee)
    if subject is not None and subject.written:
        return formats.filled(subject, formats.Filling(pattern, _values(given)), place, source)
    index = next((index for index, (_, value) in enumerate(given) if value.written), None)
    if index is None or index > 2:
        return None
    return formats.filled(given[index][1], formats.Filling(pattern, _values(given[index + 1 :])), place, source)


def _values(given: list[Given]) -> list[Given]:
    """The values that a template gets; a list or a table gives its own."""
    if len(given) == 1 and given[0][1].entries:
        return list(given[0][1].entries)
    return given


def _joined(subject: Value | None, given: list[Given], place: Span, source: str) -> Value | None:
    """A list with a separator between its texts: the method of a list, or a function that is given both in any order."""
    lists = [value for _, value in given if value.entries is not None]
    texts = [value for _, value in given if value.entries is None]
    if subject is not None and subject.entries is not None:
        items, separator = subject, texts[0] if texts else None
    elif lists:
        items, separator = lists[0], texts[0] if texts else subject
    elif len(texts) > 2 or (len(texts) == 2 and subject is None):
        items, separator = Value(entries=tuple((None, each) for each in texts[1:])), texts[0]
    else:
        return None
    if separator is not None and not separator.written:
        return None
    parts = separated(items.entries or (), separator, place)
    return joined(parts, place, source) if parts else None


def with_line(value: Value, place: Span) -> Value:
    """A text with a line break after it, which is not written in the file."""
    end = Literal("\n", Span(place.end - 1, place.end))
    return Value((*value.parts, end), True, value.size + 1, place, value.source)
