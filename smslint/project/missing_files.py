"""The files that only sending reads, but whose absence a check can already see: the suppression list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.project.config_places import Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.project.config import Config
    from smslint.project.config_places import Said


def missing_files(config: Config) -> Iterator[Said]:
    """What is to be said about a suppression list that is not there, or has nothing in it: the gate then refuses everything."""
    path = config.sending.suppression
    if path is None:
        return
    why = ""
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "does not exist"
        why = f"The suppression list {path.name} {what}: nothing would be sent."
    elif not path.stat().st_size and not config.sending.allow_empty_suppression:
        why = f"The suppression list {path.name} is empty: nothing would be sent, because it may be a lost one."
    for node in config.nodes if why else ():
        sending = node.values.get("sending")
        if isinstance(sending, dict) and "suppression" in sending:
            yield Written(node, ("sending", "suppression")).said(why, config)
            return
