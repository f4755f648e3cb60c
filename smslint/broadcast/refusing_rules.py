"""The rules that may refuse a row because of its text, and those of them that are asked about each text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.broadcast.history import by_history
from smslint.finding import Severity
from smslint.recipients.hours import CHECKS as OF_HOURS
from smslint.rules.check_options import lexicon_of
from smslint.rules.profiles import profiles

if TYPE_CHECKING:
    from smslint.broadcast.plan import Plan
    from smslint.broadcast.rules import Rules
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

SCOPES: Final = ("message", "send")
ELSEWHERE: Final = OF_HOURS | {"merge-field", "segment-budget", "cost-budget", "frequency-cap"}
"""The kinds of check that the preflight itself decides from the columns, the measures and the sums."""
MUST_HAVE: Final = frozenset({"brand", "country-text", "programme-text", "required-phrase"})
"""The kinds of check that look for something that must be there: if the fixed text has it, no value removes it."""
BY_WORDS: Final = frozenset({"false-reply", "leak", "lexicon-groups", "lexicon-phrase", "link", "only-confirms"})
"""The kinds of check that look for entries of a lexicon."""
_BY_CHARACTERS: Final = frozenset({
    "alphabet", "code-line", "country-link", "directive", "empty-body", "greeting", "html-escape", "invisible-character",
    "isolation-marks", "link-form", "mixed-script", "parts", "price-age", "reply-word", "secret-number", "sender-form",
    "sender-registration", "sender-support", "source", "template", "truncation-mark", "undeclared", "white-space",
})  # fmt: skip
"""The kinds of check that no harmless value concerns, or that look at no value at all."""
_BY_ORIGINAL: Final = frozenset({"lost-code", "plural-forms", "translated-placeholders", "untranslated"})
"""The kinds of check that compare a translation with its original."""
BY_LENGTH: Final = "character-limit"


def refusing(plan: Plan) -> tuple[Rule, ...]:
    """The rules that may refuse a row because of its text. One that already refuses the template stops the whole broadcast."""
    rules, told = plan.rules, plan.stopping
    return tuple(
        rule
        for rule in rules.by_code.values()
        if rule.applies_to.scope in SCOPES and rule.check not in ELSEWHERE and rule.code not in told
        and not (plan.past is not None and by_history(rule))
        and (rule.severity >= rules.refuse_at or (rule.check == "price-age" and rules.limit is not None))
    )  # fmt: skip


def speaks(rule: Rule, rules: Rules) -> bool:
    """Whether a rule can refuse a message at all: a reply that may not arrive in a country is only a warning."""
    name = rules.context is not None and rules.context.sender.type == "alphanumeric"
    return rule.check != "false-reply" or name or rules.refuse_at < Severity.ERROR


def by_text(rule: Rule, subject: Subject, rules: Rules) -> bool:
    """Whether a rule is asked about each text with values: nothing is known of how values change its answer."""
    if rule.check in BY_WORDS:
        return speaks(rule, rules) and not lexicon_of(rule).predictable
    if rule.check == "code-line":
        return "<#>" in subject.body or ("@" in subject.body and "#" in subject.body)
    if rule.check == "country-text":
        asked = (each for country in profiles(subject) for each in country.text_checks)
        return any(each.rule == rule.code and each.match == "fault" for each in asked)
    if rule.check in _BY_ORIGINAL:
        return subject.context.facts.original is not None
    if rule.check == "dlt-template":
        return subject.context.facts.dlt_template is not None
    if rule.check == "approved-template":
        return subject.context.facts.approved is not None
    return rule.check not in MUST_HAVE | _BY_CHARACTERS and rule.check != BY_LENGTH
