"""The audit of a large list, or of one with types, on record batches (the ``bulk`` extra): the same results as by rows, but faster.

What :mod:`smslint.recipients.bulk_parts` does not take is left to :func:`smslint.recipients.audit.audit`. Memory is not constant: 8 bytes
per row, to find duplicates.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from smslint.errors import RecipientsError
from smslint.recipients.auditor import Auditor
from smslint.recipients.bulk_counting import Counting
from smslint.recipients.bulk_file import UnsureError
from smslint.recipients.bulk_numbers import labels_and_numbers
from smslint.recipients.bulk_parts import JOBS, ahead, of_list
from smslint.recipients.several import SeveralFormat

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from smslint.recipients.audited import Audit
    from smslint.recipients.bulk_parts import Part
    from smslint.recipients.policy import Policy
    from smslint.recipients.reader import RecipientList


def bulk_audit(
    recipients: RecipientList,
    policy: Policy,
    *,
    show_numbers: bool = False,
    progress: Callable[[int, int], object] | None = None,
    jobs: int | None = None,
) -> Audit | None:
    """Audit a list, or return ``None`` if it must be read by rows.

    :param jobs: how many threads work; for several files that are not all columnar, how many processes, each on another file.
    """
    auditor = Auditor(recipients, policy, show_numbers=show_numbers)
    try:
        few = next(recipients.batches(), None)
        if few is not None:
            auditor.later.start(few.rows)
        counting = Counting(auditor, recipients)
        with closing(_parts(recipients, counting.wanted, jobs)) as parts:
            for read, part, numbers in parts:
                for column in auditor.later.columns:
                    if auditor.later.look(column, set(pc.unique(part.columns[column]).to_pylist())):
                        return None  # it is read by rows, with another column for the status
                counting.add(part, numbers)
                if progress is not None:
                    progress(read, auditor.result.total)
        counting.settle()
        return auditor.finish()
    except (RecipientsError, UnsureError, pa.ArrowException, UnicodeError):
        return None  # the audit by rows says what is wrong


def _parts(
    recipients: RecipientList, wanted: list[int], jobs: int | None
) -> Generator[tuple[int, Part, tuple[Any, Any]]]:
    """The parts, with what their numbers are: other threads find that of the next ones."""
    phone = recipients.phone
    with closing(parts_by_jobs(recipients, wanted, jobs)) as parts:
        found = ahead(parts, lambda each: each[2] or labels_and_numbers(each[1].columns[phone]), jobs or JOBS)
        for (read, part, _), numbers in found:
            yield read, part, numbers


def parts_by_jobs(
    recipients: RecipientList, wanted: list[int], jobs: int | None
) -> Generator[tuple[int, Part, tuple[Any, Any] | None]]:
    """A list in parts, each with the bytes read so far; and what its numbers are, where processes have read it, each another file.

    :param jobs: how many processes read several files that are not all columnar; ``None``: they are read here.
    :raises UnsureError: if it must be read by rows.
    """
    form = recipients.form
    if jobs is not None and jobs > 1 and isinstance(form, SeveralFormat) and not form.columnar:
        from smslint.recipients.bulk_files import parts_of_files

        yield from parts_of_files(form, recipients.phone, wanted, jobs)
        return
    for read, part in of_list(recipients, wanted):
        yield read, part, None
