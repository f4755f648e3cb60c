"""Rules that cannot check a message, because a fact that a project could set is missing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules.facts import NOTHING
from smslint.rules.wants import BRAND, FACTS, NAME, PROVIDER, REGIONS, SENDER_ID, VARIABLE, WANTS

if TYPE_CHECKING:
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

FACT_OF: Final = {BRAND: "brand", REGIONS: "regions", PROVIDER: "provider", SENDER_ID: "sender.id", NAME: "sender.type"}
"""A need of a check, to the setting that gives it."""


_MAIN: Final = {"provider-split": PROVIDER}
"""The fact without which a check is said not to be asked, although another fact lets it say a part."""


class Known(NamedTuple):
    """What is known about a message, as far as rules may need it."""

    kind: str | None
    regions: tuple[str, ...]
    sender: str | None
    named: bool
    provider: str | None
    branded: bool
    facts: bool
    dialect: str
    program: str


class Missing(NamedTuple):
    """A rule that cannot check the message, and the missing fact."""

    code: str
    fact: str


def unasked(rules: tuple[Rule, ...], subject: Subject) -> tuple[Missing, ...]:
    """The rules for messages that cannot check this one. Empty for a template that does not parse, which is reported."""
    return () if subject.error is not None else missing(rules, known_of(subject))


def known_of(subject: Subject) -> Known:
    """What is known about a message: many of a project have the same."""
    context = subject.context
    return Known(
        None if context.kind_inferred and not context.evidence else context.kind,
        subject.regions,
        context.sender.type,
        context.sender.id is not None,
        None if context.provider == "generic" else context.provider,
        bool(context.brand),
        context.facts is not NOTHING,
        subject.dialect,
        context.program,
    )


@lru_cache(maxsize=256)
def missing(rules: tuple[Rule, ...], known: Known) -> tuple[Missing, ...]:
    """The rules for messages that cannot check one of which this is known."""
    return tuple(Missing(rule.code, fact) for rule in rules for fact in _facts(rule, known))


def _facts(rule: Rule, known: Known) -> tuple[str, ...]:
    """The missing facts of a rule for such a message; empty if it can check the message, or does not apply to it."""
    scope = rule.applies_to
    if scope.scope != "message" or (scope.dialect and known.dialect not in scope.dialect):
        return ()
    if scope.program and known.program not in scope.program:
        return ()
    found = []
    for fact, wanted, given in (
        ("kind", scope.kind, (known.kind,) if known.kind else ()),
        ("regions", scope.regions, known.regions),
        ("sender.type", scope.sender, (known.sender,) if known.sender else ()),
        ("provider", scope.provider, (known.provider,) if known.provider else ()),
    ):
        if wanted and not given:
            found.append(fact)
        elif wanted and wanted.isdisjoint(given):
            return ()
    return tuple(dict.fromkeys((*found, *_wants(rule.check, known))))


def _wants(check: str, known: Known) -> tuple[str, ...]:
    """The missing facts without which a check is not called."""
    wanted = _MAIN.get(check) or WANTS.get(check, 0)
    if wanted == FACTS | VARIABLE:
        return ("facts.dlt_template",) if "IN" in known.regions and not known.facts else ()
    there = {
        BRAND: known.branded,
        REGIONS: bool(known.regions),
        PROVIDER: known.provider is not None,
        SENDER_ID: known.named,
        NAME: known.sender is not None,
    }
    bits = [bit for bit in FACT_OF if wanted & bit]
    if not bits or wanted & ~sum(bits) or any(there[bit] for bit in bits):
        return ()
    return tuple(FACT_OF[bit] for bit in bits[:1])
