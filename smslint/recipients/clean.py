"""Write the clean list and the rejected rows after an audit: every row of the list goes to exactly one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.errors import RecipientsError
from smslint.real_paths import is_same_file
from smslint.recipients import codes
from smslint.recipients.batch import cells_of
from smslint.recipients.out_forms import TEXT, WHOLE, out_form
from smslint.recipients.output import appearing
from smslint.recipients.problem import Problem
from smslint.recipients.screen import Screen
from smslint.recipients.targets import target
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from smslint.recipients.audited import Audit
    from smslint.recipients.batch import Batch
    from smslint.recipients.one_file import RecipientList
    from smslint.recipients.policy import Policy
    from smslint.recipients.targets import Target


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
    forms = [None if path is None else out_form(path) for path in (clean, rejected)]
    front = {**({"file": TEXT} if recipients.files.names else {}), **_REASONS}
    with appearing((clean, rejected), recipients.paths) as files:
        targets = [
            None if file is None or form is None else target(recipients, file, form, more)
            for file, form, more in zip(files, forms, ({}, front), strict=True)
        ]
        found = _Writer(recipients, policy, audit, *targets).run(progress)
        if found != (audit.clean, audit.rejected):
            raise RecipientsError(
                f"{recipients.name}: its audit had {plural(audit.total, 'row')}, but {found.clean:,} would be written as clean and "
                f"{found.rejected:,} as rejected. The list may have changed in the meantime."
            )
    return found


_REASONS: Final = {"row": WHOLE, "code": TEXT, "reason": TEXT, "suggestion": TEXT}
"""The columns that are added before each rejected row; before them, the file, if the list is several."""


class _Writer:
    def __init__(
        self, recipients: RecipientList, policy: Policy, audit: Audit, clean: Target | None, rejected: Target | None
    ) -> None:
        self._list = recipients
        self._screen = Screen(policy, recipients.roles, len(recipients.columns))
        self._audit = audit
        self._clean = clean
        self._rejected = rejected

    def run(self, progress: Callable[[int, int], object] | None) -> Written:
        clean = rejected = 0
        read = [0]
        for batch in self._list.batches(raw=True, progress=lambda at: read.__setitem__(0, at)):
            good = self._batch(batch)
            clean += good
            rejected += len(batch.rows) - good
            if progress is not None:
                progress(read[0], clean + rejected)
        for each in filter(None, (self._clean, self._rejected)):
            each.close()
        return Written(clean, rejected)

    def _batch(self, batch: Batch) -> int:
        """Write one batch and return how many of its rows are clean."""
        screened = self._screen.batch(cells_of(batch.rows, self._list.phone), batch.rows)
        good: dict[int, str | None] = {}
        bad: dict[int, tuple[str, ...]] = {}
        for index in range(len(batch.rows)):
            reasons = self._reasons(batch.first + index, screened.problems.get(index))
            if reasons:
                bad[index] = self._said(batch.first + index, reasons)
            else:
                good[index] = screened.numbers.get(index)
        if self._clean is not None:
            self._clean.good(batch, good)
        if self._rejected is not None:
            self._rejected.bad(batch, bad)
        return len(good)

    def _reasons(self, number: int, problems: list[Problem] | None) -> list[Problem]:
        found = [problem for problem in problems or () if problem.code.refuses]
        if not found and number in self._audit.opted_out_rows:
            return [Problem(codes.OPTED_OUT, "stated in another row with this number")]
        if not found and number in self._audit.duplicate_rows:
            return [Problem(codes.DUPLICATE)]
        return found

    def _said(self, number: int, reasons: list[Problem]) -> tuple[str, ...]:
        text = "; ".join(f"{each.code.one}: {each.detail}" if each.detail else each.code.one for each in reasons)
        suggestion = next((each.suggestion for each in reasons if each.suggestion), "")
        found = " ".join(dict.fromkeys(each.code.code for each in reasons))
        place = self._list.place(number)
        return (*([place.file] if place.file else []), str(place.row), found, text, suggestion)
