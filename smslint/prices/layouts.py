"""Import a provider's prices: recognise the file, or say why it cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from smslint.errors import ConfigError
from smslint.prices import amounts, csv_layouts, json_layouts
from smslint.prices.canonical import rate, seen
from smslint.prices.card import RateCard
from smslint.prices.table import read_table, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from smslint.prices.canonical import Draft
    from smslint.prices.rate import Rate

NAMES = tuple(dict.fromkeys(layout.name for layout in (*csv_layouts.LAYOUTS, *json_layouts.LAYOUTS)))
"""Every layout by name, for ``--layout``."""


class Imported(NamedTuple):
    """The imported prices, their layout, and notes for the user."""

    card: RateCard
    title: str
    notes: tuple[str, ...]


class _Found(NamedTuple):
    """A file whose layout is known."""

    title: str
    drafts: tuple[Draft, ...]
    stated: str
    """The currency that the header names; may be empty."""
    usual: str
    """The usual currency of this layout; may be empty."""


def read(
    path: Path, layout: str = "auto", currency: str | None = None, as_of: str | None = None, text: str | None = None
) -> Imported:
    """Prices from a provider's file. Every network is kept; prices of 0 are left out, because they mean "not sold".

    :param text: its content as text, where it is no text itself.
    :param currency: the currency of the prices, if the file does not say.
    :param as_of: the day on which they were valid, if the file does not say.
    :raises ConfigError: naming the file, the place, what is wrong and what to do.
    """
    name = str(path)
    wanted = _option("--currency", amounts.currency, currency)
    dated = _option("--as-of", amounts.as_of, as_of)
    if layout not in ("auto", *NAMES):
        raise ConfigError(f"there is no layout {layout!r}. Known: auto, {', '.join(NAMES)}")
    text = read_text(path) if text is None else text
    found = _json(text, name, layout) if text.lstrip()[:1] in ("{", "[") else _csv(text, name, layout)
    if not found.drafts:
        raise ConfigError(f"{name}: {found.title}, but without a price for an outgoing text message")
    assumed = found.stated or wanted or found.usual
    _complete(found, name, assumed, dated)
    source = amounts.label(f"{found.title}: {path.name}")
    defaults = {"currency": assumed, "as_of": dated, "source": source}
    rates = [rate(draft, name, defaults) for draft in found.drafts]
    for one, draft in zip(rates, found.drafts, strict=True):
        if wanted and one.currency != wanted:
            raise ConfigError(f"{name}:{draft.place}: the file is in {one.currency}, but --currency says {wanted}")
    sold = tuple(dict.fromkeys(one._replace(line=0) for one in rates if one.amount != 0))
    if not sold:
        raise ConfigError(f"{name}: every price is 0, so nothing can be imported")
    guessed = not (found.stated or wanted) and any(not draft.cells.get("currency") for draft in found.drafts)
    return Imported(RateCard(name, sold), found.title, tuple(_notes(found, rates, guessed)))


def _option(name: str, parse: Callable[[str], str], value: str | None) -> str:
    try:
        return "" if value is None else parse(value)
    except ValueError as error:
        raise ConfigError(f"{name}: {error}") from error


def _json(text: str, name: str, layout: str) -> _Found:
    top = json_layouts.parse(text, name)
    for known in json_layouts.LAYOUTS:
        if known.matches(top) and layout in ("auto", known.name):
            return _Found(known.title, tuple(known.read(top)), "", known.currency)
    for matches, reason in json_layouts.REFUSED:
        if matches(top):
            raise ConfigError(f"{name}: {reason}")
    keys = ", ".join(amounts.shown(key) for key, _ in list(top.items())[:8]) or "no object at the top level"
    raise ConfigError(f"{name}: {_unknown(layout, json_layouts.LAYOUTS)}; it has {keys}")


def _csv(text: str, name: str, layout: str) -> _Found:
    table = read_table(text, name)
    for refused, reason in csv_layouts.REFUSED:
        if refused(table):
            raise ConfigError(f"{name}: {reason}")
    for known in csv_layouts.LAYOUTS:
        if known.matches(table) and layout in ("auto", known.name):
            return _Found(known.title, tuple(known.read(table)), csv_layouts.currency_in_header(table), known.currency)
    raise ConfigError(f"{name}: {_unknown(layout, csv_layouts.LAYOUTS)}; it has the columns {seen(table)}")


def _unknown(layout: str, known: Sequence[csv_layouts.CsvLayout | json_layouts.JsonLayout]) -> str:
    titles = {one.name: one.title for one in known}
    if layout in titles:
        return f"this is not {titles[layout]}"
    if layout != "auto":
        return f"this file cannot be in the layout {layout}"
    return f"not a known list of prices (known: {', '.join(titles.values())}; any other: a CSV with the columns region, price, currency)"


def _complete(found: _Found, name: str, currency: str, as_of: str) -> None:
    for draft in found.drafts:
        if not draft.cells.get("amount"):
            raise ConfigError(f"{name}:{draft.place}: there is no price")
    if not currency and any(not draft.cells.get("currency") for draft in found.drafts):
        raise ConfigError(f"{name}: the file does not name its currency; add --currency, such as --currency EUR")
    if not as_of and any(not draft.cells.get("as_of") for draft in found.drafts):
        raise ConfigError(
            f"{name}: the file does not say when its prices were valid; add --as-of with the day you downloaded it, or --as-of today"
        )


def _notes(found: _Found, rates: Sequence[Rate], guessed: bool) -> list[str]:
    notes = []
    if guessed:
        notes.append(
            f"the file names no currency; {found.title} is usually in {found.usual}. Use --currency to change that"
        )
    if free := sum(one.amount == 0 for one in rates):
        notes.append(f"left out {free} {'prices' if free > 1 else 'price'} of 0: it means that the route is not sold")
    return notes
