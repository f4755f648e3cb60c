"""The log read once: what each message is from, counted by everything that a report needs of it."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from smslint.logs.states import FINAL, States
from smslint.logs.times import Clock
from smslint.numbers.store import plan
from smslint.reconcile.amounts import Failures
from smslint.reconcile.once import naming, with_parts
from smslint.reconcile.recognise import Recogniser, Why, settled
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.logs.opened import Log
    from smslint.logs.row import Row
    from smslint.reconcile.causes import Found
    from smslint.reconcile.form import Form
    from smslint.reconcile.recognise import Spot
    from smslint.reconcile.record import Proposal
    from smslint.reconcile.template import Template
    from smslint.rules.providers import Provider

_FEW: Final = 5
_BATCH: Final = 128
_ZERO: Final = "0.,+-$€£ "
"""The characters of an amount of nothing."""
_NOWHERE: Final = -1
_CANCELED: Final = -2
"""Where messages are that are in no count."""


class Key(NamedTuple):
    """What messages have in common that are counted together. What is from the log is as the log writes it."""

    spot: Spot
    counted: int | None
    """Segments; ``None`` if the log has no whole text."""
    causes: tuple[Found, ...]
    length: int
    """Of a text that may be cut, else 0."""
    begun: tuple[int, ...]
    """The templates that it is from if it is cut."""
    segments: str
    price: str
    fee: str
    currency: str
    failure: str
    free: bool
    """Whether nothing is billed unless there is a price."""
    region: str


class Tally:
    """Counts the messages of a log."""

    def __init__(
        self, log: Log, templates: Sequence[Template], forms: Sequence[Form], provider: Provider | None
    ) -> None:
        """:param provider: whose log it is, if there is a profile."""
        self.log, self._forms = log, forms
        self.recogniser = Recogniser(templates, forms, provider, log.layout.prefixes)
        self.clock = Clock()
        self.accounts: Counter[str] = Counter()
        self.strange: Counter[str] = Counter()
        """Rows by states that the layout does not know."""
        self.rows = self.received = self.repeated = self.canceled = 0
        self._failures = Failures(log.layout)
        self._examples: dict[int, list[int]] = {}
        """The first rows of the log with a key."""
        self._places: dict[Key, int] = {}
        """Where the count of a key is."""
        self._counts: list[int] = []
        self._unsettled: dict[str, tuple[int, Row]] = {}
        """The messages whose last row is not final, each with how much that row knows."""
        self._unnamed = 0
        self._regions: dict[int, str] = {}

    @property
    def pending(self) -> int:
        """The messages that are still on their way."""
        return self._unnamed + sum(1 for known, _ in self._unsettled.values() if not known)

    @property
    def counts(self) -> Iterator[tuple[Key, int]]:
        """How many messages have which key."""
        limit = self.recogniser.limit
        for key, at in self._places.items():
            if self._counts[at]:
                yield _settled(key, limit), self._counts[at]

    @property
    def cut(self) -> int:
        """How many messages were recognised by the beginning of their texts."""
        return sum(count for key, count in self.counts if key.counted is None and not isinstance(key.spot, Why))

    def examples(self) -> dict[Why, list[int]]:
        """The first rows of the log with messages that are from no template, by the reason."""
        limit = self.recogniser.limit
        found: dict[Why, list[int]] = {}
        for key, at in self._places.items():
            spot = _settled(key, limit).spot
            if self._counts[at] and isinstance(spot, Why):
                found[spot] = sorted([*found.get(spot, ()), *self._examples[at]])[:_FEW]
        return found

    def proposals(self) -> dict[str, Proposal]:
        """The values that placeholders really have. Where texts are cut, nobody knows how long a value at their end is."""
        found = self.recogniser.observed.proposals()
        if self.cut:
            for form in self._forms:
                if form.holes and not form.last:
                    found.pop(form.holes[-1].name or "", None)
        return found

    def run(self, account: str | None = None) -> None:
        """Count everything.

        :param account: only the messages of this account.
        """
        layout = self.log.layout
        name_of = naming(layout)
        states = States(layout)
        seen: dict[str, int] = {}
        inbound: dict[str, bool] = {}
        counts, unsettled = self._counts, self._unsettled
        for number, row, region in self._with_regions(account):
            direction = row[5]
            received = inbound.get(direction)
            if received is None:
                received = inbound[direction] = direction.strip().lower() in layout.inbound
            if received:
                self.received += 1
                continue
            known, failure, free, canceled, familiar = states.of(row[6])
            name = name_of(row)
            before = seen.get(name) if name else None
            if before is not None:
                self.repeated += 1
                then, earlier = unsettled.get(name, (FINAL, row))
                if known < then:
                    continue
                if before >= 0:
                    counts[before] -= 1
                self.canceled -= before == _CANCELED
                unsettled.pop(name, None)
                row = row if row[3] else row._replace(body=earlier.body)
            if canceled:
                at = _CANCELED
                self.canceled += 1
            elif known:
                if not familiar:
                    self.strange[row[6]] += 1
                at = self._message(number, row, region, failure, free=free)
                counts[at] += 1
            else:
                at = _NOWHERE
                self._unnamed += not name
            if name:
                seen[name] = at
                if known < FINAL:
                    unsettled[name] = known, row

    def _message(self, number: int, row: Row, region: str, failure: str, *, free: bool) -> int:
        """Where a message is counted."""
        _, _, _, body, _, _, _, segments, price, fee, currency, error, _, _, _ = row
        if failure and (free or price.strip()) and not price.strip(_ZERO):
            segments = "0"  # it did not arrive, and cost nothing
        if error or failure:
            failure = self._failures.code(error, failure)
        verdict = self.recogniser.recognise(body, segments, failure)
        key = (*verdict, segments, price, fee, currency, failure, free, region)
        at = self._places.get(key)  # type: ignore[call-overload]  # a plain tuple is equal to the record, and cheaper
        if at is None:
            at = self._places[Key(*key)] = len(self._counts)
            self._counts.append(0)
        spot = verdict[0]
        if type(spot) is Why:
            examples = self._examples.setdefault(at, [])
            if len(examples) < _FEW:
                examples.append(number)
        return int(at)

    def _with_regions(self, account: str | None) -> Iterator[tuple[int, Row, str]]:
        """Each row with its country: as the log says, else that of the number."""
        to, region, regions, region_of = itemgetter(2), itemgetter(12), self._regions, self._region
        stated = self.log.has("region")
        waiting: list[list[str]] = []

        def phones() -> Iterator[str]:
            while True:
                yield from waiting.pop()

        labels = plan().classify_many(phones())  # one call for all, which is faster after the first thousands
        for numbers, rows in self._batches(account):
            waiting.append([f"+{each}" if each[:1].isdigit() else each for each in map(to, rows)])
            answers = islice(labels, len(rows))
            found = [regions[label] if label in regions else region_of(label) for label in answers]
            if stated:
                named = (each.strip().upper() for each in map(region, rows))
                found = [one if len(one) == 2 else other for one, other in zip(named, found, strict=True)]
            yield from zip(numbers, rows, found, strict=True)

    def _batches(self, account: str | None) -> Iterator[tuple[Sequence[int], Sequence[Row]]]:
        """The numbers and the rows of the log, with their times and accounts taken into account."""
        layout = self.log.layout
        source = self.log.rows() if layout.rows_are == "message" else with_parts(self.log.rows, layout)
        has_account, sent_at = self.log.has("account"), itemgetter(4)
        while batch := tuple(islice(source, _BATCH)):
            self.rows = max(self.rows, batch[-1][0])
            if has_account:
                self.accounts.update(filter(None, (row[13] for _, row in batch)))
            if account is not None:
                batch = tuple(each for each in batch if each[1][13] == account)
            if batch:
                numbers, rows = zip(*batch, strict=True)
                self.clock.see(map(sent_at, rows))
                yield numbers, rows

    def _region(self, label: int) -> str:
        found = plan().label(label)
        stated = found.region if found.valid else None
        known = self._regions[label] = stated if stated is not None and stated.isalpha() else ""
        return known


def _settled(key: Key, limit: int) -> Key:
    """A key where texts belong that are cut, which is only known at the end."""
    spot = settled(key.spot, key.length, key.begun, limit)
    return key if spot is None else key._replace(spot=spot, counted=None, causes=())
