"""The log read once: what each message is from, counted by everything that a report needs of it."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, Final

from smslint.logs.times import Clock
from smslint.numbers.store import plan
from smslint.reconcile.canonical import canonical, moved
from smslint.reconcile.causes import Expected
from smslint.reconcile.matcher import Matcher
from smslint.reconcile.observed import Observed
from smslint.reconcile.once import naming, rank, with_parts
from smslint.reconcile.redacted import is_hidden
from smslint.records import NamedTuple
from smslint.text.gsm7 import GSM7
from smslint.vocabulary import CUT, NO_TEMPLATE, NO_TEXT, OTHER_VALUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.logs.opened import Log
    from smslint.logs.row import Row
    from smslint.reconcile.causes import Found
    from smslint.reconcile.form import Form, Hole
    from smslint.reconcile.matcher import Match
    from smslint.reconcile.template import Template
    from smslint.rules.providers import Provider

_FEW: Final = 5
_CUT: Final = 3
"""So many texts of the same, longest length are a limit of the log."""
_FINAL: Final = 2


class Why(NamedTuple):
    """Why messages are from no template."""

    reason: str
    form: Form | None = None
    hole: Hole | None = None
    length: int = 0
    """Of a text that may be cut."""


Spot = int | tuple[int, ...] | Why
"""The template, the templates that it may be, or why it is none."""


class Key(NamedTuple):
    """What messages have in common that are counted together. What is from the log is as the log writes it."""

    spot: Spot
    counted: int
    segments: str
    price: str
    fee: str
    currency: str
    error: str
    region: str
    causes: tuple[Found, ...]


class Tally:
    """Counts the messages of a log."""

    def __init__(
        self, log: Log, templates: Sequence[Template], forms: Sequence[Form], provider: Provider | None
    ) -> None:
        """:param provider: whose log it is, if there is a profile."""
        self.log, self.templates = log, templates
        self.matcher = Matcher(forms)
        self.observed = Observed()
        self.expected = Expected(templates, provider)
        self.clock = Clock()
        self.accounts: Counter[str] = Counter()
        self.rows = self.received = self.repeated = 0
        self.examples: dict[Why, list[int]] = {}
        self._alphabet = GSM7 if provider is None else provider.alphabet()
        """In which messages are counted that are from no template."""
        self._places: dict[Key, int] = {}
        """Where the count of a key is."""
        self._counts: list[int] = []
        self._unsettled: dict[str, tuple[int, Row]] = {}
        """The messages whose last row is not final, each with how much that row knows."""
        self._longest = self._longest_count = 0
        self._regions: dict[int, str] = {}

    @property
    def pending(self) -> int:
        """The messages that are still on their way."""
        return self._unnamed + sum(1 for known, _ in self._unsettled.values() if not known)

    @property
    def counts(self) -> Iterator[tuple[Key, int]]:
        """How many messages have which key."""
        limit = self._longest if self._longest_count >= _CUT else 0
        for key, at in self._places.items():
            if self._counts[at]:
                yield _settled(key, limit), self._counts[at]

    def run(self, account: str | None = None) -> None:
        """Count everything.

        :param account: only the messages of this account.
        """
        layout = self.log.layout
        name_of = naming(layout)
        seen: dict[str, int] = {}
        inbound: dict[str, bool] = {}
        ranks: dict[str, int] = {}
        counts = self._counts
        self._unnamed = 0
        for number, row, region in self._with_regions(account):
            direction = row[5]
            received = inbound.get(direction)
            if received is None:
                received = inbound[direction] = direction.strip().lower() in layout.inbound
            if received:
                self.received += 1
                continue
            status = row[6]
            known = ranks.get(status)
            if known is None:
                known = ranks[status] = rank(row, layout)
            name = name_of(row)
            before = seen.get(name) if name else None
            if before is not None:
                self.repeated += 1
                then, earlier = self._unsettled.get(name, (_FINAL, row))
                if known < then:
                    continue
                if before >= 0:
                    counts[before] -= 1
                self._unsettled.pop(name, None)
                row = row if row[3] else row._replace(body=earlier.body)
            if known:
                at = self._message(number, row, region)
                counts[at] += 1
            else:
                at = -1
                self._unnamed += not name
            if name:
                seen[name] = at
                if known < _FINAL:
                    self._unsettled[name] = known, row

    def _message(self, number: int, row: tuple[str, ...], region: str) -> int:
        """Where a message is counted."""
        body, segments, error = row[3], row[7], row[11]
        text = canonical(body)
        match = self.matcher.match(text)
        form = match.form
        causes: tuple[Found, ...] = ()
        if form is not None:
            spot: Spot = form.template
            counted = self.templates[form.template].alphabet.measure(body)[2]
            spans = match.spans if form.sure(text, match.spans) else None
            if spans is not None and form.holes:
                if text != body:
                    spans = moved(spans, body, text)
                self.observed.see(form, body, spans)
            expected = self.expected
            if counted > expected.most[form.template] or segments != expected.written(counted):
                causes = expected.causes(form, body, spans, counted, segments, failed=bool(error))
        else:
            spot = match.several or self._why(number, body, text, match)
            alphabet = self.templates[match.several[0]].alphabet if match.several else self._alphabet
            counted = alphabet.measure(body)[2]
        size = len(body)
        if size >= self._longest:
            self._longest_count = self._longest_count + 1 if size == self._longest else 1
            self._longest = size
        key = (spot, counted, segments, row[8], row[9], row[10], error, region, causes)
        at = self._places.get(key)  # type: ignore[call-overload]  # a plain tuple is equal to the record, and cheaper
        if at is None:
            at = self._places[Key(*key)] = len(self._counts)
            self._counts.append(0)
        return int(at)

    def _why(self, number: int, body: str, text: str, match: Match) -> Why:
        if match.near is not None:
            why = Why(OTHER_VALUE, match.near, match.hole)
        elif is_hidden(text):
            why = Why(NO_TEXT)
        else:
            stem = text.removesuffix("...").rstrip(" ")
            begins = self.matcher.begins(stem)
            why = Why(CUT) if begins and stem != text else Why(NO_TEMPLATE, length=len(body) if begins else 0)
        rows = self.examples.setdefault(why._replace(length=0), [])
        if len(rows) < _FEW:
            rows.append(number)
        return why

    def _with_regions(self, account: str | None) -> Iterator[tuple[int, Row, str]]:
        """Each row with its country: as the log says, else that of the number."""
        rows = self._looked_at(account)
        if self.log.has("region"):
            for number, row in rows:
                stated = row[12].strip().upper()
                yield number, row, stated if len(stated) == 2 else ""
            return
        taken: deque[tuple[int, Row]] = deque()

        def numbers() -> Iterator[str]:
            for each in rows:
                taken.append(each)
                to = each[1][2]
                yield f"+{to}" if to[:1].isdigit() else to

        for label in plan().classify_many(numbers()):  # one answer for each number, as it is asked
            number, row = taken.popleft()
            region = self._regions.get(label)
            yield number, row, self._region(label) if region is None else region

    def _looked_at(self, account: str | None) -> Iterator[tuple[int, Row]]:
        """The rows of the log, with their times and accounts taken into account."""
        layout = self.log.layout
        see, accounts = self.clock.see, self.accounts
        source = self.log.rows() if layout.rows_are == "message" else with_parts(self.log.rows, layout)
        for number, row in source:
            self.rows = number
            if row[13]:
                accounts[row[13]] += 1
                if account is not None and row[13] != account:
                    continue
            elif account is not None:
                continue
            if row[4]:
                see(row[4])
            yield number, row

    def _region(self, label: int) -> str:
        found = plan().label(label)
        stated = found.region if found.valid else None
        known = self._regions[label] = stated if stated is not None and stated.isalpha() else ""
        return known


def _settled(key: Key, limit: int) -> Key:
    """A key that says if a text is cut, which is only known at the end: it is as long as the longest texts of the log."""
    spot = key.spot
    if not isinstance(spot, Why) or not spot.length:
        return key
    return key._replace(spot=Why(CUT if spot.length == limit else NO_TEMPLATE))
