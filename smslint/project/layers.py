"""Settings of a message in layers: one for each place where settings are written, the closest place last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from smslint.project.choosing import RuleSetting
    from smslint.project.switched_off import Everywhere, SwitchedOff

BY_NAME: Final = ("values", "facts")
"""Settings that are merged by name. Settings of rules are merged by the option; any other setting is replaced completely."""


SENT_BY: Final = "sent by"
"""No key that people write: the provider in place of none in particular, wherever that is stated."""


class Layer(NamedTuple):
    """The settings of one place: ``smslint.yaml``, ``smslint.yaml: messages[2]``, ``its front matter``."""

    name: str
    settings: Mapping[str, Any]
    rules: Mapping[str, RuleSetting] = {}
    """Its settings of rules, each with its place."""


class Merged(NamedTuple):
    """The merged settings, and the layer of each."""

    settings: dict[str, Any]
    layer_of: dict[str, str]
    """The layer's name by key; for settings merged by name, by key and name: ``values.first_name``."""
    rules: tuple[Mapping[str, RuleSetting], ...] = ()
    """The layers' settings of rules, in order."""


def merge(layers: Iterable[Layer]) -> Merged:
    """Merge all layers. ``region`` is another name for ``regions``."""
    settings: dict[str, Any] = {}
    layer_of: dict[str, str] = {}
    rules = []
    for name, stated, about_rules in layers:
        if about_rules:
            rules.append(about_rules)
        for written, value in stated.items():
            key = "regions" if written == "region" and "regions" not in stated else written
            if key == "rules":
                continue
            if key in BY_NAME:
                settings[key] = {**settings.get(key, {}), **(value or {})}
                layer_of.update(dict.fromkeys((f"{key}.{each}" for each in value or ()), name))
            else:
                settings[key] = value
                layer_of[key] = name
    return Merged(settings, layer_of, tuple(rules))


class MessageSettings(NamedTuple):
    """The settings from directives and the sidecar for one message."""

    sidecar: tuple[Layer, ...] = ()
    directives: tuple[Layer, ...] = ()
    switched_off: tuple[SwitchedOff, ...] = ()
    """The rules that they switch off."""
    everywhere: Everywhere | None = None
    """The rules that are switched off for all messages of the file, if any are."""


NO_SETTINGS: Final = MessageSettings()
