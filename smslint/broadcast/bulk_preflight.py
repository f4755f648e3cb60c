"""What a preflight says about each row of an Arrow batch, as columns (the ``bulk`` extra): the screen of the audit, the measures of the
messages, and the judgement of the base path about the messages.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from smslint import clock
from smslint.broadcast import bulk_fill
from smslint.broadcast.bulk_judging import BulkJudging
from smslint.broadcast.doubts import Doubts
from smslint.broadcast.options import settled, suppression
from smslint.broadcast.plan import make_plan
from smslint.broadcast.template import of_text
from smslint.prices.money import times
from smslint.project.known_projects import project_of
from smslint.project.watch import Watch
from smslint.recipients.bulk_columns import Learned, alike
from smslint.recipients.bulk_rows import SCHEMA as AUDITED
from smslint.recipients.bulk_rows import screened, suppressed_of, words_of
from smslint.recipients.bulk_screen import BulkScreen
from smslint.recipients.local_hours import LocalHours
from smslint.recipients.screen import Screen
from smslint.recipients.suppression import joined

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from decimal import Decimal
    from pathlib import Path

    from smslint.broadcast.options import Options
    from smslint.broadcast.plan import Plan
    from smslint.project.config import Config
    from smslint.recipients.bulk_measure import Measures
    from smslint.recipients.bulk_screen import Screened
    from smslint.recipients.headers import Roles

MONEY: Final = pa.decimal128(38, 12)
"""The prices of a rate card have twelve decimals at most."""
MOMENT: Final = pa.timestamp("s", "UTC")
SCHEMA: Final = pa.schema(
    [
        *AUDITED,
        *bulk_fill.SCHEMA,
        pa.field("cost", MONEY),
        pa.field("most_cost", MONEY),
        pa.field("currency", pa.string()),
        pa.field("stopped", pa.string(), nullable=False),
        pa.field("unknown", pa.string(), nullable=False),
    ]
)
"""The result of :meth:`BulkPreflight.answer`."""
_SLOT: Final = [pa.field("send_from", MOMENT), pa.field("send_until", MOMENT)]
"""Behind those columns where each recipient's own clock decides."""
_MOST_KEPT: Final = 32
_KEPT: dict[Hashable, tuple[BulkPreflight, Watch]] = {}
_REFUSED, _OPTED_OUT = (AUDITED.get_field_index(name) for name in ("refused", "opted_out"))


def prepared(
    thread: int, message: str, names: tuple[str, ...], roles: Roles, options: Options,
    config: str | Path | Mapping[str, object] | None, suppressed: tuple[str, ...],
) -> BulkPreflight:  # fmt: skip
    """A preflight for batches with these columns; kept for its thread and for this day, because it learns the answers, until a file changes.

    :raises ConfigError: for an invalid template, option or configuration.
    :raises RecipientsError: if there is no column for a placeholder, or a suppression list cannot be read.
    """
    project = project_of(config)
    key = (thread, clock.day(), message, names, roles, repr(options), project, suppressed)
    known = _KEPT.get(key)
    if known is not None and known[1].holds():
        return known[0]
    watch = _watch(project.config, options)  # before they are read: a later change is noticed
    plan = make_plan(of_text(message, options, project.config), names, options)
    policy = replace(plan.policy, suppressed=joined([plan.policy.suppressed, suppressed_of(suppressed)]))
    if len(_KEPT) >= _MOST_KEPT:
        _KEPT.clear()
    made = BulkPreflight(replace(plan, policy=policy), roles, names)
    _KEPT[key] = made, watch
    return made


def _watch(config: Config, options: Options) -> Watch:
    """The files that a plan reads, but for those of the project: suppression lists, each with the log of SQLite, and a rate card."""
    lists, card = suppression(config, options), settled(config, options).card_file
    return Watch.of(map(str, (*lists, *((card,) if card else ()))), logs=(f"{path}-wal" for path in lists))


class BulkPreflight:
    """Answers about batches of one list under one plan."""

    def __init__(self, plan: Plan, roles: Roles, names: tuple[str, ...]) -> None:
        self._plan, self._roles, self._width = plan, roles, len(names)
        self._counted = plan.counted or plan.program
        self._screen = Screen(plan.policy, roles, self._width)
        self._bulk = BulkScreen(self._screen, self._width)
        self._doubts = Doubts(plan, roles)
        self._stopped = " ".join(self._doubts.stopping())
        self.schema = SCHEMA
        """The columns of each answer."""
        if isinstance(plan.policy.hours, LocalHours):
            self.schema = pa.schema([*SCHEMA, *_SLOT])
        others = (roles.zone, roles.state, roles.locale)
        self._columns = sorted(
            {
                *plan.program.columns,
                *self._counted.columns,
                *self._bulk.columns,
                *(at for at in others if at is not None),
            }
        )
        self._price = cache(plan.pricing or (lambda _region: None))
        self._regions: dict[str, int] = {}
        self._region = Learned()
        self._cost = lru_cache(maxsize=10_000)(self._cost_of)
        self._said = lru_cache(maxsize=10_000)(self._said_of)
        self._words: dict[str, int] = {}
        self._word = Learned()
        self._judging = BulkJudging(plan, roles, names, self._columns, self._screen.label)

    def answer(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The answer about each row, as a batch of :attr:`schema`."""
        cells, size = bulk_fill.BatchColumns(batch), batch.num_rows
        columns = {at: cells.texts(at) for at in self._columns}
        found, own = screened(self._bulk, columns, self._roles.phone or 0)
        least, most = bulk_fill.measures(self._counted, cells, size, self._plan.alphabet)
        own[_REFUSED], own[_OPTED_OUT] = self._judged(cells, found, least, own[_REFUSED], own[_OPTED_OUT])
        refused = pc.not_equal(own[_REFUSED], "").to_numpy(zero_copy_only=False)
        return pa.record_batch(
            [
                *own,
                *bulk_fill.columns_of(least, most),
                *self._costs(found.labels, least.segments, most.segments, ~refused),
                pa.repeat(pa.scalar(self._stopped), size),
                self._unknown(columns, found, ~refused),
                *self._slots(found.kinds, ~refused),
            ],
            schema=self.schema,
        )

    def _judged(
        self, cells: bulk_fill.BatchColumns, found: Screened, least: Measures, refused: pa.Array, opted: pa.Array
    ) -> tuple[pa.Array, pa.Array]:
        """The codes that refuse each row, and whether the person opted out, after the messages were judged.

        :param refused: the codes that refuse each row so far.
        """
        said, verdicts = self._judging.judge(cells, found, least, ~self._bulk.refused(found.kinds))
        mask = np.array([bool(each.codes) for each in verdicts])[said]
        if not mask.any():
            return refused, opted
        why = pa.array(said[mask])
        words = pa.array([words_of(each.codes) for each in verdicts]).take(why)
        left = pa.array([each.left for each in verdicts]).take(why)
        return pc.replace_with_mask(refused, mask, words), pc.replace_with_mask(opted, mask, left)

    # --- money ---

    def _costs(self, labels: Any, segments: Any, most: Any, sent: Any) -> list[pa.Array]:
        """The least and the most that each message costs, and the currency; null where it is refused or has no price."""
        size = len(labels)
        if self._plan.pricing is None or not size:
            return [pa.nulls(size, MONEY), pa.nulls(size, MONEY), pa.nulls(size, pa.string())]
        regions = self._region.of(labels, self._number_of_region)
        first, groups = alike([regions, segments] if most is segments else [regions, segments, most])
        least, dearest, currencies = [], [], []
        names = [*self._regions]
        for each in zip(regions[first].tolist(), segments[first].tolist(), most[first].tolist(), strict=True):
            cheap, dear, currency = self._cost(names[each[0]], *each[1:])
            least.append(cheap)
            dearest.append(dear)
            currencies.append(currency)
        ids = pa.array(groups, mask=~sent)
        made = (pa.array(least, MONEY), pa.array(dearest, MONEY), pa.array(currencies, pa.string()))
        return [each.take(ids) for each in made]

    def _cost_of(self, region: str, segments: int, most: int) -> tuple[Decimal, Decimal, str] | tuple[None, None, None]:
        price = self._price(region)
        if price is None:
            return None, None, None
        return times(price.least, segments), times(price.most, most), price.currency

    def _number_of_region(self, label_id: int) -> int:
        return self._regions.setdefault(self._screen.label(label_id).region or "001", len(self._regions))

    # --- when ---

    def _slots(self, kinds: Any, sent: Any) -> list[pa.Array]:
        """From when on and until when each row may be sent the message, in a plan by the recipients' own clocks."""
        hours = self._plan.policy.hours
        if not isinstance(hours, LocalHours):
            return []
        nothing = None, None
        slots = [nothing if each.slot is None else hours.slots_made[each.slot][1:3] for each in self._bulk.kinds]
        at = pa.array(kinds, mask=~sent)
        return [pa.array([slot[end] for slot in slots], MOMENT).take(at) for end in (0, 1)]

    # --- what is unknown ---

    def _unknown(self, columns: Mapping[int, pa.StringArray], found: Screened, sent: Any) -> pa.StringArray:
        """What is unknown about each row."""
        if not len(sent):
            return pa.array([], pa.string())
        by_kind = [self._doubts.of_codes(kind.codes) for kind in self._bulk.kinds]
        unsure = np.array(by_kind, bool)[found.kinds]
        if self._roles.zone is None and self._roles.state is None:
            words = self._word.of(found.labels.astype(np.int64) * 4 + unsure * 2 + sent, self._number_of_words)
            return pa.array([*self._words], pa.string()).take(pa.array(words))
        places = [
            None if at is None else columns[at].dictionary_encode() for at in (self._roles.zone, self._roles.state)
        ]
        numbers = [each.indices.to_numpy(zero_copy_only=False).astype(np.int64) for each in places if each is not None]
        first, groups = alike([found.labels.astype(np.int64), *numbers, unsure, sent])
        texts = []
        for row in first.tolist():
            zone, state = ("" if each is None else each[row].as_py() for each in places)
            texts.append(self._said(int(found.labels[row]), zone, state, bool(unsure[row]), bool(sent[row])))
        return pa.array(texts, pa.string()).take(pa.array(groups))

    def _number_of_words(self, asked: int) -> int:
        """The words about a label and two answers, in one number, as their index."""
        label, unsure, sent = asked >> 2, bool(asked & 2), bool(asked & 1)
        return self._words.setdefault(self._said_of(label, "", "", unsure, sent), len(self._words))

    def _said_of(self, label_id: int, zone: str, state: str, unsure: bool, sent: bool) -> str:
        return self._doubts.said(self._screen.label(label_id), zone, state, unsure=unsure, sent=sent)
