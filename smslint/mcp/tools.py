"""The tools that only look: each asks what a command asks, and answers with that command's JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.mcp import schemas
from smslint.mcp.advice import RECIPIENT, Advice, advice, lines, missing
from smslint.mcp.asked import Parameter
from smslint.mcp.tool import Answer, Tool
from smslint.records import replace
from smslint.rules.sender import SENDER_TYPES
from smslint.vocabulary import KINDS
from smslint.wording import plural

if TYPE_CHECKING:
    from smslint.finding import Finding
    from smslint.mcp.asked import Asked
    from smslint.mcp.desk import Desk
    from smslint.project.config import Config


def check_message(desk: Desk, asked: Asked) -> Answer:
    """``smslint check - --format json``; with a recipient also what the rules say about it."""
    from smslint.project.files import Chooser
    from smslint.project.message_settings import check_settings
    from smslint.project.one_text import checked, with_settings
    from smslint.project.run import Runner
    from smslint.report import ReportOptions, render
    from smslint.settings import Named, Node

    settings = _settings(asked)
    for name, value in settings.items():
        check_settings(Node(Named(name), {name: value}))
    runner = Runner()
    runner.names_plan = True
    config = desk.config()
    chooser = Chooser(config)
    target = with_settings(chooser.target(desk.root / "<stdin>")._replace(shown="<stdin>"), settings)
    result = checked(runner, target, asked.text("text").encode())
    about = _of_recipient(asked, config, settings)
    result = replace(result, findings=(*result.findings, *about))
    record = json.loads("".join(render("json", result, ReportOptions(root=Path.cwd()))))
    gaps = [*missing(result.coverage), *(() if asked.word("to") else (RECIPIENT,))]
    return _advised(record, advice(result.findings, gaps), _counts(record))


def _settings(asked: Asked) -> dict[str, Any]:
    given: dict[str, Any] = {
        name: asked.word(name)
        for name in ("kind", "provider", "brand", "dialect", "locale", "sender")
        if asked.word(name)
    }
    if asked.words("regions"):
        given["regions"] = [each.upper() for each in asked.words("regions")]
    return given


def _of_recipient(asked: Asked, config: Config, settings: dict[str, Any]) -> tuple[Finding, ...]:
    """What the rules about recipients and moments find, with masked numbers."""
    from smslint.project.check import check
    from smslint.project.known_projects import project_of
    from smslint.sending.mask import scrub

    to, at = asked.word("to"), asked.word("at")
    if to is None and at is None:
        return ()
    own = {key: value for key, value in settings.items() if key != "dialect"}
    project = project_of(replace(config, context={**config.context, **own}))
    found = check(asked.text("text"), to, at=at, config=project).findings
    return tuple(
        each._replace(message=scrub(each.message, limit=2000), help=scrub(each.help, limit=2000))
        for each in found
        if each.code in project.by_code and project.by_code[each.code].applies_to.scope != "message"
    )


def _counts(record: dict[str, Any]) -> str:
    """``GSM-7, 1 segment``: how a message is sent."""
    said = []
    for message in record["messages"]:
        least, most = message["segments"]["least"], message["segments"]["most"]
        count = plural(least, "segment") if least == most else f"{least} to {most or 'any number of'} segments"
        said.append(f"{' or '.join(message['encodings'])}, {count}")
    return "; ".join(said) or "no message was read"


def _advised(record: dict[str, Any], found: Advice, first: str) -> Answer:
    return Answer({**record, "advice": found}, "\n".join((first, *(lines(found) or ("no findings",)))))


def count_segments(desk: Desk, asked: Asked) -> Answer:  # noqa: ARG001 (every tool gets the project)
    """``smslint segments --format json``."""
    from smslint.report.segments_json import record
    from smslint.rules.segments import analyse

    found = analyse(
        asked.text("text"),
        asked.word("provider"),
        smart=asked.flag("smart_encoding"),
        languages=asked.words("national"),
    )
    said = record(found)
    count = len(found.pieces)
    less = min((each.segmentation for each in found.savings), key=lambda each: each.count, default=None)
    lines = [f"{found.sent.encoding}, {plural(found.sent.units, 'unit')}, {plural(count, 'segment')}"]
    lines += [f"because of {each.char!r}" for each in found.offenders[:5]]
    if less is not None and less.count < count:
        lines.append(f"{plural(less.count, 'segment')} with other characters: see savings")
    return Answer(said, "\n".join(lines))


def check_number(desk: Desk, asked: Asked) -> Answer:  # noqa: ARG001
    """``smslint.check_number``, masked."""
    from smslint.numbers.capability import sms_capability
    from smslint.numbers.e164 import REASONS, check_number
    from smslint.numbers.masking import mask

    found = check_number(asked.text("number"), asked.word("region"))
    masked = {name: value and mask(value) for name, value in (("e164", found.e164), ("suggestion", found.suggestion))}
    why = found.note or REASONS.get(found.reason, "")
    arrives = {"yes": "can be texted", "maybe": "can be texted if it is a mobile", "no": "cannot be texted"}
    what = (
        f"{masked['e164']} {arrives[sms_capability(found.type, found.region)]}, as far as its form says: {found.region}, {found.type}."
        if found.valid
        else f"Not valid: {why} "
        + (
            "Ask the person whether it was meant as suggested."
            if found.suggestion
            else "Ask the person for the number."
        )
    )
    return Answer({"version": 1, **found.as_dict(), **masked, "advice": what}, what)


def explain_rule(desk: Desk, asked: Asked) -> Answer:
    """``smslint rule CODE --format json``."""
    from smslint.report.rule_json import record
    from smslint.rules import packs
    from smslint.rules.rule_file import read_rule

    word = asked.text("rule")
    found = packs.load(desk.config().packs)
    rule = found.find(word) or found.find(word.upper())
    if rule is None:
        raise ConfigError(found.no_such(word))
    rule = read_rule(rule.path)
    return Answer(
        record(rule), f"{rule.code} {rule.name} ({rule.severity.label}): {rule.summary}\n{rule.why}\n{rule.help}"
    )


def preflight_list(desk: Desk, asked: Asked) -> Answer:
    """``smslint preflight TEMPLATE LIST --format json``."""
    from smslint.broadcast.preflight import preflight

    template, people = desk.file("template", asked.text("template")), desk.file("list", asked.text("list"))
    card = asked.word("prices")
    if card is not None and not card.startswith("reference:"):
        card = str(desk.file("prices", card))
    found = preflight(
        template, people, config=desk.path, at=asked.word("at"), local=asked.flag("local") or False,
        dialect=asked.word("dialect"), kind=asked.word("kind"), key=asked.word("key"), values=asked.pairs("values"),
        prices=card, max_cost=asked.word("max_cost"), columns=asked.pairs("columns"), region=asked.word("region"),
        phone_column=asked.word("phone_column"), sheet=asked.word("sheet"),
    )  # fmt: skip
    record = found.as_dict()
    told = advice(
        (*found.findings, *found.list_findings), [{"argument": "(the list)", "why": each} for each in found.unknowns()]
    )
    now = found.now
    cost = (
        f", at most {(found.most or now).cost[1]} (as of {', '.join(now.as_of)})"
        if now.as_of
        else ", at an unknown cost: there is no rate card"
    )
    first = f"{plural(found.would_send, 'message')} of {plural(found.audit.total, 'row')} would be sent, {plural(now.segments, 'segment')}{cost}"
    return _advised(record, told, first)


def price(desk: Desk, asked: Asked) -> Answer:
    """``smslint prices show --format json``, as a record."""
    from smslint import clock
    from smslint.prices.asking import cards_of, prices_of, region_of, unpriced
    from smslint.project.project import rate_card
    from smslint.report.prices_json import record

    today, region = clock.today(), region_of(asked.word("region"))
    card, provider = asked.word("card"), asked.word("provider")
    if card is not None and provider is not None:
        raise ConfigError("card and provider cannot be used together")
    own = rate_card(desk.config()) if card is None and provider is None else None
    cards = [own] if own is not None else cards_of(None if card is None else desk.file("card", card), provider)
    found = prices_of(cards, region, asked.word("sender"))
    if not found:
        raise unpriced(cards, region)
    records = [record(card, price, today) for card, price in found]
    told = [
        f"{each['region']}: {each['least']} to {each['most']} {each['currency']} a segment, as of {each['as_of']}"
        f"{', which is too old to rely on' if each['stale'] else ''} [{each['card']}]"
        for each in records[:20]
    ]
    more = len(records) - len(told)
    return Answer({"version": 1, "prices": records}, "\n".join((*told, *([f"and {more} more"] if more else []))))


_KIND: Final = Parameter(
    "kind", "What the message is for. State it: otherwise it is inferred, or unknown.", choices=KINDS
)
_PROVIDER: Final = Parameter("provider", "Who sends it, such as twilio: by default as the project says.")
_REGION: Final = "A country, as two letters (ISO 3166-1), such as US."
_AT: Final = Parameter(
    "at", "When it will be sent, with its offset: 2026-12-01T10:00-05:00. Quiet hours are checked only with it."
)

LOOKING: Final = (
    Tool(
        "check_message", "Check a text message",
        "Check the text of one message before it is sent or written into a file: encoding, segments, cost, opt-out text, consent, links, "
        "personal data, and with a recipient its number and quiet hours. Call it for every text you write, mend what it finds, and call it "
        "again; after three tries ask a person. A template may have placeholders.",
        (
            Parameter("text", "The message, or a template of it.", "text", required=True), _KIND,
            Parameter("regions", "The countries of its recipients, such as [US, CA].", "words"), _PROVIDER,
            Parameter("brand", "The company in whose name it is sent."),
            Parameter("sender", "What it is sent from.", choices=SENDER_TYPES),
            Parameter("dialect", "The template language, such as jinja; by default it is guessed."),
            Parameter("locale", "The language of the text, such as en or pt-BR."),
            Parameter("to", "The recipient, in E.164: +14155550123."), _AT,
        ),
        schemas.published("output.v1.schema.json"), check_message,
    ),
    Tool(
        "count_segments", "Count segments",
        "How many segments one text takes, which are what is billed; in which encoding, because of which characters, and what would save "
        "segments. The text itself is counted: placeholders are not filled.",
        (
            Parameter("text", "The message as it is sent.", "text", required=True), _PROVIDER,
            Parameter("smart_encoding", "Whether the provider replaces characters outside of GSM-7.", "flag"),
            Parameter("national", "Languages whose national shift tables may be used, such as [tr].", "words"),
        ),
        schemas.SEGMENTS, count_segments,
    ),
    Tool(
        "check_number", "Check a phone number",
        "Whether a phone number is valid and what it is: country, type, time zones, and what is wrong with it. The answer is masked. Never "
        "repair a number yourself: ask the person.",
        (
            Parameter("number", "The number as it was written.", required=True),
            Parameter("region", f"The country of a number without a calling code. {_REGION}"),
        ),
        schemas.NUMBER, check_number,
    ),
    Tool(
        "explain_rule", "Explain a rule",
        "Why a rule of a finding exists, what to do, and its sources. Call it before you argue with a finding or switch a rule off.",
        (Parameter("rule", "The code or the name of a rule: OPT001, missing-opt-out.", required=True),),
        schemas.RULE, explain_rule,
    ),
    Tool(
        "preflight_list", "Price a broadcast",
        "Count and price a template for a whole list of recipients, and say who may not be texted and why. Sends nothing. Both are files "
        "inside of the project; numbers are masked.",
        (
            Parameter("template", "The file of the message.", required=True),
            Parameter("list", "The file of the recipients: CSV, JSON Lines, a spreadsheet, Parquet.", required=True), _KIND,
            Parameter("dialect", "The template language, such as jinja."),
            Parameter("key", "Which message, if the file has several."), _AT,
            Parameter("local", "Whether at is a time on each recipient's own clock, without an offset.", "flag"),
            Parameter("values", "Values that are the same for everyone, by placeholder.", "pairs"),
            Parameter("prices", "A rate card: a file inside of the project, or reference:twilio."),
            Parameter("max_cost", "The most that it may cost: 250, or 250 USD."),
            Parameter("columns", "Columns that are not found automatically, by role: {consent: agreed}.", "pairs"),
            Parameter("region", f"The country of numbers without a calling code. {_REGION}"),
            Parameter("phone_column", "The column of numbers, if it is not found automatically."),
            Parameter("sheet", "The sheet of a spreadsheet."),
        ),
        schemas.published("preflight.v1.schema.json"), preflight_list,
    ),
    Tool(
        "price", "Show prices",
        "What one segment costs in a country or in all, with the date of the price, on the project's rate card if it has one. A country "
        "without a price is unknown, never free.",
        (
            Parameter("region", _REGION),
            Parameter("provider", "The included card of this provider, instead of the project's."),
            Parameter("sender", "The type of sender.", choices=SENDER_TYPES),
            Parameter("card", "A rate card: a file inside of the project."),
        ),
        schemas.PRICES, price,
    ),
)  # fmt: skip
"""Every tool that only looks."""
