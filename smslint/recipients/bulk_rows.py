"""What the audit says about each row of an Arrow batch, as columns (the ``bulk`` extra)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from smslint.errors import ConfigError
from smslint.numbers import store
from smslint.recipients.bulk_numbers import are_canonical, labels_and_numbers, regions_and_types
from smslint.recipients.bulk_screen import BulkScreen
from smslint.recipients.headers import Roles
from smslint.recipients.limits import READERS as LIMITS
from smslint.recipients.lines import READERS as LINES
from smslint.recipients.policy import Policy, known_region
from smslint.recipients.screen import Screen
from smslint.recipients.suppression import Suppressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from smslint.recipients.bulk_screen import Screened
    from smslint.recipients.codes import Code

SCHEMA: Final = pa.schema(
    [
        pa.field("e164", pa.string()),
        pa.field("region", pa.string()),
        pa.field("type", pa.string(), nullable=False),
        pa.field("refused", pa.string(), nullable=False),
        pa.field("noted", pa.string(), nullable=False),
        pa.field("opted_out", pa.bool_(), nullable=False),
    ]
)
"""The result of :func:`audited`."""

ROLES: Final = ("phone", "country", "consent", "opt_out", "status", *LIMITS, *LINES)
"""The roles of the columns that decide about a row."""
PLACES: Final = ("zone", "state", "locale")
"""More roles, of columns that decide about a message: where the person is, and which language they read."""
SINGLE: Final = frozenset({"phone", "country", "status", *PLACES})


@lru_cache(maxsize=32)
def screen_of(
    thread: int,  # noqa: ARG001  # a screen learns, so that no two threads may share one
    roles: Roles,
    width: int,
    region: str | None,
    enabled: tuple[str, ...],
    suppressed: tuple[str, ...],
    accept_suggestions: bool,
    require_consent: bool | None,
    day: str,  # noqa: ARG001  # a consent that has an end is compared with today
) -> BulkScreen:
    """A screen for batches of ``width`` columns; kept, because it learns the answers.

    :raises ConfigError: for an unknown country, or a suppressed number that is not canonical.
    """
    policy = Policy(
        frozenset(known_region(word, "enabled") for word in enabled), suppressed_of(suppressed),
        None if region is None else known_region(region, "region"), accept_suggestions, require_consent,
    )  # fmt: skip
    return BulkScreen(Screen(policy, roles, width), width)


def suppressed_of(numbers: tuple[str, ...]) -> Suppressed:
    """Numbers in canonical E.164 that may not be texted.

    :raises ConfigError: if one is not canonical.
    """
    return Suppressed(_keys(numbers))


def _keys(numbers: tuple[str, ...]) -> Iterator[int]:
    plan = store.plan()
    for at, number in enumerate(numbers):
        label = plan.label(plan.classify(number))
        if not (label.valid and label.canonical):  # it would protect nobody
            raise ConfigError(f"suppressed: entry {at} is not a number in canonical E.164, such as +14155550123")
        yield int(number)


def audited(screen: BulkScreen, columns: Mapping[int, pa.StringArray], phone: int) -> pa.RecordBatch:
    """What an audit says about each row, as a batch of :data:`SCHEMA`.

    :param columns: at least the columns that decide, without nulls.
    :param phone: the column of phone numbers.
    """
    return pa.record_batch(screened(screen, columns, phone)[1], schema=SCHEMA)


def screened(screen: BulkScreen, columns: Mapping[int, pa.StringArray], phone: int) -> tuple[Screened, list[pa.Array]]:
    """What the screen finds in each row, and the columns of :data:`SCHEMA`."""
    ids, numbers = labels_and_numbers(columns[phone])
    canonical = are_canonical(ids)
    found = screen.batch(columns, ids, numbers)
    e164 = columns[phone]
    if not canonical.all():
        others = [f"+{key}" if key else None for key in found.keys[~canonical].tolist()]
        e164 = pc.replace_with_mask(e164, pa.array(~canonical), pa.array(others, pa.string()))
    regions, types = regions_and_types(found.labels, found.keys > 0)
    refused, noted = (_words(screen, refuses).take(pa.array(found.kinds)) for refuses in (True, False))
    return found, [e164, regions, types, refused, noted, pa.array(screen.opted(found.kinds))]


def words_of(found: Iterable[Code]) -> str:
    """Different codes, with a space between them."""
    return " ".join(dict.fromkeys(each.code for each in found))


def _words(screen: BulkScreen, refuses: bool) -> pa.StringArray:
    """The codes of each kind that refuse a row, or the others."""
    return pa.array([words_of(c for c in kind.codes if c.refuses is refuses) for kind in screen.kinds], pa.string())


def roles_of(columns: Mapping[str, tuple[int, ...]]) -> Roles:
    """The roles of columns that the caller named, by role of :data:`ROLES` and :data:`PLACES`."""

    def first(role: str) -> int | None:
        return next(iter(columns.get(role, ())), None)

    def all_of(kinds: Iterable[str]) -> tuple[tuple[int, str], ...]:
        return tuple((at, kind) for kind in kinds for at in columns.get(kind, ()))

    return Roles(
        phone=first("phone"), region=first("country"), consent=first("consent"), opt_out=first("opt_out"),
        status=first("status"), zone=first("zone"), state=first("state"), locale=first("locale"), more=columns.get("opt_out", ())[1:], also=columns.get("consent", ())[1:], limits=all_of(LIMITS), lines=all_of(LINES),
    )  # fmt: skip
