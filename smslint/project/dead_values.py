"""Values and dialects that a configuration declares without effect, after all its files were read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.project.config_places import own_files
from smslint.project.outcome import READ

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.project.config import Config
    from smslint.project.config_places import Said, Written
    from smslint.project.files import Target
    from smslint.project.outcome import Outcome

_MOST_COMPARED: Final = 20_000
"""How many pairs of a declared name and a name without bounds are compared at most; of more, no name is proposed."""


def dead_values(config: Config, found: Iterable[tuple[Target, Outcome]]) -> Iterator[Said]:
    """What is to be said about each declared name that no template reads, and its place.

    Nothing is said while a template or a part of one could not be read: it may have that name. ``*`` is for all names.

    :param found: the files of this configuration, with their outcomes.
    """
    declared = [each for each in _declared(config) if each.keys[-1] != "*"]
    results = [top.below("results", name) for top in own_files(config) for name in top.node.values.get("results") or ()]
    if not declared and not results:
        return
    found = list(found)
    read: set[str] = set()
    unlimited: set[str] = set()
    for _, outcome in found:
        if outcome.parts.unread:
            return
        read.update(outcome.parts.read)
        unlimited.update(each.unbounded_by for each in outcome.messages if each.unbounded_by)
    from smslint.wording import did_you_mean

    dead = [each for each in declared if str(each.keys[-1]) not in read]
    if len(dead) * len(unlimited) > _MOST_COMPARED:
        unlimited.clear()
    for each in dead:
        name = str(each.keys[-1])
        yield each.said(f"No template has a placeholder {name!r}{did_you_mean(name, unlimited)}.", config)
    unknown = {name for _, outcome in found for each in outcome.messages for name in each.unknown_filters}
    for each in results:
        name = str(each.keys[-1])
        if READ + name not in read:
            yield each.said(f"No template needs the result of {name!r}{did_you_mean(name, unknown)}.", config)


def idle_declarations(config: Config) -> Iterator[Said]:
    """What is to be said about each dialect of the project that no entry uses, and each value that is always empty."""
    used = {str(entry.get("dialect")) for node in config.nodes for entry in node.values.get("messages") or ()}
    for top in own_files(config):
        for name in top.node.values.get("dialects") or ():
            if name not in used:
                yield top.below("dialects", name).said(
                    f"No entry has dialect: {name}, so nothing is read with it.", config
                )
    for each in _declared(config):
        if each.value_of("max") == 0:
            name = str(each.keys[-1])
            yield each.said(
                f"max: 0 says that {name!r} is always empty: state the most characters that it has.", config
            )


def dead_volumes(config: Config, found: Iterable[tuple[Target, Outcome]]) -> Iterator[Said]:
    """What is to be said about each volume that no message has, unless a file could not be read: a message in it may have it.

    :param found: the files of this configuration, with their outcomes.
    """
    if not config.volumes:
        return
    from smslint.project.volumes import Volumes

    volumes = Volumes(config.volumes)
    for target, outcome in found:
        if outcome.parts.unread:
            return
        for message in outcome.messages:
            volumes.find(target.inside, message.key, message.kind)
    for top in own_files(config):
        for name in map(str, top.node.values.get("volumes") or ()):
            if name in volumes.idle:
                yield top.below("volumes", name).said(f"No message has the volume of {name!r}.", config)


def _declared(config: Config) -> Iterator[Written]:
    """The values that the project's own files declare: of each file those for all messages, then those of each entry."""
    for top in own_files(config):
        yield from (top.below("values", name) for name in top.node.values.get("values") or ())
        for number, entry in enumerate(top.node.values.get("messages") or ()):
            yield from (top.below("messages", number, "values", name) for name in entry.get("values") or ())
