"""A body longer than the provider accepts in one request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.check_options import CharacterLimit
from smslint.rules.profiles import grade
from smslint.rules.wants import FREE
from smslint.text.gsm7 import GSM_7, UCS_2

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def _wide(subject: Subject) -> tuple[int, int]:
    """The least and most characters outside the Basic Multilingual Plane in the fixed text of a rendering."""
    if subject.ascii:
        return 0, 0
    counts = [sum(char > "\uffff" for char in rendering.text) for rendering in subject.renderings]
    return min(counts), max(counts)


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding when some rendering is over the limit. Another rule reports an unbounded length."""
    message = _over(rule, subject)
    if message:
        profile = subject.provider
        # A limit that was not read in the provider's documentation is not certain.
        mark = grade(rule, rule.severity.label, profile.confidence.get("limits", "knowledge"), profile.doubt("limits"))
        yield rule.finding(
            f"{message}{mark.remark}", subject.span, severity=mark.severity, confidence=mark.confidence, sources_differ=mark.differ,
        )  # fmt: skip


def _few_units(subject: Subject) -> bool:
    """Whether the units alone show that no limit is near: no character takes less than one, unless the provider replaces some."""
    found = subject.bounds
    if subject.smart_encoding or (found.most is not None and len(found.encodings) > 1):
        return False  # of several encodings, the bounds know the units of the one with more segments
    units = found.least_units if found.most is None else found.most_units
    return units is not None and units <= FREE


def _over(rule: Rule, subject: Subject) -> str:
    own = CharacterLimit.of(rule).max_characters
    if own is None and _few_units(subject):
        return ""
    least, most = subject.lengths
    if own is None and (least if most is None else most) <= FREE:
        return ""
    profile = subject.provider
    limit = own or profile.max_characters
    allowed = f"your limit is {limit}" if own else f"{profile.title} accepts {limit}"
    if limit is not None:
        few, many = (0, 0) if own or profile.counts == "code_points" else _wide(subject)
        note = ", where an emoji counts as two" if many else ""
        if least + few > limit:
            some = "" if most is not None and least + few == most + many else "at least "
            return f"The message has {some}{least + few} characters; {allowed}{note}."
        if most is not None and most + many > limit:
            return f"The message can have {most + many} characters; {allowed}{note}."
    wide = profile.max_characters_ucs2
    if own is None and wide is not None and UCS_2 in subject.bounds.encodings:
        if least > wide and GSM_7 not in subject.bounds.encodings:
            some = "" if least == most else "at least "
            return f"The message has {some}{least} characters in UCS-2; {profile.title} accepts {wide}."
        if most is not None and most > wide:
            return f"The message can have {most} characters in UCS-2; {profile.title} accepts {wide}."
    if profile.max_segments is not None and subject.bounds.least > profile.max_segments:
        who = "the standard allows" if profile.name == "generic" else f"{profile.title} sends"
        return f"The message takes {subject.bounds.least} segments; {who} at most {profile.max_segments}."
    return ""
