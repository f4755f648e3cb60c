"""The United States: marketing windows and caps by state, and the state (or the province of Canada) of an area code. Data: ``rules/countries/us_*``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from smslint.data import data_path
from smslint.errors import PackError
from smslint.rules import differing, packfile
from smslint.rules.country import CONFIDENCES, Allowed
from smslint.rules.windows import read_windows
from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from smslint.rules.differing import Differing

FEDERAL = "US"
"""The baseline for every state without a separate row."""

FACTS = ("window", "applies_to_texts", "frequency_cap", "effective_date", "statute")
"""The fields about which sources may differ."""

_KEYS = [
    "state",
    "name",
    "windows",
    "holidays",
    "applies_to_texts",
    "severity",
    "cap",
    "effective",
    "statute",
    "notes",
    "sources_differ",
    "confidence",
    "sources",
]


class StateCap(NamedTuple):
    """At most ``limit`` messages in ``hours`` hours."""

    limit: int
    hours: int
    severity: str
    scope: str


@sealed
@dataclass(frozen=True, slots=True)
class State:
    """What a state adds to the federal baseline."""

    code: str
    name: str
    allowed: Allowed
    applies_to_texts: str
    """``yes``; ``disputed`` for a law on calls that vendors also apply to texts; ``no``."""
    severity: str
    """``error``, ``error_without_consent`` (unless the project records consent), ``warning`` or ``off``."""
    cap: StateCap | None
    effective: str | None
    statute: str
    notes: tuple[str, ...]
    sources_differ: tuple[Differing, ...]
    confidence: Mapping[str, str]
    sources: tuple[Mapping[str, str], ...]


class AreaCode(NamedTuple):
    """The state where the numbers of an area code were assigned. Numbers are ported and people move, so this is a presumption.

    ``confidence`` says how sure it is that the code belongs to the state, not that the owner lives there.
    """

    code: str
    country: str
    state: str
    state_name: str
    zones: tuple[str, ...]
    confidence: str


def state(code: str) -> State | None:
    """The rules of a state by its two letters; ``US`` is the federal baseline. ``None`` for a state that adds nothing."""
    return states().get(code.upper())


@lru_cache(maxsize=1)
def states() -> Mapping[str, State]:
    """All rows, the federal one first.

    :raises PackError: names file, line and key.
    """
    return read(_folder() / "us_states.yaml")


def read(path: Path) -> dict[str, State]:
    """The rows of a file.

    :raises PackError: names file, line and key.
    """
    rows = [_state(node) for node in packfile.read_stored(path).only(("states",), ("states",)).children("states")]
    return {row.code: row for row in rows}


def state_of_area_code(digits: str) -> AreaCode | None:
    """The area code that a North American number starts with.

    :param digits: the number, with or without ``+`` and the country code 1; or the three digits alone.
    """
    bare = digits.lstrip("+")
    bare = bare.removeprefix("1")
    return _area_codes().get(bare[:3])


def area_codes_of(state: str, country: str = "US") -> tuple[AreaCode, ...]:
    """The area codes of a state, or of a province of Canada, by its two letters."""
    code = state.upper()
    return tuple(each for each in _area_codes().values() if each.country == country and code in each.state.split(","))


@lru_cache(maxsize=2)
def names(country: str = "US") -> Mapping[str, str]:
    """The states and the district that have area codes, or the provinces and territories of Canada: two letters to the name."""
    found: dict[str, str] = {}
    for each in _area_codes().values():
        if each.country == country and each.state:  # some of Canada share a code: NS,PE
            found.update(zip(each.state.split(","), each.state_name.split(" / "), strict=True))
    return found


@lru_cache(maxsize=1)
def _area_codes() -> dict[str, AreaCode]:
    path = _folder() / "us_area_codes.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    names = lines[0].split("\t")
    found = {}
    for number, line in enumerate(lines[1:], 2):
        fields = line.split("\t")
        if len(fields) != len(names):
            raise PackError(f"{path}:{number}: has {len(fields)} columns, not {len(names)}")
        row = dict(zip(names, fields, strict=True))
        zones = tuple(row["time_zones"].split(",")) if row["time_zones"] else ()
        code = row["area_code"]
        found[code] = AreaCode(code, row["country"], row["region"], row["region_name"], zones, row["region_confidence"])
    return found


def _folder() -> Path:
    return data_path("rules") / "countries"


def _state(node: packfile.Node) -> State:
    node.only(_KEYS, ("state", "name", "windows", "holidays", "applies_to_texts", "severity", "statute"))
    windows = read_windows(node)
    confidence = node.child("confidence")
    return State(
        code=node.text("state"),
        name=node.text("name"),
        allowed=Allowed(windows, any(6 in window.days for window in windows), node.flag("holidays")),
        applies_to_texts=node.choice("applies_to_texts", ("yes", "disputed", "no")),
        severity=node.choice("severity", ("error", "error_without_consent", "warning", "off")),
        cap=_cap(node.child("cap")) if "cap" in node.values else None,
        effective=node.optional("effective"),
        statute=node.text("statute"),
        notes=node.texts("notes"),
        sources_differ=differing.read(node, FACTS),
        confidence={field: confidence.choice(field, CONFIDENCES) for field in confidence.values},
        sources=packfile.sources(node),
    )


def _cap(node: packfile.Node) -> StateCap:
    node.only(("max", "per_hours", "severity", "scope"), ("max", "per_hours", "severity"))
    return StateCap(
        node.number("max"),
        node.number("per_hours"),
        node.choice("severity", ("error", "warning")),
        node.text("scope", ""),
    )
