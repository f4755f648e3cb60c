"""Earlier messages to the recipients: those in a journal, and those that this list itself sends before a row.

The gate knows them when it sends. Without a journal nobody has been texted yet, as in the first run with a new one.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, Protocol

from smslint.recipients import codes
from smslint.recipients.problem import Problem
from smslint.rules.check_options import Brand
from smslint.rules.facts import Facts
from smslint.rules.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from smslint.broadcast.asking import Asking, Texts
    from smslint.broadcast.plan import Plan
    from smslint.recipients.screen import Screened
    from smslint.rules.rule import Rule

LONGEST_CAP: Final = dt.timedelta(hours=24)
"""The longest period of any frequency cap in a profile."""
_TWICE: Final = "the same text to the same number is sent only once"


class Past(Protocol):
    """What a journal says about earlier messages."""

    def sent_times(self, number: str, since: dt.datetime, /) -> list[dt.datetime]: ...
    def first_message(self, number: str, campaign: str | None = None, /) -> bool: ...
    def settled(self, campaign: str, number: str, body: str, /) -> bool: ...


def by_history(rule: Rule) -> bool:
    """Whether the answer of a rule depends on earlier messages."""
    return rule.check == "frequency-cap" or (rule.check == "brand" and Brand.of(rule).only_first)


class History:
    """Decides about each row with the earlier messages to its number."""

    def __init__(self, plan: Plan, asking: Asking) -> None:
        self._plan, self._asking, self._past = plan, asking, plan.past
        rules = plan.rules
        self._repeats = plan.policy.code(codes.DUPLICATE) is None
        """Whether a number may be texted twice: the project has switched off the rule about duplicates."""
        self._sent: dict[int, set[int]] = {}
        """By number, the texts that this list sends to it; only where a number may be texted twice."""
        caps = (each for each in rules.by_code.values() if by_history(each) and each.severity >= rules.refuse_at)
        self._rules = tuple(each for each in caps if self._past is not None or each.check == "frequency-cap")
        self.on = self._past is not None or self._repeats
        """Whether earlier messages, of this list too, can refuse a row."""

    def problems(self, screened: Screened, texts: Texts, out: Container[int]) -> Iterator[tuple[int, Problem]]:
        """Why the gate would refuse rows because of earlier messages, by index."""
        if not self.on:
            return
        for index, key in enumerate(screened.keys):
            if key and index not in out:
                problems = list(self._of(key, texts[index]))
                if not problems and self._repeats:
                    self._sent.setdefault(key, set()).add(hash(texts[index]))
                yield from ((index, each) for each in problems)

    def _of(self, key: int, text: str) -> Iterator[Problem]:
        number, before = f"+{key}", self._sent.get(key, set())
        if hash(text) in before:
            yield Problem(codes.DUPLICATE, _TWICE, of_rule=True)
            return
        context, past = self._plan.rules.sending, self._past
        if not self._rules or (past is not None and past.settled(self._plan.campaign, number, text)):
            return
        assert context.at is not None
        times = [context.at] * len(before)
        if past is not None:
            times += past.sent_times(number, context.at - LONGEST_CAP)
            first = past.first_message(number, self._plan.campaign)
            context = context._replace(sender=context.sender._replace(first_message=first))
        if times or past is not None:
            subject = Subject(text, context=context.knowing(Facts(sent=tuple(times))), to=number)
            yield from self._asking.ask(self._rules, subject, of_rule=True)
