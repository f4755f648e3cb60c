"""A rule as its file defines it: frozen records, documentation first."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from smslint.finding import Confidence, Finding, Fix, Label, Severity
from smslint.records import NamedTuple, dataclass, field, replace
from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from smslint.rules.options import Options
    from smslint.span import Span

SCOPES = ("message", "recipient", "list", "send", "config", "registration")


class Citation(NamedTuple):
    """The source of a rule's claim, and when it was read."""

    title: str
    section: str = ""
    publisher: str = ""
    published: str = ""
    retrieved: str = ""
    url: str = ""
    no_url: str = ""
    """Why there is no address."""
    confidence: str = ""
    """``verified``: the text itself was read; ``secondary``: a text about it; ``knowledge``: from memory, not checked."""


class RuleTest(NamedTuple):
    """An example that is documentation and a test: a text, what is known about it, and the expected codes."""

    expect: tuple[str, ...]
    text: str = ""
    dialect: str = "plain"
    context: Mapping[str, object] = MappingProxyType({})
    values: Mapping[str, object] = MappingProxyType({})
    to: str | None = None
    fixed: str | None = None
    """The text after the rule's fixes."""
    note: str = ""


class Scope(NamedTuple):
    """What a rule applies to; an empty set means all. Decided before the check runs."""

    scope: str = "message"
    kind: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    sender: frozenset[str] = frozenset()
    provider: frozenset[str] = frozenset()
    program: frozenset[str] = frozenset()
    dialect: frozenset[str] = frozenset()


@sealed
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Rule:
    """One rule."""

    code: str
    name: str
    summary: str
    why: str
    severity: Severity
    confidence: Confidence
    applies_to: Scope
    check: str
    options: Options
    """An instance of the check's class in :data:`smslint.rules.checks.CHECKS`; every value has its type."""
    sources: tuple[Citation, ...]
    review_by: str
    tests: tuple[RuleTest, ...]
    path: Path
    help: str = ""
    """What to do, in one sentence."""
    cost: str = ""
    """Why it matters, in one sentence of money or law; the first sentence of ``why`` if empty."""
    fix: dict[str, Any] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    default: bool = True
    """Whether it runs without being selected."""
    needs: tuple[str, ...] = ()
    """The check runs only if one of these is in the message, in upper or lower case: a shortcut that the rule's tests verify."""

    @property
    def source_url(self) -> str:
        """The address of the rule's first source that has one, a verified one first; empty if there is none."""
        return _address(self.sources)

    def finding(
        self,
        message: str,
        span: Span,
        *,
        severity: Severity | None = None,
        confidence: Confidence | None = None,
        help: str = "",  # noqa: A002 (the name in the finding)
        labels: tuple[Label, ...] = (),
        fix: Fix | None = None,
        predicts: str = "",
        source_url: str = "",
        more: tuple[Fix, ...] = (),
        together: str = "",
        sources_differ: str = "",
        unknown: str = "",
    ) -> Finding:
        """A finding of this rule. ``source_url``: of the fact that it rests on, if it is not the rule's own source."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity or self.severity,
            confidence=confidence or self.confidence,
            message=message,
            span=span,
            why=self.cost,
            help=help or self.help,
            labels=labels,
            fix=fix,
            predicts=predicts,
            source_url=source_url or self.source_url,
            sources_differ=sources_differ,
            more=more,
            together=together,
            unknown=unknown,
        )

    def with_options(self, options: Options | None = None, severity: Severity | None = None) -> Rule:
        """This rule with the configuration of a project; missing values do not change.

        ``needs`` is valid only for the rule's own options, so it is dropped if the options change.
        """
        rule = replace(self, severity=severity or self.severity)
        return rule if options is None else replace(rule, options=options, needs=())


def rule_of(rules: tuple[Rule, ...], code: str) -> Rule | None:
    """The rule with a code, if it is switched on."""
    return next((rule for rule in rules if rule.code == code), None)


@lru_cache(maxsize=512)
def _address(sources: tuple[Citation, ...]) -> str:
    known = sorted((each for each in sources if each.url), key=lambda each: each.confidence != "verified")
    return known[0].url if known else ""
