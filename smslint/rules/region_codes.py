"""The codes of regions, and what people write instead of them."""

from __future__ import annotations

from typing import Final

_CODES: Final = """
AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE
GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM
KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH
SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE
VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
REGIONS: Final = frozenset(_CODES.split())
"""ISO 3166-1 alpha-2, and the codes that numbering plans add to it (AC, TA, XK)."""


_REGION_WORDS: Final = {
    "UK": "GB", "EN": "GB", "ENGLAND": "GB", "GBR": "GB", "USA": "US", "CAN": "CA", "DEU": "DE", "GER": "DE", "FRA": "FR",
    "ESP": "ES", "ITA": "IT", "IND": "IN", "AUS": "AU", "BRA": "BR", "MEX": "MX", "NLD": "NL", "SWE": "SE", "NOR": "NO",
}  # fmt: skip
"""Other words that people write for a region, and its code."""


def suggestion(word: str) -> str:
    """`` (did you mean 'GB'?)`` for a word that is not a code, if it is a known word or the English name of a country."""
    hint = _REGION_WORDS.get(word.upper()) or _code_of(word)
    return f" (did you mean {hint!r}?)" if hint else ""


def _code_of(name: str) -> str | None:
    """The code of a country's English name, if it has a profile."""
    from smslint.rules import countries

    profiles = (countries.load(code) for code in countries.names())
    return next((each.iso2 for each in profiles if each is not None and each.name.lower() == name.lower()), None)
