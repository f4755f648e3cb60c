"""Settings of a message in layers: each is what one place says, and the closest word comes last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from smslint.project.choosing import RuleSetting
    from smslint.project.switched_off import SwitchedOff

BY_NAME: Final = ("values", "rules", "facts")
"""Settings that are put together name by name; any other is replaced whole."""


class Layer(NamedTuple):
    """What one place says: ``smslint.yaml``, ``smslint.yaml: messages[2]``, ``its front matter``."""

    name: str
    settings: Mapping[str, Any]
    rules: Mapping[str, RuleSetting] = {}
    """What it says about rules, each with the place where that is written."""


class Merged(NamedTuple):
    """What holds in the end, and which layer says it."""

    settings: dict[str, Any]
    layer_of: dict[str, str]
    """The layer's name by key; for what is put together by name, by key and name: ``values.first_name``."""
    rules: tuple[Mapping[str, RuleSetting], ...] = ()
    """What the layers say about rules, in their order."""


def merge(layers: Iterable[Layer]) -> Merged:
    """What holds once all layers have spoken. ``region`` is another word for ``regions``."""
    settings: dict[str, Any] = {}
    layer_of: dict[str, str] = {}
    rules = []
    for name, stated, about_rules in layers:
        if about_rules:
            rules.append(about_rules)
        for written, value in stated.items():
            key = "regions" if written == "region" and "regions" not in stated else written
            if key in BY_NAME:
                settings[key] = {**settings.get(key, {}), **(value or {})}
                layer_of.update(dict.fromkeys((f"{key}.{each}" for each in value or ()), name))
            else:
                settings[key] = value
                layer_of[key] = name
    return Merged(settings, layer_of, tuple(rules))


class MessageSettings(NamedTuple):
    """What directives and the sidecar say about one message."""

    sidecar: tuple[Layer, ...] = ()
    directives: tuple[Layer, ...] = ()
    switched_off: tuple[SwitchedOff, ...] = ()
    """The rules that they switch off."""


NO_SETTINGS: Final = MessageSettings()
