"""The clean list and the rejected rows, written after an audit: every row of the list goes to exactly one of them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from smslint.errors import RecipientsError
from smslint.recipients import codes
from smslint.recipients.output import appearing
from smslint.recipients.problem import Problem
from smslint.recipients.screen import Policy, Screen, cells_of

if TYPE_CHECKING:
    import io
    from collections.abc import Callable
    from pathlib import Path

    from smslint.recipients.auditor import Audit
    from smslint.recipients.batch import Batch
    from smslint.recipients.reader import RecipientList


class Written(NamedTuple):
    """How many rows went where."""

    clean: int
    rejected: int


def write(
    recipients: RecipientList,
    policy: Policy,
    audit: Audit,
    clean: Path | None,
    rejected: Path | None,
    progress: Callable[[int, int], object] | None = None,
) -> Written:
    """Write the clean list and the rejected rows of an audited list; either may be ``None``.

    Both come into being at once when all is written, by a rename; until then there is nothing at their names but what was
    there before.

    :raises RecipientsError: when they cannot be written, or the rows do not add up.
    """
    encoding, source = recipients.encoding, recipients.path
    with appearing(clean, encoding, source) as to_clean, appearing(rejected, encoding, source) as to_rejected:
        found = _Writer(recipients, policy, audit, to_clean, to_rejected).run(progress)
        if found != (audit.clean, audit.rejected):
            raise RecipientsError(
                f"{recipients.name}: {audit.total:,} rows were audited, but {found.clean:,} would be written as clean and "
                f"{found.rejected:,} as rejected. The list may have changed meanwhile; nothing was written."
            )
    return found


class _Writer:
    def __init__(
        self, recipients: RecipientList, policy: Policy, audit: Audit, clean: io.TextIOBase | None,
        rejected: io.TextIOBase | None,
    ) -> None:  # fmt: skip
        self._list = recipients
        self._screen = Screen(policy, recipients.roles)
        self._audit = audit
        self._clean = clean
        self._rejected = csv.writer(rejected, lineterminator="\r\n") if rejected is not None else None

    def run(self, progress: Callable[[int, int], object] | None) -> Written:
        if self._clean is not None:
            self._clean.write(self._list.form.prologue())
        if self._rejected is not None:
            self._rejected.writerow(["row", "code", "reason", "suggestion", *self._list.columns])
        clean = rejected = 0
        read = [0]
        for batch in self._list.batches(raw=True, progress=lambda at: read.__setitem__(0, at)):
            good = self._batch(batch)
            clean += good
            rejected += len(batch.rows) - good
            if progress is not None:
                progress(read[0], clean + rejected)
        return Written(clean, rejected)

    def _batch(self, batch: Batch) -> int:
        """Write one batch; how many of its rows are clean."""
        column = self._list.phone
        screened = self._screen.batch(cells_of(batch.rows, column), batch.rows)
        raw = batch.raw
        assert raw is not None
        out = []
        for index, text in enumerate(raw):
            reasons = self._reasons(batch.first + index, screened.problems.get(index))
            if reasons:
                self._reject(batch, index, reasons)
                continue
            if canonical := screened.numbers.get(index):
                text = self._list.form.replace(text, batch.rows[index], column, canonical)
            out.append(text)
        if self._clean is not None:
            self._clean.write("".join(_ended(out)))
        return len(out)

    def _reasons(self, number: int, problems: list[Problem] | None) -> list[Problem]:
        found = [problem for problem in problems or () if problem.code.refuses]
        if not found and number in self._audit.opted_out_rows:
            return [Problem(codes.OPTED_OUT, "another row of this number says so")]
        if not found and number in self._audit.duplicate_rows:
            return [Problem(codes.DUPLICATE)]
        return found

    def _reject(self, batch: Batch, index: int, reasons: list[Problem]) -> None:
        if self._rejected is None:
            return
        said = "; ".join(f"{each.code.one}: {each.detail}" if each.detail else each.code.one for each in reasons)
        suggestion = next((each.suggestion for each in reasons if each.suggestion), "")
        found = " ".join(dict.fromkeys(each.code.code for each in reasons))
        self._rejected.writerow([batch.first + index, found, said, suggestion, *batch.rows[index]])


def _ended(texts: list[str]) -> list[str]:
    """Rows that end in a line break, the last row of a file included: another row may follow it now."""
    if texts and not texts[-1].endswith(("\n", "\r")):
        ending = "\r\n" if len(texts) > 1 and texts[0].endswith("\r\n") else "\n"
        texts[-1] += ending
    return texts
