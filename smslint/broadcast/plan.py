"""The plan of a broadcast: made once from a template, a list and the caller's options, for the preflight and for sending."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from smslint.broadcast import rules as broadcast_rules
from smslint.broadcast.options import Options, card_of, limit_of, settled, suppression
from smslint.broadcast.rules import Rules
from smslint.calling import called
from smslint.errors import ConfigError, RecipientsError
from smslint.finding import Severity
from smslint.sealed import sealed
from smslint.span import Span
from smslint.text.gsm7 import GSM7, Alphabet
from smslint.wording import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from smslint.broadcast.history import Past
    from smslint.broadcast.program import Program
    from smslint.broadcast.sums import Pricing
    from smslint.broadcast.template import Template
    from smslint.coverage import Coverage
    from smslint.finding import Finding
    from smslint.prices import RateCard
    from smslint.project.config import Config
    from smslint.recipients.hours import Hours
    from smslint.recipients.policy import Policy
    from smslint.rules.rule import Rule
    from smslint.text.tree import Text


@sealed
@dataclass(frozen=True, slots=True)
class Plan:
    """What to compute."""

    program: Program
    policy: Policy
    pricing: Pricing | None = None
    """The price of a segment in a region."""
    fixed: Program | None = None
    """The template with its safe fixes applied, if there are any."""
    substitute: Mapping[int, str] | None = None
    """For ``str.translate``: the replacements of characters outside GSM-7."""
    counted: Program | None = None
    """The program with what is appended to each message, where something is; it is counted, and another system adds it."""
    alphabet: Alphabet = GSM7
    """Its measure of a text is what the provider bills."""
    show_numbers: bool = False
    template: str = ""
    """The template's name in reports."""
    findings: tuple[Finding, ...] = ()
    """The findings about the template itself."""
    rules: Rules = field(default_factory=Rules)
    """The rules about the whole broadcast."""
    coverage: Coverage | None = None
    """What is unknown about the template."""
    past: Past | None = None
    """The journal with earlier messages; ``None``: nobody has been texted yet."""
    campaign: str = ""
    """What the journal files the messages under."""
    unsure: str = ""
    """Why the template may mean something else than what is counted; empty if there is no doubt."""

    @property
    def stopping(self) -> tuple[str, ...]:
        """The codes of the findings about the template because of which nothing is sent."""
        return tuple(dict.fromkeys(each.code for each in self.findings if each.severity >= Severity.ERROR))

    @property
    def timeless(self) -> bool:
        """Whether the moment of sending may matter and is not planned."""
        return self.policy.hours is None and self.rules.timed

    @property
    def inexact(self) -> str:
        """Why the list cannot fill the template exactly as its engine would, so that nothing may be sent; empty if it can."""
        if not (self.unsure or self.program.notes or len(self.program.variants) > 1):
            return ""
        return " ".join((self.unsure, *self.program.notes)).strip() or "Its conditions depend on more than the columns."


def make_plan(
    template: Template,
    columns: Sequence[str],
    options: Options,
    *,
    past: Past | None = None,
    campaign: str | None = None,
) -> Plan:
    """The plan of a broadcast.

    :param columns: the names of the list's columns.
    :param past: the journal with earlier messages to the recipients.
    :param campaign: what it files the messages under; by default the template's name.
    :raises ConfigError: for an invalid setting or option.
    :raises RecipientsError: if the list has no column for a placeholder.
    """
    from smslint.broadcast.fill import compile_template
    from smslint.broadcast.template import fixed_body
    from smslint.dialects import parse

    subject = template.subject
    config = settled(template.config, options)
    card = card_of(config, options)
    limit = limit_of(config, options, card)
    left = {Span(each.start, each.end) for each in subject.fields}

    def compiled(text: Text, source: str = subject.body) -> Program:
        return compile_template(text, columns, options.values, dialect=subject.dialect, source=source, left=left)

    if subject.unread:
        part = subject.unread[0]
        raise RecipientsError(
            f"TPL002: {part.name!r} was not read: {part.why}. So nobody knows which text would be sent."
        )
    program = compiled(subject.text)
    refuse_unfilled(program, subject.text, columns)
    for name in options.values:
        if not program.mentions(name):
            hint = nearest(name, program.named) if program.named else ""
            raise ConfigError(f"{called('values')}: the template has no placeholder {name!r}{hint}")
    # The edits are those of the template's own file: what it includes is not among them.
    body = fixed_body(subject.body, template.edits if subject.parts is None else ())
    active = {rule.code: rule for rule in template.rules}
    return Plan(
        program,
        _policy(template, config, options, active, past),
        pricing=None if card is None else _pricing(card, subject.context.sender.type, subject.context.kind),
        counted=compiled(subject.whole) if subject.whole is not subject.text else None,
        fixed=None if body == subject.body else compiled(subject.with_added(parse(body, subject.dialect)), body),
        alphabet=subject.measuring,
        substitute=substitutes(),
        show_numbers=options.show_numbers,
        template=template.name,
        findings=tuple(_findings(template, columns)),
        rules=Rules(
            active, subject.context, template.refuse_at, limit, options.max_segments,
            severe=not _states_severity(config, active.get(broadcast_rules.LONG.code)),
            config=config, values=template.values, card=card, at=options.at or (options.wall and options.wall.replace(tzinfo=dt.UTC)),
        ),
        coverage=template.coverage,
        past=past,
        campaign=campaign or template.short,
        unsure=_UNSURE.format(called("dialect"), subject.dialect) if subject.others else "",
    )  # fmt: skip


_UNSURE = "Its dialect is not stated: it looks like {1}, and another dialect that fits reads it in another way. State it with {0}."


def _findings(template: Template, columns: Sequence[str]) -> Iterator[Finding]:
    """The findings about the template. The list fills it and nothing else will: a merge field that is left reaches the recipient."""
    from smslint.rules.engine import run
    from smslint.rules.facts import Facts
    from smslint.rules.undecided import if_marketing

    leak = next((rule for rule in template.rules if rule.code == broadcast_rules.NULL.code), None)
    found = {} if leak is None else {each.span: each for each in template.findings if each.code == leak.code}
    # Whether a value fits a registered template, its rows say.
    of_values = {rule.code: rule for rule in template.rules if rule.check in broadcast_rules.OF_VALUES}
    stated = {(each.code, each.span): each for each in template.findings if each.code in of_values}
    for each in template.findings:
        if each.code not in broadcast_rules.OF_FILLED and each.code not in of_values and each not in found.values():
            yield each
    if template.subject.error is None:
        filled = template.subject.knowing(Facts(columns=tuple(columns)))
        for each in run(tuple(of_values.values()), filled) if stated else ():
            if (each.code, each.span) in stated:
                yield each._replace(location=stated[each.code, each.span].location)
        for each in run((leak,), filled.about_to_be_sent()) if leak is not None else ():
            yield each._replace(location=found[each.span].location if each.span in found else None)
    if template.subject.error is None:
        # An opt-out text, for example: where nobody knows whether it is marketing, the rules must not be left out.
        yield from if_marketing(
            run, template.rules, template.subject, ("message",), template.findings, template.refuse_at
        )


def refuse_unfilled(program: Program, text: Text, columns: Sequence[str]) -> None:
    """Refuse a template that the columns of a list do not fill.

    :param text: what the program was made from.
    :raises RecipientsError: naming what has no column.
    """
    if program.missing:
        raise RecipientsError(_looped(program, text) or _missing(program, columns))
    if program.unread:
        raise RecipientsError(_unread(program))


def substitutes(alphabet: Alphabet = GSM7) -> dict[int, str]:
    """smslint's substitution table for :func:`str.translate`: characters that are not in the alphabet."""
    from smslint.text.substitutions import default_table

    return {ord(char): each.replacement for char, each in default_table().items() if not alphabet.septets(char)}


def _missing(program: Program, columns: Sequence[str]) -> str:
    from smslint.recipients.chosen import listed

    names = ", ".join(f"`{each.name}`" for each in program.missing)
    giving = called("values", "{'NAME': 'VALUE'}", "NAME=VALUE")
    return (
        f"PLH002: the list has no column for {names}; it has {listed(columns)}. "
        f"Rename a column, or give the value with {giving}."
    )


def _looped(program: Program, text: Text) -> str:
    """Why a name has no column if a loop gives it its value; empty if none is in a loop."""
    from smslint.text.tree import Loop, walk

    loops = [node for node in walk(text) if isinstance(node, Loop)]
    for each in program.missing:
        for loop in loops:
            if loop.span.start <= each.span.start < loop.span.end:
                over = f" over `{loop.name}`" if loop.name else ""
                return (
                    f"PLH002: `{each.name}` is printed in a loop{over}: smslint does not evaluate it, and the list has no column "
                    f"for `{each.name}`. Print the result with one placeholder, and give the list a column that holds it."
                )
    return ""


def _unread(program: Program) -> str:
    codes = ", ".join(f"`{' '.join(each.split())}`" for each in program.unread)
    return (
        f"PLH002: smslint does not evaluate {codes}, so no list can fill this template. "
        "Print a placeholder there, and give the list a column that holds the result."
    )


def _policy(
    template: Template, config: Config, options: Options, active: Mapping[str, Rule], past: Past | None
) -> Policy:
    from smslint.project.facts import consent_required
    from smslint.recipients.policy import home_region, make_policy
    from smslint.recipients.suppression import memory_of
    from smslint.recipients.suppression_files import load_all
    from smslint.rules.undecided import MARKETING, kindless

    hours: Hours | None = None
    if options.wall is not None:
        hours = template.local_hours(options.wall, options.at)
    elif options.at is not None:
        hours = template.hours(options.at)
    context = template.subject.context
    require = consent_required(context, config)
    policy = make_policy(
        region=options.region, hours=hours, enabled=config.sending.enabled_regions or (),
        accept_suggestions=options.accept_suggestions, require_consent=require,
    )  # fmt: skip
    suppressed = load_all(  # as the gate reads them
        suppression(config, options),
        home_region(options.region, context.regions),
        allow_empty=config.sending.allow_empty_suppression or False,
        memory=memory_of(past),
    )
    decides = require is None and (context.kind == MARKETING or kindless(context))
    unknown = _unknown_consent(kindless(context)) if decides else None
    return replace(policy, suppressed=suppressed, rules=active, refuse_at=template.refuse_at, unknown_consent=unknown)


def _unknown_consent(without_kind: bool) -> str:
    """Why a row of marketing is refused whose consent is unknown, and what to do."""
    also = " (state the kind if it is not marketing)" if without_kind else ""
    elsewhere = called("require_consent", "False", "no")
    return f"consent unknown: not sent{also}; if consent is recorded elsewhere: {elsewhere}"


def _pricing(card: RateCard, sender: str | None, kind: str | None) -> Pricing:
    return lambda region: card.price(region, sender, kind=kind)


def _states_severity(config: Config, rule: Rule | None) -> bool:
    """Whether the project itself sets the severity of a rule."""
    names = () if rule is None else (rule.code, rule.name, *rule.aliases)
    return any(layer[name].severity is not None for layer in config.rules for name in names if name in layer)
