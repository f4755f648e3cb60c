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

    def look_at_fixed(self, texts: Texts, measured: list[Measure], batch: Batch, refused: Container[int]) -> None:
        """Look at the messages of a template whose own characters are fixed."""
        if self.of_template and not self._fixed_offends:
            odd = [index for index, each in enumerate(measured) if each[0] is not GSM_7]
            self._blame(texts, odd, batch, refused)

    def look(
        self, ids: list[int], texts: Texts, measured: list[Measure], batch: Batch, refused: Container[int]
    ) -> None:
        """Where the template is GSM-7, only rows that are not can change: give those an outcome of their own."""
        table = self._plan.substitute
        if table is None or self.of_template:
            return
        alphabet = self._plan.alphabet
        odd = [index for index, each in enumerate(measured) if each[0] is not GSM_7]
        for index in odd:
            after = min(
                measured[index], alphabet.measure(self._translated(texts, index, batch.rows[index])), key=segments_of
            )
            sole = self._sole(texts[index])
            (ids[index],) = self._outcomes.ids([(*self._outcomes.all[ids[index]], after, sole)])
        self._blame(texts, odd, batch, refused)

    def _in_gsm7(self, text: str) -> str:
        table, septets = self._plan.substitute or {}, self._plan.alphabet.septets
        return "".join(char if septets(char) else table.get(ord(char), "") for char in text)

    def _sole(self, text: str) -> str:
        """The only character that makes a message UCS-2, if it has a replacement; else empty."""
        table, alphabet = self._plan.substitute or {}, self._plan.alphabet
        odd = {char for char in set(text) if not alphabet.septets(char)}
        return odd.pop() if len(odd) == 1 and ord(max(odd)) in table else ""

    def _translated(self, texts: Texts, index: int, cells: Cells) -> str:
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
                return texts[index].translate(table)
        return "".join(out)

    def _blame(self, texts: Texts, odd: list[int], batch: Batch, refused: Container[int]) -> None:
        """Count the values that make messages UCS-2 which the template alone would not make so."""
        alphabet, fields = self._plan.alphabet, self._plan.program.fields
        for index in odd:
            if index not in refused:
                blamed = causes.offender(texts[index], batch.rows[index], fields, alphabet)
                if blamed is not None:
                    self.offenders[blamed] += 1
                    self._firsts.blame(blamed, batch, index)
