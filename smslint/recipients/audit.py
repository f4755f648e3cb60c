"""The audit of a list: counts the problems of its rows, with a few examples of each. Constant memory for any size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.recipients.arrow import ArrowFormat
from smslint.recipients.auditor import Auditor
from smslint.recipients.duplicates import Duplicates
from smslint.recipients.several import SeveralFormat

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.recipients.audited import Audit
    from smslint.recipients.batch import Format
    from smslint.recipients.policy import Policy
    from smslint.recipients.reader import RecipientList

PAYS_ABOVE: Final = 20_000_000
"""Size in bytes of a CSV file above which numpy and Arrow save more time than their import costs (half a second)."""


def audit(
    recipients: RecipientList,
    policy: Policy,
    *,
    show_numbers: bool = False,
    progress: Callable[[int, int], object] | None = None,
) -> Audit:
    """Audit a list.

    :param progress: called with the bytes and rows read so far.
    :raises RecipientsError: if a row cannot be read.
    """
    with Duplicates() as duplicates:
        auditor = Auditor(recipients, policy, show_numbers=show_numbers)
        read = [0]
        for batch in recipients.batches(progress=lambda at: read.__setitem__(0, at)):
            auditor.remember(duplicates, batch, *auditor.batch(batch))
            if progress is not None:
                progress(read[0], auditor.result.total)
        auditor.settle(duplicates)
        return auditor.finish()


def audit_large(
    recipients: RecipientList,
    policy: Policy,
    *,
    show_numbers: bool = False,
    progress: Callable[[int, int], object] | None = None,
    jobs: int | None = None,
) -> Audit:
    """Like :func:`audit`, but uses Arrow if the list is large or columnar, the extra is installed and the result is the same.

    :param jobs: how many threads Arrow's way may use, by default two; or for several files that are not all columnar, processes.
    """
    if recipients.size >= PAYS_ABOVE or is_columnar(recipients.form):
        try:
            from smslint.recipients.bulk_audit import bulk_audit
        except ImportError:
            pass
        else:
            found = bulk_audit(recipients, policy, show_numbers=show_numbers, progress=progress, jobs=jobs)
            if found is not None:
                return found
    return audit(recipients, policy, show_numbers=show_numbers, progress=progress)


def is_columnar(form: Format) -> bool:
    """Whether all of a list has types, whose columns are read without a loop over rows."""
    return form.columnar if isinstance(form, SeveralFormat) else isinstance(form, ArrowFormat)
