"""Functions of a file that hand one of their parameters to a call that sends: what they are called with is a message, whatever its name."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.records import NamedTuple
from smslint.sources.brackets import LONGEST, inside_of, split
from smslint.sources.calls import METHODS
from smslint.sources.code.senders import NAMED, PLACED
from smslint.sources.requests import requested
from smslint.sources.sending_calls import Given, body_among, body_of_call, definitions, is_callback, may_send, sends
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from smslint.sources.calls import Names
    from smslint.sources.options import Options

_CALL: Final = re.compile(r"(?<![\w$])(?P<names>[$\w]++(?:(?:\(\))?+(?:\?\.|\.|->|::)[$\w]++)*+)\s*+\(")
_COMMAND: Final = re.compile(
    r"(?<![\w$.])(?P<names>[a-zA-Z_]\w*(?:\.\w+)*)[ \t]+(?P<given>[\w@:\"'][^\n=]*,[^\n]*)$", re.MULTILINE
)
"""A call without parentheses, as Ruby has them."""
_STEP: Final = re.compile(r"(?:\(\))?(?:\?\.|\.|->|::)")
_KEYED: Final = re.compile(
    r"\s*(?P<quote>['\"]?)(?P<key>\w+)(?P=quote)\s*(?:=>|:(?!:)|=(?![=>]))\s*(?P<value>.+)\Z", re.DOTALL
)
_NAME: Final = re.compile(r"\s*\$?(\w+)\s*\Z")
_CALLED: Final = re.compile(r"(?<!\w)(\w++)[!?]?\s*+\(")
_SIGNED: Final = re.compile(r"\bdef[ \t]+(?:self\.)?(\w+[!?])")
_SETTER: Final = re.compile(r"(?i:set_?(?:body|text|message)|with(?:body|text|message))")
_ANSWER: Final = re.compile(
    r"(?<![\w.])\$?(\w+)\s*(?::\s*[\w.]+\s*)?:?=\s*(?:new\s+)?(?:[\w\\]+(?:\.|::|\\))*MessagingResponse(?:\.new|\s*\()"
)
_PART: Final = re.compile(r"(?<![\w.])\$?(\w+)\s*:?=\s*\$?(\w+)(?:\.|->)message\(\s*\)")
_WORD: Final = re.compile(r"\w+")
_THIS: Final = frozenset({"this", "self", "cls", "super", "static", "@"})
_CLASS: Final = re.compile(r"\b(?:class|module|object|struct|defmodule|enum|actor)\s+(\w+)")
_STRUCT: Final = re.compile(r"\btype\s+(\w+)\s+struct\b")
_OBJECTS: Final = (
    re.compile(r"(?<!\w)(?P<name>\w++)\s*+(?::\s*+|:?=\s*+(?:new\s++|&)?)(?P<kind>[A-Z]\w*+)(?!\s*[.:]\s*(?!new\b)\w)"),
    re.compile(r"(?<![\w.])(?P<kind>[A-Z]\w*+)\??\s++\$?(?P<name>\w++)\s*+[;,)=]"),
    re.compile(r"[(,]\s*+(?P<name>\w++)\s++\*?(?P<kind>[A-Z]\w*+)\s*+[,)]"),
)
"""A variable with its class: ``gateway = Gateway()``, ``sms: Sms``, ``Sms $sms``, ``(s *Sms)``."""
_BRACE: Final = re.compile(r"[^{};\n(]*(?:\n\s*)?\{")
_COLON: Final = re.compile(r"\s*(?:->[^:\n]+)?:")
_LINE: Final = re.compile(r";\s")
_OF_TEXTS: Final = word_set(
    "trim strip length size len format formatted split encode decode present blank empty isEmpty is_empty isBlank "
    "truncate encoded_size to_s toString body text contains includes startsWith endsWith starts_with ends_with "
    "charAt codePointCount Length Trim Replace Substring IsNullOrEmpty"
)
"""What texts have, besides the methods that change them."""
_OWN: Final = frozenset({"self", "cls"})
"""What a method of Python has as its first parameter, and is not given."""


class Handed(NamedTuple):
    """The parameter that a function hands on."""

    place: int
    name: str


def sent_argument(callee: Names, given: Sequence[Given], source: str, options: Options) -> int | None:
    """Which argument of a call is a text that is sent: by this call, or by the function of this file that it calls."""
    if callee[-2:] in _replies(source):
        return body_among(callee, given)
    found = body_of_call(callee, given, source, options)
    handed = handing(source).get(callee[-1]) if found is None and is_of_this_file(callee, source) else None
    return _as_handed(handed, given) if handed is not None else found


def perhaps_sends(callee: Names, source: str, options: Options) -> bool:
    """Whether a call with the right arguments sends, by itself or through a function of this file."""
    return (
        may_send(callee, options)
        or callee[-2:] in _replies(source)
        or (is_of_this_file(callee, source) and callee[-1] in handing(source))
    )


@lru_cache(maxsize=2)
def _replies(source: str) -> frozenset[Names]:
    """The calls of a file that put a text into an answer in TwiML, by the variable that has the answer."""
    if "MessagingResponse" not in source:
        return frozenset()
    answers = set(_ANSWER.findall(source))
    parts = {name for name, owner in _PART.findall(source) if owner in answers}
    return frozenset((*((name, "message") for name in answers), *((name, "body") for name in parts)))


def is_of_this_file(callee: Names, source: str) -> bool:
    """Whether a call can be one of a function that this file defines: ``res.send`` is none of ``send``."""
    if len(callee) < 2 or callee[-2] in _THIS or not may_send(callee[-1:]):
        return bool(callee)
    return is_a_class(callee[-2], source) or callee[-2] in _objects(source)


@lru_cache(maxsize=2)
def _objects(source: str) -> frozenset[str]:
    """The variables that are always objects of classes of the file."""
    kinds: dict[str, set[str]] = {}
    for pattern in _OBJECTS:
        for each in pattern.finditer(source):
            kinds.setdefault(each["name"], set()).add(each["kind"])
    return frozenset(name for name, found in kinds.items() if found <= _classes(source))


def is_a_class(name: str, source: str) -> bool:
    """Whether a name is that of a class of the file, or of the object at hand."""
    return name in _THIS or name in _classes(source)


def called(names: Names, source: str) -> Names:
    """The name of a method of Ruby; of one of the file without its last sign, as where it is defined: ``text!``."""
    return (names[0][:-1],) if names and names[0] in _with_sign(source) else names


@lru_cache(maxsize=2)
def _with_sign(source: str) -> frozenset[str]:
    return frozenset(_SIGNED.findall(source))


@lru_cache(maxsize=2)
def calls_of_names(source: str) -> Mapping[str, int]:
    """How often each name of a file has a parenthesis after it; a name that has none is not in it."""
    return Counter(_CALLED.findall(source))


@lru_cache(maxsize=2)
def _classes(source: str) -> frozenset[str]:
    return frozenset((*_CLASS.findall(source), *_STRUCT.findall(source)))


Helper: TypeAlias = tuple[str, Handed]
"""A function that hands a parameter to a call that sends, by its name."""


@lru_cache(maxsize=4)
def handing(source: str, others: frozenset[Helper] = frozenset()) -> dict[str, Handed]:
    """The functions of a file that hand a parameter to a call that sends.

    :param others: functions of other files that do.
    """
    found: dict[str, Handed] = {}
    for name, each in definitions(source).items():
        parameters = _parameters(each.inside)
        if not parameters:
            continue
        body = body_of(source, each.start, each.end)
        start = source.find(body, each.end)
        asked = [one.name for one in requested(source) if start <= one.start < start + len(body)]
        handed = _handed(body, parameters, dict(others)) or next(
            filter(None, (_handing(one, parameters) for one in asked)), None
        )
        if handed is not None:
            found[name] = handed
    return found


def body_of(source: str, start: int, end: int) -> str:
    """What a function does: by its braces, by its indentation, or the rest of the expression that it is.

    :param end: where its parameters end.
    """
    after = source[end : end + LONGEST]
    if (opened := _BRACE.match(after)) is not None:
        return inside_of(after, opened.end())
    defined = source.startswith(("def", "async def"), start)
    colon = _COLON.match(after) if defined else None
    line = source.rfind("\n", 0, start) + 1
    indentation = len(source[line:start]) - len(source[line:start].lstrip())
    if colon is None:
        closed = re.compile(rf"^[ \t]{{0,{indentation}}}end\b", re.MULTILINE).search(after) if defined else None
        if closed is not None:
            return after[: closed.start()]
        return _LINE.split(after, maxsplit=1)[0] if ";" in after else after
    ended = re.compile(rf"^[ \t]{{0,{indentation}}}(?=[^\s#)])", re.MULTILINE).search(after, colon.end())
    return after[colon.end() : ended.start() if ended is not None else len(after)]


def _parameters(inside: str) -> list[frozenset[str]]:
    """The words of each parameter before its default: its name, and in some languages its type."""
    found = [frozenset(_WORD.findall(each.partition("=")[0])) for each in split(inside)]
    return found[1:] if found[:1] and found[0] & _OWN else found


def _handing(name: str, parameters: list[frozenset[str]]) -> Handed | None:
    return next((Handed(place, name) for place, each in enumerate(parameters) if name in each), None)


def _handed(body: str, parameters: list[frozenset[str]], others: Mapping[str, Handed]) -> Handed | None:
    calls = [(call["names"], call.end(), "") for call in _CALL.finditer(body)]
    calls += [(call["names"], 0, call["given"]) for call in _COMMAND.finditer(body) if may_send(_names(call["names"]))]
    callees = [_names(names) for names, _, _ in calls]
    sends_object = any(callee[-2:] in NAMED for callee in callees)
    for callee, (_, start, written) in zip(callees, calls, strict=True):
        given = list(_arguments(written or inside_of(body, start)))
        if sends_object and len(given) == 1 and _SETTER.fullmatch(callee[-1]) is not None:  # params.SetBody(text)
            index: int | None = 0
        else:
            index = _sent(callee, given, others) if given else None
        name = _NAME.match(given[index].source) if index is not None else None
        found = _handing(name[1], parameters) if name is not None and not is_callback(name[1]) else None
        if found is not None and not _is_object(found.name, body):
            return found
    return None


def _is_object(name: str, body: str) -> bool:
    """Whether a function uses a parameter as something with parts of its own, which is no text."""
    parts = re.findall(rf"(?<![\w.]){re.escape(name)}(?:\?\.|&\.|\.|->)(\w+)", body)
    return any(each not in METHODS and each not in _OF_TEXTS for each in parts)


def _sent(callee: Names, given: Sequence[Given], others: Mapping[str, Handed]) -> int | None:
    """Which argument of a call is a text that is sent, as far as its own names, a provider's library or another file say so."""
    if callee[-1] in others:
        return _as_handed(others[callee[-1]], given)
    placed = PLACED.get(callee[-2:])
    if placed is not None and all(each.key is None for each in given):
        return placed if placed < len(given) else None
    return body_among(callee, given) if callee[-2:] in NAMED or (may_send(callee) and sends(callee, given)) else None


def _as_handed(handed: Handed, given: Sequence[Given]) -> int | None:
    """The argument that a function hands on."""
    keyed = next((index for index, each in enumerate(given) if each.key == handed.name), None)
    placed = handed.place < len(given) and all(each.key is None for each in given[: handed.place + 1])
    return keyed if keyed is not None else handed.place if placed else None


def _names(written: str) -> Names:
    return tuple(each.lstrip("$") for each in _STEP.split(written))


def _arguments(inside: str) -> Iterator[Given]:
    """What a call is given, and the entries of a table in it."""
    for each in split(inside):
        inner = each.strip()
        if inner[:1] in {"{", "["}:
            for entry in split(inner[1:-1]):
                name = _NAME.match(entry)
                yield Given(name[1], entry) if name is not None else _given(entry)
        else:
            yield _given(each)


def _given(written: str) -> Given:
    found = _KEYED.match(written)
    return Given(None, written.strip()) if found is None else Given(found["key"], found["value"].strip())
