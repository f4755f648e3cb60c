"""The parts of a configuration that few projects have: each is read, and its module imported, only where it is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.real_paths import is_folder, real_path
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from smslint.approved.entry import Entry
    from smslint.logs.layout import Layout
    from smslint.project.volumes import VolumeEntry
    from smslint.settings import Node
    from smslint.text.tree import Filter

COLUMN_KEYS: Final = ("phone", "name", "consent", "opt_out", "status", "language", "zone", "country", "state")


def own_dialects_in(node: Node) -> Mapping[str, str]:
    """The project's own dialects, by their names."""
    if not node.has("dialects"):
        return {}
    from smslint.project.own_dialects import own_dialects

    return own_dialects(node.child("dialects", '{ours: {open: "##", close: "##"}}'))


def results_in(node: Node) -> Mapping[str, Filter]:
    """What the project's own filters, tags, helpers and functions give."""
    if not node.has("results"):
        return {}
    from smslint.project.own_results import EXAMPLE, own_results

    return own_results(node.child("results", EXAMPLE))


def volumes_in(node: Node) -> tuple[VolumeEntry, ...]:
    """How often messages are sent."""
    if not node.has("volumes"):
        return ()
    from smslint.project.volumes import volumes_of

    return volumes_of(node.child("volumes", "{templates/sale.txt: {monthly: 200000}}"))


def logs_in(node: Node) -> tuple[Layout, ...]:
    """The project's own layouts of message logs."""
    if not node.has("logs"):
        return ()
    from smslint.logs.layout import own_layouts

    return own_layouts(node.child("logs", "{ours: {columns: {body: Text}}}"))


def approved_in(node: Node) -> tuple[Entry, ...]:
    """The exports of approved templates."""
    if not node.has("approved"):
        return ()
    from smslint.approved.entry import EXAMPLE, entries_of

    return entries_of(tuple(node.children("approved", EXAMPLE)))


def folders_in(node: Node, root: Path) -> tuple[Path, ...]:
    """The folders of ``template_folders``, which must be there and inside the project.

    :raises ConfigError: for one that is not.
    """
    folders = []
    top = real_path(root)
    for index, each in enumerate(node.one_or_more("template_folders")):
        folder = real_path(root / each)
        if not is_folder(folder):
            node.fail(f"there is no folder {each}", "template_folders", index)
        if not folder.is_relative_to(top):
            node.fail(f"{each} is outside of the project", "template_folders", index)
        folders.append(folder)
    return tuple(folders)


def columns_in(node: Node) -> dict[str, str]:
    """The columns of the project's lists, by role."""
    node.only(COLUMN_KEYS)
    return {str(role): node.filled(str(role)) for role in node.values}


def packs_in(node: Node, root: Path) -> tuple[Path, ...]:
    """The folders of packs.

    :raises ConfigError: if one does not exist.
    """
    names = node.one_or_more("packs")
    single = isinstance(node.values.get("packs"), str)
    for at, name in enumerate(names):
        if not is_folder(root / name):
            node.fail(f"there is no folder of rules {shown(name)}", "packs", *(() if single else (at,)))
    return tuple(root / name for name in names)
