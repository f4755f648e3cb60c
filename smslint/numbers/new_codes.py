"""Area codes of North America that are in service, but that the numbering plan in use does not know yet.

The library behind the plan opens an area code months after the administrator does. Data: ``rules/countries/us_area_codes.tsv``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.numbers.zones import of_area_codes

if TYPE_CHECKING:
    from smslint.numbers.store import NumberingPlan

NOTE = "Its area code is newer than the numbering plan in use, so it could not be checked."


def new_code(number: str, plan: NumberingPlan) -> str | None:
    """The area code of a number of ten digits after ``+1``, if the table has it and the plan has no number in it."""
    code = number[2:5]
    if len(number) != 12 or number[:2] != "+1" or number[5] < "2" or code not in of_area_codes():
        return None
    return None if _has_numbers(code, plan) else code


@lru_cache(maxsize=64)
def _has_numbers(code: str, plan: NumberingPlan) -> bool:
    """Whether the plan has a number in an area code: some codes, such as 684 of American Samoa, have numbers in few exchanges only."""
    numbers = (f"+1{code}{exchange}5550" for exchange in range(200, 1000))
    return any(plan.label(plan.classify(each)).valid for each in numbers)
