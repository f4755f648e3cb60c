"""Ask the rules about the filled texts, as the gate does when it sends: the rows that it would refuse are refused here.

A rule is asked about every text where a row can change its answer. Most values cannot (:mod:`smslint.broadcast.harmless`): for
texts that have only such values the rules are asked once for all recipients with the same facts.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.broadcast.fitting_values import fitting_values
from smslint.broadcast.pieces import Columns
from smslint.broadcast.refusing_rules import BY_LENGTH, MUST_HAVE, SCOPES, by_text, refusing
from smslint.broadcast.rules import NULL, OF_VALUES
from smslint.broadcast.telling import Key, Telling, Who
from smslint.project.facts import known
from smslint.recipients.codes import Code
from smslint.recipients.problem import Problem
from smslint.rules.check_options import CharacterLimit
from smslint.rules.engine import in_scope, run
from smslint.rules.facts import Facts
from smslint.rules.occasion import Occasion
from smslint.rules.price_date import price_facts
from smslint.rules.subject import Subject
from smslint.rules.undecided import if_marketing

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

    from smslint.broadcast.plan import Plan
    from smslint.broadcast.program import Program
    from smslint.finding import Finding
    from smslint.numbers.label import Label
    from smslint.recipients.batch import Batch, Cells
    from smslint.recipients.headers import Roles
    from smslint.recipients.screen import Screened
    from smslint.rules.context import Context
    from smslint.rules.rule import Rule
    from smslint.text.gsm7 import Measure

_SHAPES: Final = ("Xo", "XOXO", "Xoxo Xoxoxo Xoxoxoxo Xo", "7", "70707070")
"""Harmless values of every shape: if the answer is the same for all of them, it is the same for every harmless value."""
_MOST_KEPT: Final = 50_000
LONGEST: Final = 10**9
_UNITS: Final = itemgetter(1)


class _Standing(NamedTuple):
    """What is known for some recipients before a text is read."""

    always: tuple[Problem, ...] = ()
    """Why the gate refuses each of them, whatever harmless values they have."""
    each: tuple[Rule, ...] = ()
    """The rules to ask about each text."""
    of_values: tuple[Rule, ...] = ()
    """The rules to ask about each text with a value that may not fit its approved template, and once for all other texts."""
    others: tuple[Rule, ...] = ()
    """The other rules: asked about texts with telling values."""


class Texts:
    """The texts of a batch, made when they are needed."""

    def __init__(self, program: Program, rows: Sequence[Cells]) -> None:
        self._program, self._rows = program, rows
        self._made: dict[int, str] = {}

    def __getitem__(self, index: int) -> str:
        if index not in self._made:
            self._made[index] = next(self._program.texts(Columns([self._rows[index]]), 1))
        return self._made[index]


class Asking:
    """The rules of a plan about filled texts."""

    def __init__(self, plan: Plan, roles: Roles, columns: Sequence[str]) -> None:
        self._plan, self._columns = plan, tuple(columns)
        self._rules = refusing(plan)
        self.telling = Telling(plan, roles, self._columns, self._rules)
        self._pieces = plan.program.variants[0]
        self._holes = any(not isinstance(piece, str) for piece in self._pieces)
        self._contexts: dict[Who, Context] = {}
        self._standings: dict[Who, _Standing] = {}
        self._kept: dict[object, tuple[Problem, ...]] = {}
        self._quiet: set[tuple[Key, bool]] = set()
        self.fitting = fitting_values(self._pieces, plan.rules.sending) if self._holds_values else None
        self._long = next((rule for rule in self._rules if rule.check == BY_LENGTH), None)

    def problems(
        self, batch: Batch, columns: Columns, screened: Screened, measured: list[Measure], out: Container[int],
        label: Callable[[int], Label], texts: Texts,
    ) -> dict[int, tuple[Problem, ...]]:  # fmt: skip
        """Why the gate would refuse rows because of their texts, by index; rows that are out already are not asked about."""
        if not self._rules:
            return {}
        whos = self.telling.whos(batch.rows, screened, label)
        unfit = [True] * len(whos) if self.fitting is None else self.fitting.rows(columns, len(whos))
        kinds = list(zip(self.telling.keys(columns, whos), unfit, strict=True))
        noisy = set(kinds) - self._quiet
        if noisy:
            first = {kind: index for index, kind in reversed(list(enumerate(kinds)))}
            quiet = {kind for kind in noisy if kind[0][0] is None or not self._may_refuse(*kind, first[kind], texts)}
            noisy -= quiet
            if len(self._quiet) > _MOST_KEPT:
                self._quiet.clear()
            self._quiet |= quiet
        long = set(self._too_long(measured))
        found: dict[int, tuple[Problem, ...]] = {}
        if not noisy and not long:
            return found
        for index, kind in enumerate(kinds):
            who = kind[0][0]
            if (kind in noisy or index in long) and index not in out and who is not None:
                problems = self._answers(*kind, index, texts)
                if index in long:
                    problems += self._of_length(measured[index], texts[index], who)
                if problems:
                    found[index] = tuple({each.code.code: each for each in reversed(problems)}.values())
        return found

    @property
    def _holds_values(self) -> bool:
        return any(rule.check in OF_VALUES for rule in self._rules)

    def _may_refuse(self, key: Key, unfit: bool, index: int, texts: Texts) -> bool:
        """Whether a rule may refuse a message of this kind.

        :param unfit: whether a value may not fit its approved template.
        :param index: a row of this kind.
        """
        who = key[0]
        assert who is not None
        standing = self._standing(who)
        if standing.each or (unfit and standing.of_values):
            return True
        return bool(self._answers(key, unfit, index, texts))

    def _answers(self, key: Key, unfit: bool, index: int, texts: Texts) -> tuple[Problem, ...]:
        """Why the gate refuses a row."""
        who = key[0]
        assert who is not None
        standing = self._standing(who)
        found = self._known_answer(key, standing, lambda: texts[index])
        if standing.each:
            found += self._asked(("text", who, texts[index]), texts[index], who, standing.each)
        if standing.of_values:
            kept = ("values", who, texts[index] if unfit else None)
            found += self._asked(kept, texts[index], who, standing.of_values)
        return found

    def _known_answer(self, key: Key, standing: _Standing, text: Callable[[], str]) -> tuple[Problem, ...]:
        """The answer of the rules that harmless values do not concern."""
        if len(key) == 1 or all(each is None for each in key[1:]):
            return standing.always
        found = self._kept.get(key)
        if found is None:
            assert key[0] is not None
            found = self._asked(key, text(), key[0], standing.others)
        return found

    def _standing(self, who: Who) -> _Standing:
        found = self._standings.get(who)
        if found is None:
            if len(self._standings) > _MOST_KEPT:
                self._standings.clear()
            found = self._standings[who] = self._learn(who)
        return found

    def _learn(self, who: Who) -> _Standing:
        shapes = _SHAPES if self._holes else ("",)
        texts = ["".join(each if isinstance(each, str) else shape for each in self._pieces) for shape in shapes]
        first = self._subject(texts[0], who)
        each = {
            rule.code
            for rule in self._rules
            if self._holes and by_text(rule, first, self._plan.rules) and in_scope(rule, first)
        }
        fixed = tuple(rule for rule in self._rules if rule.code not in each and rule.check != BY_LENGTH)
        answers = [
            {problem.code.code: problem for problem in self.ask(fixed, self._subject(text, who), of_rule=True)}
            for text in texts
        ]
        common = set(answers[0]).intersection(*answers[1:])
        must = {rule.code for rule in fixed if rule.check in MUST_HAVE and not self.telling.supplies(rule)}
        each |= set().union(*answers) - common
        if self._holes:
            each |= common & must
        always = tuple(problem for code, problem in answers[0].items() if code in common and code not in each)
        return _Standing(
            always,
            tuple(rule for rule in self._rules if rule.code in each and rule.check not in OF_VALUES),
            tuple(rule for rule in self._rules if rule.code in each and rule.check in OF_VALUES),
            tuple(rule for rule in fixed if rule.code not in each),
        )  # fmt: skip

    def _subject(self, text: str, who: Who) -> Subject:
        """The text as the gate sees it."""
        context = self._contexts.get(who)
        if context is None:
            if len(self._contexts) > _MOST_KEPT:
                self._contexts.clear()
            context = self._contexts[who] = self._context(who)
        return Subject(text, context=context, values=self._plan.rules.values, to=self.telling.numbers[who[0]])

    def _context(self, who: Who) -> Context:
        """What the gate knows about every message to a recipient."""
        region, language, kind = who
        rules, number = self._plan.rules, self.telling.numbers[region]
        facts = Facts(columns=self._columns, locale=language or None, consent=kind)
        base = rules.sending
        base = base._replace(sender=base.sender._replace(first_message=True))
        context = known(base, facts, rules.config, number)
        return context.knowing(price_facts(rules.card, Occasion(context, number))).knowing(rules.priced(region))

    def ask(self, rules: tuple[Rule, ...], subject: Subject, *, of_rule: bool = False) -> list[Problem]:
        """Why the gate refuses a text."""
        by_code = {rule.code: rule for rule in rules}
        found = run(rules, subject, SCOPES)
        found += if_marketing(run, rules, subject, SCOPES, found, self._plan.rules.refuse_at)
        return [
            self._problem(each, by_code[each.code], of_rule=of_rule)
            for each in found
            if each.severity >= self._plan.rules.refuse_at
        ]

    @staticmethod
    def _problem(finding: Finding, rule: Rule, *, of_rule: bool) -> Problem:
        words = NULL.one if rule.code == NULL.code else rule.summary.rstrip(".")
        return Problem(
            Code(rule.code, True, words, stated=finding.severity, title=rule.name),
            finding.message,
            of_rule=of_rule,
            rule=rule,
        )

    def _asked(self, key: object, text: str, who: Who, rules: tuple[Rule, ...]) -> tuple[Problem, ...]:
        """The answer of some rules about a text, remembered."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = tuple(self.ask(rules, self._subject(text, who)))
        return found

    def asks_each(self, who: Who, *, unfit: bool) -> bool:
        """Whether a rule is asked about every text for a recipient, because nothing is known of how values change its answer.

        :param unfit: whether it has a value that may not fit its approved template.
        """
        standing = self._standing(who) if self._rules else _Standing()
        return bool(standing.each or (unfit and standing.of_values))

    @property
    def longest(self) -> tuple[int, int]:
        """The units and segments up to which no message is too long for the provider."""
        if self._long is None:
            return LONGEST, LONGEST
        provider = self._plan.rules.provider
        own = CharacterLimit.of(self._long).max_characters
        limits = (own,) if own else (provider.max_characters, provider.max_characters_ucs2)
        return min((each for each in limits if each is not None), default=LONGEST), provider.max_segments or LONGEST

    def _too_long(self, measured: list[Measure]) -> Iterable[int]:
        """The messages that may have more characters or segments than the provider takes."""
        if self._long is None or not measured:
            return ()
        units, segments = self.longest
        if max(map(_UNITS, measured)) <= min(units, segments * 60):
            return ()
        return [index for index, each in enumerate(measured) if each[1] > units or each[2] > segments]

    def _of_length(self, measure: Measure, text: str, who: Who) -> tuple[Problem, ...]:
        assert self._long is not None
        return self._asked(("length", who, len(text), measure), text, who, (self._long,))
