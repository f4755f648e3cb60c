"""What decides the answer of the rules about each row: its recipient, and its values that are not harmless."""

from __future__ import annotations

from itertools import islice, repeat
from typing import TYPE_CHECKING, TypeAlias

from smslint.broadcast.harmless import Around, Sieve, asks_for_reply, normal
from smslint.broadcast.pieces import Cell, Columns
from smslint.broadcast.refusing_rules import BY_WORDS, speaks
from smslint.dialects.merge_fields import known_names
from smslint.recipients import consent
from smslint.recipients.batch import cells_of
from smslint.rules.check_options import CountryText, lexicon_of
from smslint.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from smslint.broadcast.pieces import Piece
    from smslint.broadcast.plan import Plan
    from smslint.numbers.label import Label
    from smslint.recipients.batch import Cells
    from smslint.recipients.headers import Roles
    from smslint.recipients.screen import Screened
    from smslint.rules.lexicon import Lexicon
    from smslint.rules.rule import Rule

Who: TypeAlias = "tuple[str, str, str | None]"
"""What decides, apart from the text: the region of the number, the language and the consent of the row."""
Key: TypeAlias = "tuple[Who | None, *tuple[str | None, ...]]"
"""A recipient (``None``: not a valid number), and for each field its telling value; only the recipient where no row has one."""


class Telling:
    """Recipients and telling values, batch by batch."""

    def __init__(self, plan: Plan, roles: Roles, columns: Sequence[str], rules: tuple[Rule, ...]) -> None:
        self._plan, self._roles, self._columns, self._rules = plan, roles, columns, rules
        self._pieces = plan.program.variants[0]
        self._holes = {at: piece for at, piece in enumerate(self._pieces) if not isinstance(piece, str)}
        self._consents = roles.consent is not None and any(
            rule.check == "country-text" and CountryText.of(rule).without_consent for rule in rules
        )
        self._of_label: dict[int, Who | None] = {}
        self.numbers: dict[str, str] = {}
        """A number of each region."""
        self._sieves = dict[int, Sieve]()
        self._replying = set(self._asking())
        self._known = known_names(plan.rules.values.declared, self._columns)
        self._brands = _brands(rules, plan.rules.sending.brand)

    def whos(self, rows: Sequence[Cells], screened: Screened, label: Callable[[int], Label]) -> list[Who | None]:
        """The recipient of each row; ``None`` for an invalid number."""
        known_whos = self._of_label
        for each in set(screened.labels) - known_whos.keys():
            found = label(each)
            place = found.region or "" if found.valid else None
            known_whos[each] = None if place is None else (place, "", None)
            if place is not None:
                self.numbers.setdefault(place, f"+{screened.keys[screened.labels.index(each)]}")
        whos = list(map(known_whos.__getitem__, screened.labels))
        roles = self._roles
        if roles.locale is not None:
            languages = cells_of(rows, roles.locale)
            whos = [who and (who[0], language, None) for who, language in zip(whos, languages, strict=True)]
        if self._consents and roles.consent is not None:
            agreed = [
                consent.kind(consent.spelled(roles, roles.consent, cell), consent.leaving(roles, row), None)
                for cell, row in zip(cells_of(rows, roles.consent), rows, strict=True)
            ]
            whos = [who and (who[0], who[1], kind) for who, kind in zip(whos, agreed, strict=True)]
        return whos

    def keys(self, columns: Columns, whos: list[Who | None]) -> list[Key]:
        """What decides about each row: the recipient, then the telling values; ``None`` for one that is harmless."""
        count, odd = len(whos), False
        parts: list[Iterable[str | None]] = []
        for at, piece in self._holes.items():
            values = columns[piece.column] if isinstance(piece, Cell) else list(islice(piece(columns, count), count))
            distinct = columns.distinct(piece.column) if isinstance(piece, Cell) else set(values)
            telling = {each: normal(each) for each in self._sieve(at).telling(distinct)}
            parts.append(map(telling.get, values) if telling else repeat(None))
            odd |= bool(telling)
        return list(zip(whos, *parts, strict=False)) if odd else list(zip(whos, strict=True))

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns that decide about the recipient, beside the number."""
        roles = self._roles
        agreed = (roles.consent, *(at for at, _ in roles.leaving)) if self._consents else ()
        return tuple(dict.fromkeys(at for at in (roles.locale, *agreed) if at is not None))

    def of_cells(self) -> dict[int, tuple[Sieve, ...]]:
        """By column, the sieves of the fields that print its cells as they are."""
        found: dict[int, tuple[Sieve, ...]] = {}
        for at, piece in self._holes.items():
            if isinstance(piece, Cell):
                found[piece.column] = (*found.get(piece.column, ()), self._sieve(at))
        return found

    def of_computed(self) -> Iterator[tuple[Piece, Sieve]]:
        """The other fields, each with its sieve."""
        return ((piece, self._sieve(at)) for at, piece in self._holes.items() if not isinstance(piece, Cell))

    def supplies(self, rule: Rule) -> bool:
        """Whether a value that can give the text what this rule misses is telling."""
        return rule.check == "brand" and bool(self._brands)

    def _sieve(self, at: int) -> Sieve:
        sieve = self._sieves.get(at)
        if sieve is None:
            sieve = self._sieves[at] = Sieve(self._around(at), self._lexicons(), self._known, foreign=not any(
                rule.check == "alphabet" for rule in self._rules
            ), wanted=self._brands)  # fmt: skip
        return sieve

    def _around(self, at: int) -> Around:
        pieces, sending = self._pieces, self._plan.rules.sending
        prepended, appended = sending.prepended or "", sending.appended
        before, behind = pieces[at - 1] if at else prepended, pieces[at + 1] if at + 1 < len(pieces) else appended
        return Around(
            before if isinstance(before, str) else "", behind if isinstance(behind, str) else "",
            replying=at in self._replying, first=not (at or prepended), last=at + 1 == len(pieces) and not appended,
        )  # fmt: skip

    def _asking(self) -> Iterator[int]:
        """The holes in sentences that ask for a reply before them."""
        asking = asks_for_reply(self._plan.rules.sending.prepended or "", before=False)
        for at, piece in enumerate(self._pieces):
            if isinstance(piece, str):
                asking = asks_for_reply(piece, before=asking)
            elif asking:
                yield at

    def _lexicons(self) -> tuple[Lexicon, ...]:
        """Those in which a rule looks for something that must not be there."""
        found = (lexicon_of(rule) for rule in self._rules if rule.check in BY_WORDS and speaks(rule, self._plan.rules))
        return tuple({id(each): each for each in found if each.predictable}.values())


def _brands(rules: Iterable[Rule], brands: tuple[str, ...]) -> tuple[str, ...]:
    """The brands that rules look for, folded; none if one has a digit, because short numbers are not told apart."""
    if not any(rule.check == "brand" for rule in rules):
        return ()
    found = tuple(fold(each).text for each in brands)
    return () if any(char.isdigit() for each in found for char in each) else found
