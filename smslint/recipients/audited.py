"""What an audit of a list found: rows, problems by code with a few examples of each, and what the list leaves unknown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from smslint.recipients import codes, hints
from smslint.recipients.duplicates import RowSet
from smslint.recipients.places import Files

if TYPE_CHECKING:
    from smslint.finding import Finding, Severity
    from smslint.recipients.codes import Code

_SHOWN: Final = 40
"""The most characters of a cell that are shown."""
SOME_AGREED: Final = "whether some of them agreed to messages"


@dataclass(slots=True)
class Tally:
    """How often one code was found, and its first findings."""

    code: Code
    count: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class Audit:
    """The result of an audit."""

    path: str
    total: int = 0
    rejected: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)
    regions: Counter[str] = field(default_factory=Counter)
    """Valid numbers by region."""
    types: Counter[str] = field(default_factory=Counter)
    """Valid numbers by type."""
    notes: list[str] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    phone_column: str = ""
    roles: dict[str, str | None] = field(default_factory=dict)
    """The column that is used for each role (named as in ``--column``); ``None`` if none was found."""
    refusing: tuple[tuple[str, str], ...] = ()
    """Every column whose cells can refuse a row, with how they are read: ``opt_out``, ``status``, ``consent``, ``reply``, ..."""
    consent: str = "unknown"
    """Where consent is recorded: ``column``, ``elsewhere`` (stated by the project or the caller), or ``unknown``."""
    needs_consent: bool = True
    """Whether the list itself must say who agreed: not if the project or the caller stated that it is recorded elsewhere."""
    about_others: tuple[str, ...] = ()
    """Columns with a consent to something other than text messages, such as email."""
    unread_statuses: tuple[str, ...] = ()
    """Columns that may say who left: named like a status with words that are not known, or with words of leaving under any name."""
    unread_limits: tuple[str, ...] = ()
    """Columns that may limit the consent to a channel or a time."""
    unread_consents: tuple[str, ...] = ()
    """Columns that may be a consent to messages, or to something else (``gdpr``), with a no in some row."""
    unknown_zones: tuple[str, ...] = ()
    """Cells of the list that should be time zones and are none, the first three by the alphabet."""
    unknown_states: tuple[str, ...] = ()
    """Cells that should be states of the US or provinces of Canada and are none, also three at most."""
    guessed_encoding: str = ""
    """The usual name of the file's encoding, if it was guessed; letters beyond ASCII may be wrong."""
    plan_version: str = ""
    duplicate_rows: RowSet = field(default_factory=RowSet)
    opted_out_rows: RowSet = field(default_factory=RowSet)
    """Rows whose number opted out in another row of the list."""
    files: Files = field(default_factory=Files)
    """The files of the list, if they are several."""

    @property
    def clean(self) -> int:
        """Rows that may be texted."""
        return self.total - self.rejected

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The examples of all codes, the most severe codes first."""
        return tuple(finding for tally in self.sorted_tallies() for finding in tally.findings)

    def sorted_tallies(self) -> list[Tally]:
        """The tallies, errors first, then by code."""
        return sorted(self.tallies.values(), key=lambda tally: (-tally.code.severity, tally.code.code))

    @property
    def agreed(self) -> bool:
        """Whether every row that may be texted has a known consent, or consent is recorded elsewhere."""
        return self.consent != "unknown" and codes.CONSENT_UNKNOWN.code not in self.tallies

    @property
    def unsure(self) -> int:
        """The most rows that are not refused although it is not known whether they agreed."""
        tally = self.tallies.get(codes.CONSENT_UNKNOWN.code)
        if self.consent == "unknown":
            return self.clean
        return 0 if tally is None or tally.code.refuses or not self.needs_consent else min(tally.count, self.clean)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is unknown about the rows that are not refused, if they are called clean only where nothing is."""
        return tuple(words for words in self.unknown if words != SOME_AGREED or self.unsure)

    @property
    def silent_on_consent(self) -> bool:
        """Whether there is a consent column, but no row of it says yes or no: empty cells, or words that are not known."""
        tally = self.tallies.get(codes.CONSENT_UNKNOWN.code)
        return self.consent == "column" and self.needs_consent and tally is not None and tally.count == self.total

    @property
    def remedies(self) -> tuple[str, ...]:
        """What is unknown about each of ``unread_statuses``, with the option that settles it."""
        return tuple(f"{hints.doubt(name)} ({hints.remedy(name)})" for name in self.unread_statuses)

    @property
    def unknown(self) -> tuple[str, ...]:
        """What the list does not say, in phrases for people; empty if nothing that decides is unknown."""
        lacking = self.consent == "column" and codes.CONSENT_UNKNOWN.code in self.tallies
        said = (
            ("who agreed to messages", self.consent == "unknown"),
            (SOME_AGREED, lacking),
            *((hints.doubt(name), True) for name in self.unread_statuses),
            *((f"whether the no in {name!r} is about messages", True) for name in self.unread_consents),
            *((f"whether {name!r} limits consent", True) for name in self.unread_limits),
            *((words, True) for words in self.unplaced),
            (
                f"in which encoding the list is written (it was read as {self.guessed_encoding})",
                bool(self.guessed_encoding),
            ),
            (f"the rules of {', '.join(self.regions_without_profile)}", bool(self.regions_without_profile)),
        )
        return tuple(words for words, unknown in said if unknown)

    @property
    def unplaced(self) -> tuple[str, ...]:
        """The time zones and states of the list that are unknown, in phrases for people."""
        said = (("time zone", self.unknown_zones), ("state", self.unknown_states))
        return tuple(f"which {what} is meant by {_quoted(cells)}" for what, cells in said if cells)

    def placed_unknown(self) -> tuple[str, ...]:
        """:attr:`unknown`, each after its place: the list, and the first line where one is known."""
        tally = self.tallies.get(codes.CONSENT_UNKNOWN.code)
        found = [] if tally is None else [each.location for each in tally.findings if each.location is not None]
        first = f"{found[0].path}:{found[0].line}" if found else self.path
        return tuple(f"{first if words == SOME_AGREED else self.path}: {words}" for words in self.unknown)

    @property
    def regions_without_profile(self) -> tuple[str, ...]:
        """Countries of valid numbers (ISO 3166-1 alpha-2, ``001`` for numbers of no country, such as satellite phones) for which
        smslint has no profile: their rules are unknown.
        """
        from smslint.rules.countries import known

        return tuple(sorted(region for region, count in self.regions.items() if count and not known(region)))

    def worst(self) -> Severity | None:
        """The highest severity that was found."""
        return max((tally.code.severity for tally in self.tallies.values()), default=None)


def _quoted(cells: tuple[str, ...]) -> str:
    return ", ".join(repr(cell[:_SHOWN]) for cell in cells)
