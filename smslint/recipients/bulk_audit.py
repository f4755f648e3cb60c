"""The audit of a large CSV file, of Parquet or of Arrow on record batches (the ``bulk`` extra): the same results as by rows, but faster.

What :mod:`smslint.recipients.bulk_parts` does not take is left to :func:`smslint.recipients.audit.audit`. Memory is not constant: 8 bytes
per row, to find duplicates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from smslint.errors import RecipientsError
from smslint.recipients.auditor import Auditor
from smslint.recipients.bulk_counting import Counting
from smslint.recipients.bulk_file import UnsureError
from smslint.recipients.bulk_parts import JOBS, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.recipients.audited import Audit
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
    """Audit a list, or return ``None`` if it must be read by rows."""
    auditor = Auditor(recipients, policy, show_numbers=show_numbers)
    try:
        few = next(recipients.batches(), None)
        if few is not None:
            auditor.later.start(few.rows)
        counting = Counting(auditor, recipients)
        for read, part, numbers in parts_of(recipients, counting.wanted, jobs or JOBS):
            for column in auditor.later.columns:
                if auditor.later.look(column, set(pc.unique(part.columns[column]).to_pylist())):
                    return None  # it is read by rows, with another column for the status
            counting.add(part, numbers)
            if progress is not None:
                progress(read, auditor.result.total)
        return counting.finish()
    except (RecipientsError, UnsureError, pa.ArrowException, UnicodeError):
        return None  # the audit by rows says what is wrong
