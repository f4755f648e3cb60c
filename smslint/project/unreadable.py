"""Files and messages that could not be read: each is a finding, unless the project has switched the rule off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.errors import FormatError, SourceError
from smslint.finding import Location
from smslint.project.outcome import Reviewed
from smslint.project.placing import with_fingerprints
from smslint.rules.rule import rule_of
from smslint.span import LineIndex, Span

if TYPE_CHECKING:
    from smslint.finding import Finding
    from smslint.project.files import Target
    from smslint.rules.rule import Rule
    from smslint.sources.message import Message


def unread(target: Target, text: str, error: SourceError, rules: tuple[Rule, ...]) -> Reviewed:
    """The record of a part of a file that could not be read.

    :param text: the text of the file; empty if there is none.
    :param rules: the rules of the project.
    """
    line = LineIndex(text).position((error.span or Span(0, 0)).start).line
    return Reviewed(_findings(target, text, error, rules), unread=((line, str(error)),), broken=str(error))


def _findings(target: Target, text: str, error: SourceError, rules: tuple[Rule, ...]) -> tuple[Finding, ...]:
    code = "SRC002" if isinstance(error, FormatError) else "SRC001"
    rule = rule_of(rules, code)
    if rule is None:
        return ()
    lines = LineIndex(text)
    span = error.span or Span(0, 0)
    start, end = lines.position(span.start), lines.position(span.end)
    location = Location(target.shown, start.line, start.column, end.line, end.column, lines.line(start.line))
    found = _of_format(rule, error) if isinstance(error, FormatError) else rule.finding(str(error), span)
    return tuple(with_fingerprints((found._replace(location=location),), target.inside or target.shown))


def _of_format(rule: Rule, error: FormatError) -> Finding:
    """The finding about a file in an unsupported format, with the supported formats."""
    from smslint.rules.context import Context
    from smslint.rules.engine import ask
    from smslint.rules.facts import Facts
    from smslint.rules.occasion import Occasion

    suffix = str(error).partition(" ")[0]
    (found,) = ask((rule,), Occasion(Context(facts=Facts(unknown_suffix=suffix))), ("config",))
    return found._replace(message=str(error))


def too_long(message: Message) -> SourceError:
    """The error for a message of more characters than are checked."""
    return SourceError(
        f"This text has {len(message.body):,} characters, but a message has at most 39,015: not checked.",
        message.map.to_file(Span(0, 1)),
    )
