"""The review of one file that was read: each of its messages checked, with the file's directives and its sidecar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.project import covering
from smslint.project.layers import NO_SETTINGS
from smslint.project.outcome import Reviewed
from smslint.project.placing import Place, place_all, with_fingerprints
from smslint.project.switched_off import sift
from smslint.project.unreadable import too_long, unread
from smslint.project.wordings import wording
from smslint.span import Span
from smslint.vocabulary import COMPARED, DIRECTIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.project.checker import Checker
    from smslint.project.file_directives import Directives
    from smslint.project.files import Target
    from smslint.project.reading import Reading
    from smslint.project.sidecar import Sidecar
    from smslint.project.switched_off import SwitchedOff
    from smslint.rules.subject import Subject
    from smslint.sources.message import Message


LONGEST: Final = 300_000
"""The longest template that is checked, in characters: 255 segments of 153 septets, and seven times as much in tags."""


def review(checker: Checker, target: Target, reading: Reading, settings: Sidecar | None = None) -> Iterator[Reviewed]:
    """Each message of a file that was read, in order, then the record about the file itself.

    :param settings: its sidecar.
    :raises ConfigError: if the file's own settings are invalid.
    """
    source = reading.found[0].source if reading.found else "plain"
    directives = _directives(checker, target, reading, source, settings)
    used: set[SwitchedOff] = set()
    read: dict[int, frozenset[str]] = {}
    for index, (message, entry, source, dialect) in enumerate(reading.found):
        if message.unknown:
            line = reading.lines.position(message.map.to_file(Span(0, 0)).start).line
            yield Reviewed(unread=((line, message.unknown),))
            continue
        if len(message.body) > LONGEST:
            yield unread(target, reading.text, too_long(message), checker.project.rules)
            continue
        place = Place(target.shown, reading.lines, dialect, reading.text, source, target.path, target.inside or None)
        own = directives.settings_of(index) if directives is not None else NO_SETTINGS
        subject, found, dialect_from, dialect_also, unasked, values = checker.check(message, place, entry, own)
        sifted = sift(found, own, COMPARED)
        used |= sifted.used
        kept = sifted.kept
        if subject.parts is not None:
            from smslint.project.part_directives import without_parts

            kept = without_parts(kept, subject, checker.project.packs)
        placed = place_all(kept, subject, message, place, index, checker.project.unfixable)
        not_understood = covering.not_understood(subject, message, reading.lines)
        libraries = _libraries(subject, message, reading, target)
        not_understood += libraries or ()
        if not not_understood:
            read[index] = values
        yield Reviewed(
            tuple(placed.findings),
            tuple(placed.edits),
            message,
            subject,
            checker.result(subject, message, place, dialect_from, dialect_also),
            len(found) - len(kept),
            silenced=sifted.later,
            wording=wording(message, subject),
            unread=not_understood,
            elsewhere=libraries is not None,
            unasked=unasked,
            read=values,
        )
    about = (
        tuple(with_fingerprints(directives.findings(checker.project.rules, used, read), target.inside or target.shown))
        if directives is not None
        else ()
    )
    edits = tuple(directives.edits) if directives is not None else ()
    yield Reviewed(about, edits, entries=tuple(reading.entries))
    if reading.error is not None:
        yield unread(target, reading.text, reading.error, checker.project.rules)


def _libraries(
    subject: Subject, message: Message, reading: Reading, target: Target
) -> tuple[tuple[int, str], ...] | None:
    """The libraries of tags that a template loads and that may not be there, each with its line; ``None`` if it loads none of a project."""
    if subject.dialect != "django":
        return None
    from smslint.project import django_libraries

    found = list(django_libraries.loaded(subject))
    if not found:
        return None
    unknown = [(name, at) for name, at in found if not django_libraries.is_there(name, target.config)]
    return tuple(
        (covering.line_of(subject, at, message, reading.lines), django_libraries.why(name)) for name, at in unknown
    )


def _directives(
    checker: Checker, target: Target, reading: Reading, source: str, settings: Sidecar | None
) -> Directives | None:
    """The directives of a file; fast for the many files that have none."""
    if (
        settings is None
        and not (reading.found and reading.found[0].message.settings)
        and DIRECTIVE not in reading.text
        and not any(DIRECTIVE in each.message.body for each in reading.found)
    ):
        return None
    from smslint.project.file_directives import directives_of

    return directives_of(
        target.shown,
        reading.text,
        source,
        reading.messages,
        reading.lines,
        checker.project.packs,
        settings,
        checker.project.unfixable,
    )
