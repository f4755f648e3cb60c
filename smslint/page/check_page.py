"""``smslint check --format html``: every message with its segments, its findings and a box for another wording, and what it comes to."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from smslint.finding import Severity
from smslint.page import findings
from smslint.page.charts import Bar, bars, grid, spread
from smslint.page.document import document
from smslint.page.draft import draft_of
from smslint.page.drawing import drawn, words
from smslint.page.markup import Markup, join, tag
from smslint.page.tables import tables
from smslint.prices.money import plus
from smslint.report import phrases
from smslint.report.groups import by_message
from smslint.report.locations import shown_path
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.finding import Finding
    from smslint.page.draft import Draft
    from smslint.project.outcome import Reviewed
    from smslint.project.project import Project
    from smslint.report.options import ReportOptions
    from smslint.result import CostRange, MessageResult, Result

DRAWN: Final = 500
"""The most messages that are drawn, with their findings and a box; of the others there is one line."""
LISTED: Final = 5_000
"""The most messages of which there is a line."""
_FINDINGS: Final = 12
"""The most findings that are shown of one message."""
_LOOSE: Final = 100
_MANY: Final = 40
"""With more messages, the browser lays out only what is near the part that one sees."""
_TITLE: Final = "Text messages"

Placed = tuple["MessageResult", list["Finding"]]


class Drafts:
    """The drafts of the messages of a run: one for each result, made while it is checked."""

    def __init__(self) -> None:
        self._drafts: dict[int, tuple[MessageResult, Draft | None]] = {}

    def look(self, project: Project, reviewed: Reviewed) -> None:
        """Keep the draft of a message."""
        if reviewed.result is not None and reviewed.subject is not None:
            self._drafts[id(reviewed.result)] = reviewed.result, draft_of(reviewed.subject, project.card)

    def of(self, message: MessageResult) -> Draft | None:
        """The draft of a message; ``None`` without one."""
        return self._drafts.get(id(message), (message, None))[1]


def render(result: Result, options: ReportOptions, drafts: Drafts) -> str:
    """The page."""
    placed, loose = by_message(result)
    worst = [id(message) for message, _ in sorted(placed, key=_weight)[:LISTED]]
    chosen, listed = set(worst[:DRAWN]), set(worst)
    articles, boxes = [], {}
    for number, (message, found) in enumerate(placed):
        if id(message) not in listed:
            continue
        draft = drafts.of(message) if id(message) in chosen else None
        articles.append(_article(f"m{number}", message, found, draft, options, whole=id(message) in chosen))
        if draft is not None and draft.text:
            boxes[f"m{number}"] = draft.as_dict()
    used = {draft.how.table for message, _ in placed if (draft := drafts.of(message)) and draft.how.table}
    languages = {code for message, _ in placed if (draft := drafts.of(message)) for code in draft.how.languages}
    body = join(
        (
            tag("header", *_header(result, len(placed))),
            tag("main", *_main(result, options, drafts, articles, loose)),
            tag("footer", tag("p", f"smslint {result.version}")),
        )
    )
    return document(_TITLE, body, {"tables": tables(sorted(languages), sorted(used)), "page": {"boxes": boxes}})


def _weight(placed: Placed) -> tuple[int, int]:
    """The worst first: those with the most severe findings, then those with the most segments."""
    message, found = placed
    worst = max((finding.severity for finding in found), default=0)
    return -worst, -(10**6 if message.most is None else message.most)


def _header(result: Result, count: int) -> Iterator[Markup]:
    yield tag("h1", _TITLE)
    yield tag("p", tag("strong", phrases.summary(result)))
    if hint := phrases.fixable(result):
        yield tag("p", f"{hint[0].upper()}{hint[1:]}.")
    lines = list(phrases.coverage(result))
    if lines:
        yield tag("ul", *(tag("li", line) for line in lines), class_="warning")
    if count > DRAWN:
        left = "" if count <= LISTED else f"; {count - LISTED:,} are left out"
        yield tag(
            "p",
            f"{DRAWN:,} of {count:,} messages are drawn, the worst first; of the others there is a line{left}. "
            "For all of them, check fewer files at a time.",
            class_="warning",
        )


def _main(
    result: Result, options: ReportOptions, drafts: Drafts, articles: Sequence[Markup], loose: Sequence[Finding]
) -> Iterator[Markup]:
    charts = grid(list(_charts(result, drafts)))
    if charts:
        yield tag("h2", "At a glance")
        yield charts
    if loose:
        yield tag("h2", "About files and settings")
        yield join(findings.block(each, options) for each in loose[:_LOOSE])
        if len(loose) > _LOOSE:
            yield tag("p", f"and {plural(len(loose) - _LOOSE, 'more finding')}", class_="quiet")
    if articles:
        yield tag("h2", "Messages")
        yield tag("div", *articles, id="messages", class_="many" if len(articles) > _MANY else None)


def _charts(result: Result, drafts: Drafts) -> Iterator[Markup]:
    messages = result.messages
    most = Counter(message.most for message in messages)
    sizes = sorted(most, key=lambda each: (each is None, each or 0))
    names = {size: "no limit" if size is None else plural(size, "segment") for size in sizes}
    yield bars("Messages by their most segments", [Bar(names[each], most[each], f"{most[each]:,}") for each in sizes])
    severities = {each.code: (each.name, each.severity) for each in result.findings}
    codes = Counter(each.code for each in result.findings)
    ordered = sorted(codes, key=lambda code: (-severities[code][1], -codes[code], code))
    yield bars(
        "Findings by rule",
        [
            Bar(f"{code} {severities[code][0]}", codes[code], _times(codes[code], severities[code][1]))
            for code in ordered
        ],
    )
    yield from _costs(messages)
    yield from _savings(messages, drafts)


def _times(count: int, severity: Severity) -> str:
    return f"{count:,} info" if severity is Severity.INFO else plural(count, severity.label)


def _costs(messages: Sequence[MessageResult]) -> Iterator[Markup]:
    """What it costs to send each message once, by country and by kind, each currency for itself."""
    priced = [(message, cost) for message in messages for cost in message.cost]
    for currency in sorted({cost.currency for _, cost in priced}):
        own = [(message, cost) for message, cost in priced if cost.currency == currency]
        dates = ", ".join(sorted({cost.as_of for _, cost in own}))
        open_ones = sum(cost.most is None for _, cost in own)
        note = f"prices as of {dates}" + (
            f"; {open_ones} without a limit, counted with their least" if open_ones else ""
        )
        yield bars("Each message once, by country", _sums(currency, [(cost.region, cost) for _, cost in own]), note)
        yield bars("Each message once, by kind", _sums(currency, [(message.kind, cost) for message, cost in own]), note)


def _sums(currency: str, costs: Sequence[tuple[str, CostRange]]) -> list[Bar]:
    """The sums of each name, the dearest first."""
    least: dict[str, Decimal] = {}
    upper: dict[str, Decimal] = {}
    for name, cost in costs:
        least[name] = plus(least.get(name, Decimal(0)), cost.least)
        upper[name] = plus(upper.get(name, Decimal(0)), cost.least if cost.most is None else cost.most)
    ordered = sorted(upper, key=lambda name: (-upper[name], name))
    return [Bar(name, least[name], f"{spread(least[name], upper[name])} {currency}", upper[name]) for name in ordered]


def _savings(messages: Sequence[MessageResult], drafts: Drafts) -> Iterator[Markup]:
    now = then = changed = 0
    for message in messages:
        draft = drafts.of(message)
        if message.most is not None:
            after = message.most
            if draft is not None and draft.in_gsm7 is not None and draft.in_gsm7[1] is not None:
                after = min(after, draft.in_gsm7[1])
            now, then, changed = now + message.most, then + after, changed + (after < message.most)
    if changed:
        rows = [Bar("as they are", now, plural(now, "segment")), Bar("all in GSM-7", then, plural(then, "segment"))]
        yield bars("What writing all of it in GSM-7 would save", rows, f"{plural(changed, 'message')} would take fewer")


def _article(
    name: str, message: MessageResult, found: list[Finding], draft: Draft | None, options: ReportOptions, *, whole: bool
) -> Markup:
    worst = max((finding.severity for finding in found), default=0)
    cost = max((cost.least if cost.most is None else cost.most for cost in message.cost), default=0)
    parts = [_head(message, options), _figures(message, found, whole=whole)]
    if whole:
        parts += _body(message, found, draft, options)
    return tag(
        "article", *parts, id=name, class_=None if whole else "row", data_severity=int(worst), data_kind=message.kind,
        data_segments=10**6 if message.most is None else message.most, data_cost=f"{cost:f}" if message.cost else None,
        data_codes=" ".join(sorted({each.code for each in found})) or None,
    )  # fmt: skip


def _head(message: MessageResult, options: ReportOptions) -> Markup:
    key = f" {message.key}" if message.key else ""
    return tag("h3", f"{shown_path(message.path, options)}:{message.line}{key}")


def _figures(message: MessageResult, found: Sequence[Finding], *, whole: bool) -> Markup:
    kind = message.kind if message.kind_known else "kind unknown"
    counts = Counter(each.severity for each in found)
    said = [
        tag("li", tag("strong", _segments(message))),
        tag("li", phrases.encodings(message)),
        tag(
            "li",
            f"{kind} (from {message.kind_from})" if message.kind_inferred and message.kind_from and whole else kind,
        ),
    ]
    if message.headroom is not None and whole:
        said.append(tag("li", f"{message.headroom} left"))
    said += [tag("li", f"{phrases.cost(each)}, as of {each.as_of}") for each in message.cost]
    if not message.cost and whole:
        said.append(tag("li", "cost unknown", class_="quiet"))
    if not whole:
        said += [
            tag("li", f"{findings.SIGNS[each]}: {counts[each]}", class_=each.label)
            for each in sorted(counts, reverse=True)
        ]
    return tag("ul", *said, class_="figures")


def _segments(message: MessageResult) -> str:
    words = phrases.segments(message)
    return f"{words} {'segment' if message.most == message.least == 1 else 'segments'}"


def _body(
    message: MessageResult, found: Sequence[Finding], draft: Draft | None, options: ReportOptions
) -> Iterator[Markup]:
    if draft is not None:
        yield drawn(draft.sent, draft.values)
        yield words(draft.sent, draft.values)
        if message.most is None:
            yield tag("p", "Drawn with the shortest values, because it has no limit.", class_="quiet")
        elif draft.several:
            yield tag("p", "Drawn in its longest wording; it has others.", class_="quiet")
        if draft.in_gsm7 is not None and (fewer := _fewer(message, draft.in_gsm7)):
            yield tag("p", f"Written in GSM-7, as far as characters have replacements: {fewer}.", class_="good")
    for note in message.notes:
        yield tag("p", note, class_="quiet")
    for finding in found[:_FINDINGS]:
        yield findings.block(finding, options)
    if len(found) > _FINDINGS:
        yield tag("p", f"and {plural(len(found) - _FINDINGS, 'more finding')}", class_="quiet")


def _fewer(message: MessageResult, seven: tuple[int, int | None]) -> str:
    """How many segments it would take in GSM-7, if that is fewer."""
    least, most = seven
    if most is None or message.most is None or most >= message.most:
        return ""
    return plural(most, "segment") if least == most else f"{least} to {most} segments"
