"""``locales: {de: [DE, AT], fr: [FR, CA-QC]}``: the regions of the messages in a language, so that one entry serves many languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from smslint.project.layers import Layer, merge
from smslint.rules.region_codes import REGIONS, suggestion
from smslint.text.patterns import later
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from smslint.settings import Node

KEY: Final = "locales"
_EXAMPLE: Final = "{de: [DE, AT]}"
_TAG: Final = later(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SUBDIVISION: Final = later(r"[A-Za-z]{2}-[A-Za-z0-9]{1,3}")


def check_locales(node: Node) -> None:
    """Validate ``locales``: languages, each with regions or parts of them.

    :raises ConfigError: with the place and the key.
    """
    if not node.has(KEY):
        return
    child = node.child(KEY, _EXAMPLE).named()
    for name in child.values:
        if not _TAG.fullmatch(name):
            child.fail(f"{shown(name)} is not a language tag such as en or pt-BR", name)
        words = child.one_or_more(name)
        if not words:
            child.fail("is empty: write regions such as [DE, AT]", name)
        for at, word in enumerate(words):
            if _region(word) not in REGIONS:
                single = not isinstance(child.values[name], list | tuple)
                child.fail(
                    f"{shown(word)} is not a region such as DE or CA-QC{suggestion(word)}",
                    name,
                    *(() if single else (at,)),
                )


def _region(word: str) -> str:
    """The country of a region: a province or state counts as its country."""
    return (word[:2] if _SUBDIVISION.fullmatch(word) else word).upper()


def with_regions(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """The layers of a message; after each that has ``locales`` another one, with the regions of the message's language."""
    layers = tuple(layers)
    if not any(KEY in layer.settings for layer in layers):
        return layers
    locale = merge(layers).settings.get("locale")
    found: list[Layer] = []
    for layer in layers:
        found.append(layer)
        regions = regions_of(layer.settings.get(KEY) or {}, locale)
        if regions:
            found.append(Layer(f"{layer.name}: {KEY}", {"regions": regions}))
    return tuple(found)


def regions_of(locales: Mapping[str, Any], locale: str | None) -> list[str]:
    """The regions of a language: of its whole tag, else of its beginning (``de`` for ``de-AT``); empty if it has none."""
    by_tag = {name.replace("_", "-").lower(): value for name, value in locales.items()}
    tag = (locale or "").replace("_", "-").lower()
    while tag:
        if tag in by_tag:
            value = by_tag[tag]
            return list(dict.fromkeys(map(_region, (value,) if isinstance(value, str) else value)))
        tag = tag.rpartition("-")[0]
    return []
