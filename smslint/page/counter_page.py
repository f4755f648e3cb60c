"""The counter alone: an empty box that counts as one types, for any provider, with the project's prices and declared values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.page.box import declared, prices_of
from smslint.page.document import document
from smslint.page.markup import Markup, join, tag
from smslint.page.tables import counting, tables
from smslint.rules import providers
from smslint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.prices import RateCard
    from smslint.project.project import Project

_ABOUT = (
    "It counts the encoding and the segments of a text, and what they cost. It does not ask whether the text may be sent: "
    "smslint check does."
)
_OFFLINE = "Nothing that you type leaves this page: it has no network, and needs none."


def page(project: Project, card: RateCard | None, provider: str | None = None, regions: Sequence[str] = ()) -> str:
    """The page.

    :raises ConfigError: for an unknown provider.
    :param provider: the one that is chosen when the page opens; by default the project's.
    :param regions: the countries whose prices are shown first; by default the project's.
    """
    chosen = providers.load(provider or project.context.provider).name
    sender = project.context.sender.type
    listed = [_provider(name, sender) for name in providers.names()]
    used = {table for name in providers.names() if (table := counting(name, smart=True).table)}
    values = {
        "tables": tables(used=used),
        "page": {
            "counter": {
                "providers": listed,
                "provider": chosen,
                "smart": project.context.smart_encoding,
                "languages": list(project.context.facts.national_languages or ()),
                "regions": list(regions or project.context.regions),
                "prices": [each._asdict() for each in prices_of(card, sender, project.context.kind)],
            },
            "values": declared(project.values),
        },
    }
    body = join((
        tag("header", tag("h1", "How many segments?"), tag("p", _ABOUT), tag("p", _OFFLINE, class_="quiet")),
        tag("main", _without_script(), tag("div", id="counter")),
        tag("footer", tag("p", f"smslint {__version__}")),
    ))  # fmt: skip
    return document("How many segments?", body, values)


def _without_script() -> Markup:
    return tag("noscript", tag("p", "The counter needs JavaScript; smslint segments counts without it."))


def _provider(name: str, sender: str | None) -> dict[str, object]:
    profile = providers.load(name)
    smart = counting(name, sender, smart=True)
    return {
        "name": name,
        "title": profile.title,
        "how": {**counting(name, sender, smart=False)._asdict(), "split": profile.split},
        "smart": {"policy": smart.policy, "table": smart.table} if smart.table else None,
        "on": profile.smart_encoding.default_on,
        "national": profile.national_language_shift or name == "generic",
        "most_segments": profile.max_segments,
        "most_characters": profile.max_characters,
        "counts": profile.counts,
    }
