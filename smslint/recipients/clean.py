"""Write the clean list and the rejected rows after an audit: every row of the list goes to exactly one of them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from smslint.errors import RecipientsError
from smslint.real_paths import is_same_file
from smslint.recipients import codes
from smslint.recipients.batch import cells_of
from smslint.recipients.csvlist import CsvFormat
from smslint.recipients.jsonlines import JsonLinesFormat
from smslint.recipients.output import appearing
from smslint.recipients.problem import Problem
from smslint.recipients.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from smslint.recipients.audited import Audit
    from smslint.recipients.batch import Batch
    from smslint.recipients.policy import Policy
    from smslint.recipients.reader import RecipientList


class Written(NamedTuple):
    """How many rows were written to each file."""

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

    Both are renamed into place when everything is written; until then their names are unchanged.

    :raises RecipientsError: if they cannot be written, or the numbers of rows do not match.
    """
    if clean is not None and rejected is not None and is_same_file(clean, rejected):
        raise RecipientsError(f"{rejected}: the clean list has this name too. Choose another name for one of them.")
    encoding, source = recipients.encoding, recipients.path
    with appearing((clean, rejected), encoding, source) as (to_clean, to_rejected):
        found = _Writer(recipients, policy, audit, to_clean, to_rejected).run(progress)
        if found != (audit.clean, audit.rejected):
            raise RecipientsError(
                f"{recipients.name}: {audit.total:,} rows were audited, but {found.clean:,} would be written as clean and "
                f"{found.rejected:,} as rejected. The list may have changed in the meantime."
            )
    return found


class _Writer:
    def __init__(
        self, recipients: RecipientList, policy: Policy, audit: Audit, clean: io.TextIOBase | None,
        rejected: io.TextIOBase | None,
    ) -> None:  # fmt: skip
        self._list = recipients
        self._screen = Screen(policy, recipients.roles, len(recipients.columns))
        self._audit = audit
        self._clean = clean
        self._rejected = rejected

    def run(self, progress: Callable[[int, int], object] | None) -> Written:
        if self._clean is not None:
            self._clean.write(self._list.form.prologue())
        if self._rejected is not None:
            self._rejected.write(_with_reason(self._list, _REASON_COLUMNS, None))
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
        """Write one batch and return how many of its rows are clean."""
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
            return [Problem(codes.OPTED_OUT, "stated in another row with this number")]
        if not found and number in self._audit.duplicate_rows:
            return [Problem(codes.DUPLICATE)]
        return found

    def _reject(self, batch: Batch, index: int, reasons: list[Problem]) -> None:
        if self._rejected is None:
            return
        text = "; ".join(f"{each.code.one}: {each.detail}" if each.detail else each.code.one for each in reasons)
        suggestion = next((each.suggestion for each in reasons if each.suggestion), "")
        found = " ".join(dict.fromkeys(each.code.code for each in reasons))
        reason = (str(batch.first + index), found, text, suggestion)
        self._rejected.write(_with_reason(self._list, reason, batch, index))


_REASON_COLUMNS: Final = ("row", "code", "reason", "suggestion")
"""The columns that are added before each rejected row."""


def _with_reason(recipients: RecipientList, reason: Sequence[str], batch: Batch | None, index: int = 0) -> str:
    """A rejected row (without a batch: the header) after its reasons, in the format of the list.

    A CSV list keeps its delimiter, quotes and line endings, and JSON Lines are objects with the reasons as their first keys; other
    formats are written as CSV.
    """
    form, encoding = recipients.form, recipients.encoding
    # Our own text must not fail in an old encoding.
    words = [word.encode(encoding.codec, "replace").decode(encoding.codec) for word in reason]
    if isinstance(form, JsonLinesFormat):
        return "" if batch is None or batch.raw is None else form.with_more(batch.raw[index], _REASON_COLUMNS, words)
    if not isinstance(form, CsvFormat):
        cells = recipients.columns if batch is None else batch.rows[index]
        return _row([*words, *cells], ",", "\r\n", csv.QUOTE_MINIMAL)
    above, header = form.headers()
    if batch is None:
        own = header or _row(list(recipients.columns), form.layout.delimiter, "\n", csv.QUOTE_MINIMAL)
    else:
        assert batch.raw is not None
        above, own = "", batch.raw[index]
    ending = "\r\n" if (header or own).endswith("\r\n") else "\n"
    quoting: Literal[0, 1] = csv.QUOTE_ALL if own.startswith('"') and header.startswith('"') else csv.QUOTE_MINIMAL
    front = _row(words, form.layout.delimiter, "", quoting)
    return above + front + form.layout.delimiter + (own if own.endswith(("\n", "\r")) else own + ending)


def _row(cells: Sequence[str], delimiter: str, ending: str, quoting: Literal[0, 1]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=ending, quoting=quoting).writerow(cells)
    return out.getvalue()


def _ended(texts: list[str]) -> list[str]:
    """Rows that all end with a line break, even the last row of a file: another row may now follow it."""
    if texts and not texts[-1].endswith(("\n", "\r")):
        ending = "\r\n" if len(texts) > 1 and texts[0].endswith("\r\n") else "\n"
        texts[-1] += ending
    return texts
