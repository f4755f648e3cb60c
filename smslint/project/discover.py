"""Find files and keys that look like text messages, with the reasons. Used only to set smslint up; a check never guesses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.errors import FormatError, SmslintError
from smslint.project import kinds_of_files, likely_names, likeness
from smslint.project.candidate import Contents, made_of
from smslint.project.files import Chooser, Target
from smslint.project.hints import (
    Hint,
    in_catalogue,
    in_code,
    in_programs,
    in_reminders,
    in_table,
    sent_keys,
)
from smslint.project.host_dialects import host_dialect
from smslint.project.project_helpers import Functions, functions_in, with_others
from smslint.project.reading import answers_twilio, bytes_of, read_target
from smslint.project.sent_names import sent_names
from smslint.project.unread_formats import Broken, UnreadFormat, broken_file, may_contain_messages
from smslint.real_paths import real_path
from smslint.sealed import sealed
from smslint.sources.answers import is_answered
from smslint.sources.exports import exports_in
from smslint.sources.file_locale import locale_of
from smslint.sources.ftl import PAGE
from smslint.sources.registry import PROGRAMS, UNKNOWN, by_root, source_for
from smslint.sources.requests import InRequests
from smslint.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.project.candidate import Candidate
    from smslint.project.reading import Reading
    from smslint.sources.message import Message
    from smslint.sources.registry import Choice

_NO_CATALOGUES: Final = (PROGRAMS - {"php"}) | {"plain", "markdown", "csv", "sql", "hcl", "odoo"}
_LARGEST: Final = 16 * 1024 * 1024
_LARGEST_TABLE: Final = 1024 * 1024
"""The largest table that is looked at although its name says nothing of texts: larger ones have data of other kinds."""
_WIDEST: Final = 400
"""Characters of a line of a program that people write, on average."""
_NONE: Final = Functions()
_READ_WHOLE: Final = frozenset({"python", "javascript", "php"})
"""The programs all of whose texts are read, also those of variables."""
_FEWEST_WORDS: Final = 2
"""Words of a file that is one message: one word alone is a label."""
_BEFORE: Final = 200
"""Characters before a text of a program that can show what it is given to."""


@sealed
@dataclass(frozen=True, slots=True)
class Discovery:
    """What a folder contains: the likely messages, and the files that could not be read."""

    candidates: tuple[Candidate, ...]
    unread: tuple[UnreadFormat, ...]
    broken: tuple[Broken, ...] = ()
    """Files in a format that is read, but which could not be read as a whole."""


def discover(folder: Path) -> Discovery:
    """The candidates below a folder, in order, without files that git ignores and without tests."""
    from smslint.project.config import make_config

    config = make_config({"messages": [{"files": ["**/*"]}]}, real_path(folder))
    found: list[Candidate] = []
    perhaps: list[Candidate] = []
    catalogues: list[tuple[Target, Choice]] = []
    keys: set[str] = set()
    sends = False
    unread: dict[str, list[str]] = {}
    broken: list[Broken] = []
    programs: list[tuple[Target, Choice]] = []
    functions = Functions()
    for target in Chooser(config).targets([folder]):
        choice = source_for(target.inside)
        history = kinds_of_files.is_history(target.inside) and choice.source not in {*PROGRAMS, "sql"}
        if kinds_of_files.is_aside(target.inside) or history:
            continue
        answers = choice.source not in PROGRAMS and answers_twilio(target)
        if choice.source == UNKNOWN and answers:
            choice = choice._replace(source="plain")  # its content shows that it is TwiML
        if choice.source != UNKNOWN:
            one = candidate(target, choice, answers=answers)
            found += [one.candidate] if one.candidate is not None else []
            perhaps += [one.perhaps] if one.perhaps is not None else []
            sends = sends or one.candidate is not None or likely_names.WORD.search(target.inside) is not None
            broken += [one.broken] if one.broken is not None else []
            keys |= one.keys
            functions |= one.functions
            programs += [(target, choice)] if choice.source in PROGRAMS else []
            catalogues += [(target, choice)] if choice.source not in _NO_CATALOGUES else []
        elif may_contain_messages(target):
            name = target.inside.rpartition("/")[2]
            unread.setdefault(name[name.rfind(".") :].lower(), []).append(target.inside)
    if sends and perhaps:
        found += perhaps
    by_path = {each.path: each for each in found}
    functions = functions.of_project([target for target, _ in programs])
    for target, choice in programs if functions else ():
        one = candidate(target, choice, functions=functions)
        keys |= one.keys
        by_path |= {one.candidate.path: one.candidate} if one.candidate is not None else {}
    for target, choice in catalogues if keys else ():
        one = candidate(target, choice, frozenset(keys))
        by_path |= {one.candidate.path: one.candidate} if one.candidate is not None else {}
    found = [by_path[path] for path in sorted(by_path)]
    return Discovery(
        tuple(found), tuple(UnreadFormat(suffix, tuple(unread[suffix])) for suffix in sorted(unread)), tuple(broken)
    )


class Looked(NamedTuple):
    """What a file contains."""

    candidate: Candidate | None = None
    """Its texts that look like messages, if there are any."""
    perhaps: Candidate | None = None
    """Its notifications, which are text messages if the project sends some."""
    keys: frozenset[str] = frozenset()
    """The keys, or the texts in another language, under which a catalogue has what it sends."""
    functions: Functions = _NONE
    """The functions of a program that send what they are given, under any name, and those that make it."""
    broken: Broken | None = None
    """Why it, or the rest of it, cannot be read."""


def candidate(
    target: Target,
    choice: Choice,
    keys: frozenset[str] = frozenset(),
    functions: Functions = _NONE,
    *,
    answers: bool = False,
) -> Looked:
    """The texts in a file that look like messages, and what cannot be read of it.

    :param keys: the keys of what programs send, if the file is a catalogue.
    :param functions: those of the project that send what they are given or make it: a program is looked at only if it mentions one.
    :param answers: whether it is an answer in TwiML, which is looked at whatever its name says.
    """
    named = likely_names.word_in(target.inside)
    table = choice.source == "csv" and likely_names.OF_TEMPLATES.search(target.inside) is not None
    reminds = likely_names.reminds(target.inside) is not None
    if choice.source in {"plain", "markdown"} and not named and not answers:
        return Looked()
    try:
        if target.path.stat().st_size > _LARGEST:
            return Looked(broken=Broken(target.inside, 1, f"it is larger than {_LARGEST >> 20} MB"))
        data = bytes_of(target)
        if choice.source == "csv" and len(data) > _LARGEST_TABLE and not (named or table):
            return Looked()
        if functions and functions.mentioned().search(data) is None:
            return Looked()
        exported = choice.source == "json" and any(
            each.dialect != "whatsapp" for each in exports_in(data.decode("latin-1"))
        )
        about = answers or named or table or reminds or keys or functions or exported
        if not about and not kinds_of_files.may_be_about(data, program=choice.source in PROGRAMS):
            return Looked()
        if choice.source in PROGRAMS and len(data) > _WIDEST * (data.count(b"\n") + 10):
            return Looked()
        if kinds_of_files.INTERFACE.match(data):
            return Looked()
        reading = read_target(target, data)
        choice = by_root(choice, reading.text)
    except (SmslintError, OSError) as error:
        return Looked(broken=_broken(target, error, named))
    messages = [each for each in reading.messages if not each.unknown]
    if choice.source == "plain":
        hints = [Hint(None, f"{named!r} in its path", each) for each in messages if named and _is_one_text(each)]
    elif exported:
        hints = [Hint(None, "a tool that sends messages exported it", each) for each in messages]
    elif choice.source == "twiml":
        hints = [Hint(None, "it answers Twilio with a message", each) for each in messages]
    elif choice.source in PROGRAMS and not _is_catalogue(choice.source, target.inside):
        messages, hints = _in_program(target, choice, reading, messages, functions)
    else:
        infrastructure = choice.source == "hcl" or (choice.source in {"yaml", "json"} and kinds_of_files.is_stack(data))
        hints = in_catalogue(messages, choice.source, target.inside, infrastructure=infrastructure)
        if table and not hints and len(messages) == len(reading.messages):
            hints = in_table(messages, reading.text)
    if keys:
        hints = list(
            {id(each.message): each for each in (*in_programs(messages, target.inside, keys), *hints)}.values()
        )
    broken = None if reading.error is None else _broken(target, reading.error, named)
    if not hints and reminds and not keys and choice.source not in {*PROGRAMS, "plain", "markdown", "hcl"}:
        hints = in_reminders(messages, target.inside)
        made = made_of(target, choice, hints, Contents(reading, messages)) if hints else None
        return Looked(perhaps=made, broken=broken)
    made = made_of(target, choice, hints, Contents(reading, messages)) if hints else None
    if choice.source not in PROGRAMS:
        return Looked(made, broken=broken)
    return Looked(
        made,
        keys=sent_keys(reading.messages, reading.text),
        functions=functions_in(reading.text, reading.messages),
        broken=broken,
    )


def _is_one_text(message: Message) -> bool:
    """Whether a file without a format may be one message."""
    return (
        likeness.is_short(message)
        and likeness.is_written(message, _FEWEST_WORDS)
        and not likeness.is_markup(likeness.literal(message))
    )


def _in_program(
    target: Target, choice: Choice, reading: Reading, messages: list[Message], functions: Functions
) -> tuple[list[Message], list[Hint]]:
    """The messages of a program, with those that only what they are given to shows, and why they look like messages."""
    history = kinds_of_files.is_history(target.inside)
    near = sent_names(reading.text, reading.messages)
    in_request = InRequests(reading.text, rows_only=history)

    def given(each: Message) -> bool:
        start = each.map.to_file(Span(0, 0)).start
        return in_request.has(each.key, start) or functions.makes(each) or near.has(each)

    if functions or (in_request and choice.source not in _READ_WHOLE):
        every = functions.read(choice.source, target.shown, reading.text)
        messages = with_others(messages, [each for each in every if not each.unknown and (each.sent or given(each))])
    hints = []
    for each in messages:
        start = each.map.to_file(Span(0, 0)).start
        asked = given(each)
        answered = not each.sent and is_answered(reading.text, start)
        if not answered and (asked or not history):
            before = reading.text[max(start - _BEFORE, 0) : start]
            hints.append(in_code(each, target.inside, before, requested=asked))
    return messages, [each for each in hints if each is not None]


def _broken(target: Target, error: SmslintError | OSError, named: str | None) -> Broken | None:
    """Why a file cannot be read; nothing if it is none with messages: an ``.xml`` of something else, whose name says nothing."""
    page = target.inside.endswith(".ftl") and any(each.encode() in bytes_of(target) for each in PAGE)
    return None if page or (isinstance(error, FormatError) and named is None) else broken_file(target, error)


def _is_catalogue(source: str, path: str) -> bool:
    """Whether a file in the format of a program contains nothing but texts, such as a language file of Laravel."""
    return source == "php" and (host_dialect(source, path, None) is not None or locale_of(path) is not None)
