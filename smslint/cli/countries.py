"""``smslint countries``: the profile of a country, with its sources."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from smslint.cli.printing import echo_json
from smslint.cli.terminal import columns, echo
from smslint.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.rules.country import Allowed, Country


@click.command(
    "countries",
    short_help="Show what is known about a country, with its sources.",
    epilog="\b\nExamples:\n  smslint countries\n  smslint countries FR",
)
@click.argument("iso2", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
def command(iso2: str | None, form: str) -> None:
    """Show the profile of a country: sender types, opt-out, marketing hours, mandatory text; or list all countries.

    ISO2 is a two-letter country code such as US or FR. Each fact has a confidence: verified (read in a law, or on a
    page of a regulator or a provider), secondary (from a vendor, a law firm or news) or knowledge (not checked).
    """
    from smslint.rules import countries

    if iso2 is None:
        profiles = [profile for name in countries.names() if (profile := countries.load(name))]
        echo_json(_listing_json(profiles)) if form == "json" else echo("\n".join(map(_row, profiles)))
        return
    country = countries.load(iso2)
    if country is None:
        named = [
            code for code in countries.names() if (each := countries.load(code)) and each.name.lower() == iso2.lower()
        ]
        if named:
            raise ConfigError(f"{iso2!r} is a name, not a two-letter code: smslint countries {named[0]}")
        raise ConfigError(f"there is no profile for {iso2!r}; run 'smslint countries' for the list of codes")
    echo_json(_json(country)) if form == "json" else echo(_wrapped(_page(country)))


_FACT = 24
"""The column where the value of a fact starts."""


def _wrapped(lines: Iterable[str]) -> str:
    from smslint.report.width import hanging

    width = columns()
    return "\n".join(
        piece
        for line in lines
        for piece in hanging(
            line,
            width,
            _FACT if line.startswith("  ") and line[2:3] != " " and line[_FACT - 1 : _FACT] == " " else None,
        )
    )


def _row(country: Country) -> str:
    sender = country.alphanumeric.support.replace("_", " ")
    return f"{country.iso2}  {country.name:<24} sender name: {sender:<22} opt-out: {country.opt_out.marketing}"


def _page(country: Country) -> Iterator[str]:
    """The profile as text, one fact per line."""
    yield click.style(f"{country.name} ({country.iso2}, +{country.dial})", bold=True)
    yield _fact("Sender name", country.alphanumeric.support.replace("_", " "), country.confidence.get("sender"))
    yield _fact("Two-way", country.two_way, country.confidence.get("two_way"))
    yield _fact("Opt-out in marketing", country.opt_out.marketing, country.confidence.get("opt_out"))
    yield _fact("Marketing hours", _hours(country), country.confidence.get("hours"))
    if country.cap:
        yield _fact("At most", f"{country.cap.limit} per {country.cap.per} ({country.cap.scope})", None)
    yield _fact("Long messages", country.concatenation, country.confidence.get("concatenation"))
    yield _fact("Unicode", country.unicode, country.confidence.get("unicode"))
    yield from _section("Opt-out forms", country.opt_out.forms)
    yield from _section("Registration", country.registration)
    yield from _section("Mandatory text", country.mandatory_text)
    yield from _section(
        "Checked in the text", (f"{check.what} ({check.severity}, {check.confidence})" for check in country.text_checks)
    )
    yield from _section("Links", country.urls.rules)
    yield from _section("Content not allowed", country.content_bans)
    yield from _section("Length", country.length_notes)
    yield from _section("Notes", country.notes)
    yield from _section("Sources differ", map(str, country.sources_differ))
    yield from _section("Sources", map(_source, country.sources))
    yield ""
    yield "Not legal advice: check the live source before you rely on it."


def _fact(name: str, value: str, confidence: str | None) -> str:
    mark = click.style(f"  [{confidence}]", dim=True) if confidence else ""
    return f"  {name + ':':<{_FACT - 2}}{value}{mark}"


def _section(name: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"  {name}:"
        yield from (f"    - {line}" for line in found)


def _hours(country: Country) -> str:
    hours = country.hours
    if hours.strict is None:
        return f"none known ({hours.basis})"
    text = _windows(hours.strict)
    if hours.outer is not None and hours.outer != hours.strict:
        text += f"; widest that any source gives: {_windows(hours.outer)}"
    return f"{text} ({hours.kind.replace('_', ' ')}: {hours.basis})"


def _windows(allowed: Allowed) -> str:
    banned = [name for name, fine in (("Sundays", allowed.sunday), ("public holidays", allowed.holidays)) if not fine]
    return ", ".join(map(str, allowed.windows)) + (f", not on {' or '.join(banned)}" if banned else "")


def _source(source: object) -> str:
    fields = dict(source) if isinstance(source, dict) else {}
    dates = [f"{key} {fields[key]}" for key in ("published", "retrieved") if key in fields]
    return ", ".join(
        [fields["title"], *filter(None, [fields.get("publisher")]), *dates, *filter(None, [fields.get("url")])]
    )


def _json(country: Country) -> str:
    return json.dumps(
        {"version": 1, "country": _plain({**asdict(country), "conflicts": list(map(str, country.sources_differ))})},
        ensure_ascii=False,
        indent=2,
    )


def _listing_json(profiles: list[Country]) -> str:
    rows = [
        {"iso2": country.iso2, "name": country.name, "dial": country.dial, "alphanumeric": country.alphanumeric.support}
        for country in profiles
    ]
    return json.dumps({"version": 1, "countries": rows}, ensure_ascii=False, indent=2)


def _plain(value: object) -> object:
    """Records as mappings, and time windows as text, so that the output explains itself."""
    from smslint.rules.windows import Window

    if isinstance(value, Window):
        return str(value)
    if hasattr(value, "_asdict"):
        return {key: _plain(item) for key, item in value._asdict().items()}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
