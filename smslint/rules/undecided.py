"""Messages about to be sent whose kind nobody knows: the rules for marketing are asked as well, and refuse them if they would.

``check`` only says that the kind is unknown; before a message is sent, the unknown must not decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from smslint.finding import Severity
from smslint.rules.check_options import RecipientFact
from smslint.rules.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from smslint.finding import Finding
    from smslint.rules.context import Context
    from smslint.rules.occasion import Occasion
    from smslint.rules.rule import Rule

MARKETING: Final = "marketing"
STATE: Final = "State the kind: marketing, transactional or otp."
_WHY: Final = " This matters if the message is marketing, and its kind is unknown: state the kind."

_About = TypeVar("_About", bound="Occasion")


def kindless(context: Context) -> bool:
    """Whether the kind is not stated, and the words decide nothing."""
    return context.kind_inferred and not context.evidence and not context.program


def if_marketing(
    run: Callable[[Iterable[Rule], _About, tuple[str, ...]], list[Finding]],
    rules: Iterable[Rule],
    about: _About,
    scopes: tuple[str, ...],
    found: Iterable[Finding],
    refuse_at: Severity = Severity.ERROR,
) -> list[Finding]:
    """Why the rules for marketing would refuse a message of an unknown kind; empty if something else refuses it already.

    :param run: ``run`` or ``ask`` of :mod:`smslint.rules.engine`.
    :param found: what the other rules found.
    """
    if not kindless(about.context) or any(each.severity >= refuse_at for each in found):
        return []
    chosen = [rule for rule in rules if _of_marketing(rule)]
    return [
        each._replace(message=f"{each.message.rstrip('.')}.{_WHY}", help=STATE)
        for each in run(chosen, as_marketing(about), scopes)
        if each.severity >= refuse_at
    ]


def with_marketing(found: Iterable[Finding], more: Iterable[Finding]) -> list[Finding]:
    """The findings with those of :func:`if_marketing`, which replace milder ones of the same rule."""
    added = list(more)
    codes = {each.code for each in added}
    return [*(each for each in found if each.code not in codes), *added]


def _of_marketing(rule: Rule) -> bool:
    """Whether a rule may refuse marketing where it refuses nothing else."""
    if rule.check == "recipient-fact":
        return MARKETING in RecipientFact.of(rule).error_for
    return MARKETING in rule.applies_to.kind


def as_marketing(about: _About) -> _About:
    """The same message, or occasion, as marketing."""
    from copy import copy

    other = copy(about)
    context = about.context._replace(kind=MARKETING, kind_inferred=False)
    vars(other)["_context"] = context
    if isinstance(other, Subject) and "context" in vars(other):
        vars(other)["context"] = context
    return other
