"""The zones of a number: those of its region, and of its area code in North America.

The library answers all zones of the calling code for a mobile number (Kazakhstan: Europe/Bucharest to Asia/Kamchatka), one zone
per exchange for a North American one, whose owner may live anywhere in the area, and a wrong one for some areas of Brazil and for
mobile phones of Indonesia. Data: ``rules/countries/zones.tsv``, from the table zone.tab of the IANA time zone database
(https://www.iana.org/time-zones), ``rules/countries/us_area_codes.tsv`` and ``rules/countries/prefix_zones.tsv``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.data import data_path
from smslint.errors import PlanError

if TYPE_CHECKING:
    from collections.abc import Mapping

Zones = tuple[str, ...]


@lru_cache(maxsize=1)
def of_regions() -> Mapping[str, Zones]:
    """The zones of each region (ISO 3166-1 alpha-2)."""
    return _column("zones.tsv", "zones")


@lru_cache(maxsize=1)
def of_area_codes() -> Mapping[str, Zones]:
    """The zones of each area code of the United States and Canada; those that share an area have the union."""
    return _column("us_area_codes.tsv", "time_zones")


@lru_cache(maxsize=1)
def _of_prefixes() -> Mapping[str, Zones]:
    """The zones of prefixes of international numbers about which a table knows more than the library."""
    return {f"1{code}": zones for code, zones in of_area_codes().items()} | _column("prefix_zones.tsv", "zones")


def of_digits(digits: str) -> Zones | None:
    """The zones that a table has for an international number, or for a prefix; ``None`` if only the library knows them."""
    own = _of_prefixes()
    return own.get(digits[:4]) or own.get(digits[:3])


def by_prefix(library: Mapping[str, Zones]) -> dict[str, Zones]:
    """The library's zones by prefix, with the areas of the tables in place of its exchanges."""
    return {prefix: zones for prefix, zones in library.items() if of_digits(prefix) is None} | dict(_of_prefixes())


OLD_NAMES: Final = {
    "Africa/Asmera": "Africa/Asmara", "America/Buenos_Aires": "America/Argentina/Buenos_Aires", "America/Godthab": "America/Nuuk",
    "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu", "Asia/Rangoon": "Asia/Yangon",
    "Atlantic/Faeroe": "Atlantic/Faroe", "Pacific/Ponape": "Pacific/Pohnpei", "Pacific/Truk": "Pacific/Chuuk",
}  # fmt: skip
"""The names that the library has for zones which the IANA has renamed."""

STAND_INS: Final = {("RU", "Europe/Bucharest"): "Europe/Kaliningrad"}
"""Zones that the library has for another one in a region: Bucharest was once on the time of Kaliningrad."""


def in_region(zones: Zones, region: str | None) -> Zones:
    """The zones that are also zones of the region; all of the region if none is.

    The library has Paris for Algeria and Chicago for Nicaragua: for some months of the year, another time than there.
    """
    own = of_regions().get(region or "", ())
    meant = (STAND_INS.get((region or "", zone), zone) for zone in zones)
    both = tuple(zone for zone in meant if OLD_NAMES.get(zone, zone) in own)
    return both or own or zones


def _column(name: str, column: str) -> dict[str, Zones]:
    path = data_path("rules") / "countries" / name
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    if column not in lines[0]:
        raise PlanError(f"{path}: has no column {column}")
    place = lines[0].index(column)
    return {fields[0]: tuple(fields[place].split(",")) for fields in lines[1:] if fields[place]}
