"""The result of :func:`smslint.preflight`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from smslint.broadcast.first_rows import FirstRows
from smslint.broadcast.savings import saved
from smslint.broadcast.sums import Sums
from smslint.finding import Severity
from smslint.recipients.places import Place
from smslint.sealed import sealed
from smslint.vocabulary import STALE_DAYS
from smslint.wording import plural

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from smslint.broadcast.asked import Asked
    from smslint.broadcast.causes import Offender
    from smslint.broadcast.savings import Saved, Saving, SenderCost
    from smslint.broadcast.timing import Timing
    from smslint.coverage import Coverage
    from smslint.finding import Finding
    from smslint.prices import Price
    from smslint.recipients.audited import Audit


class Addition(NamedTuple):
    """A value that is not from the list, and how much it filled."""

    name: str
    default: bool
    """Whether it is a default of the template for an empty cell; otherwise the caller gave it for everyone."""
    rows: int
    """The messages with it. Of a default, the rows that are not refused; a number that is there twice counts twice."""
    places: int
    """Its places in each of them."""

    def __str__(self) -> str:
        where = "" if self.places == 1 else f" in {self.places} places each"
        what = f"the default of `{self.name}`" if self.default else f"the given value of `{self.name}`"
        return f"{what} filled {plural(self.rows, 'message')}{where}"


class Worst(NamedTuple):
    """One of the most expensive messages."""

    segments: int
    units: int
    row: int
    line: int
    encoding: str
    cause: str
    file: str = ""
    """The file that the row is in, if the list is several files."""

    @property
    def place(self) -> Place:
        """Where the row is."""
        return Place(self.file, self.row)


@sealed
@dataclass(frozen=True, slots=True)
class Broadcast:
    """How many messages, how much they cost, and what is wrong. Plain values: it can be pickled and stored."""

    audit: Audit
    """The list: its rows, and those that may not be texted."""
    template: str = ""
    """The path of the template, with the key of the message if its file contains several."""
    now: Sums = field(default_factory=Sums)
    """The rows that are not refused, with the fewest segments that are possible for them."""
    priced: bool = False
    """Whether there was a rate card."""
    most: Sums | None = None
    """With the most segments, if the rows leave something undecided."""
    fixed: Sums | None = None
    """With the template's safe fixes applied, if there are any."""
    substituted: Sums | None = None
    """With characters outside GSM-7 replaced if there is a replacement."""
    offenders: Counter[Offender] = field(default_factory=Counter)
    """Messages by the character and field that made them UCS-2."""
    template_offenders: tuple[Offender, ...] = ()
    """Characters outside GSM-7 in the template itself."""
    empty: Counter[str] = field(default_factory=Counter)
    """Number of rows by merge field that is printed but empty."""
    nulls: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Number of rows by merge field and the word (``None``) that a program wrote instead of an empty value."""
    first_empty: dict[str, tuple[int, str]] = field(default_factory=dict)
    """A row whose field is empty, and how its message reads. ``audit.files`` says in which of several files it is."""
    worst: tuple[Worst, ...] = ()
    """The most expensive messages, the most expensive first."""
    notes: tuple[str, ...] = ()
    """What the rows do not decide, in sentences for people."""
    findings: tuple[Finding, ...] = ()
    """The findings about the template itself."""
    list_findings: tuple[Finding, ...] = ()
    """The findings about the whole broadcast: its cost, its longest messages, missing values."""
    coverage: Coverage | None = field(default=None, compare=False)
    """What is unknown about the template: its kind, its dialect, the rules that could not run."""
    filled: tuple[Addition, ...] = ()
    """The values that are not from the list, and how many messages each of them filled."""
    unknown: tuple[str, ...] = ()
    """What is unknown about the moment of sending, in phrases for people."""
    inexact: str = ""
    """Why the list cannot fill the template exactly as its engine would, so that ``send`` sends nothing; empty if it can."""
    provider: str = ""
    """The provider as which the messages are counted; :func:`smslint.send_broadcast` sends through Octopods."""
    timing: Timing | None = None
    """When each recipient may be texted, if the planned time is one of their own clock."""
    plain: Sums | None = None
    """With the template's own characters outside GSM-7 replaced, or left out without a replacement; the values stay as they are. ``None``
    where it has none."""
    savings: tuple[Saving, ...] = ()
    """What replacing single characters of the values saves, the most segments first."""
    senders: tuple[SenderCost, ...] = ()
    """What it costs from each type of sender that the rate card has lines for."""
    first_rows: FirstRows = field(default_factory=lambda: FirstRows({}, {}))
    """The first rows with each number of segments, and with each character that makes a message UCS-2."""
    priced_on: dt.date | None = None
    """The day on which prices count as old or not."""
    price_limit: int = STALE_DAYS
    """The age in days from which the project calls a price old."""
    asked: Asked | None = field(default=None, compare=False, repr=False)
    """What :func:`smslint.send_broadcast` sends: the arguments of the preflight. A list given in memory is kept here whole, with
    its phone numbers, also in a pickle."""

    def __hash__(self) -> int:
        # Enough to distinguish most; the sums and counters are compared, and have no hash.
        return hash((self.template, self.recipients, self.segments, self.priced))

    def doubt(self, price: Price | None) -> str:
        """Why a price may not be that of the day of sending: ``120 days ago``; empty if it may, or if there is none."""
        return "" if price is None or self.priced_on is None else price.doubt(self.priced_on, self.price_limit)

    @property
    def recipients(self) -> int:
        """How many recipients are not refused for their own row; see :attr:`would_send`."""
        return self.now.recipients

    @property
    def refused_whole(self) -> bool:
        """Whether something affects all rows, so that ``send`` sends nothing: an error (in the template, the cost or missing
        consent), or a template that the list cannot fill exactly.
        """
        whole = (each for each in self.list_findings if each.code in ("CST001", "CON002"))
        return bool(self.inexact) or any(each.severity >= Severity.ERROR for each in (*self.findings, *whole))

    @property
    def would_send(self) -> int:
        """How many messages ``send`` would send: none if the whole broadcast is refused."""
        return 0 if self.refused_whole else self.recipients

    @property
    def segments(self) -> int:
        """How many segments this takes, at least."""
        return self.now.segments

    def saves(self) -> dict[str, Saved]:
        """How much less each other version of the messages takes: with safe fixes, with its own text in GSM-7, with substituted characters."""
        versions = {"fixed": self.fixed, "gsm7": self.plain, "substituted": self.substituted}
        return {name: saved(self.now, sums) for name, sums in versions.items() if sums is not None}

    @property
    def severity(self) -> Severity | None:
        """The highest severity found in the template, in the whole broadcast and in the rows; ``None`` without findings."""
        found = [each.severity for each in (*self.findings, *self.list_findings)]
        in_rows = self.audit.worst()
        return max([*found, *([] if in_rows is None else [in_rows])], default=None)

    @property
    def ok(self) -> bool:
        """Whether there are rows, ``send`` would refuse none of them, and no finding is an error."""
        return 0 < self.audit.total == self.would_send and (self.severity or Severity.INFO) < Severity.ERROR

    @property
    def complete(self) -> bool:
        """Whether nothing that decides is unknown: about the template, the list or the moment. ``--strict`` requires this."""
        return not (self.unknown or self.audit.unknown) and (self.coverage is None or self.coverage.complete)

    def unknowns(self) -> Iterator[str]:
        """Each thing that is unknown, with its place if it has one; empty exactly if :attr:`complete`."""
        yield from self.audit.placed_unknown()
        yield from self.unknown
        if self.coverage is not None:
            yield from self.coverage.unknowns()

    @property
    def over_limit(self) -> tuple[str, ...]:
        """The limits that are exceeded, as text: ``CST001: it costs up to 12 USD, and max_cost is 10.``"""
        return tuple(
            f"{each.code}: {each.message[:1].lower()}{each.message[1:]}"
            for each in self.list_findings
            if each.severity >= Severity.ERROR and (each.unknown or each.code in ("CST001", "LEN002"))
        )

    def as_dict(self) -> dict[str, Any]:
        """The JSON of ``smslint preflight --format json``, version 1. Amounts of money are strings."""
        from smslint.report.preflight_json import record

        return record(self)

    def __str__(self) -> str:
        """The report of ``smslint preflight``, without colours."""
        from smslint.report.preflight_text import text
        from smslint.report.style import Style

        return "\n".join(text(self, Style(False)))
