"""The columns that a list is read with: those that the user named, in place of those that were found; and their names for the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.calling import called
from smslint.errors import RecipientsError
from smslint.numbers.masking import mask_all
from smslint.recipients.header_names import normal
from smslint.recipients.headers import Roles
from smslint.wording import first_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMED: Final = {
    "phone": "phone", "name": "name", "consent": "consent", "opt_out": "opt_out", "status": "status", "language": "locale",
    "zone": "zone", "country": "region", "state": "state",
}  # fmt: skip
"""The name of a role in ``--column`` and ``columns:``, and its field in :class:`Roles`."""


def taken(columns: Sequence[str], found: Roles) -> dict[str, str | None]:
    """The name of the column for each role of :data:`NAMED`; ``None`` if there is none."""
    return {role: None if (at := getattr(found, field)) is None else columns[at] for role, field in NAMED.items()}


def chosen(columns: Sequence[str], found: Roles, wanted: Mapping[str, str]) -> Roles:
    """The roles, overridden by the columns that the user named.

    :param wanted: the column for each role of :data:`NAMED`.
    :raises RecipientsError: with the existing columns, if a column does not exist.
    """
    picked = {
        NAMED[role]: named(
            columns, name, called("phone_column", repr(name)) if role == "phone" else f"the column for {role} {name!r}"
        )
        for role, name in wanted.items()
    }
    if not picked:
        return found
    taken = set(picked.values())
    kept = {role: at for role, at in found._asdict().items() if isinstance(at, int) and at not in taken}
    outs = (*(() if found.opt_out is None or "opt_out" not in picked else (found.opt_out,)), *found.more)
    more = tuple(at for at in outs if at not in taken)
    unread = () if "status" in picked else tuple(at for at in found.unread if at not in taken)
    also = () if "consent" in picked else tuple(at for at in found.also if at not in taken)
    doubtful = () if "consent" in picked else tuple(at for at in found.doubtful if at not in taken)
    limiting = tuple((at, what) for at, what in found.limits if at not in taken)
    lines = tuple((at, what) for at, what in found.lines if at not in taken)
    return Roles(
        **{**kept, **picked},
        more=more,
        unread=unread,
        also=also,
        doubtful=doubtful,
        limits=limiting,
        letters=(),
        lines=lines,
    )


def refusing(columns: Sequence[str], found: Roles) -> tuple[tuple[str, str], ...]:
    """Every column whose cells can refuse a row, with the role that decides how they are read."""
    consents = () if found.consent is None else ((found.consent, "consent"),)
    return tuple((columns[at], role) for at, role in (*consents, *found.leaving, *found.lines))


def named(columns: Sequence[str], wanted: str, option: str) -> int:
    """The index of the column that the user named: by its exact name, then by its normalized name, then by number from 1.

    :param option: the option with its value, for the message.
    :raises RecipientsError: with the existing columns, if it does not exist.
    """
    if wanted in columns:
        return columns.index(wanted)
    names = [normal(column) for column in columns]
    if normal(wanted) and normal(wanted) in names:
        return names.index(normal(wanted))
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 and 1 <= int(wanted) <= len(columns):
        return int(wanted) - 1
    raise RecipientsError(f"{option}: there is no such column; the columns are {listed(columns)}.")


def listed(columns: Sequence[str], most: int = 20) -> str:
    """Columns as text for a message."""
    return first_of([repr(mask_all(column)[:60]) for column in columns], most)
