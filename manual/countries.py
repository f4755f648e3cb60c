"""What smslint knows of each country, from the profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules import countries

if TYPE_CHECKING:
    from smslint.rules.country import Country

_HEAD = """\
# Countries

This page is generated from the profiles under [`rules/countries`](https://github.com/smslint/smslint/tree/main/rules/countries).
`smslint countries FR` shows one with its registration, mandatory texts, and the dated source of each fact. A word in brackets says how
reliable a fact is: verified (read in a law, or on a page of a regulator or a provider), secondary (a vendor, a law firm, news) or knowledge
(not checked). A country that is not here has no profile: its rules are unknown, which every report says. This is not legal advice.

"""


def page() -> str:
    """The page."""
    lines = ["| country | sender name | opt-out in marketing | marketing hours | two-way |", "|---|---|---|---|---|"]
    found = [profile for name in countries.names() if (profile := countries.load(name)) is not None]
    lines += [_row(each) for each in sorted(found, key=lambda each: each.name)]
    return _HEAD + "\n".join(lines) + "\n"


def _row(country: Country) -> str:
    def fact(text: str, key: str) -> str:
        sure = country.confidence.get(key)
        return f"{text.replace('_', ' ').replace('|', '/')}{f' ({sure})' if sure else ''}"

    strict = country.hours.strict
    hours = "none known" if strict is None else ", ".join(map(str, strict.windows))
    if strict is not None:
        off = [name for name, fine in (("Sundays", strict.sunday), ("public holidays", strict.holidays)) if not fine]
        hours += f", not on {' or '.join(off)}" if off else ""
    cells = (
        f"{country.name} ({country.iso2}, +{country.dial})", fact(country.alphanumeric.support, "sender"),
        fact(country.opt_out.marketing, "opt_out"), fact(hours, "hours"), fact(country.two_way, "two_way"),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"
