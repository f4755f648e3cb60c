"""The coverage of a run, from the outcome of each file."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from smslint.coverage import Coverage, Guess, Kindless, Unasked, UnknownFilter, Unread
from smslint.sources.registry import PROGRAMS, source_for
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from smslint.project.files import Target
    from smslint.project.outcome import Outcome
    from smslint.result import MessageResult
    from smslint.rules.subject import Subject
    from smslint.rules.unasked import Missing
    from smslint.sources.message import Message
    from smslint.span import LineIndex
    from smslint.text.tree import Filter

ITSELF: Final = "rule"
"""Stands for the fact that is missing where a rule itself cannot run: a finding says why."""
PROFILE: Final = "profile"
"""Prefix of regions without a profile in the list of missing facts."""
PRICE: Final = "price"
"""Prefix of regions for which the rate card has no price."""


@lru_cache(maxsize=256)
def together(missing: tuple[Missing, ...], regions: tuple[str, ...], unpriced: tuple[str, ...]) -> str:
    """What was not asked of a message, as :func:`coverage` reads it: ``regions=OPT002,URL002 profile=AQ``; short, because the cache stores it for every file."""
    facts: dict[str, list[str]] = {}
    for code, fact in missing:
        facts.setdefault(fact, []).append(code)
    if regions:
        from smslint.rules.countries import known

        if unknown := [region for region in regions if not known(region)]:
            facts[PROFILE] = unknown
    if unpriced:
        facts[PRICE] = list(unpriced)
    return " ".join(f"{fact}={','.join(codes)}" for fact, codes in facts.items())


def not_understood(subject: Subject, message: Message, lines: LineIndex) -> tuple[tuple[int, str], ...]:
    """The lines of a message where its template language does not define what is sent, and why; and what the provider may put before it."""
    if subject.error is not None:
        return ((line_of(subject, subject.error.span.start, message, lines), str(subject.error)),)
    before: tuple[tuple[int, str], ...] = ()
    if subject.unknown_prefix:
        from smslint.rules.notes import unknown_prefix

        before = ((line_of(subject, 0, message, lines), f"Nothing says {unknown_prefix(subject)}"),)
    program = message.text is not None
    # Also of code that prints nothing itself, such as an import.
    found = {part.span: f"{part.name!r} was not read: {part.why}." for part in subject.unread}
    for hole in subject.placeholders:
        if subject.is_unknown(hole):
            if not (hole.filters and _is_stated(hole.filters)):
                found.setdefault(hole.span, _why_unknown(hole.name, program=program))
        elif hole.opaque:
            found.pop(hole.span, None)
    return before + tuple((line_of(subject, span.start, message, lines), found[span]) for span in sorted(found))


def _is_stated(filters: tuple[Filter, ...]) -> bool:
    """Whether the configuration states what one of the filters gives."""
    from smslint.text.filters import GIVES

    return any(each.name == GIVES for each in filters)


def _why_unknown(name: str, *, program: bool) -> str:
    if program:
        from smslint.sources.calls import why_unknown

        return why_unknown(name)
    return f"The value of {name} is unknown."


def line_of(subject: Subject, offset: int, message: Message, lines: LineIndex) -> int:
    """The line in the message's own file; of something in a part of it, the line that names the part."""
    own = offset if subject.parts is None else subject.parts.own(offset)
    return lines.position(message.map.to_file(Span(own, own)).start).line


_ELSEWHERE: Final = (
    "What it gives to functions of other files is read where keys or names select it: smslint init writes them."
)


def _without_message(target: Target) -> str:
    """Why a file gave no message: what its entries select, or that there is none in its format."""
    asked = [
        f"{key} selects ({', '.join(entry.texts(key))})"
        for entry in target.entries
        for key in ("keys", "names", "columns")
        if entry.texts(key)
    ]
    if asked:
        return f"There is no message in this file that {' or '.join(asked)}."
    configured = next((entry.settings["source"] for entry in target.entries if "source" in entry.settings), None)
    source = source_for(target.shown, configured).source
    what = f"There is no message in this file, which was read as {source}."
    return f"{what} {_ELSEWHERE}" if source in PROGRAMS else what


def coverage(
    found: Iterable[tuple[Target, Outcome]],
    named: frozenset[str] = frozenset(),
    idle: Iterable[Unread] = (),
    costs: Iterable[str] = (),
) -> Coverage:
    """What the run over some files covered, sorted by path.

    :param named: the files, as reports show them, that a person named: one without a message was not read.
    :param idle: the entries of configurations that read nothing.
    :param costs: what old prices leave unknown.
    """
    files = sorted(found, key=lambda each: each[0].shown)
    messages = [each for _, outcome in files for each in sorted(outcome.messages, key=attrgetter("line", "column"))]
    unread: list[Unread] = list(idle)
    patterns: Counter[str] = Counter()
    for target, outcome in files:
        unread += [Unread(target.shown, line, why) for line, why in outcome.parts.unread]
        if target.shown in named and not outcome.messages and not outcome.parts.unread:
            unread.append(Unread(target.shown, 1, _without_message(target)))
        for pattern, count in outcome.parts.unasked:
            patterns[pattern] += count
    kindless = [each for each in messages if not each.kind_known]
    regions, unpriced, unasked = _missing(patterns)
    return Coverage(
        len(files),
        len(messages),
        tuple(unread),
        _guesses(messages),
        Kindless(len(kindless), kindless[0].path, kindless[0].line) if kindless else None,
        regions,
        unasked,
        (*unpriced, *costs),
        _filters(messages),
    )


def _guesses(messages: Iterable[MessageResult]) -> tuple[Guess, ...]:
    """The dialects that were guessed, each with its first message."""
    found: dict[str, Guess] = {}
    for each in messages:
        if not each.dialect_from:
            continue
        known = found.get(each.dialect)
        if known is None:
            found[each.dialect] = Guess(each.dialect, each.dialect_from, 1, each.path, each.line, each.dialect_also)
        else:
            also = tuple(dict.fromkeys((*known.also, *each.dialect_also)))
            found[each.dialect] = known._replace(messages=known.messages + 1, also=also)
    return tuple(found[dialect] for dialect in sorted(found))


def _filters(messages: Iterable[MessageResult]) -> tuple[UnknownFilter, ...]:
    """The filters whose result is not known, each with its first message."""
    found: dict[tuple[str, str], UnknownFilter] = {}
    for each in messages:
        for name in each.unknown_filters:
            key = each.dialect, name
            known = found.get(key) or UnknownFilter(*key, 0, each.path, each.line)
            found[key] = known._replace(messages=known.messages + 1)
    return tuple(found[key] for key in sorted(found))


def _missing(patterns: Mapping[str, int]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Unasked, ...]]:
    """The regions without a profile, what a rate card without a price leaves unknown, and the rules that could not run because of a fact.

    :param patterns: missing facts with what needs them, as in :class:`smslint.project.outcome.Parts`, each for a number of messages.
    """
    regions: set[str] = set()
    unpriced: set[str] = set()
    unasked: Counter[tuple[str, str]] = Counter()
    for pattern, count in patterns.items():
        for part in pattern.split():
            fact, _, codes = part.partition("=")
            if fact == PROFILE:
                regions.update(codes.split(","))
            elif fact == PRICE:
                unpriced.update(codes.split(","))
            else:
                for code in codes.split(","):
                    unasked[code, fact] += count
    lost = f"what it costs in {', '.join(sorted(unpriced))}: the rate card has no price there"
    rules = (Unasked(code, fact, count) for (code, fact), count in sorted(unasked.items()))
    return tuple(sorted(regions)), (lost,) if unpriced else (), tuple(rules)
