"""Messages whose characters a provider replaces: what they then cost, and which values make them UCS-2 without that."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from smslint.broadcast import causes
from smslint.broadcast.outcomes import segments_of
from smslint.broadcast.pieces import Cell
from smslint.text.gsm7 import GSM_7

if TYPE_CHECKING:
    from collections.abc import Container

    from smslint.broadcast.first_rows import Firsts
    from smslint.broadcast.measuring import Texts
    from smslint.broadcast.outcomes import Outcomes
    from smslint.broadcast.plan import Plan
    from smslint.broadcast.program import Program
    from smslint.recipients.batch import Batch, Cells
    from smslint.text.gsm7 import Measure

_MOST_KEPT: Final = 20_000
"""How many translated values are kept."""


class Substituted:
    """Looks at the rows of a broadcast that are not GSM-7, batch by batch."""

    def __init__(self, plan: Plan, counted: Program, outcomes: Outcomes, firsts: Firsts) -> None:
        self._plan = plan
        self._counted = counted
        self._outcomes, self._firsts = outcomes, firsts
        self._kept: dict[str, str] = {}
        self.offenders: Counter[causes.Offender] = Counter()
        """The values that make messages UCS-2, and how many."""
        chars = dict.fromkeys(counted.literal)
        self.of_template = tuple(
            causes.Offender(causes.TEMPLATE, char) for char in chars if not plan.alphabet.septets(char)
        )
        """The characters of the template itself that make every message UCS-2."""
        fixed = plan.fixed.literal if plan.fixed is not None else ""
        self._fixed_offends = not plan.alphabet.holds(fixed)
        table = plan.substitute
        self.program = (
            None if table is None or not self.of_template else counted.after(lambda text: text.translate(table))
        )
        """The template with substitution, if every message may change; otherwise only some rows do."""
        self.plain = None if table is None or not self.of_template else counted.with_own_text(self._in_gsm7)
        """The template whose own characters outside GSM-7 are replaced, or left out if they have no replacement, if it has any."""

    @property
    def programs(self) -> tuple[Program, ...]:
        """The other versions of the template that every message is measured with."""
        return tuple(each for each in (self.plain, self.program) if each is not None)

    @property
    def counts_fixed(self) -> bool:
        """Whether the values that make messages UCS-2 are those of the messages with the template's own characters fixed."""
        return bool(self.of_template) and not self._fixed_offends

    @property
    def changes_rows(self) -> bool:
        """Whether substitution changes only rows that are UCS-2: the template itself is not."""
        return self._plan.substitute is not None and not self.of_template

    def look_at_fixed(self, texts: Texts, measured: list[Measure], batch: Batch, refused: Container[int]) -> None:
        """Look at the messages of a template whose own characters are fixed."""
        if self.counts_fixed:
            odd = [index for index, each in enumerate(measured) if each[0] is not GSM_7]
            self._blame(texts, odd, batch, refused)

    def look(
        self, ids: list[int], texts: Texts, measured: list[Measure], batch: Batch, refused: Container[int]
    ) -> None:
        """Where the template is GSM-7, only rows that are not can change: give those an outcome of their own."""
        if not self.changes_rows:
            return
        odd = [index for index, each in enumerate(measured) if each[0] is not GSM_7]
        for index in odd:
            after, sole = self.after(texts[index], batch.rows[index], measured[index])
            (ids[index],) = self._outcomes.ids([(*self._outcomes.all[ids[index]], after, sole)])
        self._blame(texts, odd, batch, refused)

    def after(self, text: str, cells: Cells, measured: Measure) -> tuple[Measure, str]:
        """The measure of a message with substitution; and the only character that makes it UCS-2, if it has a replacement, else empty."""
        substituted = self._plan.alphabet.measure(self._translated(text, cells))
        return min(measured, substituted, key=segments_of), self._sole(text)

    def _in_gsm7(self, text: str) -> str:
        table, septets = self._plan.substitute or {}, self._plan.alphabet.septets
        return "".join(char if septets(char) else table.get(ord(char), "") for char in text)

    def _sole(self, text: str) -> str:
        """The only character that makes a message UCS-2, if it has a replacement; else empty."""
        table, alphabet = self._plan.substitute or {}, self._plan.alphabet
        odd = {char for char in set(text) if not alphabet.septets(char)}
        return odd.pop() if len(odd) == 1 and ord(max(odd)) in table else ""

    def _translated(self, text: str, cells: Cells) -> str:
        """A message with substitution. Values repeat, so a value that is printed unchanged is translated only once."""
        table = self._plan.substitute
        assert table is not None
        pieces = self._counted.variants[0]
        if len(self._kept) > _MOST_KEPT:
            self._kept.clear()
        out = []
        for piece in pieces:
            if isinstance(piece, str):
                out.append(piece)
            elif isinstance(piece, Cell):
                cell = cells[piece.column] if piece.column < len(cells) else ""
                after = self._kept.get(cell)
                if after is None:
                    after = self._kept[cell] = cell.translate(table)
                out.append(after)
            else:
                return text.translate(table)
        return "".join(out)

    def _blame(self, texts: Texts, odd: list[int], batch: Batch, refused: Container[int]) -> None:
        """Count the values that make messages UCS-2 which the template alone would not make so."""
        for index in odd:
            if index not in refused:
                blamed = self.blamed(texts[index], batch.rows[index])
                if blamed is not None:
                    self.offenders[blamed] += 1
                    self._firsts.blame(blamed, batch, index)

    def blamed(self, text: str, cells: Cells) -> causes.Offender | None:
        """A value that makes a message UCS-2."""
        return causes.offender(text, cells, self._plan.program.fields, self._plan.alphabet)
